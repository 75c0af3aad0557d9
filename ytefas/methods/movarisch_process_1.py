"""MoVaRisCh for agents that a process gives off: fumes of welding, of plastics, of soldering."""

from collections.abc import Iterator
from typing import Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, over
from ytefas.methods.kit.pictures import Axis, Cell, Matrix, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import movarisch_2026 as table, movarisch_hazard_2026 as hazards

AMOUNT: Final = Choice(
    key="amount", label=words("Quantità lavorata al giorno", "Amount processed a day"),
    section=words("Esposizione", "Exposure"),
    options=(
        Option("lt_10kg", words("Meno di 10 kg", "Less than 10 kg")),
        Option("10_100kg", words("Da 10 a meno di 100 kg", "10 to less than 100 kg")),
        Option("gt_100kg", words("100 kg o più", "100 kg or more")),
    ),
    also={"ge_100kg": "gt_100kg"},
    help=words("Del materiale da cui l'agente si sviluppa (elettrodi, plastica, leghe).",
               "Of the material that gives off the agent (electrodes, plastics, alloys)."),
)  # fmt: skip
CONTROL: Final = Choice(
    key="control", label=table.CONTROL.label, options=table.CONTROL.options[:4],
    also={key: value for key, value in (table.CONTROL.also or {}).items()
          if value != "direct_handling"},
    help=table.CONTROL.help,
)  # fmt: skip
AMOUNTS: Final = table.places(AMOUNT)
CONTROLS: Final = table.places(CONTROL)
TIMES: Final = table.places(table.TIME)
DISTANCES: Final = table.places(table.DISTANCE)
GRADES: Final = (words("Basso (1)", "Low (1)"), words("Medio (2)", "Medium (2)"),
                 words("Alto (3)", "High (3)"))  # fmt: skip

# from which score of the emitted agent on, which P; the first that is reached counts
EMITTED: Final[dict[tuple[str, str], tuple[tuple[float, float], ...]]] = {
    ("high", "inhalation"): ((6.5, 5.0), (4.5, 3.0), (3.0, 2.25)),
    ("high", "skin_oral"): ((6.5, 3.0), (4.5, 2.25), (3.0, 2.0), (2.0, 1.75)),
    ("low", "inhalation"): ((6.5, 2.5), (4.5, 2.0), (3.0, 1.75)),
    ("low", "skin_oral"): ((hazards.LOWEST, 1.25),),
}


def calculate(given: Given) -> Found:
    """Find P of the emission, cross amount, control and time, weigh by the distance."""
    if given.carcinogen:
        raise hazards.cmr([words("agente emesso", "agent given off")])
    inhaled = skin = None
    if given.P is not None:
        if given.inhalation_score is not None or given.skin_oral_score is not None:
            raise Refused("P", words(
                "Dai P oppure i punteggi dell'agente emesso, non entrambi.",
                "Give P or the scores of the emitted agent, not both."))  # fmt: skip
        p = given.P
    else:
        inhaled = emitted(given.emission, "inhalation", given.inhalation_score)
        skin = emitted(given.emission, "skin_oral", given.skin_oral_score)
        p = max(inhaled, skin)
    step = table.PROCESS[AMOUNTS[given.amount]][CONTROLS[given.control]]
    intensity = table.INTENSITY[step - 1][TIMES[given.time]]
    d = table.DISTANCES[DISTANCES[given.distance]]
    exposure = intensity * d
    risk = p * exposure
    band = table.SCALE.band(risk)
    return Found(
        {"P": p, "P_inhalation": inhaled, "P_skin_oral": skin, "C": step, "I": intensity, "d": d,
         "E_inal": exposure, "R_inal": risk, "R_cum": risk, "class": band.code},
        band, table.SCALE, {"specific_measures_apply": band.level > UNCERTAIN},
    )  # fmt: skip


UNCERTAIN: Final = 2


