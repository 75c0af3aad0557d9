"""The WAMP door: WebSockets of aiohttp, their origin, their size, their queue and their pulse.

Frames go straight to the transport, with no task per socket or send. What the kernel does not take
at once is the queue, bounded in messages and bytes: a reader that stalls is cut, costs its queue at
most, and delays nobody. One sweep looks after the pulse of all sockets.
"""

import asyncio
import logging
import socket
import struct
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from aiohttp import WSMsgType, web

from ytefas.errors import TooLarge
from ytefas.wire.codec import CODECS, Codec, frame
from ytefas.wire.limits import Limits
from ytefas.wire.router.peer import Peer
from ytefas.wire.router.router import Router
from ytefas.wire.router.words import PROTOCOL_VIOLATION, SYSTEM_SHUTDOWN

_log = logging.getLogger(__name__)

_CLOSE, _PING, _PONG = 0x88, 0x89, 0x8A  # final control frames, RFC 6455 section 5.5


class SocketLink:
    """The way out to one socket."""

    __slots__ = (
        "_closing", "_limits", "_marks", "_sent", "_transport", "codec", "heard", "pinged",
    )  # fmt: skip

    def __init__(
        self, transport: asyncio.Transport, codec: Codec, limits: Limits, now: float
    ) -> None:
        self.codec = codec
        self.heard = now  # when anything last came
        self.pinged = now
        self._transport = transport
        self._limits = limits
        self._sent = 0
        # Where in the stream each unsent frame ends; None while the reader keeps up.
        self._marks: deque[int] | None = None
        self._closing = False

    @property
    def closing(self) -> bool:
        return self._closing or self._transport.is_closing()

    def send(self, message: list[Any]) -> None:
        payload = self.codec.encode(message)
        if len(payload) > self._limits.message_out:
            raise TooLarge
        self.write(frame(self.codec.first, payload))

    def write(self, frame: bytes) -> None:
        transport = self._transport
        if self._closing or transport.is_closing():
            return
        waiting = transport.get_write_buffer_size()
        if waiting:
            if not self._room(waiting, len(frame)):
                return
        elif self._marks is not None:
            self._marks = None
        self._sent += len(frame)
        transport.write(frame)

    def _room(self, waiting: int, size: int) -> bool:
        """Whether one more frame fits in the queue; if not, the socket is cut."""
        marks = self._marks
        if marks is None:
            marks = self._marks = deque()
        gone = self._sent - waiting
        while marks and marks[0] <= gone:
            marks.popleft()
        limits = self._limits
        if len(marks) >= limits.queue_messages or waiting + size > limits.queue_bytes:
            _log.warning("a socket was cut: %d messages, %d bytes unsent", len(marks), waiting)
            self.cut()
            return False
        marks.append(self._sent + size)
        return True

    def end(self, code: int) -> None:
        """Say that we close; the other side has a moment to answer, then the socket is cut."""
        if not self.closing:
            self.write(frame(_CLOSE, struct.pack("!H", code)))
            self._closing = True
            asyncio.get_running_loop().call_later(self._limits.goodbye_seconds, self.cut)

    def cut(self) -> None:
        self._closing = True
        self._marks = None
        self._transport.abort()


