"""Sites."""

from itertools import count
from typing import Any
from uuid import UUID

from schema.base import tables
from ytefas.store.unit import Unit

_numbers = count(1)


async def make_site(unit: Unit, customer: UUID, **values: Any) -> UUID:
    """Insert a site of a customer and return its key."""
    number = next(_numbers)
    return await unit.insert(
        tables()["site"],
        {"customer_id": customer, "code": f"S{number}", "name": f"Stabilimento {number}", **values},
    )
