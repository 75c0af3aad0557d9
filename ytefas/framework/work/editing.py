"""A record that is opened to be worked on: one screen to look and to change, as rights allow.

Opening is looking; whoever may change the record changes it there and saves when he says so. What
the screen offers is described by the rights on the customer whose record it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from typing_extensions import override

from ytefas.errors import Invalid, NotFound
from ytefas.framework.work.action import Action
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.owning import CUSTOMERS, OWNER
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import OnCursor, on
from ytefas.framework.work.view import words

AUDIT: Final = "studio.audit"  # where every record has its history


class RecordHistory(OnCursor):
    """Show what was done to the current row, by whom, and what it said before."""

    ID = "history"
    REQUIRES = frozenset({"manage"})
    CATEGORIES = frozenset({"record", "more", "menu"})
    LABEL = words(it="Cronologia", en="History")
    HINT = words(it="Chi ha cambiato che cosa, e quando", en="Who changed what, and when")
    ICON = "history"
    KEYS = "Alt+KeyH"

    @override
    def permitted(self) -> bool:
        context = self.node_context
        known = context is not None and AUDIT in context.application.sources
        return known and super().permitted()

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        content = Content(AUDIT, values={"entity_id": key})
        asked = Intent(Operation.VIEW, content, categories=frozenset({"history"}))
        return (await self.controller.begin(asked)).node_name


class RecordController(Controller):
    """Shows one record; with the right to, it can be changed at once."""

    OPERATIONS = frozenset({Operation.VIEW, Operation.EDIT})
    SINGLETON = True  # two forms of one record in one window would collide with each other

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        content = self.intent.content
        if content is not None and content.len == 1:
            self.owner = await self._owner_of(content.source, content.ids[0])
        await super().prepare(kept)

    @override
    def offered(self) -> Iterable[type[Action]]:
        """Offer the history of the record, wherever one is shown."""
        if self.primary is None:
            return self.ACTIONS
        return (*self.ACTIONS, on(RecordHistory, self.primary))

    @override
    async def start(self) -> None:
        content = self.intent.content
        cursor = self.cursors.get(self.primary or "")
        if content is None or cursor is None or cursor.spec.readonly:
            return
        may, principal = self.application.permits, self.context.principal
        if may(principal, frozenset(), Operation.EDIT, content.source, self.owner):
            cursor.edit()

    @override
    async def turn_to(self, cursor: str, key: Key) -> bool:
        """Show another record in this view; where other rights hold, in a view of its own."""
        source = self.cursors[cursor].source
        before, owner = self._described(), self.owner
        self.owner = await self._owner_of(source, key)
        if self._described() == before:
            if await super().turn_to(cursor, key):
                return True
            self.owner = owner
            return False
        self.owner = owner
        _ = await (self.origin or self).begin(Intent(Operation.VIEW, Content(source, (key,))))
        _ = self.desk.closing(self)
        return True

    def _described(self) -> list[Mapping[str, Any]]:
        """Say what the view was told of its sources: it depends on whose the record is."""
        factory = self.application.cursors
        return [factory.describe(cursor.source, self) for cursor in self.cursors.values()]

    async def _owner_of(self, source: str, key: Key) -> Key | None:
        """Read whose a record is; nobody's when it is not in sight."""
        if source == CUSTOMERS:  # a customer is its own
            return key
        with suppress(NotFound, Invalid):
            found: Key | None = (await read_one(self, source, key, (OWNER,)))[OWNER]
            return found
        return None
