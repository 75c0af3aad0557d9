"""What a user sees first: who he is, and what he can open.

Only the intent of a starting session reaches it: an administrator who opens one row of the users
grid asks for the same content, and must not get a second desktop.
"""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ytefas.errors import YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.intent import SESSION_START, Intent, Operation
from ytefas.framework.work.view import View, words


class OpenCustomers(Action):
    """Show the customers of the user."""

    ID = "open_customers"
    CATEGORIES = frozenset({"open"})
    LABEL = words(it="Clienti", en="Customers")
    HINT = words(it="Le aziende che segui, con le loro sedi", en="Your firms, with their sites")
    ICON = "building-2"

    @override
    async def act(self, options: Mapping[str, Any]) -> str:
        desktop = self.provider
        assert isinstance(desktop, Controller)  # noqa: S101 - actions belong to controllers
        opened = await desktop.begin(Intent(Operation.VIEW, Content("org.customers")))
        return str(opened.node_path)


class Logout(Action):
    """End the session, here and in the client."""

    ID = "logout"
    CATEGORIES = frozenset({"session"})
    LABEL = words(it="Esci", en="Log out")
    ICON = "log-out"

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        desktop = self.provider
        assert isinstance(desktop, Controller)  # noqa: S101 - actions belong to controllers
        # Beside: this answer has to reach the client before its session ends.
        _ = spawn(_log_out(desktop), name="log out")


async def _log_out(desktop: Controller) -> None:
    """Settle what is unsaved, tell the view, and end session and login even if it is silent."""
    context = desktop.context
    session = context.session
    if not await context.desk.may_leave():
        return
    try:
        await desktop.view.node_options(timeout=2.0).logout()
    except YtefasError:
        pass  # gone already, or too slow: nothing depends on it
    finally:
        await session.stop()  # for good: nothing of it stays for whoever sits here next
        await context.log_out(session.principal)


class Desktop(Controller):
    """The first context of every session."""

    ID = "desktop"
    LABEL = words(it="Scrivania", en="Desktop")
    ICON = "layout-dashboard"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 1)})
    CATEGORIES = frozenset({SESSION_START})
    REQUIRED_CATEGORIES = frozenset({SESSION_START})
    CURSORS = cursors(user="auth.users")
    VIEW = View("Desktop")
    ACTIONS = actions(OpenCustomers, Logout)
