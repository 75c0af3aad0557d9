"""A real identity on a real database, with a clock the test turns and a hash that costs little."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import select

from schema.base import tables
from ytefas.errors import NotAuthenticated
from ytefas.rules.access import Role
from ytefas.rules.login import Opened, Person, Visitor
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.hashing import Hashing
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Reading

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ADA = "ada@studio.test"
PASSWORD = "correct horse battery"
WRONG = "wrong horse battery"
HERE = Visitor("192.0.2.10", "Test/1.0")
ELSEWHERE = Visitor("198.51.100.66", "Attack/1.0")


class Clock:
    """The time, as the test says it is."""

    def __init__(self) -> None:
        self.now = START

    async def __call__(self, _reading: Reading) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True, slots=True)
class Office:
    """An identity and the hands to set it up."""

    store: Store
    identity: Identity
    clock: Clock

    async def hire(self, email: str, *, role: Role = Role.CONSULTANT, **more: str) -> Person:
        user = NewUser(email, "Ada", "Rossi", role, password=PASSWORD, **more)
        return await self.identity.accounts.create_user(user, acting=SYSTEM)

    async def enter(self, email: str, visitor: Visitor = HERE) -> Opened:
        return await self.identity.log_in(email, password=PASSWORD, visitor=visitor)

    async def redeem(self, ticket: str, authid: str | None = None) -> str | None:
        """Bring a ticket to the WAMP door: the user it lets in, or None."""
        try:
            principal = await self.identity.authenticate(
                realm="ytefas", authid=authid, ticket=ticket, ip=HERE.ip
            )
        except NotAuthenticated:
            return None
        return principal.id

    async def rows(self, name: str) -> list[asyncpg.Record]:
        """Read a whole table, as the program."""
        async with self.store.reading(SYSTEM) as reading:
            return await reading.fetch(select(tables()[name]))

    async def open_ids(self, opened: Opened) -> list[UUID]:
        logins = await self.identity.open_logins(opened.login.principal)
        return [login.id for login in logins]

    def another_node(self) -> Identity:
        """Start a second node on the same database: it shares nothing else."""
        return Identity(self.store, hashing=cheap(), clock=self.clock)


def cheap() -> Hashing:
    """Make the same algorithm at the least cost: what it costs is not what these tests prove."""
    return Hashing(memory_kib=8, passes=1)


@asynccontextmanager
async def office_on(database: Database) -> AsyncIterator[Office]:
    """Open an office on a database that tests share; it begins empty."""
    await _sweep(database)
    store = await Store.open(database.url)
    clock = Clock()
    identity = Identity(store, hashing=cheap(), clock=clock)
    try:
        yield Office(store, identity, clock)
    finally:
        identity.close()
        await store.close()


async def _sweep(database: Database) -> None:
    """Forget everybody: ten times faster than another clone."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        # No triggers: nothing of this is told to the feed.
        await connection.execute("SET session_replication_role = replica")
        for name in sorted(tables()):
            await connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own tables
    finally:
        await connection.close()
