"""What a customer has already, read once for a sheet: records, and what cells may point at."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, Uuid, bindparam, select

from schema.base import Scope, entity_of, field_of, tables
from ytefas.imports.plan import Existing
from ytefas.imports.references import Entry, Index
from ytefas.imports.target import Target
from ytefas.store.imports.targets import pointed_at
from ytefas.store.source.field import may
from ytefas.store.unit import Reading

Rows = Mapping[UUID, Mapping[str, Any]]


async def existing_of(reading: Reading, target: Target, customer: UUID) -> Existing:
    """Read what a sheet of this target may be about."""
    mine = {one.table for one in target.parts} | {
        table.name for table in pointed_at(target) if entity_of(table).scope is Scope.CUSTOMER
    }
    rows = {name: await _rows(reading, tables()[name], customer) for name in sorted(mine)}
    indexes = {}
    for table in pointed_at(target):
        there = rows.get(table.name)
        if there is None:
            there = await _of_studio(reading, table)
        indexes[table.name] = Index(_entries(table, there))
    return Existing(rows, indexes)


async def _rows(reading: Reading, table: Table, customer: UUID) -> Rows:
    asked = _all_of(table).where(
        table.c.customer_id == bindparam("customer_", type_=Uuid), reading.within(table)
    )
    return _by_key(await reading.fetch(asked, {"customer_": customer}))


async def _of_studio(reading: Reading, table: Table) -> Rows:
    if not may({entity_of(table).read}, reading.acting.role, None):
        return {}
    return _by_key(await reading.fetch(_all_of(table).where(reading.within(table))))


def _all_of(table: Table) -> Select[Any]:
    shown = [
        column
        for column in table.columns
        if not field_of(column).secret and not field_of(column).computed
    ]
    return select(*shown).order_by(table.c.id)


def _by_key(rows: Sequence[Any]) -> Rows:
    return {row["id"]: dict(row) for row in rows}


def _entries(table: Table, rows: Rows) -> Iterator[Entry]:
    names = entity_of(table).name
    tree = entity_of(table).tree
    for key, row in rows.items():
        name = str(row[names])
        others = [str(row[f"{names}_en"])] if row.get(f"{names}_en") else []
        if tree is not None and row[tree] is not None:
            others.append(_path(row, rows, names, tree))
        within = {"site_id": row["site_id"]} if "site_id" in row else {}
        yield Entry(
            key=key, name=name, code=str(row.get("code") or ""), others=tuple(others),
            within=within, archived=row.get("archived_at") is not None,
        )  # fmt: skip


def _path(row: Mapping[str, Any], rows: Rows, names: str, tree: str) -> str:
    """Say what a row is inside of, outermost first."""
    said: list[str] = []
    at: Mapping[str, Any] | None = row
    while at is not None and len(said) <= len(rows):
        said.insert(0, str(at[names]))
        at = rows.get(at[tree]) if at[tree] is not None else None
    return " / ".join(said)
