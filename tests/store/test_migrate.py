"""A fresh install equals an upgrade, going back and forth leaves nothing, newer is refused."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count

import asyncpg
import pytest
import pytest_asyncio
from alembic.script import ScriptDirectory

from schema.base import metadata, tables
from tests.support.database import TestServer
from tests.support.studio import make_studio
from ytefas.store import migrate
from ytefas.store.compile import Prepared
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import MAINT, SYSTEM
from ytefas.store.objects import replaceables
from ytefas.store.sync_driver import sync_engine

Make = Callable[[], Awaitable[Database]]
_numbers = count(1)


@pytest_asyncio.fixture
async def empty(server: TestServer) -> AsyncIterator[Make]:
    """Yield a maker of empty databases that belong to the owner."""
    made: list[str] = []

    async def make() -> Database:
        made.append(f"migrate_{next(_numbers)}")
        return await server.create(made[-1])

    yield make
    for name in made:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def catalogue(url: str) -> dict[str, list[str]]:
    """Describe everything in the schema, in PostgreSQL's own words."""
    connection = await asyncpg.connect(url)
    try:
        return {
            name: sorted(row[0] for row in await connection.fetch(RELATIONS + question))
            for name, question in QUESTIONS.items()
        }
    finally:
        await connection.close()


async def stored(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


# Each asks about the relations `r` of the schema, without what migrations keep for themselves.
QUESTIONS = {
    "columns": """
        SELECT concat_ws(' ', relname, attname, format_type(atttypid, atttypmod), attnotnull,
               attidentity, attgenerated, collname, pg_get_expr(adbin, adrelid))
          FROM r JOIN pg_attribute a ON attrelid = r.oid AND attnum > 0 AND NOT attisdropped
          LEFT JOIN pg_collation c ON c.oid = attcollation
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE relkind = 'r'""",
    "constraints": """
        SELECT concat_ws(' ', relname, conname, pg_get_constraintdef(c.oid))
          FROM r JOIN pg_constraint c ON conrelid = r.oid AND contype <> 't'""",
    "indexes": "SELECT pg_get_indexdef(indexrelid) FROM r JOIN pg_index ON indrelid = r.oid",
    "options": "SELECT concat_ws(' ', relname, relkind, reloptions) FROM r",
    "policies": """
        SELECT concat_ws(' ', relname, polname, polroles::regrole[],
               pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
          FROM r JOIN pg_policy ON polrelid = r.oid""",
    "grants": "SELECT concat_ws(' ', relname, item) FROM r, unnest(relacl) item",
    "column grants": """
        SELECT concat_ws(' ', relname, attname, attacl)
          FROM r JOIN pg_attribute ON attrelid = r.oid WHERE attacl IS NOT NULL""",
    "triggers": """
        SELECT pg_get_triggerdef(t.oid) FROM r JOIN pg_trigger t ON tgrelid = r.oid
         WHERE NOT tgisinternal""",
    "functions": """
        SELECT pg_get_functiondef(oid) || proacl::text FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace""",
}
RELATIONS = """
WITH r AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace
           AND relname !~ '^(alembic_version|schema_object)') """
OF_TABLES = ("columns", "constraints", "indexes", "options")


async def test_a41_migrations_make_exactly_the_declared_tables(empty: Make) -> None:
    migrated, declared = await empty(), await empty()
    await migrate.upgrade(migrated)

    def create() -> None:
        tables()
        engine = sync_engine(declared.url)
        metadata.create_all(engine)
        engine.dispose()

    await asyncio.to_thread(create)
    assert await migrate.differences(migrated) == []
    made, wanted = await catalogue(migrated.url), await catalogue(declared.url)
    for kind in OF_TABLES:
        assert made[kind] == wanted[kind]


@pytest.mark.timeout(600)  # every release is made, and made anew
async def test_a41_an_upgrade_from_every_release_equals_a_fresh_install(empty: Make) -> None:
    fresh = await empty()
    await migrate.upgrade(fresh)
    wanted = await catalogue(fresh.url)
    script = ScriptDirectory(str(migrate.SCRIPTS))
    for revision in script.walk_revisions():
        older = await empty()
        await migrate.upgrade(older, to=revision.revision)
        await migrate.upgrade(older)
        assert await catalogue(older.url) == wanted


async def test_a41_down_and_up_again_is_the_same(empty: Make) -> None:
    database = await empty()
    await migrate.upgrade(database)
    wanted = await catalogue(database.url)
    await migrate.downgrade(database, to="base")
    left = await catalogue(database.url)
    assert {kind: left[kind] for kind in OF_TABLES} == {kind: [] for kind in OF_TABLES}
    assert await migrate.current(database.url) is None
    await migrate.upgrade(database)
    assert await catalogue(database.url) == wanted


TOO_NEW = {
    "a467ee99d0af": ("UPDATE substance SET h_codes = NULL", "without codes"),
    "a467ee99d0af ": ("UPDATE substance SET qty_unit = 'g'", "grams"),
    "124ff2509a4d": ("UPDATE import_batch SET target = 'copy'", "undoes them"),
}


@pytest.mark.parametrize("revision", TOO_NEW)
async def test_a41_going_back_says_what_stands_in_the_way_before_it_changes_anything(
    empty: Make, revision: str
) -> None:
    database, (newer, said) = await empty(), TOO_NEW[revision]
    await migrate.upgrade(database)
    store = await Store.open(database.url)
    try:
        studio = await make_studio(store)
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            owned = {"customer_id": studio.alfa}
            await unit.insert(tables()["substance"], {**owned, "name": "Acetone"})
            await unit.insert(tables()["import_batch"], {
                **owned, "target": "persons", "file_name": "persone.xlsx", "state": "applied",
                "sha256": "0" * 64, "mapping": {}, "rows": 1, "created_rows": 1,
                "updated_rows": 0, "unchanged_rows": 0, "skipped_rows": 0, "made_rows": 0,
            })  # fmt: skip
    finally:
        await store.close()
    await migrate.downgrade(database, to=revision.strip())
    connection = await asyncpg.connect(database.superuser_url or database.url)
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(newer)
    await connection.close()
    before = await catalogue(database.url)
    with pytest.raises(RuntimeError, match=said):
        await migrate.downgrade(database, to=f"{revision.strip()}-1")
    assert await catalogue(database.url) == before
    assert await migrate.current(database.url) == revision.strip()


async def test_a41_running_again_changes_nothing(empty: Make) -> None:
    database = await empty()
    await migrate.upgrade(database)
    before = await stored(database.url, "SELECT max(xmin::text::bigint) FROM schema_object")
    await migrate.upgrade(database)
    assert await stored(
        database.url, "SELECT max(xmin::text::bigint) FROM schema_object"
    ) == before  # fmt: skip
    assert await migrate.current(database.url) == migrate.head()


async def test_a41_a_plan_changes_nothing_and_stamp_only_records(empty: Make) -> None:
    database = await empty()
    plan = migrate.planned()
    made = [(f"CREATE TABLE {name} (", f" RENAME TO {name};") for name in tables()]
    assert all(any(step in plan for step in steps) for steps in made)
    assert all(item.statements[-1] in plan for item in replaceables(tables()))
    assert await migrate.current(database.url) is None
    await migrate.stamp(database)
    assert await migrate.current(database.url) == migrate.head()
    assert (await catalogue(database.url))["columns"] == []


async def test_a41_a_plan_is_the_whole_installation(empty: Make) -> None:
    """What the plan says, run by hand, is a database the program accepts."""
    by_hand, by_us = await empty(), await empty()
    await migrate.upgrade(by_us)
    connection = await asyncpg.connect(by_hand.url)
    await connection.execute(migrate.planned())
    await connection.close()
    assert await catalogue(by_hand.url) == await catalogue(by_us.url)


async def test_a_database_newer_than_the_program_is_refused(empty: Make) -> None:
    database = await empty()
    await migrate.upgrade(database)
    connection = await asyncpg.connect(database.url)
    await connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    await connection.close()
    with pytest.raises(migrate.DatabaseIsNewer, match="from_the_future"):
        await migrate.upgrade(database)


async def test_what_a_past_release_left_open_is_closed(empty: Make) -> None:
    """Policies and triggers are replaced when their text changes: here, the stored checksum."""
    database = await empty()
    await migrate.upgrade(database)
    wanted = await catalogue(database.url)
    connection = await asyncpg.connect(database.url)
    await connection.execute(
        "CREATE POLICY old ON site USING (true); UPDATE schema_object SET checksum = 'old'"
    )
    await connection.close()
    await migrate.upgrade(database)
    assert await catalogue(database.url) == wanted


async def test_several_nodes_may_start_at_once(empty: Make) -> None:
    one, other = await empty(), await empty()
    await asyncio.gather(*(migrate.upgrade(place) for place in (one, other, one, other)))
    assert await catalogue(one.url) == await catalogue(other.url)


async def test_words_may_use_their_index_under_row_level_security(empty: Make) -> None:
    database = await empty()
    await migrate.upgrade(database)
    leakproof = "SELECT proleakproof FROM pg_proc WHERE proname = 'ts_match_vq'"
    assert await stored(database.url, leakproof) is True
    bypasses = "SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"
    assert await stored(database.url, bypasses) == MAINT


async def test_an_owner_without_a_superuser_is_enough(empty: Make) -> None:
    """An external server may give us no superuser: all works, words are searched more slowly."""
    database = await empty()
    await migrate.upgrade(migrate.At(database.url))
    store = await Store.open(database.url)
    studio = await make_studio(store)
    assert (await store.reach_of(studio.anna)).sees(studio.alfa)
    await store.close()


async def test_a_role_that_may_only_be_a_node_is_enough_to_run(
    empty: Make, server: TestServer
) -> None:
    """The safer way to run: the node logs in as a role that owns nothing."""
    database = await empty()
    await migrate.upgrade(database)
    await server.execute("CREATE ROLE runner LOGIN NOINHERIT IN ROLE ytefas_node")
    name = database.url.partition("@/")[2].partition("?")[0]
    await server.execute(f"GRANT CONNECT ON DATABASE {name} TO runner")
    store = await Store.open(database.superuser_url.replace("postgres@", "runner@"))
    try:
        studio = await make_studio(store)
        assert (await store.reach_of(studio.anna)).sees(studio.alfa)
    finally:
        await store.close()
        await server.execute("DROP OWNED BY runner; DROP ROLE runner")


def test_migrations_import_nothing_of_ours() -> None:
    for script in (migrate.SCRIPTS / "versions").glob("*.py"):
        lines = script.read_text(encoding="utf-8").splitlines()
        imported = [line for line in lines if line.startswith(("import ", "from "))]
        assert imported
        assert not [line for line in imported if "ytefas" in line or "schema" in line]


async def test_what_the_first_release_had_archived_is_put_away_with_its_sites(empty: Make) -> None:
    """Archived was a status of customers then; sites knew nothing of it."""
    database = await empty()
    await migrate.upgrade(database, to="b9f186c2f1aa")
    connection = await asyncpg.connect(database.url)
    await connection.execute(FIRST_RELEASE)
    await connection.close()
    await migrate.upgrade(database)
    store = await Store.open(database.url)
    try:
        asked = (
            "SELECT concat_ws(' ', s.code, c.status, s.archived_at = c.archived_at, s.fire_permit)"
            " FROM customer c JOIN site s ON s.customer_id = c.id ORDER BY s.code"
        )
        async with store.reading(SYSTEM) as reading:
            found = [row[0] for row in await reading.fetch(Prepared.of(asked))]
    finally:
        await store.close()
    assert found == ["S1 suspended t scia", "S2 active"]


FIRST_RELEASE = """
ALTER TABLE customer NO FORCE ROW LEVEL SECURITY; ALTER TABLE site NO FORCE ROW LEVEL SECURITY;
INSERT INTO customer (id, code, legal_name, ateco_codes, legal_address, status,
                      created_by, updated_by, row_version)
SELECT lpad(n::text, 32, '0')::uuid, 'C' || n, 'Ditta', '{}', '{}', status,
       gen_random_uuid(), gen_random_uuid(), 1
  FROM (VALUES (1, 'archived'), (2, 'active')) AS made (n, status);
INSERT INTO site (id, customer_id, code, name, kind, address, fire_permit_expires_on,
                  created_by, updated_by, row_version)
SELECT gen_random_uuid(), lpad(n::text, 32, '0')::uuid, 'S' || n, 'Sede', 'office', '{}', due,
       gen_random_uuid(), gen_random_uuid(), 1
  FROM (VALUES (1, date '2027-01-01'), (2, NULL)) AS made (n, due);
ALTER TABLE customer FORCE ROW LEVEL SECURITY; ALTER TABLE site FORCE ROW LEVEL SECURITY;
"""
