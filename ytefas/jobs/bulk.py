"""An action on many records as a job: each group of them done once, whoever is killed meanwhile."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from ytefas.jobs.export import CONTENT_TYPES, file_name, zone_of
from ytefas.jobs.job import Job, Made
from ytefas.jobs.queue import Progress
from ytefas.rules.access import Principal, Role

KIND: Final = "bulk"


class Carrier(Protocol):
    """Carries an action out, from where it stands."""

    async def carry_out(
        self, acting: Any, batch: UUID, way: str, *, told: Callable[[int, int], None]
    ) -> tuple[str, bytes, frozenset[UUID]]:
        """Do what is not done yet, forth or back; its outcome as a named file, and whose it is."""
        ...


class Bulk:
    """The work of one kind of job."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        # His role and his customers are read anew: what he had when he asked does not count.
        acting = Principal(job.owner, Role.CUSTOMER_USER, job.locale)
        batch, way = UUID(str(job.request["batch"])), str(job.request["way"])
        title, data, whose = await self._carrier.carry_out(acting, batch, way, told=progress)
        path = place / "out"
        await asyncio.to_thread(path.write_bytes, data)
        at = job.created_at.astimezone(zone_of(str(job.request["zone"])))
        return Made(path, file_name(title, "xlsx", at=at), CONTENT_TYPES["xlsx"], customers=whose)
