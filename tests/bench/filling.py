"""Fills a database for the bench: customers and people by the front door, risks by COPY.

The risks are loaded before their triggers, policies and grants exist; the upgrade that follows
derives those like everybody's. Done once: a database that has the rows is left as it is.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from schema.base import tables
from ytefas.assembly import stored as assembly_stored
from ytefas.demo.firms import customers
from ytefas.rules.access import Level, Role
from ytefas.settings import Settings
from ytefas.store import migrate
from ytefas.store.embedded.provision import OWNER
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import NewUser
from ytefas.store.isolation import SYSTEM

FIRMS: Final = 500
GRANTED: Final = 80  # customers of the consultant
PASSWORD: Final = "a long password for the bench"
ADMIN: Final = "admin@bench.example"
CONSULTANT: Final = "consultant@bench.example"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows the two tables have."""

    risks: int
    many: int


async def fill(database: Database, sizes: Sizes) -> None:
    """Have a migrated database with all that is measured."""
    if await _is_filled(database, sizes):
        return
    async with assembly_stored.stored(database, Settings()) as parts:
        firms = await _firms(parts.store)
        accounts = parts.identity.accounts
        for email, role in ((ADMIN, Role.ADMIN), (CONSULTANT, Role.CONSULTANT)):
            person = await accounts.create_user(
                NewUser(email, "Bea", "Bench", role, "en", PASSWORD), acting=SYSTEM
            )
            for firm in firms[:GRANTED] if role is Role.CONSULTANT else ():
                await accounts.grant(person.id, firm, Level.EDIT, acting=SYSTEM)
    await _load(database, sizes, firms)
    await migrate.upgrade(database)


async def _is_filled(database: Database, sizes: Sizes) -> bool:
    connection = await asyncpg.connect(database.superuser_url)
    try:
        for table, count in (("bench_risk", sizes.risks), ("bench_risk_many", sizes.many)):
            if not await connection.fetchval("SELECT to_regclass($1)", table):
                return False
            if await connection.fetchval(f"SELECT count(*) FROM {table}") != count:  # noqa: S608 - our own names
                raise SystemExit("this directory holds rows of another size: take another one")
    finally:
        await connection.close()
    return True


async def _firms(store: Store) -> list[UUID]:
    """Make the customers, each with its sites, as the demonstration does."""
    known = tables()
    made = []
    for firm in customers(FIRMS):
        async with store.writing(SYSTEM, cause="bench.customer") as unit:
            key = await unit.insert(known["customer"], firm.values)
            for site in firm.sites:
                await unit.insert(known["site"], {**site.values, "customer_id": key})
        made.append(key)
    return made


async def _load(database: Database, sizes: Sizes, firms: list[UUID]) -> None:
    # Declared only now: a table that is declared and not there is reported by every upgrade.
    from tests.bench.risks import COPIED, MANY_RISKS, RISKS, rows  # noqa: PLC0415

    spoken = dialect()  # type: ignore[no-untyped-call]
    connection: asyncpg.Connection[Any] = await asyncpg.connect(database.superuser_url)
    try:
        await connection.execute(f"SET ROLE {OWNER}; SET maintenance_work_mem = '512MB'")
        for table, count in ((RISKS, sizes.risks), (MANY_RISKS, sizes.many)):
            await connection.execute(str(CreateTable(table).compile(dialect=spoken)))
            await connection.copy_records_to_table(
                table.name, records=rows(count, firms), columns=COPIED
            )
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                await connection.execute(str(CreateIndex(index).compile(dialect=spoken)))
            # All-visible pages, so that counts and jumps need the index alone.
            await connection.execute(f"VACUUM (ANALYZE) {table.name}")
    finally:
        await connection.close()


async def in_scope(database: Database) -> list[UUID]:
    """Name the consultant's customers."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        found = await connection.fetch(
            "SELECT customer_id FROM customer_grant JOIN app_user ON app_user.id = user_id"
            " WHERE email = $1 ORDER BY customer_id",
            CONSULTANT,
        )
        return [row[0] for row in found]
    finally:
        await connection.close()
