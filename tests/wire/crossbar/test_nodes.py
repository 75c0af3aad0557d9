"""Nodes joined by a real Crossbar.io: they reach each other, outlive it, guard its other door."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import pytest

from tests.wire.conformance.peer import CBOR, JSON, MSGPACK
from tests.wire.conformance.stage import USERS, Identities, Rules, Stage
from tests.wire.conformance.three_nodes import play_three_nodes
from tests.wire.crossbar.service import TICKET, Crossbar
from ytefas.errors import Busy, Closed, Conflict, NoProcedure, TimedOut
from ytefas.framework.talk.access import SERVICE as SESSIONS_ARE_ASKED_FOR, Caller
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Dispatcher, Invocation, Progress, anyone, call
from ytefas.framework.talk.member import SessionMember
from ytefas.framework.talk.session import Directory, SessionService
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.wire.crossbar import CrossbarGateway
from ytefas.wire.door import CrossbarDoor
from ytefas.wire.limits import Limits
from ytefas.wire.membership import Address
from ytefas.wire.realm import Patience, Realm

pytestmark = pytest.mark.crossbar

SOON = 20.0
SERVICE = "open.service"  # answered by every node
QUICK = Patience(retry_first=0.1, retry_longest=0.5)


class Desk(Node):
    """What a node shows the others."""

    def __init__(self) -> None:
        self.callers: list[object] = []
        self.started = asyncio.Event()
        self.cancelled = asyncio.Event()

    @call(access=anyone)
    async def add(self, left: int, right: int, *, invocation: Invocation) -> int:
        self.callers.append(invocation.caller)
        return left + right

    @call(access=anyone)
    async def open_call(self) -> None:
        """Stand for those that are not counted."""

    @call(access=anyone)
    async def open_wait(self) -> None:
        await asyncio.Event().wait()

    @call
    async def count(self, to: int, progress: Progress) -> str:
        for number in range(to):
            await progress(number)
        return "counted"

    @call
    async def save(self) -> None:
        raise Conflict(field="name")

    @call
    async def wait(self) -> None:
        self.started.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled.set()


@dataclass(slots=True)
class OtherNode:
    """One node: its connection, its place on the realm, and a desk at `open.<name>`."""

    name: str
    realm: Realm
    connection: Connection
    departed: list[int]
    desk: Desk = field(default_factory=Desk)

    async def call(self, uri: str, *args: Any, **options: Any) -> Any:
        return await self.connection.dispatcher.call(uri, *args, **options)


@asynccontextmanager
async def session_node(crossbar: Crossbar) -> AsyncIterator[SessionService]:
    """Run a node that holds sessions."""
    realm, directory = Realm(Address(crossbar.nodes, TICKET), patience=QUICK), Directory()
    connection = Connection(Dispatcher(policy=directory.judge))
    await connection.attach(CrossbarGateway(realm, shared={SESSIONS_ARE_ASKED_FOR}))
    await CrossbarDoor(Identities(), directory).open(realm)
    service = SessionService(directory, SessionMember)
    await service.node_bind(SESSIONS_ARE_ASKED_FOR, connection.new_context())
    await realm.start()
    try:
        await soon(realm.joined())
        yield service
    finally:
        await service.node_unbind()
        await connection.close()
        await realm.stop()


@asynccontextmanager
async def node(
    crossbar: Crossbar, name: str, patience: Patience = QUICK, limits: Limits | None = None
) -> AsyncIterator[OtherNode]:
    realm = Realm(Address(crossbar.nodes, TICKET), patience=patience)
    connection, departed = Connection(), list[int]()
    gateway = CrossbarGateway(
        realm, shared={SERVICE}, limits=limits, uncounted=lambda uri: uri.endswith(".open_call")
    )
    await gateway.tell_of_departures(departed.append)
    await connection.attach(gateway)
    await CrossbarDoor(Identities(), Rules()).open(realm)
    other = OtherNode(name, realm, connection, departed)
    await other.desk.node_bind(Path(f"open.{name}"), connection.new_context())
    await realm.start()
    try:
        await soon(realm.joined())
        yield other
    finally:
        await other.desk.node_unbind()
        await connection.close()
        await realm.stop()


@pytest.fixture
async def nodes(crossbar: Crossbar) -> AsyncIterator[tuple[OtherNode, OtherNode]]:
    async with AsyncExitStack() as stack:
        yield (
            await stack.enter_async_context(node(crossbar, "one")),
            await stack.enter_async_context(node(crossbar, "two")),
        )


async def soon(what: Awaitable[Any]) -> Any:
    async with asyncio.timeout(SOON):
        return await what


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not true():  # noqa: ASYNC110 - of a test, over what has no event
            await asyncio.sleep(0.01)


async def test_a27_three_nodes_over_crossbar(nodes: tuple[OtherNode, OtherNode]) -> None:
    one, two = nodes
    await play_three_nodes(one.connection, two.connection, "test")


async def test_nodes_call_each_other_both_ways(nodes: tuple[OtherNode, OtherNode]) -> None:
    one, two = nodes
    assert await one.call("open.two.add", 1, 2) == 3
    assert await two.call("open.one.add", 3, 4) == 7
    assert one.desk.callers == [None], "a node is trusted like ourselves"
    parts: list[Any] = []

    async def hear(value: Any, /) -> None:
        parts.append(value)

    assert await one.call("open.two.count", 3, on_progress=hear) == "counted"
    assert parts == [0, 1, 2]
    with pytest.raises(Conflict) as conflict:
        await one.call("open.two.save")
    assert conflict.value.fields == {"field": "name"}
    with pytest.raises(NoProcedure):
        await one.call("open.three.add", 1, 2)
    with pytest.raises(TimedOut):
        await one.call("open.two.wait", timeout=0.1)
    await soon(two.desk.cancelled.wait())


async def test_a_node_that_leaves_is_unknown_at_once(crossbar: Crossbar) -> None:
    async with node(crossbar, "one") as one:
        async with node(crossbar, "two"):
            assert await one.call("open.two.add", 1, 2) == 3
        with pytest.raises(NoProcedure):
            await one.call("open.two.add", 1, 2)


async def test_another_node_takes_over_what_a_lost_one_held(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    one, _ = nodes
    async with node(crossbar, "three") as three, node(crossbar, "four") as four:
        await three.desk.node_unbind()
        await three.desk.node_bind(Path("open.moved"), three.connection.new_context())
        await one.call("open.moved.add", 1, 2)
        again = Desk()
        await again.node_bind(Path("open.moved"), four.connection.new_context())
        await one.call("open.moved.add", 1, 2)
        assert len(three.desk.callers) == len(again.callers) == 1
        await again.node_unbind()


async def test_programs_come_in_by_ticket_and_are_who_they_are(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    one, two = nodes
    async with Stage.open(crossbar.programs, [JSON, MSGPACK, CBOR]) as stage:
        for name in ("anna", "bruno", "carla"):
            client = await stage.join(name)
            for _ in range(2):
                await client.ask("CALL", {}, "open.one.add", [1, 2])
                assert (await client.hear("RESULT"))[3] == [3]
            who = replace(USERS[name], ip="127.0.0.1")
            assert one.desk.callers[-2:] == [Caller(who, client.session)] * 2
            await client.ask("CALL", {}, "open.two.count", [1])
            assert (await client.hear("ERROR"))[4] == "ytefas.error.denied"
            await client.ask("CALL", {}, "closed.one.add", [1, 2])
            assert (await client.hear("ERROR"))[4] == "wamp.error.not_authorized"
            for uri in ("ytefas.door.authorize", "wamp.session.get", "crossbar.get_info"):
                await client.ask("CALL", {}, uri)
                assert (await client.hear("ERROR"))[4] == "wamp.error.not_authorized"
        await stage.clear()
    assert not two.desk.callers


async def test_a_session_is_its_program_s_whichever_node_is_asked(crossbar: Crossbar) -> None:
    async with (
        session_node(crossbar) as one,
        session_node(crossbar) as two,
        Stage.open(crossbar.programs, [JSON]) as stage,
    ):
        anna, bruno = await stage.join("anna"), await stage.join("bruno")
        bases = []
        for client in (anna, bruno):
            await client.ask("CALL", {}, f"{SESSIONS_ARE_ASKED_FOR}.start_session")
            bases.append((await client.hear("RESULT"))[3][0]["base"])
        assert [len(service.directory.by_id) for service in (one, two)] == [1, 1]
        for _ in range(2):
            for client, own, other in ((anna, *bases), (bruno, *reversed(bases))):
                await client.ask("CALL", {}, f"{own}.server.peer_stop", [7])
                await client.hear("RESULT")
                await client.ask("REGISTER", {"match": "prefix"}, f"{own}.client.")
                registration = (await client.hear("REGISTERED"))[2]
                await client.ask("UNREGISTER", registration)
                await client.hear("UNREGISTERED")
                for uri in (f"{other}.server.peer_stop", f"{own}.client.x", f"{own[:-1]}.server.x"):
                    await client.ask("CALL", {}, uri, [7])
                    assert (await client.hear("ERROR"))[4] == "wamp.error.not_authorized"
                await client.ask("CALL", {}, f"{own}.server.held_by", [7])
                assert (await client.hear("ERROR"))[4] == "ytefas.error.denied"
        await stage.clear()


async def test_programs_may_call_as_much_as_at_our_own_router(crossbar: Crossbar) -> None:
    limits = Limits(calls=4, calls_seconds=3600.0, concurrent_calls=2)
    async with (
        node(crossbar, "one", limits=limits) as one,
        Stage.open(crossbar.programs, [JSON]) as stage,
    ):
        anna, bruno = await stage.join("anna"), await stage.join("bruno")
        for _ in range(2):
            await anna.ask("CALL", {}, "open.one.open_wait")
        await anna.ask("CALL", {}, "open.one.add", [1, 2])
        refused = await anna.hear("ERROR")
        assert (refused[4], refused[6]["fields"]) == (
            "ytefas.error.rate_limited", {"reason": "concurrent"},
        )  # fmt: skip
        for _ in range(4):
            await bruno.ask("CALL", {}, "open.one.add", [1, 2])
            await bruno.hear("RESULT")
        await bruno.ask("CALL", {}, "open.one.add", [1, 2])
        refused = await bruno.hear("ERROR")
        assert refused[4] == "ytefas.error.rate_limited"
        assert refused[6]["fields"]["retry_after"] > 0
        await bruno.ask("CALL", {}, "open.one.open_call")
        await bruno.hear("RESULT")
        for _ in range(10):  # nodes are not counted
            assert await soon(one.call("open.one.add", 1, 2)) == 3
        await stage.clear()


async def test_programs_whose_login_has_fallen_are_sent_away(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    async with Stage.open(crossbar.programs, [JSON]) as stage:
        anna, bruno = await stage.join("anna"), await stage.join("bruno")
        for client in (anna, bruno):
            await client.ask("CALL", {}, "open.one.add", [1, 2])
            await client.hear("RESULT")
        gateway, fallen = nodes[0].connection.gateway, USERS["anna"].login_id
        assert isinstance(gateway, CrossbarGateway)
        assert fallen is not None
        await soon(gateway.expel({fallen}))
        assert (await anna.hear("GOODBYE"))[2] == "ytefas.close.logged_out"
        await bruno.ask("CALL", {}, "open.one.add", [1, 2])
        await bruno.hear("RESULT")
        await stage.clear()


async def test_programs_and_nodes_hear_each_other(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    one, _ = nodes
    heard: list[tuple[str, Any]] = []
    for other in nodes:
        name = other.name
        await other.connection.dispatcher.subscribe(
            "open.news", lambda what, name=name: heard.append((name, what))
        )
    async with Stage.open(crossbar.programs, [JSON, CBOR]) as stage:
        anna, bruno = await stage.join("anna"), await stage.join("bruno")
        await bruno.subscribe("open.news")
        await one.connection.dispatcher.publish("open.news", "from a node")
        assert (await bruno.hear("EVENT"))[4] == ["from a node"]
        await anna.ask("PUBLISH", {"acknowledge": True}, "open.news", ["from a program"])
        await anna.hear("PUBLISHED")
        assert (await bruno.hear("EVENT"))[4] == ["from a program"]
        await until(lambda: len(heard) == 4)
        await stage.clear()
    assert sorted(heard) == [
        (name, what) for name in ("one", "two") for what in ("from a node", "from a program")
    ]


async def test_nodes_learn_that_a_program_has_gone(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    async with Stage.open(crossbar.programs, [JSON]) as stage:
        polite, broken = await stage.join("anna"), await stage.join("bruno")
        await polite.say("GOODBYE", {}, "wamp.close.close_realm")
        await polite.hear("GOODBYE")
        await broken.drop()
        gone = {polite.session, broken.session}
        await until(lambda: all(gone <= set(other.departed) for other in nodes))
        await stage.clear()


async def test_programs_cannot_come_in_where_the_nodes_do(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    async with Stage.open(crossbar.nodes, [JSON]) as stage:
        client = await stage.enter("anna")
        await client.peer.send(
            [1, "ytefas", {"roles": {"caller": {}}, "authmethods": ["anonymous"]}]
        )
        await client.hear("ABORT")
        stranger = await stage.enter("bruno")
        hello = {"roles": {"caller": {}}, "authmethods": ["ticket"], "authid": "node"}
        await stranger.peer.send([1, "ytefas", hello])
        await stranger.hear("CHALLENGE")
        await stranger.peer.send([5, "not-the-ticket", {}])
        await stranger.hear("ABORT")
        await stage.clear()


async def test_browsers_of_other_origins_are_turned_away(crossbar: Crossbar) -> None:
    async with aiohttp.ClientSession() as http:
        for origin in ("https://elsewhere.example", "null"):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await http.ws_connect(
                    crossbar.programs, protocols=["wamp.2.json"], headers={"Origin": origin}
                )


async def test_without_crossbar_a_node_goes_on_alone(crossbar: Crossbar) -> None:
    nobody = Realm(Address("ws://127.0.0.1:9/", TICKET), patience=Patience(retry_first=0.01))
    connection, desk = Connection(), Desk()
    await connection.attach(CrossbarGateway(nobody))
    await nobody.start()
    await desk.node_bind(Path("open.alone"), connection.new_context())
    assert await connection.dispatcher.call("open.alone.add", 1, 2) == 3
    await connection.dispatcher.publish("open.news", 1)
    with pytest.raises(Busy):
        await connection.dispatcher.call("open.two.add", 1, 2)
    await desk.node_unbind()
    await nobody.stop()


async def test_a_wrong_ticket_keeps_a_node_out(crossbar: Crossbar) -> None:
    realm = Realm(Address(crossbar.nodes, "wrong"), patience=Patience(retry_first=0.01))
    await realm.start()
    await asyncio.sleep(0.2)
    assert not realm.up
    await realm.stop()


async def test_a_crossbar_that_hangs_is_left_and_rejoined(
    crossbar: Crossbar,
) -> None:
    watchful = replace(QUICK, ping=1.0, join=2.0)
    async with node(crossbar, "one", watchful) as one, node(crossbar, "two", watchful) as two:
        crossbar.freeze()
        try:
            under_way = asyncio.gather(one.call("open.two.add", 1, 2), return_exceptions=True)
            (outcome,) = await soon(under_way)
            assert isinstance(outcome, Closed)
            await until(lambda: not (one.realm.up or two.realm.up))
            with pytest.raises(Busy):
                await one.call("open.two.add", 1, 2)
        finally:
            crossbar.thaw()
        for other in (one, two):
            await soon(other.realm.joined())
        assert await one.call("open.two.add", 1, 2) == 3
        assert await two.call("open.one.add", 1, 2) == 3
        held = await one.realm.call("wamp.registration.lookup", ["open.one.", {"match": "prefix"}])
        assert await one.realm.call("wamp.registration.count_callees", [held]) == 1


async def test_crossbar_dies_and_returns_and_everything_is_as_before(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    one, two = nodes
    heard: list[Any] = []
    await two.connection.dispatcher.subscribe("open.news", heard.append)
    under_way = asyncio.gather(one.call("open.two.wait"), return_exceptions=True)
    await soon(two.desk.started.wait())

    await crossbar.kill()
    killed = time.monotonic()
    (outcome,) = await soon(under_way)
    assert isinstance(outcome, Closed), "what was under way ends"
    await soon(two.desk.cancelled.wait())
    await until(lambda: not (one.realm.up or two.realm.up))
    before = time.monotonic()
    with pytest.raises(Busy):
        await one.call("open.two.add", 1, 2)
    await one.connection.dispatcher.publish("open.news", "lost")
    assert time.monotonic() - before < 5, "nothing waits for a router that is away"
    assert await one.call("open.one.add", 1, 2) == 3, "and the node serves its own"
    late = Desk()
    await late.node_bind(Path("open.late"), one.connection.new_context())

    await crossbar.start()
    answering = time.monotonic()
    for other in nodes:
        await soon(other.realm.joined())
    print(f"away {answering - killed:.1f} s, both back {time.monotonic() - answering:.2f} s later")
    assert one.realm.lives == two.realm.lives == 2
    assert await one.call("open.two.add", 1, 2) == 3
    assert await two.call("open.one.add", 3, 4) == 7
    assert await two.call("open.late.add", 5, 6) == 11, "also what was bound meanwhile"
    await one.connection.dispatcher.publish("open.news", "heard once")
    await until(lambda: bool(heard))
    assert heard == ["heard once"]
    for uri, match in (("open.one", "exact"), ("open.one.", "prefix"), ("open.late.", "prefix")):
        held = await one.realm.call("wamp.registration.lookup", [uri, {"match": match}])
        assert await one.realm.call("wamp.registration.count_callees", [held]) == 1
    async with Stage.open(crossbar.programs, [JSON]) as stage:
        client = await stage.join("anna")
        await client.ask("CALL", {}, "open.one.add", [1, 2])
        assert (await client.hear("RESULT"))[3] == [3]
        await stage.clear()
    await late.node_unbind()


async def test_what_every_node_answers_is_nobody_s_to_take_over(
    crossbar: Crossbar, nodes: tuple[OtherNode, OtherNode]
) -> None:
    desks = [Desk(), Desk()]
    for one, desk in zip(nodes, desks, strict=True):
        await desk.node_bind(Path(SERVICE), one.connection.new_context())
    try:
        async with node(crossbar, "three") as asking:
            for _ in range(4):
                assert await soon(asking.call(f"{SERVICE}.add", 1, 2)) == 3
        assert [len(desk.callers) for desk in desks] == [2, 2]
    finally:
        for desk in desks:
            await desk.node_unbind()
