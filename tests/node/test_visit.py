"""A consultant's day: log in, see the desktop, open customers, follow the detail, log out."""

import pytest

from tests.support.client import until_true
from tests.support.node import House, node_on, shown
from ytefas.assembly import node as assembly_node
from ytefas.errors import NotAuthenticated
from ytefas.framework.talk.access import HEARTBEAT
from ytefas.framework.talk.invocation import Invocation
from ytefas.store.embedded.server import Database
from ytefas.wire.contract.calls import CONTRACT_HASH


async def test_master_and_detail_over_the_wire(house: House) -> None:
    alfa, beta = await house.customer(legal_name="Alfa"), await house.customer(legal_name="Beta")
    await house.site(alfa, name="Fonderia")
    await house.site(beta, name="Magazzino")
    _, anna = await house.consultant(alfa, beta)
    desktop = await anna.shows("desktop")
    assert (await desktop.run("open_customers"))["ok"]
    view = await anna.shows("customers")
    customers, sites = view.cursors["customer"], view.cursors["site"]
    await customers.until(lambda it: len(it.rows) == 2)
    await sites.until(lambda it: shown(it, "name") == ["Fonderia"])
    assert (await customers.choose(str(beta)))["moved"]
    await sites.until(lambda it: shown(it, "name") == ["Magazzino"])


async def test_the_desktop_shows_who_he_is_to_everybody(house: House) -> None:
    person, anna = await house.consultant()
    desktop = await anna.shows("desktop")
    user = desktop.cursors["user"]
    await user.until(lambda it: shown(it, "email") == [person.email])
    assert "password_hash" not in user.columns


async def test_welcome_tells_the_contract(house: House) -> None:
    _, anna = await house.consultant()
    assert anna.wire.welcome["authextra"]["contract"] == CONTRACT_HASH
    assert await anna.call("ytefas.session.ping") == "pong"


async def test_everybody_hears_that_the_node_is_alive(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly_node, "HEARTBEAT_EVERY", 0.05)
    async with node_on(database.url) as house:
        _, anna = await house.consultant()
        beats: list[str] = []

        async def heard(event: Invocation) -> None:
            beats.append(event.uri)

        await anna.wire.subscribe(HEARTBEAT, heard)
        await until_true(lambda: len(beats) > 3)
        assert set(beats) == {HEARTBEAT}


async def test_a42_logout_says_so_to_the_view_and_the_login_is_dead(house: House) -> None:
    _, anna = await house.consultant()
    desktop = await anna.shows("desktop")
    assert await desktop.run("logout") == {"ok": True, "result": None}
    await until_true(lambda: "session stopped" in anna.client.log)
    await until_true(anna.wire.closed.is_set)
    with pytest.raises(NotAuthenticated):
        await anna.browser.ticket()


async def test_what_is_picked_comes_back_to_who_asked(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    view = await anna.open("view", "org.customers")
    intent = {"operation": "pick", "content": {"source": "org.customers"}}
    await view.controller.begin_intent(intent, wants_result=True)
    picker = await anna.shows("customer_pick")
    await picker.cursors["customer"].until(lambda it: it.rows)
    await picker.controller.confirm([str(customer)])
    result = await anna.client.pulse.until(lambda: view.results)
    assert result[0]["content"]["ids"] == [str(customer)]
    await until_true(lambda: anna.client.view("customer_pick") is None)
