"""Preferences: a user's own, the same on all his machines, and bounded."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select, update

from schema.preference import preference
from tests.support.database import TestServer
from tests.support.node import House, node_on
from tests.support.visitor import Visitor
from ytefas.errors import Invalid, TooLarge, YtefasError
from ytefas.rules.access import Role
from ytefas.services.prefs import MAX_NAMES
from ytefas.store.isolation import SYSTEM
from ytefas.store.personal.prefs import FORGOTTEN_FOR, Preferences


async def hearing(visitor: Visitor, service: str) -> list[Any]:
    """Listen to what a service tells this visitor."""
    heard: list[Any] = []

    def hear(*said: Any) -> None:
        heard.append(said)
        visitor.client.pulse.beat()

    await getattr(visitor.client.server, service).changed.connect(hear)
    return heard


async def test_what_is_put_is_there_for_whoever_comes_later(house: House) -> None:
    person = await house.hire()
    ada = (await house.visit(person)).client.server.prefs
    await ada.put("density", "compact")
    await ada.put("grid/org.sites", {"widths": {"name": 240}})
    later = (await house.visit(person)).client.server.prefs
    assert await later.all() == {
        "density": "compact", "grid/org.sites": {"widths": {"name": 240}},
    }  # fmt: skip
    await later.put("density", None)
    assert await ada.all() == {"grid/org.sites": {"widths": {"name": 240}}}
    assert await (await house.visit(await house.hire())).client.server.prefs.all() == {}


async def test_other_sessions_of_the_same_user_hear_of_it(house: House) -> None:
    person = await house.hire()
    desk, tablet = [await house.visit(person) for _ in range(2)]
    stranger = await house.visit(await house.hire(Role.ADMIN))
    heard = {name: await hearing(who, "prefs") for name, who in
             {"desk": desk, "tablet": tablet, "stranger": stranger}.items()}  # fmt: skip
    await desk.client.server.prefs.put("theme", "dark")
    await tablet.client.pulse.until(lambda: heard["tablet"])
    await desk.client.server.prefs.put("theme", None)
    await tablet.client.pulse.until(lambda: len(heard["tablet"]) > 1)
    assert heard == {"desk": [], "tablet": [("theme", "dark"), ("theme", None)], "stranger": []}


async def test_they_hear_of_it_on_another_node_too(server: TestServer) -> None:
    async with server.clone() as database, node_on(database.url) as one:
        person = await one.hire()
        here = await one.visit(person)
        async with node_on(database.url) as two:
            there = await two.visit(person)
            heard = await hearing(there, "prefs")
            await here.client.server.prefs.put("theme", "dark")
            await there.client.pulse.until(lambda: heard)
            assert heard == [("theme", "dark")]


WRONG = {
    "no name": ("", 1, Invalid),
    "a name too long": ("n" * 121, 1, Invalid),
    "a name with NUL": ("a\x00", 1, Invalid),
    "a name with spaces": ("a b", 1, Invalid),
    "a value with NUL": ("a", {"deep": ["\x00"]}, Invalid),
    "a number nobody can read": ("a", 2**60, Invalid),
    "too much": ("a", ["x" * 100] * 600, TooLarge),
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_cannot_be_kept_is_refused(house: House, what: str) -> None:
    name, value, error = WRONG[what]
    ada = (await house.visit(await house.hire())).client.server.prefs
    with pytest.raises(error):
        await ada.put(name, value)
    assert await ada.all() == {}


async def test_names_are_bounded_and_what_was_forgotten_makes_room(house: House) -> None:
    visitor = await house.visit(await house.hire())
    acting = house.running.sessions.directory.by_id[visitor.client.session["id"]].principal
    kept = Preferences(house.store)
    for number in range(MAX_NAMES):
        await kept.put(acting, f"name{number}", number, session="test")
    with pytest.raises(TooLarge):
        await visitor.client.server.prefs.put("one-more", 1)
    await visitor.client.server.prefs.put("name7", None)
    await visitor.client.server.prefs.put("one-more", 1)
    assert len(await visitor.client.server.prefs.all()) == MAX_NAMES


async def test_all_of_them_fit_one_message(house: House) -> None:
    visitor = await house.visit(await house.hire())
    prefs = visitor.client.server.prefs
    big = "à" * 25_000
    puts = (prefs.put(f"big{number}", big) for number in range(20))
    said = await asyncio.gather(*puts, return_exceptions=True)
    assert {type(one) for one in said} == {type(None), TooLarge}
    there = list(await prefs.all())
    assert len(there) == said.count(None)
    await prefs.put(there[0], None)
    await prefs.put("another", big)


async def test_what_was_forgotten_long_ago_leaves_no_trace(house: House) -> None:
    person = await house.hire()
    visitor = await house.visit(person)
    for name in ("old", "new", "kept"):
        await visitor.client.server.prefs.put(name, 1)
    for name in ("old", "new"):
        await visitor.client.server.prefs.put(name, None)
    own = preference.c.user_id == person.id
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        aged = update(preference).where(own, preference.c.name != "new")
        await unit.fetch(aged.values(updated_at=func.now() - FORGOTTEN_FOR))
    await Preferences(house.store).purge()
    async with house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(select(preference.c.name).where(own))
    assert sorted(row["name"] for row in rows) == ["kept", "new"]


async def test_only_the_own_session_may_ask(house: House) -> None:
    ada, eva = [await house.visit(await house.hire()) for _ in range(2)]
    with pytest.raises(YtefasError):
        await eva.call(f"{ada.client.base}.server.prefs.all")
