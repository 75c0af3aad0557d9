"""Sources on a real database: windows, filters, counts, groups, trees, and who sees what."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.support.risk_table import SOURCES, area, build, risk
from tests.support.studio import Studio, make_studio
from ytefas.errors import Invalid, NotFound
from ytefas.rules.access import Principal
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.source import Anchor, Count, Row, Source

RISKS, AREAS = SOURCES["test.risks"], SOURCES["test.areas"]


@dataclass(frozen=True, slots=True)
class Data:
    """Eight risks of alfa, two of beta, one of gamma; alfa's areas are a tree."""

    studio: Studio
    store: Store
    areas: dict[str, UUID]
    risks: dict[str, UUID]

    async def rows(
        self,
        raw: dict[str, Any],
        *,
        acting: Principal | None = None,
        first: int = 0,
        size: int = 100,
        anchor: Anchor | None = None,
        source: Source = RISKS,
    ) -> list[Row]:
        async with self.store.reading(acting or self.studio.anna) as reading:
            query = source.parse(raw, reading.acting, reading.reach)
            return (await source.window(reading, query, first, size, anchor)).rows

    async def titles(self, test: Any, **more: Any) -> str:
        rows = await self.rows({"filter": test, "columns": ["title"], **more})
        return " ".join(row[1] for row in rows)

    async def count(self, raw: dict[str, Any], *, cap: int | None = None) -> Count:
        async with self.store.reading(self.studio.anna) as reading:
            query = RISKS.parse(raw, reading.acting, reading.reach)
            return await RISKS.count(reading, query, cap=cap)


@pytest_asyncio.fixture(scope="module")
async def data(module_database: Database) -> AsyncIterator[Data]:
    owner = await asyncpg.connect(module_database.url)
    await build(owner)
    await owner.close()
    store = await Store.open(module_database.url)
    try:
        yield await _filled(store)
    finally:
        await store.close()


async def _filled(store: Store) -> Data:
    studio = await make_studio(store)
    areas: dict[str, UUID] = {}
    risks: dict[str, UUID] = {}
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        for name, parent in (("Works", None), ("Hall", "Works"), ("Pit", "Hall"), ("Yard", None)):
            areas[name] = await unit.insert(area, {
                "customer_id": studio.alfa, "name": name, "parent_id": areas.get(parent or ""),
            })  # fmt: skip
        for number, (title, more) in enumerate(_RISKS.items()):
            whose = {"B": studio.beta, "G": studio.gamma}.get(title[0], studio.alfa)
            named = {"area_id": areas[more["area"]]} if "area" in more else {}
            values = {name: value for name, value in more.items() if name != "area"}
            risks[title] = await unit.insert(risk, {
                "customer_id": whose, "title": title, "score": number, "salary": 100 + number,
                **values, **named,
            })  # fmt: skip
    return Data(studio, store, areas, risks)


_RISKS: dict[str, dict[str, Any]] = {
    "noise": {"status": "planned", "weight": Decimal("1.250"), "area": "Hall",
              "note": "press line of Ponteggio s.p.a.", "tags": ["loud", "ear"]},
    "Fire": {"due_on": date(2026, 3, 1), "done": True, "area": "Works"},
    "dust_100%": {"due_on": date(2026, 4, 1), "area": "Pit", "tags": ["loud"]},
    "dust 100x": {"seen_at": datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
                  "starts_at": time(8, 30), "area": "Yard"},
    "È caduta": {"note": "well-known o'brien mario@acme.it"},
    "lift": {"extra": {"a": [1, None]}},
    "ladder": {"status": "done"},
    "crane": {"note": "ponte e ponteggi"},
    "Beta one": {},
    "Beta two": {"status": "done"},
    "Gamma secret": {"note": "ponteggio"},
}  # fmt: skip
ALL = "Beta one Beta two crane dust 100x dust_100% Fire ladder lift noise È caduta"


async def test_rows_leave_in_their_travelling_form(data: Data) -> None:
    columns = ["weight", "due_on", "seen_at", "starts_at", "done", "tags", "extra", "area_id",
               "row_version"]  # fmt: skip
    rows = {row[0]: row[1:] for row in await data.rows({"columns": columns})}
    key = {title: str(key) for title, key in data.risks.items()}
    assert rows[key["noise"]] == (
        "1.250", None, None, None, False, ["loud", "ear"], None, str(data.areas["Hall"]), 1,
    )  # fmt: skip
    assert rows[key["dust 100x"]][2:4] == ("2026-01-02T03:04:05.000678Z", "08:30:00")
    assert rows[key["Fire"]][1] == "2026-03-01"
    assert rows[key["lift"]][6] == {"a": [1, None]}


