"""A source: a named, described query over the tables (`org.sites`) and the door to its rows.

Every table that declares a source name has one; a source may also be declared over a table with
joins, computed fields and a fixed condition. Rows leave as plain tuples in the order of the query's
columns, the key first, in their travelling form (`query/value.py`). All reading goes through a
Reading, which has set the scope for row-level security; the source adds the same bounds itself, so
that either of the two alone keeps a foreign row out.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, Uuid

from schema.base import Scope, entity_of, field_of, sources
from ytefas.errors import Denied, Invalid, NotFound
from ytefas.rules.access import Principal, Reach
from ytefas.store import sites
from ytefas.store.compile import Prepared, prepare
from ytefas.store.query.outline import Outline
from ytefas.store.query.query import Order, Query
from ytefas.store.query.sql import has_keyset, values_of
from ytefas.store.query.value import BadValueError, Kind, read_value
from ytefas.store.source.field import SAID, SourceField, table_fields
from ytefas.store.source.outlined import read_lines, read_outline
from ytefas.store.source.sight import KEY, PEOPLE, Sight, sight_of
from ytefas.store.source.sql import DEEP, Join, Statements, Step, columns_of
from ytefas.store.unit import Reading

Row = tuple[Any, ...]
Exactness = Literal["exact", "estimated", "at_least"]
LARGEST_WINDOW = 1000
FURTHEST = 2**53  # what a client can count to
NEAR = 200  # before this position an offset costs nothing
FEW = 10_000  # rows that are quicker found and put in order than met on a walk along it
MOST_KNOWN = 1000  # words that are remembered as common
HIDDEN = frozenset({"archived_at", "created_at", "created_by", "updated_at", "updated_by"})


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a query has in all, and how sure we are."""

    n: int
    exactness: Exactness = "exact"


