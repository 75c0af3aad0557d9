"""A line on two axes, what its stretches mean, and where the case stands on it."""

from typing import Final

from typing_extensions import override

from reports.kit.ink import GREYS, INK, RULE, SECOND, WHITE, level_of
from reports.kit.pen import Drawn, Pen
from reports.kit.speech import Speech
from reports.kit.type import NARROW, NARROW_BOLD, NARROW_MID, width
from reports.pictures.scale import Data, marks_of, zone_word

_HIGH: Final = 196.0
_STRIP: Final = 13.0
_SIZE: Final = 7.8
_LABEL: Final = 8.6


class Curve(Drawn):
    """A plot with its axes, its zones and its points."""

    def __init__(self, before: Data, after: Data | None, speech: Speech) -> None:
        super().__init__()
        self._data, self._after, self._speech = _reaching(before, after), after, speech
        low, high = before["x"]["low"], before["x"]["high"]
        self._zones = [zone for zone in before.get("zones", ())
                       if zone["end"] > low and zone["begin"] < high]  # fmt: skip
        self._names = list(before.get("names", ()))
        y_axis = self._data["y"]
        ups = marks_of(y_axis["low"], y_axis["high"], 5)
        widest = max(width(speech.number(up), NARROW, _SIZE) for up in ups)
        self._left, self._right = max(24.0, widest + 8), 0.0
        self._top = 14.0 + (_STRIP if self._zones else 0)
        self._bottom = _HIGH - 30

    @override
    def tall(self, wide: float) -> float:
        del wide
        return _HIGH + (14 if self._legend() else 0)

    def _legend(self) -> bool:
        return len(self._names) > 1 or len(self._zones) > 1

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        x_axis, y_axis = self._data["x"], self._data["y"]
        self._right = wide - 12
        for zone in self._zones:
            self._zone(pen, zone)
        for up in marks_of(y_axis["low"], y_axis["high"], 5):
            y = self._y(up)
            pen.line((self._left, y), (self._right, y), colour=RULE, thick=0.3)
            pen.text((self._left - 5, y + 2.8), self._speech.number(up), size=_SIZE,
                     colour=SECOND, anchor="end")  # fmt: skip
        for across in self._across(x_axis):
            x = self._x(across)
            pen.line((x, self._top), (x, self._bottom + 3), colour=RULE, thick=0.3)
            pen.text((x, self._bottom + 11), self._speech.number(across), size=_SIZE,
                     colour=SECOND, anchor="middle")  # fmt: skip
        pen.line((self._left, self._top), (self._left, self._bottom), thick=0.8)
        pen.line((self._left, self._bottom), (self._right, self._bottom), thick=0.8)
        pen.text((self._left - 5, 8), _axis(y_axis), size=_SIZE, font=NARROW_MID)
        pen.text((self._right, self._bottom + 22), _axis(x_axis), size=_SIZE, font=NARROW_MID,
                 anchor="end")  # fmt: skip
        if self._data.get("second"):
            pen.shape(self._line("second"), line=INK, thick=1.1, dash=(5, 3), closed=False)
        pen.shape(self._line("line"), line=INK, thick=1.6, closed=False)
        if self._after and self._after["line"] != self._data["line"]:
            points = [(self._x(x), self._y(y)) for x, y in self._after["line"]]
            pen.shape(points, line=GREYS[0], thick=0.8, closed=False)
        self._points(pen)
        if self._legend():
            self._explain(pen)

    def _across(self, axis: Data) -> list[float]:
        """Find as many marks as have room for their numbers."""
        for wanted in (8, 6, 5, 4, 3):
            marks = marks_of(axis["low"], axis["high"], wanted)
            widest = max(width(self._speech.number(mark), NARROW, _SIZE) for mark in marks)
            if widest + 6 <= (self._right - self._left) / max(1, len(marks) - 1):
                return marks
        return [axis["low"], axis["high"]]

    def _x(self, value: float) -> float:
        axis = self._data["x"]
        share = float((value - axis["low"]) / ((axis["high"] - axis["low"]) or 1))
        return self._left + (self._right - self._left) * min(1.0, max(0.0, share))

    def _y(self, value: float) -> float:
        axis = self._data["y"]
        share = float((value - axis["low"]) / ((axis["high"] - axis["low"]) or 1))
        return self._bottom - (self._bottom - self._top) * min(1.0, max(0.0, share))

    def _line(self, name: str) -> list[tuple[float, float]]:
        return [(self._x(x), self._y(y)) for x, y in self._data[name]]

    def _zone(self, pen: Pen, zone: Data) -> None:
        ink = level_of(zone["level"])
        x, across = self._x(zone["begin"]), self._x(zone["end"]) - self._x(zone["begin"])
        pen.box((x, self._top), (across, self._bottom - self._top), fill=ink.tint)
        pen.box((x, self._top - _STRIP), (across, _STRIP), fill=ink.area, line=ink.line, thick=0.5)
        for word in (zone_word(zone), str(zone["level"])):
            if width(word, NARROW_MID, _SIZE) + 3 <= across:
                colour = ink.ink if zone["level"] == 1 else ink.digit
                pen.text((x + across / 2, self._top - 3.8), word, size=_SIZE, font=NARROW_MID,
                         colour=colour, anchor="middle")  # fmt: skip
                break

    def _points(self, pen: Pen) -> None:
        speech = self._speech
        last: float | None = None
        names = ("before_small", "after_small")
        for one, name in zip((self._data, self._after), names, strict=True):
            if one is None or not one.get("at"):
                continue
            x, y = one["at"]
            at = (self._x(x), self._y(y))
            pen.line((at[0], at[1]), (at[0], self._bottom), thick=0.6, dash=(1.5, 2))
            pen.line((at[0], at[1]), (self._left, at[1]), thick=0.6, dash=(1.5, 2))
            said = " · ".join((
                speech.with_unit(speech.number(round(x, 2)), one["x"].get("unit")),
                speech.with_unit(speech.number(round(y, 1)), one["y"].get("unit")),
            ))  # fmt: skip
            if self._after:
                said = f"{speech(name)} {said}"
            left = at[0] + 8 + width(said, NARROW_BOLD, _LABEL) > self._right
            height = at[1] - 7 if at[1] > self._top + 24 else at[1] + 14
            if last is not None and abs(last - height) < 12:  # noqa: PLR2004 - a line of text
                height = last - 12 if height < last else last + 12
            last = height
            pen.text((at[0] + (-7 if left else 7), height), said, size=_LABEL, font=NARROW_BOLD,
                     anchor="end" if left else "start", halo=True)  # fmt: skip
            hollow = one is self._after
            pen.disc(at, 3.6, fill=WHITE if hollow else INK, line=INK if hollow else WHITE, thick=1)

    def _explain(self, pen: Pen) -> None:
        x, y = self._left, _HIGH + 6
        for at, name in enumerate(self._names[:2]):
            pen.line((x, y - 3), (x + 18, y - 3), thick=1.5 if at == 0 else 1.1,
                     dash=(5, 3) if at else ())  # fmt: skip
            pen.text((x + 23, y), name, size=_SIZE)
            x += 38 + width(name, NARROW_MID, _SIZE)
        known: dict[str, int] = {str(zone["word"]): zone["level"] for zone in self._zones}
        for word, level in sorted(known.items(), key=lambda one: (one[1], one[0])):
            pen.badge((x + 5, y - 3), level, 4.8)
            pen.text((x + 14, y), word, size=_SIZE)
            x += 28 + width(word, NARROW_MID, _SIZE)


def _reaching(before: Data, after: Data | None) -> Data:
    """Give the first case axes that are long enough for both."""
    if after is None:
        return before
    longer = {
        name: {**before[name], "low": min(before[name]["low"], after[name]["low"]),
               "high": max(before[name]["high"], after[name]["high"])}
        for name in ("x", "y")
    }  # fmt: skip
    return {**before, **longer}


def _axis(axis: Data) -> str:
    return f"{axis['label']} ({axis['unit']})" if axis.get("unit") else str(axis["label"])
