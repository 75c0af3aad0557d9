"""Oversight as the desks use it: implements `services.oversight.OversightStore`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ytefas.errors import Denied
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store
from ytefas.store.oversight import events, granting, sees
from ytefas.store.oversight.chain import Chains
from ytefas.store.source.source import Source


class OversightDesk:
    """Asks and answers as whoever asks; what he may not know does not exist for him."""

    def __init__(self, store: Store, sources: Mapping[str, Source]) -> None:
        self._store = store
        self._sources = sources
        self._chains = Chains(store)

    async def event(self, acting: Principal, key: UUID) -> dict[str, Any]:
        async with self._store.reading(acting) as reading:
            return await events.event(reading, self._sources, key)

    async def chain(self, acting: Principal, *, anew: bool) -> dict[str, Any]:
        """Verify for administrators alone: a chain is of a customer, and they see all."""
        known, _ = await self._store.known(acting)
        if known.role is not Role.ADMIN:
            raise Denied
        return await self._chains.verify(anew=anew)

    async def seen_by(self, acting: Principal, user: UUID) -> dict[str, Any]:
        return await sees.seen_by(self._store, self._sources, acting, user)

    async def seers_of(
        self, acting: Principal, customer: UUID, site: UUID | None
    ) -> dict[str, Any]:
        return await sees.seers_of(self._store, acting, customer, site)

    async def give(self, acting: Principal, given: Mapping[str, Any]) -> dict[str, Any]:
        return await granting.give(self._store, self._sources[granting.GRANTS], acting, given)
