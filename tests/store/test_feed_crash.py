"""Every acknowledged write survives a crash once, and the feed tells it once.

Backends are terminated and the server is killed in the middle of the writers. Each write is a
request with a key, repeated until it is acknowledged, as a client does.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import select

from schema.base import new_id, tables
from tests.store.test_feed_proof import Told, caught_up
from tests.support.embedded import running, server_process, until
from tests.support.factories.customer import make_customer
from tests.support.factories.user import grant, make_user
from ytefas.errors import Busy, UnknownOutcome
from ytefas.rules.access import Principal
from ytefas.store import migrate
from ytefas.store.audit import verify_chain
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Unit

pytestmark = pytest.mark.slow

WRITERS = 4
SITE = tables()["site"]


@pytest_asyncio.fixture
async def durable(data_dir: Path) -> AsyncIterator[Database]:
    """Run a server that keeps its promises: what it acknowledged is on disk."""
    async with running(data_dir, synchronous_commit="on", fsync="on") as database:
        await migrate.upgrade(database)
        yield database


async def write(
    store: Store, acting: Principal, customer: UUID, name: str, acknowledged: set[str]
) -> None:
    """Ask for one site until somebody says that it is there."""
    key, values = new_id(), {"customer_id": customer, "name": name}

    async def effect(unit: Unit) -> str:
        # The code differs at every attempt, so a doubled effect shows as a second row.
        return str(await unit.insert(SITE, {**values, "code": str(new_id())[-12:]}))

    async with asyncio.timeout(30):
        while name not in acknowledged:
            try:
                _ = await store.once(
                    acting, effect, cause="test.write", key=key, request={"name": name}
                )
            except (Busy, UnknownOutcome):
                await asyncio.sleep(0.02)
            else:
                acknowledged.add(name)


async def keep_writing(
    store: Store,
    acting: Principal,
    customer: UUID,
    *,
    writer: int,
    acknowledged: set[str],
    enough: asyncio.Event,
) -> None:
    number = 0
    while not enough.is_set():
        await write(store, acting, customer, f"{writer}-{number}", acknowledged)
        number += 1


async def more_than(acknowledged: set[str], count: int) -> None:
    async with asyncio.timeout(30):
        await until(lambda: len(acknowledged) >= count)


async def terminate_all(database: Database) -> None:
    with suppress(asyncpg.PostgresError, OSError):
        connection = await asyncpg.connect(database.superuser_url)
        try:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND usename = 'ytefas'"
            )
        finally:
            await connection.close()


async def test_no_acknowledged_write_is_lost_or_doubled(durable: Database, data_dir: Path) -> None:
    store, other = await Store.open(durable.url), await Store.open(durable.url)
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        anna, customer = await make_user(unit), await make_customer(unit)
        await grant(unit, anna, customer, "edit")
    await caught_up(other)
    told, acknowledged, enough = Told(), set[str](), asyncio.Event()
    other.feed.listen(told.hear)
    async with asyncio.TaskGroup() as group:
        for writer in range(WRITERS):
            group.create_task(
                keep_writing(
                    store, anna, customer, writer=writer, acknowledged=acknowledged, enough=enough
                )
            )
        for _ in range(3):
            await more_than(acknowledged, len(acknowledged) + 30)
            await terminate_all(durable)
        await more_than(acknowledged, len(acknowledged) + 30)
        os.kill(server_process(data_dir).pid, signal.SIGKILL)
        await more_than(acknowledged, len(acknowledged) + 60)
        enough.set()
    async with store.reading(anna) as reading:
        stored = await reading.fetch(select(SITE.c.id, SITE.c.name).where(reading.within(SITE)))
        verdict = await verify_chain(reading, customer)
    await caught_up(other)
    await store.close()
    await other.close()
    assert Counter(row["name"] for row in stored) == Counter(acknowledged), "lost or doubled"
    assert told.keys() == Counter(row["id"] for row in stored), "told otherwise than it happened"
    numbers = told.numbers()[customer]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "a gap"
    assert not any(change.reset for change in told.changes)
    assert verdict.holds
