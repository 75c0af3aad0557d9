"""Users."""

from itertools import count
from typing import Any
from uuid import UUID

from schema.base import tables
from ytefas.rules.access import Principal, Role
from ytefas.store.unit import Unit

_numbers = count(1)


async def make_user(unit: Unit, role: Role = Role.CONSULTANT, **values: Any) -> Principal:
    """Insert a user and return the principal he acts as."""
    number = next(_numbers)
    key = await unit.insert(
        tables()["app_user"],
        {
            "email": f"Utente.{number}@studio.example",
            "name": "Ada",
            "surname": f"Rossi {number}",
            "role": role.value,
            **values,
        },
    )
    return Principal(user_id=key, role=role, ip="192.0.2.7")


async def grant(unit: Unit, who: Principal, customer: UUID, level: str, **values: Any) -> UUID:
    """Let a user see a customer."""
    given = {"customer_id": customer, "user_id": who.user_id, "level": level, **values}
    return await unit.insert(tables()["customer_grant"], given)
