"""A WebSocket of the client's side with next to no cost of its own, for thousands in one process.

Text frames only, whole ones, no extensions; masked with zeros, as the protocol allows.
"""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import Final, Self, cast
from urllib.parse import urlsplit

from typing_extensions import override

_TEXT, _CLOSE, _PING, _PONG = 0x81, 0x88, 0x89, 0x8A
_SHORT: Final = 126
_LONG: Final = 127


class Line(asyncio.Protocol):
    """One socket; `hear` is called with every text that comes."""

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        self.hear = hear
        self.ended = asyncio.get_running_loop().create_future()
        self._open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._rest = b""
        self._upgraded = False
        self._transport: asyncio.Transport

    @classmethod
    async def to(
        cls, url: str, hear: Callable[[bytes], None], *, subprotocol: str | None = None
    ) -> Self:
        """Open a socket at an http address."""
        at = urlsplit(url)
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(lambda: cls(hear), str(at.hostname), at.port or 80)
        offered = f"Sec-WebSocket-Protocol: {subprotocol}\r\n" if subprotocol else ""
        key = base64.b64encode(os.urandom(16)).decode()
        line._transport.write(
            f"GET /ws HTTP/1.1\r\nHost: {at.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n{offered}\r\n".encode()
        )
        await line._open
        return line

    def send(self, text: bytes) -> None:
        self._write(_TEXT, text)

    def close(self) -> None:
        if not self._transport.is_closing():
            self._write(_CLOSE, b"\x03\xe8")
            self._transport.close()

    def _write(self, first: int, payload: bytes) -> None:
        size = len(payload)
        if size < _SHORT:
            head = bytes((first, 0x80 | size))
        elif size < 1 << 16:
            head = bytes((first, 0x80 | _SHORT)) + size.to_bytes(2, "big")
        else:
            head = bytes((first, 0x80 | _LONG)) + size.to_bytes(8, "big")
        self._transport.write(head + b"\0\0\0\0" + payload)

    # -- asyncio.Protocol

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one by duty only

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        for future in (self._open, self.ended):
            if not future.done():
                if future is self._open:
                    future.set_exception(ConnectionError("closed before it was open"))
                else:
                    future.set_result(None)

    @override
    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
            self._rest = b""
        if not self._upgraded:
            answer, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._rest = answer
                return
            if b" 101 " not in answer.split(b"\r\n", 1)[0]:
                self._open.set_exception(ConnectionError(answer.decode()))
                return
            self._upgraded = True
            self._open.set_result(None)
        self._frames(data)

    def _frames(self, data: bytes) -> None:
        at, end = 0, len(data)
        while end - at >= 2:
            size, start = data[at + 1], at + 2
            if size == _SHORT:
                start += 2
                size = int.from_bytes(data[at + 2 : start], "big")
            elif size == _LONG:
                start += 8
                size = int.from_bytes(data[at + 2 : start], "big")
            if start + size > end:
                break
            first, payload = data[at], data[start : start + size]
            at = start + size
            if first == _TEXT:
                self.hear(payload)
            elif first == _PING:
                self._write(_PONG, payload)
        self._rest = data[at:]
