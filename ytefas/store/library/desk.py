"""The catalogue as the desks use it: decisions and resets of whoever asks."""

from collections.abc import Sequence
from uuid import UUID

from ytefas.errors import Denied
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store
from ytefas.store.library import releases


class LibraryDesk:
    """Implements `services.library.LibraryStore`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def decide(self, acting: Principal, keys: Sequence[UUID], *, take: bool) -> int:
        return await releases.decide(self._store, await self._admin(acting), keys, take=take)

    async def decide_all(
        self, acting: Principal, release: UUID, *, take: bool, clashes: bool
    ) -> int:
        admin = await self._admin(acting)
        keys = await releases.waiting(self._store, admin, release, clashes=clashes)
        return await releases.decide(self._store, admin, keys, take=take)

    async def reset(self, acting: Principal, table: str, keys: Sequence[UUID]) -> int:
        return await releases.reset(self._store, await self._admin(acting), table, keys)

    async def _admin(self, acting: Principal) -> Principal:
        """Let administrators alone decide, with the role they have now."""
        known, _ = await self._store.known(acting)
        if known.role is not Role.ADMIN:
            raise Denied
        return known
