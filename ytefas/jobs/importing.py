"""An import as a job: done once and whole, with its outcome as a file in the tray."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from ytefas.jobs.export import CONTENT_TYPES, zone_of
from ytefas.jobs.job import Job, Made
from ytefas.jobs.queue import Progress
from ytefas.rules.access import Principal, Role

KIND: Final = "import"


class Applier(Protocol):
    """Carries an import out."""

    async def apply(
        self, acting: Principal, key: UUID, *, told: Callable[[int, int], None]
    ) -> tuple[Mapping[str, Any], str, bytes]:
        """Do it all or nothing, once however often it is asked; its outcome as a named file."""
        ...


class Import:
    """The work of one kind of job."""

    def __init__(self, applier: Applier) -> None:
        self._applier = applier

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        # His role and his customers are read anew: what he had when he asked does not count.
        acting = Principal(job.owner, Role.CUSTOMER_USER, job.locale)
        upload = UUID(str(job.request["upload"]))
        answer, name, data = await self._applier.apply(acting, upload, told=progress)
        path = place / "out"
        await asyncio.to_thread(path.write_bytes, data)
        at = job.created_at.astimezone(zone_of(str(job.request.get("zone") or "UTC")))
        stem = name.removesuffix(".xlsx")
        whose = answer.get("customer")  # an import that was done by an older release does not say
        return Made(
            path, f"{stem} {at:%Y-%m-%d}.xlsx"[-150:], CONTENT_TYPES["xlsx"],
            customers=frozenset() if whose is None else frozenset({UUID(str(whose))}),
        )  # fmt: skip
