"""The store: the one holder of connections, and the door to every row.

A connection logs in as whoever the URL says and is a `ytefas_node` from its first moment, which has
no rights at all; each transaction takes the role of its scope and loses it at its end. Injected SQL
could still take another of our roles (so statements are composed, never written), yet no statement
that merely forgot its scope can read a row: it is refused.

The owner's URL will do, as on the embedded server. On somebody else's server a login that owns
nothing is safer still: `CREATE ROLE … LOGIN NOINHERIT PASSWORD '…' IN ROLE ytefas_node`.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from random import uniform
from typing import Any, Final, TypeVar
from uuid import UUID

import asyncpg
import orjson

from ytefas.errors import Busy, Denied, UnknownOutcome, YtefasError
from ytefas.framework.tree.tasks import is_wanted, spawn
from ytefas.rules.access import Principal, Reach
from ytefas.store import idempotency
from ytefas.store.audit import Verdict, verify_all
from ytefas.store.failure import LOST, meaning
from ytefas.store.feed import Feed, Pace
from ytefas.store.isolation import ALL, NODE, SYSTEM, Program, opening, role_of
from ytefas.store.pool import Pool, Raw
from ytefas.store.reach import GRANTS, Reaches, here_and_now, until_midnight
from ytefas.store.retention import Retention, forget_old
from ytefas.store.unit import Reading, Unit
from ytefas.store.word_search import IS_LEAKPROOF

T = TypeVar("T")
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """Bounds on what one request may take from the database (times in seconds)."""

    pool_size: int = 20
    pool_wait: float = 2.0
    pool_share: float = 0.25  # of the pool, for one customer or one user
    statement_timeout: float = 5.0
    lock_timeout: float = 2.0
    idle_in_transaction: float = 10.0
    transaction_timeout: float = 30.0
    pace: Pace = field(default_factory=Pace)
    retention: Retention = field(default_factory=Retention)
    housekeeping: float = 600.0  # longest time between two clean-ups
    clock: Callable[[], datetime] = here_and_now  # what day it is where grants end
    application_filters: bool = True  # off: isolation tests, row-level security must hold alone


class Store:
    """Readings and units of work on one database, and the feed of what changed in it."""

    def __init__(self, url: str, settings: StoreSettings) -> None:
        self._url = url
        self._settings = settings
        self._pool = Pool(
            self._connect,
            size=settings.pool_size,
            cap=max(1, int(settings.pool_size * settings.pool_share)),
            wait=settings.pool_wait,
        )
        self.reaches = Reaches(self._grants_of, clock=settings.clock)
        self.feed = Feed(read=self._feed_reader, notify=self._feed_notifier, pace=settings.pace)
        self._tasks: list[asyncio.Task[None]] = []
        self._words_by_function = False

    @classmethod
    async def open(cls, url: str, *, settings: StoreSettings | None = None) -> "Store":
        """Connect, and follow the change feed from now on."""
        store = cls(url, settings or StoreSettings())
        store.feed.listen(store.reaches.forget)
        try:
            await store.feed.start()
            async with store.reading(SYSTEM) as reading:
                store._words_by_function = not await reading.fetch_value(IS_LEAKPROOF)
        except BaseException:
            await store.close()
            raise
        store._tasks.append(spawn(store.feed.run(), name="change feed"))
        store._tasks.append(spawn(store._keep_house(), name="store housekeeping"))
        return store

    async def close(self) -> None:
        """End: transactions still open are cut off, and so rolled back."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.feed.close()
        self._pool.close()

    async def known(self, acting: Principal) -> tuple[Principal, Reach]:
        """Return a principal with the role he has now, and what he sees now."""
        acting, reach, _ = await self.reaches.of(acting)
        return acting, reach

    def until_midnight(self) -> float:
        """Count the seconds until grants may end."""
        return until_midnight(self._settings.clock())

    async def reach_of(self, acting: Principal) -> Reach:
        """Return whom a principal sees now."""
        return (await self.known(acting))[1]

    @asynccontextmanager
    async def reading(self, acting: Principal, *, snapshot: bool = False) -> AsyncIterator[Reading]:
        """Open a read transaction; a `snapshot` sees one moment through all its statements."""
        acting, reach, scope = await self.reaches.of(acting)
        share = _share(acting, reach)
        opened = opening(acting, scope, snapshot=snapshot)
        connection = await self._begin(opened, share, role_of(scope))
        reading = Reading(connection, acting=acting, reach=reach,
                          filtered=self._settings.application_filters,
                          words_by_function=self._words_by_function)  # fmt: skip
        async with self._transaction(reading, connection, share):
            yield reading

    @asynccontextmanager
    async def writing(
        self,
        acting: Principal,
        *,
        cause: str,
        idempotency_key: UUID | None = None,
        request: Any = None,
    ) -> AsyncIterator[Unit]:
        """Open a write transaction; leaving the block commits it, an exception undoes it.

        With a key, look at `unit.repeated` first: the request may have been done before.
        """
        if acting.reads_only:
            raise Denied(reason="reads_only")
        acting, reach, scope = await self.reaches.of(acting)
        share = _share(acting, reach)
        opened = opening(acting, scope, cause=cause)
        connection = await self._begin(opened, share, role_of(scope))
        unit = Unit(connection, acting=acting, reach=reach,
                    filtered=self._settings.application_filters,
                    words_by_function=self._words_by_function)  # fmt: skip
        async with self._transaction(unit, connection, share):
            if idempotency_key is not None:
                await idempotency.claim(unit, idempotency_key, cause=cause, request=request)
            yield unit
            await unit.settle()
            if idempotency_key is not None and not unit.repeated:
                await idempotency.answer(unit, idempotency_key)
        if unit.moves_reach:  # the feed tells it too, a moment later
            self.reaches.forget_all()
        self.feed.poke()

    async def once(
        self,
        acting: Principal,
        work: Callable[[Unit], Awaitable[T]],
        *,
        cause: str,
        key: UUID,
        request: Any = None,
    ) -> T:
        """Do a piece of work exactly once for a key, and return its answer as often as asked.

        When the connection breaks, even at the commit, the key tells which way it went: asked once
        more here, unseen, and by the client after that.
        """
        try:
            return await self._once(acting, work, cause=cause, key=key, request=request)
        except (UnknownOutcome, Busy) as broken:
            if isinstance(broken, Busy) and broken.fields.get("reason") != "connection":
                raise
        return await self._once(acting, work, cause=cause, key=key, request=request)

    async def _once(
        self,
        acting: Principal,
        work: Callable[[Unit], Awaitable[T]],
        *,
        cause: str,
        key: UUID,
        request: Any,
    ) -> T:
        async with self.writing(acting, cause=cause, idempotency_key=key, request=request) as unit:
            if not unit.repeated:
                unit.answer = await work(unit)
            answer: T = unit.answer
        return answer

    @asynccontextmanager
    async def _transaction(
        self, reading: Reading, connection: Raw, share: object | None
    ) -> AsyncIterator[None]:
        sound = False
        try:
            try:
                yield
            except asyncio.CancelledError:
                raise  # in the middle of anything: the connection is cut, and that rolls back
            except BaseException as error:
                if isinstance(error.__cause__, asyncpg.InvalidCachedStatementError):
                    self._pool.forget_idle()  # a migration: what they have prepared is as old
                sound = reading.sound and await _ended(connection, "ROLLBACK")
                raise
            if reading.failed:
                raise RuntimeError("a refused statement was swallowed: nothing can be committed")
            if isinstance(reading, Unit):
                await _commit(connection)
                sound = True
            else:  # what was read was read, even if the connection breaks now
                sound = await _ended(connection, "COMMIT")
        finally:
            reading.ended = True
            self._pool.release(connection, share, sound=sound)

    async def _begin(self, opened: str, share: object | None, role: str) -> Raw:
        """Open a transaction; a connection that died in the pool is replaced, once."""
        connection = await self._pool.acquire(share, role=role)
        try:
            try:
                await connection.execute(opened)
            except LOST:
                connection = await self._pool.renew(connection)
                await connection.execute(opened)
        except BaseException as error:
            self._pool.release(connection, share, sound=False)
            if isinstance(error, (asyncpg.PostgresError, *LOST)):
                raise meaning(error) or error from error
            raise
        return connection

    async def forget_old(self) -> int:
        """Delete what is kept for a while only: announced changes, answers of repeated requests."""
        return await forget_old(lambda: self.writing(SYSTEM, cause="store.forget"),
                                self._settings.retention)  # fmt: skip

    def verify_audit(self) -> AsyncIterator[tuple[UUID, Verdict]]:
        """Recompute the audit of every customer, one after the other; see `audit`."""
        return verify_all(lambda: self.reading(SYSTEM))

    async def _keep_house(self) -> None:
        """Forget from time to time; each node at its own moment, and two at once do no harm."""
        while is_wanted():
            await asyncio.sleep(self._settings.housekeeping * uniform(0.5, 1.0))  # noqa: S311 - spread, not secret
            try:
                _ = await self.forget_old()
            except YtefasError:
                _LOG.warning("old changes could not be forgotten now; trying again later")

    async def _grants_of(self, users: Sequence[UUID], today: date) -> list[asyncpg.Record]:
        async with self.reading(SYSTEM) as reading:
            return await reading.fetch(GRANTS, {"users": list(users), "today": today})

    async def _connect(self) -> Raw:
        bounds = self._settings
        return await _connected(
            self._url,
            {
                "application_name": "ytefas",
                "role": NODE,
                "statement_timeout": _milliseconds(bounds.statement_timeout),
                "lock_timeout": _milliseconds(bounds.lock_timeout),
                "idle_in_transaction_session_timeout": _milliseconds(bounds.idle_in_transaction),
                "transaction_timeout": _milliseconds(bounds.transaction_timeout),
            },
        )

    async def _feed_reader(self) -> Raw:
        settings = {"application_name": "ytefas feed", "role": ALL,
                    "default_transaction_read_only": "on", "statement_timeout": "5000"}  # fmt: skip
        return await _connected(self._url, settings)

    async def _feed_notifier(self) -> Raw:
        # Nothing is lost with a NOTIFY, so its commit need not wait for the disk.
        settings = {"application_name": "ytefas notifier", "role": NODE,
                    "synchronous_commit": "off", "statement_timeout": "5000"}  # fmt: skip
        return await _connected(self._url, settings)


