"""What the tests of the store share: an open store on a fresh database, and a small studio."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.studio import Studio, make_studio
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store


@pytest_asyncio.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    """Yield a store on a fresh, migrated, empty database."""
    opened = await Store.open(database.url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture
async def studio(store: Store) -> Studio:
    """Fill the store with a small studio."""
    return await make_studio(store)
