# ruff: noqa: S608 - figures of our own
"""Fills a database as large as searching and lists are promised for: a million people at work.

The customers and their sites come by the front door; what there is very much of is made by the
database itself, with its indexes built afterwards. Done once: a database that has it is left alone.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg

from schema.base import tables
from ytefas.assembly import stored as assembly_stored
from ytefas.demo.firms import customers
from ytefas.rules.access import Level, Role
from ytefas.settings import Settings
from ytefas.store.embedded.provision import OWNER
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import NewUser
from ytefas.store.isolation import SYSTEM
from ytefas.store.library.releases import bring

FIRMS: Final = 400
GRANTED: Final = 40  # customers of the consultant
HANDY, LARGE = 900, 5_000  # people of the first two customers
PASSWORD: Final = "a long password for the bench"
DEPARTMENTS, JOBS = 25, 40  # of each customer

SURNAMES: Final = [
    "Rossi",
    "Ferrari",
    "Russo",
    "Bianchi",
    "Romano",
    "Gallo",
    "Costa",
    "Fontana",
    "Conti",
    "Esposito",
    "Ricci",
    "Bruno",
    "Rizzo",
    "Moretti",
    "Barbieri",
    "Lombardi",
    "Giordano",
    "Cassano",
    "Colombo",
    "Mancini",
    "Longo",
    "Leone",
    "Martinelli",
    "Marchetti",
    "Martini",
    "Galli",
    "Gatti",
    "Mariani",
    "Ferrara",
    "Santoro",
    "Marini",
    "Bianco",
    "Conte",
    "Serra",
    "Farina",
    "Gentile",
    "Caruso",
    "Morelli",
    "Ferri",
    "Testa",
    "Ferraro",
    "Pellegrini",
    "Grassi",
    "Rossetti",
    "D'Angelo",
    "Bernardi",
    "Mazza",
    "Rizzi",
    "Natale",
    "Silvestri",
]
NAMES: Final = [
    "Marco",
    "Anna",
    "Luca",
    "Giulia",
    "Paolo",
    "Sara",
    "Andrea",
    "Elena",
    "Matteo",
    "Laura",
    "Davide",
    "Chiara",
    "Stefano",
    "Marta",
    "Simone",
    "Silvia",
    "Roberto",
    "Paola",
    "Antonio",
    "Francesca",
    "Giovanni",
    "Maria",
    "Giuseppe",
    "Lucia",
    "Mario",
    "Rosa",
    "Franco",
    "Carla",
]
RARE: Final = "Zyxwaldi"  # three people are called so

_PEOPLE: Final = """
INSERT INTO person (id, customer_id, surname, name, kind, code, email, qualification,
    birth_date, created_by, updated_by, row_version)
SELECT gen_random_uuid(), f.id,
    CASE WHEN n %% 333333 = 7 THEN '{rare}' ELSE ($1::text[])[1 + ((n::bigint * n) %% 50)] ||
        CASE WHEN n %% 3 = 0 THEN '' ELSE left(md5((n %% 2000)::text), 4) END END,
    ($2::text[])[1 + (n / 7) %% 28], 'worker', 'M' || n, 'p' || n || '@example.it',
    (array['Operaio', 'Impiegato', 'Saldatore', 'Magazziniere', 'Capo squadra'])[1 + n %% 5],
    date '1960-01-01' + n %% 15000, $4, $4, 1
FROM generate_series(0, $3 - 1) n
JOIN firm f ON f.at = CASE WHEN n < {handy} THEN 0 WHEN n < {handy} + {large} THEN 1
    ELSE 2 + n %% (SELECT count(*) - 2 FROM firm) END"""


@dataclass(frozen=True, slots=True)
class Inhabited:
    """How much there is of what there is much of."""

    people: int
    equipment: int
    substances: int


@dataclass(frozen=True, slots=True)
class Step:
    """One statement that fills one table; `$1` is who made it, `$2` how many."""

    table: str
    sql: str
    count: int = 0


async def inhabit(database: Database, sizes: Inhabited) -> None:
    """Have a migrated database with all that is searched."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(database.superuser_url)
    try:
        if await connection.fetchval("SELECT to_regclass('person')"):
            found = await connection.fetchval("SELECT count(*) FROM person")
            if found == sizes.people:
                return
            if found:
                raise SystemExit("this directory holds rows of another size: take another one")
        async with assembly_stored.stored(database, Settings()) as parts:
            await bring(parts.store)
            firms = await _firms(parts.store)
            accounts = parts.identity.accounts
            for who, role, granted in (
                ("admin", Role.ADMIN, 0),
                ("consultant", Role.CONSULTANT, GRANTED),
                ("customer", Role.CUSTOMER_USER, 1),
                ("limited", Role.CUSTOMER_USER, 1),
            ):
                person = await accounts.create_user(
                    NewUser(f"{who}@bench.example", "Bea", "Bench", role, "it", PASSWORD),
                    acting=SYSTEM,
                )
                for firm in firms[1 : 1 + granted]:  # the large one among them
                    await accounts.grant(person.id, firm, Level.EDIT, acting=SYSTEM)
        await connection.execute(f"SET ROLE {OWNER}; SET maintenance_work_mem = '256MB'")
        await _load(connection, sizes, firms)
    finally:
        await connection.close()


