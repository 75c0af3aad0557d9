from collections.abc import AsyncIterator

import pytest

from tests.wire.crossbar.service import Crossbar


@pytest.fixture(scope="session")
async def crossbar(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Crossbar]:
    """One router for all tests of this folder; who kills it starts it again."""
    router = Crossbar(tmp_path_factory.mktemp("crossbar"))
    await router.start()
    yield router
    await router.kill()
