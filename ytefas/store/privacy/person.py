"""Everything of one person as an archive: to see one's data, and to take them elsewhere.

JSON for programs, one page to read, and the files. What is in it is found by the same list that
erasing goes by, so what can be erased can be seen.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Table, Uuid, any_, bindparam, select

import ytefas
from schema.attachment import attachment
from schema.audit_event import audit_event
from schema.base import entity_of, tables
from schema.person import person
from ytefas.errors import NotFound
from ytefas.files.depot import Depot
from ytefas.files.kinds import ENDINGS
from ytefas.jobs.job import Contents, Job, JobLimits, Made
from ytefas.jobs.queue import Progress
from ytefas.rules.access import Principal, Role
from ytefas.store.compile import Prepared
from ytefas.store.engine import Store
from ytefas.store.isolation import Program
from ytefas.store.privacy.carried import columns_of, names, target_of
from ytefas.store.privacy.erasing import Found, find, short
from ytefas.store.privacy.handing import ZIP, allow_time, require_manage
from ytefas.store.privacy.packing import Packing, as_json
from ytefas.store.privacy.page import Shown, page
from ytefas.store.unit import Reading

KIND: Final = "person_export"
FORMAT: Final = "ytefas-person"
VERSION: Final = 1
NAMES: Final = {"it": "Dati di una persona", "en": "Data of a person"}


@dataclass(frozen=True, slots=True)
class PersonExport:
    """Makes the archive of a person."""

    store: Store
    depot: Depot
    limits: JobLimits

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        key = UUID(str(job.request["person"]))
        acting = Principal(job.owner, Role.CUSTOMER_USER, job.locale)
        _, reach = await self.store.known(acting)
        async with self.store.reading(Program(job.owner), snapshot=True) as reading:
            await allow_time(reading, self.limits.reading)
            customer = await reading.fetch_value(
                select(person.c.customer_id).where(person.c.id == key)
            )
            if customer is None:
                raise NotFound
            require_manage(reach, customer)
            found = await find(reading, key)
            with Packing(place / "out") as packing:
                rows = await self._pack(reading, found, packing, job.locale)
        progress(rows, rows)
        name = f"{NAMES.get(job.locale, NAMES['en'])} {short(key)}.zip"
        contents = Contents("person", rows, {customer: rows}, action="export", key=key)
        return Made(place / "out", name, ZIP, contents, most=self.limits.archive_bytes)

    async def _pack(self, reading: Reading, found: Found, packing: Packing, language: str) -> int:
        told = {
            name: await rows_of(reading, tables()[name], keys)
            for name, keys in (found.rows | found.hangs).items()
        }
        deeds = {row["act_id"] for row in told["appointment"] if row["act_id"]}
        linked = {row["attachment_id"] for row in told["attachment_link"]}
        files = [UUID(key) for key in sorted(deeds | linked)]
        told["attachment"] = await rows_of(reading, attachment, files)
        called = await called_by(reading, told)
        history = await _history(reading, found, files)
        data = {
            "format": FORMAT, "version": VERSION, "program": ytefas.__version__,
            "person": str(found.person), "customer": str(found.customer),
            "tables": told, "names": called, "history": history,
        }  # fmt: skip
        packing.text("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        packing.text("summary.html", page(Shown(found.title, told, called, history), language))
        await self._files(reading, files, packing)
        packing.manifest({
            "format": FORMAT, "version": VERSION, "program": ytefas.__version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "counts": {name: len(rows) for name, rows in told.items()},
        })  # fmt: skip
        return sum(len(rows) for rows in told.values())

    async def _files(self, reading: Reading, files: Sequence[UUID], packing: Packing) -> None:
        rows = await reading.fetch(
            select(attachment.c.sha256, attachment.c.mime, attachment.c.storage_key)
            .distinct()
            .where(attachment.c.id == any_(bindparam("keys", list(files), ARRAY(Uuid))))
        )
        for row in rows:
            path = self.depot.path(row["storage_key"])
            if await asyncio.to_thread(path.is_file):
                await packing.file(f"files/{row['sha256']}.{ENDINGS[row['mime']]}", path)


async def rows_of(reading: Reading, table: Table, keys: Sequence[UUID]) -> list[dict[str, Any]]:
    """Read whole rows, as plain data."""
    if not keys:
        return []
    said = as_json("t", names(columns_of(table)))
    asked = Prepared.of(
        f"SELECT {said} AS line FROM {table.name} t WHERE t.id = ANY ($1::uuid[])"  # noqa: S608 - our own names  # nosec B608
        " ORDER BY t.created_at, t.id",
        "keys",
    )
    return [json.loads(row["line"]) for row in await reading.fetch(asked, {"keys": list(keys)})]


async def called_by(
    reading: Reading, told: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, str]:
    """Say what the records are called that these rows refer to."""
    wanted: dict[str, set[str]] = {}
    for name, rows in told.items():
        for column in tables()[name].columns:
            if target := target_of(column):
                keys = {row[column.name] for row in rows if row.get(column.name)}
                wanted.setdefault(target, set()).update(keys)
    called: dict[str, str] = {}
    for target, keys in wanted.items():
        table = tables()[target]
        title = entity_of(table).name
        found = await reading.fetch(
            select(table.c.id, table.c[title].label("title"))
            .where(table.c.id == any_(bindparam("keys", [UUID(key) for key in keys], ARRAY(Uuid))))
        )  # fmt: skip
        called |= {str(row["id"]): str(row["title"]) for row in found}
    return called


async def _history(reading: Reading, found: Found, files: Sequence[UUID]) -> list[dict[str, Any]]:
    """Say when these rows were made, changed and looked at; not by whom: that is another's name."""
    keys = [one for some in (found.rows | found.hangs).values() for one in some] + list(files)
    event = audit_event.c
    rows = await reading.fetch(
        select(event.at, event.entity, event.action, event.diff)
        .where(event.customer_id == found.customer,
               event.entity_id == any_(bindparam("keys", keys, ARRAY(Uuid))))
        .order_by(event.at, event.n)
        .limit(5000)
    )  # fmt: skip
    return [
        {"at": row["at"].isoformat(timespec="seconds"), "entity": row["entity"],
         "action": row["action"], "columns": sorted(row["diff"])}
        for row in rows
    ]  # fmt: skip
