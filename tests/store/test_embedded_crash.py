"""Whatever is killed, and when: the next start works, and what was committed is there."""

# ruff: noqa: ASYNC240 - these tests look at small local files; nobody shares their loop

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import pytest

from tests.support.database import THROWAWAY
from tests.support.embedded import (
    owner_ready,
    query,
    running,
    server_process,
    start_owner,
    until,
)
from ytefas.store.embedded import server as servers
from ytefas.store.embedded.launch import launch, private_output
from ytefas.store.embedded.lock import Lock
from ytefas.store.embedded.place import Place, find_place
from ytefas.store.embedded.process import Postmaster, Process
from ytefas.store.embedded.program import installed, program_for
from ytefas.store.embedded.refusal import ServerRefused
from ytefas.store.embedded.server import Database, EmbeddedServer, database_at

DURABLE = {"fsync": "off", "synchronous_commit": "on", "full_page_writes": "on"}


async def answers(url: str, statement: str) -> object:
    """Ask until the server is back."""
    while True:
        try:
            return await query(url, statement)
        except (OSError, asyncpg.PostgresError):
            await asyncio.sleep(0.01)


async def test_a_killed_server_comes_back_with_what_was_committed(made_dir: Path) -> None:
    async with running(made_dir, **DURABLE) as database:
        await query(database.url, "CREATE TABLE acknowledged AS SELECT 42 AS answer")
        killed = server_process(made_dir)
        killed.signal(signal.SIGKILL)
        await until(lambda: not killed.alive)
        assert await answers(database.url, "SELECT answer FROM acknowledged") == 42
        assert server_process(made_dir) != killed


async def test_a_server_that_cannot_start_again_is_tried_until_it_can(
    made_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(made_dir) as database:
        broken = made_dir / "cluster" / "postgresql.auto.conf"
        before = broken.read_text()
        broken.write_text("work_mem = 'a lot'\n")
        server_process(made_dir).signal(signal.SIGKILL)
        await until(lambda: "could not be started again" in caplog.text)
        broken.write_text(before)
        assert await answers(database.url, "SELECT 1") == 1


async def test_stop_is_bounded_even_if_the_server_does_not_react(
    made_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "_FAST", 0.05)
    monkeypatch.setattr(servers, "_IMMEDIATE", 0.05)
    server = EmbeddedServer(made_dir, settings=THROWAWAY)
    await server.start()
    process = server_process(made_dir)
    process.signal(signal.SIGSTOP)
    await server.stop()
    assert not process.alive
    async with running(made_dir) as database:
        assert await query(database.url, "SELECT 1") == 1


async def test_the_server_does_not_outlive_its_killed_owner(made_dir: Path) -> None:
    owner = await start_owner(made_dir)
    await owner_ready(owner)
    process = server_process(made_dir)
    url = database_at(str(made_dir / "socket")).url
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    owner.kill()
    await owner.wait()
    async with running(made_dir) as database:
        assert not process.alive
        assert await query(database.url, "SELECT answer FROM kept") == 42


async def test_owner_and_server_killed_at_once(made_dir: Path) -> None:
    owner = await start_owner(made_dir)
    await owner_ready(owner)
    os.kill(owner.pid, signal.SIGSTOP)
    server_process(made_dir).signal(signal.SIGKILL)
    owner.kill()
    await owner.wait()
    async with running(made_dir) as database:
        assert await query(database.url, "SELECT 1") == 1


async def test_killed_in_the_middle_of_creation(data_dir: Path) -> None:
    owner = await start_owner(data_dir)
    await until(lambda: list(data_dir.glob(".new-cluster-*/base/1/PG_VERSION")))
    owner.kill()
    await owner.wait()
    assert not (data_dir / "cluster").exists()
    async with running(data_dir) as database:
        assert await query(database.url, "SELECT 1") == 1
    assert not list(data_dir.glob(".new-*"))


async def _lonely_server(made_dir: Path) -> tuple[Place, Process]:
    """Start a server that no EmbeddedServer knows; it dies with the test process at the latest."""
    async with running(made_dir):
        pass
    place = find_place(made_dir)
    command = [program_for(place.account, installed(), made_dir)["postgres"], "-D",
               str(place.cluster)]  # fmt: skip
    with private_output() as output:
        await launch(place.account, command, cwd=made_dir, output=output, farewell=signal.SIGINT)
    await until(lambda: (found := Postmaster.read(place.cluster)) and found.ready)
    return place, server_process(made_dir)


async def test_an_orphan_we_recorded_is_stopped_first(made_dir: Path) -> None:
    place, orphan = await _lonely_server(made_dir)
    lock = Lock.take(place.data_dir)
    lock.record(orphan)
    os.close(lock._descriptor)  # as when its owner dies: released, with the record left behind
    async with running(made_dir) as database:
        assert not orphan.alive
        assert await query(database.url, "SELECT 1") == 1


async def test_a_server_we_did_not_start_is_left_alone(made_dir: Path) -> None:
    place, foreign = await _lonely_server(made_dir)
    try:
        with pytest.raises(ServerRefused, match=f"pid {foreign.pid}"):
            await EmbeddedServer(made_dir, settings=THROWAWAY).start()
        database: Database = database_at(str(place.socket_dir))
        assert await query(database.url, "SELECT 1") == 1
    finally:
        foreign.signal(signal.SIGQUIT)
        await until(lambda: not foreign.alive)


async def test_a_stale_pid_that_now_belongs_to_a_stranger_does_not_stop_us(made_dir: Path) -> None:
    async with running(made_dir):
        content = (made_dir / "cluster" / "postmaster.pid").read_text()
    place = find_place(made_dir)
    with private_output() as output:  # a stranger of the same user: PostgreSQL alone would give up
        stranger = await launch(place.account, ["/bin/sleep", "600"], cwd=Path("/"),
                                output=output, farewell=signal.SIGKILL)  # fmt: skip
    try:
        stale = place.cluster / "postmaster.pid"
        stale.write_text(f"{stranger.pid}\n{content.partition(chr(10))[2]}")
        os.chown(stale, place.account.uid, place.account.gid)
        async with running(made_dir) as database:
            assert await query(database.url, "SELECT 1") == 1
        assert stranger.returncode is None
    finally:
        stranger.kill()
        await stranger.wait()


async def test_a_torn_record_in_the_lock_file_is_nobody(made_dir: Path) -> None:
    async with running(made_dir):
        pass
    (made_dir / "lock").write_bytes(b'{"owner": {"pid": 1, "sta')
    async with running(made_dir) as database:
        assert await query(database.url, "SELECT 1") == 1
