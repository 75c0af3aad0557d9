"""One result shared by all cursors that show the same thing: read once, diffed once, encoded once.

Why no change is missed: an evaluation is in the hub's index before its first read begins, and a
change reaches the hub only after its commit. A read that started after the commit has the change; a
read that started before may not, but then the change arrives after the evaluation was registered,
and a change that arrives while a read runs makes another one follow (`Paced`). Reading twice what a
read already had costs a query and tells nobody anything, because only differences are told.

Why members agree: each takes a whole slice first, and every later one comes to all of them as the
same `Shift`, in order.
"""

import asyncio
from collections.abc import Hashable, Sequence, Set as AbstractSet
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from ytefas.errors import YtefasError
from ytefas.framework.work.change import Row
from ytefas.framework.work.rows import Slice
from ytefas.store.live.pacing import Paced
from ytefas.store.live.shift import Shift
from ytefas.store.live.sorting import hold_sortable
from ytefas.store.live.tally import Tally
from ytefas.store.live.target import Effect, Target
from ytefas.store.query.outline import Outline
from ytefas.store.source.source import Anchor, Count, Source
from ytefas.store.unit import Reading

REST = 0.05  # seconds between two reads, and between two events: at most 20 a second
SHARE = 4  # and no more than a quarter of the time
MOST_ROWS = 50  # more changed rows than this are read as a window


class Around(Protocol):
    """What an evaluation needs of its hub."""

    def reading_for(self, evaluation: "Evaluation") -> AbstractAsyncContextManager[Reading]:
        """Open a reading as a member whose sight is (still) the evaluation's."""

    def anchor(self, target: Target) -> Anchor | None:
        """Find a row whose position is known and next to the window."""

    def stamp(self, source: Source) -> Hashable:
        """Tell whether anything a source depends on has changed: equal stamps, no change."""

    def leave_trail(self, target: Target, keys: list[str], stamp: Hashable) -> None:
        """Remember where rows stand, as of a stamp."""

    def outline(self, target: Target) -> Outline | None:
        """Find the groups or branches of a target if they are known and nothing has changed."""

    def keep_outline(self, target: Target, outline: Outline, stamp: Hashable) -> None:
        """Remember groups or branches, as of a stamp."""

    def tell(self, evaluation: "Evaluation", shift: Shift) -> None:
        """Hand the next state to all members."""

    def recovered(self, evaluation: "Evaluation") -> None:
        """Have all members look again: some have got an error, or are to get one."""


