"""The files of jobs, in parts: any node serves what any node made; none is ever whole in memory.

Parts are written under their attempt, each in a short transaction, and count once the job says so;
those of an attempt that came to nothing go with the next end of the job.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from schema.base import new_id
from ytefas.errors import NotFound, TooLarge
from ytefas.jobs.job import FileFacts, Job
from ytefas.rules.access import Principal
from ytefas.store.compile import Prepared
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM, Program
from ytefas.store.jobs.showing import is_still_shown
from ytefas.store.unit import Unit

PART: Final = 512 * 1024  # bytes

_KEEP: Final = Prepared.of(
    """
INSERT INTO queued_job_part
  (id, user_id, job_id, attempt, number, data, created_by, updated_by, row_version)
VALUES ($1, $2, $3, $4, $5, $6, $2, $2, 1)""",
    "id", "owner", "job", "attempt", "number", "data",
)  # fmt: skip
_FORGET: Final = Prepared.of(
    "DELETE FROM queued_job_part WHERE job_id = $1 AND attempt IS DISTINCT FROM $2::uuid",
    "job",
    "keep",
)
_FIND: Final = Prepared.of(
    """
SELECT lease_holder, file_name, file_kind, file_size, request -> 'shown' AS shown FROM queued_job
 WHERE id = $1 AND user_id = $2 AND state = 'done' AND NOT dismissed AND file_name IS NOT NULL""",
    "job", "owner",
)  # fmt: skip
_READ: Final = Prepared.of(
    "SELECT data FROM queued_job_part"
    " WHERE job_id = $1 AND attempt = $2::uuid AND number = $3::integer",
    "job", "attempt", "number",
)  # fmt: skip


async def keep_parts(store: Store, job: Job, path: Path, *, most: int) -> int:
    """Write a file's bytes under the attempt that made it; return how many."""
    size = (await asyncio.to_thread(path.stat)).st_size
    if size > most:
        raise TooLarge(limit=most)
    # At once: what a thread opens for somebody who is cancelled meanwhile stays open.
    file: BinaryIO = path.open("rb")
    try:
        number = 0
        while data := await asyncio.to_thread(file.read, PART):
            async with store.writing(Program(job.owner), cause="job.part") as unit:
                await unit.fetch(_KEEP, {
                    "id": new_id(), "owner": job.owner, "job": job.id, "attempt": job.attempt,
                    "number": number, "data": data,
                })  # fmt: skip
            number += 1
    finally:
        file.close()
    return size


async def forget_parts(unit: Unit, job: UUID, *, keep: UUID | None = None) -> None:
    """Forget the parts of a job, but those of one attempt."""
    await unit.fetch(_FORGET, {"job": job, "keep": keep})


class JobFiles:
    """Opens the files of jobs for their owner; implements what the web door needs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, principal: Principal, job: UUID) -> tuple[FileFacts, AsyncIterator[bytes]]:
        """Find a file of this user's, and how to read it; NotFound for anybody else's.

        So is one of what he may not see any more: a right that is taken away is gone at once.
        """
        asked = {"job": job, "owner": principal.user_id}
        async with self._store.reading(SYSTEM) as reading:
            row = await reading.fetch_row(_FIND, asked)
        if row is None:
            raise NotFound
        async with self._store.reading(principal) as now:
            if not is_still_shown(now, row["shown"]):
                raise NotFound
        facts = FileFacts(row["file_name"], row["file_kind"], row["file_size"])
        return facts, self._parts(job, row["lease_holder"])

    async def _parts(self, job: UUID, attempt: UUID) -> AsyncIterator[bytes]:
        number = 0
        while True:
            asked = {"job": job, "attempt": attempt, "number": number}
            async with self._store.reading(SYSTEM) as reading:
                data = await reading.fetch_value(_READ, asked)
            if data is None:
                return
            yield bytes(data)
            number += 1
