"""A small studio to test the store with: an administrator, two consultants, two customers each."""

from dataclasses import dataclass
from uuid import UUID

from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from tests.support.factories.user import grant, make_user
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM


@dataclass(frozen=True, slots=True)
class Studio:
    """Anna manages alfa and reads beta; Bruno edits gamma; the administrator sees all."""

    admin: Principal
    anna: Principal
    bruno: Principal
    alfa: UUID
    beta: UUID
    gamma: UUID
    alfa_site: UUID
    gamma_site: UUID


async def make_studio(store: Store) -> Studio:
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        admin = await make_user(unit, Role.ADMIN)
        anna, bruno = await make_user(unit), await make_user(unit)
        alfa, beta, gamma = [await make_customer(unit) for _ in range(3)]
        await grant(unit, anna, alfa, "manage")
        await grant(unit, anna, beta, "read")
        await grant(unit, bruno, gamma, "edit")
        alfa_site = await make_site(unit, alfa, name="Fonderia")
        gamma_site = await make_site(unit, gamma, name="Cantiere segreto")
    return Studio(admin, anna, bruno, alfa, beta, gamma, alfa_site, gamma_site)
