"""What a value must be before it is stored, and what follows from it. Pure.

A field names its rule (`schema/base.Field.rule`); the store asks it at every save, whoever sends
it. A rule first tidies what was typed (spaces, capitals), then says what is wrong as a reason with
its facts: the sentence is `field.<reason>` of the catalogues, and says how to put it right.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from ytefas.rules import cases, checks, chemicals, people, preset_content
from ytefas.rules.rule import Fault, Rule

_ODD: Final = dict(zip(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    (1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
     1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
    strict=True,
))  # fmt: skip
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# The seven places of digits may hold letters instead, where two people would have the same code.
_PERSON: Final = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
)
_MAIL: Final = re.compile(r"[^\s@<>(),;:\"\[\]]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_ATECO: Final = re.compile(r"\d{2}(?:\.\d(?:\d(?:\.\d{1,2})?)?)?")
VAT_DIGITS: Final = 11
PERSON_LETTERS: Final = 16
_YEAR: Final = 365  # days


def luhn_digit(digits: str) -> str:
    """Give the check digit of a VAT number: odd places once, even ones doubled, nines cast out."""
    total = 0
    for place, digit in enumerate(map(int, digits), start=1):
        doubled = digit * 2
        total += digit if place % 2 else doubled - 9 * (doubled > 9)  # noqa: PLR2004 - two digits
    return str(-total % 10)


def person_letter(code: str) -> str:
    """Give the last letter of a person's tax code from the fifteen before it."""
    total = 0
    for place, letter in enumerate(code, start=1):
        plain = int(letter) if letter.isdigit() else _LETTERS.index(letter)
        total += _ODD[letter] if place % 2 else plain
    return _LETTERS[total % 26]


def _vat(value: str) -> Fault | None:
    if not re.fullmatch(r"[0-9]{11}", value):
        return Fault("vat_form", {"count": str(len(value))})
    digit = luhn_digit(value[:-1])
    return None if value[-1] == digit else Fault("vat_check", {"digit": digit})


def _tax_code(value: str) -> Fault | None:
    if value.isdigit() and len(value) == VAT_DIGITS:
        return _vat(value)
    if len(value) != PERSON_LETTERS:
        return Fault("tax_code_length", {"count": str(len(value))})
    if not _PERSON.fullmatch(value):
        return Fault("tax_code_form")
    letter = person_letter(value[:-1])
    return None if value[-1] == letter else Fault("tax_code_check", {"letter": letter})


def _email(value: str) -> Fault | None:
    return None if _MAIL.fullmatch(value) else Fault("email_form")


def _ateco(codes: Sequence[str]) -> Fault | None:
    for code in codes:
        if not _ATECO.fullmatch(code):
            return Fault("ateco_form", {"code": code[:20]})
        if code[:2] not in _DIVISIONS:
            return Fault("ateco_division", {"code": code[:20]})
    return None


def _tidy_ateco(codes: Sequence[str]) -> list[str]:
    """Write codes as the register does: bare digits get their points, each code stands once."""
    tidied = []
    for code in codes:
        bare = re.sub(r"\s", "", str(code))
        if re.fullmatch(r"\d{3,6}", bare):
            bare = ".".join(part for part in (bare[:2], bare[2:4], bare[4:]) if part)
        tidied.append(bare)
    return list(dict.fromkeys(one for one in tidied if one))


_ADDRESS: Final = frozenset({"street", "postcode", "city", "province", "country"})


def _address(value: Any) -> Fault | None:
    if not isinstance(value, Mapping):
        return Fault("address_form")
    if not value.keys() <= _ADDRESS or not all(isinstance(one, str) for one in value.values()):
        return Fault("address_form")
    if value.get("country", "IT") != "IT":
        return None
    postcode, province = value.get("postcode"), value.get("province")
    if postcode and not re.fullmatch(r"[0-9]{5}", postcode):
        return Fault("postcode_form", {"postcode": postcode[:10]})
    if province and not re.fullmatch(r"[A-Z]{2}", province):
        return Fault("province_form", {"province": province[:20]})
    return None


