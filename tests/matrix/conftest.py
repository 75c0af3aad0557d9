"""One world for each way of keeping rows apart: made when first asked for, then kept.

Of several workers each makes those that it is asked for: pytest-xdist cannot keep the tests of a
layer together (its groups are written into node ids, which this pytest does not let it change).
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeAlias

import asyncpg
import pytest
import pytest_asyncio

from tests.matrix.world import LAYERS, World, world_on
from tests.support.database import TestServer

Owner: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
Worlds = Callable[[str], Awaitable[World]]


@pytest_asyncio.fixture(scope="session")
async def worlds(server: TestServer) -> AsyncIterator[Worlds]:
    made: dict[str, World] = {}
    failed: dict[str, BaseException] = {}
    async with AsyncExitStack() as stack:

        async def world_of(layer: str) -> World:
            if layer in failed:  # it is not tried again by every test
                raise failed[layer]
            if layer not in made:
                try:
                    database = await stack.enter_async_context(server.clone())
                    made[layer] = await stack.enter_async_context(world_on(database, layer))
                except Exception as error:
                    failed[layer] = error
                    raise
            return made[layer]

        yield world_of


@pytest_asyncio.fixture(params=LAYERS)
async def world(worlds: Worlds, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Yield a world by each layer; nobody in it is told anything of beta's."""
    made = await worlds(request.param)
    yield made
    leaked, made.leaked = made.leaked, []
    assert leaked == []


@pytest_asyncio.fixture(params=["both"])
async def whole(worlds: Worlds, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Yield the world as it is served, for what no layer decides."""
    made = await worlds(request.param)
    yield made
    leaked, made.leaked = made.leaked, []
    assert leaked == []


@pytest_asyncio.fixture(params=["policies alone"])
async def unguarded(
    worlds: Worlds, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[World, Owner]]:
    """Yield a world kept apart by policies alone, and who may take them away."""
    made = await worlds(request.param)
    owner = await asyncpg.connect(made.database_url)
    try:
        yield made, owner
    finally:
        await owner.close()
        made.leaked = []  # a policy was away on purpose


@pytest_asyncio.fixture(params=["filters alone"])
async def unfiltered(worlds: Worlds, request: pytest.FixtureRequest) -> World:
    """Give a world without policies, whose filters can be left out."""
    return await worlds(request.param)


@asynccontextmanager
async def policy_gone(owner: Owner, table: str) -> AsyncIterator[None]:
    """Let everybody see every row of a table, for as long as the block lasts."""
    kept = await owner.fetchval(
        "SELECT qual FROM pg_policies WHERE tablename = $1 AND policyname = 'scope'", table
    )
    await owner.execute(f"ALTER POLICY scope ON {table} USING (true)")
    try:
        yield
    finally:
        await owner.execute(f"ALTER POLICY scope ON {table} USING ({kept})")
