"""Which rows a grant limited to sites covers: conditions made from what the tables declare.

Sites are the application's: row-level security keeps customers apart, this keeps the sites of one
customer apart, in the sight of every source and in every Unit. A condition compares arrays
and asks uncorrelated sub-selects, which PostgreSQL collects once per query: what it costs does not
grow with the rows that are looked at. See `schema/sited.py` for the declarations.

`strict` is for writing: a row of the whole customer may be seen by a limited reader, never changed.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Alias,
    ColumnElement,
    FromClause,
    Join,
    Select,
    Table,
    Uuid,
    and_,
    any_,
    bindparam,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.visitors import replacement_traverse

from schema.base import Scope, entity_of, tables
from schema.sited import At, NamedBy, OfRecord, Sited, Whole
from ytefas.rules.access import Reach

SITES: Final = "sites"  # parameters: the sites covered,
LIMITED: Final = "limited"  # the customers of which only those are seen,
WHOLE: Final = "whole"  # those that are seen whole,
MAKER: Final = "maker"  # and who asks
_CAST: Final = re.compile(r":(\w+)::UUID(?:\[\])?")
# The audit is of customers, too: an event is at no site.
_OF_CUSTOMERS: Final = frozenset({Scope.CUSTOMER, Scope.SELF, Scope.PLATFORM})
_CUSTOMER_ITSELF: Final = Whole("it is the customer")
_UNSAID: Final = Whole("nobody said where its rows are", shown=False)


def rule_of(table: Table) -> Sited:
    """Return where the rows of a table of customers are; who says nothing shows nothing."""
    entity = entity_of(table)
    if entity.scope is Scope.SELF:
        return _CUSTOMER_ITSELF
    return entity.site or _UNSAID


@cache
def is_whole(table: Table) -> bool:
    """Tell whether all rows are of the whole customer, by themselves or by what they hang on."""
    rule = rule_of(table)
    if isinstance(rule, At):
        return all(_leads_to_whole(table, name) for name in rule.columns)
    return isinstance(rule, Whole)


@cache
def is_shown(table: Table) -> bool:
    """Tell whether a limited reader sees what is of the whole customer here."""
    rule = rule_of(table)
    if isinstance(rule, At):
        return all(is_shown(_target(table, name)) for name in rule.columns)
    return not isinstance(rule, Whole) or rule.shown


def reach_in(table: Table, reach: Reach) -> Reach:
    """Take off a reach what a limited grant does not allow in a table of the whole customer."""
    if not reach.sites or entity_of(table).scope not in _OF_CUSTOMERS or not is_whole(table):
        return reach
    return reach.of_whole if is_shown(table) else reach.without_limited


def values_for(reach: Reach) -> dict[str, Any]:
    """Fill the parameters of the conditions, but for who asks."""
    covered_ones = {site for sites in reach.sites.values() for site in sites}
    return {SITES: sorted(covered_ones), LIMITED: sorted(reach.sites)}


@cache
def asks_maker(table: Table) -> bool:
    """Tell whether it matters who made a row, or one that it hangs on."""
    builder = _Builder(strict=False)
    builder.of(table, table, ())
    return builder.asks_maker


@cache
def _written(table: Table) -> ColumnElement[bool]:
    """Write the condition out once: to compile it anew for every query would be felt."""
    named: Dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    made = select(table.c.id).where(inside(table)).compile(dialect=named)
    _, _, condition = str(made).partition("\nWHERE ")
    words = _CAST.sub(r":\1", condition).replace("::", r"\:\:")
    kinds = {name: Uuid() if name == MAKER else ARRAY(Uuid) for name in made.params}
    return text(f"({words})").bindparams(
        *(bindparam(name, type_=kind) for name, kind in kinds.items())
    )  # type: ignore[return-value] # it stands where a condition does


def inside(
    table: Table, *, strict: bool = False, rows: FromClause | None = None
) -> ColumnElement[bool]:
    """Build the condition that a row of a limited customer is at the sites; `rows`: an alias."""
    return _Builder(strict=strict).of(table, table if rows is None else rows, ())


def covered(table: Table, *, whole: bool, rows: FromClause | None = None) -> ColumnElement[bool]:
    """Build the condition that a row is seen: of a customer seen whole, or at the sites."""
    found = _written(table) if rows is None else inside(table, rows=rows)
    owner = _owner(table, table if rows is None else rows)
    return or_(owner == _array(WHOLE), found) if whole else found


@cache
def is_placed(table: Table) -> bool:
    """Tell whether a limited reader may see some rows of a table and not others."""
    return entity_of(table).scope is Scope.CUSTOMER and not is_whole(table)


def bound_within(expression: ColumnElement[Any], *, whole: bool) -> ColumnElement[Any]:
    """Let the sub-selects of an expression find nothing but what the reader may see."""

    def bound(element: Any, **_: object) -> Any:
        if not isinstance(element, Select):
            return None
        seen = [
            covered(table, whole=whole, rows=rows)
            for rows in _leaves(element)
            for table in [_table_of(rows)]
            if table is not None and is_placed(table)
        ]
        return element.where(*seen) if seen else None

    made: ColumnElement[Any] = replacement_traverse(expression, {}, bound)
    return made


def _leaves(selected: Select[Any]) -> Iterator[FromClause]:
    waiting = list(selected.get_final_froms())
    while waiting:
        rows = waiting.pop()
        if isinstance(rows, Join):
            waiting += [rows.left, rows.right]
        else:
            yield rows


def _table_of(rows: FromClause) -> Table | None:
    itself = rows.element if isinstance(rows, Alias) else rows
    return itself if isinstance(itself, Table) else None


@cache
def outside(table: Table, *, strict: bool = True) -> Select[Any]:
    """Ask for rows with some keys, of limited customers, that a limited writer may not touch.

    Not `strict`: those that he may not even see.
    """
    keys = table.c.id == any_(bindparam("keys", type_=ARRAY(Uuid)))
    limited = _owner(table, table) == _array(LIMITED)
    return select(table.c.id).where(keys, limited, inside(table, strict=strict).is_not(true()))


@cache
def uses(table: Table) -> Mapping[str, frozenset[str]]:
    """Name the columns that say where a row is, by table: a change of one may show or hide it."""
    builder = _Builder(strict=False)
    builder.of(table, table, ())
    return {name: frozenset(columns) for name, columns in builder.uses.items()}


def _array(name: str) -> ColumnElement[Any]:
    return any_(bindparam(name, type_=ARRAY(Uuid)))


def _owner(table: Table, rows: FromClause) -> ColumnElement[Any]:
    return rows.c["id" if entity_of(table).scope is Scope.SELF else "customer_id"]


def _target(table: Table, column: str) -> Table:
    if table.name == "site" and column == "id":
        return table
    return table.metadata.tables[table.c[column].info["link"][1]]


def _leads_to_whole(table: Table, column: str) -> bool:
    target = _target(table, column)
    return target is not table and is_whole(target)


class _Builder:
    """Makes one condition, and remembers what it looks at."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self.uses: dict[str, set[str]] = {}
        self.asks_maker = False

    def of(self, table: Table, rows: FromClause, path: tuple[str, ...]) -> ColumnElement[bool]:
        if table.name in path:  # a row is not placed by itself
            return false()
        path = (*path, table.name)
        match rule_of(table):
            case Whole(shown=shown):
                return true() if shown and not self._strict else false()
            case At(columns, wide):
                return self._at(table, rows, columns, path, wide=wide)
            case NamedBy() as rule:
                return self._named(table, rows, rule, path)
            case OfRecord(source, key):
                return self._recorded(table, rows, (source, key), path)

    def _at(
        self,
        table: Table,
        rows: FromClause,
        columns: tuple[str, ...],
        path: tuple[str, ...],
        *,
        wide: bool,
    ) -> ColumnElement[bool]:
        self._look(table, *columns)
        parts: list[ColumnElement[bool]] = [self._led(table, rows, name, path) for name in columns]
        if wide and not self._strict:
            parts.append(and_(*(rows.c[name].is_(None) for name in columns)))
        return or_(*parts)

    def _led(
        self, table: Table, rows: FromClause, column: str, path: tuple[str, ...]
    ) -> ColumnElement[bool]:
        target = _target(table, column)
        if target.name == "site":
            return rows.c[column] == _array(SITES)
        if is_whole(target):
            found = self.of(target, target, path)
            return and_(found, rows.c[column].is_not(None))
        return rows.c[column].in_(self._keys(target, "id", path))

    def _keys(self, table: Table, column: str, path: tuple[str, ...]) -> Select[Any]:
        """Take the keys that stand in a column of the rows that are inside."""
        rows = table.alias()
        self._look(table, column)
        found = select(rows.c[column]).where(
            _owner(table, rows) == _array(LIMITED), self.of(table, rows, path)
        )
        return found.where(rows.c[column].is_not(None)) if column != "id" else found

    def _named(
        self, table: Table, rows: FromClause, rule: NamedBy, path: tuple[str, ...]
    ) -> ColumnElement[bool]:
        named = [one.split(".") for one in rule.columns or _referring(table.name)]
        strict, self._strict = self._strict, self._strict or not rule.wide
        found: list[ColumnElement[bool]] = [
            rows.c.id.in_(self._keys(tables()[name], column, path))
            for name, column in named
            if name not in path
        ]
        self._strict = strict
        if rule.maker:
            self.asks_maker = True
            mine = rows.c.created_by == bindparam(MAKER, type_=Uuid)
            found.append(and_(mine, *(not_(_names(rows, *one)) for one in named)))
        return or_(false(), *found)

    def _recorded(
        self, table: Table, rows: FromClause, names: tuple[str, str], path: tuple[str, ...]
    ) -> ColumnElement[bool]:
        source, key = rows.c[names[0]], rows.c[names[1]]
        self._look(table, *names)
        parts = []
        for other in _recordable():
            said = source == literal_column(f"'{entity_of(other).source}'")
            if is_whole(other):
                parts.append(and_(said, self.of(other, other, path)))
            else:
                parts.append(and_(said, key.in_(self._keys(other, "id", path))))
        return or_(false(), *parts)

    def _look(self, table: Table, *columns: str) -> None:
        self.uses.setdefault(table.name, set()).update({"id", *columns})


@cache
def _recordable() -> tuple[Table, ...]:
    """List what others speak of: records of customers that have a place of their own."""
    return tuple(
        table
        for table in tables().values()
        if entity_of(table).scope in _OF_CUSTOMERS
        and entity_of(table).source
        and not isinstance(rule_of(table), OfRecord)
        and getattr(rule_of(table), "columns", None) != ()
    )


@cache
def _referring(name: str) -> tuple[str, ...]:
    """List the columns of customers' rows that refer to a table."""
    return tuple(
        f"{table.name}.{column.name}"
        for table in tables().values()
        if entity_of(table).scope in _OF_CUSTOMERS
        for column in table.columns
        if column.info.get("link") == ("customer", name)
    )


def _names(rows: FromClause, name: str, column: str) -> ColumnElement[bool]:
    """Build the condition that anything at all names a row: asked of the maker's own rows only."""
    other = tables()[name].alias()
    found = select(func.now()).where(other.c[column] == rows.c.id)
    if "customer_id" in other.c:
        found = found.where(other.c.customer_id == rows.c.customer_id)
    return found.correlate(rows).exists()
