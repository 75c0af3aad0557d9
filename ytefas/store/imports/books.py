"""Reading uploaded files: each in a process of its own, what came out kept for a while here."""

import asyncio
import hashlib
import json
import tempfile
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from ytefas.errors import Busy, Invalid, TooLarge
from ytefas.imports.book import Book
from ytefas.imports.limits import ImportLimits
from ytefas.imports.sniffing import kind_of_file
from ytefas.jobs.job import WorkerDied
from ytefas.jobs.process import draw

_KEPT: Final = 6  # books in memory; another one is read again from its upload
_MOST_READ: Final = 512 * 1024 * 1024  # bytes of what a file says, as JSON


class Books:
    """The books of this node."""

    def __init__(self, limits: ImportLimits) -> None:
        self._limits = limits
        self._known: OrderedDict[UUID, Book] = OrderedDict()
        self._turns = asyncio.Semaphore(limits.at_once)

    async def read(self, data: bytes) -> Book:
        """Read a file, or say by Invalid what is wrong with it."""
        if len(data) > self._limits.file_bytes:
            raise TooLarge(limit=self._limits.file_bytes)
        _ = kind_of_file(data, self._limits)  # what cannot be read at all is told at once
        async with self._turns:
            return await self._read(data)

    async def of(self, upload: UUID, data: Callable[[], Awaitable[bytes]]) -> Book:
        """Give the book of an upload, read again when nobody here remembers it."""
        book = self._known.get(upload)
        if book is None:
            book = await self.read(await data())
        self.remember(upload, book)
        return book

    def remember(self, upload: UUID, book: Book) -> None:
        self._known[upload] = book
        self._known.move_to_end(upload)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def forget(self, upload: UUID) -> None:
        self._known.pop(upload, None)

    async def _read(self, data: bytes) -> Book:
        with tempfile.TemporaryDirectory(prefix="ytefas-import-") as place:
            found = await self._found(data, Path(place))
        if "refused" in found:
            reason = found["refused"].pop("reason")
            raise Invalid(reason, **found["refused"])
        return Book.read(found["book"])

    async def _found(self, data: bytes, place: Path) -> dict[str, Any]:
        limits = {name: one for name, one in asdict(self._limits).items() if name != "keep"}
        order = {"in": str(place / "in"), "out": str(place / "out"), "limits": limits}
        await asyncio.to_thread((place / "in").write_bytes, data)
        (place / "order.json").write_text(json.dumps(order), encoding="utf-8")
        try:
            await draw(
                "ytefas.imports", place / "order.json", told=lambda _: None,
                bounded=(place / "out", _MOST_READ, self._limits.seconds),
            )  # fmt: skip
        except (WorkerDied, RuntimeError) as died:  # too much for it: time, memory, or a trap
            raise Invalid("sheet_too_heavy") from died
        except OSError as none:
            raise Busy(reason="worker") from none
        said = await asyncio.to_thread((place / "out").read_bytes)
        found: dict[str, Any] = await asyncio.to_thread(json.loads, said)
        return found


def fingerprint(data: bytes) -> str:
    """Say which file it was."""
    return hashlib.sha256(data).hexdigest()
