"""Somebody at a browser, without the browser: logs in by HTTP, talks WAMP, holds a session.

`Wire` is a small WAMP client of our own on a bare WebSocket (JSON), so that every message can be
seen and the connection can be cut, stalled or shared. `Visitor` is a person on it: the same client
half of a session as in `tests/support/client.py`, over the real door.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

import aiohttp
import orjson

from tests.support.client import START, Client, ClientView
from ytefas.errors import Closed, YtefasError
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.invocation import Endpoint, Invocation, Kind, Progress
from ytefas.framework.tree.node import Phase
from ytefas.framework.tree.tasks import spawn
from ytefas.wire.errors import from_wire, to_wire

HELLO, WELCOME, ABORT, CHALLENGE, AUTHENTICATE, GOODBYE = 1, 2, 3, 4, 5, 6
ERROR, PUBLISH = 8, 16
SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, EVENT = 32, 33, 34, 35, 36
CALL, CANCEL, RESULT = 48, 49, 50
REGISTER, REGISTERED, UNREGISTER, UNREGISTERED, INVOCATION, INTERRUPT, YIELD = (
    64, 65, 66, 67, 68, 69, 70,
)  # fmt: skip

ROLES = {
    "caller": {"features": {"progressive_call_results": True, "call_canceling": True}},
    "callee": {"features": {"pattern_based_registration": True, "progressive_call_results": True}},
    "publisher": {},
    "subscriber": {"features": {"pattern_based_subscription": True}},
}


Witness = Callable[[str, list[Any]], None]


class Wire:
    """One WAMP session; implements the framework's Gateway."""

    witness: Witness | None = None  # sees every message: ("sent" or "came", message)

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard = 0  # events
        self.on_event: Callable[[str, list[Any]], None] | None = None
        self.welcome: dict[str, Any] = {}
        self._requests = count(1)
        self._waiting: dict[int, asyncio.Future[list[Any]]] = {}
        self._progress: dict[int, Progress] = {}
        self._handlers: dict[int, Endpoint] = {}
        self._registered: dict[str, list[int]] = {}
        self._topics: dict[int, tuple[str, Endpoint]] = {}
        self._subscribed: dict[str, int] = {}
        self._reader: asyncio.Task[None] | None = None
        self._events: asyncio.Queue[list[Any] | None] = asyncio.Queue()
        self.closed = asyncio.Event()

    @classmethod
    async def join(
        cls,
        http: aiohttp.ClientSession,
        url: str,
        ticket: str,
        *,
        realm: str = "ytefas",
        witness: Witness | None = None,
    ) -> Self:
        """Open a socket and a session on it."""
        where = url.replace("http", "ws", 1) + "/ws"
        wire = cls(await http.ws_connect(where, protocols=("wamp.2.json",), max_msg_size=0))
        wire.witness = witness
        hello = {"roles": ROLES, "authmethods": ["ticket"], "authid": ""}
        await wire.send([HELLO, realm, hello])
        await wire._expect(CHALLENGE)
        await wire.send([AUTHENTICATE, ticket, {}])
        wire.welcome = (await wire._expect(WELCOME))[2]
        wire._reader = spawn(wire._read(), name="read a wire")
        _ = spawn(wire._hear(), name="hear events")
        return wire

    async def send(self, message: list[Any]) -> None:
        self._note("sent", message)
        await self.socket.send_str(orjson.dumps(message).decode())

    def _note(self, way: str, message: list[Any]) -> None:
        if self.witness is not None:
            self.witness(way, message)

    async def _expect(self, kind: int) -> list[Any]:
        frame = await self.socket.receive()
        if frame.type is not aiohttp.WSMsgType.TEXT:
            raise Closed
        message: list[Any] = orjson.loads(frame.data)
        self._note("came", message)
        if message[0] != kind:
            raise from_wire(str(message[2]))
        return message

    async def ask(self, kind: int, *rest: Any, listener: Progress | None = None) -> list[Any]:
        """Send a request and wait for what answers it."""
        number = next(self._requests)
        future: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        if listener is not None:
            self._progress[number] = listener
        try:
            await self.send([kind, number, *rest])
            return await future
        finally:
            self._waiting.pop(number, None)
            self._progress.pop(number, None)

    async def leave(self) -> None:
        """Go without a word: the socket closes."""
        await self.socket.close()
        await self.closed.wait()

    def cut(self) -> None:
        """Break it as a network does."""
        transport = self.socket._conn.transport if self.socket._conn else None
        if transport is not None:
            transport.abort()

    @property
    def subscriptions(self) -> frozenset[str]:
        """Which topics are listened to."""
        return frozenset(self._subscribed)

    # -- the framework's Gateway

    async def call(
        self,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None = 30.0,
        on_progress: Progress | None = None,
    ) -> Any:
        options: dict[str, Any] = {}
        if on_progress is not None:
            options["receive_progress"] = True
        async with asyncio.timeout(timeout):
            answer = await self.ask(CALL, options, uri, list(args), kwargs, listener=on_progress)
        values = answer[3] if len(answer) > 3 else []
        return values[0] if values else None

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        await self.send([PUBLISH, next(self._requests), {}, uri, list(args), kwargs])

    async def register_prefix(self, prefix: str, handler: Endpoint) -> None:
        for uri, match in ((prefix, "exact"), (f"{prefix}.", "prefix")):
            answer = await self.ask(REGISTER, {"match": match}, uri)
            self._handlers[answer[2]] = handler
            self._registered.setdefault(prefix, []).append(answer[2])

    async def unregister(self, prefix: str) -> None:
        for number in self._registered.pop(prefix, []):
            if not self.closed.is_set():
                await self.ask(UNREGISTER, number)
            self._handlers.pop(number, None)

    async def subscribe(self, uri: str, handler: Endpoint) -> None:
        answer = await self.ask(SUBSCRIBE, {}, uri)
        self._subscribed[uri] = answer[2]
        self._topics[answer[2]] = uri, handler

    async def unsubscribe(self, uri: str) -> None:
        number = self._subscribed.pop(uri, None)
        if number is not None and not self.closed.is_set():
            await self.ask(UNSUBSCRIBE, number)
            self._topics.pop(number, None)

    # -- what comes

    async def _read(self) -> None:
        try:
            async for frame in self.socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    await self._take(orjson.loads(frame.data))
        finally:
            self.closed.set()
            self._events.put_nowait(None)
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(Closed())

    async def _take(self, message: list[Any]) -> None:
        self._note("came", message)
        kind = message[0]
        if kind == EVENT:
            self.heard += 1
            self._events.put_nowait(message)
        elif kind == INVOCATION:
            _ = spawn(self._answer(message), name="answer a call")
        elif kind == GOODBYE:
            await self.send([GOODBYE, {}, "wamp.close.goodbye_and_out"])
        elif kind == ERROR:
            self._settle(message[2], error=from_wire(message[4], *message[5:7]))
        elif kind == RESULT and message[2].get("progress"):
            listener = self._progress.get(message[1])
            if listener is not None:
                await listener(message[3][0])
        elif kind in (RESULT, SUBSCRIBED, UNSUBSCRIBED, REGISTERED, UNREGISTERED):
            self._settle(message[1], message=message)

    def _settle(
        self, number: int, *, message: list[Any] | None = None, error: Exception | None = None
    ) -> None:
        future = self._waiting.get(number)
        if future is None or future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(message or [])

    async def _hear(self) -> None:
        """Take events in order, and beside the reading: what they lead to may ask and wait."""
        while (message := await self._events.get()) is not None:
            await self._event(message)

    async def _event(self, message: list[Any]) -> None:
        uri, handler = self._topics.get(message[1], ("", None))
        topic = message[3].get("topic", uri)
        args = message[4] if len(message) > 4 else []
        kwargs = message[5] if len(message) > 5 else {}
        if self.on_event is not None:
            self.on_event(topic, args)
        if handler is not None:
            await handler(Invocation(topic, tuple(args), kwargs, kind=Kind.EVENT))

    async def _answer(self, message: list[Any]) -> None:
        number, registration, details = message[1:4]
        args = tuple(message[4]) if len(message) > 4 else ()
        kwargs = message[5] if len(message) > 5 else {}
        handler = self._handlers[registration]
        uri = details.get("procedure", "")
        try:
            answer = await handler(Invocation(uri, args, kwargs, local=True))
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller hears of it
            said = to_wire(error)
            reply = [ERROR, INVOCATION, number, {}, said.uri, said.args, said.kwargs]
        else:
            reply = [YIELD, number, {}, [answer]]
        with suppress(aiohttp.ClientConnectionResetError):  # the connection went while it answered
            await self.send(reply)


