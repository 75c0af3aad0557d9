"""Two people saved the same row: what collides, and what can simply be put together.

The audit knows every change since the version a client has read. Fields nobody else touched merge;
the others come back with three values each: as read, as stored now, as sent.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol
from uuid import UUID

import asyncpg
from sqlalchemy import Table, bindparam, select
from sqlalchemy.sql.elements import ClauseElement

from schema.base import entity_of, tables
from ytefas.rules.access import STUDIO
from ytefas.store.compile import Prepared
from ytefas.store.isolation import customer_column

Collisions = dict[str, dict[str, Any]]

_audit: Final = tables()["audit_event"]
_SINCE: Final = (
    select(_audit.c.row_version, _audit.c.diff)
    .where(
        _audit.c.customer_id == bindparam("customer"),
        _audit.c.entity == bindparam("entity"),
        _audit.c.entity_id == bindparam("key"),
        _audit.c.row_version > bindparam("since"),
    )
    .order_by(_audit.c.row_version)
)


class Asks(Protocol):
    """What is needed of a unit."""

    async def fetch(
        self, statement: ClauseElement | Prepared, params: Mapping[str, Any] = ...
    ) -> list[asyncpg.Record]: ...


async def collisions(
    unit: Asks, table: Table, *, stored: Mapping[str, Any], since: int, changes: Mapping[str, Any]
) -> Collisions:
    """Compare what was sent with what others changed since the version it was based on."""
    touched = await _touched(unit, table, stored=stored, since=since)
    if touched is None:  # the history has a hole: whatever differs may collide
        candidates, as_read = set(changes), {}
    else:
        candidates, as_read = changes.keys() & touched.keys(), touched
    fields = {name for name in candidates if stored[name] != changes[name]}
    values = await _typed(unit, table, {name: as_read[name] for name in fields & as_read.keys()})
    return {
        name: {"base": values.get(name), "theirs": stored[name], "mine": changes[name]}
        for name in sorted(fields)
    }


async def _touched(
    unit: Asks, table: Table, *, stored: Mapping[str, Any], since: int
) -> dict[str, Any] | None:
    """Return the columns changed since a version, each with the value it had then."""
    if not entity_of(table).audit:
        return None
    owner = customer_column(table)
    customer: UUID = STUDIO if owner is None else stored[owner]
    events = await unit.fetch(
        _SINCE,
        {"customer": customer, "entity": table.name, "key": stored["id"], "since": since},
    )
    versions = [event["row_version"] for event in events]
    if since > stored["row_version"] or versions != [*range(since + 1, stored["row_version"] + 1)]:
        return None
    before: dict[str, Any] = {}
    for event in events:
        for name, change in event["diff"].items():
            before.setdefault(name, change[0] if isinstance(change, list) else None)
    return before


async def _typed(unit: Asks, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give values that the audit keeps as JSON the types of their columns."""
    if not values:
        return {}
    names = ", ".join(table.c[name].name for name in values)
    sql = f"SELECT {names} FROM jsonb_populate_record(NULL::{table.name}, $1)"  # noqa: S608 - ours  # nosec B608
    [row] = await unit.fetch(Prepared.of(sql, "values"), {"values": dict(values)})
    return dict(row)
