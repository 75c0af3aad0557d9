"""The first screen: what was changed lately, in the reach of whoever looks."""

from uuid import UUID

from tests.contexts.conftest import Firm
from tests.support.node import shown


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
