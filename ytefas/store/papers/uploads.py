"""Files that people hand in and fetch: whose they may be, how much, and where they hang."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Table,
    Text,
    any_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
)

from schema.attachment import attachment
from schema.attachment_link import attachment_link
from schema.base import new_id, tables
from schema.studio_file import studio_file
from ytefas.errors import Denied, FileRefused, NotFound
from ytefas.files.depot import Depot
from ytefas.files.intake import Intake, Kept, Room
from ytefas.files.kinds import PHOTOS
from ytefas.files.limits import FileLimits
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.papers.records import Record, Records, require_edit
from ytefas.store.personal.prefs import in_turn
from ytefas.store.source.source import Source
from ytefas.store.today import TODAY, day_of
from ytefas.store.unit import Reading, Unit

MOST_LINKS: Final = 200  # files of one record


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as the web door serves it."""

    path: Path
    name: str
    kind: str
    photo: bool


class Uploads:
    """Implements what the web door needs of files that people handed in."""

    def __init__(
        self, store: Store, sources: Mapping[str, Source], intake: Intake, depot: Depot,
        limits: FileLimits,
    ) -> None:  # fmt: skip
        self._store = store
        self._sources = sources
        self._records = Records(sources)
        self._intake = intake
        self._depot = depot
        self._limits = limits

    # -- in

    @property
    def largest(self) -> int:
        return max(self._limits.file_bytes, self._limits.photo_bytes)

    async def require(
        self, acting: Principal, customer: UUID | None, record: tuple[str, str] | None
    ) -> None:
        """Refuse whoever may not hand a file in here."""
        async with self._store.reading(acting) as reading:
            await self._allowed(reading, customer, record)

    async def receive(
        self, acting: Principal, customer: UUID | None, record: tuple[str, str] | None, name: str,
        parts: AsyncIterator[bytes],
    ) -> dict[str, Any]:  # fmt: skip
        """Take a file in for a customer, or (None) for the studio; hang it on a record, if told."""
        room = await self._room(acting, customer)
        kept = await self._intake.take(customer, name, parts, room=room)
        if customer is None and kept.mime not in PHOTOS:  # it stands at the head of paper
            raise FileRefused("file_not_photo")
        async with self._store.writing(acting, cause="file.add") as unit:
            at = await self._allowed(unit, customer, record)
            await in_turn(unit, acting.user_id)
            key = await _insert(unit, customer, kept)
            link = None if at is None else await hung(unit, at, key)
        room = await self._room(acting, customer)
        if room.bytes < 0:  # several at once: the one too many goes again
            await self._undo(key, attachment if customer else studio_file, link)
            raise FileRefused(room.reason)
        return {
            "id": str(key), "name": kept.name, "mime": kept.mime, "size": kept.size,
            "width": kept.width, "height": kept.height, "taken_on": kept.taken_on,
            "link": None if link is None else str(link),
        }  # fmt: skip

    async def _allowed(
        self, reading: Reading, customer: UUID | None, record: tuple[str, str] | None
    ) -> Record | None:
        if customer is None:
            if reading.acting.role is not Role.ADMIN:
                raise Denied
            if record is not None:
                raise NotFound
            return None
        require_edit(reading, customer)
        if record is None:
            return None
        found = await self._records.seen(reading, *record)
        if found.customer != customer:
            raise NotFound
        return found

    async def _room(self, acting: Principal, customer: UUID | None) -> Room:
        """Tell how much may still come, and what is in the way then."""
        table = attachment if customer else studio_file
        today = day_of(table.c.created_at) == TODAY
        size = func.coalesce(func.sum(table.c.bytes), 0)
        async with self._store.reading(SYSTEM) as reading:
            used = await reading.fetch_value(
                select(size).where(table.c.created_by == acting.user_id, today)
            )
            whole = 0
            if customer is not None:
                whole = await reading.fetch_value(
                    select(size).where(attachment.c.customer_id == customer)
                )
        mine = self._limits.user_day_bytes - int(used)
        theirs = self._limits.customer_bytes - int(whole)
        return Room(mine, "file_quota") if mine <= theirs else Room(theirs, "customer_quota")

    async def _undo(self, key: UUID, table: Table, link: UUID | None) -> None:
        async with self._store.writing(SYSTEM, cause="file.undo") as unit:
            if link is not None:
                await unit.fetch(delete(attachment_link).where(attachment_link.c.id == link))
            await unit.fetch(delete(table).where(table.c.id == key))

    # -- out

    async def find(self, acting: Principal, wanted: UUID, size: str) -> Stored:
        """Find a file this reader sees, or NotFound; a smaller size only of photos."""
        async with self._store.reading(acting) as reading:
            seen = await self._sources["doc.attachments"].get(reading, [wanted], ["id"])
        table = attachment if seen else studio_file
        asked = select(table.c.storage_key, table.c.filename, table.c.mime).where(
            table.c.id == wanted
        )
        async with self._store.reading(SYSTEM) as reading:
            row = await reading.fetch_row(asked)
        if row is None or (size and row["mime"] not in PHOTOS):
            raise NotFound
        path = self._depot.path(row["storage_key"], size)
        if not await asyncio.to_thread(path.is_file):
            raise NotFound
        kind = "image/webp" if size else row["mime"]
        return Stored(path, row["filename"], kind, row["mime"] in PHOTOS)

    # -- keeping house

    async def purge(self) -> None:
        """Remove what hangs on nothing for long, and bytes that no row speaks of."""
        before = time.time() - self._limits.loose_seconds
        async with self._store.writing(SYSTEM, cause="file.purge") as unit:
            old = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, self._limits.loose_seconds)
            for table in (attachment, studio_file):
                used = [exists().where(column == table.c.id) for column in referring(table)]
                await unit.fetch(
                    delete(table).where(table.c.created_at < old, *(~one for one in used))
                )
        await asyncio.to_thread(self._depot.sweep_coming, older_than=before)
        candidates = await asyncio.to_thread(lambda: list(self._depot.keys(older_than=before)))
        for start in range(0, len(candidates), 500):
            some = candidates[start : start + 500]
            async with self._store.reading(SYSTEM) as reading:
                known: set[str] = set()
                for table in (attachment, studio_file):
                    rows = await reading.fetch(
                        select(table.c.storage_key).where(
                            table.c.storage_key == any_(bindparam("keys", some, ARRAY(Text)))
                        )
                    )
                    known |= {row["storage_key"] for row in rows}
            gone = [key for key in some if key not in known]
            await asyncio.to_thread(self._depot.remove_all, gone, older_than=before)


