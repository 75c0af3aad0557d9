"""The routes of what surrounds signing in: proofs, second factors, links by mail, and their rules.

What is dangerous asks for a proof first (`Reauthenticate`). Forgetting a password is answered the
same for an address that is known and one that is not, and what there is to do is done afterwards.
"""

from http import HTTPStatus
from uuid import UUID

import segno
from aiohttp import web

from ytefas.errors import Denied, Invalid, NotFound
from ytefas.rules.access import Principal, Role
from ytefas.rules.login import EMAIL_MAX, LoginLimits
from ytefas.rules.totp import CODE_MAX
from ytefas.web.body import read_form, read_nothing
from ytefas.web.contract import Identity
from ytefas.web.faults import json_answer
from ytefas.web.login import TOKEN_MAX, recognised, require_safe_transport, visitor_of
from ytefas.web.settings import WebSettings

POLICY_MAX = 16
QUIET = 4  # modules of white around a QR code
ID_MAX = 36


class AccessDoor:
    """The routes under /auth that LoginDoor has not."""

    def __init__(self, identity: Identity, *, settings: WebSettings, limits: LoginLimits) -> None:
        self._identity = identity
        self._settings = settings
        self._limits = limits

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/auth/proof", self.prove),
            web.get("/auth/second-factor", self.second_factor, allow_head=False),
            web.post("/auth/second-factor/begin", self.begin_second_factor),
            web.post("/auth/second-factor/confirm", self.confirm_second_factor),
            web.post("/auth/second-factor/codes", self.renew_codes),
            web.post("/auth/second-factor/end", self.end_second_factor),
            web.post("/auth/second-factor/reset", self.reset_second_factor),
            web.post("/auth/email", self.change_email),
            web.delete("/auth/logins", self.end_other_logins),
            web.post("/auth/reset", self.ask_reset),
            web.post("/auth/reset/choice", self.reset_choice),
            web.post("/auth/reset/use", self.use_reset),
            web.post("/auth/invitations", self.invite),
            web.get("/auth/policy", self.policy, allow_head=False),
            web.post("/auth/policy", self.set_policy),
        ]

    async def prove(self, request: web.Request) -> web.Response:
        """Take a password or a code from somebody who is in: dangerous acts ask for one lately."""
        principal = await self._principal(request, limited=True)
        form = await read_form(
            request, settings=self._settings,
            password=self._limits.password_max, code=CODE_MAX,
        )  # fmt: skip
        if bool(form["password"]) is bool(form["code"]):
            raise Invalid("one_of", field="password")
        await self._identity.prove(
            principal, password=form["password"], code=form["code"], visitor=visitor_of(request)
        )
        return _nothing()

    async def second_factor(self, request: web.Request) -> web.Response:
        principal = await self._principal(request, limited=True)
        state = await self._identity.second_factor(principal)
        return json_answer({"second_factor": state})

    async def begin_second_factor(self, request: web.Request) -> web.Response:
        """Make a key, and draw it: as a path, because the page allows no picture from elsewhere."""
        principal = await self._proved(request)
        made = await self._identity.begin_second_factor(principal)
        return json_answer({"secret": made.secret, "uri": made.uri, "qr": drawn(made.uri)})

    async def confirm_second_factor(self, request: web.Request) -> web.Response:
        principal = await self._principal(request, limited=True)
        form = await read_form(request, settings=self._settings, code=CODE_MAX)
        codes = await self._identity.confirm_second_factor(
            principal, code=form["code"], visitor=visitor_of(request)
        )
        return json_answer({"codes": codes})

    async def renew_codes(self, request: web.Request) -> web.Response:
        principal = await self._proved(request)
        return json_answer({"codes": await self._identity.renew_recovery_codes(principal)})

    async def end_second_factor(self, request: web.Request) -> web.Response:
        await self._identity.end_second_factor(await self._proved(request))
        return _nothing()

    async def change_email(self, request: web.Request) -> web.Response:
        principal = await self._principal(request)
        form = await read_form(request, settings=self._settings, email=EMAIL_MAX)
        await self._identity.proof(principal)
        await self._identity.change_email(principal, form["email"])
        return _nothing()

    async def end_other_logins(self, request: web.Request) -> web.Response:
        await read_nothing(request, settings=self._settings)
        await self._identity.end_other_logins(await self._principal(request, limited=True))
        return _nothing()

    # -- for who is not in

    async def ask_reset(self, request: web.Request) -> web.Response:
        require_safe_transport(request, self._settings)
        form = await read_form(request, settings=self._settings, email=EMAIL_MAX)
        await self._identity.ask_reset(form["email"], visitor=visitor_of(request))
        return _nothing(HTTPStatus.ACCEPTED)

    async def reset_choice(self, request: web.Request) -> web.Response:
        form = await read_form(request, settings=self._settings, token=TOKEN_MAX)
        return json_answer({"choice": await self._identity.reset_choice(form["token"])})

    async def use_reset(self, request: web.Request) -> web.Response:
        require_safe_transport(request, self._settings)
        form = await read_form(
            request, settings=self._settings, token=TOKEN_MAX, password=self._limits.password_max
        )
        person = await self._identity.use_reset(
            form["token"], password=form["password"], visitor=visitor_of(request)
        )
        return json_answer({"email": person.email})

    # -- for administrators

    async def invite(self, request: web.Request) -> web.Response:
        principal = await self._admin(request)
        link = await self._identity.accounts.invite(await self._user(request), acting=principal)
        return json_answer({"sent": link is None, "link": link})

    async def reset_second_factor(self, request: web.Request) -> web.Response:
        principal = await self._admin(request)
        wanted = await self._user(request)
        await self._identity.accounts.reset_second_factor(wanted, acting=principal)
        return _nothing()

    async def policy(self, request: web.Request) -> web.Response:
        principal = await self._admin(request)
        return json_answer(
            {
                "second_factor": await self._identity.accounts.policy(acting=principal),
                "mail": self._identity.links.mails,
                "undelivered": await self._identity.outbox.undelivered(),
            }
        )

    async def set_policy(self, request: web.Request) -> web.Response:
        principal = await self._admin(request)
        form = await read_form(request, settings=self._settings, second_factor=POLICY_MAX)
        await self._identity.accounts.set_policy(form["second_factor"], acting=principal)
        return _nothing()

    async def _user(self, request: web.Request) -> UUID:
        form = await read_form(request, settings=self._settings, user=ID_MAX)
        try:
            return UUID(form["user"])
        except ValueError:
            raise NotFound from None

    async def _admin(self, request: web.Request) -> Principal:
        principal = await self._principal(request)
        if principal.role is not Role.ADMIN:
            raise Denied
        return principal

    async def _proved(self, request: web.Request) -> Principal:
        await read_nothing(request, settings=self._settings)
        principal = await self._principal(request, limited=True)
        await self._identity.proof(principal)
        return principal

    async def _principal(self, request: web.Request, *, limited: bool = False) -> Principal:
        """Find who asks; `limited`: also who has to do something else before anything else."""
        return (await recognised(request, self._identity, limited=limited)).principal


def drawn(uri: str) -> dict[str, object]:
    """Draw a QR code as the path of an SVG: one stroke per run of dark modules."""
    rows = [bytes(row) for row in segno.make(uri, error="m", micro=False).matrix]
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = len(row) - x - len(row[x:].lstrip(b"\1"))
            if run:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += run or 1
    return {"path": "".join(parts), "size": len(rows) + 2 * QUIET}


def _nothing(status: HTTPStatus = HTTPStatus.NO_CONTENT) -> web.Response:
    return web.Response(status=status)
