"""One node for the tests of the services; what crosses its wire is held to the contract."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.database import TestServer
from tests.support.node import House, node_on


@pytest_asyncio.fixture(scope="session")
async def serving_house(server: TestServer) -> AsyncIterator[House]:
    """Run one node for all tests of this process."""
    async with server.clone() as database, node_on(database.url, grace_seconds=30.0) as house:
        yield house


@pytest_asyncio.fixture
async def house(serving_house: House) -> AsyncIterator[House]:
    """Yield the node; whoever visits leaves, and nothing that was said broke the contract."""
    yield serving_house
    await serving_house.everybody_leaves()
    faults, serving_house.witness.faults[:] = list(serving_house.witness.faults), []
    assert not faults, "on the wire, but not in the contract"
