"""A bounded pool of connections: nobody waits long, nobody takes it all, nothing doubtful returns.

Connections are given out per transaction. Who is served is told by a `share`: one customer (or one
user) may hold a quarter of the pool at once, so that one busy screen cannot stop the others.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING, Final, TypeAlias

import asyncpg

from ytefas.errors import Busy
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
        self._idle: deque[Raw] = deque()
        self._held: set[Raw] = set()
        self._shares: dict[Hashable, asyncio.Semaphore] = {}
        self._users: Counter[Hashable] = Counter()

    @property
    def held(self) -> int:
        return len(self._held)

    async def acquire(self, share: Hashable | None) -> Raw:
        """Give a connection that nobody else has; a `share` of None is the program's own work."""
        try:
            async with asyncio.timeout(self._wait):
                await self._queue(share)
        except TimeoutError as late:
            raise Busy(reason="pool") from late
        try:
            connection = self._last_used() or await self._new()
        except BaseException:
            self._leave(share)
            raise
        self._held.add(connection)
        return connection

    async def renew(self, connection: Raw) -> Raw:
        """Exchange a connection that turned out dead before anything was done with it."""
        self._held.discard(connection)
        self._drop(connection)
        while self._idle:  # they died together
            self._drop(self._idle.pop())
        fresh = await self._new()
        self._held.add(fresh)
        return fresh

    def release(self, connection: Raw, share: Hashable | None, *, sound: bool) -> None:
        """Take a connection back: to be used again, or never if it is not known to be sound."""
        self._held.discard(connection)
        if sound and not connection.is_closed():
            self._idle.append(connection)
        else:
            self._drop(connection)
        self._leave(share)

    def close(self) -> None:
        """Close what is idle at once, and cut off what is in use."""
        for connection in [*self._idle, *self._held]:
            self._drop(connection)
        self._idle.clear()

    def _last_used(self) -> Raw | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return None

    async def _new(self) -> Raw:
        try:
            async with asyncio.timeout(self._wait):
                return await self._connect()
        except (asyncpg.PostgresError, *LOST) as down:
            _LOG.warning("the database gives no connection: %s", down)
            raise Busy(reason="database") from down

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
