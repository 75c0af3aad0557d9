"""The sheet of a calculation, or of a case that was only tried, as a document to print."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from ytefas.jobs.export import file_name, zone_of
from ytefas.jobs.job import Contents, Job, JobLimits, Made
from ytefas.jobs.process import draw
from ytefas.jobs.queue import Progress

KIND: Final = "method_sheet"
CONTENT_TYPE: Final = "application/pdf"
_STEPS: Final = 2  # it is gathered, it is drawn


class Gather(Protocol):
    """Brings together what the sheet says, as its owner may see it now."""

    async def __call__(self, job: Job) -> tuple[Mapping[str, Any], Contents | None]:
        """Give it as plain data. Raises NotFound, NotAuthenticated."""


class MethodSheet:
    """The work of one kind of job; `module` is the program that draws."""

    def __init__(self, gather: Gather, module: str, limits: JobLimits) -> None:
        self._gather = gather
        self._module = module
        self._limits = limits

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        progress(0, _STEPS)
        sheet, contents = await self._gather(job)
        progress(1, _STEPS)
        order = await asyncio.to_thread(json.dumps, {"document": KIND, "sheet": sheet})
        path = place / "order.json"
        await asyncio.to_thread(path.write_text, order, encoding="utf-8")
        await draw(
            self._module, path, told=lambda _: None,
            bounded=(place / "out", self._limits.file_bytes, self._limits.drawing),
        )  # fmt: skip
        progress(_STEPS, _STEPS)
        at = job.created_at.astimezone(zone_of(str(job.request["zone"])))
        name = file_name(str(sheet["title"]), "pdf", at=at)
        return Made(place / "out", name, CONTENT_TYPE, contents)
