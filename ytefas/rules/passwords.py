"""What a new password may be: long, and not what somebody would try first.

Length is the rule; which signs it is made of is not, and it never expires (NIST SP 800-63B). What
is refused is what guessers begin with: passwords that leaked, the person's own name or address and
the program's, one thing repeated, a row of the keyboard. Everyday disguises (`P4ssw0rd2024!`) are
taken off before looking.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from ytefas.errors import InvalidFields
from ytefas.rules.login import LoginLimits

PRODUCT: Final = "ytefas"
LEAST_OWN: Final = 4  # letters and digits that must be left when names are taken away
FEWEST_SIGNS: Final = 5  # different ones
SEQUENTIAL: Final = 0.7  # of the steps from sign to sign
_SHORTEST_NAME: Final = 3
_LEET: Final = str.maketrans("013457@$!", "oleastasi")
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "qwertzuiop", "azertyuiop")
_EDGES: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_FILLING: Final = re.compile(r"(19|20)\d\d|[\s!-/:-@\[-`{-~]")  # years, spaces, punctuation
_BETWEEN: Final = re.compile(r"[\W_]+")


def normal_password(raw: str) -> str:
    """One spelling per password: keyboards compose accents differently (NIST SP 800-63B, NFKC)."""
    return unicodedata.normalize("NFKC", raw)


def never(_password: str) -> bool:
    """Know of no leaked password: an installation without a list."""
    return False


def check_password(
    raw: str,
    *,
    limits: LoginLimits,
    personal: Sequence[str] = (),
    breached: Callable[[str], bool] = never,
) -> str:
    """Return the password as it is hashed, or say what is wrong with it."""
    password = normal_password(raw)
    if reason := _trouble(password, limits, personal, breached):
        least = {"password": {"least": str(limits.password_min)}}
        raise InvalidFields({"password": reason}, least if reason == "too_short" else None)
    return password


def _trouble(
    password: str, limits: LoginLimits, personal: Sequence[str], breached: Callable[[str], bool]
) -> str | None:
    if len(password) < limits.password_min:
        return "too_short"
    if len(password) > limits.password_max:
        return "too_long"
    if any(password.lower() == one.strip().lower() for one in personal if "@" in one):
        return "is_the_email"
    if is_repeated(password):
        return "repeated"
    if is_sequence(password):
        return "sequence"
    if any(breached(one) for one in disguises(password)):
        return "breached"
    return "personal" if is_personal(password, personal) else None


def disguises(password: str) -> Iterator[str]:
    """Give a password as it is, and what it is under everyday disguises."""
    lower = password.lower()
    yield lower
    core = _EDGES.sub("", lower)
    yield core
    plain = lower.translate(_LEET)
    yield plain
    yield _EDGES.sub("", plain)
    yield _EDGES.sub("", lower).translate(_LEET)


def is_repeated(password: str) -> bool:
    """Tell `aaaaaaaaaaaa` and `abcabcabcabc`."""
    lower = password.lower()
    if len(set(lower)) < FEWEST_SIGNS:
        return True
    return any(
        lower == (lower[:size] * (len(lower) // size + 1))[: len(lower)]
        for size in range(1, min(len(lower) // 2, 7))
    )


def is_sequence(password: str) -> bool:
    """Tell `abcdefghijkl`, `987654321098` and what fingers do on a keyboard."""
    lower = password.lower()
    steps = sum(_follows(a, b) for a, b in pairwise(lower))
    return steps >= SEQUENTIAL * (len(lower) - 1)


def is_personal(password: str, personal: Sequence[str]) -> bool:
    """Tell a password that is little more than names everybody knows."""
    left = password.lower()
    for name in sorted(_names(personal), key=len, reverse=True):
        left = left.replace(name, " ")
    return len(_FILLING.sub("", left)) < LEAST_OWN


def _names(personal: Sequence[str]) -> set[str]:
    parts = {part for one in (PRODUCT, *personal) for part in _BETWEEN.split(one.lower())}
    return {part for part in parts if len(part) >= _SHORTEST_NAME}


def _follows(a: str, b: str) -> bool:
    beside = any(a + b in row or b + a in row for row in _ROWS)
    return beside or abs(ord(a) - ord(b)) == 1
