"""The built client, served from a list made beforehand: what is not on it does not exist.

So no path of a request ever reaches the file system. The list is made again when the build on disk
has become another one, for an installer does not wait until nobody works. Files whose name carries
a hash of their content may be kept for ever; the others are asked for again each time and mostly
answered by "not modified". A neighbour with .br or .gz is sent instead where the browser takes it.
There are no routes inside the client (addresses live in the fragment), so nothing is rewritten to
the index.

What is asked for again is answered from memory under a tag made of its content. The tag that goes
with a file is made of its time and size, and those of two builds may be equal: the index names its
scripts by hashes of one length, and installers set times to their liking.
"""

import hashlib
import html
import os
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ETag, hdrs, web

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
PACKED = {"br": ".br", "gzip": ".gz"}  # the best first; aiohttp finds them by these names, too
HASHED = re.compile(r"^assets/(?:.*/)?[^/]+[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
STAND_IN = {
    "it": "Il server di Ytefas è in funzione, ma l'applicazione per il browser non è installata"
    " su questa macchina.",
    "en": "The Ytefas server is running, but the browser application is not installed on this"
    " machine.",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Held:
    """A file in memory, and what it is packed as."""

    kind: str
    tag: str
    bodies: dict[str, bytes]  # by encoding; "" is the file itself

    @classmethod
    def read(cls, path: Path) -> "Held":
        body = path.read_bytes()
        packed = {name: path.with_name(path.name + end) for name, end in PACKED.items()}
        bodies = {name: one.read_bytes() for name, one in packed.items() if one.is_file()}
        tag = hashlib.sha256(body).hexdigest()[:32]
        return cls(KINDS[path.suffix], tag, {**bodies, "": body})

    def answer(self, request: web.Request) -> web.Response:
        accepted = request.headers.get(hdrs.ACCEPT_ENCODING, "").lower()
        encoding = next((name for name in self.bodies if name in accepted), "")
        tag = ETag(f"{self.tag}-{encoding}" if encoding else self.tag)
        known = request.if_none_match or ()
        same = any(one.value in {"*", tag.value} for one in known)
        response = web.Response(status=304) if same else web.Response(body=self.bodies[encoding])
        if not same:
            response.headers[hdrs.CONTENT_TYPE] = self.kind
            if encoding:
                response.headers[hdrs.CONTENT_ENCODING] = encoding
        response.etag = tag
        response.headers[hdrs.CACHE_CONTROL] = ASK_AGAIN
        response.headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
        return response


@dataclass(frozen=True, slots=True)
class Build:
    """What a client directory held at one time."""

    stamp: tuple[object, ...]
    files: dict[str, Path]
    held: dict[str, Held]

    @classmethod
    def read(cls, directory: Path) -> "Build":
        stamp = _stamp(directory)  # before the files: what changes meanwhile makes another stamp
        files = _listed(directory)
        held = {name: Held.read(path) for name, path in files.items() if not HASHED.match(name)}
        return cls(stamp, files, held)


class Static:
    """The routes of a client directory, or of the page that stands in for it."""

    def __init__(self, directory: Path | None, *, locales: tuple[str, ...]) -> None:
        self._directory = directory
        self._locales = locales
        self._build = Build((), {}, {}) if directory is None else Build.read(directory)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self.index), web.get("/{path:.+}", self.file)]

    async def index(self, request: web.Request) -> web.StreamResponse:
        held = self._newest().held.get(INDEX)
        return await self.stand_in(request) if held is None else held.answer(request)

    async def file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["path"]
        if HASHED.match(name) and name in self._build.files:
            return self._kept_file(self._build.files[name])
        build = self._newest()
        if name in build.held:
            return build.held[name].answer(request)
        if name in build.files:
            return self._kept_file(build.files[name])
        raise web.HTTPNotFound

    def _newest(self) -> Build:
        """Look whether it is another build by now: three questions to the file system, no more.

        While one is being put there it may lack its index, or lose a file between list and reading:
        then the one before is the newest, and the next request looks again.
        """
        directory = self._directory
        try:
            if directory is not None and _stamp(directory) != self._build.stamp:
                build = Build.read(directory)
                if INDEX in build.files:
                    self._build = build
        except OSError:
            pass
        return self._build

    async def stand_in(self, request: web.Request) -> web.Response:
        """Says what this is: no style and no script, so it needs no exception from the policy."""
        locale = locale_of(request, self._locales)
        text = html.escape(STAND_IN.get(locale, STAND_IN["en"]))
        page = (
            f'<!doctype html><html lang="{html.escape(locale)}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            "<title>Ytefas</title></head>"
            f"<body><main><h1>Ytefas</h1><p>{text}</p></main></body></html>"
        )
        return web.Response(text=page, content_type="text/html")

    def _kept_file(self, path: Path) -> web.FileResponse:
        # Vary also on the unpacked answer: a cache must not give it to everybody.
        headers = {
            "Cache-Control": FOR_EVER,
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


def _stamp(directory: Path) -> tuple[object, ...]:
    """Another one for each build: a folder's time tells of its names, the index names the scripts.

    Its time of change is the system's own, so an installer cannot set it to that of another build.
    """
    found = [
        None if stat is None else (stat.st_ino, stat.st_ctime_ns, stat.st_size)
        for stat in map(_stat, (directory, directory / "assets", directory / INDEX))
    ]
    return tuple(found)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
