"""Two axes and where the case stands: likelihood upwards, harm to the right."""

from typing import Final

from typing_extensions import override

from reports.kit.ink import INK, SECOND, level_of
from reports.kit.pen import DASH, Drawn, Pen
from reports.kit.speech import Speech
from reports.kit.type import NARROW, NARROW_BOLD, NARROW_MID, width
from reports.pictures.scale import Data

_DENSE: Final = 7
_LABEL: Final = 7.4


def alike(one: Data, other: Data) -> bool:
    """Tell whether one can be laid over the other."""
    return bool(one["cells"] == other["cells"])


class Matrix(Drawn):
    """A matrix with its axes; `mark` is what the cell of the case is called."""

    def __init__(self, before: Data, after: Data | None, speech: Speech, mark: str) -> None:
        super().__init__()
        self._data, self._after, self._speech, self._mark = before, after, speech, mark
        self._columns = len(before["x"]["values"])
        self._rows = len(before["y"]["values"])
        self._high = 17.0 if self._columns >= _DENSE else 27.0

    @override
    def tall(self, wide: float) -> float:
        heads = max((len(words) for words in self._heads(wide)), default=1)
        return self._rows * self._high + 8 + heads * 8.6 + 10

    def _places(self, wide: float) -> tuple[float, float]:
        left = min(wide * 0.26, 118.0)
        return left, min((wide - left) / self._columns, 84.0)

    def _heads(self, wide: float) -> list[list[str]]:
        _, across = self._places(wide)
        axis = self._data["x"]
        return [lines_of(short(name), across - 4, 4) for name in axis["names"]]

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        left, across = self._places(wide)
        x_axis, y_axis = self._data["x"], self._data["y"]
        number = self._speech.number
        for up in range(self._rows):
            row = self._rows - 1 - up
            top = up * self._high
            value = number(y_axis["values"][row])
            lines = lines_of(short(y_axis["names"][row]), left - 24, 3)
            lines = [] if lines == [value] else lines
            begin = top + self._high / 2 + 3 - (len(lines) - 1) * 4.2
            for at, line in enumerate(lines):
                pen.text((left - 20, begin + at * 8.4), line, size=_LABEL, colour=SECOND,
                         anchor="end")  # fmt: skip
            pen.text((left - 6, top + self._high / 2 + 3), value, font=NARROW_BOLD, anchor="end")
            for column in range(self._columns):
                self._cell(pen, (column, row), (left + column * across, top), across)
        below = self._rows * self._high + 10
        for column, lines in enumerate(self._heads(wide)):
            middle = left + (column + 0.5) * across
            value = number(x_axis["values"][column])
            pen.text((middle, below), value, font=NARROW_BOLD, anchor="middle")
            for at, line in enumerate([] if lines == [value] else lines):
                pen.text((middle, below + 8.6 * (at + 1)), line, size=_LABEL, colour=SECOND,
                         anchor="middle")  # fmt: skip
        for at, words in enumerate((f"{axis_name(y_axis)} ↑", f"{axis_name(x_axis)} →")):
            for line in lines_of(words, left - 8, 1):
                pen.text((left - 6, below + at * 8.6), line, size=_LABEL, font=NARROW_MID,
                         anchor="end")  # fmt: skip

    def _cell(
        self, pen: Pen, spot: tuple[int, int], at: tuple[float, float], across: float
    ) -> None:
        cell = self._data["cells"][spot[1]][spot[0]]
        ink = level_of(cell["level"])
        now = tuple(self._data.get("at") or ()) == spot
        then = self._after is not None and tuple(self._after.get("at") or ()) == spot
        x, y = at[0] + 0.6, at[1] + 0.6
        size = (across - 1.2, self._high - 1.2)
        pen.box((x, y), size, fill=ink.fill if now else ink.tint)
        colour = ink.digit if now else ink.ink
        dense = self._columns >= _DENSE
        score = self._speech.number(cell["score"])
        if dense:
            pen.text((x + size[0] / 2, y + 8), score, size=7.8, font=NARROW_BOLD, colour=colour,
                     anchor="middle")  # fmt: skip
        else:
            pen.text((x + 4, y + 9.5), score, size=8.4, font=NARROW_BOLD, colour=colour)
            pen.badge((x + size[0] - 8.5, y + 8), cell["level"], 4.6, inverse=now)
        if now:
            pen.box((x + 0.7, y + 0.7), (size[0] - 1.4, size[1] - 1.4), line=INK, thick=1.4)
        elif then:
            pen.box((x + 0.6, y + 0.6), (size[0] - 1.2, size[1] - 1.2), line=INK, thick=1.1,
                    dash=DASH)  # fmt: skip
        said = self._called(now=now, then=then)
        if said:
            low = y + size[1] - (1.8 if dense else 4)
            pen.text((x + size[0] / 2, low), said, size=6.4 if dense else 7.4, font=NARROW_BOLD,
                     colour=colour, anchor="middle")  # fmt: skip

    def _called(self, *, now: bool, then: bool) -> str:
        if now and then:
            return self._speech("both")
        if now:
            return self._mark
        return self._speech("after") if then else ""


def axis_name(axis: Data) -> str:
    """Name an axis, with its letter where it has one."""
    key = str(axis["key"])
    return f"{key.upper()} {axis['label']}" if len(key) == 1 else str(axis["label"])


def short(name: str) -> str:
    """Give the name of a step until its colon: what comes after it explains."""
    for stop in (":", ";", "("):
        name = name.split(stop, maxsplit=1)[0]
    return name.strip()


def lines_of(text: str, room: float, most: int) -> list[str]:
    """Break a text into lines; what has no place ends with a mark."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, NARROW, _LABEL) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return lines
