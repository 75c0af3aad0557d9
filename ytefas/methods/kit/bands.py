"""Bands: where a score falls, how urgently that asks for action, and what follows."""

from dataclasses import dataclass
from math import inf
from typing import Literal

from ytefas.methods.kit.numbers import SLACK, half_up
from ytefas.methods.kit.words import Words

NO_UPPER_EDGE = inf


@dataclass(frozen=True, slots=True)
class Band:
    """One class of a method. `level` 0-4 is how urgently to act, common to all methods."""

    code: str
    level: int
    word: Words  # as the method's tradition says it
    upto: float = NO_UPPER_EDGE  # its upper edge
    consequence: Words | None = None  # what it asks for, with the article that says so
    closed: Literal["upper", "lower"] | None = None  # whose `upto` is, if not as the scale says


@dataclass(frozen=True)
class Scale:
    """Bands from the lowest to the highest, without gap or overlap.

    `closed` says to which band an edge belongs: "upper" (≤, the edge is the lower band's) or
    "lower" (<, the edge begins the next). `digits`: the score is rounded half up to the printed
    precision first, because the printed bands have gaps between them.
    """

    measure: str  # the key of the value that is banded
    label: Words
    bands: tuple[Band, ...]
    low: float = 0.0  # the lowest score there is, for drawing
    high: float | None = None  # likewise
    unit: str = ""
    digits: int | None = None
    shown: int = 2  # digits shown
    closed: Literal["upper", "lower"] = "upper"
    window: bool = False  # the best is in the middle: a class may stand on both sides of it

    def band(self, score: float | None) -> Band:
        """Find the band of a score; what cannot be computed is in the worst."""
        if score is None:
            return self.bands[-1]
        if self.digits is not None:
            score = half_up(score, self.digits)
        for band in self.bands:
            own = (band.closed or self.closed) == "upper"
            if score <= band.upto + SLACK if own else score < band.upto - SLACK:
                return band
        return self.bands[-1]

    def named(self, code: str) -> Band:
        """Find a band by its code, where rules other than an edge decide."""
        return next(band for band in self.bands if band.code == code)
