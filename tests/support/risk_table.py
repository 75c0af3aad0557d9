"""A table with every kind of column, and a tree, for the tests of sources and live cursors.

They are made like the product's own tables, then taken out of the shared metadata, so that no
migration and no test over all tables ever meets them; `build` gives them their indexes, policies,
grants and triggers in a test database.
"""

from dataclasses import replace
from typing import Any

import asyncpg
from sqlalchemy import (
    ARRAY,
    Boolean,
    Date,
    DateTime,
    Integer,
    Numeric,
    String,
    Table,
    Text,
    Time,
    and_,
)
from sqlalchemy.dialects.postgresql import JSONB, dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from schema.base import Scope, entity, field, field_of, metadata, ref, tables
from ytefas.store.objects import replaceables
from ytefas.store.source.field import column_field, computed_field
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join

app_user = tables()["app_user"]

area = entity(
    "t_area",
    field("name", String(80), "Nome", "Name", personal="none", required=True, prefix=True),
    ref("parent_id", "customer.t_area", "Sopra", "Parent"),
    label=("Area", "Area"), plural=("Aree", "Areas"), source="test.areas", scope=Scope.CUSTOMER,
    names_by="name", sort=("name",), read="read", write="edit", tree="parent_id",
)  # fmt: skip

risk = entity(
    "t_risk",
    field("title", String(200), "Titolo", "Title", personal="none", required=True, prefix=True,
          words=True, hint=("Che cosa", "What")),
    field("score", Integer, "Indice", "Score", personal="none", required=True, default=0),
    field("weight", Numeric(8, 3), "Peso", "Weight", personal="none"),
    field("due_on", Date, "Scadenza", "Due on", personal="none"),
    field("seen_at", DateTime(timezone=True), "Visto il", "Seen at", personal="none"),
    field("starts_at", Time, "Ora", "Hour", personal="none"),
    field("done", Boolean, "Fatto", "Done", personal="none", required=True, default=False),
    field("status", String(10), "Stato", "Status", personal="none", required=True, default="open",
          choices={"open": ("Aperto", "Open"), "planned": ("Previsto", "Planned"),
                   "done": ("Fatto", "Done")}),
    field("tags", ARRAY(Text), "Parole", "Tags", personal="none", required=True, default=list,
          sorts=False),
    field("extra", JSONB, "Altro", "Extra", personal="none", filters=False, sorts=False),
    field("note", Text, "Note", "Note", personal="none", sorts=False, words=True),
    field("salary", Integer, "Stipendio", "Salary", personal="special", read="manage",
          write="manage"),
    field("pin", String(20), "Segreto", "Pin", personal="identity", secret=True, filters=False,
          sorts=False),
    field("code", String(8), "Codice", "Code", personal="none", readonly=True),
    field("hidden", String(20), "Nascosto", "Hidden", personal="none", filters=False,
          sorts=False),
    ref("area_id", "customer.t_area", "Area", "Area"),
    label=("Rischio", "Risk"), plural=("Rischi", "Risks"), source="test.risks",
    scope=Scope.CUSTOMER, names_by="title", sort=("title",), read="read", write="edit",
)  # fmt: skip

TABLES: dict[str, Table] = {"t_area": area, "t_risk": risk}
BOARD = Source(
    risk,
    name="test.board",
    joins=[
        Join(area, and_(area.c.customer_id == risk.c.customer_id, area.c.id == risk.c.area_id)),
        Join(app_user, app_user.c.id == risk.c.updated_by),
    ],
    fields=[
        column_field(area.c.name, name="area_name", readonly=True),
        column_field(app_user.c.surname, name="changed_by", readonly=True),
        computed_field(
            risk.c.score * 2, name="double", facts=replace(field_of(risk.c.score), order=99),
            needs=frozenset({"read"}),
        ),
    ],
    only=risk.c.done.is_(False),
)  # fmt: skip
SOURCES = {"test.areas": Source(area), "test.risks": Source(risk), "test.board": BOARD}
UNBOUNDED = {table.info["entity"].source: Source(table, bounded=False) for table in TABLES.values()}


def _statements() -> list[str]:
    spoken = dialect()  # type: ignore[no-untyped-call]
    made = []
    for table in TABLES.values():
        made.append(str(CreateTable(table).compile(dialect=spoken)))
        made += [str(CreateIndex(index).compile(dialect=spoken)) for index in table.indexes]
    mine = [each for each in replaceables(TABLES) if each.name.startswith("t_")]
    return [*made, *(statement for each in mine for statement in each.statements)]


STATEMENTS = tuple(_statements())  # before the tables leave: their links look each other up
for _table in TABLES.values():
    metadata.remove(_table)


async def build(connection: "asyncpg.Connection[Any]") -> None:
    """Build the tables as the owner, with all that surrounds them."""
    for statement in STATEMENTS:
        await connection.execute(statement)