async def test_text_sorts_by_its_lower_case(data: Data) -> None:
    assert await data.titles(None) == ALL


@pytest.mark.parametrize(
    ("test", "found"),
    [
        (["title", "eq", "Fire"], "Fire"),
        (["title", "contains", "DUST"], "dust 100x dust_100%"),
        (["title", "contains", "_"], "dust_100%"),
        (["title", "contains", "100%"], "dust_100%"),
        (["title", "contains", "\\"], ""),
        (["title", "starts", "è CAD"], "È caduta"),
        (["title", "starts", "%"], ""),
        (["note", "contains", "PRESS"], "noise"),
        (["status", "ne", "open"], "Beta two ladder noise"),
        (["due_on", "ne", "2026-03-01"], ALL.replace("Fire ", "")),
        ({"not": ["due_on", "eq", "2026-03-01"]}, ALL.replace("Fire ", "")),
        (["due_on", "null"], ALL.replace("dust_100% Fire ", "")),
        (["due_on", "notnull"], "dust_100% Fire"),
        (["due_on", "between", ["2026-03-01", "2026-03-31"]], "Fire"),
        (["due_on", "between", ["2026-03-15", None]], "dust_100%"),
        (["weight", "ge", "1.25"], "noise"),
        (["score", "in", [1, 2, 99]], "dust_100% Fire"),
        (["score", "in", []], ""),
        (["tags", "contains", "loud"], "dust_100% noise"),
        (["starts_at", "le", "09:00"], "dust 100x"),
        (["seen_at", "gt", "2026-01-02T03:04:05Z"], "dust 100x"),
        (["note", "words", "ponteg"], "crane noise"),
        (["note", "words", "noise"], ""),
        (["title", "words", "noise -ponteggio"], "noise"),
        (["note", "words", "ponte -press"], "crane"),
        (["note", "words", '"press line"'], "noise"),
        (["note", "words", "--"], ALL),
        ({"and": []}, ALL),
        ({"or": []}, ""),
        ({"or": [["title", "eq", "Fire"], ["title", "eq", "lift"]]}, "Fire lift"),
        ({"and": [["status", "eq", "done"], {"not": ["title", "starts", "b"]}]}, "ladder"),
    ],
)
async def test_filters(data: Data, test: Any, found: str) -> None:
    assert await data.titles(test) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ponteg", "crane noise"),
        ("PONTE press", "noise"),
        ("ponte -press", "crane"),
        ("well-known", "È caduta"),
        ("o'brien", "È caduta"),
        ("mario@acme.it", "È caduta"),
        ('"press line"', "noise"),
        ('"line press"', ""),
        ("& | ! ( ) :*", ALL),
        ("zzz", ""),
    ],
)
async def test_words(data: Data, words: str, found: str) -> None:
    assert await data.titles(None, words=words) == found


_typed = st.text(st.one_of(st.characters(), st.sampled_from("'\"\\&|!():*<->% -")), max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=_typed)
async def test_whatever_is_typed_is_a_search(data: Data, typed: str) -> None:
    async with data.store.reading(data.studio.anna) as reading:
        for raw in ({"words": typed}, {"filter": ["note", "words", typed]}):
            try:
                query = RISKS.parse(raw, reading.acting, reading.reach)
            except Invalid:
                continue
            await RISKS.window(reading, query, 0, 5)


async def test_under_descends_a_tree(data: Data) -> None:
    works, hall = str(data.areas["Works"]), str(data.areas["Hall"])
    assert await data.titles(["area_id", "under", works]) == "dust_100% Fire noise"
    assert await data.titles(["area_id", "under", hall]) == "dust_100% noise"
    names = await data.rows({"filter": ["id", "under", hall], "columns": ["name"]}, source=AREAS)
    assert [row[1] for row in names] == ["Hall", "Pit"]


async def test_absent_values_stand_last_going_up_and_first_going_down(data: Data) -> None:
    up = await data.rows({"sort": [["due_on", "asc"]], "columns": ["due_on"]})
    down = await data.rows({"sort": [["due_on", "desc"]], "columns": ["due_on"]})
    assert [row[1] for row in up][:2] == ["2026-03-01", "2026-04-01"]
    assert up == down[::-1]


