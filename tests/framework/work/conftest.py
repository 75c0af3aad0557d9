"""A small consultancy in memory: customers, their sites, the risks of a site; and screens."""

from collections.abc import AsyncIterator

import pytest

from tests.framework.work.screens import CONTROLLERS, make_memory
from tests.support.client import Client, ClientView
from tests.support.house import House
from tests.support.memory import Memory


@pytest.fixture
def memory() -> Memory:
    return make_memory()


@pytest.fixture
async def house(memory: Memory) -> AsyncIterator[House]:
    opened = await House(CONTROLLERS, memory).open()
    yield opened
    await opened.close()


@pytest.fixture
async def client(house: House) -> Client:
    visitor = await house.visit()
    await visitor.shows("desktop")
    return visitor


@pytest.fixture
async def board(client: Client) -> ClientView:
    """Show customers, the sites of the current one, the risks of the current site."""
    await client.server.begin_intent({"operation": "view", "content": {"source": "org.customers"}})
    view = await client.shows("board")
    await view.cursors["risks"].until(lambda cursor: cursor.current)
    return view
