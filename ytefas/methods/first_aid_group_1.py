"""First aid: the group of the enterprise, hours of training, equipment."""

from collections.abc import Iterator

from ytefas.methods.kit.bands import Band
from ytefas.methods.kit.inputs import Codes, Given, Number, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words

ACTIVITIES = {
    "seveso": words("Attività industriali soggette a notifica per incidenti rilevanti",
                    "Industrial activities notified for major accidents"),
    "power_plant": words("Centrali termoelettriche", "Thermal power plants"),
    "nuclear": words("Impianti e laboratori nucleari", "Nuclear plants and laboratories"),
    "mining": words("Aziende estrattive e altre attività minerarie",
                    "Extraction and other mining activities"),
    "underground": words("Lavori in sotterraneo", "Underground work"),
    "explosives": words("Fabbricazione di esplosivi, polveri e munizioni",
                        "Manufacture of explosives, powders and ammunition"),
}  # fmt: skip
MANY, INDEX, FEW = 5, 4.0, 3
HOURS = {"A": (16, 6), "B": (12, 4), "C": (12, 4)}
YEARS = 3
LAW = "DM 388/2003 art. 1"

BANDS = {
    "A": Band("group_a", 2, words("Gruppo A", "Group A"), consequence=words(
        "Corso di 16 ore, aggiornamento di 6 ore ogni 3 anni; cassetta di pronto soccorso, mezzo "
        "di comunicazione; comunica all'ASL di essere nel gruppo A.",
        "16-hour course, 6-hour refresher every 3 years; first-aid box, means of communication; "
        "tell the local health authority that you are in group A.")),
    "B": Band("group_b", 1, words("Gruppo B", "Group B"), consequence=words(
        "Corso di 12 ore, aggiornamento di 4 ore ogni 3 anni; cassetta di pronto soccorso, mezzo "
        "di comunicazione.",
        "12-hour course, 4-hour refresher every 3 years; first-aid box, means of "
        "communication.")),
    "C": Band("group_c", 1, words("Gruppo C", "Group C"), consequence=words(
        "Corso di 12 ore, aggiornamento di 4 ore ogni 3 anni; pacchetto di medicazione, mezzo di "
        "comunicazione.",
        "12-hour course, 4-hour refresher every 3 years; dressing package, means of "
        "communication.")),
}  # fmt: skip

TRAIN = Duty("train_team", words("Designare e formare gli addetti al primo soccorso",
                                 "Designate and train the first-aid team"),
             "D.Lgs. 81/2008 art. 18 c. 1 lett. b, art. 45; DM 388/2003 art. 3")  # fmt: skip
TELL = Duty("tell_authority", words("Comunicare all'ASL l'appartenenza al gruppo A",
                                    "Tell the local health authority of group A"),
            "DM 388/2003 art. 1 c. 2")  # fmt: skip
BOX = Duty("first_aid_box", words("Cassetta di pronto soccorso", "First-aid box"),
           "DM 388/2003 art. 2 c. 1, all. 1")  # fmt: skip
PACKAGE = Duty("dressing_package", words("Pacchetto di medicazione", "Dressing package"),
               "DM 388/2003 art. 2 c. 2, all. 2")  # fmt: skip
DUTIES = (TRAIN, TELL, BOX, PACKAGE)

REASONS = {
    "activity": words("attività dell'elenco (A I)", "activity of the list (A I)"),
    "index": words("oltre 5 lavoratori in un gruppo tariffario INAIL con indice oltre 4 (A II)",
                   "over 5 workers in an INAIL tariff group with an index over 4 (A II)"),
    "agriculture": words("oltre 5 lavoratori a tempo indeterminato in agricoltura (A III)",
                         "over 5 permanent workers in agriculture (A III)"),
    "three_or_more": words("3 o più lavoratori, non nel gruppo A",
                           "3 or more workers, not in group A"),
    "fewer": words("meno di 3 lavoratori, non nel gruppo A",
                   "fewer than 3 workers, not in group A"),
}  # fmt: skip


def reason_of(given: Given) -> str:
    """Name the first condition that holds."""
    if given.activities:
        return "activity"
    if given.inail_index is not None and over(given.inail_index, INDEX) and given.workers > MANY:
        return "index"
    if given.permanent_agriculture > MANY:
        return "agriculture"
    return "three_or_more" if given.workers >= FEW else "fewer"


