"""A realm on loopback for tests: router, socket door, who may come in and what they may do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import aiohttp
import orjson
from aiohttp import web

from ytefas.errors import Busy, NotAuthenticated
from ytefas.rules.access import Principal, Role
from ytefas.wire.limits import Limits
from ytefas.wire.router.local import LocalPeer
from ytefas.wire.router.peer import Action, Peer
from ytefas.wire.router.router import Router
from ytefas.wire.socket import Door

REALM = "ytefas"
NAMES = UUID(int=7)


def principal(name: str) -> Principal:
    """Give the same person for the same name, whoever asks."""
    role = Role.ADMIN if name == "admin" else Role.CONSULTANT
    return Principal(uuid5(NAMES, name), role, login_id=uuid5(NAMES, "login " + name))


@dataclass
class Tickets:
    """Single-use tickets: `<name>` or `<name>:<anything>` opens for that name, once."""

    used: set[str] = field(default_factory=set)
    asked: list[dict[str, Any]] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Principal:
        self.asked.append({"realm": realm, "authid": authid, "ip": ip})
        if self.gate is not None:
            await self.gate.wait()
        if ticket in self.used or ticket.startswith("bad"):
            raise NotAuthenticated
        if ticket == "later":
            raise Busy(reason="pool")
        if ticket == "broken":
            raise RuntimeError("the store is down")
        self.used.add(ticket)
        return principal(ticket.partition(":")[0])


class Rights:
    """A peer may use `own.<user id>.…` and `open.…`; only admins register outside their own."""

    def allows(self, peer: Peer, action: Action, uri: str, match: str) -> bool:
        if uri.startswith("broken."):
            raise RuntimeError("no idea")
        if uri.startswith((f"own.{peer.authid}.", "open.")):
            return True
        return action == "call" and uri.startswith("node.")


@dataclass
class Realm:
    router: Router
    door: Door
    node: LocalPeer
    tickets: Tickets
    port: int
    http: aiohttp.ClientSession
    raws: "list[Raw]" = field(default_factory=list)  # kept, or a forgotten one would close
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/wamp"

    async def leave(self) -> None:
        """End all clients of this realm, politely or not."""
        for writer in self.writers:
            writer.transport.abort()
        for raw in self.raws:
            await raw.ws.close()
        await self.http.close()

    async def raw(self, subprotocol: str = "wamp.2.json", **options: Any) -> "Raw":
        options.setdefault("max_msg_size", 8 * 1024 * 1024)
        ws = await self.http.ws_connect(self.url, protocols=[subprotocol], **options)
        self.raws.append(raw := Raw(ws))
        return raw

    async def joined(self, name: str = "anna", **options: Any) -> "Raw":
        raw = await self.raw(**options)
        await raw.join(name)
        return raw


HELLO_DETAILS = {
    "authmethods": ["ticket"],
    "roles": {
        "caller": {"features": {"progressive_call_results": True, "call_canceling": True}},
        "callee": {"features": {"progressive_call_results": True, "call_canceling": True}},
        "publisher": {},
        "subscriber": {},
    },
}
_ticket_number = iter(range(10**9))


class Raw:
    """A WebSocket that says exactly what it is told."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws = ws
        self.session = 0
        self.details: dict[str, Any] = {}

    async def say(self, *message: Any) -> None:
        await self.ws.send_str(orjson.dumps(message).decode())

    async def hear(self) -> list[Any]:
        """Wait for the next message; `["closed", code]` when the socket has closed."""
        message = await self.ws.receive(timeout=10)
        if message.type is aiohttp.WSMsgType.TEXT:
            heard: list[Any] = orjson.loads(message.data)
            return heard
        return ["closed", self.ws.close_code]

    async def ask(self, *message: Any) -> list[Any]:
        await self.say(*message)
        return await self.hear()

    async def join(self, name: str) -> None:
        assert (await self.ask(1, REALM, HELLO_DETAILS))[:2] == [4, "ticket"]
        welcome = await self.ask(5, f"{name}:{next(_ticket_number)}", {})
        assert welcome[0] == 2, welcome
        self.session, self.details = welcome[1], welcome[2]


@asynccontextmanager
async def serve(
    *,
    limits: Limits | None = None,
    origins: Collection[str] | None = None,
    uncounted: Callable[[str], bool] = lambda uri: uri.endswith(".window"),
    **options: Any,
) -> AsyncIterator[Realm]:
    tickets = Tickets()
    router = Router(
        REALM,
        authenticator=tickets,
        authorizer=Rights(),
        limits=limits,
        uncounted=uncounted,
        **options,
    )
    door = Door(router, origins=origins)
    app = web.Application()
    app.router.add_get("/wamp", door.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    node = LocalPeer(router)
    try:
        realm = Realm(router, door, node, tickets, port, aiohttp.ClientSession())
        try:
            yield realm
        finally:
            await realm.leave()
    finally:
        await node.close()
        await door.close()
        await runner.cleanup()
