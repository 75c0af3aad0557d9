"""A PostgreSQL server for the test run, and databases cloned from one migrated template.

Every pytest process (an xdist worker is one) runs its own embedded server: half a second, no
sharing to coordinate. Nothing here is durable (fsync off) and nothing is left behind.
"""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from ytefas.store import migrate
from ytefas.store.embedded.place import socket_dir
from ytefas.store.embedded.provision import OWNER
from ytefas.store.embedded.server import Database, EmbeddedServer, database_at

THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
             "shared_buffers": "128MB",
             # every database of a test process stays, and so may the last connections to it
             "max_connections": "500"}  # fmt: skip
_SHARED_MEMORY, _ROOM = "/dev/shm", 2 * 1024**3  # noqa: S108 - mkdtemp makes it private
_TEMPLATE = "template_ytefas"


class TestServer:
    """The server of this test process; `clone()` makes databases, `superuser_url` reaches it."""

    __test__ = False

    def __init__(self, socket_dir: str) -> None:
        self._socket_dir = socket_dir
        self._numbers = count(1)
        self.superuser_url = database_at(socket_dir, "postgres").superuser_url

    async def execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.superuser_url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def create(self, name: str, *, template: str = "template1") -> Database:
        # The strategy was measured: with fsync off a file copy is faster than writing it as WAL.
        await self.execute(
            f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} STRATEGY FILE_COPY"
        )
        return database_at(self._socket_dir, name)

    @asynccontextmanager
    async def clone(self) -> AsyncIterator[Database]:
        """Make a migrated, empty database that lives as long as the block."""
        name = f"test_{next(self._numbers)}"
        database = await self.create(name, template=_TEMPLATE)
        try:
            yield database
        finally:
            await self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def temporary_dir() -> Path:
    """Make a directory that a server of another user can reach.

    Not tmp_path: pytest keeps that under a directory closed to everybody else.
    """
    return Path(tempfile.mkdtemp(prefix="ytefas-test-", dir=_memory())).resolve()


def _memory() -> str | None:
    """Return a file system in memory if it is roomy: creating a database is 2.5 times faster."""
    try:
        found = os.statvfs(_SHARED_MEMORY)
    except OSError:
        return None
    # The server's programs may have to be copied there and run.
    fits = found.f_bavail * found.f_frsize >= _ROOM and not found.f_flag & os.ST_NOEXEC
    return _SHARED_MEMORY if fits else None


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Yield a path where a data directory can be made."""
    base = temporary_dir()
    base.chmod(0o755)
    yield base / "data"
    shutil.rmtree(base)


@pytest_asyncio.fixture(scope="session")
async def made_dir() -> AsyncIterator[Path]:
    """Yield a data directory that has its database; tests leave it stopped and sound."""
    directory = temporary_dir()
    embedded = EmbeddedServer(directory, settings=THROWAWAY)
    await embedded.start()
    await embedded.stop()
    yield directory
    shutil.rmtree(directory)


@pytest_asyncio.fixture(scope="session")
async def server() -> AsyncIterator[TestServer]:
    """Run the server of this test process, with the migrated template in it."""
    directory = temporary_dir()
    embedded = EmbeddedServer(directory, settings=THROWAWAY)
    await embedded.start()
    try:
        running = TestServer(str(socket_dir(directory, os.geteuid())))
        await migrate.upgrade(await running.create(_TEMPLATE))
        yield running
    finally:
        await embedded.stop()
        shutil.rmtree(directory)


@pytest_asyncio.fixture
async def database(server: TestServer) -> AsyncIterator[Database]:
    """Yield a fresh migrated database for one test."""
    async with server.clone() as made:
        yield made


@pytest_asyncio.fixture(scope="module")
async def module_database(server: TestServer) -> AsyncIterator[Database]:
    """Yield one migrated database shared by the tests of a module."""
    async with server.clone() as made:
        yield made


@pytest.fixture
def database_url(database: Database) -> str:
    """Return the owner's URL of a fresh migrated database for one test."""
    return database.url
