"""Logging in and out over HTTP: passwords, the cookie, and the ticket that opens the WebSocket.

The cookie holds an opaque secret and nothing else; it is `__Host-`, Secure, HttpOnly and
SameSite=Strict over https. Strict costs nothing here: the page is a file that needs no cookie, and
what it fetches afterwards is same-site. Plain http gets an ordinary cookie on loopback, or where
the installation says `insecure_http`; anywhere else logging in is refused, so a forgotten proxy
setting is seen at once instead of sending passwords in the clear for years.

The device cookie says only "somebody logged in from here before": it opens nothing, and lets the
owner of an account through while strangers are being slowed (`ytefas.rules.login`).

The first administrator is made with a setup token that the server prints when it starts and nobody
can log in yet. Being on loopback is no proof: behind a proxy on the same machine everybody is.
"""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from aiohttp import hdrs, web

from ytefas.errors import Denied, Invalid, NotAuthenticated, NotFound
from ytefas.rules.access import Principal
from ytefas.rules.login import EMAIL_MAX, Login, LoginLimits, Opened, Visitor
from ytefas.rules.totp import CODE_MAX
from ytefas.web.arrival import ARRIVAL, Arrival
from ytefas.web.body import read_form, read_nothing
from ytefas.web.contract import Identity, Logins
from ytefas.web.faults import json_answer
from ytefas.web.language import USER_LOCALE
from ytefas.web.settings import WebSettings

TOKEN_MAX = 256  # longer than any secret we give out
NAME_MAX = 100
AGENT_MAX = 200
LOCALE_MAX = 8


class LoginDoor:
    """The routes under /auth."""

    def __init__(self, identity: Identity, *, settings: WebSettings, limits: LoginLimits) -> None:
        self._identity = identity
        self._settings = settings
        self._limits = limits

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/auth/state", self.state, allow_head=False),
            web.post("/auth/state", self.begin),
            web.post("/auth/first-admin", self.first_admin),
            web.post("/auth/login", self.log_in),
            web.post("/auth/logout", self.log_out),
            web.get("/auth/me", self.me, allow_head=False),
            web.post("/auth/ticket", self.ticket),
            web.post("/auth/password", self.change_password),
            web.post("/auth/locale", self.change_locale),
            web.get("/auth/logins", self.open_logins, allow_head=False),
            web.delete("/auth/logins/{id}", self.end_login),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """Tell a page that begins what to show; nobody being there is no failure, unlike at /me."""
        try:
            await self._login(request, active=False)
        except NotAuthenticated:
            signed_in = False
        else:
            signed_in = True
        return json_answer({"admin": await self._identity.has_admin(), "signed_in": signed_in})

    async def begin(self, request: web.Request) -> web.Response:
        """Tell the same with who is there and a ticket: a page far away would wait for each."""
        await read_nothing(request, settings=self._settings)
        try:
            login = await self._login(request)
        except NotAuthenticated:
            return json_answer(
                {
                    "admin": await self._identity.has_admin(),
                    "signed_in": False,
                    "mail": self._identity.links.mails,
                }
            )
        return json_answer(
            {"admin": await self._identity.has_admin(), "signed_in": True}
            | _described(login)
            | ({} if login.must else await self._ticket(login.principal))
        )

    async def first_admin(self, request: web.Request) -> web.Response:
        require_safe_transport(request, self._settings)
        form = await read_form(
            request,
            settings=self._settings,
            setup_token=TOKEN_MAX,
            email=EMAIL_MAX,
            password=self._limits.password_max,
            name=NAME_MAX,
            surname=NAME_MAX,
            locale=LOCALE_MAX,
        )
        self._require_known(form["locale"])
        person = await self._identity.create_first_admin(**form, visitor=visitor_of(request))
        return json_answer({"user": person}, status=HTTPStatus.CREATED)

    async def log_in(self, request: web.Request) -> web.Response:
        require_safe_transport(request, self._settings)
        form = await read_form(
            request,
            settings=self._settings,
            optional=frozenset({"code"}),
            email=EMAIL_MAX,
            password=self._limits.password_max,
            code=CODE_MAX,
        )
        visitor = visitor_of(request)
        opened = await self._identity.log_in(
            form["email"], password=form["password"], code=form["code"], visitor=visitor
        )
        await self._end_previous(request)
        request[USER_LOCALE] = opened.login.principal.locale
        response = json_answer(_described(opened.login))
        self._give_cookies(request[ARRIVAL], response, opened)
        return response

    async def log_out(self, request: web.Request) -> web.Response:
        """End the login if there is one, and the cookie in any case."""
        await read_nothing(request, settings=self._settings)
        await self._end_previous(request)
        response = web.Response(status=HTTPStatus.NO_CONTENT)
        self._take_cookie(request[ARRIVAL], response)
        return response

    async def me(self, request: web.Request) -> web.Response:
        return json_answer(_described(await self._login(request)))

    async def ticket(self, request: web.Request) -> web.Response:
        """Give a ticket; a line that keeps breaking does not postpone the idle end."""
        await read_nothing(request, settings=self._settings)
        bearer = _bearer(request)
        if bearer is not None:
            ip = request[ARRIVAL].ip
            principal = await self._identity.recognise_api_token(bearer, ip=ip)
        else:
            login = await recognised(request, self._identity, active=False)
            principal = login.principal
        return json_answer(await self._ticket(principal))

    async def _ticket(self, principal: Principal) -> dict[str, object]:
        return {
            "ticket": await self._identity.issue_ticket(principal),
            "authid": principal.id,
            "expires_in": int(self._limits.ticket.total_seconds()),
        }

    async def change_password(self, request: web.Request) -> web.Response:
        require_safe_transport(request, self._settings)
        login = await self._login(request)
        longest = self._limits.password_max
        form = await read_form(request, settings=self._settings, current=longest, new=longest)
        await self._identity.change_password(
            login.principal,
            current=form["current"],
            new=form["new"],
            visitor=visitor_of(request),
        )
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def change_locale(self, request: web.Request) -> web.Response:
        principal = (await self._login(request)).principal
        form = await read_form(request, settings=self._settings, locale=LOCALE_MAX)
        self._require_known(form["locale"])
        await self._identity.change_locale(principal, form["locale"])
        return web.Response(status=HTTPStatus.NO_CONTENT)

    def _require_known(self, locale: str) -> None:
        if locale not in self._settings.locales:
            raise Invalid("unknown_locale", field="locale", known=list(self._settings.locales))

    async def open_logins(self, request: web.Request) -> web.Response:
        principal = (await self._login(request)).principal
        logins = await self._identity.open_logins(principal)
        return json_answer({"logins": list(logins), "current": principal.login_id})

    async def end_login(self, request: web.Request) -> web.Response:
        await read_nothing(request, settings=self._settings)
        principal = (await self._login(request)).principal
        try:
            login_id = UUID(request.match_info["id"])
        except ValueError:
            raise NotFound from None
        await self._identity.end_login(principal, login_id)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _login(self, request: web.Request, *, active: bool = True) -> Login:
        return await recognised(request, self._identity, active=active, limited=True)

    async def _end_previous(self, request: web.Request) -> Principal | None:
        """End what the cookie opened before: a browser has one login."""
        try:
            principal = (await self._login(request, active=False)).principal
        except NotAuthenticated:
            return None
        await self._identity.log_out(principal)
        return principal

    def _give_cookies(self, arrival: Arrival, response: web.Response, opened: Opened) -> None:
        """Let the login end with the browser, at the latest on the server; a device stays."""
        _set_cookie(response, arrival, _cookie_name(arrival), opened.token)
        _set_cookie(
            response,
            arrival,
            _cookie_name(arrival, "device"),
            opened.device,
            age=self._settings.device_cookie,
        )

    def _take_cookie(self, arrival: Arrival, response: web.Response) -> None:
        _set_cookie(response, arrival, _cookie_name(arrival), "", age=timedelta(0))


