"""What the planner makes of a reach: it must know how many rows a reader sees, and not guess."""

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from schema.base import tables
from tests.support.studio import Studio, make_studio
from ytefas.store.compile import Prepared
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.query.query import Query
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

SITES = Source(tables()["site"])
CROWD, EACH = 60, 500  # customers, and sites of each
SIZE = 50
TRIES = 8  # by then PostgreSQL would have made a plan for any number of customers
VISITED = Prepared.of(
    "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'site'"
)
_SITES = """
INSERT INTO site (id, customer_id, code, name, kind, address, created_by, updated_by, row_version)
SELECT gen_random_uuid(), customer, n::text, CASE customer WHEN $2 THEN 'Z' ELSE 'A' END || n,
       'office', '{}', customer, customer, 1
  FROM unnest($1::uuid[]) customer, generate_series(1, $3::int) n"""
_GRANTS = """
INSERT INTO customer_grant (id, customer_id, user_id, level, created_by, updated_by, row_version)
SELECT gen_random_uuid(), customer, $2, 'read', $2, $2, 1 FROM unnest($1::uuid[]) customer"""


@pytest_asyncio.fixture(scope="module")
async def studio(module_database: Database) -> AsyncIterator[tuple[Store, Studio]]:
    """Yield many sites: bruno sees those of one customer, the last by name; anna half of all."""
    store = await Store.open(module_database.url)
    made = await make_studio(store)
    crowd = [UUID(int=number) for number in range(1, CROWD + 1)]
    superuser = await asyncpg.connect(module_database.superuser_url)
    async with superuser.transaction():  # without triggers and keys: only the rows matter
        await superuser.execute("SET LOCAL session_replication_role = replica")
        # Until a commit is on the disk, VACUUM does not call its rows visible to all.
        await superuser.execute("SET LOCAL synchronous_commit = on")
        await superuser.execute(_SITES, [*crowd, made.gamma], made.gamma, EACH)
        await superuser.execute(_GRANTS, crowd[::2], made.anna.user_id)
    await store.close()
    await superuser.execute("VACUUM ANALYZE site")
    await superuser.close()
    store = await Store.open(module_database.url)
    yield store, made
    await store.close()


async def visited(reading: Reading, query: Query, first: int) -> int:
    """Read a window several times, and count the rows that were looked at."""
    before: int = await reading.fetch_value(VISITED)
    for _ in range(TRIES):
        assert len((await SITES.window(reading, query, first, SIZE)).rows) == SIZE
    after: int = await reading.fetch_value(VISITED)
    return after - before


@pytest.mark.parametrize("first", [0, EACH // 2])
async def test_a_reader_of_one_customer_visits_the_rows_of_one(
    studio: tuple[Store, Studio], first: int
) -> None:
    store, made = studio
    async with store.reading(made.bruno) as reading:
        query = SITES.parse({"sort": [["name", "asc"]]}, reading.acting, reading.reach)
        assert await visited(reading, query, first) <= TRIES * (EACH + 2)


async def test_a_reader_of_many_walks_the_order(studio: tuple[Store, Studio]) -> None:
    store, made = studio
    async with store.reading(made.anna) as reading:
        query = SITES.parse({"sort": [["name", "asc"]]}, reading.acting, reading.reach)
        assert await visited(reading, query, 0) <= TRIES * 6 * SIZE


async def test_a_jump_far_down_counts_rows_away_in_an_index(studio: tuple[Store, Studio]) -> None:
    store, made = studio
    kept = {"sort": [["code", "asc"]], "filter": ["archived_at", "null"]}
    async with store.reading(made.admin) as reading:
        query = SITES.parse(kept, reading.acting, reading.reach)
        assert await visited(reading, query, CROWD * EACH - 2 * SIZE) <= TRIES * 6 * SIZE


async def test_words_that_are_rare_are_found_before_they_are_put_in_order(
    studio: tuple[Store, Studio],
) -> None:
    store, made = studio
    rare = {"sort": [["name", "asc"]], "words": "z"}  # the last customer's, by name
    async with store.reading(made.admin) as reading:
        query = SITES.parse(rare, reading.acting, reading.reach)
        before: int = await reading.fetch_value(VISITED)
        assert len((await SITES.window(reading, query, 0, 1)).rows) == 1
        assert await reading.fetch_value(VISITED) - before <= 2 * EACH


async def test_words_that_are_common_are_met_along_the_order(
    studio: tuple[Store, Studio],
) -> None:
    store, made = studio
    common = {"sort": [["name", "asc"]], "words": "a"}
    async with store.reading(made.admin) as reading:
        query = SITES.parse(common, reading.acting, reading.reach)
        plain = SITES.parse({"sort": [["name", "asc"]]}, reading.acting, reading.reach)
        found = await SITES.window(reading, query, 0, SIZE)  # as many as are gathered, and no more
        assert found.rows == (await SITES.window(reading, plain, 0, SIZE)).rows
        assert await visited(reading, query, 0) <= TRIES * 6 * SIZE
