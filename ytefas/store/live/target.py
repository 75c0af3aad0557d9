"""What an evaluation shows, and which committed changes can touch it. Pure: no time, no database.

The decision errs on one side only: a change that might matter is read again, a change is passed
over only when it cannot. It knows the keys in the window, so most updates of other rows cost
nothing, and an insert or delete beyond a window that holds the whole result costs nothing either.
"""

from collections.abc import Hashable, Iterable, Mapping, Set as AbstractSet
from dataclasses import dataclass
from enum import Flag, auto
from uuid import UUID

from ytefas.rules.access import STUDIO
from ytefas.store.query.predicate import Compare, comparisons
from ytefas.store.query.query import Query
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import Source

# Changed by every update, so the feed does not name them (`store/objects.py`).
BOOKKEEPING = frozenset({"created_at", "created_by", "updated_at", "updated_by", "row_version"})


class Effect(Flag):
    """What a change asks of an evaluation."""

    NOTHING = 0
    ROW = auto()  # this row must be read again
    WINDOW = auto()  # rows may have come, gone or moved
    TOTAL = auto()  # the number of rows may be another


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A query of a source as one sight has it, and the part of it that is shown."""

    source: Source
    sight: Sight
    query: Query
    first: int
    size: int
    relevance: "Relevance"  # of the query: all its windows share it

    @property
    def key(self) -> Hashable:
        return (self.sight.token, self.query, self.first, self.size)

    @property
    def tally_key(self) -> Hashable:
        """Tell apart what is counted: neither the order nor the window matter."""
        query = self.query
        outlined = (query.opened, query.tree, query.around)
        return (self.sight.token, query.where, query.words, query.group, outlined)

    @property
    def outline_key(self) -> Hashable:
        """Tell apart what groups or branches there are, whichever of them are open."""
        query = self.query
        return (
            self.sight.token, query.where, query.words, query.sort, query.group, query.tree,
            query.around,
        )  # fmt: skip

    @property
    def trail_key(self) -> Hashable:
        return (self.sight.token, self.query)


class Relevance:
    """Decides, change by change; made once per query and sight, whatever window is shown."""

    __slots__ = ("_counts", "_decides", "_main", "_others", "_shows", "_whole", "owners", "tables")

    def __init__(self, source: Source, sight: Sight, query: Query) -> None:
        trees = _trees(sight, query)
        shown = [name for name in query.columns if name in sight.fields]
        self._main = source.table.name
        tested = {one.column for one in comparisons(query.where)}.union(query.group)
        tested.update(() if query.tree is None else (query.tree,))
        self._counts = (
            _columns(sight, tested, self._main)
            | source.fixed.get(self._main, frozenset())
            | trees.get(self._main, frozenset())
            | (source.word_columns if query.words else frozenset())
            | sight.near.get(self._main, frozenset())
        )
        self._decides = self._counts | _columns(sight, query.decides(), self._main)
        self._shows = _columns(sight, shown, self._main)
        near = sight.near
        self._others = {
            table: columns | trees.get(table, frozenset()) | near.get(table, frozenset())
            for table, columns in {**near, **trees, **source.uses}.items()
            if table != self._main
        }
        self.owners = _owners(sight, query)
        self.tables = frozenset({self._main, *self._others})
        self._whole = bool(query.group) or query.tree is not None

    def concerns(self, table: str, customer: UUID) -> bool:
        """Tell whether a change of this customer in this table may matter at all."""
        mine = self.owners is None or customer == STUDIO or customer in self.owners
        return mine and table in self.tables

    def effect(
        self,
        table: str,
        customer: UUID,
        key: str,
        op: str,
        columns: AbstractSet[str],
        *,
        shown: AbstractSet[str],
        home: bool,
        complete: bool,
    ) -> Effect:
        """Judge one changed row; the window is at the start (`home`), or all there is."""
        if not self.concerns(table, customer):
            return Effect.NOTHING
        if table != self._main:
            idle = op == "update" and not self._others[table] & (columns | BOOKKEEPING)
            return Effect.NOTHING if idle else Effect.WINDOW | Effect.TOTAL
        if op == "update":
            return self._updated(key, columns, shown)
        if op == "insert" or self._whole:
            return Effect.WINDOW | Effect.TOTAL
        if key in shown or not home:
            return Effect.WINDOW | Effect.TOTAL
        # deleted behind a window that starts the result: no shown row moves
        return Effect.NOTHING if complete else Effect.TOTAL

    def _updated(self, key: str, columns: AbstractSet[str], shown: AbstractSet[str]) -> Effect:
        changed = columns | BOOKKEEPING
        if self._counts & changed:
            return Effect.WINDOW | Effect.TOTAL
        if self._decides & changed:
            return Effect.WINDOW
        return Effect.ROW if key in shown and self._shows & changed else Effect.NOTHING


def _columns(sight: Sight, names: Iterable[str], table: str) -> frozenset[str]:
    """Find the columns of a table that the named fields are made of."""
    return frozenset(column for name in names for column in sight.fields[name].uses.get(table, ()))


def _trees(sight: Sight, query: Query) -> Mapping[str, frozenset[str]]:
    """Name the columns the query descends by."""
    used: dict[str, frozenset[str]] = {}
    for one in comparisons(query.where):
        tree = sight.fields[one.column].tree
        if one.operator == "under" and tree is not None:
            used[tree.table.name] = frozenset({tree.parent})
    return used


def _owners(sight: Sight, query: Query) -> frozenset[UUID] | None:
    """Find whose changes can matter: the sight's customers, fewer if the query names one."""
    owners, owner = sight.customers, sight.owner
    where = query.where
    for part in getattr(where, "parts", (where,)):
        if isinstance(part, Compare) and part.operator == "eq" and owner is not None:
            field = sight.fields[part.column]
            if field.column is owner:
                named = frozenset({part.value})
                owners = named if owners is None else owners & named
    return owners
