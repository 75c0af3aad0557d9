"""The export of what a grid shows: the rows first, as one snapshot, then the file, elsewhere.

The rows are read in one repeatable-read transaction bounded in time, as fast as the database gives
them, and lie on this machine's disk until the worker process has drawn the file from them. So what
is in the file was true at one moment, and no transaction waits for a spreadsheet.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ytefas.jobs.job import Contents, Job, JobLimits, Made
from ytefas.jobs.process import draw
from ytefas.jobs.queue import Progress

KIND: Final = "export"
CONTENT_TYPES: Final[Mapping[str, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LONGEST_NAME: Final = 100


class Spool(Protocol):
    """Reads rows as their owner may see them now."""

    async def __call__(
        self, job: Job, into: Path, *, progress: Callable[[int, int], None]
    ) -> tuple[Mapping[str, Any], Contents]:
        """Write them as lines of JSON and describe the sheet; `progress(read, total)`.

        Raises NotAuthenticated when the owner is nobody any more, TooLarge, Invalid, Busy.
        """


class Export:
    """The work of one kind of job; `module` is the program that draws."""

    def __init__(self, spool: Spool, module: str, limits: JobLimits) -> None:
        self._spool = spool
        self._module = module
        self._limits = limits

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made:
        counted = 0

        def read(done: int, total: int) -> None:  # the first half of the way
            nonlocal counted
            counted = max(total, done)
            progress(done // 2, counted)

        sheet, contents = await self._spool(job, place / "rows", progress=read)
        request = job.request
        order = {"format": request["format"], "sheet": sheet}
        path = place / "order.json"
        await asyncio.to_thread(path.write_text, json.dumps(order), encoding="utf-8")
        await draw(
            self._module, path,
            told=lambda rows: progress((counted + rows) // 2, counted),
            bounded=(place / "out", self._limits.file_bytes, self._limits.drawing),
        )  # fmt: skip
        at = job.created_at.astimezone(zone_of(str(request["zone"])))
        name = file_name(str(request["name"]), str(request["format"]), at=at)
        return Made(place / "out", name, CONTENT_TYPES[request["format"]], contents)


def zone_of(name: str) -> tzinfo:
    """Find a time zone; one that this machine does not know is the universal time."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def file_name(title: str, extension: str, *, at: datetime) -> str:
    """Make a name that every system accepts: `Clienti 2026-11-20.xlsx`."""
    kept = "".join(" " if one in '\\/:*?"<>|' or not one.isprintable() else one for one in title)
    plain = " ".join(kept.split()).strip(" .")[:LONGEST_NAME].rstrip(" .")
    return f"{plain or 'Ytefas'} {at:%Y-%m-%d}.{extension}"
