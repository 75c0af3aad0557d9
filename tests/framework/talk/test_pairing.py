"""Pairings: SPEC-work.md [G], the machine alone and over the front door."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from hypothesis import given, strategies as st
from typing_extensions import override

from tests.support.client import Client, until_true
from tests.support.house import ADA, EVE, House
from tests.support.memory import Memory, Table
from ytefas.errors import Denied, Invalid, TimedOut
from ytefas.framework.talk import member
from ytefas.framework.talk.access import SERVICE, Caller
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Dispatcher, anyone
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.talk.member import Pairable, SessionMember
from ytefas.framework.talk.pairing import (
    Event,
    Expired,
    Fail,
    Pairing,
    Peer,
    Ready,
    Stage,
    Start,
    Stop,
    Stopped,
    allowed_context,
)
from ytefas.framework.talk.session import Directory, SessionService
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.tasks import spawn

HERE, THERE = Peer("s.server.1", "controller"), Peer("s.client.1", "view")


def test_g1_both_sides_ready_start_together() -> None:
    pairing, effects = Pairing(1).step(Ready("server", HERE))
    assert effects == ()
    assert pairing.missing == ("client",)
    pairing, effects = pairing.step(Ready("client", THERE))
    assert effects == (Start({"server": HERE, "client": THERE}),)
    assert pairing.stage is Stage.ACTIVE


def test_g2_a_side_is_ready_once_and_known_places_only() -> None:
    pairing, _ = Pairing(1).step(Ready("client", THERE))
    for event in (Ready("client", Peer("s.client.2", "view")), Ready("elsewhere", THERE)):
        assert pairing.step(event) == (pairing, ())


def test_g3_a_side_that_never_comes_fails_the_pairing() -> None:
    pairing, _ = Pairing(1).step(Ready("server", HERE))
    over, effects = pairing.step(Expired())
    assert effects == (Stop(("server",)), Fail(("client",)))
    assert over.step(Ready("client", THERE)) == (over, ())
    active, _ = pairing.step(Ready("client", THERE))
    assert active.step(Expired()) == (active, ())


def test_g4_one_stops_and_the_other_is_told_once() -> None:
    pairing, _ = Pairing(1).step(Ready("server", HERE))
    assert pairing.step(Stopped("client"))[1] == (Stop(("server",)), Fail(("client",)))
    active, _ = pairing.step(Ready("client", THERE))
    over, effects = active.step(Stopped("server"))
    assert effects == (Stop(("client",)),)
    assert over.step(Stopped("client")) == (over, ())


@given(
    st.lists(
        st.sampled_from(
            [Ready("server", HERE), Ready("client", THERE), Stopped("client"), Stopped("server"),
             Expired()]
        )
    )
)  # fmt: skip
def test_g5_whatever_happens_it_starts_at_most_once_and_ends_at_most_once(
    events: list[Event],
) -> None:
    pairing, told = Pairing(1), []
    for event in events:
        pairing, effects = pairing.step(event)
        told += [type(effect) for effect in effects]
    assert told.count(Start) <= 1
    assert told.count(Stop) == (pairing.stage is Stage.OVER)
    assert Fail not in told or Start not in told


def test_g6_a_request_names_only_its_own_session_and_known_words() -> None:
    base = "ytefas.s.a"
    own = f"{base}.client.1"
    assert allowed_context({"from_context": own}, base) == {"from_context": own}
    assert allowed_context({"user": own, "desk": own, "dispatcher": own}, base) == {}
    assert allowed_context({"from_context": "ytefas.s.ab.client"}, base) == {}
    assert allowed_context({"from_context": 7}, base) == {}
    assert allowed_context("from_context", base) == {}


# -- over the front door, as the client starts them


class ServerPeer(Pairable):
    """The server's side of a pairing that the client asked for."""

    role = "view"
    counterpart = "controller"

    def __init__(self, log: list[str]) -> None:
        self.log = log

    @override
    async def peer_init(self, info: Mapping[str, Any]) -> None:
        self.log.append("server init")

    @override
    async def peer_start(self, info: Mapping[str, Any]) -> None:
        self.log.append(f"server start {self.pairing_active}")

    @override
    async def peer_stop(self) -> None:
        self.log.append("server stop")


class Answering(SessionMember):
    """A member that makes a peer for whoever asks."""

    log: list[str]
    inner: Node

    @override
    async def create_new_peer(self, pairing: int, info: Mapping[str, Any]) -> Pairable:
        if info.get("role") != "controller":
            return await super().create_new_peer(pairing, info)
        peer = await self.node_add(f"p{pairing}", ServerPeer(self.log))
        assert peer.node_context is not None
        peer.node_context["from_context"] = info["context"].get("from_context")
        await peer.node_add("inner", Node())
        return peer


class ClientPeer(Pairable):
    """The client's side: role controller."""

    role = "controller"


