"""Live cursors: what a view believes is what a fresh load shows, whatever happened meanwhile."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest_asyncio

from tests.support.risk_table import SOURCES, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Stage, verify_cursor
from ytefas.framework.work.showing import CursorSpec
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM

LIST = CursorSpec("test.risks", query={"columns": ["title", "score", "row_version"]}, size=5)


@dataclass(frozen=True, slots=True)
class Live:
    studio: Studio
    store: Store
    stage: Stage
    keys: list[UUID]

    async def insert(self, title: str, *, customer: UUID | None = None, **values: Any) -> UUID:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            return await unit.insert(
                risk, {"customer_id": customer or self.studio.alfa, "title": title, **values}
            )

    async def update(self, key: UUID, **changes: Any) -> None:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            version = await unit.fetch_value(
                risk.select().with_only_columns(risk.c.row_version).where(risk.c.id == key)
            )
            await unit.update(risk, key, version, changes)

    async def delete(self, key: UUID) -> None:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            version = await unit.fetch_value(
                risk.select().with_only_columns(risk.c.row_version).where(risk.c.id == key)
            )
            await unit.delete(risk, key, version)


@pytest_asyncio.fixture
async def live(database: Database) -> AsyncIterator[Live]:
    owner = await asyncpg.connect(database.url)
    await build(owner)
    await owner.close()
    store = await Store.open(database.url)
    try:
        studio = await make_studio(store)
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            keys = [
                await unit.insert(
                    risk, {"customer_id": studio.alfa, "title": f"risk {number}", "score": number}
                )
                for number in range(8)
            ]
        async with Stage(store, SOURCES) as stage:
            yield Live(studio, store, stage, keys)
    finally:
        await store.close()


async def test_a_change_of_a_shown_row_is_one_set(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    other = await live.stage.screen(live.studio.bruno, LIST)
    before = screen.events
    await verify_cursor(
        live.stage, screen, lambda: live.update(live.keys[1], score=77), outsiders=[other]
    )
    assert screen.column("score")[1] == 77
    assert screen.events == before + 1
    assert other.rows == []
