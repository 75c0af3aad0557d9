"""What every table is made of: keys, scope, stamps, and the facts its screens are derived from.

A table is declared once, in one file, by `entity(…)` with `field(…)` and `ref(…)`; what people are
told travels in `Column.info` and `Table.info`. Foreign keys are strings, found by `tables()`.
"""

import importlib
import pkgutil
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Literal, NamedTuple, cast, get_args
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from schema.sited import At, Sited

metadata: Final = MetaData(naming_convention={
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
})  # fmt: skip

Personal = Literal["none", "identity", "contact", "special"]
Needs = Literal[
    "read", "actions_only", "edit", "manage",  # a level granted on the row's customer
    "anyone", "consultant", "admin",  # a role
    "system",  # the program itself, never a person
]  # fmt: skip
Direction = Literal["asc", "desc"]


class Words(NamedTuple):
    """A word in both languages of the product."""

    it: str
    en: str


class Law(NamedTuple):
    """Where a duty stands, as one cites it, and what it says in a sentence of ours."""

    ref: str
    it: str
    en: str


class Scope(StrEnum):
    """Whose rows they are: decides keys, policy and grants of a table."""

    CUSTOMER = "customer"  # rows of one customer: `customer_id`
    SELF = "self"  # the customers themselves: policy on `id`
    USER = "user"  # rows of one user: policy on `user_id`
    PRIVATE = "private"  # the same, and closed to administrators too
    PEOPLE = "people"  # the users: oneself, and for the studio's staff whom they work with
    STUDIO = "studio"  # everybody reads, by role; only who sees everything writes
    PLATFORM = "platform"  # written by triggers only


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The facts of one column."""

    label: Words
    personal: Personal
    order: int = 0
    hint: Words | None = None
    widget: str = "text"
    unit: str | None = None
    choices: Mapping[str, Words] | None = None
    target: str | None = None  # the table this column refers to
    required: bool = False
    readonly: bool = False
    secret: bool = False  # never leaves the store, masked in the audit
    computed: bool = False  # made by PostgreSQL, not shown
    quiet: bool = False  # a change of this alone is neither announced nor audited
    filters: bool = True
    sorts: bool = True
    words: bool = False
    prefix: bool = False
    max_length: int | None = None
    read: Needs | None = None  # None: as the entity
    write: Needs | None = None
    once: bool = False  # given when the row is made, and then kept
    rule: str | None = None  # what a value must be, by name (`ytefas/rules/values.py`)
    derived: tuple[str, str] | None = None  # made by a rule from another column
    within: Mapping[str, str] | None = None  # picked among rows that share these: theirs, ours
    section: Words | None = None  # the heading of a form it stands under
    width: int = 4  # of twelve columns
    help: Words | None = None
    law: Law | None = None
    show_if: Any = None  # a filter on the other fields of the row
    lock: Words | None = None  # why nobody types it
    prints_in: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The facts of one table."""

    label: Words
    plural: Words
    scope: Scope
    source: str | None
    name: str  # the column that names a row to people
    sort: tuple[tuple[str, Direction], ...]
    read: Needs
    write: Needs
    create: Needs
    delete: Needs
    feed: bool = True
    audit: bool = True
    icon: str = ""
    archivable: bool = False  # put away and taken out again; lists leave out what is put away
    tree: str | None = None  # the column that names a row's parent, of the same table
    site: Sited | None = None  # where its rows are, for who may see some sites only
    fresh: bool = False  # written only by who has proved lately who he is


def field_of(column: Column[Any]) -> Field:
    """Return the facts of a column; a KeyError means that it was not made by `field`."""
    return cast("Field", column.info["field"])


def entity_of(table: Table) -> Entity:
    """Return the facts of a table; a KeyError means that it was not made by `entity`."""
    return cast("Entity", table.info["entity"])


