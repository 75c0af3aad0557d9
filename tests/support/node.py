"""A whole node in this process, on a throw-away database, and people to visit it.

Passwords are hashed by the same algorithm at the least cost: what it costs is proved elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from schema.base import tables
from tests.support.client import CursorProxy
from tests.support.factories.customer import make_customer
from tests.support.factories.department import make_department
from tests.support.factories.site import make_site
from tests.support.identity import PASSWORD, cheap
from tests.support.visitor import Visitor
from tests.support.witness import Witness
from ytefas.assembly.node import Running, serving
from ytefas.assembly.stored import Bounds, Stored
from ytefas.rules.access import LEVELS, Role
from ytefas.rules.login import LoginLimits, Person
from ytefas.settings import Settings
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.identity.accounts import Accounts, NewUser
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.source import Source
from ytefas.wire.limits import Limits

_numbers = count(1)
# Between two tests that share a node nobody answers its pings: others may take minutes.
AWAKE = Limits(ping_seconds=600.0, dead_seconds=3600.0)
PLENTY = replace(AWAKE, calls=10**6, messages=10**6, concurrent_calls=1000)
# Nor do transactions under way go on, or anything on a machine that does much else: what gave up
# would be an answer that differs.
UNHURRIED = StoreSettings(
    pool_wait=60, statement_timeout=60, lock_timeout=60, idle_in_transaction=600,
    transaction_timeout=600,
)  # fmt: skip
PATIENT = LoginLimits(
    origin_tries=100_000, account_tries=100_000, parallel=1000,
    idle=timedelta(hours=12), idle_admin=timedelta(hours=12),
)  # fmt: skip


@dataclass
class House:
    """A running node and what tests do to it from behind; `visit` is the way through the door."""

    running: Running
    witness: Witness
    guests: list[Visitor] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.running.url

    @property
    def store(self) -> Store:
        return self.running.stored.store

    @property
    def accounts(self) -> Accounts:
        return self.running.stored.identity.accounts

    async def hire(self, role: Role = Role.CONSULTANT, **more: Any) -> Person:
        """Make a user who can log in with PASSWORD."""
        email = more.pop("email", f"person.{next(_numbers)}@studio.test")
        names = {"name": "Ada", "surname": "Rossi", **more}
        user = NewUser(email, role=role, password=PASSWORD, **names)
        return await self.accounts.create_user(user, acting=SYSTEM)

    async def customer(self, **values: Any) -> UUID:
        async with self.store.writing(SYSTEM, cause="test.write") as unit:
            return await make_customer(unit, **values)

    async def site(self, customer: UUID, **values: Any) -> UUID:
        async with self.store.writing(SYSTEM, cause="test.write") as unit:
            return await make_site(unit, customer, **values)

    async def department(self, customer: UUID, site: UUID, **values: Any) -> UUID:
        async with self.store.writing(SYSTEM, cause="test.write") as unit:
            return await make_department(unit, customer, site, **values)

    async def grant(self, person: Person, customer: UUID, level: str = "edit") -> None:
        await self.accounts.grant(person.id, customer, LEVELS[level], acting=SYSTEM)

    async def change(self, table: str, key: UUID, version: int, **changes: Any) -> None:
        """Change a row as the program does."""
        async with self.store.writing(SYSTEM, cause="test.write") as unit:
            await unit.update(tables()[table], key, version, changes)

    async def visit(self, person: Person, **ways: Any) -> Visitor:
        """Let somebody log in and start a session; he leaves with the test."""
        witness = self.witness.fresh()
        visitor = await Visitor.arrive(self.url, person.email, PASSWORD, witness=witness, **ways)
        self.guests.append(visitor)
        return visitor

    async def consultant(self, *customers: UUID, level: str = "edit") -> tuple[Person, Visitor]:
        """Hire a consultant for some customers and let him in."""
        person = await self.hire()
        for customer in customers:
            await self.grant(person, customer, level)
        return person, await self.visit(person)

    async def everybody_leaves(self) -> None:
        for visitor in self.guests:
            async with asyncio.timeout(30):
                await visitor.go()
        self.guests.clear()


def shown(cursor: CursorProxy, column: str) -> list[Any]:
    """Give the values of one column, in the order of the rows."""
    if column not in cursor.columns:
        return []
    at = cursor.columns.index(column)
    return [row[at] for row in cursor.rows]


@asynccontextmanager
async def node_on(
    url: str,
    *,
    store_settings: StoreSettings = UNHURRIED,
    sources: Mapping[str, Source] | None = None,
    limits: LoginLimits = PATIENT,
    bounds: Bounds = Bounds(wire=AWAKE),  # noqa: B008 - frozen
    **settings: Any,
) -> AsyncIterator[House]:
    """Serve a database for the length of the block."""
    store = await Store.open(url, settings=store_settings)
    identity = Identity(store, hashing=cheap(), limits=limits)
    try:
        wanted = Settings(port=0, **settings)
        async with serving(
            wanted, Stored(store, identity), sources=sources, bounds=bounds
        ) as running:
            house = House(running, Witness())
            try:
                yield house
            finally:
                await house.everybody_leaves()
    finally:
        identity.close()
        await store.close()
