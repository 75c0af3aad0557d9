"""One box that searches everything: every source with words that this user may view, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from ytefas.errors import Invalid
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.node import Node
from ytefas.services.circle import principal_of

MOST_HITS: Final = 20  # of one source
MOST_TITLES: Final = 100
MOST_BOUNDS: Final = 8  # columns that choices are bound to
SHORTEST: Final = 2  # characters; fewer would find everything


class Finder(Protocol):
    """Searches the data."""

    async def find(self, acting: Any, words: str, limit: int) -> dict[str, Any]:
        """Find records whose words begin so, grouped by source, best first."""

    async def choices(
        self, acting: Any, source: str, words: str, limit: int, within: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Find rows of one source to choose from, in its order; no words: the first of them."""

    async def titles(
        self, acting: Any, records: Sequence[tuple[str, str]]
    ) -> list[dict[str, Any] | None]:
        """Say what records are called, in the order asked; None: it is not there for him."""


class Search(Node):
    """Searches for a session's user."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    @call(access=OWN_SESSION)
    async def find(self, words: str, limit: int = 6) -> dict[str, Any]:
        """Find records by what they are called; `limit` hits of each source."""
        if not 1 <= limit <= MOST_HITS:
            raise Invalid("out_of_range", parameter="limit")
        if len(words.strip()) < SHORTEST:
            return {"groups": [], "late": []}
        return await self._finder.find(principal_of(self), words, limit)

    @call(access=OWN_SESSION)
    async def choices(
        self, source: str, words: str = "", limit: int = 12, within: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Find what a link may point at: rows of one source, `within` those with these values."""
        if not 1 <= limit <= MOST_HITS:
            raise Invalid("out_of_range", parameter="limit")
        if len(within or {}) > MOST_BOUNDS:
            raise Invalid("too_large", parameter="within")
        return await self._finder.choices(principal_of(self), source, words, limit, within or {})

    @call(access=OWN_SESSION)
    async def titles(self, records: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
        """Say what records are called: [{source, key}] → a hit for each, or null."""
        if len(records) > MOST_TITLES:
            raise Invalid("too_large", parameter="records")
        return await self._finder.titles(principal_of(self), [_record(one) for one in records])


def _record(raw: dict[str, Any]) -> tuple[str, str]:
    match raw:
        case {"source": str() as source, "key": str() | int() as key, **rest} if not rest:
            return source, str(key)
        case _:
            raise Invalid("records")
