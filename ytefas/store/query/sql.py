"""The conditions and orders of a checked query, as SQL.

They are made from the *shape* of a query, with named parameters for the values, so that one
compiled statement serves every query of that shape; `values_of` names the values in the same walk.
Two decisions make filters mean what a reader expects: `ne` and `not` are complements (rows without
a value are in), and the place of absent values is written out: last when ascending.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Text,
    and_,
    any_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from ytefas.store.query.predicate import All, Compare, Not, Predicate, Some, comparisons
from ytefas.store.query.query import Order, Query
from ytefas.store.source.field import SourceField, Tree
from ytefas.store.word_search import found_by_function, has_function

Expression = ColumnElement[Any]
Bind = Callable[[TypeEngine[Any]], BindParameter[Any]]
WORDS = "words"  # the parameter of a query's words
_WILD = re.compile(r"[\\%_]")


class Sighted(Protocol):
    """The columns one reader sees, as expressions that are empty where he may not look."""

    @property
    def fields(self) -> Mapping[str, SourceField]: ...
    def column(self, name: str) -> Expression: ...
    def plain(self, name: str) -> bool: ...


def values_of(query: Query) -> dict[str, Any]:
    """Name the values of a query as its statements name their parameters."""
    names = _names()
    found = {next(names): value for one in comparisons(query.where) for value in _bound(one)}
    if query.words:
        found[WORDS] = query.words
    return found


def _names() -> Iterator[str]:
    number = 0
    while True:
        yield f"v{number}"
        number += 1


def _bound(one: Compare) -> tuple[Any, ...]:
    """List the values one comparison binds."""
    match one.operator:
        case "null" | "notnull":
            return ()
        case "between":
            low, high = one.value
            return (low, high)
        case "in":
            return (list(one.value),)
        case "holds":
            return ([one.value],)
        case "contains":
            return ("%" + _WILD.sub(r"\\\g<0>", one.value) + "%",)
        case _:
            return (one.value,)


def condition(sight: Sighted, predicate: Predicate, *, by_function: bool) -> Expression:
    """Build the condition of a predicate, its parameters named from left to right.

    `by_function`: words are searched by a function, because `@@` may not use its index.
    """
    names = _names()

    def bind(type_: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(next(names), type_=type_)

    def compared(name: str, operator: str) -> Expression:
        on = _Operand(
            sight.fields[name], sight.column(name), plain=sight.plain(name), by_function=by_function
        )
        return _OPERATORS[operator](on, bind)

    return _build(predicate, compared)


def _build(predicate: Predicate, compared: Callable[[str, str], Expression]) -> Expression:
    match predicate:
        case All(parts):
            return and_(true(), *[_build(part, compared) for part in parts])
        case Some(parts):
            return or_(false(), *[_build(part, compared) for part in parts])
        case Not(part):
            return _build(part, compared).is_not(true())
        case Compare(name, operator):
            return compared(name, operator)


class _Operand:
    """The column under a comparison."""

    def __init__(
        self, field: SourceField, column: Expression, *, plain: bool, by_function: bool
    ) -> None:
        self.field = field
        self.column = column
        self.by_function = by_function
        self._plain = plain

    @property
    def folded(self) -> Expression:
        """In lower case: the stored copy when there is one and nothing is masked."""
        if self._plain and self.field.folded is not None:
            return self.field.folded
        return func.lower(self.column, type_=Text)


def _equal(on: _Operand, bind: Bind) -> Expression:
    return on.column == bind(on.column.type)


def _differs(on: _Operand, bind: Bind) -> Expression:
    return on.column.is_distinct_from(bind(on.column.type))


def _between(on: _Operand, bind: Bind) -> Expression:
    return on.column.between(bind(on.column.type), bind(on.column.type))


def _in(on: _Operand, bind: Bind) -> Expression:
    return on.column == any_(bind(ARRAY(on.column.type)))


def _under(on: _Operand, bind: Bind) -> Expression:
    tree = on.field.tree
    if tree is None:
        raise AssertionError("the parser lets `under` through only for trees")
    return on.column.in_(select(_descendants(tree, bind).c.id))


def _descendants(tree: Tree, bind: Bind) -> Any:
    """Collect a node and all below it; UNION, so that a cycle in the data ends."""
    table = tree.table
    top = select(table.c.id).where(table.c.id == bind(table.c.id.type))
    below = top.cte("below", recursive=True, nesting=True)
    child = table.alias()
    return below.union(
        select(child.c.id).where(child.c[tree.parent] == below.c.id)  # under row-level security
    )


_OPERATORS: Mapping[str, Callable[[_Operand, Bind], Expression]] = {
    "eq": _equal,
    "ne": _differs,
    "lt": lambda on, bind: on.column < bind(on.column.type),
    "le": lambda on, bind: on.column <= bind(on.column.type),
    "gt": lambda on, bind: on.column > bind(on.column.type),
    "ge": lambda on, bind: on.column >= bind(on.column.type),
    "between": _between,
    "in": _in,
    "holds": lambda on, bind: on.column.op("@>", is_comparison=True)(bind(on.column.type)),
    "contains": lambda on, bind: on.folded.like(bind(Text())),
    "starts": lambda on, bind: on.folded.bool_op("^@")(bind(Text())),
    "words": lambda on, bind: _worded(on, bind(Text())),
    "words_without": lambda on, bind: _own_words(on, bind(Text())),
    "under": _under,
    "null": lambda on, _: on.column.is_(None),
    "notnull": lambda on, _: on.column.is_not(None),
}


def _matches(vector: Expression, words: Expression) -> Expression:
    return vector.bool_op("@@")(_sought(words))


def _worded(on: _Operand, words: Expression) -> Expression:
    """Look into one column; the row's vector holds its words too, and has the index."""
    if on.field.vector is None:
        raise AssertionError("the parser lets `words` through only with a vector")
    indexed = _indexed(on.field.vector, words, by_function=on.by_function)
    return and_(indexed, _own_words(on, words))


