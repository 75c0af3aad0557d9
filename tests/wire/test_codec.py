"""Bytes to messages and back: what passes, what is a violation, and that the formats agree."""

import base64
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import cbor2
import msgpack
import orjson
import pytest
from autobahn.wamp import message as wamp
from autobahn.wamp.serializer import CBORSerializer, JsonSerializer, MsgPackSerializer
from hypothesis import given, strategies as st

from ytefas.wire.codec import (
    CBOR,
    CODECS,
    JSON,
    MSGPACK,
    Codec,
    Encoded,
    InvalidUri,
    ProtocolViolation,
    Shared,
    Unserializable,
    frame,
)

EVERY = pytest.mark.parametrize("codec", CODECS.values(), ids=lambda codec: codec.name)
THEIRS = {"json": JsonSerializer, "msgpack": MsgPackSerializer, "cbor": CBORSerializer}
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    | st.binary(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4)
    ),
    max_leaves=10,
)


SHARED = ["once"]


class Colour(StrEnum):
    RED = "red"


@EVERY
@given(args=st.lists(VALUES, max_size=3))
def test_what_we_say_autobahn_understands_and_the_other_way_round(
    codec: Codec, args: list[Any]
) -> None:
    theirs = THEIRS[codec.name]()
    [result] = theirs.unserialize(codec.encode([50, 1, {}, args]), codec.binary)
    assert isinstance(result, wamp.Result)
    assert list(result.args) == args
    call = wamp.Call(7, "open.a", args=args, kwargs={"key": args})  # type: ignore[no-untyped-call]
    data, binary = theirs.serialize(call)
    assert binary is codec.binary
    message, raw = codec.decode(data, nesting=64)
    assert isinstance(message, wamp.Call)
    assert (message.procedure, message.args or []) == ("open.a", args)
    assert message.kwargs == {"key": args}
    assert raw[0] == 48


@EVERY
def test_values_of_ours_have_a_form_in_every_format(codec: Codec) -> None:
    values = [
        Encoded(b'{"a":[1]}'),
        UUID(int=5),
        Decimal("1.50"),
        date(2026, 11, 20),
        datetime(2026, 11, 20, 4, 0, tzinfo=UTC),
        (1, 2),
        {3},
        Colour.RED,
    ]
    loaded = codec.load(codec.encode(values), nesting=64)
    assert loaded == [
        {"a": [1]}, str(UUID(int=5)), "1.50", "2026-11-20", "2026-11-20T04:00:00+00:00",
        [1, 2], [3], "red",
    ]  # fmt: skip


@EVERY
def test_what_has_no_form_is_said_to_have_none(codec: Codec) -> None:
    with pytest.raises(Unserializable):
        codec.encode([50, 1, {}, [object()]])


@EVERY
@pytest.mark.parametrize("depth", [10, 60, 70, 400, 10_000])
def test_nesting_is_bounded(codec: Codec, depth: int) -> None:
    opening, closing = {
        "json": (b"[", b"]"), "msgpack": (b"\x91", b""), "cbor": (b"\x81", b""),
    }[codec.name]  # fmt: skip
    head = codec.encode([48, 1, {}, "open.a"])
    if codec is JSON:
        data = head[:-1] + b"," + opening * depth + b"1" + closing * depth + b"]"
    else:
        data = bytes([head[0] + 1]) + head[1:] + opening * depth + b"\x01" + closing * depth
    if depth < 64:
        codec.decode(data, nesting=64)
    else:
        with pytest.raises(ProtocolViolation):
            codec.decode(data, nesting=64)


def test_many_brackets_in_a_text_are_not_nesting() -> None:
    message, _ = JSON.decode(orjson.dumps([48, 1, {}, "open.a", ["[{" * 500]]), nesting=64)
    assert message.args == ["[{" * 500]


@pytest.mark.parametrize(
    ("codec", "data"),
    [
        (JSON, b""),
        (JSON, b"["),
        (JSON, b'[48,1,{},"open.a",["\xff"]]'),
        (JSON, b'[48,1,{},"open.a",[NaN]]'),
        (JSON, b'[48,1,{},"open.a",["\\u0000not base64"]]'),
        (JSON, b'[48,1,{},"open.a",["\\ud800"]]'),
        (MSGPACK, b"\xdd\xff\xff\xff\xff"),
        (MSGPACK, b"\xc1"),
        (MSGPACK, msgpack.packb([48, 1, {}, "open.a", [msgpack.ExtType(5, b"x")]])),
        (MSGPACK, msgpack.packb([48, 1, {}, "open.a", [{1: 2}]])),
        (CBOR, b"\x9b\x00\x00\x00\xff\xff\xff\xff\xff"),
        (CBOR, cbor2.dumps([48, 1, {}, "open.a", [{1: 2}]])),
        (CBOR, cbor2.dumps([48, 1, {}, "open.a", [2**70]])),
        (CBOR, cbor2.dumps([48, 1, {}, "open.a", [[SHARED, SHARED]]], value_sharing=True)),
        (CBOR, cbor2.dumps([48, 1, {}, "open.a", ["x" * 99] * 9], string_referencing=True)),
        (CBOR, bytes.fromhex("8518300 1a0666f70656e2e61d81c81d81d00".replace(" ", ""))),
    ],
)  # fmt: skip
def test_noise_is_a_violation(codec: Codec, data: bytes) -> None:
    with pytest.raises(ProtocolViolation):
        codec.decode(data, nesting=64)


