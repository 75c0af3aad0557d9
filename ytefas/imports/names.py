"""A name written in one cell, parted: which words are the surname.

Italian lists put the surname first. How many words it has is told by the tax code, whose first
three letters come from it; else by the little words that surnames begin with.
"""

from typing import Final

from ytefas.imports.words import folded

_VOWELS: Final = frozenset("aeiou")
_BEGINNING: Final = frozenset({
    "d", "da", "dal", "dalla", "dalle", "de", "degli", "dei", "del", "dell", "della", "delle",
    "di", "do", "dos", "el", "la", "le", "lo", "li", "van", "von",
})  # fmt: skip
_CODE: Final = 3


def surname_letters(surname: str) -> str:
    """Give the three letters a tax code begins with."""
    letters = [one for one in folded(surname) if one.isalpha()]
    consonants = [one for one in letters if one not in _VOWELS]
    vowels = [one for one in letters if one in _VOWELS]
    return "".join((*consonants, *vowels, *"xxx"))[:_CODE].upper()


def parted(whole: str, tax_code: str | None) -> tuple[str, str]:
    """Part a whole name in surname and name; the second is empty when there is one word only."""
    if "," in whole:
        surname, _, name = whole.partition(",")
        return surname.strip(), name.strip()
    words = whole.split()
    if len(words) < 2:  # noqa: PLR2004 - a name and a surname
        return whole, ""
    at = 1
    while at < len(words) - 1 and folded(words[at - 1]) in _BEGINNING:
        at += 1
    if words[0].lower().endswith("'") and len(words) > 2:  # noqa: PLR2004 - D' Amico Maria
        at = 2
    if tax_code:
        wanted = tax_code[:_CODE].upper()
        fitting = [n for n in range(1, len(words))
                   if surname_letters(" ".join(words[:n])) == wanted]  # fmt: skip
        if fitting:
            at = fitting[0]
        elif surname_letters(words[-1]) == wanted:  # the name was written first
            return words[-1], " ".join(words[:-1])
    return " ".join(words[:at]), " ".join(words[at:])
