"""Work that must be awaited, driven by tracked values: the reload of a detail cursor.

The tracked part is synchronous and says what to load; the awaited part loads it; the result is
published only if nothing newer was asked meanwhile. One load is in flight at most, and one waits.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, Generic, TypeVar

from ytefas.framework.tree.signal import Keeper
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.tree.tracking import Computation, ErrorSink, untracked
from ytefas.framework.tree.values import same

W = TypeVar("W")
R = TypeVar("R")


class _Nothing:
    """No request, distinct from a request for None."""


_NOTHING: Final = _Nothing()


class AsyncEffect(Generic[W, R]):
    """`AsyncEffect(read, load, publish, owner=node)`: starts at once, ends with its owner.

    `read` runs tracked and returns what is wanted; wanting the same again does nothing. `load`
    is awaited; `publish` (awaited too, if it must be) gets its result unless it was superseded. A
    failed load goes to `on_error` and may be asked again, by a change or by `again()`.
    """

    def __init__(
        self,
        read: Callable[[], W],
        load: Callable[[W], Awaitable[R]],
        publish: Callable[[R], object],
        *,
        owner: Keeper | None = None,
        on_error: ErrorSink | None = None,
    ) -> None:
        self._read = read
        self._load = load
        self._publish = publish
        self._owner = owner
        self._wanted: W | _Nothing = _NOTHING
        self._queued: W | _Nothing = _NOTHING
        self._task: asyncio.Task[None] | None = None
        self._settled: asyncio.Future[None] | None = None
        self.generation = 0
        self._computation = Computation(self._track, owner=owner, on_error=on_error)
        self._computation.start()

    @property
    def busy(self) -> bool:
        return self._task is not None

    async def settled(self) -> None:
        """Wait until nothing is in flight or queued."""
        while self.busy:
            if self._settled is None:
                self._settled = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._settled)

    def again(self) -> None:
        """Load once more what is wanted now, although it did not change."""
        if not isinstance(self._wanted, _Nothing):
            self._request(self._wanted)

    def stop(self) -> None:
        self._computation.stop()
        self.generation += 1
        self._queued = _NOTHING
        if self._task is not None:
            self._task.cancel()

    close = stop

    def _track(self) -> None:
        wanted = self._read()
        if isinstance(self._wanted, _Nothing) or not same(self._wanted, wanted):
            self._wanted = wanted
            untracked(lambda: self._request(wanted))

    def _request(self, wanted: W) -> None:
        if self._computation.stopped:
            return
        self.generation += 1
        self._queued = wanted
        if self._task is None:
            self._task = spawn(self._work(), owner=self._owner, name="async effect")
            self._task.add_done_callback(self._done)

    async def _work(self) -> None:
        while not isinstance(self._queued, _Nothing):
            wanted, self._queued = self._queued, _NOTHING
            await self._load_one(wanted, self.generation)

    def _done(self, _task: asyncio.Task[None]) -> None:
        self._task = None
        settled, self._settled = self._settled, None
        if not isinstance(self._queued, _Nothing):  # asked between the last look and the end
            self._request(self._queued)
        if settled is not None and not settled.done():
            settled.set_result(None)

    async def _load_one(self, wanted: W, generation: int) -> None:
        try:
            result: Any = await self._load(wanted)
            if generation == self.generation and not self._computation.stopped:
                published = self._publish(result)
                if isinstance(published, Awaitable):
                    await published
        except Exception as error:  # noqa: BLE001 - a failed load must not end the effect
            if generation == self.generation:
                self._computation.report(error)