def new_id() -> UUID:
    """Make a UUIDv7: the millisecond, its fraction (12 bits, so ids sort), 62 random bits."""
    millisecond, rest = divmod(time.time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    return UUID(int=millisecond << 80 | 7 << 76 | fraction << 64 | 2 << 62 | secrets.randbits(62))


def tables() -> dict[str, Table]:
    """Find every table of the program, by name: importing a module of this package registers it."""
    package = importlib.import_module("schema")
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        importlib.import_module(f"schema.{module}")
    return dict(metadata.tables)


def sources() -> dict[str, Table]:
    """Find the tables that people see, by dotted source name."""
    named = ((entity_of(one).source, one) for one in tables().values() if "entity" in one.info)
    return {source: table for source, table in named if source}


def field(
    name: str,
    kind: TypeEngine[Any] | type[TypeEngine[Any]],
    it: str,
    en: str,
    *,
    personal: Personal,
    required: bool = False,
    hint: tuple[str, str] | None = None,
    choices: Mapping[str, tuple[str, str]] | None = None,
    default: Any = None,
    **facts: Any,
) -> Column[Any]:
    """Declare a column and what people are told about it."""
    if choices is not None:
        told = {choice: Words(*words) for choice, words in choices.items()}
        facts = {"widget": "choice", **facts, "choices": told}
    facts |= {said: Words(*facts[said]) for said in _SAID & facts.keys()}
    column: Column[Any] = Column(name, kind, nullable=not required, default=default)
    column.info["field"] = Field(
        label=Words(it, en),
        personal=personal,
        required=required,
        hint=None if hint is None else Words(*hint),
        max_length=getattr(column.type, "length", None),
        **{"widget": _widget(column.type), **facts},
    )
    return column


def ref(
    name: str,
    target: str,
    it: str,
    en: str,
    *,
    required: bool = False,
    personal: Personal = "none",
    **facts: Any,
) -> Column[Any]:
    """Declare a link: `customer.site` stays inside the customer, `studio.app_user` does not."""
    area, _, table = target.partition(".")
    if area not in {"customer", "studio"} or not table:
        raise ValueError(f"a target is customer.<table> or studio.<table>, not {target!r}")
    column = field(name, Uuid, it, en, personal=personal, required=required,
                   target=table, **{"widget": "link", **facts})  # fmt: skip
    column.info["link"] = (area, table)
    return column


def entity(
    name: str,
    *parts: Column[Any] | SchemaItem,
    label: tuple[str, str],
    plural: tuple[str, str],
    scope: Scope,
    names_by: str,
    sort: Sequence[str],
    read: Needs,
    write: Needs,
    create: Needs | None = None,
    delete: Needs | None = None,
    source: str | None = None,
    feed: bool = True,
    audit: bool = True,
    icon: str = "",
    archivable: bool = False,
    tree: str | None = None,
    site: Sited | str | None = None,
    fresh: bool = False,
) -> Table:
    """Make a table: key, scope, the fields, stamps, search columns, links and their indexes."""
    fields = [part for part in parts if isinstance(part, Column)]
    for order, column in enumerate(fields, start=1):
        column.info["field"] = replace(field_of(column), order=order)
    at = Column("archived_at", DateTime(timezone=True))
    away = [_system(at, "Archiviato il", "Archived at")] if archivable else []
    columns = [*_keys(scope), *fields, *away, *_stamps(), *_search(fields)]
    about = Entity(
        label=Words(*label), plural=Words(*plural), scope=scope, source=source, name=names_by,
        sort=tuple((key[1:], "desc") if key[0] == "-" else (key, "asc") for key in sort),
        read=read, write=write, create=create or write, delete=delete or write, icon=icon,
        tree=tree, feed=feed, audit=audit, archivable=archivable, fresh=fresh,
        site=At(site) if isinstance(site, str) else site)  # fmt: skip
    return Table(
        name,
        metadata,
        *columns,
        *_links(columns, scope),
        *_choices(fields),
        *_search_indexes(name, columns, scope),
        *(_of_kept(name, mark, scope) for mark in away),
        *(part for part in parts if not isinstance(part, Column)),
        info={"entity": about},
    )


def unique(*columns: str, scope: Scope = Scope.CUSTOMER) -> UniqueConstraint:
    """Declare uniqueness inside the customer, so that it tells nothing about the others."""
    return UniqueConstraint(*_inside(scope), *columns)


def platform(name: str, *parts: SchemaItem, label: tuple[str, str], **options: Any) -> Table:
    """Make a table of the machinery, written by triggers only."""
    about = Entity(
        label=Words(*label), plural=Words(*label), scope=Scope.PLATFORM, source=None,
        name="customer_id", sort=(), read="system", write="system", create="system",
        delete="system", feed=False, audit=False)  # fmt: skip
    return Table(name, metadata, *parts, info={"entity": about}, **options)


def technical(
    name: str,
    kind: TypeEngine[Any] | type[TypeEngine[Any]],
    *items: SchemaItem,
    personal: Personal = "none",
    required: bool = True,
    **options: Any,
) -> Column[Any]:
    """Make a column of the machinery: shown to nobody, so its name is its label."""
    made: Column[Any] = Column(name, kind, *items, nullable=not required, **options)
    made.info["field"] = Field(
        label=Words(name, name), personal=personal, readonly=True, required=required,
        computed=True, filters=False, sorts=False, widget="none")  # fmt: skip
    return made


_SAID: Final = {"section", "help", "lock", "prints_in"}  # facts in both languages
_WIDGETS: Final = {
    "integer": "integer", "big_integer": "integer", "numeric": "decimal", "boolean": "check",
    "date": "date", "datetime": "moment", "jsonb": "document", "array": "list", "text": "notes",
}  # fmt: skip


def _widget(kind: TypeEngine[Any]) -> str:
    return _WIDGETS.get(kind.__visit_name__.lower(), "text")


def _system(column: Column[Any], it: str, en: str) -> Column[Any]:
    column.info["field"] = Field(
        label=Words(it, en), personal="none", readonly=True, required=not column.nullable,
        widget=_widget(column.type), order=1000)  # fmt: skip
    return column


def _keys(scope: Scope) -> Iterator[Column[Any]]:
    yield _system(Column("id", Uuid, primary_key=True, default=new_id), "Chiave", "Key")
    if scope is Scope.CUSTOMER:
        owner: Column[Any] = Column("customer_id", Uuid, nullable=False)
        owner.info["link"] = ("studio", "customer")
        yield _system(owner, "Cliente", "Customer")


def _stamps() -> Iterator[Column[Any]]:
    # `…_by` refer to app_user without a foreign key: they outlive the user, and the nil id is ours.
    now, moment = func.now(), DateTime(timezone=True)
    yield _system(Column("created_at", moment, nullable=False, server_default=now),
                  "Creato il", "Created at")  # fmt: skip
    yield _system(Column("created_by", Uuid, nullable=False), "Creato da", "Created by")
    yield _system(Column("updated_at", moment, nullable=False, server_default=now, onupdate=now),
                  "Modificato il", "Updated at")  # fmt: skip
    yield _system(Column("updated_by", Uuid, nullable=False), "Modificato da", "Updated by")
    yield _system(Column("row_version", Integer, nullable=False, default=1), "Versione", "Version")


def _of_kept(name: str, away: Column[Any], scope: Scope) -> Index:
    """Let a list count what it shows, without what is put away, by looking into an index alone."""
    return Index(f"ix_{name}_kept", *_inside(scope), "id", postgresql_where=away.is_(None))


def _inside(scope: Scope) -> tuple[str, ...]:
    return ("customer_id",) if scope is Scope.CUSTOMER else ()


def _search(fields: Sequence[Column[Any]]) -> Iterator[Column[Any]]:
    """Add stored lower-case copies for `^@` and one vector of `simple` words to search."""
    for column in fields:
        if field_of(column).prefix:
            of = column.name if column.computed is None else column.computed.sqltext
            lower = Computed(f"lower({of})", persisted=True)
            yield technical(f"{column.name}_lower", Text(collation="C"), lower, required=False,
                            personal=field_of(column).personal)  # fmt: skip
    if said := [column for column in fields if field_of(column).words]:
        joined = " || ' ' || ".join(f"coalesce({column.name}, '')" for column in said)
        vector = Computed(f"to_tsvector('simple'::regconfig, {joined})", persisted=True)
        worst = max((field_of(column).personal for column in said), key=get_args(Personal).index)
        yield technical("words", TSVECTOR, vector, required=False, personal=worst)


_OWNERS: Final = {Scope.CUSTOMER: "customer_id", Scope.SELF: "id"}  # whose a row is


def _links(columns: Sequence[Column[Any]], scope: Scope) -> Iterator[SchemaItem]:
    for column in columns:
        area, table = column.info.get("link", ("", ""))
        if area == "customer":
            if scope not in _OWNERS:
                raise ValueError(f"{column.name}: only rows of a customer link inside one")
            # A customer and what is his refer to each other: his own links are made afterwards.
            yield ForeignKeyConstraint([_OWNERS[scope], column.name],
                                       [f"{table}.customer_id", f"{table}.id"],
                                       use_alter=scope is Scope.SELF)  # fmt: skip
            yield Index(None, _OWNERS[scope], column.name)
        elif area == "studio":
            yield ForeignKeyConstraint([column.name], [f"{table}.id"])
            if column.name != "customer_id":
                yield Index(None, column.name)
    if scope is Scope.CUSTOMER:
        yield UniqueConstraint("customer_id", "id")


def _choices(fields: Sequence[Column[Any]]) -> Iterator[CheckConstraint]:
    for column in fields:
        if choices := field_of(column).choices:
            allowed = ", ".join(f"'{choice}'" for choice in choices)
            yield CheckConstraint(f"{column.name} IN ({allowed})", name=column.name)


def _search_indexes(name: str, columns: Sequence[Column[Any]], scope: Scope) -> Iterator[Index]:
    for column in columns:
        if isinstance(column.type, TSVECTOR):
            yield Index(f"ix_{name}_words", column.name, postgresql_using="gin")
        elif column.name.endswith("_lower"):
            # Boards across customers need an index that starts with their sort key. It carries what
            # tells whose a row is and whether it is put away: a jump counts rows away in it alone.
            away = [each.name for each in columns if each.name == "archived_at"]
            told = [*_inside(scope), *away]
            yield Index(None, column.name, "id", postgresql_include=told)
            if scope is Scope.CUSTOMER:
                yield Index(None, *_inside(scope), column.name, "id", postgresql_include=away)
