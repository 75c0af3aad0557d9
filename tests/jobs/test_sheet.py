"""The sheet of a calculation through the front door: who gets it, and in which language."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from schema.base import tables
from tests.contexts.test_sites import made
from tests.jobs.tray import Tray
from tests.reports.paper import Paper, solid
from tests.support.node import House
from ytefas.errors import Invalid, NotFound
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM

HIGH, LOW = {"p": 3, "d": 4}, {"p": 1, "d": 4}
CASE: dict[str, Any] = {"method": "pxd_4x4", "inputs": HIGH, "after": LOW}


async def drawn(tray: Tray, **request: Any) -> tuple[dict[str, Any], Paper]:
    job = await tray.ended((await tray.call("sheet", request))["id"])
    assert job["state"] == "done", job
    status, body, heads = await tray.fetch(job["file"]["url"])
    assert status == 200
    assert heads["Content-Type"] == "application/pdf"
    return job, Paper(body)


async def test_a_stored_calculation_is_drawn_with_all_its_names(house: House) -> None:
    alfa = await house.customer(legal_name="Officine Valsesia S.r.l.")
    site = await house.site(alfa, code="S1", name="Stabilimento di Varallo")
    _, anna = await house.consultant(alfa, level="manage")
    key = await made(
        anna, "risk.calculations", title="Carico della pressa: <b>& co", customer_id=str(alfa),
        site_id=str(site), note="Sopralluogo di maggio", **CASE,
    )  # fmt: skip
    tray = await Tray.of(anna)
    job, paper = await drawn(tray, calculation=key, title="Carico della pressa")
    assert job["label"] == "Scheda di metodo: Carico della pressa"
    assert job["file"]["name"].startswith("Carico della pressa")
    assert job["file"]["name"].endswith(".pdf")
    for said in (
        "Carico della pressa: <b>& co", "Officine Valsesia S.r.l.", "Stabilimento di Varallo",
        "Sopralluogo di maggio", "Altamente probabile", "3 · 4", "Pagina 1 di",
    ):  # fmt: skip
        assert solid(said) in paper.solid, said
    event = tables()["audit_event"]
    async with house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(
            event.select().where(event.c.customer_id == alfa, event.c.action == "export")
        )
    assert [(row["entity"], row["entity_id"]) for row in rows] == [("calculation", UUID(key))]


async def test_a_case_that_is_only_tried_is_drawn_in_the_readers_language(house: House) -> None:
    ugo = await house.visit(await house.hire(Role.CONSULTANT, locale="en"))
    _, paper = await drawn(await Tray.of(ugo), **CASE, version=1, title="Pallet & lift")
    for said in ("Method sheet", "Pallet & lift", "Highly probable", "Before", "Page 1 of"):
        assert solid(said) in paper.solid, said


async def test_a_foreign_calculation_has_no_sheet(house: House) -> None:
    alfa, beta = await house.customer(), await house.customer()
    _, anna = await house.consultant(alfa, level="manage")
    _, bruno = await house.consultant(beta, level="manage")
    key = await made(anna, "risk.calculations", title="Di alfa", customer_id=str(alfa), **CASE)
    tray = await Tray.of(bruno)
    for asked in (key, str(uuid4())):
        job = await tray.ended((await tray.call("sheet", {"calculation": asked}))["id"])
        assert (job["state"], job["error"]["code"], job["file"]) == ("failed", "not_found", None)


async def test_a_calculation_that_is_not_finished_has_a_sheet_too(house: House) -> None:
    alfa = await house.customer()
    _, anna = await house.consultant(alfa, level="manage")
    key = await made(anna, "risk.calculations", title="Appena iniziato", customer_id=str(alfa),
                     method="niosh_single", inputs={})  # fmt: skip
    _, paper = await drawn(await Tray.of(anna), calculation=key)
    assert "Da completare" in paper.text


@pytest.mark.parametrize(
    "request_",
    [
        {}, {"method": 1, "inputs": {}}, {"method": "x" * 41, "inputs": {}},
        {"method": "pxd_4x4"}, {"method": "pxd_4x4", "inputs": []},
        {"method": "pxd_4x4", "inputs": {}, "after": 3},
        {"method": "pxd_4x4", "inputs": {}, "version": True},
        {"method": "pxd_4x4", "inputs": {}, "colour": "red"},
    ],
)  # fmt: skip
async def test_what_is_malformed_is_refused_at_once(house: House, request_: dict[str, Any]) -> None:
    ugo = await house.visit(await house.hire(Role.CONSULTANT))
    with pytest.raises(Invalid):
        await (await Tray.of(ugo)).call("sheet", request_)


async def test_a_method_that_does_not_exist_fails_in_words(house: House) -> None:
    ugo = await house.visit(await house.hire(Role.CONSULTANT))
    tray = await Tray.of(ugo)
    job = await tray.ended((await tray.call("sheet", {"method": "no", "inputs": {}}))["id"])
    assert (job["state"], job["error"]["code"]) == ("failed", "not_found")
    with pytest.raises(NotFound):
        await tray.call("sheet", {"calculation": "no key"})
