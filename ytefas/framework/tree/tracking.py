"""The reactive engine: who read what, and who must run again.

Reading inside a computation tracks, by a context variable; writing marks the readers invalid at
once and runs them once per tick, with the last value. One computation's failure never touches
another: it goes to the error sink. Assumes one event loop thread; without a running loop nothing
is scheduled and `flush()` does the work.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, TypeVar

from typing_extensions import override

from ytefas.framework.tree.signal import Keeper

T = TypeVar("T")
log = logging.getLogger(__name__)

MAX_RUNS_PER_FLUSH: Final = 100

ErrorSink = Callable[[Exception], object]


class ReactiveError(RuntimeError):
    """The engine was misused: a runaway loop, a value never set, a mutable stored."""


_current: "ContextVar[Computation | None]" = ContextVar("ytefas_computation", default=None)


class _Engine:
    """The computations waiting for the next flush, and the one callback that will run it."""

    def __init__(self) -> None:
        self.pending: deque[Computation] = deque()
        self.flushing = False
        self.loop: asyncio.AbstractEventLoop | None = None

    def enqueue(self, computation: "Computation") -> None:
        self.pending.append(computation)
        if self.flushing:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self.loop is not loop:
            self.loop = loop
            loop.call_soon(self._scheduled)

    def _scheduled(self) -> None:
        self.loop = None
        self.flush()

    def flush(self) -> None:
        if self.flushing or _tracking() is not None:
            return
        self.flushing = True
        runs: dict[Computation, int] = {}
        try:
            while self.pending:
                computation = self.pending.popleft()
                runs[computation] = count = runs.get(computation, 0) + 1
                if count > MAX_RUNS_PER_FLUSH:
                    computation.stop()
                    computation.report(ReactiveError(f"{computation!r} never settles: stopped"))
                else:
                    computation.refresh()
        finally:
            self.flushing = False


_engine: Final = _Engine()


def flush() -> None:
    """Run everything invalid, to the end; inside a computation or a flush it does nothing."""
    _engine.flush()


def _tracking() -> "Computation | None":
    """Tell which computation is collecting: a task it left behind collects nothing."""
    computation = _current.get()
    return computation if computation is not None and computation.running else None


class Dependency:
    """Something that can be read by computations and can change."""

    __slots__ = ("_readers",)

    def __init__(self) -> None:
        self._readers: dict[Computation, None] | None = None

    @property
    def has_readers(self) -> bool:
        return bool(self._readers)

    def depend(self) -> None:
        reader = _tracking()
        if reader is not None:
            if self._readers is None:
                self._readers = {}
            self._readers[reader] = None
            reader.sources.add(self)

    def changed(self) -> None:
        for reader in tuple(self._readers or ()):
            reader.invalidate()

    def forget(self, reader: "Computation") -> None:
        if self._readers is not None:
            self._readers.pop(reader, None)
            if not self._readers:
                self._readers = None


class Computation:
    """A function that runs again whenever something it read has changed."""

    __slots__ = (
        "__weakref__",
        "_function",
        "_inner",
        "_owner",
        "_sink",
        "invalid",
        "running",
        "sources",
        "stopped",
    )

    def __init__(
        self,
        function: Callable[[], object],
        *,
        owner: Keeper | None = None,
        on_error: ErrorSink | None = None,
    ) -> None:
        self._function = function
        self._sink = on_error
        self._inner: list[Computation] | None = None
        self._owner = owner
        self.sources: set[Dependency] = set()
        self.invalid = False
        self.running = False
        self.stopped = False
        outer = _tracking()
        if outer is not None:
            outer.adopt(self)
        if owner is not None:
            owner.node_keep(self)

    def start(self) -> None:
        """Run for the first time: a failure here is the caller's, and ends the computation."""
        try:
            self._run()
        except BaseException:
            self.stop()
            raise

    def adopt(self, inner: "Computation") -> None:
        """Take in a computation made during our run: it ends when we run again."""
        if self._inner is None:
            self._inner = []
        self._inner.append(inner)

    def invalidate(self) -> None:
        if self.invalid or self.stopped:
            return
        self.invalid = True
        self._drop_inner()
        _engine.enqueue(self)

    def refresh(self) -> None:
        """Run again if still wanted; failures go to the sink."""
        if self.stopped or not self.invalid:
            return
        try:
            self._run()
        except Exception as error:  # noqa: BLE001 - the others of this flush must still run
            self.report(error)

    def report(self, error: Exception) -> None:
        """Hand a failure to the sink, or log it; a failing sink is logged too."""
        if self._sink is None:
            log.error("%r failed", self, exc_info=error)
            return
        try:
            self._sink(error)
        except Exception:
            log.exception("the error sink of %r failed", self)

    def stop(self) -> None:
        if self.stopped:
            return
        self.stopped = True
        self._drop_inner()
        self._drop_sources()
        if self._owner is not None:
            self._owner.node_release(self)

    close = stop

    def _run(self) -> None:
        self._drop_inner()
        self._drop_sources()
        self.invalid = False
        self.running = True
        token = _current.set(self)
        try:
            self._function()
        finally:
            _current.reset(token)
            self.running = False
            if self.stopped:
                self._drop_sources()

    def _drop_sources(self) -> None:
        for source in self.sources:
            source.forget(self)
        self.sources.clear()

    def _drop_inner(self) -> None:
        for inner in self._inner or ():
            inner.stop()
        self._inner = None

    @override
    def __repr__(self) -> str:
        return f"<Computation {getattr(self._function, '__qualname__', self._function)}>"


def effect(
    function: Callable[[], object],
    *,
    owner: Keeper | None = None,
    on_error: ErrorSink | None = None,
) -> Computation:
    """Run now, and again whenever something it read changes; ends with its owner, or `stop()`."""
    computation = Computation(function, owner=owner, on_error=on_error)
    computation.start()
    return computation


def untracked(function: Callable[[], T]) -> T:
    """Read without becoming a reader."""
    token = _current.set(None)
    try:
        return function()
    finally:
        _current.reset(token)
