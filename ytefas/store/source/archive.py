"""Put records away, and take them out again: instead of deleting what others refer to.

What belongs to a record (what cannot be without it, and what stands below it in its tree) is put
away with it, in the same transaction and at the same moment. Taking it out brings back exactly what
went with it: what had been put away before stays away. Whoever may delete a record may archive it.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    Table,
    Update,
    Uuid,
    any_,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from schema.base import Scope, entity_of, tables
from ytefas.errors import Denied, Invalid
from ytefas.store.query.predicate import All, Predicate
from ytefas.store.source.sight import KEY
from ytefas.store.source.source import Source
from ytefas.store.source.write import known, owner_of, require
from ytefas.store.unit import Unit

AWAY: Final = "archived_at"
_MOMENT: Final = DateTime(timezone=True)


async def archive(source: Source, unit: Unit, key: str, *, within: Predicate = All(())) -> int:  # noqa: B008 - frozen
    """Put a record away with what belongs to it; its version."""
    row = await _row(source, unit, key, within)
    if row[AWAY] is not None:
        return int(row["row_version"])
    moment = await unit.fetch_value(select(func.now()))
    return await _move(source, unit, row, None, moment)


async def restore(source: Source, unit: Unit, key: str, *, within: Predicate = All(())) -> int:  # noqa: B008 - frozen
    """Take a record out again with what went away with it; its version."""
    row = await _row(source, unit, key, within)
    if row[AWAY] is None:
        return int(row["row_version"])
    table = source.table
    stored = await unit.fetch_row(
        select(*(table.c[name] for name in [AWAY, *map(_name, _homes(table))])).where(
            table.c.id == bindparam("key", type_=Uuid)
        ),
        {"key": UUID(row[KEY])},
    )
    assert stored is not None  # noqa: S101 - it was read in this transaction
    for link in _homes(table):
        if stored[link.name] is not None and await _is_away(unit, link, stored[link.name]):
            raise Invalid("home_archived", field=link.name)
    return await _move(source, unit, row, stored[AWAY], None)


async def _row(source: Source, unit: Unit, key: str, within: Predicate) -> dict[str, Any]:
    if not source.entity.archivable:
        raise Denied
    row = await known(source, unit, key, within, AWAY)
    require(source, source.entity.delete, unit, owner_of(source, row))
    return row


async def _move(source: Source, unit: Unit, row: dict[str, Any], before: Any, after: Any) -> int:
    """Change the mark of a record, and of all that belongs to it and carries the same mark."""
    key = UUID(row[KEY])
    version = await unit.update(source.table, key, int(row["row_version"]), {AWAY: after})
    owner = owner_of(source, row)
    levels: list[tuple[Table, list[UUID]]] = [(source.table, [key])]
    while levels:
        table, keys = levels.pop()
        for link in _belongings(table):
            given = {"customer_": owner, "keys_": keys, "after_": after,
                     "by_": unit.acting.user_id}  # fmt: skip
            if before is not None:
                given["before_"] = before
            rows = await unit.fetch(_change(link, was_away=before is not None), given)
            if rows:
                levels.append((link.table, [found[0] for found in rows]))
    return version


def _links(table: Table) -> Iterator[Column[Any]]:
    """List the columns that say what a row belongs to: what it cannot be without, its parent.

    A row of a customer belongs to nothing of the catalogue, which only says what kind it is.
    """
    about = entity_of(table)
    if not about.archivable:
        return
    for column in table.columns:
        if "link" not in column.info or (column.nullable and column.name != about.tree):
            continue
        of_catalogue = entity_of(tables()[_target(column)]).scope is Scope.STUDIO
        if about.scope is Scope.STUDIO or not of_catalogue:
            yield column


def _target(column: Column[Any]) -> str:
    name: str = column.info["link"][1]
    return name


@cache
def _belongings(table: Table) -> tuple[Column[Any], ...]:
    """List the columns of other rows that say they belong to a row of this table."""
    return tuple(
        link for other in tables().values() for link in _links(other) if _target(link) == table.name
    )


@cache
def _homes(table: Table) -> tuple[Column[Any], ...]:
    """List the columns of this table that say what its rows belong to."""
    return tuple(link for link in _links(table) if entity_of(tables()[_target(link)]).archivable)


def _name(column: Column[Any]) -> str:
    return column.name


async def _is_away(unit: Unit, link: Column[Any], key: UUID) -> bool:
    home = tables()[_target(link)]
    away = select(home.c[AWAY]).where(home.c.id == bindparam("key", type_=Uuid))
    return await unit.fetch_value(away, {"key": key}) is not None


@cache
def _change(link: Column[Any], *, was_away: bool) -> Update:
    table = link.table
    mark = table.c[AWAY]
    same = mark == bindparam("before_", type_=_MOMENT) if was_away else mark.is_(None)
    whose = table.columns.get("customer_id")  # a row of the catalogue is nobody's
    owner = [] if whose is None else [whose == bindparam("customer_", type_=Uuid)]
    return (
        update(table)
        .where(*owner, link == any_(bindparam("keys_", type_=ARRAY(Uuid))), same)
        .values({
            mark: bindparam("after_", type_=_MOMENT),
            table.c.row_version: table.c.row_version + 1,
            table.c.updated_by: bindparam("by_", type_=Uuid),
        })
        .returning(table.c.id)
    )  # fmt: skip
