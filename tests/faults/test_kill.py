"""Sixteen writers through the door, and the server or its database killed under them.

Each write is a request with a key, repeated until it is acknowledged, over as many connections as
it takes. In the end every acknowledged write is there once, and the feed has told it once. (The
control that must lose, a reader of `id > last`, stands in tests/store/test_feed_proof.py.)
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import aiohttp
import asyncpg
import pytest

from tests.support.embedded import server_process, until
from tests.support.factories.customer import make_customer
from tests.support.identity import PASSWORD, cheap
from tests.support.served import serving
from tests.support.visitor import Visitor
from ytefas.errors import Closed, Denied, NoProcedure, NotAuthenticated, YtefasError
from ytefas.rules.access import Level, Role
from ytefas.store.audit import verify_chain
from ytefas.store.embedded.place import socket_dir
from ytefas.store.embedded.server import database_at
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

PEOPLE, EACH = 4, 4
# Denied, or no such procedure any more: its session ended under it, because somebody logged in too
# often; begin a new one.
BROKEN = (Closed, Denied, NoProcedure, OSError, TimeoutError, aiohttp.ClientError,
          NotAuthenticated)  # fmt: skip


def database_url(data_dir: Path) -> str:
    return database_at(str(socket_dir(data_dir, os.geteuid())), "ytefas").url


@dataclass
class Load:
    """What the writers know."""

    url: str
    customer: UUID
    emails: list[str]
    acknowledged: Counter[str] = field(default_factory=Counter)
    saved: Counter[str] = field(default_factory=Counter)  # changes acknowledged, by record
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def more(self, count: int) -> None:
        wanted = self.acknowledged.total() + count
        async with asyncio.timeout(60):
            await until(lambda: self.acknowledged.total() >= wanted)


class Writer:
    """Somebody whose browser repeats a request until it is answered."""

    def __init__(self, load: Load, number: int) -> None:
        self._load = load
        self._email = load.emails[number % PEOPLE]
        self._number = number
        self._visitor: Visitor | None = None
        self._cursor = ""

    async def work(self) -> None:
        count = 0
        while not self._load.enough.is_set():
            name = f"{self._number}-{count}"
            values = {"customer_id": str(self._load.customer), "code": name, "name": name}
            made = await self._insist("create", values)
            self._load.acknowledged[name] += 1
            record = {"key": made["key"], "row_version": 1, "changes": {"floors": 1}}
            assert await self._insist("save", record) == {"row_version": 2}
            self._load.saved[made["key"]] += 1
            count += 1
            await asyncio.sleep(0.15)  # under what one session may ask

    async def _insist(self, verb: str, what: object) -> dict[str, Any]:
        """Ask with one key until somebody answers."""
        key = str(uuid4())
        while True:
            try:
                visitor = await self._connected()
                async with asyncio.timeout(5):
                    answer: dict[str, Any] = await visitor.call(f"{self._cursor}.{verb}", what, key)
            except BROKEN:
                await self.leave()
            except YtefasError as error:
                if not error.retry:
                    raise
            else:
                return answer
            await asyncio.sleep(0.1)

    async def _connected(self) -> Visitor:
        if self._visitor is None or self._visitor.wire.closed.is_set():
            await self.leave()
            async with asyncio.timeout(5):
                visitor = await Visitor.arrive(self._load.url, self._email, PASSWORD)
                self._visitor = visitor
                view = await visitor.open("view", "org.sites", controller="org_sites_list")
            self._cursor = view.offer["cursors"]["rows"]["uri"]
        return self._visitor

    async def leave(self) -> None:
        visitor, self._visitor = self._visitor, None
        if visitor is not None:
            visitor.wire.cut()
            await visitor.browser.http.close()


async def prepared(data_dir: Path, url: str) -> Load:
    """Hire the writers and give them a customer, beside the running node."""
    store = await Store.open(database_url(data_dir))
    identity = Identity(store, hashing=cheap())
    try:
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            customer = await make_customer(unit)
        emails = [f"writer{number}@studio.test" for number in range(PEOPLE)]
        for email in emails:
            user = NewUser(email, "Ada", "Rossi", Role.CONSULTANT, password=PASSWORD)
            person = await identity.accounts.create_user(user, acting=SYSTEM)
            await identity.accounts.grant(person.id, customer, Level.EDIT, acting=SYSTEM)
    finally:
        identity.close()
        await store.close()
    return Load(url, customer, emails)


@asynccontextmanager
async def writing(load: Load) -> AsyncIterator[None]:
    """Let sixteen writers work for the length of the block."""
    writers = [Writer(load, number) for number in range(PEOPLE * EACH)]
    async with asyncio.TaskGroup() as group:
        for writer in writers:
            group.create_task(writer.work())
        try:
            yield
        finally:
            load.enough.set()
    for writer in writers:
        await writer.leave()


async def judge(data_dir: Path, load: Load) -> None:
    """Compare what was acknowledged with what is stored and what the feed has told."""
    connection = await asyncpg.connect(database_url(data_dir))
    await connection.execute("SET ROLE ytefas_all")
    rows = await connection.fetch(
        "SELECT id, name, row_version FROM site WHERE customer_id = $1", load.customer
    )
    told = await connection.fetch(
        "SELECT pk, op FROM change_row JOIN change_tx USING (customer_id, txid)"
        " WHERE customer_id = $1 AND tbl = 'site'", load.customer
    )  # fmt: skip
    numbers = await connection.fetch(
        "SELECT seq FROM change_tx WHERE customer_id = $1 ORDER BY seq", load.customer
    )
    await connection.close()
    assert Counter(row["name"] for row in rows) == load.acknowledged, "lost or doubled"
    changed = Counter({str(row["id"]): row["row_version"] - 1 for row in rows})
    assert changed == load.saved, "a change lost or doubled"
    assert Counter((row["pk"], row["op"]) for row in told) == Counter(
        (row["id"], op) for row in rows for op in ("I", "U")
    ), "told otherwise than it happened"
    found = [row["seq"] for row in numbers]
    assert found == list(range(found[0], found[0] + len(found))), "a gap"
    store = await Store.open(database_url(data_dir))
    try:
        async with store.reading(SYSTEM) as reading:
            verdict = await verify_chain(reading, load.customer)
    finally:
        await store.close()
    assert verdict.holds
    assert verdict.events >= 2 * len(rows)


async def test_a_killed_node_and_a_killed_database_lose_nothing(data_dir: Path) -> None:
    async with AsyncExitStack() as stack:
        process, url = await stack.enter_async_context(serving(data_dir))
        load = await prepared(data_dir, url)
        async with writing(load):
            await load.more(40)
            process.kill()
            _ = await process.wait()
            port = urlsplit(url).port or 0
            _ = await stack.enter_async_context(serving(data_dir, port=port))
            await load.more(60)
            os.kill(server_process(data_dir).pid, signal.SIGKILL)
            await load.more(60)
        await judge(data_dir, load)
