"""A figure from the side whose limbs stand as they were judged, each with its score."""

from math import asin, atan2, cos, hypot, pi, radians, sin
from typing import Final

from typing_extensions import override

from reports.kit.ink import INK, RULE, SECOND, WHITE, level_of
from reports.kit.pen import Drawn, Pen, Point
from reports.kit.speech import Speech
from reports.kit.type import NARROW, NARROW_BOLD, width
from reports.pictures.scale import Data

_HIGH: Final = 190.0
_FRAME: Final = (-62.0, 124.0, -226.0, 8.0)  # left, right, top, bottom of any posture
_HEAD: Final = 12.5
_BEHIND: Final = frozenset({"neck", "trunk", "legs"})
_PLAIN: Final = ("#DFE3E6", "#798288")
Limb = tuple[str | None, list[Point]]


class Body(Drawn):
    """One posture; before and after are two of these, side by side."""

    def __init__(self, picture: Data, speech: Speech, title: str = "") -> None:
        super().__init__()
        self._data, self._speech, self._title = picture, speech, title

    @override
    def tall(self, wide: float) -> float:
        del wide
        return _HIGH + (12 if self._title else 0)

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        top = 0.0
        if self._title:
            pen.text((0, 8), self._title, font=NARROW_BOLD, size=8.6)
            top = 12.0
        labels = {limb["part"]: self._said(limb) for limb in self._data["limbs"]}
        sides = {
            behind: max([0.0, *(max(width(one, NARROW_BOLD, 8.2) for one in said)
                                for part, said in labels.items() if (part in _BEHIND) == behind)])
            + 22
            for behind in (True, False)
        }  # fmt: skip
        free = wide - sides[True] - sides[False] - 14
        scale = min((_HIGH - 8) / (_FRAME[3] - _FRAME[2]), free / (_FRAME[1] - _FRAME[0]))
        origin = (sides[True] + 6 - _FRAME[0] * scale, top + _HIGH - 4 - _FRAME[3] * scale)

        def on(point: Point) -> Point:
            return origin[0] + point[0] * scale, origin[1] + point[1] * scale

        limbs, spots, seat = posture(self._data)
        pen.line(on((-60, 6)), on((70, 6)), colour=RULE, thick=0.8)
        if seat is not None:
            x, y = seat
            for begin, end in (((x - 18, y), (x + 28, y)), ((x + 4, y), (x + 4, 6.0)),
                               ((x - 17, y - 4), (x - 24, y - 44))):  # fmt: skip
                pen.line(on(begin), on(end), colour=RULE, thick=2)
        levels = {limb["part"]: limb["level"] for limb in self._data["limbs"]}
        for part, points in limbs:
            ink = level_of(levels[part]) if part in levels else None
            fill, line = (ink.fill, ink.line) if ink else _PLAIN
            pen.shape([on(point) for point in points], fill=fill, line=line, thick=0.6)
        self._notes(pen, labels, {part: on(spot) for part, spot in spots.items()},
                    (wide, sides[True] + 12 + (_FRAME[1] - _FRAME[0]) * scale, top))  # fmt: skip

    def _said(self, limb: Data) -> tuple[str, str]:
        of = "su" if self._speech.language == "it" else "of"
        return str(limb["label"]), f"{limb['score']} {of} {limb['most']}"

    def _notes(
        self, pen: Pen, labels: dict[str, tuple[str, str]], spots: dict[str, Point],
        places: tuple[float, float, float],
    ) -> None:  # fmt: skip
        levels = {limb["part"]: limb["level"] for limb in self._data["limbs"]}
        for behind in (True, False):
            here = sorted((part for part in labels if (part in _BEHIND) == behind),
                          key=lambda part: spots[part][1])  # fmt: skip
            ys = _down([spots[part][1] for part in here], places[2] + 12, places[2] + _HIGH - 14)
            for part, y in zip(here, ys, strict=True):
                x = 6.0 if behind else places[1]
                name, score = labels[part]
                begin = x + 12 + max(width(name, NARROW_BOLD, 8.2), 18) + 4 if behind else x - 9
                pen.line((begin, y), spots[part], colour=SECOND, thick=0.5)
                pen.disc(spots[part], 1.6, fill=INK, line=WHITE, thick=0.5)
                pen.badge((x, y), levels[part], 5.2)
                pen.text((x + 12, y - 1), name, size=8.2, font=NARROW_BOLD)
                pen.text((x + 12, y + 8.6), score, size=8.2, font=NARROW, colour=SECOND)


