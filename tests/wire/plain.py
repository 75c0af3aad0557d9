"""A client in bytes: a TCP connection past the upgrade, which reads only when it is told to."""

import asyncio
import base64
import os
import socket
import struct
from collections.abc import Callable
from typing import Any

import orjson

from tests.wire.realm import HELLO_DETAILS, REALM, Realm


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what the other end of a socket does sets no event
            await asyncio.sleep(0.005)


async def gone(realm: Realm) -> None:
    """Check that once the clients are away nothing of them stays."""
    await realm.leave()
    await until(lambda: not len(realm.door))
    assert list(realm.router.peers.values()) == [realm.node.peer]
    assert all(peer.local for peer in realm.router.peers.values())


def masked(first: int, payload: bytes) -> bytes:
    """Build one frame as a client sends it."""
    size = len(payload)
    head = bytes([first, 0x80 | size]) if size < 126 else struct.pack("!BBH", first, 0xFE, size)
    return head + bytes(4) + payload


class Wire:
    """A TCP connection past the upgrade: speaks in bytes, and reads only when told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, realm: Realm, *, buffer: int | None = None, **headers: str) -> "Wire":
        handle = socket.socket()
        handle.setblocking(False)
        if buffer:
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        await asyncio.get_running_loop().sock_connect(handle, ("127.0.0.1", realm.port))
        reader, writer = await asyncio.open_connection(sock=handle, limit=2**16)
        key = base64.b64encode(os.urandom(16)).decode()
        asked = {
            "Host": f"127.0.0.1:{realm.port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Protocol": "wamp.2.json",
        } | headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
        writer.write(f"GET /wamp HTTP/1.1\r\n{lines}\r\n".encode())
        realm.writers.append(writer)
        assert b" 101 " in (await reader.readuntil(b"\r\n\r\n"))
        return cls(reader, writer)

    def say(self, *message: Any) -> None:
        self.writer.write(masked(0x81, orjson.dumps(message)))

    async def frame(self) -> tuple[int, bytes]:
        """Read one frame: its first byte and payload; `(0, b"")` when the connection is over."""
        try:
            first, size = await asyncio.wait_for(self.reader.readexactly(2), 30)
            if size == 126:
                [size] = struct.unpack("!H", await self.reader.readexactly(2))
            elif size == 127:
                [size] = struct.unpack("!Q", await self.reader.readexactly(8))
            return first, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return 0, b""

    async def hear(self) -> Any:
        first, payload = await self.frame()
        assert first == 0x81, (first, payload)
        return orjson.loads(payload)

    async def join(self, name: str) -> None:
        self.say(1, REALM, HELLO_DETAILS)
        await self.hear()
        self.say(5, name, {})
        assert (await self.hear())[0] == 2
