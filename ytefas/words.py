"""Sentences for codes, in the reader's language, from gettext catalogues read once.

`texts/<locale>.po` are the catalogues; a message id is a code (`error.conflict`), so a sentence
can be mended without touching a program. Italian is complete by test, and so is English.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from babel.messages.pofile import read_po

LOCALES = ("it", "en")
FALLBACK = "en"


@cache
def catalogue(locale: str) -> Mapping[str, str]:
    """Read one catalogue: message id to sentence."""
    data = resources.files("ytefas").joinpath(f"texts/{locale}.po").read_bytes()
    parsed = read_po(BytesIO(data), locale=locale)
    return {str(message.id): str(message.string) for message in parsed if message.id}


def words(code: str, locale: str, fields: Mapping[str, Any] | None = None) -> str:
    """Say `code` in `locale`; a reason among the fields makes the sentence more exact.

    `field.<reason>` says what is wrong with the value of one field.
    """
    known = catalogue(locale if locale in LOCALES else FALLBACK)
    fields = fields or {}
    reason = fields.get("reason")
    if code.startswith("field."):
        return (known.get(code) or known["field.not_allowed"]).format_map(_Filled(fields))
    sentence = known.get(f"error.{code}.{reason}") or known.get(f"error.{code}")
    if sentence is None:
        sentence = known["error.internal"]
    return sentence.format_map(_Filled(fields))


def mail_words(name: str, locale: str, fields: Mapping[str, Any]) -> str | None:
    """Say a part of a letter; None when there is no such part."""
    known = catalogue(locale if locale in LOCALES else FALLBACK)
    sentence = known.get(f"mail.{name}")
    return None if sentence is None else sentence.format_map(_Filled(fields))


class _Filled(dict[str, Any]):
    """A field that a sentence names and the error lacks leaves a dash, never a traceback."""

    def __missing__(self, key: str) -> str:
        return "–"