class Evaluation:
    """The rows of one target, kept true while somebody shows them."""

    def __init__(self, target: Target, tally: Tally, around: Around) -> None:
        self.target = target
        self.tally = tally
        self.relevance = target.relevance
        self.slice: Slice | None = None
        self._told: Slice | None = None  # what the members have
        self._timer: asyncio.TimerHandle | None = None
        self._next_event = 0.0
        self._around = around
        self._keys: frozenset[str] = frozenset()
        self._complete = False
        self._known = False  # are the keys those of the window, also while a read runs?
        self._window_due = True
        self._failed = False
        self._rows_due: set[str] = set()
        self._paced = Paced(self._read, name=f"read {target.source.name}", rest=REST, share=SHARE)
        tally.shown_by.add(self)

    @property
    def busy(self) -> bool:
        return self._paced.busy or self._timer is not None

    async def current(self) -> Slice:
        """Give the rows; they are read only if nobody has read them yet."""
        while self.slice is None:
            await self._paced.run()
        self._tell()  # who comes now gets what all others have
        return self.slice

    def hear(
        self, table: str, customer: UUID, key: str, op: str, columns: AbstractSet[str]
    ) -> None:
        """Hear of one committed change, and read again if it may matter."""
        known = self._known and not self._window_due
        effect = self.relevance.effect(
            table, customer, key, op, columns,
            shown=self._keys if known else {key}, home=self.target.first == 0,
            complete=known and self._complete,
        )  # fmt: skip
        if Effect.WINDOW in effect or (Effect.ROW in effect and not known):
            self._window_due = True
        elif Effect.ROW in effect:
            self._rows_due.add(key)
        if self._window_due or self._rows_due:
            self._paced.ask()
        if Effect.TOTAL in effect:
            self.tally.touch()

    def hear_much(self, table: str, customer: UUID) -> None:
        """Hear of so many changes of a customer that looking at each costs more than reading."""
        if self.relevance.concerns(table, customer):
            self.renew()

    def renew(self) -> None:
        """Read everything again: what was heard may not be all."""
        self._window_due = True
        self._paced.ask()
        self.tally.touch()

    def counted(self, count: Count) -> None:
        """Show another total."""
        old = self.slice
        if old is not None and (old.total, old.exactness) != (count.n, count.exactness):
            self._show(replace(old, total=count.n, exactness=count.exactness))

    def close(self) -> None:
        self.tally.shown_by.discard(self)
        self._paced.close()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _read(self) -> None:
        """Read what is due; what is heard from here on is due again."""
        whole = self._window_due or self.slice is None or len(self._rows_due) > MOST_ROWS
        keys, self._rows_due = self._rows_due, set()
        self._window_due = False
        self._known = not whole
        try:
            async with self._around.reading_for(self) as reading:
                if whole:
                    await self._read_window(reading)
                else:
                    await self._read_rows(reading, keys)
        except BaseException as error:
            is_first, self._window_due, self._failed = not self._failed, True, True
            if is_first and isinstance(error, Exception) and not isinstance(error, YtefasError):
                self.slice = None  # a defect: rows that may be old must not pass for true ones,
                self._around.recovered(self)  # so the members ask, and are told of the error
            raise
        if self._failed:  # who asked meanwhile got the error, and must ask again
            self._failed = False
            self._around.recovered(self)
        self.tally.want()

    async def _read_window(self, reading: Reading) -> None:
        at = self.target
        stamp, anchor = self._around.stamp(at.source), self._around.anchor(at)
        outline = self._around.outline(at)
        await hold_sortable(at.source, reading, at.query, self.tally.count)
        window = await at.source.window(
            reading, at.query, at.first, at.size, anchor, outline=outline
        )
        if window.outline is not None and window.outline is not outline:
            self._around.keep_outline(at, window.outline, stamp)
        self._around.leave_trail(at, window.keys, stamp)
        self._complete = window.count is not None and at.first == 0
        self._keys = frozenset(window.keys)
        self._known = True
        rows: Sequence[Row] = window.rows
        if self.slice is not None:
            before = {row[0]: row for row in self.slice.rows}
            rows = [_same(before.get(row[0]), row) for row in rows]
        count = window.count or self.tally.count
        if count is None:  # shown at once; the tally will tell
            count = Count(at.first + len(rows), "at_least")
        self._show(Slice(at.query.columns, rows, at.first, count.n, count.exactness))
        if window.count is not None:
            self.tally.learn(window.count)

    async def _read_rows(self, reading: Reading, keys: AbstractSet[str]) -> None:
        """Read only the rows that changed; of one that is gone after all, a change will tell."""
        found = await self.target.source.matching(reading, self.target.query, sorted(keys))
        now = {row[0]: row for row in found}
        if self.slice is not None:
            place = self.target.query.opened is not None  # kept: nothing that decides it changed
            rows = [
                _same(row, (*now[row[0]], row[-1]) if place else now[row[0]])
                if row[0] in now else row for row in self.slice.rows
            ]  # fmt: skip
            self._show(replace(self.slice, rows=rows))

    def _show(self, new: Slice) -> None:
        """Have the members told: at once, but no more often than a view can hear."""
        if self._told is None:
            self.slice = self._told = new
            return
        self.slice = new
        if self._timer is None:
            loop = asyncio.get_running_loop()
            if loop.time() >= self._next_event:
                self._tell()
            else:
                self._timer = loop.call_at(self._next_event, self._tell)

    def _tell(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._told is None or self.slice is None or self._told is self.slice:
            return
        shift = Shift(self._told, self.slice)
        if not shift.ops:
            self.slice = self._told  # the very object the members have
            return
        self._told = self.slice
        self._next_event = asyncio.get_running_loop().time() + REST
        self._around.tell(self, shift)


def _same(before: Row | None, now: Row) -> Row:
    """Keep the very object when nothing changed: comparing it again costs nothing."""
    return now if before is None or before != now else before
