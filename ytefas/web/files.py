"""Files that jobs made: fetched with the login cookie, by their owner, as a download.

Anybody else is told that there is no such file, exactly as of one that does not exist. The bytes
come in parts from whoever keeps them, so neither side ever holds a whole file.
"""

import logging
from collections.abc import AsyncIterator
from urllib.parse import quote
from uuid import UUID

from aiohttp import hdrs, web

from ytefas.errors import NotFound, YtefasError
from ytefas.web.contract import Files, Logins
from ytefas.web.login import recognised

log = logging.getLogger(__name__)


class FileDoor:
    """The route under /files."""

    def __init__(self, logins: Logins, files: Files) -> None:
        self._logins = logins
        self._files = files

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/files/{id}", self.file)]

    async def file(self, request: web.Request) -> web.StreamResponse:
        principal = (await recognised(request, self._logins)).principal
        try:
            wanted = UUID(request.match_info["id"])
        except ValueError:
            raise NotFound from None
        facts, parts = await self._files.find(principal, wanted)
        response = web.StreamResponse(
            headers={
                hdrs.CONTENT_TYPE: facts.kind,
                hdrs.CONTENT_DISPOSITION: disposition(facts.name),
                hdrs.CONTENT_LENGTH: str(facts.size),
                hdrs.CACHE_CONTROL: "no-store",
            }
        )
        await response.prepare(request)
        if request.method != hdrs.METH_HEAD and not await _sent(response, parts, facts.size):
            # Its length was promised: only the end of the connection tells that this is not all.
            if request.transport is not None:
                request.transport.abort()
            return response
        await response.write_eof()
        return response


async def _sent(response: web.StreamResponse, parts: AsyncIterator[bytes], promised: int) -> bool:
    """Send the parts as they come; False: they were less than promised (somebody took it away)."""
    sent = 0
    try:
        async for part in parts:
            await response.write(part)
            sent += len(part)
    except YtefasError as error:
        log.warning("a file could not be read to its end: %s", error.code)
        return False
    return sent == promised


def disposition(name: str) -> str:
    """Say a file's name twice: for everybody, and in full (RFC 6266)."""
    plain = "".join(
        one if one.isascii() and one.isprintable() and one not in '"\\%' else "_" for one in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
