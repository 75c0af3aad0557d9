"""The built client, served from a list made at the start: what is not on it does not exist.

So no path of a request ever reaches the file system. Files whose name carries a hash of their
content may be kept for ever; the others are asked for again each time and mostly answered by "not
modified". A neighbour with .br or .gz is sent instead where the browser takes it. There are no
routes inside the client (addresses live in the fragment), so nothing is rewritten to the index.
"""

import html
import re
from pathlib import Path

from aiohttp import web

from ytefas.web.language import locale_of

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
}
PACKED = frozenset({".br", ".gz"})  # aiohttp finds them beside the file that is asked for
HASHED = re.compile(r"^assets/(?:.*/)?[^/]+[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
STAND_IN = {
    "it": "Il server di Ytefas è in funzione, ma l'applicazione per il browser non è installata"
    " su questa macchina.",
    "en": "The Ytefas server is running, but the browser application is not installed on this"
    " machine.",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


class Static:
    """The routes of a client directory, or of the page that stands in for it."""

    def __init__(self, directory: Path | None, *, locales: tuple[str, ...]) -> None:
        self._locales = locales
        self._files = {} if directory is None else _listed(directory)

    def routes(self) -> list[web.RouteDef]:
        index = self.index if "index.html" in self._files else self.stand_in
        return [web.get("/", index), web.get("/{path:.+}", self.file)]

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return self._serve("index.html")

    async def file(self, request: web.Request) -> web.StreamResponse:
        return self._serve(request.match_info["path"])

    async def stand_in(self, request: web.Request) -> web.Response:
        """Says what this is: no style and no script, so it needs no exception from the policy."""
        locale = locale_of(request, self._locales)
        text = html.escape(STAND_IN.get(locale, STAND_IN["en"]))
        page = (
            f'<!doctype html><html lang="{html.escape(locale)}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>Ytefas</title></head>'
            f"<body><main><h1>Ytefas</h1><p>{text}</p></main></body></html>"
        )
        return web.Response(text=page, content_type="text/html")

    def _serve(self, name: str) -> web.FileResponse:
        path = self._files.get(name)
        if path is None:
            raise web.HTTPNotFound
        kept = FOR_EVER if HASHED.match(name) else ASK_AGAIN
        # Vary also on the unpacked answer: a cache must not give it to everybody.
        headers = {
            "Cache-Control": kept,
            "Content-Type": KINDS[path.suffix],
            "Vary": "Accept-Encoding",
        }
        return web.FileResponse(path, headers=headers)


def _listed(directory: Path) -> dict[str, Path]:
    """Every file of a kind we know that really lies inside; a link that leads out is left out."""
    root = directory.resolve()
    return {
        path.relative_to(directory).as_posix(): path
        for path in sorted(directory.rglob("*"))
        if path.suffix in KINDS and path.is_file() and path.resolve().is_relative_to(root)
    }
