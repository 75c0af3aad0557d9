"""Parts of a firm made once more: beside the original, at another site, for another customer."""

import hashlib
import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from PIL import Image

from schema.base import tables
from tests.files.handing import hand_in
from tests.making.maker import Maker
from tests.support.node import House
from ytefas.errors import Denied, Invalid, NotFound
from ytefas.store.isolation import SYSTEM


@dataclass
class Firm:
    """Two sites, a department with a room, a job with its links, a machine and a product."""

    site: UUID
    yard: UUID
    hall: UUID
    bench: UUID
    job: UUID
    cutting: UUID
    lathe: UUID


@pytest_asyncio.fixture
async def firm(maker: Maker) -> Firm:
    house, customer = maker.house, maker.customer
    site = await house.site(customer, code="S1", name="Stabilimento")
    yard = await house.site(customer, code="S2", name="Piazzale")
    hall = await house.department(customer, site, name="Officina", surface_m2=400)
    bench = await house.department(customer, site, name="Torni", parent_id=hall)
    kind = await _any_type(maker)
    lathe = await maker.insert("equipment", name="Tornio", type_id=kind, site_id=site,
                               department_id=bench, serial="T-77", maker="Graziano")  # fmt: skip
    job = await maker.insert("job", code="M01", name="Tornitore")
    cutting = await maker.insert("activity", name="Tornitura", site_id=site, department_id=bench)
    oil = await maker.insert("substance", name="Olio da taglio")
    await maker.insert("job_department", job_id=job, department_id=bench)
    await maker.insert("job_equipment", job_id=job, equipment_id=lathe)
    await maker.insert("job_activity", job_id=job, activity_id=cutting)
    await maker.insert("department_substance", department_id=hall, substance_id=oil)
    await maker.insert("substance_use", substance_id=oil, department_id=bench, job_id=job)
    return Firm(site, yard, hall, bench, job, cutting, lathe)


async def _any_type(maker: Maker) -> UUID:
    async with maker.house.store.reading(SYSTEM) as reading:
        kinds = tables()["equipment_type"]
        key: UUID = await reading.fetch_value(kinds.select().limit(1))
        return key


def copy(maker: Maker, source: str, key: UUID, **more: Any) -> dict[str, Any]:
    places = {
        name: str(value) if isinstance(value, UUID) else value for name, value in more.items()
    }
    return {"source": source, "record": str(key), "customer": str(maker.customer), **places}


async def test_a_site_is_copied_with_all_that_is_in_it_and_no_serials(
    maker: Maker, firm: Firm
) -> None:
    said = await maker.make(copy(maker, "org.sites", firm.site))
    new = UUID(said["record"])
    (made,) = [row for row in await maker.rows("site") if row["id"] == new]
    assert (made["code"], made["name"]) == ("S3", "Stabilimento (copia)")
    departments = {row["name"]: row for row in await maker.rows("department")
                   if row["site_id"] == new}  # fmt: skip
    assert set(departments) == {"Officina", "Torni"}
    assert departments["Torni"]["parent_id"] == departments["Officina"]["id"]
    assert departments["Officina"]["surface_m2"] == 400
    (lathe,) = [row for row in await maker.rows("equipment") if row["site_id"] == new]
    assert (lathe["maker"], lathe["serial"]) == ("Graziano", None)
    assert lathe["department_id"] == departments["Torni"]["id"]
    jobs = {(row["job_id"], row["department_id"]) for row in await maker.rows("job_department")}
    assert (firm.job, departments["Torni"]["id"]) in jobs  # the same job, at a second place
    assert len(await maker.rows("job")) == 1
    assert len(await maker.rows("substance_use")) == 2
    assert (await maker.undo(said["batch"]))["kept"] == []
    assert len(await maker.rows("department")) == 2


