"""From the bytes somebody sent to a file that may be kept: scanned, judged, put in its place."""

import asyncio
import contextlib
import json
import logging
import shlex
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from ytefas.errors import FileRefused
from ytefas.files.depot import Depot
from ytefas.files.kinds import HEAD, PHOTOS, Judged, Refused, clean_name, recognised
from ytefas.files.limits import FileLimits
from ytefas.jobs.job import WorkerDied
from ytefas.jobs.process import draw

log = logging.getLogger(__name__)

_PROGRAM: Final = "ytefas.files.judge"
_INFECTED: Final = 1  # what scanners answer who found something; 0 is clean


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept now."""

    name: str
    mime: str
    size: int
    sha256: str
    key: str
    width: int | None
    height: int | None
    taken_on: str | None


@dataclass(frozen=True, slots=True)
class Room:
    """How much somebody may still store, and what to tell him when it is too little."""

    bytes: int
    reason: str


class Intake:
    """Takes files in; one for each node."""

    def __init__(self, depot: Depot, limits: FileLimits, *, scanner: str | None = None) -> None:
        self._depot = depot
        self._limits = limits
        self._scanner = shlex.split(scanner) if scanner else None
        self._turns = asyncio.Semaphore(limits.judging)

    async def take(
        self, customer: UUID | None, name: str, parts: AsyncIterator[bytes], *, room: Room
    ) -> Kept:
        """Receive, look at and keep a file; `room`: how much its owner may still store."""
        place = await asyncio.to_thread(self._depot.coming)
        try:
            return await self._take(customer, name, parts, place=place, room=room)
        except Refused as refused:
            raise FileRefused(refused.reason, **refused.facts) from None
        finally:
            await asyncio.to_thread(self._depot.forget_coming, place)

    async def _take(
        self, customer: UUID | None, name: str, parts: AsyncIterator[bytes], *, place: Path,
        room: Room,
    ) -> Kept:  # fmt: skip
        given = place / "given"
        await self._received(parts, given, room=room)
        async with self._turns:
            await self._scan(given)
            judged, made = await self._judge(given, place)
        size = (await asyncio.to_thread(made.stat)).st_size
        digest, key = await asyncio.to_thread(self._depot.keep, customer, made)
        return Kept(clean_name(name, judged.mime), judged.mime, size, digest, key, judged.width,
                    judged.height, judged.taken_on)  # fmt: skip

    async def adopt(self, customer: UUID, given: Path, digest: str) -> str:
        """Keep a file that another installation kept; where. It is looked at, and stays as it is.

        A photo was made anew there, and its hash is what documents speak of: only the smaller sizes
        are made here.
        """
        place = given.parent
        try:
            async with self._turns:
                await self._scan(given)
                _, made = await self._judge(given, place)
        except Refused as refused:
            raise FileRefused(refused.reason, **refused.facts) from None
        if made != given:
            await asyncio.to_thread(given.replace, made)
        found, key = await asyncio.to_thread(self._depot.keep, customer, made)
        if found != digest:
            raise FileRefused("file_unknown")
        return key

    async def _received(self, parts: AsyncIterator[bytes], given: Path, *, room: Room) -> None:
        """Write what comes, and stop at once where it is too much or nothing we take."""
        head, size, most = b"", 0, 0
        with given.open("xb") as file:
            async for part in parts:
                if len(head) < HEAD:
                    head += part[: HEAD - len(head)]
                if not most and len(head) >= HEAD:
                    most = self._most(head)
                size += len(part)
                if size > (most or self._limits.file_bytes):
                    raise Refused("photo_bytes" if most == self._limits.photo_bytes
                                  else "file_bytes", most=(most or size) // 1_000_000)  # fmt: skip
                if size > room.bytes:
                    raise Refused(room.reason)
                await asyncio.to_thread(file.write, part)
        if size > self._most(head):
            raise Refused("photo_bytes", most=self._limits.photo_bytes // 1_000_000)

    def _most(self, head: bytes) -> int:
        photo = recognised(head) in PHOTOS
        return self._limits.photo_bytes if photo else self._limits.file_bytes

    async def _judge(self, given: Path, place: Path) -> tuple[Judged, Path]:
        limits, out, verdict = self._limits, place / "made", place / "verdict"
        order = place / "order"
        told = {
            "file": str(given), "out": str(out), "verdict": str(verdict),
            "photo_pixels": limits.photo_pixels, "unpacked_bytes": limits.unpacked_bytes,
            "unpacked_entries": limits.unpacked_entries, "judge_memory": limits.judge_memory,
            "judge_seconds": int(limits.judge_seconds),
        }  # fmt: skip
        order.write_text(json.dumps(told), encoding="utf-8")
        try:
            await draw(_PROGRAM, order, told=lambda _: None,
                       bounded=(verdict, 100_000, limits.judge_seconds))  # fmt: skip
        except (WorkerDied, RuntimeError):
            raise Refused("file_too_much") from None
        said = json.loads(verdict.read_text(encoding="utf-8"))
        if "reason" in said:
            raise Refused(said["reason"], **said["facts"])
        return Judged(**said), out if out.exists() else given

    async def _scan(self, path: Path) -> None:
        """Ask the scanner, if there is one; whatever it cannot say is a no."""
        if self._scanner is None:
            return
        command = [*self._scanner, str(path)]
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as missing:
            log.error("the malware scanner cannot be started: %s", missing)  # noqa: TRY400 - no trace needed
            raise Refused("scan_failed") from None
        try:
            async with asyncio.timeout(self._limits.scan_seconds):
                code = await process.wait()
        except TimeoutError:
            log.error("the malware scanner took too long")  # noqa: TRY400 - no trace needed
            raise Refused("scan_failed") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if code == _INFECTED:
            log.warning("the malware scanner refused a file")
            raise Refused("scan_infected")
        if code != 0:
            log.error("the malware scanner failed with %d", code)
            raise Refused("scan_failed")
