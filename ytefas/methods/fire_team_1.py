"""Fire: the training level of the emergency team, and its hours."""

from collections.abc import Iterator

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Codes, Given, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words

LEVEL_3 = {
    "seveso": words("Stabilimenti con pericolo di incidente rilevante (D.Lgs. 105/2015)",
                    "Major-accident hazard sites (D.Lgs. 105/2015)"),
    "explosives": words("Fabbriche e depositi di esplosivi",
                        "Factories and stores of explosives"),
    "power_plant": words("Centrali termoelettriche", "Thermal power plants"),
    "oil_gas_extraction": words("Estrazione di oli minerali e gas combustibili",
                                "Extraction of mineral oil and fuel gas"),
    "nuclear": words("Impianti e laboratori nucleari", "Nuclear plants and laboratories"),
    "indoor_store": words("Depositi al chiuso di materiali combustibili oltre 20 000 m²",
                          "Indoor stores of combustible materials over 20 000 m²"),
    "retail": words("Attività commerciali ed espositive, oltre 10 000 m² aperti al pubblico",
                    "Shops and exhibitions, over 10 000 m² open to the public"),
    "station": words("Aerostazioni, stazioni ferroviarie e marittime, oltre 5000 m² coperti aperti "
                     "al pubblico; metropolitane in sotterraneo",
                     "Airport, railway and harbour terminals, over 5000 m² under cover open to the "
                     "public; underground railways"),
    "interport": words("Interporti oltre 20 000 m²", "Freight villages over 20 000 m²"),
    "hotel": words("Alberghi con oltre 200 posti letto", "Hotels with over 200 beds"),
    "hospital": words("Strutture sanitarie con ricovero o residenza; case di riposo per anziani",
                      "Health care with in-patients or residents; homes for the elderly"),
    "school": words("Scuole con oltre 1000 persone presenti", "Schools with over 1000 persons"),
    "office": words("Uffici con oltre 1000 persone presenti", "Offices with over 1000 persons"),
    "tunnel_site": words("Cantieri in sotterraneo per opere lunghe oltre 50 m",
                         "Underground sites for works over 50 m long"),
    "explosives_site": words("Cantieri in cui si usano esplosivi",
                             "Sites where explosives are used"),
    "waste": words("Stoccaggio e trattamento di rifiuti, esclusi gli inerti",
                   "Storage and treatment of waste, inert waste excepted"),
}  # fmt: skip
LEVEL_2 = {
    "dpr151": words("Attività dell'elenco del DPR 151/2011",
                    "Activities of the list of DPR 151/2011"),
    "flammables_site": words(
        "Cantieri con sostanze infiammabili e fiamme libere, non tutti all'aperto",
        "Sites with flammable substances and open flames, not all in the open"),
}  # fmt: skip
ALL = {**LEVEL_2, **LEVEL_3}

HOURS = {1: (4, 2), 2: (8, 5), 3: (16, 8)}
YEARS = 5
LAW = "DM 2/9/2021 art. 5, all. III"


def then(level: int) -> str:
    """Name the courses of a level."""
    return f"{level}-FOR {HOURS[level][0]} h, {level}-AGG {HOURS[level][1]} h"


SCALE = Scale(
    measure="training_level", label=words("Livello di formazione", "Training level"), low=1,
    high=3, shown=0,
    bands=tuple(
        Band(f"level_{level}", level, words(f"Livello {level}", f"Level {level}"),
             float(level) if level < max(HOURS) else float("inf"),
             words(f"Corso e aggiornamento ogni 5 anni: {then(level)}.",
                   f"Course and refresher every 5 years: {then(level)}."))
        for level in HOURS
    ),
)  # fmt: skip

TRAIN = Duty("train_team", words("Designare e formare gli addetti, aggiornarli ogni 5 anni",
                                 "Designate and train the team, refresh every 5 years"),
             "D.Lgs. 81/2008 art. 18 c. 1 lett. b, art. 37 c. 9; DM 2/9/2021 art. 4, 5",
             )  # fmt: skip