@pytest.mark.parametrize("tag", [5, 25, 28, 29, 30, 35, 36, 256, 258, 260, 261, 43000])
@pytest.mark.parametrize("value", ["(a+)+$", [1, 2], 0])
def test_tags_that_would_compute_or_multiply_are_not_looked_into(tag: int, value: Any) -> None:
    data = cbor2.dumps([48, 1, {}, "open.a", [cbor2.CBORTag(tag, value)]])
    with pytest.raises(ProtocolViolation) as refused:
        CBOR.decode(data, nesting=64)
    causes: list[str] = []
    cause: BaseException | None = refused.value
    while cause is not None:
        causes.append(str(cause))
        cause = cause.__cause__
    assert "this CBOR tag is not accepted" in causes


def test_bytes_travel_in_json_as_wamp_says() -> None:
    marked = "\0" + base64.b64encode(b"\x01\xff").decode()
    message, _ = JSON.decode(orjson.dumps([48, 1, {}, "open.a", [{"x": [marked]}]]), nesting=64)
    assert message.args == [{"x": [b"\x01\xff"]}]
    assert orjson.loads(JSON.encode([b"\x01\xff"])) == [marked]


@EVERY
def test_only_what_clients_say_is_understood(codec: Codec) -> None:
    for kind in (0, 2, 4, 7, 17, 33, 35, 36, 50, 65, 67, 68, 69, 337, -1, 10**6):
        with pytest.raises(ProtocolViolation):
            codec.decode(codec.encode([kind, 1, {}]), nesting=64)


@pytest.mark.parametrize("codec", [MSGPACK, CBOR], ids=lambda codec: codec.name)
def test_ids_that_javascript_sends_as_floats(codec: Codec) -> None:
    big = 2**52 + 1
    publish = [16, 7.0, {"exclude": [float(big)], "eligible": [1.0]}, "open.a", [2.0], {"x": 3.0}]
    message, _ = codec.decode(codec.encode(publish), nesting=64)
    assert (message.request, message.exclude, message.eligible) == (7, [big], [1])
    assert [type(value) for value in (*message.args, message.kwargs["x"])] == [float, float]
    message, _ = codec.decode(codec.encode([66, 1, float(big)]), nesting=64)
    assert message.registration == big
    message, _ = codec.decode(codec.encode([48, 1, {"timeout": 20.0}, "open.a"]), nesting=64)
    assert message.timeout == 20
    for wrong in (1.5, float("inf"), float("nan"), 1e300):
        with pytest.raises(ProtocolViolation):
            codec.decode(codec.encode([66, 1, wrong]), nesting=64)


@pytest.mark.parametrize(
    ("codec", "undefined"),
    [(MSGPACK, msgpack.ExtType(0, b"\0")), (CBOR, cbor2.undefined)],
    ids=["msgpack", "cbor"],
)
def test_undefined_is_left_out_as_in_json(codec: Codec, undefined: Any) -> None:
    options, kwargs = (
        {"exclude": undefined, "acknowledge": True},
        {"a": [undefined], "b": undefined},
    )
    message = [16, 1, options, "open.a", [undefined, 2], kwargs]
    data = msgpack.packb(message) if codec is MSGPACK else cbor2.dumps(message)
    publish, raw = codec.decode(data, nesting=64)
    assert raw[2] == {"acknowledge": True}
    assert (publish.args, publish.kwargs) == ([None, 2], {"a": [None]})


def test_opaque_payloads_are_not_offered() -> None:
    data = CBOR.encode([48, 1, {"enc_algo": "cryptobox"}, "open.a", b"secret"])
    with pytest.raises(ProtocolViolation, match="transparency"):
        CBOR.decode(data, nesting=64)


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ([48, 5, {}, "a b"], True),
        ([64, 5, {}, "a b"], True),
        ([32, 5, {}, "a b"], True),
        ([16, 5, {"acknowledge": True}, "a b"], True),
        ([16, 5, {}, "a b"], False),
    ],
)
def test_a_bad_uri_is_an_error_of_its_request(message: list[Any], answer: bool) -> None:
    with pytest.raises(InvalidUri) as refused:
        JSON.decode(orjson.dumps(message), nesting=64)
    assert (refused.value.kind, refused.value.request) == (message[0], 5)
    assert refused.value.answer is answer


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 100_000])
def test_frames_as_a_server_sends_them(size: int) -> None:
    payload = b"x" * size
    built = frame(0x81, payload)
    assert built[0] == 0x81
    header = 2 if size < 126 else 4 if size < 65536 else 10
    told = built[1] if header == 2 else int.from_bytes(built[2:header])
    assert (told, built[header:]) == (size, payload)
    assert built[1] == {2: size, 4: 126, 10: 127}[header]


def test_a_shared_message_is_encoded_once_per_format() -> None:
    shared = Shared([36, 1, 2, {}])
    assert shared.frame(JSON) is shared.frame(JSON)
    assert shared.frame(JSON)[0] == 0x81
    assert shared.frame(CBOR)[0] == 0x82
