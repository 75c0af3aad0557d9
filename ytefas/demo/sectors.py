"""How firms of a sector are built: ATECO class, contract, kinds of sites, how they are divided."""

from dataclasses import dataclass
from typing import Final

from ytefas.demo import departments


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of site: what it is called, how big it is, how it is divided."""

    kind: str
    name: str
    surface: int
    people: int
    outline: str


@dataclass(frozen=True, slots=True)
class Sector:
    """What firms of one trade have in common."""

    ateco: tuple[str, ...]
    ccnl: str
    places: tuple[Place, ...]  # the first is where they work, the others come as they grow
    first_aid: str = "B"
    fire: str = "2"


OFFICE: Final = Place("office", "Uffici di {town}", 210, 12, departments.OFFICES)
STORE: Final = Place("warehouse", "Magazzino di {town}", 1350, 10, departments.STORES)

_METALWORKERS: Final = "Metalmeccanica industria"
_CRAFT_METAL: Final = "Metalmeccanica artigianato"
_SALES: Final = "Terziario, distribuzione e servizi"
_COOPS: Final = "Cooperative sociali"
_PLANT: Final = "production_unit"

SECTORS: Final = {
    "MEC": Sector(("25.53",), _METALWORKERS, (
        Place(_PLANT, "Stabilimento di {street}", 4820, 46, departments.METAL), STORE,
        OFFICE), "A"),
    "CAR": Sector(("25.11",), _CRAFT_METAL, (
        Place(_PLANT, "Officina di {town}", 2650, 33, departments.CARPENTRY), OFFICE, STORE)),
    "COS": Sector(("41.00", "43.91"), "Edilizia industria", (
        Place("warehouse", "Sede operativa di {town}", 1400, 14, departments.BUILDING),
        Place("construction_site", "Cantiere di {street}, {town}", 1200, 12, departments.SITE),
        Place("construction_site", "Cantiere residenziale di {town}", 1600, 9, departments.SITE),
        Place("construction_site", "Cantiere scuola di {town}", 2100, 15, departments.SITE),
        OFFICE), "A"),
    "LEG": Sector(("31.00", "16.25"), "Legno e arredamento artigianato", (
        Place(_PLANT, "Laboratorio di {town}", 1500, 12, departments.WOOD),
        Place("shop", "Esposizione di {town}", 320, 3, departments.SHOP))),
    "ALI": Sector(("10.71",), "Panificazione", (
        Place(_PLANT, "Forno di {town}", 640, 18, departments.BAKERY),
        Place("shop", "Negozio di {street}", 120, 4, departments.SHOP),
        Place("shop", "Negozio di {town}", 110, 3, departments.SHOP))),
    "RIS": Sector(("56.11",), "Pubblici esercizi e ristorazione", (
        Place("shop", "Ristorante di {street}", 340, 9, departments.RESTAURANT),
        Place("shop", "Trattoria di {town}", 260, 6, departments.RESTAURANT)), "C", "1"),
    "HOT": Sector(("55.10",), "Turismo", (
        Place(_PLANT, "Albergo di {street}", 1900, 24, departments.HOTEL),)),
    "SCU": Sector(("85.31", "85.20"), "Istruzione e ricerca", (
        Place(_PLANT, "Sede centrale", 3600, 90, departments.SCHOOL),
        Place(_PLANT, "Plesso di {town}", 2100, 34, departments.SCHOOL),
        Place(_PLANT, "Plesso di {street}", 1800, 22, departments.SCHOOL)), "B"),
    "RSA": Sector(("87.30", "87.10"), _COOPS, (
        Place(_PLANT, "Residenza di {town}", 5400, 110, departments.CARE),
        Place(_PLANT, "Centro diurno di {town}", 620, 14, departments.CLINIC)), "B", "3"),
    "SAN": Sector(("86.21", "86.91"), "Studi professionali", (
        Place(_PLANT, "Poliambulatorio di {street}", 520, 28, departments.CLINIC),
        Place(_PLANT, "Ambulatorio di {town}", 260, 12, departments.CLINIC))),
    "AGR": Sector(("01.41", "01.11"), "Operai agricoli e florovivaisti", (
        Place(_PLANT, "Azienda agricola di {town}", 22000, 8, departments.FARM),), "B"),
    "VIT": Sector(("01.21", "11.02"), "Operai agricoli e florovivaisti", (
        Place(_PLANT, "Cantina di {town}", 61000, 22, departments.WINE),
        Place("shop", "Enoteca di {town}", 120, 4, departments.SHOP)), "B"),
    "CAS": Sector(("10.51",), "Alimentare industria", (
        Place(_PLANT, "Caseificio di {town}", 1500, 48, departments.DAIRY), STORE)),
    "PAR": Sector(("96.21", "96.22"), "Acconciatura ed estetica", (
        Place("shop", "Salone di {street}", 85, 5, departments.HAIR),
        Place("shop", "Salone di {town}", 70, 3, departments.HAIR)), "C", "1"),
    "COM": Sector(("47.52", "47.11"), _SALES, (
        Place("shop", "Punto vendita di {town}", 420, 9, departments.SHOP),
        Place("shop", "Punto vendita di {street}", 300, 6, departments.SHOP), STORE), "B", "1"),
    "FAR": Sector(("47.73",), "Farmacie private", (
        Place("shop", "Farmacia di {street}", 180, 7, departments.SHOP),), "C", "1"),
    "LOG": Sector(("52.10", "49.41"), "Logistica, trasporto merci e spedizione", (
        Place("warehouse", "Polo logistico di {town}", 9800, 140, departments.LOGISTICS), STORE,
        OFFICE)),
    "AUT": Sector(("95.31",), _CRAFT_METAL, (
        Place(_PLANT, "Autofficina di {street}", 690, 8, departments.GARAGE),)),
    "TES": Sector(("13.20",), "Tessile e abbigliamento industria", (
        Place(_PLANT, "Tessitura di {town}", 3700, 62, departments.TEXTILE), STORE)),
    "PLA": Sector(("22.22",), "Gomma e plastica industria", (
        Place(_PLANT, "Stabilimento di {town}", 3400, 54, departments.PLASTIC), STORE), "A"),
    "GRA": Sector(("18.12",), "Grafici editoriali", (
        Place(_PLANT, "Stabilimento grafico di {town}", 1400, 26, departments.PRINT),)),
    "AMB": Sector(("38.11",), "Servizi ambientali", (
        Place(_PLANT, "Impianto di {town}", 4600, 34, departments.WASTE), OFFICE), "A", "3"),
    "PUB": Sector(("84.11",), "Funzioni locali", (
        Place("office", "Municipio", 980, 60, departments.TOWN_HALL),
        Place("office", "Biblioteca di {town}", 420, 5, departments.STUDIO),
        Place("warehouse", "Magazzino comunale", 900, 14, departments.BUILDING))),
    "STU": Sector(("71.12",), "Studi professionali", (
        Place("office", "Studio di {street}", 180, 11, departments.STUDIO),), "C", "1"),
    "INF": Sector(("62.10",), _SALES, (
        Place("office", "Uffici di {street}", 360, 24, departments.STUDIO),), "C", "1"),
    "SPO": Sector(("93.13",), "Impianti sportivi e palestre", (
        Place("shop", "Palestra di {street}", 720, 8, departments.GYM),), "C", "1"),
    "NID": Sector(("88.91",), _COOPS, (
        Place(_PLANT, "Asilo nido di {town}", 480, 14, departments.NURSERY),)),
    "PUL": Sector(("81.21",), "Pulizie e multiservizi", (
        Place("office", "Sede di {town}", 140, 6, departments.CLEANING),
        Place("third_party", "Presso ospedale di {town}", 90, 18, departments.CLEANING),
        Place("third_party", "Presso uffici di {street}", 60, 5, departments.CLEANING))),
}  # fmt: skip
