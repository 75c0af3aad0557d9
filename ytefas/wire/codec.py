"""Bytes to WAMP messages and back: JSON by orjson, MsgPack and CBOR for other people's clients.

Incoming messages become autobahn's message classes, which check arity and types; whatever goes
wrong on the way in is a ProtocolViolation (or InvalidUri): no input can raise anything else.
Outgoing messages are plain WAMP lists, and the hot path joins them from encoded parts.
"""

import base64
import binascii
import struct
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, NoReturn
from uuid import UUID

import cbor2
import msgpack
import orjson
import txaio

txaio.use_asyncio()  # type: ignore[no-untyped-call]  # before autobahn's serializers are imported by anyone: they look at it once

from autobahn.wamp import message as wamp  # noqa: E402 - see the line above
from autobahn.wamp.exception import InvalidUriError  # noqa: E402

TEXT_FRAME: Final = 0x81  # one whole message, nothing fragmented
BINARY_FRAME: Final = 0x82
_SHORT, _MEDIUM = 126, 65536  # RFC 6455: where the length field grows
_INTEGERS = range(-(2**63), 2**64)  # what all three formats can carry
_ESCAPED_NUL: Final = b"\\u0000"  # WAMP's mark of binary inside JSON

_SCALARS = frozenset({str, bytes, float, bool, type(None), datetime, date, Decimal, UUID})

# What a client may send. The others are a router's words: from a client they are violations.
_PARSERS: Final[Mapping[int, Callable[[list[Any]], Any]]] = {
    kind.MESSAGE_TYPE: kind.parse
    for kind in (
        wamp.Hello, wamp.Abort, wamp.Authenticate, wamp.Goodbye, wamp.Error, wamp.Publish,
        wamp.Subscribe, wamp.Unsubscribe, wamp.Call, wamp.Cancel, wamp.Register, wamp.Unregister,
        wamp.Yield,
    )
}  # fmt: skip

_REQUESTS: Final = frozenset(
    kind.MESSAGE_TYPE for kind in (wamp.Publish, wamp.Subscribe, wamp.Call, wamp.Register)
)


_NUMBERS: Final = frozenset(("exclude", "eligible", "timeout"))  # in options


class ProtocolViolation(Exception):
    """The peer does not speak WAMP; its text may be sent to it, the session ends."""


class InvalidUri(Exception):
    """A request about an impossible URI: answered as an error of that request, no violation."""

    def __init__(self, kind: int, request: int, *, answer: bool) -> None:
        super().__init__(kind, request)
        self.kind = kind
        self.request = request
        self.answer = answer  # a PUBLISH without `acknowledge` never gets one


class Unserializable(Exception):
    """A value that the receiver's format cannot carry."""


class Encoded:
    """A value that is JSON already: goes out verbatim to JSON peers, is parsed once for others."""

    __slots__ = ("_value", "json")

    def __init__(self, json: bytes) -> None:
        self.json = json
        self._value: Any = self

    @property
    def value(self) -> Any:
        if self._value is self:
            self._value = orjson.loads(self.json)
        return self._value


def _plain(value: Any) -> Any:
    """Make a value of ours one that every format carries."""
    match value:
        case Encoded():
            return value.value
        case Enum():
            return value.value
        case Decimal() | UUID():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case tuple() | set() | frozenset():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no form on the wire")


def _plain_json(value: Any) -> Any:
    match value:
        case Encoded():
            return orjson.Fragment(value.json)
        case bytes():
            return "\0" + base64.b64encode(value).decode("ascii")
        case _:
            return _plain(value)


def _plain_cbor(encoder: Any, value: Any) -> None:
    encoder.encode(_plain(value))


def _refuse_tag(*_: object) -> NoReturn:
    raise ProtocolViolation("this CBOR tag is not accepted")


# CBOR could say these by tags; a value has one form on the wire, whatever the format.
_CBOR_ENCODERS: Final = dict.fromkeys((Decimal, UUID, datetime, date, set, frozenset), _plain_cbor)

# A few bytes must not become much: references share what is then written out once for each, regular
# expressions are compiled on sight, big floats and fractions are computed. Nobody needs them here.
_REFUSED_TAGS: Final[Mapping[int, Callable[..., NoReturn]]] = dict.fromkeys(
    (5, 25, 28, 29, 30, 35, 36, 256, 258, 260, 261, 43000), _refuse_tag
)


def _dump_json(message: list[Any]) -> bytes:
    return orjson.dumps(message, _plain_json)


def _dump_msgpack(message: list[Any]) -> bytes:
    return bytes(msgpack.packb(message, use_bin_type=True, default=_plain))


def _dump_cbor(message: list[Any]) -> bytes:
    return cbor2.dumps(message, default=_plain_cbor, encoders=_CBOR_ENCODERS)


def _load_msgpack(data: bytes) -> Any:
    return msgpack.unpackb(data, raw=False, timestamp=3, ext_hook=_extension)


def _extension(code: int, data: bytes) -> Any:
    """Know one extension: what JavaScript's MsgPack makes of `undefined`."""
    if (code, data) == (0, b"\0"):
        return cbor2.undefined
    return msgpack.ExtType(code, data)


def _load_cbor(data: bytes) -> Any:
    return cbor2.loads(data, semantic_decoders=_REFUSED_TAGS)