def emitted(emission: str, route: str, score: float | None) -> float:
    """Give P of an emitted agent by one route; an edge belongs to the higher class."""
    if score is None or (route == "skin_oral" and not over(score, hazards.LOWEST)):
        return hazards.LOWEST
    for begin, p in EMITTED[emission, route]:
        if at_least(score, begin):
            return p
    return hazards.LOWEST


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the two matrices with the cells that were read, then the products."""
    value = found.values
    if given.P is not None:
        yield Line(
            "P",
            words("Indice di pericolosità", "Hazard index"),
            words("dato da te", "as you gave it"),
            given.P,
            2,
        )
    else:
        for key, route, label in (
            ("P_inhalation", "inhalation", words("P per inalazione", "P by inhalation")),
            ("P_skin_oral", "skin_oral", words("P per pelle o ingestione", "P by skin or mouth")),
        ):
            score = getattr(given, f"{route}_score")
            rule = "; ".join(
                f"≥ {say(begin, 2)}: {say(p)}" for begin, p in EMITTED[given.emission, route]
            )
            yield Line("P", label, words("punteggio dell'agente {score} ({rule})",
                                         "score of the agent {score} ({rule})").filled(
                score=score, rule=rule), value[key], 2)  # fmt: skip
        yield Line("P", words("Indice di pericolosità", "Hazard index"),
                   f"max({say(value['P_inhalation'])}; {say(value['P_skin_oral'])})",
                   value["P"], 2)  # fmt: skip
    yield _table(words("Matrice 1 bis: quantità e controllo", "Matrix 1 bis: amount and control"),
                 table.named(AMOUNT), CONTROL, table.PROCESS,
                 at=(AMOUNTS[given.amount], CONTROLS[given.control]))  # fmt: skip
    yield Line(
        "C",
        words("Compensazione", "Compensation"),
        words("matrice 1 bis", "matrix 1 bis"),
        value["C"],
    )
    yield _table(words("Matrice 2 bis: compensazione e tempo",
                       "Matrix 2 bis: compensation and time"),
                 GRADES, table.TIME, table.INTENSITY,
                 at=(value["C"] - 1, TIMES[given.time]))  # fmt: skip
    yield Line(
        "I",
        words("Intensità dell'esposizione", "Intensity of exposure"),
        words("matrice 2 bis", "matrix 2 bis"),
        value["I"],
    )
    yield table.distances(given.distance)
    yield Line(
        "d",
        words("Fattore di distanza", "Distance factor"),
        table.DISTANCE.options[DISTANCES[given.distance]].label,
        value["d"],
        2,
    )
    yield Line(
        "E_inal",
        words("Esposizione per inalazione", "Exposure by inhalation"),
        f"I · d = {say(value['I'])} · {say(value['d'])}",
        value["E_inal"],
        2,
    )
    yield Line("R", table.SCALE.label,
               f"P · E_inal = {say(value['P'])} · {say(value['E_inal'])}",
               value["R_cum"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 224 c. 2")


def _table(
    title: Words, rows: tuple[Words, ...], column: Choice, cells: tuple[tuple[int, ...], ...], *,
    at: tuple[int, int],
) -> Table:  # fmt: skip
    return Table(title, ("", *table.named(column)),
                 tuple((name, *line) for name, line in zip(rows, cells, strict=True)),
                 marked=(at[0], at[1] + 1))  # fmt: skip


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw what another control or time would make of it."""
    value = found.values

    def cell(control: str, time: str) -> Cell:
        step = table.PROCESS[AMOUNTS[given.amount]][CONTROLS[control]]
        risk = value["P"] * table.INTENSITY[step - 1][TIMES[time]] * value["d"]
        return Cell(round(risk, 2), table.SCALE.band(risk).level)

    yield Matrix(
        title=words("R se cambiano il controllo e il tempo", "R if control and time change"),
        x=_axis(table.TIME), y=_axis(CONTROL),
        cells=tuple(tuple(cell(up, right) for right in TIMES) for up in CONTROLS),
        at=(TIMES[given.time], CONTROLS[given.control]),
    )  # fmt: skip


def _axis(choice: Choice) -> Axis:
    names = table.named(choice)
    return Axis(choice.key, choice.label, tuple(float(at) for at in range(len(names))), names)


SCORE_HELP: Final = words(
    "Il punteggio dell'agente emesso, come dalla tabella delle indicazioni di pericolo; vuoto se "
    "da questa via non è pericoloso.",
    "The score of the emitted agent, as in the table of hazard statements; empty if it is not "
    "hazardous by this route.",
)

