"""Who looks at which jobs on this node, and what they hear of them.

A change of state reaches every node by the change feed; what runs on this node tells its progress
directly, at most some times a second; what runs elsewhere is asked for once a second, and only
while somebody here waits for it. One task does all of it, so nothing arrives in the wrong order.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final
from uuid import UUID

from ytefas.errors import YtefasError
from ytefas.framework.tree.tasks import is_wanted
from ytefas.jobs.job import OPEN, Job
from ytefas.jobs.queue import News

log = logging.getLogger(__name__)

ASK_EVERY: Final = 1.0  # seconds, for what runs on another node
REMEMBERED: Final = 10_000

Listener = Callable[[Job], None]


class Trays:
    """The open trays of this node, by owner."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._listeners: defaultdict[UUID, dict[Listener, None]] = defaultdict(dict)
        self._told: dict[UUID, tuple[int, int]] = {}  # job: the version and progress told last
        self._changed: set[UUID] = set()
        self._wake = asyncio.Event()
        self._everything = False
        self._waited_for: set[UUID] = set()  # owners who have something open

    def watch(self, owner: UUID, listener: Listener) -> Callable[[], None]:
        """Tell a listener whatever happens to this owner's jobs; call what is returned to end."""
        self._listeners[owner][listener] = None
        self._waited_for.add(owner)
        self._wake.set()

        def close() -> None:
            self._listeners[owner].pop(listener, None)
            if not self._listeners[owner]:
                del self._listeners[owner]

        return close

    def heard(self, jobs: Iterable[UUID], *, missed: bool = False) -> None:
        """Hear from the feed which jobs changed; `missed`: it may be any."""
        self._changed.update(jobs)
        self._everything = self._everything or missed
        self._wake.set()

    def tell(self, job: Job) -> None:
        """Tell whoever looks at it; what is older than what he knows is dropped."""
        state = (job.version, job.done)
        if self._told.get(job.id, (-1, -1)) >= state:
            return
        self._told[job.id] = state
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        for listener in tuple(self._listeners.get(job.owner, ())):
            listener(job)

    async def run(self) -> None:
        """Tell until cancelled."""
        while is_wanted():
            with suppress(TimeoutError):
                async with asyncio.timeout(ASK_EVERY if self._waited_for else None):
                    _ = await self._wake.wait()
            self._wake.clear()
            try:
                await self._look()
            except Exception as error:  # trays that stop look like jobs that do
                expected = isinstance(error, YtefasError)
                log.warning("jobs could not be read now", exc_info=None if expected else error)
                await asyncio.sleep(ASK_EVERY)
                self._everything = True
                self._wake.set()

    async def _look(self) -> None:
        if not self._listeners:
            self._changed.clear()
            self._waited_for.clear()
            return
        changed, self._changed = self._changed, set()
        everything, self._everything = self._everything, False
        asked = set(self._listeners) if everything else self._waited_for & set(self._listeners)
        found = list(await self._news.those(changed)) if changed else []
        waiting = list(await self._news.open_of(asked, ended=everything)) if asked else []
        mine = [job for job in found if job.owner in self._listeners]
        for job in sorted([*mine, *waiting], key=lambda one: one.version):
            self.tell(job)
        self._waited_for = {job.owner for job in [*mine, *waiting] if job.state in OPEN}
