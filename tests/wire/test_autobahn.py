"""A client that is not ours: autobahn-python on asyncio connects, calls, answers, hears."""

import asyncio
from typing import Any

from autobahn.asyncio.wamp import ApplicationSession
from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.serializer import CBORSerializer, JsonSerializer, MsgPackSerializer
from autobahn.wamp.types import (
    ComponentConfig,
)

from tests.wire.realm import REALM, Realm, principal, serve
from ytefas.wire.router.local import Incoming

SERIALIZERS = {"json": JsonSerializer, "msgpack": MsgPackSerializer, "cbor": CBORSerializer}


class Client(ApplicationSession):  # type: ignore[misc]
    def __init__(self, ticket: str) -> None:
        super().__init__(ComponentConfig(REALM))
        self.ticket = ticket
        self.here = asyncio.get_running_loop().create_future()
        self.gone = asyncio.get_running_loop().create_future()

    def onConnect(self) -> None:  # noqa: N802
        self.join(REALM, ["ticket"], "somebody")

    def onChallenge(self, challenge: Any) -> str:  # noqa: N802
        return self.ticket

    def onJoin(self, details: Any) -> None:  # noqa: N802
        self.here.set_result(details)

    def onLeave(self, details: Any) -> None:  # noqa: N802
        if not self.here.done():
            self.here.set_exception(ConnectionError(details.reason))
        self.disconnect()

    def onDisconnect(self) -> None:  # noqa: N802
        self.gone.set_result(None)


async def connect(realm: Realm, name: str, format: str) -> Client:
    client = Client(name)
    factory = WampWebSocketClientFactory(
        lambda: client, realm.url.replace("http", "ws"), serializers=[SERIALIZERS[format]()]
    )
    loop = asyncio.get_running_loop()
    port = int(realm.url.rsplit(":", 1)[1].split("/")[0])
    await loop.create_connection(factory, "127.0.0.1", port)
    await asyncio.wait_for(client.here, 5)
    return client


async def test_calls():
    async with serve() as realm:

        async def echo(incoming: Incoming) -> Any:
            return [incoming.args, incoming.kwargs, incoming.caller.authid]

        realm.node.register("node.echo", "exact", echo)
        for f in SERIALIZERS:
            c = await connect(realm, "anna:" + f, f)
            r = await c.call("node.echo", 1, "x", a=None)
            assert r == [[1, "x"], {"a": None}, principal("anna").id]
            c.leave()
            await asyncio.wait_for(c.gone, 5)
