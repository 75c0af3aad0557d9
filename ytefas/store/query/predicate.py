"""A checked condition: comparisons of columns, joined by all, some and not; values and all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Compare:
    """One column against one value (`between`: a pair, `in`: a tuple, `null`: None)."""

    column: str
    operator: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; no parts: always."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds; no parts: never."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The complement: also the rows for which the part is unknown because a value is absent."""

    part: "Predicate"


Predicate = Compare | All | Some | Not
ALWAYS = All(())


def comparisons(predicate: Predicate) -> Iterator[Compare]:
    """Walk the comparisons of a predicate, left to right: the order in which values are bound."""
    match predicate:
        case Compare():
            yield predicate
        case Not(part):
            yield from comparisons(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from comparisons(part)


def shape(predicate: Predicate) -> tuple[Any, ...]:
    """Take the values out of a predicate."""
    match predicate:
        case Compare(column, operator):
            return (column, operator)
        case Not(part):
            return (Not, shape(part))
        case All(parts):
            return (All, *map(shape, parts))
        case Some(parts):
            return (Some, *map(shape, parts))


def both(left: Predicate, right: Predicate) -> Predicate:
    """Join two predicates without piling up empty ones."""
    if left == All(()):
        return right
    return left if right == All(()) else All((left, right))
