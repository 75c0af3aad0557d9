"""One world for each way of keeping rows apart."""

from collections.abc import AsyncIterator

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
