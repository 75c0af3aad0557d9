"""Who read what about somebody's health: noted in the audit, by record and day, never the value.

A field is sensitive by what its column declares (`personal="special"`); a list that shows none
costs nothing. What was delivered is collected while the last note is being written, so a person who
scrolls writes few events, each about many records.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from schema.base import Scope, entity_of
from ytefas.errors import YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.rules.access import STUDIO, Principal
from ytefas.store.engine import Store
from ytefas.store.isolation import Program
from ytefas.store.source.source import Source

log = logging.getLogger(__name__)

ACTION: Final = "read_sensitive"
REMEMBERED: Final = 200_000  # person, record, field and day; beyond it is noted again
AT_ONCE: Final = 500  # records of one event

_Row = Sequence[Any]


@lru_cache(maxsize=2000)
def sensitive(source: Source, columns: tuple[str, ...]) -> tuple[int, ...]:
    """Say at which places of a row sensitive values stand; nearly always none."""
    fields = source.fields
    return tuple(
        place
        for place, name in enumerate(columns)
        if name in fields and fields[name].facts.personal == "special"
    )


class SensitiveReads:
    """What was delivered on this node, on its way to the audit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: set[tuple[UUID, str, str, str]] = set()
        self._day: date | None = None
        self._waiting: dict[tuple[Principal, Source], dict[str, set[str]]] = {}
        self._writing: asyncio.Task[None] | None = None

    def delivered(
        self, acting: Principal, source: Source, columns: tuple[str, ...], rows: Sequence[_Row]
    ) -> None:
        """Hear that rows went to somebody; those with a sensitive value in them are noted."""
        places = sensitive(source, columns)
        if not places or isinstance(acting, Program):
            return
        today = datetime.now(UTC).date()
        if today != self._day or len(self._known) > REMEMBERED:
            self._known.clear()
            self._day = today
        for row in rows:
            for place in places:
                mark = (acting.user_id, source.name, str(row[0]), columns[place])
                if place >= len(row) or row[place] in (None, "", [], {}) or mark in self._known:
                    continue
                self._known.add(mark)
                waiting = self._waiting.setdefault((acting, source), defaultdict(set))
                waiting[mark[2]].add(mark[3])
        if self._waiting and self._writing is None:
            self._writing = spawn(self._write(), name="note sensitive readings")

    async def settled(self) -> None:
        """Wait until everything is noted."""
        while self._writing is not None:
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, {}
                for (acting, source), records in waiting.items():
                    await self._note(acting, source, records)
        finally:
            self._writing = None

    async def _note(self, acting: Principal, source: Source, records: dict[str, set[str]]) -> None:
        program = Program(acting.user_id, ip=acting.ip)
        keys = [UUID(key) for key in records]
        try:
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                async with self._store.writing(program, cause="privacy.read") as unit:
                    for customer, theirs in (await _owners(unit, source, some)).items():
                        fields = sorted({one for key in theirs for one in records[str(key)]})
                        only = theirs[0] if len(theirs) == 1 else None
                        await unit.note(
                            ACTION, customer=customer, entity=source.table.name, key=only,
                            source=source.name, fields=fields, records=[str(key) for key in theirs],
                        )  # fmt: skip
        except YtefasError:
            log.exception("readings of sensitive data could not be noted: %s", source.name)


async def _owners(unit: Any, source: Source, keys: list[UUID]) -> dict[UUID, list[UUID]]:
    """Say whose the records are."""
    scope = entity_of(source.table).scope
    if scope is Scope.SELF:
        return {key: [key] for key in keys}
    if scope is not Scope.CUSTOMER:
        return {STUDIO: keys}
    table = source.table
    asked = select(table.c.id, table.c.customer_id).where(
        table.c.id == any_(bindparam("keys", keys, ARRAY(Uuid)))
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await unit.fetch(asked):
        found[row["customer_id"]].append(row["id"])
    return found
