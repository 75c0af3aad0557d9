"""How sites are divided, written as outlines: what stands further in belongs to what is above it.

A letter says the kind (department, area, room, workstation, outdoor), a number the square metres.
"""

from dataclasses import dataclass
from typing import Any, Final

_KINDS: Final = {"d": "department", "a": "area", "r": "room", "w": "workstation", "o": "outdoor"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A department and what it holds."""

    name: str
    kind: str
    surface: int
    inner: tuple["Branch", ...] = ()


def branches(outline: str) -> tuple[Branch, ...]:
    """Read an outline."""
    root: list[Any] = []
    open_: list[tuple[int, list[Any]]] = [(-1, root)]
    for line in filter(str.strip, outline.splitlines()):
        depth = len(line) - len(line.lstrip())
        kind, surface, name = line.strip().split(" ", 2)
        while open_[-1][0] >= depth:
            open_.pop()
        inner: list[Any] = []
        open_[-1][1].append((name, _KINDS[kind], int(surface), inner))
        open_.append((depth, inner))
    return _frozen(root)


def _frozen(level: list[Any]) -> tuple[Branch, ...]:
    return tuple(Branch(name, kind, size, _frozen(inner)) for name, kind, size, inner in level)


OFFICES: Final = """
d 60 Amministrazione
d 50 Ufficio tecnico
r 25 Sala riunioni
r 18 Archivio
"""
STORES: Final = """
d 700 Deposito
  a 420 Scaffalature
  a 160 Area di carico e scarico
  w 20 Ricarica dei carrelli
o 300 Piazzale
r 25 Ufficio spedizioni
"""
METAL: Final = """
d 3100 Produzione
  a 980 Tornitura e fresatura
    w 60 Torni paralleli
    w 90 Centri di lavoro CNC
    w 40 Rettifica
  a 620 Saldatura
    w 30 Cabina TIG
    w 45 Isola robotizzata
  w 80 Sbavatura manuale
  a 260 Verniciatura
d 820 Magazzino e spedizioni
  a 520 Scaffalature
  o 240 Carico camion
d 180 Uffici tecnici
  r 60 Progettazione
  r 30 Sala misure
r 90 Spogliatoi e mensa
r 40 Locale compressori
"""
CARPENTRY: Final = """
d 1900 Carpenteria
  a 640 Taglio e piegatura
    w 60 Taglio laser
    w 45 Pressa piegatrice
  a 720 Assemblaggio e saldatura
    w 35 Saldatura MIG
  a 240 Molatura e finitura
o 600 Piazzale materiali
r 70 Uffici
r 45 Spogliatoi
"""
BUILDING: Final = """
d 400 Officina e ricovero mezzi
  w 40 Lavaggio mezzi
o 900 Deposito materiali
  o 200 Area rifiuti
r 60 Uffici
"""
SITE: Final = """
a 120 Baraccamenti
  r 20 Spogliatoio
  r 15 Ufficio di cantiere
o 800 Area di lavoro
  a 300 Ponteggi
  a 120 Scavi
o 150 Stoccaggio materiali
w 20 Postazione della sega circolare
"""
WOOD: Final = """
d 1100 Laboratorio
  a 420 Sezionatura e squadratura
    w 30 Sega a nastro
    w 30 Squadratrice
  a 260 Levigatura
  a 180 Verniciatura
  a 190 Montaggio
d 320 Deposito legname
r 60 Uffici
"""
BAKERY: Final = """
d 360 Laboratorio
  a 120 Impasti
  a 140 Forni
  r 40 Cella di lievitazione
  r 35 Celle frigorifere
d 120 Confezionamento
r 80 Deposito farine
r 30 Spogliatoi
"""
RESTAURANT: Final = """
d 90 Cucina
  w 25 Linea calda
  w 20 Preparazioni fredde
  w 15 Lavaggio
d 160 Sala
  w 15 Banco bar
o 60 Dehors
r 25 Dispensa e celle
"""
HOTEL: Final = """
d 900 Camere
  a 300 Primo piano
  a 300 Secondo piano
d 140 Cucina
  w 40 Linea calda
  w 30 Lavaggio stoviglie
d 220 Sala colazioni e ristorante
a 60 Reception
d 110 Lavanderia
r 45 Centrale termica
"""
SCHOOL: Final = """
d 1800 Didattica
  a 1200 Aule
  r 90 Laboratorio di informatica
  r 110 Laboratorio di scienze
  r 70 Biblioteca
d 480 Palestra
  r 40 Spogliatoi
d 140 Segreteria e presidenza
d 120 Mensa
r 40 Centrale termica
o 900 Cortile
"""
CARE: Final = """
d 1400 Nucleo A
  a 620 Camere degenza
  r 40 Ambulatorio
  r 30 Bagno assistito
d 1400 Nucleo B
  a 620 Camere degenza
  r 30 Bagno assistito
d 180 Cucina
d 130 Lavanderia
r 90 Palestra di fisioterapia
d 110 Uffici
o 1500 Giardino
"""
CLINIC: Final = """
a 60 Accettazione e attesa
d 260 Ambulatori
  r 30 Ambulatorio 1
  r 30 Ambulatorio 2
  r 25 Sala prelievi
r 35 Radiologia
r 20 Sterilizzazione
"""
FARM: Final = """
d 900 Stalla
  a 500 Zona di riposo
  a 180 Sala di mungitura
d 380 Ricovero mezzi
  w 40 Officina
d 300 Fienile
o 20000 Campi
r 25 Deposito fitosanitari
"""
WINE: Final = """
d 700 Cantina
  a 260 Vinificazione
  a 220 Affinamento in legno
  a 150 Imbottigliamento
d 300 Magazzino bottiglie
r 80 Punto vendita e degustazione
o 60000 Vigneti
"""
DAIRY: Final = """
d 900 Produzione
  a 160 Ricevimento latte
  a 320 Caseificazione
  r 120 Salamoia
  r 240 Celle di stagionatura
d 260 Confezionamento
r 60 Laboratorio analisi
r 50 Centrale frigorifera
"""
HAIR: Final = """
d 60 Salone
  w 12 Postazioni di taglio
  w 8 Lavaggio
r 8 Preparazione dei colori
r 10 Cabina estetica
"""
SHOP: Final = """
d 260 Area vendita
  w 10 Casse
d 90 Retrobottega
r 20 Ufficio
"""
LOGISTICS: Final = """
d 5200 Magazzino
  a 2800 Scaffalature portapallet
  a 900 Ribalte
  a 600 Picking
  w 60 Ricarica dei carrelli
d 260 Uffici operativi
o 4000 Piazzale autotreni
d 300 Officina mezzi
"""
GARAGE: Final = """
d 420 Officina
  w 40 Ponti sollevatori
  w 25 Elettrauto
  w 25 Gommista
d 200 Carrozzeria
  a 60 Cabina di verniciatura
r 30 Accettazione
"""
TEXTILE: Final = """
d 2600 Reparto produttivo
  a 600 Orditura
  a 1300 Tessitura
  a 260 Controllo pezze
d 700 Magazzino filati
r 50 Centrale di condizionamento
d 120 Uffici
"""
PLASTIC: Final = """
d 2200 Stampaggio
  a 1400 Presse a iniezione
  a 240 Manutenzione stampi
  w 50 Granulatore
d 900 Magazzino
d 140 Uffici
"""
PRINT: Final = """
d 900 Stampa
  a 420 Offset
  a 180 Digitale
  a 220 Legatoria
r 60 Prestampa
d 260 Magazzino carta
"""
WASTE: Final = """
d 1300 Impianto di selezione
  a 500 Ricezione
  a 420 Linea di cernita
  w 60 Pressa
o 3000 Piazzale
r 80 Uffici e pesa
"""
TOWN_HALL: Final = """
d 420 Uffici comunali
  r 60 Anagrafe
  r 60 Ufficio tecnico
  r 45 Polizia locale
r 120 Sala consiliare
r 90 Archivio
"""
STUDIO: Final = """
a 90 Spazio aperto
r 25 Sala riunioni
r 12 Locale server
"""
GYM: Final = """
d 360 Sala attrezzi
d 180 Sala corsi
d 90 Spogliatoi
a 40 Reception
"""
NURSERY: Final = """
d 300 Sezioni
  r 80 Lattanti
  r 90 Medi
  r 90 Grandi
r 40 Cucina
o 400 Giardino
"""
CLEANING: Final = """
a 40 Spogliatoio
r 20 Deposito prodotti e macchine
"""