def _own_words(on: _Operand, words: Expression) -> Expression:
    """Look into one column alone: what must be absent here may be present in another."""
    simple: Expression = literal_column("'simple'::regconfig")
    return _matches(func.to_tsvector(simple, func.coalesce(on.column, "")), words)


def _sought(words: Expression) -> Expression:
    return func.to_tsquery(literal_column("'simple'::regconfig"), words)


def searched(vector: Column[Any], *, by_function: bool) -> Expression:
    """Build the condition of a query's words; a function when `@@` may not use its index."""
    return _indexed(vector, bindparam(WORDS, type_=Text()), by_function=by_function)


def _indexed(vector: Column[Any], words: Expression, *, by_function: bool) -> Expression:
    if by_function and has_function(vector.table):
        return found_by_function(vector.table, _sought(words))
    return _matches(vector, words)


def sort_key(sight: Sighted, name: str) -> Expression:
    """Sort text by its stored lower-case copy, so that `acme` stands beside `Acme`."""
    field = sight.fields[name]
    if sight.plain(name) and field.folded is not None:
        return field.folded
    return sight.column(name)


def ordering(
    sight: Sighted, sort: tuple[Order, ...], *, backwards: bool = False, grouped: bool = False
) -> list[Any]:
    """Write the order out, with the place of absent values: that of the index."""
    written = []
    for order in sort:
        key = sight.column(order.column) if grouped else sort_key(sight, order.column)
        descending = order.descending is not backwards
        absent = sight.fields[order.column].nullable or not sight.plain(order.column)
        if descending:
            written.append(key.desc().nulls_first() if absent else key.desc())
        else:
            written.append(key.asc().nulls_last() if absent else key.asc())
    return written


def group_ordering(
    sight: Sighted, orders: tuple[Order, ...], *, counted: bool = False
) -> list[Any]:
    """Order by the values of groups: alike but for their case beside each other, never mixed.

    `counted`: the groups themselves, where what is not grouped by must be summed up.
    """
    written = []
    for order in orders:
        key, column = sort_key(sight, order.column), sight.column(order.column)
        keys = [column] if key is column else [func.min(key) if counted else key, column]
        down = order.descending
        written += [one.desc().nulls_first() if down else one.asc().nulls_last() for one in keys]
    return written


def has_keyset(sight: Sighted, sort: tuple[Order, ...]) -> bool:
    """Tell whether a row comparison can follow this order: one way, one table, nothing absent."""
    home = sight.fields[sort[-1].column].uses.keys()
    return len({order.descending for order in sort}) == 1 and all(
        sight.plain(order.column)
        and not sight.fields[order.column].nullable
        and sight.fields[order.column].uses.keys() == home
        and isinstance(sort_key(sight, order.column), Column)
        for order in sort
    )
