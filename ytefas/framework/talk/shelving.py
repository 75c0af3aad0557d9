"""Work at the shelf, a few pieces at a time: thousands of sessions must not storm the database.

A session that changed waits in line once, however often it changes, and what is kept is what it
has when its turn comes. A shelf that is busy is asked again, ever later, and told of once in a
while; whoever waits stays in line, so nothing is lost. SPEC-work.md [H].
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final, Protocol

from ytefas.errors import YtefasError
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.tasks import spawn

log = logging.getLogger(__name__)

AT_ONCE: Final = 4  # pieces of work at the shelf: a small part of a pool of connections
SOONEST: Final = 0.1  # seconds to a second attempt, doubled for each one after it
LATEST: Final = 10.0
WARN_EVERY: Final = 60.0


class SessionShelf(Protocol):
    """Keeps what a session has open, so that another node can show it again."""

    async def save(self, session_id: str, data: Mapping[str, Any]) -> None:
        """Keep plain data; the last one counts."""

    async def load(self, session_id: str) -> Mapping[str, Any] | None:
        """Give it back, or None."""

    async def delete(self, session_id: str) -> None:
        """Forget it; harmless when there is nothing."""


class Kept(Protocol):
    """What has a place on the shelf."""

    id: str

    async def shelve(self) -> None:
        """Keep what there is now, if there is anything."""


class Shelver:
    """Brings sessions to a shelf while its owner lives."""

    def __init__(self, shelf: SessionShelf, owner: Node) -> None:
        self._shelf = shelf
        self._owner = owner
        self._places = asyncio.Semaphore(AT_ONCE)
        self._line: dict[Kept, None] = {}
        self._carriers = 0
        self._quiet_until = float("-inf")

    async def load(self, session_id: str) -> Mapping[str, Any] | None:
        return await self._shelf.load(session_id)

    async def save(self, session_id: str, data: Mapping[str, Any]) -> None:
        async with self._places:
            await self._shelf.save(session_id, data)

    async def delete(self, session_id: str) -> None:
        async with self._places:
            await self._shelf.delete(session_id)

    def soon(self, session: Kept) -> None:
        """Have a session kept when its turn comes."""
        if self._owner.node_phase is not Phase.BOUND:
            return
        self._line[session] = None
        if self._carriers < AT_ONCE:
            self._carriers += 1
            _ = spawn(self._carry(), owner=self._owner, name="shelve sessions")

    async def _carry(self) -> None:
        pause = SOONEST
        try:
            while self._line:
                session = next(iter(self._line))
                del self._line[session]
                if await self._carried(session):
                    pause = SOONEST
                    continue
                self._line.setdefault(session)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LATEST)
        finally:
            self._carriers -= 1

    async def _carried(self, session: Kept) -> bool:
        """Keep one session; False when it is to be tried again."""
        try:
            await session.shelve()
        except Exception as error:
            if _passes(error):
                self._warn(error)
                return False
            log.exception("session %s could not be kept", session.id)
        return True

    async def finish(self, session: Kept, work: Callable[[], Awaitable[None]], by: float) -> None:
        """Do the last work for a session, again while the shelf is busy, until then at the latest.

        Whatever becomes of it, the session ends all the same.
        """
        self._line.pop(session, None)
        pause = SOONEST
        with suppress(TimeoutError):
            async with asyncio.timeout_at(by):
                while not await self._finished(session, work):
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LATEST)
                return
        self._warn("no answer in time")

    async def _finished(self, session: Kept, work: Callable[[], Awaitable[None]]) -> bool:
        try:
            await work()
        except Exception as error:
            if _passes(error):
                self._warn(error)
                return False
            log.exception("the shelf failed for session %s", session.id)
        return True

    def _warn(self, reason: object) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._quiet_until:
            self._quiet_until = now + WARN_EVERY
            log.warning("the shelf is busy (%s): %d sessions wait", reason, len(self._line) + 1)


def _passes(error: Exception) -> bool:
    return isinstance(error, YtefasError) and error.retry
