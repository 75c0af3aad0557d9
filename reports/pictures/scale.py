"""Where things go on a scale: round marks, bands with room for their words, labels side by side."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any, Final

from reports.kit.type import NARROW_MID, width

Data = dict[str, Any]
OPEN_END: Final = 0.4  # how much longer than all before it the last band may be drawn


def marks_of(low: float, high: float, wanted: int) -> list[float]:
    """Find about so many round marks from low to high."""
    span = high - low
    if span <= 0:
        return [low]
    raw = span / wanted
    power = 10.0 ** floor(log10(raw))
    step = next((one * power for one in (1, 2, 2.5, 5, 10) if one * power >= raw * 0.999), raw)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [float(f"{at * step:.12g}") for at in range(first, last + 1)]


def marks_up(most: float, wanted: int = 5) -> list[float]:
    """Find marks from nought to the first that is not below the highest value."""
    marks = marks_of(0.0, most or 1.0, wanted)
    step = marks[1] - marks[0] if len(marks) > 1 else most or 1.0
    return marks if marks[-1] >= most else [*marks, float(f"{marks[-1] + step:.12g}")]


def zone_word(zone: Data) -> str:
    """Name a band by its level and its word; the level is not said twice."""
    words = str(zone["word"]).replace(":", " ").split()
    return str(zone["word"]) if str(zone["level"]) in words else f"{zone['level']} {zone['word']}"


class Bands:
    """The bands of a gauge on a line, each with room for its word if that can be."""

    def __init__(self, pictures: Sequence[Data], room: float, size: float) -> None:
        self.zones: list[Data] = pictures[0]["zones"]
        self.whole = all(
            one["digits"] == 0
            and all(float(edge) == int(edge)
                    for edge in (one.get("value") or 0, *(zone["begin"] for zone in one["zones"])))
            for one in pictures
        )  # fmt: skip
        wanted = [width(zone_word(zone), NARROW_MID, size) + size for zone in self.zones]
        least = [max(size * 2.2, width(f"{zone['begin']:g}", NARROW_MID, size) + 5)
                 for zone in self.zones]  # fmt: skip
        self.worded = _fitting(wanted, least, room)
        need = [max(small, full if fits else 0)
                for small, full, fits in zip(least, wanted, self.worded, strict=True)]  # fmt: skip
        self.widths = _spread(self._spans(), need, room)
        self.begins = [sum(self.widths[:at]) for at in range(len(self.widths))]
        self._last = max(one["zones"][-1]["end"] for one in pictures)

    def _spans(self) -> list[float]:
        spans = [
            max(0.0, zone["end"] - zone["begin"] + (1 if self.whole and at == 0 else 0))
            for at, zone in enumerate(self.zones)
        ]
        if len(spans) > 1:
            spans[-1] = min(spans[-1], sum(spans[:-1]) * OPEN_END)
        return spans

    def at(self, value: float) -> float:
        """Find the place of a value; whole numbers have places of their own."""
        for at, zone in enumerate(self.zones):
            final = at == len(self.zones) - 1
            end = self._last if final else zone["end"]
            if value > end and not final:
                continue
            begin, wide = float(self.begins[at]), float(self.widths[at])
            if self.whole:
                first: float = zone["begin"] + (1 if at else 0)
                steps: float = max(1, zone["end"] - first + 1)
                return begin + wide * (min(steps - 1, max(0, value - first)) + 0.5) / steps
            share = float((value - zone["begin"]) / ((end - zone["begin"]) or 1))
            return begin + wide * min(1.0, max(0.0, share))
        return 0.0

    def edges(self, number: Any) -> list[tuple[float, str, str]]:
        """Give place, words and anchor of each edge, or of what each band holds."""
        if not self.whole:
            return [
                (begin, number(zone["begin"]), "start" if at == 0 else "middle")
                for at, (begin, zone) in enumerate(zip(self.begins, self.zones, strict=True))
            ]
        return [
            (begin + wide / 2, self._range(at, number), "middle")
            for at, (begin, wide) in enumerate(zip(self.begins, self.widths, strict=True))
        ]

    def _range(self, at: int, number: Any) -> str:
        zone = self.zones[at]
        first = zone["begin"] + (1 if at else 0)
        if at == 0 and zone["begin"] != zone["end"]:
            return f"≤ {number(zone['end'])}"
        if at == len(self.zones) - 1 and at:
            return f"≥ {number(first)}"
        return number(first) if first == zone["end"] else f"{number(first)}–{number(zone['end'])}"


def _fitting(wanted: Sequence[float], least: Sequence[float], room: float) -> list[bool]:
    fits = [True] * len(wanted)
    while any(fits) and sum(
        max(small, full) if fit else small
        for full, small, fit in zip(wanted, least, fits, strict=True)
    ) > room:  # fmt: skip
        widest = max((one, at) for at, one in enumerate(wanted) if fits[at])[1]
        fits[widest] = False
    return fits


def _spread(spans: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Share the room by the spans, but give each at least what it needs."""
    widths = [0.0] * len(spans)
    left = set(range(len(spans)))
    while True:
        free = room - sum(widths)
        whole = sum(spans[at] for at in left)
        shares = {at: free * spans[at] / whole if whole > 0 else free / len(left) for at in left}
        tight = [at for at in left if shares[at] < least[at]]
        if not tight or len(tight) == len(left):
            for at in left:
                widths[at] = shares[at]
            return widths
        for at in tight:
            widths[at] = least[at]
            left.discard(at)


def apart(
    first: tuple[float, float], second: tuple[float, float], room: float, gap: float
) -> tuple[float, float]:
    """Put two labels (place, width) beside each other, so that neither covers the other."""
    swapped = first[0] > second[0]
    left, right = (second, first) if swapped else (first, second)
    least = (left[1] + right[1]) / 2 + gap
    a, b = inside(*left, room), inside(*right, room)
    if b - a < least:
        middle = (a + b) / 2
        a = inside(middle - least / 2, left[1], room)
        b = min(max(middle + least / 2, a + least), room - right[1] / 2)
        a = min(a, b - least)
    return (b, a) if swapped else (a, b)


def inside(at: float, wide: float, room: float) -> float:
    """Give the middle of a label that stays within the room."""
    return min(max(at, wide / 2), max(wide / 2, room - wide / 2))
