"""What a customer has already, as far as something new could be the same or collide with it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Table, UniqueConstraint

from schema.base import Scope, entity_of, field_of, tables
from ytefas.imports.words import folded
from ytefas.rules.access import LEVELS
from ytefas.store.compile import Prepared
from ytefas.store.isolation import allowed
from ytefas.store.query.predicate import Compare
from ytefas.store.query.query import Query
from ytefas.store.sites import reach_in
from ytefas.store.source.sight import KEY
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

Row = Mapping[str, Any]
NAMED: Final = ("site", "department", "activity", "equipment", "job", "substance",
                "homogeneous_group", "calculation")  # fmt: skip
_STAMPS: Final = frozenset({
    "id", "customer_id", "archived_at", "created_at", "created_by", "updated_at", "updated_by",
    "row_version",
})  # fmt: skip


class There:
    """The rows of a customer, of the kinds that were read."""

    def __init__(self, rows: Mapping[str, list[Row]]) -> None:
        self.rows = rows

    @classmethod
    async def read(cls, reading: Reading, customer: UUID, names: Iterable[str]) -> "There":
        """Read what is not put away, and (for its code) what is."""
        found: dict[str, list[Row]] = {}
        for name in names:
            rows = await reading.fetch(_all(name), {"customer_": customer})
            found[name] = [dict(row) for row in rows]
        return cls(found)

    def like(self, table: str, name: str, **same: Any) -> Row | None:
        """Find the row that is called the same, among those that share something."""
        return self.among(table, [name], **same)

    def among(self, table: str, names: Sequence[str], **same: Any) -> Row | None:
        """Find the row that is called by one of these names."""
        wanted, title = {folded(name) for name in names if name}, entity_of(tables()[table]).name
        for row in self.rows.get(table, ()):
            if (
                row["archived_at"] is None
                and folded(str(row[title])) in wanted
                and all(row[column] == value for column, value in same.items())
            ):
                return row
        return None

    def codes(self, table: str) -> set[str]:
        """Give the codes that are taken, also by what is put away."""
        return {str(row["code"]).lower() for row in self.rows.get(table, ()) if row["code"]}

    def pairs(self, table: str, columns: Sequence[str]) -> dict[tuple[Any, ...], UUID]:
        """Give the links there are, by what they link."""
        return {tuple(row[one] for one in columns): row["id"] for row in self.rows.get(table, ())}


@cache
def _all(name: str) -> Prepared:
    return Prepared.of(
        f"SELECT * FROM {name} WHERE customer_id = $1::uuid ORDER BY created_at, id",  # noqa: S608 - our own names  # nosec B608
        "customer_",
    )


async def below(
    reading: Reading, table: str, customer: UUID, column: str, keys: Sequence[UUID]
) -> list[Row]:
    """Read the rows that refer to some, and that the reader sees."""
    rows = await reading.fetch(_below(table, column), {"customer_": customer, "keys_": list(keys)})
    return await seen(reading, tables()[table], [dict(row) for row in rows])


@cache
def _below(table: str, column: str) -> Prepared:
    home = tables()[table]
    away = " AND archived_at IS NULL" if "archived_at" in home.c else ""
    shown = ", ".join(one.name for one in home.columns if not field_of(one).secret)
    return Prepared.of(
        f"SELECT {shown} FROM {table} WHERE customer_id = $1::uuid"  # noqa: S608 - our own names  # nosec B608
        f" AND {column} = ANY ($2::uuid[]){away} ORDER BY created_at, id",
        "customer_", "keys_",
    )  # fmt: skip


async def seen(reading: Reading, table: Table, rows: Sequence[Row]) -> list[Row]:
    """Leave out what the reader does not see: what is at other sites than his."""
    if reading.reach.everything or not reading.reach.sites or not rows:
        return list(rows)
    source = _source(table)
    query = Query((KEY,), Compare("customer_id", "eq", rows[0]["customer_id"]))
    found = await source.matching(reading, query, [row["id"] for row in rows])
    keys = {str(one[0]) for one in found}
    return [row for row in rows if str(row["id"]) in keys]


@cache
def _source(table: Table) -> Source:
    return Source(table, name=f"making of {table.name}")


def readable(reading: Reading, table: Table) -> frozenset[str]:
    """Name the columns whose values this reader may take along."""
    fields = _source(table).sight(reading.acting, reading.reach).fields
    return frozenset(
        column.name
        for column in table.columns
        if column.name not in _STAMPS
        and column.computed is None
        and (column.name in fields or field_of(column).derived)
    )


def may_make(reading: Reading, table: Table, customer: UUID) -> bool:
    """Tell whether this user may make rows of a table for a customer, at some of its sites."""
    needs = entity_of(table).create
    reach = reach_in(table, reading.reach)
    if needs not in LEVELS:
        return allowed(needs, acting=reading.acting, reach=reach, customer=None)
    return allowed(needs, acting=reading.acting, reach=reach, customer=customer)


@cache
def links_of(table: Table) -> tuple[tuple[str, str], ...]:
    """List the columns of a table that refer to rows of its customer, and where to."""
    return tuple(
        (column.name, target)
        for column in table.columns
        if (target := field_of(column).target) is not None
        and target in tables()
        and entity_of(tables()[target]).scope is Scope.CUSTOMER
        and isinstance(column, Column)
    )


@cache
def paired(table: Table) -> tuple[str, ...]:
    """Name the columns of which a customer has each combination once."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            names = [column.name for column in constraint.columns if column.name != "customer_id"]
            if "id" not in names and len(names) > 1:
                return tuple(names)
    return ()
