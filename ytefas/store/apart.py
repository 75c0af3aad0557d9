"""Holding a customer while rows that last on days are written by the thousand.

Row by row each would hold a lock of its own until the end of its transaction, and a server has not
that many: a sheet of ten thousand people would leave none to anybody else.
"""

from typing import Any, Final

from sqlalchemy import Select, Table, Uuid, bindparam, func, select

from schema.dates import apart_of

CUSTOMER: Final = "held_customer"
_HOLD: Final = select(func.apart_hold(bindparam(CUSTOMER, type_=Uuid)))


def holding(table: Table) -> Select[Any] | None:
    """Give the statement to run before many rows of a table; None where rows may overlap."""
    return None if apart_of(table) is None else _HOLD
