"""A record that is opened to be worked on: one screen to look and to change, as rights allow.

Opening is looking; whoever may change the record changes it there and saves when he says so. What
the screen offers is described by the rights on the customer whose record it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from typing_extensions import override

from ytefas.errors import Invalid, NotFound
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.showing import ARCHIVED

CUSTOMERS: Final = "org.customers"
OWNER: Final = "customer_id"


class RecordController(Controller):
    """Shows one record; with the right to, it can be changed at once."""

    OPERATIONS = frozenset({Operation.VIEW, Operation.EDIT})

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        row = await self._looked_up()
        self.owner = row.get(OWNER)
        await super().prepare(kept)
        if row.get(ARCHIVED) is not None:  # what was put away with it is read with it
            for cursor in self.cursors.values():
                cursor.within = replace(cursor.within, archived=True)

    @override
    async def start(self) -> None:
        content = self.intent.content
        cursor = self.cursors.get(self.primary or "")
        if content is None or cursor is None or cursor.spec.readonly:
            return
        principal, application = self.context.principal, self.application
        if application.permits(principal, frozenset(), Operation.EDIT, content.source):
            cursor.edit()

    async def _looked_up(self) -> Mapping[str, Any]:
        """Read whose the record is, and whether it is put away; nothing of what is not in sight."""
        content = self.intent.content
        if content is None or content.len != 1:
            return {}
        own = content.source == CUSTOMERS  # a customer is its own
        with suppress(NotFound, Invalid):
            columns = (ARCHIVED,) if own else (OWNER, ARCHIVED)
            row = await read_one(self, content.source, content.ids[0], columns)
            return {OWNER: content.ids[0], **row}
        return {}
