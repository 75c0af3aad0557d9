"""Numbers on paper are written as they are on the screen."""

import pytest

from reports.kit.speech import Speech


@pytest.mark.parametrize(
    ("value", "digits", "italian", "english"),
    [
        (0, None, "0", "0"),
        (-0.001, 2, "0,00", "0.00"),
        (999.5, 1, "999,5", "999.5"),
        (3149, None, "3149", "3,149"),
        (16800, 2, "16.800,00", "16,800.00"),
        (-1234567.891, 3, "−1.234.567,891", "−1,234,567.891"),
        (-1234.5, 1, "−1234,5", "−1,234.5"),
        (1.5e12, None, "1,5e+12", "1.5e+12"),
        (3e-7, None, "3e−07", "3e−07"),
    ],
)
def test_numbers(value: float, digits: int | None, italian: str, english: str) -> None:
    assert Speech("it").number(value, digits) == italian
    assert Speech("en").number(value, digits) == english
