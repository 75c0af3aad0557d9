"""The codec: what goes out comes back, and nothing can pretend to be a tag."""

import json
import math
from collections import OrderedDict, namedtuple
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, strategies as st

from ytefas.errors import Invalid
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.talk.serialize import (
    MAX_DEPTH,
    TAG,
    Encoded,
    SerializationError,
    decode,
    encode,
)
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.state import ReactiveDict, freeze

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(
        timezones=st.none() | st.just(UTC) | st.just(timezone(timedelta(minutes=90)))
    ).map(lambda moment: moment.replace(fold=0))  # ISO text has no fold
    | st.times().map(lambda moment: moment.replace(fold=0))
    | st.uuids()
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
    | st.lists(st.text("ab_1", min_size=1, max_size=3), min_size=1, max_size=4).map(Path)
    | st.builds(Path, st.text("ab", min_size=1, max_size=3), st.text("ab", min_size=1, max_size=3))
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", TAG, "v"]), inner, max_size=4)
    ),
    max_leaves=15,
)


def crossed(value: Any) -> Any:
    return decode(json.loads(json.dumps(encode(value), allow_nan=False)))


@given(values)
def test_t20_what_goes_out_comes_back(value: Any) -> None:
    assert crossed(value) == value


@given(values)
def test_t20_kinds_come_back_too(value: Any) -> None:
    assert repr(crossed(value)) == repr(value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([TAG, "v", "a"]), inner, max_size=3)
        | st.fixed_dictionaries(
            {TAG: st.sampled_from(["node", "map", "date", "uuid", "range", "path", "int"]),
             "v": inner}
        )
    ),
)  # fmt: skip


@given(json_values)
def test_t21_hostile_input_is_decoded_or_invalid(value: Any) -> None:
    try:
        decode(value, base=Path("s.mine"))
    except Invalid:
        return


def test_t21_data_that_looks_like_a_tag_is_data() -> None:
    for value in ({TAG: "uuid", "v": "x"}, {TAG: 1}, {"a": [{TAG: "node", "v": "x.y"}]}):
        assert crossed(value) == value
        assert crossed(encode(value)) == encode(value)


def test_t22_special_numbers_survive_a_browser() -> None:
    assert encode(2**53) == {TAG: "int", "v": "9007199254740992"}
    assert encode(2**53 - 1) == 2**53 - 1
    assert math.isnan(crossed(math.nan))
    assert crossed(-math.inf) == -math.inf
    assert str(crossed(Decimal("1.50"))) == "1.50"


class Colour(StrEnum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


class Plain(Enum):
    A = "a"


@dataclass(frozen=True)
class Point:
    x: int
    when: date


def test_t23_what_we_make_has_a_plain_form() -> None:
    pair = namedtuple("pair", "a b")  # noqa: PYI024 - any tuple
    identifier = uuid4()

    class DriverUUID(UUID):
        """What a driver returns."""

    encoded = encode(
        [
            (1, 2),
            pair(1, 2),
            Colour.RED,
            Number.ONE,
            Plain.A,
            OrderedDict(a=1),
            Encoded({"already": "json"}),
            ReactiveDict({"a": {"b": [1]}}),
            freeze({"deep": {"k": 1}}, 1),
            DriverUUID(str(identifier)),
            type("Text", (str,), {})("a text"),
            time(1, 2),
            datetime(2026, 1, 2, tzinfo=UTC),
        ]
    )
    assert json.loads(json.dumps(encoded)) == encoded
    assert encoded[:9] == [
        [1, 2],
        [1, 2],
        "red",
        1,
        "a",
        {"a": 1},
        {"already": "json"},
        {"a": {"b": [1]}},
        {"deep": {"k": 1}},
    ]
    assert decode(encoded[9:]) == [
        identifier,
        "a text",
        time(1, 2),
        datetime(2026, 1, 2, tzinfo=UTC),
    ]
    assert encode(Point(1, date(2026, 1, 2))) == {"x": 1, "when": {TAG: "date", "v": "2026-01-02"}}


def test_t24_what_has_no_wire_form_is_our_mistake() -> None:
    deep: Any = 1
    for _ in range(MAX_DEPTH + 2):
        deep = [deep]
    for wrong in (object(), {1: 2}, {1, 2}, Point, deep, Node()):
        with pytest.raises(SerializationError):
            encode(wrong)


def test_t24_what_is_too_deep_or_malformed_is_theirs() -> None:
    deep: Any = 1
    for _ in range(MAX_DEPTH + 2):
        deep = {"a": [deep]}
    for wrong in (
        deep,
        {TAG: "uuid"},
        {TAG: "uuid", "v": "x"},
        {TAG: "uuid", "v": 5},
        {TAG: "uuid", "v": str(uuid4()), "more": 1},
        {TAG: 5, "v": 5},
        {TAG: "unknown", "v": 5},
        {TAG: "decimal", "v": "abc"},
        {TAG: "int", "v": "9" * 10_000},
        {TAG: "range", "v": [1, 2]},
        {TAG: "range", "v": [1, 2, 0]},
        {TAG: "range", "v": [0, 10**30, 1]},
        {TAG: "range", "v": [0, -(10**6), -1]},
        {TAG: "range", "v": [True, 2, 3]},
        {TAG: "path", "v": ["a.b", 3]},
        {TAG: "path", "v": ["A", 0]},
        {TAG: "path", "v": 5},
        {TAG: "bytes", "v": "zz"},
        {TAG: "map", "v": []},
        {TAG: "node", "v": "Not A Path"},
        {TAG: "node", "v": None},
        {TAG: "node", "v": "a.b"},
    ):
        with pytest.raises(Invalid):
            decode(wrong)


async def test_t25_a_reference_arrives_as_a_proxy_of_the_receiver_inside_the_base() -> None:
    node, other = Node(), Node()
    connection = Connection()
    await node.node_bind(Path("server", base="s.mine"), connection.new_context())
    await other.node_bind(Path("client", base="s.mine"), connection.new_context())
    base = Path("s.mine")
    wire = encode([other, {"in": other.remote("@server")}])
    proxy, nested = decode(wire, node, base=base)
    assert isinstance(proxy, Proxy)
    assert proxy == "s.mine.client"
    assert nested["in"] == "s.mine.server"
    assert encode(proxy) == encode(other)
    for foreign in ("s.theirs.x", "s.mine_too", "s"):
        with pytest.raises(Invalid):
            decode({TAG: "node", "v": foreign}, node, base=base)
    assert decode({TAG: "node", "v": "s.theirs.x"}, node) == "s.theirs.x"
    with pytest.raises(Invalid):
        decode(wire, None, base=base)
    await node.node_unbind()
    await other.node_unbind()


def test_t20_rooted_paths_keep_their_root() -> None:
    assert crossed(Path("a.b").rooted()).base == "a.b"
    assert crossed(Path("c", base="a.b")).base == "a.b"
    assert crossed(Path("a.b")).base is None
