"""What crosses the wire: plain JSON values, and the few others under a reserved tag.

A tagged value is `{"$": kind, "v": …}`; a mapping that has the key `$` itself is escaped, so no
data can be taken for a tag. A node travels as its address and arrives as a proxy bound to the
node that receives it; an address outside the receiver's own session is refused, so nobody can
lend us an authority we would then use for them.
"""

import dataclasses
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ytefas.errors import Invalid
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path, PathError
from ytefas.framework.tree.state import ReactiveDict

TAG: Final = "$"
VALUE: Final = "v"
MAX_DEPTH: Final = 32
MAX_RANGE: Final = 10_000
MAX_SAFE_INTEGER: Final = 2**53 - 1  # beyond it a browser's number loses digits

_PLAIN: Final = frozenset({str, bool, type(None)})
_NESTED: Final = frozenset({dict, list})


class SerializationError(TypeError):
    """A value of ours that has no wire form: a mistake of the sender, never of the peer."""


@dataclasses.dataclass(frozen=True, slots=True)
class Encoded:
    """A value its maker promises to be JSON already: it passes untouched, at no cost."""

    value: Any


def encode(value: Any, node: Node | None = None) -> Any:
    """Turn a value into plain JSON values; `node` is who sends it."""
    del node  # part of the contract: a codec may need to know; ours does not
    return _encode(value, 0)


def _encode(value: Any, depth: int) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if depth > MAX_DEPTH:
        raise SerializationError(f"nested deeper than {MAX_DEPTH}")
    encoder = _ENCODERS.get(kind)
    return _encode_other(value, depth) if encoder is None else encoder(value, depth)


def _encode_other(value: Any, depth: int) -> Any:
    """Encode a value whose exact class we do not list: by what it is."""
    path = value.node_path if isinstance(value, Node) or hasattr(value, "node_path") else None
    if isinstance(path, Path):
        return {TAG: "node", VALUE: str(path)}
    if isinstance(value, Enum):
        return _encode(value.value, depth)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return _encode_mapping(fields, depth)
    return _encode_subclass(value, depth)


def _encode_list(value: Any, depth: int) -> list[Any]:
    plain, deeper = _PLAIN, depth + 1
    return [item if type(item) in plain else _encode(item, deeper) for item in value]


