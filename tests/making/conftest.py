"""One node with the catalogue that ships, for the tests of presets and copies."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.making.maker import Maker
from tests.support.database import TestServer
from tests.support.node import House, node_on
from ytefas.store.library.releases import bring


@pytest_asyncio.fixture(scope="session")
async def stocked_house(
    server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """Run one node for all tests of this process."""
    files = tmp_path_factory.mktemp("files")
    async with server.clone() as database, node_on(database.url, files_dir=files) as house:
        await bring(house.store)
        yield house


@pytest_asyncio.fixture
async def house(stocked_house: House) -> AsyncIterator[House]:
    """Yield the node; whoever visits leaves, and nothing that was said broke the contract."""
    yield stocked_house
    await stocked_house.everybody_leaves()
    faults, stocked_house.witness.faults[:] = list(stocked_house.witness.faults), []
    assert not faults, "on the wire, but not in the contract"


@pytest_asyncio.fixture
async def maker(house: House) -> Maker:
    """Let a consultant in who looks after one customer that has nothing yet."""
    customer = await house.customer(legal_name="Trattoria Sesia S.n.c.", ateco_codes=["56.10.11"])
    person, visitor = await house.consultant(customer)
    return Maker(house, visitor, customer, person)