def calculate(given: Given) -> Found:
    """Take the highest level of what is done here."""
    level = 1
    if given.activities:
        level = 3 if any(one in LEVEL_3 for one in given.activities) else 2
    course, refresh = HOURS[level]
    band = SCALE.band(level)
    return Found(
        {"training_level": level, "course": f"{level}-FOR", "course_hours": course,
         "refresh_course": f"{level}-AGG", "refresh_hours": refresh, "refresh_years": YEARS},
        band, flags={TRAIN.key: True},
    )  # fmt: skip


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Name what decided, and the hours."""
    value = found.values
    rows = [(ALL[one], 3 if one in LEVEL_3 else 2) for one in given.activities]
    yield Table(words("Attività presenti", "Activities here"),
                (words("Attività", "Activity"), words("Livello", "Level")),
                rows or [(words("Nessuna degli elenchi", "None of the lists"), 1)])  # fmt: skip
    yield Line("", SCALE.label, words("il più alto", "the highest"), value["training_level"],
               total=True)  # fmt: skip
    yield Table(words("Ore di corso e di aggiornamento", "Hours of course and refresher"),
                (words("Livello", "Level"), words("Corso", "Course"),
                 words("Aggiornamento", "Refresher")),
                [(level, *hours) for level, hours in HOURS.items()],
                marked=(value["training_level"] - 1, 1))  # fmt: skip
    yield Rule(words("L'aggiornamento è ogni 5 anni.", "The refresher is every 5 years."), LAW)


def picture(_given: Given, found: Found) -> list[Picture]:
    """Show the hours."""
    value = found.values
    return [Bars(title=words("Ore", "Hours"), full=16, unit="h", digits=0, bars=(
        Bar("course", words("Corso", "Course"), value["course_hours"]),
        Bar("refresh", words("Aggiornamento", "Refresher"), value["refresh_hours"]),
    ))]  # fmt: skip


METHOD = Method(
    id="fire_team", version=1, family="fire",
    name=words("Addetti antincendio, formazione", "Fire emergency team, training"),
    about=words(
        "Il livello del corso per gli addetti alla lotta antincendio e all'emergenza, con le ore. "
        "Non è il livello di rischio d'incendio. Per alcune attività serve anche l'idoneità "
        "tecnica rilasciata dai Vigili del fuoco (all. IV).",
        "The level of the course for the fire and emergency team, with its hours. It is not the "
        "level of fire risk. Some activities also need the certificate of technical fitness of the "
        "fire service (Annex IV).",
    ),
    edition=words("DM 2 settembre 2021, allegato III",
                  "DM 2 September 2021, Annex III"),
    sources=(
        Source(words("DM 2/9/2021 all. III: ore di corso e aggiornamento",
                     "DM 2/9/2021 Annex III: hours of course and refresher"), "verified"),
        Source(words("DM 2/9/2021 all. III: elenchi dei livelli 2 e 3",
                     "DM 2/9/2021 Annex III: lists of levels 2 and 3"), "memory"),
    ),
    usual=("activities",),
    inputs=(
        Text(key="name", label=words("Luogo di lavoro", "Workplace"), required=False),
        Codes(key="activities", label=words("Attività presenti", "Activities here"), least=0,
              most=len(ALL), known=tuple(ALL), shown=ALL, required=False, default=(),
              help=words("Lascia vuoto se nessuna dell'elenco è presente: vale il livello 1.",
                         "Leave empty if none of the list is here: level 1 holds.")),
    ),
    results=(
        Shown("training_level", SCALE.label, main=True),
        Shown("course_hours", words("Corso", "Course"), unit="h"),
        Shown("refresh_hours", words("Aggiornamento", "Refresher"), unit="h"),
        Shown("refresh_years", words("Ogni quanti anni", "Every how many years")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,), duties=(TRAIN,),
    examples=(
        Example({}, {"training_level": 1, "course_hours": 4, "refresh_hours": 2}, LAW),
        Example({"activities": ["dpr151"]},
                {"training_level": 2, "course_hours": 8, "refresh_hours": 5}, LAW),
        Example({"activities": ["dpr151", "hotel"]},
                {"training_level": 3, "course_hours": 16, "refresh_hours": 8}, LAW),
    ),
    doubts=(words("Gli elenchi dei livelli 2 e 3 sono a memoria e abbreviati: leggi l'allegato "
                  "III.",
                  "The lists of levels 2 and 3 are from memory and shortened: read Annex III."),),
)  # fmt: skip
