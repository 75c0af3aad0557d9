"""A raw WAMP peer: sends and receives whole messages over a WebSocket, and hides nothing.

It shares no code with the router: JSON of the standard library, msgpack and cbor2, and WAMP's rule
for bytes in JSON written out here. What it receives is read in the order it arrived.
"""

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import cbor2
import msgpack

PATIENCE: Final = 10.0  # a router under load may be slow; silence longer than this is a failure

Message = list[Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """One of WAMP's serializations."""

    subprotocol: str
    binary: bool
    dump: Callable[[Any], bytes]
    load: Callable[[bytes], Any]


def _to_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return "\0" + base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: _to_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_json(item) for item in value]
    return value


def _from_json(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("\0"):
        return base64.b64decode(value[1:])
    if isinstance(value, dict):
        return {key: _from_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_from_json(item) for item in value]
    return value


JSON: Final = Wording(
    "wamp.2.json",
    binary=False,
    dump=lambda value: json.dumps(_to_json(value), ensure_ascii=False).encode(),
    load=lambda data: _from_json(json.loads(data)),
)
MSGPACK: Final = Wording("wamp.2.msgpack", binary=True, dump=msgpack.packb, load=msgpack.unpackb)
CBOR: Final = Wording("wamp.2.cbor", binary=True, dump=cbor2.dumps, load=cbor2.loads)


class Silence(AssertionError):
    """The router did not answer."""


class Peer:
    """One WebSocket to a router, seen message by message."""

    def __init__(
        self, name: str, wording: Wording, socket: aiohttp.ClientWebSocketResponse
    ) -> None:
        self.name = name
        self.wording = wording
        self._socket = socket
        self._requests = 0

    @classmethod
    async def connect(
        cls, name: str, url: str, wording: Wording, http: aiohttp.ClientSession
    ) -> "Peer":
        socket = await http.ws_connect(url, protocols=[wording.subprotocol], max_msg_size=1 << 20)
        assert socket.protocol == wording.subprotocol
        return cls(name, wording, socket)

    def next_request(self) -> int:
        self._requests += 1
        return self._requests

    async def send(self, message: Any) -> None:
        await self.send_raw(self.wording.dump(message))

    async def send_raw(self, data: bytes) -> None:
        if self.wording.binary:
            await self._socket.send_bytes(data)
        else:
            await self._socket.send_str(data.decode())

    async def receive(self, patience: float = PATIENCE) -> Message | None:
        """Read the next message, or None once the router has closed the socket."""
        try:
            frame = await self._socket.receive(patience)
        except TimeoutError:
            raise Silence(self.name) from None
        if frame.type is aiohttp.WSMsgType.TEXT:
            assert not self.wording.binary, "a text frame in a binary serialization"
            return self._message(frame.data.encode())
        if frame.type is aiohttp.WSMsgType.BINARY:
            assert self.wording.binary, "a binary frame in JSON"
            return self._message(frame.data)
        return None

    def _message(self, data: bytes) -> Message:
        message = self.wording.load(data)
        assert isinstance(message, list), message
        return message

    async def drop(self) -> None:
        """Close the socket without a GOODBYE."""
        async with asyncio.timeout(PATIENCE):
            await self._socket.close()