def _tidy_address(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    tidied = {name: one.strip() if isinstance(one, str) else one for name, one in value.items()}
    for name in ("province", "country"):
        if isinstance(tidied.get(name), str):
            tidied[name] = tidied[name].upper()
    return {name: one for name, one in tidied.items() if one not in ("", None)}


def _istat(value: str) -> Fault | None:
    return None if re.fullmatch(r"[0-9]{6}", value) else Fault("istat_form")


def _positive(value: Decimal | int) -> Fault | None:
    return None if value > 0 else Fault("not_positive")


def _not_negative(value: Decimal | int) -> Fault | None:
    return None if value >= 0 else Fault("negative")


def _between(low: int, high: int, reason: str) -> Callable[[Decimal], Fault | None]:
    return lambda value: None if low <= value <= high else Fault(reason)


def _colour(value: str) -> Fault | None:
    return None if re.fullmatch(r"#[0-9a-f]{6}", value) else Fault("colour_form")


def _footer(value: str) -> Fault | None:
    return Fault("footer_lines") if value.count("\n") > 2 else None  # noqa: PLR2004 - three lines


def _days_before(days: Sequence[str]) -> Fault | None:
    allowed = all(re.fullmatch(r"[0-9]{1,3}", day) and int(day) <= _YEAR for day in days)
    return None if allowed else Fault("days_before_range")


def _tidy_days(days: Sequence[str]) -> list[str]:
    """Put the furthest day first, as they come, each once; what is no number stays to be told."""
    tidied = {str(day).strip().lstrip("0") or "0" for day in days}
    return sorted(tidied, key=lambda day: (not day.isdigit(), -int(day) if day.isdigit() else 0))


def _bare(value: str) -> str:
    return re.sub(r"[\s./-]", "", value).upper()


RULES: Final[Mapping[str, Rule]] = {
    "vat": Rule(_vat, lambda value: _bare(value).removeprefix("IT")),
    "tax_code": Rule(_tax_code, _bare),
    "email": Rule(_email, str.strip),
    "ateco": Rule(_ateco, _tidy_ateco),
    "ateco_prefix": Rule(lambda code: _ateco([code]), lambda code: "".join(_tidy_ateco([code]))),
    "address": Rule(_address, _tidy_address),
    "istat": Rule(_istat, str.strip),
    "positive": Rule(_positive),
    "not_negative": Rule(_not_negative),
    "week_hours": Rule(_between(0, 168, "week_hours_form")),
    "latitude": Rule(_between(-90, 90, "latitude_form")),
    "longitude": Rule(_between(-180, 180, "longitude_form")),
    "colour": Rule(_colour, lambda value: value.strip().lower()),
    "footer": Rule(_footer, str.strip),
    "retention": Rule(_between(1, 50, "retention_years")),
    "days_before": Rule(_days_before, _tidy_days),
    "interval_days": Rule(_between(1, 90, "interval_days")),
    **cases.RULES,
    **checks.RULES,
    **chemicals.RULES,
    **people.RULES,
    **preset_content.RULES,
}


# -- what follows from ATECO codes

# The classes of the State-Regions agreement of 21 December 2011 (annex 2), by division. A division
# that is not in them (publishing, which it counts by another classification; families producing
# for themselves) decides nothing.
_CLASSES: Final = {
    "low": "45 46 47 55 56 59 60 62 63 64 65 66 68 69 70 71 72 73 74 75 77 78 79 80 81 82 90 91 92"
           " 93 94 95 96 97 99",
    "medium": "01 02 03 49 50 51 52 53 61 84 85 88",
    "high": "05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33"
            " 35 36 37 38 39 41 42 43 86 87",
}  # fmt: skip
_CLASS_OF: Final = {
    division: name for name, divisions in _CLASSES.items() for division in divisions.split()
}
_DIVISIONS: Final = frozenset({*_CLASS_OF, "58", "98"})
_RISING: Final = ("low", "medium", "high")


def ateco_class(codes: Sequence[str] | None) -> str | None:
    """Find the risk class of a firm: the highest of its codes; None when none of them decides."""
    known = [_CLASS_OF[code[:2]] for code in codes or () if code[:2] in _CLASS_OF]
    return max(known, key=_RISING.index, default=None)


DERIVATIONS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "ateco_class": ateco_class,
    **chemicals.DERIVATIONS,
    **people.DERIVATIONS,
}
