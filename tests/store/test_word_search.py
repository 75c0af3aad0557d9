"""Words on somebody else's server, where `@@` may not use its index under row-level security."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from schema.base import tables
from tests.support.studio import Studio, make_studio
from ytefas.rules.access import Principal
from ytefas.store.compile import Prepared
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.isolation import ALL, APP, NODE
from ytefas.store.source.source import Source

SITES = Source(tables()["site"])
UNBOUNDED = Source(tables()["site"], bounded=False)
CROWD = 20_000  # sites of each customer
RARE = 500  # one in so many is called a foundry
# The index finds the foundries of all three customers; those of two are read again, to be put in
# order and to be shown.
FEW = 8 * CROWD // RARE

_CROWD = """
INSERT INTO site (id, customer_id, code, name, kind, address, created_by, updated_by, row_version)
SELECT gen_random_uuid(), customer, n::text, CASE n % $2 WHEN 0 THEN 'Fonderia ' ELSE 'Ufficio ' END
       || n, 'office', '{}', customer, customer, 1
  FROM unnest($1::uuid[]) customer, generate_series(1, $3::int) n"""
VISITED = Prepared.of(
    "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'site'"
)
ASKED = "public.words_in_site(to_tsquery('simple', $1))"
BROKEN = """
CREATE OR REPLACE FUNCTION words_in_site(tsquery) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT id FROM public.site'"""


