"""Liberty Mutual equations: what share of men or women finds a load or a force acceptable."""

from collections.abc import Iterator
from math import prod
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import SLACK, below, over
from ytefas.methods.kit.pictures import Bar, Bars, Curve, Picture, Ruler, Zone
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.lm_mmh_2021 import (
    EQUATIONS,
    HANDLES,
    NEWTON,
    ONCE_A_DAY,
    Z75,
    Z90,
    capable,
    range_of,
)

LIFTING: Final = ("lift", "lower")
MOVING: Final = ("push_init", "push_sust", "pull_init", "pull_sust")
HELD: Final = (*LIFTING, "carry")
ACCEPTABLE, REFUSED = (
    Band("acceptable", 0, words("Accettabile", "Acceptable"), 25.0, words(
        "Accettabile per almeno il 75 % della popolazione scelta. Informazione e formazione "
        "restano dovute (art. 169 D.Lgs. 81/2008).",
        "Acceptable for at least 75 % of the population chosen. Information and instruction are "
        "still due (art. 169 D.Lgs. 81/2008).")),
    Band("not_acceptable", 3, words("Non accettabile", "Not acceptable"), consequence=words(
        "Accettabile per meno del 75 %: ridurre il carico o la forza, la distanza o la frequenza "
        "(art. 168 c. 2 D.Lgs. 81/2008); sorveglianza sanitaria secondo la valutazione e i "
        "fattori individuali dell'all. XXXIII.",
        "Acceptable for less than 75 %: lower load or force, distance or frequency (art. 168 "
        "par. 2 D.Lgs. 81/2008); health surveillance by the assessment and the individual "
        "factors of annex XXXIII.")),
)  # fmt: skip
SCALE: Final = Scale(
    measure="percent_not_capable", label=words("Persone per cui non è accettabile",
                                               "People for whom it is not acceptable"),
    bands=(ACCEPTABLE, REFUSED), high=100.0, unit="%", shown=1,
)  # fmt: skip
NAMES: Final[dict[str, Words]] = {
    "H": words("Distanza orizzontale", "Horizontal reach"),
    "VRM": words("Altezza media del tratto", "Mid-point of the vertical range"),
    "DV": words("Dislocazione verticale", "Vertical distance"),
    "V": words("Altezza delle mani", "Height of the hands"),
    "DH": words("Distanza percorsa", "Distance covered"),
    "F": words("Frequenza", "Frequency"),
}


def calculate(given: Given) -> Found:
    """Multiply the factors; find whom the load suits."""
    checked(given)
    equation = EQUATIONS[given.task, given.sex]
    factors = {term.key: term.value(getattr(given, term.key)) for term in equation.terms}
    grip = HANDLES[given.handles] if given.task in HELD else 1.0
    mean = equation.load * prod(factors.values()) * grip
    percent = None if given.load is None else capable(given.load, mean, equation.cv)
    notices: list[tuple[str, dict[str, Any]]] = []
    unused = [key for key in NAMES if key not in factors and getattr(given, key) is not None]
    if given.task not in HELD and given.handles != "good":
        unused.append("handles")
    if unused:
        notices.append(("not_used", {"keys": unused}))
    if given.task in LIFTING and below(given.VRM, given.DV / 2):
        notices.append(("below_floor", {}))
    if given.sex == "M":
        notices.append(("women_first", {}))
    band = None if percent is None else SCALE.band(100.0 - percent)
    mal75 = mean * (1 - Z75 * equation.cv)
    mal90 = mean * (1 - Z90 * equation.cv)
    newton = NEWTON if given.task in MOVING else None
    return Found({
        "RL": equation.load, "CV": equation.cv,
        **{f"factor_{key}": factors.get(key) for key in NAMES}, "factor_handles": grip,
        "sd": mean * equation.cv, "mal50": mean, "mal75": mal75, "mal90": mal90,
        "mal50_n": newton and mean * newton, "mal75_n": newton and mal75 * newton,
        "mal90_n": newton and mal90 * newton, "percent_capable": percent,
        "percent_not_capable": None if percent is None else 100.0 - percent,
        "band": None if band is None else band.code,
    }, band, notices=notices)  # fmt: skip


