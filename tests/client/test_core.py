"""The core of the client against a real node: what people do in a day, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest_asyncio

from tests.client.node_js import run, running
from tests.support.database import TestServer
from tests.support.identity import PASSWORD
from tests.support.node import House, node_on
from ytefas.rules.login import Person
from ytefas.store.isolation import SYSTEM

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
    "a storm",
    "loaded anew",
    "left",
]


async def furnished(house: House, people: int) -> list[Person]:
    """Make customers with sites, and consultants who may edit them all."""
    customers = [await house.customer() for _ in range(3)]
    for customer in customers:
        for number in range(6):
            await house.site(customer, name=f"Sede {number}")
    hired = [await house.hire() for _ in range(people)]
    for person in hired:
        for customer in customers:
            await house.grant(person, customer)
    return hired


@pytest_asyncio.fixture(scope="module")
async def house(server: TestServer) -> AsyncIterator[House]:
    async with server.clone() as database, node_on(database.url, grace_seconds=30.0) as house:
        yield house


async def test_a_working_day_of_two_people(house: House) -> None:
    people = await furnished(house, 2)
    said = await run("working-day", house.url, PASSWORD, *(person.email for person in people))
    assert said.split("\n") == [*DAY, ""]


async def test_a_login_that_ends_is_asked_for_again(house: House) -> None:
    (anna,) = await furnished(house, 1)
    async with running("bad-day", house.url, PASSWORD, anna.email) as program:
        await program.hear("ready")
        await house.accounts.set_password(anna.id, PASSWORD, acting=SYSTEM)
        await program.do("signed out")
        await program.do("in again")
        await program.do("go")
        await program.end()


async def test_what_was_typed_survives_the_node(server: TestServer) -> None:
    async with server.clone() as database, AsyncExitStack() as life:
        first = await life.enter_async_context(node_on(database.url))
        (anna,) = await furnished(first, 1)
        async with running("bad-day", first.url, PASSWORD, anna.email) as program:
            await program.hear("ready")
            await program.do("typed")
            await life.aclose()
            await program.do("lost")
            async with node_on(database.url) as second:
                await program.do(f"moved {second.url}")
                await program.do("back, built anew")
                await program.do("go")
                await program.end()
