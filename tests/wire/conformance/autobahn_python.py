"""autobahn-python on asyncio, asked to do what `js/play.mjs` asks of the others."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from autobahn.asyncio.wamp import ApplicationSession
from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.serializer import CBORSerializer, JsonSerializer, MsgPackSerializer
from autobahn.wamp.types import (
    CallOptions,
    CallResult,
    ComponentConfig,
    PublishOptions,
    RegisterOptions,
    SubscribeOptions,
)
from typing_extensions import override

# autobahn annotates its classes, but not how they are made:
# mypy: disable-error-code="no-untyped-call"

SERIALIZERS: Final[dict[str, Any]] = {
    "json": JsonSerializer,
    "msgpack": MsgPackSerializer,
    "cbor": CBORSerializer,
}

Step = dict[str, Any]


class Client(ApplicationSession):
    """A session as a programmer of autobahn would write one."""

    def __init__(self, authid: str, ticket: str) -> None:
        super().__init__(ComponentConfig("ytefas"))
        self._login = (authid, ticket)
        self.welcome: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.gone = asyncio.Event()

    @override
    def onConnect(self) -> None:
        self.join("ytefas", ["ticket"], self._login[0])

    @override
    def onChallenge(self, challenge: Any) -> str:
        return self._login[1]

    @override
    def onJoin(self, details: Any) -> None:
        self.welcome.set_result(details)

    @override
    def onLeave(self, details: Any) -> None:
        if not self.welcome.done():
            self.welcome.set_exception(ConnectionError(details.reason))
        self.disconnect()

    @override
    def onDisconnect(self) -> None:
        self.gone.set()


async def connect(url: str, serialization: str, authid: str, ticket: str) -> Client:
    client = Client(authid, ticket)
    address = urlsplit(url)
    factory = WampWebSocketClientFactory(
        lambda: client, url=url, serializers=[SERIALIZERS[serialization]()]
    )
    loop = asyncio.get_running_loop()
    await loop.create_connection(factory, str(address.hostname), address.port or 80)
    await client.welcome
    return client


def result(answer: Any) -> Step:
    if isinstance(answer, CallResult):
        return {"args": list(answer.results), "kwargs": answer.kwresults}
    return {"args": [answer], "kwargs": {}}


async def attempt(call: Awaitable[Any]) -> Step:
    try:
        return result(await call)
    except ApplicationError as error:
        return {"uri": error.error, "kwargs": error.kwargs}


async def play(url: str, serialization: str, authid: str, ticket: str) -> list[Step]:
    """Take every step; a step is what a line of the others is."""
    steps: list[Step] = []

    def tell(step: str, **facts: Any) -> None:
        steps.append({"step": step, **facts})

    try:
        await connect(url, serialization, authid, "not-the-ticket")
    except ConnectionError as reason:
        tell("refused", reason=str(reason))
    client = await connect(url, serialization, authid, ticket)
    tell("joined", authid=client.welcome.result().authid)
    await _calls(client, tell)
    await _answers(client, tell)
    await _events(client, tell)
    client.leave()
    await client.gone.wait()
    tell("left")
    return steps


async def _calls(client: Client, tell: Callable[..., None]) -> None:
    args = [1, 2.5, "perché ✓ 𝄞", None, True, [[1], {"a": ["b"]}]]
    tell("called", **await attempt(client.call("open.node.echo", *args, città="Forlì")))
    tell("failed", **await attempt(client.call("open.node.fail")))
    tell("unknown", **await attempt(client.call("open.node.nothing")))
    tell("denied", **await attempt(client.call("closed.node.echo")))
    parts: list[Any] = []
    options = CallOptions(on_progress=parts.append)
    counted = await attempt(client.call("open.node.count", 3, options=options))
    tell("progress", parts=parts, **counted)
    waiting = client.call("open.node.wait")
    await client.call("open.node.waiting")
    waiting.cancel()
    outcome = await asyncio.gather(waiting, return_exceptions=True)
    # autobahn ends the caller's future itself; the router's ERROR has nobody left to reach
    tell("cancelled", uri="wamp.error.canceled" if waiting.cancelled() else repr(outcome))


async def _answers(client: Client, tell: Callable[..., None]) -> None:
    def add(left: int, right: int) -> int:
        return left + right

    def below(value: Any, details: Any) -> list[Any]:
        return [details.procedure, value]

    async def never() -> None:
        await asyncio.Event().wait()

    adding = await client.register(add, "open.client.add")
    tell("answered", **await attempt(client.call("open.node.ask", "open.client.add", 2, 3)))
    options = RegisterOptions(match="prefix", details_arg="details")
    tree = await client.register(below, "open.client.tree", options)
    answer = await attempt(client.call("open.node.ask", "open.client.tree.a.b", 1))
    tell("answered below", **answer)
    waiting = await client.register(never, "open.client.never")
    tell("interrupted", **await attempt(client.call("open.node.ask_briefly", "open.client.never")))
    for registration in (waiting, adding, tree):
        await registration.unregister()
    tell("withdrawn", **await attempt(client.call("open.node.ask", "open.client.add", 2, 3)))


async def _events(client: Client, tell: Callable[..., None]) -> None:
    events: asyncio.Queue[Step] = asyncio.Queue()

    def hear(*args: Any, details: Any) -> None:
        events.put_nowait({"topic": details.topic, "args": list(args)})

    exact = SubscribeOptions(match="exact", details_arg="details")
    prefix = SubscribeOptions(match="prefix", details_arg="details")
    news = await client.subscribe(hear, "open.news", exact)
    newsroom = await client.subscribe(hear, "open.newsroom", prefix)
    await client.call("open.node.publish", "open.news", 1)
    tell("heard", events=[await events.get()])
    await client.call("open.node.publish", "open.newsroom.sport", 2)
    tell("heard below", events=[await events.get()])
    await news.unsubscribe()
    await newsroom.unsubscribe()
    await client.call("open.node.publish", "open.news", 3)
    tell("deaf", events=[] if events.empty() else [await events.get()])
    options = PublishOptions(acknowledge=True)
    await client.publish("open.heard", "by the node", riga=1, options=options)
    tell("published", **await attempt(client.call("open.node.heard")))
