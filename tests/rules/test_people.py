"""What values about people must be, and what a tax code tells of its holder."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from ytefas.rules.people import Born, born, initials
from ytefas.rules.values import DERIVATIONS, RULES, person_letter

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("RSSMRA80A01H501U", Born(date(1980, 1, 1), "M")),
        ("RSSMRA80A41H501Y", Born(date(1980, 1, 1), "F")),
        ("RSSMRAUVA01H501A", Born(date(1989, 1, 1), "M")),  # letters stand for digits
        ("VRDLGI26T31H501X", Born(date(1926, 12, 31), "M")),  # that day is still to come
        ("VRDLGI26L01H501X", Born(date(2026, 7, 1), "M")),
        ("VRDLGI80B31H501X", None),  # no such day
        ("12345678901", None),
        ("", None),
    ],
)
def test_a_tax_code_tells_birthday_and_sex(code: str, told: Born | None) -> None:
    assert born(code, today=TODAY) == told


@pytest.mark.parametrize(
    ("surname", "name", "letters"),
    [
        ("Rossi", "Maria", "RSSMRA"),
        ("Fo", "Al", "FOXLAX"),
        ("D'Angelo", "Gianfranco", "DNGGFR"),
        ("Müller", "Aurelio", "MLLRLA"),
        ("Zanin", "Roberto", "ZNNRRT"),
    ],
)
def test_names_give_six_letters(surname: str, name: str, letters: str) -> None:
    assert initials(surname, name) == letters


def test_what_is_made_of_it_passes_the_rule_of_the_field() -> None:
    code = "RSSMRA80A41H501"
    whole = code + person_letter(code)
    assert RULES["tax_code"].fault(whole) is None
    assert DERIVATIONS["born_on"](whole) == date(1980, 1, 1)
    assert DERIVATIONS["sex_told"](whole) == "F"
    assert DERIVATIONS["born_on"](None) is None
    assert DERIVATIONS["sex_told"]("12345678901") is None


def test_nobody_is_born_tomorrow_nor_long_ago() -> None:
    today = datetime.now(tz=UTC).date()
    fault = RULES["birth"].fault
    assert fault(today) is None
    for wrong in (today + timedelta(days=1), date(1899, 12, 31)):
        found = fault(wrong)
        assert found is not None
        assert found.reason == "birth"


@pytest.mark.parametrize(
    ("value", "right"), [("0.5", False), ("1", True), ("62.5", True), ("100", True), ("101", False)]
)
def test_a_share_of_full_time_goes_from_one_to_a_hundred(value: str, right: bool) -> None:
    assert (RULES["percent"].fault(Decimal(value)) is None) is right
