"""Hand-arm vibration: daily exposure A(8) from the tools used, ISO 5349-1 and -2."""

from collections.abc import Iterator
from math import hypot, sqrt
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Numbers, Option, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Bar, Bars, Picture, Share, Shares, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import vibration_dlgs81 as law

HIGH = 100.0
BOTH, RIGHT, LEFT = "both", "right", "left"


TOOL = (
    law.NAME,
    Number(
        key="a_hv", label=words("Vibrazione totale", "Vibration total value"), symbol="a_hv",
        unit="m/s²", low=0, high=HIGH, required=False, digits=2,
        help=words(
            "Valore totale ponderato in frequenza sull'impugnatura peggiore. In alternativa i tre "
            "assi.",
            "Frequency-weighted total value at the worse grip. Alternatively the three axes."),
    ),
    Numbers(
        key="a_xyz", label=words("I tre assi", "The three axes"), least=3, most=3, required=False,
        names=tuple(words(f"asse {axis}", f"axis {axis}") for axis in law.AXES),
        each=Number(key="a", label=words("I tre assi", "The three axes"), symbol="a_hw",
                    unit="m/s²", low=0, high=HIGH, digits=2),
        help=words("Valori efficaci ponderati a_hwx, a_hwy, a_hwz, al posto di a_hv.",
                   "Weighted r.m.s. values a_hwx, a_hwy, a_hwz, instead of a_hv."),
    ),
    law.minutes(words(
        "Tempo di contatto con l'utensile in funzione (grilletto premuto), non il tempo del "
        "lavoro. Giornata massima ricorrente (art. 201 c. 2).",
        "Time of contact with the tool running (trigger time), not the time of the job. The "
        "highest recurrent day (art. 201(2)).")),
    Choice(
        key="hand", label=words("Mano", "Hand"), required=False, default=BOTH,
        options=(Option(BOTH, words("Entrambe", "Both")), Option(RIGHT, words("Destra", "Right")),
                 Option(LEFT, words("Sinistra", "Left"))),
        help=words("A(8) si calcola per ogni mano e vale la peggiore.",
                   "A(8) is computed for each hand and the worse one counts."),
    ),
    law.ORIGIN, law.CORRECTION, law.NOTE,
)  # fmt: skip


def _total(tool: Any, path: str) -> float:
    """Give a_hv of a row, from itself or from its three axes, with its correction."""
    if (tool.a_hv is None) == (tool.a_xyz is None):
        raise Refused(f"{path}.a_hv", words(
            "Indica la vibrazione totale a_hv (da 0 a 100 m/s²) oppure i tre assi a_xyz: uno solo "
            "dei due.",
            "Give the vibration total value a_hv (0 to 100 m/s²) or the three axes a_xyz: one of "
            "the two."))  # fmt: skip
    total = tool.a_hv if tool.a_xyz is None else hypot(*tool.a_xyz)
    if over(total, HIGH):
        raise Refused(f"{path}.a_xyz", words(
            "La somma vettoriale dei tre assi supera 100 m/s²: controlla i valori.",
            "The vector sum of the three axes is above 100 m/s²: check the values."))  # fmt: skip
    return float(total * tool.correction)


def _hand(given: Given, partial: list[float], hand: str) -> float:
    return sqrt(sum(a * a for a, tool in zip(partial, given.tools, strict=True)
                    if tool.hand in (BOTH, hand)))  # fmt: skip


def _check_time(given: Given) -> None:
    for hand in (RIGHT, LEFT):
        total = sum(tool.minutes for tool in given.tools if tool.hand in (BOTH, hand))
        if over(total, law.DAY_MIN):
            raise Refused("tools", words(
                "I tempi di una mano sommano {total} min: un giorno ne ha 1440.",
                "The times of one hand add up to {total} min: a day has 1440."
            ).filled(total=total))  # fmt: skip


def _name(tool: Any, at: int) -> Words:
    return words(tool.name, tool.name) if tool.name else words(f"riga {at + 1}", f"row {at + 1}")


def _notices(given: Given, a_hv: list[float], a8: float) -> list[tuple[str, dict[str, Any]]]:
    told: list[tuple[str, dict[str, Any]]] = []
    shorts = [(a, at) for at, a in enumerate(a_hv)
              if given.tools[at].minutes > 0 and over(a, law.HAV_SHORT)]  # fmt: skip
    if shorts:
        a, at = max(shorts)
        told.append(("short_period_exceeded",
                     {"a": round(a, 2), "limit": law.HAV_SHORT,
                      "name": _name(given.tools[at], at)}))  # fmt: skip
    for at, tool in enumerate(given.tools):
        if tool.source == law.DECLARED and tool.correction == 1:
            told.append(("declared_uncorrected", {"name": _name(tool, at)}))
            break
    if given.uncertainty_factor == 1 and any(
            tool.source == law.DATABANK for tool in given.tools):  # fmt: skip
        told.append(("databank_without_uncertainty", {}))
    if a8 == 0:
        told.append(("no_exposure", {}))
    return told