@pytest.mark.parametrize("sort", [[["score", "asc"]], [["score", "desc"]], [["title", "desc"]]])
async def test_every_way_to_a_window_finds_the_same_rows(
    data: Data, sort: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = {"sort": sort, "columns": ["title"]}
    everything = await data.rows(raw)
    monkeypatch.setattr("ytefas.store.source.source.NEAR", 0)
    for deep in (0, 1000):
        monkeypatch.setattr("ytefas.store.source.source.DEEP", deep)
        for first in range(len(everything)):
            assert await data.rows(raw, first=first, size=3) == everything[first : first + 3]
    for at, (key, _) in enumerate(everything):
        after = await data.rows(raw, first=at + 1, size=3, anchor=Anchor(key, at))
        assert after == everything[at + 1 : at + 4]
        if at >= 3:
            before = await data.rows(raw, first=at - 3, size=3, anchor=Anchor(key, at))
            assert before == everything[at - 3 : at]


async def test_an_anchor_that_is_gone_is_not_the_end_of_the_list(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ytefas.store.source.source.NEAR", 0)
    raw = {"sort": [["score", "asc"]], "columns": ["title"]}
    expected = await data.rows(raw, first=3, size=3)
    gone = str(uuid4())
    for at in (2, 6):
        assert await data.rows(raw, first=3, size=3, anchor=Anchor(gone, at)) == expected != []


async def test_groups_have_a_key_and_a_size(data: Data) -> None:
    rows = await data.rows({"group": ["status", "done"], "sort": [["status", "desc"]]})
    assert rows == [
        ('["planned", false]', "planned", False, 1),
        ('["open", false]', "open", False, 6),
        ('["open", true]', "open", True, 1),
        ('["done", false]', "done", False, 2),
    ]
    assert await data.count({"group": ["status", "done"]}) == Count(4)


async def test_counts_are_exact_or_stop_at_the_cap(data: Data) -> None:
    assert await data.count({}) == Count(10)
    assert await data.count({"filter": ["status", "eq", "done"]}) == Count(2)
    assert await data.count({}, cap=5) == Count(5, "at_least")
    assert await data.count({}, cap=10) == Count(10)


async def test_an_estimate_counts_nothing(data: Data) -> None:
    async with data.store.reading(data.studio.admin) as reading:
        query = RISKS.parse({"filter": ["score", "ge", 0]}, reading.acting, reading.reach)
        told = await RISKS.estimate(reading, query)
    assert told.exactness == "estimated"
    assert told.n > 0


async def test_a_window_that_ends_tells_the_count(data: Data) -> None:
    async with data.store.reading(data.studio.anna) as reading:
        query = RISKS.parse({}, reading.acting, reading.reach)
        assert (await RISKS.window(reading, query, 8, 5)).count == Count(10)
        assert (await RISKS.window(reading, query, 0, 10)).count is None
        assert (await RISKS.window(reading, query, 50, 10)).count is None
        with pytest.raises(Invalid):
            await RISKS.window(reading, query, -1, 10)
        with pytest.raises(Invalid):
            await RISKS.window(reading, query, 0, 1001)


async def test_rows_by_key_come_in_the_order_asked(data: Data) -> None:
    keys = [str(data.risks[title]) for title in ("noise", "Gamma secret", "Fire")]
    async with data.store.reading(data.studio.anna) as reading:
        rows = await RISKS.get(reading, [*keys, str(UUID(int=5))], ["title"])
        assert [row[1] for row in rows] == ["noise", "Fire"]
        assert (await RISKS.one(reading, keys[0], ["title"]))["title"] == "noise"
        with pytest.raises(NotFound):
            await RISKS.one(reading, keys[1])


async def test_a_field_above_the_level_is_empty_where_it_is_not_held(data: Data) -> None:
    """Anna manages alfa and reads beta: beta's salaries are no value for her, in any use."""
    rows = await data.rows({"columns": ["title", "salary"]})
    seen = {row[1]: row[2] for row in rows}
    assert seen["noise"] == 100
    assert seen["Beta one"] is None
    assert await data.titles(["salary", "ge", 108]) == ""
    assert "Beta one" in await data.titles(["salary", "null"])
    grouped = await data.rows({"group": ["salary"]})
    assert (f"[{None}]".replace("None", "null"), None, 2) in grouped
    ordered = await data.rows({"sort": [["salary", "desc"]], "columns": ["title"]})
    assert [row[1] for row in ordered][:2] == ["Beta two", "Beta one"]


async def test_a_query_of_another_customer_is_empty(data: Data) -> None:
    assert await data.titles(["customer_id", "eq", str(data.studio.gamma)]) == ""
    assert await data.titles(None, words="secret") == ""
    nobody = await data.rows({"columns": ["title"]}, acting=data.studio.bruno)
    assert [row[1] for row in nobody] == ["Gamma secret"]
