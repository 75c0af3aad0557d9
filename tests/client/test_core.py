"""The core of the client against a real node: what people do in a day, over real sockets."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.client.node_js import run
from tests.support.database import TestServer
from tests.support.identity import PASSWORD
from tests.support.node import House, node_on

DAY = [
    "arrived",
    "master and detail",
    "quick clicks",
    "saved and seen",
    "conflict decided",
    "asked before moving",
    "back without loss",
    "made",
    "refused beside the field",
    "left",
]


@pytest_asyncio.fixture(scope="module")
async def house(server: TestServer) -> AsyncIterator[House]:
    async with server.clone() as database, node_on(database.url, grace_seconds=30.0) as house:
        yield house


async def test_a_working_day_of_two_people(house: House) -> None:
    customers = [await house.customer() for _ in range(3)]
    for customer in customers:
        for number in range(6):
            await house.site(customer, name=f"Sede {number}")
    people = [await house.hire() for _ in range(2)]
    for person in people:
        for customer in customers:
            await house.grant(person, customer)
    said = await run("working-day", house.url, PASSWORD, *(person.email for person in people))
    assert said.split("\n") == [*DAY, ""]