@dataclass(frozen=True, slots=True)
class Window:
    """Some rows of a query, from position `first` on; the key is the first value of each."""

    rows: list[Row]
    first: int
    count: Count | None = None  # when the window itself tells it
    outline: Outline | None = None  # of groups or a tree: good for all windows on it

    @property
    def keys(self) -> list[str]:
        return [row[0] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row known to stand at a position: lets an adjacent window follow it instead of counting."""

    key: str
    at: int


_T = TypeVar("_T")
_KEPT = 500  # sights or statements of one source; the oldest is made again when asked


def _kept(store: OrderedDict[Hashable, _T], key: Hashable, make: Callable[[], _T]) -> _T:
    if key in store:
        store.move_to_end(key)
        return store[key]
    made = store[key] = make()
    if len(store) > _KEPT:
        store.popitem(last=False)
    return made


class Source:
    """A named query over a table: what it shows, how it is ordered, who sees what of it."""

    def __init__(
        self,
        table: Table,
        *,
        name: str | None = None,
        joins: Iterable[Join] = (),
        fields: Iterable[SourceField] = (),
        only: ColumnElement[bool] | None = None,
        bounded: bool = True,
    ) -> None:
        self.table = table
        self.entity = entity_of(table)
        self.name = name or self.entity.source or ""
        self.fields = {**table_fields(table), **{field.name: field for field in fields}}
        self.order = tuple(Order(key, way == "desc") for key, way in self.entity.sort)
        self.hidden = HIDDEN
        self.tree = self.entity.tree
        self.joins = tuple(joins)
        self.only = only
        self.fixed = self._fixed()
        self.word_columns = frozenset(
            column.name for column in table.columns if field_of(column).words
        )
        self.uses = self._uses()  # {table: columns} whose change may change a row of this source
        self.placed = self._places()
        self.by_maker = any(map(sites.asks_maker, self._placed_tables()))
        self._personal = self.entity.scope is Scope.USER or PEOPLE in self.uses or self.by_maker
        self.bounded = bounded  # False leaves the bounds to row-level security: isolation tests
        self._sights: OrderedDict[Hashable, Sight] = OrderedDict()
        self._seen: OrderedDict[Hashable, tuple[Reach, Sight]] = OrderedDict()
        self._statements: OrderedDict[Hashable, Any] = OrderedDict()
        self._common: set[str] = set()  # words that very many rows have
        if not self.name:
            raise ValueError(f"{table.name} has no source name")

    def _fixed(self) -> dict[str, frozenset[str]]:
        """Name the columns that its own condition and joins read, whatever is asked."""
        fixed: dict[str, set[str]] = {}
        for expression in [self.only, *(join.on for join in self.joins)]:
            if expression is not None:
                for table, columns in columns_of(expression).items():
                    fixed.setdefault(table, set()).update(columns)
        return {table: frozenset(columns) for table, columns in fixed.items()}

    def _uses(self) -> dict[str, frozenset[str]]:
        uses = {self.table.name: frozenset({KEY}), **self.fixed}
        for field in self.fields.values():
            for table, columns in field.uses.items():
                uses[table] = uses.get(table, frozenset()) | columns
        if PEOPLE in uses:  # a grant shows a customer's user to the studio
            columns = frozenset({"user_id", "customer_id"})
            uses["customer_grant"] = uses.get("customer_grant", frozenset()) | columns
        return uses

    def _places(self) -> dict[str, frozenset[str]]:
        """Name the columns that say at which sites the rows are that it shows or looks at."""
        placed: dict[str, frozenset[str]] = {}
        for table in self._placed_tables():
            for name, columns in sites.uses(table).items():
                placed[name] = placed.get(name, frozenset()) | columns
        return placed

    def _placed_tables(self) -> list[Table]:
        known = self.table.metadata.tables
        return [known[name] for name in self.uses if name in known and sites.is_placed(known[name])]

    @property
    def is_spoken(self) -> bool:
        """Tell a library, whose rows have a name in each language."""
        return f"{self.entity.name}{SAID}" in self.fields

    def named(self, locale: str) -> str:
        """Name the column that names a row to who reads this language."""
        return (
            f"{self.entity.name}{SAID}" if locale == "en" and self.is_spoken else self.entity.name
        )

    # -- who sees what

    def sight(self, acting: Principal, reach: Reach) -> Sight:
        """Work out what a reader sees; Denied when that is not even the key."""
        user = self._asks_for(acting)
        # A reach is replaced, never changed, and asked with again and again: the very object is
        # known at once (it is kept, so its id is nobody else's), an equal one by what is in it.
        known = (acting.role, acting.locale, user, id(reach))
        sight = _kept(self._seen, known, lambda: (reach, self._sight(acting, reach)))[1]
        if sight.key not in sight.fields:
            raise Denied(source=self.name)
        return sight

    def _sight(self, acting: Principal, reach: Reach) -> Sight:
        known = (acting.role, acting.locale, self._asks_for(acting), reach.everything,
                 frozenset(reach.levels.items()), frozenset(reach.sites.items()))  # fmt: skip
        return _kept(
            self._sights, known, lambda: sight_of(self, acting, reach, bounded=self.bounded)
        )

    def _asks_for(self, acting: Principal) -> UUID | None:
        """Name the reader where it matters who he is."""
        return acting.user_id if self._personal else None

    def parse(self, raw: object, acting: Principal, reach: Reach) -> Query:
        """Check a request as far as this reader may ask it."""
        return Query.parse(self.sight(acting, reach), raw)

    # -- reading

    async def window(
        self,
        reading: Reading,
        query: Query,
        first: int,
        size: int,
        anchor: Anchor | None = None,
        *,
        outline: Outline | None = None,
    ) -> Window:
        """Read some rows; an anchor must stand where it says, an outline be as it is, see `Hub`."""
        if not 0 <= first <= FURTHEST or not 0 <= size <= LARGEST_WINDOW:
            raise Invalid("out_of_range", parameter="window")
        if query.opened is not None:
            outline = outline or await self.outline(reading, query)
            lines, total = outline.part(query.opened, first, size)
            rows = await read_lines(self, reading, query, outline, lines)
            return Window(rows, first, Count(total), outline)
        sight = self.sight(reading.acting, reading.reach)
        step = self._step(sight, query, first, size, anchor)
        if query.words and step is Step.OFFSET and not query.group:
            few = await self._few(reading, query, first, size)
            if few is not None:
                return few
        params: dict[str, Any] = {"size": size}
        if step in {Step.OFFSET, Step.DEEP}:
            params["first"] = first
        elif anchor is not None:
            params["anchor"] = anchor.key
        made = self._statement(
            (Step, step, query.shape), sight, reading, lambda to: to.window(query, step)
        )
        records = await reading.fetch(made, {**sight.values, **values_of(query), **params})
        rows = [tuple(record) for record in records]
        if not rows and step in {Step.AFTER, Step.BEFORE}:  # the anchor may be gone: count instead
            return await self.window(reading, query, first, size)
        if step is Step.BEFORE:
            rows.reverse()
        reached = len(rows) < size and (rows or first == 0)
        return Window(rows, first, Count(first + len(rows)) if reached else None)

    async def _few(self, reading: Reading, query: Query, first: int, size: int) -> Window | None:
        """Read a window of the rows that have some words, unless there are many of them.

        The planner takes any beginning of a word for as common as any other, and would walk the
        order until it has met a page of them: the whole of it, where there is one (a million rows:
        760 ms, not 3). Words that were found to be common are not gathered again.
        """
        if query.words in self._common:
            return None
        records = await self.fetch(
            reading, Step.GATHERED, query, lambda to: to.window(query, Step.GATHERED),
            size=size, first=first, cap=FEW + 1,
        )  # fmt: skip
        if records and records[0][-1] > FEW:
            if len(self._common) >= MOST_KNOWN:
                self._common.clear()
            self._common.add(query.words)
            return None
        rows = [record[:-1] for record in records]
        reached = len(rows) < size and (rows or first == 0)
        return Window(rows, first, Count(first + len(rows)) if reached else None)

    async def outline(self, reading: Reading, query: Query) -> Outline:
        """Read what groups there are and how big they are, or how the rows of a tree hang."""
        return await read_outline(self, reading, query)

    async def fetch(
        self,
        reading: Reading,
        what: Hashable,
        query: Query,
        build: Callable[[Statements], Select[Any]],
        **params: Any,
    ) -> list[Row]:
        """Run a statement of this source, made once for each shape of query."""
        sight = self.sight(reading.acting, reading.reach)
        made = self._statement((what, query.shape), sight, reading, build)
        records = await reading.fetch(made, {**sight.values, **values_of(query), **params})
        return [tuple(record) for record in records]

    def _step(
        self, sight: Sight, query: Query, first: int, size: int, anchor: Anchor | None
    ) -> Step:
        if first < NEAR or query.group:
            return Step.OFFSET
        if anchor is not None and has_keyset(sight, query.sort):
            if anchor.at == first - 1:
                return Step.AFTER
            if anchor.at == first + size:
                return Step.BEFORE
        return Step.DEEP if first >= DEEP else Step.OFFSET

    async def count(self, reading: Reading, query: Query, *, cap: int | None = None) -> Count:
        """Count rows (or groups, or what is in sight of an outline), up to a cap if given."""
        if query.opened is not None:
            return Count((await self.outline(reading, query)).part(query.opened, 0, 0)[1])
        sight = self.sight(reading.acting, reading.reach)
        capped = cap is not None
        made = self._statement(
            ("count", capped, query.shape[1:]),
            sight,
            reading,
            lambda to: to.count(query, capped=capped),
        )
        params = {**sight.values, **values_of(query)}
        if cap is not None:
            params["cap"] = cap + 1
        # fetch, not fetch_value: the latter runs with a row limit and so without parallel workers
        found: int = (await reading.fetch(made, params))[0][0]
        if cap is not None and found > cap:
            return Count(cap, "at_least")
        return Count(found)

    async def estimate(self, reading: Reading, query: Query) -> Count:
        """Ask the planner how many rows there may be; counts nothing."""
        sight = self.sight(reading.acting, reading.reach)
        made = self._statement(
            ("estimate", query.shape), sight, reading, lambda to: to.every(query)
        )
        params = {**sight.values, **values_of(query)}
        ready = prepare(made, params)
        plan = Prepared("EXPLAIN (FORMAT JSON) " + ready.sql, ready.slots)
        ((told,),) = await reading.fetch(plan, params)
        return Count(int(told[0]["Plan"]["Plan Rows"]), "estimated")

    async def get(
        self, reading: Reading, keys: Sequence[str | UUID], columns: Sequence[str] | None = None
    ) -> list[Row]:
        """Read rows in the order of their keys; what is absent or not in sight is left out."""
        query = Query.parse(self.sight(reading.acting, reading.reach), _asked(columns))
        return await self.matching(reading, query, keys)

    async def one(
        self, reading: Reading, key: str | UUID, columns: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Read one row by name; NotFound when it is absent or not in sight."""
        query = Query.parse(self.sight(reading.acting, reading.reach), _asked(columns))
        rows = await self.matching(reading, query, [key])
        if not rows:
            raise NotFound(source=self.name)
        return dict(zip(query.columns, rows[0], strict=True))

    async def matching(
        self, reading: Reading, query: Query, keys: Sequence[str | UUID]
    ) -> list[Row]:
        """Read those of the rows with these keys that the query lets in, in the keys' order.

        Of an outline without their place in it.
        """
        if query.opened is not None:
            query = query.flat()
        sight = self.sight(reading.acting, reading.reach)
        made = self._statement(
            ("keys", query.shape), sight, reading, lambda to: to.matching_rows(query)
        )
        wanted = _keys(keys)
        params = {**sight.values, **values_of(query), "keys": wanted}
        found = {record[0]: tuple(record) for record in await reading.fetch(made, params)}
        return [found[key] for key in map(str, wanted) if key in found]

    def _statement(
        self,
        what: Hashable,
        sight: Sight,
        reading: Reading,
        build: Callable[[Statements], Select[Any]],
    ) -> Any:
        by_function = reading.words_by_function
        return _kept(
            self._statements,
            (what, sight.form, by_function),
            lambda: build(Statements(self.table, self.joins, self.only, sight, by_function)),
        )


def _asked(columns: Sequence[str] | None) -> dict[str, Any]:
    return {} if columns is None else {"columns": list(columns)}


def _keys(keys: Sequence[str | UUID]) -> list[UUID]:
    if len(keys) > LARGEST_WINDOW:
        raise Invalid("too_large", parameter="keys")
    try:
        return [read_value(Kind.KEY, key, type_=Uuid(), longest=0) for key in dict.fromkeys(keys)]
    except BadValueError:
        raise Invalid("wrong_type", parameter="keys") from None


def discover() -> dict[str, Source]:
    """Make the source of every table that declares one."""
    from ytefas.store.source.library import library_sources  # noqa: PLC0415 - these, too
    from ytefas.store.source.org import org_sources  # noqa: PLC0415 - it is made of sources
    from ytefas.store.source.oversight import oversight_sources  # noqa: PLC0415 - so are these
    from ytefas.store.source.people import people_sources  # noqa: PLC0415 - so is it
    from ytefas.store.source.risk import risk_sources  # noqa: PLC0415 - these are, too
    from ytefas.store.source.things import thing_sources  # noqa: PLC0415 - and this
    from ytefas.store.source.work import work_sources  # noqa: PLC0415 - and this, too

    found = {name: Source(table) for name, table in sources().items()}
    makers = (org_sources, people_sources, thing_sources, work_sources, library_sources)
    found |= {name: one for make in (*makers, risk_sources) for name, one in make().items()}
    return found | oversight_sources(found["auth.users"])
