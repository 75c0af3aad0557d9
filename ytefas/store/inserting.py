"""Statements that insert rows, one or many, and what a row begins with."""

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnDefault, Insert, Table, insert

from ytefas.store.compile import Prepared


@cache
def insert_one(table: Table) -> Insert:
    """Insert a row whose values are given with the statement."""
    return insert(table).inline()


@lru_cache(maxsize=500)
def insert_many(table: Table, names: tuple[str, ...]) -> Prepared:
    """Take rows as one document: PostgreSQL gives every value the type of its column."""
    columns = ", ".join(names)
    return Prepared.of(
        f"INSERT INTO {table.name} ({columns}) SELECT {columns}"  # noqa: S608 - our own names  # nosec B608
        f" FROM jsonb_populate_recordset(NULL::{table.name}, $1::jsonb)",
        "rows_",
    )


def standing(table: Table) -> dict[str, Any]:
    """Give what a row holds that says nothing of a column."""
    return {
        column.name: column.default.arg(None) if column.default.is_callable else column.default.arg
        for column in table.columns
        if isinstance(column.default, ColumnDefault) and column.name != "id"
    }
