"""Argon2id in threads of its own: costly on purpose, and never on the event loop.

As many threads as cores, because more would only take turns, and a bounded queue in front of them:
a storm of logins is answered "busy" instead of growing without end. The library releases the
interpreter while it computes.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from ytefas.errors import Busy

P = ParamSpec("P")
T = TypeVar("T")

# OWASP's floor for Argon2id; an installation may raise them, and old hashes follow at login.
MEMORY_KIB = 19456
PASSES = 2
LANES = 1
QUEUE = 64


class Hashing:
    """Hashes and verifies; a verification takes as long for an account that does not exist."""

    def __init__(
        self,
        *,
        memory_kib: int = MEMORY_KIB,
        passes: int = PASSES,
        lanes: int = LANES,
        queue: int = QUEUE,
    ) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes, memory_cost=memory_kib, parallelism=lanes, type=Type.ID
        )
        self._threads = ThreadPoolExecutor(
            max_workers=len(os.sched_getaffinity(0)), thread_name_prefix="argon2"
        )
        self._queue = queue
        self._waiting = 0
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        return await self._run(self._hasher.hash, password)

    async def verify(self, stored: str | None, password: str) -> bool:
        """Compare; without a stored hash, against one that no password fits, just as slowly."""
        if stored is None:
            if self._nobody is None:
                self._nobody = await self.hash("")
            _ = await self._run(self._fits, self._nobody, password + ".")
            return False
        return await self._run(self._fits, stored, password)

    def is_outdated(self, stored: str) -> bool:
        """Tell whether the parameters have been raised since."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _fits(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._waiting >= self._queue:
            raise Busy
        self._waiting += 1
        loop = asyncio.get_running_loop()
        future = self._threads.submit(work, *args, **kwargs)
        # Counted down when the thread is done, not when the caller gives up waiting.
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._done))
        return await asyncio.wrap_future(future)

    def _done(self) -> None:
        self._waiting -= 1
