"""Comparing what people write: headings, names, codes, however they spelled them."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

_NEAR: Final = 0.62  # how alike two words must be to be offered
_OFFERED: Final = 3
_ACRONYM: Final = re.compile(r"\b(?:[a-z]\.){2,}")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Leave of a text what matters to compare: no accents, no capitals, no punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = _ACRONYM.sub(lambda found: found[0].replace(".", ""), f"{plain} ")
    return " ".join(re.sub(r"[^0-9a-z]+", " ", plain).split())


def near(text: str, among: Iterable[str]) -> list[str]:
    """Find what somebody may have meant, the likeliest first."""
    by_fold = {folded(one): one for one in among}
    wanted = folded(text)
    found = get_close_matches(wanted, by_fold, n=_OFFERED, cutoff=_NEAR)
    if not found and wanted:  # a part of a longer name
        found = [one for one in by_fold if wanted in one.split() or one in wanted.split()]
    return [by_fold[one] for one in found[:_OFFERED]]
