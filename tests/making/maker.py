"""Somebody who applies presets and copies, and what the customer then has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from schema.base import tables
from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.rules.login import Person
from ytefas.store.isolation import SYSTEM

KINDS = ("site", "department", "activity", "equipment", "job", "homogeneous_group",
         "job_department", "job_activity", "job_equipment", "job_site", "activity_equipment",
         "group_job", "substance", "department_substance", "substance_use", "attachment",
         "attachment_link")  # fmt: skip


@dataclass
class Maker:
    """A visitor and one customer."""

    house: House
    visitor: Visitor
    customer: UUID
    person: Person

    async def call(self, name: str, *args: Any, service: str = "making", **more: Any) -> Any:
        return await self.visitor.call(
            f"{self.visitor.client.base}.server.{service}.{name}", *args, **more
        )

    async def preset(self, code: str = "PS-RIS", **more: Any) -> dict[str, Any]:
        """Ask for a preset by its code."""
        told = await self.call("presets", str(self.customer))
        (key,) = [one["id"] for one in told["presets"] if one["code"] == code]
        return {"customer": str(self.customer), "preset": key, "site": None, **more}

    async def lay(self, request: dict[str, Any]) -> dict[str, Any]:
        return dict(await self.call("lay", request))

    async def make(
        self, request: dict[str, Any], *, key: str = "", mark: str = "", **choices: Any
    ) -> dict[str, Any]:
        mark = mark or (await self.lay(request))["mark"]
        return dict(await self.call("carry_out", request, choices, mark, key or str(uuid4())))

    async def undo(self, batch: str, *, rest: bool = False) -> dict[str, Any]:
        said = await self.call("undo", batch, str(uuid4()), rest=rest, service="imports")
        return dict(said)

    async def insert(self, table: str, **values: Any) -> UUID:
        given = {"customer_id": self.customer, **values}
        async with self.house.store.writing(SYSTEM, cause="test.write") as unit:
            return await unit.insert(tables()[table], given)

    async def rows(self, table: str, customer: UUID | None = None) -> list[dict[str, Any]]:
        home = tables()[table]
        asked = select(home).where(home.c.customer_id == (customer or self.customer))
        async with self.house.store.reading(SYSTEM) as reading:
            found = await reading.fetch(asked.order_by(home.c.created_at, home.c.id))
            return [dict(row) for row in found]

    async def counts(self, customer: UUID | None = None) -> dict[str, int]:
        found, whose = {}, customer or self.customer
        async with self.house.store.reading(SYSTEM) as reading:
            for name in KINDS:
                home = tables()[name]
                asked = select(func.count()).where(home.c.customer_id == whose)
                found[name] = int(await reading.fetch_value(asked))
        return {name: n for name, n in found.items() if n}
