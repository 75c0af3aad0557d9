"""One world for each way of keeping rows apart, for all modules, and one whose walls are moved."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
import pytest_asyncio

from tests.matrix.world import LAYERS, World, world_on
from tests.support.database import TestServer


@pytest_asyncio.fixture(scope="module", params=LAYERS)
async def world(server: TestServer, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Yield a world; in the end nobody in it was told anything of beta's."""
    async with server.clone() as database, world_on(database, request.param) as made:
        yield made
        assert not list(made.leaks())


@pytest_asyncio.fixture(scope="module")
async def unguarded(
    server: TestServer,
) -> AsyncIterator[tuple[World, "asyncpg.Connection[asyncpg.Record]"]]:
    """Yield a world kept apart by policies alone, and who may take them away."""
    async with server.clone() as database, world_on(database, "policies alone") as made:
        owner = await asyncpg.connect(database.url)
        try:
            yield made, owner
        finally:
            await owner.close()


@pytest_asyncio.fixture(scope="module")
async def unfiltered(server: TestServer) -> AsyncIterator[World]:
    """Yield a world in which nothing keeps rows apart."""
    async with server.clone() as database, world_on(database, "none") as made:
        yield made


@asynccontextmanager
async def policy_gone(
    owner: "asyncpg.Connection[asyncpg.Record]", table: str
) -> AsyncIterator[None]:
    """Let everybody see every row of a table, for as long as the block lasts."""
    kept = await owner.fetchval(
        "SELECT qual FROM pg_policies WHERE tablename = $1 AND policyname = 'scope'", table
    )
    await owner.execute(f"ALTER POLICY scope ON {table} USING (true)")
    try:
        yield
    finally:
        await owner.execute(f"ALTER POLICY scope ON {table} USING ({kept})")
