"""Revised NIOSH lifting equation: multipliers, limits and the frequency table of 94-110."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ytefas.methods.kit.numbers import SLACK, at_least, at_most, below, between, over


@dataclass(frozen=True, slots=True)
class System:
    """The equation in one system of units; the two are printed apart and are not equivalent."""

    mass: str
    length: str
    constant: float  # LC
    near: float  # H that costs nothing; below it, it is used itself
    far: float  # H beyond which nothing may be lifted
    knuckle: float  # V that costs nothing; the columns of FM and the fair grip change here
    height: float  # what each unit away from it costs
    top: float  # V beyond which nothing may be lifted
    travel: float  # what divides by D
    short: float  # D that costs nothing
    long: float  # D beyond which nothing may be lifted
    box: float  # H = box + W / 2
    low_box: float  # the same for hands below `low`
    low: float
    light: float  # 3 kg: below it the norm does not look


METRIC: Final = System("kg", "cm", 23.0, 25.0, 63.0, 75.0, 0.003, 175.0, 4.5, 25.0, 175.0,
                       20.0, 25.0, 25.0, 3.0)  # fmt: skip
US: Final = System("lb", "in", 51.0, 10.0, 25.0, 30.0, 0.0075, 70.0, 1.8, 10.0, 70.0,
                   8.0, 10.0, 10.0, 3.0 / 0.45359237)  # fmt: skip
SYSTEMS: Final[Mapping[str, System]] = {"metric": METRIC, "US": US}

TRAVEL_BASE: Final = 0.82
TURN: Final = 0.0032  # what each degree costs
TURN_MOST: Final = 135.0

ROWS: Final = (0.2, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0,
               9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0)  # fmt: skip
DURATIONS: Final = ("short", "moderate", "long")
# fmt: off
_SHORT = (1.0, .97, .94, .91, .88, .84, .80, .75, .70, .60, .52, .45, .41, .37, .34, .31, .28)
_MODERATE = (.95, .92, .88, .84, .79, .72, .60, .50, .42, .35, .30, .26, .23, .21, .0, .0, .0)
_LONG = (.85, .81, .75, .65, .55, .45, .35, .27, .22, .18, .15, .13, .0, .0, .0, .0, .0)
# fmt: on


def _low(column: tuple[float, ...], most: float) -> tuple[float, ...]:
    """Give the column for hands below the knuckles: the same, ending earlier."""
    return tuple(fm if row <= most else 0.0 for row, fm in zip(ROWS, column, strict=True))


COLUMNS: Final[Mapping[tuple[str, bool], tuple[float, ...]]] = {
    ("short", True): _low(_SHORT, 12), ("short", False): _SHORT,
    ("moderate", True): _low(_MODERATE, 10), ("moderate", False): _MODERATE,
    ("long", True): _low(_LONG, 8), ("long", False): _LONG,
}  # fmt: skip


def frequency_multiplier(f: float, duration: str, *, low: bool, zero: bool = False) -> float:
    """Read FM, on the line between two rows; with `zero` a line that ends in 0 counts as 0."""
    column = COLUMNS[duration, low]
    if at_most(f, ROWS[0]):
        return column[0]
    if over(f, ROWS[-1]):
        return 0.0
    at = bisect_left(ROWS, f - SLACK)
    if f >= ROWS[at] - SLACK:
        return column[at]
    begin, end = column[at - 1], column[at]
    if zero and end == 0:
        return 0.0
    return between(f, ROWS[at - 1], begin, ROWS[at], end)


def beside_zero(f: float, duration: str, *, low: bool) -> bool:
    """Tell whether FM lies between a row that has a value and one that has none."""
    column = COLUMNS[duration, low]
    at = bisect_left(ROWS, f - SLACK)
    return (0 < at < len(ROWS) and f < ROWS[at] - SLACK
            and column[at] == 0 and column[at - 1] > 0)  # fmt: skip


def is_low(system: System, v: float) -> bool:
    """Tell whether the hands are below the knuckles."""
    return below(v, system.knuckle)


class Point(NamedTuple):
    """Where the load is taken or put down, and the multipliers that follow from it."""

    h: float  # as it counts
    v: float
    a: float
    coupling: str
    hm: float
    vm: float
    am: float
    cm: float

    @property
    def product(self) -> float:
        return self.hm * self.vm * self.am * self.cm


def box_reach(system: System, w: float, v: float) -> float:
    """Estimate H from the depth of the box, where it cannot be measured."""
    return (system.box if at_least(v, system.low) else system.low_box) + w / 2


def point(system: System, h: float, v: float, a: float, coupling: str) -> Point:
    """Compute the multipliers of a place."""
    used = max(h, system.near)
    hm = 0.0 if used > system.far + SLACK else system.near / used
    vm = 0.0 if v > system.top + SLACK else 1.0 - system.height * abs(v - system.knuckle)
    am = 0.0 if a > TURN_MOST + SLACK else 1.0 - TURN * a
    if coupling == "fair":
        cm = 0.95 if is_low(system, v) else 1.0
    else:
        cm = 1.0 if coupling == "good" else 0.9
    return Point(used, v, a, coupling, hm, vm, am, cm)


def distance_multiplier(system: System, d: float) -> float:
    """Compute DM."""
    if d > system.long + SLACK:
        return 0.0
    return 1.0 if d <= system.short + SLACK else TRAVEL_BASE + system.travel / d
