"""Jobs, activities, groups: what they are linked to, how people are counted, what is suggested."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.contexts.test_people import assigned, creating, day, job, person
from tests.contexts.test_sites import made, reasons
from tests.support.client import ClientView
from tests.support.node import shown
from ytefas.errors import InvalidFields, NotFound
from ytefas.framework.work.desk import MAX_CONTEXTS
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.wire.limits import Limits


async def put(firm: Firm, table: str, **values: Any) -> str:
    """Write a row of the firm as the program does."""
    return await stored(firm, table, customer_id=UUID(firm.customer), **values)


async def stored(firm: Firm, table: str, **values: Any) -> str:
    async with firm.house.store.writing(SYSTEM, cause="test.setup") as unit:
        return str(await unit.insert(tables()[table], values))


async def sheet(firm: Firm, source: str, key: str) -> ClientView:
    view = await firm.anna.open("view", source, key)
    await next(iter(view.cursors.values())).until(lambda it: it.rows)
    return view


async def one(firm: Firm, source: str, key: str, column: str) -> Any:
    view = await firm.anna.open("view", source, key)
    cursor = next(iter(view.cursors.values()))
    await cursor.until(lambda it: it.rows)
    return shown(cursor, column)[0]


async def linked(view: ClientView, cursor: str, **batch: Any) -> dict[str, Any]:
    """Save links at once, as the screen does."""
    changes = {"saves": [], "creates": [], "deletes": [], **batch}
    answer: dict[str, Any] = await view.controller.save({cursor: changes}, str(uuid4()))
    return answer


async def test_several_departments_are_linked_in_one_save(firm: Firm) -> None:
    welder = await job(firm)
    view = await sheet(firm, "org.jobs", welder)
    assert view.offer["controller"] == "job"
    at = view.cursors["department"]
    ends = [{"department_id": firm.hall}, {"department_id": firm.bench}]
    await linked(view, "department", creates=ends)
    await at.until(lambda it: sorted(shown(it, "department_name")) == ["Produzione", "Tornitura"])
    assert set(shown(at, "customer_id")) == {firm.customer}, "whose it is follows from the job"
    await view.cursors["job"].until(lambda it: shown(it, "departments") == [2])
    gone = next(key for key, end in zip(at.keys, shown(at, "department_id"), strict=True)
                if end == firm.bench)  # fmt: skip
    await linked(view, "department", deletes=[gone])
    await at.until(lambda it: shown(it, "department_name") == ["Produzione"])


async def test_a_link_stands_once_and_inside_the_customer(firm: Firm) -> None:
    welder = await job(firm)
    other = await firm.house.customer(legal_name="Altra S.r.l.")
    site = await firm.house.site(other, code="S9")
    foreign = str(await firm.house.department(other, site, name="Altrui"))
    view = await sheet(firm, "org.jobs", welder)
    await linked(view, "department", creates=[{"department_id": firm.hall}])
    twice = linked(view, "department", creates=[{"department_id": firm.bench},
                                                {"department_id": firm.hall}])  # fmt: skip
    with pytest.raises(InvalidFields):
        await twice
    assert await reasons(linked(view, "department", creates=[{"department_id": foreign}])) == {
        "department_id": "unknown_reference"
    }
    await view.cursors["department"].until(lambda it: len(it.rows) == 1)


async def test_a_job_put_away_takes_its_links_along_and_brings_them_back(firm: Firm) -> None:
    welder = await job(firm)
    view = await sheet(firm, "org.jobs", welder)
    await linked(view, "department", creates=[{"department_id": firm.hall}])
    hall = (await sheet(firm, "org.departments", firm.hall)).cursors["department"]
    assert shown(hall, "jobs") == [1]
    assert (await view.controller.actions.archive.run({}, confirmed=True))["ok"]
    await hall.until(lambda it: shown(it, "jobs") == [0])
    again = await sheet(firm, "org.jobs", welder)
    assert (await again.press("restore"))["ok"]
    await hall.until(lambda it: shown(it, "jobs") == [1])


# -- people are counted today, and as stated where none are listed


async def test_who_is_listed_counts_and_the_stated_number_only_where_nobody_is(firm: Firm) -> None:
    welder = await job(firm)
    other = str(await firm.house.site(UUID(firm.customer), code="S2", name="Deposito"))
    await put(firm, "job_site", job_id=UUID(welder), site_id=UUID(firm.site), headcount_override=7)
    await put(firm, "job_site", job_id=UUID(welder), site_id=UUID(other), headcount_override=2)
    view = await sheet(firm, "org.jobs", welder)
    jobs = view.cursors["job"]
    await jobs.until(lambda it: shown(it, "people") == [9])
    who = await person(firm)
    await assigned(firm, who, welder)
    await jobs.until(lambda it: shown(it, "people") == [3])  # one listed here, two stated there
    late = await person(firm, "Bianchi")
    await assigned(firm, late, welder, from_on=day(-20), to_on=day(-1))
    soon = await person(firm, "Verdi")
    await assigned(firm, soon, welder, from_on=day(5))
    await asyncio.sleep(0.2)
    assert shown(jobs, "people") == [3], "who has gone, or has not come, does not count"
    assert await one(firm, "org.sites", firm.site, "persons") == 1
    assert await one(firm, "org.sites", other, "persons") == 2


async def test_a_group_counts_who_is_in_it_by_job_and_by_name(firm: Firm) -> None:
    welder, clerk = await job(firm), await job(firm, "Impiegato")
    group = await made(firm.anna, "org.groups", customer_id=firm.customer, name="Rumore",
                       purpose="noise", men=4, women=6)  # fmt: skip
    view = await sheet(firm, "org.groups", group)
    cursor = view.cursors["group"]

    def counts() -> list[Any]:
        return [shown(cursor, name)[0] for name in ("people", "men_today", "women_today")]

    await cursor.until(lambda it: it.rows)
    assert counts() == [10, 4, 6], "nobody is listed: as typed"
    man = await person(firm, "Neri", sex="M")
    woman = await person(firm, "Galli", sex="F")
    await assigned(firm, man, welder)
    await assigned(firm, woman, clerk)
    await linked(view, "job", creates=[{"job_id": welder}])
    await cursor.until(lambda _: counts() == [1, 1, 0])
    await linked(view, "worker", creates=[{"person_id": woman}, {"person_id": man}])
    await cursor.until(lambda _: counts() == [2, 1, 1])  # who is there twice counts once


async def test_a_group_of_a_site_counts_the_job_there_only(firm: Firm) -> None:
    welder = await job(firm)
    other = str(await firm.house.site(UUID(firm.customer), code="S2", name="Deposito"))
    group = await made(firm.anna, "org.groups", customer_id=firm.customer, name="Qui",
                       site_id=other)  # fmt: skip
    here = await person(firm, "Neri", sex="M")
    there = await person(firm, "Galli", sex="F")
    await assigned(firm, here, welder)
    await assigned(firm, there, welder, site_id=other)
    view = await sheet(firm, "org.groups", group)
    await linked(view, "job", creates=[{"job_id": welder}])
    await view.cursors["group"].until(lambda it: shown(it, "people") == [1])
    assert shown(view.cursors["group"], "women_today") == [1]


@pytest.mark.parametrize(
    ("source", "values", "fault"),
    [
        ("org.jobs", {"code": "M1", "name": "X", "vdt_hours_week": "200"},
         {"vdt_hours_week": "week_hours_form"}),
        ("org.groups", {"name": "X", "men": -1}, {"men": "negative"}),
        ("org.jobs", {"name": "X"}, {"code": "required"}),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_said_beside_its_field(
    firm: Firm, source: str, values: dict[str, Any], fault: dict[str, str]
) -> None:
    assert await creating(firm, source, customer_id=firm.customer, **values) == fault


async def test_an_activity_is_in_a_department_of_its_own_site(firm: Firm) -> None:
    other = str(await firm.house.site(UUID(firm.customer), code="S2"))
    refused = await creating(firm, "org.activities", customer_id=firm.customer, name="Taglio",
                             site_id=other, department_id=firm.hall)  # fmt: skip
    assert refused.keys() == {"department_id"}
    cut = await made(firm.anna, "org.activities", customer_id=firm.customer, name="Taglio",
                     site_id=firm.site, department_id=firm.hall)  # fmt: skip
    step = await made(firm.anna, "org.activities", customer_id=firm.customer, name="Attrezzaggio",
                      parent_id=cut)  # fmt: skip
    view = await firm.anna.open("view", "org.activities")
    tree = view.cursors["activity"]
    await tree.remote.query({"tree": True, "open": {"all": True, "except": []}})
    await tree.until(lambda it: [key for key in it.keys if key in {cut, step}] == [cut, step])


# -- hazards to consider


async def test_hazards_follow_from_the_types_of_a_job_and_of_what_it_is_linked_to(
    firm: Firm,
) -> None:
    kind = await stored(firm, "job_type", code=f"t{uuid4().hex[:6]}", name="Saldatori")
    place = await stored(firm, "workplace_type", code=f"p{uuid4().hex[:6]}", name="Officine")
    family = await stored(firm, "hazard_family", code=f"F{uuid4().hex[:4]}", name="Fisici")
    fumes, noise = [
        await stored(firm, "hazard", code=f"{name[:3]}-{uuid4().hex[:6]}", name=name,
                     family_id=UUID(family))
        for name in ("Fumi", "Rumore")
    ]  # fmt: skip
    await stored(firm, "source_hazard_link", source="job_type", job_type_id=UUID(kind),
                 hazard_id=UUID(fumes), relevance="always")  # fmt: skip
    await stored(firm, "source_hazard_link", source="workplace_type",
                 workplace_type_id=UUID(place), hazard_id=UUID(noise))  # fmt: skip
    welder = await job(firm)
    view = await sheet(firm, "org.jobs", welder)
    hazards = view.cursors["hazard"]
    await hazards.until(lambda it: it.version)
    assert shown(hazards, "hazard_id") == [], "no type is known yet"
    jobs = view.cursors["job"]
    await jobs.save(welder, shown(jobs, "row_version")[0], job_type_id=kind)
    await hazards.until(lambda it: shown(it, "hazard_id") == [fumes])
    await firm.house.change("department", UUID(firm.hall), 1, workplace_type_id=UUID(place))
    await linked(view, "department", creates=[{"department_id": firm.hall}])
    await hazards.until(lambda it: sorted(shown(it, "hazard_id")) == sorted([fumes, noise]))
    assert view.offer["cursors"]["hazard"]["readonly"]


async def test_hazards_follow_from_substances_people_and_the_firms_sector(firm: Firm) -> None:
    family = await stored(firm, "hazard_family", code=f"F{uuid4().hex[:4]}", name="Altri")
    links = {"substance_class": "flammable", "group_trait": "women", "ateco_prefix": "25.6"}
    brought = {}
    for source, what in links.items():
        brought[source] = await stored(firm, "hazard", code=f"X-{uuid4().hex[:6]}", name=what,
                                       family_id=UUID(family))  # fmt: skip
        await stored(firm, "source_hazard_link", source=source, **{source: what},
                     hazard_id=UUID(brought[source]))  # fmt: skip
    cleaner = await job(firm, "Addetta alle pulizie")
    view = await sheet(firm, "org.jobs", cleaner)
    hazards = view.cursors["hazard"]
    await hazards.until(lambda it: it.version)
    assert shown(hazards, "hazard_id") == []
    acetone = await put(firm, "substance", name="Acetone", h_codes=["H225"])
    await linked(view, "use", creates=[{"substance_id": acetone}])
    await hazards.until(lambda it: shown(it, "hazard_id") == [brought["substance_class"]])
    who = await person(firm, sex="F")
    await assigned(firm, who, cleaner)
    both = {brought["substance_class"], brought["group_trait"]}
    await hazards.until(lambda it: set(shown(it, "hazard_id")) == both)
    await firm.house.change("customer", UUID(firm.customer), 1, ateco_codes=["25.62.00"])
    there = await (await firm.colleague()).open("view", "org.jobs", cleaner)
    everything = set(brought.values())
    await there.cursors["hazard"].until(lambda it: everything <= set(shown(it, "hazard_id")))


async def test_c27_a_customers_user_has_the_sheet_without_the_studios_catalogue(
    firm: Firm,
) -> None:
    welder = await job(firm)
    person = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(person, UUID(firm.customer), "read")
    visitor = await firm.house.visit(person)
    kind = await stored(firm, "job_type", code=f"t{uuid4().hex[:6]}", name="Tornitori")
    view = await visitor.open("view", "org.jobs", welder)
    assert "hazard" not in view.cursors
    assert not any(part.get("cursor") == "hazard" for part in view.offer["view"]["parts"])
    assert any(part.get("cursor") == "department" for part in view.offer["view"]["parts"])
    await view.cursors["job"].until(lambda it: it.keys == [welder])
    seen = await visitor.open("view", "lib.job_types", kind)
    assert set(seen.cursors) & {"hazard_source"} == set(), "a name, not what it brings along"


# -- the tree is rearranged


async def test_a_department_is_hung_below_another_and_back(firm: Firm) -> None:
    yard = await made(firm.anna, "org.departments", name="Piazzale", site_id=firm.site)
    view = await firm.anna.open("view", "org.customers", firm.customer, categories=["company"])
    assert view.offer["controller"] == "company"
    tree = view.cursors["department"]
    await tree.until(lambda it: yard in it.keys)

    def parents() -> dict[Any, Any]:
        return dict(zip(tree.keys, shown(tree, "parent_id"), strict=True))

    running = asyncio.ensure_future(view.run("move_below", keys=[yard]))
    pick = await firm.anna.shows("department_pick")
    choices = pick.cursors["department"]
    await choices.until(lambda it: firm.bench in it.keys)
    await pick.controller.confirm([firm.bench])
    assert (await running)["result"] == {"moved": [yard]}
    await tree.until(lambda _: parents()[yard] == firm.bench)
    assert (await view.run("move_to_site", keys=[yard]))["ok"]
    await tree.until(lambda _: parents()[yard] is None)
    nowhere = await view.run("move_to_site", keys=[str(uuid4())])
    assert nowhere["error"]["code"] == NotFound.code


async def test_nothing_is_hung_below_itself(firm: Firm) -> None:
    view = await firm.anna.open("view", "org.customers", firm.customer, categories=["company"])
    await view.cursors["department"].until(lambda it: firm.bench in it.keys)
    running = asyncio.ensure_future(view.run("move_below", keys=[firm.hall]))
    pick = await firm.anna.shows("department_pick")
    await pick.cursors["department"].until(lambda it: firm.bench in it.keys)
    await pick.controller.confirm([firm.bench])
    answer = await running
    assert answer["ok"] is False
    assert answer["error"]["errors"] == {"parent_id": "circle"}, answer


async def test_as_many_screens_as_a_session_may_have_can_be_listened_to(firm: Firm) -> None:
    before = len(firm.anna.wire.subscriptions)
    await sheet(firm, "org.jobs", await job(firm))  # the one with the most lists
    of_one = len(firm.anna.wire.subscriptions) - before
    assert of_one > 10
    assert before + MAX_CONTEXTS * of_one <= Limits().subscriptions
