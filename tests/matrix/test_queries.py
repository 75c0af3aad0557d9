"""Every position of a query in which something foreign could be found, named or counted.

With one layer alone, Anna asks every source in every position: each column with each operator,
sorts, groups, trees, words, counts. Forty conditions are asked as one, and as its opposite:
what any of them lets in, one of the two lets in. Where all layers hold, everybody asks every source
for all it shows; Lia asks every position about what is at another site.

The controls: each policy and each filter is taken away, and what it hid must be found.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import pytest
from sqlalchemy import Table, select, true

from schema.base import Scope, entity_of, tables
from tests.matrix.conftest import Owner, policy_gone
from tests.matrix.world import CANARY, ELSEWHERE, SOURCES, STRANGERS, World
from ytefas.errors import Denied, Invalid, YtefasError
from ytefas.framework.work.rows import Within
from ytefas.rules.access import Principal
from ytefas.store import sites
from ytefas.store.isolation import SYSTEM
from ytefas.store.query.predicate import both
from ytefas.store.query.query import Query, operators
from ytefas.store.source.field import SourceField
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import Source, discover
from ytefas.store.source.within import predicate_within
from ytefas.store.unit import Reading

Raw = dict[str, Any]
PLACED = [name for name, one in sorted(discover().items())
          if name in SOURCES and sites.is_placed(one.table)]  # fmt: skip


def conditions(field: SourceField, value: Any) -> list[list[Any]]:
    """Give a column with every operator, against what stands in the foreign row."""
    found: list[list[Any]] = []
    for operator in sorted(operators(field)):
        if operator in {"null", "notnull"}:
            found.append([field.name, operator])
        elif value is not None and value != []:
            found.append([field.name, operator, _operand(operator, value)])
    return found


def _operand(operator: str, value: Any) -> Any:
    match operator:
        case "between":
            return [value, value]
        case "in":
            return [value]
        case "contains" | "starts" | "words":
            return str(value[0] if isinstance(value, list) else value)[:10]
        case _:
            return value


def questions(sight: Sight, row: Raw) -> Iterator[Raw]:
    """Give every query there is to ask about one row."""
    tests = [(field, one) for name, field in sight.fields.items()
             for one in conditions(field, row.get(name))]  # fmt: skip
    for some in _chunks(tests, 40):
        # Whatever any of them lets in, their union lets in, and so does its complement.
        either: Raw = {"or": [*(one for _, one in some), ["id", "eq", row["id"]]]}
        names = dict.fromkeys(field.name for field, _ in some)
        sorts = [[name, "desc"] for name in names if sight.fields[name].sorts]
        yield {"filter": either, "sort": sorts[:8]}
        yield {"filter": {"not": either}, "columns": list(names)}
    for several in _chunks([name for name, field in sight.fields.items() if field.sorts], 3):
        yield {"group": list(several)}
        yield {"group": list(several), "open": {"all": True}}
    if sight.tree is not None:
        yield {"tree": True, "filter": ["id", "eq", row["id"]]}
        yield {"tree": True}
    for words in (CANARY, CANARY[:4].lower(), str(row["id"])):
        yield {"words": words}


def plainly(sight: Sight, row: Raw) -> Iterator[Raw]:
    """Ask for all there is, and for the row by its key, with everything that is shown of it."""
    yield {"filter": ["id", "eq", row["id"]], "columns": list(sight.fields)}
    yield {"columns": list(sight.fields)}


Asking = Callable[[Sight, Raw], Iterator[Raw]]
EMPTY = {"auth.tokens"}  # Tina's token is hers
T = TypeVar("T")


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


async def answer(reading: Reading, source: Source, raw: Raw) -> tuple[list[Any], int]:
    query = source.parse(raw, reading.acting, reading.reach)
    window = await source.window(reading, query, 0, 1000)
    return list(window.rows), (await source.count(reading, query)).n


@pytest.mark.parametrize("name", SOURCES)
async def test_no_query_finds_what_is_foreign(world: World, name: str) -> None:
    source = world.house.running.hub.sources[name]
    if world.layers != "both":
        await ask_all(world, source, "anna", "foreign")
        return
    for who in STRANGERS:
        await ask_all(world, source, who, "foreign", plainly)


@pytest.mark.parametrize("name", PLACED)
async def test_no_query_finds_what_is_at_another_site(whole: World, name: str) -> None:
    await ask_all(whole, whole.house.running.hub.sources[name], "lia", "elsewhere")


@pytest.mark.parametrize("name", SOURCES)
async def test_no_query_finds_what_was_seen_until_yesterday(whole: World, name: str) -> None:
    source = whole.house.running.hub.sources[name]
    if entity_of(source.table).scope is not Scope.CUSTOMER:
        return
    async with whole.house.store.reading(principal(whole, "eva")) as reading:
        with suppress(Denied):
            assert await source.get(reading, [whole.key(name, "own")]) == []


def principal(world: World, who: str) -> Principal:
    person = world.people[who]
    return Principal(person.id, person.role)


async def ask_all(
    world: World, source: Source, who: str, hidden: str, ask: Asking = questions
) -> None:
    """Ask everything about a hidden row, in every position of a query."""
    canary = (CANARY if hidden == "foreign" else ELSEWHERE).lower()
    row = await hidden_row(world, source, hidden)
    if row is None:
        assert source.name in EMPTY, f"nobody has any {source.name}: what is asked proves nothing"
        return
    asked = 0
    async with world.house.store.reading(principal(world, who)) as reading:
        try:
            sight = source.sight(reading.acting, reading.reach)
        except Denied:
            return
        for raw in ask(sight, row):
            try:
                rows, count = await answer(reading, source, raw)
            except Invalid:
                assert "filter" not in raw, raw  # some columns do not group, nor have words
                continue
            asked += 1
            assert canary not in str(rows).lower(), raw
            assert row["id"] not in str(rows), raw
            assert count == len(rows), raw
        assert await source.get(reading, [row["id"]]) == []
        for within in restrictions(sight, row):
            predicate = predicate_within(sight, within)
            if predicate is not None:
                query = Query.parse(sight, {})
                bound = Query(query.columns, both(query.where, predicate))
                assert await source.matching(reading, bound, [row["id"]]) == []
    assert asked


def restrictions(sight: Sight, row: Raw) -> Iterator[Within]:
    yield Within(keys=(row["id"],))
    for name in ("customer_id", "user_id"):
        if name in sight.fields and row.get(name):
            yield Within(columns=((name, row[name]),))
            yield Within(columns=((name, row[name]),), keys=(row["id"],))


async def hidden_row(world: World, source: Source, hidden: str) -> Raw | None:
    """Read the hidden record as its owner or the program does."""
    key = world.key(source.name, hidden)
    for acting in (SYSTEM, principal(world, "dario")):
        async with world.house.store.reading(acting) as reading:
            fields = source.sight(reading.acting, reading.reach).fields
            rows = await source.get(reading, [key], list(fields))
            if rows:
                return dict(zip(("id", *(one for one in fields if one != "id")), rows[0],
                                strict=True))  # fmt: skip
    return None


OWNED = [table for table in tables().values() if entity_of(table).scope in
         {Scope.CUSTOMER, Scope.SELF}]  # fmt: skip


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
async def test_a_missing_policy_turns_a_cell_red(
    unguarded: tuple[World, Owner], table: Table
) -> None:
    """Every policy is needed: with the filters off, what it hides is found without it."""
    world, owner = unguarded
    known = world.house.running.hub.sources.values()
    source = next((one for one in known if one.table is table and one.name in SOURCES), None)
    async with policy_gone(owner, table.name):
        if source is not None:
            with pytest.raises(AssertionError):
                await ask_all(world, source, "anna", "foreign")
        else:
            assert len(await whose_rows(world, table)) > 1
    assert len(await whose_rows(world, table)) <= 1


async def whose_rows(world: World, table: Table) -> set[Any]:
    """Read the whole of a table as Anna, without a filter."""
    person = world.people["anna"]
    async with world.house.store.reading(Principal(person.id, person.role)) as reading:
        owner = table.c["id" if entity_of(table).scope is Scope.SELF else "customer_id"]
        return {row[0] for row in await reading.fetch(select(owner))}


@pytest.mark.parametrize("name", sorted(set(SOURCES) - EMPTY))
async def test_a_missing_filter_turns_a_cell_red(unfiltered: World, name: str) -> None:
    """Every filter is needed: without policies, what it hides is found without it."""
    if asked_by_admin(unfiltered, name):
        return  # whoever may ask at all sees everything
    with pytest.raises(AssertionError):
        await ask_all(unfiltered, unfiltered.unsighted()[name], "anna", "foreign")


@pytest.mark.parametrize("name", PLACED)
async def test_a_missing_filter_by_sites_turns_a_cell_red(
    whole: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table's sites are needed: what is elsewhere is found by Lia without the condition."""
    monkeypatch.setattr(sites, "covered", lambda *_, **__: true())
    monkeypatch.setattr(sites, "bound_within", lambda expression, **_: expression)
    with pytest.raises(AssertionError):
        await ask_all(whole, discover()[name], "lia", "elsewhere")


def asked_by_admin(world: World, name: str) -> bool:
    return world.house.running.hub.sources[name].entity.read == "admin"


async def test_a_malformed_query_is_refused_by_name(whole: World) -> None:
    source = whole.house.running.hub.sources["org.sites"]
    person = whole.people["anna"]
    deep: Any = ["name", "eq", "x"]
    for _ in range(200):
        deep = {"not": deep}
    async with whole.house.store.reading(Principal(person.id, person.role)) as reading:
        for raw in (
            {"filter": ["customer.legal_name", "eq", CANARY]}, {"filter": ["no_such", "eq", 1]},
            {"filter": ["name", "~*", CANARY]}, {"filter": ["name", "eq", {"$": "sql"}]},
            {"filter": deep}, {"sort": [["pg_sleep(1)", "asc"]]}, {"columns": ["name; DROP"]},
            {"group": ["count(*)"]}, {"unknown": 1}, {"filter": "name = 'x'"},
        ):  # fmt: skip
            with pytest.raises(YtefasError) as caught:
                await answer(reading, source, raw)
            assert caught.value.code == "invalid", raw
