"""A bad network between browsers and the node: cuts, replays, silence, and everybody at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from tests.faults.proxy import Proxy, proxied
from tests.support.client import until_true
from tests.support.database import TestServer
from tests.support.identity import PASSWORD
from tests.support.node import House, node_on, shown
from tests.support.visitor import CALL, RESULT, Visitor
from ytefas.assembly.stored import Bounds
from ytefas.errors import Busy, Closed, TimedOut
from ytefas.framework.tree.tasks import spawn
from ytefas.rules.login import Person
from ytefas.store.engine import StoreSettings
from ytefas.wire.limits import Limits

pytestmark = pytest.mark.timeout(90)

T = TypeVar("T")
POOL = 10
PEOPLE, EACH = 24, 5
NARROW = Limits(ping_seconds=0.5, dead_seconds=2.5)


@pytest_asyncio.fixture(scope="module")
async def house(server: TestServer) -> AsyncIterator[House]:
    """Run a node whose patience is short."""
    settings = StoreSettings(pool_size=POOL)
    async with server.clone() as database, node_on(
        database.url, store_settings=settings, bounds=Bounds(wire=NARROW)
    ) as made:  # fmt: skip
        yield made


@pytest_asyncio.fixture
async def proxy(house: House) -> AsyncIterator[Proxy]:
    async with proxied(house.url) as made:
        yield made
    await house.everybody_leaves()


async def through(proxy: Proxy, house: House) -> tuple[Visitor, str]:
    """Let a consultant in through the proxy; his customer."""
    customer = await house.customer()
    person = await house.hire()
    await house.grant(person, customer)
    visitor = await Visitor.arrive(proxy.url, person.email, PASSWORD)
    house.guests.append(visitor)
    return visitor, str(customer)


async def test_cut_in_the_middle_of_calls_nothing_is_done_twice(house: House, proxy: Proxy) -> None:
    visitor, customer = await through(proxy, house)
    rows = (await visitor.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    await rows.until(lambda it: it.version)
    wanted = {
        str(uuid4()): {"customer_id": customer, "code": f"C{n}", "name": f"Sede {n}"}
        for n in range(8)
    }
    for _ in range(6):
        calls = [spawn(rows.remote.create(what, key)) for key, what in wanted.items()]
        await asyncio.sleep(0.01)  # some are under way, some done, some not begun
        proxy.cut()
        answers = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(one, dict | Closed) for one in answers), answers
        await until_true(visitor.wire.closed.is_set)
        await visitor.back()
    made = [await rows.remote.create(what, key) for key, what in wanted.items()]
    assert len({one["key"] for one in made}) == len(wanted)
    await rows.until(lambda it: sorted(shown(it, "code")) == [f"C{n}" for n in range(8)])


async def test_a_replayed_frame_has_one_effect(house: House, proxy: Proxy) -> None:
    visitor, customer = await through(proxy, house)
    rows = (await visitor.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    await rows.until(lambda it: it.version)
    uri = f"{rows.view.offer['cursors']['rows']['uri']}.create"
    values = {"customer_id": customer, "code": "R", "name": "Replica"}
    key = str(uuid4())
    came: list[list[Any]] = []
    visitor.wire.witness = lambda way, message: came.append(message) if way == "came" else None

    def answers() -> list[list[Any]]:
        return [message for message in came if message[0] == RESULT and message[1] > 9000]

    for number in (9001, 9002, 9003):
        await visitor.wire.send([CALL, number, {}, uri, [values, key]])
    await until_true(lambda: len(answers()) == 3)
    assert len({answer[3][0]["key"] for answer in answers()}) == 1
    for _ in range(2):  # the very same frame twice: no client of ours does that
        await visitor.wire.send([CALL, 9004, {}, uri, [values, key]])
    await until_true(visitor.wire.closed.is_set)
    await visitor.back()
    await rows.until(lambda it: shown(it, "code") == ["R"])


async def test_who_has_fallen_silent_is_noticed(house: House, proxy: Proxy) -> None:
    visitor, _ = await through(proxy, house)
    person = visitor.client.session["user"]["user_id"]
    directory = house.running.sessions.directory
    peers = house.running.router.peers
    mine = [peer for peer in peers.values() if peer.authid == person]
    assert len(mine) == 1
    proxy.swallow = True
    await until_true(lambda: mine[0].id not in peers)
    (session,) = [one for one in directory.by_id.values() if one.principal.id == person]
    assert session.abandoned  # it waits for him
    proxy.swallow = False
    proxy.cut()
    await until_true(visitor.wire.closed.is_set)
    await visitor.back()
    assert not session.abandoned


async def test_a_slow_line_is_only_slow(house: House, proxy: Proxy) -> None:
    visitor, customer = await through(proxy, house)
    proxy.delay = 0.1
    rows = (await visitor.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    await rows.remote.create({"customer_id": customer, "code": "L", "name": "Lenta"}, str(uuid4()))
    await rows.until(lambda it: shown(it, "code") == ["L"])


async def test_a_stalled_line_delays_nobody_else_and_catches_up(house: House, proxy: Proxy) -> None:
    stalled, customer = await through(proxy, house)
    person = await house.hire()
    await house.grant(person, UUID(customer))
    other = await house.visit(person)
    waiting = (await stalled.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    moving = (await other.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    await waiting.until(lambda it: it.version)
    proxy.stall()
    for number in range(5):
        values = {"customer_id": customer, "code": f"N{number}", "name": "Nuova"}
        await moving.remote.create(values, str(uuid4()))
    await moving.until(lambda it: len(it.rows) == 5)
    assert waiting.rows == []
    proxy.flow()
    await waiting.until(lambda it: it.rows == moving.rows)


async def insisting(act: Callable[[], Awaitable[T]]) -> T:
    """Try again while the node is busy, as a client does."""
    while True:
        try:
            return await act()
        except (Busy, TimedOut):  # the node's patience ends, too, where the machine is slow
            await asyncio.sleep(0.2)


@asynccontextmanager
async def crowd(proxy: Proxy, people: list[Person]) -> AsyncIterator[list[Visitor]]:
    """Let everybody in, several times each, with a list of sites open."""
    gate, inside = asyncio.Semaphore(8), list[Visitor]()

    async def arrive(email: str) -> None:
        async with gate:
            visitor = await insisting(lambda: Visitor.arrive(proxy.url, email, PASSWORD))
            inside.append(visitor)
            view = await visitor.open("view", "org.sites", controller="org_sites_list")
            await view.cursors["rows"].until(lambda it: it.rows)

    try:
        await asyncio.gather(*(arrive(one.email) for one in people for _ in range(EACH)))
        yield inside
    finally:
        for visitor in inside:
            visitor.wire.cut()
            await visitor.browser.http.close()


async def test_everybody_comes_back_at_once(server: TestServer) -> None:
    settings, bounds = StoreSettings(pool_size=POOL), Bounds(wire=Limits(sockets_per_ip=1000))
    async with (
        server.clone() as database,
        node_on(database.url, store_settings=settings, bounds=bounds) as house,
        proxied(house.url) as proxy,
    ):
        customer = await house.customer()
        await house.site(customer, name="Fonderia")
        people = [await house.hire() for _ in range(PEOPLE)]
        for person in people:
            await house.grant(person, customer)
        async with crowd(proxy, people) as visitors:
            sessions = dict(house.running.sessions.directory.by_id)
            proxy.cut()
            await until_true(lambda: all(visitor.wire.closed.is_set() for visitor in visitors))
            await house.site(customer, name="Nuova")
            await asyncio.gather(*(insisting(visitor.back) for visitor in visitors))
            for visitor in visitors:
                rows = visitor.client.views[max(visitor.client.views)].cursors["rows"]
                await rows.until(lambda it: "Nuova" in shown(it, "name"))
            assert dict(house.running.sessions.directory.by_id) == sessions
            assert len(sessions) == PEOPLE * EACH
            assert house.store._pool.held <= POOL
