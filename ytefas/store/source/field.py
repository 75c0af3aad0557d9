"""One column of a source: what the client is told of it, and who may do what with it.

Made from a column of a table and the facts it was declared with (`schema/base.py`). A field that a
reader may not read does not exist for him: not in rows, filters, sorts, words nor metadata; a field
he may read on some customers only is empty on the rows of the others, also while filtering.
"""

from collections.abc import Callable, Mapping, Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, Text, cast, func
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

from schema.base import Field, Needs, Words, entity_of, field_of
from schema.spoken import ENGLISH
from ytefas.rules.access import LEVELS, STAFF, Level, Role
from ytefas.store.query.value import Kind, kind_of

SAID: Final = "_said"  # ends the column that says a spoken name in English


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The hierarchy that `under` descends: its table, by key and parent."""

    table: Table
    parent: str = "parent_id"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SourceField:
    """A column as a source shows it; all of `needs` hold to read it, of `write_needs` to write."""

    name: str
    kind: Kind
    column: ColumnElement[Any]
    facts: Field
    needs: frozenset[Needs]
    write_needs: frozenset[Needs]
    filters: bool
    sorts: bool
    readonly: bool
    uses: Mapping[str, frozenset[str]]  # table: columns it is made of
    folded: Column[Any] | None = None  # the stored lower-case copy
    vector: Column[Any] | None = None
    tree: Tree | None = None
    target: Table | None = None  # the table its keys belong to
    # the same column for who sees some sites only; told whether he sees other customers whole
    covered: Callable[[bool], ColumnElement[Any]] | None = None

    @property
    def type_(self) -> TypeEngine[Any]:
        return self.column.type

    @property
    def reference(self) -> str | None:
        """The source its keys belong to."""
        return None if self.target is None else entity_of(self.target).source

    @property
    def choices(self) -> Mapping[str, Words] | None:
        return self.facts.choices

    @property
    def nullable(self) -> bool:
        return not isinstance(self.column, Column) or bool(self.column.nullable)


def may(needs: AbstractSet[Needs], role: Role, level: Level | None) -> bool:
    """Tell whether a role with a level on the row's customer (None: on no customer) suffices."""
    return all(_may(need, role, level) for need in needs)


def _may(need: Needs, role: Role, level: Level | None) -> bool:
    match need:
        case "anyone":
            return True
        case "consultant":
            return role in STAFF
        case "admin":
            return role is Role.ADMIN
        case "system":
            return False
        case _:
            return level is not None and level >= LEVELS[need]


def table_fields(table: Table) -> dict[str, SourceField]:
    """Make the fields of a table's own source; secrets and machinery stay out."""
    found = {}
    for column in table.columns:
        facts = field_of(column)
        if not facts.secret and not facts.computed:
            name = str(column.name)  # SQLAlchemy's names are a subclass, which JSON refuses
            found[name] = column_field(column, name=name)
    named = entity_of(table).name
    if f"{named}{ENGLISH}" in found:
        found[f"{named}{SAID}"] = _in_english(table, named)
    return found


def _in_english(table: Table, name: str) -> SourceField:
    """Show what a row of a library is called to who reads English; the Italian stands in for it."""
    italian, english = table.c[name], table.c[f"{name}{ENGLISH}"]
    told = field_of(italian)
    facts = Field(label=told.label, personal="none", order=told.order)
    said = cast(func.coalesce(func.nullif(english, ""), italian), Text)
    return computed_field(
        said, name=f"{name}{SAID}", facts=facts, needs=frozenset({entity_of(table).read})
    )


def column_field(
    column: Column[Any], *, name: str, readonly: bool = False, tree: Tree | None = None
) -> SourceField:
    """Make the field that shows one column of one table; a secret cannot be shown."""
    facts, table = field_of(column), column.table
    if facts.secret or not isinstance(table, Table):
        raise ValueError(f"{column} cannot be shown by a source")
    entity = entity_of(table)
    kind = kind_of(column.type)
    return SourceField(
        name=name,
        kind=kind,
        column=column,
        facts=facts,
        needs=frozenset({facts.read or entity.read, entity.read}),
        write_needs=frozenset({facts.write or entity.write, entity.write}),
        filters=facts.filters and kind is not Kind.OPAQUE,
        sorts=facts.sorts and kind not in {Kind.OPAQUE, Kind.JSON, Kind.TEXTS, Kind.KEYS},
        readonly=readonly or facts.readonly,
        uses={table.name: frozenset({column.name})},
        folded=table.columns.get(f"{column.name}_lower") if facts.prefix else None,
        vector=table.columns.get("words") if facts.words else None,
        tree=tree or _own_tree(table, column),
        target=_keyed_table(column) if kind is Kind.KEYS else linked_table(column),
    )


def computed_field(
    column: ColumnElement[Any], *, name: str, facts: Field, needs: frozenset[Needs]
) -> SourceField:
    """Make a read-only field from an expression over the tables of a declared source."""
    uses: dict[str, set[str]] = {}
    for part in visitors.iterate(column):
        if isinstance(part, Column) and isinstance(part.table, Table):
            source = column_field(part, name=name)  # refuses a secret
            needs |= source.needs
            uses.setdefault(part.table.name, set()).add(part.name)
    kind = kind_of(column.type)
    return SourceField(
        name=name,
        kind=kind,
        column=column,
        facts=replace(facts, readonly=True),
        needs=needs,
        write_needs=frozenset({"system"}),
        filters=facts.filters and kind is not Kind.OPAQUE,
        sorts=facts.sorts and kind is not Kind.OPAQUE,
        readonly=True,
        uses={table: frozenset(columns) for table, columns in uses.items()},
    )


def _own_tree(table: Table, column: Column[Any]) -> Tree | None:
    """Find the tree a column's keys live in: a table whose rows have a parent of the same table."""
    home = table if column.primary_key else linked_table(column)
    if home is None or "parent_id" not in home.columns:
        return None
    return Tree(home) if linked_table(home.columns["parent_id"]) is home else None


def _keyed_table(column: Column[Any]) -> Table | None:
    """Find the table an array of keys belongs to: PostgreSQL has no foreign key for it."""
    target = field_of(column).target
    return None if target is None else column.table.metadata.tables[target]


def linked_table(column: Column[Any]) -> Table | None:
    """Find the table a column's keys belong to."""
    _, name = column.info.get("link", ("", ""))
    return column.table.metadata.tables.get(name)
