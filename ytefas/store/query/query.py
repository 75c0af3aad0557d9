"""What a grid asks for: filter, words, sort, group, columns; parsed, checked and frozen.

A request comes from outside and is believed in nothing: every column must be one that this reader
may read and that declares the use made of it, every operator must suit the column's kind, every
value must be of its kind, and depth and size are bounded. Whatever else it holds is refused with a
reason. A parsed Query is hashable: equal queries share one evaluation, and `shape` (the query
without its values) finds the compiled statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from typing_extensions import override

from ytefas.errors import Invalid
from ytefas.store.query.opened import Opened, read_opened
from ytefas.store.query.predicate import (
    ALWAYS,
    All,
    Compare,
    Not,
    Predicate,
    Some,
    comparisons,
    shape,
)
from ytefas.store.query.value import BadValueError, Kind, fold, read_value
from ytefas.store.query.words import read_words
from ytefas.store.source.field import SourceField

DEEPEST = 8  # and/or/not around a test
MOST_TESTS = 64
MOST_VALUES = 1000  # in one `in`
MOST_ORDERS = 8
LONGEST_VALUE = 500
MOST_GROUPED = 3  # columns of groups that open
COUNT = "count"  # the last column of a group row
NODE = "_node"  # the last column of a row among groups that open, or of a tree

_ORDERED = frozenset({"lt", "le", "gt", "ge", "between"})
_PRESENT = frozenset({"null", "notnull"})
_EXACT = frozenset({"eq", "ne", "in"}) | _PRESENT
_LIKE = frozenset({"contains", "starts"})
_KIND_OPERATORS: Mapping[Kind, frozenset[str]] = {
    Kind.TEXT: _EXACT | _ORDERED | _LIKE,
    Kind.INTEGER: _EXACT | _ORDERED,
    Kind.DECIMAL: _EXACT | _ORDERED,
    Kind.BOOLEAN: frozenset({"eq", "ne"}) | _PRESENT,
    Kind.DATE: _EXACT | _ORDERED,
    Kind.DATETIME: _EXACT | _ORDERED,
    Kind.TIME: _EXACT | _ORDERED,
    Kind.KEY: _EXACT,
    Kind.TEXTS: frozenset({"contains"}) | _PRESENT,
    Kind.KEYS: frozenset({"contains"}) | _PRESENT,
    Kind.JSON: _PRESENT,
    Kind.OPAQUE: frozenset(),
}
_PARAMETERS = frozenset({"filter", "words", "sort", "group", "columns", "tree", "open"})
OPERATORS = frozenset().union(*_KIND_OPERATORS.values()) | {"words", "under"}


@dataclass(frozen=True, slots=True)
class Order:
    """One column of the sort."""

    column: str
    descending: bool = False


class Readable(Protocol):
    """What a source shows to one reader: the parser knows nothing else of it."""

    @property
    def fields(self) -> Mapping[str, SourceField]: ...
    @property
    def key(self) -> str: ...
    @property
    def has_words(self) -> bool: ...
    @property
    def order(self) -> tuple[Order, ...]: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def tree(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Query:
    """A checked request; `sort` ends with the key, so that the order is total.

    With `opened` it is an outline: headers of groups and the rows of those that are open, or (with
    `tree`, the parent's column) a tree; its rows end with their place in it, `NODE`.
    """

    columns: tuple[str, ...]
    where: Predicate = ALWAYS
    words: str = ""  # a tsquery in the making, see `read_words`
    sort: tuple[Order, ...] = ()
    group: tuple[str, ...] = ()
    tree: str | None = None
    opened: Opened | None = None
    around: Predicate = ALWAYS  # of a tree: what bounds it; only `where` and words find in it
    _hash: int = field(init=False, repr=False, compare=False)  # asked for many times a window

    def __post_init__(self) -> None:
        parts = (self.columns, self.where, self.words, self.sort, self.group)
        more = (self.tree, self.opened, self.around)
        object.__setattr__(self, "_hash", hash((parts, more)))

    @override
    def __hash__(self) -> int:
        return self._hash

    @classmethod
    def parse(cls, source: Readable, raw: object) -> "Query":
        """Check a request from outside; None or {} asks for everything in the source's order."""
        request = {} if raw is None else raw
        if not isinstance(request, Mapping):
            raise Invalid("malformed")
        for name in request:
            if name not in _PARAMETERS:
                raise Invalid("unknown_parameter", parameter=_shown(name))
        tree = _tree(source, request.get("tree"))
        opened = read_opened(request.get("open"), every=tree is not None)
        group = _group(source, request.get("group"), opens=opened is not None)
        if opened is not None and bool(group) is bool(tree):
            raise Invalid("malformed", parameter="open")
        return cls(
            columns=_columns(source, request.get("columns"), group, opened=opened),
            where=_Reader(source).predicate(request.get("filter")),
            words=_words(source, request.get("words")),
            sort=_sort(source, request.get("sort"), group, opened=opened),
            group=group,
            tree=tree,
            opened=opened,
        )

    @property
    def shows(self) -> tuple[str, ...]:
        """Name the columns that are fields of the source."""
        if self.opened is not None:
            return self.columns[:-1]
        return self.columns

    def flat(self, **changes: Any) -> "Query":
        """Ask for the same rows without groups and branches; of a tree, all that bounds it."""
        if self.tree is not None:
            changes = {"where": self.around, "words": "", **changes}
        return replace(self, **{
            "columns": self.shows, "group": (), "tree": None, "opened": None, "around": ALWAYS,
            **changes,
        })  # fmt: skip

    @property
    def narrows(self) -> bool:
        """Tell whether it leaves out rows that the reader could see."""
        return bool(self.words) or self.where != ALWAYS

    @property
    def shape(self) -> tuple[Any, ...]:
        """The query without its values: equal shapes compile to one statement."""
        return (self.columns, shape(self.where), bool(self.words), self.sort, self.group,
                self.opened is not None)  # fmt: skip

    def decides(self) -> frozenset[str]:
        """Name the columns that decide which rows are in, in which order, in which group."""
        columns = {one.column for one in comparisons(self.where)}
        columns.update(order.column for order in self.sort)
        columns.update(() if self.tree is None else (self.tree,))
        return frozenset(columns.union(self.group))


class _Reader:
    """Reads one filter, counting its tests."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._tests = 0

    def predicate(self, raw: object, depth: int = 0) -> Predicate:
        if raw is None and depth == 0:
            return All(())
        if depth > DEEPEST:
            raise Invalid("too_deep")
        if isinstance(raw, Mapping) and len(raw) == 1:
            ((name, inner),) = raw.items()
            if name == "not":
                return Not(self.predicate(inner, depth + 1))
            if name in {"and", "or"} and isinstance(inner, (list, tuple)):
                if len(inner) > MOST_TESTS:
                    raise Invalid("too_large")
                parts = tuple(self.predicate(part, depth + 1) for part in inner)
                return All(parts) if name == "and" else Some(parts)
        if isinstance(raw, (list, tuple)) and len(raw) in {2, 3}:
            return self._test(raw)
        raise Invalid("malformed")

    def _test(self, raw: Sequence[object]) -> Predicate:
        self._tests += 1
        if self._tests > MOST_TESTS:
            raise Invalid("too_large")
        field = _field(self._source, raw[0])
        operator = raw[1]
        if not isinstance(operator, str) or operator not in OPERATORS:
            raise Invalid("unknown_operator", column=field.name, operator=_shown(operator))
        if not field.filters:
            raise Invalid("not_filterable", column=field.name)
        if operator not in operators(field):
            raise Invalid("wrong_operator", column=field.name, operator=operator)
        if operator in _PRESENT:
            if len(raw) == 3 and raw[2] not in (None, True):  # noqa: PLR2004 - [column, operator, value]
                raise Invalid("wrong_type", column=field.name)
            return Compare(field.name, operator)
        if len(raw) == 2:  # noqa: PLR2004 - a test without its value
            raise Invalid("malformed", column=field.name)
        return _VALUED.get(operator, _plain)(field, operator, raw[2])


def operators(field: SourceField) -> frozenset[str]:
    """Name the operators a column answers to."""
    if not field.filters:
        return frozenset()
    named = _KIND_OPERATORS[field.kind]
    if field.choices:
        named -= _ORDERED | _LIKE
    if field.vector is not None:
        named |= {"words"}
    if field.tree is not None:
        named |= {"under"}
    return named


def _plain(field: SourceField, operator: str, raw: object) -> Predicate:
    return Compare(field.name, operator, _value(field, raw))


def _between(field: SourceField, _operator: str, raw: object) -> Predicate:
    if not isinstance(raw, (list, tuple)) or len(raw) != 2:  # noqa: PLR2004 - a pair
        raise Invalid("wrong_type", column=field.name)
    low, high = (None if end is None else _value(field, end) for end in raw)
    if low is None and high is None:
        raise Invalid("wrong_type", column=field.name)
    if high is None:
        return Compare(field.name, "ge", low)
    if low is None:
        return Compare(field.name, "le", high)
    return Compare(field.name, "between", (low, high))


def _in(field: SourceField, _operator: str, raw: object) -> Predicate:
    if not isinstance(raw, (list, tuple)):
        raise Invalid("wrong_type", column=field.name)
    if len(raw) > MOST_VALUES:
        raise Invalid("too_large", column=field.name)
    return Compare(field.name, "in", tuple(dict.fromkeys(_value(field, item) for item in raw)))


def _like(field: SourceField, operator: str, raw: object) -> Predicate:
    if field.kind in {Kind.TEXTS, Kind.KEYS}:  # `contains` an element
        (value,) = _value(field, [raw])
        return Compare(field.name, "holds", value)
    return Compare(field.name, operator, fold(_value(field, raw)))


def _search(field: SourceField, operator: str, raw: object) -> Predicate:
    words = read_words(raw, column=field.name)
    if not words:
        return All(())
    return Compare(field.name, "words_without" if "!" in words else operator, words)


_VALUED = {"between": _between, "in": _in, "contains": _like, "starts": _like, "words": _search}


def _value(field: SourceField, raw: object) -> Any:
    try:
        value = read_value(field.kind, raw, type_=field.type_, longest=LONGEST_VALUE)
    except BadValueError as bad:
        raise Invalid("wrong_type", column=field.name, code=bad.code) from None
    if field.choices and value not in field.choices:
        raise Invalid("unknown_choice", column=field.name)
    return value


def _field(source: Readable, name: object) -> SourceField:
    field = source.fields.get(name) if isinstance(name, str) else None
    if field is None:  # absent, or not for this reader: one answer
        raise Invalid("unknown_column", column=_shown(name))
    return field


def _shown(name: object) -> str:
    """Quote what a client sent, bounded."""
    return name[:60] if isinstance(name, str) else type(name).__name__


def _names(raw: object, parameter: str) -> list[object]:
    if raw is None:
        return []
    if not isinstance(raw, (list, tuple)):
        raise Invalid("malformed", parameter=parameter)
    return list(raw)


def _columns(
    source: Readable, raw: object, group: tuple[str, ...], *, opened: Opened | None
) -> tuple[str, ...]:
    if group and opened is None:
        if raw is not None:
            raise Invalid("malformed", parameter="columns")
        return (source.key, *group, COUNT)  # a group row: its key, its values, how many
    names = _names(raw, "columns")
    if len(names) > len(source.fields):
        raise Invalid("too_large", parameter="columns")
    wanted = dict.fromkeys(_field(source, name).name for name in names) or source.columns
    last = () if opened is None else (NODE,)
    return tuple(dict.fromkeys((source.key, *wanted, *group, *last)))  # a row starts with its key


def _tree(source: Readable, raw: object) -> str | None:
    if raw in (None, False):
        return None
    if raw is not True:
        raise Invalid("malformed", parameter="tree")
    if source.tree is None:
        raise Invalid("not_a_tree")
    return source.tree


def _group(source: Readable, raw: object, *, opens: bool) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(_field(source, name).name for name in _names(raw, "group")))
    for name in names:
        if not source.fields[name].sorts:
            raise Invalid("not_sortable", column=name)
    if len(names) > (MOST_GROUPED if opens else MOST_ORDERS):
        raise Invalid("too_large", parameter="group")
    return names


def _sort(
    source: Readable, raw: object, group: tuple[str, ...], *, opened: Opened | None
) -> tuple[Order, ...]:
    orders = _names(raw, "sort")
    if len(orders) > MOST_ORDERS:
        raise Invalid("too_large", parameter="sort")
    read = [_order(source, order) for order in orders]
    if len({order.column for order in read}) < len(read):
        raise Invalid("malformed", parameter="sort")
    if group and opened is None:
        return _group_order(read, group)
    read = read or list(source.order)
    if group:  # groups in the order of their columns, rows inside them by the rest
        down = {order.column for order in read if order.descending}
        inside = [order for order in read if order.column not in group]
        read = [*(Order(name, descending=name in down) for name in group), *inside]
    if source.key not in {order.column for order in read}:
        # in the direction of the last column, so that one index serves both ways
        read.append(Order(source.key, descending=bool(read) and read[-1].descending))
    return tuple(read)


def _group_order(orders: list[Order], group: tuple[str, ...]) -> tuple[Order, ...]:
    for order in orders:
        if order.column not in group:
            raise Invalid("not_sortable", column=order.column)
    rest = [Order(name) for name in group if name not in {order.column for order in orders}]
    return (*orders, *rest)


def _order(source: Readable, raw: object) -> Order:
    if not isinstance(raw, (list, tuple)) or len(raw) != 2:  # noqa: PLR2004 - a pair
        raise Invalid("malformed", parameter="sort")
    field = _field(source, raw[0])
    if not field.sorts:
        raise Invalid("not_sortable", column=field.name)
    if raw[1] not in ("asc", "desc"):
        raise Invalid("malformed", parameter="sort", column=field.name)
    return Order(field.name, descending=raw[1] == "desc")


def _words(source: Readable, raw: object) -> str:
    if raw is None or raw == "":
        return ""
    if not source.has_words:
        raise Invalid("not_searchable")
    return read_words(raw)
