"""What every table must have, whoever adds it: keys, policies, triggers, words, owners.

Each check is a function that returns its complaints; it is run on our tables, where there must be
none, and on a table that does everything wrong, where there must be some.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import get_args

import asyncpg
import pytest
from sqlalchemy import Column, MetaData, Table, Text

from schema.base import (
    Field,
    Needs,
    Personal,
    Scope,
    Words,
    entity_of,
    field,
    field_of,
    sources,
    tables,
)
from ytefas.store import migrate
from ytefas.store.embedded.server import Database
from ytefas.store.isolation import ALL, APP, MAINT, NODE
from ytefas.store.word_search import function_of, has_function

Check = Callable[["asyncpg.Connection[asyncpg.Record]"], Awaitable[list[str]]]
WORD_SEARCHES = [function_of(table) for table in tables().values() if has_function(table)]
NOT_OURS = ("alembic_version", "schema_object")

BAD = """
CREATE TABLE bad (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer (id),
  site_id uuid REFERENCES site (id),
  code text UNIQUE DEFERRABLE
);
CREATE POLICY leftover ON bad TO ytefas_app USING (true);
GRANT SELECT ON bad TO ytefas_node;
GRANT SELECT ON app_user TO ytefas_app;
GRANT CREATE ON SCHEMA public TO ytefas_app;
CREATE FUNCTION tell() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM site';
CREATE VIEW bad_view AS SELECT * FROM site;
"""


async def rls_is_forced(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    rows = await connection.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p') AND relname <> ALL ($1)"
        " AND NOT (relrowsecurity AND relforcerowsecurity)",
        NOT_OURS,
    )
    return [f"{row['relname']}: row-level security is not forced" for row in rows]


async def policies_are_exactly_ours(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> list[str]:
    rows = await connection.fetch(
        "SELECT tablename::text, policyname::text, roles::text[], permissive, cmd, qual, with_check"
        " FROM pg_policies WHERE schemaname = 'public'"
    )
    owner = await connection.fetchval(
        "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'customer'::regclass"
    )
    complaints = []
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["tablename"], set()).add(row["policyname"])
        if row["policyname"] == "search":
            if (row["cmd"], row["roles"]) != ("SELECT", [owner]):
                complaints.append(f"{row['tablename']}: its word search is too open")
            continue
        if row["cmd"] != "ALL" or row["qual"] is None or row["qual"] != row["with_check"]:
            complaints.append(f"{row['tablename']}.{row['policyname']}: reads and writes differ")
        limited = row["policyname"] == "scope" and scoped(row["tablename"])
        if limited and "current_setting" not in (row["qual"] or ""):
            complaints.append(f"{row['tablename']}: its scope limits nothing")
    names = await connection.fetch(
        "SELECT tablename::text FROM pg_tables"
        " WHERE schemaname = 'public' AND tablename <> ALL ($1)",
        NOT_OURS,
    )
    for name in (row["tablename"] for row in names):
        expected = {"scope", "everything"} | ({"machinery"} if is_machinery(name) else set())
        if name in tables() and has_function(tables()[name]):
            expected |= {"search"}
        if found.get(name, set()) != expected:
            complaints.append(f"{name}: policies {found.get(name)}")
    return complaints


def scoped(name: str) -> bool:
    return name in tables() and entity_of(tables()[name]).scope is not Scope.STUDIO


def is_machinery(name: str) -> bool:
    return name in tables() and entity_of(tables()[name]).scope is Scope.PLATFORM


async def links_stay_inside_the_customer(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> list[str]:
    """See that keys carry the customer: their checks ignore row-level security."""
    rows = await connection.fetch("""
        SELECT c.conrelid::regclass::text AS source, c.conname,
               ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i)
                     JOIN pg_attribute ON attrelid = c.conrelid AND attnum = n ORDER BY i) AS from_,
               ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i)
                     JOIN pg_attribute ON attrelid = c.confrelid AND attnum = n ORDER BY i) AS to_
          FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.confrelid
         WHERE c.contype = 'f' AND a.attname = 'customer_id' AND NOT a.attisdropped""")
    return [
        f"{row['source']}: {row['conname']} can leave the customer"
        for row in rows
        if (row["from_"][0], row["to_"][0]) != (_owner(row["source"]), "customer_id")
    ]


def _owner(table: str) -> str:
    """Name the column that says whose a row is: a customer is his own."""
    return "id" if table == "customer" else "customer_id"


async def uniqueness_starts_with_the_customer(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> list[str]:
    """See that a collision does not tell what another customer has."""
    rows = await connection.fetch(
        """
        SELECT t.relname AS table_, i.indexrelid::regclass::text AS index,
               ARRAY(SELECT attname::text FROM unnest(i.indkey) WITH ORDINALITY k(n, o)
                     JOIN pg_attribute ON attrelid = i.indrelid AND attnum = n
                     ORDER BY o) AS columns
          FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'customer_id'
         WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace
           AND NOT a.attisdropped
           AND (has_table_privilege($1, t.oid, 'INSERT') OR t.relname = 'bad')
        """,
        APP,
    )
    return [
        f"{row['table_']}: {row['index']} spans customers"
        for row in rows
        if row["columns"] != ["id"] and row["columns"][0] != "customer_id"
    ]


async def changes_are_recorded(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    rows = await connection.fetch("""
        SELECT c.relname, t.tgname IS NOT NULL AND t.tgenabled = 'O' AND t.tgtype = 29
               AND t.tgfoid = 'feed_record'::regproc AS recorded
          FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'record'
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'""")
    return [
        f"{row['relname']}: no trigger records its changes"
        for row in rows
        if row["relname"] not in NOT_OURS and not row["recorded"] and must_record(row["relname"])
    ]


