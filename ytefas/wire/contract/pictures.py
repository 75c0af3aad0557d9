"""The pictures of a result, as data: `kind` says which; what is empty by default is left out."""

from typing import Literal, NotRequired, TypedDict


class PictureZone(TypedDict):
    """A stretch of an axis that means a level."""

    begin: float
    end: float
    level: int
    word: str


class GaugePicture(TypedDict):
    """The bands on a line and the value on it."""

    kind: Literal["gauge"]
    title: str
    value: NotRequired[float]
    zones: list[PictureZone]
    unit: str
    digits: int


class PictureBar(TypedDict):
    """One bar; `worst`: the one to mend first."""

    key: str
    label: str
    value: NotRequired[float]
    level: NotRequired[int]
    worst: bool


class BarsPicture(TypedDict):
    """Values side by side on one scale as long as `full`, with a line at `mark`."""

    kind: Literal["bars"]
    title: str
    bars: list[PictureBar]
    full: float
    mark: NotRequired[float]
    unit: str
    digits: int
    hint: NotRequired[str]


class PictureCell(TypedDict):
    """One cell of a matrix."""

    score: float
    level: int


class PictureAxis(TypedDict):
    """An axis of named steps, from low to high."""

    key: str
    label: str
    values: list[float]
    names: list[str]


class MatrixPicture(TypedDict):
    """Two axes and where the case stands: `at` x, y; cells by y, then by x."""

    kind: Literal["matrix"]
    title: str
    x: PictureAxis
    y: PictureAxis
    cells: list[list[PictureCell]]
    at: NotRequired[list[int]]


class PictureShare(TypedDict):
    """One part of a whole, 0-1; `value` is what is written beside it."""

    label: str
    share: float
    value: NotRequired[float]


class SharesPicture(TypedDict):
    """Who contributes how much to the whole."""

    kind: Literal["shares"]
    title: str
    parts: list[PictureShare]
    unit: str
    digits: int


class PictureRuler(TypedDict):
    """An axis of numbers."""

    label: str
    low: float
    high: float
    unit: str


class CurvePicture(TypedDict):
    """A line, where the case stands on it (`at` x, y), and zones of the x axis."""

    kind: Literal["curve"]
    title: str
    x: PictureRuler
    y: PictureRuler
    line: list[list[float]]
    at: NotRequired[list[float]]
    zones: list[PictureZone]
    second: list[list[float]]
    names: list[str]


class PictureLimb(TypedDict):
    """A part of the body: its score among those possible, the angle at which it is drawn."""

    part: Literal["neck", "trunk", "upper_arm", "lower_arm", "wrist", "legs"]
    label: str
    score: int
    most: int
    level: int
    angle: float


class BodyPicture(TypedDict):
    """A figure from the side whose limbs stand as they were judged."""

    kind: Literal["body"]
    title: str
    limbs: list[PictureLimb]
    seated: bool


class PictureSeries(TypedDict):
    """One row of columns."""

    name: str
    values: list[float | None]


class ColumnsPicture(TypedDict):
    """Values over named places, with a limit at `mark`."""

    kind: Literal["columns"]
    title: str
    places: list[str]
    series: list[PictureSeries]
    unit: str
    mark: NotRequired[float]
    digits: int


class PictureTick(TypedDict):
    """One criterion: met, not met, or (left out) not known."""

    label: str
    met: NotRequired[bool]
    law: str


class TicksPicture(TypedDict):
    """Criteria or duties, one by one."""

    kind: Literal["ticks"]
    title: str
    ticks: list[PictureTick]
