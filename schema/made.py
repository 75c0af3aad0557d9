"""Columns that PostgreSQL makes of others of their row and that people see: a full name.

Stored, not made while reading: a list sorts by them, jumps to a letter, and a link shows them.
"""

from typing import Any

from sqlalchemy import Column, Computed
from sqlalchemy.types import TypeEngine

from schema.base import Personal, field


def made(
    name: str,
    kind: TypeEngine[Any] | type[TypeEngine[Any]],
    it: str,
    en: str,
    *,
    of: str,
    personal: Personal,
    **facts: Any,
) -> Column[Any]:
    """Declare a column that is made by an expression over columns that are never empty."""
    told = field(name, kind, it, en, personal=personal, readonly=True, **facts)
    column: Column[Any] = Column(name, kind, Computed(of, persisted=True), nullable=False)
    column.info.update(told.info)
    return column
