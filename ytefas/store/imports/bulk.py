"""Many rows in few statements: a sheet of thousands is one transaction of seconds.

Rows travel as one document, and PostgreSQL gives every value the type of its column. Names of
tables and columns are our own; values are parameters.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table

from ytefas.store.apart import CUSTOMER as HELD, holding
from ytefas.store.compile import Prepared
from ytefas.store.computed import origins_of
from ytefas.store.unit import Reading, Unit

AT_ONCE: Final = 500  # rows of one statement: each is announced and audited by its trigger
Change = tuple[UUID, int, Mapping[str, Any]]  # which row, as it was read, what it becomes


def some(rows: Sequence[Any], most: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """Take rows a few at a time."""
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


async def update_many(
    unit: Unit, table: Table, customer: UUID, changes: Iterable[Change]
) -> dict[UUID, int]:
    """Change rows that are still as they were read; return the new versions of those."""
    by_columns: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in changes:
        by_columns[tuple(sorted(change[2]))].append(change)
    done: dict[UUID, int] = {}
    if (hold := holding(table)) is not None:
        await unit.fetch(hold, {HELD: customer})
    for names, alike in by_columns.items():
        if not origins_of(table).isdisjoint(names):  # what follows from them is computed row by row
            for key, version, values in alike:
                done[key] = await unit.update(table, key, version, values)
            continue
        for part in some(alike):
            rows = [
                {**values, "id": key, "row_version": version, "customer_id": customer,
                 "updated_by": unit.acting.user_id}
                for key, version, values in part
            ]  # fmt: skip
            for row in await unit.fetch(_update(table.name, names), {"rows_": rows}):
                done[row["id"]] = row["row_version"]
    return done


@lru_cache(maxsize=500)
def _update(table: str, names: tuple[str, ...]) -> Prepared:
    given = ", ".join(f"{name} = r.{name}" for name in names)
    return Prepared.of(
        f"UPDATE {table} t SET {given}, row_version = t.row_version + 1,"  # noqa: S608 - our own names  # nosec B608
        " updated_by = r.updated_by, updated_at = now()"
        f" FROM jsonb_populate_recordset(NULL::{table}, $1::jsonb) r"
        " WHERE t.customer_id = r.customer_id AND t.id = r.id AND t.row_version = r.row_version"
        " RETURNING t.id, t.row_version",
        "rows_",
    )


async def delete_many(
    unit: Unit, table: Table, customer: UUID, rows: Sequence[tuple[UUID, int]]
) -> set[UUID]:
    """Delete rows that are still as they were; return those."""
    gone: set[UUID] = set()
    for part in some(rows):
        given = [{"id": key, "row_version": version, "customer_id": customer}
                 for key, version in part]  # fmt: skip
        gone |= {row["id"] for row in await unit.fetch(_delete(table.name), {"rows_": given})}
    return gone


@lru_cache(maxsize=100)
def _delete(table: str) -> Prepared:
    return Prepared.of(
        f"DELETE FROM {table} t USING jsonb_populate_recordset(NULL::{table}, $1::jsonb) r"  # noqa: S608 - our own names  # nosec B608
        " WHERE t.customer_id = r.customer_id AND t.id = r.id AND t.row_version = r.row_version"
        " RETURNING t.id",
        "rows_",
    )


async def insert_own(unit: Unit, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that only the program makes; all name the same columns."""
    by = unit.acting.user_id
    for part in some(rows):
        given = [{**row, "created_by": by, "updated_by": by, "row_version": 1} for row in part]
        await unit.fetch(_insert(table.name, tuple(sorted(given[0]))), {"rows_": given})


@lru_cache(maxsize=100)
def _insert(table: str, names: tuple[str, ...]) -> Prepared:
    columns = ", ".join(names)
    return Prepared.of(
        f"INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608 - our own names  # nosec B608
        f" FROM jsonb_populate_recordset(NULL::{table}, $1::jsonb)",
        "rows_",
    )


async def versions(
    reading: Reading, table: Table, customer: UUID, keys: Sequence[UUID]
) -> dict[UUID, int]:
    """Say at which version rows are now; those that are gone are missing."""
    found: dict[UUID, int] = {}
    for part in some(keys, 5000):
        asked = {"customer_": customer, "keys_": list(part)}
        for row in await reading.fetch(_versions(table.name), asked):
            found[row["id"]] = row["row_version"]
    return found


@lru_cache(maxsize=100)
def _versions(table: str) -> Prepared:
    return Prepared.of(
        f"SELECT id, row_version FROM {table}"  # noqa: S608 - our own names  # nosec B608
        " WHERE customer_id = $1::uuid AND id = ANY ($2::uuid[]) FOR UPDATE",
        "customer_", "keys_",
    )  # fmt: skip
