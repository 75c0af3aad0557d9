"""The HTTP door put together from its parts.

Every request passes the same gates in the same order: its arrival is read, its faults become
answers, it is judged, its handler runs; whatever comes out gets our headers. `open_door` is how the
program listens: with every limit of the library set, because its defaults suit nobody.
"""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from aiohttp import web, web_response
from aiohttp.log import server_logger

from ytefas.rules.login import LoginLimits
from ytefas.web.access import AccessDoor
from ytefas.web.access_log import NO_REQUEST, AccessLog
from ytefas.web.archives import ArchiveDoor
from ytefas.web.arrival import Gatekeeper
from ytefas.web.contract import Archives, Check, Files, Identity, Sheets, Uploads, Words
from ytefas.web.faults import faulting
from ytefas.web.files import FileDoor
from ytefas.web.guard import SERVER, answering, arriving, guarding
from ytefas.web.health import LIVE, READY, Health
from ytefas.web.login import LoginDoor
from ytefas.web.settings import WebSettings
from ytefas.web.sheets import SheetDoor
from ytefas.web.static import Static
from ytefas.web.tokens import TokenDoor
from ytefas.web.uploads import UploadDoor
from ytefas.words import words as default_words

SOCKET_PATH = "/ws"

SocketHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_application(
    *,
    identity: Identity,
    checks: Mapping[str, Check],
    settings: WebSettings,
    limits: LoginLimits | None = None,
    socket: SocketHandler | None = None,
    files: Files | None = None,
    sheets: Sheets | None = None,
    uploads: Uploads | None = None,
    archives: Archives | None = None,
    client: Path | None = None,
    words: Words = default_words,
) -> web.Application:
    """`socket` answers the WebSocket upgrade at /ws; `client` is the built client's directory."""
    gatekeeper = Gatekeeper(settings)
    application = web.Application(
        middlewares=[
            arriving(gatekeeper),
            faulting(words, locales=settings.locales),
            guarding(gatekeeper, anyhost=frozenset({LIVE, READY})),
        ],
        client_max_size=settings.max_body,
    )
    application.on_response_prepare.append(answering(settings))
    login = LoginDoor(identity, settings=settings, limits=limits or LoginLimits())
    application.add_routes(login.routes())
    access = AccessDoor(identity, settings=settings, limits=limits or LoginLimits())
    application.add_routes(access.routes())
    application.add_routes(TokenDoor(identity, settings=settings).routes())
    application.add_routes(Health(checks, settings=settings).routes())
    if files is not None:
        application.add_routes(FileDoor(identity, files).routes())
    if sheets is not None:
        application.add_routes(SheetDoor(identity, sheets).routes())
    if uploads is not None:
        application.add_routes(UploadDoor(identity, uploads, settings).routes())
    if archives is not None:
        application.add_routes(ArchiveDoor(identity, archives, settings).routes())
    if socket is not None:
        application.router.add_get(SOCKET_PATH, socket, allow_head=False)
    application.add_routes(Static(client, locales=settings.locales).routes())
    return application


def open_door(application: web.Application, *, settings: WebSettings) -> web.AppRunner:
    """Make a runner with bounded lines, headers and patience; bodies are read as they are sent.

    A request that cannot be parsed is answered by the library before any of our gates, with its
    name and version in the Server header; that default has no other handle than this constant.
    """
    vars(web_response)["SERVER_SOFTWARE"] = SERVER
    server_logger.addFilter(NO_REQUEST)
    return web.AppRunner(
        application,
        access_log_class=AccessLog,
        keepalive_timeout=settings.keep_alive.total_seconds(),
        max_line_size=4096,
        max_field_size=8190,
        max_headers=64,
        lingering_time=2.0,
        auto_decompress=False,  # a small body cannot become a large one
        shutdown_timeout=5.0,
    )
