"""How many rows a query has in all: counted once for all who ask, again when it may be another.

The count is nine tenths of a first window, so rows never wait for it. A tally counts in its own
time, at most one part in ten of it, and tells the evaluations that show the number; one nobody
shows any more stays known until a change touches it.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from ytefas.store.live.pacing import Paced
from ytefas.store.source.source import Count

REST = 0.05  # seconds between two counts
SHARE = 10


class Counted(Protocol):
    """Who shows the number."""

    def counted(self, count: Count) -> None: ...


class Tally:
    """One number, and who shows it."""

    def __init__(self, read: Callable[["Tally"], Awaitable[Count | None]], *, name: str) -> None:
        self.count: Count | None = None
        self.shown_by: set[Counted] = set()
        self._read = read
        self._paced = Paced(self._again, name=f"count {name}", rest=REST, share=SHARE)
        self._touched = 0

    @property
    def busy(self) -> bool:
        return self._paced.busy

    def want(self) -> None:
        """Ask for the number if it is not known."""
        if self.count is None and not self._paced.busy:
            self._paced.ask()

    def touch(self) -> None:
        """Hear that the number may be another."""
        self._touched += 1
        if self.shown_by:
            self._paced.ask()
        else:
            self.count = None

    def learn(self, count: Count) -> None:
        """Take the number from a window that held the whole result."""
        if count != self.count:
            self.count = count
            for one in tuple(self.shown_by):
                one.counted(count)

    def close(self) -> None:
        self._paced.close()

    async def _again(self) -> None:
        before = self._touched
        count = await self._read(self)
        if count is not None and (before == self._touched or self.shown_by):
            self.learn(count)  # touched meanwhile: shown now, and counted again already asked for
