"""The live results of one node: who shows what, and which of it a committed change concerns.

One evaluation serves all cursors with equal sight, query and window. The hub hears the feed, hands
each change to the evaluations that depend on its table, and passes every step of an evaluation to
its members; those that can take it as it stands get one payload, encoded once, through the Outlet.
When grants change, everybody's reach is looked at again and whoever sees other rows now is moved to
another evaluation, so rows that are no longer his vanish.
"""

import asyncio
import logging
from collections import Counter, OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID
from weakref import WeakValueDictionary

from ytefas.errors import Closed, Denied, NotAuthenticated, YtefasError
from ytefas.rules.access import STUDIO, Principal, Reach
from ytefas.store.engine import Store
from ytefas.store.feed import Change, RowChange
from ytefas.store.live.evaluation import Evaluation
from ytefas.store.live.pacing import Paced
from ytefas.store.live.sensitive import SensitiveReads
from ytefas.store.live.shift import Shift
from ytefas.store.live.tally import Tally
from ytefas.store.live.target import Target
from ytefas.store.query.outline import Outline
from ytefas.store.source.source import Anchor, Count, Source
from ytefas.store.unit import Reading

log = logging.getLogger(__name__)

DECIDING = frozenset({"app_user", "customer_grant"})  # tables that say who sees what
MANY = 50  # changed rows of one table in one commit are looked at one by one up to this
REMEMBERED = 1000  # tallies and trails that nobody shows now
OUTLINES = 64  # remembered
BRANCHES = 100_000  # of all of them together; a thousand take some hundred KiB
CAP = 10_000  # a count the database refuses to finish stops here
READS = 8  # at once; the rest waits here and leaves connections to those who save
RECHECK = 30.0  # seconds: a grant may end by its date, which no change announces


class Outlet(Protocol):
    """Sends events given as (topic, head, tail): the arguments' JSON is head + tail.

    The tail is the same object for all screens, the head is each screen's own.
    """

    def publish_many(self, events: Sequence[tuple[str, bytes, bytes]]) -> object: ...


class Member(Protocol):
    """Who shows an evaluation."""

    @property
    def reader(self) -> "Reader": ...

    def shifted(self, shift: Shift) -> tuple[str, int] | None:
        """Take the next state; the topic and number of the event if the hub is to send it."""

    def moved(self) -> None:
        """Find the evaluation again: the reader sees something else now."""

    def look_again(self) -> None:
        """Ask for the rows again."""


@dataclass(eq=False, slots=True, weakref_slot=True)
class Reader:
    """A principal as the hub knows him; shared by his cursors."""

    acting: Principal
    reach: Reach
    present: bool = True  # False: there is no such user any more, and he sees nothing
    members: "set[Member]" = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Trail:
    first: int
    keys: list[str]
    stamp: Hashable


_Place = tuple[str, UUID | None]  # a table, and the customer it concerns; None: many customers
NARROW = 8  # evaluations of up to so many customers are found by each of them


def _places(evaluation: Evaluation) -> list[_Place]:
    owners = evaluation.relevance.owners
    if owners is None or len(owners) > NARROW:
        return [(table, None) for table in evaluation.relevance.tables]
    return [(table, owner) for table in evaluation.relevance.tables for owner in owners]


