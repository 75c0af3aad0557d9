"""Archives that are wrong: each is refused with a sentence of its own, and nothing is written."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from schema.base import tables
from tests.privacy.firm import make_firm, parts, send, taken_out
from tests.support.node import House
from ytefas.errors import Invalid
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM

Parts = dict[str, bytes]


def packed(told: Parts) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in told.items():
            archive.writestr(name, data)
    return made.getvalue()


def sealed(told: Parts) -> bytes:
    """Pack parts with a manifest that agrees with them, as a forger would."""
    manifest = json.loads(told["manifest.json"])
    manifest["parts"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in told.items()
        if name != "manifest.json"
    }
    return packed({**told, "manifest.json": json.dumps(manifest).encode()})


def manifest(**changes: Any) -> Callable[[Parts], bytes]:
    def change(told: Parts) -> bytes:
        said = {**json.loads(told["manifest.json"]), **changes}
        return packed({**told, "manifest.json": json.dumps(said).encode()})

    return change


def with_part(name: str, data: bytes) -> Callable[[Parts], bytes]:
    return lambda told: packed({**told, name: data})


def a_bomb(told: Parts) -> bytes:
    return sealed({**told, "audit.jsonl": b"\0" * 40_000_000})


REFUSED: dict[str, tuple[str, Callable[[Parts], bytes]]] = {
    "no archive": ("archive_zip", lambda _: b"%PDF-1.7 no archive"),
    "half of one": ("archive_zip", lambda told: packed(told)[: len(packed(told)) // 2]),
    "a way out": ("archive_names", with_part("../../etc/passwd", b"x")),
    "a root": ("archive_names", with_part("/etc/passwd", b"x")),
    "a program": ("archive_names", with_part("files/run.exe", b"MZ")),
    "a stranger": ("archive_parts", with_part("tables/app_user.jsonl", b"{}\n")),
    "another format": ("archive_format", manifest(format="other")),
    "a later version": ("archive_version", manifest(version=99)),
    "no manifest": (
        "archive_manifest",
        lambda told: packed({name: data for name, data in told.items() if name != "manifest.json"}),
    ),
    "a strange manifest": ("archive_manifest", manifest(tables=[1, 2])),
    "a changed part": ("archive_changed", with_part("tables/person.jsonl", b"{}\n")),
    "a bomb": ("archive_large", a_bomb),
    "rows that are none": (
        "archive_row", lambda told: sealed({**told, "tables/person.jsonl": b"[1, 2]\n"}),
    ),
    "a table of the studio": (
        "archive_tables",
        lambda told: sealed({
            **told,
            "tables/app_user.jsonl": b"",
            "manifest.json": json.dumps({
                **json.loads(told["manifest.json"]),
                "tables": {
                    **json.loads(told["manifest.json"])["tables"],
                    "app_user": {"part": "tables/app_user.jsonl"},
                },
            }).encode(),
        }),
    ),
}  # fmt: skip


async def test_every_wrong_archive_is_refused_with_its_sentence(house: House) -> None:
    firm = await make_firm(house, role=Role.ADMIN)
    sound = parts(await taken_out(firm, "customer", firm.customer))
    before = await counted(house)
    for name, (reason, wrong) in REFUSED.items():
        status, said = await send(firm.visitor, wrong(dict(sound)))
        assert status == 201, name
        with pytest.raises(Invalid) as refused:
            await firm.desk.look(said["archive"])
        assert refused.value.fields["reason"] == reason, name
    assert await counted(house) == before


def edited(told: Parts, table: str, **values: Any) -> bytes:
    """Forge the first row of a table."""
    name = f"tables/{table}.jsonl"
    first, *rest = told[name].splitlines()
    row = {**json.loads(first), **values}
    return sealed({**told, name: b"\n".join([json.dumps(row).encode(), *rest, b""])})


FORGED: dict[str, tuple[str, dict[str, Any]]] = {
    "a tax code that cannot be": ("person", {"tax_code": "RSSMRA80A01L219X"}),
    "a choice nobody has": ("person", {"kind": "boss"}),
    "a date that is none": ("person", {"birth_date": "1980-13-01"}),
    "a reference to nowhere": (
        "assignment", {"job_id": "018f0000-0000-7000-8000-000000000001"},
    ),
    "another customer's": ("site", {"customer_id": "018f0000-0000-7000-8000-000000000002"}),
    "a column that is not": ("person", {"is_admin": True}),
    "the future": ("comment", {"created_at": "2999-01-01T00:00:00Z"}),
    "too long": ("site", {"name": "x" * 5000}),
    "nothing where something must be": ("site", {"name": None}),
    "a case that is none": ("calculation", {"inputs": [1]}),
    "a level there is not": ("calculation", {"level": "9"}),
    "a file that is not there": ("attachment", {"sha256": "0" * 64}),
}  # fmt: skip


async def test_every_forged_value_is_named_with_its_line(house: House) -> None:
    firm = await make_firm(house, role=Role.ADMIN)
    sound = parts(await taken_out(firm, "customer", firm.customer))
    for name, (table, values) in FORGED.items():
        status, said = await send(firm.visitor, edited(dict(sound), table, **values))
        assert status == 201, name
        summary = await firm.desk.look(said["archive"])
        faults = [one for one in summary["faults"] if one["part"] == f"tables/{table}.jsonl"]
        assert faults, name
        assert faults[0]["line"] == 1
        assert faults[0]["message"], name
        job = await firm.tray.ended(await firm.desk.bring(said["archive"], as_copy=True))
        assert job["state"] == "failed", name


@pytest.mark.parametrize("version", [1, 99])
async def test_a_forged_result_is_computed_again_and_never_believed(
    house: House, version: int
) -> None:
    """What this installation cannot compute, it keeps as a case without a result."""
    firm = await make_firm(house, role=Role.ADMIN)
    sound = parts(await taken_out(firm, "customer", firm.customer))
    forged = {"score": "0", "level": "0", "band": "none", "word": "Nessuno", "word_en": "None",
              "outcome": {"error": None}, "evaluated_on": "2026-01-15"}  # fmt: skip
    archive = edited(dict(sound), "calculation", version=version, **forged)
    status, said = await send(firm.visitor, archive)
    assert status == 201
    assert (await firm.desk.look(said["archive"]))["faults"] == []
    job = await firm.tray.ended(await firm.desk.bring(said["archive"], as_copy=True))
    assert job["state"] == "done", job
    table = tables()["calculation"]
    async with house.store.reading(SYSTEM) as reading:
        asked = select(table).order_by(table.c.updated_at.desc(), table.c.id.desc()).limit(1)
        row = await reading.fetch_row(asked)
    assert row is not None
    assert row["customer_id"] != firm.customer
    known = version == 1
    assert (row["level"], row["word"]) == (("4", "Alto") if known else ("x", None))
    assert row["score"] == (12 if known else None)
    assert row["inputs"] == {"p": 3, "d": 4}


async def counted(house: House) -> dict[str, int]:
    async with house.store.reading(SYSTEM) as reading:
        return {
            name: await reading.fetch_value(select(func.count()).select_from(tables()[name]))
            for name in ("customer", "person", "site", "attachment", "equipment_type")
        }
