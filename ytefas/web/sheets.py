"""Spreadsheets over HTTP: one comes in to be imported, templates and faulty rows go out.

A file is read off the line in pieces and bounded before it is whole; a page of another site cannot
send one, because whatever changes state must come from our own origin (`guard`).
"""

import asyncio
from typing import Final
from uuid import UUID

from aiohttp import hdrs, web

from ytefas.errors import Invalid, NotFound, TimedOut, TooLarge
from ytefas.rules.access import Principal
from ytefas.web.contract import Logins, Sheets
from ytefas.web.files import disposition
from ytefas.web.login import recognised

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PATIENCE: Final = 120.0  # seconds for a file to arrive
_PIECE: Final = 256 * 1024
_LONGEST: Final = 300  # letters of a file's name


class SheetDoor:
    """The routes under /imports."""

    def __init__(self, logins: Logins, sheets: Sheets) -> None:
        self._logins = logins
        self._sheets = sheets

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/imports/{customer}/{target}", self.take),
            web.get("/imports/{customer}/{target}", self.template),
            web.get("/imports/{upload}", self.faults),
        ]

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take a file in; the body is the file, `?name=` what it is called."""
        principal = await self._who(request)
        customer, target = _key(request, "customer"), request.match_info["target"]
        if "Content-Encoding" in request.headers:
            raise Invalid("content_type", expected="the file as it is")
        name = request.query.get("name", "")[:_LONGEST].replace("\0", "")
        await self._sheets.may(principal, customer, target)  # before a byte of it is read
        data = await _read(request, self._sheets.most_bytes)
        upload = await self._sheets.take(principal, customer, target, name=name, data=data)
        return web.json_response({"upload": upload})

    async def template(self, request: web.Request) -> web.StreamResponse:
        """Give the template of a target; `?filled=1`: with what is there."""
        principal = await self._who(request)
        name, data = await self._sheets.template(
            principal, _key(request, "customer"), request.match_info["target"],
            full=request.query.get("filled") == "1",
        )  # fmt: skip
        return _download(name, data)

    async def faults(self, request: web.Request) -> web.StreamResponse:
        """Give the rows of an upload that are wrong, with what is wrong."""
        name, data = await self._sheets.faults(await self._who(request), _key(request, "upload"))
        return _download(name, data)

    async def _who(self, request: web.Request) -> Principal:
        return (await recognised(request, self._logins)).principal


async def _read(request: web.Request, most: int) -> bytes:
    if (request.content_length or 0) > most:
        raise TooLarge(reason="sheet", limit=most // 1024**2)
    pieces, size = [], 0
    try:
        async with asyncio.timeout(_PATIENCE):
            async for piece in request.content.iter_chunked(_PIECE):
                size += len(piece)
                if size > most:
                    raise TooLarge(reason="sheet", limit=most // 1024**2)
                pieces.append(piece)
    except TimeoutError:
        raise TimedOut from None
    return b"".join(pieces)


def _download(name: str, data: bytes) -> web.Response:
    headers = {hdrs.CONTENT_DISPOSITION: disposition(name), hdrs.CACHE_CONTROL: "no-store"}
    return web.Response(body=data, content_type=_XLSX, headers=headers)


def _key(request: web.Request, name: str) -> UUID:
    try:
        return UUID(request.match_info[name])
    except ValueError:
        raise NotFound from None
