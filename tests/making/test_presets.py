"""A sector preset applied to a customer: seen before, made once, undone exactly."""

from uuid import UUID, uuid4

import pytest

from tests.making.maker import Maker
from tests.support.node import House
from ytefas.errors import Denied, Invalid, InvalidFields, NotFound, Stale


def by_name(plan: dict, kind: str) -> dict[str, dict]:  # type: ignore[type-arg]
    return {row["name"]: row for row in plan["rows"] if row["kind"] == kind}


async def test_presets_of_the_customers_sector_come_first(maker: Maker) -> None:
    told = await maker.call("presets", str(maker.customer))
    assert told["presets"][0]["code"] == "PS-RIS"
    suits = [one["suits"] for one in told["presets"]]
    assert suits == sorted(suits, reverse=True)
    assert not all(suits)
    assert told["sites"] == []


async def test_an_empty_customer_gets_a_site_and_all_that_the_preset_holds(maker: Maker) -> None:
    request = await maker.preset(site_name="Ristorante di Varallo")
    plan = await maker.lay(request)
    assert await maker.counts() == {}  # looking writes nothing
    said = await maker.make(request)
    counts = await maker.counts()
    shown = [row["kind"] for row in plan["rows"]]
    assert {kind: shown.count(kind) for kind in set(shown)} == {
        kind: n for kind, n in counts.items() if kind in shown
    }
    assert {one["kind"]: one["n"] for one in said["made"]} == counts
    (site,) = await maker.rows("site")
    assert (site["name"], site["code"]) == ("Ristorante di Varallo", "S1")
    assert {row["site_id"] for row in await maker.rows("department")} == {site["id"]}
    codes = [row["code"] for row in await maker.rows("job")]
    assert len(set(codes)) == len(codes)
    assert counts["job_department"] > 0
    assert (said["source"], said["record"]) == ("org.sites", str(site["id"]))


async def test_what_is_there_is_used_and_not_doubled(maker: Maker) -> None:
    site = await maker.house.site(maker.customer, code="S1", name="Sede")
    first = await maker.preset(site=str(site))
    names = sorted(by_name(await maker.lay(first), "department"))
    there = await maker.house.department(maker.customer, site, name=f" {names[0].upper()}")
    plan = await maker.lay(first)
    assert by_name(plan, "department")[names[0]]["there"] == f" {names[0].upper()}"
    await maker.make(first)
    before = await maker.counts()
    found = [row for row in await maker.rows("department") if row["id"] == there]
    assert found
    assert before["department"] == len(names)
    assert any(row["department_id"] == there for row in await maker.rows("job_department"))
    again = await maker.lay(first)
    assert all(row["there"] for row in again["rows"])
    assert all(link["there"] for link in again["links"])
    with pytest.raises(Invalid):
        await maker.make(first)
    assert await maker.counts() == before


async def test_parts_are_left_out_with_what_needs_them_and_renamed(maker: Maker) -> None:
    request = await maker.preset()
    plan = await maker.lay(request)
    department = next(row for row in plan["rows"] if row["kind"] == "department"
                      and any(row["key"] in other["needs"] for other in plan["rows"]))  # fmt: skip
    inside = {department["key"]}
    for _ in range(3):  # rooms inside rooms, and what stands there
        inside |= {row["key"] for row in plan["rows"] if inside & set(row["needs"])}
    job = next(row for row in plan["rows"] if row["kind"] == "job")
    await maker.make(request, leave=[department["key"]], names={job["key"]: "Capo sala"},
                     codes={job["key"]: "CS"})  # fmt: skip
    names = {row["name"] for row in await maker.rows("department")}
    assert department["name"] not in names
    made = len(await maker.rows("activity")) + len(await maker.rows("equipment")) + len(names)
    shown = [row for row in plan["rows"] if row["kind"] in {"department", "activity", "equipment"}]
    assert made == len(shown) - len(inside)
    assert ("CS", "Capo sala") in [(row["code"], row["name"]) for row in await maker.rows("job")]