async def test_a_department_goes_to_another_site(maker: Maker, firm: Firm) -> None:
    request = copy(maker, "org.departments", firm.hall, site=firm.yard)
    plan = await maker.lay(request)
    tree = {row["name"]: row["inside"] for row in plan["rows"]}
    assert tree["Torni"] == f"department:{firm.hall}"
    leave = [row["key"] for row in plan["rows"] if row["kind"] == "equipment"]
    await maker.make(request, leave=leave)
    there = [row for row in await maker.rows("department") if row["site_id"] == firm.yard]
    assert sorted(row["name"] for row in there) == ["Officina", "Torni"]
    assert len(await maker.rows("equipment")) == 1
    again = await maker.lay(request)
    assert {row["name"]: bool(row["there"]) for row in again["rows"]} == {
        "Officina (copia)": True, "Torni": True, "Tornitura": True, "Tornio": False,
    }  # fmt: skip
    with pytest.raises(Invalid):
        await maker.lay(copy(maker, "org.departments", firm.hall))


async def test_a_job_is_copied_with_its_links_under_a_free_code(maker: Maker, firm: Firm) -> None:
    said = await maker.make(copy(maker, "org.jobs", firm.job))
    (made,) = [row for row in await maker.rows("job") if str(row["id"]) == said["record"]]
    assert (made["code"], made["name"]) == ("M02", "Tornitore (copia)")
    for table in ("job_department", "job_equipment", "job_activity", "substance_use"):
        assert made["id"] in {row["job_id"] for row in await maker.rows(table)}, table


async def test_a_department_goes_to_another_customer_with_its_jobs_and_products(
    maker: Maker, firm: Firm
) -> None:
    house = maker.house
    other = await house.customer(legal_name="Meccanica Cervo S.r.l.")
    await house.grant(maker.person, other)
    site = await house.site(other, code="S1", name="Capannone")
    await maker.visitor.go()
    house.guests.remove(maker.visitor)
    maker.visitor = await house.visit(maker.person)
    target = Maker(house, maker.visitor, other, maker.person)
    taken = await target.insert("job", code="M01", name="Impiegato")
    request = copy(target, "org.departments", firm.hall, site=site)
    plan = await target.lay(request)
    (job,) = [row for row in plan["rows"] if row["kind"] == "job"]
    assert (job["there"], job["code"]) == (None, "M02")
    said = await target.make(request)
    counts = await target.counts()
    assert counts == {
        "site": 1, "department": 2, "equipment": 1, "activity": 1, "job": 2, "substance": 1,
        "job_department": 1, "job_equipment": 1, "job_activity": 1, "department_substance": 1,
        "substance_use": 1,
    }  # fmt: skip
    (made,) = [row for row in await target.rows("job") if row["id"] != taken]
    assert await target.rows("job_department")
    assert {row["job_id"] for row in await target.rows("job_department")} == {made["id"]}
    assert (await target.undo(said["batch"]))["kept"] == []
    assert await target.counts() == {"site": 1, "job": 1}


async def test_rights_are_asked_on_both_customers(maker: Maker, firm: Firm, house: House) -> None:
    foreign = await house.customer()
    theirs = await house.site(foreign, name="Loro")
    with pytest.raises(NotFound):
        await maker.lay(copy(maker, "org.sites", theirs))
    with pytest.raises(NotFound):
        await maker.lay({**copy(maker, "org.sites", firm.site), "customer": str(foreign)})
    with pytest.raises(NotFound):
        await maker.lay(copy(maker, "org.departments", firm.hall, site=theirs))
    person, visitor = await house.consultant(maker.customer, level="read")
    reading = Maker(house, visitor, maker.customer, person)
    with pytest.raises(Denied):
        await reading.lay(copy(maker, "org.sites", firm.site))


async def sent(maker: Maker, department: UUID) -> str:
    """Hang a file on a department, by the same door as everybody; its hash."""
    record = ("org.departments", department)
    answer = await hand_in(
        maker.visitor, maker.customer, "planimetria.png", picture(), record=record
    )
    assert answer.status < 300, answer
    (file,) = await maker.rows("attachment")
    return str(file["sha256"])


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (32, 32), "teal").save(made, "PNG")
    return made.getvalue()


