"""What one reader sees of a source: which fields, which rows, and the key of equal sights.

Rows: those of the customers in reach, at the level the entity asks for reading. Fields: those whose
needs the reader's role meets, and whose level he holds on every customer he sees; a field he may
read on some customers only is masked, that is empty on the rows of the others, wherever it is used.
Who sees everything holds every level. Whose grant covers some sites of a customer sees the rows
there (`store/sites.py`). Nothing here asks the database.
"""

from collections.abc import Hashable, Mapping, Set as AbstractSet
from dataclasses import dataclass, field as dataclass_field, replace
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, Uuid, and_, any_, bindparam, case
from sqlalchemy.dialects.postgresql import ARRAY
from typing_extensions import override

from schema.base import Entity, Needs, Scope, field_of
from ytefas.rules.access import STAFF, STUDIO, Level, Principal, Reach, Role
from ytefas.store import sites
from ytefas.store.isolation import known_people
from ytefas.store.query.query import Order
from ytefas.store.source.field import SAID, SourceField, may

Expression = ColumnElement[Any]
CUSTOMERS = "customers"  # parameters of the scope
ACTING = "acting"
WORKS_HERE = "works_here"
PEOPLE = "app_user"
KEY = "id"


class Token:
    """A value that is compared often: hashed once, and equal to itself without a look inside."""

    __slots__ = ("_hash", "_value")

    def __init__(self, value: Hashable) -> None:
        self._value = value
        self._hash = hash(value)

    @override
    def __hash__(self) -> int:
        return self._hash

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Token):
            return NotImplemented
        return self is other or (self._hash == other._hash and self._value == other._value)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sight:
    """A source as one reader sees it now; made anew when his reach changes."""

    source: str
    key: str
    fields: Mapping[str, SourceField]
    order: tuple[Order, ...]
    columns: tuple[str, ...]
    vector: Column[Any] | None
    tree: str | None  # the column of a row's parent
    scope: Scope
    owner: Column[Any] | None  # the column that says whose a row is
    placed: Mapping[str, frozenset[str]]  # the columns that say which rows are at which sites
    masks: Mapping[str, frozenset[Needs]]  # fields seen on some customers only
    values: Mapping[str, Any]  # of the parameters of scope and masks
    customers: frozenset[UUID] | None  # whose rows; None: everybody's
    token: Hashable  # equal tokens see the same rows and fields
    form: Hashable  # equal forms share their statements
    bound_columns: dict[str, Expression] = dataclass_field(default_factory=dict)  # by sites

    @property
    def has_words(self) -> bool:
        return self.vector is not None

    @property
    def bounds_sites(self) -> bool:
        """Tell whether this reader sees some sites only of a customer whose rows are here."""
        return sites.SITES in self.values

    @property
    def near(self) -> Mapping[str, frozenset[str]]:
        """The columns that say which rows are at the sites, by table."""
        return self.placed if self.bounds_sites else {}

    @property
    def bounds_people(self) -> bool:
        """Tell whether users are seen here, and not all of them by this reader."""
        return WORKS_HERE in self.values

    def plain(self, name: str) -> bool:
        """Tell whether the field is seen on every row."""
        return name not in self.masks

    def column(self, name: str) -> Expression:
        """Give a field's expression, empty on the rows where the reader may not look."""
        field = self.fields[name]
        column = field.column
        if self.bounds_sites:
            if name not in self.bound_columns:  # one and the same, or it could not be grouped by
                self.bound_columns[name] = self._covered(field)
            column = self.bound_columns[name]
        if name not in self.masks or self.owner is None:
            return column
        seen = self.owner == any_(bindparam(mask_name(self.masks[name]), type_=ARRAY(Uuid)))
        return case((seen, column))

    def _covered(self, field: SourceField) -> Expression:
        """Look at other rows as far as this reader may."""
        whole = sites.WHOLE in self.values
        if field.covered is not None:
            return field.covered(whole)
        if isinstance(field.column, Column):
            return field.column
        return sites.bound_within(field.column, whole=whole)

    def joined(self, table: Table) -> Expression | None:
        """Build the condition under which a row of another table is joined."""
        if table.name == PEOPLE:
            return known_people(table) if self.bounds_people else None
        if self.bounds_sites and sites.is_placed(table):
            return sites.covered(table, whole=sites.WHOLE in self.values)
        return None

    def bound(self) -> Expression | None:
        """Build the condition that keeps rows inside the reach; None when all may be seen."""
        if self.scope is Scope.PEOPLE:
            home = cast("Column[Any]", self.fields[self.key].column).table
            return known_people(home) if self.bounds_people else None
        if self.owner is None:
            return None
        if self.scope is Scope.USER:
            mine = self.owner == bindparam(ACTING, type_=Uuid())
            return mine if ACTING in self.values else None
        if CUSTOMERS not in self.values:
            return None
        # Said plainly, so that the planner knows how many rows to expect. It can, because it takes
        # the policy, which says the same, for a coin toss (`isolation.IN_SCOPE`).
        theirs = self.owner == any_(bindparam(CUSTOMERS, type_=ARRAY(Uuid)))
        if sites.SITES not in self.values or sites.is_whole(self.owner.table):
            return theirs
        return and_(theirs, sites.covered(self.owner.table, whole=sites.WHOLE in self.values))


