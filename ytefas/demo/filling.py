"""Writes the demonstration through the same door as everybody: units of work, rights, audit.

Done once: a database that has the demonstration's administrator is left as it is.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from schema.base import tables
from ytefas.demo.firms import DemoCustomer, customers
from ytefas.errors import NotFound
from ytefas.rules.access import Level, Role
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Unit

CUSTOMERS: Final = 60
FOLLOWED: Final = 40  # of them, by the consultant
ROWS_A_UNIT: Final = 500  # one envelope of the feed each, so that nobody waits for a giant


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody who may look; the password is as public as the demonstration."""

    role: Role
    email: str
    name: str
    surname: str
    password: str


LOGINS: Final = (
    DemoLogin(Role.ADMIN, "admin@example.it", "Anna", "Amministratrice", "demo-admin-2008"),
    DemoLogin(
        Role.CONSULTANT, "consulente@example.it", "Carlo", "Consulente", "demo-consulente-81"
    ),
    DemoLogin(Role.CUSTOMER_USER, "cliente@example.it", "Clara", "Cliente", "demo-cliente-2008"),
)


async def fill(store: Store, identity: Identity, *, rows: int = 0) -> tuple[DemoLogin, ...]:
    """Make the firms, their sites and the three users; `rows` more sites for a load test."""
    try:
        await identity.accounts.find_user(LOGINS[0].email, acting=SYSTEM)
    except NotFound:
        keys = await _firms(store, list(customers(CUSTOMERS)))
        await _users(identity, keys)
        await _load(store, keys, rows)
    return LOGINS


async def _firms(store: Store, firms: list[DemoCustomer]) -> list[UUID]:
    made = []
    for firm in firms:
        # One unit a customer: each has its own chain and counter.
        async with store.writing(SYSTEM, cause="demo.customer") as unit:
            key = await _customer(unit, firm)
            for site in firm.sites:
                await unit.insert(tables()["site"], {**site, "customer_id": key})
        made.append(key)
    return made


async def _customer(unit: Unit, firm: DemoCustomer) -> UUID:
    return await unit.insert(tables()["customer"], firm.values)


async def _users(identity: Identity, keys: list[UUID]) -> None:
    accounts = identity.accounts
    people = [
        await accounts.create_user(
            NewUser(one.email, one.name, one.surname, one.role, "it", one.password), acting=SYSTEM
        )
        for one in LOGINS
    ]
    for key in keys[:FOLLOWED]:
        await accounts.grant(people[1].id, key, Level.MANAGE, acting=SYSTEM)
    await accounts.grant(people[2].id, keys[0], Level.READ, acting=SYSTEM)


async def _load(store: Store, keys: list[UUID], rows: int) -> None:
    """Spread `rows` sites over the customers, for whoever wants to see a grid of many."""
    site = tables()["site"]
    for first in range(0, rows, ROWS_A_UNIT):
        customer = keys[first // ROWS_A_UNIT % len(keys)]
        numbers = range(first, min(first + ROWS_A_UNIT, rows))
        async with store.writing(SYSTEM, cause="demo.load") as unit:
            for number in numbers:
                await unit.insert(site, {**_many(number), "customer_id": customer})


def _many(number: int) -> dict[str, Any]:
    return {
        "code": f"L{number:07d}",
        "name": f"Cantiere di prova {number:07d}",
        "kind": "construction_site",
        "address": {"city": "Rovereto", "province": "TN", "country": "IT"},
        "max_occupants": number % 200 + 1,
    }
