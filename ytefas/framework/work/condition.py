"""Conditions on a content: what a controller declares, with a normal form.

Conditions are values: hashable, inspectable, combined with `&`, `|` and `~`. In the normal form two
controllers which ask for the same thing in different words are found at start-up, and padding a
condition with what it already says wins no election.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final, NoReturn, Protocol

from typing_extensions import override


class Facts(Protocol):
    """What a condition may look at; a Content."""

    @property
    def source(self) -> str: ...
    @property
    def ids(self) -> tuple[str | int, ...]: ...
    @property
    def len(self) -> int: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


class Term:
    """Something of a content that a condition may look at: source, len, ids, values['x']."""

    __slots__ = ("item", "name")

    def __init__(self, name: str, item: str | None = None) -> None:
        self.name = name
        self.item = item

    def __getitem__(self, item: str) -> Term:
        if self.name != "values":
            raise TypeError(f"only Content.values has items, not Content.{self.name}")
        return Term("values", item)

    def read(self, content: Facts) -> Any:
        """Get the value to compare; a value that is not there is `MISSING`."""
        found = getattr(content, self.name)
        return found if self.item is None else found.get(self.item, MISSING)

    @property
    def total(self) -> bool:
        """Whether it is always there and ordered, so that `not <` says the same as `>=`."""
        return self.name in {"source", "len"}

    @property
    def order(self) -> tuple[str, str]:
        return (self.name, self.item or "")

    # A term compares into a condition, never into a bool: that is its whole purpose.
    @override
    def __eq__(self, other: object) -> Condition:  # type: ignore[override]
        return _atom(self, "eq", other)

    @override
    def __ne__(self, other: object) -> Condition:  # type: ignore[override]
        return _atom(self, "ne", other)

    def __lt__(self, other: object) -> Condition:
        return _atom(self, "lt", other)

    def __le__(self, other: object) -> Condition:
        return _atom(self, "le", other)

    def __gt__(self, other: object) -> Condition:
        return _atom(self, "gt", other)

    def __ge__(self, other: object) -> Condition:
        return _atom(self, "ge", other)

    def in_(self, options: Iterable[object]) -> Condition:
        return Condition("or", parts=tuple(_atom(self, "eq", option) for option in options))

    @override
    def __hash__(self) -> int:
        return hash(self.order)

    @override
    def __repr__(self) -> str:
        return f"Content.{self.name}" + (f"[{self.item!r}]" if self.item is not None else "")


MISSING: Final = object()
COMPARE: Final = {"eq": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge}
NEGATED: Final = {"eq": "ne", "ne": "eq", "lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}
SIGNS: Final = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison; `negated` only where the opposite sign would not be the opposite."""

    name: str
    item: str | None
    sign: str
    value: Any
    negated: bool = False

    @property
    def term(self) -> Term:
        return Term(self.name, self.item)

    def matches(self, content: Facts) -> bool:
        found = self.term.read(content)
        return _compare(found, self.sign, self.value) is not self.negated

    def opposite(self) -> Atom:
        if self.term.total or self.sign in {"eq", "ne"}:
            return Atom(self.name, self.item, NEGATED[self.sign], self.value)
        return Atom(self.name, self.item, self.sign, self.value, negated=not self.negated)

    @override
    def __str__(self) -> str:
        text = f"{self.term!r} {SIGNS[self.sign]} {self.value!r}"
        return f"not ({text})" if self.negated else text


Conjunction = frozenset[Atom]
Normal = frozenset[Conjunction]  # true when every atom of at least one conjunction is true


@dataclass(frozen=True, slots=True)
class Condition:
    """A tree of atoms: `kind` is atom, and, or, not."""

    kind: str
    atom: Atom | None = None
    parts: tuple[Condition, ...] = ()

    def matches(self, content: Facts) -> bool:
        if self.atom is not None:
            return self.atom.matches(content)
        if self.kind == "not":
            return not self.parts[0].matches(content)
        return (all if self.kind == "and" else any)(part.matches(content) for part in self.parts)

    def atoms(self) -> tuple[Atom, ...]:
        if self.atom is not None:
            return (self.atom,)
        return tuple(atom for part in self.parts for atom in part.atoms())

    def normal(self) -> Normal:
        """Reduce to a set of conjunctions: equal meaning, equal form."""
        return _absorb(self.alternatives())

    def alternatives(self) -> Normal:
        """Reduce each alternative by itself: one that asks for more still counts in a score."""
        return _simplified(_alternatives(self, positive=True))

    def __and__(self, other: Condition) -> Condition:
        return Condition("and", parts=(self, other))

    def __or__(self, other: Condition) -> Condition:
        return Condition("or", parts=(self, other))

    def __invert__(self) -> Condition:
        return Condition("not", parts=(self,))

    def __bool__(self) -> NoReturn:
        raise TypeError("a condition has no truth of its own: use &, | and ~, and matches(content)")

    @override
    def __str__(self) -> str:
        if self.atom is not None:
            return str(self.atom)
        if self.kind == "not":
            return f"~({self.parts[0]})"
        sign = " & " if self.kind == "and" else " | "
        return sign.join(f"({part})" for part in self.parts) or ("ANY" if sign == " & " else "none")


