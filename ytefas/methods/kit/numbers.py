"""Comparing and rounding as the norms mean it, not as binary fractions happen to fall."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

SLACK: Final = 1e-9  # "equal to the limit" survives a square root and back
NOISE: Final = 9  # decimals


def half_up(value: float, digits: int) -> float:
    """Round as on paper: the decimal number that is written, halves away from zero.

    What is left beyond nine decimals is no decimal that anyone wrote: 10.01 / 10 · 4 · 1.25
    is 5.005, though it comes out as 5.00499….
    """
    plain = Decimal(repr(round(value, NOISE)))
    return float(plain.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def over(value: float, limit: float) -> bool:
    """Above the limit; on it is not above it."""
    return value > limit + SLACK


def at_least(value: float, limit: float) -> bool:
    """Reach the limit or pass it."""
    return value >= limit - SLACK


def at_most(value: float, limit: float) -> bool:
    """Stay on the limit or below it."""
    return value <= limit + SLACK


def below(value: float, limit: float) -> bool:
    """Stay below the limit; on it is not below it."""
    return value < limit - SLACK


def between(x: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """Interpolate on the line through two points."""
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
