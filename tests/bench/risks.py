"""The tables that are measured: the risks of many customers, the same rows at every run.

Importing this module declares them among the product's own tables, so only processes of the bench
do. They are made, guarded and told about by the same machinery as every other table.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Index, Integer, String, Table, Text

from schema.base import Scope, entity, field

HAZARDS: Final = (
    "mobile plant", "working at height", "noise", "chemicals", "fire", "electric arc",
    "confined space", "manual handling", "lone work", "stress", "dust", "radiation",
    "slip and trip", "hot work", "forklift traffic",
)  # fmt: skip
WORDS: Final = (
    "the", "of", "guard", "missing", "near", "press", "line", "operator", "gloves", "check",
    "training", "valve", "leak", "lift", "ladder", "rack", "pallet", "cable", "worn", "sign",
    "exit", "blocked", "lamp", "stair", "rail", "drum", "store", "boiler", "crane", "hook",
    "sling", "pit", "cover", "grating",
)  # fmt: skip
STATES: Final = ("open", "planned", "running", "done", "rejected")
SHOWN: Final = (
    "id", "customer", "site", "role", "hazard", "p", "d", "score", "due_date", "status", "descr",
)  # fmt: skip
_STAMPS: Final = ("created_at", "created_by", "updated_at", "updated_by", "row_version")
COPIED: Final = ("id", "customer_id", *SHOWN[1:], *_STAMPS)


def _risks(name: str, source: str) -> Table:
    return entity(
        name,
        field("customer", String(20), "Cliente", "Customer", personal="none", required=True),
        field("site", String(20), "Sede", "Site", personal="none", required=True),
        field("role", String(20), "Mansione", "Role", personal="none", required=True),
        field("hazard", String(40), "Pericolo", "Hazard", personal="none", required=True),
        field("p", Integer, "P", "P", personal="none", required=True),
        field("d", Integer, "D", "D", personal="none", required=True),
        field("score", Integer, "Indice", "Score", personal="none", required=True),
        field("due_date", Date, "Scadenza", "Due date", personal="none", required=True),
        field("status", String(10), "Stato", "Status", personal="none", required=True),
        field("descr", Text, "Descrizione", "Description", personal="none", required=True,
              words=True),
        # Boards across customers: the sort key first; the customer within, so that a scope is
        # checked without a look at the table.
        Index(None, "score", "id", postgresql_include=["customer_id"]),
        Index(None, "due_date", "id", postgresql_include=["customer_id"]),
        Index(None, "customer", "id", postgresql_include=["customer_id"]),
        label=("Rischio", "Risk"), plural=("Rischi", "Risks"), source=source,
        scope=Scope.CUSTOMER, names_by="descr", sort=("score",), read="read", write="edit",
    )  # fmt: skip


RISKS: Final = _risks("bench_risk", "bench.risks")
MANY_RISKS: Final = _risks("bench_risk_many", "bench.many_risks")


def key_of(number: int) -> UUID:
    """Make the key of a row: a UUIDv7 that rises with its number."""
    return UUID(int=1_750_000_000_000 + number << 80 | 7 << 76 | 2 << 62 | number)


def rows(count: int, customers: Sequence[UUID]) -> Iterator[tuple[Any, ...]]:
    """Invent `count` rows in the order of COPIED; the same numbers give the same rows."""
    chance = random.Random(42)  # noqa: S311 - invented rows, not secrets
    number_of, one_of, some_of = chance.randint, chance.choice, chance.choices
    first_day, now = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
    nobody = UUID(int=0)
    for number in range(1, count + 1):
        p, d = number_of(1, 5), number_of(1, 5)
        customer = number_of(1, len(customers))
        site, role = number_of(1, 2000), number_of(1, 300)
        hazard, due = one_of(HAZARDS), first_day + timedelta(days=number_of(0, 1500))
        status = one_of(STATES)
        described = " ".join(some_of(WORDS, k=14)) + (" asbestos" if number % 100 == 7 else "")
        yield (
            key_of(number), customers[customer - 1], f"Customer {customer:04d}",
            f"Site {site:05d}", f"Role {role:03d}", hazard, p, d, p * d, due, status, described,
            now, nobody, now, nobody, 1,
        )  # fmt: skip
