"""Undoing an import exactly: what it made goes, what it changed is as it was, or nothing happens.

What somebody has changed or used since is his work: then nothing is undone, and he who asks is told
which records stand in the way. He may have the rest undone; what the kept records need is kept too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, func, select, update
from sqlalchemy.sql.schema import ForeignKeyConstraint

from schema.base import Scope, entity_of, tables
from schema.import_batch import import_batch
from schema.import_change import import_change
from ytefas.errors import Invalid, NotFound, Stale
from ytefas.store.compile import Prepared
from ytefas.store.imports.bulk import delete_many, some, update_many, versions
from ytefas.store.unit import Unit

_SPEAKING: Final = ("attachment_link", "comment", "tagging")  # of records of any kind
_OURS: Final = frozenset({"import_batch", "import_change", "import_upload"})
LISTED: Final = 100  # of those that stand in the way


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stands in the way, and why."""

    table: str
    key: UUID
    why: str  # changed, used, gone, needed


@dataclass(slots=True)
class _Row:
    """What the import did to one record, all in all."""

    table: str
    key: UUID
    made: bool
    version: int
    before: dict[str, Any]


async def undo(unit: Unit, customer: UUID, batch: UUID, *, rest: bool) -> dict[str, Any]:
    """Undo an import, or (without `rest`) say what stands in the way."""
    asked = (
        select(import_batch.c.state)
        .where(import_batch.c.id == bindparam("batch_", type_=Uuid),
               import_batch.c.customer_id == bindparam("customer_", type_=Uuid))
        .with_for_update()
    )  # fmt: skip
    state = await unit.fetch_value(asked, {"batch_": batch, "customer_": customer})
    if state is None:
        raise NotFound
    if state == "undone":
        raise Invalid("import_undone")
    rows = await _rows(unit, customer, batch)
    kept = await _in_the_way(unit, customer, rows)
    if kept and not rest:
        return {"undone": 0, "kept": list(kept.values())}
    left = [row for row in rows.values() if row.key not in kept]
    await _restore(unit, customer, left)
    await _note(unit, customer, batch, left, kept=len(kept))
    return {"undone": len(left), "kept": list(kept.values())}


async def _rows(unit: Unit, customer: UUID, batch: UUID) -> dict[UUID, _Row]:
    """Read what was done and is not undone; several changes of one record are one."""
    asked = (
        select(import_change)
        .where(
            import_change.c.batch_id == bindparam("batch_", type_=Uuid),
            import_change.c.customer_id == bindparam("customer_", type_=Uuid),
            import_change.c.undone_at.is_(None),
        )
        .order_by(import_change.c.number)
    )
    rows: dict[UUID, _Row] = {}
    for change in await unit.fetch(asked, {"batch_": batch, "customer_": customer}):
        known = rows.get(change["record_id"])
        if known is None:
            rows[change["record_id"]] = _Row(
                change["entity"], change["record_id"], change["made"], change["version"],
                dict(change["before"] or {}),
            )  # fmt: skip
        else:
            known.version = max(known.version, change["version"])
            known.before = {**dict(change["before"] or {}), **known.before}
    return rows


async def _in_the_way(unit: Unit, customer: UUID, rows: Mapping[UUID, _Row]) -> dict[UUID, Kept]:
    kept: dict[UUID, Kept] = {}
    for name, alike in _by_table(rows.values()).items():
        now = await versions(unit, tables()[name], customer, [row.key for row in alike])
        for row in alike:
            if now.get(row.key) != row.version:
                why = "changed" if row.key in now else "gone"
                kept[row.key] = Kept(name, row.key, why)
        made = [row.key for row in alike if row.made]
        for key in await _used(unit, customer, tables()[name], made, set(rows)):
            kept.setdefault(key, Kept(name, key, "used"))
    await _needed(unit, customer, rows, kept)
    return kept


async def _needed(
    unit: Unit, customer: UUID, rows: Mapping[UUID, _Row], kept: dict[UUID, Kept]
) -> None:
    """Keep what a kept record points at: a job that somebody has given a department since."""
    fresh = list(kept.values())
    while fresh:
        found: list[Kept] = []
        by_table: dict[str, list[UUID]] = defaultdict(list)
        for one in fresh:
            by_table[one.table].append(one.key)
        for name, keys in by_table.items():
            for link, home in _links(tables()[name]):
                asked = {"customer_": customer, "keys_": keys}
                for row in await unit.fetch(_pointed(name, link), asked):
                    at = row["at"]
                    if at in rows and rows[at].made and at not in kept:
                        kept[at] = Kept(home, at, "needed")
                        found.append(kept[at])
        fresh = found


async def _used(
    unit: Unit, customer: UUID, table: Table, made: Sequence[UUID], own: set[UUID]
) -> set[UUID]:
    """Find records we made that rows point at which the import has not made."""
    found: set[UUID] = set()
    for part in some(made, 5000):
        asked = {"customer_": customer, "keys_": list(part)}
        for name, link in _pointing(table):
            rows = await unit.fetch(_pointers(name, link), asked)
            found |= {row["at"] for row in rows if row["id"] not in own}
        for name in _SPEAKING:
            rows = await unit.fetch(_pointers(name, "record_id"), asked)
            found |= {row["at"] for row in rows if row["id"] not in own}
    return found


@cache
def _pointing(table: Table) -> tuple[tuple[str, str], ...]:
    """List the links of other rows to rows of a table."""
    return tuple(
        (other.name, link)
        for other in tables().values()
        if other.name not in _OURS and entity_of(other).scope is Scope.CUSTOMER
        for link, home in _links(other)
        if home == table.name
    )


