"""Every position of a query in which something foreign could be found, named or counted."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.matrix.cells import SOURCES
from tests.matrix.world import CANARY, World, world_on
from tests.support.database import TestServer
from ytefas.errors import Denied, Invalid, YtefasError
from ytefas.framework.work.rows import Within
from ytefas.rules.access import Principal
from ytefas.store.isolation import SYSTEM
from ytefas.store.query.predicate import both
from ytefas.store.query.query import Query, operators
from ytefas.store.source.field import SourceField
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import Source
from ytefas.store.source.within import predicate_within
from ytefas.store.unit import Reading

STRANGERS = ("anna", "bruno", "carla")
Raw = dict[str, Any]


def conditions(field: SourceField, value: Any) -> list[list[Any]]:
    """Give a column with every operator, against what stands in the foreign row."""
    found: list[list[Any]] = []
    for operator in sorted(operators(field)):
        if operator in {"null", "notnull"}:
            found.append([field.name, operator])
        elif value is not None:
            found.append([field.name, operator, _operand(operator, value)])
    return found


def _operand(operator: str, value: Any) -> Any:
    match operator:
        case "between":
            return [value, value]
        case "in":
            return [value]
        case "contains" | "starts" | "words":
            return value if isinstance(value, list) else str(value)[:10]
        case _:
            return value


def questions(sight: Sight, row: Raw) -> Iterator[Raw]:
    """Give every query there is to ask about one row."""
    for name, field in sight.fields.items():
        if asked := conditions(field, row.get(name)):
            # Whatever any of them lets in, their union lets in, and so does its complement.
            either: Raw = {"or": [*asked, ["id", "eq", row["id"]]]}
            yield {"filter": either, "sort": [[name, "desc"]] if field.sorts else []}
            yield {"filter": {"not": either}, "columns": [name]}
        yield {"group": [name]}
        yield {"group": [name], "open": {"all": True}}
    if sight.tree is not None:
        yield {"tree": True, "filter": ["id", "eq", row["id"]]}
        yield {"tree": True}
    for words in (CANARY, CANARY[:4].lower(), str(row["id"])):
        yield {"words": words}


async def answer(reading: Reading, source: Source, raw: Raw) -> tuple[list[Any], int]:
    query = source.parse(raw, reading.acting, reading.reach)
    window = await source.window(reading, query, 0, 1000)
    return list(window.rows), (await source.count(reading, query)).n


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("name", SOURCES)
async def test_no_query_finds_what_is_foreign(world: World, name: str, who: str) -> None:
    source = world.house.running.hub.sources[name]
    store, person = world.house.store, world.people[who]
    acting = Principal(person.id, person.role)
    row = await foreign_row(world, source)
    if row is None:
        return  # nobody has any
    asked = 0
    async with store.reading(acting) as reading:
        try:
            sight = source.sight(reading.acting, reading.reach)
        except Denied:
            return
        for raw in questions(sight, row):
            try:
                rows, count = await answer(reading, source, raw)
            except Invalid:
                assert "filter" not in raw, raw  # some columns do not group, nor have words
                continue
            asked += 1
            assert CANARY.lower() not in str(rows).lower(), raw
            assert row["id"] not in str(rows), raw
            assert count == len(rows), raw
        assert await source.get(reading, [row["id"]]) == []
        for within in restrictions(sight, row):
            predicate = predicate_within(sight, within)
            if predicate is not None:
                query = Query.parse(sight, {})
                bound = Query(query.columns, both(query.where, predicate))
                assert await source.matching(reading, bound, [row["id"]]) == []
    assert asked > 2 * len([one for one in sight.fields.values() if one.filters])


def restrictions(sight: Sight, row: Raw) -> Iterator[Within]:
    yield Within(keys=(row["id"],))
    for name in ("customer_id", "user_id"):
        if name in sight.fields and row.get(name):
            yield Within(columns=((name, row[name]),))
            yield Within(columns=((name, row[name]),), keys=(row["id"],))


async def foreign_row(world: World, source: Source) -> Raw | None:
    """Read the foreign record as its owner or the program does."""
    key = world.key(source.name, "foreign")
    dario = world.people["dario"]
    for acting in (SYSTEM, Principal(dario.id, dario.role)):
        async with world.house.store.reading(acting) as reading:
            fields = source.sight(reading.acting, reading.reach).fields
            rows = await source.get(reading, [key], list(fields))
            if rows:
                return dict(zip(("id", *(one for one in fields if one != "id")), rows[0],
                                strict=True))  # fmt: skip
    return None


@pytest.mark.parametrize("name", ["org.customers", "org.sites", "auth.users", "auth.grants"])
async def test_without_any_layer_these_questions_find_it(server: TestServer, name: str) -> None:
    async with server.clone() as database, world_on(database, "none") as world:
        with pytest.raises(AssertionError):
            await test_no_query_finds_what_is_foreign(world, name, "anna")


async def test_a_malformed_query_is_refused_by_name(world: World) -> None:
    source = world.house.running.hub.sources["org.sites"]
    person = world.people["anna"]
    deep: Any = ["name", "eq", "x"]
    for _ in range(200):
        deep = {"not": deep}
    async with world.house.store.reading(Principal(person.id, person.role)) as reading:
        for raw in (
            {"filter": ["customer.legal_name", "eq", CANARY]}, {"filter": ["no_such", "eq", 1]},
            {"filter": ["name", "~*", CANARY]}, {"filter": ["name", "eq", {"$": "sql"}]},
            {"filter": deep}, {"sort": [["pg_sleep(1)", "asc"]]}, {"columns": ["name; DROP"]},
            {"group": ["count(*)"]}, {"unknown": 1}, {"filter": "name = 'x'"},
        ):  # fmt: skip
            with pytest.raises(YtefasError) as caught:
                await answer(reading, source, raw)
            assert caught.value.code == "invalid", raw