async def test_files_follow_only_by_choice_and_stand_in_the_others_room(
    maker: Maker, firm: Firm
) -> None:
    house = maker.house
    digest = await sent(maker, firm.hall)
    other = await house.customer(legal_name="Meccanica Elvo S.r.l.")
    await house.grant(maker.person, other)
    site = await house.site(other, code="S1", name="Capannone")
    await maker.visitor.go()
    house.guests.remove(maker.visitor)
    target = Maker(house, await house.visit(maker.person), other, maker.person)
    plain = copy(target, "org.departments", firm.hall, site=site)
    assert not [one for one in (await target.lay(plain))["links"] if "attachment" in one["kind"]]
    said = await target.make({**plain, "files": True})
    (file,) = await target.rows("attachment")
    assert file["sha256"] == digest
    (link,) = await target.rows("attachment_link")
    assert str(link["record_id"]) == said["record"]
    browser = target.visitor.browser
    async with browser.http.get(f"{browser.url}/attachments/{file['id']}") as answer:
        assert answer.status == 200
        assert hashlib.sha256(await answer.read()).hexdigest() == digest
    await target.make({**plain, "files": True}, anew={f"department:{firm.hall}": True})
    assert len(await target.rows("attachment")) == 1  # the same content, once inside a customer
    assert len(await target.rows("attachment_link")) == 2


HIGH = {"p": 3, "d": 4}


async def rated(maker: Maker, **values: Any) -> UUID:
    return await maker.insert("calculation", title="Mandrino", method="pxd_4x4", inputs=HIGH,
                              **values)  # fmt: skip


async def test_calculations_go_along_with_their_place_and_are_computed_anew(
    maker: Maker, firm: Firm
) -> None:
    await rated(maker, site_id=firm.site, department_id=firm.bench, job_id=firm.job)
    said = await maker.make(copy(maker, "org.sites", firm.site))
    new = UUID(said["record"])
    (made,) = [row for row in await maker.rows("calculation") if row["site_id"] == new]
    (bench,) = [row for row in await maker.rows("department")
                if row["site_id"] == new and row["name"] == "Torni"]  # fmt: skip
    assert (made["title"], made["department_id"]) == ("Mandrino", bench["id"])
    assert (made["job_id"], made["level"], made["word"]) == (firm.job, "4", "Alto")
    assert (await maker.undo(said["batch"]))["kept"] == []
    assert len(await maker.rows("calculation")) == 1


async def test_one_calculation_is_copied_beside_the_original(maker: Maker, firm: Firm) -> None:
    key = await rated(maker, site_id=firm.site, job_id=firm.job)
    asked = copy(maker, "risk.calculations", key, site=firm.yard)
    laid = await maker.lay(asked)
    assert [(row["kind"], row["name"]) for row in laid["rows"]] == [("calculation", "Mandrino")]
    said = await maker.make(asked, names={laid["rows"][0]["key"]: "Mandrino del piazzale"})
    (made,) = [row for row in await maker.rows("calculation") if row["id"] != key]
    assert (made["title"], made["site_id"]) == ("Mandrino del piazzale", firm.yard)
    assert (made["score"], made["inputs"]) == (12, HIGH)
    assert said["source"] == "risk.calculations"


async def test_a_job_takes_its_calculations_to_another_customer(maker: Maker, firm: Firm) -> None:
    other = await maker.house.customer(legal_name="Altra S.r.l.")
    await maker.house.grant(maker.person, other)
    await rated(maker, site_id=firm.site, job_id=firm.job)
    await maker.make(copy(maker, "org.jobs", firm.job, customer=other))
    (made,) = await maker.rows("calculation", other)
    (job,) = await maker.rows("job", other)
    assert (made["title"], made["site_id"], made["level"]) == ("Mandrino", None, "4")
    assert made["job_id"] == job["id"]