def checked(given: Given) -> None:
    """Refuse what lies outside the range in which the equation was fitted."""
    limits = range_of(given.task, given.sex)
    for key, (least, most) in limits.bounds.items():
        value = getattr(given, key)
        if value is None:
            raise Refused(key, words(
                "{name} ({key}): manca. Ammesso: da {least} a {most} m.",
                "{name} ({key}): missing. Allowed: from {least} to {most} m."
            ).filled(name=NAMES[key], key=key, least=least, most=most))  # fmt: skip
        if not least - SLACK <= value <= most + SLACK:
            raise Refused(key, words(
                "{name} ({key}): {value} m è fuori dal campo dell'equazione. Ammesso: da {least} "
                "a {most} m.",
                "{name} ({key}): {value} m is outside the range of the equation. Allowed: from "
                "{least} to {most} m."
            ).filled(name=NAMES[key], key=key, value=value, least=least, most=most))  # fmt: skip
    if over(given.F, limits.frequency):
        raise Refused(
            "F",
            words(
                "Frequenza: {value}/min è fuori dal campo dell'equazione. Ammesso: fino a "
                "{most}/min.",
                "Frequency: {value}/min is outside the range of the equation. Allowed: up to "
                "{most}/min.",
            ).filled(value=given.F, most=limits.frequency),
        )
    key, most = limits.product
    if over(getattr(given, key) * given.F, most):
        raise Refused("F", words(
            "Distanza per frequenza: {value} m/min è fuori dal campo dell'equazione. Ammesso: "
            "fino a {most} m/min.",
            "Distance times frequency: {value} m/min is outside the range of the equation. "
            "Allowed: up to {most} m/min."
        ).filled(value=getattr(given, key) * given.F, most=most))  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write every factor, the mean, the percentiles, whom the load suits."""
    values = found.values
    equation = EQUATIONS[given.task, given.sex]
    unit = "kgf" if given.task in MOVING else "kg"
    yield Line("RL", words("Carico di riferimento", "Reference load"), "", values["RL"], 1, unit)
    for term in equation.terms:
        yield Line(f"f({term.key})", NAMES[term.key], term.how(getattr(given, term.key), say),
                   values[f"factor_{term.key}"], 4)  # fmt: skip
    count = f"{say(equation.load)} · " + " · ".join(
        say(values[f"factor_{term.key}"], 4) for term in equation.terms
    )
    if values["factor_handles"] < 1:
        yield Line("fh", words("Maniglie", "Handles"), words("tabella", "table"),
                   values["factor_handles"], 3)  # fmt: skip
        count += f" · {say(values['factor_handles'])}"
    yield Line("MAL50", words("Accettabile per il 50 %", "Acceptable for 50 %"), count,
               values["mal50"], 2, unit)  # fmt: skip
    for share, z in (("75", Z75), ("90", Z90)):
        yield Line(f"MAL{share}", words(f"Accettabile per il {share} %",
                                        f"Acceptable for {share} %"),
                   f"{say(values['mal50'], 2)} · (1 − {say(z)} · {say(equation.cv)})",
                   values[f"mal{share}"], 2, unit, total=share == "75")  # fmt: skip
    if values["mal75_n"] is not None:
        yield Line(
            "",
            words("MAL75 in newton", "MAL75 in newton"),
            f"{say(values['mal75'], 2)} · {say(NEWTON)}",
            values["mal75_n"],
            0,
            "N",
        )
    if values["percent_capable"] is not None:
        yield Line("%", words("Persone per cui è accettabile", "People for whom it is acceptable"),
                   f"100 · (1 − Φ(({say(given.load)} − {say(values['mal50'], 2)}) / "
                   f"({say(equation.cv)} · {say(values['mal50'], 2)})))",
                   values["percent_capable"], 1, "%", total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "artt. 168-169, D.Lgs. 81/2008")


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the factors, and whom which load suits."""
    values = found.values
    keys = [term.key for term in EQUATIONS[given.task, given.sex].terms]
    shown = {key: values[f"factor_{key}"] for key in keys}
    worst = min(shown, key=shown.__getitem__)
    drawn: list[Picture] = [Bars(
        title=words("Che cosa pesa", "What weighs"), full=max(1.0, *shown.values()), mark=1.0,
        bars=tuple(Bar(key, NAMES[key], value, worst=key == worst)
                   for key, value in shown.items()),
    )]  # fmt: skip
    mean, cv = values["mal50"], values["CV"]
    reach = max(mean * (1 + 3 * cv), given.load or 0.0)
    unit = "kgf" if given.task in MOVING else "kg"
    loads = [reach * step / 40 for step in range(41)]
    at = None if given.load is None else (given.load, values["percent_capable"])
    return [*drawn, Curve(
        title=words("Per quanti è accettabile", "For how many it is acceptable"),
        x=Ruler(words("Carico o forza", "Load or force"), 0, reach, unit),
        y=Ruler(words("Persone", "People"), 0, 100, "%"),
        line=tuple((load, capable(load, mean, cv)) for load in loads), at=at,
        zones=(Zone(0, values["mal75"], 0, ACCEPTABLE.word),
               Zone(values["mal75"], reach, 3, REFUSED.word)),
    )]  # fmt: skip


