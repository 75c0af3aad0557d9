"""The erasures that were carried out: in the database, and on a line of a file beside the files.

A backup that is put back is older than the last erasures. Their lines are kept apart from it, hold
nothing but keys, and are done again by `ytefas erasures replay`.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.erasure import erasure
from ytefas.store.unit import Reading, Unit

FILE: Final = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure: of a person or a customer, of whose customer."""

    subject: str
    record: UUID
    owner: UUID | None

    def line(self) -> str:
        owner = None if self.owner is None else str(self.owner)
        return json.dumps({"subject": self.subject, "record": str(self.record), "owner": owner})


async def enter(unit: Unit, entry: Entry, outcome: Mapping[str, Any]) -> None:
    """Write an erasure down, in its own transaction."""
    await unit.insert(erasure, {
        "subject": entry.subject, "record_id": entry.record, "owner_id": entry.owner,
        "outcome": dict(outcome),
    })  # fmt: skip


async def entered(reading: Reading) -> list[Entry]:
    """List what the database knows, the oldest first."""
    rows = await reading.fetch(
        select(erasure.c.subject, erasure.c.record_id, erasure.c.owner_id).order_by(erasure.c.id)
    )
    return [Entry(row["subject"], row["record_id"], row["owner_id"]) for row in rows]


def append(root: Path, entry: Entry) -> None:
    """Add a line to the file, which lasts longer than what is restored."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = os.open(root / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(place, f"{entry.line()}\n".encode())
        os.fsync(place)
    finally:
        os.close(place)


def read(path: Path) -> list[Entry]:
    """Read the lines of a file; what is none is left out."""
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
            owner = told["owner"]
            found.append(Entry(str(told["subject"]), UUID(told["record"]),
                               None if owner is None else UUID(owner)))  # fmt: skip
        except (ValueError, KeyError, TypeError):
            continue
    return found