async def _firms(store: Store) -> list[UUID]:
    known, made = tables(), []
    for firm in customers(FIRMS):
        async with store.writing(SYSTEM, cause="bench.customer") as unit:
            key = await unit.insert(known["customer"], firm.values)
            for site in firm.sites:
                await unit.insert(known["site"], {**site.values, "customer_id": key})
        made.append(key)
    return made


async def _load(connection: "asyncpg.Connection[Any]", sizes: Inhabited, firms: list[UUID]) -> None:
    await connection.execute("CREATE TEMP TABLE firm (at int PRIMARY KEY, id uuid, site uuid)")
    await connection.executemany("INSERT INTO firm VALUES ($1, $2)", list(enumerate(firms)))
    await connection.execute("RESET ROLE")
    await connection.execute("SET session_replication_role = replica")
    await connection.execute("ANALYZE firm")
    await connection.execute(
        "UPDATE firm SET site = (SELECT s.id FROM site s WHERE s.customer_id = firm.id LIMIT 1)"
    )
    await connection.execute(
        "UPDATE customer_grant SET site_ids = ARRAY[firm.site] FROM app_user, firm"
        " WHERE app_user.id = user_id AND email LIKE 'limited@%' AND firm.id = customer_id"
    )
    by = SYSTEM.user_id
    for step in _steps(sizes):
        indexes = await _without_indexes(connection, step.table)
        if step.table == "person":
            await connection.execute(step.sql, SURNAMES, NAMES, step.count, by)
        else:
            await connection.execute(step.sql, *([by, step.count] if step.count else [by]))
        for index in indexes:
            await connection.execute(index)
        await connection.execute(f"ANALYZE {step.table}")
    for name in ("person", "equipment", "substance", "employment", "assignment"):
        await connection.execute(f"VACUUM (ANALYZE) {name}")


async def _without_indexes(connection: "asyncpg.Connection[Any]", table: str) -> list[str]:
    """Drop the indexes that are no constraints, and say how each is made again."""
    found = await connection.fetch(
        "SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made"
        " FROM pg_index i WHERE i.indrelid = $1::regclass AND NOT i.indisunique", table,
    )  # fmt: skip
    for row in found:
        await connection.execute(f"DROP INDEX {row['name']}")
    return [row["made"] for row in found]


def _steps(sizes: Inhabited) -> list[Step]:
    people = _PEOPLE.replace("%%", "%").format(rare=RARE, handy=HANDY, large=LARGE)
    ours = "id, customer_id, created_by, updated_by, row_version"
    made = "gen_random_uuid(), f.id, $1, $1, 1"
    return [
        Step("department", f"""
INSERT INTO department ({ours}, site_id, name, kind, code)
SELECT {made}, f.site, 'Reparto ' || n || ' ' || left(md5(n::text), 3), 'department', 'R' || n
FROM firm f CROSS JOIN generate_series(1, {DEPARTMENTS}) n"""),
        Step("job", f"""
INSERT INTO job ({ours}, code, name, needs_recognised_skill, night_work, alcohol_drug_listed)
SELECT {made}, 'J' || n, (array['Saldatore','Carrellista','Impiegato','Tornitore'])[1 + n % 4]
    || ' ' || n, false, false, false
FROM firm f CROSS JOIN generate_series(1, {JOBS}) n"""),
        Step("person", people, sizes.people),
        Step("employment", """
INSERT INTO employment (id, customer_id, created_by, updated_by, row_version, person_id,
    contract, hired_on, remote_work)
SELECT gen_random_uuid(), p.customer_id, $1, $1, 1, p.id, 'permanent', date '2015-01-01', false
FROM person p WHERE p.birth_date <> date '1960-01-03'"""),
        Step("assignment", f"""
INSERT INTO assignment (id, customer_id, created_by, updated_by, row_version, person_id,
    job_id, site_id, from_on)
SELECT gen_random_uuid(), p.customer_id, $1, $1, 1, p.id, j.id, f.site, date '2020-01-01'
FROM person p JOIN firm f ON f.id = p.customer_id
JOIN job j ON j.customer_id = p.customer_id
    AND j.code = 'J' || 1 + substr(p.code, 2)::int % {JOBS}
WHERE p.birth_date <> date '1960-01-02'"""),
        Step("equipment", f"""
INSERT INTO equipment ({ours}, name, type_id, site_id, internal_code, status, maker, serial,
    annex7_check)
SELECT {made}, (array['Carrello elevatore','Tornio','Pressa','Trapano','Gru'])[1 + n % 5] || ' '
    || n, (SELECT id FROM equipment_type ORDER BY code LIMIT 1), f.site, 'A' || n, 'in_use',
    (array['Toyota','Linde','Bosch'])[1 + n % 3], md5(n::text), n % 10 = 0
FROM generate_series(0, $2 - 1) n JOIN firm f ON f.at = n % (SELECT count(*) FROM firm)""",
             sizes.equipment),
        Step("substance", f"""
INSERT INTO substance ({ours}, name, supplier, cas)
SELECT {made}, (array['Acetone','Toluene','Vernice','Olio','Detergente'])[1 + n % 5] || ' '
    || left(md5(n::text), 5), 'Fornitore ' || n % 300, '67-64-1'
FROM generate_series(0, $2 - 1) n JOIN firm f ON f.at = n % (SELECT count(*) FROM firm)""",
             sizes.substances),
    ]  # fmt: skip
