"""Work-related stress: the INAIL checklist, preliminary assessment of a homogeneous group."""

from collections.abc import Iterator, Mapping

from ytefas.methods.kit.inputs import Given, Group, Number, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.inail_2017 import (
    AREA_A,
    CONTENT,
    CONTENT_TOTAL,
    CONTEXT,
    CONTEXT_TOTAL,
    CONVERTED,
    DIMENSIONS,
    TOTAL,
    Dimension,
    scale,
)

SCALE_A = scale("area_a_raw", AREA_A)
SCALE_B = scale("content_total", CONTENT_TOTAL)
SCALE_C = scale("context_total", CONTEXT_TOTAL, low=-1)
SCALE = scale("total", TOTAL, low=-1)
SCALES = {key: scale(f"{key}_score", of) for key, of in DIMENSIONS.items()}
WORDS = {band.code: band.word for band in SCALE.bands}
HOME_WORK = words("Interfaccia casa–lavoro", "Home–work interface")

RECORD = Duty(
    "record_and_monitor",
    words(
        "Riportare il risultato nel documento e ripetere entro 2 anni",
        "Record the result in the document and repeat within 2 years",
    ),
    "D.Lgs. 81/2008 art. 28, 29",
)
CORRECT = Duty(
    "corrective_measures",
    words(
        "Attuare misure correttive e verificarne l'efficacia",
        "Carry out corrective measures and check that they work",
    ),
    "D.Lgs. 81/2008 art. 28 c. 1, 1-bis, c. 2 lett. c",
)
DEEPEN = Duty("in_depth_expected", words(
    "Prevedere la valutazione approfondita, con la percezione dei lavoratori",
    "Plan the in-depth assessment, with the perception of workers"),
    "D.Lgs. 81/2008 art. 28 c. 1-bis")  # fmt: skip


def calculate(given: Given) -> Found:
    """Add the dimensions of each area, convert the sentinel events, band every sum."""
    content = {key: getattr(given.content, key) for key in CONTENT}
    context = {key: getattr(given.context, key) for key in CONTEXT}
    content_total = sum(content.values())
    home_work = -1 if given.home_work_score == 0 else 0
    context_total = sum(context.values()) + home_work
    level_a = SCALE_A.band(given.area_a_raw).code
    converted = CONVERTED[level_a]
    total = converted + content_total + context_total
    band = SCALE.band(total)
    values = {
        "area_a_raw": given.area_a_raw, "area_a_level": level_a, "area_a_converted": converted,
        "content_total": content_total, "content_level": SCALE_B.band(content_total).code,
        "home_work_points": home_work,
        "context_total": context_total, "context_level": SCALE_C.band(context_total).code,
        "total": total, "level": band.code,
    }  # fmt: skip
    for key, score in (content | context).items():
        values[f"{key}_level"] = SCALES[key].band(score).code
    high = [one for one in SCALES if values[f"{one}_level"] == "high"]
    notices = []
    if band.code == "low" and high:
        notices.append(("high_dimension", {"which": [DIMENSIONS[one].label for one in high]}))
    return Found(
        values, band, SCALE,
        flags={RECORD.key: band.code == "low", CORRECT.key: band.code != "low",
               DEEPEN.key: band.code == "high"},
        notices=notices,
    )  # fmt: skip