class Guest(Node):
    """A client's member, reduced to the pairings it asks for."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.peers: dict[int, ClientPeer] = {}

    async def pair(self, name: str, **info: Any) -> ClientPeer:
        peer = await self.node_add(name, ClientPeer())
        number = await self.remote("@server").pairing_request({"role": peer.role, **info})
        peer.pairing_id = number
        self.peers[number] = peer
        self.log.append("client init")
        await self.remote("@server").peer_ready(number, str(peer.node_path), peer.role)
        return peer

    @call(access=anyone)
    async def peer_start(self, info: dict[str, Any]) -> None:
        peer = self.peers.get(info["id"])
        if peer is not None and peer.node_context is not None:
            server = info["locations"]["server"]
            peer.node_context[server["role"]] = peer.remote(server["uri"])
            peer.pairing_active = True
            self.log.append("client start")

    @call(access=anyone)
    async def peer_stop(self, info: dict[str, Any]) -> None:
        peer = self.peers.pop(info["id"], None)
        if peer is not None and peer.node_phase is Phase.BOUND:
            self.log.append("client stop")
            await peer.node_unbind()


class Place:
    """One session of such members."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.directory = Directory()
        self.server = Connection(Dispatcher(policy=self.directory.judge))
        self.client = Connection()

    async def open(self) -> None:
        def make(session: Any) -> Answering:
            answering = Answering(session)
            answering.log = self.log
            return answering

        bus = LoopbackBus()
        await bus.join(self.server)
        await bus.join(self.client, caller=Caller(ADA, 1))
        self.service = SessionService(self.directory, make)
        await self.service.node_bind(SERVICE, self.server.new_context())
        self.session = await self.client.dispatcher.call(f"{SERVICE}.start_session")
        self.guest = Guest(self.log)
        context = self.client.new_context()
        await self.guest.node_bind(Path("client", base=self.session["base"]), context)
        await self.guest.remote("@server").peer_ready(0, str(self.guest.node_path), "client")

    @property
    def member(self) -> Answering:
        found = self.directory.by_id[self.session["id"]].member
        assert isinstance(found, Answering)
        return found


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    made = Place()
    await made.open()
    yield made
    if made.service.node_path is not None:
        for session in list(made.directory.by_id.values()):
            await made.service.stop_session(session)
        await made.service.node_unbind()


async def test_a30_a_pairing_the_client_asks_for(place: Place) -> None:
    opener = str(place.guest.node_path)
    ours = await place.guest.pair("c1", context={"from_context": opener, "desk": opener})
    await until_true(lambda: len(place.log) == 4)
    assert sorted(place.log[:2]) == ["client init", "server init"], "both before any start"
    assert sorted(place.log[2:]) == ["client start", "server start True"]
    theirs = place.member.node_children["p1"]
    base = place.session["base"]
    for node in (theirs, theirs.node_children["inner"]):
        assert node.node_resolve("#controller") == f"{base}.client.c1"
        assert node.node_resolve("#view") == f"{base}.server.p1"
        assert node.node_resolve("#") == f"{base}.server.p1", "the nearest context"
        assert node.node_resolve("#from_context") == opener
    assert ours.node_resolve("#view") == f"{base}.server.p1"
    assert ours.node_resolve("#") == f"{base}.client.c1"
    assert theirs.node_context is not None
    assert "desk" not in theirs.node_context


@pytest.mark.parametrize("who", ["client", "server"])
async def test_a31_one_peer_stops_and_both_are_gone(place: Place, who: str) -> None:
    ours = await place.guest.pair("c1")
    await until_true(lambda: len(place.log) == 4)
    theirs = place.member.node_children["p1"]
    number = ours.pairing_id
    assert number is not None
    if who == "client":
        await place.guest.remote("@server").peer_stop(number)
        assert theirs.node_path is None
        assert place.log.count("server stop") == 1
    else:
        await place.member.stop_pairing(number)
        assert ours.node_path is None
        assert place.log.count("client stop") == 1
    await place.guest.remote("@server").peer_stop(number)  # a late echo
    assert "p1" not in place.member.node_children or who == "server"


async def test_g7_a_role_nobody_answers_is_refused_and_leaves_nothing(place: Place) -> None:
    peer = await place.guest.pair("c1", role="intruder")
    await until_true(lambda: peer.node_path is None)
    assert "p1" not in place.member.node_children


async def test_g8_control_messages_come_from_the_sessions_own_client(place: Place) -> None:
    ours = await place.guest.pair("c1")
    await until_true(lambda: len(place.log) == 4)
    base = place.session["base"]
    outsider = Connection()
    bus = LoopbackBus()
    await bus.join(place.server)
    await bus.join(outsider, caller=Caller(EVE, 2))
    for name, args in {
        "peer_ready": (1, f"{base}.client.c1", "view"),
        "peer_stop": (1,),
        "pairing_request": ({"role": "controller"},),
        "session_stop": (),
    }.items():
        with pytest.raises(Denied):
            await outsider.dispatcher.call(f"{base}.server.{name}", *args)
    assert ours.node_path is not None


