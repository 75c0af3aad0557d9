"""Taking a customer in from an archive, as a job: done once and whole, and told in the tray."""

import asyncio
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from ytefas.jobs.job import Job, Made
from ytefas.jobs.queue import Progress

KIND: Final = "customer_import"


class Bringer(Protocol):
    """Takes a customer in."""

    async def bring(
        self, owner: UUID, archive: UUID, *, job: UUID, as_copy: bool, locale: str,
        progress: Progress,
    ) -> tuple[str, str]:  # fmt: skip
        """Do it all or nothing, once for a job; a name for what came of it, and what to say."""
        ...


class CustomerImport:
    """The work of one kind of job."""

    def __init__(self, bringer: Bringer) -> None:
        self._bringer = bringer

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        name, said = await self._bringer.bring(
            job.owner, UUID(str(job.request["archive"])), job=job.id,
            as_copy=bool(job.request["as_copy"]), locale=job.locale, progress=progress,
        )  # fmt: skip
        path = place / "out"
        await asyncio.to_thread(path.write_text, said, encoding="utf-8")
        return Made(path, name, "text/plain; charset=utf-8")
