"""How long a hand tool may run before a daily value is reached."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import vibration_dlgs81 as law

DAY_H = 24.0


def _calculate(given: Given) -> Found:
    reach = law.time_to(given.a_hv, given.target)
    hours = reach.hours
    notices: list[tuple[str, dict[str, Any]]] = [] if hours is not None else [("no_limit", {})]
    if reach.capped:
        notices.append(("capped_24h", {}))
    return Found({
        "hours": hours, "minutes": None if hours is None else hours * 60,
        "points_per_hour": 2 * given.a_hv * given.a_hv, "capped": reach.capped,
    }, notices=notices)  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    yield Line("a_hv", words("Vibrazione dell'utensile", "Vibration of the tool"), say(given.a_hv),
               given.a_hv, 2, "m/s²")  # fmt: skip
    how = f"8 h · ({say(given.target)} / {say(given.a_hv)})²"
    if found.values["capped"]:
        how = f"min({how}; 24 h)"
    if found.values["hours"] is None:
        how = say.of(words("a_hv = 0: mai", "a_hv = 0: never"))
    yield Line("T", words("Tempo fino al valore scelto", "Time until the value chosen"), how,
               found.values["hours"], 2, "h", total=True)  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    lowest = given.target / 3**0.5  # reached after the whole day
    top = max(given.a_hv * 1.2, given.target * 4, 1e-6)
    steps = [lowest + (top - lowest) * at / 40 for at in range(41)]
    line = tuple((a, law.time_to(a, given.target).hours or DAY_H) for a in (0.0, *steps))
    at = None if found.values["hours"] is None else (given.a_hv, found.values["hours"])
    return [Curve(
        title=words("Tempo d'uso fino al valore scelto", "Time of use until the value chosen"),
        x=Ruler(words("Vibrazione a_hv", "Vibration a_hv"), 0, top, "m/s²"),
        y=Ruler(words("Tempo", "Time"), 0, DAY_H, "h"), line=line, at=at)]  # fmt: skip


METHOD = Method(
    id="hav_time_to", version=1, family="vibration", part=True,
    name=words("Mano-braccio: tempo fino a un valore", "Hand-arm: time to a value"),
    about=words(
        "Dopo quanto tempo d'uso un solo utensile porta A(8) al valore d'azione (2,5 m/s²), al "
        "limite (5 m/s²) o a un altro obiettivo.",
        "After how long one single tool brings A(8) to the action value (2.5 m/s²), the limit "
        "(5 m/s²) or another target."),
    edition="ISO 5349-1:2001; D.Lgs. 81/2008 art. 201",
    sources=(law.LAW_SOURCE, Source("ISO 5349-1:2001", "recomputed", words(
        "T = 8 h · (obiettivo / a)², forma inversa di A(8).",
        "T = 8 h · (target / a)², A(8) turned round."))),
    inputs=(
        Number(key="a_hv", label=words("Vibrazione totale", "Vibration total value"),
               symbol="a_hv", unit="m/s²", low=0, high=100, digits=2,
               help=words("Valore totale ponderato, già corretto se è dichiarato.",
                          "Weighted total value, already corrected if declared.")),
        Number(key="target", label=words("Valore da non superare", "Value not to be passed"),
               symbol="A(8)", unit="m/s²", low=0, high=100, above=True, required=False,
               default=law.HAV_ACTION, digits=2,
               help=words("2,5 valore d'azione; 5 limite (art. 201).",
                          "2.5 action value; 5 limit (art. 201).")),
        law.NAME, law.NOTE,
    ),
    results=(
        Shown("hours", words("Tempo", "Time"), "h", 2, main=True),
        Shown("minutes", words("In minuti", "In minutes"), "min", 0),
        Shown("points_per_hour", words("Punti all'ora", "Points per hour"), "", 0),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, notices=law.NOTICES,
    examples=(
        Example({"a_hv": 10, "target": 2.5}, {"hours": 0.5}, formula("T = 8 h · (2,5/10)²")),
        Example({"a_hv": 4, "target": 2.5}, {"hours": 3.125}, formula("T = 8 h · (2,5/4)²")),
        Example({"a_hv": 1, "target": 2.5}, {"hours": 24.0},
                words("50 h, limitate a 24 h", "50 h, cut at 24 h")),
    ),
)  # fmt: skip