ANY: Final = Condition("and")  # no demands: matches every content, and an intent without one


def any_of(alternatives: Iterable[Condition]) -> Condition:
    """Join a set of alternatives; of none there is nothing that matches."""
    return Condition("or", parts=tuple(alternatives))


def _atom(term: Term, sign: str, value: object) -> Condition:
    if isinstance(value, list):
        value = tuple(value)
    if isinstance(value, Term | Condition):
        raise TypeError("a condition compares a term with a value, not with another term")
    hash(value)  # conditions are hashable: a value that is not says so here
    return Condition("atom", atom=Atom(term.name, term.item, sign, value))


def _compare(found: Any, sign: str, value: Any) -> bool:
    try:
        return bool(COMPARE[sign](found, value))
    except TypeError:  # not there, or of another type: what cannot be compared is not true
        return False


def _alternatives(condition: Condition, *, positive: bool) -> list[Conjunction]:
    if condition.atom is not None:
        return [frozenset({condition.atom if positive else condition.atom.opposite()})]
    if condition.kind == "not":
        return _alternatives(condition.parts[0], positive=not positive)
    parts = [_alternatives(part, positive=positive) for part in condition.parts]
    if (condition.kind == "or") is positive:
        return [conjunction for part in parts for conjunction in part]
    product: list[Conjunction] = [frozenset()]
    for part in parts:
        product = [left | right for left in product for right in part]
    return product


def _simplified(conjunctions: list[Conjunction]) -> Normal:
    results = (_simplify(conjunction) for conjunction in conjunctions)
    return frozenset(result for result in results if result is not None)


def _simplify(conjunction: Conjunction) -> Conjunction | None:
    """Drop what another atom on the same term already says; None when it can never be true."""
    kept: set[Atom] = set()
    by_term: dict[tuple[str, str | None], set[Atom]] = {}
    for atom in conjunction:
        by_term.setdefault((atom.name, atom.item), set()).add(_whole(atom))
    for atoms in by_term.values():
        reduced = _reduce(atoms)
        if reduced is None:
            return None
        kept |= reduced
    return frozenset(kept)


def _whole(atom: Atom) -> Atom:
    """Lengths are integers: `> 1` is `>= 2` and `<= 1` is `< 2`."""
    if atom.name == "len" and isinstance(atom.value, int):
        if atom.sign == "gt":
            return Atom("len", None, "ge", atom.value + 1)
        if atom.sign == "le":
            return Atom("len", None, "lt", atom.value + 1)
    return atom


def _reduce(atoms: set[Atom]) -> set[Atom] | None:
    if any(atom.opposite() in atoms for atom in atoms):
        return None
    equal = [atom for atom in atoms if atom.sign == "eq"]
    if equal:
        found = equal[0].value
        true = (_compare(found, a.sign, a.value) is not a.negated for a in atoms)
        return {equal[0]} if all(true) else None
    return _reduce_length(atoms) if next(iter(atoms)).name == "len" else atoms


def _reduce_length(atoms: set[Atom]) -> set[Atom] | None:
    if any(not isinstance(atom.value, int) for atom in atoms):
        return atoms
    low = max((a.value for a in atoms if a.sign == "ge"), default=0)
    high = min((a.value for a in atoms if a.sign == "lt"), default=None)
    holes = {a.value for a in atoms if a.sign == "ne"}
    low = max(low, 0)
    while low in holes:
        low += 1
    while high is not None and high - 1 in holes and high > low:
        high -= 1
    if high is not None and low >= high:
        return None
    if high is not None and low == high - 1:
        return {Atom("len", None, "eq", low)}
    kept = {Atom("len", None, "ne", n) for n in holes if n > low and (high is None or n < high)}
    if low > 0:
        kept.add(Atom("len", None, "ge", low))
    if high is not None:
        kept.add(Atom("len", None, "lt", high))
    return kept


def _absorb(normal: Normal) -> Normal:
    """Drop every conjunction that demands more than another one: it adds nothing."""
    return frozenset(one for one in normal if not any(other < one for other in normal))