def referring(table: Table) -> list[Any]:
    """List the columns of all tables that refer to rows of a table."""
    return [
        column
        for other in tables().values()
        for column in other.columns
        if column.info.get("link", ("", ""))[1] == table.name
    ]


async def hung(unit: Unit, record: Record, file: UUID) -> UUID:
    """Hang a file on a record, behind those that are there."""
    table = attachment_link
    here = (
        table.c.customer_id == record.customer,
        table.c.source == record.source,
        table.c.record_id == record.id,
    )
    row = await unit.fetch_row(
        select(func.count().label("n"), func.coalesce(func.max(table.c.sort), 0).label("last"))
        .where(*here)
    )  # fmt: skip
    count, last = (0, 0) if row is None else (row["n"], row["last"])
    if count >= MOST_LINKS:
        raise FileRefused("too_many_files", most=MOST_LINKS)
    return await unit.insert(table, {
        "customer_id": record.customer, "attachment_id": file, "source": record.source,
        "record_id": record.id, "sort": last + 1, "in_report": True,
    })  # fmt: skip


async def _insert(unit: Unit, customer: UUID | None, kept: Kept) -> UUID:
    """Make the row: nobody makes one but by handing in a file, so no Unit's verb does it."""
    key, by = new_id(), unit.acting.user_id
    values: dict[str, Any] = {
        "id": key, "filename": kept.name, "mime": kept.mime, "bytes": kept.size,
        "sha256": kept.sha256, "storage_key": kept.key, "width": kept.width,
        "height": kept.height, "created_by": by, "updated_by": by, "row_version": 1,
    }  # fmt: skip
    if customer is not None:
        taken = None if kept.taken_on is None else date.fromisoformat(kept.taken_on)
        values |= {"customer_id": customer, "taken_on": taken}
    table = studio_file if customer is None else attachment
    await unit.fetch(insert(table).values(values).inline())
    return key
