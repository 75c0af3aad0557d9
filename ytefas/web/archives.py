"""Archives of whole customers over HTTP: an administrator sends one, and it is looked at later.

Read off the line in pieces straight to the disk, bounded, and only after its sender was asked who
he is; what it holds is nobody's business here.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from http import HTTPStatus

from aiohttp import web

from ytefas.errors import Invalid, TimedOut
from ytefas.web.contract import Archives, Logins
from ytefas.web.faults import json_answer
from ytefas.web.login import recognised
from ytefas.web.settings import WebSettings

PIECE = 1 << 18
LONGEST = 300  # letters of a file's name
SLOWEST = 64 * 1024  # bytes a second: slower is not waited for


class ArchiveDoor:
    """The route that takes archives in."""

    def __init__(self, logins: Logins, archives: Archives, settings: WebSettings) -> None:
        self._logins = logins
        self._archives = archives
        self._settings = settings

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/archives", self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """Take one; the body is the file, `?name=` what it is called."""
        principal = (await recognised(request, self._logins)).principal
        await self._archives.may(principal)  # before a byte of it is read
        if "Content-Encoding" in request.headers:
            raise Invalid("content_type", expected="the file as it is")
        length = request.content_length
        if length is None:
            raise Invalid("request")
        if length > self._archives.most_bytes:
            raise Invalid("archive_large")
        name = request.query.get("name", "")[:LONGEST].replace("\0", "")
        patience = self._settings.upload_timeout.total_seconds() + length / SLOWEST
        try:
            async with asyncio.timeout(patience):
                parts = _pieces(request, self._settings.upload_idle)
                key = await self._archives.take(principal, name, parts)
        except TimeoutError:
            raise TimedOut from None
        return json_answer({"archive": key}, status=HTTPStatus.CREATED)


async def _pieces(request: web.Request, idle: timedelta) -> AsyncIterator[bytes]:
    """Read the body as it comes; whoever stalls is not waited for."""
    while True:
        try:
            async with asyncio.timeout(idle.total_seconds()):
                piece = await request.content.read(PIECE)
        except TimeoutError:
            raise TimedOut from None
        if not piece:
            return
        yield piece