def _calculate(given: Given) -> Found:
    _check_time(given)
    tools = given.tools
    a_hv = [_total(tool, f"tools[{at}]") for at, tool in enumerate(tools)]
    partial = [a * sqrt(tool.minutes / law.REFERENCE_MIN)
               for a, tool in zip(a_hv, tools, strict=True)]  # fmt: skip
    k = given.uncertainty_factor
    right, left = _hand(given, partial, RIGHT) * k, _hand(given, partial, LEFT) * k
    a8 = max(right, left)
    band = law.HAV.band(a8)
    notices = _notices(given, a_hv, a8)
    short = any(code == "short_period_exceeded" for code, _ in notices)
    values = {
        "a_hv": a_hv, "partial": partial, "points_per_hour": [2 * a * a for a in a_hv],
        "points_each": [2 * a * a * tool.minutes / 60 for a, tool in zip(a_hv, tools, strict=True)],
        "minutes_total": sum(tool.minutes for tool in tools),
        "A8_right": right, "A8_left": left, "A8_before_uncertainty": a8 / k, "A8": a8,
        "points": 16 * a8 * a8, "worst_tool": partial.index(max(partial)) + 1,
        "action_value": law.HAV_ACTION, "limit_value": law.HAV_LIMIT, "band": band.code,
    }  # fmt: skip
    flags = law.duties(a8, law.HAV_ACTION, law.HAV_LIMIT, short=short)
    return Found(values, band, flags=flags, notices=notices)


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    for at, tool in enumerate(given.tools):
        how = (say(tool.a_hv) if tool.a_hv is not None
               else "√(" + " + ".join(f"{say(a)}²" for a in tool.a_xyz) + ")")  # fmt: skip
        if tool.correction != 1:
            how += f" · {say(tool.correction)}"
        yield Line(f"a_hv,{at + 1}", _name(tool, at), how, values["a_hv"][at], 3, "m/s²")
    yield Table(
        words("Contributo di ogni utensile: Aᵢ(8) = a_hv · √(T / 480)",
              "Contribution of each tool: Aᵢ(8) = a_hv · √(T / 480)"),
        (words("Utensile", "Tool"), "a_hv (m/s²)", "T (min)", words("Mano", "Hand"), "Aᵢ(8) (m/s²)",
         words("Punti = 2 · a_hv² · T/60", "Points = 2 · a_hv² · T/60")),
        [(say.of(_name(tool, at)), values["a_hv"][at], tool.minutes, say.of(_HANDS[tool.hand]),
          values["partial"][at], values["points_each"][at])
         for at, tool in enumerate(given.tools)],
        (None, 3, 0, None, 4, 2),
    )  # fmt: skip
    k = given.uncertainty_factor
    for hand, key in ((RIGHT, "A8_right"), (LEFT, "A8_left")):
        parts = [say(a, 4) + "²" for a, tool in zip(values["partial"], given.tools, strict=True)
                 if tool.hand in (BOTH, hand)]  # fmt: skip
        how = f"√({' + '.join(parts) or '0'})" + (f" · {say(k)}" if k != 1 else "")
        yield Line("A(8)", _HANDS[hand], how, values[key], 4, "m/s²")
    yield Line("A(8)", words("Esposizione giornaliera, mano peggiore",
                             "Daily exposure, worse hand"),
               f"max({say(values['A8_right'], 4)}; {say(values['A8_left'], 4)})",
               values["A8"], 3, "m/s²", total=True)  # fmt: skip
    yield Line("P", words("Punti HSE: 100 = valore d'azione, 400 = limite",
                          "HSE points: 100 = action value, 400 = limit"),
               f"100 · ({say(values['A8'], 4)} / {say(2.5)})²",
               values["points"], 0)  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008 artt. 201–204")


