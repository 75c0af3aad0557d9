"""Liberty Mutual equations for manual materials handling: facts of Potvin and others, 2021."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, log, sqrt
from typing import Final

from ytefas.methods.kit.steps import Speech


@dataclass(frozen=True, slots=True)
class Term:
    """A factor a + u/b + u²/c of one quantity, u being it or its logarithm."""

    key: str  # the input: H, VRM, DV, V, DH, F
    a: float
    b: float
    c: float = 0.0  # none
    log: bool = False

    def value(self, x: float) -> float:
        u = log(x) if self.log else x
        square = u * u / self.c if self.c else 0.0
        return self.a + u / self.b + square

    def how(self, x: float, say: Speech) -> str:
        u = f"ln {say(x)}" if self.log else say(x)
        power = f"({u})²" if self.log else f"{u}²"
        text = f"{say(self.a)} {'−' if self.b < 0 else '+'} {u} / {say(abs(self.b))}"
        if self.c:
            text += f" {'−' if self.c < 0 else '+'} {power} / {say(abs(self.c))}"
        return text


@dataclass(frozen=True, slots=True)
class Equation:
    """One of the fourteen: reference load, spread, factors."""

    load: float
    cv: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Where an equation was fitted; outside it says nothing."""

    bounds: Mapping[str, tuple[float, float]]
    product: tuple[str, float]  # the distance that, times F, has a limit of its own
    frequency: float


_LIFT_F = (Term("H", 1.2602, -0.7686), Term("VRM", 0.9877, 13.69, -9.221),
           Term("DV", 0.8199, -7.696, log=True),
           Term("F", 0.6767, -12.59, -228.2, log=True))  # fmt: skip
_LIFT_M = (Term("H", 1.3532, -0.7079), Term("VRM", 0.7746, 1.912, -3.296),
           Term("DV", 0.8695, -10.62, log=True))  # fmt: skip
_INITIAL_F = (Term("V", -0.5304, 0.3361, -0.6915), Term("DH", 1.0286, -72.22, 9782.0),
              Term("F", 0.7251, -13.19, -197.3, log=True))  # fmt: skip
_SUSTAINED_F = (Term("V", -0.6539, 0.2941, -0.5722), Term("DH", 1.0391, -52.91, 7975.0),
                Term("F", 0.6086, -11.95, -304.4, log=True))  # fmt: skip
_INITIAL_M = (Term("DH", 1.0790, -9.392, log=True), Term("F", 0.6281, -13.07, -379.5, log=True))
_SUSTAINED_M = (Term("DH", 1.1035, -7.170, log=True), Term("F", 0.4896, -10.20, -403.9, log=True))

EQUATIONS: Final[Mapping[tuple[str, str], Equation]] = {
    ("lift", "F"): Equation(34.9, 0.260, _LIFT_F),
    ("lift", "M"): Equation(82.6, 0.276, (*_LIFT_M, Term("F", 0.6259, -9.092, -125.0, log=True))),
    ("lower", "F"): Equation(37.0, 0.307, _LIFT_F),
    ("lower", "M"): Equation(95.9, 0.304,
                             (*_LIFT_M, Term("F", 0.5773, -10.80, -255.9, log=True))),
    ("push_init", "F"): Equation(36.9, 0.214, _INITIAL_F),
    ("pull_init", "F"): Equation(36.9, 0.234, _INITIAL_F),
    ("push_sust", "F"): Equation(25.5, 0.286, _SUSTAINED_F),
    ("pull_sust", "F"): Equation(25.5, 0.298, _SUSTAINED_F),
    ("push_init", "M"): Equation(70.3, 0.231, (Term("V", 1.2737, -1.335, 2.576), *_INITIAL_M)),
    ("push_sust", "M"): Equation(65.3, 0.267, (Term("V", 2.2940, -0.3345, 0.6887), *_SUSTAINED_M)),
    ("pull_init", "M"): Equation(69.8, 0.238, (Term("V", 1.7186, -0.6888, 2.025), *_INITIAL_M)),
    ("pull_sust", "M"): Equation(61.0, 0.257, (Term("V", 2.1977, -0.3850, 0.9047), *_SUSTAINED_M)),
    ("carry", "F"): Equation(28.6, 0.231, (Term("V", 1.1645, -4.437), Term("DH", 1.0101, -207.8),
                                           Term("F", 0.6224, -16.33, log=True))),
    ("carry", "M"): Equation(74.9, 0.278, (Term("V", 1.5505, -1.417),
                                           Term("DH", 1.1172, -6.332, log=True),
                                           Term("F", 0.5149, -7.958, -131.1, log=True))),
}  # fmt: skip

HEIGHT_MOST: Final = 2.2  # arm reach; the source says no more than that
ONCE_A_DAY: Final = 0.00208  # 1/480 per minute, as it is written

_HEIGHTS = {("push", "F"): (0.58, 1.33), ("push", "M"): (0.63, 1.44),
            ("carry", "F"): (0.71, 1.03), ("carry", "M"): (0.78, 1.10)}  # fmt: skip
_REACHES = {"F": (0.20, 0.68), "M": (0.25, 0.73)}


def range_of(task: str, sex: str) -> Range:
    """Give where the equation of a task was fitted."""
    return _RANGES[task, sex]


def _range(task: str, sex: str) -> Range:
    if task in {"lift", "lower"}:
        return Range({"H": _REACHES[sex], "VRM": (0.1, HEIGHT_MOST), "DV": (0.25, HEIGHT_MOST)},
                     ("DV", 11.0), 20.0)  # fmt: skip
    if task == "carry":
        return Range({"V": _HEIGHTS["carry", sex], "DH": (2.1, 10.0)}, ("DH", 29.0), 10.0)
    return Range({"V": _HEIGHTS["push", sex], "DH": (2.1, 61.0)}, ("DH", 37.0), 10.0)


_RANGES: Final = {key: _range(*key) for key in EQUATIONS}

Z75: Final = 0.67449
Z90: Final = 1.28155
HANDLES: Final[Mapping[str, float]] = {"good": 1.0, "poor": 0.925, "none": 0.84}
NEWTON: Final = 9.80665


def capable(load: float, mean: float, cv: float) -> float:
    """Give the percentage of people for whom a load is acceptable."""
    return 50.0 * erfc((load - mean) / (cv * mean) / sqrt(2.0))