def metres(key: str, span: tuple[float, float], when: tuple[str, ...], said: Words) -> Number:
    """Ask for a distance that some of the tasks need."""
    low, high = span
    return Number(key=key, symbol=key, label=NAMES[key], low=low, high=high, unit="m", digits=2,
                  required=False, when=("task", when), help=said)  # fmt: skip


METHOD = Method(
    id="lm_mmh", version=1, family="pushing",
    name=words("LM-MMH, equazioni Liberty Mutual", "LM-MMH, Liberty Mutual equations"),
    about=words(
        "Per quale parte di uomini o donne un carico o una forza è accettabile: sollevare, "
        "abbassare, spingere, tirare, trasportare. Un'alternativa aperta alle tabelle della ISO "
        "11228-2; si raccomanda almeno il 75 % delle donne.",
        "For which share of men or women a load or a force is acceptable: lifting, lowering, "
        "pushing, pulling, carrying. An open alternative to the tables of ISO 11228-2; at least "
        "75 % of women is recommended."),
    edition="Potvin, Ciriello, Snook, Maynard, Brogmus, 2021",
    sources=(
        Source("Potvin, Ciriello, Snook, Maynard, Brogmus, The Liberty Mutual manual materials "
               "handling (LM-MMH) equations, Ergonomics 2021", "verified",
               words("Le quattordici equazioni e i loro campi, da una trascrizione, e l'esempio "
                     "svolto; l'articolo è CC BY-NC-ND, qui ci sono solo i fatti",
                     "The fourteen equations and their ranges, from a transcription, and the "
                     "worked example; the article is CC BY-NC-ND, here are only the facts")),
        Source("ErgoCalculator", "recomputed",
               words("Casi pubblicati con il software", "Cases published with the software")),
    ),
    usual=("H", "VRM", "DV", "V", "DH", "load"),
    inputs=(
        Choice(key="task", yardstick=True, label=words("Azione", "Task"), options=(
            Option("lift", words("Sollevare", "Lift")),
            Option("lower", words("Abbassare", "Lower")),
            Option("push_init", words("Spingere, forza iniziale", "Push, initial force")),
            Option("push_sust", words("Spingere, forza di mantenimento", "Push, sustained force")),
            Option("pull_init", words("Tirare, forza iniziale", "Pull, initial force")),
            Option("pull_sust", words("Tirare, forza di mantenimento", "Pull, sustained force")),
            Option("carry", words("Trasportare", "Carry")))),
        Choice(key="sex", yardstick=True, label=words("Popolazione", "Population"), options=(
            Option("F", words("Donne", "Women")), Option("M", words("Uomini", "Men")))),
        metres("H", (0.20, 0.73), LIFTING, words(
               "Dalle caviglie alle mani: 0,20-0,68 m per le donne, 0,25-0,73 per gli uomini.",
               "From the ankles to the hands: 0.20-0.68 m for women, 0.25-0.73 for men.")),
        metres("VRM", (0.1, 2.2), LIFTING, words(
               "La metà fra l'altezza di partenza e quella di arrivo delle mani.",
               "Midway between the heights at which the hands begin and end.")),
        metres("DV", (0.25, 2.2), LIFTING, words(
               "Dislivello percorso dalle mani, almeno 0,25 m.",
               "Height covered by the hands, at least 0.25 m.")),
        metres("V", (0.58, 1.44), (*MOVING, "carry"), words(
               "Da terra. Spinta e traino: 0,58-1,33 m donne, 0,63-1,44 uomini; trasporto: "
               "0,71-1,03 e 0,78-1,10.",
               "Above the floor. Pushing and pulling: 0.58-1.33 m women, 0.63-1.44 men; carrying: "
               "0.71-1.03 and 0.78-1.10.")),
        metres("DH", (2.1, 61), (*MOVING, "carry"), words(
               "Spinta e traino 2,1-61 m, trasporto 2,1-10 m.",
               "Pushing and pulling 2.1-61 m, carrying 2.1-10 m.")),
        Number(key="F", label=NAMES["F"], symbol="F", low=ONCE_A_DAY, high=20, unit="/min",
               digits=3, help=words("Da 1 al giorno (1/480) a 20/min; spinta, traino e trasporto "
                                    "fino a 10.",
                                    "From 1 a day (1/480) to 20/min; pushing, pulling and "
                                    "carrying up to 10.")),
        Number(key="load", label=words("Carico o forza reale", "Actual load or force"),
               symbol="L", low=0, above=True, high=1000, unit="kg", digits=2, required=False,
               help=words("In kg; le forze in kgf (newton / 9,80665).",
                          "In kg; forces in kgf (newton / 9.80665).")),
        Choice(key="handles", label=words("Maniglie", "Handles"), required=False, default="good",
               when=("task", HELD), options=(
                   Option("good", words("Buone", "Good")),
                   Option("poor", words("Scarse: × 0,925", "Poor: × 0.925")),
                   Option("none", words("Nessuna: × 0,84", "None: × 0.84")))),
        Text(key="name", label=words("Nome", "Name"), required=False),
        Text(key="note", label=words("Nota", "Note"), required=False, most=2000),
    ),
    results=(
        Shown("percent_capable", words("Persone per cui è accettabile",
                                       "People for whom it is acceptable"), "%", 1, main=True),
        Shown("mal75", words("Accettabile per il 75 %", "Acceptable for 75 %"), "kg", 2),
        Shown("mal50", words("Accettabile per il 50 %", "Acceptable for 50 %"), "kg", 2),
        Shown("mal90", words("Accettabile per il 90 %", "Acceptable for 90 %"), "kg", 2),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,),
    notices={
        "not_used": words("Dati non usati per questa azione: {keys}.",
                          "Data not used for this task: {keys}."),
        "below_floor": words("Con questa altezza media e questa dislocazione le mani andrebbero "
                             "sotto il pavimento: controlla i dati.",
                             "With this mid-point and this distance the hands would go below the "
                             "floor: check the data."),
        "women_first": words("Valutato sugli uomini: si raccomanda di rispettare il 75 % delle "
                             "donne, se possono fare il lavoro.",
                             "Rated on men: it is recommended to suit 75 % of women, if they may "
                             "do the work."),
    },
    doubts=(
        words("Equazioni da una trascrizione dell'articolo; il logaritmo della frequenza entra al "
              "quadrato nell'ultimo termine.",
              "Equations from a transcription of the article; the logarithm of the frequency is "
              "squared in the last term."),
        words("Il campo dell'altezza media di sollevamento: la portata delle braccia, qui 2,2 m.",
              "The range of the mid-point of a lift: arm reach, here 2.2 m."),
    ),
    examples=(
        Example({"task": "lift", "sex": "F", "H": 0.38, "VRM": 1.03, "DV": 0.51, "F": 1,
                 "load": 12}, {"mal50": 15.56, "mal75": 12.83, "percent_capable": 81.0},
                words("Potvin e altri, 2021", "Potvin et al., 2021"),
                0.1, words("12 kg, donne", "12 kg, women")),
        Example({"task": "pull_sust", "sex": "M", "V": 1.2, "DH": 20, "F": 1},
                {"mal50": 13.7718, "mal75": 11.3846, "mal90": 9.236}, "ErgoCalculator", 0.002),
        Example({"task": "carry", "sex": "M", "V": 0.9, "DH": 5, "F": 2},
                {"mal50": 25.0956, "mal75": 20.39, "mal90": 16.1548},
                words("Potvin e altri, 2021", "Potvin et al., 2021"), 0.003),
    ),
)  # fmt: skip