@cache
def _links(table: Table) -> tuple[tuple[str, str], ...]:
    """List the links of a table to other rows of its customer: column and home."""
    found: dict[tuple[str, str], None] = {}
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            columns = list(constraint.column_keys)
            home = constraint.referred_table.name
            if len(columns) > 1 and home != "customer":
                found[columns[-1], home] = None
    return tuple(found)


@cache
def _pointers(table: str, link: str) -> Prepared:
    return Prepared.of(
        f"SELECT id, {link} AS at FROM {table}"  # noqa: S608 - our own names  # nosec B608
        f" WHERE customer_id = $1::uuid AND {link} = ANY ($2::uuid[])",
        "customer_", "keys_",
    )  # fmt: skip


@cache
def _pointed(table: str, link: str) -> Prepared:
    return Prepared.of(
        f"SELECT {link} AS at FROM {table}"  # noqa: S608 - our own names  # nosec B608
        f" WHERE customer_id = $1::uuid AND id = ANY ($2::uuid[]) AND {link} IS NOT NULL",
        "customer_", "keys_",
    )  # fmt: skip


# -- doing it


async def _restore(unit: Unit, customer: UUID, rows: Sequence[_Row]) -> None:
    """Delete what was made, the last made first, and put back what was there."""
    made = [row for row in rows if row.made]
    for table in reversed(_in_order(made)):
        keys = [(row.key, row.version) for row in made if row.table == table.name]
        for layer in await _leaves_first(unit, customer, table, keys):
            if len(await delete_many(unit, table, customer, layer)) != len(layer):
                raise Stale
    for name, alike in _by_table(row for row in rows if not row.made).items():
        changes = [(row.key, row.version, row.before) for row in alike]
        done = await update_many(unit, tables()[name], customer, changes)
        if len(done) != len(alike):
            raise Stale


def _in_order(made: Sequence[_Row]) -> list[Table]:
    """Put tables in the order in which the import filled them."""
    return [tables()[name] for name in dict.fromkeys(row.table for row in made)]


async def _leaves_first(
    unit: Unit, customer: UUID, table: Table, keys: list[tuple[UUID, int]]
) -> list[list[tuple[UUID, int]]]:
    tree = entity_of(table).tree
    if tree is None:
        return [keys]
    sql = _parents(table.name, tree)
    asked = {"customer_": customer, "keys_": [key for key, _ in keys]}
    parents = {row["id"]: row["at"] for row in await unit.fetch(sql, asked)}
    left, layers = dict(keys), []
    while left:
        above = {parents.get(key) for key in left}
        leaves = [(key, version) for key, version in left.items() if key not in above]
        if not leaves:
            raise Stale
        layers.append(leaves)
        for key, _ in leaves:
            del left[key]
    return layers


@cache
def _parents(table: str, tree: str) -> Prepared:
    return Prepared.of(
        f"SELECT id, {tree} AS at FROM {table}"  # noqa: S608 - our own names  # nosec B608
        " WHERE customer_id = $1::uuid AND id = ANY ($2::uuid[])",
        "customer_", "keys_",
    )  # fmt: skip


async def _note(
    unit: Unit, customer: UUID, batch: UUID, rows: Sequence[_Row], *, kept: int
) -> None:
    keys = [row.key for row in rows]
    for part in some(keys, 5000):
        await unit.fetch(_UNDONE, {"customer_": customer, "batch_": batch, "keys_": list(part)})
    state = "partly" if kept else "undone"
    await unit.fetch(
        update(import_batch)
        .where(import_batch.c.id == batch, import_batch.c.customer_id == customer)
        .values(
            state=state, undone_at=func.now(), undone_by=unit.acting.user_id, kept_rows=kept,
            updated_by=unit.acting.user_id, row_version=import_batch.c.row_version + 1,
        )
    )  # fmt: skip


_UNDONE: Final = Prepared.of(
    "UPDATE import_change SET undone_at = now() WHERE customer_id = $1::uuid"
    " AND batch_id = $2::uuid AND record_id = ANY ($3::uuid[])",
    "customer_", "batch_", "keys_",
)  # fmt: skip


def _by_table(rows: Iterator[_Row] | Any) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.table].append(row)
    return found


async def named(unit: Unit, customer: UUID, kept: Sequence[Kept]) -> list[dict[str, Any]]:
    """Say what records that stand in the way are called, and who changed them."""
    told = []
    for one in kept:
        entity = entity_of(tables()[one.table])
        rows = await unit.fetch(
            _called(one.table, entity.name), {"customer_": customer, "key_": one.key}
        )
        row = rows[0] if rows else None
        told.append({
            "source": entity.source or "", "key": str(one.key), "why": one.why,
            "label": entity.label.it if unit.acting.locale == "it" else entity.label.en,
            "title": "" if row is None else str(row["called"]),
            "by": "" if row is None else str(row["who"] or ""),
        })  # fmt: skip
    return told


@cache
def _called(table: str, name: str) -> Prepared:
    shown = name if name not in _CALLED_BY else f"(SELECT {_CALLED_BY[name]})"
    return Prepared.of(
        f"SELECT {shown}::text AS called,"  # noqa: S608 - our own names  # nosec B608
        " (SELECT u.name || ' ' || u.surname FROM app_user u WHERE u.id = t.updated_by) AS who"
        f" FROM {table} t WHERE customer_id = $1::uuid AND id = $2::uuid",
        "customer_", "key_",
    )  # fmt: skip


# Rows that are called by what they point at.
_CALLED_BY: Final = {
    "job_id": "j.name FROM job j WHERE j.customer_id = t.customer_id AND j.id = t.job_id",
}
