"""Who works at the studio is no customer's business: its users learn of nobody but themselves."""

from uuid import UUID

import pytest

from tests.contexts.conftest import Firm
from ytefas.errors import Denied, NotFound
from ytefas.rules.access import Principal, Role
from ytefas.store.oversight.sees import seers_of


async def test_a_customers_manager_is_not_told_who_else_sees_it(firm: Firm) -> None:
    house = firm.house
    await house.hire(Role.ADMIN)
    guest = await house.hire(Role.CUSTOMER_USER)
    customer = UUID(firm.customer)
    await house.grant(guest, customer, "manage")
    acting = Principal(guest.id, Role.CUSTOMER_USER)
    with pytest.raises((Denied, NotFound)):
        await seers_of(house.store, acting, customer)
    visitor = await house.visit(guest)
    view = await visitor.open("view", "org.customers", firm.customer, categories=["seers"])
    assert view.offer["controller"] != "seers"
    assert "seers" not in {one["id"] for one in view.offer["actions"]}
