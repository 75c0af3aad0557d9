"""What a user has open survives his connection, and the node."""

from tests.support.client import until_true
from tests.support.database import TestServer
from tests.support.node import House, node_on, shown


async def test_back_within_grace_nothing_was_lost(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    view = await anna.open("view", "org.sites", controller="org_sites_list")
    rows = view.cursors["rows"]
    await rows.until(lambda it: it.version)
    await view.cursors["rows"].remote.query({"sort": [["name", "desc"]]})
    await until_true(lambda: rows.version >= 2)
    before = set(anna.client.views)
    anna.wire.cut()
    await until_true(anna.wire.closed.is_set)
    await house.site(customer, name="Nuova")
    await anna.back()
    await until_true(lambda: set(anna.client.views) == before)
    assert view in anna.client.views.values()
    await rows.until(lambda it: shown(it, "name") == ["Nuova"])
    await house.site(customer, name="Zeta")
    await rows.until(lambda it: shown(it, "name") == ["Zeta", "Nuova"])


async def test_a_node_that_comes_again_shows_the_same(server: TestServer) -> None:
    async with server.clone() as database:
        async with node_on(database.url) as first:
            customer = await first.customer()
            await first.site(customer, name="Fonderia")
            _, anna = await first.consultant(customer)
            view = await anna.open("view", "org.sites", controller="org_sites_list")
            rows = view.cursors["rows"]
            await rows.until(lambda it: it.rows)
            await rows.remote.query({"words": "fond"})
            await rows.until(lambda it: it.version >= 2)
            draft = {"saves": [{"key": rows.keys[0], "row_version": 1, "changes": {"name": "X"}}]}
            await view.controller.keep_draft("rows", draft)
            number = next(key for key, one in anna.client.views.items() if one is view)
            first.guests.clear()
        await until_true(anna.wire.closed.is_set)
        async with node_on(database.url) as second:
            anna.browser.url = second.url
            second.guests.append(anna)
            await anna.back()
            assert anna.client.session["rebuilt"]
            found = await anna.client.pulse.until(
                lambda: (one := anna.client.views.get(number)) and one.pairing_active and one
            )
            assert found.offer["controller"] == "org_sites_list"
            assert found.offer["drafts"] == {"rows": draft}
            assert await found.cursors["rows"].until(lambda it: shown(it, "name") == ["Fonderia"])
            assert anna.client.view("desktop") is not None
