"""An installation with the catalogue that ships, for tests that change it: each has its own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.database import TestServer
from ytefas.store import migrate
from ytefas.store.engine import Store
from ytefas.store.library.releases import bring


@pytest_asyncio.fixture
async def store(server: TestServer) -> AsyncIterator[Store]:
    """Yield a store with the bundled release loaded: releases build on each other, in any order."""
    async with server.clone() as database:
        await migrate.upgrade(database)
        opened = await Store.open(database.url)
        try:
            await bring(opened)
            yield opened
        finally:
            await opened.close()
