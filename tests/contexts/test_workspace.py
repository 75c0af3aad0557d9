"""The file of a customer: what is missing is true and leads there; a hidden tab costs nothing."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

from tests.contexts.conftest import Firm
from tests.contexts.test_people import appointed, assigned, day, hired, job, person
from tests.contexts.test_work import put, stored
from tests.support.client import ClientView
from tests.support.node import shown
from ytefas.errors import NotFound

LAZY = ("site", "department", "job", "person", "appointment", "equipment", "substance", "activity",
        "group", "attachment")  # fmt: skip


async def opened(firm: Firm) -> ClientView:
    view = await firm.anna.open("view", "org.customers", firm.customer, categories=["workspace"])
    assert view.offer["controller"] == "workspace"
    await view.cursors["overview"].until(lambda it: it.rows)
    return view


def told(view: ClientView, column: str) -> Any:
    return shown(view.cursors["overview"], column)[0]


async def becomes(view: ClientView, column: str, value: Any) -> None:
    await view.cursors["overview"].until(lambda _: told(view, column) == value)


async def test_what_is_behind_a_tab_is_asked_for_when_it_is_opened(firm: Firm) -> None:
    welder = await job(firm)
    view = await opened(firm)
    assert told(view, "jobs") == 1, "how many there are is known before"
    await asyncio.sleep(0.2)
    assert {name: view.cursors[name].version for name in LAZY} == dict.fromkeys(LAZY, 0)
    await view.cursors["job"].remote.window({"first": 0, "size": 50})
    await view.cursors["job"].until(lambda it: it.keys == [welder])
    await job(firm, "Impiegato")
    await view.cursors["job"].until(lambda it: len(it.keys) == 2)
    assert view.cursors["person"].version == 0


async def test_missing_roles_are_named_until_somebody_holds_them(firm: Firm) -> None:
    view = await opened(firm)
    mine = [firm.customer]
    for role in ("no_employer", "no_rspp", "no_rls", "no_physician"):
        assert told(view, role) == mine
    who = await person(firm)
    await appointed(firm, who, "employer", employer_is_rspp=True)
    await becomes(view, "no_employer", [])
    await becomes(view, "no_rspp", [])
    await appointed(firm, who, "rls", from_on=day(-90), to_on=day(-1))
    await asyncio.sleep(0.2)
    assert told(view, "no_rls") == mine, "an appointment that has ended holds nothing"
    await appointed(firm, who, "rlst")
    await becomes(view, "no_rls", [])


async def test_sites_are_looked_at_while_they_are_open(firm: Firm) -> None:
    view = await opened(firm)
    assert told(view, "sites_without_fire_level") == [firm.site]
    assert told(view, "sites_without_first_aiders") == [firm.site]
    await firm.house.change("site", UUID(firm.site), 1, fire_level="2", first_aid_group="B",
                            fire_permit="scia")  # fmt: skip
    await becomes(view, "sites_without_fire_level", [])
    await becomes(view, "sites_without_first_aid", [])
    await becomes(view, "sites_with_late_permit", [firm.site])
    who = await person(firm)
    await appointed(firm, who, "first_aider", site_id=firm.site)
    await becomes(view, "sites_without_first_aiders", [])
    await firm.house.change("site", UUID(firm.site), 2, closed_on=_date(-1))
    await becomes(view, "sites_with_late_permit", [])


async def test_jobs_and_people_without_each_other(firm: Firm) -> None:
    view = await opened(firm)
    welder = await job(firm)
    await becomes(view, "jobs_without_people", [welder])
    who = await person(firm)
    await hired(firm, who)
    await becomes(view, "people_without_job", [who])
    await assigned(firm, who, welder)
    await becomes(view, "jobs_without_people", [])
    await becomes(view, "people_without_job", [])
    await firm.house.change("job", UUID(welder), 1, needs_recognised_skill=True)
    await becomes(view, "jobs_without_skill_note", [welder])


async def test_checks_and_sheets_that_are_late(firm: Firm) -> None:
    view = await opened(firm)
    kind = await stored(firm, "equipment_type", code=f"k{firm.site[:8]}", name="Carrelli")
    lift = await put(firm, "equipment", name="Carrello", type_id=UUID(kind),
                     site_id=UUID(firm.site))  # fmt: skip
    about = {"equipment_id": UUID(lift), "kind": "statutory"}
    await put(firm, "equipment_check", **about, done_on=_date(-400), outcome="ok",
              next_due_on=_date(-30))  # fmt: skip
    await becomes(view, "checks_overdue", [lift])
    await put(firm, "equipment_check", **about, done_on=_date(-10), outcome="ok",
              next_due_on=_date(300))  # fmt: skip
    await becomes(view, "checks_overdue", [])
    acid = await put(firm, "substance", name="Acido", sds_revision_on=_date(-4 * 365))
    await becomes(view, "substances_with_old_sds", [acid])
    await becomes(view, "substances_without_sds", [acid])


async def test_what_is_open_of_what_was_rated(firm: Firm) -> None:
    view = await opened(firm)
    case = {"title": "Presa al mandrino", "method": "pxd_4x4"}
    half = await put(firm, "calculation", **case, inputs={"p": 3})
    await becomes(view, "calculations_open", [half])
    await firm.house.change("calculation", UUID(half), 1, inputs={"p": 3, "d": 4})
    await becomes(view, "calculations_open", [])
    await becomes(view, "calculations_bare", [half])
    await firm.house.change("calculation", UUID(half), 2, after={"p": 1, "d": 1})
    await becomes(view, "calculations_bare", [])
    assert told(view, "calculations") == 1


async def test_a_gap_leads_where_it_is_put_right(firm: Firm) -> None:
    view = await opened(firm)
    led = (await view.run("go_to_gap", check="sites_without_fire_level"))["result"]
    one = await firm.anna.view_of(led)
    assert one.offer["controller"] == "site"
    assert one.offer["intent"]["content"]["ids"] == [firm.site]
    other = str(await firm.house.site(UUID(firm.customer), code="S2"))
    await becomes(view, "sites_without_fire_level", sorted([firm.site, other]))
    listed = (await view.run("go_to_gap", check="sites_without_fire_level"))["result"]
    many = await firm.anna.view_of(listed)
    assert many.offer["controller"] == "sites"
    await many.cursors["site"].until(lambda it: sorted(it.keys) == sorted([firm.site, other]))
    made = await firm.anna.view_of((await view.run("go_to_gap", check="no_employer"))["result"])
    assert made.offer["intent"]["operation"] == "create"
    blank = made.cursors["appointment"]
    await blank.until(lambda it: it.version)
    assert blank.state["blank"]["role"] == "employer"
    assert (await view.run("go_to_gap", check="legal_name"))["error"]["code"] == NotFound.code


def _date(offset: int) -> date:
    return date.fromisoformat(day(offset))


async def test_files_are_added_where_all_of_a_customer_are_listed(firm: Firm) -> None:
    view = await opened(firm)
    tabs = next(part for part in view.offer["view"]["parts"] if part["kind"] == "tabs")
    (files,) = [part for part in tabs["parts"] if part.get("id") == "attachments"]
    kinds = {part["kind"]: part["cursor"] for part in files["parts"]}
    assert kinds == {"papers_files": "customer", "grid": "attachment"}
