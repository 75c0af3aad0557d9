"""Values side by side on one scale: filled before, outlined after, one in red to mend first."""

import re
from typing import Final

from typing_extensions import override

from reports.kit.ink import GREYS, INK, RULE, SECOND, WORST, level_of
from reports.kit.pen import DASH, Anchor, Drawn, Pen
from reports.kit.speech import Speech
from reports.kit.type import NARROW_BOLD, fitted
from reports.pictures.scale import Data, marks_of

_SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9,]{0,5}")
_HEAD: Final = 16.0
_KEY: Final = 30.0
_VALUE: Final = 62.0


def full_of(before: Data, after: Data | None) -> float:
    """Find the length of the scale, for both."""
    values = [bar.get("value") or 0 for one in (before, after or {}) for bar in one.get("bars", ())]
    return float(max(before["full"], before.get("mark") or 0, *values)) or 1.0


def marks_to(full: float) -> list[float]:
    """Mark nought, the middle and the end where these are round; else what is round."""
    if float(f"{full:.2g}") != full:
        return marks_of(0, full, 2)
    odd = full > 1 and full == int(full) and int(full) % 2 == 1
    return [0.0, full] if odd else [0.0, full / 2, full]


class Bars(Drawn):
    """A few rows of bars; many rows are several of these."""

    def __init__(
        self, before: Data, after: Data | None, speech: Speech, keys: list[str], *, head: bool
    ) -> None:
        super().__init__()
        self._before, self._after, self._speech = before, after, speech
        self._keys, self._head = keys, head
        self._row = 20.0 if after else 17.0

    @override
    def tall(self, wide: float) -> float:
        del wide
        return (_HEAD if self._head else 0) + self._row * len(self._keys) + 2

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        speech, two = self._speech, self._after is not None
        full = full_of(self._before, self._after)
        keyed = all(_SYMBOL.fullmatch(key) for key in self._keys)
        label_at = _KEY if keyed else 0.0
        begin = wide * 0.3 + _VALUE + 8
        end = wide - (_VALUE + 4 if two else 2)
        top = 0.0
        if self._head:
            top = _HEAD
            pen.text((begin - 8, 9), speech("before") if two else speech("value"), size=7.6,
                     colour=SECOND, anchor="end")  # fmt: skip
            if two:
                pen.text((wide, 9), speech("after"), size=7.6, colour=SECOND, anchor="end")
            for mark in marks_to(full):
                x = begin + (end - begin) * mark / full
                anchor: Anchor = "start" if mark == 0 else "end" if mark == full else "middle"
                pen.text((x, 9), speech.number(mark), size=7.6, colour=SECOND, anchor=anchor)
            pen.line((0, top - 2), (wide, top - 2), thick=0.6)
        for mark in marks_to(full)[1:]:
            x = begin + (end - begin) * mark / full
            pen.line((x, top - 2), (x, top + self._row * len(self._keys) - 2), colour=RULE,
                     thick=0.3)  # fmt: skip
        for at, key in enumerate(self._keys):
            y = top + at * self._row
            self._one(pen, key, y, (label_at, begin, end, wide))
            low = y + self._row - 2
            pen.line((0, low), (wide, low), colour=RULE, thick=0.3)
        mark_at = self._before.get("mark")
        if mark_at is not None:
            x = begin + (end - begin) * mark_at / full
            pen.line((x, top - 2), (x, top + self._row * len(self._keys) - 2), thick=0.8, dash=DASH)

    def _one(self, pen: Pen, key: str, y: float, places: tuple[float, float, float, float]) -> None:
        label_at, begin, end, wide = places
        before, after = bar_of(self._before, key), bar_of(self._after, key)
        either = before or after or {}
        middle = y + self._row / 2 - 2
        label = str(either.get("label", ""))
        if label_at:
            pen.text((0, middle + 3), key, font=NARROW_BOLD)
            label = label.removeprefix(f"{key}: ")
        room = begin - _VALUE - 12 - label_at
        pen.text((label_at, middle + 3), fitted(label, "PlexCondensed", 8.4, room))
        worst = bool((before or {}).get("worst"))
        self._value(pen, before, (begin - 8, middle + 3), worst=worst)
        full = full_of(self._before, self._after)
        thick = 6.0 if self._after else 8.5
        top = middle - thick - 0.6 if self._after else middle - thick / 2
        if before and before.get("value"):
            level = before.get("level")
            fill = WORST if worst else GREYS[1] if level is None else level_of(level).area
            line = None if level is None else level_of(level).line
            across = (end - begin) * max(0, before["value"]) / full
            pen.box((begin, top), (across, thick), fill=fill, line=line)
        if self._after is not None:
            self._value(pen, after, (wide, middle + 3), worst=False)
            if after and after.get("value"):
                level = after.get("level")
                line = INK if level is None else level_of(level).line
                across = (end - begin) * max(0, after["value"]) / full
                pen.box(
                    (begin, middle + 0.9), (across, thick), fill="#FFFFFF", line=line, thick=0.7
                )

    def _value(self, pen: Pen, bar: Data | None, at: tuple[float, float], *, worst: bool) -> None:
        value = (bar or {}).get("value")
        said = "–" if value is None else self._speech.number(value, self._before["digits"])
        pen.text(at, said, font=NARROW_BOLD if worst else "PlexCondensed",
                 colour=WORST if worst else INK, anchor="end")  # fmt: skip
        level = (bar or {}).get("level")
        if level is not None:
            pen.badge((at[0] - 44, at[1] - 3), level, 5)


def bar_of(picture: Data | None, key: str) -> Data | None:
    """Find a bar by its key."""
    return next((bar for bar in (picture or {}).get("bars", ()) if bar["key"] == key), None)
