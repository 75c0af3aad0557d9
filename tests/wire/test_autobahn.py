"""A client that is not ours: autobahn-python on asyncio calls, answers and hears."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.serializer import CBORSerializer, JsonSerializer, MsgPackSerializer
from autobahn.wamp.types import (
    CallDetails,
    CallOptions,
    ComponentConfig,
    EventDetails,
    PublishOptions,
    RegisterOptions,
    SubscribeOptions,
)
from typing_extensions import override

from tests.wire.realm import REALM, Realm, principal, serve
from ytefas.errors import Conflict
from ytefas.wire.router.local import Incoming

# autobahn is typed in part only: what it leaves untyped is called through these.
Factory: Any = WampWebSocketClientFactory
Config: Any = ComponentConfig
Call: Any = CallOptions
Publish: Any = PublishOptions
Register: Any = RegisterOptions
Subscribe: Any = SubscribeOptions
FORMATS: dict[str, Any] = {
    "json": JsonSerializer,
    "msgpack": MsgPackSerializer,
    "cbor": CBORSerializer,
}


class Client(ApplicationSession):
    """A session that joins by ticket and says when it is in and when it is out."""

    def __init__(self, ticket: str) -> None:
        super().__init__(Config(REALM))
        self.ticket = ticket
        loop = asyncio.get_running_loop()
        self.here: asyncio.Future[Any] = loop.create_future()
        self.left: asyncio.Future[str] = loop.create_future()

    @override
    def onConnect(self) -> None:
        self.join(REALM, ["ticket"], "somebody")

    @override
    def onChallenge(self, challenge: Any) -> str:
        return self.ticket

    @override
    def onJoin(self, details: Any) -> None:
        self.here.set_result(details)

    @override
    def onLeave(self, details: Any) -> None:
        self.left.set_result(details.reason)
        self.disconnect()


async def connect(realm: Realm, ticket: str, serializer: Any) -> Any:
    """Bring in one client; it must join or be sent away."""
    client = Client(ticket)
    factory = Factory(lambda: client, realm.url.replace("http", "ws"), serializers=[serializer()])
    await asyncio.get_running_loop().create_connection(factory, "127.0.0.1", realm.port)
    await asyncio.wait({client.here, client.left}, return_when="FIRST_COMPLETED", timeout=5)
    return client


@pytest.fixture
async def realm() -> AsyncIterator[Realm]:
    async with serve() as realm:
        yield realm


@pytest.fixture(params=list(FORMATS))
async def anna(realm: Realm, request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    client = await connect(realm, "anna", FORMATS[request.param])
    yield client
    client.leave()
    assert await asyncio.wait_for(client.left, 30) == "wamp.close.goodbye_and_out"


@pytest.fixture
async def bruno(realm: Realm) -> AsyncIterator[Any]:
    client = await connect(realm, "bruno", JsonSerializer)
    yield client
    client.leave()
    await asyncio.wait_for(client.left, 30)


async def test_it_joins_as_who_the_ticket_says(anna: Any) -> None:
    details = anna.here.result()
    assert details.realm == REALM
    assert details.authid == principal("anna").id
    assert details.authrole == "consultant"
    assert details.authmethod == "ticket"


async def test_a_wrong_ticket_is_told_so(realm: Realm) -> None:
    client = await connect(realm, "bad", JsonSerializer)
    assert client.left.result() == "wamp.error.authentication_failed"


async def test_it_calls_the_node(realm: Realm, anna: Any) -> None:
    async def echo(incoming: Incoming) -> Any:
        return [list(incoming.args), dict(incoming.kwargs), incoming.caller.authid]

    realm.node.register("node.echo", "exact", echo)
    args = [1, -1.5, "perché ✓", None, True, [], {}, b"\x00\xff", {"a": [1]}]
    assert await anna.call("node.echo", *args, key=args) == [
        args, {"key": args}, principal("anna").id,
    ]  # fmt: skip


async def test_it_understands_our_errors(realm: Realm, anna: Any) -> None:
    async def save(_incoming: Incoming) -> Any:
        raise Conflict(name=["Rossi", "Bianchi", "Verdi"])

    realm.node.register("node.save", "exact", save)
    with pytest.raises(ApplicationError) as conflict:
        await anna.call("node.save")
    assert conflict.value.error == "ytefas.error.conflict"
    assert conflict.value.kwargs["code"] == "conflict"
    assert conflict.value.kwargs["fields"] == {"name": ["Rossi", "Bianchi", "Verdi"]}
    with pytest.raises(ApplicationError, match=r"no_such_procedure"):
        await anna.call("node.nothing")


async def test_it_answers_another_client_and_hears_who_calls(anna: Any, bruno: Any) -> None:
    def who(*args: Any, details: CallDetails) -> Any:
        return [list(args), details.procedure, details.caller]

    await anna.register(who, "open.tree.", Register(match="prefix", details_arg="details"))
    told = await bruno.call("open.tree.leaf", 1, b"\x01")
    assert told == [[1, b"\x01"], "open.tree.leaf", None]


async def test_results_in_parts_both_ways(realm: Realm, anna: Any, bruno: Any) -> None:
    async def long(incoming: Incoming) -> Any:
        assert incoming.progress is not None
        for part in range(3):
            incoming.progress(part)
        return "node"

    async def ours(details: CallDetails) -> str:
        for part in range(3):
            details.progress(part)
        return "client"

    realm.node.register("node.long", "exact", long)
    await anna.register(ours, "open.long", Register(details_arg="details"))
    parts: list[int] = []
    assert await anna.call("node.long", options=Call(on_progress=parts.append)) == "node"
    assert await bruno.call("open.long", options=Call(on_progress=parts.append)) == "client"
    assert await realm.node.call("open.long", on_progress=parts.append) == "client"
    assert parts == [0, 1, 2] * 3


async def test_cancel_reaches_the_handler(realm: Realm, anna: Any) -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def slow(_incoming: Incoming) -> Any:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    realm.node.register("node.slow", "exact", slow)
    call = anna.call("node.slow")
    await asyncio.wait_for(started.wait(), 30)
    call.cancel()
    await asyncio.wait_for(ended.wait(), 30)


async def test_a_call_times_out(realm: Realm, anna: Any) -> None:
    async def slow(_incoming: Incoming) -> Any:
        await asyncio.Event().wait()

    realm.node.register("node.slow", "exact", slow)
    with pytest.raises(ApplicationError) as timeout:
        await anna.call("node.slow", options=Call(timeout=20))
    assert timeout.value.error == "wamp.error.timeout"


async def test_events_reach_it_from_node_and_clients(realm: Realm, anna: Any, bruno: Any) -> None:
    heard: asyncio.Queue[Any] = asyncio.Queue()

    def on_event(*args: Any, details: EventDetails, **kwargs: Any) -> None:
        heard.put_nowait((details.topic, list(args), kwargs))

    subscription = await anna.subscribe(
        on_event, "open.news.", Subscribe(match="prefix", details_arg="details")
    )
    realm.node.publish("open.news.a", [1], {"x": b"\x02"})
    assert await heard.get() == ("open.news.a", [1], {"x": b"\x02"})
    realm.node.publish_many([("open.news.b", b'[{"v":1,', '"city":"Forlì"}]'.encode())])
    assert await heard.get() == ("open.news.b", [{"v": 1, "city": "Forlì"}], {})
    publication = await bruno.publish("open.news.c", 3, options=Publish(acknowledge=True))
    assert 0 < publication.id <= 2**53
    assert await heard.get() == ("open.news.c", [3], {})
    await subscription.unsubscribe()
    realm.node.publish("open.news.d")
    await bruno.publish("open.news.d", options=Publish(acknowledge=True))
    assert heard.empty()


async def test_what_it_may_not_do_is_an_error(anna: Any) -> None:
    attempts: tuple[Any, ...] = (
        lambda: anna.call("closed.secret"),
        lambda: anna.register(lambda: None, "node.system"),
        lambda: anna.register(lambda: None, "wamp.session.count"),
        lambda: anna.subscribe(lambda: None, "own.", Subscribe(match="prefix")),
        lambda: anna.publish("closed.feed", options=Publish(acknowledge=True)),
        lambda: anna.call("wamp.session.list"),
    )
    for attempt in attempts:
        with pytest.raises(ApplicationError) as refused:
            await attempt()
        assert refused.value.error == "wamp.error.not_authorized"


async def test_when_sent_away_it_is_told_why(realm: Realm) -> None:
    client = await connect(realm, "carla", JsonSerializer)
    realm.router.close_sessions(lambda _peer: True, "ytefas.close.logout")
    assert await asyncio.wait_for(client.left, 30) == "ytefas.close.logout"
