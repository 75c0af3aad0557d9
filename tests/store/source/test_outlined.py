"""Groups that open, and trees, read from a real database; live ones in `test_live_outline`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from tests.support.risk_table import SOURCES, area, build, risk
from tests.support.studio import Studio, make_studio
from ytefas.errors import Invalid
from ytefas.rules.access import Principal
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.query import outline
from ytefas.store.source import outlined
from ytefas.store.source.source import Window

AREAS = SOURCES["test.areas"]
OPEN, CLOSED = {"all": True}, {"all": False}


@dataclass(frozen=True, slots=True)
class Data:
    studio: Studio
    store: Store
    areas: dict[str, UUID]

    async def window(
        self,
        raw: dict[str, Any],
        first: int = 0,
        size: int = 100,
        *,
        acting: Principal | None = None,
        source: str = "test.risks",
    ) -> Window:
        async with self.store.reading(acting or self.studio.anna) as reading:
            query = SOURCES[source].parse(raw, reading.acting, reading.reach)
            return await SOURCES[source].window(reading, query, first, size)

    async def lines(self, raw: dict[str, Any], first: int = 0, size: int = 100) -> list[str]:
        """Say each row in short: a header by its key and count, a row by its title."""
        rows = (await self.window({"columns": ["title"], **raw}, first, size)).rows
        return [f"{row[0]} {row[-1][2]}" if row[-1][3] else row[1] for row in rows]

    async def tree(self, raw: dict[str, Any] | None = None) -> list[str]:
        asked = {"tree": True, "columns": ["name"], **(raw or {})}
        rows = (await self.window(asked, source="test.areas")).rows
        return ["." * row[-1][0] + row[1] + ("?" if row[-1][4:] else "") for row in rows]


@pytest_asyncio.fixture(scope="module")
async def data(module_database: Database) -> AsyncIterator[Data]:
    owner = await asyncpg.connect(module_database.url)
    await build(owner)
    await owner.close()
    store = await Store.open(module_database.url)
    try:
        studio = await make_studio(store)
        areas: dict[str, UUID] = {}
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            for name, parent in _AREAS.items():
                areas[name] = await unit.insert(area, {
                    "customer_id": studio.beta if name == "Beta" else studio.alfa, "name": name,
                    "parent_id": areas.get(parent or ""),
                })  # fmt: skip
            for number, (title, more) in enumerate(_RISKS.items()):
                whose = {"B": studio.beta, "G": studio.gamma}.get(title[0], studio.alfa)
                await unit.insert(risk, {
                    "customer_id": whose, "title": title, "score": number, "salary": 100, **more,
                })  # fmt: skip
        yield Data(studio, store, areas)
    finally:
        await store.close()


_AREAS = {"Works": None, "Hall": "Works", "Pit": "Hall", "Attic": "Works", "Yard": None,
          "Beta": None}  # fmt: skip
_SEEN = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
_RISKS: dict[str, dict[str, Any]] = {
    "a1": {"status": "done", "weight": Decimal("1.250"), "note": "ponte"},
    "a2": {"status": "open", "seen_at": _SEEN},
    "a3": {"status": "open", "done": True, "note": "ponte"},
    "a4": {"status": "open", "seen_at": _SEEN},
    "A5": {"status": "planned"},
    "Beta": {"status": "open"},
    "Gamma": {"status": "open", "note": "ponte"},
}


async def test_c21_closed_groups_are_their_headers(data: Data) -> None:
    asked = {"group": ["status"], "open": CLOSED}
    assert await data.lines(asked) == [
        'g:["done"] 1', 'g:["open"] 4', 'g:["planned"] 1',
    ]  # fmt: skip
    window = await data.window({**asked, "columns": ["title", "status"]})
    assert window.rows[1] == ('g:["open"]', None, "open", (1, False, 4, "status"))
    assert window.count is not None
    assert window.count.n == 3


async def test_c21_open_groups_show_their_rows_in_the_order_of_the_sort(data: Data) -> None:
    but = {"group": ["status"], "open": {"all": False, "except": ['g:["open"]', "g:[3]"]}}
    assert await data.lines({**but, "sort": [["title", "desc"]]}) == [
        'g:["done"] 1', 'g:["open"] 4', "Beta", "a4", "a3", "a2", 'g:["planned"] 1',
    ]  # fmt: skip
    turned = {**but, "sort": [["status", "desc"], ["score", "asc"]]}
    assert await data.lines(turned) == [
        'g:["planned"] 1', 'g:["open"] 4', "a2", "a3", "a4", "Beta", 'g:["done"] 1',
    ]  # fmt: skip
    assert await data.lines(turned, 3, 2) == ["a3", "a4"]
    rows = (await data.window({**but, "columns": ["title"]})).rows
    assert rows[2][1:] == ("a2", "open", (2, None, 0, None))


async def test_c21_a_filter_and_words_hold_inside_groups(data: Data) -> None:
    asked = {"group": ["status"], "open": OPEN}
    assert await data.lines({**asked, "words": "ponte"}) == [
        'g:["done"] 1', "a1", 'g:["open"] 1', "a3",
    ]  # fmt: skip
    assert await data.lines({**asked, "filter": ["score", "ge", 4]}) == [
        'g:["open"] 1', "Beta", 'g:["planned"] 1', "A5",
    ]  # fmt: skip


async def test_c21_groups_of_several_columns_of_any_kind_with_absent_values(data: Data) -> None:
    asked = {"group": ["seen_at", "status", "done"], "open": OPEN, "filter": ["score", "le", 4]}
    seen = "2026-01-02T03:04:05.000678Z"
    whole = [
        f'g:["{seen}"] 2', f'g:["{seen}","open"] 2', f'g:["{seen}","open",false] 2', "a2", "a4",
        "g:[null] 3", 'g:[null,"done"] 1', 'g:[null,"done",false] 1', "a1",
        'g:[null,"open"] 1', 'g:[null,"open",true] 1', "a3",
        'g:[null,"planned"] 1', 'g:[null,"planned",false] 1', "A5",
    ]  # fmt: skip
    assert await data.lines(asked) == whole
    for first in range(len(whole)):
        assert await data.lines(asked, first, 3) == whole[first : first + 3]
    weights = {"group": ["weight"], "open": OPEN, "filter": ["status", "ne", "open"]}
    assert await data.lines(weights) == ['g:["1.250"] 1', "a1", "g:[null] 1", "A5"]


async def test_c21_every_group_holds_only_rows_in_sight(data: Data) -> None:
    window = await data.window({"group": ["status"], "open": OPEN}, acting=data.studio.bruno)
    assert [row[0] for row in window.rows if row[0].startswith("g:")] == ['g:["open"]']
    assert window.rows[0][-1] == (1, True, 1, "status")
    masked = await data.lines({"group": ["salary"], "open": CLOSED})
    assert masked == ["g:[100] 5", "g:[null] 1"], "beta's salaries are no value for anna"


async def test_c21_without_open_a_group_is_a_summary(data: Data) -> None:
    rows = (await data.window({"group": ["status"]})).rows
    assert sorted(rows) == [
        ('["done"]', "done", 1), ('["open"]', "open", 4), ('["planned"]', "planned", 1),
    ]  # fmt: skip


async def test_c22_a_tree_is_shown_depth_first(data: Data) -> None:
    assert await data.tree() == [".Beta", ".Works", "..Attic", "..Hall", "...Pit", ".Yard"]
    assert await data.tree({"sort": [["name", "desc"]]}) == [
        ".Yard", ".Works", "..Hall", "...Pit", "..Attic", ".Beta",
    ]  # fmt: skip
    hall = str(data.areas["Hall"])
    assert await data.tree({"open": {"all": True, "except": [hall]}}) == [
        ".Beta", ".Works", "..Attic", "..Hall", ".Yard",
    ]  # fmt: skip
    assert await data.tree({"open": CLOSED}) == [".Beta", ".Works", ".Yard"]


async def test_c22_what_is_found_is_shown_with_what_is_above_it(data: Data) -> None:
    assert await data.tree({"filter": ["name", "starts", "p"]}) == [".Works?", "..Hall?", "...Pit"]
    assert await data.tree({"filter": ["name", "eq", "nowhere"]}) == []


async def test_c22_a_row_without_its_parent_in_sight_is_a_root(data: Data) -> None:
    async with data.store.reading(data.studio.anna) as reading:
        who = (reading.acting, reading.reach)
        query = AREAS.parse({"tree": True, "columns": ["name"]}, *who)
        bound = AREAS.parse({"filter": ["name", "in", ["Hall", "Pit", "Yard"]]}, *who).where
        rows = await AREAS.window(reading, replace(query, where=bound, around=bound), 0, 9)
    assert [(row[1], row[-1][0]) for row in rows.rows] == [
        ("Hall", 1), ("Pit", 2), ("Yard", 1),
    ]  # fmt: skip


async def test_c25_too_many_groups_or_branches_are_refused(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (outline.MOST_GROUPS, outline.MOST_NODES) == (5_000, 20_000)
    monkeypatch.setattr(outlined, "MOST_GROUPS", 2)
    with pytest.raises(Invalid) as groups:
        await data.window({"group": ["status"], "open": CLOSED})
    assert groups.value.fields == {"reason": "too_many_groups", "most": 2}
    monkeypatch.setattr(outlined, "MOST_NODES", 2)
    with pytest.raises(Invalid) as nodes:
        await data.tree()
    assert nodes.value.fields == {"reason": "too_many_nodes", "most": 2}
