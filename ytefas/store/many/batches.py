"""Actions on many records as they are kept: groups of records, each with what came of it.

They are their user's alone, and passing: an action that was never confirmed goes after a day, what
was done can be looked at and taken back for as long as the file of a job is kept.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypedDict
from uuid import UUID

import asyncpg

from schema.base import new_id
from ytefas.errors import NotFound
from ytefas.framework.work.many import Act, Facts
from ytefas.store.compile import Prepared
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Reading, Unit

AT_ONCE: Final = 100  # records of a group: one transaction
_INSERTED: Final = 20  # groups of one statement
KEPT_BY_USER: Final = 30  # actions; the oldest go
UNCONFIRMED: Final = timedelta(days=1)
KEPT_FOR: Final = timedelta(days=14)


class Row(TypedDict):
    """A record of an action: how it was when it was chosen, and what came of it."""

    key: str
    title: str
    owner: str | None  # the customer it is of
    version: int
    state: str  # waiting, done, same, refused
    problem: dict[str, Any] | None  # why it was refused, or why it stays
    now: int  # its version when it was done
    before: dict[str, Any]  # what it said before, of a change of fields
    back: str  # taken back: "", done, refused


def waiting(key: str, title: str, version: int, owner: UUID | None = None) -> Row:
    """Begin with a record that is there."""
    whose = None if owner is None else str(owner)
    return Row(key=key, title=title, owner=whose, version=version, state="waiting", problem=None,
               now=0, before={}, back="")  # fmt: skip


def groups_of(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Part records into groups."""
    return [rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]


async def keep(
    unit: Unit, source: str, act: Act, rows: Sequence[Row], shared: Mapping[str, Any]
) -> UUID:
    """Keep a new action, and forget the oldest of its user."""
    key, user = new_id(), unit.acting.user_id
    await unit.fetch(_ADD, {
        "id": key, "user": user, "source": source, "act": act, "total": len(rows),
        "shared": dict(shared),
    })  # fmt: skip
    numbered = [
        {"number": number, "rows": list(some)} for number, some in enumerate(groups_of(rows))
    ]
    for at in range(0, len(numbered), _INSERTED):
        given = {"user": user, "batch": key, "groups": numbered[at : at + _INSERTED]}
        await unit.fetch(_ADD_GROUPS, given)
    old = await unit.fetch(_TOO_MANY, {"user": user, "kept": KEPT_BY_USER})
    await _forget(unit, [row["id"] for row in old])
    return key


async def find(reading: Reading, batch: UUID, *, lock: bool = False) -> asyncpg.Record:
    """Read an action of this user's; NotFound for anybody else's."""
    asked = {"id": batch, "user": reading.acting.user_id}
    row = await reading.fetch_row(_FIND_LOCKED if lock else _FIND, asked)
    if row is None:
        raise NotFound
    return row


def facts_of(row: asyncpg.Record) -> Facts:
    """Say what is known of an action."""
    return Facts(
        UUID(int=row["id"].int), row["source"], row["act"], row["state"], row["total"],
        row["shared"],
    )  # fmt: skip


async def move_on(unit: Unit, batch: UUID, state: str, changes: Mapping[str, Any]) -> None:
    """Say how far an action has come."""
    await unit.fetch(_MOVE, {"id": batch, "state": state, "changes": dict(changes)})


async def state_of(unit: Unit, batch: UUID) -> str | None:
    """Say how far an action has come, and let nobody move it on before this transaction ends."""
    found: str | None = await unit.fetch_value(_STATE, {"id": batch})
    return found


async def numbers(reading: Reading, batch: UUID) -> list[int]:
    """List the groups of an action."""
    return [row["number"] for row in await reading.fetch(_NUMBERS, {"batch": batch})]


async def peek(reading: Reading, batch: UUID, number: int) -> list[Row]:
    """Read a group as it is, to know what is left to do."""
    found = await reading.fetch_value(_PEEK, {"batch": batch, "number": number})
    return [] if found is None else list(found)


async def group(unit: Unit, batch: UUID, number: int) -> list[Row]:
    """Read a group that nobody else writes to before this transaction ends."""
    found = await unit.fetch_value(_GROUP, {"batch": batch, "number": number})
    return [] if found is None else list(found)  # forgotten, with a person who was erased


async def note(unit: Unit, batch: UUID, number: int, rows: Sequence[Row]) -> None:
    """Write down what came of a group, together with what was done."""
    await unit.fetch(_NOTE, {"batch": batch, "number": number, "rows": list(rows)})


async def everyone(reading: Reading, batch: UUID) -> list[Row]:
    """Read all records of an action in their order."""
    found = await reading.fetch(_EVERYONE, {"batch": batch})
    return [row for group_ in found for row in group_["rows"]]


async def some(reading: Reading, batch: UUID, *, only: str, offset: int, limit: int) -> list[Row]:
    """Read some records in their order, all or those that ended in one way."""
    asked = {"batch": batch, "only": only, "offset": offset, "limit": limit}
    return [row["one"] for row in await reading.fetch(_SOME, asked)]


async def counts(reading: Reading, batch: UUID) -> dict[str, int]:
    """Count how the records ended."""
    row = await reading.fetch_row(_COUNTS, {"batch": batch})
    assert row is not None  # noqa: S101 - a count always answers
    return {name: int(value) for name, value in row.items()}


