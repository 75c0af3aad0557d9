"""What a user sees first: who he is, what he can open, and what was changed lately in his reach.

Only the intent of a starting session reaches it: an administrator who opens one row of the users
grid asks for the same content, and must not get a second desktop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, ClassVar

from typing_extensions import override

from ytefas.contexts.places import WORK
from ytefas.errors import YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import Navigation
from ytefas.framework.work.intent import SESSION_START, Intent, Operation
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, Words, lines, words

LATELY = 8  # so many records tell what is going on


class OpenScreen(Action):
    """Open a screen that has a place in the navigation."""

    CATEGORIES = frozenset({"open"})
    SCREEN: ClassVar[type[Controller]]
    PLACE: ClassVar[Navigation]

    @classmethod
    def of(cls, screen: type[Controller], place: Navigation) -> type[OpenScreen]:
        """Make the action that opens a screen, in its words."""
        declared = {
            "ID": f"open_{screen.ID}", "SCREEN": screen, "PLACE": place, "LABEL": screen.LABEL,
            "HINT": place.hint, "ICON": screen.ICON, "ORDER": place.order, "GROUP": place.group,
            "REQUIRES": screen.REQUIRES | place.requires, "__module__": __name__,
            "__doc__": screen.__doc__,
        }  # fmt: skip
        return type(f"Open{screen.__name__}", (cls,), declared)

    @override
    def permitted(self) -> bool:
        context = self.node_context
        return context is not None and bool(
            context.application.permits(
                context.principal, self.REQUIRES, Operation.VIEW, self.PLACE.source
            )
        )

    @override
    async def act(self, options: Mapping[str, Any]) -> str:
        desktop = self.provider
        assert isinstance(desktop, Controller)  # noqa: S101 - actions belong to controllers
        content, wishes = Content(self.PLACE.source), self.PLACE.wishes
        opened = await desktop.begin(Intent(Operation.VIEW, content, categories=wishes))
        return str(opened.node_path)


class OpenOwnFirm(OnCursor):
    """Lead a customer's user to the file of his firm, or to the list where he has several."""

    ID = "open_own_firm"
    CURSOR = "customer"
    CATEGORIES = frozenset({"open"})
    LABEL = words(it="La tua azienda", en="Your firm")
    HINT = words(it="Sedi, mansioni, persone e registri della tua azienda",
                 en="Sites, jobs, people and registers of your firm")  # fmt: skip
    ICON = "building-2"
    ORDER = 10
    GROUP = WORK

    @override
    def permitted(self) -> bool:
        context = self.node_context
        if context is None or not super().permitted():
            return False
        works_here = frozenset({"consultant"})
        return not context.application.permits(context.principal, works_here, None, None)

    @override
    def enabled(self) -> bool:
        return True

    @override
    async def act(self, options: Mapping[str, Any]) -> str:
        source, shown = self.cursor.source, self.cursor.shown.rows
        alone = (shown[0][0],) if len(shown) == 1 else ()
        wishes = frozenset({"workspace"} if alone else ())
        asked = Intent(Operation.VIEW, Content(source, alone), categories=wishes)
        return str((await self.controller.begin(asked)).node_path)


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


def _latest(source: str, *columns: str) -> CursorSpec:
    """Show the records of a source that were made or changed last, whoever did it."""
    query = {"columns": [*columns, "updated_at", "updated_by"], "sort": [["updated_at", "desc"]]}
    return CursorSpec(source, query=query, size=LATELY, readonly=True)


def _changed(cursor: str, code: str, title: str, *facts: str, label: Words) -> Part:
    return lines(
        cursor, code=code, title=title, facts=facts, at="updated_at", by="updated_by", label=label
    )


class Desktop(Controller):
    """The first context of every session."""

    ID = "desktop"
    LABEL = words(it="Scrivania", en="Desktop")
    ICON = "layout-dashboard"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 1)})
    CATEGORIES = frozenset({SESSION_START})
    REQUIRED_CATEGORIES = frozenset({SESSION_START})
    CURSORS = cursors(
        user="auth.users",
        customer=_latest("org.customers", "code", "legal_name", "city", "sites"),
        site=_latest("org.sites", "customer_code", "name", "customer_name", "city", "customer_id"),
    )
    VIEW = View(
        "Desktop",
        parts=(
            _changed("customer", "code", "legal_name", "city", "sites", label=words(
                it="Clienti modificati di recente", en="Customers changed lately")),
            _changed("site", "customer_code", "name", "customer_name", "city", label=words(
                it="Sedi modificate di recente", en="Sites changed lately")),
        ),
    )  # fmt: skip
    ACTIONS = actions(Logout)

    @override
    def offered(self) -> Iterable[type[Action]]:
        """Offer every screen that declares a place in the navigation."""
        found = [
            (place.order, screen.ID, OpenScreen.of(screen, place))
            for screen in self.application.by_id.values()
            if (place := screen.NAVIGATION) is not None
        ]
        screens = (action for _, _, action in sorted(found, key=itemgetter(0, 1)))
        return (OpenOwnFirm, *screens, *self.ACTIONS)
