"""A small firm with one person in every table that knows of people, and files on records."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from schema.base import tables
from tests.files.handing import hand_in
from tests.files.hostile import pdf, photo
from tests.jobs.tray import Tray
from tests.support.node import House
from tests.support.visitor import Visitor
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM

CANARY = "Canarinodelprato"  # a surname nobody has
TAX_CODE = "RSSMRA80A01L219M"
EMAIL = "canarinodelprato@example.it"


@dataclass
class Firm:
    """Its keys by table, and who looks after it."""

    house: House
    visitor: Visitor
    tray: Tray
    customer: UUID
    keys: dict[str, UUID]
    surname: str = CANARY

    @property
    def desk(self) -> Any:
        return self.visitor.client.server.privacy


async def make_firm(
    house: House,
    *,
    ended: bool = False,
    role: Role = Role.CONSULTANT,
    level: str = "manage",
    surname: str = CANARY,
) -> Firm:
    """Make it; `ended`: whoever works there has left long ago."""
    customer = await house.customer(legal_name="Officine del Prato Srl")
    person = await house.hire(role)
    if role is not Role.ADMIN:
        await house.grant(person, customer, level)
    visitor = await house.visit(person)
    keys = await _rows(house, customer, surname, ended=ended)
    firm = Firm(house, visitor, await Tray.of(visitor), customer, keys, surname)
    await _papers(firm)
    return firm


async def _rows(house: House, customer: UUID, surname: str, *, ended: bool) -> dict[str, UUID]:
    keys: dict[str, UUID] = {}
    last = date(2005, 6, 30) if ended else None
    own = {"customer_id": customer}
    async with house.store.writing(SYSTEM, cause="test.write") as unit:

        async def make(table: str, **values: Any) -> UUID:
            keys[table] = await unit.insert(tables()[table], values)
            return keys[table]

        type_ = await make("equipment_type", code=f"T{uuid4().hex[:8]}", name="Tornio",
                           annex7_check=False)  # fmt: skip
        tag = await make("tag", name=f"Da rivedere {uuid4().hex[:6]}", colour="red")
        site = await make("site", **own, code="S1", name="Stabilimento")
        outer = await make("department", **own, site_id=site, name="Officina")
        await make("department", **own, site_id=site, name="Torneria", parent_id=outer)
        job = await make("job", **own, code="M1", name="Tornitore")
        who = await make("person", **own, surname=surname, name="Mario", kind="worker",
                         tax_code=TAX_CODE, birth_date=date(1980, 1, 1),
                         email=f"{surname.lower()}@example.it",
                         phone="+39 015 7654321")  # fmt: skip
        await make("employment", **own, person_id=who, hired_on=date(2001, 5, 1), ended_on=last,
                   contract="permanent")  # fmt: skip
        await make("assignment", **own, person_id=who, job_id=job, site_id=site,
                   from_on=date(2001, 5, 1), to_on=last)  # fmt: skip
        await make("appointment", **own, person_id=who, role="first_aider", site_id=site,
                   from_on=date(2001, 5, 1), to_on=last, note=f"Corso di {surname}")  # fmt: skip
        group = await make("homogeneous_group", **own, name="Torni")
        await make("group_worker", **own, group_id=group, person_id=who)
        await make("equipment", **own, name="Tornio CNC", type_id=type_, site_id=site)
        await make("calculation", **own, title="Presa al mandrino", method="pxd_4x4", site_id=site,
                   job_id=job, inputs={"p": 3, "d": 4}, after={"p": 1, "d": 4})  # fmt: skip
        await make("comment", **own, source="org.persons", record_id=who,
                   body=f"Sentito {surname} al telefono")  # fmt: skip
        await make("tagging", **own, tag_id=tag, source="org.persons", record_id=who)
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.update(tables()["person"], who, 1, {"qualification": f"Perito {surname}"})
    return keys


async def _papers(firm: Firm) -> None:
    """Hang a file on the person, one on the site, and the deed on the appointment."""
    surname = firm.surname
    hand = {"person": ("org.persons", f"documento {surname}.pdf", pdf(surname.encode())),
            "site": ("org.sites", "facciata.jpg", photo())}  # fmt: skip
    for table, (source, name, data) in hand.items():
        answer = await hand_in(firm.visitor, firm.customer, name, data,
                               record=(source, firm.keys[table]))  # fmt: skip
        assert answer.status == 201, answer.json
        firm.keys[f"file of {table}"] = UUID(answer.json["id"])
    answer = await hand_in(firm.visitor, firm.customer, f"nomina {surname}.pdf", pdf(b"/Deed 1"))
    firm.keys["deed"] = UUID(answer.json["id"])
    await firm.house.change("appointment", firm.keys["appointment"], 1, act_id=firm.keys["deed"])


async def taken_out(firm: Firm, subject: str, key: UUID) -> bytes:
    """Run the action of the screen, wait for the job, fetch the file."""
    source = {"customer": "org.customers", "person": "org.persons"}[subject]
    view = await firm.visitor.open("view", source, str(key))
    await there(view)
    said = await act(firm, view, f"export_{subject}")
    assert said["ok"], said
    job = await firm.tray.ended(said["result"]["job"])
    assert job["state"] == "done", job
    status, body, _ = await firm.tray.fetch(job["file"]["url"])
    assert status == 200
    await view.controller.close()
    return body


async def there(view: Any) -> None:
    """Wait until the record is shown."""
    cursor = next(iter(view.cursors.values()))
    await cursor.until(lambda it: it.state.get("current_id") and it.rows)


async def act(firm: Firm, view: Any, action: str, **options: Any) -> Any:
    uri = f"{view.offer['uri']}.actions.{action}.run"
    return await firm.visitor.call(uri, options, confirmed=True)


async def send(visitor: Visitor, data: bytes, name: str = "cliente.zip") -> tuple[int, Any]:
    """Send an archive as the page does."""
    browser = visitor.browser
    headers = {"Origin": browser.url, "Accept-Language": "it"}
    async with browser.http.post(
        f"{browser.url}/archives", params={"name": name}, data=data, headers=headers
    ) as answer:
        return answer.status, await answer.json()


def parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def rows(archive: Mapping[str, bytes], table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive[f"tables/{table}.jsonl"].splitlines()]
