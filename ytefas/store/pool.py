"""A bounded pool of connections: nobody waits long, nobody takes it all, nothing doubtful returns.

Connections are given out per transaction. Who is served is told by a `share`: one customer (or one
user) may hold a quarter of the pool at once, so that one busy screen cannot stop the others.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING, Final, TypeAlias
from weakref import WeakKeyDictionary

import asyncpg

from ytefas.errors import Busy, Closed
from ytefas.store.failure import LOST

if TYPE_CHECKING:  # generic for the type checker only
    Raw: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Raw = asyncpg.Connection


_LOG: Final = logging.getLogger(__name__)


class Pool:
    """At most `size` connections, made when first needed; `wait` seconds and it is Busy."""

    def __init__(
        self, connect: Callable[[], Awaitable[Raw]], *, size: int, cap: int, wait: float
    ) -> None:
        self._connect = connect
        self._size = size
        self._cap = cap
        self._wait = wait
        self._free = asyncio.Semaphore(size)
        self._idle: list[Raw] = []
        self._opening = 0
        self._closed = False
        self._roles: WeakKeyDictionary[Raw, str] = WeakKeyDictionary()
        self._held: set[Raw] = set()
        self._shares: dict[Hashable, asyncio.Semaphore] = {}
        self._users: Counter[Hashable] = Counter()

    @property
    def held(self) -> int:
        return len(self._held)

    @property
    def _has_room(self) -> bool:
        return len(self._idle) + len(self._held) + self._opening < self._size

    async def acquire(self, share: Hashable | None, *, role: str) -> Raw:
        """Give a connection that nobody else has; a `share` of None is the program's own work.

        One that served the same role last is preferred: PostgreSQL plans again for another role.
        """
        try:
            async with asyncio.timeout(self._wait):
                await self._queue(share)
        except TimeoutError as late:
            raise Busy(reason="pool") from late
        try:
            connection = self._last_used(role) or await self._new()
        except BaseException:
            self._leave(share)
            raise
        self._held.add(connection)
        self._roles[connection] = role
        return connection

    async def renew(self, connection: Raw) -> Raw:
        """Exchange a connection that turned out dead before anything was done with it."""
        self._held.discard(connection)
        self._drop(connection)
        self.forget_idle()  # they died together
        fresh = await self._new()
        self._held.add(fresh)
        return fresh

    def forget_idle(self) -> None:
        """Let whoever comes next have a new connection."""
        while self._idle:
            self._drop(self._idle.pop())

    def release(self, connection: Raw, share: Hashable | None, *, sound: bool) -> None:
        """Take a connection back: to be used again, or never if it is not known to be sound."""
        self._held.discard(connection)
        if sound and not connection.is_closed():
            self._idle.append(connection)
        else:
            self._drop(connection)
        self._leave(share)

    def close(self) -> None:
        """Close what is idle at once, and cut off what is in use; nothing is given any more."""
        self._closed = True
        self.forget_idle()
        for connection in tuple(self._held):
            self._drop(connection)

    def _last_used(self, role: str) -> Raw | None:
        alive = [connection for connection in self._idle if not connection.is_closed()]
        if not alive:
            self._idle.clear()
            return None
        same = [connection for connection in alive if self._roles.get(connection) == role]
        if not same and role not in self._roles.values() and self._has_room:
            self._idle = alive
            return None  # the first of its role
        chosen = (same or alive)[-1]
        self._idle = [connection for connection in alive if connection is not chosen]
        return chosen

    async def _new(self) -> Raw:
        if self._closed:
            raise Closed
        self._opening += 1
        try:
            async with asyncio.timeout(self._wait):
                return await self._connect()
        except (asyncpg.PostgresError, *LOST) as down:
            _LOG.warning("the database gives no connection: %s", down)
            raise Busy(reason="database") from down
        finally:
            self._opening -= 1

    async def _queue(self, share: Hashable | None) -> None:
        if share is None:
            await self._free.acquire()
            return
        self._users[share] += 1
        own = self._shares.setdefault(share, asyncio.Semaphore(self._cap))
        try:
            await own.acquire()
            try:
                await self._free.acquire()
            except BaseException:
                own.release()
                raise
        except BaseException:
            self._forget(share)
            raise

    def _leave(self, share: Hashable | None) -> None:
        self._free.release()
        if share is not None:
            self._shares[share].release()
            self._forget(share)

    def _forget(self, share: Hashable) -> None:
        self._users[share] -= 1
        if not self._users[share]:
            del self._users[share], self._shares[share]

    def _drop(self, connection: Raw) -> None:
        if not connection.is_closed():
            connection.terminate()
