"""Everything of one customer as an archive: the work of a job, read as one snapshot.

Whoever asked must hold the whole customer at level `manage` when it is done, not only when he
asked; what his role may not read does not go along.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, func, select, true

import ytefas
from schema.base import entity_of, field_of, tables
from schema.customer import customer as customers
from ytefas.errors import Denied, NotFound
from ytefas.files.depot import Depot
from ytefas.files.kinds import ENDINGS
from ytefas.jobs.export import file_name
from ytefas.jobs.job import Contents, Job, JobLimits, Made
from ytefas.jobs.queue import Progress
from ytefas.rules.access import STAFF, Level, Principal, Reach, Role
from ytefas.store.compile import Prepared
from ytefas.store.engine import Store
from ytefas.store.isolation import Program
from ytefas.store.privacy.carried import (
    CUSTOMER,
    LEFT_OUT,
    carried,
    columns_of,
    library_links,
    names,
    target_of,
    user_columns,
)
from ytefas.store.privacy.packing import Packing, as_json, rows_by_key
from ytefas.store.privacy.telling import README
from ytefas.store.source.field import may
from ytefas.store.unit import Reading

KIND: Final = "customer_export"
FORMAT: Final = "ytefas-customer"
VERSION: Final = 1
ZIP: Final = "application/zip"
_FILES: Final = Prepared.of(
    "SELECT DISTINCT ON (sha256) sha256, mime, storage_key FROM attachment"
    " WHERE customer_id = $1 ORDER BY sha256", "customer",
)  # fmt: skip


def require_manage(reach: Reach, customer: UUID) -> None:
    """Let pass who holds a whole customer at the level `manage`; NotFound for one unseen."""
    if not reach.sees(customer):
        raise NotFound
    if not reach.may(Level.MANAGE, customer) or customer in reach.sites:
        raise Denied


def manages_any(reach: Reach) -> bool:
    """Tell whether somebody holds any whole customer at the level `manage`."""
    return reach.everything or any(
        level >= Level.MANAGE and customer not in reach.sites
        for customer, level in reach.levels.items()
    )


async def allow_time(reading: Reading, seconds: float) -> None:
    """Let this one transaction take longer than those people wait for."""
    whole = str(int(seconds * 1000))
    for name, value in (("statement_timeout", whole), ("transaction_timeout", "0"),
                        ("transaction_timeout", whole),
                        ("idle_in_transaction_session_timeout", whole)):  # fmt: skip
        await reading.fetch(select(func.set_config(name, value, true())))


@dataclass(frozen=True, slots=True)
class Handing:
    """Makes the archive of a customer."""

    store: Store
    depot: Depot
    limits: JobLimits

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        key = UUID(str(job.request["customer"]))
        acting = Principal(job.owner, Role.CUSTOMER_USER, job.locale)
        acting, reach = await self.store.known(acting)
        require_manage(reach, key)
        out = place / "out"
        async with self.store.reading(Program(job.owner), snapshot=True) as reading:
            await allow_time(reading, self.limits.reading)
            facts = await reading.fetch_row(
                select(customers.c.code, customers.c.legal_name).where(customers.c.id == key)
            )
            if facts is None:
                raise NotFound
            with Packing(out) as packing:
                rows = await _Taking(
                    self, reading, acting, customer=key, packing=packing, progress=progress
                ).all(dict(facts))
        name = file_name(f"{facts['legal_name']} {facts['code']}", "zip", at=datetime.now(UTC))
        contents = Contents(CUSTOMER, rows, {key: rows}, action="export", key=key)
        return Made(out, name, ZIP, contents, most=self.limits.archive_bytes)


class _Taking:
    """One archive while it is made."""

    def __init__(
        self, handing: Handing, reading: Reading, acting: Principal, *, customer: UUID,
        packing: Packing, progress: Progress,
    ) -> None:  # fmt: skip
        self._depot = handing.depot
        self._reading = reading
        self._acting = acting
        self._customer = customer
        self._packing = packing
        self._progress = progress
        self._done = 0

    async def all(self, facts: Mapping[str, Any]) -> int:
        told: dict[str, Any] = {}
        rows = 0
        for table in carried():
            columns = self._readable(table)
            if columns:
                part = f"tables/{table.name}.jsonl"
                count = await self._packing.lines(part, self._rows(table, columns))
                told[table.name] = {
                    "part": part, "rows": count, "columns": columns,
                    "source": entity_of(table).source,
                }  # fmt: skip
                rows += count
        library = await self._library()
        users = await self._users()
        audit = await self._audit()
        files = await self._files()
        for said in README:
            self._packing.text(said.file, said.text)
        self._packing.manifest({
            "format": FORMAT, "version": VERSION, "program": ytefas.__version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "customer": {"id": str(self._customer), **dict(facts)},
            "counts": {"tables": len(told), "rows": rows, "files": files},
            "tables": told, "library": library, "users": users, "audit": audit,
            "left_out": {
                name: {"it": said[0], "en": said[1]} for name, said in sorted(LEFT_OUT.items())
            },
        })  # fmt: skip
        return rows

    def _readable(self, table: Table) -> list[str]:
        """Name the columns his role may read; whole tables of the studio stay out for others."""
        entity = entity_of(table)
        role = self._acting.role
        return [
            str(column.name)
            for column in columns_of(table)
            if may({field_of(column).read or entity.read, entity.read}, role, Level.MANAGE)
        ]

    async def _rows(self, table: Table, columns: list[str]) -> AsyncIterator[list[str]]:
        owner = "id" if table.name == CUSTOMER else "customer_id"
        sql = (
            f"SELECT t.id, {as_json('t', columns)} AS line FROM {table.name} t"  # noqa: S608 - our own names  # nosec B608
            f" WHERE t.{owner} = $1::uuid AND t.id > $2::uuid ORDER BY t.id"
        )
        async for batch in rows_by_key(self._reading, sql, {"customer": self._customer}):
            self._done += len(batch)
            self._progress(self._done)
            yield batch

    async def _library(self) -> dict[str, Any]:
        """Take along what the studio's catalogue says of what is referred to, whole rows."""
        wanted: dict[str, list[str]] = {}
        for table in carried():
            for column in library_links(table):
                one = (
                    f"SELECT DISTINCT {column.name} FROM {table.name}"  # noqa: S608 - our own names  # nosec B608
                    f" WHERE {'id' if table.name == CUSTOMER else 'customer_id'} = $1"
                )
                wanted.setdefault(target_of(column), []).append(one)
        told = {}
        for name, asked in sorted(wanted.items()):
            table = tables()[name]
            columns = self._readable(table)
            if not columns:
                continue
            sql = (
                f"SELECT t.id, {as_json('t', columns)} AS line FROM {name} t"  # noqa: S608 - our own names  # nosec B608
                f" WHERE t.id IN ({' UNION '.join(asked)}) AND t.id > $2::uuid ORDER BY t.id"
            )
            part = f"library/{name}.jsonl"
            given = {"customer": self._customer}
            count = await self._packing.lines(part, rows_by_key(self._reading, sql, given))
            told[name] = {"part": part, "rows": count, "columns": columns}
        return told

    async def _users(self) -> dict[str, Any]:
        """Say who the keys of users are, to find the same people elsewhere by their address."""
        asked = [
            f"SELECT DISTINCT {column} FROM {table.name}"  # noqa: S608 - our own names  # nosec B608
            f" WHERE {'id' if table.name == CUSTOMER else 'customer_id'} = $1"
            for table in carried()
            for column in user_columns(table)
        ]
        columns = ["id", "email", "surname", "name"]
        if self._acting.role not in STAFF:
            columns = ["id"]  # a customer is told of no users
        sql = (
            f"SELECT t.id, {as_json('t', columns)} AS line FROM app_user t"  # noqa: S608 - our own names  # nosec B608
            f" WHERE t.id IN ({' UNION '.join(asked)}) AND t.id > $2::uuid ORDER BY t.id"
        )
        given = {"customer": self._customer}
        part = "users.jsonl"
        count = await self._packing.lines(part, rows_by_key(self._reading, sql, given))
        return {"part": part, "rows": count}

    async def _audit(self) -> dict[str, Any] | None:
        """Add what was done with the customer's data; to be read, not to be taken in again."""
        if self._acting.role not in STAFF:
            return None
        columns = names([
            column for column in tables()["audit_event"].columns
            if column.name not in {"txid", "n", "prev_hash", "hash"}
        ])  # fmt: skip
        sql = (
            f"SELECT t.id, {as_json('t', columns)} AS line FROM audit_event t"  # noqa: S608 - our own names  # nosec B608
            " WHERE t.customer_id = $1::uuid AND t.id > $2::uuid ORDER BY t.id"
        )
        given = {"customer": self._customer}
        part = "audit.jsonl"
        count = await self._packing.lines(part, rows_by_key(self._reading, sql, given))
        return {"part": part, "rows": count}

    async def _files(self) -> int:
        rows = await self._reading.fetch(_FILES, {"customer": self._customer})
        missing = 0
        for row in rows:
            path = self._depot.path(row["storage_key"])
            if await asyncio.to_thread(path.is_file):
                await self._packing.file(f"files/{row['sha256']}.{ENDINGS[row['mime']]}", path)
            else:
                missing += 1
            self._done += 1
            self._progress(self._done)
        return len(rows) - missing
