"""Somebody who is erased is nowhere: tables, words, feed, files, exports, audit; history stays."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import LargeBinary, Text, cast, func, or_, select, update

from schema.app_user import app_user
from schema.audit_event import audit_event
from schema.base import tables
from schema.draft import draft
from schema.erasure import erasure
from schema.person import person
from tests.privacy.firm import make_firm, parts, rows, taken_out
from tests.support.node import House
from ytefas.errors import Denied, Invalid, NotFound, Reauthenticate
from ytefas.files.depot import Depot
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM, Program
from ytefas.store.many.batches import keep, move_on, waiting
from ytefas.store.privacy import departing, ledger


async def everywhere(house: House, *names: str) -> list[str]:
    """Look through every column of every table for what names the person."""
    found = []
    async with house.store.reading(SYSTEM) as reading:
        for name, table in tables().items():
            if name == "change_pending":
                continue  # of a transaction that is open
            for column in table.columns:
                if column.name == "storage_key":
                    continue
                like = [_as_text(column).ilike(f"%{one}%") for one in names]
                asked = select(func.count()).select_from(table).where(or_(*like))
                if await reading.fetch_value(asked):
                    found.append(f"{name}.{column.name}")
    return found


def contents(place: Path) -> list[bytes]:
    return [one.read_bytes() for one in place.rglob("*") if one.is_file()]


def _as_text(column: Any) -> Any:
    if isinstance(column.type, LargeBinary):
        return func.encode(column, "escape")
    return cast(column, Text)


async def test_nothing_of_an_erased_person_is_left(house: House, depot_dir: Path) -> None:
    firm = await make_firm(house, surname="Cardellinodelbosco", ended=True)
    who = firm.keys["person"]
    await taken_out(firm, "person", who)  # a file with all of it lies in a tray
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.insert(draft, {
            "user_id": (await house.hire()).id, "controller": "person_edit", "content_hash": b"x",
            "changes": {"person": {"surname": "Cardellinodelbosco"}}, "kept_at": datetime.now(UTC),
        })  # fmt: skip
    somebody = Program((await house.hire()).id)
    async with house.store.writing(somebody, cause="test.write") as unit:
        rows_ = [waiting(str(who), "Cardellinodelbosco Mario", 1)]
        batch = await keep(unit, "org.persons", "edit", rows_, {})
        await move_on(unit, batch, "done", {"company": {"set": "Cardellinodelbosco Mario"}})
        await keep(unit, "org.persons", "archive", rows_, {})
    assert await everywhere(house, "Cardellinodelbosco"), "it is there before"
    assert any(b"Cardellinodelbosco" in data for data in contents(depot_dir))
    told = await firm.desk.preview("person", str(who))
    assert told["title"] == "Cardellinodelbosco Mario"
    assert not told["lasts"]
    gone = {one["label"]: one["count"] for one in told["gone"]}
    assert gone["Commenti"] == 1
    assert gone["Allegati"] == 2, "what hangs on the person, and a deed of long ago"
    assert {one["label"] for one in told["kept"]} >= {"Persone", "Nomine"}
    await firm.desk.erase("person", str(who))
    assert await everywhere(house, "Cardellinodelbosco") == []
    left = contents(depot_dir)
    assert not any(b"Cardellinodelbosco" in data for data in left)
    assert any(data.startswith(b"\xff\xd8\xff") for data in left), "the photo of the site stays"
    found = await firm.visitor.client.server.search.find("Cardellinodelbosco")
    assert str(who) not in str(found)
    async with house.store.reading(SYSTEM) as reading:
        row = await reading.fetch_row(select(person.c.full_name, person.c.archived_at)
                                      .where(person.c.id == who))  # fmt: skip
        assert row is not None
        assert row["full_name"] == f"Persona cancellata {who.hex[-6:].upper()}"
        assert row["archived_at"] is not None
        for table in ("employment", "assignment", "appointment", "group_worker"):
            kept = tables()[table]
            assert await reading.fetch(select(kept.c.id).where(kept.c.person_id == who)), table
    archive = parts(await taken_out(firm, "customer", firm.customer))
    assert not any(b"Cardellinodelbosco" in data for data in archive.values())
    assert rows(archive, "employment"), "how many worked there is still counted"
    with pytest.raises(Invalid) as twice:
        await firm.desk.erase("person", str(who))
    assert twice.value.fields["reason"] == "already_erased"


async def test_the_chain_holds_after_an_erasure_and_breaks_for_any_other_change(
    house: House,
) -> None:
    firm = await make_firm(house)
    await firm.desk.erase("person", str(firm.keys["person"]))
    assert await holds(house, firm.customer)
    async with house.store.reading(SYSTEM) as reading:
        masked = await reading.fetch_row(
            select(audit_event.c.id, audit_event.c.diff).where(
                audit_event.c.customer_id == firm.customer, audit_event.c.entity == "person",
                audit_event.c.action == "create",
            )
        )  # fmt: skip
    assert masked is not None
    assert masked["diff"]["surname"] == "masked"
    assert masked["diff"]["kind"] == "masked"
    owner = await asyncpg.connect(_owner_url(house))
    try:
        changed = 'UPDATE audit_event SET diff = diff || \'{"surname": "x"}\' WHERE id = $1'
        await owner.execute(changed, masked["id"])
    finally:
        await owner.close()
    assert not await holds(house, firm.customer), "masked once, it cannot be changed once more"


def _owner_url(house: House) -> str:
    return str(house.store._url)


async def holds(house: House, customer: UUID) -> bool:
    verdicts = {key: one async for key, one in house.store.verify_audit()}
    return verdicts[customer].holds


async def test_deeds_stay_as_long_as_the_studio_keeps_documents(house: House) -> None:
    firm = await make_firm(house)
    told = await firm.desk.preview("person", str(firm.keys["person"]))
    assert told["lasts"]
    assert any("atto" in one["why"] for one in told["kept"])
    await firm.desk.erase("person", str(firm.keys["person"]))
    async with house.store.reading(SYSTEM) as reading:
        table = tables()["attachment"]
        name = await reading.fetch_value(
            select(table.c.filename).where(table.c.id == firm.keys["deed"])
        )
    assert name.startswith("Atto conservato ")


async def test_who_does_not_manage_is_refused(house: House) -> None:
    firm = await make_firm(house, level="edit")
    for call in (firm.desk.preview, firm.desk.erase):
        with pytest.raises(Denied):
            await call("person", str(firm.keys["person"]))
    other = await make_firm(house)
    for key in (str(firm.keys["person"]), str(uuid4()), "no key"):
        with pytest.raises(NotFound):
            await other.desk.preview("person", key)


async def test_erasing_asks_who_it_is(house: House) -> None:
    firm = await make_firm(house)
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        table = tables()["login_session"]
        await unit.fetch(
            update(table).values(proved_at=func.now() - func.make_interval(0, 0, 0, 1))
        )
    with pytest.raises(Reauthenticate):
        await firm.desk.erase("person", str(firm.keys["person"]))


async def test_an_erasure_is_done_again_after_a_restore(house: House, depot_dir: Path) -> None:
    firm = await make_firm(house, surname="Fringuellinorestato")
    who = firm.keys["person"]
    await firm.desk.erase("person", str(who))
    lines = ledger.read(depot_dir / ledger.FILE)
    assert ledger.Entry("person", who, firm.customer) in lines
    async with house.store.writing(SYSTEM, cause="test.restore") as unit:  # as a backup would
        back = {"surname": "Fringuellinorestato", "name": "Mario", "archived_at": None}
        await unit.fetch(update(person).where(person.c.id == who).values(back))
    assert await everywhere(house, "Fringuellinorestato")
    uploads = house.running.stored
    done = await departing.replay(uploads.store, Depot(depot_dir), lines)
    assert [one.record for one in done if one.record == who] == [who]
    assert await everywhere(house, "Fringuellinorestato") == []
    async with house.store.reading(SYSTEM) as reading:
        assert await reading.fetch(select(erasure.c.id).where(erasure.c.record_id == who))


# -- users and customers


async def made_of(house: House, customer: str) -> list[str]:
    """Name what lies ready and was made of a customer: files, and records of an action."""
    found = []
    async with house.store.reading(Program()) as reading:
        for name, column in (("queued_job", "request"), ("bulk_group", "rows")):
            table = tables()[name]
            like = _as_text(table.c[column]).ilike(f"%{customer}%")
            if await reading.fetch_value(select(func.count()).select_from(table).where(like)):
                found.append(name)
    return found


async def test_a_user_who_left_keeps_what_was_made_without_a_name(house: House) -> None:
    gone = await house.hire(
        surname="Upupinapartita", email=f"{uuid4().hex[:8]}@upupinapartita.test"
    )
    customer = await house.customer()
    await house.grant(gone, customer)
    visitor = await house.visit(gone)
    await visitor.client.server.prefs.put("theme", {"name": "Upupinapartita"})
    admin = await house.visit(await house.hire(Role.ADMIN))
    desk = admin.client.server.privacy
    with pytest.raises(Invalid) as early:
        await desk.erase("user", str(gone.id))
    assert early.value.fields["reason"] == "still_active"
    await house.accounts.disable(gone.id, acting=SYSTEM)
    told = await desk.preview("user", str(gone.id))
    assert not told["blocked"]
    await desk.erase("user", str(gone.id))
    assert await everywhere(house, "Upupinapartita") == []
    async with house.store.reading(SYSTEM) as reading:
        row = await reading.fetch_row(
            select(app_user.c.surname, app_user.c.active, app_user.c.password_hash)
            .where(app_user.c.id == gone.id)
        )  # fmt: skip
    assert row is not None
    assert (row["surname"], row["active"], row["password_hash"]) == ("Utente cancellato", False,
                                                                     None)  # fmt: skip


async def test_a_customer_goes_whole_once_archived_and_named(house: House, depot_dir: Path) -> None:
    firm = await make_firm(house, role=Role.ADMIN)
    key = str(firm.customer)
    told = await firm.desk.preview("customer", key)
    assert told["blocked"].startswith("Questo cliente")
    with pytest.raises(Invalid) as kept:
        await firm.desk.erase("customer", key, told["code"])
    assert kept.value.fields["reason"] == "not_archived"
    await house.change("customer", firm.customer, 1, archived_at=datetime.now(UTC))
    with pytest.raises(Invalid) as wrong:
        await firm.desk.erase("customer", key, "another")
    assert wrong.value.fields["reason"] == "code_differs"
    await taken_out(firm, "customer", firm.customer)
    somebody = Program((await house.hire()).id)
    async with house.store.writing(somebody, cause="test.write") as unit:
        named = waiting(str(firm.keys["site"]), "S1 Stabilimento", 1, firm.customer)
        await keep(unit, "org.sites", "archive", [named], {})
    assert await made_of(house, key) == ["queued_job", "bulk_group"]
    await firm.desk.erase("customer", key, told["code"].lower())
    assert await made_of(house, key) == []
    async with house.store.reading(SYSTEM) as reading:
        feed = {"change_row", "change_tx", "feed_head", "change_pending"}
        for table in tables().values():
            if "customer_id" in table.c and table.name not in feed:
                left = await reading.fetch(
                    select(table.c.id).where(table.c.customer_id == firm.customer)
                )
                assert left == [], table.name
        noted = await reading.fetch(
            select(audit_event.c.diff).where(
                audit_event.c.entity_id == firm.customer, audit_event.c.action == "erase",
                audit_event.c.customer_id == UUID(int=0),
            )
        )  # fmt: skip
    assert len(noted) == 1
    assert contents(depot_dir / str(firm.customer)) == []
    assert await holds(house, UUID(int=0))


async def test_only_an_administrator_deletes_a_customer_or_a_user(house: House) -> None:
    firm = await make_firm(house)
    for subject in ("customer", "user"):
        for key in (str(firm.customer), str(uuid4())):
            with pytest.raises(Denied):
                await firm.desk.erase(subject, key, "x")
