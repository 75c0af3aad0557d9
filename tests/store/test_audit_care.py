"""Somebody looks after the audit: the node once a day, and whoever asks the doctor to."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from typing_extensions import override

from tests.support.factories.site import make_site
from tests.support.studio import Studio, make_studio
from ytefas.__main__ import main
from ytefas.assembly import node as assembly_node
from ytefas.settings import Settings
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM


@pytest_asyncio.fixture
async def studio(database: Database) -> AsyncIterator[Studio]:
    store = await Store.open(database.url)
    made = await make_studio(store)
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        for _ in range(3):
            await make_site(unit, made.alfa)
    await store.close()
    yield made


async def tamper(database: Database, customer: UUID, how: str) -> None:
    superuser = await asyncpg.connect(database.superuser_url)
    try:
        await superuser.execute(f"{how} customer_id = $1 AND position = 3", customer)
    finally:
        await superuser.close()


FORGED = "UPDATE audit_event SET user_id = customer_id WHERE"


async def test_the_doctor_verifies_when_asked_and_says_where_it_is_broken(
    database: Database, studio: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    async def doctor(*more: str) -> tuple[int, str]:
        arguments = ["doctor", "--verify", "--database-url", database.url, *more]
        status = await asyncio.to_thread(main, arguments)
        return status, capsys.readouterr().out

    _, said = await doctor("--json")
    found = json.loads(said)["audit"]
    assert found["broken"] == []
    assert found["events"] >= 8
    await tamper(database, studio.alfa, FORGED)
    status, said = await doctor("--json")
    assert status == 1
    assert json.loads(said)["audit"]["broken"] == [{"customer": str(studio.alfa), "event": 3}]
    status, said = await doctor()
    assert status == 1
    assert f"The audit of customer {studio.alfa} was changed: event 3" in said


async def test_a_chain_is_verified_beside_those_who_write(
    database: Database, studio: Studio
) -> None:
    store = await Store.open(database.url)

    async def write() -> None:
        for _ in range(20):
            async with store.writing(SYSTEM, cause="site.create") as unit:
                await make_site(unit, studio.alfa)

    async def verify() -> None:
        for _ in range(10):
            assert all([verdict.holds async for _, verdict in store.verify_audit()])

    try:
        await asyncio.gather(write(), verify())
    finally:
        await store.close()


async def test_events_the_counter_does_not_know_break_the_chain(
    database: Database, studio: Studio
) -> None:
    await tamper(
        database, studio.alfa,
        "INSERT INTO audit_event"
        " (customer_id, user_id, entity, action, diff, cause, txid, position, prev_hash, hash)"
        " SELECT customer_id, user_id, entity, action, diff, cause, txid, 99, hash, hash"
        " FROM audit_event WHERE",
    )  # fmt: skip
    store = await Store.open(database.url)
    try:
        broken = {at: verdict.broken_at async for at, verdict in store.verify_audit()}
    finally:
        await store.close()
    assert broken[studio.alfa] == 99
    assert set(broken.values()) == {None, 99}


async def test_the_node_verifies_by_itself_and_logs_what_it_finds(
    database: Database,
    studio: Studio,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await tamper(database, studio.alfa, FORGED)
    monkeypatch.setattr(assembly_node, "PURGE_EVERY", 0.01)
    found = asyncio.Event()

    class Listener(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno == logging.ERROR and "does not follow" in record.getMessage():
                found.set()

    listener = Listener()
    logging.getLogger("ytefas.store.audit").addHandler(listener)
    try:
        async with assembly_node.running(Settings(port=0), database):
            await asyncio.wait_for(found.wait(), 30)
    finally:
        logging.getLogger("ytefas.store.audit").removeHandler(listener)
    assert f"customer {studio.alfa} was changed: event 3 " in caplog.text
