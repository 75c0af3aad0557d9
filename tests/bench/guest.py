"""A client of the node on a `Line`: raw WAMP, a session, views with cursors; nothing is repainted.

Events are handed on as they came, so that a measurement pays for no decoding it does not need.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

import aiohttp
import orjson

from tests.bench.line import Line

Raw = Callable[[bytes], object]


@dataclass(slots=True)
class Cursor:
    """One cursor of a view: the last event as it came, and who waits for the next."""

    guest: "Guest"
    uri: str
    on_reset: Raw | None = None
    on_patch: Raw | None = None
    version: int = 0

    async def call(self, name: str, *args: Any) -> Any:
        return await self.guest.call(f"{self.uri}.{name}", *args)

    async def next(self, name: str, *args: Any) -> tuple[float, bytes]:
        """Ask for something and wait for the window that shows it: (seconds, the event)."""
        return await self.after(self, name, *args)

    async def after(self, other: "Cursor", name: str, *args: Any) -> tuple[float, bytes]:
        """Ask something of another cursor, and wait for the window that follows here."""
        arrived: asyncio.Future[tuple[float, bytes]] = asyncio.get_running_loop().create_future()

        def hear(raw: bytes) -> None:
            if not arrived.done():
                arrived.set_result((time.perf_counter(), raw))

        self.on_reset = hear
        began = time.perf_counter()
        asked = self.guest.ask(48, {}, f"{other.uri}.{name}", list(args))
        try:
            async with asyncio.timeout(30):
                await asked
                at, raw = await arrived
        finally:
            self.on_reset = None
        return at - began, raw

    async def shows(self, name: str, *args: Any) -> dict[str, Any]:
        """Ask for something and take in what is shown then."""
        _, raw = await self.next(name, *args)
        return self.take(raw)

    def take(self, raw: bytes) -> dict[str, Any]:
        """Decode an event and remember its number."""
        event: dict[str, Any] = orjson.loads(raw)[4][0]
        self.version = event["version"]
        return event

    def follow(self) -> None:
        """Take in whatever comes, as a client does."""
        self.on_reset = self.on_patch = self.take


class Guest:
    """One socket, one session."""

    def __init__(self) -> None:
        self.line: Line
        self.base = ""
        self.cursors: dict[str, Cursor] = {}  # by controller and name: "customers.site"
        self.started = 0  # views
        self._requests = count(1)
        self._waiting: dict[int, asyncio.Future[list[Any]]] = {}
        self._topics: dict[int, tuple[Cursor, bool]] = {}
        self._greeting: asyncio.Queue[list[Any]] | None = asyncio.Queue()
        self._pulse = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def arrive(cls, url: str, ticket: str) -> Self:
        """Open a socket with a ticket, start a session, and wait until its desktop is shown."""
        guest = cls()
        await guest._join(url, ticket)
        session = await guest.call("ytefas.session.start_session")
        guest.base = session["base"]
        await guest.ask(64, {"match": "exact"}, f"{guest.base}.client")
        await guest.ask(64, {"match": "prefix"}, f"{guest.base}.client.")
        await guest.call(f"{guest.base}.server.peer_ready", 0, f"{guest.base}.client", "client")
        await guest.until(1)
        return guest

    async def open(self, source: str, operation: str = "view") -> None:
        """Open the list of a source, or whatever is elected for it, and wait until it is paired."""
        before = self.started
        intent = {"operation": operation, "content": {"source": source, "ids": []}}
        await self.call(f"{self.base}.server.begin_intent", intent)
        await self.until(before + 1)

    async def close(self, context: str) -> None:
        """Close what an intent opened, and hear no more of it."""
        place = f"{self.base}.server.{context}"
        gone = [one for one, (cursor, _) in self._topics.items()
                if cursor.uri.startswith(f"{place}.")]  # fmt: skip
        for subscription in gone:
            await self.ask(34, subscription)
            del self._topics[subscription]
        await self.call(f"{place}.close")

    async def until(self, started: int) -> None:
        async with asyncio.timeout(30):
            while self.started < started:
                self._pulse.clear()
                await self._pulse.wait()

    def leave(self) -> None:
        self.line.close()

    # -- WAMP

    async def _join(self, url: str, ticket: str) -> None:
        greeting = self._greeting
        assert greeting is not None
        self.line = await Line.to(url, self._hear, subprotocol="wamp.2.json")
        roles: dict[str, Any] = {
            "caller": {}, "subscriber": {}, "publisher": {},
            "callee": {"features": {"pattern_based_registration": True}},
        }  # fmt: skip
        self._send([1, "ytefas", {"roles": roles, "authmethods": ["ticket"], "authid": ""}])
        async with asyncio.timeout(60):
            challenge = await greeting.get()
            assert challenge[0] == 4, challenge
            self._send([5, ticket, {}])
            welcome = await greeting.get()
            assert welcome[0] == 2, welcome
        self._greeting = None

    def _send(self, message: list[Any]) -> None:
        self.line.send(orjson.dumps(message))

    def ask(self, kind: int, *rest: Any) -> "asyncio.Future[list[Any]]":
        number = next(self._requests)
        future: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self._send([kind, number, *rest])
        return future

    async def call(self, uri: str, *args: Any) -> Any:
        async with asyncio.timeout(60):
            answer = await self.ask(48, {}, uri, list(args))
        return answer[3][0] if len(answer) > 3 and answer[3] else None

    def _hear(self, raw: bytes) -> None:
        if raw.startswith(b"[36,"):
            cursor, is_reset = self._topics[int(raw[4 : raw.index(b",", 4)])]
            heard = cursor.on_reset if is_reset else cursor.on_patch
            if heard is not None:
                heard(raw)
            return
        message = orjson.loads(raw)
        if self._greeting is not None:
            self._greeting.put_nowait(message)
        elif message[0] == 68:
            self._spawn(self._answer(message))
        elif message[0] in (3, 6):  # the node sends us away: whoever waits gives up in time
            self.line.close()
        elif message[0] == 8:
            future = self._waiting.pop(message[2])
            if not future.done():
                future.set_exception(RuntimeError(f"{message[4:]}"))
        else:
            future = self._waiting.pop(message[1])
            if not future.done():
                future.set_result(message)

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- the client's half of a session

    async def _answer(self, message: list[Any]) -> None:
        called = message[3]["procedure"].rpartition(".")[2]
        said = message[4][0] if len(message) > 4 and message[4] else {}
        if called == "create_peer":
            await self._create(said)
        self._send([70, message[1], {}, [None]])
        if called == "create_peer":
            number = said["id"]
            place = f"{self.base}.client.{number}"
            await self.call(f"{self.base}.server.peer_ready", number, place, "view")
        elif called == "peer_start" and said["id"]:  # 0 are the halves of the session
            self.started += 1
            self._pulse.set()

    async def _create(self, offer: dict[str, Any]) -> None:
        asked: list[tuple[Cursor, bool, asyncio.Future[list[Any]]]] = []
        for name, described in offer.get("cursors", {}).items():
            cursor = Cursor(self, described["uri"])
            self.cursors[f"{offer['controller']}.{name}"] = cursor
            asked += [
                (cursor, kind == "reset", self.ask(32, {}, f"{cursor.uri}.{kind}"))
                for kind in ("reset", "patch")
            ]
        for cursor, is_reset, future in asked:
            self._topics[(await future)[2]] = cursor, is_reset


class Plain:
    """A client of the limit: one message out, one back; everything else is told."""

    def __init__(self) -> None:
        self.line: Line
        self.on_told: Raw | None = None
        self._answer: asyncio.Future[tuple[float, bytes]] | None = None

    @classmethod
    async def arrive(cls, url: str) -> Self:
        plain = cls()
        plain.line = await Line.to(url, plain._hear)
        return plain

    async def next(self, asked: dict[str, Any]) -> tuple[float, bytes]:
        """Ask and wait: (seconds, the answer)."""
        self._answer = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        self.line.send(orjson.dumps(asked))
        await asyncio.wait(
            {self._answer, self.line.ended}, timeout=60, return_when=asyncio.FIRST_COMPLETED
        )
        at, raw = self._answer.result()
        return at - began, raw

    def leave(self) -> None:
        self.line.close()

    def _hear(self, raw: bytes) -> None:
        if raw.startswith(b'{"saved"'):
            if self.on_told is not None:
                self.on_told(raw)
        elif self._answer is not None and not self._answer.done():
            self._answer.set_result((time.perf_counter(), raw))


class Entrance:
    """Logs a person in by HTTP and buys tickets."""

    def __init__(self, url: str) -> None:
        self.url = url
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
        self._http = aiohttp.ClientSession(cookie_jar=jar, headers={"Origin": url})

    async def log_in(self, email: str, password: str) -> None:
        await self._post("/auth/login", {"email": email, "password": password})

    async def guest(self) -> Guest:
        return await Guest.arrive(self.url, (await self._post("/auth/ticket", {}))["ticket"])

    async def close(self) -> None:
        await self._http.close()

    async def _post(self, path: str, body: dict[str, str]) -> Any:
        async with self._http.post(self.url + path, json=body) as answer:
            assert answer.status < 400, await answer.text()
            return await answer.json() if answer.content_type == "application/json" else None
