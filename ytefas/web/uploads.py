"""Files that people hand in and fetch, with the login cookie; one file to a request.

In: the address says for which customer and on which record, so who may not is told before a byte is
read; the body is one part. Out: every request is judged anew. A photo may be shown in a page, under
a policy that lets nothing in it act; anything else is a download.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from http import HTTPStatus
from typing import Final
from uuid import UUID

from aiohttp import BodyPartReader, hdrs, web

from ytefas.errors import FileRefused, Invalid, NotFound, RateLimited, TimedOut
from ytefas.rules.access import Principal
from ytefas.web.contract import Logins, Uploads
from ytefas.web.faults import json_answer
from ytefas.web.files import disposition
from ytefas.web.login import recognised
from ytefas.web.settings import WebSettings

STUDIO: Final = "studio"  # whose a file is that belongs to no customer
SEALED: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
# Kept by the browser alone, and asked about each time: whoever lost the right gets it no more.
ASK_AGAIN: Final = "private, no-cache"
PIECE: Final = 1 << 16
AROUND: Final = 10_000  # bytes of a body that are not the file
AT_ONCE: Final = 6  # of one user
SIZES: Final = frozenset({"", "thumb", "screen"})
ASKED: Final = frozenset({"customer", "source", "record"})


class UploadDoor:
    """The routes that take files in, and give them out."""

    def __init__(self, logins: Logins, uploads: Uploads, settings: WebSettings) -> None:
        self._logins = logins
        self._uploads = uploads
        self._settings = settings
        self._under_way: Counter[UUID] = Counter()

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/files", self.take), web.get("/attachments/{id}", self.give)]

    async def take(self, request: web.Request) -> web.Response:
        principal = (await recognised(request, self._logins)).principal
        customer, record = _destination(request)
        _require_bounded(request, self._uploads.largest)
        if self._under_way[principal.user_id] >= AT_ONCE:
            raise RateLimited(retry_after=5)
        self._under_way[principal.user_id] += 1
        try:
            async with asyncio.timeout(self._settings.upload_timeout.total_seconds()):
                return await self._taken(request, principal, customer, record)
        except TimeoutError:
            raise TimedOut from None
        finally:
            self._under_way[principal.user_id] -= 1
            self._under_way += Counter()  # only who is at it stays in memory

    async def _taken(
        self, request: web.Request, principal: Principal, customer: UUID | None,
        record: tuple[str, str] | None,
    ) -> web.Response:  # fmt: skip
        await self._uploads.require(principal, customer, record)
        try:
            body = await request.multipart()
            part = await body.next()
        except (ValueError, AssertionError):
            raise Invalid("malformed") from None
        if not isinstance(part, BodyPartReader) or part.name != "file" or not part.filename:
            raise FileRefused("file_one")
        pieces = _pieces(part, self._settings.upload_idle)
        made = await self._uploads.receive(principal, customer, record, part.filename, pieces)
        return json_answer(made, status=HTTPStatus.CREATED)

    async def give(self, request: web.Request) -> web.StreamResponse:
        principal = (await recognised(request, self._logins)).principal
        size = request.query.get("size", "")
        wanted = _key(request.match_info["id"])
        if wanted is None or size not in SIZES:
            raise NotFound
        file = await self._uploads.find(principal, wanted, size)
        how = disposition(file.name)
        if file.photo and "download" not in request.query:
            how = how.replace("attachment", "inline", 1)
        return web.FileResponse(
            file.path,
            headers={
                hdrs.CONTENT_TYPE: file.kind,
                hdrs.CONTENT_DISPOSITION: how,
                hdrs.CACHE_CONTROL: ASK_AGAIN,
                "Content-Security-Policy": SEALED,
            },
        )


def _destination(request: web.Request) -> tuple[UUID | None, tuple[str, str] | None]:
    """Read from the address for whom a file is, and on which record it is to hang."""
    asked = request.query
    if not ASKED.issuperset(asked):
        raise Invalid("unknown_field")
    said = asked.get("customer", "")
    customer = _key(said)
    if customer is None and said != STUDIO:
        raise NotFound
    if "source" not in asked and "record" not in asked:
        return customer, None
    return customer, (asked.get("source", "")[:80], asked.get("record", "")[:80])


def _require_bounded(request: web.Request, largest: int) -> None:
    """Refuse what says that it is too long, or does not say how long it is, without reading it."""
    if request.content_type != "multipart/form-data" or "Content-Encoding" in request.headers:
        raise Invalid("content_type", expected="multipart/form-data")
    if request.content_length is None:
        raise Invalid("request")
    if request.content_length > largest + AROUND:
        raise FileRefused("file_bytes", most=largest // 1_000_000)


async def _pieces(part: BodyPartReader, idle: timedelta) -> AsyncIterator[bytes]:
    """Read a part as it comes; whoever stalls is not waited for."""
    while True:
        try:
            async with asyncio.timeout(idle.total_seconds()):
                piece = await part.read_chunk(PIECE)
        except TimeoutError:
            raise TimedOut from None
        except (ValueError, AssertionError):
            raise Invalid("malformed") from None
        if not piece:
            return
        yield bytes(piece)


def _key(raw: str) -> UUID | None:
    try:
        return UUID(raw)
    except ValueError:
        return None
