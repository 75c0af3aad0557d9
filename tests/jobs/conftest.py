"""A node for the tests of what goes well, and one for each test of what does not."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
import pytest_asyncio

from tests.support.database import TestServer
from tests.support.node import PLENTY, House, node_on
from ytefas.assembly import jobs
from ytefas.assembly.stored import Bounds
from ytefas.jobs.job import JobLimits
from ytefas.store.embedded.server import Database

QUICK = JobLimits(lease=2.0, backoff=0.01, poll=0.1)

Nodes = Callable[..., AbstractAsyncContextManager[House]]


@pytest_asyncio.fixture(scope="session")
async def jobs_house(server: TestServer) -> AsyncIterator[House]:
    """Run one node for all tests that leave it as it was."""
    async with (
        server.clone() as database,
        node_on(database.url, bounds=Bounds(wire=PLENTY, jobs=JobLimits(per_user=2))) as house,
    ):
        yield house


@pytest_asyncio.fixture
async def house(jobs_house: House) -> AsyncIterator[House]:
    """Yield the node; whoever visits leaves, and nothing that was said broke the contract."""
    yield jobs_house
    await jobs_house.everybody_leaves()
    assert told_well(jobs_house) == []


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Nodes:
    """Make nodes of one's own: `nodes(database, draws="tests.jobs.waiting", attempts=2)`."""

    @asynccontextmanager
    async def node(
        database: Database, *, draws: str = "reports", **limits: float
    ) -> AsyncIterator[House]:
        monkeypatch.setattr(jobs, "DRAWS", draws)
        quick = JobLimits(**{"lease": QUICK.lease, "backoff": QUICK.backoff, "poll": QUICK.poll,
                             **limits})  # type: ignore[arg-type]  # fmt: skip
        async with node_on(database.url, bounds=Bounds(wire=PLENTY, jobs=quick)) as house:
            yield house
        assert told_well(house) == []

    return node


def told_well(house: House) -> list[str]:
    """Give what crossed the wire and is not in the contract."""
    faults, house.witness.faults[:] = list(house.witness.faults), []
    return faults
