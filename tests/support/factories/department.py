"""Departments."""

from itertools import count
from typing import Any
from uuid import UUID

from schema.base import tables
from ytefas.store.unit import Unit

_numbers = count(1)


async def make_department(unit: Unit, customer: UUID, site: UUID, **values: Any) -> UUID:
    """Insert a department of a site and return its key."""
    place = {"customer_id": customer, "site_id": site}
    name = f"Reparto {next(_numbers)}"
    return await unit.insert(tables()["department"], {**place, "name": name, **values})
