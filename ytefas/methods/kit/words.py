"""Words in every language of the program, and numbers as each language writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

LANGUAGES = ("it", "en")
_COMMA = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    it: str
    en: str

    def in_(self, language: str) -> str:
        return self.it if language == "it" else self.en

    def filled(self, **fields_: Any) -> "Words":
        """Put values into `{places}`; numbers are written as each language does."""
        return Words(*(
            self.in_(language).format_map(
                {name: spoken(value, language) for name, value in fields_.items()}
            )
            for language in LANGUAGES
        ))  # fmt: skip

    def both(self) -> dict[str, str]:
        return {"it": self.it, "en": self.en}


def words(it: str, en: str) -> Words:
    """Say it in Italian and English."""
    return Words(it, en)


def formula(it: str) -> Words:
    """Say a formula, whose numbers have a point in English."""
    return Words(it, _COMMA.sub(".", it))


def text(said: Words | str, language: str) -> str:
    """Give a text that may be the same in every language."""
    return said if isinstance(said, str) else said.in_(language)


def number(value: float, language: str, digits: int | None = None) -> str:
    """Write a number: as many digits as asked, else the shortest that says it."""
    if digits is None:
        said = f"{value:.10g}"
        if "e" in said:
            said = _by_powers(said)
    else:
        said = f"{value:.{digits}f}"
        if float(said) == 0 and said.startswith("-"):
            said = said[1:]
    said = said.replace("-", "−")
    return said.replace(".", ",") if language == "it" else said


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _by_powers(said: str) -> str:
    """Write 3e+11 as people do."""
    first, power = said.split("e")
    raised = f"10{str(int(power)).translate(_RAISED)}"
    return raised if first == "1" else f"{first} · {raised}"


def spoken(value: Any, language: str) -> str:
    """Write any value inside a sentence."""
    if isinstance(value, Words):
        return value.in_(language)
    if isinstance(value, bool):
        return words("sì" if value else "no", "yes" if value else "no").in_(language)
    if isinstance(value, int | float):
        return number(value, language)
    if isinstance(value, list | tuple):
        said = [spoken(one, language) for one in value]
        return ("; " if any("," in one for one in said) else ", ").join(said)
    return "–" if value is None else str(value)


def told(thing: Any, language: str) -> Any:
    """Turn a declaration into plain data in one language, without what is empty by default."""
    if isinstance(thing, Words):
        return thing.in_(language)
    if is_dataclass(thing) and not isinstance(thing, type):
        return {
            field.name: told(value, language)
            for field in fields(thing)
            if (value := getattr(thing, field.name)) is not None
        }
    if isinstance(thing, Mapping):
        return {str(key): told(value, language) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [told(one, language) for one in thing]
    return thing