def require_safe_transport(request: web.Request, settings: WebSettings) -> None:
    """Refuse to hear a password that others could have heard on its way."""
    arrival = request[ARRIVAL]
    if not (arrival.secure or arrival.on_loopback or settings.insecure_http):
        raise Denied(reason="insecure_transport")


def visitor_of(request: web.Request) -> Visitor:
    """Say where a request comes from."""
    arrival = request[ARRIVAL]
    device = request.cookies.get(_cookie_name(arrival, "device"))
    agent = request.headers.get(hdrs.USER_AGENT, "")[:AGENT_MAX]
    return Visitor(arrival.ip, agent, device if device and len(device) <= TOKEN_MAX else None)


async def recognised(
    request: web.Request, logins: Logins, *, active: bool = True, limited: bool = False
) -> Login:
    """Find whose cookie came with a request, and answer in his language from here on.

    A login that has something to do before anything else is refused, but where it does that.
    """
    arrival = request[ARRIVAL]
    token = request.cookies.get(_cookie_name(arrival))
    if not token or len(token) > TOKEN_MAX:
        raise NotAuthenticated
    login = await logins.recognise(token, ip=arrival.ip, active=active)
    request[USER_LOCALE] = login.principal.locale
    if login.must is not None and not limited:
        raise Denied(reason=f"must_{login.must}")
    return login


def _set_cookie(
    response: web.Response, arrival: Arrival, name: str, value: str, *, age: timedelta | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        path="/",
        secure=arrival.secure,
        httponly=True,
        samesite="Strict",
        max_age=None if age is None else int(age.total_seconds()),
    )


def _cookie_name(arrival: Arrival, part: str = "") -> str:
    """`__Host-` is believed by browsers over https only: no sibling domain can plant it."""
    name = f"ytefas-{part}" if part else "ytefas"
    return f"__Host-{name}" if arrival.secure else name


def _bearer(request: web.Request) -> str | None:
    """Read the Authorization header; one we do not understand is a failed login."""
    header = request.headers.get(hdrs.AUTHORIZATION)
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > TOKEN_MAX:
        raise NotAuthenticated
    return token.strip()


def _described(login: Login) -> dict[str, object]:
    return {
        "user": login.person,
        "login": {
            "id": login.principal.login_id,
            "idle_until": login.idle_until,
            "expires_at": login.expires_at,
            "must": login.must,
            "now": datetime.now(UTC),  # browsers' clocks are wrong; the difference is not
        },
    }
