"""Long lists stand only in orders that an index gives, and say so; short ones in any."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from tests.support.risk_table import SOURCES, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Stage
from ytefas.errors import Invalid
from ytefas.framework.work.rows import Frame
from ytefas.framework.work.showing import CursorSpec
from ytefas.rules.access import Principal, Reach, Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.live import sorting
from ytefas.store.live.rows import LiveRows
from ytefas.store.query.query import Query
from ytefas.store.source.source import discover

TITLES = ("d", "a", "c", "b")
ADMIN = Principal(user_id=UUID(int=1), role=Role.ADMIN)
SCORE: dict[str, Any] = {"sort": [["score", "desc"]]}


@pytest_asyncio.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    owner = await asyncpg.connect(database.url)
    await build(owner)
    await owner.close()
    opened = await Store.open(database.url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture
async def studio(store: Store) -> Studio:
    made = await make_studio(store)
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        for score, title in enumerate(TITLES):
            values = {"customer_id": made.alfa, "title": title, "score": score}
            await unit.insert(risk, {**values, "status": "done" if score % 2 else "open"})
    return made


async def titles(stage: Stage, who: Principal, source: str, raw: dict[str, Any]) -> list[str]:
    rows = LiveRows(stage.hub, source, await stage.hub.admit(who))
    found = await rows.window(Frame(source, rows.parse({"columns": ["title"], **raw})))
    return [row[1] for row in found.rows]


async def reason(stage: Stage, who: Principal, raw: dict[str, Any], at: str = "test.risks") -> str:
    with pytest.raises(Invalid) as refused:
        await titles(stage, who, at, raw)
    assert refused.value.fields["most"] == sorting.MOST_SORTED
    return str(refused.value.fields["reason"])


async def test_a_long_list_is_sorted_by_what_has_an_index_until_it_is_narrowed(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(store, SOURCES) as stage:
        anna = studio.anna
        assert await titles(stage, anna, "test.risks", SCORE) == ["b", "c", "a", "d"]
        monkeypatch.setattr(sorting, "MOST_SORTED", 3)
        assert await titles(stage, anna, "test.risks", {}) == ["a", "b", "c", "d"]
        by_name = {"sort": [["title", "desc"]]}
        assert await titles(stage, anna, "test.risks", by_name) == ["d", "c", "b", "a"]
        assert await reason(stage, anna, SCORE) == "too_many_to_sort"
        assert await reason(stage, anna, {"sort": [["double", "asc"]]}, "test.board") == (
            "too_many_to_sort"
        )
        few = {**SCORE, "filter": ["status", "eq", "open"]}
        assert await titles(stage, anna, "test.risks", few) == ["c", "d"]


async def test_groups_of_what_is_worked_out_are_counted_only_of_few(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "MOST_SORTED", 3)
    async with Stage(store, SOURCES) as stage:
        rows = LiveRows(stage.hub, "test.board", await stage.hub.admit(studio.anna))
        plain = await rows.window(Frame("test.board", rows.parse({"group": ["status"]})))
        assert len(plain.rows) == 2
        worked_out = Frame("test.board", rows.parse({"group": ["double"]}))
        with pytest.raises(Invalid, match="too_many_to_sort"):
            await rows.window(worked_out)


async def test_a_list_that_cannot_be_sorted_says_so_and_recovers(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "MOST_SORTED", 3)
    async with Stage(store, SOURCES) as stage:
        screen = await stage.screen(studio.anna, CursorSpec("test.risks"))
        await screen.cursor.query(SCORE)
        await stage.settled()
        assert screen.state["error"]["reason"] == "too_many_to_sort"
        await screen.cursor.query({"sort": [["title", "asc"]]})
        await stage.settled()
        assert screen.state["error"] is None
        assert screen.column("title") == ["a", "b", "c", "d"]


def test_no_list_is_refused_as_it_begins() -> None:
    everything = Reach(everything=True)
    for name, source in discover().items():
        if source.entity.scope.name == "PRIVATE":
            continue
        sight = source.sight(ADMIN, everything)
        assert not sorting.costs(source, sight, Query.parse(sight, {})), name