async def test_it_is_made_once_and_another_plan_than_was_seen_is_refused(maker: Maker) -> None:
    request, key = await maker.preset(), str(uuid4())
    mark = (await maker.lay(request))["mark"]
    first = await maker.make(request, key=key, mark=mark)
    before = await maker.counts()
    assert await maker.make(request, key=key, mark=mark) == first
    assert await maker.counts() == before
    with pytest.raises(Stale):
        await maker.make(request, mark=mark)


async def test_what_was_typed_is_held_to_the_rules_and_nothing_is_made(maker: Maker) -> None:
    request = await maker.preset()
    jobs = [row for row in (await maker.lay(request))["rows"] if row["kind"] == "job"]
    first, second = jobs[0]["key"], jobs[1]["key"]
    with pytest.raises(InvalidFields) as refused:
        await maker.make(request, names={first: ""}, codes={second: jobs[0]["code"]})
    assert refused.value.fields["errors"] == {
        f"{first}.name": "required", f"{second}.code": "taken",
    }  # fmt: skip
    assert await maker.counts() == {}


async def test_undoing_leaves_nothing_but_refuses_what_was_changed_since(maker: Maker) -> None:
    said = await maker.make(await maker.preset())
    job = (await maker.rows("job"))[0]
    await maker.house.change("job", job["id"], 1, name="Cuoco di linea")
    answer = await maker.undo(said["batch"])
    assert answer["undone"] == 0
    assert [one["title"] for one in answer["kept"] if one["why"] == "changed"] == ["Cuoco di linea"]
    other = await maker.make(await maker.preset("PS-UFF", site_name="Ufficio"))
    answer = await maker.undo(other["batch"])
    assert answer["kept"] == []
    answer = await maker.undo(said["batch"], rest=True)
    assert answer["undone"] > 0
    assert "Cuoco di linea" in [row["name"] for row in await maker.rows("job")]
    assert "activity" not in await maker.counts()


async def test_rights_are_asked_before_anything_is_shown(maker: Maker, house: House) -> None:
    foreign = await house.customer()
    request = await maker.preset()
    for customer in (foreign, uuid4()):
        with pytest.raises(NotFound):
            await maker.lay({**request, "customer": str(customer)})
        with pytest.raises(NotFound):
            await maker.call("presets", str(customer))
    reader, visitor = await house.consultant(maker.customer, level="read")
    looking = Maker(house, visitor, maker.customer, reader)
    with pytest.raises(Denied):
        await looking.lay(request)
    site = await house.site(foreign)
    with pytest.raises(NotFound):
        await maker.lay({**request, "site": str(site)})


async def test_who_sees_one_site_makes_there_and_makes_no_jobs(maker: Maker, house: House) -> None:
    site = await house.site(maker.customer, code="S1", name="Sede")
    other = await house.site(maker.customer, code="S2", name="Altra")
    limited = await only_at(maker, house, site)
    request = await limited.preset(site=str(site))
    with pytest.raises(NotFound):
        await limited.lay({**request, "site": str(other)})
    plan = await limited.lay(request)
    assert all(row["denied"] for row in plan["rows"] if row["kind"] == "job")
    said = await limited.make(request)
    counts = await limited.counts()
    assert counts["department"] > 0
    assert "job" not in counts
    assert (await limited.undo(said["batch"]))["kept"] == []
    assert await limited.counts() == {"site": 2}


async def only_at(maker: Maker, house: House, site: UUID) -> Maker:
    """Let in somebody who may edit one site only."""
    person, visitor = await house.consultant()
    await maker.insert("customer_grant", user_id=person.id, level="edit", site_ids=[site])
    await visitor.go()
    house.guests.remove(visitor)
    return Maker(house, await house.visit(person), maker.customer, person)
