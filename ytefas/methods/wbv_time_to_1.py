"""How long a machine may be driven before a daily whole-body value is reached."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.inputs import Given, Number, Numbers
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import vibration_dlgs81 as law

DAY_H = 24.0
AXES = words("Accelerazioni dei tre assi", "Accelerations of the three axes")


def _calculate(given: Given) -> Found:
    weighted = [k * a for k, a in zip(law.AXIS_FACTORS, given.a_xyz, strict=True)]
    worst = max(weighted)
    reach = law.time_to(worst, given.target)
    hours = reach.hours
    notices: list[tuple[str, dict[str, Any]]] = [] if hours is not None else [("no_limit", {})]
    if reach.capped:
        notices.append(("capped_24h", {}))
    return Found({
        "weighted_axes": weighted, "dominant_axis": law.AXES[weighted.index(worst)],
        "a_w": worst, "hours": hours, "minutes": None if hours is None else hours * 60,
        "points_per_hour": 50 * worst * worst, "capped": reach.capped,
    }, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    for axis, k, a, product in zip(law.AXES, law.AXIS_FACTORS, given.a_xyz,
                                   values["weighted_axes"], strict=True):  # fmt: skip
        yield Line(f"k·a_w{axis}", words(f"Asse {axis}", f"Axis {axis}"), f"{say(k)} · {say(a)}",
                   product, 3, "m/s²")  # fmt: skip
    how = f"8 h · ({say(given.target)} / {say(values['a_w'], 4)})²"
    if values["capped"]:
        how = f"min({how}; 24 h)"
    if values["hours"] is None:
        how = say.of(words("accelerazione 0: mai", "acceleration 0: never"))
    yield Line("T", words("Tempo fino al valore scelto, asse peggiore",
                          "Time until the value chosen, worst axis"), how,
               values["hours"], 2, "h", total=True)  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    weighted = found.values["weighted_axes"]
    top = max(weighted)
    return [Bars(
        title=words("Accelerazione per asse, con il fattore k", "Acceleration by axis, with k"),
        bars=tuple(Bar(axis, axis, a, worst=a == top) for axis, a in
                   zip(law.AXES, weighted, strict=True)),
        full=max(top, given.target) * 1.1, mark=given.target, unit="m/s²", digits=2)]  # fmt: skip


METHOD = Method(
    id="wbv_time_to", version=1, family="vibration", part=True,
    name=words("Corpo intero: tempo fino a un valore", "Whole-body: time to a value"),
    about=words(
        "Dopo quanto tempo una sola macchina porta A(8) al valore d'azione (0,5 m/s²), al limite "
        "(1,0 m/s²) o a un altro obiettivo.",
        "After how long one single machine brings A(8) to the action value (0.5 m/s²), the limit "
        "(1.0 m/s²) or another target."),
    edition=words("Direttiva 2002/44/CE all. B; D.Lgs. 81/2008 art. 201",
                  "Directive 2002/44/EC Annex B; D.Lgs. 81/2008 art. 201"),
    sources=(law.LAW_SOURCE, Source(words("Direttiva 2002/44/CE, allegato B",
                                          "Directive 2002/44/EC, Annex B"), "recomputed", words(
        "T = 8 h · (obiettivo / (k·a_w))², forma inversa di A(8).",
        "T = 8 h · (target / (k·a_w))², A(8) turned round."))),
    inputs=(
        Numbers(key="a_xyz", symbol="a_w", least=3, most=3,
                label=AXES,
                names=tuple(words(f"asse {axis}", f"axis {axis}") for axis in law.AXES),
                each=Number(key="a", label=AXES, unit="m/s²", low=0, high=20,
                            digits=2),
                help=words("Valori ponderati senza il fattore 1,4.",
                           "Weighted values without the factor 1.4.")),
        Number(key="target", label=words("Valore da non superare", "Value not to be passed"),
               symbol="A(8)", unit="m/s²", low=0, high=20, above=True, required=False,
               default=law.WBV_ACTION, digits=2,
               help=words("0,5 valore d'azione; 1,0 limite (art. 201).",
                          "0.5 action value; 1.0 limit (art. 201).")),
        law.NAME, law.NOTE,
    ),
    results=(
        Shown("hours", words("Tempo", "Time"), "h", 2, main=True),
        Shown("minutes", words("In minuti", "In minutes"), "min", 0),
        Shown("dominant_axis", words("Asse peggiore", "Worst axis")),
        Shown("points_per_hour", words("Punti all'ora", "Points per hour"), "", 0),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, notices=law.NOTICES,
    examples=(
        Example({"a_xyz": [0.3, 0.3, 1.0], "target": 0.5}, {"hours": 2.0, "dominant_axis": "z"},
                formula("T = 8 h · (0,5/1)²")),
        Example({"a_xyz": [0.5, 0.2, 0.6], "target": 1.0},
                {"hours": 16.3265, "dominant_axis": "x"}, formula("T = 8 h · (1/0,7)²"), 1e-3),
    ),
)  # fmt: skip
