"""Who may no longer be there is out, or sees nothing, within five seconds."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from tests.support.client import until_true
from tests.support.identity import PASSWORD
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import NotAuthenticated
from ytefas.framework.talk.access import SERVICE, Caller
from ytefas.framework.talk.invocation import Invocation
from ytefas.rules.access import Principal, Role
from ytefas.rules.login import Person
from ytefas.store.isolation import SYSTEM

Ending = Callable[[House, Person, Visitor], Awaitable[object]]


@pytest.mark.parametrize(
    "end",
    [
        lambda _house, _person, guest: guest.browser.post("/auth/logout"),
        lambda house, person, _guest: house.accounts.disable(person.id, acting=SYSTEM),
        lambda house, person, _guest: house.accounts.set_role(
            person.id, Role.CUSTOMER_USER, acting=SYSTEM
        ),
        lambda house, person, _guest: house.accounts.set_password(
            person.id, "another long password", acting=SYSTEM
        ),
    ],
    ids=["logout", "disabled", "role", "password"],
)
async def test_the_socket_closes_and_the_cookie_opens_nothing(house: House, end: Ending) -> None:
    person, anna = await house.consultant()
    sessions = house.running.sessions.directory
    assert sessions.of_user(person.id)
    await end(house, person, anna)
    await until_true(anna.wire.closed.is_set)
    assert not sessions.of_user(person.id)
    with pytest.raises(NotAuthenticated):
        await anna.browser.ticket()


async def test_a_session_that_waits_for_its_connection_ends_with_its_login(house: House) -> None:
    person, anna = await house.consultant()
    sessions = house.running.sessions.directory
    anna.wire.cut()
    await until_true(lambda: not any(one.attached for one in sessions.of_user(person.id)))
    assert sessions.of_user(person.id), "it waits"
    await anna.browser.post("/auth/logout")
    await until_true(lambda: not sessions.of_user(person.id))


async def test_whose_login_ends_finds_the_work_again_by_a_new_one(house: House) -> None:
    customer = await house.customer()
    await house.site(customer, name="Fonderia")
    person, anna = await house.consultant(customer)
    view = await anna.open("view", "org.sites", controller="org_sites_list")
    rows = view.cursors["rows"]
    await rows.until(lambda it: it.rows)
    draft = {"saves": [{"key": rows.keys[0], "row_version": 1, "changes": {"name": "Forgia"}}]}
    await view.controller.keep_draft("rows", draft)
    number = next(key for key, one in anna.client.views.items() if one is view)
    await house.accounts.set_password(person.id, PASSWORD, acting=SYSTEM)
    await until_true(anna.wire.closed.is_set)
    await anna.browser.post("/auth/login", {"email": person.email, "password": PASSWORD})
    await anna.back()
    found = await anna.client.pulse.until(
        lambda: (one := anna.client.views.get(number)) and one.pairing_active and one
    )
    assert found.offer["drafts"] == {"rows": draft}


async def test_who_logs_out_leaves_nothing_behind(house: House) -> None:
    person, anna = await house.consultant()
    desktop = await anna.shows("desktop")
    await until_true(lambda: "session active" in anna.client.log)
    await desktop.run("logout")
    await until_true(anna.wire.closed.is_set)
    await anna.browser.post("/auth/login", {"email": person.email, "password": PASSWORD})
    with pytest.raises(NotAuthenticated):
        await anna.back()


async def test_who_was_judged_long_ago_by_another_door_is_judged_again(house: House) -> None:
    person = await house.hire()
    remembered = Principal(person.id, person.role, login_id=uuid4())  # as of a token since revoked
    ask = Invocation(f"{SERVICE}.start_session", caller=Caller(remembered, "elsewhere"))
    session = await house.running.dispatcher.invoke(ask)
    await until_true(lambda: session["id"] not in house.running.sessions.directory.by_id)


async def test_a_grant_withdrawn_empties_the_screens(house: House) -> None:
    kept, lost = await house.customer(), await house.customer()
    await house.site(kept, name="Rimane")
    await house.site(lost, name="Sparisce")
    person, anna = await house.consultant(kept, lost)
    rows = (await anna.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    await rows.until(lambda it: len(it.rows) == 2)
    await house.accounts.withdraw(person.id, lost, acting=SYSTEM)
    await rows.until(lambda it: shown(it, "name") == ["Rimane"])
    heard = len(rows.events)
    await house.site(lost, name="Segreta")
    await house.site(kept, name="Visibile")
    await rows.until(lambda it: "Visibile" in shown(it, "name"))
    assert "Segreta" not in str(rows.events[heard:])
    assert not anna.wire.closed.is_set()
