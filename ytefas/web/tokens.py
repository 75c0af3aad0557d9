"""The routes of one's own API tokens; making one asks for a proof, and shows it this once."""

from http import HTTPStatus
from uuid import UUID

from aiohttp import web

from ytefas.errors import Invalid, NotFound
from ytefas.web.body import read_form, read_nothing
from ytefas.web.contract import Identity
from ytefas.web.faults import json_answer
from ytefas.web.login import recognised
from ytefas.web.settings import WebSettings

NAME_MAX = 200
SCOPES = {"read": True, "write": False}  # does it only read?


class TokenDoor:
    """The routes under /auth/tokens."""

    def __init__(self, identity: Identity, *, settings: WebSettings) -> None:
        self._identity = identity
        self._settings = settings

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/auth/tokens", self.own, allow_head=False),
            web.post("/auth/tokens", self.make),
            web.delete("/auth/tokens/{id}", self.end),
        ]

    async def own(self, request: web.Request) -> web.Response:
        principal = (await recognised(request, self._identity)).principal
        return json_answer({"tokens": list(await self._identity.own_tokens(principal))})

    async def make(self, request: web.Request) -> web.Response:
        principal = (await recognised(request, self._identity)).principal
        form = await read_form(request, settings=self._settings, name=NAME_MAX, scope=8, days=4)
        if form["scope"] not in SCOPES:
            raise Invalid("unknown_scope", field="scope", known=list(SCOPES))
        if not form["days"].isdecimal():
            raise Invalid("out_of_range", field="days")
        await self._identity.proof(principal)
        token = await self._identity.make_token(
            principal, form["name"], reads_only=SCOPES[form["scope"]], days=int(form["days"])
        )
        return json_answer({"token": token})

    async def end(self, request: web.Request) -> web.Response:
        await read_nothing(request, settings=self._settings)
        principal = (await recognised(request, self._identity)).principal
        try:
            token_id = UUID(request.match_info["id"])
        except ValueError:
            raise NotFound from None
        await self._identity.end_token(principal, token_id)
        return web.Response(status=HTTPStatus.NO_CONTENT)
