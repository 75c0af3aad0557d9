"""Prove that what a view believes is what is there: `verify_cursor(screen, act)`.

A Screen is a view without pixels: it knows only the events of one cursor, applies patches strictly
by number and never looks at the data. A Stage is what stands behind it: hub, dispatcher, sessions.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any, Self

import orjson

from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.serialize import Encoded
from ytefas.framework.tree.node import Node
from ytefas.framework.work.change import Row, apply, parse
from ytefas.framework.work.dirty import Graph
from ytefas.framework.work.gate import Gate
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.live.cursor import LiveCursor
from ytefas.store.live.hub import Hub
from ytefas.store.live.rows import LiveRows
from ytefas.store.source.source import Source
from ytefas.store.source.writer import SourceWriter


class Screen:
    """What one view believes."""

    def __init__(self, cursor: LiveCursor, node: Node) -> None:
        self.cursor = cursor
        self.node = node
        self.version = 0
        self.events = 0
        self.shared = 0  # events that came encoded once for many
        self.columns: list[str] = []
        self.rows: list[Row] = []
        self.total = (0, "exact")
        self.state: dict[str, Any] = {}

    @property
    def keys(self) -> list[Any]:
        return [row[0] for row in self.rows]

    def column(self, name: str) -> list[Any]:
        return [row[self.columns.index(name)] for row in self.rows]

    def reset(self, payload: Mapping[str, Any]) -> None:
        self.events += 1
        self.version = payload["version"]
        self.columns = list(payload["columns"])
        self.rows = [tuple(row) for row in _plain(payload["rows"])]
        self.total = (payload["total"], payload["exactness"])
        self.state = dict(payload["state"])

    def patch(self, payload: Mapping[str, Any]) -> None:
        self.events += 1
        assert payload["version"] == self.version + 1, "an event was lost, doubled or overtaken"
        self.version = payload["version"]
        ops = [_plain(op) for op in payload["ops"]]
        rows = apply(self.rows, [parse(op) for op in ops], self.columns)
        self.rows = [tuple(row) for row in rows]
        for op in ops:
            if op[0] == "total":
                self.total = (op[1], op[2])
            elif op[0] == "state":
                self.state.update(op[1])


def _plain(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value.value if isinstance(value, Encoded) else value.wire()
                                     if hasattr(value, "wire") else value))  # fmt: skip


class Stage:
    """A hub with cursors on it, and the views that follow them."""

    def __init__(self, store: Store, sources: Mapping[str, Source]) -> None:
        self.store = store
        self.hub = Hub(store, sources, outlet=self)
        self.screens: dict[str, Screen] = {}
        self._connection = Connection()
        self._numbers = 0
        self._readers: list[Any] = []
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self.hub.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        for screen in list(self.screens.values()):
            await self.close(screen)
        assert not self.hub.evaluations, "an evaluation outlived its members"
        self.hub.close()

    def publish_many(self, events: Sequence[tuple[str, bytes, bytes]]) -> None:
        """Be the router: deliver what was encoded once."""
        for topic, head, tail in events:
            (payload,) = orjson.loads(head + tail)
            screen = self.screens[topic.removesuffix(".patch")]
            screen.shared += 1
            screen.patch(payload)

    async def screen(
        self,
        acting: Principal,
        spec: CursorSpec,
        *,
        master: Screen | None = None,
        within: Within = Within(),  # noqa: B008 - frozen
    ) -> Screen:
        """Open a cursor and a view that follows it."""
        reader = await self.hub.admit(acting)
        self._readers.append(reader)
        rows = LiveRows(self.hub, spec.source, reader)
        writer = SourceWriter(self.store, self.hub.sources, acting)
        cursor = LiveCursor(
            spec, rows, writer, master=None if master is None else master.cursor, within=within
        )
        self._numbers += 1
        node = Node()
        await node.node_bind(f"ytefas.s.test{self._numbers}", self._connection.new_context())
        gate = Gate(Graph({"list": None}), {"list": cursor}, ask=_stay, owner=node)
        cursor.join("list", gate)
        await node.node_add("list", cursor)
        path = str(cursor.node_path)
        screen = self.screens[path] = Screen(cursor, node)
        for name, hear in (("reset", screen.reset), ("patch", screen.patch)):
            await self._connection.dispatcher.subscribe(f"{path}.{name}", hear)
        cursor.start()
        cursor.teller.resume()
        await self.settled()
        return screen

    async def close(self, screen: Screen) -> None:
        del self.screens[str(screen.cursor.node_path)]
        await screen.node.node_unbind()

    async def settled(self) -> None:
        """Wait until everything committed so far has reached every view.

        Nothing is under way at two looks: an event that has just left is heard a turn later.
        """
        quiet = False
        async with asyncio.timeout(20):
            while True:
                heads = await self.store.feed.head()
                read = all(self.store.feed.positions.get(who) == at for who, at in heads.items())
                was_quiet = quiet
                quiet = read and not self.hub.busy and not any(map(_busy, self.screens.values()))
                if quiet and was_quiet:
                    return
                await asyncio.sleep(0.005)


def _busy(screen: Screen) -> bool:
    cursor, teller = screen.cursor, screen.cursor.teller
    return bool(
        teller._timer is not None
        or teller._telling
        or cursor._refresh_timer is not None
        or (cursor._effect is not None and cursor._effect.busy)
    )


async def _stay(names: Sequence[str], *, silent: bool) -> Mapping[str, Any]:
    return {"choice": "stay"}


async def verify_cursor(
    stage: Stage,
    screen: Screen,
    act: Callable[[], Awaitable[object]],
    *,
    outsiders: Sequence[Screen] = (),
) -> None:
    """Act; then the view believes what a fresh load shows, and an outsider has heard nothing."""
    heard = [(outsider.events, outsider.rows) for outsider in outsiders]
    await act()
    await stage.settled()
    await agrees(stage, screen)
    assert [(outsider.events, outsider.rows) for outsider in outsiders] == heard


async def agrees(stage: Stage, screen: Screen) -> None:
    """Compare what a view believes with a load that shares nothing with it."""
    cursor = screen.cursor
    target = None if cursor._frame is None else cursor._live.target(cursor._frame)
    assert screen.columns == list(cursor.rows.columns(cursor.state["params"].query))
    if target is None:
        assert (screen.rows, screen.total) == ([], (0, "exact"))
        return
    async with stage.store.reading(cursor._live.reader.acting) as reading:
        window = await target.source.window(reading, target.query, target.first, target.size)
        count = await target.source.count(reading, target.query)
    assert screen.rows == [tuple(_plain(list(row))) for row in window.rows]
    assert screen.total == (count.n, "exact")
