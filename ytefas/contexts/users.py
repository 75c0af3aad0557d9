"""The people who may sign in, and what each may do on which customer: for administrators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from typing_extensions import override

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import EditRecord, NewRecord, OnCursor, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, grid, record, split, tabs, words


class InviteUser(OnCursor):
    """Let the current user choose a password: by mail, or by a link that is handed over."""

    ID = "invite"
    NEEDS = Operation.EDIT
    FRESH = True
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Invita a scegliere la password", en="Invite to choose the password")
    HINT = words(
        it="Manda per posta un collegamento che vale sette giorni; senza posta lo mostra a te",
        en="Sends a link by mail that is good for seven days; without mail it is shown to you",
    )
    ICON = "mail"

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = await self.keys(options, 1)
        context = self.controller.context
        link = await context.accounts.invite(UUID(str(key)), acting=context.principal)
        return {"invited": True, "link": link}


class ResetSecondFactor(OnCursor):
    """Take the second factor off the current user, who lost the phone and the codes."""

    ID = "reset_second_factor"
    NEEDS = Operation.EDIT
    FRESH = True
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Togli il secondo fattore", en="Take off the second factor")
    HINT = words(
        it="Per chi ha perso il telefono: al prossimo ingresso ne attiva uno nuovo",
        en="For who lost the phone: they set up a new one when they next sign in",
    )
    ICON = "shield-off"
    STYLE = "danger"
    CONFIRM = words(
        it="Questa persona potrà entrare con la sola password finché non ne attiva uno nuovo. "
        "Viene avvisata per posta e i suoi accessi si chiudono.",
        en="They will sign in with the password alone until they set up a new one. "
        "They are told by mail, and their logins end.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        (key,) = await self.keys(options, 1)
        context = self.controller.context
        await context.accounts.reset_second_factor(UUID(str(key)), acting=context.principal)


class UserList(Controller):
    """Users above, the grants of the current one below."""

    ID = "users"
    LABEL = words(it="Utenti", en="Users")
    ICON = "users"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source="auth.users", order=410, group=STUDIO,
        hint=words(it="Chi può entrare, e che cosa vede", en="Who may sign in, and sees what"),
    )  # fmt: skip
    CURSORS = cursors(
        user="auth.users",
        grant=CursorSpec("auth.grants", tracks="user", on="user_id"),
    )
    VIEW = View(
        "MasterDetail",
        title=words(it="Utenti", en="Users"),
        parts=(
            split(
                grid("user", ("surname", "name", "email", "role", "active", "last_login_at"),
                     widths={"surname": 176, "name": 144, "email": 256}, open="open"),
                split(
                    record("user", title="full_name", facts=("email", "role")),
                    tabs(
                        grid("grant", ("customer_id", "level", "valid_to"),
                             editing=["level", "valid_to"], widths={"customer_id": 304},
                             label=words(it="Clienti che vede", en="Customers seen")),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[60, 40],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "user", label=words(it="Nuovo utente", en="New user")),
        on(EditRecord, "user", id="open", keys="Enter", label=words(it="Apri", en="Open")),
        on(InviteUser, "user"),
        on(ResetSecondFactor, "user"),
        on(NewRecord, "grant", id="new_grant", keys="", style="",
           label=words(it="Nuovo permesso", en="New grant")),
        on(EditRecord, "grant", id="open_grant", keys="",
           label=words(it="Modifica permesso", en="Edit grant")),
    )  # fmt: skip
