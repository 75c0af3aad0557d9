"""A node with a directory for files, and a firm with somebody in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.database import TestServer
from tests.support.node import PLENTY, House, node_on
from ytefas.assembly.stored import Bounds
from ytefas.jobs.job import JobLimits


@pytest.fixture(scope="session")
def depot_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("depot")


@pytest_asyncio.fixture(scope="session")
async def privacy_house(server: TestServer, depot_dir: Path) -> AsyncIterator[House]:
    """Run one node for all tests of this room."""
    bounds = Bounds(wire=PLENTY, jobs=JobLimits(per_user=2, poll=0.1))
    async with (
        server.clone() as database,
        node_on(database.url, bounds=bounds, files_dir=depot_dir) as house,
    ):
        yield house


@pytest_asyncio.fixture
async def house(privacy_house: House) -> AsyncIterator[House]:
    """Yield the node; whoever visits leaves, and nothing that was said broke the contract."""
    yield privacy_house
    await privacy_house.everybody_leaves()
    faults, privacy_house.witness.faults[:] = list(privacy_house.witness.faults), []
    assert not faults, "on the wire, but not in the contract"
