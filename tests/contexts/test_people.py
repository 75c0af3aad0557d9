"""People: what they do, how it ends, what the database refuses, and who holds which safety role."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.contexts.test_sites import editing, made, reasons, version
from tests.support.client import ClientView, until_true
from tests.support.node import shown
from ytefas.errors import InvalidFields
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.archive import archive, restore
from ytefas.store.source.source import discover

TODAY = datetime.now(tz=UTC).date()


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


async def job(firm: Firm, name: str = "Saldatore") -> str:
    async with firm.house.store.writing(SYSTEM, cause="test.setup") as unit:
        values = {"customer_id": UUID(firm.customer), "code": name[:8], "name": name}
        return str(await unit.insert(tables()["job"], values))


async def person(firm: Firm, surname: str = "Rossi", **values: Any) -> str:
    about = {"customer_id": firm.customer, "surname": surname, "name": "Maria", **values}
    return await made(firm.anna, "org.persons", **about)


async def hired(firm: Firm, who: str, **values: Any) -> str:
    about = {"person_id": who, "contract": "permanent", "hired_on": day(-900), **values}
    return await made(firm.anna, "org.employments", **about)


async def assigned(firm: Firm, who: str, what: str, **values: Any) -> str:
    about = {"person_id": who, "job_id": what, "site_id": firm.site, "from_on": day(-900), **values}
    return await made(firm.anna, "org.assignments", **about)


async def appointed(firm: Firm, who: str, role: str, **values: Any) -> str:
    about = {"person_id": who, "role": role, "from_on": day(-900), **values}
    return await made(firm.anna, "org.appointments", **about)


async def creating(firm: Firm, source: str, **values: Any) -> dict[str, str]:
    view = await firm.anna.open("create", source)
    record = next(iter(view.cursors.values()))
    return await reasons(record.remote.create(values, str(uuid4())))


async def rows_of(firm: Firm, source: str) -> list[dict[str, Any]]:
    view = await firm.anna.open("view", source)
    cursor = next(iter(view.cursors.values()))
    await cursor.until(lambda it: it.rows)
    return [dict(zip(cursor.columns, row, strict=True)) for row in cursor.rows]


async def the_person(firm: Firm, who: str) -> ClientView:
    view = await firm.anna.open("view", "org.persons", who)
    await view.cursors["person"].until(lambda it: it.keys == [who])
    return view


async def test_a_list_says_what_somebody_does_today_and_what_is_missing(firm: Firm) -> None:
    who, welder = await person(firm, birth_date="1980-01-01", sex="F"), await job(firm)
    view = await firm.anna.open("view", "org.persons")
    people = view.cursors["person"]
    await people.until(lambda it: it.keys == [who])
    assert shown(people, "full_name") == ["Rossi Maria"]
    assert shown(people, "customer_name") == ["Officine Valsesia S.r.l."]
    assert (shown(people, "standing"), shown(people, "missing")) == (["none"], ["employment"])

    await hired(firm, who, contract="apprentice")
    await people.until(lambda it: shown(it, "missing") == ["assignment"])
    await assigned(firm, who, await job(firm, "Tornitore"), to_on=day(-1))
    await assigned(firm, who, welder, from_on=day(0), department_id=firm.bench)
    await people.until(lambda it: shown(it, "jobs") == ["Saldatore"])
    assert shown(people, "departments") == ["Tornitura"]
    assert shown(people, "sites") == ["Stabilimento"]
    assert shown(people, "contract") == ["apprentice"]
    assert shown(people, "missing") == ["tax_code"]
    assert shown(people, "age") == [TODAY.year - 1980]

    record = await editing(firm.anna, "org.persons", who)
    await record.save(who, version(record), tax_code="RSS MRA 80A01 H501U")
    await people.until(lambda it: shown(it, "missing") == ["differs"])  # it is a man's
    assert shown(people, "tax_code") == ["RSSMRA80A01H501U"]
    await record.save(who, version(record), sex="M")
    await people.until(lambda it: shown(it, "missing") == [None])
    await people.remote.query({"filter": ["missing", "notnull"]})
    await people.until(lambda it: it.keys == [])
    await people.remote.query({"filter": ["full_name", "starts", "rossi m"]})
    await people.until(lambda it: it.keys == [who])

    sites = (await firm.anna.open("view", "org.sites")).cursors["site"]
    await sites.until(lambda it: it.keys == [firm.site] and shown(it, "persons") == [1])


async def test_what_contradicts_itself_is_refused_beside_its_field(firm: Firm) -> None:
    who, welder = await person(firm), await job(firm)
    whose = {"person_id": who, "job_id": welder, "site_id": firm.site}
    await hired(firm, who, hired_on=day(-900), ended_on=day(-300))
    await hired(firm, who, hired_on=day(-299))
    again = {"person_id": who, "contract": "fixed_term"}
    assert await creating(
        firm, "org.employments", **again, hired_on=day(-400), ended_on=day(-350)
    ) == {"hired_on": "overlaps"}
    await assigned(firm, who, welder)
    assert await creating(firm, "org.assignments", **whose, from_on=day(-5)) == {
        "from_on": "overlaps"
    }
    # the same job elsewhere, and another one in the same place, are no contradiction
    await assigned(firm, who, welder, department_id=firm.bench)
    await assigned(firm, who, await job(firm, "Gruista"))
    assert await creating(
        firm, "org.assignments", **whose, from_on=day(-1500), to_on=day(-1600)
    ) == {"to_on": "before_start"}
    other = str(await firm.house.site(UUID(firm.customer), code="S2", name="Deposito"))
    assert await creating(
        firm, "org.assignments", person_id=who, job_id=welder, site_id=other,
        department_id=firm.bench, from_on=day(0),
    ) == {"department_id": "other_site"}  # fmt: skip
    assert await creating(
        firm, "org.appointments", person_id=who, role="supervisor", department_id=firm.bench,
        from_on=day(0),
    ) == {"site_id": "required"}  # fmt: skip
    assert await creating(
        firm, "org.persons", customer_id=firm.customer, surname="Neri", name="Ugo",
        tax_code="NREGUO80A01H501A", birth_date=day(1),
    ) == {"tax_code": "tax_code_check", "birth_date": "birth"}  # fmt: skip


async def test_a_tax_code_fills_what_it_tells(firm: Firm) -> None:
    await person(firm, tax_code="rss mra 80a41 h501y", birth_date=None)
    (row,) = await rows_of(firm, "org.persons")
    told = ("tax_code", "birth_date", "sex")
    assert [row[name] for name in told] == ["RSSMRA80A41H501Y", "1980-01-01", "F"]
    assert await creating(
        firm, "org.persons", customer_id=firm.customer, surname="Rossi", name="Mario",
        tax_code="RSSMRA80A41H501Y",
    ) == {"tax_code": "taken"}  # fmt: skip


async def test_what_is_put_away_counts_no_more(firm: Firm) -> None:
    who = await person(firm)
    key = await appointed(firm, who, "rls")
    assert await creating(firm, "org.appointments", person_id=who, role="rls", from_on=day(0)) == {
        "from_on": "overlaps"
    }
    async with firm.house.store.writing(SYSTEM, cause="test.setup") as unit:
        await archive(discover()["org.appointments"], unit, key)
    again = await appointed(firm, who, "rls", from_on=day(0), to_on=day(9))
    record = await editing(firm.anna, "org.appointments", again)
    await record.save(again, version(record), to_on=day(30))  # not in its own way
    with pytest.raises(InvalidFields):
        async with firm.house.store.writing(SYSTEM, cause="test.setup") as unit:
            await restore(discover()["org.appointments"], unit, key)


async def test_two_who_write_at_once_do_not_both_win(firm: Firm) -> None:
    who = await person(firm)
    bruno = await firm.colleague()
    records = [
        next(iter((await each.open("create", "org.employments")).cursors.values()))
        for each in (firm.anna, bruno)
    ]
    given = {"person_id": who, "contract": "permanent", "hired_on": day(-5)}
    done = await asyncio.gather(
        *(record.remote.create(given, str(uuid4())) for record in records), return_exceptions=True
    )
    refused = [one for one in done if isinstance(one, InvalidFields)]
    assert [one.fields["errors"] for one in refused] == [{"hired_on": "overlaps"}]


async def test_what_is_put_away_is_not_chosen(firm: Firm) -> None:
    who, welder = await person(firm), await job(firm)
    async with firm.house.store.writing(SYSTEM, cause="test.setup") as unit:
        await archive(discover()["org.jobs"], unit, welder)
    assert await creating(
        firm, "org.assignments", person_id=who, job_id=welder, site_id=firm.site, from_on=day(0)
    ) == {"job_id": "archived"}


async def test_an_employment_ends_with_jobs_and_appointments(firm: Firm) -> None:
    who, welder = await person(firm), await job(firm)
    employment = await hired(firm, who)
    await assigned(firm, who, welder)
    await assigned(firm, who, welder, department_id=firm.bench, from_on=day(30))
    await appointed(firm, who, "fire_warden")
    await appointed(firm, who, "first_aider", to_on=day(-400))
    view = await the_person(firm, who)
    form = await firm.anna.view_of((await view.run("end_employment"))["result"])
    assert form.offer["modal"]
    record = form.cursors["employment"]
    await record.until(lambda it: it.keys == [employment])
    await record.save(employment, version(record), ended_on=day(-10))
    await view.cursors["employment"].until(lambda it: shown(it, "ended_on") == [day(-10)])
    await view.cursors["assignment"].until(lambda it: shown(it, "to_on") == [day(-10)])
    ends = view.cursors["appointment"]
    await ends.until(lambda it: sorted(shown(it, "to_on")) == [day(-400), day(-10)])
    person_list = view.cursors["person"]
    await person_list.until(lambda it: shown(it, "standing") == ["left"])
    await until_true(lambda: view.notices)
    (notice,) = view.notices
    assert notice["level"] == "info"
    assert "1 mansione" in notice["message"]
    assert "1 nomina" in notice["message"]
    answer = await view.run("end_employment")
    assert answer["error"]["reason"] == "no_employment"


async def test_an_end_that_is_refused_ends_nothing(firm: Firm) -> None:
    who = await person(firm)
    employment = await hired(firm, who, hired_on=day(-10))
    await appointed(firm, who, "fire_warden", from_on=day(-100))
    view = await the_person(firm, who)
    form = await firm.anna.view_of((await view.run("end_employment"))["result"])
    record = form.cursors["employment"]
    await record.until(lambda it: it.keys == [employment])
    saving = record.save(employment, version(record), ended_on=day(-20))
    assert await reasons(saving) == {"ended_on": "before_start"}
    (row,) = await rows_of(firm, "org.appointments")
    assert row["to_on"] is None


async def test_a_change_of_job_ends_the_present_one_the_day_before(firm: Firm) -> None:
    who, welder, turner = await person(firm), await job(firm), await job(firm, "Tornitore")
    present = await assigned(firm, who, welder, from_on=day(-50))
    view = await the_person(firm, who)
    jobs = view.cursors["assignment"]
    await jobs.until(lambda it: it.keys == [present])
    form = await firm.anna.view_of((await view.run("change_job"))["result"])
    record = form.cursors["assignment"]
    given = {"customer_id": firm.customer, "person_id": who, "site_id": firm.site}
    creating = record.remote.create({**given, "job_id": turner, "from_on": day(-50)}, str(uuid4()))
    assert await reasons(creating) == {"from_on": "before_present_job"}
    await record.remote.create({**given, "job_id": turner, "from_on": day(1)}, str(uuid4()))
    await jobs.until(lambda it: len(it.keys) == 2)
    assert shown(jobs, "to_on") == [None, day(0)]
    assert shown(jobs, "state") == ["planned", "current"]


async def test_who_has_no_job_to_change_is_given_the_first_one(firm: Firm) -> None:
    who, welder = await person(firm), await job(firm)
    view = await the_person(firm, who)
    form = await firm.anna.view_of((await view.run("change_job"))["result"])
    assert (form.offer["controller"], form.offer["modal"]) == ("first_job", True)
    assert any(part["kind"] == "text" for part in form.offer["view"]["parts"]), "says what to do"
    record = form.cursors["assignment"]
    given = {"customer_id": firm.customer, "person_id": who, "site_id": firm.site}
    await record.remote.create({**given, "job_id": welder, "from_on": day(0)}, str(uuid4()))
    await view.cursors["assignment"].until(lambda it: shown(it, "state") == ["current"])


async def test_a_new_row_begins_with_the_customer_in_hand(firm: Firm) -> None:
    """The first row of a list is current without being chosen: it says nothing of what is meant."""
    first, second = await person(firm, "Alfieri"), await person(firm, "Bruni")

    async def begun(view: ClientView) -> dict[str, Any]:
        made = await firm.anna.view_of((await view.run("new"))["result"])
        await made.cursors["person"].until(lambda it: it.state.get("blank") is not None)
        return dict(made.cursors["person"].state["blank"])

    view = await firm.anna.open("view", "org.persons")
    people = view.cursors["person"]
    await people.until(lambda it: it.keys == [first, second])
    assert (await begun(view)).get("customer_id") is None
    await people.remote.query({"filter": ["customer_id", "eq", firm.customer]})
    assert (await begun(view))["customer_id"] == firm.customer
    await people.remote.query({})
    await people.until(lambda it: it.keys == [first, second])
    await people.remote.set_current(second, people.version)
    assert (await begun(view))["customer_id"] == firm.customer


async def test_what_was_looked_for_by_its_name_begins_with_it(firm: Firm) -> None:
    async def begun(cursor: str, source: str, **values: str) -> dict[str, Any]:
        content = {"source": source, "ids": [], "values": {"customer_id": firm.customer, **values}}
        wanted = {"content": content, "options": {"named": " Saldatura "}}
        made = (await firm.anna.open("create", source, **wanted)).cursors[cursor]
        await made.until(lambda it: it.state.get("blank") is not None)
        return dict(made.state["blank"])

    assert (await begun("job", "org.jobs"))["name"] == "Saldatura"
    assert (await begun("job", "org.jobs", name="Taglio"))["name"] == "Taglio", (
        "what was said counts"
    )
    computed = await begun("person", "org.persons")  # of two fields: neither is what was typed
    assert "Saldatura" not in computed.values()


async def test_a_person_is_made_with_the_first_employment_and_job(firm: Firm) -> None:
    welder, key = await job(firm), str(uuid4())
    view = await firm.anna.open("create", "org.persons")
    changes = {
        "person": {"creates": [{"id": key, "customer_id": firm.customer, "surname": "Verdi",
                                "name": "Anna"}]},
        "employment": {"creates": [{"contract": "permanent", "hired_on": day(-3)}]},
        "assignment": {"creates": [{"job_id": welder, "site_id": firm.site,
                                    "from_on": day(-3)}]},
    }  # fmt: skip
    await view.controller.save(changes, str(uuid4()))
    (row,) = await rows_of(firm, "org.persons")
    assert (row["id"], row["jobs"], row["contract"]) == (key, "Saldatore", "permanent")


async def test_safety_roles_are_drawn_live(firm: Firm) -> None:
    who = await person(firm, "Bianchi")
    view = await firm.anna.open("view", "org.customers", firm.customer)
    await view.cursors["customer"].until(lambda it: it.keys == [firm.customer])
    chart = await firm.anna.view_of((await view.run("safety_roles"))["result"])
    roles = chart.cursors["appointment"]
    await roles.until(lambda it: it.version > 0 and it.keys == [])
    drawn = [part for part in parts(chart.offer["view"]["parts"]) if part["kind"] == "chart"]
    (part,) = drawn
    needs = {need["roles"][0]: need for need in part["parts"]}
    assert needs["rspp"]["flag"] == "employer_is_rspp"
    assert needs["fire_warden"]["per"] == "home"
    assert needs["employer"]["label"].startswith("Art.")
    await chart.cursors["customer"].until(lambda it: it.keys == [firm.customer])
    made_here = await chart.run("appoint", role="rspp", home=firm.site)
    form = await firm.anna.view_of(made_here["result"])
    assert form.offer["intent"]["content"]["values"] == {
        "customer_id": firm.customer, "role": "rspp", "site_id": firm.site,
    }  # fmt: skip
    key = await appointed(firm, who, "rspp")
    await appointed(firm, who, "aspp", to_on=day(-1))
    await roles.until(lambda it: it.keys == [key] and shown(it, "person_name") == ["Bianchi Maria"])
    assert shown(roles, "role_group") == ["service"]
    await roles.choose(key)
    opened = await firm.anna.view_of((await chart.run("open_person", keys=[key]))["result"])
    assert opened.offer["intent"]["content"]["ids"] == [who]


def parts(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for part in told for one in (part, *parts(part.get("parts", [])))]


async def test_others_see_nobody(firm: Firm) -> None:
    who = await person(firm)
    await appointed(firm, who, "employer")
    foreign = await firm.house.customer()
    _, bruno = await firm.house.consultant(foreign, level="manage")
    for source in ("org.persons", "org.appointments"):
        cursor = next(iter((await bruno.open("view", source)).cursors.values()))
        await cursor.until(lambda it: it.version > 0)
        assert cursor.keys == []
    record = next(iter((await bruno.open("create", "org.appointments")).cursors.values()))
    wrong = {"customer_id": str(foreign), "person_id": who, "role": "rls", "from_on": day(0)}
    assert await reasons(record.remote.create(wrong, str(uuid4()))) == {
        "person_id": "unknown_reference"
    }


@pytest.mark.parametrize("source", ["org.employments", "org.assignments"])
async def test_a_person_keeps_what_is_his(firm: Firm, source: str) -> None:
    who, other, welder = await person(firm), await person(firm, "Neri"), await job(firm)
    key = await (hired(firm, who) if source == "org.employments" else assigned(firm, who, welder))
    record = await editing(firm.anna, source, key)
    saving = record.save(key, version(record), person_id=other)
    assert await reasons(saving) == {"person_id": "kept"}
