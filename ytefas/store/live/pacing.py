"""Work that is asked for more often than it is done: at once when idle, then at a bounded rate."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from ytefas.errors import Closed, YtefasError
from ytefas.framework.tree.tasks import spawn

log = logging.getLogger(__name__)
BACK_OFF = 1.0  # seconds before work that the database refused for now is tried again


class Paced:
    """Runs `work` soon after each `ask`, never twice at once, and rests between two runs.

    An ask that comes while the work runs makes it run again afterwards: it may have looked before
    what the ask is about was there. `rest` seconds at least pass between two beginnings, and the
    work takes no more than one part in `share` of the time.

    What the database refuses for now is tried again after a moment. Only what it refuses twice in
    a row rests in proportion to what it took: a machine that paused once must not leave a screen
    stale for several times as long, and a statement that is always too slow must not be all the
    database does.
    """

    def __init__(
        self, work: Callable[[], Awaitable[None]], *, name: str, rest: float, share: int
    ) -> None:
        self._work = work
        self._name = name
        self._rest = rest
        self._share = share
        self._again = False
        self._closed = False
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._next = 0.0  # not before this moment
        self._refused = False  # the last run, for now

    @property
    def busy(self) -> bool:
        """Tell whether it has work to do or is doing it."""
        return self._task is not None or self._timer is not None

    def ask(self) -> None:
        if self._closed:
            return
        if self._task is not None:
            self._again = True
        elif self._timer is None:
            loop = asyncio.get_running_loop()
            if loop.time() >= self._next:
                self._start()
            else:
                self._timer = loop.call_at(self._next, self._start)

    async def run(self) -> None:
        """Do it now, or wait for the run that is under way; what it raises is raised here."""
        if self._closed:
            raise Closed
        if self._task is None:
            if self._timer is not None:
                self._timer.cancel()
            self._start()
        task = self._task
        if task is not None:
            await asyncio.wait({task})
            if task.cancelled():
                raise Closed
            task.result()

    def close(self) -> None:
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._task is not None:
            self._task.cancel()

    def _start(self) -> None:
        self._timer = None
        self._again = False
        self._task = spawn(self._once(), name=self._name, logged=False)
        self._task.add_done_callback(self._done)

    async def _once(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._next = began + self._rest
        try:
            await self._work()
        finally:
            now = loop.time()
            self._next = max(self._next, now + (now - began) * (self._share - 1))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._task = None
        error = None if task.cancelled() else task.exception()
        if isinstance(error, YtefasError) and error.retry:
            log.warning("%s waits for the database: %r (%s)", self._name, error, error.__cause__)
            soon = asyncio.get_running_loop().time() + BACK_OFF
            self._next = max(self._next, soon) if self._refused else soon
            self._refused = self._again = True
        else:
            self._refused = False
            if error is not None and not isinstance(error, YtefasError):
                log.error("%s failed", self._name, exc_info=error)
        if self._again and not self._closed:
            self.ask()
