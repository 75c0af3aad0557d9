"""Somebody who imports sheets: sends files by HTTP, calls the rest, waits for the job."""

from __future__ import annotations

import asyncio
import io
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from schema.base import tables
from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.store.isolation import SYSTEM
from ytefas.wire.errors import from_wire

ENDED = {"done", "failed", "cancelled"}


class ImportDesk:
    """The imports of one visitor for one customer."""

    def __init__(self, house: House, visitor: Visitor, customer: UUID) -> None:
        self.house, self.visitor, self.customer = house, visitor, customer

    async def call(self, name: str, *args: Any, service: str = "imports", **more: Any) -> Any:
        base = self.visitor.client.base
        return await self.visitor.call(f"{base}.server.{service}.{name}", *args, **more)

    async def send(self, target: str, data: bytes, name: str = "elenco.xlsx") -> str:
        """Upload a file; what is wrong with it is raised."""
        browser = self.visitor.browser
        url = f"{browser.url}/imports/{self.customer}/{target}"
        headers = {"Origin": browser.url, "Content-Type": "application/octet-stream"}
        async with browser.http.post(
            url, data=io.BytesIO(data), params={"name": name}, headers=headers
        ) as answer:
            said = await answer.json()
            if answer.status >= 400:
                raise from_wire(f"ytefas.error.{said['code']}", [], {"fields": said.get("fields")})
            return str(said["upload"])

    async def fetch(self, path: str) -> tuple[int, bytes]:
        browser = self.visitor.browser
        async with browser.http.get(browser.url + path) as answer:
            return answer.status, await answer.read()

    async def template(self, target: str, *, filled: bool = False) -> bytes:
        query = "?filled=1" if filled else ""
        status, data = await self.fetch(f"/imports/{self.customer}/{target}{query}")
        assert status == 200, data
        return data

    async def checked(self, target: str, data: bytes, **choices: Any) -> tuple[str, dict[str, Any]]:
        """Send a file, choose, and look through it."""
        upload = await self.send(target, data)
        if choices:
            await self.call("arrange", upload, choices)
        return upload, await self.call("check", upload)

    async def rows(self, upload: str, only: str = "") -> list[dict[str, Any]]:
        return list((await self.call("rows", upload, 0, 200, only))["rows"])

    async def troubles(self, upload: str) -> list[tuple[int, str, str]]:
        """Give all that is wrong: row, column, sentence."""
        rows = await self.rows(upload, "error")
        return [(row["number"], one["column"], one["message"])
                for row in rows for one in row["troubles"]]  # fmt: skip

    async def apply(self, upload: str) -> dict[str, Any]:
        """Apply it, and wait for the job to end."""
        job = await self.call("apply", upload, str(uuid4()))
        async with asyncio.timeout(300):  # long enough for a machine with much else to do
            while True:
                jobs = await self.call("all", service="jobs")
                found = next(one for one in jobs if one["id"] == job)
                if found["state"] in ENDED:
                    return dict(found)
                await asyncio.sleep(0.05)

    async def imported(self, target: str, data: bytes, **choices: Any) -> str:
        """Import a sheet that is right; the import's id."""
        upload, summary = await self.checked(target, data, **choices)
        assert summary["ready"], (summary, await self.troubles(upload))
        job = await self.apply(upload)
        assert job["state"] == "done", job
        return upload

    async def undo(self, batch: str, *, rest: bool = False) -> dict[str, Any]:
        return dict(await self.call("undo", batch, str(uuid4()), rest=rest))

    async def rows_of(self, table: str, *names: str) -> list[tuple[Any, ...]]:
        """Give columns of a customer's rows, as the program sees them."""
        home = tables()[table]
        shown = [home.c[name] for name in names] or [home.c.id]
        asked = select(*shown).where(home.c.customer_id == self.customer).order_by(home.c.id)
        async with self.house.store.reading(SYSTEM) as reading:
            return [tuple(row) for row in await reading.fetch(asked)]

    async def count(self, table: str) -> int:
        home = tables()[table]
        asked = select(func.count()).where(home.c.customer_id == self.customer)
        async with self.house.store.reading(SYSTEM) as reading:
            return int(await reading.fetch_value(asked))

    async def everything(self) -> dict[str, int]:
        """Count what an import may write."""
        names = ("site", "department", "job", "person", "employment", "assignment", "equipment",
                 "equipment_check", "substance", "import_batch", "import_change")  # fmt: skip
        return {name: await self.count(name) for name in names}
