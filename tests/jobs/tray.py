"""A user's tray and his file door, as a browser has them; and what is in the files."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import re
import signal
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import psutil  # type: ignore[import-untyped]

from tests.support.client import ClientView, CursorProxy
from tests.support.visitor import Visitor
from ytefas.framework.talk.invocation import Invocation

PATIENCE = 60.0
Job = dict[str, Any]


@dataclass
class Tray:
    """What one session hears of its user's jobs."""

    visitor: Visitor
    heard: list[Job] = field(default_factory=list)
    _pulse: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def of(cls, visitor: Visitor) -> Tray:
        tray = cls(visitor)
        await visitor.wire.subscribe(f"{tray.base}.changed", tray._hear)
        return tray

    @property
    def base(self) -> str:
        return f"{self.visitor.client.base}.server.jobs"

    async def _hear(self, event: Invocation) -> None:
        self.heard.append(event.args[0])
        self._pulse.set()

    async def call(self, name: str, *args: Any) -> Any:
        return await self.visitor.call(f"{self.base}.{name}", *args)

    async def jobs(self) -> list[Job]:
        return list(await self.call("all"))

    async def until(self, job: str, wanted: Callable[[Job], object]) -> Job:
        """Wait for an event about a job."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self._pulse.clear()
                for one in self.heard:
                    if one["id"] == job and wanted(one):
                        return one
                await self._pulse.wait()

    async def ended(self, job: str) -> Job:
        return await self.until(job, lambda one: one["state"] in {"done", "failed", "cancelled"})

    async def export(
        self, view: ClientView, columns: list[Any], *, cursor: str = "rows", **more: Any
    ) -> Job:
        """Ask for a file of what a cursor shows."""
        asked = {"context": number(view), "cursor": cursor, "columns": columns, "format": "csv"}
        made: Job = await self.call("export", {**asked, **more})
        return made

    async def made(self, view: ClientView, columns: list[Any], **more: Any) -> bytes:
        """Ask for a file, wait for it, and fetch it."""
        job = await self.ended((await self.export(view, columns, **more))["id"])
        assert job["state"] == "done", job
        status, body, _ = await self.fetch(job["file"]["url"])
        assert status == 200
        assert len(body) == job["file"]["size"]
        return body

    async def fetch(self, url: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
        browser = self.visitor.browser
        async with browser.http.request(method, browser.url + url) as answer:
            return answer.status, await answer.read(), dict(answer.headers)


def number(view: ClientView) -> str:
    return str(view.offer["uri"]).rsplit(".", 1)[1]


async def listing(visitor: Visitor, source: str) -> ClientView:
    """Open the plain list of a source."""
    exact = {"controller": f"{source.replace('.', '_')}_list"}
    view = await visitor.open("view", source, **exact)
    await view.cursors["rows"].until(lambda it: it.version)
    return view


async def ask(cursor: CursorProxy, **request: Any) -> None:
    """Show other rows."""
    await cursor.remote.query(request)


def table(body: bytes, separator: str = ";") -> list[list[str]]:
    """Read a CSV file strictly: its mark, its lines, its cells."""
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.endswith(b"\r\n")
    text = io.StringIO(body.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=separator, strict=True))


_MAIN = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass(frozen=True)
class Book:
    """A spreadsheet, read by its XML: nothing here understands formulas."""

    parts: dict[str, bytes]

    @classmethod
    def of(cls, body: bytes) -> Book:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            assert packed.testzip() is None
            return cls({name: packed.read(name) for name in packed.namelist()})

    @property
    def names(self) -> list[str]:
        book = ET.fromstring(self.parts["xl/workbook.xml"])  # noqa: S314 - our own file
        return [sheet.attrib["name"] for sheet in book.iterfind("sheets/sheet", _MAIN)]

    def sheet(self, at: int = 1) -> ET.Element:
        return ET.fromstring(self.parts[f"xl/worksheets/sheet{at}.xml"])  # noqa: S314

    def rows(self, at: int = 1) -> list[dict[str, tuple[str, str]]]:
        """Give each row as {column letter: (type, value)}; a number has the type n."""
        found = []
        for row in self.sheet(at).iterfind("sheetData/row", _MAIN):
            cells = {}
            for cell in row.iterfind("c", _MAIN):
                assert cell.find("f", _MAIN) is None, "a formula"
                kind = cell.attrib.get("t", "n")
                letter = re.sub(r"\d", "", cell.attrib["r"])
                said = cell.find("is/t", _MAIN) if kind == "inlineStr" else cell.find("v", _MAIN)
                cells[letter] = (kind, "" if said is None else said.text or "")
            found.append({name: one for name, one in cells.items() if one != ("n", "")})
        return found

    def texts(self, at: int = 1) -> list[list[str]]:
        return [[value for _, value in row.values()] for row in self.rows(at)]


def workers(module: str) -> list[int]:
    """Find our worker processes that run a module."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if module in process.cmdline():
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


async def comes(about: Callable[[], Awaitable[object]]) -> None:
    """Ask again and again until something is so: what other processes do announces nothing."""
    async with asyncio.timeout(PATIENCE):
        while not await about():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.01)


async def worker(module: str, many: int = 1) -> int:
    """Wait for a worker process to be there; give the last of them."""
    found: list[int] = []

    async def there() -> bool:
        found[:] = workers(module)
        return len(found) >= many

    await comes(there)
    return found[-1]


async def kill(module: str) -> None:
    """Kill a worker process that will be there, and see it gone."""
    victim = await worker(module)
    os.kill(victim, signal.SIGKILL)

    async def gone() -> bool:
        return victim not in workers(module)

    await comes(gone)


def facts(book: Book) -> dict[str, str]:
    """Give what the second sheet of a spreadsheet tells."""
    return {row[0]: row[1] for row in book.texts(2)}
