"""What is one user's own is closed by policy, to administrators too, whatever is asked."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update

from schema.base import new_id, tables
from tests.support.database import TestServer
from tests.support.node import UNHURRIED, House, node_on
from ytefas.rules.access import Principal, Role
from ytefas.store.isolation import SYSTEM

ROWS: dict[str, dict[str, Any]] = {
    "preference": {"name": "theme", "value": "dark", "said_by": "s"},
    "saved_view": {"source": "org.sites", "name": "Mia", "shared": True, "default_for_all": False,
                   "locked": False, "state": {}},
    "draft": {"controller": "c", "content_hash": b"x", "changes": {}, "kept_at": None},
}  # fmt: skip


async def seen(house: House, acting: Principal, name: str) -> set[UUID]:
    async with house.store.reading(acting) as reading:
        rows = await reading.fetch(select(tables()[name].c.user_id))
    return {row["user_id"] for row in rows}


@pytest.mark.parametrize("name", ROWS)
async def test_only_its_user_sees_or_changes_a_private_row(server: TestServer, name: str) -> None:
    table = tables()[name]
    settings = replace(UNHURRIED, application_filters=False)
    async with server.clone() as database, node_on(database.url, store_settings=settings) as house:
        people = [Principal((await house.hire(role)).id, role)
                  for role in (Role.CONSULTANT, Role.ADMIN, Role.CUSTOMER_USER)]  # fmt: skip
        for person in people:
            stamps = {"created_by": person.user_id, "updated_by": person.user_id}
            row: dict[str, Any] = {
                "id": new_id(),
                "user_id": person.user_id,
                **ROWS[name],
                **stamps,
            }
            if "kept_at" in row:
                row["kept_at"] = func.now()
            async with house.store.writing(person, cause="test.write") as unit:
                await unit.fetch(insert(table).values(row))
        for person in people:
            assert await seen(house, person, name) == {person.user_id}
            async with house.store.writing(person, cause="test.write") as unit:
                touched = update(table).values(row_version=9).returning(table.c.user_id)
                rows = await unit.fetch(touched)
            assert [row["user_id"] for row in rows] == [person.user_id]
        assert await seen(house, SYSTEM, name) == {person.user_id for person in people}
