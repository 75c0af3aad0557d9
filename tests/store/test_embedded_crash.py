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
from ytefas.store.embedded.launch import launch, private_output
from ytefas.store.embedded.lock import Lock
from ytefas.store.embedded.place import Place, prepare
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


async def test_a_killed_server_comes_back_with_what_was_committed(data_dir: Path) -> None:
    async with running(data_dir, **DURABLE) as database:
        await query(database.url, "CREATE TABLE kept AS SELECT 42 AS answer")
        killed = server_process(data_dir)
        killed.signal(signal.SIGKILL)
        await until(lambda: not killed.alive)
        assert await answers(database.url, "SELECT answer FROM kept") == 42
        assert server_process(data_dir) != killed


async def test_the_server_does_not_outlive_its_killed_owner(data_dir: Path) -> None:
    owner = await start_owner(data_dir)
    await owner_ready(owner)
    process = server_process(data_dir)
    url = database_at(str(data_dir / "socket")).url
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    owner.kill()
    await owner.wait()
    async with running(data_dir) as database:
        assert not process.alive
        assert await query(database.url, "SELECT answer FROM kept") == 42


async def test_owner_and_server_killed_at_once(data_dir: Path) -> None:
    owner = await start_owner(data_dir)
    await owner_ready(owner)
    os.kill(owner.pid, signal.SIGSTOP)
    server_process(data_dir).signal(signal.SIGKILL)
    owner.kill()
    await owner.wait()
    async with running(data_dir) as database:
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


async def _lonely_server(data_dir: Path) -> tuple[Place, Process]:
    """Start a server that no EmbeddedServer knows; it dies with the test process at the latest."""
    async with running(data_dir):
        pass
    place = prepare(data_dir)
    command = [program_for(place.account, installed(), data_dir)["postgres"], "-D",
               str(place.cluster)]  # fmt: skip
    with private_output() as output:
        await launch(place.account, command, cwd=data_dir, output=output, farewell=signal.SIGINT)
    await until(lambda: (found := Postmaster.read(place.cluster)) and found.ready)
    return place, server_process(data_dir)


async def test_an_orphan_we_recorded_is_stopped_first(data_dir: Path) -> None:
    place, orphan = await _lonely_server(data_dir)
    lock = Lock.take(place.data_dir)
    lock.record(orphan)
    os.close(lock._descriptor)  # as when its owner dies: released, with the record left behind
    async with running(data_dir) as database:
        assert not orphan.alive
        assert await query(database.url, "SELECT 1") == 1


async def test_a_server_we_did_not_start_is_left_alone(data_dir: Path) -> None:
    place, foreign = await _lonely_server(data_dir)
    try:
        with pytest.raises(ServerRefused, match=f"pid {foreign.pid}"):
            await EmbeddedServer(data_dir, settings=THROWAWAY).start()
        database: Database = database_at(str(place.socket_dir))
        assert await query(database.url, "SELECT 1") == 1
    finally:
        foreign.signal(signal.SIGQUIT)
        await until(lambda: not foreign.alive)


async def test_a_stale_pid_that_now_belongs_to_a_stranger_does_not_stop_us(data_dir: Path) -> None:
    async with running(data_dir):
        content = (data_dir / "cluster" / "postmaster.pid").read_text()
    place = prepare(data_dir)
    with private_output() as output:  # a stranger of the same user: PostgreSQL alone would give up
        stranger = await launch(place.account, ["/bin/sleep", "600"], cwd=Path("/"),
                                output=output, farewell=signal.SIGKILL)  # fmt: skip
    try:
        stale = place.cluster / "postmaster.pid"
        stale.write_text(f"{stranger.pid}\n{content.partition(chr(10))[2]}")
        os.chown(stale, place.account.uid, place.account.gid)
        async with running(data_dir) as database:
            assert await query(database.url, "SELECT 1") == 1
        assert stranger.returncode is None
    finally:
        stranger.kill()
        await stranger.wait()


async def test_a_torn_record_in_the_lock_file_is_nobody(data_dir: Path) -> None:
    async with running(data_dir):
        pass
    (data_dir / "lock").write_bytes(b'{"owner": {"pid": 1, "sta')
    async with running(data_dir) as database:
        assert await query(database.url, "SELECT 1") == 1
