"""Whatever a stranger sends, the answer is a result or an error of ours, never an accident."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypedDict
from uuid import UUID

from hypothesis import given, settings, strategies as st

from ytefas.errors import YtefasError
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import anyone
from ytefas.framework.talk.invocation import Invocation
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import signal

BASE = Path("s.mine")


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Point:
    x: int
    at: date | None = None


class Asked(TypedDict, total=False):
    key: UUID
    points: list[Point]


class Open(Node):
    """Calls of every shape, all of them open to everybody."""

    @signal(access=anyone)
    def on_told(self, number: int, *, note: str = "") -> bool:
        return number >= 0

    @call(access=anyone)
    def numbers(self, a: int, b: float = 1.0, *more: Decimal) -> list[Any]:
        return [a, b, *more]

    @call(access=anyone)
    async def things(
        self, point: Point, asked: Asked, colour: Colour | None = None, **rest: Literal["x"]
    ) -> Any:
        return [point, asked, colour, rest]

    @call(access=anyone)
    def collections(
        self, keys: set[UUID | str], rows: Mapping[str, tuple[int, ...]], any_: Any = None
    ) -> Any:
        return [sorted(map(str, keys)), rows, any_]

    @call(access=anyone)
    def lent(self, other: Proxy) -> str:
        path = other.node_path
        assert BASE.contains(path)
        return str(path)

    @call(".", access=anyone)
    def own(self, invocation: Invocation) -> bool:
        return invocation.local

    @call
    def closed(self) -> str:
        raise AssertionError("a stranger came in")


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["red", "x", "2026-01-02", "018f0000-0000-7000-8000-000000000001", "NaN"])
)
tags = st.sampled_from(["node", "map", "uuid", "date", "decimal", "int", "path", "range", "bytes"])
hostile = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["x", "at", "key", "points", "$", "v"]), inner)
        | st.fixed_dictionaries({"$": tags, "v": inner | st.just("s.mine.x") | st.just("s.no")})
    ),
    max_leaves=8,
)
fragments = "s.mine.open numbers things lent closed _notify on_told node_unbind __class__ own"
addresses = st.lists(st.sampled_from(["", *fragments.split(" ")]), min_size=1, max_size=3).map(
    ".".join
)
doors = [f"s.mine.open.{name}" for name in ("numbers", "things", "collections", "lent")]
calls = st.tuples(
    addresses | st.sampled_from([*doors, "s.mine.open.on_told._notify"]),
    st.lists(hostile, max_size=3),
    st.dictionaries(
        st.sampled_from(["a", "b", "point", "asked", "colour", "keys", "rows", "other", "self"]),
        hostile,
        max_size=3,
    ),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(calls, max_size=8))
def test_t1_t2_t31_a_stranger_gets_a_result_or_an_error_of_ours(
    asked: list[tuple[str, list[Any], dict[str, Any]]],
) -> None:
    async def ask() -> None:
        connection, node = Connection(), Open()
        await node.node_bind(Path("open", base=BASE), connection.new_context())
        for uri, args, kwargs in asked:
            invocation = Invocation(uri, tuple(args), kwargs, caller="mallory")
            try:
                answer = await connection.dispatcher.invoke(invocation)
            except YtefasError:
                continue
            assert answer is not True, "a stranger was taken for one of us"
        await node.node_unbind()

    asyncio.run(ask())
