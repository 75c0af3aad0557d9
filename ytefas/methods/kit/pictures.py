"""Pictures of a result, as data: the screen and the paper draw the same one.

Each is plain and small; `kind` says which. Levels carry the colour, never the picture. Before and
after are two pictures of one kind: whoever draws lays the second over the first.
"""

from dataclasses import dataclass
from typing import Literal

from ytefas.methods.kit.words import Words


@dataclass(frozen=True)
class Zone:
    """A stretch of an axis that means a level."""

    begin: float
    end: float
    level: int
    word: Words


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """The bands on a line and the value on it; every method with a scale has one by itself."""

    kind: Literal["gauge"] = "gauge"
    title: Words
    value: float | None
    zones: tuple[Zone, ...]
    unit: str = ""
    digits: int = 2


@dataclass(frozen=True)
class Bar:
    """One bar; `level` colours it only where it has a level of its own."""

    key: str
    label: Words | str
    value: float | None
    level: int | None = None
    worst: bool = False  # the one to mend first


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Values side by side on one scale (multipliers, factors, partial scores)."""

    kind: Literal["bars"] = "bars"
    title: Words
    bars: tuple[Bar, ...]
    full: float  # the length of the scale
    mark: float | None = None  # a line at a value that matters
    unit: str = ""
    digits: int = 3
    hint: Words | None = None


@dataclass(frozen=True)
class Cell:
    """One cell of a matrix."""

    score: float
    level: int


@dataclass(frozen=True)
class Axis:
    """An axis of named steps, from low to high."""

    key: str
    label: Words
    values: tuple[float, ...]
    names: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Two axes and where the case stands; rows follow `y` upwards, columns `x` to the right."""

    kind: Literal["matrix"] = "matrix"
    title: Words
    x: Axis
    y: Axis
    cells: tuple[tuple[Cell, ...], ...]  # by y, then by x
    at: tuple[int, int] | None  # index on x, index on y


@dataclass(frozen=True)
class Share:
    """One part of a whole; `share` 0-1, `value` what is written beside it."""

    label: Words | str
    share: float
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Who contributes how much to the whole (dose by task, exposure by tool)."""

    kind: Literal["shares"] = "shares"
    title: Words
    parts: tuple[Share, ...]
    unit: str = ""
    digits: int = 1


@dataclass(frozen=True)
class Ruler:
    """An axis of numbers."""

    label: Words
    low: float
    high: float
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A line, where the case stands on it, and zones of the x axis."""

    kind: Literal["curve"] = "curve"
    title: Words
    x: Ruler
    y: Ruler
    line: tuple[tuple[float, float], ...]
    at: tuple[float, float] | None
    zones: tuple[Zone, ...] = ()
    second: tuple[tuple[float, float], ...] = ()  # another line on the same axes
    names: tuple[Words, ...] = ()  # of the first and the second line


Part = Literal["neck", "trunk", "upper_arm", "lower_arm", "wrist", "legs"]


@dataclass(frozen=True)
class Limb:
    """A part of the body: its score among those possible, its angle as it is drawn."""

    part: Part
    label: Words
    score: int
    most: int
    level: int
    angle: float = 0.0  # degrees of flexion drawn, typical of the score


@dataclass(frozen=True, kw_only=True)
class Body:
    """A figure from the side whose limbs stand as they were judged."""

    kind: Literal["body"] = "body"
    title: Words
    limbs: tuple[Limb, ...]
    seated: bool = False


@dataclass(frozen=True)
class Series:
    """One row of columns."""

    name: Words
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Values over named places (octave bands, days of a week), with a limit where there is one."""

    kind: Literal["columns"] = "columns"
    title: Words
    places: tuple[Words | str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    mark: float | None = None
    digits: int = 1


@dataclass(frozen=True)
class Tick:
    """One criterion: met, not met, or not known."""

    label: Words
    met: bool | None
    law: str = ""


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """Criteria or duties, one by one."""

    kind: Literal["ticks"] = "ticks"
    title: Words
    ticks: tuple[Tick, ...]


Picture = Gauge | Bars | Matrix | Shares | Curve | Body | Columns | Ticks
