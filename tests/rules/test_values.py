"""Rules of values: check digits, forms, and what follows from ATECO codes."""

import pytest

from ytefas.rules.values import RULES, ateco_class, luhn_digit, person_letter


def test_a_person_s_code_may_hold_letters_for_digits_and_ends_with_its_own() -> None:
    for start in ("RSSMRA80A01H501", "RSSMRA80A01H50M", "VRDLGU50B02F205"):
        good = start + person_letter(start)
        assert RULES["tax_code"].fault(good) is None
        wrong = start + ("A" if good[-1] != "A" else "B")
        fault = RULES["tax_code"].fault(wrong)
        assert fault is not None
        assert fault.facts == {"letter": good[-1]}


def test_the_known_example_holds() -> None:
    assert person_letter("RSSMRA80A01H501") == "U"
    assert luhn_digit("0219486002") == "5"
    assert RULES["vat"].fault("02194860025") is None


def test_every_changed_digit_of_a_vat_number_is_noticed() -> None:
    good = "02194860025"
    for place in range(11):
        for digit in set("0123456789") - {good[place]}:
            wrong = good[:place] + digit + good[place + 1 :]
            assert RULES["vat"].fault(wrong) is not None, wrong


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("IT 021 948 600 25", "02194860025"), ("021.948.600-25", "02194860025")],
)
def test_what_is_typed_is_tidied(typed: str, kept: str) -> None:
    assert RULES["vat"].tidy(typed) == kept


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["56.11"], "low"),
        (["84.11", "56.11"], "medium"),
        (["56.11", "43.21", "01.11"], "high"),
        (["58.11"], None),
        ([], None),
        (None, None),
    ],
)
def test_the_highest_class_of_the_codes_counts(codes: list[str] | None, found: str | None) -> None:
    assert ateco_class(codes) == found


@pytest.mark.parametrize("mail", ["a@b.it", "nome.cognome+x@pec.studio.example"])
def test_good_addresses(mail: str) -> None:
    assert RULES["email"].fault(mail) is None


@pytest.mark.parametrize("mail", ["a@b", "a b@c.it", "@c.it", "a@-c.it", "a@c..it", "a@c.it,"])
def test_bad_addresses(mail: str) -> None:
    assert RULES["email"].fault(mail) is not None