def rows(
    dimensions: Mapping[str, Dimension], group: Given, values: Mapping[str, object]
) -> list[tuple[Words, int, int, Words]]:
    """List the dimensions of an area: score, most, band."""
    return [
        (of.label, getattr(group, key), of.most, WORDS[str(values[f"{key}_level"])])
        for key, of in dimensions.items()
    ]


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Show each area with its dimensions, then the sum."""
    value = found.values
    heads = (words("Dimensione", "Dimension"), words("Punti", "Points"),
             words("Massimo", "Highest"), words("Fascia", "Band"))  # fmt: skip
    yield Line("A₀", AREA_A.label, words("somma dei 10 indicatori", "sum of the 10 indicators"),
               given.area_a_raw)  # fmt: skip
    yield Line("A", words("Eventi sentinella, convertiti", "Sentinel events, converted"),
               words("0–10 → 0, 11–20 → 2, 21–40 → 5", "0–10 → 0, 11–20 → 2, 21–40 → 5"),
               value["area_a_converted"])  # fmt: skip
    yield Table(CONTENT_TOTAL.label, heads, rows(CONTENT, given.content, value))
    yield Line("B", CONTENT_TOTAL.label,
               " + ".join(str(getattr(given.content, key)) for key in CONTENT),
               value["content_total"])  # fmt: skip
    yield Line("", HOME_WORK,
               words("{score} punti: 0 vale −1, da 1 in su vale 0",
                     "{score} points: 0 counts −1, 1 and more count 0"
                     ).filled(score=given.home_work_score),
               value["home_work_points"])  # fmt: skip
    yield Table(CONTEXT_TOTAL.label, heads, rows(CONTEXT, given.context, value))
    how = " + ".join(str(getattr(given.context, key)) for key in CONTEXT)
    yield Line("C", CONTEXT_TOTAL.label, how + (" − 1" if value["home_work_points"] else ""),
               value["context_total"])  # fmt: skip
    last = value["context_total"]
    yield Line("A + B + C", TOTAL.label,
               f"{value['area_a_converted']} + {value['content_total']} "
               + (f"+ {last}" if last >= 0 else f"− {-last}"), value["total"],
               total=True)  # fmt: skip
    yield Table(
        words("Fasce del totale", "Bands of the total"),
        tuple(band.word for band in SCALE.bands),
        [(f"≤ {TOTAL.low}", f"{TOTAL.low + 1}–{TOTAL.medium}", f"{TOTAL.medium + 1}–{TOTAL.most}")],
        marked=(0, SCALE.bands.index(found.band) if found.band else 0),
    )
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008 art. 28 c. 1, 1-bis")
    yield Rule(words(
        "I lavoratori e il RLS vanno sentiti; si valuta per gruppi omogenei.",
        "Workers and their safety representative are to be heard; the assessment is made by "
        "homogeneous groups."), "D.Lgs. 81/2008 art. 28 c. 1-bis, art. 50")  # fmt: skip


def picture(given: Given, found: Found) -> list[Picture]:
    """Show each dimension as a part of its own most points, coloured by its own band."""
    bars = []
    for group, dimensions in ((given.content, CONTENT), (given.context, CONTEXT)):
        for key, of in dimensions.items():
            score = getattr(group, key)
            band = SCALES[key].named(found.values[f"{key}_level"])
            bars.append(Bar(key, of.label, 100 * score / of.most, band.level,
                            worst=band.code == "high"))  # fmt: skip
    return [Bars(title=words("Dimensioni, punti sfavorevoli", "Dimensions, unfavourable points"),
                 bars=tuple(bars), full=100, unit="%", digits=0,
                 hint=words("Agisci dove la fascia è alta.", "Act where the band is high.")),
            ]  # fmt: skip


def points(key: str, of: Dimension) -> Number:
    """Ask for the points of a dimension."""
    return Number(key=key, label=of.label, low=0, high=of.most, integer=True, digits=0)


ANSWERS = words(
    "Un punto per ogni risposta sfavorevole: «no», o «sì» per le voci formulate al contrario. "
    "Usa i testi delle voci pubblicati da INAIL.",
    "One point for each unfavourable answer: “no”, or “yes” for items worded the other way. Use "
    "the texts of the items as INAIL publishes them.",
)
ZEROS = {"environment": 0, "task_planning": 0, "workload_pace": 0, "working_hours": 0}
CALM = {"function_culture": 0, "role": 0, "career": 0, "autonomy": 0, "relations": 0}

METHOD = Method(
    id="inail_stress", version=1, family="stress",
    name=words("Stress lavoro-correlato, lista INAIL", "Work-related stress, INAIL checklist"),
    about=words(
        "La valutazione preliminare di un gruppo omogeneo di lavoratori con la lista di controllo "
        "INAIL: eventi sentinella, contenuto e contesto del lavoro. Non misura il disagio di una "
        "persona. La compila il gruppo di gestione, sentiti i lavoratori e il RLS.",
        "The preliminary assessment of a homogeneous group of workers by the INAIL checklist: "
        "sentinel events, content and context of work. It does not measure the distress of a "
        "person. The steering group fills it in, having heard workers and their representative.",
    ),
    edition="INAIL, La metodologia per la valutazione e gestione del rischio stress "
            "lavoro-correlato, 2017",
    sources=(
        Source(words("INAIL, manuale 2017", "INAIL, manual 2017"), "verified", words(
            "Punteggi e fasce, da un programma che cita INAIL, riletti.",
            "Points and bands, from one program that cites INAIL, read again.")),
    ),
    inputs=(
        Text(key="name", label=words("Gruppo omogeneo", "Homogeneous group"), required=False),
        Number(key="area_a_raw", symbol="A₀", label=AREA_A.label, low=0, high=AREA_A.most,
               integer=True, digits=0, section=words("A. Eventi sentinella", "A. Sentinel events"),
               help=words(
                   "Indicatori 1–8, andamento rispetto agli ultimi tre anni: diminuito 0, "
                   "inalterato 1 (0 se non ci sono stati eventi), aumentato 4. Indicatori 9–10: "
                   "no 0, sì 4.",
                   "Indicators 1–8, trend against the last three years: decreased 0, unchanged 1 "
                   "(0 where there were no events), increased 4. Indicators 9–10: no 0, yes 4.")),
        Group(key="content", label=CONTENT_TOTAL.label, help=ANSWERS,
              section=words("B. Contenuto del lavoro", "B. Content of work"),
              of=tuple(points(key, of) for key, of in CONTENT.items())),
        Group(key="context", label=CONTEXT_TOTAL.label, help=ANSWERS,
              section=words("C. Contesto del lavoro", "C. Context of work"),
              of=tuple(points(key, of) for key, of in CONTEXT.items())),
        Number(key="home_work_score", label=HOME_WORK, low=0, high=4, integer=True, digits=0,
               help=words("4 voci. Se il punteggio è 0 si toglie un punto al contesto, altrimenti "
                          "non si aggiunge nulla.",
                          "4 items. With a score of 0 one point is taken from the context, "
                          "otherwise nothing is added.")),
    ),
    results=(
        Shown("total", TOTAL.label, main=True),
        Shown("area_a_converted", words("A: eventi sentinella, convertiti",
                                        "A: sentinel events, converted")),
        Shown("content_total", words("B: contenuto", "B: content")),
        Shown("context_total", words("C: contesto", "C: context")),
        Shown("home_work_points", HOME_WORK),
    ),
    calculate=calculate, explain=explain, picture=picture,
    scales=(SCALE, SCALE_A, SCALE_B, SCALE_C),
    duties=(RECORD, CORRECT, DEEPEN),
    notices={"high_dimension": words(
        "Il totale non è rilevante, ma sono in fascia alta: {which}. Conviene agire lì.",
        "The total is not relevant, but these are in the high band: {which}. Act there.")},
    examples=(
        Example({"area_a_raw": 5,
                 "content": {"environment": 2, "task_planning": 1, "workload_pace": 2,
                             "working_hours": 1},
                 "context": {"function_culture": 3, "role": 0, "career": 1, "autonomy": 1,
                             "relations": 0}, "home_work_score": 0},
                {"area_a_converted": 0, "content_total": 6, "context_total": 4, "total": 10,
                 "level": "low"}, "INAIL 2017"),
        Example({"area_a_raw": 20,
                 "content": {"environment": 3, "task_planning": 2, "workload_pace": 4,
                             "working_hours": 3},
                 "context": {"function_culture": 3, "role": 1, "career": 1, "autonomy": 1,
                             "relations": 1}, "home_work_score": 0},
                {"area_a_converted": 2, "total": 20, "level": "medium"}, "INAIL 2017"),
        Example({"area_a_raw": 0, "content": ZEROS, "context": CALM, "home_work_score": 0},
                {"context_total": -1, "total": -1, "level": "low"}, "INAIL 2017",
                name=words("Il minimo", "The lowest")),
        Example({"area_a_raw": 0, "content": ZEROS | {"environment": 13},
                 "context": CALM | {"role": 4}, "home_work_score": 1},
                {"total": 17, "level": "low", "environment_level": "high", "role_level": "high"},
                "INAIL 2017", name=words("Totale basso, due dimensioni alte",
                                         "Total low, two dimensions high")),
    ),
    doubts=(
        words("I tagli delle fasce vengono da una sola fonte: confrontali con il manuale INAIL.",
              "The cuts of the bands come from a single source: compare them with the INAIL "
              "manual."),
        words("I testi delle voci non sono compresi: prendili dalla lista INAIL.",
              "The texts of the items are not included: take them from the INAIL checklist."),
    ),
)  # fmt: skip