def _unmark(value: Any) -> Any:
    """Turn WAMP's binary strings inside JSON (NUL, then base64) into bytes."""
    match value:
        case str() if value.startswith("\0"):
            return base64.b64decode(value[1:], validate=True)
        case list():
            return [_unmark(item) for item in value]
        case dict():
            return {key: _unmark(item) for key, item in value.items()}
        case _:
            return value


def _clean(value: Any, room: int) -> None:
    """Refuse what is nested deeper than `room` or could not be passed on.

    JavaScript's `undefined` is left out, as JSON would.
    """
    kind = type(value)
    if kind in _SCALARS:
        return
    if room <= 0:
        raise ProtocolViolation("nested too deep")
    if kind is list:
        for at, item in enumerate(value):
            if item is cbor2.undefined:
                value[at] = None
            else:
                _clean(item, room - 1)
    elif kind is dict:
        _clean_fields(value, room)
    elif kind is not int or value not in _INTEGERS:
        raise ProtocolViolation(f"{kind.__name__} is not accepted")


def _clean_fields(fields: dict[Any, Any], room: int) -> None:
    for key, item in tuple(fields.items()):
        if type(key) is not str:
            raise ProtocolViolation("keys must be strings")
        if item is cbor2.undefined:
            del fields[key]
        else:
            _clean(item, room - 1)


def _whole(value: Any) -> Any:
    """Make an integer of what JavaScript's MsgPack and CBOR send as one: a float beyond 2**32."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_whole(item) for item in value]
        case _:
            return value


def _with_whole_ids(raw: list[Any]) -> list[Any]:
    """Repair the numbers of the protocol; payloads stay as they are."""
    payload = next((at for at, field in enumerate(raw) if type(field) is list), len(raw))
    repaired = [_whole(field) for field in raw[:payload]]
    for options in repaired:
        if type(options) is dict:
            for name in options.keys() & _NUMBERS:
                options[name] = _whole(options[name])
            break
    return repaired + raw[payload:]


def frame(first: int, payload: bytes) -> bytes:
    """Build one unmasked WebSocket frame, as a server sends it."""
    size = len(payload)
    if size < _SHORT:
        return bytes((first, size)) + payload
    if size < _MEDIUM:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


class Codec:
    """One serialization: its subprotocol, and messages to and from bytes."""

    __slots__ = ("_dump", "_load", "binary", "first", "name", "subprotocol")

    def __init__(
        self,
        name: str,
        dump: Callable[[list[Any]], bytes],
        load: Callable[[bytes], Any],
        *,
        binary: bool,
    ) -> None:
        self.name = name
        self.subprotocol = f"wamp.2.{name}"
        self.binary = binary
        self.first = BINARY_FRAME if binary else TEXT_FRAME
        self._dump = dump
        self._load = load

    def encode(self, message: list[Any]) -> bytes:
        try:
            return self._dump(message)
        except Exception as reason:
            raise Unserializable(str(reason)) from reason

    def load(self, data: bytes, *, nesting: int) -> Any:
        """Decode any value, checked for depth and for types that cannot be passed on."""
        try:
            value = self._load(data)
            if self.binary or data.count(b"[") + data.count(b"{") > nesting:
                _clean(value, nesting)
            if not self.binary and _ESCAPED_NUL in data:
                value = _unmark(value)
        except ProtocolViolation:
            raise
        except binascii.Error as reason:
            raise ProtocolViolation("invalid binary in a string") from reason
        except Exception as reason:
            raise ProtocolViolation(f"not {self.name}") from reason
        return value

    def decode(self, data: bytes, *, nesting: int) -> tuple[Any, list[Any]]:
        """Read one message: autobahn's object, and the list it came from."""
        raw = self.load(data, nesting=nesting)
        if type(raw) is not list or not raw:
            raise ProtocolViolation("a message is a list")
        if self.binary:
            raw = _with_whole_ids(raw)
        kind = raw[0]
        parser = _PARSERS.get(kind) if type(kind) is int else None
        if parser is None:
            raise ProtocolViolation("not a message of a client")
        try:
            parsed = parser(raw)
        except InvalidUriError as reason:
            if kind in _REQUESTS:  # autobahn has looked at the request's id before the URI
                wanted = kind != wamp.Publish.MESSAGE_TYPE or raw[2].get("acknowledge") is True
                raise InvalidUri(kind, raw[1], answer=wanted) from reason
            raise ProtocolViolation("invalid URI") from reason
        except Exception as reason:  # autobahn asserts, and unpacks features as arguments
            raise ProtocolViolation(str(reason)[:200] or "malformed message") from reason
        if getattr(parsed, "payload", None) is not None:
            raise ProtocolViolation("payload transparency is not offered")
        return parsed, raw


JSON: Final = Codec("json", _dump_json, orjson.loads, binary=False)
MSGPACK: Final = Codec("msgpack", _dump_msgpack, _load_msgpack, binary=True)
CBOR: Final = Codec("cbor", _dump_cbor, _load_cbor, binary=True)

CODECS: Final[Mapping[str, Codec]] = {codec.subprotocol: codec for codec in (JSON, MSGPACK, CBOR)}


class Shared:
    """One message for many receivers: encoded and framed once per format, and only if needed."""

    __slots__ = ("_frames", "message")

    def __init__(self, message: list[Any]) -> None:
        self.message = message
        self._frames: dict[str, bytes] = {}

    def frame(self, codec: Codec) -> bytes:
        ready = self._frames.get(codec.name)
        if ready is None:
            ready = self._frames[codec.name] = frame(codec.first, codec.encode(self.message))
        return ready
