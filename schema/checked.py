"""Conditions over several fields of a row, held by the database and told beside the fields.

What one value must be is a rule (`ytefas/rules`). What several must be together is a check of the
table, so that it holds whoever writes; when it is broken, `ytefas/store/failure` reads here which
fields it is about and with which sentence (`field.<reason>`) they are told.
"""

from typing import NamedTuple, cast

from sqlalchemy import CheckConstraint, Constraint


class Told(NamedTuple):
    """How a broken condition is told: a reason, beside each of these fields."""

    reason: str
    fields: tuple[str, ...]


def checked(name: str, sql: str, reason: str, *fields: str) -> CheckConstraint:
    """Declare a condition over several fields."""
    return CheckConstraint(sql, name=name, info={"told": Told(reason, fields)})


def one_of(*fields: str) -> CheckConstraint:
    """Ask for at least one of several fields."""
    sql = f"num_nonnulls({', '.join(fields)}) >= 1"
    return checked("at_least_one", sql, "at_least_one", *fields)


def told(constraint: Constraint) -> Told | None:
    """Say how a constraint is told, if it was declared here."""
    return cast("Told | None", constraint.info.get("told"))
