"""Pushing, pulling, carrying against the limits of the norm, which the user looks up."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words

LABEL: Final = words("Indice di rischio RI = F / F_R", "Risk index RI = F / F_R")
_GREEN = words(
    "Condizione accettabile. Informazione, formazione e addestramento restano dovuti (art. 169 "
    "D.Lgs. 81/2008).",
    "Acceptable. Information, instruction and training are still due (art. 169 D.Lgs. 81/2008).",
)
_YELLOW = words(
    "Vicino al limite: tenere sotto controllo, formare, migliorare ruote, pavimento e percorsi "
    "dove si può (art. 168-169 D.Lgs. 81/2008).",
    "Near the limit: keep under control, train, improve wheels, floor and ways where possible "
    "(art. 168-169 D.Lgs. 81/2008).")  # fmt: skip
_RED = words(
    "Oltre il limite: ridurre forza, distanza o frequenza, o meccanizzare (art. 168 c. 1-2 D.Lgs. "
    "81/2008); sorveglianza sanitaria secondo la valutazione e i fattori individuali (art. 168 c. "
    "2 lett. d, all. XXXIII).",
    "Above the limit: lower force, distance or frequency, or mechanise (art. 168 par. 1-2 D.Lgs. "
    "81/2008); health surveillance by the assessment and individual factors (art. 168 par. 2 d, "
    "annex XXXIII).")  # fmt: skip
_VIOLET = words(
    "Molto oltre il limite: intervenire subito (art. 168 D.Lgs. 81/2008).",
    "Far above the limit: act at once (art. 168 D.Lgs. 81/2008).")  # fmt: skip
SCALES: Final[Mapping[str, Scale]] = {
    "085_1": Scale(measure="RI", label=LABEL, digits=2, bands=(
        Band("green", 0, words("Verde", "Green"), 0.85, _GREEN),
        Band("yellow", 2, words("Giallo", "Yellow"), 1.0, _YELLOW),
        Band("red", 3, words("Rosso", "Red"), consequence=_RED),
    )),
    "075_125_3": Scale(measure="RI", label=LABEL, bands=(
        Band("green", 0, words("Verde", "Green"), 0.75, _GREEN),
        Band("yellow", 2, words("Giallo", "Yellow"), 1.25, _YELLOW),
        Band("red", 3, words("Rosso", "Red"), 3.0, _RED),
        Band("violet", 4, words("Viola", "Violet"), consequence=_VIOLET),
    )),
}  # fmt: skip
MOVING: Final = ("push", "pull")
INITIAL = words("Forza iniziale", "Initial force")
SUSTAINED = words("Forza di mantenimento", "Sustained force")
CARRIED = words("Massa trasportata", "Mass carried")
CUMULATIVE = words("Massa cumulata", "Cumulative mass")
# what is compared: the value, its limit, its name, its unit, for which tasks
PAIRS: Final[tuple[tuple[str, str, Words, str, tuple[str, ...]], ...]] = (
    ("force_initial", "limit_initial", INITIAL, "N", MOVING),
    ("force_sustained", "limit_sustained", SUSTAINED, "N", MOVING),
    ("load", "limit_load", CARRIED, "kg", ("carry",)),
    ("cumulative", "limit_cumulative", CUMULATIVE, "kg", ("carry",)),
)
SYMBOLS: Final = {"force_initial": "RI i", "force_sustained": "RI s", "load": "RI m",
                  "cumulative": "RI c"}  # fmt: skip


def calculate(given: Given) -> Found:
    """Compare what is given with its limits; the worst ratio decides."""
    ratios: dict[str, float | None] = {}
    unused = []
    for key, limit, label, _, tasks in PAIRS:
        value, most = getattr(given, key), getattr(given, limit)
        if given.task not in tasks:
            unused += [one for one, has in ((key, value), (limit, most)) if has is not None]
        elif (value is None) != (most is None):
            missing = limit if most is None else key
            raise Refused(missing, words(
                "{label}: servono il valore e il suo limite, qui ne manca uno ({missing}).",
                "{label}: the value and its limit are needed, one is missing here ({missing})."
            ).filled(label=label, missing=missing))  # fmt: skip
        elif value is not None:
            ratios[key] = value / most if over(most, 0.0) else None
    if not ratios:
        first = "force_initial" if given.task in MOVING else "load"
        raise Refused(first, words(
            "Serve almeno un valore con il suo limite: forza iniziale o di mantenimento per "
            "spinta e traino, massa per il trasporto.",
            "At least one value with its limit is needed: initial or sustained force for pushing "
            "and pulling, mass for carrying."))  # fmt: skip
    return judged(given, ratios, unused)


def judged(given: Given, ratios: dict[str, float | None], unused: list[str]) -> Found:
    """Band the worst ratio."""
    notices: list[tuple[str, dict[str, Any]]] = []
    none = [key for key, ratio in ratios.items() if ratio is None]
    worst = none[0] if none else max(ratios, key=lambda key: ratios[key] or 0.0)
    if none:
        notices.append(("limit_zero", {"which": none}))
    if given.task in MOVING and len(ratios) == 1:
        other = SUSTAINED if "force_initial" in ratios else INITIAL
        notices.append(("one_force", {"other": words(other.it.lower(), other.en.lower())}))
    if unused:
        notices.append(("not_used", {"keys": unused}))
    scale = SCALES[given.bands]
    band = scale.band(ratios[worst])
    return Found({
        "RI": ratios[worst], "RI_initial": ratios.get("force_initial"),
        "RI_sustained": ratios.get("force_sustained"), "RI_load": ratios.get("load"),
        "RI_cumulative": ratios.get("cumulative"), "governing": worst, "band": band.code,
    }, band, scale, notices=notices)  # fmt: skip


def compared(given: Given, found: Found) -> Iterator[tuple[str, Words, float, float, Any]]:
    """Give what was compared: key, name, value, limit, ratio."""
    ratios = {key: found.values[f"RI_{name}"] for key, name in (
        ("force_initial", "initial"), ("force_sustained", "sustained"), ("load", "load"),
        ("cumulative", "cumulative"))}  # fmt: skip
    for key, limit, label, _, tasks in PAIRS:
        if given.task in tasks and getattr(given, key) is not None:
            yield key, label, getattr(given, key), getattr(given, limit), ratios[key]


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write each ratio and the worst of them."""
    yield Rule(
        words(
            "Il limite si legge alla distanza superiore più vicina e alla frequenza superiore più "
            "vicina; decide il peggiore fra iniziale e mantenimento.",
            "The limit is read at the next larger distance and the next higher frequency; the "
            "worse of initial and sustained decides.",
        ),
        given.limit_source or "ISO 11228-2",
    )
    for key, name, unit, digits in (
        ("distance_m", words("Distanza", "Distance"), "m", 1),
        ("frequency_per_min", words("Frequenza", "Frequency"), "/min", 3),
        ("handle_height_cm", words("Altezza della presa", "Height of the handle"), "cm", 0),
    ):  # fmt: skip
        if getattr(given, key) is not None:
            yield Line("", name, words("per la tabella", "for the table"), getattr(given, key),
                       digits, unit)  # fmt: skip
    rows = list(compared(given, found))
    for key, label, value, limit, ratio in rows:
        yield Line(SYMBOLS[key], label, f"{say(value)} / {say(limit)}", ratio, 2)
    listed = "; ".join(say(ratio, 2) if ratio is not None else "–" for *_, ratio in rows)
    yield Line("RI", LABEL, f"max({listed})", found.values["RI"], 2, total=True)
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "artt. 168-169, D.Lgs. 81/2008")


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the ratios beside each other, the limit marked."""
    rows = list(compared(given, found))
    reach = max([1.5, *(ratio or 0.0 for *_, ratio in rows)])
    worst = found.values["governing"]
    return [Bars(
        title=words("Quanto del limite si usa", "How much of the limit is used"), full=reach,
        mark=1.0, digits=2,
        bars=tuple(Bar(SYMBOLS[key], label, ratio, worst=key == worst)
                   for key, label, _, _, ratio in rows),
    )]  # fmt: skip


def amount(key: str, label: Words, hint: Words | None = None) -> Number:
    """Ask for a value, or for the limit it is compared with."""
    pair = next(pair for pair in PAIRS if key in pair[:2])
    return Number(key=key, label=label, low=0, high=1e6, unit=pair[3], digits=1, required=False,
                  when=("task", pair[4]), help=hint, yardstick=key == pair[1])  # fmt: skip


MEASURED = words(
    "Con il dinamometro, sul percorso reale; il valore più alto di tre prove.",
    "With a force gauge, on the real way; the highest of three trials.",
)
TABLED = words("Dalla norma che possiedi, per la popolazione che fa il lavoro: distanza superiore, "
               "frequenza superiore.",
               "From the norm you own, for the population that does the work: next larger "
               "distance, next higher frequency.")  # fmt: skip

METHOD = Method(
    id="push_pull_index", version=1, family="pushing",
    name=words("ISO 11228-2, spinta, traino, trasporto", "ISO 11228-2, push, pull, carry"),
    about=words(
        "Confronta forza iniziale e di mantenimento, o la massa trasportata, con i limiti della "
        "norma. Le tabelle sono protette e non sono riprodotte: inserisci i limiti dall'edizione "
        "che possiedi. Senza tabelle usa LM-MMH.",
        "Compares initial and sustained force, or the mass carried, with the limits of the norm. "
        "The tables are protected and not reproduced: enter the limits of the edition you own. "
        "Without tables use LM-MMH."),
    edition=words("ISO 11228-2:2007; trasporto: ISO 11228-1:2021",
                  "ISO 11228-2:2007; carrying: ISO 11228-1:2021"),
    sources=(
        Source(words("ISO 11228-2 (tabelle di Snook e Ciriello)",
                     "ISO 11228-2 (tables of Snook and Ciriello)"), "practice",
               words("Rapporto con il limite; fasce 0,85 e 1",
                     "Ratio to the limit; bands 0.85 and 1")),
        Source(words("DVR italiani pubblicati",
                     "Published Italian risk assessment documents"), "verified",
               words("Altre fasce in uso: 0,75, 1,25 e 3", "Other bands in use: 0.75, 1.25, 3")),
    ),
    usual=("force_initial", "limit_initial", "force_sustained", "limit_sustained", "load",
           "limit_load"),
    inputs=(
        Choice(key="task", yardstick=True, label=words("Azione", "Task"), options=(
            Option("push", words("Spinta", "Push")), Option("pull", words("Traino", "Pull")),
            Option("carry", words("Trasporto", "Carry")))),
        amount("force_initial", INITIAL, MEASURED),
        amount("limit_initial", words("Limite della forza iniziale", "Limit of the initial force"),
               TABLED),
        amount("force_sustained", SUSTAINED, MEASURED),
        amount("limit_sustained", words("Limite della forza di mantenimento",
                                        "Limit of the sustained force"), TABLED),
        amount("load", CARRIED),
        amount("limit_load", words("Limite della massa trasportata", "Limit of the mass carried"),
               TABLED),
        amount("cumulative", CUMULATIVE, words(
            "Massa per numero di trasporti nello stesso tempo del limite (minuto, ora, giorno).",
            "Mass times number of carries, in the time of the limit (minute, hour, day).")),
        amount("limit_cumulative", words("Limite della massa cumulata",
                                         "Limit of the cumulative mass"), TABLED),
        Number(key="distance_m", label=words("Distanza", "Distance"), low=0, high=1000, unit="m",
               required=False, digits=1,
               section=words("Come è stato letto il limite", "How the limit was read")),
        Number(key="frequency_per_min", label=words("Frequenza", "Frequency"), low=0, high=60,
               unit="/min", required=False, digits=3),
        Number(key="handle_height_cm", label=words("Altezza della presa", "Height of the handle"),
               low=0, high=300, unit="cm", required=False, digits=0),
        Text(key="population", label=words("Popolazione", "Population"), required=False),
        Text(key="limit_source", label=words("Norma, edizione e tabella",
                                             "Norm, edition and table"), required=False),
        Choice(key="bands", yardstick=True,
               label=words("Fasce", "Bands"), required=False, default="085_1",
               section=words("Lettura", "Reading"), options=(
                   Option("085_1", words("Tre fasce: 0,85 e 1", "Three bands: 0.85 and 1")),
                   Option("075_125_3", words("Quattro fasce: 0,75, 1,25 e 3",
                                             "Four bands: 0.75, 1.25 and 3")))),
        Text(key="name", label=words("Nome", "Name"), required=False),
        Text(key="note", label=words("Nota", "Note"), required=False, most=2000),
    ),
    results=(Shown("RI", words("Indice di rischio", "Risk index"), "", 2, main=True),
             Shown("RI_initial", words("Indice, forza iniziale", "Index, initial force"), "", 2),
             Shown("RI_sustained", words("Indice, mantenimento", "Index, sustained force"), "", 2)),
    calculate=calculate, explain=explain, picture=picture, scales=tuple(SCALES.values()),
    notices={
        "limit_zero": words("Il limite è zero ({which}): l'indice non esiste, vale la fascia "
                            "peggiore.",
                            "The limit is zero ({which}): there is no index, the worst band "
                            "holds."),
        "one_force": words("Manca la {other}: decide il peggiore dei due, misurala se c'è.",
                           "The {other} is missing: the worse of the two decides, measure it if "
                           "there is one."),
        "not_used": words("Dati non usati per questa azione: {keys}.",
                          "Data not used for this task: {keys}."),
    },
    doubts=(
        words("Le fasce 0,85 e 1 sono prassi; altri documenti usano 0,75, 1,25 e 3. Dichiara "
              "quali usi.",
              "The bands 0.85 and 1 are practice; other documents use 0.75, 1.25 and 3. State "
              "which you use."),
        words("I limiti di trasporto e di massa cumulata cambiano con l'edizione della ISO "
              "11228-1.",
              "The limits of carrying and of cumulative mass change with the edition of ISO "
              "11228-1."),
    ),
    examples=(
        Example({"task": "push", "force_initial": 180, "limit_initial": 240,
                 "force_sustained": 90, "limit_sustained": 100},
                {"RI_initial": 0.75, "RI": 0.9, "band": "yellow"}, words("Prassi italiana",
                                                                         "Italian practice")),
        Example({"task": "pull", "force_initial": 240, "limit_initial": 200,
                 "bands": "075_125_3"}, {"RI": 1.2, "band": "yellow"},
                 words("DVR italiani", "Italian risk assessment documents")),
        Example({"task": "carry", "load": 12, "limit_load": 20}, {"RI": 0.6, "band": "green"},
                "ISO 11228-1"),
    ),
)  # fmt: skip
