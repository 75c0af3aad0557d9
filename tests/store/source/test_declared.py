"""A declared source: joins, computed fields and a condition of its own, read and live."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from tests.support.factories.user import grant, make_user
from tests.support.risk_table import BOARD, SOURCES, app_user, area, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Stage, verify_cursor
from ytefas.errors import InvalidFields
from ytefas.framework.work.rows import Batch, Saving
from ytefas.framework.work.showing import CursorSpec
from ytefas.rules.access import Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.query.query import Query
from ytefas.store.source.field import column_field
from ytefas.store.source.sql import Statements, Step
from ytefas.store.source.writer import SourceWriter

COLUMNS = ["title", "area_name", "double", "row_version"]


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
        hall = await unit.insert(area, {"customer_id": made.alfa, "name": "Hall"})
        for title, more in (
            ("noise", {"area_id": hall, "score": 4}), ("dust", {}), ("old", {"done": True}),
        ):  # fmt: skip
            await unit.insert(risk, {"customer_id": made.alfa, "title": title, **more})
    return made


async def rows(store: Store, studio: Studio, raw: dict[str, Any]) -> list[Any]:
    async with store.reading(studio.anna) as reading:
        query = BOARD.parse({"columns": COLUMNS, **raw}, reading.acting, reading.reach)
        return [row[1:4] for row in (await BOARD.window(reading, query, 0, 10)).rows]


async def test_joined_and_computed_fields_are_shown_filtered_and_sorted(
    store: Store, studio: Studio
) -> None:
    assert await rows(store, studio, {}) == [("dust", None, 0), ("noise", "Hall", 8)]
    assert await rows(store, studio, {"filter": ["area_name", "starts", "HA"]}) == [
        ("noise", "Hall", 8)
    ]
    assert await rows(store, studio, {"sort": [["double", "desc"]]}) == [
        ("noise", "Hall", 8), ("dust", None, 0),
    ]  # fmt: skip
    async with store.reading(studio.anna) as reading:
        query = BOARD.parse({"group": ["area_name"]}, reading.acting, reading.reach)
        assert (await BOARD.count(reading, query)).n == 2


async def test_only_the_joins_that_are_needed_are_in_the_statement(
    store: Store, studio: Studio
) -> None:
    async with store.reading(studio.anna) as reading:
        sight = BOARD.sight(reading.acting, reading.reach)
    made = Statements(BOARD.table, BOARD.joins, BOARD.only, sight)
    plain = str(made.window(Query.parse(sight, {"columns": ["title"]}), Step.OFFSET))
    assert "t_area" not in plain
    assert "app_user" not in plain
    count = Query.parse(sight, {"columns": COLUMNS, "sort": [["area_name", "asc"]]})
    assert "t_area" in str(made.window(count, Step.OFFSET))
    assert "t_area" not in str(made.count(count, capped=False))


async def test_a_joined_user_is_named_to_who_may_know_of_him(store: Store, studio: Studio) -> None:
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        customer_user = await make_user(unit, Role.CUSTOMER_USER)
        await grant(unit, customer_user, studio.alfa, "read")
    async with store.writing(studio.anna, cause="test.setup") as unit:
        key = await unit.insert(risk, {"customer_id": studio.alfa, "title": "Di Anna"})
    named = {}
    for acting in (studio.anna, studio.admin, customer_user):
        async with store.reading(acting) as reading:
            named[acting.user_id] = (await BOARD.one(reading, key, ["changed_by"]))["changed_by"]
    assert named[studio.anna.user_id] == named[studio.admin.user_id]
    assert named[studio.anna.user_id].startswith("Rossi")
    assert named[customer_user.user_id] is None
    with pytest.raises(ValueError, match="password_hash"):
        column_field(app_user.c.password_hash, name="password")


async def test_joined_and_computed_fields_are_not_written(store: Store, studio: Studio) -> None:
    async with store.reading(studio.anna) as reading:
        query = BOARD.parse({"columns": ["title"]}, reading.acting, reading.reach)
        key = (await BOARD.window(reading, query, 0, 1)).rows[0][0]
    writer = SourceWriter(store, SOURCES, studio.anna)
    batch = Batch("test.board", saves=(Saving(key, 1, {"area_name": "x", "double": 2}),))
    with pytest.raises(InvalidFields) as refused:
        await writer.write([batch], idempotency_key=str(uuid4()))
    assert refused.value.fields["errors"] == {"area_name": "readonly", "double": "readonly"}


async def test_a_change_of_a_joined_row_reaches_the_view(store: Store, studio: Studio) -> None:
    async with Stage(store, SOURCES) as stage:
        screen = await stage.screen(
            studio.anna, CursorSpec("test.board", query={"columns": COLUMNS})
        )

        async def change(table: Any, changes: dict[str, Any]) -> None:
            async with store.writing(SYSTEM, cause="test.act") as unit:
                found = table.select().where(table.c.customer_id == studio.alfa)
                for row in await unit.fetch(found.with_only_columns(table.c.id)):
                    await unit.update(table, row["id"], 1, changes)

        await verify_cursor(stage, screen, lambda: change(area, {"name": "Yard"}))
        assert screen.column("area_name") == [None, "Yard"]
        await verify_cursor(stage, screen, lambda: change(risk, {"done": True}))
        assert screen.rows == []