METHOD = Method(
    id="movarisch_process", version=1, family="chemical",
    name=words("MoVaRisCh: agenti emessi da lavorazioni",
               "MoVaRisCh: agents given off by processes"),
    about=words(
        "Stima il rischio da inalazione di agenti che si sviluppano dalla lavorazione (saldatura, "
        "stampaggio di plastica, brasatura) e che non sono prodotti acquistati. Non vale per gli "
        "agenti cancerogeni, come la polvere di legno duro o i fumi con cromo VI (Capo II).",
        "Estimates the risk from inhaling agents that a process gives off (welding, moulding of "
        "plastics, soldering) and that are not bought as products. Not for carcinogenic agents, "
        "such as hardwood dust or fumes with chromium VI (Capo II).",
    ),
    edition=words("MoVaRisCh 28/02/2026; D.Lgs. 81/2008, titolo IX capo I",
                  "MoVaRisCh 28/02/2026; D.Lgs. 81/2008, Title IX Chapter I"),
    sources=(
        Source(words("MoVaRisCh, ed. 28/02/2026, punteggi delle emissioni",
                     "MoVaRisCh, ed. 28/02/2026, scores of emissions"), "verified",
               words("Da una sola trascrizione.", "From one transcription only.")),
        Source(words("MoVaRisCh, matrici 1 bis e 2 bis", "MoVaRisCh, matrices 1 bis and 2 bis"),
        "memory",
               words("Le due matrici delle lavorazioni.", "The two matrices of processes.")),
    ),
    usual=("emission", "inhalation_score", "skin_oral_score"),
    inputs=(
        Number(key="P", symbol="P", label=words("Indice di pericolosità", "Hazard index"), low=1,
               high=10, digits=2, step=0.25, required=False,
               section=words("Pericolosità", "Hazard"),
               help=words("Lascia vuoto per ricavarlo dall'emissione e dai punteggi dell'agente.",
                          "Leave empty to take it from the emission and the agent's scores.")),
        Choice(key="emission", label=words("Emissione", "Emission"), required=False,
               default="high",
               options=(Option("high", words("Elevata", "High")),
                        Option("low", words("Bassa", "Low")))),
        Number(key="inhalation_score", required=False, low=1, high=10, digits=2, step=0.25,
               label=words("Punteggio dell'agente per inalazione",
                           "Score of the agent by inhalation"), help=SCORE_HELP),
        Number(key="skin_oral_score", required=False, low=1, high=10, digits=2, step=0.25,
               label=words("Punteggio dell'agente per la pelle o per ingestione",
                           "Score of the agent by skin or mouth"), help=SCORE_HELP),
        Flag(key="carcinogen", yardstick=True, required=False, default=False,
             label=words("L'agente emesso è cancerogeno, mutageno o reprotossico 1A o 1B",
                         "The agent is carcinogen, mutagen or reprotoxic 1A or 1B"),
             help=words("Anche per allegato XLII (polvere di legno duro, silice cristallina "
                        "respirabile, fumi di scarico diesel).",
                        "Also by annex XLII (hardwood dust, respirable crystalline silica, diesel "
                        "exhaust).")),
        AMOUNT, CONTROL, table.TIME, table.DISTANCE,
        Text(key="name", required=False, label=words("Lavorazione", "Process")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("P", words("Indice di pericolosità P", "Hazard index P"), digits=2),
        Shown("C", words("Compensazione C", "Compensation C")),
        Shown("I", words("Intensità I", "Intensity I")),
        Shown("d", words("Distanza d", "Distance d"), digits=2),
        Shown("E_inal", words("Esposizione inalatoria", "Exposure by inhalation"), digits=2),
        Shown("R_cum", table.SCALE.label, digits=2, main=True),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=(
        Duty("specific_measures_apply", words(
            "Misure specifiche, emergenze, sorveglianza sanitaria, cartelle sanitarie",
            "Specific measures, emergencies, health surveillance, health records"),
            "D.Lgs. 81/2008, artt. 225, 226, 229, 230"),
    ),
    doubts=(
        words("Le matrici 1 bis e 2 bis sono ricostruite a memoria e i punteggi delle emissioni "
              "vengono da una sola trascrizione: confrontali con il testo del modello.",
              "Matrices 1 bis and 2 bis are from memory, and the scores of emissions come from one "
              "transcription: compare them with the text of the model."),
        words("Le classi dei punteggi sono stampate con i limiti in comune: 3,00, 4,50 e 6,50 sono "
              "messi nella classe più alta.",
              "The classes of scores are printed with shared edges: 3.00, 4.50 and 6.50 are put in "
              "the higher class."),
    ),
    examples=(
        Example({"emission": "high", "inhalation_score": 7, "amount": "lt_10kg",
                 "control": "local_exhaust", "time": "2h_4h", "distance": "lt_1m"},
                {"P": 5, "C": 1, "I": 3, "R_cum": 15, "class": "uncertainty"},
                "R = P · I · d", name=words("Saldatura con aspirazione",
                                            "Welding with local exhaust")),
        Example({"P": 2.25, "amount": "10_100kg", "control": "general_ventilation",
                 "time": "gt_6h", "distance": "1_3m"},
                {"C": 3, "I": 10, "E_inal": 7.5, "R_cum": 16.875}, "R = P · I · d"),
    ),
)  # fmt: skip
