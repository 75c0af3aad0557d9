"""What the database holds about the dates of rows that last: they are in order, and stay apart.

Dates stand in the rows as people write them, the last day included; an open end is empty. Both hold
whoever writes, and are told beside the field they are about (`ytefas/store/failure.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Table

from schema.checked import checked


@dataclass(frozen=True, slots=True)
class Apart:
    """Rows that agree in all of `same` may not last on one day together."""

    start: str
    end: str
    same: tuple[str, ...]


def in_order(first: str, then: str) -> CheckConstraint:
    """Refuse a row whose second date is before its first; either may be missing."""
    return checked(f"{then}_in_order", f"{then} >= {first}", "before_start", then)


def keep_apart(table: Table, start: str, end: str, *, same: Sequence[str]) -> Table:
    """Let no two rows of the same things last on one day; what is put away does not count."""
    table.info["apart"] = Apart(start, end, tuple(same))
    return table


def apart_of(table: Table) -> Apart | None:
    """Say how the rows of a table stay apart."""
    found: Apart | None = table.info.get("apart")
    return found