_HANDS = {BOTH: words("Entrambe", "Both"), RIGHT: words("Mano destra", "Right hand"),
          LEFT: words("Mano sinistra", "Left hand")}  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    values = found.values
    worse = RIGHT if values["A8_right"] >= values["A8_left"] else LEFT
    points = [p if tool.hand in (BOTH, worse) else 0.0
              for p, tool in zip(values["points_each"], given.tools, strict=True)]  # fmt: skip
    total = sum(points)
    pictures: list[Picture] = []
    if total > 0:
        pictures.append(Shares(
            title=words("Chi contribuisce all'esposizione (punti, mano peggiore)",
                        "Who contributes to exposure (points, worse hand)"),
            parts=tuple(Share(_name(tool, at), points[at] / total, points[at])
                        for at, tool in enumerate(given.tools)),
            unit=""))  # fmt: skip
    top, most = max(values["a_hv"]), max(points)
    pictures.append(Bars(
        title=words("Vibrazione di ogni utensile e limite su periodi brevi",
                    "Vibration of each tool and limit for short periods"),
        hint=words("Evidenziato chi contribuisce di più.", "Marked: who contributes most."),
        bars=tuple(Bar(str(at + 1), _name(tool, at), values["a_hv"][at], worst=(
            total > 0 and points[at] == most)) for at, tool in enumerate(given.tools)),
        full=max(law.HAV_SHORT * 1.1, top), mark=law.HAV_SHORT, unit="m/s²", digits=1))  # fmt: skip
    pictures.append(Ticks(
        title=words("Che cosa scatta per legge", "What the law asks for"),
        ticks=tuple(Tick(duty.label, found.flags[duty.key], duty.law) for duty in law.DUTIES)
    ))  # fmt: skip
    return pictures


METHOD = Method(
    id="hav_a8", version=1, family="vibration",
    name=words("Vibrazioni mano-braccio, A(8)", "Hand-arm vibration, A(8)"),
    about=words(
        "Esposizione giornaliera al sistema mano-braccio dagli utensili usati, riferita a 8 ore. "
        "Non considera urti isolati, forza di presa, freddo e postura, che aggravano il rischio.",
        "Daily exposure of the hand-arm system from the tools used, normalised to 8 hours. It does "
        "not consider single shocks, grip force, cold and posture, which make the risk worse."),
    edition="ISO 5349-1:2001, ISO 5349-2:2001; D.Lgs. 81/2008 artt. 199–205",
    sources=(
        law.LAW_SOURCE,
        Source("ISO 5349-1:2001, ISO 5349-2:2001", "verified",
               words("Formula, somma dei contributi, esempi dell'allegato E.",
                     "Formula, sum of contributions, examples of Annex E.")),
        Source("HSE, Hand-arm vibration exposure points", "verified", words("Punti.", "Points.")),
        Source(words("Documenti italiani con dati di banca dati",
                     "Italian documents with data from a data bank"), "practice",
               words("Fattore 1,2 per l'incertezza.", "Uncertainty factor 1.2.")),
        Source("UNI CEN/TR 15350", "memory",
               words("Fattori di correzione 1…2 dei valori dichiarati.",
                     "Correction factors 1…2 of declared values.")),
    ),
    inputs=(
        Rows(key="tools", label=words("Utensili", "Tools"), of=TOOL,
             help=words("Una riga per utensile e modo d'uso.", "A row for each tool and use.")),
        law.UNCERTAINTY, law.NAME, law.NOTE,
    ),
    results=(
        Shown("A8", words("Esposizione giornaliera A(8)", "Daily exposure A(8)"), "m/s²", 2,
              main=True),
        Shown("points", words("Punti HSE", "HSE points"), "", 0),
        Shown("partial", words("Contributo di ogni utensile", "Contribution of each tool"), "m/s²",
              2),
        Shown("A8_right", words("Mano destra", "Right hand"), "m/s²", 2),
        Shown("A8_left", words("Mano sinistra", "Left hand"), "m/s²", 2),
        Shown("minutes_total", words("Tempo totale", "Total time"), "min", 0),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(law.HAV,),
    duties=law.DUTIES, notices=law.NOTICES, doubts=(law.SHORT_DOUBT, law.CORRECTION_DOUBT),
    examples=(
        Example({"tools": [{"a_hv": 7.4, "minutes": 150}]}, {"A8": 4.1, "band": "action"},
                "ISO 5349-2:2001, E.2.1", 0.05),
        Example({"tools": [{"name": "Taglio", "a_hv": 4.6, "minutes": 120},
                           {"name": "Sramatura", "a_hv": 6.0, "minutes": 60},
                           {"name": "Scortecciatura", "a_hv": 3.6, "minutes": 120}]},
                {"partial": [2.3, 2.1, 1.8], "A8": 3.6, "band": "action"},
                "ISO 5349-2:2001, E.3", 0.05, words("Lavori forestali", "Forestry"),
                {"Taglio": "Felling", "Sramatura": "Limbing", "Scortecciatura": "Debarking"}),
        Example({"tools": [{"a_hv": 5.0, "minutes": 480}]},
                {"A8": 5.0, "points": 400, "band": "action", "limit_exceeded": False},
                words("HSE: 400 punti = limite", "HSE: 400 points = limit"), 1e-6),
    ),
)  # fmt: skip
