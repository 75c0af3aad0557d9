"""A customer goes out whole and comes in whole; nobody takes out what is not his."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from schema.audit_event import audit_event
from schema.base import tables
from tests.jobs.tray import Tray
from tests.privacy.firm import CANARY, Firm, act, make_firm, parts, rows, send, taken_out, there
from tests.support.database import TestServer
from tests.support.node import PLENTY, House, node_on
from ytefas.assembly.stored import Bounds
from ytefas.errors import Busy, Denied, NoProcedure, NotFound
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.privacy.archives import Archives
from ytefas.store.privacy.carried import LEFT_OUT, carried


async def test_an_archive_holds_every_table_file_and_page(house: House) -> None:
    firm = await make_firm(house)
    archive = parts(await taken_out(firm, "customer", firm.customer))
    manifest = json.loads(archive["manifest.json"])
    assert manifest["format"] == "ytefas-customer"
    assert set(manifest["tables"]) == {table.name for table in carried()}
    assert set(manifest["left_out"]) == set(LEFT_OUT)
    for name, told in manifest["parts"].items():
        assert hashlib.sha256(archive[name]).hexdigest() == told["sha256"], name
    (who,) = rows(archive, "person")
    assert (who["surname"], who["tax_code"]) == (CANARY, "RSSMRA80A01L219M")
    files = {name for name in archive if name.startswith("files/")}
    assert files == {
        f"files/{one['sha256']}.{'jpg' if one['mime'] == 'image/jpeg' else 'pdf'}"
        for one in rows(archive, "attachment")
    }
    assert "library/equipment_type.jsonl" in archive
    assert CANARY in archive["audit.jsonl"].decode()
    assert "storage_key" not in archive["tables/attachment.jsonl"].decode()
    assert {"LEGGIMI.txt", "README.txt"} <= set(archive)
    async with house.store.reading(SYSTEM) as reading:
        noted = await reading.fetch(
            select(audit_event.c.entity_id, audit_event.c.diff).where(
                audit_event.c.customer_id == firm.customer, audit_event.c.action == "export"
            )
        )
    assert [row["entity_id"] for row in noted] == [firm.customer]


@pytest.mark.parametrize("level", ["read", "edit"])
async def test_who_does_not_manage_takes_nothing_out(house: House, level: str) -> None:
    firm = await make_firm(house)
    other = await house.hire()
    await house.grant(other, firm.customer, level)
    visitor = await house.visit(other)
    theirs = Firm(house, visitor, await Tray.of(visitor), firm.customer, firm.keys)
    view = await visitor.open("view", "org.persons", str(firm.keys["person"]))
    await there(view)
    try:
        said = await act(theirs, view, "export_person")
    except (Denied, NoProcedure, NotFound):
        return
    assert said["error"]["code"] == "denied"


async def test_a_customers_user_is_not_told_what_the_studio_keeps_to_itself(house: House) -> None:
    firm = await make_firm(house, role=Role.CUSTOMER_USER)
    await house.change("customer", firm.customer, 1, notes="Pagano in ritardo")
    archive = parts(await taken_out(firm, "customer", firm.customer))
    assert not any(b"Pagano" in data for data in archive.values())
    assert "audit.jsonl" not in archive
    assert b"@studio.test" not in archive["users.jsonl"]


async def looked(visitor: Any, archive: bytes) -> dict[str, Any]:
    status, said = await send(visitor, archive)
    assert status == 201, said
    summary: dict[str, Any] = await visitor.client.server.privacy.look(said["archive"])
    return summary


@pytest.mark.parametrize("as_copy", [False, True])
async def test_an_attempt_that_died_after_it_was_done_is_told_and_not_done_again(
    house: House,
    server: TestServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    as_copy: bool,
) -> None:
    firm = await make_firm(house)
    sent = await taken_out(firm, "customer", firm.customer)
    forget, deaths = Archives.forget, [1]

    async def dies(self: Archives, *about: Any) -> None:
        if deaths[0]:
            deaths[0] -= 1
            raise Busy(reason="connection")  # the work is committed, nobody has been told
        await forget(self, *about)

    monkeypatch.setattr(Archives, "forget", dies)
    bounds = Bounds(wire=PLENTY)
    async with (
        server.clone() as database,
        node_on(database.url, bounds=bounds, files_dir=tmp_path / "files") as other,
    ):
        visitor = await other.visit(await other.hire(Role.ADMIN))
        tray = await Tray.of(visitor)
        summary = await looked(visitor, sent)
        started = await visitor.client.server.privacy.bring(summary["archive"], as_copy=as_copy)
        job = await tray.ended(started)
        assert (job["state"], deaths) == ("done", [0]), job
        async with other.store.reading(SYSTEM) as reading:
            assert len(await reading.fetch(select(tables()["customer"].c.id))) == 1


async def test_a_round_trip_changes_nothing_but_stamps(
    house: House, server: TestServer, tmp_path: Path
) -> None:
    firm = await make_firm(house)
    sent = await taken_out(firm, "customer", firm.customer)
    bounds = Bounds(wire=PLENTY)
    async with (
        server.clone() as database,
        node_on(database.url, bounds=bounds, files_dir=tmp_path / "files") as other,
    ):
        admin = await other.hire(Role.ADMIN)
        visitor = await other.visit(admin)
        tray = await Tray.of(visitor)
        summary = await looked(visitor, sent)
        assert summary["faults"] == []
        assert not summary["here"]
        assert {one["label"] for one in summary["missing"]} == {"Tipi di attrezzatura", "Etichette"}
        desk = visitor.client.server.privacy
        job = await tray.ended(await desk.bring(summary["archive"]))
        assert job["state"] == "done", job
        there = Firm(other, visitor, tray, firm.customer, firm.keys)
        back = await taken_out(there, "customer", firm.customer)
        before, after = parts(sent), parts(back)
        for table in carried():
            assert _bare(rows(before, table.name)) == _bare(rows(after, table.name)), table.name
        assert {name for name in before if name.startswith("files/")} == {
            name for name in after if name.startswith("files/")
        }
        found = await visitor.client.server.search.find(CANARY)
        assert str(firm.keys["person"]) in json.dumps(found), "everything is searched"
        verdicts = [one async for one in other.store.verify_audit()]
        assert all(verdict.holds for _, verdict in verdicts)
        again = await looked(visitor, back)
        assert again["here"], "it is here now"
        refused = await tray.ended(await desk.bring(again["archive"]))
        assert refused["state"] == "failed"
        assert "copia" in refused["error"]["message"]
        copied = await tray.ended(await desk.bring(again["archive"], as_copy=True))
        assert copied["state"] == "done", copied
        async with other.store.reading(SYSTEM) as reading:
            people = await reading.fetch(
                select(tables()["person"].c.id, tables()["person"].c.customer_id)
            )
            names = await reading.fetch(select(tables()["customer"].c.legal_name))
        assert len({row["customer_id"] for row in people}) == 2
        assert len({row["id"] for row in people}) == 2
        assert max(row["legal_name"] for row in names).endswith("(copia)")


def _bare(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out who and when, and what refers to a catalogue that is matched by name."""
    others = {"created_by", "updated_by", "type_id", "tag_id"}
    kept = ({k: v for k, v in row.items() if k not in others} for row in found)
    return sorted(kept, key=lambda row: str(row["id"]))


async def test_only_administrators_send_archives(house: House) -> None:
    _, visitor = await house.consultant(await house.customer(), level="manage")
    status, said = await send(visitor, b"PK")
    assert (status, said["code"]) == (403, "denied")


async def test_anothers_archive_is_one_that_does_not_exist(house: House) -> None:
    firm = await make_firm(house, role=Role.ADMIN)
    archive = await taken_out(firm, "customer", firm.customer)
    status, said = await send(firm.visitor, archive)
    assert status == 201
    other = await house.visit(await house.hire(Role.ADMIN))
    for key in (said["archive"], str(UUID(int=7)), "no key"):
        with pytest.raises(NotFound):
            await other.client.server.privacy.look(key)
