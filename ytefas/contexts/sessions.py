"""Everybody's open sign-ins, live: for administrators, who can end them."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from typing_extensions import override

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, grid, ready, words

LOGINS: Final = "auth.logins"
TITLE: Final = words(it="Accessi aperti", en="Open sign-ins")


class EndLogin(OnCursor):
    """End sign-ins: their sockets close at once."""

    ID = "end_login"
    CURSOR = "login"
    REQUIRES = frozenset({"admin"})
    FRESH = True
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Chiudi accesso", en="End sign-in")
    HINT = words(it="Il dispositivo esce subito; la persona può rientrare",
                 en="The device is out at once; the person can sign in again")  # fmt: skip
    ICON = "log-out"
    KEYS = "Delete"
    STYLE = "danger"
    CONFIRM = words(
        it="Chiudere l'accesso? "
        "Chi lo usa esce subito. Ciò che non ha salvato resta in bozza. Può rientrare con la "
        "sua password: se non deve, disattiva l'utente.",
        en="End the sign-in? "
        "Whoever uses it is signed out at once. What is unsaved is kept as a draft. They can "
        "sign in again with their password: if they must not, disable the user.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        keys, context = await self.keys(options), self.controller.context
        for key in keys:
            await context.accounts.end_session(UUID(str(key)), acting=context.principal)
        return {"ended": list(keys)}


class EndLoginsOfUser(EndLogin):
    """End all sign-ins of whoever has the current one."""

    ID = "end_logins_of_user"
    KEYS = ""
    CATEGORIES = frozenset({"record", "more"})
    LABEL = words(it="Chiudi tutti quelli di questa persona", en="End all of this person's")
    HINT = words(it="Esce da ogni dispositivo", en="They are out on every device")
    ICON = "user-x"

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = await self.keys(options, 1)
        row = await read_one(self.controller, LOGINS, key, ("user_id",))
        context = self.controller.context
        user = UUID(str(row["user_id"]))
        return {"ended": await context.accounts.end_sessions(user, acting=context.principal)}


class OpenLogins(Controller):
    """The list of the open sign-ins."""

    ID = "open_logins"
    LABEL = TITLE
    ICON = "monitor-smartphone"
    CONTENT = frozenset({(Content.source == LOGINS) & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source=LOGINS, order=440, group=STUDIO,
        hint=words(it="Chi è dentro adesso, da dove e da quando",
                   en="Who is signed in now, from where and since when"),
    )  # fmt: skip
    CURSORS = cursors(login=CursorSpec(LOGINS, readonly=True))
    VIEW = View(
        "List",
        title=TITLE,
        parts=(
            grid(
                "login",
                ("user_name", "user_role", "device", "ip", "created_at", "last_seen_at",
                 "expires_at", "node"),
                widths={"user_name": 200, "user_role": 152, "device": 176, "ip": 136,
                        "created_at": 144, "last_seen_at": 144, "expires_at": 144,
                        "node": 144},
                views=(
                    ready("staff", words(it="Lo studio", en="The studio"),
                          ("user_role", "in", ["admin", "consultant"])),
                    ready("customers_users", words(it="Utenti dei clienti", en="Customers' users"),
                          ("user_role", "eq", "customer_user")),
                ),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(EndLogin, EndLoginsOfUser)
