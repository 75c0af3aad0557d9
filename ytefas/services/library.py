"""Deciding what of a newer release of the catalogue is taken, for the screens that ask.

No calls of its own: an action of a screen finds it at the desk. The store checks the rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from ytefas.framework.tree.node import Node
from ytefas.services.circle import principal_of

NAME = "library"


class LibraryStore(Protocol):
    """Carries decisions out."""

    async def decide(self, acting: Any, keys: Sequence[UUID], *, take: bool) -> int:
        """Take proposals, or keep what stands; tell how many were decided."""

    async def decide_all(self, acting: Any, release: UUID, *, take: bool, clashes: bool) -> int:
        """Decide everything that is open of a release, with or without what both changed."""

    async def reset(self, acting: Any, table: str, keys: Sequence[UUID]) -> int:
        """Give rows back the words of their release; tell how many differed."""


class Library(Node):
    """The catalogue as one session decides about it."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store

    async def decide(self, keys: Sequence[UUID], *, take: bool) -> int:
        return await self._store.decide(principal_of(self), keys, take=take)

    async def decide_all(self, release: UUID, *, take: bool, clashes: bool) -> int:
        return await self._store.decide_all(principal_of(self), release, take=take, clashes=clashes)

    async def reset(self, table: str, keys: Sequence[UUID]) -> int:
        return await self._store.reset(principal_of(self), table, keys)
