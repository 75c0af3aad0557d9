"""How tests of the embedded server watch processes and wait for them, without guessing times."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from tests.support.database import THROWAWAY
from ytefas.store.embedded.process import Postmaster, Process
from ytefas.store.embedded.server import Database, EmbeddedServer

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def running(data_dir: Path, **settings: str) -> AsyncIterator[Database]:
    """Run a throw-away server for the length of the block."""
    server = EmbeddedServer(data_dir, settings={**THROWAWAY, **settings})
    database = await server.start()
    try:
        yield database
    finally:
        await server.stop()


async def query(url: str, statement: str) -> object:
    """Run one statement on a connection of its own and return its first value."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def server_process(data_dir: Path) -> Process:
    """Return the server that works in this data directory."""
    cluster = data_dir / "cluster"
    found = Postmaster.read(cluster)
    process = found.process(cluster) if found else None
    assert process is not None
    return process


async def until(condition: Callable[[], object]) -> None:
    """Wait for something another process does; the test's own timeout bounds it."""
    while not condition():  # noqa: ASYNC110 - the other process sets no event of ours
        await asyncio.sleep(0.005)


async def start_owner(data_dir: Path) -> asyncio.subprocess.Process:
    """Start another process that owns the embedded server of this directory."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.owner", str(data_dir),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def owner_ready(owner: asyncio.subprocess.Process) -> None:
    assert owner.stdout is not None
    assert (await owner.stdout.readline()).strip() == b"ready"
