"""The change feed: every committed change, once, in order, without a gap, on every node.

A customer's changes are numbered at their commit, under a lock held until the commit is visible
(`functions.sql`, `feed_stamp`), so "everything after the last number I saw" never skips one. The
reader polls each second, and that alone makes it complete; a NOTIFY after each commit makes it
quick. NOTIFY inside the business transactions would serialise all writers of the cluster.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from ytefas.framework.tree.tasks import is_wanted
from ytefas.store.failure import LOST
from ytefas.store.pool import Raw

CHANNEL: Final = "ytefas_feed"
_LOG: Final = logging.getLogger(__name__)


Operation = Literal["insert", "update", "delete"]
_OPERATIONS: Final[Mapping[str, Operation]] = {"I": "insert", "U": "update", "D": "delete"}


@dataclass(frozen=True, slots=True)
class Position:
    """How far one has read a customer's changes; the epoch changes when numbers are used again."""

    epoch: UUID
    seq: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that changed, and for an update which columns; never the values."""

    table: str
    key: UUID
    op: Operation
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """One committed transaction of one customer; `reset`: changes were missed, load again."""

    customer_id: UUID
    epoch: UUID
    seq: int
    actor_id: UUID | None
    at: datetime | None
    rows: tuple[RowChange, ...]
    reset: bool = False


@dataclass(frozen=True, slots=True)
class _Moved:
    """A customer whose head is not where a reader knows it."""

    customer_id: UUID
    epoch: UUID
    head: int
    known: Position | None

    @property
    def seq(self) -> int:
        return 0 if self.known is None else self.known.seq

    @property
    def can_be_told(self) -> bool:
        return self.head > self.seq and (self.known is None or self.known.epoch == self.epoch)


Listener = Callable[[Sequence[Change]], Awaitable[None] | None]
Connect = Callable[[], Awaitable[Raw]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often, in seconds, and how much at once."""

    poll: float = 1.0  # the guarantee
    pause: float = 0.01  # between two readings, however often it is woken
    notify: float = 0.02  # between two wake-ups of the other nodes
    retry: float = 0.2  # after a lost connection
    at_once: int = 500  # changes of one customer per question
    customers: int = 200  # per question
    rows: int = 2000  # of one change; a bigger one is told as "load again"


