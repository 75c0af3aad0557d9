"""The bands on a line, and where the case stands before and after."""

from typing import Any

from typing_extensions import override

from reports.kit.ink import INK, SECOND, level_of
from reports.kit.pen import Drawn, Pen
from reports.kit.speech import Speech
from reports.kit.type import NARROW_BOLD, NARROW_MID, width
from reports.pictures.scale import Bands, Data, apart, inside, zone_word

_SIZE = 7.8
_LABEL = 8.8
_BAR = 15.0
_TOP = 20.0


class Gauge(Drawn):
    """A scale with pointers."""

    def __init__(self, before: Data, after: Data | None, speech: Speech) -> None:
        super().__init__()
        self._all = [before, *([after] if after else [])]
        self._speech = speech

    @override
    def tall(self, wide: float) -> float:
        unworded = not all(Bands(self._all, wide, _SIZE).worded)
        return _TOP + _BAR + 13 + (16 if unworded else 0)

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        bands = Bands(self._all, wide, _SIZE)
        for zone, begin, across, worded in zip(
            bands.zones, bands.begins, bands.widths, bands.worded, strict=True
        ):
            ink = level_of(zone["level"])
            pen.box((begin, _TOP), (across, _BAR), fill=ink.area, line=ink.line, thick=0.6)
            word = zone_word(zone) if worded else str(zone["level"])
            colour = ink.digit if zone["level"] != 1 else ink.ink
            pen.text((begin + across / 2, _TOP + _BAR / 2 + 2.8), word, size=_SIZE,
                     font=NARROW_MID, colour=colour, anchor="middle")  # fmt: skip
        for x, words, anchor in bands.edges(self._speech.number):
            where: Any = anchor
            pen.text((x, _TOP + _BAR + 10), words, size=_SIZE, colour=SECOND, anchor=where)
        self._pointers(pen, bands, wide)
        if not all(bands.worded):
            self._legend(pen, bands)

    def _pointers(self, pen: Pen, bands: Bands, wide: float) -> None:
        names = ("before_small", "after_small")
        marks = []
        for one, name in zip(self._all, names, strict=False):
            if one.get("value") is None:
                continue
            number = self._speech.number(one["value"], one["digits"])
            said = number if len(self._all) == 1 else f"{self._speech(name)} {number}"
            marks.append((bands.at(one["value"]), said, width(said, NARROW_BOLD, _LABEL),
                          name == "after_small"))  # fmt: skip
        places = [inside(x, across, wide) for x, _, across, _ in marks]
        if len(marks) == 2:  # noqa: PLR2004 - before and after
            places = list(apart((marks[0][0], marks[0][2]), (marks[1][0], marks[1][2]), wide, 7))
        for (x, said, _, hollow), place in zip(marks, places, strict=True):
            pen.line((x, _TOP - 1), (x, _TOP + 3.2), thick=1)
            pen.line((x, _TOP + _BAR - 3.2), (x, _TOP + _BAR + 2.5), thick=1)
            pen.shape([(x, _TOP - 0.5), (x - 4, _TOP - 7), (x + 4, _TOP - 7)], line=INK,
                      fill="#FFFFFF" if hollow else INK, thick=0.9)  # fmt: skip
            pen.text((place, _TOP - 10), said, size=_LABEL, font=NARROW_BOLD, anchor="middle")

    def _legend(self, pen: Pen, bands: Bands) -> None:
        x, y = 6.0, _TOP + _BAR + 22
        for zone, worded in zip(bands.zones, bands.worded, strict=True):
            if worded:
                continue
            pen.badge((x, y), zone["level"], 5)
            pen.text((x + 9, y + 2.8), str(zone["word"]), size=_SIZE)
            x += 24 + width(str(zone["word"]), NARROW_MID, _SIZE)
