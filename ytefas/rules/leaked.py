"""The passwords that guessers try first, read once from the list beside this module.

Where the list comes from stands at its head, and its terms in `common-passwords.LICENSE`.
"""

from functools import cache
from importlib import resources

LIST = "common-passwords.txt"


@cache
def known() -> frozenset[str]:
    """Read the list."""
    text = resources.files("ytefas.rules").joinpath(LIST).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def leaked(password: str) -> bool:
    """Tell whether a password, or the word it is made of, is on the list."""
    return password in known()
