"""Codes of substances: what is read, what is refused and why, and what follows from them."""

from datetime import date
from typing import Any

import pytest

from ytefas.rules.checks import months_later, next_due
from ytefas.rules.chemicals import cas_digit, cmr_of, ec_digit, pictograms_of
from ytefas.rules.home import today
from ytefas.rules.phrases import EUH_PHRASES, H_PHRASES, PICTOGRAMS, PICTOGRAMS_OF
from ytefas.rules.values import RULES
from ytefas.words import LOCALES, catalogue


def read(rule: str, typed: Any) -> tuple[Any, str | None]:
    tidied = RULES[rule].tidy(typed)
    fault = RULES[rule].fault(tidied)
    return tidied, None if fault is None else fault.reason


@pytest.mark.parametrize(
    ("rule", "typed", "kept"),
    [
        ("cas", "67-64-1", "67-64-1"),
        ("cas", " CAS 67641", "67-64-1"),
        ("cas", "7732 18 5", "7732-18-5"),
        ("cas", "74–86–2", "74-86-2"),
        ("ec", "2006622", "200-662-2"),
        ("ec", "CE 231-595-7", "231-595-7"),
    ],
)
def test_numbers_of_registers_are_written_as_theirs(rule: str, typed: str, kept: str) -> None:
    assert read(rule, typed) == (kept, None)


@pytest.mark.parametrize(
    ("rule", "typed", "reason"),
    [
        ("cas", "67-64-2", "cas_check"),
        ("cas", "acetone", "cas_form"),
        ("cas", "6-64-1", "cas_form"),
        ("ec", "200-662-3", "ec_check"),
        ("ec", "20-662-2", "ec_form"),
    ],
)
def test_a_wrong_number_is_noticed(rule: str, typed: str, reason: str) -> None:
    assert read(rule, typed)[1] == reason


def test_every_changed_digit_of_an_ec_number_is_noticed() -> None:
    good = "231-639-5"
    for place, letter in enumerate(good):
        for digit in set("0123456789") - {letter} if letter != "-" else ():
            wrong = good[:place] + digit + good[place + 1 :]
            assert RULES["ec"].fault(wrong) is not None, wrong
    assert cas_digit("766493") == "9"
    assert ec_digit("231639") == "5"


def test_statements_are_read_as_a_sheet_has_them() -> None:
    typed = ["336; 225", "h 319/H302 + h312", "H225", "350I"]
    kept = ["H225", "H302+H312", "H319", "H336", "H350i"]
    assert read("h_codes", typed) == (kept, None)
    assert read("euh_codes", ["66 201a", "EUH 066"]) == (["EUH066", "EUH201A"], None)
    assert read("pictograms", ["7", "ghs2"]) == (["GHS02", "GHS07"], None)


def test_statements_joined_that_do_not_go_together_come_apart() -> None:
    assert read("h_codes", ["H315+H319"]) == (["H315", "H319"], None)
    assert read("h_codes", ["H310+H300"]) == (["H300+H310"], None)


@pytest.mark.parametrize(
    ("rule", "typed", "reason", "named"),
    [
        ("h_codes", "H225 H999 H998", "h_unknown", "H998, H999"),
        ("h_codes", "EUH066", "h_is_euh", "EUH066"),
        ("h_codes", "P210", "h_is_precaution", "P210"),
        ("h_codes", "R11", "h_is_old", "R11"),
        ("h_codes", "303", "h_not_clp", "H303"),
        ("h_codes", "h360fd", "h_letters", "H360fd"),
        ("euh_codes", "H225", "euh_is_h", "H225"),
        ("euh_codes", "EUH999", "euh_unknown", "EUH999"),
        ("pictograms", "GHS10", "pictogram_unknown", "GHS10"),
    ],
)
def test_a_wrong_code_is_named_with_its_reason(
    rule: str, typed: str, reason: str, named: str
) -> None:
    fault = RULES[rule].fault(RULES[rule].tidy([typed]))
    assert fault is not None
    assert (fault.reason, fault.facts["codes"]) == (reason, named)


def test_every_statement_has_words_and_is_itself() -> None:
    for rule, said in (("h_codes", H_PHRASES), ("euh_codes", EUH_PHRASES),
                       ("pictograms", PICTOGRAMS)):  # fmt: skip
        assert all(it and en for it, en in said.values())
        assert read(rule, [*said])[1] is None
        assert sorted(RULES[rule].tidy([*said])) == sorted(said)