async def purge(store: Store) -> None:
    """Forget what nobody confirmed, and what was done long ago."""
    async with store.writing(SYSTEM, cause="bulk.purge") as unit:
        old = await unit.fetch(_OLD, {"open": UNCONFIRMED, "ended": KEPT_FOR})
        await _forget(unit, [row["id"] for row in old])


async def _forget(unit: Unit, batches: Sequence[UUID]) -> None:
    if batches:
        await unit.fetch(_FORGET_GROUPS, {"batches": list(batches)})
        await unit.fetch(_FORGET, {"batches": list(batches)})


# Of what was done and taken back, `back` went back; of what was tried, `stays` did not.
_ENDS: Final = """CASE WHEN one ->> 'back' = 'done' THEN 'back' WHEN one ->> 'back' = 'refused'
  THEN 'stays' ELSE one ->> 'state' END"""
_COLUMNS: Final = "id, source, act, state, total, shared, changes"
_ADD: Final = Prepared.of(
    "INSERT INTO bulk_batch (id, user_id, source, act, state, total, changes, shared, kept_at,"
    " created_by, updated_by, row_version) VALUES ($1::uuid, $2::uuid, $3::text, $4::text, 'open',"
    " $5::integer, '{}', $6::jsonb, now(), $2::uuid, $2::uuid, 1)",
    "id", "user", "source", "act", "total", "shared",
)  # fmt: skip
_ADD_GROUPS: Final = Prepared.of(
    "INSERT INTO bulk_group (id, user_id, batch_id, number, rows, created_by, updated_by,"
    " row_version) SELECT gen_random_uuid(), $1::uuid, $2::uuid, (g ->> 'number')::integer,"
    " g -> 'rows', $1::uuid, $1::uuid, 1 FROM jsonb_array_elements($3::jsonb) g",
    "user", "batch", "groups",
)  # fmt: skip
_FIND: Final = Prepared.of(
    f"SELECT {_COLUMNS} FROM bulk_batch WHERE id = $1::uuid AND user_id = $2::uuid",  # noqa: S608 - our own names  # nosec B608
    "id", "user",
)  # fmt: skip
_FIND_LOCKED: Final = Prepared.of(_FIND.sql + " FOR UPDATE", "id", "user")
_STATE: Final = Prepared.of("SELECT state FROM bulk_batch WHERE id = $1::uuid FOR SHARE", "id")
_MOVE: Final = Prepared.of(
    "UPDATE bulk_batch SET state = $2::text, changes = $3::jsonb, kept_at = now(),"
    " updated_at = now(), row_version = row_version + 1 WHERE id = $1::uuid",
    "id", "state", "changes",
)  # fmt: skip
_NUMBERS: Final = Prepared.of(
    "SELECT number FROM bulk_group WHERE batch_id = $1::uuid ORDER BY number", "batch"
)
_PEEK: Final = Prepared.of(
    "SELECT rows FROM bulk_group WHERE batch_id = $1::uuid AND number = $2::integer",
    "batch", "number",
)  # fmt: skip
_GROUP: Final = Prepared.of(_PEEK.sql + " FOR UPDATE", "batch", "number")
_NOTE: Final = Prepared.of(
    "UPDATE bulk_group SET rows = $3::jsonb, updated_at = now(), row_version = row_version + 1"
    " WHERE batch_id = $1::uuid AND number = $2::integer",
    "batch", "number", "rows",
)  # fmt: skip
_EVERYONE: Final = Prepared.of(
    "SELECT rows FROM bulk_group WHERE batch_id = $1::uuid ORDER BY number", "batch"
)
_SOME: Final = Prepared.of(
    "SELECT one FROM bulk_group g, jsonb_array_elements(g.rows) WITH ORDINALITY AS e (one, at)"  # noqa: S608 - our own words  # nosec B608
    f" WHERE g.batch_id = $1::uuid AND ($2::text = '' OR {_ENDS} = $2::text)"
    " ORDER BY g.number, e.at OFFSET $3::integer LIMIT $4::integer",
    "batch", "only", "offset", "limit",
)  # fmt: skip
_COUNTS: Final = Prepared.of(
    "SELECT count(*) FILTER (WHERE one ->> 'state' = 'done') AS changed,"
    " count(*) FILTER (WHERE one ->> 'state' = 'same') AS same,"
    " count(*) FILTER (WHERE one ->> 'state' = 'refused') AS refused,"
    " count(*) FILTER (WHERE one ->> 'state' = 'waiting') AS waiting,"
    " count(*) FILTER (WHERE one ->> 'back' = 'done') AS back,"
    " count(*) FILTER (WHERE one ->> 'back' = 'refused') AS stays"
    " FROM bulk_group g, jsonb_array_elements(g.rows) AS one WHERE g.batch_id = $1::uuid",
    "batch",
)  # fmt: skip
_TOO_MANY: Final = Prepared.of(
    "SELECT id FROM bulk_batch WHERE user_id = $1::uuid AND state NOT IN ('doing', 'undoing')"
    " ORDER BY kept_at DESC, id DESC OFFSET $2::integer",
    "user", "kept",
)  # fmt: skip
_OLD: Final = Prepared.of(
    "SELECT id FROM bulk_batch WHERE kept_at <= now() - CASE WHEN state = 'open'"
    " THEN $1::interval ELSE $2::interval END",
    "open", "ended",
)  # fmt: skip
_FORGET_GROUPS: Final = Prepared.of(
    "DELETE FROM bulk_group WHERE batch_id = ANY ($1::uuid[])", "batches"
)
_FORGET: Final = Prepared.of("DELETE FROM bulk_batch WHERE id = ANY ($1::uuid[])", "batches")
