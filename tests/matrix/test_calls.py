"""Every call, by everybody, about own, foreign, absent and malformed records.

This is a sample, for the time it takes. Where all layers hold, the people take turns at the
sources: every call is asked by each of them, and every call of each source by one. Of what a single
layer must hold Anna, who may most, asks all: the policies alone at every other source, the filters
alone at those between, and no malformed keys, which no layer decides. Whole is what is asked in
`test_queries` (each layer alone and each person at every source, by a query) and in `test_roles`
(what each may do with his own).
"""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

import pytest

from schema.base import sources
from tests.matrix.cells import (
    ASKED_OF_NOTHING,
    ASKED_OF_RECORDS,
    ASKED_OF_SESSIONS,
    Screen,
    complaints,
    is_broken,
    outcome,
    without_a_row,
)
from tests.matrix.conftest import Owner, policy_gone
from tests.matrix.world import (
    ALONE,
    CANARY,
    KINDS,
    PEOPLE,
    SOURCES,
    STRANGERS,
    World,
    owned_sources,
)
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.source import Source, discover
from ytefas.wire.contract.calls import CALLS


def test_every_call_has_its_row() -> None:
    assert without_a_row(CALLS) == set()
    assert without_a_row([*CALLS, "NewCall"]) == {"NewCall"}, "a call nobody asks is noticed"


def test_every_source_has_its_rows() -> None:
    known = discover()
    new = Source(sources()["org.sites"], name="plant.machines")
    assert owned_sources(known) == SOURCES
    assert "plant.machines" in owned_sources({**known, new.name: new}), "it is asked by itself"


def asker(source: str, layer: str) -> str:
    """Say who asks about a source: each layer alone must hold against Anna, both against all."""
    return STRANGERS[SOURCES.index(source) % len(STRANGERS)] if layer == "both" else "anna"


def turns() -> Iterator[object]:
    for number, source in enumerate(SOURCES):
        for layer in ("both", ALONE[number % len(ALONE)]):
            yield pytest.param(layer, source, id=f"{layer}-{source}")


@pytest.mark.parametrize(("world", "source"), [*turns()], indirect=["world"])
async def test_a_foreign_record_is_one_that_does_not_exist(
    world: World, source: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert await complaints(world, asker(source, world.layers), source) == []
    assert CANARY not in caplog.text


@pytest.mark.parametrize("who", STRANGERS)
async def test_a_foreign_record_is_none_whoever_asks(whole: World, who: str) -> None:
    """Ask every call as everybody: nobody is left out by the turns."""
    assert await complaints(whole, who, "org.departments") == []


# Sites are the application's. What every source answers is asked in `test_queries`.
@pytest.mark.parametrize(
    "source", ["org.sites", "org.departments", "org.persons", "org.equipment", "doc.comments"]
)
async def test_a_record_at_another_site_is_one_that_does_not_exist(
    whole: World, source: str
) -> None:
    assert await complaints(whole, "lia", source, hidden="elsewhere") == []


@pytest.mark.parametrize("source", ["org.customers", "org.sites", "org.persons", "doc.comments"])
async def test_a_grant_that_has_ended_shows_nothing(whole: World, source: str) -> None:
    assert await complaints(whole, "eva", source, hidden="own") == []


@pytest.mark.parametrize("who", PEOPLE)
async def test_what_takes_no_record_answers_or_refuses(world: World, who: str) -> None:
    screen = Screen(world, world.visitors[who], "org.sites")
    await screen.open()
    for name, ask in ASKED_OF_NOTHING.items():
        assert not is_broken(await outcome(ask, screen, "nothing")), name
    await screen.close()


@pytest.mark.parametrize("source", SOURCES)
async def test_own_records_are_there(whole: World, source: str) -> None:
    who = "admin" if asked_by_role(whole, source) else "anna"
    if not await is_there(whole, who, source):
        return  # nobody has one
    screen = await Screen(whole, whole.visitors[who], source).open()
    key = whole.key(source, "own")
    assert "<key>" in await outcome(ASKED_OF_RECORDS["CursorQuery"], screen, key)
    assert '"moved":true' in await outcome(ASKED_OF_RECORDS["CursorCurrent"], screen, key)
    await screen.close()


def asked_by_role(world: World, source: str) -> bool:
    return world.house.running.hub.sources[source].entity.read == "admin"


async def is_there(world: World, who: str, name: str) -> bool:
    source, person = world.house.running.hub.sources[name], world.people[who]
    async with world.house.store.reading(SYSTEM) as reading:
        _ = person
        return bool(await source.get(reading, [world.key(name, "own")]))


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", ASKED_OF_SESSIONS)
async def test_anothers_session_is_one_that_does_not_exist(
    whole: World, who: str, name: str
) -> None:
    screen = Screen(whole, whole.visitors[who], "org.sites")
    said = {
        kind: await outcome(ASKED_OF_SESSIONS[name], screen, whole.key("session", kind))
        for kind in KINDS
    }
    assert said["foreign"] == said["absent"], name
    assert whole.key("session", "foreign") in whole.house.running.sessions.directory.by_id


async def test_no_event_of_a_foreign_customer_arrives(world: World) -> None:
    screens = [
        await Screen(world, world.visitors[who], "org.sites").open() for who in ("anna", "carla")
    ]
    house = world.house
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        table = sources()["org.sites"]
        site = await unit.insert(
            table,
            {"customer_id": world.key("org.customers", "foreign"), "code": "E", "name": CANARY},
        )
        await unit.update(table, site, 1, {"name": f"{CANARY} 2"})
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        own = {"customer_id": world.key("org.customers", "own"), "code": "V", "name": "Visibile"}
        made = await unit.insert(sources()["org.sites"], own)
    for screen in screens:
        await screen.rows.until(lambda it: str(made) in it.keys)
        assert str(site) not in screen.rows.keys
        await screen.close()


async def test_nobody_can_tell_by_the_time_it_takes(whole: World) -> None:
    screen = await Screen(whole, whole.visitors["anna"], "org.sites").open()
    took: dict[str, list[float]] = {"foreign": [], "absent": []}
    for _ in range(60):
        for kind, times in took.items():
            began = perf_counter()
            assert (await ASKED_OF_RECORDS["CursorCurrent"](screen, whole.key("org.sites", kind)))[
                "moved"
            ] is False
            times.append(perf_counter() - began)
    assert abs(median(took["foreign"]) - median(took["absent"])) < 0.005
    await screen.close()


# -- the control: the matrix sees what is missing


# Most of it is proved where queries are asked (`test_queries`), for every table; here, on the wire.
@pytest.mark.parametrize("source", ["org.sites", "auth.users", "org.persons"])
async def test_a_missing_policy_turns_a_cell_red(
    unguarded: tuple[World, Owner], source: str
) -> None:
    world, owner = unguarded
    table = world.house.running.hub.sources[source].table.name
    async with policy_gone(owner, table):
        assert await complaints(world, "anna", source)
    await world.visitors["anna"].call("ytefas.session.ping")  # what was on its way has arrived