class Feed:
    """The changes of all customers as one node follows them, on a connection of its own."""

    def __init__(self, *, read: Connect, notify: Connect, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._open_reader = read
        self._open_notifier = notify
        self._reader: Raw | None = None
        self._notifier_pid = 0
        self._asking = asyncio.Lock()
        self._wake = asyncio.Event()
        self._committed = asyncio.Event()
        self._listeners: list[Listener] = []
        self._positions: dict[UUID, Position] = {}
        self._read_at = float("-inf")  # when it last knew everything, by the loop's clock

    async def start(self) -> None:
        """Begin at the newest change: whoever starts now reads the data as they are now."""
        self._positions = dict(await self.head())
        self._read_at = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Follow and announce until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follow(), name="feed reader")
                group.create_task(self._announce(), name="feed notifier")
        finally:
            self.close()

    def close(self) -> None:
        """Cut the reader's connection, whether it was ever followed or not."""
        self._drop_reader()

    def poke(self) -> None:
        """Say that something was committed here: this node reads at once, the others soon."""
        self._wake.set()
        self._committed.set()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have every later change delivered; call what is returned to end it."""
        self._listeners.append(listener)

        def close() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return close

    def is_current(self, *, within: float = 5.0) -> bool:
        """Tell whether it has read to the end lately: so many seconds ago at most."""
        return asyncio.get_running_loop().time() - self._read_at <= within

    @property
    def positions(self) -> Mapping[UUID, Position]:
        """How far this node has delivered."""
        return self._positions

    async def head(self) -> dict[UUID, Position]:
        """Return the newest number of every customer."""
        rows = await self._ask(_HEADS)
        return {row["customer_id"]: Position(row["epoch"], row["seq"]) for row in rows}

    async def since(self, positions: Mapping[UUID, Position]) -> list[Change]:
        """Return the next changes after the given positions, of those customers only.

        At most some hundreds of each: ask again until there is nothing. A `reset` stands for
        changes that cannot be told any more: another epoch, a future number, or past retention.
        """
        return await self._tell(await self._compared(positions, only=True))

    async def _follow(self) -> None:
        """Look everywhere each `poll` seconds; when woken, where something happened lately."""
        clock = asyncio.get_running_loop().time
        due = 0.0
        while is_wanted():
            with suppress(TimeoutError):
                async with asyncio.timeout_at(due):
                    _ = await self._wake.wait()
            self._wake.clear()
            everywhere = clock() >= due
            try:
                await self._read_on(everywhere=everywhere)
                self._read_at = asyncio.get_running_loop().time()
            except (asyncpg.PostgresError, *LOST):
                _LOG.warning("the change feed lost its connection and opens another")
                await asyncio.sleep(self._pace.retry)
                due = 0.0
            except Exception:  # noqa: BLE001 - a feed that stops freezes every screen
                _LOG.exception("the change feed could not be read; it is tried again")
                await asyncio.sleep(self._pace.poll)
            else:
                due = clock() + self._pace.poll if everywhere else due
                await asyncio.sleep(self._pace.pause)

    async def _read_on(self, *, everywhere: bool) -> None:
        while news := await self._tell(await self._moved(everywhere=everywhere)):
            for change in news:
                self._positions[change.customer_id] = Position(change.epoch, change.seq)
            await self._deliver(news)

    async def _deliver(self, news: Sequence[Change]) -> None:
        for listener in tuple(self._listeners):
            try:
                pending = listener(news)
                if pending is not None:
                    await pending
            except Exception:  # noqa: BLE001 - one listener's defect is not another's
                _LOG.exception("a listener of the change feed failed")

    async def _moved(self, *, everywhere: bool) -> list[_Moved]:
        if everywhere:
            return await self._compared(self._positions, only=False)
        moved = []
        for row in await self._ask(_LATELY):
            known = self._positions.get(row["customer_id"])
            if known != Position(row["epoch"], row["seq"]):
                moved.append(_Moved(row["customer_id"], row["epoch"], row["seq"], known))
        return moved

    async def _compared(self, positions: Mapping[UUID, Position], *, only: bool) -> list[_Moved]:
        given = [(customer, at.epoch, at.seq) for customer, at in positions.items()]
        rows = await self._ask(_MOVED, *_columns(given, 3), only)
        return [
            _Moved(row["customer_id"], row["epoch"], row["head"],
                   positions.get(row["customer_id"]))
            for row in rows
        ]  # fmt: skip

    async def _tell(self, moved: Sequence[_Moved]) -> list[Change]:
        """Read what happened between the known positions and the new heads."""
        news = [_reset(one) for one in moved if not one.can_be_told]
        asked = [one for one in moved if one.can_be_told]
        for begin in range(0, len(asked), self._pace.customers):
            news += await self._tell_some(asked[begin : begin + self._pace.customers])
        return news

    async def _tell_some(self, asked: Sequence[_Moved]) -> list[Change]:
        spans = [(one.customer_id, one.epoch, one.seq, one.head) for one in asked]
        try:
            rows = await self._ask(
                _ENVELOPES, *_columns(spans, 4), self._pace.at_once, self._pace.rows + 1
            )
        except asyncpg.QueryCanceledError:  # too much to be read: asked again, it still would be
            _LOG.warning("too many changes to tell one by one; everything is loaded again")
            return [_reset(one) for one in asked]
        by_customer = {
            customer: list(own) for customer, own in groupby(rows, lambda row: row["customer_id"])
        }
        news = []
        for one in asked:
            told = _changes(by_customer.get(one.customer_id, ()), one.epoch, most=self._pace.rows)
            numbers = [change.seq for change in told]
            gapless = numbers == [*range(one.seq + 1, one.seq + 1 + len(told))]
            news += told if told and gapless else [_reset(one)]
        return news

    async def _ask(self, sql: str, *values: Any) -> list[asyncpg.Record]:
        async with self._asking:
            if self._reader is None or self._reader.is_closed():
                self._reader = await self._open_reader()
                await self._reader.add_listener(CHANNEL, self._woken)
            try:
                return await self._reader.fetch(sql, *values)
            except BaseException:
                self._drop_reader()
                raise

    def _woken(self, _connection: object, pid: int, _channel: str, _payload: object) -> None:
        if pid != self._notifier_pid:  # ours: this node knows already
            self._wake.set()

    def _drop_reader(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None and not reader.is_closed():
            reader.terminate()

    async def _announce(self) -> None:
        """Wake the other nodes; what is lost here is found by their next poll."""
        connection: Raw | None = None
        try:
            while is_wanted():
                await self._committed.wait()
                self._committed.clear()
                try:
                    if connection is None or connection.is_closed():
                        connection = await self._open_notifier()
                        self._notifier_pid = connection.get_server_pid()
                    await connection.execute(f"NOTIFY {CHANNEL}")
                    await asyncio.sleep(self._pace.notify)
                except (asyncpg.PostgresError, *LOST):
                    if connection is not None:
                        connection.terminate()
                    await asyncio.sleep(self._pace.retry)
        finally:
            if connection is not None:
                connection.terminate()


async def renumber(owner: Raw) -> None:
    """Begin a new epoch after a restore or a failover: old numbers will be used again.

    Transaction ids restart too, so what refers to them goes.
    """
    async with owner.transaction():
        await owner.execute("TRUNCATE change_pending, change_row, change_tx")
        await owner.execute("UPDATE feed_head SET epoch = gen_random_uuid()")


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _reset(moved: _Moved) -> Change:
    return Change(moved.customer_id, moved.epoch, moved.head, None, None, (), reset=True)


def _changes(rows: Iterable[asyncpg.Record], epoch: UUID, *, most: int) -> list[Change]:
    found = []
    for seq, group in groupby(rows, lambda row: row["seq"]):
        envelope = list(group)
        first, is_huge = envelope[0], len(envelope) > most
        told = tuple(
            RowChange(row["tbl"], row["pk"], _OPERATIONS[row["op"]], frozenset(row["cols"]))
            for row in envelope
            if row["tbl"] is not None and not is_huge
        )
        found.append(
            Change(
                first["customer_id"], epoch, seq, first["actor"], first["at"], told, reset=is_huge
            )
        )
    return found


_HEADS: Final = "SELECT customer_id, epoch, seq FROM feed_head"
# Longer than any transaction may take (transaction_timeout): a wake-up looks far enough back.
_LATELY: Final = """
SELECT customer_id, epoch, seq FROM feed_head WHERE at > clock_timestamp() - interval '40 s'"""
_MOVED: Final = """
SELECT customer_id, coalesce(h.epoch, uuid_nil.it) AS epoch, coalesce(h.seq, 0) AS head
  FROM feed_head h
  FULL JOIN unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS k (customer_id, epoch, seq)
 USING (customer_id)
 CROSS JOIN (SELECT '00000000-0000-0000-0000-000000000000'::uuid AS it) uuid_nil
 WHERE (k.epoch IS NULL AND NOT $4) OR coalesce(h.epoch, uuid_nil.it) <> k.epoch OR h.seq <> k.seq
 ORDER BY customer_id"""
# The lateral sub-select keeps to the index on (customer, number) whatever the statistics say.
_ENVELOPES: Final = """
SELECT t.customer_id, t.seq, t.actor, t.at, r.tbl, r.pk, r.op, r.cols
  FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
    AS k (customer_id, epoch, seq, head)
 CROSS JOIN LATERAL (
   SELECT * FROM change_tx t
    WHERE t.customer_id = k.customer_id AND t.seq > k.seq AND t.seq <= k.head
    ORDER BY t.seq LIMIT $5) t
  LEFT JOIN LATERAL (
   SELECT * FROM change_row r
    WHERE r.customer_id = t.customer_id AND r.txid = t.txid ORDER BY r.n LIMIT $6) r ON true
 ORDER BY t.customer_id, t.seq, r.n"""
