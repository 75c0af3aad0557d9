"""Customers."""

from itertools import count
from typing import Any
from uuid import UUID

from schema.base import tables
from ytefas.store.unit import Unit

_numbers = count(1)


async def make_customer(unit: Unit, **values: Any) -> UUID:
    """Insert a customer and return its key."""
    number = next(_numbers)
    return await unit.insert(
        tables()["customer"],
        {"code": f"C{number:05}", "legal_name": f"Officine {number} Srl", **values},
    )
