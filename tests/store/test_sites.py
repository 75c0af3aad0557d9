"""A grant that covers some sites shows and takes what is there, in every table and every source.

One customer with two sites, and a row of every table at each of them; who is limited to the near
one must not find, name, count nor change anything of the far one.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import Table

from schema.base import entity_of, new_id, tables
from schema.sited import Whole
from tests.support.everything import fill, owned, texts
from tests.support.factories.user import grant, make_user
from tests.support.studio import make_studio
from ytefas.errors import Denied, Invalid, YtefasError
from ytefas.rules.access import Principal
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.sites import is_placed, is_shown, is_whole, rule_of
from ytefas.store.source.source import Source, discover
from ytefas.store.unit import Unit

FAR = "LONTANO4711"
SOURCES = discover()
OWNED = owned()


@dataclass
class Place:
    """A customer with two sites; `near` and `far` are keys by table, `limited` sees the near."""

    store: Store
    customer: UUID
    near: Mapping[str, UUID]
    far: Mapping[str, UUID]
    limited: Principal
    entire: Principal


@pytest_asyncio.fixture(scope="module")
async def place(module_database: Database) -> AsyncIterator[Place]:
    store = await Store.open(module_database.url)
    try:
        studio = await make_studio(store)
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            user = studio.bruno.user_id
            near = await fill(unit, studio.alfa, "Vicino", user)
            shared = {
                name: key for name, key in near.items()
                if name not in {table.name for table in OWNED if is_placed(table)}
            }  # fmt: skip
            far = await fill(unit, studio.alfa, FAR, user, made=shared)
            limited, entire = await make_user(unit), await make_user(unit)
            await grant(unit, limited, studio.alfa, "manage", site_ids=[near["site"]])
            await grant(unit, entire, studio.alfa, "manage")
        yield Place(store, studio.alfa, near, far, limited, entire)
    finally:
        await store.close()


def test_every_table_says_where_its_rows_are() -> None:
    silent = [table.name for table in OWNED if entity_of(table).site is None]
    assert not silent, "say it: entity(..., site=…), see schema/sited.py"
    for table in OWNED:
        rule = rule_of(table)
        assert not isinstance(rule, Whole) or len(rule.why) > 10, table.name


def source_of(table: Table) -> Source:
    about = entity_of(table)
    return SOURCES.get(about.source or "") or Source(table, name=f"test.{table.name}")


async def seen(place: Place, who: Principal, table: Table) -> set[str]:
    """Read what somebody sees of a table, in several ways that must agree."""
    source = source_of(table)
    keys = [str(place.near[table.name]), str(place.far[table.name])]
    async with place.store.reading(who) as reading:
        try:
            query = source.parse({"filter": ["id", "in", keys]}, reading.acting, reading.reach)
        except Denied:
            return set()
        found = set((await source.window(reading, query, 0, 100)).keys)
        assert (await source.count(reading, query)).n == len(found)
        assert {row[0] for row in await source.get(reading, keys)} == found
        return found


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
async def test_who_is_limited_sees_what_is_there(place: Place, table: Table) -> None:
    near, far = str(place.near[table.name]), str(place.far[table.name])
    if is_whole(table):
        shown = is_shown(table) and entity_of(table).read == "read"
        assert await seen(place, place.limited, table) == ({near} if shown else set())
    else:
        assert await seen(place, place.limited, table) == {near}
        assert await seen(place, place.entire, table) == {near, far}


@pytest.mark.parametrize("name", sorted(SOURCES))
async def test_no_column_tells_of_what_is_elsewhere(place: Place, name: str) -> None:
    """Every column, also those over joins and sub-selects, in rows, words, groups and choices."""
    source = SOURCES[name]
    async with place.store.reading(place.limited) as reading:
        try:
            sight = source.sight(reading.acting, reading.reach)
        except Denied:
            return
        asked: list[dict[str, Any]] = [{"columns": list(sight.fields)}]
        asked += [{"group": [field]} for field in sight.fields]
        if sight.has_words:
            asked.append({"words": FAR})
        for raw in asked:
            try:
                query = source.parse(raw, reading.acting, reading.reach)
                rows = (await source.window(reading, query, 0, 1000)).rows
            except Invalid:
                continue  # not every column groups
            assert FAR.lower() not in str(rows).lower(), raw
            if raw.get("words"):
                assert rows == []
            keys = {str(place.far[one.name]) for one in OWNED if is_placed(one)}
            if is_placed(source.table) and "group" not in raw:
                assert not keys & {row[0] for row in rows}


class Undone(Exception):
    """Takes back what could have been done."""


async def attempt(place: Place, who: Principal, do: Callable[[Unit], Awaitable[Any]]) -> str:
    """Try a change that is taken back; say how it ended."""

    async def tried(unit: Unit) -> None:
        await do(unit)
        await unit.settle()
        raise Undone

    try:
        async with place.store.writing(who, cause="test.write") as unit:
            await tried(unit)
    except Undone:
        return "done"
    except YtefasError as error:
        return error.code
    raise AssertionError("it cannot end well")


def words_of(table: Table) -> list[str]:
    """Name what may be said anew: not what a row is about."""
    return [name for name in texts(table) if name != "source"]


WRITABLE = [
    table for table in OWNED
    if entity_of(table).write in {"edit", "manage"} and words_of(table)
]  # fmt: skip


@pytest.mark.parametrize("table", WRITABLE, ids=lambda table: table.name)
async def test_who_is_limited_changes_what_is_there(place: Place, table: Table) -> None:
    changes = {words_of(table)[-1]: "altro"}

    async def save(key: UUID) -> str:
        return await attempt(place, place.limited, lambda unit: unit.update(table, key, 1, changes))

    async def delete(key: UUID) -> str:
        return await attempt(place, place.limited, lambda unit: unit.delete(table, key, 1))

    near, far = place.near[table.name], place.far[table.name]
    if is_whole(table):
        assert {await save(near), await delete(near)} <= {"denied", "not_found"}
        return
    assert await save(near) == "done"
    assert await delete(near) in {"done", "invalid"}  # or something hangs on it
    assert {await save(far), await delete(far)} <= {"denied", "not_found"}


@pytest.mark.parametrize("level", ["edit"])
async def test_nothing_is_put_where_the_writer_may_not_be(place: Place, level: str) -> None:
    """A new row elsewhere, or one that is moved away, or left to the whole customer, is refused."""
    department, equipment = tables()["department"], tables()["equipment"]
    group = tables()["homogeneous_group"]
    del level

    async def tried(do: Any) -> str:
        return await attempt(place, place.limited, do)

    def new(site: UUID | None, table: Table, **more: Any) -> Any:
        values = {"customer_id": place.customer, "site_id": site, "name": "Z", **more}
        return lambda unit: unit.insert(table, values)

    assert await tried(new(place.near["site"], department)) == "done"
    assert await tried(new(place.far["site"], department)) == "denied"
    assert await tried(new(None, group)) == "denied"
    away: list[dict[str, Any]] = [{"site_id": place.far["site"]}, {"site_id": None}]
    for changes in away:
        moved = await tried(
            lambda unit, to=changes: unit.update(group, place.near[group.name], 1, to)
        )
        assert moved == "denied"
    assert await tried(lambda unit: unit.insert_many(department, [
        {"customer_id": place.customer, "site_id": place.far["site"], "name": "Z"}
    ])) == "denied"  # fmt: skip
    assert equipment.name in place.near


async def test_a_person_is_entered_by_who_is_limited(place: Place) -> None:
    """Whom nobody placed yet is with who entered him; once he is elsewhere, he is gone."""
    person, assignment = tables()["person"], tables()["assignment"]
    async with place.store.writing(place.limited, cause="test.write") as unit:
        key = await unit.insert(person, {"customer_id": place.customer, "surname": "Bo",
                                         "name": "Ada"})  # fmt: skip

    async def sees(who: Principal) -> bool:
        async with place.store.reading(who) as reading:
            return bool(await SOURCES["org.persons"].get(reading, [key]))

    assert await sees(place.limited)
    values = {"customer_id": place.customer, "person_id": key, "job_id": place.near["job"],
              "from_on": datetime(2026, 1, 1, tzinfo=UTC).date()}  # fmt: skip
    async with place.store.writing(SYSTEM, cause="test.write") as unit:
        there = await unit.insert(assignment, {**values, "site_id": place.far["site"]})
    assert not await sees(place.limited)
    async with place.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.delete(assignment, there, 1)
        await unit.insert(assignment, {**values, "site_id": place.near["site"]})
    assert await sees(place.limited)


async def test_of_two_customers_one_may_be_seen_whole(place: Place) -> None:
    studio = await make_studio(place.store)
    async with place.store.writing(SYSTEM, cause="test.setup") as unit:
        both = await make_user(unit)
        await grant(unit, both, place.customer, "edit", site_ids=[place.near["site"]])
        await grant(unit, both, studio.beta, "read")
        other = await fill(unit, studio.beta, "Altro", both.user_id,
                           made={"customer_grant": new_id()})  # fmt: skip
    async with place.store.reading(both) as reading:
        for table in OWNED:
            if not is_placed(table):
                continue
            keys = [str(one[table.name]) for one in (place.near, place.far, other)]
            found = {row[0] for row in await source_of(table).get(reading, keys)}
            assert found == {keys[0], keys[2]}, table.name


async def test_sites_of_another_customer_in_a_grant_count_for_nothing(place: Place) -> None:
    studio = await make_studio(place.store)
    async with place.store.writing(SYSTEM, cause="test.setup") as unit:
        who = await make_user(unit)
        await grant(unit, who, place.customer, "edit", site_ids=[place.near["site"]])
        await grant(unit, who, studio.beta, "edit", site_ids=[place.far["site"]])
    assert not await seen(place, who, tables()["site"]) & {str(place.far["site"])}
    reach = await place.store.reach_of(who)
    assert reach.sites[studio.beta] == frozenset()
