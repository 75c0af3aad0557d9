"""What happens to the rows a cursor shows: a closed union of operations, diffed, applied, squashed.

A row is a sequence in the order of the columns; one of them (the first, unless said) holds its key,
and keys are unique within a window. Positions count from the start of the window as it is at that
moment: operations apply one after the other. `apply(old, diff(old, new, …), …) == new` always.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, assert_never, cast

from ytefas.errors import Invalid
from ytefas.framework.work.content import Key

Row = Sequence[Any]
Exactness = Literal["exact", "estimated", "at_least"]
EXACTNESS: Final = ("exact", "estimated", "at_least")


@dataclass(frozen=True, slots=True)
class Set:
    """Some columns of a row have new values."""

    key: Key
    values: Mapping[str, Any]

    def wire(self) -> list[Any]:
        return ["set", self.key, self.values]


@dataclass(frozen=True, slots=True)
class Insert:
    """A row appears at a position."""

    at: int
    key: Key
    row: Row

    def wire(self) -> list[Any]:
        return ["insert", self.at, self.key, self.row]


@dataclass(frozen=True, slots=True)
class Remove:
    """A row goes."""

    key: Key

    def wire(self) -> list[Any]:
        return ["remove", self.key]


@dataclass(frozen=True, slots=True)
class Move:
    """A row is taken out and put back at a position."""

    key: Key
    to: int

    def wire(self) -> list[Any]:
        return ["move", self.key, self.to]


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows the query has in all."""

    n: int
    exactness: Exactness

    def wire(self) -> list[Any]:
        return ["total", self.n, self.exactness]


@dataclass(frozen=True, slots=True)
class State:
    """Keys of the cursor's state have new values."""

    values: Mapping[str, Any]

    def wire(self) -> list[Any]:
        return ["state", self.values]


Op = Set | Insert | Remove | Move | Total | State


def parse(raw: object) -> Op:
    """Read one operation from its wire form."""
    match raw:
        case ["set", str() | int() as key, dict() as values]:
            return Set(key, values)
        case ["insert", int() as at, str() | int() as key, list() | tuple() as row]:
            return Insert(at, key, row)
        case ["remove", str() | int() as key]:
            return Remove(key)
        case ["move", str() | int() as key, int() as to]:
            return Move(key, to)
        case ["total", int() as n, str() as exactness] if exactness in EXACTNESS:
            return Total(n, cast("Exactness", exactness))
        case ["state", dict() as values]:
            return State(values)
        case _:
            raise Invalid("operation")


def diff(
    old: Sequence[Row], new: Sequence[Row], columns: Sequence[str], *, key: int = 0
) -> list[Op]:
    """Find few operations that make `new` of `old`: fewest moves, and only the changed columns."""
    was = {row[key]: row for row in old}
    keys = [row[key] for row in new]
    ops: list[Op] = []
    if list(was) != keys:
        ops = _rearrange(list(was), keys, new)
    for row, its_key in zip(new, keys, strict=True):
        before = was.get(its_key)
        if before is not None and before is not row and before != row:
            changed = {
                column: value
                for column, value, past in zip(columns, row, before, strict=True)
                if value is not past and value != past
            }
            ops.append(Set(its_key, changed))
    return ops


def _rearrange(old: list[Key], new: list[Key], rows: Sequence[Row]) -> list[Op]:
    """Remove what went, then walk the new order, inserting and moving what is not in place."""
    wanted = set(new)
    ops: list[Op] = [Remove(key) for key in old if key not in wanted]
    work = [key for key in old if key in wanted]
    index = {key: position for position, key in enumerate(work)}
    still = _longest_increasing([index[key] for key in new if key in index])
    fixed = {work[position] for position in still}
    place = 0  # where the next row belongs: just after the one before it
    for key, row in zip(new, rows, strict=True):
        if key in fixed:
            place = work.index(key, place) + 1
            continue
        if key in index:
            found = work.index(key)
            del work[found]
            place -= found < place
            ops.append(Move(key, place))
        else:
            ops.append(Insert(place, key, row))
        work.insert(place, key)
        place += 1
    return ops


def _longest_increasing(values: list[int]) -> list[int]:
    """Pick the longest increasing run of distinct values: the rows that need not move."""
    tails: list[int] = []  # the smallest end of a run of each length
    before: dict[int, int | None] = {}
    for value in values:
        length = bisect_left(tails, value)
        before[value] = tails[length - 1] if length else None
        if length == len(tails):
            tails.append(value)
        else:
            tails[length] = value
    run: list[int] = []
    step = tails[-1] if tails else None
    while step is not None:
        run.append(step)
        step = before[step]
    return run


def apply(
    rows: Sequence[Row], ops: Iterable[Op], columns: Sequence[str], *, key: int = 0
) -> list[Row]:
    """Carry operations out on a copy; what names a row or a place that is not there is an error."""
    result = list(rows)
    for op in ops:
        match op:
            case Set(its_key, values):
                at = _find(result, its_key, key)
                result[at] = _changed(result[at], values, columns)
            case Insert(at, _, row):
                if not 0 <= at <= len(result):
                    raise Invalid("operation_position")
                result.insert(at, row)
            case Remove(its_key):
                del result[_find(result, its_key, key)]
            case Move(its_key, to):
                row = result.pop(_find(result, its_key, key))
                if not 0 <= to <= len(result):
                    raise Invalid("operation_position")
                result.insert(to, row)
            case Total() | State():
                pass  # they do not concern the rows
            case _ as never:
                assert_never(never)
    return result


def _find(rows: list[Row], wanted: Key, key: int) -> int:
    for at, row in enumerate(rows):
        if row[key] == wanted:
            return at
    raise Invalid("operation_key")


def _changed(row: Row, values: Mapping[str, Any], columns: Sequence[str]) -> tuple[Any, ...]:
    if not values.keys() <= set(columns):
        raise Invalid("operation_column")
    return tuple(values.get(column, past) for column, past in zip(columns, row, strict=True))


def squash(ops: Iterable[Op], columns: Sequence[str]) -> list[Op]:
    """Say the same with fewer operations; the order of what stays is kept.

    Sets of a row join (into its insert, if that is among them) and die with its removal, only the
    last total counts, states join.
    """
    told = list(ops)
    totals = [op for op in told if isinstance(op, Total)]
    state = {
        name: value for op in told if isinstance(op, State) for name, value in op.values.items()
    }
    squashed = _squash_rows((op for op in told if not isinstance(op, Total | State)), columns)
    squashed += totals[-1:]
    return [*squashed, State(state)] if state else squashed


def _squash_rows(ops: Iterable[Set | Insert | Remove | Move], columns: Sequence[str]) -> list[Op]:
    result: list[Set | Insert | Remove | Move | None] = []
    open_at: dict[Key, int] = {}  # where the insert or set that a later set may join stands
    for op in ops:
        at = open_at.get(op.key)
        first = None if at is None else result[at]
        if isinstance(op, Set) and at is not None:
            result[at] = _joined(first, op, columns)
            continue
        if isinstance(op, Remove) and at is not None:
            del open_at[op.key]
            if isinstance(first, Set):
                result[at] = None
        if isinstance(op, Set | Insert):
            open_at[op.key] = len(result)
        result.append(op)
    return [op for op in result if op is not None]


def _joined(first: object, later: Set, columns: Sequence[str]) -> Set | Insert:
    if isinstance(first, Insert):
        return Insert(first.at, first.key, _changed(first.row, later.values, columns))
    before = first.values if isinstance(first, Set) else {}
    return Set(later.key, {**before, **later.values})