def _share(acting: Principal, reach: Reach) -> object | None:
    """Tell who is served: the one customer of a reach, else the user; the program is not capped."""
    if isinstance(acting, Program):
        return None
    only = next(iter(reach.levels)) if len(reach.levels) == 1 else None
    return only or acting.user_id


async def _commit(connection: Raw) -> None:
    try:
        status = await connection.execute("COMMIT")
    except asyncpg.QueryCanceledError as late:
        raise Busy(reason="slow") from late  # a timeout comes before the commit record is written
    except LOST as lost:
        raise UnknownOutcome from lost
    except asyncpg.PostgresError as refused:
        raise meaning(refused) or refused from refused
    if status != "COMMIT":
        raise RuntimeError(f"the transaction had failed: {status}")


async def _ended(connection: Raw, how: str) -> bool:
    try:
        await connection.execute(how)
    except (asyncpg.PostgresError, *LOST):
        return False
    return True


async def _connected(url: str, settings: Mapping[str, str]) -> Raw:
    connection = await asyncpg.connect(
        url,
        server_settings={"TimeZone": "UTC", "jit": "off", "search_path": "public", **settings},
        statement_cache_size=500,
        command_timeout=_GIVE_UP,
    )
    try:
        await connection.set_type_codec("jsonb", schema="pg_catalog", format="binary",
                                        encoder=_to_jsonb, decoder=_from_jsonb)  # fmt: skip
        await connection.set_type_codec("json", schema="pg_catalog", format="binary",
                                        encoder=_to_json, decoder=orjson.loads)  # fmt: skip
    except BaseException:
        connection.terminate()
        raise
    return connection


def _to_json(value: Any) -> bytes:
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS)


def _to_jsonb(value: Any) -> bytes:
    return _JSONB_VERSION + _to_json(value)


def _from_jsonb(data: bytes) -> Any:
    return orjson.loads(memoryview(data)[1:])


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))


_JSONB_VERSION: Final = b"\x01"
_GIVE_UP: Final = 15.0  # seconds without an answer: later than every timeout of the server