class Door:
    """All sockets of one router: who may come in, and who is still there."""

    def __init__(
        self,
        router: Router,
        *,
        origins: Collection[str] | None = None,
        client_ip: Callable[[web.Request], str | None] = lambda request: request.remote,
    ) -> None:
        self._router = router
        self._limits = router.limits
        self._origins = None if origins is None else frozenset(origins)
        self._client_ip = client_ip
        self._links: set[SocketLink] = set()
        self._per_ip: Counter[str | None] = Counter()
        self._sweeping: asyncio.TimerHandle | None = None
        self._empty = asyncio.Event()
        self._empty.set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._links)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket from upgrade to end."""
        refused = self._refuse(request)
        if refused is not None:
            return refused
        ip = self._client_ip(request)
        self._per_ip[ip] += 1
        try:
            return await self._serve(request, ip)
        finally:
            self._per_ip[ip] -= 1
            if not self._per_ip[ip]:
                del self._per_ip[ip]

    async def close(self) -> None:
        """Let nobody in any more, say goodbye to who is there, and cut who stays."""
        self._closed = True
        self._router.close_sessions(lambda _peer: True, SYSTEM_SHUTDOWN)
        if not await self._emptied():
            for link in tuple(self._links):
                link.cut()
            await self._emptied()  # but for who waits for a judge that does not come back

    async def _emptied(self) -> bool:
        try:
            async with asyncio.timeout(self._limits.goodbye_seconds):
                await self._empty.wait()
        except TimeoutError:
            return False
        return True

    def _refuse(self, request: web.Request) -> web.Response | None:
        if self._closed:
            return web.Response(status=503, text="shutting down")
        origin = request.headers.get("Origin")
        if origin is not None and not self._own(origin, request):
            return web.Response(status=403, text="foreign origin")
        offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        if not any(name.strip() in CODECS for name in offered):
            return web.Response(status=400, text="no subprotocol in common")
        if self._per_ip[self._client_ip(request)] >= self._limits.sockets_per_ip:
            return web.Response(status=429, text="too many sockets")
        return None

    def _own(self, origin: str, request: web.Request) -> bool:
        if self._origins is not None:
            return origin in self._origins
        return origin == f"{request.scheme}://{request.host}"

    async def _serve(self, request: web.Request, ip: str | None) -> web.WebSocketResponse:
        limits = self._limits
        ws = web.WebSocketResponse(
            protocols=CODECS,
            max_msg_size=limits.message_in + 1,  # aiohttp refuses what equals its limit
            compress=False,
            heartbeat=None,  # the sweep is one timer for all, and pings go through the queue
            autoping=False,
            autoclose=False,
            timeout=limits.goodbye_seconds,
            decode_text=False,
        )
        await ws.prepare(request)
        transport = request.transport
        if transport is None or ws.ws_protocol is None:
            return ws
        self._tune(transport)
        link = SocketLink(
            transport, CODECS[ws.ws_protocol], limits, asyncio.get_running_loop().time()
        )
        self._enter(link)
        peer = self._router.attach(link, ip=ip)
        try:
            await self._read(ws, link, peer)
        finally:
            self._router.detach(peer)
            self._leave(link)
            if link.closing:  # the farewells are said: aiohttp must not say another
                transport.close()
        return ws

    async def _read(self, ws: web.WebSocketResponse, link: SocketLink, peer: Peer) -> None:
        clock = asyncio.get_running_loop().time
        expected = WSMsgType.BINARY if link.codec.binary else WSMsgType.TEXT
        while True:
            message = await ws.receive()
            link.heard = clock()
            kind = message.type
            if kind is expected:
                if (pending := self._router.receive(peer, message.data)) is not None:
                    await pending
            elif kind is WSMsgType.PING:
                if self._router.count(peer):
                    link.write(frame(_PONG, message.data))
            elif kind is WSMsgType.PONG:
                self._router.count(peer)
            elif kind in (WSMsgType.TEXT, WSMsgType.BINARY):
                self._router.abort(peer, PROTOCOL_VIOLATION, "the subprotocol has the other frames")
            else:  # closed by either side, or broken
                return

    def _tune(self, transport: asyncio.Transport) -> None:
        """Keep the kernel's queue small: what it holds for a stalled reader we cannot count."""
        handle = transport.get_extra_info("socket")
        if handle is not None:
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self._limits.kernel_send_buffer)

    # --- the pulse

    def _enter(self, link: SocketLink) -> None:
        self._links.add(link)
        self._empty.clear()
        if self._sweeping is None:
            self._schedule()

    def _leave(self, link: SocketLink) -> None:
        self._links.discard(link)
        if not self._links:
            self._empty.set()
            if self._sweeping is not None:
                self._sweeping.cancel()
                self._sweeping = None

    def _schedule(self) -> None:
        seconds = self._limits.ping_seconds / 8
        self._sweeping = asyncio.get_running_loop().call_later(seconds, self._sweep)

    def _sweep(self) -> None:
        now = asyncio.get_running_loop().time()
        limits = self._limits
        ping = frame(_PING, b"")
        for link in tuple(self._links):
            if now - link.heard >= limits.dead_seconds:
                _log.info("a socket was silent for %.0f s: cut", now - link.heard)
                link.cut()
            elif now - max(link.heard, link.pinged) >= limits.ping_seconds:
                link.pinged = now
                link.write(ping)
        self._schedule()


def wamp_handler(
    router: Router,
    *,
    origins: Collection[str] | None = None,
    client_ip: Callable[[web.Request], str | None] = lambda request: request.remote,
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Make the aiohttp handler of the WAMP endpoint.

    `origins` are the browsers' origins to admit; None means the one the request itself was sent to.
    A missing Origin is no browser and passes; the ticket judges it. `client_ip` knows the proxies.
    """
    return Door(router, origins=origins, client_ip=client_ip).handle
