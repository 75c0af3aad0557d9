"""What values about people must be, and what a tax code tells of its holder. Pure but for the day.

A person's tax code is made of surname, name, date of birth, sex and place: what it tells need not
be typed. Nobody is refused for a code that says something else than the record: codes are given by
an office, and one that seems wrong may be the right one; a list hints at it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from ytefas.rules.rule import Fault, Rule

_MONTHS: Final = "ABCDEHLMPRST"
_DIGITS: Final = str.maketrans("LMNPQRSTUV", "0123456789")  # where two people had the same code
_FEMALE: Final = 40  # what is added to the day of birth of a woman
_LENGTH: Final = 16
_VOWELS: Final = "AEIOU"
_MOST_OF_A_NAME: Final = 4  # consonants from which a name drops its second one
_OLDEST: Final = 1900


@dataclass(frozen=True, slots=True)
class Born:
    """What a tax code tells of its holder."""

    on: date
    sex: str


def born(tax_code: str, *, today: date) -> Born | None:
    """Read date of birth and sex out of a person's tax code; None when it tells none.

    It has two digits of the year: they mean the latest year that is not in the future.
    """
    if len(tax_code) != _LENGTH:
        return None
    year, day = (tax_code[at : at + 2].translate(_DIGITS) for at in (6, 9))
    month = _MONTHS.find(tax_code[8])
    if not (year + day).isdigit() or month < 0:
        return None
    sex = "F" if int(day) > _FEMALE else "M"
    for century in (today.year // 100, today.year // 100 - 1):
        try:
            on = date(century * 100 + int(year), month + 1, int(day) % _FEMALE)
        except ValueError:
            continue
        if on <= today:
            return Born(on, sex)
    return None


def initials(surname: str, name: str) -> str:
    """Give the first six letters of the tax code of somebody who is called so."""
    return _letters(surname) + _letters(name, is_name=True)


def _born_on(tax_code: str | None) -> date | None:
    told = born(tax_code or "", today=datetime.now(tz=UTC).date())
    return None if told is None else told.on


def _sex_told(tax_code: str | None) -> str | None:
    told = born(tax_code or "", today=datetime.now(tz=UTC).date())
    return None if told is None else told.sex


def _letters(word: str, *, is_name: bool = False) -> str:
    plain = unicodedata.normalize("NFD", word).upper()
    letters = re.sub(r"[^A-Z]", "", plain)
    consonants = "".join(letter for letter in letters if letter not in _VOWELS)
    vowels = "".join(letter for letter in letters if letter in _VOWELS)
    if is_name and len(consonants) >= _MOST_OF_A_NAME:
        return consonants[0] + consonants[2:4]
    return (consonants + vowels + "XXX")[:3]


def _birth(value: date) -> Fault | None:
    today = datetime.now(tz=UTC).date()
    return None if date(_OLDEST, 1, 1) <= value <= today else Fault("birth")


def _percent(value: Decimal) -> Fault | None:
    return None if 1 <= value <= 100 else Fault("percent")  # noqa: PLR2004 - what a percentage is


RULES: Final[Mapping[str, Rule]] = {
    "birth": Rule(_birth),
    "percent": Rule(_percent),
}
DERIVATIONS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "born_on": _born_on,
    "sex_told": _sex_told,
}