def _encode_mapping(value: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    encoded: dict[str, Any] = {}
    plain, deeper = _PLAIN, depth + 1
    for key, item in value.items():
        if type(key) is not str:
            key = _text_key(key)  # noqa: PLW2901 - rare
        encoded[key] = item if type(item) in plain else _encode(item, deeper)
    return {TAG: "map", VALUE: encoded} if TAG in encoded else encoded


def _text_key(key: object) -> str:
    if not isinstance(key, str):
        raise SerializationError(f"a key is a string, not {key!r}")
    return str(key)


def _encode_int(value: int, _depth: int) -> Any:
    if -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
        return int(value)
    return {TAG: "int", VALUE: str(value)}


def _encode_float(value: float, _depth: int) -> Any:
    return float(value) if math.isfinite(value) else {TAG: "float", VALUE: str(value)}


def _encode_path(path: Path, _depth: int) -> dict[str, Any]:
    return {TAG: "path", VALUE: [str(path), path.base_length]}


def _tagged(kind: str, text: Callable[[Any], Any]) -> Callable[[Any, int], Any]:
    return lambda value, _depth: {TAG: kind, VALUE: text(value)}


_ENCODERS: Final[dict[type, Callable[[Any, int], Any]]] = {
    int: _encode_int,
    float: _encode_float,
    list: _encode_list,
    tuple: _encode_list,
    dict: _encode_mapping,
    MappingProxyType: _encode_mapping,
    ReactiveDict: lambda value, depth: _encode_mapping(value.snapshot(), depth),
    Encoded: lambda value, _depth: value.value,
    Decimal: _tagged("decimal", str),
    datetime: _tagged("datetime", datetime.isoformat),
    date: _tagged("date", date.isoformat),
    time: _tagged("time", time.isoformat),
    UUID: _tagged("uuid", str),
    bytes: _tagged("bytes", bytes.hex),
    range: _tagged("range", lambda value: [value.start, value.stop, value.step]),
    Path: _encode_path,
}
# Subclasses (a StrEnum was handled before; asyncpg's UUID, a named tuple) by what they extend.
_BASES: Final = (int, float, list, tuple, Decimal, datetime, date, time, UUID, bytes)


def _encode_subclass(value: Any, depth: int) -> Any:
    for base in _BASES:
        if isinstance(value, base):
            return _ENCODERS[base](value, depth)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return _encode_mapping(value, depth)
    raise SerializationError(f"{type(value).__name__} has no wire form")


def decode(value: Any, node: Node | None = None, *, base: Path | None = None) -> Any:
    """Turn wire values back; references become proxies of `node`, inside `base` if given."""
    return _Decoder(node, base).decode(value, 0)


class _Decoder:
    """One decoding: who receives, and which addresses may be named to it."""

    __slots__ = ("base", "node")

    def __init__(self, node: Node | None, base: Path | None) -> None:
        self.node = node
        self.base = base

    def decode(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is not dict and kind is not list:
            return value
        if depth > MAX_DEPTH:
            raise Invalid("too_deep", limit=MAX_DEPTH)
        if kind is list:
            deeper = depth + 1
            return [self.decode(v, deeper) if type(v) in _NESTED else v for v in value]
        if TAG in value:
            return self._tagged(value, depth)
        return {key: self.decode(item, depth + 1) for key, item in value.items()}

    def _tagged(self, value: dict[str, Any], depth: int) -> Any:
        kind, inner = value[TAG], value.get(VALUE)
        if len(value) != 2 or VALUE not in value or not isinstance(kind, str):  # noqa: PLR2004
            raise Invalid("malformed_tag")
        if kind == "map" and type(inner) is dict:
            return {key: self.decode(item, depth + 1) for key, item in inner.items()}
        if kind == "node":
            return self._reference(inner)
        decoder = _DECODERS.get(kind)
        if decoder is None:
            raise Invalid("unknown_tag", tag=kind)
        try:
            return decoder(inner)
        except (ValueError, TypeError, InvalidOperation, OverflowError) as error:
            raise Invalid("malformed_value", tag=kind) from error

    def _reference(self, address: Any) -> Any:
        try:
            path = Path(_text(address))
        except (PathError, TypeError) as error:
            raise Invalid("malformed_value", tag="node") from error
        if self.base is not None and not self.base.contains(path):
            raise Invalid("foreign_reference")
        if self.node is None:
            raise Invalid("unexpected_reference")
        return self.node.remote(path)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _decode_range(value: Any) -> range:
    start, stop, step = value
    if not all(type(part) is int for part in (start, stop, step)):
        raise TypeError("a range is made of integers")
    made = range(start, stop, step)
    if made and abs(made[-1] - made[0]) // abs(step) >= MAX_RANGE:
        raise ValueError("a range that long is no value")  # whoever walks it would never end
    return made


def _decode_path(value: Any) -> Path:
    text, base_length = value
    path = Path(_text(text))
    fragments = path.fragments
    if type(base_length) is not int or not 0 <= base_length <= len(fragments):
        raise ValueError("no such base")
    if base_length == 0:
        return path
    if base_length == len(fragments):
        return path.rooted()
    return Path(fragments[base_length:], base=fragments[:base_length])


_DECODERS: Final[dict[str, Callable[[Any], Any]]] = {
    "int": lambda value: int(_text(value)),
    "float": lambda value: float(_text(value)),
    "decimal": lambda value: Decimal(_text(value)),
    "datetime": lambda value: datetime.fromisoformat(_text(value)),
    "date": lambda value: date.fromisoformat(_text(value)),
    "time": lambda value: time.fromisoformat(_text(value)),
    "uuid": lambda value: UUID(_text(value)),
    "bytes": lambda value: bytes.fromhex(_text(value)),
    "range": _decode_range,
    "path": _decode_path,
}
