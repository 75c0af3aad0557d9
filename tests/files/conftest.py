"""One node for the tests of files, with a directory of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.database import TestServer
from tests.support.node import AWAKE, House, node_on
from ytefas.assembly.stored import Bounds
from ytefas.files.limits import FileLimits

SMALL = FileLimits(unpacked_bytes=2_000_000)


@pytest.fixture(scope="session")
def files_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("depot") / "files"


@pytest_asyncio.fixture(scope="session")
async def filing_house(server: TestServer, files_dir: Path) -> AsyncIterator[House]:
    async with (
        server.clone() as database,
        node_on(database.url, files_dir=files_dir, bounds=Bounds(wire=AWAKE, files=SMALL)) as house,
    ):
        yield house


@pytest_asyncio.fixture
async def house(filing_house: House) -> AsyncIterator[House]:
    yield filing_house
    await filing_house.everybody_leaves()
    faults, filing_house.witness.faults[:] = list(filing_house.witness.faults), []
    assert not faults, "on the wire, but not in the contract"
