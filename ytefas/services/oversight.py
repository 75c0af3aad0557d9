"""What administrators ask about people, rights and what was done, for the screens that show it.

No calls of its own: an action of a screen finds it at the desk. The store checks the rights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from ytefas.framework.tree.node import Node
from ytefas.services.circle import principal_of

NAME = "oversight"
Told = dict[str, Any]


class OversightStore(Protocol):
    """Answers as the person who asks may know it."""

    async def event(self, acting: Any, key: UUID) -> Told:
        """Tell one event of the audit: a sentence, and each field before and after."""

    async def chain(self, acting: Any, *, anew: bool) -> Told:
        """Verify the chains a little further: how far they hold, and whether that is all."""

    async def seen_by(self, acting: Any, user: UUID) -> Told:
        """Tell what a person sees, worked out by the code that enforces it."""

    async def seers_of(self, acting: Any, customer: UUID, site: UUID | None) -> Told:
        """Tell who sees a customer, or one site of it: how far, where and why."""

    async def give(self, acting: Any, given: Mapping[str, Any]) -> Told:
        """Give several people several customers; tell what became of each."""


class Oversight(Node):
    """Oversight as one session has it."""

    def __init__(self, store: OversightStore) -> None:
        self._store = store

    async def event(self, key: UUID) -> Told:
        return await self._store.event(principal_of(self), key)

    async def chain(self, *, anew: bool) -> Told:
        return await self._store.chain(principal_of(self), anew=anew)

    async def seen_by(self, user: UUID) -> Told:
        return await self._store.seen_by(principal_of(self), user)

    async def seers_of(self, customer: UUID, site: UUID | None = None) -> Told:
        return await self._store.seers_of(principal_of(self), customer, site)

    async def give(self, given: Mapping[str, Any]) -> Told:
        return await self._store.give(principal_of(self), given)


def keys_of(raw: object) -> Sequence[UUID]:
    """Read the keys of records that a view sent; what is none is nothing."""
    found = []
    for one in raw if isinstance(raw, list) else []:
        try:
            found.append(UUID(str(one)))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
