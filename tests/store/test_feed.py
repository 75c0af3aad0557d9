"""What a reader of the feed is told: order, gaps, resets, retention, new epochs, other nodes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, select

from schema.base import new_id, tables
from tests.store.test_feed_proof import Told, caught_up
from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from tests.support.factories.user import make_user
from tests.support.studio import Studio, make_studio
from ytefas.rules.access import STUDIO
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.feed import Change, Feed, Pace, Position, renumber
from ytefas.store.isolation import ALL, SYSTEM
from ytefas.store.pool import Raw
from ytefas.store.retention import Retention

SITE = tables()["site"]
NEVER = 3600.0


@asynccontextmanager
async def opened(database: Database, **settings: object) -> AsyncIterator[Store]:
    store = await Store.open(database.url, settings=StoreSettings(**settings))  # type: ignore[arg-type]
    try:
        yield store
    finally:
        await store.close()


async def add_sites(store: Store, customer: UUID, count: int) -> None:
    for _ in range(count):
        async with store.writing(SYSTEM, cause="test.write") as unit:
            await make_site(unit, customer)


async def test_a_change_names_rows_and_columns_but_no_values(store: Store, studio: Studio) -> None:
    at = (await store.feed.head())[studio.alfa]
    async with store.writing(studio.anna, cause="site.save") as unit:
        key = await make_site(unit, studio.alfa, name="Canarino")
        await unit.update(SITE, key, 1, {"name": "Canarino 2", "floors": 1})
        await unit.delete(SITE, studio.alfa_site, 1)
    [change] = await store.feed.since({studio.alfa: at})
    assert (change.seq, change.epoch, change.reset) == (at.seq + 1, at.epoch, False)
    assert change.actor_id == studio.anna.user_id
    assert [(row.table, row.key, row.op, set(row.columns)) for row in change.rows] == [
        ("site", key, "insert", set()),
        ("site", key, "update", {"name", "floors"}),
        ("site", studio.alfa_site, "delete", set()),
    ]
    assert "Canarino" not in repr(change)


async def test_one_transaction_of_two_customers_is_one_change_of_each(
    store: Store, studio: Studio
) -> None:
    heads = await store.feed.head()
    async with store.writing(SYSTEM, cause="test.write") as unit:
        await make_site(unit, studio.gamma)
        await make_site(unit, studio.alfa)
        await make_site(unit, studio.gamma)
    news = await store.feed.since({key: heads[key] for key in (studio.alfa, studio.gamma)})
    assert {(change.customer_id, len(change.rows)) for change in news} == {
        (studio.alfa, 1), (studio.gamma, 2)
    }  # fmt: skip


async def test_writers_of_two_customers_in_any_order_do_not_deadlock(
    store: Store, studio: Studio
) -> None:
    async def write(first: UUID, second: UUID) -> None:
        async with store.writing(SYSTEM, cause="test.write") as unit:
            await make_site(unit, first)
            await asyncio.sleep(0)
            await make_site(unit, second)

    pairs = [(studio.alfa, studio.gamma), (studio.gamma, studio.alfa)] * 15
    await asyncio.gather(*(write(*pair) for pair in pairs))


async def test_studio_wide_changes_count_under_the_nil_customer(store: Store) -> None:
    async with store.writing(SYSTEM, cause="test.write") as unit:
        who = await make_user(unit)
    head = (await store.feed.head())[STUDIO]
    [change] = await store.feed.since({STUDIO: Position(head.epoch, head.seq - 1)})
    assert [(row.table, row.key) for row in change.rows] == [("app_user", who.user_id)]


async def test_a_new_customer_is_followed_from_its_first_change(
    store: Store, module_database: Database
) -> None:
    async with opened(module_database) as other:
        told = Told()
        other.feed.listen(told.hear)
        async with store.writing(SYSTEM, cause="test.write") as unit:
            customer = await make_customer(unit)
        await caught_up(other)
    assert told.numbers()[customer] == [1]


async def test_a_position_of_another_epoch_or_of_the_future_is_reset(
    store: Store, studio: Studio
) -> None:
    head = (await store.feed.head())[studio.alfa]
    for position in (Position(new_id(), head.seq), Position(head.epoch, head.seq + 1)):
        [change] = await store.feed.since({studio.alfa: position})
        assert (change.reset, change.epoch, change.seq) == (True, head.epoch, head.seq)
    assert await store.feed.since({studio.alfa: head}) == []


async def test_more_than_fits_one_answer_comes_in_several(
    store: Store, studio: Studio, module_database: Database
) -> None:
    position = head = (await store.feed.head())[studio.alfa]
    told: list[Change] = []
    async with opened(module_database, pace=Pace(at_once=3)) as other:
        await add_sites(store, studio.alfa, 7)
        while news := await other.feed.since({studio.alfa: position}):
            assert len(news) <= 3
            told += news
            position = Position(news[-1].epoch, news[-1].seq)
    assert [change.seq for change in told] == list(range(head.seq + 1, head.seq + 8))


async def test_a_huge_change_is_told_as_load_again(
    store: Store, studio: Studio, module_database: Database
) -> None:
    head = (await store.feed.head())[studio.alfa]
    for count in (3, 4):
        async with store.writing(SYSTEM, cause="test.import") as unit:
            for _ in range(count):
                await make_site(unit, studio.alfa)
    async with opened(module_database, pace=Pace(rows=3)) as other:
        small, huge = await other.feed.since({studio.alfa: head})
    assert (len(small.rows), small.reset) == (3, False)
    assert (huge.rows, huge.reset, huge.seq) == ((), True, head.seq + 2)


async def test_changes_that_take_too_long_to_read_are_told_as_load_again(
    store: Store, studio: Studio, module_database: Database
) -> None:
    """Asked for again they would take as long again, and the reader never get past them."""

    async def impatient() -> Raw:
        return await asyncpg.connect(
            module_database.url, server_settings={"role": ALL, "statement_timeout": "50"}
        )

    await add_sites(store, studio.alfa, 2)
    head = (await store.feed.head())[studio.alfa]
    feed = Feed(read=impatient, notify=impatient)
    superuser = await asyncpg.connect(module_database.superuser_url)
    async with superuser.transaction():
        await superuser.execute("LOCK TABLE change_row")
        [change] = await feed.since({studio.alfa: Position(head.epoch, head.seq - 1)})
    await superuser.close()
    feed.close()
    assert (change.reset, change.seq, change.rows) == (True, head.seq, ())


@pytest.mark.parametrize(
    "retention", [Retention(changes=timedelta(0)), Retention(changes_of_a_customer=2)]
)
async def test_what_is_forgotten_is_a_reset(retention: Retention, database: Database) -> None:
    async with opened(database, retention=retention) as store:
        studio = await make_studio(store)
        start = (await store.feed.head())[studio.alfa]
        await add_sites(store, studio.alfa, 5)
        assert await store.forget_old() > 3
        [change] = await store.feed.since({studio.alfa: start})
        head = (await store.feed.head())[studio.alfa]
        assert (change.reset, change.seq) == (True, start.seq + 5)
        kept = 0 if retention.changes == timedelta(0) else 2
        late = await store.feed.since({studio.alfa: Position(head.epoch, head.seq - 2)})
        assert [change.reset for change in late] == ([False] * kept or [True])
        rows = await asyncpg.connect(database.superuser_url)
        orphans = await rows.fetchval(
            "SELECT count(*) FROM change_row r WHERE NOT EXISTS"
            " (SELECT FROM change_tx t WHERE t.txid = r.txid AND t.customer_id = r.customer_id)"
        )
        await rows.close()
        assert orphans == 0


async def test_a_new_epoch_resets_every_reader(database: Database) -> None:
    async with opened(database) as store:
        studio = await make_studio(store)
        await caught_up(store)
        before = await store.feed.head()
        told = Told()
        store.feed.listen(told.hear)
        owner = await asyncpg.connect(database.url)
        await renumber(owner)
        await owner.close()
        news = await store.feed.since(before)
        assert {change.customer_id for change in news if change.reset} == set(before)
        async with store.writing(studio.anna, cause="site.create") as unit:
            await make_site(unit, studio.alfa)
        await caught_up(store)
    after = [change for change in told.changes if change.customer_id == studio.alfa]
    assert after[0].reset
    assert after[-1].epoch != before[studio.alfa].epoch


async def test_a_customer_that_a_restore_undid_is_reset(store: Store) -> None:
    [change] = await store.feed.since({new_id(): Position(new_id(), 5)})
    assert (change.reset, change.seq) == (True, 0)


async def test_other_nodes_are_woken_without_waiting_for_their_poll(
    store: Store, studio: Studio, module_database: Database
) -> None:
    async with opened(module_database, pace=Pace(poll=NEVER)) as other:
        heard = asyncio.Event()

        async def listener(changes: Sequence[Change]) -> None:
            await asyncio.sleep(0)
            if any(change.customer_id == studio.alfa for change in changes):
                heard.set()

        other.feed.listen(listener)
        await add_sites(store, studio.alfa, 1)
        async with asyncio.timeout(30):
            assert await heard.wait()


async def test_the_poll_alone_is_enough(studio: Studio, store: Store,
                                        module_database: Database) -> None:  # fmt: skip
    """Nothing announces what another program commits."""
    async with opened(module_database, pace=Pace(poll=0.05)) as other:
        told = Told()
        other.feed.listen(told.hear)
        superuser = await asyncpg.connect(module_database.superuser_url)
        await superuser.execute("UPDATE site SET floors = 9 WHERE id = $1", studio.alfa_site)
        await superuser.close()
        await caught_up(other)
    assert told.keys()[studio.alfa_site] == 1


async def test_a_reader_that_lost_its_connection_goes_on_where_it_was(
    store: Store, studio: Studio, module_database: Database
) -> None:
    async with opened(module_database, pace=Pace(retry=0.01)) as other:
        told = Told()
        other.feed.listen(told.hear)
        superuser = await asyncpg.connect(module_database.superuser_url)
        for _ in range(3):
            await superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name LIKE 'ytefas %'"
            )
            await add_sites(store, studio.alfa, 1)
        await superuser.close()
        await caught_up(other)
    numbers = told.numbers()[studio.alfa]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


async def test_a_snapshot_is_the_state_at_exactly_its_number(store: Store, studio: Studio) -> None:
    """The head and the rows, read in one snapshot under writers, are of one moment."""
    head, site = tables()["feed_head"], SITE
    seq = select(head.c.seq).where(head.c.customer_id == studio.alfa)
    count = select(func.count()).select_from(site).where(site.c.customer_id == studio.alfa)
    async with asyncio.TaskGroup() as writers:
        for _ in range(4):
            writers.create_task(add_sites(store, studio.alfa, 15))
        seen = set()
        for _ in range(25):
            async with store.reading(studio.anna, snapshot=True) as reading:
                number, found = await reading.fetch_value(seq), await reading.fetch_value(count)
            seen.add(number - found)
            await asyncio.sleep(0.002)
    assert len(seen) == 1, "each transaction added one site"


async def test_a_listener_that_fails_does_not_keep_others_from_hearing(
    store: Store, studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(changes: Sequence[Change]) -> None:
        raise ZeroDivisionError

    told, silent = Told(), Told()
    closers = [store.feed.listen(listener) for listener in (fail, told.hear, silent.hear)]
    closers[2]()
    closers[2]()
    await add_sites(store, studio.alfa, 1)
    await caught_up(store)
    for close in closers:
        close()
    assert studio.alfa in told.numbers()
    assert silent.changes == []
    assert "ZeroDivisionError" in caplog.text