def calculate(given: Given) -> Found:
    """Give the group and what it asks for."""
    reason = reason_of(given)
    group = {"three_or_more": "B", "fewer": "C"}.get(reason, "A")
    course, refresh = HOURS[group]
    return Found(
        {"group": group, "reason": reason, "course_hours": course, "refresh_hours": refresh,
         "refresh_years": YEARS},
        BANDS[group],
        flags={TRAIN.key: True, TELL.key: group == "A", BOX.key: group != "C",
               PACKAGE.key: group == "C"},
    )  # fmt: skip


def explain(_given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Name the condition that decided, and the hours."""
    value = found.values
    yield Line("", words("Gruppo", "Group"), REASONS[value["reason"]], value["group"], total=True)
    yield Table(words("Ore di corso e di aggiornamento", "Hours of course and refresher"),
                (words("Gruppo", "Group"), words("Corso", "Course"),
                 words("Aggiornamento", "Refresher")),
                [(group, *hours) for group, hours in HOURS.items()],
                marked=(list(HOURS).index(value["group"]), 1))  # fmt: skip
    yield Line("", words("Corso", "Course"), words("tabella", "table"), value["course_hours"],
               unit="h")  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, LAW)


def picture(_given: Given, found: Found) -> list[Picture]:
    """List what the group asks for."""
    return [Ticks(title=words("Obblighi", "Duties"), ticks=tuple(
        Tick(duty.label, found.flags[duty.key], duty.law) for duty in DUTIES))]  # fmt: skip


METHOD = Method(
    id="first_aid_group", version=1, family="fire",
    name=words("Primo soccorso, gruppo aziendale", "First aid, group of the enterprise"),
    about=words(
        "Il gruppo A, B o C dell'azienda o unità produttiva, con le ore di corso e la dotazione. "
        "Con più attività vale quella del gruppo più alto.",
        "Group A, B or C of the enterprise or unit, with the hours of training and the equipment. "
        "With several activities the highest group holds.",
    ),
    edition="DM 388/2003",
    sources=(
        Source(words("DM 388/2003 art. 3, all. 3 e 4: ore",
                     "DM 388/2003 art. 3, Annexes 3 and 4: hours"), "verified"),
        Source(words("DM 388/2003 art. 1, 2: gruppi e dotazioni",
                     "DM 388/2003 artt. 1, 2: groups and equipment"), "memory"),
    ),
    usual=("activities", "inail_index"),
    inputs=(
        Text(key="name", label=words("Azienda o unità produttiva", "Enterprise or unit"),
             required=False),
        Number(key="workers", yardstick=True,
               label=words("Lavoratori", "Workers"), low=0, high=1_000_000,
               integer=True, digits=0,
               help=words("Dell'azienda o unità produttiva.", "Of the enterprise or unit.")),
        Codes(key="activities", label=words("Attività del gruppo A", "Activities of group A"),
              least=0, most=len(ACTIVITIES), known=tuple(ACTIVITIES), shown=ACTIVITIES,
              required=False, default=(),
              help=words("Lascia vuoto se nessuna è presente.", "Leave empty if none is here.")),
        Number(key="inail_index", yardstick=True, required=False, low=0, high=100, digits=2,
               label=words("Indice infortunistico INAIL di inabilità permanente",
                           "INAIL accident index of permanent disability"),
               help=words("Del gruppo tariffario: oltre 4, con oltre 5 lavoratori, è gruppo A.",
                          "Of the tariff group: over 4, with over 5 workers, it is group A.")),
        Number(key="permanent_agriculture", required=False, default=0, low=0, high=1_000_000,
               integer=True, digits=0,
               label=words("Lavoratori agricoli a tempo indeterminato",
                           "Permanent workers in agriculture")),
    ),
    results=(
        Shown("group", words("Gruppo", "Group")),
        Shown("course_hours", words("Corso", "Course"), unit="h", main=True),
        Shown("refresh_hours", words("Aggiornamento", "Refresher"), unit="h"),
        Shown("refresh_years", words("Ogni quanti anni", "Every how many years")),
    ),
    calculate=calculate, explain=explain, picture=picture, duties=DUTIES,
    examples=(
        Example({"workers": 6, "inail_index": 4.5}, {"group": "A", "course_hours": 16}, LAW),
        Example({"workers": 5, "inail_index": 4.5}, {"group": "B", "course_hours": 12}, LAW),
        Example({"workers": 2}, {"group": "C", "refresh_hours": 4}, LAW),
    ),
    doubts=(words("Le definizioni dei gruppi sono a memoria: leggi l'art. 1 del decreto.",
                  "The definitions of the groups are from memory: read art. 1 of the decree."),),
)  # fmt: skip