@asynccontextmanager
async def superuser(database: Database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(database.superuser_url)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def in_scope(
    database: Database, *customers: UUID, role: str = APP
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Open a transaction as the application does, by hand."""
    connection = await asyncpg.connect(database.url, server_settings={"role": NODE})
    try:
        await connection.execute(f"BEGIN; SET LOCAL ROLE {role}")
        scope = ",".join(map(str, customers))
        await connection.execute("SELECT set_config('app.customers', $1, true)", scope)
        yield connection
    finally:
        await connection.close()


@pytest_asyncio.fixture(scope="module")
async def foreign_server(module_database: Database) -> AsyncIterator[tuple[Database, Studio]]:
    """Yield a database whose `@@` nobody may mark, with many sites of three customers."""
    store = await Store.open(module_database.url)
    studio = await make_studio(store)
    await store.close()
    async with superuser(module_database) as connection:
        await connection.execute(
            "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) NOT LEAKPROOF"
        )
        customers = [studio.alfa, studio.beta, studio.gamma]
        async with connection.transaction():  # without triggers: nobody follows these changes
            await connection.execute("SET LOCAL session_replication_role = replica")
            await connection.execute(_CROWD, customers, RARE, CROWD)
        await connection.execute("VACUUM ANALYZE site")
    yield module_database, studio


@dataclass(frozen=True, slots=True)
class Search:
    """What a search of the product found: whose rows, how many, and how many it visited."""

    customers: set[str]
    total: int
    visited: int


async def search(
    database: Database,
    who: Principal,
    words: str,
    *,
    source: Source = SITES,
    by_hand: bool = False,
    column: str | None = None,
) -> Search:
    filtered = StoreSettings(application_filters=source is SITES)
    store = await Store.open(database.url, settings=filtered)
    try:
        async with store.reading(who) as reading:
            if by_hand:  # as if there were no function
                reading.words_by_function = False
            asked = {"words": words} if column is None else {"filter": [column, "words", words]}
            raw = {**asked, "columns": ["customer_id"]}
            query = source.parse(raw, reading.acting, reading.reach)
            rows = (await source.window(reading, query, 0, 1000)).rows
            visited = await reading.fetch_value(VISITED)
            total = (await source.count(reading, query)).n
            keys = [row[0] for row in rows]
            assert len(await source.matching(reading, query, keys)) == len(rows)
    finally:
        await store.close()
    return Search({row[1] for row in rows}, total, visited)


@pytest.mark.parametrize("source", [SITES, UNBOUNDED], ids=["both layers", "policies alone"])
async def test_words_find_the_rows_of_the_reach_and_visit_few_others(
    foreign_server: tuple[Database, Studio], source: Source
) -> None:
    database, studio = foreign_server
    mine = {str(studio.alfa), str(studio.beta)}
    got = await search(database, studio.anna, "fonderia", source=source)
    assert (got.customers, got.total) == (mine, 2 * CROWD // RARE + 1)
    assert got.visited < FEW
    without = await search(database, studio.anna, "fonderia", source=source, by_hand=True)
    assert (without.customers, without.total) == (mine, got.total)
    assert without.visited >= 2 * CROWD, "this is what the function is for"


async def test_words_of_one_column_go_the_same_way(
    foreign_server: tuple[Database, Studio],
) -> None:
    database, studio = foreign_server
    got = await search(database, studio.anna, "fonderia", column="name")
    assert got.customers == {str(studio.alfa), str(studio.beta)}
    assert got.visited < FEW
    assert (await search(database, studio.anna, "fonderia", column="code")).total == 0
    assert (await search(database, studio.anna, "segreto", column="name")).total == 0


async def test_who_sees_everything_needs_no_detour(
    foreign_server: tuple[Database, Studio],
) -> None:
    database, studio = foreign_server
    got = await search(database, studio.admin, "fonderia")
    assert got.total == 3 * CROWD // RARE + 1
    assert got.visited < FEW


async def test_words_of_a_foreign_customer_find_nothing(
    foreign_server: tuple[Database, Studio],
) -> None:
    database, studio = foreign_server
    assert (await search(database, studio.bruno, "segreto")).total == 1
    assert (await search(database, studio.anna, "segreto")).total == 0
    assert (await search(database, studio.anna, "segreto", source=UNBOUNDED)).total == 0


async def test_the_function_alone_keeps_the_scope(
    foreign_server: tuple[Database, Studio],
) -> None:
    """Asked by hand, with every other net away: it is the net."""
    database, studio = foreign_server
    everything = f"SELECT array_agg(k) FROM {ASKED} k"  # noqa: S608 - from above
    async with in_scope(database, studio.alfa) as connection:
        keys = await connection.fetchval(everything, "fonderia")
        assert len(keys) == CROWD // RARE + 1
        whose = "SELECT array_agg(DISTINCT customer_id) FROM site WHERE id = ANY ($1)"
        async with superuser(database) as unlimited:
            assert await unlimited.fetchval(whose, keys) == [studio.alfa]
        assert await connection.fetchval(everything, "segreto") is None
        await connection.execute("SELECT set_config('app.customers', '', true)")
        assert await connection.fetchval(everything, "fonderia") is None
    async with in_scope(database) as connection:
        assert await connection.fetchval(everything, "fonderia") is None


async def test_a_row_found_too_much_would_still_not_be_shown(
    foreign_server: tuple[Database, Studio],
) -> None:
    """The policy stands above the function: here one that answers every key there is."""
    database, studio = foreign_server
    name = "words_in_site"
    async with superuser(database) as connection:
        text = await connection.fetchval("SELECT pg_get_functiondef($1::regproc)", name)
        await connection.execute(BROKEN)
        try:
            got = await search(database, studio.anna, "fonderia", source=UNBOUNDED)
            assert got.customers <= {str(studio.alfa), str(studio.beta)}
            assert got.total == 2 * CROWD + 1, "and it was asked"
        finally:
            await connection.execute(text)


@pytest.mark.parametrize("role", [ALL, NODE])
async def test_only_who_needs_it_may_ask(
    foreign_server: tuple[Database, Studio], role: str
) -> None:
    database, studio = foreign_server
    async with in_scope(database, studio.alfa, role=role) as connection:
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.UndefinedFunctionError)):
            await connection.fetchval(f"SELECT count(*) FROM {ASKED}", "fonderia")  # noqa: S608 - from above


async def test_the_owner_reads_for_the_search_and_writes_nothing(
    foreign_server: tuple[Database, Studio],
) -> None:
    database, _ = foreign_server
    connection = await asyncpg.connect(database.url)
    try:
        for statement in ("UPDATE site SET name = 'mine'", "DELETE FROM site"):
            assert (await connection.execute(statement)).endswith(" 0")
    finally:
        await connection.close()


async def test_a_name_on_the_path_of_the_caller_cannot_stand_in(
    foreign_server: tuple[Database, Studio],
) -> None:
    """The function finds its own table and operator, whatever the caller's path says."""
    database, studio = foreign_server
    async with superuser(database) as connection:
        await connection.execute(
            "CREATE SCHEMA trap; GRANT USAGE ON SCHEMA trap TO ytefas_app;"
            "CREATE TABLE trap.site (id uuid, customer_id uuid, words tsvector);"
            "CREATE FUNCTION trap.yes(tsvector, tsquery) RETURNS bool LANGUAGE sql RETURN true;"
            "CREATE OPERATOR trap.@@ (LEFTARG = tsvector, RIGHTARG = tsquery, FUNCTION = trap.yes)"
        )
        try:
            async with in_scope(database, studio.alfa) as asking:
                await asking.execute("SET LOCAL search_path = trap, pg_catalog, public")
                counted = f"SELECT count(*) FROM {ASKED}"  # noqa: S608 - from above
                assert await asking.fetchval(counted, "segreto") == 0
                assert await asking.fetchval(counted, "fonderia") == CROWD // RARE + 1
        finally:
            await connection.execute("DROP SCHEMA trap CASCADE")


async def test_where_words_may_use_their_index_nothing_takes_the_detour(
    database: Database,
) -> None:
    store = await Store.open(database.url)
    try:
        studio = await make_studio(store)
        async with store.reading(studio.anna) as reading:
            assert not reading.words_by_function
    finally:
        await store.close()