class Declared(Protocol):
    """What a source declares once, for all readers."""

    @property
    def name(self) -> str: ...
    @property
    def table(self) -> Table: ...
    @property
    def entity(self) -> Entity: ...
    @property
    def fields(self) -> Mapping[str, SourceField]: ...
    @property
    def order(self) -> tuple[Order, ...]: ...
    @property
    def hidden(self) -> AbstractSet[str]: ...
    @property
    def tree(self) -> str | None: ...
    @property
    def placed(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def by_maker(self) -> bool: ...


def sight_of(source: Declared, acting: Principal, reach: Reach, *, bounded: bool = True) -> Sight:
    """Work out what a principal with this reach sees; `bounded=False` is for isolation tests."""
    scoped = source.entity.scope in {Scope.CUSTOMER, Scope.SELF}
    reach = sites.reach_in(source.table, reach)
    rows = _where({source.entity.read}, acting.role, reach, scoped=scoped)
    seen = _Seen(acting.role, reach, scoped=scoped)
    fields = {name: field for name, field in source.fields.items() if seen.somewhere(field.needs)}
    masks = {name: field.needs for name, field in fields.items() if seen.partly(field.needs, rows)}
    values: dict[str, Any] = {mask_name(needs): seen.on(needs) for needs in masks.values()}
    bounds = _bounds(source, acting, reach, rows)
    # Readers whose rows differ differ by their token, also where the policies alone bound them.
    frozen = tuple((name, tuple(value) if isinstance(value, list) else value)
                   for name, value in {**values, **bounds}.items())  # fmt: skip
    if bounded or reach.everything:  # who sees everything is bound by no policy
        values |= bounds
    order = _order(source.order, fields, acting.locale)
    return Sight(
        source=source.name,
        key=KEY,
        fields=fields,
        order=order,
        columns=tuple(
            name for name in fields if name not in source.hidden or name == "archived_at"
        ),
        vector=_vector(source, fields, masks),
        tree=source.tree if source.tree in fields and source.tree not in masks else None,
        scope=source.entity.scope,
        owner=owner_column(source.table, source.entity.scope),
        placed=source.placed,
        masks=masks,
        values=values,
        customers=rows,
        token=Token(
            (source.name, tuple(fields), order, frozen, None if bounded else (acting.user_id, rows))
        ),
        form=Token((tuple(fields), tuple(masks.items()), *sorted(values))),
    )


def _order(
    orders: tuple[Order, ...], fields: Mapping[str, SourceField], locale: str
) -> tuple[Order, ...]:
    """Order by what the reader is shown: a column that is said in English by what it says there."""
    told = []
    for order in orders:
        said = f"{order.column}{SAID}"
        shown = replace(order, column=said) if locale == "en" and said in fields else order
        if shown.column in fields:
            told.append(shown)
    return tuple(told)


def _bounds(
    source: Declared, acting: Principal, reach: Reach, rows: frozenset[UUID] | None
) -> dict[str, Any]:
    """Say what decides which rows of a source a reader sees."""
    bounds: dict[str, Any] = {}
    if rows is not None:
        bounds[CUSTOMERS] = sorted(rows)
    if reach.sites and source.placed:
        bounds |= _sites(source, acting, reach)
    if source.entity.scope is Scope.USER:
        bounds[ACTING] = acting.user_id
    if not reach.everything and _shows_people(source):
        bounds |= _people(acting, reach)
    return bounds


def _sites(source: Declared, acting: Principal, reach: Reach) -> dict[str, Any]:
    """Say which sites bound the rows: readers with equal sites see the same."""
    bounds = sites.values_for(reach)
    if whole := sorted(reach.levels.keys() - reach.sites.keys()):
        bounds[sites.WHOLE] = whole
    if source.by_maker:
        bounds[sites.MAKER] = acting.user_id
    return bounds


def _shows_people(source: Declared) -> bool:
    return any(PEOPLE in field.uses for field in source.fields.values())


def _people(acting: Principal, reach: Reach) -> dict[str, Any]:
    """Say what decides which users are seen: colleagues with equal customers see the same."""
    if acting.role in STAFF:
        return {WORKS_HERE: True, PEOPLE: sorted(reach.levels)}
    return {WORKS_HERE: False, PEOPLE: [acting.user_id]}


class _Seen:
    """On which customers a reader meets which needs."""

    def __init__(self, role: Role, reach: Reach, *, scoped: bool) -> None:
        # who has no customer yet sees an empty list, with the columns of a plain reader
        levels = reach.levels or {STUDIO: Level.READ}
        self._reach = reach if reach.everything else Reach(levels=levels)
        self._role = role
        self._scoped = scoped
        self._known: dict[frozenset[Needs], frozenset[UUID] | None] = {}

    def _where(self, needs: frozenset[Needs]) -> frozenset[UUID] | None:
        if needs not in self._known:
            self._known[needs] = _where(needs, self._role, self._reach, scoped=self._scoped)
        return self._known[needs]

    def somewhere(self, needs: frozenset[Needs]) -> bool:
        return self._where(needs) != _NOBODY

    def partly(self, needs: frozenset[Needs], rows: frozenset[UUID] | None) -> bool:
        where = self._where(needs)
        return where is not None and rows is not None and not rows <= where

    def on(self, needs: frozenset[Needs]) -> list[UUID]:
        return sorted(self._where(needs) or ())


_NOBODY: frozenset[UUID] = frozenset()


def _where(
    needs: AbstractSet[Needs], role: Role, reach: Reach, *, scoped: bool
) -> frozenset[UUID] | None:
    """Find the customers on which needs are met; None: met everywhere; empty: nowhere."""
    if reach.everything or not scoped:
        return None if may(needs, role, Level.MANAGE if reach.everything else None) else _NOBODY
    return frozenset(at for at, level in reach.levels.items() if may(needs, role, level))


def owner_column(table: Table, scope: Scope) -> Column[Any] | None:
    """Find the column that says whose a row is."""
    name = {Scope.CUSTOMER: "customer_id", Scope.SELF: "id", Scope.USER: "user_id"}.get(scope)
    return None if name is None else table.columns[name]


def mask_name(needs: AbstractSet[Needs]) -> str:
    """Name the parameter that lists the customers on which needs are met."""
    return "on_" + "_".join(sorted(needs))


def _vector(
    source: Declared, fields: Mapping[str, SourceField], masks: Mapping[str, AbstractSet[Needs]]
) -> Column[Any] | None:
    """Let words search only what the reader sees on every row: a hit would tell of the rest."""
    vector = source.table.columns.get("words")
    said = {column.name for column in source.table.columns if field_of(column).words}
    shown = {
        field.column.name
        for name, field in fields.items()
        if name not in masks and isinstance(field.column, Column)
        and field.column.table is source.table
    }  # fmt: skip
    return vector if vector is not None and said <= shown else None
