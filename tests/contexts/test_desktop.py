"""The first screen: what was changed lately, in the reach of whoever looks."""

from uuid import UUID

import pytest

from tests.contexts.conftest import Firm
from tests.support.node import shown
from ytefas.rules.access import Role


async def test_the_desktop_shows_what_was_changed_last_and_follows(firm: Firm) -> None:
    desktop = await firm.anna.shows("desktop")
    customers, sites = desktop.cursors["customer"], desktop.cursors["site"]
    await customers.until(lambda it: it.keys == [firm.customer])
    await sites.until(lambda it: it.keys == [firm.site])
    assert shown(customers, "legal_name") == ["Officine Valsesia S.r.l."]
    assert shown(sites, "customer_id") == [firm.customer]
    assert all(shown(customers, "updated_at"))

    again = await firm.house.site(UUID(firm.customer), code="S2", name="Magazzino")
    await sites.until(lambda it: it.keys == [str(again), firm.site])


async def test_nobody_sees_there_what_is_not_his(firm: Firm) -> None:
    _, stranger = await firm.house.consultant(await firm.house.customer(legal_name="Altra S.p.A."))
    desktop = await stranger.shows("desktop")
    await desktop.cursors["customer"].until(lambda it: len(it.rows) == 1)
    assert shown(desktop.cursors["customer"], "legal_name") == ["Altra S.p.A."]
    assert desktop.cursors["site"].rows == []


@pytest.mark.parametrize("level", ["read", "edit"])
async def test_a_customers_user_is_led_to_his_own_firm(firm: Firm, level: str) -> None:
    person = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(person, UUID(firm.customer), level)
    desktop = await (visitor := await firm.house.visit(person)).shows("desktop")
    offered = {action["id"] for action in desktop.offer["actions"]}
    assert "open_own_firm" in offered
    assert "open_customers" not in offered
    assert ("open_imports" in offered) is (level == "edit"), "who only looks imports nothing"
    await desktop.cursors["customer"].until(lambda it: it.keys == [firm.customer])
    assert (await desktop.run("open_own_firm"))["ok"]
    file = await visitor.shows("workspace")
    await file.cursors["customer"].until(lambda it: it.keys == [firm.customer])


async def test_who_works_here_is_led_to_all_customers(firm: Firm) -> None:
    offered = {action["id"] for action in (await firm.anna.shows("desktop")).offer["actions"]}
    assert {"open_customers", "open_imports"} <= offered
    assert "open_own_firm" not in offered
