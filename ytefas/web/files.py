"""Files that jobs made: fetched with the login cookie, by their owner, as a download.

Anybody else is told that there is no such file, exactly as of one that does not exist. The bytes
come in parts from whoever keeps them, so neither side ever holds a whole file.
"""

from urllib.parse import quote
from uuid import UUID

from aiohttp import hdrs, web

from ytefas.errors import NotFound
from ytefas.web.contract import Files, Logins
from ytefas.web.login import recognised


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
        if request.method != hdrs.METH_HEAD:
            async for part in parts:
                await response.write(part)
        await response.write_eof()
        return response


def disposition(name: str) -> str:
    """Say a file's name twice: for everybody, and in full (RFC 6266)."""
    plain = "".join(
        one if one.isascii() and one.isprintable() and one not in '"\\%' else "_" for one in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
