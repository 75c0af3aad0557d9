"""Rows of the libraries as a release speaks of them: by codes, not by the keys of this database.

A row's `released` column keeps this same form (columns and codes), so it can be laid beside a newer
release as it stands. Everything here is derived from the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, select

from schema.base import field_of, tables
from schema.catalogued import catalogued
from ytefas.library.difference import Standing
from ytefas.library.release import TABLES
from ytefas.store.unit import Reading

_MARKS: Final = frozenset(column.name for column in catalogued())
_OURS: Final = _MARKS | {
    "id", "archived_at", "created_at", "created_by", "updated_at", "updated_by", "row_version",
}  # fmt: skip
_KEY_OF: Final = {  # what names a row that has no code of its own
    "hazard_measure_template": ("hazard_id", "measure_id"),
    "source_hazard_link": (
        "source", "workplace_type_id", "activity_type_id", "job_type_id", "equipment_type_id",
        "substance_class", "ateco_prefix", "group_trait", "hazard_id",
    ),
    "role_course": ("role", "course_id", "only_if"),
}  # fmt: skip
_ALWAYS: Final = {"role_course"}  # their keys say also what is empty


@cache
def content_of(table: str) -> tuple[str, ...]:
    """Name the columns of a table that a release speaks of."""
    return tuple(
        column.name
        for column in tables()[table].columns
        if column.name not in _OURS and not field_of(column).computed
    )


@cache
def targets_of(table: str) -> Mapping[str, str]:
    """Name the columns that link to other libraries, and those libraries."""
    told = {column: field_of(tables()[table].c[column]).target for column in content_of(table)}
    return {column: target for column, target in told.items() if target in TABLES}


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """Name a row, given in codes."""
    parts = _KEY_OF.get(table)
    if parts is None:
        return str(row["code"])
    said = [row.get(one) for one in parts]
    return "/".join(str(one or "") for one in said if one is not None or table in _ALWAYS)


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the database: where it is, and how it stands."""

    id: UUID
    row_version: int
    standing: Standing


@dataclass(slots=True)
class Libraries:
    """Everything the libraries hold, by table and key."""

    rows: dict[str, dict[str, Kept]] = field(default_factory=dict)
    codes: dict[str, dict[UUID, str]] = field(default_factory=dict)

    def standing(self) -> dict[str, dict[str, Standing]]:
        return {
            table: {key: kept.standing for key, kept in rows.items()}
            for table, rows in self.rows.items()
        }

    def id_of(self, table: str, code: str) -> UUID | None:
        kept = self.rows[table].get(code)
        return None if kept is None else kept.id

    def take_in(self, table: str, key: str, made: UUID) -> None:
        """Know a row that was made just now, by its code."""
        self.rows[table][key] = Kept(made, 1, Standing({}, None))


async def read_libraries(reading: Reading) -> Libraries:
    """Read all of them; a few thousand short rows."""
    found = Libraries()
    for table in TABLES:
        found.codes[table], found.rows[table] = {}, {}
        records = [dict(one) for one in await reading.fetch(_everything(tables()[table]))]
        for record in records:
            told = {name: plain(record[name]) for name in content_of(table)}
            for name, target in targets_of(table).items():
                told[name] = found.codes[target].get(record[name])
            key = key_of(table, told)
            found.codes[table][record["id"]] = key
            standing = Standing(told, record["released"], away=record["archived_at"] is not None)
            known = found.rows[table].get(key)
            if known is None or known.standing.away:  # one put away gives way to one in use
                found.rows[table][key] = Kept(record["id"], record["row_version"], standing)
    return found


@cache
def _everything(table: Table) -> Any:
    names = ("id", "row_version", "archived_at", "released", *content_of(table.name))
    return select(*(table.c[name] for name in names)).order_by(table.c.id)


def plain(value: Any) -> Any:
    """Say a value as a release says it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | list) else value
