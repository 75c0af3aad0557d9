"""The sentinel events of the INAIL checklist: ten indicators, added and converted."""

from collections.abc import Iterator
from itertools import starmap

from ytefas.methods.kit.inputs import Choice, Flag, Given, Option, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.inail_2017 import AREA_A, CONVERTED, scale

SCALE = scale("area_a_raw", AREA_A)
POINTS = {"decreased": 0, "none": 0, "unchanged": 1, "increased": 4}
TRENDS = (
    Option("decreased", words("Diminuito", "Decreased")),
    Option("none", words("Inalterato, nessun evento", "Unchanged, no events")),
    Option("unchanged", words("Inalterato", "Unchanged")),
    Option("increased", words("Aumentato", "Increased")),
)
MET = 4

TRENDING = {
    "accidents": words("Infortuni", "Accidents"),
    "sick_leave": words("Assenze per malattia", "Sick leave"),
    "absences": words("Assenze dal lavoro", "Absences from work"),
    "untaken_holidays": words("Ferie non godute", "Holidays not taken"),
    "unplanned_rotation": words("Rotazione del personale non programmata",
                                "Unplanned rotation of staff"),
    "turnover": words("Cessazione dei rapporti di lavoro, turnover", "Leavers, turnover"),
    "disciplinary": words("Procedimenti e sanzioni disciplinari",
                          "Disciplinary proceedings and sanctions"),
    "extra_examinations": words("Richieste di visite straordinarie al medico competente",
                                "Requests of extra medical examinations"),
}  # fmt: skip
HAPPENED = {
    "formal_complaints": words("Lamentele formalizzate dei lavoratori",
                               "Formal complaints of workers"),
    "legal_cases": words("Istanze giudiziarie o richieste di trasferimento",
                         "Legal cases or requests of transfer"),
}  # fmt: skip
LABELS = {**TRENDING, **HAPPENED}


def scored(given: Given) -> dict[str, int]:
    """Give the points of each indicator."""
    trends = {key: POINTS[getattr(given, key)] for key in TRENDING}
    return trends | {key: MET if getattr(given, key) else 0 for key in HAPPENED}


def calculate(given: Given) -> Found:
    """Add the points and convert the sum."""
    raw = sum(scored(given).values())
    band = SCALE.band(raw)
    return Found(
        {"area_a_raw": raw, "area_a_converted": CONVERTED[band.code], "area_a_level": band.code},
        band,
    )


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Show the points of each indicator."""
    points = scored(given)
    said = {option.value: option.label for option in TRENDS}
    answers = {True: words("sì", "yes"), False: words("no", "no")}
    yield Table(
        AREA_A.label,
        (words("Indicatore", "Indicator"), words("Andamento", "Trend"), words("Punti", "Points")),
        [(LABELS[key], (said | answers)[getattr(given, key)], points[key]) for key in LABELS],
    )  # fmt: skip
    yield Line("A₀", AREA_A.label, " + ".join(map(str, points.values())),
               found.values["area_a_raw"])  # fmt: skip
    yield Line("A", words("Convertiti", "Converted"),
               words("0–10 → 0, 11–20 → 2, 21–40 → 5", "0–10 → 0, 11–20 → 2, 21–40 → 5"),
               found.values["area_a_converted"], total=True)  # fmt: skip


def picture(given: Given, _found: Found) -> list[Picture]:
    """Show which indicators weigh."""
    bars = starmap(lambda key, points: Bar(key, LABELS[key], points, worst=points == MET),
                   scored(given).items())  # fmt: skip
    return [Bars(title=AREA_A.label, bars=tuple(bars), full=MET, digits=0)]


CALM = dict.fromkeys(TRENDING, "decreased") | dict.fromkeys(HAPPENED, False)

METHOD = Method(
    id="inail_sentinel", version=1, family="stress", part=True,
    name=words("Eventi sentinella della lista INAIL", "Sentinel events of the INAIL checklist"),
    about=words(
        "I dieci indicatori dell'area A: gli ultimi dodici mesi rispetto alla media dei tre anni "
        "prima. La somma va nella lista INAIL.",
        "The ten indicators of area A: the last twelve months against the mean of the three years "
        "before. The sum goes into the INAIL checklist.",
    ),
    edition=words("INAIL, manuale 2017",
                  "INAIL, manual 2017"),
    sources=(
        Source(words("INAIL, manuale 2017: punti e conversione",
                     "INAIL, manual 2017: points and conversion"), "verified",
               words("Da un programma che cita INAIL.", "From one program that cites INAIL.")),
        Source(words("INAIL, manuale 2017: nomi degli indicatori",
                     "INAIL, manual 2017: names of the indicators"), "memory"),
    ),
    inputs=(
        Text(key="name", label=words("Gruppo omogeneo", "Homogeneous group"), required=False),
        *(Choice(key=key, label=label, options=TRENDS) for key, label in TRENDING.items()),
        *(Flag(key=key, label=label) for key, label in HAPPENED.items()),
    ),
    results=(
        Shown("area_a_raw", AREA_A.label, main=True),
        Shown("area_a_converted", words("Convertiti", "Converted")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,),
    examples=(
        Example(CALM, {"area_a_raw": 0, "area_a_converted": 0}, "INAIL 2017"),
        Example(CALM | {"accidents": "increased", "turnover": "increased",
                        "sick_leave": "unchanged", "absences": "none", "legal_cases": True},
                {"area_a_raw": 13, "area_a_converted": 2, "area_a_level": "medium"}, "INAIL 2017"),
        Example(dict.fromkeys(TRENDING, "increased") | dict.fromkeys(HAPPENED, True),
                {"area_a_raw": 40, "area_a_converted": 5}, "INAIL 2017"),
    ),
    doubts=(words("I nomi degli indicatori sono a memoria: confrontali con la lista INAIL.",
                  "The names of the indicators are from memory: compare them with the INAIL "
                  "checklist."),),
)  # fmt: skip