def _down(wanted: list[float], least: float, most: float) -> list[float]:
    """Put labels in a column near what they mean, none over another."""
    step, floor, ys = 25.0, least, []
    for one in wanted:
        floor = max(floor, one)
        ys.append(floor)
        floor += step
    ceiling = most
    for at in range(len(ys) - 1, -1, -1):
        ys[at] = min(ys[at], ceiling)
        ceiling = ys[at] - step
    return ys


def posture(data: Data) -> tuple[list[Limb], dict[str, Point], Point | None]:
    """Stand a body as its limbs say: outlines, where each is told, where it sits."""
    angles = {limb["part"]: float(limb.get("angle", 0.0)) for limb in data["limbs"]}
    seated = bool(data.get("seated"))
    knee = min(120.0, max(0.0, angles.get("legs", 0.0)))
    thigh, shin = (86.0, -4.0) if seated else (knee / 2, -knee / 2)
    hip = (-24.0 if seated else -6.0, -(48 * cos(radians(thigh)) + 46 * cos(radians(shin)) + 4))
    knee_at = _to(hip, 48, thigh)
    ankle = _to(knee_at, 46, shin)
    far_knee = _to(hip, 48, thigh - (5 if seated else 7))
    far_ankle = _to(far_knee, 46, shin - 5)
    lean = angles.get("trunk", 0.0)
    shoulders = _to(hip, -56, -lean)
    bow = lean + angles.get("neck", 0.0)
    skull = _to(_to(shoulders, -8, -lean), -9, -bow)
    head = _to(skull, -(_HEAD - 1.5), -bow)
    shoulder = _to(hip, -50, -lean)
    raised = angles.get("upper_arm", 5.0) - lean
    elbow = _to(shoulder, 35, raised)
    bent = raised + angles.get("lower_arm", 20.0)
    wrist = _to(elbow, 30, bent)
    hand = _to(wrist, 12, bent + angles.get("wrist", 0.0))
    limbs: list[Limb] = [
        (None, _limb(hip, far_knee, 8.5, 6.5)), (None, _limb(far_knee, far_ankle, 6, 4.5)),
        ("legs", _limb(ankle, (ankle[0] + 15, ankle[1] + 1.5), 4.5, 3.2)),
        ("legs", _limb(knee_at, ankle, 6.5, 4.6)), ("legs", _limb(hip, knee_at, 9.5, 7)),
        ("neck", _limb(shoulders, skull, 5.5, 5)), ("trunk", _limb(shoulder, hip, 12.5, 10.5)),
        (None, _oval(head, bow)),
        ("wrist", _limb(wrist, hand, 4.4, 3.6)), ("lower_arm", _limb(elbow, wrist, 5.4, 4.2)),
        ("upper_arm", _limb(shoulder, elbow, 6.8, 5.4)),
    ]  # fmt: skip
    spots = {
        "neck": _between(shoulders, skull, 0.7), "trunk": _between(hip, shoulder, 0.5),
        "upper_arm": _between(shoulder, elbow, 0.55), "lower_arm": _between(elbow, wrist, 0.5),
        "wrist": _between(wrist, hand, 0.6), "legs": _between(knee_at, ankle, 0.3),
    }  # fmt: skip
    return limbs, spots, (hip[0] - 2, hip[1] + 11) if seated else None


def _to(start: Point, length: float, degrees: float) -> Point:
    """Go so far, so many degrees forward from straight down; upwards with a negative length."""
    return start[0] + length * sin(radians(degrees)), start[1] + length * cos(radians(degrees))


def _between(a: Point, b: Point, at: float) -> Point:
    return a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at


def _limb(start: Point, end: Point, wide: float, thin: float) -> list[Point]:
    """Outline a limb: round at both ends, thinner towards the second."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    lean = asin(max(-1.0, min(1.0, (wide - thin) / length)))
    along = atan2(end[1] - start[1], end[0] - start[0])
    turn = pi / 2 - lean
    return _arc(end, thin, along + turn, along - turn) + _arc(
        start, wide, along - turn, along + turn - 2 * pi
    )


def _arc(centre: Point, radius: float, begin: float, end: float) -> list[Point]:
    steps = 14
    angles = [begin + (end - begin) * at / steps for at in range(steps + 1)]
    return [(centre[0] + radius * cos(one), centre[1] + radius * sin(one)) for one in angles]


def _oval(centre: Point, lean: float) -> list[Point]:
    turn = radians(lean)
    points = []
    for at in range(40):
        angle = 2 * pi * at / 40
        x, y = (_HEAD - 1.5) * cos(angle), (_HEAD + 1) * sin(angle)
        points.append((centre[0] + x * cos(turn) - y * sin(turn),
                       centre[1] + x * sin(turn) + y * cos(turn)))  # fmt: skip
    return points
