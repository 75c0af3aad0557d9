"""What the tests of the store share: an open store, and a small studio of one's own in it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.studio import Studio, make_studio
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store


@pytest_asyncio.fixture(scope="module")
async def store(module_database: Database) -> AsyncIterator[Store]:
    """Yield a store on a migrated database that the tests of one module share."""
    opened = await Store.open(module_database.url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture
async def studio(store: Store) -> Studio:
    """Make a small studio that no other test touches."""
    return await make_studio(store)
