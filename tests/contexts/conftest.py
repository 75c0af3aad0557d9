"""One node for the tests of a process, and a firm to work on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest_asyncio

from tests.support.database import TestServer
from tests.support.node import House, node_on
from tests.support.visitor import Visitor


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


@dataclass
class Firm:
    """A customer with a site of two departments, and a consultant who manages it."""

    house: House
    customer: str
    site: str
    hall: str
    bench: str
    anna: Visitor

    async def colleague(self) -> Visitor:
        """Let in somebody else who looks after this firm."""
        return (await self.house.consultant(UUID(self.customer), level="manage"))[1]


@pytest_asyncio.fixture
async def firm(house: House) -> Firm:
    customer = await house.customer(legal_name="Officine Valsesia S.r.l.")
    site = await house.site(customer, code="S1", name="Stabilimento", address={"city": "Varallo"})
    hall = await house.department(customer, site, name="Produzione", surface_m2=900)
    bench = await house.department(customer, site, name="Tornitura", kind="area", parent_id=hall)
    _, anna = await house.consultant(customer, level="manage")
    return Firm(house, str(customer), str(site), str(hall), str(bench), anna)
