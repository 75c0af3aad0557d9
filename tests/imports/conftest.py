"""One node for the tests of importing; what crosses its wire is held to the contract."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.imports.desk import ImportDesk
from tests.support.database import TestServer
from tests.support.node import PLENTY, House, node_on
from ytefas.assembly.stored import Bounds
from ytefas.imports.limits import ImportLimits
from ytefas.jobs.job import JobLimits

SMALL = ImportLimits(rows=3000, unpacked=24 * 1024**2, file_bytes=4 * 1024**2)


@pytest_asyncio.fixture(scope="session")
async def imports_house(server: TestServer) -> AsyncIterator[House]:
    """Run one node for all tests of this process."""
    bounds = Bounds(wire=PLENTY, jobs=JobLimits(per_user=2, poll=0.1), imports=SMALL)
    async with server.clone() as database, node_on(database.url, bounds=bounds) as house:
        yield house


@pytest_asyncio.fixture
async def house(imports_house: House) -> AsyncIterator[House]:
    """Yield the node; whoever visits leaves, and nothing that was said broke the contract."""
    yield imports_house
    await imports_house.everybody_leaves()
    faults, imports_house.witness.faults[:] = list(imports_house.witness.faults), []
    assert not faults, "on the wire, but not in the contract"


@pytest_asyncio.fixture
async def desk(house: House) -> ImportDesk:
    """Let a consultant in who looks after one customer."""
    customer = await house.customer(legal_name="Officine Sesia S.r.l.")
    _, visitor = await house.consultant(customer)
    return ImportDesk(house, visitor, customer)