@dataclass(slots=True)
class Browser:
    """A cookie jar with an address."""

    http: aiohttp.ClientSession
    url: str

    async def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        headers = {"Origin": self.url}
        async with self.http.post(self.url + path, json=body or {}, headers=headers) as answer:
            is_json = answer.content_type == "application/json"
            said: dict[str, Any] = await answer.json() if is_json else {}
            if answer.status >= 400:
                raise from_wire(f"ytefas.error.{said['code']}", [], {"fields": said.get("fields")})
            return said

    async def ticket(self) -> str:
        return str((await self.post("/auth/ticket"))["ticket"])


class Visitor:
    """A person with a session; everything a test does goes through the real door."""

    def __init__(self, browser: Browser, *, witness: Witness | None = None) -> None:
        self.browser = browser
        self.witness = witness
        self.connection = Connection()
        self.wire: Wire
        self.client: Client

    @classmethod
    async def arrive(
        cls, url: str, email: str, password: str, *, witness: Witness | None = None, **ways: Any
    ) -> Self:
        """Log in and start a session."""
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
        visitor = cls(Browser(aiohttp.ClientSession(cookie_jar=jar), url), witness=witness)
        try:
            await visitor.browser.post("/auth/login", {"email": email, "password": password})
            await visitor.connect()
            visitor.client = await Client.enter(visitor.connection, **ways)
        except BaseException:
            await visitor.browser.http.close()
            raise
        return visitor

    async def join(self) -> None:
        self.wire = await Wire.join(
            self.browser.http, self.browser.url, await self.browser.ticket(), witness=self.witness
        )

    async def connect(self) -> None:
        await self.join()
        await self.connection.attach(self.wire)

    async def back(self) -> None:
        """Come back with a new connection, all views kept: first the session, then what is its."""
        await self.join()
        session = await self.wire.call(START, (), {"resume": self.client.resume})
        await self.connection.attach(self.wire)
        await self.client.taken_up(session)

    async def shows(self, controller: str) -> ClientView:
        return await self.client.shows(controller)

    async def open(self, operation: str, source: str, *ids: str, **more: Any) -> ClientView:
        """Start an intent as the address bar would, and wait for its view."""
        intent = {"operation": operation, "content": {"source": source, "ids": list(ids)}, **more}
        answer = await self.client.server.begin_intent(intent)
        return await self.view_of(answer["id"])

    async def view_of(self, context: str) -> ClientView:
        """Wait for the view of a context."""
        found = await self.client.pulse.until(
            lambda: [
                view
                for view in self.client.views.values()
                if view.offer["uri"].endswith(f".{context}") and view.pairing_active
            ]
        )
        view: ClientView = found[0]
        return view

    async def call(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        """Call any address, whatever the framework would do."""
        return await self.wire.call(uri, args, kwargs)

    async def go(self) -> None:
        """End the session and leave."""
        try:
            if not self.wire.closed.is_set() and self.client.node_phase is Phase.BOUND:
                await self.client.leave()
        except YtefasError:
            pass  # it has ended already
        finally:
            await self.wire.leave()
            await self.browser.http.close()


@asynccontextmanager
async def visiting(
    url: str, email: str, password: str, *, witness: Witness | None = None
) -> AsyncIterator[Visitor]:
    """Be there for a while."""
    visitor = await Visitor.arrive(url, email, password, witness=witness)
    try:
        yield visitor
    finally:
        await visitor.go()
