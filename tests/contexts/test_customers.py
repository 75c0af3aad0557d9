"""Customers: the list, the record, making, archiving; what each may do."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.contexts.conftest import Firm
from tests.support.client import ClientView, CursorProxy, until_true
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, Invalid, InvalidFields, NoCandidate
from ytefas.rules.access import Role


async def listed(visitor: Visitor) -> ClientView:
    """Open the list of customers as the navigation does."""
    desktop = await visitor.shows("desktop")
    answer = await desktop.run("open_customers")
    assert answer["ok"], answer
    return await visitor.view_of(answer["result"].rsplit(".", 1)[-1])


def field(view: ClientView, cursor: str, name: str) -> dict[str, Any]:
    fields = view.offer["cursors"][cursor]["source"]["fields"]
    return next(one for one in fields if one["name"] == name)


async def confirmed(view: ClientView, action: str, **options: Any) -> dict[str, Any]:
    return dict(await getattr(view.controller.actions, action).run(options, confirmed=True))


async def test_the_navigation_shows_what_one_may_open(house: House) -> None:
    opened = {}
    for role in Role:
        visitor = await house.visit(await house.hire(role))
        desktop = await visitor.shows("desktop")
        found = [one for one in desktop.offer["actions"] if "open" in one["categories"]]
        assert all(one["icon"] and one["hint"] and one["label"] for one in found)
        assert [one["order"] for one in found] == sorted(one["order"] for one in found)
        opened[role] = {one["id"] for one in found}
    assert opened[Role.ADMIN] >= {"open_customers", "open_sites", "open_users"}
    assert "open_users" not in opened[Role.CONSULTANT]


async def test_the_list_follows_the_current_row_down_to_the_departments(firm: Firm) -> None:
    view = await listed(firm.anna)
    await view.cursors["site"].until(lambda it: it.keys == [firm.site])
    await view.cursors["department"].until(lambda it: len(it.rows) >= 1)
    customer = view.cursors["customer"]
    at = {name: customer.columns.index(name) for name in ("sites", "city")}
    row = next(row for row in customer.rows if row[0] == firm.customer)
    assert row[at["sites"]] == 1
    site = view.cursors["site"]
    assert shown(site, "city") == ["Varallo"]
    assert shown(site, "departments") == [2]
    assert shown(site, "customer_name") == ["Officine Valsesia S.r.l."]


async def test_a_new_site_of_a_colleague_is_counted_at_once(firm: Firm) -> None:
    view = await listed(firm.anna)
    customer = view.cursors["customer"]
    await customer.until(lambda it: shown(it, "sites") == [1])
    await firm.house.site(UUID(firm.customer), code="S2", name="Magazzino")
    await customer.until(lambda it: shown(it, "sites") == [2])


async def test_opening_is_editing_for_who_may_and_looking_for_who_may_not(firm: Firm) -> None:
    view = await listed(firm.anna)
    await view.cursors["customer"].until(lambda it: it.current)
    answer = await view.run("open")
    form = await firm.anna.view_of(answer["result"])
    assert form.offer["controller"] == "customer"
    assert not field(form, "customer", "lead_consultant_id")["creates"]  # users are made by others
    record = form.cursors["customer"]
    await record.until(lambda it: it.rows and it.state["edit"] == "edit")
    saved = await record.save(firm.customer, record.rows[0][record.columns.index("row_version")],
                              trade_name="Valsesia")  # fmt: skip
    assert saved["row_version"] == 2

    guest = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(guest, UUID(firm.customer), "read")
    clara = await firm.house.visit(guest)
    form = await clara.open("view", "org.customers", firm.customer)
    record = form.cursors["customer"]
    await record.until(lambda it: it.rows)
    assert record.state["edit"] == "read"
    assert field(form, "customer", "legal_name")["readonly"]
    assert not form.offer["cursors"]["customer"]["source"]["can"]["write"]
    fields = {one["name"]: one for one in form.offer["cursors"]["customer"]["source"]["fields"]}
    assert not {"lead_consultant_id", "notes"} & fields.keys()
    assert not {"archive", "delete", "new_site"} & form.flags.keys()
    with pytest.raises(Denied):
        await record.save(firm.customer, 2, trade_name="Mine")
    with pytest.raises((Denied, NoCandidate)):
        await clara.open("create", "org.customers")


async def test_the_studios_notes_are_the_studios_alone(firm: Firm) -> None:
    await firm.house.change("customer", UUID(firm.customer), 1, notes="paga tardi")
    opened = await firm.anna.open("view", "org.customers", firm.customer)
    await opened.cursors["customer"].until(lambda it: shown(it, "notes") == ["paga tardi"])
    guest = await firm.house.hire(Role.CUSTOMER_USER)
    await firm.house.grant(guest, UUID(firm.customer), "manage")
    clara = await firm.house.visit(guest)
    form = await clara.open("view", "org.customers", firm.customer)
    record = form.cursors["customer"]
    await record.until(lambda it: it.rows)
    assert "notes" not in record.columns
    listing = (await clara.open("view", "org.customers")).cursors["customer"]
    for asked in ({"filter": ["notes", "contains", "tardi"]}, {"columns": ["id", "notes"]}):
        with pytest.raises(Invalid):
            await listing.remote.query(asked)
    with pytest.raises(InvalidFields):
        await record.save(firm.customer, 2, notes="")


async def test_rights_are_those_on_the_customer_that_is_shown(firm: Firm) -> None:
    other = await firm.house.customer(legal_name="Altra S.r.l.")
    person, bruno = await firm.house.consultant(UUID(firm.customer), level="manage")
    await firm.house.grant(person, other, "read")
    mine = await bruno.open("view", "org.customers", firm.customer)
    theirs = await bruno.open("view", "org.customers", str(other))
    assert not field(mine, "customer", "legal_name")["readonly"]
    assert field(theirs, "customer", "legal_name")["readonly"]
    writing = {"archive", "new_site", "history"}
    assert writing <= mine.flags.keys()
    assert not writing & theirs.flags.keys()
    for wish in ("workspace", "company"):
        opened = await bruno.open("view", "org.customers", str(other), categories=[wish])
        assert not {name for name in opened.flags if name.startswith(("new", "archive", "import"))}


async def test_rights_follow_the_row_one_stands_on(firm: Firm) -> None:
    other = await firm.house.customer(legal_name="Zeta S.r.l.")
    theirs = str(await firm.house.site(other, code="Z1", name="Zona"))
    _ = await firm.house.department(other, UUID(theirs), name="Ufficio")
    person, bruno = await firm.house.consultant(UUID(firm.customer), level="edit")
    await firm.house.grant(person, other, "read")
    view = await listed(bruno)
    customer = view.cursors["customer"]
    making = ("new_site", "new_department", "new_inner_department")

    async def stands_on(key: str, *, offered: bool) -> None:
        await customer.until(lambda it: key in it.keys)
        await customer.choose(key)
        await view.cursors["department"].until(lambda it: it.current)
        await bruno.client.pulse.until(
            lambda: {view.flags[name]["visible"] for name in making} == {offered}
        )

    await stands_on(str(other), offered=False)
    answer = await view.run("new_site")
    assert answer["error"]["code"] == "denied"
    await stands_on(firm.customer, offered=True)
    assert view.flags["new"]["visible"], "he may look after another customer, too"


async def test_a_customer_is_made_and_its_risk_class_follows_from_ateco(firm: Firm) -> None:
    form = await firm.anna.open("create", "org.customers")
    assert form.offer["controller"] == "customer_create"
    values = {"legal_name": "Nuova S.r.l.", "vat": "IT 02194860025", "tax_code": "02194860025",
              "ateco_codes": ["561100", "41.00"], "pec": " nuova@pec.example ",
              "legal_address": {"street": "Via Roma 1", "city": "Novara", "province": "no",
                                "postcode": "28100"}}  # fmt: skip
    made = await form.cursors["customer"].remote.create(values, str(uuid4()))
    opened = await firm.anna.open("view", "org.customers", made["key"])
    record = opened.cursors["customer"]
    await record.until(lambda it: it.rows)
    assert shown(record, "vat") == ["02194860025"]
    assert shown(record, "ateco_codes") == [["56.11.00", "41.00"]]
    assert shown(record, "ateco_risk_class") == ["high"], "the highest of its codes"
    assert shown(record, "pec") == ["nuova@pec.example"]
    assert shown(record, "province") == ["NO"]
    assert shown(record, "code")[0]


@pytest.mark.parametrize(
    ("values", "reasons", "words"),
    [
        ({"vat": "02194860023"}, {"vat": "vat_check"}, "5"),
        ({"vat": "0219"}, {"vat": "vat_form"}, "11"),
        ({"tax_code": "RSSMRA80A01H501X"}, {"tax_code": "tax_code_check"}, "U"),
        ({"tax_code": "RSS"}, {"tax_code": "tax_code_length"}, "16"),
        ({"pec": "nessuno"}, {"pec": "email_form"}, "nome@dominio.it"),
        ({"ateco_codes": ["25.x"]}, {"ateco_codes": "ateco_form"}, "25.62.00"),
        ({"ateco_codes": ["00.11"]}, {"ateco_codes": "ateco_division"}, "00.11"),
        ({"legal_address": {"postcode": "1301"}}, {"legal_address": "postcode_form"}, "5 cifre"),
        ({"legal_address": {"province": "Vercelli"}}, {"legal_address": "province_form"}, "VC"),
        ({"ateco_risk_class": "low"}, {"ateco_risk_class": "readonly"}, ""),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else None,
)
async def test_what_is_wrong_is_said_beside_its_field_with_how_to_mend_it(
    firm: Firm, values: dict[str, Any], reasons: dict[str, str], words: str
) -> None:
    record = (await firm.anna.open("edit", "org.customers", firm.customer)).cursors["customer"]
    await record.until(lambda it: it.rows)
    with pytest.raises(InvalidFields) as caught:
        await record.save(firm.customer, 1, **values)
    assert caught.value.fields["errors"] == reasons
    (sentence,) = caught.value.fields["sentences"].values()
    assert words in sentence


async def test_a_foreign_address_is_not_held_to_italian_rules(firm: Firm) -> None:
    record = (await firm.anna.open("edit", "org.customers", firm.customer)).cursors["customer"]
    await record.until(lambda it: it.rows)
    address = {"city": "Lugano", "postcode": "6900", "province": "Ticino", "country": "ch"}
    await record.save(firm.customer, 1, legal_address=address)


async def test_archiving_takes_a_customer_off_the_lists_with_all_that_is_its(firm: Firm) -> None:
    view, theirs = await listed(firm.anna), await listed(await firm.colleague())
    for one in (view, theirs):
        await one.cursors["customer"].until(lambda it: it.keys == [firm.customer])
    refused = await view.run("archive")
    assert refused["error"]["reason"] == "not_confirmed"
    assert (await confirmed(view, "archive"))["result"] == {"archived": [firm.customer]}
    for one in (view, theirs):
        await one.cursors["customer"].until(lambda it: it.keys == [])
    sites = await firm.anna.open("view", "org.sites")
    await sites.cursors["site"].until(lambda it: it.version)
    assert sites.cursors["site"].keys == []

    pick = await firm.anna.open("pick", "org.customers")
    await pick.cursors["customer"].until(lambda it: it.version)
    assert pick.cursors["customer"].keys == []

    form = await firm.anna.open("view", "org.customers", firm.customer)
    record = form.cursors["customer"]
    await record.until(lambda it: it.rows)
    assert shown(record, "archived_at") != [None], "it stays readable"
    assert form.flags["restore"]["visible"]
    assert not form.flags["archive"]["visible"]


async def test_restoring_brings_back_exactly_what_went_with_it(firm: Firm) -> None:
    old = await firm.house.site(UUID(firm.customer), code="S9", name="Chiusa da tempo")
    sites = await firm.anna.open("view", "org.sites")
    await sites.cursors["site"].until(lambda it: str(old) in it.keys)
    await confirmed(sites, "archive", keys=[str(old)])
    view = await listed(firm.anna)
    await view.cursors["customer"].until(lambda it: it.current)
    await confirmed(view, "archive")
    await view.cursors["customer"].remote.query({"filter": ["archived_at", "notnull"]})
    await view.cursors["customer"].until(lambda it: it.keys == [firm.customer])
    await until_true(lambda: view.flags["restore"]["visible"])
    assert (await view.press("restore"))["ok"]
    await sites.cursors["site"].until(lambda it: it.keys == [firm.site])
    tree = (await firm.anna.open("view", "org.sites", firm.site)).cursors["department"]
    await tree.until(lambda it: {firm.hall, firm.bench} <= set(it.keys))


async def test_what_is_used_is_archived_not_deleted(firm: Firm) -> None:
    view = await listed(firm.anna)
    await view.cursors["customer"].until(lambda it: it.current)
    answer = await confirmed(view, "delete")
    assert answer["error"]["reason"] == "in_use"
    assert "Archivi" in answer["error"]["message"]
    await firm.anna.client.pulse.until(lambda: view.notices)
    assert view.notices[0]["message"] == answer["error"]["message"]


def names(name: str, record: CursorProxy) -> bool:
    return shown(record, "legal_name") == [name]


async def test_previous_and_next_walk_the_list_one_came_from(firm: Firm) -> None:
    person, bruno = await firm.house.consultant()
    keys = []
    for name in ("Alfa", "Beta", "Gamma"):
        keys.append(await firm.house.customer(legal_name=name))
        await firm.house.grant(person, keys[-1], "manage")
    view = await listed(bruno)
    await view.cursors["customer"].until(lambda it: len(it.rows) == 3)
    form = await bruno.view_of((await view.run("open"))["result"])
    record = form.cursors["customer"]
    await record.until(lambda it: it.rows)
    for step, name in (("next", "Beta"), ("next", "Gamma"), ("next", "Gamma"),
                       ("previous", "Beta")):  # fmt: skip
        assert (await form.run(step))["ok"]
        await record.until(partial(names, name))
    await view.cursors["customer"].until(lambda it: it.current == str(keys[1]))
    form.answer = lambda _: {"choice": "stay"}
    await record.remote.set_dirty([str(keys[1])])
    await form.run("next")
    assert form.asked
    assert shown(record, "legal_name") == ["Beta"], "unsaved changes keep it here"


async def test_open_takes_a_selection_and_nothing_that_is_not_shown(firm: Firm) -> None:
    view = await listed(firm.anna)
    await view.cursors["customer"].until(lambda it: it.current)
    other = await firm.house.customer()
    for wrong in (str(other), str(uuid4()), "no key"):
        answer = await view.run("open", keys=[wrong])
        assert answer["error"]["code"] == "not_found"
    assert (await view.run("open", keys=[firm.customer]))["ok"]
    assert (await view.run("open", keys=[{"a": 1}]))["error"]["code"] == "invalid"
