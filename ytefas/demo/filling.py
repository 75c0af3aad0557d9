"""Writes the demonstration through the same door as everybody: units of work, rights, audit.

Done once: a database that has the demonstration's administrator is left as it is.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from schema.base import new_id, tables
from ytefas.demo.cases import fill_cases
from ytefas.demo.firms import DemoCustomer, DemoSite, customers, flattened
from ytefas.demo.matrices import fill_matrices
from ytefas.demo.people import fill_people
from ytefas.demo.studio import fill_studio
from ytefas.demo.tags import fill_tags
from ytefas.demo.things import fill_things
from ytefas.demo.towns import TOWNS
from ytefas.demo.work import Types, fill_work, link_things, types_of
from ytefas.errors import NotFound
from ytefas.rules.access import Level, Role
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import NewUser
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Unit

CUSTOMERS: Final = 60
FOLLOWED: Final = 40  # of them, by the consultant
ROWS_A_UNIT: Final = 1000  # one envelope of the feed each, so that nobody waits for a giant
SIDE_BY_SIDE: Final = 2  # units of a load at once
COLLEAGUES: Final = (
    ("Marta", "Colombo"), ("Luca", "Bassi"), ("Giulia", "Rossi"), ("Teo", "Marin"),
)  # fmt: skip
_TOWNS: Final = tuple(TOWNS.values())


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
    """Make the firms, their sites and the people; `rows` more sites for a load test."""
    try:
        await identity.accounts.find_user(LOGINS[0].email, acting=SYSTEM)
    except NotFound:
        await fill_studio(store)
        await fill_matrices(store)
        colleagues = await _colleagues(store)
        keys = await _firms(store, list(customers(CUSTOMERS)), colleagues)
        await fill_tags(store, keys)
        await _users(identity, keys)
        await identity.accounts.set_policy("nobody", acting=SYSTEM)  # its passwords are printed
        await _load(store, keys, rows)
    return LOGINS


async def _colleagues(store: Store) -> list[UUID]:
    """Make the consultants whom the firms name; they have no password, so nobody signs in."""
    table = tables()["app_user"]
    async with store.writing(SYSTEM, cause="demo.users") as unit:
        return [
            await unit.insert(
                table,
                {
                    "email": f"{name}.{surname}@studio.example".lower(),
                    "name": name,
                    "surname": surname,
                    "role": Role.CONSULTANT.value,
                },
            )
            for name, surname in COLLEAGUES
        ]


async def _firms(
    store: Store, firms: Sequence[DemoCustomer], colleagues: Sequence[UUID]
) -> list[UUID]:
    made: list[UUID] = []
    rated: set[str] = set()  # the first firm of each sector has calculations
    for number, firm in enumerate(firms):
        # One unit a customer: each has its own chain and counter.
        async with store.writing(SYSTEM, cause="demo.customer") as unit:
            lead = {"lead_consultant_id": colleagues[number % len(colleagues)]}
            made.append(await _customer(unit, firm, lead, number=number,
                                        rated=firm.sector not in rated))  # fmt: skip
            rated.add(firm.sector)
    return made


async def _customer(
    unit: Unit, firm: DemoCustomer, lead: Mapping[str, UUID], *, number: int, rated: bool
) -> UUID:
    known = tables()
    customer = await unit.insert(known["customer"], {**firm.values, **lead})
    of_it = {"customer_id": customer}
    sites = [{**site.values, **of_it} for site in firm.sites]
    keys = await unit.insert_many(known["site"], sites)
    types = await types_of(unit)
    departments: list[dict[str, Any]] = []
    for key, site in zip(keys, firm.sites, strict=True):
        departments.extend(_departments(site, {**of_it, "site_id": key}, types))
    await unit.insert_many(known["department"], departments)
    placed = [{**site, "id": key} for key, site in zip(keys, sites, strict=True)]
    await fill_work(unit, customer, firm.sector, placed, departments, types=types)
    await fill_people(unit, customer, number, placed, today=datetime.now(tz=UTC).date())
    await fill_things(unit, customer, departments, number=number)
    await link_things(unit, customer)
    if rated:
        await fill_cases(unit, customer, firm.sector, departments)
    return customer


def _departments(
    site: DemoSite, place: Mapping[str, UUID], types: Types
) -> Iterator[dict[str, Any]]:
    branches = list(flattened(site.departments))
    keys = [new_id() for _ in branches]
    for key, (parent, branch) in zip(keys, branches, strict=True):
        yield {
            **place,
            "id": key,
            "parent_id": None if parent is None else keys[parent],
            "name": branch.name,
            "kind": branch.kind,
            "surface_m2": branch.surface,
            "workplace_type_id": types.of("workplace_type", branch.name),
        }


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
    waiting = iter(range(0, rows, ROWS_A_UNIT))

    async def some() -> None:
        for first in waiting:  # shared: each takes the next
            customer = keys[first // ROWS_A_UNIT % len(keys)]
            numbers = range(first, min(first + ROWS_A_UNIT, rows))
            async with store.writing(SYSTEM, cause="demo.load") as unit:
                many = [{**_many(number), "customer_id": customer} for number in numbers]
                await unit.insert_many(tables()["site"], many)

    await asyncio.gather(*(some() for _ in range(SIDE_BY_SIDE)))


def _many(number: int) -> dict[str, Any]:
    town = _TOWNS[number % len(_TOWNS)]
    return {
        "code": f"L{number:07d}",
        "name": f"Cantiere di prova {number:07d}",
        "kind": "construction_site",
        "address": {"city": town.name, "province": town.province, "postcode": town.postcode,
                    "country": "IT"},
        "max_occupants": number % 200 + 1,
    }  # fmt: skip
