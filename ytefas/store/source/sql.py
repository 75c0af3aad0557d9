"""The statements of a source: windows, counts, groups and single rows.

Measured on a million rows: rows first and the count apart (it is nine tenths of a first window);
a jump takes its keys from an index and joins the rows afterwards; scrolling follows the last key
(`Step.AFTER`, `Step.BEFORE`) instead of counting rows away. Only the joins a statement needs are in
it; they are outer joins on unique keys, so they never change which rows there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    FromClause,
    Label,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import visitors

from ytefas.store.query.predicate import comparisons
from ytefas.store.query.query import COUNT, Order, Query
from ytefas.store.query.sql import condition, group_ordering, ordering, searched, sort_key
from ytefas.store.query.value import wire_form
from ytefas.store.source.sight import Sight

FIRST, SIZE, ANCHOR, KEYS, CAP = "first", "size", "anchor", "keys", "cap"  # parameters
DEEP = 1000  # from this offset on, the keys come first and the rows are joined


class Step(Enum):
    """How a window finds its first row."""

    OFFSET = "offset"
    DEEP = "deep"
    AFTER = "after"  # the rows that follow the anchor
    BEFORE = "before"  # the rows that come before it, nearest first
    GATHERED = "gathered"  # all that match, and then their order


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """A table of which at most one row belongs to each row of the source."""

    table: Table
    on: ColumnElement[bool]


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """Makes the statements of one source for one sight."""

    table: Table
    joins: tuple[Join, ...]
    only: ColumnElement[bool] | None  # what a declared source leaves out for everybody
    sight: Sight
    words_by_function: bool = False  # `@@` may not use its index, see `word_search`

    def window(self, query: Query, step: Step) -> Select[Any]:
        """Take some rows, in the order of the query, each in the order of its columns."""
        if query.group:
            return self._groups(query).limit(_number(SIZE)).offset(_number(FIRST))
        if step is Step.DEEP:
            return self._deep(query)
        if step is Step.GATHERED:
            return self._gathered(query)
        rows = self._rows(query.columns, used=self._used(query))
        rows = rows.where(*self._matching(query)).limit(_number(SIZE))
        if self._walks_an_index(query):
            # A hundred rows along an index are not worth two workers, yet the planner, who guesses
            # too few rows behind the policy, would start them (measured: 13 ms instead of 1.2).
            # No parallel plan may contain this function; it is asked once.
            rows = rows.where(func.pg_backend_pid() > 0)
        if step is Step.OFFSET:
            return rows.order_by(*ordering(self.sight, query.sort)).offset(_number(FIRST))
        backwards = step is Step.BEFORE
        return rows.where(self._beyond(query, backwards=backwards)).order_by(
            *ordering(self.sight, query.sort, backwards=backwards)
        )

    def matching_rows(self, query: Query) -> Select[Any]:
        """Take the rows with the given keys that the query lets in."""
        keys = self._key == any_(bindparam(KEYS, type_=ARRAY(Uuid)))
        rows = self._rows(query.columns, used=self._used(query))
        return rows.where(keys, *self._matching(query))

    def count(self, query: Query, *, capped: bool) -> Select[Any]:
        """Count rows or groups; a capped count stops at the cap and says only that much."""
        if not query.group and not capped:
            return self._from(select(func.count()), self._tested(query)).where(
                *self._matching(query)
            )
        found = self.every(query)
        if capped:
            found = found.limit(_number(CAP))
        return select(func.count()).select_from(found.subquery("found"))

    def every(self, query: Query) -> Select[Any]:
        """Take a 1 for every row or group."""
        one: Select[Any] = select(literal_column("1").label("one"))
        found = self._from(one, self._tested(query)).where(*self._matching(query))
        return found.group_by(*(self.sight.column(name) for name in query.group))

    def _rows(self, columns: Iterable[str], used: Iterable[str] = ()) -> Select[Any]:
        shown = tuple(columns)
        selected = select(*(self._shown(name) for name in shown))
        return self._from(selected, {*shown, *used})

    def _deep(self, query: Query) -> Select[Any]:
        order = ordering(self.sight, query.sort)
        keys = self._from(select(self._key.label("key")), self._used(query))
        keys = keys.where(*self._matching(query)).order_by(*order)
        found = keys.limit(_number(SIZE)).offset(_number(FIRST)).subquery("found")
        rows = self._rows(query.columns, used=[order.column for order in query.sort])
        return rows.join(found, self._key == found.c.key).order_by(*order)

    def _gathered(self, query: Query) -> Select[Any]:
        """Find all rows before any is put in order, or the planner walks the order to find them.

        Up to a cap; the last value of each row is how many were found.
        """
        keys = self._from(select(self._key.label("key")), self._tested(query))
        keys = keys.where(*self._matching(query)).limit(_number(CAP))
        found = keys.cte("found").prefix_with("MATERIALIZED")
        rows = self._rows(query.columns, used=[order.column for order in query.sort])
        rows = rows.join(found, self._key == found.c.key).limit(_number(SIZE))
        rows = rows.add_columns(select(func.count()).select_from(found).scalar_subquery())
        return rows.order_by(*ordering(self.sight, query.sort)).offset(_number(FIRST))

    def _groups(self, query: Query) -> Select[Any]:
        parts = [self.sight.column(name) for name in query.group]
        shown = [self._shown(name) for name in query.group]
        key = cast(func.json_build_array(*(each.element for each in shown)), Text)
        selected = select(key.label(query.columns[0]), *shown, func.count().label(COUNT))
        groups = self._from(selected, self._tested(query)).where(*self._matching(query))
        return groups.group_by(*parts).order_by(*ordering(self.sight, query.sort, grouped=True))

    def counted_groups(self, query: Query) -> Select[Any]:
        """Take the innermost groups in their order, each with how many rows it has."""
        shown = [self._shown(name) for name in query.group]
        counted = self._from(select(*shown, func.count()), self._tested(query))
        parts = [self.sight.column(name) for name in query.group]
        order = group_ordering(self.sight, query.sort[: len(query.group)], counted=True)
        matching = counted.where(*self._matching(query)).group_by(*parts)
        return matching.order_by(*order).limit(_number(SIZE))

    def rows_of_groups(self, query: Query, *, one: bool) -> Select[Any]:
        """Take rows of some groups, in the order of the groups and then their own."""
        depth = len(query.group)
        rows = self._rows(query.shows, used=self._used(query)).where(*self._matching(query))
        order = [
            *([] if one else group_ordering(self.sight, query.sort[:depth])),
            *ordering(self.sight, query.sort[depth:]),
        ]
        rows = rows.where(*self._among(query)).order_by(*order)
        return rows.limit(_number(SIZE)).offset(_number(FIRST))

    def _among(self, query: Query) -> list[ColumnElement[bool]]:
        """Keep rows of the groups given as arrays; an index can help with each column by itself."""
        columns = [self.sight.column(name) for name in query.group]
        arrays = [
            bindparam(f"group{number}", type_=ARRAY(each.type))
            for number, each in enumerate(columns)
        ]
        tests = [
            or_(each == any_(array), and_(
                bindparam(f"absent{number}", type_=Boolean()), each.is_(None)))
            for number, (each, array) in enumerate(zip(columns, arrays, strict=True))
        ]  # fmt: skip
        if len(columns) > 1:  # and only their combinations
            names = [column(f"value{number}", each.type) for number, each in enumerate(columns)]
            given = func.unnest(*arrays).table_valued(*names).render_derived("wanted")
            same = (
                given.c[name.name].is_not_distinct_from(each)
                for name, each in zip(names, columns, strict=True)
            )
            tests.append(select(literal_column("1")).select_from(given).where(*same).exists())
        return tests

    def _beyond(self, query: Query, *, backwards: bool) -> ColumnElement[bool]:
        """Follow the anchor: its sort values are read in the same statement, by its key."""
        keys = [sort_key(self.sight, order.column) for order in query.sort]
        twin = self.table.alias("anchor")  # an alias, or the sub-selects would be correlated
        itself = twin.columns[self.sight.key] == bindparam(ANCHOR, type_=Uuid())
        here = tuple_(*keys)
        there = tuple_(*(
            select(twin.columns[str(key.key)]).where(itself).scalar_subquery() for key in keys
        ))  # fmt: skip
        return here < there if query.sort[0].descending is not backwards else here > there

    def _walks_an_index(self, query: Query) -> bool:
        """Tell whether an index gives the order, and no test has to look into every text."""
        scanned = any(one.operator == "contains" for one in comparisons(query.where))
        walks = along_an_index(self.table, self.sight, query.sort[0])
        return walks and not scanned and not query.words

    def _matching(self, query: Query) -> list[ColumnElement[bool]]:
        parts = self._scope()
        if query.narrows:
            by_function = self.words_by_function
            parts.append(condition(self.sight, query.where, by_function=by_function))
        if query.words and self.sight.vector is not None:
            parts.append(searched(self.sight.vector, by_function=self.words_by_function))
        return parts

    def _scope(self) -> list[ColumnElement[bool]]:
        bound = self.sight.bound()
        return [part for part in (bound, self.only) if part is not None]

    @property
    def _key(self) -> ColumnElement[Any]:
        return self.table.columns[self.sight.key]

    def _shown(self, name: str) -> Label[Any]:
        return wire_form(self.sight.column(name), self.sight.fields[name].kind).label(name)

    def _used(self, query: Query) -> set[str]:
        return self._tested(query) | {order.column for order in query.sort}

    def _tested(self, query: Query) -> set[str]:
        return {one.column for one in comparisons(query.where)}.union(query.group)

    def _from(self, selected: Select[Any], names: Iterable[str]) -> Select[Any]:
        """Join the tables that the named fields (or `only`) are made of, and no other."""
        needed = {table for name in names for table in self.sight.fields[name].uses}
        if self.only is not None:
            needed |= tables_of(self.only)
        for join in reversed(self.joins):  # a join may stand on an earlier one
            if join.table.name in needed:
                needed |= tables_of(join.on)
        joined: FromClause = self.table
        for join in self.joins:
            if join.table.name in needed:
                joined = joined.outerjoin(join.table, self._on(join))
        return selected.select_from(joined)

    def _on(self, join: Join) -> ColumnElement[bool]:
        """Join only what the reader may see: users he knows of, rows at his sites."""
        seen = self.sight.joined(join.table)
        return join.on if seen is None else and_(join.on, seen)


def along_an_index(table: Table, sight: Sight, order: Order) -> bool:
    """Tell whether rows in an order can be met one by one."""
    key = sort_key(sight, order.column)
    leading = {index.columns[0].name for index in table.indexes if index.columns}
    own = isinstance(key, Column) and key.table is table
    return own and (key.primary_key or key.name in leading)


def tables_of(expression: ColumnElement[Any]) -> set[str]:
    """Name the tables an expression reads."""
    return set(columns_of(expression))


def columns_of(expression: ColumnElement[Any]) -> dict[str, set[str]]:
    """Name the columns an expression reads, by table."""
    found: dict[str, set[str]] = {}
    for part in visitors.iterate(expression):
        if isinstance(part, Column) and isinstance(part.table, Table):
            found.setdefault(part.table.name, set()).add(part.name)
    return found


def _number(name: str) -> ColumnElement[int]:
    return bindparam(name, type_=BigInteger())
