"""What a password may be: long, and not what somebody would try first."""

import pytest

from ytefas.errors import InvalidFields
from ytefas.rules.leaked import known, leaked
from ytefas.rules.login import LoginLimits
from ytefas.rules.passwords import check_password

ANNA = ("anna.rossi@studio-verdi.it", "Anna", "Rossi")


def refusal(password: str) -> str | None:
    try:
        check_password(password, limits=LoginLimits(), personal=ANNA, breached=leaked)
    except InvalidFields as refused:
        reason: str = refused.fields["errors"]["password"]
        return reason
    return None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("tre galline", "too_short"),
        ("x" * 1025, "too_long"),
        ("aaaaaaaaaaaaa", "repeated"),
        ("aaaabbbbaaaabbbb", "repeated"),
        ("abcabcabcabcab", "repeated"),
        ("abcdefghijklm", "sequence"),
        ("210987654321", "sequence"),
        ("qwertyuiopasd", "sequence"),
        ("password1234!", "breached"),
        ("P4ssw0rd2026!", "breached"),
        ("1234juventus!", "breached"),
        ("Anna.Rossi.2026", "personal"),
        ("ytefas-rossi-1", "personal"),
        ("studio-verdi-26", "personal"),
        ("anna.rossi@studio-verdi.it", "is_the_email"),
    ],
)
def test_what_is_tried_first_is_refused(password: str, reason: str) -> None:
    assert refusal(password) == reason


@pytest.mark.parametrize(
    "password",
    [
        "tre galline e un bue",
        "correct horse battery staple",
        "perché sì, è così",
        "Rossi ha sei cavalli grigi",
        "gkd83nfpq04m",
        "🔒🔑🚪🏠🌳🌊🍋🐈🎻🚲🧭🍞",
        "una frase lunga " * 64,
    ],
)
def test_whatever_is_long_and_ones_own_is_taken(password: str) -> None:
    assert refusal(password) is None


def test_the_list_ships_with_its_origin_and_holds_no_empty_word() -> None:
    assert len(known()) > 20_000
    assert all(word == word.lower() and len(word) >= 5 for word in known())
