"""Who contributes how much to the whole: one bar in parts; its table stands behind it."""

from typing import Final

from typing_extensions import override

from reports.kit.ink import GREYS, INK, ON_GREYS, SECOND, WHITE
from reports.kit.pen import Drawn, Pen
from reports.kit.speech import Speech
from reports.kit.type import NARROW, width
from reports.pictures.scale import Data

_BAR: Final = 18.0
_STEP: Final = 24.0


def parts_of(before: Data, after: Data | None) -> list[tuple[str, Data | None, Data | None]]:
    """Pair the parts by their labels, each with itself after the measures."""
    later = list((after or {}).get("parts", ()))
    rows: list[tuple[str, Data | None, Data | None]] = []
    for part in before["parts"]:
        same = next((one for one in later if one["label"] == part["label"]), None)
        if same is not None:
            later.remove(same)
        rows.append((str(part["label"]), part, same))
    return rows + [(str(part["label"]), None, part) for part in later]


class Shares(Drawn):
    """The bars in parts, before and after."""

    def __init__(self, before: Data, after: Data | None, speech: Speech) -> None:
        super().__init__()
        self._rows = parts_of(before, after)
        self._two = after is not None
        self._speech = speech

    @override
    def tall(self, wide: float) -> float:
        del wide
        return (_STEP if self._two else 0) + _BAR + 6

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        speech = self._speech
        lead = 40.0 if self._two else 0.0
        for at, name in enumerate(("before", "after")[: 1 + self._two]):
            y = at * _STEP
            if self._two:
                pen.text((0, y + _BAR / 2 + 3), speech(name), colour=SECOND)
            x = lead
            for number, row in enumerate(self._rows, start=1):
                part = row[2] if at else row[1]
                across = (wide - lead) * max(0.0, part["share"]) if part else 0.0
                if across > 0:
                    self._part(pen, (x, y, across), number, part or {}, hollow=at == 1)
                x += across

    def _part(
        self, pen: Pen, place: tuple[float, float, float], number: int, part: Data, *, hollow: bool
    ) -> None:
        x, y, across = place
        tone = self._tone(number)
        fill = WHITE if hollow else GREYS[tone]
        pen.box((x, y), (across, _BAR), fill=fill, line=INK if hollow else WHITE, thick=0.6)
        share = self._speech.percent(part["share"])
        choices = (f"{number} {part['label']}, {share}", f"{number}: {share}", str(number))
        said = next((one for one in choices if width(one, NARROW, 8) + 6 <= across), "")
        pen.text((x + across / 2, y + _BAR / 2 + 2.8), said, size=8,
                 colour=INK if hollow else ON_GREYS[tone], anchor="middle")  # fmt: skip

    def _tone(self, number: int) -> int:
        sizes = [((row[1] or row[2]) or {})["share"] for row in self._rows]
        order = sorted(range(len(sizes)), key=lambda at: -sizes[at])
        return min(len(GREYS) - 1, order.index(number - 1))
