"""Sites and departments: lists across customers, trees, copies, and what the database refuses."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.contexts.test_customers import confirmed, field
from tests.support.client import CursorProxy
from tests.support.node import shown
from tests.support.visitor import Visitor
from ytefas.errors import InvalidFields, YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.archive import archive, restore
from ytefas.store.source.source import discover


async def editing(visitor: Visitor, source: str, key: str) -> CursorProxy:
    """Open a record to change it, and wait for its row."""
    view = await visitor.open("edit", source, key)
    record = next(iter(view.cursors.values()))
    await record.until(lambda it: it.rows)
    return record


def version(cursor: CursorProxy) -> int:
    found: int = shown(cursor, "row_version")[0]
    return found


async def reasons(asked: Any) -> dict[str, str]:
    with pytest.raises(InvalidFields) as caught:
        await asked
    found: dict[str, str] = caught.value.fields["errors"]
    return found


async def made(visitor: Visitor, source: str, **values: Any) -> str:
    view = await visitor.open("create", source)
    record = next(iter(view.cursors.values()))
    return str((await record.remote.create(values, str(uuid4())))["key"])


async def test_the_list_of_sites_says_whose_they_are(firm: Firm) -> None:
    view = await firm.anna.open("view", "org.sites")
    assert view.offer["controller"] == "sites"
    sites = view.cursors["site"]
    await sites.until(lambda it: it.keys == [firm.site])
    assert shown(sites, "customer_name") == ["Officine Valsesia S.r.l."]
    await sites.remote.query({"filter": ["customer_name", "starts", "officine"],
                              "sort": [["customer_name", "asc"], ["code", "asc"]]})  # fmt: skip
    await sites.until(lambda it: it.version > 1 and it.keys == [firm.site])
    await firm.house.change("customer", UUID(firm.customer), 1, legal_name="Nuova Valsesia S.r.l.")
    await sites.remote.query({})
    await sites.until(lambda it: shown(it, "customer_name") == ["Nuova Valsesia S.r.l."])


async def test_departments_are_a_tree_inside_their_site(firm: Firm) -> None:
    view = await firm.anna.open("view", "org.sites", firm.site)
    tree = view.cursors["department"]
    await tree.until(lambda it: it.keys == [firm.hall, firm.bench])
    levels = [row[tree.columns.index("_node")][0] for row in tree.rows]
    assert levels == [1, 2]
    described = view.offer["cursors"]["department"]["source"]
    assert described["tree"] == "parent_id"


async def test_a_department_is_made_where_one_stands(firm: Firm) -> None:
    view = await firm.anna.open("view", "org.sites", firm.site)
    await view.cursors["department"].until(lambda it: it.current == firm.hall)
    form = await firm.anna.view_of((await view.run("new_inner_department"))["result"])
    blank = form.cursors["department"]
    await blank.until(lambda it: it.version)
    assert blank.state["blank"]["parent_id"] == firm.hall
    values = {"name": "Saldatura", "site_id": firm.site, "parent_id": firm.hall}
    key = (await blank.remote.create(values, str(uuid4())))["key"]
    await view.cursors["department"].until(lambda it: key in it.keys)
    record = await editing(firm.anna, "org.departments", key)
    assert shown(record, "customer_id") == [firm.customer], "whose it is follows from the site"


async def test_a_parent_is_of_the_same_site_and_no_circle_is_closed(firm: Firm) -> None:
    other = str(await firm.house.site(UUID(firm.customer), code="S2"))
    store = await made(firm.anna, "org.departments", name="Deposito", site_id=other)
    hall = await editing(firm.anna, "org.departments", firm.hall)
    moves = {
        store: "other_site", firm.hall: "circle", firm.bench: "circle",
        str(uuid4()): "unknown_reference",
    }  # fmt: skip
    for parent, reason in moves.items():
        refused = hall.save(firm.hall, version(hall), parent_id=parent)
        assert await reasons(refused) == {"parent_id": reason}
    assert await reasons(hall.save(firm.hall, version(hall), site_id=other)) == {"site_id": "kept"}


async def test_two_moves_at_once_cannot_close_a_circle(firm: Firm) -> None:
    yard = await made(firm.anna, "org.departments", name="Piazzale", site_id=firm.site)
    bruno = await firm.colleague()
    one = await editing(firm.anna, "org.departments", firm.hall)
    two = await editing(bruno, "org.departments", yard)
    said = await asyncio.gather(
        one.save(firm.hall, version(one), parent_id=yard),
        two.save(yard, version(two), parent_id=firm.hall),
        return_exceptions=True,
    )
    failed = [answer for answer in said if isinstance(answer, YtefasError)]
    assert len(failed) == 1, said


async def test_where_a_department_stands_is_chosen_among_those_of_its_site(firm: Firm) -> None:
    form = await firm.anna.open("edit", "org.departments", firm.bench)
    parent = field(form, "department", "parent_id")
    assert parent["reference"] == "org.departments"
    assert parent["within"] == {"customer_id": "customer_id", "site_id": "site_id"}
    assert field(form, "department", "site_id")["readonly"], "chosen when it is made"
    new = await firm.anna.open("create", "org.departments")
    assert not field(new, "department", "site_id")["readonly"]
    await firm.house.department(UUID(firm.customer),
                                await firm.house.site(UUID(firm.customer), code="S7"))  # fmt: skip
    content = {"source": "org.departments", "values": {"site_id": firm.site}}
    await form.controller.begin_intent({"operation": "pick", "content": content})
    pick = (await firm.anna.shows("department_pick")).cursors["department"]
    await pick.until(lambda it: set(it.keys) == {firm.hall, firm.bench})


def _showing(visitor: Visitor, site: str) -> str:
    """Say which context shows a site; nothing: none does."""
    for view in visitor.client.views.values():
        content = view.offer["intent"]["content"] or {}
        if view.offer["controller"] == "site" and content["ids"] == [site]:
            return str(view.offer["uri"].rsplit(".", 1)[-1])
    return ""


async def test_archiving_a_site_takes_its_departments_and_what_is_away_is_not_chosen(
    firm: Firm,
) -> None:
    form = await firm.anna.open("view", "org.sites", firm.site)
    await form.cursors["site"].until(lambda it: it.rows)
    await confirmed(form, "archive")
    again = await firm.anna.open("view", "org.sites", firm.site)
    assert again is form  # one record, one form
    await form.cursors["site"].until(lambda it: shown(it, "archived_at")[:1] not in ([], [None]))
    await again.cursors["department"].until(lambda it: len(it.rows) == 2)  # it stays readable
    department = await firm.anna.open("view", "org.departments", firm.hall)
    record = department.cursors["department"]
    await record.until(lambda it: shown(it, "archived_at")[:1] not in ([], [None]))
    answer = await department.run("restore")
    assert answer["error"]["reason"] == "home_archived"
    new = {"name": "Nuovo", "site_id": firm.site, "customer_id": firm.customer}
    form_new = await firm.anna.open("create", "org.departments")
    refused = form_new.cursors["department"].remote.create(new, str(uuid4()))
    assert await reasons(refused) == {"site_id": "archived"}
    assert (await form.press("restore"))["ok"]
    await record.until(lambda it: shown(it, "archived_at") == [None])


async def test_a_department_without_anything_in_it_is_deleted_one_with_is_not(firm: Firm) -> None:
    hall = await firm.anna.open("view", "org.departments", firm.hall)
    await hall.cursors["department"].until(lambda it: it.rows)
    assert (await confirmed(hall, "delete"))["error"]["reason"] == "in_use"
    bench = await firm.anna.open("view", "org.departments", firm.bench)
    await bench.cursors["department"].until(lambda it: it.rows)
    assert (await confirmed(bench, "delete"))["ok"]
    await firm.anna.client.pulse.until(lambda: firm.anna.client.view("department") is not bench)
    assert (await confirmed(hall, "delete"))["ok"]


async def test_the_fire_renewal_is_asked_of_subject_sites_only(firm: Firm) -> None:
    form = await firm.anna.open("view", "org.sites", firm.site)
    renewal = field(form, "site", "fire_permit_expires_on")
    assert renewal["show_if"] == ["fire_permit", "eq", "scia"]
    assert renewal["law"]["ref"] == "Art. 5, D.P.R. 151/2011"
    assert renewal["section"]
    assert renewal["prints_in"]


async def test_who_may_only_read_sees_the_company_and_changes_nothing(firm: Firm) -> None:
    guest = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(guest, UUID(firm.customer), "read")
    clara = await firm.house.visit(guest)
    desktop = await clara.shows("desktop")
    assert (await desktop.run("open_sites"))["ok"]
    sites = await clara.shows("sites")
    await sites.cursors["site"].until(lambda it: it.keys == [firm.site])
    assert set(sites.flags) == {"open", "open_department"}
    with pytest.raises(YtefasError):
        await sites.cursors["site"].remote.create(
            {"customer_id": firm.customer, "code": "X", "name": "X"}, str(uuid4())
        )


async def test_the_tree_of_a_company_shows_the_record_of_what_is_chosen(firm: Firm) -> None:
    view = await firm.anna.open("view", "org.customers", firm.customer, categories=["company"])
    assert view.offer["controller"] == "company"
    await view.cursors["site"].until(lambda it: it.current == firm.site)
    tree = view.cursors["department"]
    await tree.until(lambda it: it.keys == [firm.hall, firm.bench])
    await tree.choose(firm.bench)
    saved = await tree.save(firm.bench, 1, name="Tornitura e fresatura")
    assert saved["row_version"] == 2
    await tree.until(lambda it: "Tornitura e fresatura" in shown(it, "name"))
    other = await firm.house.site(UUID(firm.customer), code="S2", name="Uffici")
    await view.cursors["site"].until(lambda it: str(other) in it.keys)
    await view.cursors["site"].choose(str(other))
    made = await firm.anna.view_of((await view.run("new_department"))["result"])
    assert made.offer["intent"]["content"]["values"]["site_id"] == str(other)
    made = await firm.anna.view_of((await view.run("new_inner_department"))["result"])
    values = made.offer["intent"]["content"]["values"]
    assert (values["site_id"], values["parent_id"]) == (firm.site, firm.bench)
    assert tree.keys == [firm.hall, firm.bench], "all of the company, whatever site one is on"


async def test_what_a_form_offers_follows_the_customer_it_is_turned_to(firm: Firm) -> None:
    other = await firm.house.customer(legal_name="Zeta S.r.l.")
    theirs = str(await firm.house.site(other, code="Z1", name="Zona"))
    person, bruno = await firm.house.consultant(UUID(firm.customer), level="edit")
    await firm.house.grant(person, other, "read")
    view = await bruno.open("view", "org.sites")
    sites = view.cursors["site"]
    await sites.until(lambda it: len(it.rows) == 2)
    await sites.choose(firm.site)
    form = await bruno.view_of((await view.run("open"))["result"])
    await form.cursors["site"].until(lambda it: it.rows)
    assert field(form, "site", "name")["readonly"] is False
    assert (await form.run("next"))["ok"]
    opened = await bruno.client.pulse.until(lambda: _showing(bruno, theirs))
    turned = await bruno.view_of(opened)
    assert turned is not form
    assert field(turned, "site", "name")["readonly"] is True
    await bruno.client.pulse.until(lambda: not _showing(bruno, firm.site))


async def test_what_is_put_away_is_read_with_what_it_belongs_to(firm: Firm) -> None:
    form = await firm.anna.open("view", "org.customers", firm.customer)
    await form.cursors["site"].until(lambda it: it.rows)
    assert (await confirmed(form, "archive"))["ok"]
    version = form.cursors["customer"].version
    await form.cursors["customer"].until(lambda it: shown(it, "archived_at") != [None])
    await asyncio.sleep(0.3)  # whatever follows from it has come by then
    assert form.cursors["customer"].version >= version
    assert form.cursors["site"].keys == [firm.site], "where it was archived, too"
    view = await firm.anna.open("view", "org.customers")
    await view.cursors["customer"].remote.query({"filter": ["archived_at", "notnull"]})
    await view.cursors["customer"].until(lambda it: it.current == firm.customer)
    await view.cursors["site"].until(lambda it: it.keys == [firm.site])
    await view.cursors["department"].until(lambda it: it.rows)


async def test_what_was_put_away_from_a_list_is_taken_out_by_the_same_action(firm: Firm) -> None:
    view = await firm.anna.open("view", "org.customers")
    customers = view.cursors["customer"]
    await customers.until(lambda it: firm.customer in it.keys)
    kept = list(customers.keys)
    refused = await confirmed(view, "archive", undo=True, keys=[firm.customer])
    assert refused["error"]["code"] == "not_found", "it had put nothing away"
    assert (await confirmed(view, "archive", keys=[firm.customer]))["ok"]
    await customers.until(lambda it: firm.customer not in it.keys)
    assert (await confirmed(view, "archive", undo=True, keys=[firm.customer]))["ok"]
    await customers.until(lambda it: it.keys == kept)


async def test_nothing_is_made_in_a_customer_that_is_put_away(firm: Firm) -> None:
    form = await firm.anna.open("view", "org.customers", firm.customer)
    await form.cursors["customer"].until(lambda it: it.rows)
    assert (await confirmed(form, "archive"))["ok"]
    new = (await firm.anna.open("create", "org.sites")).cursors["site"]
    values = {"customer_id": firm.customer, "code": "S9", "name": "Nuova", "kind": "office"}
    assert await reasons(new.remote.create(values, str(uuid4()))) == {"customer_id": "archived"}


async def test_nothing_is_made_in_what_is_being_put_away(firm: Firm) -> None:
    new = (await firm.anna.open("create", "org.departments")).cursors["department"]
    values = {"customer_id": firm.customer, "site_id": firm.site, "name": "Nuovo"}
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        await archive(discover()["org.sites"], unit, firm.site)
        making = spawn(reasons(new.remote.create(values, str(uuid4()))), name="make")
        await asyncio.sleep(0.3)
        assert not making.done(), "it waits for what becomes of the site"
    assert await making == {"site_id": "archived"}
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        await restore(discover()["org.sites"], unit, firm.site)
    assert (await new.remote.create(values, str(uuid4())))["key"]


async def audited(firm: Firm) -> list[tuple[str, str, bool]]:
    """List what the audit tells of a firm's consultant: entity, action, whether it went away."""
    audit = tables()["audit_event"]
    asked = (
        select(audit.c.entity, audit.c.action, audit.c.diff)
        .where(audit.c.customer_id == UUID(firm.customer), audit.c.user_id != SYSTEM.user_id)
        .order_by(audit.c.n)
    )
    async with firm.house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(asked)
    return [(row["entity"], row["action"], "archived_at" in row["diff"]) for row in rows]


async def test_the_audit_tells_what_was_put_away_and_taken_out(firm: Firm) -> None:
    form = await firm.anna.open("view", "org.sites", firm.site)
    await form.cursors["site"].until(lambda it: it.rows)
    assert (await confirmed(form, "archive"))["ok"]
    away = [("site", "update", True), *[("department", "update", True)] * 2]
    assert await audited(firm) == away
    await form.cursors["site"].until(lambda it: shown(it, "archived_at") != [None])
    assert (await form.press("restore"))["ok"]
    assert await audited(firm) == away * 2
