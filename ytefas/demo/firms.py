"""Believable Italian customers with sites, the same at every run: for a first look, not for tests.

Pure: a seeded generator of values. Names of firms are invented; towns, provinces, ATECO 2025 codes
and the check digits of VAT numbers are as they are in life, so validation rules accept them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

SEED: Final = 81_2008

_TOWNS: Final = (
    ("Rovereto", "TN", "38068"), ("Trento", "TN", "38121"), ("Bolzano", "BZ", "39100"),
    ("Verona", "VR", "37121"), ("Vicenza", "VI", "36100"), ("Padova", "PD", "35121"),
    ("Brescia", "BS", "25121"), ("Bergamo", "BG", "24121"), ("Modena", "MO", "41121"),
    ("Bologna", "BO", "40121"), ("Parma", "PR", "43121"), ("Torino", "TO", "10121"),
    ("Prato", "PO", "59100"), ("Ancona", "AN", "60121"), ("Bari", "BA", "70121"),
)  # fmt: skip

_STREETS: Final = (
    "Via dell'Artigianato", "Via Roma", "Via Garibaldi", "Viale dell'Industria",
    "Via del Lavoro", "Via Guglielmo Marconi", "Corso Vittorio Veneto", "Via delle Officine",
)  # fmt: skip

# trade, ATECO 2025, risk class, collective agreement, kinds of sites beside the registered office
_TRADES: Final = (
    ("Carpenteria metallica", "25.11", "high", "Metalmeccanica artigianato",
     ("production_unit", "warehouse")),
    ("Officine meccaniche", "25.53", "high", "Metalmeccanica industria",
     ("production_unit", "warehouse", "office")),
    ("Falegnameria", "31.00", "high", "Legno e arredamento artigianato", ("production_unit",)),
    ("Panificio", "10.71", "medium", "Panificazione", ("production_unit", "shop", "shop")),
    ("Trattoria", "56.11", "low", "Pubblici esercizi", ("shop",)),
    ("Autotrasporti", "49.41", "medium", "Logistica, trasporto merci e spedizione",
     ("warehouse", "office")),
    ("Costruzioni edili", "41.00", "high", "Edilizia artigianato",
     ("construction_site", "construction_site", "warehouse")),
    ("Studio tecnico", "71.12", "low", "Studi professionali", ("office",)),
    ("Casa di riposo", "87.30", "high", "Cooperative sociali", ("production_unit",)),
    ("Tessitura", "13.20", "medium", "Tessile e abbigliamento industria",
     ("production_unit", "warehouse")),
    ("Cantina", "11.02", "medium", "Alimentare industria", ("production_unit", "shop")),
    ("Autofficina", "95.31", "medium", "Metalmeccanica artigianato", ("production_unit",)),
    ("Ferramenta", "47.52", "low", "Terziario distribuzione e servizi", ("shop", "warehouse")),
    ("Impresa di pulizie", "81.21", "medium", "Pulizie e multiservizi", ("third_party", "office")),
    ("Acconciature", "96.21", "low", "Acconciatura ed estetica", ("shop",)),
)  # fmt: skip

_NAMES: Final = (
    "Bertolini", "Zanetti", "Moretti", "Ferrari", "Galli", "Rinaldi", "Conti", "Marchetti",
    "Pellegrini", "Caruso", "Ruggeri", "Bassi", "Tonelli", "Dalla Costa", "Visentin", "Fontana",
)  # fmt: skip

_FORMS: Final = ("S.r.l.", "S.n.c.", "S.p.A.", "& C. S.a.s.", "Soc. Coop.")

_PLACES: Final = {
    "registered_office": "Sede legale", "production_unit": "Stabilimento", "office": "Uffici",
    "warehouse": "Magazzino", "shop": "Punto vendita", "construction_site": "Cantiere",
    "third_party": "Presso committente",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """The values of a customer, and those of its sites."""

    values: dict[str, Any]
    sites: tuple[dict[str, Any], ...]


def customers(count: int, *, seed: int = SEED) -> Iterator[DemoCustomer]:
    """Invent `count` customers; the same numbers give the same firms."""
    chance = random.Random(seed)  # noqa: S311 - invented firms, not secrets
    for number in range(count):
        yield _customer(number, chance)


def _customer(number: int, chance: random.Random) -> DemoCustomer:
    trade, ateco, risk, agreement, kinds = _TRADES[number % len(_TRADES)]
    family = _NAMES[(number * 7 + number // len(_NAMES)) % len(_NAMES)]
    name = f"{trade} {family} {chance.choice(_FORMS)}"
    town = chance.choice(_TOWNS)
    address = _address(town, chance)
    slug = "".join(letter for letter in f"{trade}{family}".lower() if letter.isalnum())
    vat = vat_number(chance)
    values = {
        "legal_name": name,
        "vat": vat,
        "tax_code": vat,
        "ateco_codes": [ateco],
        "ateco_risk_class": risk,
        "ccnl": agreement,
        "legal_address": address,
        "pec": f"{slug}@pec.example.it",
        "email": f"info@{slug}.example.it",
        "phone": f"+39 0{chance.randint(30, 59)} {chance.randint(100000, 999999)}",
        "status": chance.choices(("active", "prospect", "suspended"), (88, 8, 4))[0],
    }
    sites = [_site(1, "registered_office", address, chance)]
    for order, kind in enumerate(kinds, start=2):
        there = address if chance.random() < 0.5 else _address(chance.choice(_TOWNS), chance)  # noqa: PLR2004 - half of them
        sites.append(_site(order, kind, there, chance))
    return DemoCustomer(values, tuple(sites))


def _site(order: int, kind: str, address: dict[str, str], chance: random.Random) -> dict[str, Any]:
    return {
        "code": f"S{order:02d}",
        "name": f"{_PLACES[kind]} di {address['city']}",
        "kind": kind,
        "address": address,
        "surface_m2": str(chance.randint(8, 400) * 10),
        "floors": chance.choice((1, 1, 1, 2, 3)),
        "max_occupants": chance.randint(4, 180),
        "first_aid_group": chance.choice(("A", "B", "B", "C")),
        "fire_level": chance.choice(("1", "1", "2", "3")),
    }


def _address(town: tuple[str, str, str], chance: random.Random) -> dict[str, str]:
    city, province, postcode = town
    return {
        "street": f"{chance.choice(_STREETS)}, {chance.randint(1, 180)}",
        "postcode": postcode,
        "city": city,
        "province": province,
        "country": "IT",
    }


def vat_number(chance: random.Random) -> str:
    """Invent a partita IVA: ten digits and the check digit of the Italian rule."""
    digits = [chance.randint(0, 9) for _ in range(7)] + [0, 2, 2]
    return "".join(map(str, [*digits, check_digit(digits)]))


def check_digit(digits: list[int]) -> int:
    """Give the eleventh digit: odd places count once, even places doubled with nines cast out."""
    total = 0
    for place, digit in enumerate(digits, start=1):
        doubled = digit * 2
        total += digit if place % 2 else doubled - 9 * (doubled > 9)  # noqa: PLR2004 - two digits
    return -total % 10
