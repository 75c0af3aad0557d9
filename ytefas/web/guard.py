"""What every request must pass and every answer must carry, whatever its handler does.

In: a host we answer to, and for every change of state an origin that is ours. Cookies travel with
requests that other sites start; Origin and Sec-Fetch-Site are what those sites cannot forge. Both
absent means no browser, so no cookie that could be borrowed. Out: the headers that keep a page from
being framed, sniffed, scripted or remembered.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from ytefas.errors import Denied, Invalid
from ytefas.web.arrival import ARRIVAL, Arrival, Gatekeeper
from ytefas.web.settings import WebSettings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# What aiohttp's signal wants: called just before the head of an answer is written.
Preparer = Callable[[web.Request, web.StreamResponse], Awaitable[None]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SERVER = "ytefas"  # neither library nor version

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}


def arriving(gatekeeper: Gatekeeper) -> Middleware:
    """Attach the arrival; whoever asks the request itself (the WAMP door) gets the same answer."""

    @web.middleware
    async def arrive(request: web.Request, handler: Handler) -> web.StreamResponse:
        arrival = gatekeeper.read(request)
        request[ARRIVAL] = arrival
        if (arrival.scheme, arrival.ip) != (request.scheme, request.remote):
            request = request.clone(scheme=arrival.scheme, remote=arrival.ip or "")
        return await handler(request)

    return arrive


def guarding(gatekeeper: Gatekeeper, *, anyhost: frozenset[str]) -> Middleware:
    """Turn away what is not for us; paths of `anyhost` are probed by address."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        arrival = request[ARRIVAL]
        if request.path not in anyhost and not gatekeeper.is_our_host(arrival):
            raise Invalid("unknown_host")
        _refuse_foreign(request, arrival, gatekeeper)
        return await handler(request)

    return guard


def _refuse_foreign(request: web.Request, arrival: Arrival, gatekeeper: Gatekeeper) -> None:
    changes = request.method not in SAFE_METHODS
    upgrades = "upgrade" in request.headers.get("Connection", "").lower()
    if not (changes or upgrades):
        return
    origins = request.headers.getall("Origin", [])
    if any(not gatekeeper.is_our_origin(arrival, origin) for origin in origins):
        raise Denied(reason="foreign_origin")
    if changes and request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Denied(reason="foreign_site")


def answering(settings: WebSettings) -> Preparer:
    """Put our headers on every answer, just before it leaves."""
    hsts = f"max-age={int(settings.hsts.total_seconds())}; includeSubDomains"

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        headers = response.headers
        headers["Server"] = SERVER
        if isinstance(response, web.WebSocketResponse):
            return
        arrival = request.get(ARRIVAL)
        headers.update(FIXED_HEADERS)
        headers.setdefault("Content-Security-Policy", content_policy(arrival))  # or a closer one
        headers.setdefault("Cache-Control", "no-store")
        if arrival is not None and arrival.secure:
            headers["Strict-Transport-Security"] = hsts

    return prepare


def content_policy(arrival: Arrival | None) -> str:
    """Only our own files, no inline script or style; sockets to ourselves by name.

    'self' covers sockets in current browsers only, so the socket's address is spelled out; what
    is no host name never becomes one (`normal_host`), so nothing else can be written there.
    """
    socket = ""
    if arrival is not None and arrival.host:
        socket = f" {'wss' if arrival.secure else 'ws'}://{arrival.host}"
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob:; connect-src 'self'{socket}; worker-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
