"""Importing spreadsheets, as every desk offers it: file, columns, check, result.

The file itself comes by HTTP (`POST /imports/…`), because it is large; everything else is a call on
the upload it made. What is applied is done by a job, whose progress the tray shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from ytefas.errors import Invalid, NotFound
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.node import Node
from ytefas.jobs.importing import KIND
from ytefas.jobs.job import NewJob
from ytefas.jobs.queue import Orders
from ytefas.services.circle import principal_of, writer_of

MOST_ROWS: Final = 200  # of one page
FURTHEST: Final = 1_000_000
STATES: Final = frozenset({"", "new", "update", "same", "error", "skip"})
HOME: Final = "Europe/Rome"
PATIENCE: Final = 240.0  # seconds for looking through all rows, as long as its transaction may take


class Importer(Protocol):
    """Reads, checks and undoes; another's upload, or none, is NotFound."""

    async def open(self, acting: Any, customer: UUID, name: str) -> dict[str, Any]: ...
    async def look(self, acting: Any, key: UUID) -> dict[str, Any]: ...
    async def arrange(self, acting: Any, key: UUID, raw: Mapping[str, Any]) -> dict[str, Any]: ...
    async def check(self, acting: Any, key: UUID) -> dict[str, Any]: ...
    async def rows(
        self, acting: Any, key: UUID, *, offset: int, limit: int, only: str
    ) -> dict[str, Any]: ...
    async def correct(
        self, acting: Any, key: UUID, *, row: int, column: int, text: str
    ) -> dict[str, Any]: ...
    async def forget(self, acting: Any, key: UUID) -> None: ...
    async def label(self, acting: Any, key: UUID) -> str: ...
    async def undo(self, acting: Any, batch: UUID, *, rest: bool, key: UUID) -> dict[str, Any]: ...


class Imports(Node):
    """The imports of a session's user."""

    def __init__(self, importer: Importer, orders: Orders) -> None:
        self._importer = importer
        self._orders = orders

    @call(access=OWN_SESSION)
    async def open(self, customer: str, target: str) -> dict[str, Any]:
        """Say what may be imported for a customer, and what was left in the middle."""
        return await self._importer.open(principal_of(self), _key(customer), target)

    @call(access=OWN_SESSION)
    async def look(self, upload: str) -> dict[str, Any]:
        """Say what a file holds: sheets, columns, and what each is taken for."""
        return await self._importer.look(principal_of(self), _key(upload))

    @call(access=OWN_SESSION)
    async def arrange(self, upload: str, choices: dict[str, Any]) -> dict[str, Any]:
        """Take other choices: sheet, row of headings, columns, constants, options."""
        return await self._importer.arrange(principal_of(self), _key(upload), choices)

    @call(access=OWN_SESSION, timeout=PATIENCE)
    async def check(self, upload: str) -> dict[str, Any]:
        """Look through all rows and say what would come of them; nothing is written."""
        return await self._importer.check(principal_of(self), _key(upload))

    @call(access=OWN_SESSION, timeout=PATIENCE)
    async def rows(
        self, upload: str, offset: int = 0, limit: int = 50, only: str = ""
    ) -> dict[str, Any]:
        """Show some rows as they came, with what is wrong and what would change."""
        if not 1 <= limit <= MOST_ROWS or not 0 <= offset <= FURTHEST:
            raise Invalid("out_of_range", parameter="limit")
        if only not in STATES:
            raise Invalid("malformed", parameter="only")
        return await self._importer.rows(
            principal_of(self), _key(upload), offset=offset, limit=limit, only=only
        )

    @call(access=OWN_SESSION, timeout=PATIENCE)
    async def correct(self, upload: str, row: int, column: int, text: str) -> dict[str, Any]:
        """Put another text into a cell, and look through the rows again."""
        return await self._importer.correct(
            principal_of(self), _key(upload), row=row, column=column, text=text
        )

    @call(access=OWN_SESSION)
    async def forget(self, upload: str) -> None:
        """Forget a file that is not to be imported after all."""
        await self._importer.forget(principal_of(self), _key(upload))

    @call(access=OWN_SESSION)
    async def apply(self, upload: str, idempotency_key: str | None = None) -> str:
        """Import what the check has shown, as a job: its id; the import has the upload's."""
        principal, key = writer_of(self), _key(upload)
        request = {"upload": str(key), "locale": principal.locale, "zone": HOME}
        label = await self._importer.label(principal, key)
        asked = uuid4() if idempotency_key is None else _key(idempotency_key)
        new = NewJob(principal.user_id, KIND, label, request, asked)
        return str((await self._orders.add(new)).id)

    @call(access=OWN_SESSION, timeout=PATIENCE)
    async def undo(
        self,
        batch: str,
        idempotency_key: str,
        rest: bool = False,
    ) -> dict[str, Any]:
        """Undo an import; what others changed since stands in the way, unless `rest` is enough."""
        return await self._importer.undo(
            principal_of(self), _key(batch), rest=rest, key=_key(idempotency_key)
        )


def _key(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise NotFound from None
