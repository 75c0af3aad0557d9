"""One source as one reader sees it, live: what a cursor asks, answered by shared evaluations.

Implements `framework.work.rows.Rows`. Nothing here outlives its cursor: a watch is registered when
it is made and gone when it is closed, and a window that nobody watches is read and forgotten.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from ytefas.errors import Closed, Denied, Invalid
from ytefas.framework.work.content import Key
from ytefas.framework.work.rows import Changed, Frame, Slice
from ytefas.store.live.evaluation import Evaluation
from ytefas.store.live.hub import Hub, Reader
from ytefas.store.live.shift import Shift
from ytefas.store.live.target import Relevance, Target
from ytefas.store.query.query import COUNT, Query
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import LARGEST_WINDOW
from ytefas.store.source.within import around, bounded as bounded_by


class Follower(Protocol):
    """A cursor that can take a shared step as it stands."""

    def take(self, shift: Shift) -> tuple[str, int] | None:
        """Take it over; the topic and number of the event if somebody else is to send it."""

    def look_again(self) -> object:
        """Load anew: nothing of what is shown may hold any more."""


class Watching:
    """A frame that somebody shows: of an evaluation, or of none when nothing is in sight."""

    def __init__(self, rows: "LiveRows", frame: Frame, follower: Follower) -> None:
        self.rows = rows
        self.frame = frame
        self.evaluation: Evaluation | None = None
        self._follower = follower
        self.reader.members.add(self)
        self._join()

    @property
    def reader(self) -> Reader:
        return self.rows.reader

    def shifted(self, shift: Shift) -> tuple[str, int] | None:
        return self._follower.take(shift)

    def moved(self) -> None:
        """Follow the reader to what he sees now."""
        before = self.evaluation
        self._join()
        if before is not None and before is not self.evaluation:
            self.rows.hub.leave(before, self)
        if before is not self.evaluation:
            self._follower.look_again()

    def look_again(self) -> None:
        self._follower.look_again()

    def close(self) -> None:
        self.reader.members.discard(self)
        self.rows.forget(self)
        if self.evaluation is not None:
            self.rows.hub.leave(self.evaluation, self)
            self.evaluation = None

    def _join(self) -> None:
        target = self.rows.target(self.frame)
        self.evaluation = None if target is None else self.rows.hub.join(target, self)


class _Called:
    """A follower that only wants to know that something changed."""

    def __init__(self, changed: Changed) -> None:
        self._changed = changed

    def take(self, shift: Shift) -> None:
        del shift
        self._changed()

    def look_again(self) -> object:
        return self._changed()


class LiveRows:
    """The rows of a source for one reader."""

    def __init__(self, hub: Hub, source: str, reader: Reader) -> None:
        self.hub = hub
        self.reader = reader
        self.source = hub.sources[source]
        self._watching: dict[Frame, list[Watching]] = {}
        self._target: tuple[Frame, Sight, Target | None] | None = None
        # What was held when last looked: so it is until a change of the source is heard, and
        # scrolling away from the current row need not look again at every step.
        self._held: Hashable = None

    @property
    def sight(self) -> Sight:
        return self.source.sight(self.reader.acting, self.reader.reach)

    def parse(self, raw: Mapping[str, Any]) -> Query:
        """Check a request as far as this reader may ask it."""
        return Query.parse(self.sight, raw)

    def columns(self, query: Hashable) -> tuple[str, ...]:
        return _query(query).columns

    async def window(self, frame: Frame) -> Slice:
        """Give the rows of a frame, from its evaluation."""
        known = self._watching.get(frame)
        watching = known[0] if known else self.watch(frame, _nobody)
        try:
            found = await self._settled(watching)
            self.delivered(found)
            return found
        finally:
            if not known:
                watching.close()

    def delivered(self, found: Slice) -> None:
        """Hear that rows went to this reader: what is sensitive in them is noted."""
        self.hub.sensitive.delivered(self.reader.acting, self.source, found.columns, found.rows)

    async def _settled(self, watching: Watching) -> Slice:
        """Wait for the rows; the reader may be moved to another evaluation meanwhile."""
        while True:
            evaluation = watching.evaluation
            if evaluation is None:
                return Slice(self.columns(watching.frame.query), (), watching.frame.first)
            try:
                rows = await evaluation.current()
            except Closed:
                if watching.evaluation is evaluation:
                    raise
                continue
            if watching.evaluation is evaluation:
                return rows

    async def holds(self, frame: Frame, key: Key) -> bool:
        """Tell whether a record is among those the frame's query selects."""
        target = self.target(frame)
        if target is None or (target.query.group and target.query.opened is None):
            return False
        asked = (target.trail_key, key, self.hub.stamp(target.source))
        if asked == self._held:
            return True
        async with self.hub.store.reading(self.reader.acting) as reading:
            try:
                held = bool(await target.source.matching(reading, target.query, [str(key)]))
            except (Denied, Invalid):
                return False
        self._held = asked if held else None
        return held

    def watch(self, frame: Frame, changed: Changed) -> Watching:
        """Call `changed` after every commit that may concern the frame."""
        return self.follow(frame, _Called(changed))

    def follow(self, frame: Frame, follower: Follower) -> Watching:
        """Hand every step of the frame's evaluation to a follower."""
        watching = Watching(self, frame, follower)
        self._watching.setdefault(frame, []).append(watching)
        return watching

    def forget(self, watching: Watching) -> None:
        """Let a watch go."""
        same = self._watching.get(watching.frame, [])
        if watching in same:
            same.remove(watching)
        if not same:
            self._watching.pop(watching.frame, None)

    def target(self, frame: Frame) -> Target | None:
        """Work out what the frame shows this reader now; None: nothing of it is in his sight."""
        if not 0 < frame.size <= LARGEST_WINDOW or frame.first < 0:
            raise Invalid("out_of_range", parameter="window")
        if not self.reader.present:
            return None
        try:
            sight = self.sight
        except Denied:
            return None
        last = self._target
        if last is None or last[1] is not sight or last[0] != frame:
            target = self._elsewhere(sight, frame) or self._seen_by(sight, frame)
            last = self._target = (frame, sight, target)
        return last[2]

    def _elsewhere(self, sight: Sight, frame: Frame) -> Target | None:
        """Give another window of what was shown last, if it is one: that is how views scroll."""
        if self._target is None:
            return None
        last, seen, target = self._target
        if target is None or seen is not sight or last.query is not frame.query:
            return None
        if last.within != frame.within:
            return None
        return replace(target, first=frame.first, size=frame.size)

    def _seen_by(self, sight: Sight, frame: Frame) -> Target | None:
        query = _query(frame.query)
        needed = query.decides().union(query.shows) - ({COUNT} if query.group else set())
        if not needed <= sight.fields.keys() or (query.words and not sight.has_words):
            return None
        where = bounded_by(sight, frame.within, query.where)
        if where is None:
            return None
        bounded = query if where is query.where else replace(query, where=where)
        if query.tree is not None:  # what is above a row that is found is shown, within bounds
            bounded = replace(bounded, around=around(sight, frame.within, query.where))
        relevance = Relevance(self.source, sight, bounded)
        return Target(self.source, sight, bounded, frame.first, frame.size, relevance)


def _nobody() -> None:
    """Hear nothing: a window that is read once."""


def _query(query: Hashable) -> Query:
    if not isinstance(query, Query):
        raise TypeError(f"a frame of a source holds a Query, not {type(query)}")
    return query
