"""Who did what: the audit with its differences, and the history of one record."""

from collections.abc import Mapping
from typing import Any, Final

from typing_extensions import override

from ytefas.contexts.oversight_offers import key_of, oversight_of
from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, grid, ready, split, words

AUDIT: Final = "studio.audit"
TITLE: Final = words(it="Registro", en="Audit")
HISTORY: Final = words(it="Cronologia", en="History")


class TellEvent(OnCursor):
    """Give the current event, field by field, to the part that draws it."""

    ID = "tell_event"
    CURSOR = "event"
    REQUIRES = frozenset({"manage"})
    CATEGORIES = frozenset({"answer"})
    LABEL = words(it="Dettaglio", en="Detail")

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = await self.keys(options, 1)
        return await oversight_of(self).event(key_of(key))


class OpenRecordOfEvent(TellEvent):
    """Open the record that the current event is about."""

    ID = "open_of_event"
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Apri la scheda", en="Open the record")
    HINT = words(it="La scheda di cui parla questo evento", en="The record this event is about")
    ICON = "external-link"
    KEYS = "Enter"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        told = (await super().act(options))["open"]
        if told is None:
            return None
        content = Content(told["source"], (told["key"],))
        return (await self.controller.begin(Intent(Operation.VIEW, content))).node_name


class VerifyChain(OnCursor):
    """Verify the chains a little further."""

    ID = "verify_chain"
    CURSOR = "event"
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"answer"})
    LABEL = words(it="Verifica la catena", en="Verify the chain")

    @override
    def enabled(self) -> bool:
        return True

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        return await oversight_of(self).chain(anew=options.get("anew") is True)


def events(*columns: str, views: tuple[Part, ...] = ()) -> Part:
    """Show events as lines, the newest first."""
    return grid(
        "event", columns,
        widths={"at": 152, "who": 168, "action": 136, "entity": 168, "record_name": 232,
                "customer_name": 200, "ip": 120},
        open="open_of_event", bar=True, views=views,
    )  # fmt: skip


def detail() -> Part:
    """Show the current event with its differences."""
    label = words(it="Che cosa è cambiato", en="What changed")
    return Part("audit-event", {"cursor": "event", "ask": "tell_event", "open": "open_of_event"},
                label)  # fmt: skip


class AuditList(Controller):
    """Everything that was done: everything for administrators, their customers for managers."""

    ID = "audit"
    LABEL = TITLE
    ICON = "scroll-text"
    CONTENT = frozenset({(Content.source == AUDIT) & (Content.len == 0)})
    REQUIRES = frozenset({"manage"})
    NAVIGATION = navigation(
        source=AUDIT, order=430, group=STUDIO,
        hint=words(it="Chi ha fatto che cosa, e che cosa è cambiato",
                   en="Who did what, and what changed"),
    )  # fmt: skip
    CURSORS = cursors(event=CursorSpec(AUDIT, readonly=True))
    VIEW = View(
        "List",
        title=TITLE,
        parts=(
            Part("audit-chain", {"cursor": "event", "ask": "verify_chain"},
                 words(it="Integrità del registro", en="Integrity of the audit")),
            split(
                events(
                    "at", "who", "action", "entity", "record_name", "customer_name", "ip",
                    views=(
                        ready("changes", words(it="Modifiche", en="Changes"),
                              ("action", "in", ["create", "update", "delete"]),
                              ("entity", "ne", "login_session")),
                        ready("logins", words(it="Accessi", en="Sign-ins"),
                              ("entity", "eq", "login_session")),
                        ready("failed", words(it="Accessi falliti", en="Failed sign-ins"),
                              ("action", "eq", "login_failed")),
                        ready("exports", words(it="Esportazioni e letture riservate",
                                               en="Exports and sensitive readings"),
                              ("action", "in", ["export", "report", "read"])),
                        ready("rights", words(it="Utenti e permessi", en="Users and grants"),
                              ("entity", "in", ["app_user", "customer_grant", "access_policy",
                                                "api_token"])),
                        ready("deleted", words(it="Eliminazioni", en="Deletions"),
                              ("action", "eq", "delete")),
                    ),
                ),
                detail(),
                across="x", sizes=[66, 34],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(TellEvent, OpenRecordOfEvent, VerifyChain)


class RecordHistory(Controller):
    """What was done to one record, from the newest back to its creation."""

    ID = "history"
    LABEL = HISTORY
    ICON = "history"
    CONTENT = frozenset({(Content.source == AUDIT) & (Content.len == 0)})
    REQUIRED_CATEGORIES = frozenset({"history"})
    REQUIRES = frozenset({"manage"})
    CURSORS = cursors(event=CursorSpec(AUDIT, readonly=True))
    VIEW = View(
        "List",
        title=HISTORY,
        options={"named": {"cursor": "event", "column": "record_name"}},
        parts=(
            split(
                events("at", "who", "action", "record_name"),
                detail(),
                across="x", sizes=[56, 44],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(TellEvent)
