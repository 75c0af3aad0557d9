"""A row in every table that customers own, made from what the tables declare.

A new table is filled without a word here: what is asked about every table is asked about it, too.
Every text says what it is told to say, as far as the column and its choices let it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    Time,
    Uuid,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity_of, field_of, new_id, tables
from schema.sited import OfRecord
from ytefas.store.unit import Unit

STAMPS = {"id", "customer_id", "created_at", "created_by", "updated_at", "updated_by",
          "row_version", "archived_at"}  # fmt: skip
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
# What a table asks of a row as a whole (its CHECKs), which no column can tell.
TOGETHER: Mapping[str, Mapping[str, Any]] = {
    "calculation": {"method": "pxd_4x4", "version": 1, "inputs": {"p": 3, "d": 4}},
    "equipment_check": {"done_on": date(2026, 3, 1)},
    "source_hazard_link": dict.fromkeys(
        (
            "activity_type_id",
            "job_type_id",
            "equipment_type_id",
            "substance_class",
            "ateco_prefix",
            "group_trait",
        )
    ),
}


def owned(scope: Scope = Scope.CUSTOMER) -> list[Table]:
    """List the tables whose rows belong to a customer, each after those it refers to."""
    found = {name: table for name, table in tables().items() if entity_of(table).scope is scope}
    order = TopologicalSorter({
        name: {
            link[1]
            for column in table.columns
            if (link := column.info.get("link")) and link[1] in found and link[1] != name
        }
        for name, table in sorted(found.items())
    })  # fmt: skip
    return [found[name] for name in order.static_order()]


async def fill(
    unit: Unit, customer: UUID, text: str, user: UUID, *, made: Mapping[str, UUID] | None = None
) -> dict[str, UUID]:
    """Make a row in every table of a customer that has none in `made`; the keys by table."""
    keys = {"customer": customer, "app_user": user, **(made or {})}
    for table in owned():
        if table.name not in keys:
            keys[table.name] = await _row(unit, table, customer, text, keys)
    return keys


async def furnish(unit: Unit, text: str, user: UUID) -> dict[str, UUID]:
    """See that there is a row in every table of the whole studio that people see; its keys."""
    keys: dict[str, UUID] = {"app_user": user}
    for table in owned(Scope.STUDIO):
        if entity_of(table).source and table.name not in keys:
            keys[table.name] = await _any_of(unit, table, user, text, keys)
    return keys


async def _row(unit: Unit, table: Table, customer: UUID, text: str, keys: dict[str, UUID]) -> UUID:
    values: dict[str, Any] = {"id": new_id()}
    if "customer_id" in table.columns:
        values["customer_id"] = customer
    for column in table.columns:
        made_by_us = column.computed is None and not field_of(column).computed
        if column.name not in STAMPS and made_by_us:
            values[column.name] = await _value(unit, column, customer, text, keys)
    values |= TOGETHER.get(table.name, {})
    rule = entity_of(table).site
    if isinstance(rule, OfRecord) or {"source", "record_id"} <= values.keys():
        values |= {"source": "org.sites", "record_id": keys["site"]}
    return await unit.insert(table, values)


async def _value(
    unit: Unit, column: Column[Any], customer: UUID, text: str, keys: dict[str, UUID]
) -> Any:
    link = column.info.get("link")
    if link is None:
        return plain_value(column, text)
    target = tables()[link[1]]
    if target is column.table:  # the parent of a tree: this one stands at the top
        return None
    if target.name not in keys:
        if column.nullable:
            return None
        keys[target.name] = await _any_of(unit, target, customer, text, keys)
    return keys[target.name]


async def _any_of(
    unit: Unit, table: Table, customer: UUID, text: str, keys: dict[str, UUID]
) -> UUID:
    """Take some row of the studio's, or make one."""
    found: UUID | None = await unit.fetch_value(select(table.c.id).limit(1))
    return found or await _row(unit, table, customer, text, keys)


def plain_value(column: Column[Any], text: str) -> Any:
    """Give a value for a column that refers to nothing."""
    facts = field_of(column)
    if facts.choices:
        return next(iter(facts.choices))
    kind = column.type
    if column.nullable and not isinstance(kind, (String, ARRAY, JSONB)):
        return None  # says nothing in words, and may have to agree with others
    if isinstance(kind, ARRAY):
        texts = isinstance(kind.item_type, String)
        return [text[: kind.item_type.length]] if texts else []  # type: ignore[attr-defined]
    return next((make(column, text) for one, make in _MADE if isinstance(kind, one)), None)


def _cut(column: Column[Any], text: str) -> str:
    return text[: getattr(column.type, "length", None)]


_MADE: tuple[tuple[type[Any], Callable[[Column[Any], str], Any]], ...] = (
    (String, _cut),
    (Boolean, lambda _column, _text: False),
    (Integer, lambda _column, _text: 1),  # BigInteger is one
    (Numeric, lambda _column, _text: Decimal(1)),
    (DateTime, lambda _column, _text: NOW),
    (Date, lambda _column, _text: date(2026, 3, 1)),
    (Time, lambda _column, _text: time(9)),
    (LargeBinary, lambda _column, text: text.encode()),
    (JSONB, lambda _column, text: {"said": text}),
    (Uuid, lambda _column, _text: new_id()),
)


def texts(table: Table) -> Iterator[str]:
    """Name the columns of a table that hold words of people."""
    for column in table.columns:
        facts = field_of(column)
        if isinstance(column.type, String) and not facts.computed and not facts.choices:
            yield str(column.name)