def must_record(name: str) -> bool:
    return name not in tables() or entity_of(tables()[name]).feed


async def nothing_fires_after_the_stamp(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> list[str]:
    """See that no deferred trigger runs after the stamp, and holds the counter meanwhile."""
    rows = await connection.fetch("""
        SELECT tgrelid::regclass::text AS table_, tgname FROM pg_trigger
         WHERE tgdeferrable AND tgfoid <> 'feed_stamp'::regproc""")
    stamps = await connection.fetchval("""
        SELECT count(*) FROM pg_trigger WHERE tgdeferrable AND tginitdeferred AND tgenabled = 'O'
           AND tgfoid = 'feed_stamp'::regproc AND tgrelid = 'change_pending'::regclass""")
    complaints = [f"{row['table_']}: {row['tgname']} is deferrable" for row in rows]
    return complaints if stamps == 1 else [*complaints, "the stamp is missing"]


async def roles_are_sane(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    roles = await connection.fetch(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND (rolsuper OR rolbypassrls"
        " OR rolcreaterole OR rolcreatedb OR rolcanlogin OR rolinherit)",
        [NODE, APP, ALL],
    )
    creators = await connection.fetch(
        "SELECT r, nspname FROM unnest($1::text[]) r, pg_namespace"
        " WHERE has_schema_privilege(r, oid, 'CREATE')",
        [NODE, APP, ALL],
    )
    temporary = await connection.fetch(
        "SELECT r FROM unnest($1::text[]) r"
        " WHERE has_database_privilege(r, current_database(), 'TEMPORARY')",
        [NODE, APP, ALL],
    )
    owners = await connection.fetch(
        "SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner"
        " WHERE relnamespace = 'public'::regnamespace"
        " AND (rolsuper OR rolbypassrls OR rolname = ANY ($1))",
        [NODE, APP, ALL, MAINT],
    )
    return [
        *(f"{row['rolname']} may too much" for row in roles),
        *(f"{row['r']} creates in {row['nspname']}" for row in creators),
        *(f"{row['r']} makes temporary tables" for row in temporary),
        *(f"{row['relname']} has a wrong owner" for row in owners),
    ]


async def a_node_alone_may_nothing(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> list[str]:
    rows = await connection.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'v', 'm') AND has_any_column_privilege($1, oid, 'SELECT, INSERT')",
        NODE,
    )
    return [f"{row['relname']} is open to connections without a scope" for row in rows]


async def secrets_are_unreadable(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    secrets = [
        (table.name, column.name)
        for table in tables().values()
        for column in table.columns
        if field_of(column).secret
    ]
    rows = await connection.fetch(
        "SELECT t, c FROM unnest($2::text[], $3::text[]) AS s (t, c)"
        " WHERE has_column_privilege($1, t, c, 'SELECT')",
        APP,
        *(list(names) for names in zip(*secrets, strict=True)),
    )
    return [f"{row['t']}.{row['c']} can be read" for row in rows]


async def nothing_goes_round_the_policies(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> list[str]:
    """See that views ask as who reads, and that each function of the owner was reviewed."""
    views = await connection.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND (relkind = 'm' OR relkind = 'v'"
        " AND coalesce(reloptions, '{}')::text NOT LIKE '%security_invoker=true%')"
    )
    functions = await connection.fetch(
        "SELECT proname, proconfig FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND prosecdef AND (proname <> ALL ($1) OR proconfig IS NULL)",
        ["feed_record", "feed_stamp", "audit_note", "audit_redact", "audit_forget", *WORD_SEARCHES],
    )
    searches = await connection.fetch(
        "SELECT proname, prosrc, proacl::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'words_in_')"
    )
    return [
        *(f"{row['relname']} shows all customers" for row in views),
        *(f"{row['proname']} was not reviewed" for row in functions),
        *(
            f"{row['proname']} limits nothing or serves anybody"
            for row in searches
            if "'app.customers'" not in row["prosrc"]
            or "{=X" in row["proacl"]
            or "ytefas_node" in row["proacl"]
        ),
    ]


CHECKS: tuple[Check, ...] = (
    rls_is_forced, policies_are_exactly_ours, links_stay_inside_the_customer,
    uniqueness_starts_with_the_customer, changes_are_recorded, nothing_fires_after_the_stamp,
    roles_are_sane, a_node_alone_may_nothing, secrets_are_unreadable,
    nothing_goes_round_the_policies,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_every_table(check: Check, database: Database) -> None:
    await migrate.upgrade(database)  # a copy of a database is not yet an installation
    connection = await asyncpg.connect(database.superuser_url)
    try:
        assert await check(connection) == []
        await connection.execute(BAD)
        assert await check(connection), "the check accepts a table that does everything wrong"
    finally:
        await connection.close()


def undescribed(table: Table) -> list[str]:
    """Complain about columns that people could not be shown, or a person not be given."""
    complaints = []
    for column in table.columns:
        fact = column.info.get("field")
        if not isinstance(fact, Field):
            complaints.append(f"{table.name}.{column.name} is not described")
            continue
        words: list[Words | None] = [fact.label, fact.hint, *(fact.choices or {}).values()]
        said = all(word.it.strip() and word.en.strip() for word in words if word is not None)
        if not said or fact.personal not in get_args(Personal):
            complaints.append(f"{table.name}.{column.name} is described badly")
        if not {fact.read, fact.write} <= {None, *get_args(Needs)}:
            complaints.append(f"{table.name}.{column.name} needs what nobody is")
    return complaints


def test_every_column_is_described_in_both_languages_and_classed() -> None:
    assert [complaint for table in tables().values() for complaint in undescribed(table)] == []
    mute = field("code", Text, "Codice", " ", personal="none")
    classless = field("name", Text, "Nome", "Name", personal="secretish")  # type: ignore[arg-type]
    bad = Table("bad", MetaData(), Column("plain", Text), mute, classless)
    assert len(undescribed(bad)) == 3


def misnamed(made: Mapping[str, Table]) -> list[str]:
    """Complain about facts that name columns which do not exist."""
    return [
        f"{name}: {column}"
        for name, table in made.items()
        for column in (entity_of(table).name, *(key for key, _ in entity_of(table).sort))
        if column not in table.columns or field_of(table.columns[column]).secret
    ]


def test_every_entity_names_columns_it_has_and_targets_that_exist() -> None:
    assert misnamed(tables()) == []
    for table in tables().values():
        for key in table.foreign_keys:
            assert key.column.table.name in tables()
    assert all(dotted.count(".") == 1 for dotted in sources())
    site = tables()["site"]
    bad = Table("bad", MetaData(), info={"entity": entity_of(site)})
    assert misnamed({"bad": bad}) == ["bad: name", "bad: name"]
