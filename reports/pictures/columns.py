"""Values over named places, such as octave bands, and the limit where there is one."""

from typing import Final, NamedTuple

from typing_extensions import override

from reports.kit.ink import GREYS, RULE, SECOND, WHITE
from reports.kit.pen import DASH, Drawn, Pen
from reports.kit.speech import Speech
from reports.kit.type import NARROW, NARROW_BOLD, NARROW_MID, fitted, width
from reports.pictures.scale import Data, marks_up

_HIGH: Final = 150.0
_SIZE: Final = 7.8
_SAID: Final = 6.8
Group = tuple[str, str, bool, list[float | None]]  # name, tone, outlined only, values


class _Plot(NamedTuple):
    """Where the columns stand."""

    left: float
    right: float
    bottom: float
    scale: float  # points for one unit

    def y(self, value: float) -> float:
        return self.bottom - value * self.scale


class Columns(Drawn):
    """Columns side by side; those after the measures are outlined."""

    def __init__(self, before: Data, after: Data | None, speech: Speech) -> None:
        super().__init__()
        self._data, self._speech = before, speech
        self._groups = _groups(before, after, speech)
        self._legend = len(self._groups) > 1

    @override
    def tall(self, wide: float) -> float:
        del wide
        return _HIGH + (14 if self._legend else 0)

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        speech = self._speech
        mark = self._data.get("mark")
        values = [value or 0 for group in self._groups for value in group[3]]
        ups = marks_up(max([mark or 0, *values, 0]) or 1.0)
        left = max(width(speech.number(up), NARROW, _SIZE) for up in ups) + 8
        limit = "" if mark is None else speech.number(mark, self._data["digits"])
        right = wide - (width(limit, NARROW_BOLD, _SIZE) + 6 if limit else 0)
        bottom = _HIGH - 24
        plot = _Plot(left, right, bottom, (bottom - 12.0) / ups[-1])
        for up in ups:
            pen.line((left, plot.y(up)), (right, plot.y(up)), colour=RULE, thick=0.3)
            pen.text((left - 5, plot.y(up) + 2.8), speech.number(up), size=_SIZE, colour=SECOND,
                     anchor="end")  # fmt: skip
        values_said = self._places(pen, plot)
        pen.line((left, bottom), (right, bottom), thick=0.8)
        if mark is not None:
            pen.line((left, plot.y(mark)), (right, plot.y(mark)), thick=1, dash=DASH)
            pen.text((wide, plot.y(mark) + 2.8), limit, size=_SIZE, font=NARROW_BOLD, anchor="end")
        for at, said in values_said:
            # over the limit: a value near it is not struck out by its line
            pen.text(at, said, size=_SAID, colour=SECOND, anchor="middle", halo=True)
        if self._legend:
            self._explain(pen, left)

    def _places(self, pen: Pen, plot: "_Plot") -> list[tuple[tuple[float, float], str]]:
        """Paint the columns over their names; say where their values belong."""
        places = [str(place) for place in self._data["places"]]
        slot = (plot.right - plot.left) / max(1, len(places))
        across = min(slot * 0.78 / len(self._groups), 34.0)
        two_rows = any(width(place, NARROW, _SIZE) > slot - 3 for place in places)
        digits = self._data["digits"]
        worded = all(
            width(self._speech.number(value, digits), NARROW, _SAID) < across
            for group in self._groups for value in group[3] if value is not None
        )  # fmt: skip
        told: list[tuple[tuple[float, float], str]] = []
        for at, place in enumerate(places):
            middle = plot.left + slot * (at + 0.5)
            for which, (_, tone, hollow, series) in enumerate(self._groups):
                value = series[at] if at < len(series) else None
                if value is None:
                    continue
                x = middle + (which - len(self._groups) / 2) * across
                over = plot.y(max(0.0, value))
                pen.box((x + 0.5, over), (across - 1, plot.bottom - over),
                        fill=WHITE if hollow else tone, line=tone, thick=1)  # fmt: skip
                if worded:
                    told.append(((x + across / 2, over - 3.5), self._speech.number(value, digits)))
            low = plot.bottom + 10 + (9 if two_rows and at % 2 else 0)
            room = slot * (2 if two_rows else 1) - 3
            pen.text((middle, low), fitted(place, NARROW, _SIZE, room), size=_SIZE,
                     anchor="middle")  # fmt: skip
        return told

    def _explain(self, pen: Pen, x: float) -> None:
        y = _HIGH + 6
        for name, tone, hollow, _ in self._groups:
            pen.box((x, y - 6.5), (7, 7), fill=WHITE if hollow else tone, line=tone, thick=1)
            pen.text((x + 11, y), name, size=_SIZE)
            x += 26 + width(name, NARROW_MID, _SIZE)


def _groups(before: Data, after: Data | None, speech: Speech) -> list[Group]:
    groups: list[Group] = []
    alone = len(before["series"]) == 1
    for at, series in enumerate(before["series"]):
        fill = GREYS[min(len(GREYS) - 1, at * 2)]
        name = str(series["name"])
        if after is None:
            groups.append((name, fill, False, list(series["values"])))
            continue
        later = next((one["values"] for one in after["series"] if one["name"] == name), ())
        names = [speech(when) if alone else f"{name}, {speech(when).lower()}"
                 for when in ("before", "after")]  # fmt: skip
        groups.append((names[0], fill, False, list(series["values"])))
        groups.append((names[1], fill, True, list(later)))
    return groups
