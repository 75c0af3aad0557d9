"""What a link may point at: rows of one source, by words, bound to values, as one sees them."""

from typing import Any

import pytest

from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.errors import Invalid
from ytefas.rules.access import Role
from ytefas.services.search import MOST_BOUNDS, MOST_HITS

CUSTOMERS, SITES, DEPARTMENTS = "org.customers", "org.sites", "org.departments"


async def choices(visitor: Visitor, *asked: Any) -> list[str]:
    hits = await visitor.client.server.search.choices(*asked)
    return [hit["title"] for hit in hits]


async def test_choices_are_found_by_the_beginnings_of_words_and_nothing_typed_gives_the_first(
    house: House,
) -> None:
    boss = await house.visit(await house.hire(Role.ADMIN))
    for name in ("Zincheria Ombrosa", "Zincheria Assolata", "Vetreria Ombrosa"):
        await house.customer(legal_name=name)
    assert await choices(boss, CUSTOMERS, "zinch") == ["Zincheria Assolata", "Zincheria Ombrosa"]
    assert await choices(boss, CUSTOMERS, "ombr zinch") == ["Zincheria Ombrosa"]
    assert len(await choices(boss, CUSTOMERS, "", 2)) == 2
    assert await choices(boss, CUSTOMERS, "inesistente") == []


async def test_choices_stay_within_what_the_asker_sees_and_what_they_are_bound_to(
    house: House,
) -> None:
    boss = await house.visit(await house.hire(Role.ADMIN))
    mine, other = await house.customer(), await house.customer()
    for customer, name in ((mine, "Capannone"), (other, "Capannone altrui")):
        await house.site(customer, name=name)
    assert await choices(boss, SITES, "capannone", 12, {"customer_id": str(mine)}) == ["Capannone"]
    stranger = await house.visit(await house.hire(Role.CUSTOMER_USER))
    assert await choices(stranger, SITES, "capannone") == []
    assert await choices(stranger, "no.such", "capannone") == []


async def test_a_source_with_an_outline_of_its_own_is_chosen_from_like_any_other(
    house: House,
) -> None:
    boss = await house.visit(await house.hire(Role.ADMIN))
    customer = await house.customer()
    site, other = await house.site(customer), await house.site(customer)
    await house.department(customer, site, name="Salone")
    await house.department(customer, other, name="Salone altrove")
    within = {"customer_id": str(customer), "site_id": str(site)}
    assert await choices(boss, DEPARTMENTS, "", 12, within) == ["Salone"]
    assert await choices(boss, DEPARTMENTS, "salo", 12, within) == ["Salone"]


async def test_more_than_may_be_asked_is_refused(house: House) -> None:
    boss = await house.visit(await house.hire(Role.ADMIN))
    with pytest.raises(Invalid):
        await choices(boss, SITES, "x", MOST_HITS + 1)
    with pytest.raises(Invalid):
        await choices(boss, SITES, "x", 12, {f"c{at}": 1 for at in range(MOST_BOUNDS + 1)})
    with pytest.raises(Invalid):
        await choices(boss, SITES, "x", 12, {"no_such_column": 1})
