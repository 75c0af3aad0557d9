"""Live groups and trees: what a view believes is what a fresh load shows, whatever happens."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import Table

from tests.support.risk_table import SOURCES, area, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Screen, Stage, agrees, verify_cursor
from ytefas.errors import InvalidFields
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.live import hub as hub_module
from ytefas.store.query.outline import outline_of_tree
from ytefas.store.source.source import Source

BOARD = CursorSpec("test.risks", query={
    "columns": ["title", "score", "row_version"], "group": ["status"],
    "open": {"all": False, "except": ['g:["open"]']}, "sort": [["title", "asc"]],
}, size=6)  # fmt: skip
TREE = CursorSpec("test.areas", query={"columns": ["name"], "tree": True}, size=6)


@dataclass(frozen=True, slots=True)
class Live:
    studio: Studio
    store: Store
    stage: Stage
    risks: list[UUID] = field(default_factory=list)
    areas: list[UUID] = field(default_factory=list)

    async def insert(self, table: Table, **values: Any) -> UUID:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            return await unit.insert(table, {"customer_id": self.studio.alfa, **values})

    async def update(self, table: Table, key: UUID, **changes: Any) -> None:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            await unit.update(table, key, await self._version(unit, table, key), changes)

    async def delete(self, table: Table, key: UUID) -> None:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            await unit.delete(table, key, await self._version(unit, table, key))

    async def _version(self, unit: Any, table: Table, key: UUID) -> Any:
        found = table.select().with_only_columns(table.c.row_version).where(table.c.id == key)
        return await unit.fetch_value(found)


@pytest_asyncio.fixture
async def live(database: Database) -> AsyncIterator[Live]:
    owner = await asyncpg.connect(database.url)
    await build(owner)
    await owner.close()
    store = await Store.open(database.url)
    try:
        studio = await make_studio(store)
        async with Stage(store, SOURCES) as stage:
            made = Live(studio, store, stage)
            for number, status in enumerate(["open", "open", "open", "done", "planned"]):
                made.risks.append(
                    await made.insert(risk, title=f"r{number}", score=number, status=status)
                )
            for name, parent in (("A", None), ("B", 0), ("C", 1), ("D", None), ("E", 3)):
                above = None if parent is None else made.areas[parent]
                made.areas.append(await made.insert(area, name=name, parent_id=above))
            await stage.settled()
            yield made
    finally:
        await store.close()


def said(screen: Screen) -> list[str]:
    """Say each row in short: a header by its last value and count, a record by level and name."""
    names = screen.column("title" if "title" in screen.columns else "name")
    lines = []
    for row, name in zip(screen.rows, names, strict=True):
        level, _, count, column, *_ = row[-1]
        value = orjson.loads(row[0].removeprefix("g:"))[-1] if column else name
        lines.append(f"{value}:{count}" if column else f"{level}{value}")
    return lines


async def test_c21_rows_come_go_and_change_their_group(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, BOARD)
    assert said(screen) == [
        "done:1",
        "open:3",
        "2r0",
        "2r1",
        "2r2",
        "planned:1",
    ]
    await verify_cursor(live.stage, screen, lambda: live.update(risk, live.risks[0], status="done"))
    assert said(screen) == ["done:2", "open:2", "2r1", "2r2", "planned:1"]
    assert screen.total == (5, "exact")
    await verify_cursor(live.stage, screen, lambda: live.update(risk, live.risks[3], status="open"))
    assert said(screen)[:5] == ["done:1", "open:3", "2r1", "2r2", "2r3"]
    await verify_cursor(live.stage, screen, lambda: live.delete(risk, live.risks[4]))
    assert said(screen)[-1] == "2r3"
    await verify_cursor(live.stage, screen, lambda: live.insert(risk, title="r9", status="planned"))
    await verify_cursor(live.stage, screen, lambda: live.update(risk, live.risks[1], title="r2b"))
    assert said(screen) == [
        "done:1",
        "open:3",
        "2r2",
        "2r2b",
        "2r3",
        "planned:1",
    ]


async def test_c21_a_change_of_a_shown_row_reads_that_row_alone(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = await live.stage.screen(live.studio.anna, BOARD)

    async def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("the groups were counted again")

    with monkeypatch.context() as patched:
        patched.setattr(Source, "outline", never)
        await live.update(risk, live.risks[1], score=77)
        await live.stage.settled()
    assert screen.column("score")[3] == 77
    await agrees(live.stage, screen)


async def test_c25_groups_are_counted_once_for_all_windows_and_whatever_is_open(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = 0
    outline = Source.outline

    async def count(self: Source, *args: Any) -> Any:
        nonlocal counted
        counted += 1
        return await outline(self, *args)

    monkeypatch.setattr(Source, "outline", count)
    screen = await live.stage.screen(live.studio.anna, BOARD)
    await screen.cursor.window({"first": 2, "size": 2})
    await live.stage.settled()
    await screen.cursor.query({**BOARD.query, "open": {"all": True}})
    await live.stage.settled()
    assert counted == 1
    assert len(screen.rows) == 2 or screen.total == (8, "exact")
    await live.insert(risk, title="r8", status="done")
    await live.stage.settled()
    assert counted == 2


async def test_c21_what_happens_to_another_customer_is_no_event(live: Live) -> None:
    screen = await live.stage.screen(live.studio.bruno, BOARD)
    await verify_cursor(
        live.stage, screen, lambda: live.insert(risk, title="r9"), outsiders=[screen]
    )


async def test_c24_a_header_is_never_current(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, BOARD)
    cursor = screen.cursor
    assert screen.state["current_id"] == str(live.risks[0]), "the first record, not the header"
    answer = await cursor.set_current('g:["open"]', cursor.version)
    assert answer["moved"] is False
    assert answer["current_id"] == str(live.risks[0])
    await cursor.query({**BOARD.query, "open": {"all": False}})
    await live.stage.settled()
    assert screen.state["current_id"] == str(live.risks[0]), "it stays in its closed group"
    assert [row[-1][1] for row in screen.rows] == [False, False, False]
    other = await live.stage.screen(
        live.studio.anna,
        CursorSpec("test.risks", query={**BOARD.query, "open": {"all": False}}),
    )
    assert other.state["current_id"] is None


async def test_c22_branches_come_go_and_hang_elsewhere(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, TREE)
    assert said(screen) == ["1A", "2B", "3C", "1D", "2E"]
    keys = live.areas
    await verify_cursor(live.stage, screen, lambda: live.update(area, keys[1], parent_id=keys[4]))
    assert said(screen) == ["1A", "1D", "2E", "3B", "4C"]
    assert screen.rows[0][-1] == [1, None, 0, None]
    await verify_cursor(live.stage, screen, lambda: live.update(area, keys[4], name="Aa"))
    await verify_cursor(live.stage, screen, lambda: live.insert(area, name="F", parent_id=keys[0]))
    assert said(screen) == ["1A", "2F", "1D", "2Aa", "3B", "4C"]
    await verify_cursor(live.stage, screen, lambda: live.delete(area, keys[2]))
    assert said(screen)[-1] == "3B"


async def test_c22_what_is_found_keeps_its_branch_within_the_bounds_of_the_cursor(
    live: Live,
) -> None:
    within = Within(columns=(("customer_id", str(live.studio.alfa)),))
    spec = CursorSpec("test.areas", query={**TREE.query, "filter": ["name", "eq", "C"]})
    screen = await live.stage.screen(live.studio.anna, spec, within=within)
    assert said(screen) == ["1A", "2B", "3C"]
    assert [row[-1][4:] for row in screen.rows] == [[False], [False], []]
    above, found = screen.keys[0], screen.keys[2]
    assert (await screen.cursor.set_current(found, screen.version))["moved"]
    assert (await screen.cursor.set_current(above, screen.version))["moved"]
    await verify_cursor(live.stage, screen, lambda: live.update(area, live.areas[4], name="C"))
    assert said(screen) == ["1A", "2B", "3C", "1D", "2C"]


_opens = st.sampled_from([
    {"all": True}, {"all": False}, {"all": False, "except": ['g:["open"]', 'g:["done"]']},
])  # fmt: skip
_boards = st.fixed_dictionaries(
    {"group": st.sampled_from([["status"], ["done", "status"], ["score"]]), "open": _opens},
    optional={
        "filter": st.sampled_from([["score", "ge", 2], ["title", "starts", "r"]]),
        "sort": st.sampled_from([[["score", "desc"]], [["status", "desc"], ["title", "asc"]]]),
    },
)
_trees = st.fixed_dictionaries(
    {"tree": st.just(True)},
    optional={
        "filter": st.sampled_from([["name", "starts", "c"], ["name", "ne", "A"]]),
        "sort": st.just([["name", "desc"]]),
        "open": st.sampled_from([{"all": True}, {"all": False}]),
    },
)
_steps = st.one_of(
    st.tuples(st.just("risk"), st.integers(0, 9), st.fixed_dictionaries({}, optional={
        "status": st.sampled_from(["open", "done", "planned"]), "score": st.integers(0, 4),
        "title": st.sampled_from(["r1", "x", "R2"]), "done": st.booleans(),
    })),
    st.tuples(st.just("new"), st.integers(0, 4), st.sampled_from(["open", "done"])),
    st.tuples(st.just("area"), st.integers(0, 9), st.sampled_from(["A", "c", "z"])),
    st.tuples(st.just("hang"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("board"), st.integers(0, 1), _boards),
    st.tuples(st.just("tree"), st.integers(0, 1), _trees),
    st.tuples(st.just("window"), st.integers(0, 3), st.integers(0, 6)),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(bursts=st.lists(st.lists(_steps, min_size=1, max_size=4), min_size=1, max_size=5))
async def test_c23_whatever_happens_every_view_agrees_with_a_fresh_load(
    live: Live, bursts: list[list[Any]]
) -> None:
    who = (live.studio.admin, live.studio.anna)
    boards = [await live.stage.screen(one, BOARD) for one in who]
    trees = [await live.stage.screen(one, TREE) for one in who]
    for burst in bursts:
        for what, at, how in burst:
            await _take(live, boards, trees, what, at, how)
        await live.stage.settled()
        for screen in (*boards, *trees):
            await agrees(live.stage, screen)
    for screen in (*boards, *trees):
        await live.stage.close(screen)


async def _take(  # noqa: PLR0917 - a step and where it is taken
    live: Live, boards: list[Screen], trees: list[Screen], what: str, at: int, how: Any
) -> None:
    match what:
        case "risk" if how:
            await live.update(risk, live.risks[at % len(live.risks)], **how)
        case "new":
            live.risks.append(await live.insert(risk, title="new", status=how, score=at))
        case "area":
            await live.update(area, live.areas[at % len(live.areas)], name=how)
        case "hang":
            child, parent = live.areas[at % len(live.areas)], live.areas[how % len(live.areas)]
            with suppress(InvalidFields):  # a circle
                await live.update(area, child, parent_id=parent)
        case "board":
            await boards[at].cursor.query({"columns": ["title", "score"], **how})
        case "tree":
            await trees[at].cursor.query({"columns": ["name"], **how})
        case "window":
            await [*boards, *trees][at].cursor.window({"first": how, "size": 4})
        case _:
            pass


async def test_so_many_branches_are_remembered_and_no_more(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "BRANCHES", 25)
    hub, source = live.stage.hub, next(iter(SOURCES.values()))
    targets: list[Any] = [SimpleNamespace(outline_key=n, source=source) for n in range(4)]
    outline = outline_of_tree([(str(n), None) for n in range(10)])
    for target in targets:
        hub.keep_outline(target, outline, hub.stamp(source))
    assert [hub.outline(target) is outline for target in targets] == [False, False, True, True]
