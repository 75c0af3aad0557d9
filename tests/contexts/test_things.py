"""Equipment and its checks, substances and where they are used: through the front door."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.contexts.test_customers import confirmed, field
from tests.contexts.test_sites import editing, made, reasons, version
from tests.support.client import ClientView, CursorProxy
from tests.support.node import shown
from ytefas.rules.access import Role
from ytefas.rules.checks import months_later
from ytefas.rules.home import today
from ytefas.store.isolation import SYSTEM

EQUIPMENT, CHECKS = "org.equipment", "org.equipment_checks"
SUBSTANCES, USES = "org.substances", "org.substance_uses"
TODAY = today()


@dataclass
class Shop:
    """The firm of the other tests, with a type of equipment that is checked every year."""

    firm: Firm
    type_id: str

    async def equipment(self, **values: Any) -> str:
        given = {"name": "Pressa", "site_id": self.firm.site, "type_id": self.type_id, **values}
        return await made(self.firm.anna, EQUIPMENT, **given)

    async def check(self, equipment: str, **values: Any) -> str:
        return await made(self.firm.anna, CHECKS, equipment_id=equipment, **values)

    async def substance(self, **values: Any) -> str:
        given = {"name": "Acetone", "customer_id": self.firm.customer, **values}
        return await made(self.firm.anna, SUBSTANCES, **given)

    async def listed(self, source: str, cursor: str, **query: Any) -> CursorProxy:
        view = await self.firm.anna.open("view", source)
        found = view.cursors[cursor]
        await found.remote.query(query)
        await found.until(lambda it: it.version > 1)
        return found


@pytest_asyncio.fixture
async def shop(firm: Firm) -> Shop:
    async with firm.house.store.writing(SYSTEM, cause="test.setup") as unit:
        key = await unit.insert(
            tables()["equipment_type"],
            {"code": f"T-{uuid4().hex[:8]}", "name": "Pressa piegatrice", "check_months": 12,
             "check_kind": "maintenance"},
        )  # fmt: skip
    return Shop(firm, str(key))


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def ahead(days: int) -> str:
    return ago(-days)


async def stands(shop: Shop, key: str, *expected: Any) -> None:
    """Wait until the list says so of the checks of a piece."""
    listed = await shop.listed(EQUIPMENT, "equipment", filter=["id", "eq", key])
    names = ("check_state", "next_due_on", "last_check_on", "last_outcome")[: len(expected)]
    await listed.until(
        lambda it: [shown(it, name) for name in names] == [[one] for one in expected]
    )


# -- when a check is due


async def test_the_last_check_of_each_kind_counts(shop: Shop) -> None:
    press = await shop.equipment()
    await stands(shop, press, "none", None, None, None)
    await shop.check(press, kind="maintenance", done_on=ago(400), outcome="ok", next_due_on=ago(35))
    await stands(shop, press, "overdue", ago(35), ago(400), "ok")
    await shop.check(press, kind="maintenance", done_on=ago(30), outcome="fail",
                     next_due_on=ahead(335))  # fmt: skip
    await stands(shop, press, "later", ahead(335), ago(30), "fail")
    await shop.check(press, kind="statutory", next_due_on=ahead(20))
    await stands(shop, press, "soon", ahead(20))


async def test_a_planned_check_is_answered_by_one_that_was_done(shop: Shop) -> None:
    press = await shop.equipment()
    await shop.check(press, kind="internal", next_due_on=ago(10))
    await stands(shop, press, "overdue")
    await shop.check(press, kind="internal", done_on=ago(15), outcome="ok", next_due_on=ahead(350))
    await stands(shop, press, "later", ahead(350))
    checks = await shop.listed(CHECKS, "rows", filter=["equipment_id", "eq", press])
    await checks.until(lambda it: sorted(shown(it, "check_state")) == ["answered", "later"])
    assert set(shown(checks, "equipment_name")) == {"Pressa"}


async def test_an_archived_check_counts_for_nothing(shop: Shop) -> None:
    press = await shop.equipment()
    await shop.check(press, done_on=ago(400), outcome="ok", next_due_on=ago(35))
    late = await shop.check(press, done_on=ago(30), outcome="ok", next_due_on=ahead(335))
    record = await shop.firm.anna.open("view", CHECKS, late)
    await next(iter(record.cursors.values())).until(lambda it: it.keys)
    await confirmed(record, "archive")
    await stands(shop, press, "overdue")


async def test_due_dates_count_for_what_is_in_use(shop: Shop) -> None:
    press = await shop.equipment()
    await shop.check(press, done_on=ago(400), outcome="ok", next_due_on=ago(35))
    view = await shop.firm.anna.open("view", EQUIPMENT, press)
    await view.cursors["equipment"].until(lambda it: it.keys == [press])
    assert (await view.run("out_of_service"))["ok"]
    await stands(shop, press, "idle", None)
    await view.cursors["equipment"].until(lambda it: shown(it, "status") == ["out_of_service"])
    assert (await view.run("back_in_use"))["result"] == {"changed": [press]}
    assert (await view.run("back_in_use"))["result"] == {"changed": []}, "it stands so already"
    await stands(shop, press, "overdue")
    assert (await confirmed(view, "dispose"))["ok"]
    await stands(shop, press, "idle")


async def test_a_list_hears_of_checks(shop: Shop) -> None:
    press = await shop.equipment()
    listed = await shop.listed(EQUIPMENT, "equipment", filter=["check_state", "eq", "overdue"])
    await listed.until(lambda it: it.keys == [])
    await shop.check(press, done_on=ago(400), outcome="ok", next_due_on=ago(35))
    await listed.until(lambda it: it.keys == [press])
    await shop.check(press, done_on=ago(1), outcome="ok", next_due_on=ahead(365))
    await listed.until(lambda it: it.keys == [])


async def test_what_a_check_must_say_is_told_beside_the_field(shop: Shop) -> None:
    press = await shop.equipment()
    both = {"done_on": "at_least_one", "next_due_on": "at_least_one"}
    assert await reasons(shop.check(press)) == both
    for values, told in (
        ({"done_on": ago(1)}, {"outcome": "done_needs_outcome"}),
        ({"outcome": "ok", "next_due_on": ahead(9)}, {"outcome": "done_needs_outcome"}),
        ({"done_on": ago(1), "outcome": "ok", "next_due_on": ago(2)},
         {"next_due_on": "next_before_done"}),
    ):  # fmt: skip
        assert await reasons(shop.check(press, **values)) == told


async def test_equipment_stands_in_a_department_of_its_site(shop: Shop) -> None:
    firm = shop.firm
    other = str(await firm.house.site(UUID(firm.customer), code="S2"))
    assert await reasons(shop.equipment(site_id=other, department_id=firm.hall)) == {
        "department_id": "other_site"
    }
    press = await shop.equipment(department_id=firm.hall, year=1987)
    record = await editing(firm.anna, EQUIPMENT, press)
    assert shown(record, "customer_id") == [firm.customer]
    assert await reasons(record.save(press, version(record), year=87)) == {"year": "year"}
    described = field(await firm.anna.open("view", EQUIPMENT), "equipment", "check_state")
    assert dict(described["choices"])["overdue"] == "Scaduta"


# -- registering what was done


async def registering(shop: Shop, *keys: str) -> tuple[ClientView, CursorProxy]:
    view = await shop.firm.anna.open("view", EQUIPMENT)
    await view.cursors["equipment"].until(lambda it: set(keys) <= set(it.keys))
    opened = await view.run("register_check", keys=list(keys))
    form = await shop.firm.anna.view_of(opened["result"])
    blank = form.cursors["check"]
    await blank.until(lambda it: it.version)
    return form, blank


async def test_one_form_registers_a_check_of_several_pieces(shop: Shop) -> None:
    one, two = await shop.equipment(name="Una"), await shop.equipment(name="Due")
    form, blank = await registering(shop, one, two)
    proposed = blank.state["blank"]
    assert (proposed["kind"], proposed["done_on"], proposed["outcome"]) == (
        "maintenance", TODAY.isoformat(), "ok",
    )  # fmt: skip
    assert "report_id" in form.offer["view"]["parts"][1]["fields"]
    given = {"kind": "maintenance", "done_on": ago(3), "outcome": "ok", "done_by": "Officina Berti"}
    await blank.remote.create({"equipment_id": one, **given}, str(uuid4()))
    due = months_later(TODAY - timedelta(days=3), 12).isoformat()
    for key in (one, two):
        await stands(shop, key, "later", due, ago(3), "ok")


async def test_a_planned_check_is_filled_in_and_a_failed_one_makes_no_date(shop: Shop) -> None:
    one, two = await shop.equipment(), await shop.equipment(name="Altra")
    planned = await shop.check(one, kind="internal", next_due_on=ago(10))
    _, blank = await registering(shop, one, two)
    given = {"kind": "internal", "done_on": ago(1), "outcome": "fail", "notes": "Riparo rotto"}
    await blank.remote.create({"equipment_id": one, **given}, str(uuid4()))
    checks = await shop.listed(CHECKS, "rows", filter=["equipment_id", "in", [one, two]])
    await checks.until(lambda it: len(it.keys) == 2)
    assert planned in checks.keys
    assert shown(checks, "outcome") == ["fail", "fail"]
    assert shown(checks, "next_due_on") == [None, None]


async def test_what_is_refused_of_all_stays_in_the_form(shop: Shop) -> None:
    one = await shop.equipment()
    _, blank = await registering(shop, one)
    wrong = blank.remote.create(
        {"equipment_id": one, "kind": "internal", "done_on": ago(1), "outcome": "ok",
         "next_due_on": ago(5)}, str(uuid4()),
    )  # fmt: skip
    assert await reasons(wrong) == {"next_due_on": "next_before_done"}
    await stands(shop, one, "none")


async def test_one_that_is_refused_takes_nothing_from_the_others(shop: Shop) -> None:
    one, two = await shop.equipment(name="Una"), await shop.equipment(name="Due")
    _, blank = await registering(shop, one, two)
    away = await shop.firm.anna.open("view", EQUIPMENT, two)
    await away.cursors["equipment"].until(lambda it: it.keys == [two])
    await confirmed(away, "archive")
    given = {"kind": "internal", "done_on": ago(1), "outcome": "ok"}
    await blank.remote.create({"equipment_id": one, **given}, str(uuid4()))
    told = await shop.firm.anna.shows("check_outcome")
    (said,) = told.offer["view"]["parts"]
    assert said["label"] == "Registrate 1 su 2"
    assert [line["label"][:6] for line in said["parts"]] == ["✗ Due:", "✓ Una:"]
    await stands(shop, one, "none", None, ago(1))


async def test_who_only_reads_registers_nothing(shop: Shop) -> None:
    press = await shop.equipment()
    reader = await shop.firm.house.hire(Role.CUSTOMER_USER)
    await shop.firm.house.grant(reader, UUID(shop.firm.customer), "read")
    visitor = await shop.firm.house.visit(reader)
    view = await visitor.open("view", EQUIPMENT)
    await view.cursors["equipment"].until(lambda it: it.keys == [press])
    offered = {one["id"] for one in view.offer["actions"]}
    assert not offered & {"register_check", "out_of_service", "dispose", "new"}


# -- substances


async def test_codes_are_read_and_what_follows_is_filled_in(shop: Shop) -> None:
    key = await shop.substance(cas="67641", h_codes=["225 319", "h350"], euh_codes=["66"])
    record = await editing(shop.firm.anna, SUBSTANCES, key)
    assert shown(record, "cas") == ["67-64-1"]
    assert shown(record, "h_codes") == [["H225", "H319", "H350"]]
    assert shown(record, "euh_codes") == [["EUH066"]]
    assert shown(record, "pictograms") == [["GHS02", "GHS07", "GHS08"]]
    assert shown(record, "cmr_by_codes") == ["C1B"]
    assert shown(record, "cmr_class") == ["C1B"]
    described = field(await shop.firm.anna.open("edit", SUBSTANCES, key), "substance", "h_codes")
    assert described["widget"] == "codes"
    assert dict(described["choices"])["H225"].startswith("Liquido")


async def test_what_was_proposed_follows_and_what_was_decided_stays(shop: Shop) -> None:
    key = await shop.substance(h_codes=["H225"])
    record = await editing(shop.firm.anna, SUBSTANCES, key)
    await record.save(key, version(record), h_codes=["H314"])
    await record.until(lambda it: shown(it, "pictograms") == [["GHS05"]])
    await record.save(key, version(record), pictograms=["GHS07"], cmr="R1A")
    await record.until(lambda it: shown(it, "pictograms") == [["GHS07"]])
    await record.save(key, version(record), h_codes=["H314", "H351"])
    await record.until(lambda it: shown(it, "cmr_by_codes") == ["C2"])
    assert shown(record, "pictograms") == [["GHS07"]], "somebody decided"
    assert shown(record, "cmr_class") == ["R1A"], "and this"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"cas": "67-64-2"}, {"cas": "cas_check"}),
        ({"ec": "1"}, {"ec": "ec_form"}),
        ({"h_codes": ["H999"]}, {"h_codes": "h_unknown"}),
        ({"h_codes": ["EUH066"]}, {"h_codes": "h_is_euh"}),
        ({"euh_codes": ["225"]}, {"euh_codes": "euh_unknown"}),
        ({"pictograms": ["GHS12"]}, {"pictograms": "pictogram_unknown"}),
        ({"oel": [{"agent": "x", "unit": "ppm"}]}, {"oel": "oel_value"}),
        ({"oel": {"agent": "x"}}, {"oel": "oel_form"}),
        ({"qty_year": "0"}, {"qty_year": "not_positive"}),
        ({"cmr_by_codes": "C1A"}, {"cmr_by_codes": "readonly"}),
    ],
)
async def test_what_a_sheet_cannot_say_is_refused(
    shop: Shop, values: dict[str, Any], told: dict[str, str]
) -> None:
    assert await reasons(shop.substance(**values)) == told


async def test_sheets_grow_old(shop: Shop) -> None:
    old = months_later(TODAY, -37).isoformat()
    ages = {"old": old, "current": ago(10), "missing": None}
    keys = {name: await shop.substance(name=name, sds_revision_on=day)
            for name, day in ages.items()}  # fmt: skip
    for name, key in keys.items():
        listed = await shop.listed(SUBSTANCES, "substance", filter=["sds_state", "eq", name])
        await listed.until(lambda it, key=key: it.keys == [key])  # type: ignore[misc]
    listed = await shop.listed(SUBSTANCES, "substance", filter=["sds_months", "ge", 37])
    await listed.until(lambda it: it.keys == [keys["old"]])


async def test_a_use_says_where(shop: Shop) -> None:
    firm, key = shop.firm, await shop.substance()
    nowhere = dict.fromkeys(("department_id", "activity_id", "job_id"), "at_least_one")
    assert await reasons(made(firm.anna, USES, substance_id=key)) == nowhere
    listed = await shop.listed(SUBSTANCES, "substance", filter=["id", "eq", key])
    await listed.until(lambda it: shown(it, "used_in") == [None])
    where = {"substance_id": key, "department_id": firm.bench}
    assert await reasons(made(firm.anna, USES, **where, minutes_day=2000)) == {
        "minutes_day": "minutes_day"
    }
    await made(firm.anna, USES, **where, minutes_day=30, dermal="accidental")
    await listed.until(lambda it: shown(it, "used_in") == ["Tornitura"])
    uses = await shop.listed(USES, "rows", filter=["substance_id", "eq", key])
    await uses.until(lambda it: shown(it, "used_in") == ["Tornitura"])
    assert shown(uses, "substance_name") == ["Acetone"]


async def test_a_substance_is_found_by_a_statement(shop: Shop) -> None:
    key = await shop.substance(h_codes=["H350i"])
    await shop.substance(name="Acqua")
    listed = await shop.listed(SUBSTANCES, "substance", filter=["h_codes", "contains", "H350i"])
    await listed.until(lambda it: it.keys == [key])
    cmr = await shop.listed(SUBSTANCES, "substance", filter=["is_cmr", "eq", True])
    await cmr.until(lambda it: it.keys == [key])