@pytest.mark.parametrize(
    ("codes", "signs"),
    [
        (["H225", "H319", "H336"], ["GHS02", "GHS07"]),
        (["H301", "H302"], ["GHS06"]),  # the skull leaves no room for the exclamation mark
        (["H314", "H315"], ["GHS05"]),
        (["H314", "H302"], ["GHS05", "GHS07"]),  # another kind of harm keeps it
        (["H290", "H319"], ["GHS05", "GHS07"]),  # what eats metals says nothing of eyes
        (["H334", "H317"], ["GHS08"]),
        (["H300+H310", "H410"], ["GHS06", "GHS09"]),
        (["H412", "H205"], []),
        (None, []),
    ],
)
def test_pictograms_follow_from_statements(codes: list[str] | None, signs: list[str]) -> None:
    assert pictograms_of(codes) == signs
    assert {sign for of in PICTOGRAMS_OF.values() for sign in of} == set(PICTOGRAMS)


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["H350i", "H341"], "C1B"),
        (["H340", "H351"], "M1B"),
        (["H360FD"], "R1B"),
        (["H351", "H361d"], "C2"),
        (["H341"], "M2"),
        (["H361"], "R2"),
        (["H225", "H362"], "none"),
        ([], "none"),
    ],
)
def test_the_gravest_cmr_class_counts(codes: list[str], found: str) -> None:
    assert cmr_of(codes) == found


def test_limits_are_tidied_and_judged_row_by_row() -> None:
    row = {"agent": " Acetone ", "eight_hours": "1.210,0", "unit": "mg/m3"}
    assert read("oel", [row])[1] == "oel_number"
    row["eight_hours"] = " 0,50 "
    assert read("oel", [row, {"unit": "ppm"}, {"agent": ""}]) == (
        [{"agent": "Acetone", "eight_hours": "0.5", "unit": "mg/m3"}], None,
    )  # fmt: skip
    wrong = {
        "oel_agent": {"eight_hours": "1", "unit": "ppm"},
        "oel_unit": {"agent": "x", "eight_hours": "1", "unit": "furlong"},
        "oel_value": {"agent": "x", "unit": "ppm"},
        "oel_number": {"agent": "x", "eight_hours": "-1", "unit": "ppm"},
        "oel_short": {"agent": "x", "eight_hours": "10", "short_term": "5", "unit": "ppm"},
        "oel_form": {"agent": "x", "colour": "red"},
    }
    good = {"agent": "x", "short_term": "5", "unit": "ppm", "source": "ACGIH"}
    for reason, bad in wrong.items():
        fault = RULES["oel"].fault(RULES["oel"].tidy([good, bad]))
        assert fault is not None
        assert (fault.reason, fault.facts.get("row")) in {(reason, "2"), (reason, None)}
    forms: tuple[Any, ...] = ("text", {"agent": "x"}, [1], [{"agent": ["x"]}], [good] * 51)
    for form in forms:
        assert read("oel", form)[1] == "oel_form"


def test_every_reason_has_its_sentence() -> None:
    reasons = (
        "cas_form cas_check ec_form ec_check h_unknown h_is_euh h_is_precaution h_is_old "
        "h_not_clp h_letters euh_is_h euh_unknown pictogram_unknown oel_form oel_agent "
        "oel_unit oel_value oel_number oel_short minutes_day year at_least_one "
        "done_needs_outcome next_before_done"
    )
    for locale in LOCALES:
        assert {f"field.{reason}" for reason in reasons.split()} <= catalogue(locale).keys()


def test_years_and_minutes_have_bounds() -> None:
    assert read("year", 1998) == (1998, None)
    assert read("year", today().year + 2)[1] == "year"
    assert read("year", 98)[1] == "year"
    assert read("minutes_day", 1440)[1] is None
    assert read("minutes_day", 1441)[1] == "minutes_day"


def test_the_next_check_follows_from_the_period() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2026, 3, 15), -3) == date(2025, 12, 15)
    assert next_due(date(2026, 5, 4), "statutory", 24) == date(2028, 5, 4)
    assert next_due(date(2026, 5, 4), "rope_chain", 24) == date(2026, 8, 4), "the law's own"
    assert next_due(date(2026, 5, 4), "internal", None) is None
