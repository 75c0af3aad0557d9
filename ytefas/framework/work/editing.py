"""A record that is opened to be worked on: one screen to look and to change, as rights allow.

Opening is looking; whoever may change the record changes it there and saves when he says so. What
the screen offers is described by the rights on the customer whose record it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from typing_extensions import override

from ytefas.errors import Invalid, NotFound
from ytefas.framework.work.content import Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.reading import read_one

CUSTOMERS: Final = "org.customers"
OWNER: Final = "customer_id"


class RecordController(Controller):
    """Shows one record; with the right to, it can be changed at once."""

    OPERATIONS = frozenset({Operation.VIEW, Operation.EDIT})

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        self.owner = await self._owner_of()
        await super().prepare(kept)

    @override
    async def start(self) -> None:
        content = self.intent.content
        cursor = self.cursors.get(self.primary or "")
        if content is None or cursor is None or cursor.spec.readonly:
            return
        principal, application = self.context.principal, self.application
        if application.permits(principal, frozenset(), Operation.EDIT, content.source):
            cursor.edit()

    async def _owner_of(self) -> Key | None:
        content = self.intent.content
        if content is None or content.len != 1:
            return None
        if content.source == CUSTOMERS:
            return content.ids[0]
        with suppress(NotFound, Invalid):  # what is not in sight is shown as an empty form
            row = await read_one(self, content.source, content.ids[0], (OWNER,))
            owner: Key | None = row[OWNER]
            return owner
        return None