async def test_g8_a_peer_lives_in_the_client(place: Place) -> None:
    base = place.session["base"]
    for uri in (f"{base}.server.user", "ytefas.s.other.client.1", f"{base}.clients.1", "..", ""):
        with pytest.raises(Invalid):
            await place.guest.remote("@server").peer_ready(1, uri, "view")
    unreadable = {"role": "controller", "context": {"from_context": f"{base}.A"}}
    with pytest.raises(Invalid):
        await place.guest.remote("@server").pairing_request(unreadable)


@pytest.mark.parametrize("name", ["principal", "dispatcher", "session", "context", "view"])
async def test_g8_a_peer_cannot_take_the_name_of_something_of_ours(place: Place, name: str) -> None:
    server = place.guest.remote("@server")
    number = await server.pairing_request({"role": "controller"})
    place.guest.peers[number] = await place.guest.node_add("c1", ClientPeer())
    await server.peer_ready(number, f"{place.session['base']}.client.c1", name)
    await until_true(lambda: "server start True" in place.log)
    theirs = place.member.node_children[f"p{number}"]
    assert theirs.node_context is not None
    assert theirs.node_context["principal"] is ADA
    assert theirs.node_context["dispatcher"] is place.server.dispatcher
    assert theirs.node_resolve("#view") == theirs.node_path
    assert theirs.node_resolve("#") == theirs.node_path
    assert theirs.node_resolve("#controller") == f"{place.session['base']}.client.c1"


@pytest.fixture
async def empty_house() -> AsyncIterator[House]:
    opened = await House([], Memory(Table("auth.users", ("id",)))).open()
    yield opened
    await opened.close()


class Server(Pairable):
    role = "controller"


async def _pair(house: House, client: Client) -> Server:
    desk = house.desk(client)
    node = await desk.node_add("x", Server())
    await desk.pair(node)
    return node


async def test_g9_the_server_asks_and_waits_for_both(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await empty_house.visit()
    node = await _pair(empty_house, client)
    assert node.pairing_active
    assert node.node_resolve("#view") == f"{client.base}.client.1"
    monkeypatch.setattr(member, "READY_IN", 0.02)
    client.silent = True
    desk = empty_house.desk(client)
    late = await desk.node_add("late", Server())
    with pytest.raises(TimedOut):
        await desk.pair(late)


async def test_g10_a_session_that_stops_meanwhile_frees_who_waits(empty_house: House) -> None:
    client = await empty_house.visit()
    client.silent = True
    desk = empty_house.desk(client)
    node = await desk.node_add("x", Server())
    waiting = spawn(desk.pair(node), owner=desk)
    await asyncio.sleep(0)
    await client.leave()
    with pytest.raises((asyncio.CancelledError, Denied, TimedOut)):
        await waiting


async def test_g9_a_side_that_cannot_start_ends_both(empty_house: House) -> None:
    class Clumsy(Client):
        @override
        @call(access=anyone)
        async def peer_start(self, info: dict[str, Any]) -> None:
            if info["id"]:
                raise Invalid("cannot")

    connection, _ = await empty_house.connect()
    client = await Clumsy.enter(connection)
    desk = empty_house.desk(client)
    node = await desk.node_add("x", Server())
    with pytest.raises(Invalid):
        await desk.pair(node)
    assert node.node_path is None


async def test_g9_a_side_that_was_ready_and_then_could_not_ends_both(empty_house: House) -> None:
    """It says that it is ready together with what it listens to, before it knows how that ends."""

    class Hasty(Client):
        @override
        @call(access=anyone)
        async def create_peer(self, offer: dict[str, Any]) -> None:
            await self.server.peer_ready(offer["id"], f"{self.base}.client.{offer['id']}", "view")
            raise Denied(reason="topic")

    connection, _ = await empty_house.connect()
    client = await Hasty.enter(connection)
    desk = empty_house.desk(client)
    node = await desk.node_add("x", Server())
    with pytest.raises(Denied):
        await desk.pair(node)
    assert node.node_path is None


async def test_g1_the_server_begins_without_waiting_for_the_clients_answer(
    empty_house: House,
) -> None:
    """The client hears that it starts before anything else, however far away it is."""
    log: list[str] = []
    began = asyncio.Event()

    class Far(Client):
        @override
        @call(access=anyone)
        async def peer_start(self, info: dict[str, Any]) -> None:
            if info["id"]:
                log.append("client")
                await began.wait()

    class Near(Server):
        @override
        async def peer_start(self, info: Mapping[str, Any]) -> None:
            log.append("server")
            began.set()

    connection, _ = await empty_house.connect()
    client = await Far.enter(connection)
    desk = empty_house.desk(client)
    node = await desk.node_add("x", Near())
    async with asyncio.timeout(30):
        await desk.pair(node)
    assert log == ["client", "server"]


async def test_g4_the_members_end_together(empty_house: House) -> None:
    client = await empty_house.visit()
    await client.server.peer_stop(0)
    assert client.node_path is None
    assert empty_house.directory.by_id == {}