class Hub:
    """Keeps evaluations alive while somebody shows them, and true while the data change."""

    def __init__(
        self, store: Store, sources: Mapping[str, Source], *, outlet: Outlet | None = None
    ) -> None:
        self.store = store
        self.sources = sources
        self.outlet = outlet
        self.sensitive = SensitiveReads(store)
        self._evaluations: dict[Hashable, Evaluation] = {}
        self._members: dict[Evaluation, dict[Member, None]] = {}  # in order of arrival
        self._concerned: defaultdict[_Place, dict[Evaluation, None]] = defaultdict(dict)
        self._tallies: OrderedDict[Hashable, tuple[Tally, Hashable]] = OrderedDict()
        self._trails: OrderedDict[Hashable, _Trail] = OrderedDict()
        self._outlines: OrderedDict[Hashable, tuple[Outline, Hashable]] = OrderedDict()
        self._stamps: Counter[str] = Counter()
        self._readers: WeakValueDictionary[UUID, Reader] = WeakValueDictionary()
        self._turns = asyncio.Semaphore(READS)
        self._looking = Paced(self._look_again, name="look at reaches again", rest=0.05, share=2)
        self._deafen: Callable[[], object] | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def open(self) -> None:
        """Begin to hear the feed; before the first cursor."""
        self._deafen = self.store.feed.listen(self.heard)
        self._tick()

    def close(self) -> None:
        """End everything that runs; the cursors are gone or about to."""
        if self._deafen is not None:
            self._deafen()
        if self._timer is not None:
            self._timer.cancel()
        self._looking.close()
        for evaluation in tuple(self._members):
            self._drop(evaluation)
        for tally, _ in self._tallies.values():
            tally.close()

    @property
    def busy(self) -> bool:
        """Tell whether anything is being read or about to be."""
        return (
            self._looking.busy
            or any(evaluation.busy for evaluation in self._members)
            or any(tally.busy for tally, _ in self._tallies.values())
        )

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        return tuple(self._members)

    # -- who shows what

    async def admit(self, acting: Principal) -> Reader:
        """Learn what a principal sees; hold the answer as long as his session lives."""
        acting, reach = await self.store.known(acting)
        known = self._readers.setdefault(acting.user_id, Reader(acting, reach))
        self._sees(known, acting, reach)
        return known

    def reader(self, acting: Principal) -> Reader:
        """Find a principal that was admitted, and whose Reader somebody still holds."""
        known = self._readers.get(acting.user_id)
        if known is None:
            raise LookupError(f"user {acting.user_id} must be admitted before he opens a cursor")
        return known

    def join(self, target: Target, member: Member) -> Evaluation:
        """Show a target to a member; registered before anything is read."""
        evaluation = self._evaluations.get(target.key)
        if evaluation is None:
            evaluation = Evaluation(target, self._tally(target), self)
            self._evaluations[target.key] = evaluation
            self._members[evaluation] = {}
            for place in _places(evaluation):
                self._concerned[place][evaluation] = None
        self._members[evaluation][member] = None
        return evaluation

    def leave(self, evaluation: Evaluation, member: Member) -> None:
        """Stop showing; an evaluation dies with its last member."""
        members = self._members.get(evaluation, {})
        members.pop(member, None)
        if not members:
            self._drop(evaluation)

    def _drop(self, evaluation: Evaluation) -> None:
        if self._members.pop(evaluation, None) is None:
            return
        target = evaluation.target
        del self._evaluations[target.key]
        for place in _places(evaluation):
            del self._concerned[place][evaluation]
            if not self._concerned[place]:
                del self._concerned[place]
        evaluation.close()
        if not evaluation.tally.shown_by:  # remembered until a change touches it
            self._tallies[target.tally_key] = (evaluation.tally, self.stamp(target.source))
            self._forget_tallies()

    def _tally(self, target: Target) -> Tally:
        known = self._tallies.pop(target.tally_key, None)
        if known is None:
            tally = Tally(self._count, name=target.source.name)
        else:
            tally, stamp = known
            if not tally.shown_by and stamp != self.stamp(target.source):
                tally.count = None
        self._tallies[target.tally_key] = (tally, None)
        return tally

    def _forget_tallies(self) -> None:
        idle = [key for key, (tally, _) in self._tallies.items() if not tally.shown_by]
        for key in idle[: max(0, len(idle) - REMEMBERED)]:
            self._tallies.pop(key)[0].close()

    # -- what the feed says

    def heard(self, changes: Sequence[Change]) -> None:
        """Hear committed changes, in order; synchronous, so that no two of them mix."""
        for change in changes:
            if change.reset:
                self._renew(change.customer_id)
            elif len(change.rows) > MANY:
                for table in {row.table for row in change.rows}:
                    self._hear_much(change.customer_id, table)
            else:
                for row in change.rows:
                    self._hear(change.customer_id, row)
            if change.reset or any(row.table in DECIDING for row in change.rows):
                self._looking.ask()

    def _hear(self, customer: UUID, row: RowChange) -> None:
        self._stamps[row.table] += 1
        key = str(row.key)
        for evaluation in self._hearing(row.table, customer):
            try:
                evaluation.hear(row.table, customer, key, row.op, row.columns)
            except Exception:  # one evaluation's defect must not make the others miss a change
                log.exception("a change of %s was not understood", row.table)
                evaluation.renew()

    def _hear_much(self, customer: UUID, table: str) -> None:
        self._stamps[table] += 1
        for evaluation in self._hearing(table, customer):
            evaluation.hear_much(table, customer)

    def _hearing(self, table: str, customer: UUID) -> list[Evaluation]:
        """Find the evaluations a change may concern, without asking all of them."""
        if customer == STUDIO:  # a studio's row may be joined to anybody's
            return [one for one in self._members if table in one.relevance.tables]
        wide, narrow = (table, None), (table, customer)
        return [*self._concerned.get(wide, ()), *self._concerned.get(narrow, ())]

    def _renew(self, customer: UUID) -> None:
        """Read again whatever may show rows of a customer whose changes were missed."""
        for source in self.sources.values():
            self._stamps.update({*source.uses, *source.placed})
        for evaluation in self.evaluations:
            owners = evaluation.relevance.owners
            if owners is None or customer == STUDIO or customer in owners:
                evaluation.renew()

    # -- who sees what

    def wait_for_midnight(self) -> None:
        """Look again when the day ends, and now and then before."""
        if self._timer is not None:
            self._timer.cancel()
        self._tick()

    def _tick(self) -> None:
        rest = min(RECHECK, self.store.until_midnight() + 0.1)
        self._timer = asyncio.get_running_loop().call_later(rest, self._tick)
        self._looking.ask()

    async def _look_again(self) -> None:
        # All at once: the store reads those it has to in one go, however many are connected.
        shown = [reader for reader in self._readers.values() if reader.members]
        looked = await asyncio.gather(*map(self._look_at, shown), return_exceptions=True)
        for failed in looked:
            if isinstance(failed, BaseException):
                raise failed

    async def _look_at(self, reader: Reader) -> None:
        try:
            acting, reach = await self.store.known(reader.acting)
        except NotAuthenticated:
            self._sees(reader, reader.acting, Reach(), present=False)
        else:
            self._sees(reader, acting, reach)

    def _sees(
        self, reader: Reader, acting: Principal, reach: Reach, *, present: bool = True
    ) -> None:
        same = (reader.acting.role, reader.reach, reader.present) == (acting.role, reach, present)
        reader.acting, reader.reach, reader.present = acting, reach, present
        if not same:
            for member in tuple(reader.members):
                member.moved()

    # -- what evaluations need

    @asynccontextmanager
    async def reading_for(self, evaluation: Evaluation) -> AsyncIterator[Reading]:
        """Read as a member, when it is this evaluation's turn."""
        async with self._turns, self._reading_as_member(evaluation) as reading:
            yield reading

    @asynccontextmanager
    async def _reading_as_member(self, evaluation: Evaluation) -> AsyncIterator[Reading]:
        """Read as a member; one whose reach has changed is moved, and another one is asked."""
        target, given = evaluation.target, False
        for member in tuple(self._members.get(evaluation, ())):
            acting, reach, present = member.reader.acting, Reach(), False
            try:
                async with self.store.reading(acting) as reading:
                    acting, reach, present = reading.acting, reading.reach, True
                    if target.source.sight(acting, reach).token == target.sight.token:
                        given = True
                        yield reading
                        return
            except (NotAuthenticated, Denied):
                if given:  # not ours: it comes from whoever reads
                    raise
            self._sees(member.reader, acting, reach, present=present)
        raise Closed

    def tell(self, evaluation: Evaluation, shift: Shift) -> None:
        """Hand the next state to all members, and send what is the same for many once."""
        events = []
        for member in tuple(self._members.get(evaluation, ())):
            try:
                event = member.shifted(shift)
            except Exception:  # one cursor's defect is not another's
                log.exception("a cursor of %s could not take a step", evaluation.target.source.name)
                continue
            if event is not None:
                topic, version = event
                events.append((topic, b'[{"version":%d,"ops":' % version, shift.tail))
        if events and self.outlet is not None:
            self.outlet.publish_many(events)

    def recovered(self, evaluation: Evaluation) -> None:
        """Have all members look again: some may have got an error."""
        for member in tuple(self._members.get(evaluation, ())):
            member.look_again()

    def stamp(self, source: Source) -> Hashable:
        return tuple(self._stamps[table] for table in (*source.uses, *source.placed))

    def anchor(self, target: Target) -> Anchor | None:
        trail = self._trails.get(target.trail_key)
        if trail is None or trail.stamp != self.stamp(target.source):
            return None
        for at in (target.first - 1, target.first + target.size):
            if trail.first <= at < trail.first + len(trail.keys):
                return Anchor(trail.keys[at - trail.first], at)
        return None

    def leave_trail(self, target: Target, keys: list[str], stamp: Hashable) -> None:
        if stamp == self.stamp(target.source):  # else a change came while it was read
            self._trails[target.trail_key] = _Trail(target.first, keys, stamp)
            self._trails.move_to_end(target.trail_key)
            if len(self._trails) > REMEMBERED:
                self._trails.popitem(last=False)

    def outline(self, target: Target) -> Outline | None:
        outline, stamp = self._outlines.get(target.outline_key, (None, None))
        return outline if stamp == self.stamp(target.source) else None

    def keep_outline(self, target: Target, outline: Outline, stamp: Hashable) -> None:
        if stamp == self.stamp(target.source):  # else a change came while it was read
            self._outlines[target.outline_key] = (outline, stamp)
            self._outlines.move_to_end(target.outline_key)
            while len(self._outlines) > OUTLINES or self._branches() > BRANCHES:
                self._outlines.popitem(last=False)

    def _branches(self) -> int:
        return sum(len(outline.branches) for outline, _ in self._outlines.values())

    async def _count(self, tally: Tally) -> Count | None:
        evaluation = next(iter(tally.shown_by), None)
        if not isinstance(evaluation, Evaluation):
            return None
        target = evaluation.target
        if target.query.opened is not None:
            return None  # its windows tell how many they are
        try:
            async with self.reading_for(evaluation) as reading:
                return await target.source.count(reading, target.query)
        except YtefasError as refused:
            if not refused.retry:
                raise
            log.info("%s is too big to be counted", target.source.name)
        async with self.reading_for(evaluation) as reading:
            if reading.reach.everything:  # to anybody else a guess would tell of others' rows
                return await target.source.estimate(reading, target.query)
            return await target.source.count(reading, target.query, cap=CAP)
