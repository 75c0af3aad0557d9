"""The store under trouble: dead connections, slow statements, locks, a full pool, cancellation."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from random import Random
from typing import Any

import asyncpg
import pytest
from sqlalchemy import func, select

from schema.base import new_id, tables
from tests.support.factories.site import make_site
from tests.support.studio import Studio
from ytefas.errors import Busy, Closed, InvalidFields, UnknownOutcome
from ytefas.rules.access import Principal
from ytefas.store import engine
from ytefas.store.compile import Prepared
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Reading, Unit

SITE = tables()["site"]
PID = select(func.pg_backend_pid())
SLEEP = select(func.pg_sleep(30))


@asynccontextmanager
async def opened(database: Database, **settings: Any) -> AsyncIterator[Store]:
    store = await Store.open(database.url, settings=StoreSettings(**settings))
    try:
        yield store
    finally:
        await store.close()


async def kill(database: Database, *pids: int) -> None:
    superuser = await asyncpg.connect(database.superuser_url)
    try:
        await superuser.execute(
            "SELECT pg_terminate_backend(p, 2000) FROM unnest($1::int[]) p", pids
        )
    finally:
        await superuser.close()


async def pid(store: Store, who: Principal) -> int:
    async with store.reading(who) as reading:
        found: int = await reading.fetch_value(PID)
    return found


async def ask(store: Store, work: Callable[[Reading], Awaitable[object]]) -> None:
    async with store.reading(SYSTEM) as reading:
        _ = await work(reading)


async def change(store: Store, work: Callable[[Unit], Awaitable[object]]) -> None:
    async with store.writing(SYSTEM, cause="test.write") as unit:
        _ = await work(unit)


async def codes(store: Store, studio: Studio) -> list[str]:
    async with store.reading(studio.anna) as reading:
        rows = await reading.fetch(select(SITE.c.code).where(SITE.c.customer_id == studio.alfa))
    return [row[0] for row in rows]


async def test_a_connection_that_died_in_the_pool_is_replaced_unseen(
    store: Store, studio: Studio, module_database: Database
) -> None:
    first = await pid(store, studio.anna)
    assert await pid(store, studio.anna) == first
    await kill(module_database, first)
    assert await pid(store, studio.anna) != first


async def test_a_connection_lost_in_the_middle_is_busy_and_nothing_was_done(
    store: Store, studio: Studio, module_database: Database
) -> None:
    async def work(unit: Unit) -> None:
        await make_site(unit, studio.alfa, code="MEZZO")
        await kill(module_database, await unit.fetch_value(PID))
        await make_site(unit, studio.alfa)

    with pytest.raises(Busy):
        await change(store, work)
    assert "MEZZO" not in await codes(store, studio)


async def test_a_connection_lost_at_the_commit_is_an_unknown_outcome(
    store: Store, studio: Studio, module_database: Database
) -> None:
    async def work(unit: Unit) -> None:
        await make_site(unit, studio.alfa, code="FORSE")
        await kill(module_database, await unit.fetch_value(PID))

    with pytest.raises(UnknownOutcome):
        await change(store, work)


async def test_a_request_with_a_key_is_repeated_unseen(
    store: Store, studio: Studio, module_database: Database
) -> None:
    tries = 0

    async def work(unit: Unit) -> str:
        nonlocal tries
        tries += 1
        await make_site(unit, studio.alfa, code="UNA VOLTA")
        if tries == 1:
            await kill(module_database, await unit.fetch_value(PID))
        return "done"

    assert await store.once(studio.anna, work, cause="test.write", key=new_id()) == "done"
    assert (tries, (await codes(store, studio)).count("UNA VOLTA")) == (2, 1)


async def test_a_request_whose_commit_was_not_heard_of_is_not_done_twice(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit succeeded and the connection broke before its answer: the key remembers."""
    commit, tries = engine._commit, 0

    async def unheard(connection: Any) -> None:
        nonlocal tries
        tries += 1
        await commit(connection)
        if tries == 1:
            raise UnknownOutcome

    monkeypatch.setattr(engine, "_commit", unheard)
    key = new_id()
    answer = await store.once(
        studio.anna, lambda unit: code_of(unit, studio), cause="test.write", key=key
    )
    assert (tries, (await codes(store, studio)).count(answer)) == (2, 1)


async def code_of(unit: Unit, studio: Studio) -> str:
    await make_site(unit, studio.alfa, code="UNA SOLA")
    return "UNA SOLA"


async def test_a_column_that_a_migration_changes_under_us_is_read_again_unseen(
    store: Store, studio: Studio, module_database: Database
) -> None:
    """Each connection has prepared statements for the column as it was."""
    shown = select(SITE.c.istat_code).where(SITE.c.id == studio.alfa_site)

    async def work(unit: Unit) -> Any:
        return await unit.fetch_value(shown)

    async with AsyncExitStack() as stack:
        for _ in range(3):
            reading = await stack.enter_async_context(store.reading(studio.anna))
            _ = await reading.fetch(shown)
    superuser = await asyncpg.connect(module_database.superuser_url)
    await superuser.execute("ALTER TABLE site ALTER istat_code TYPE varchar(12)")
    await superuser.close()
    assert await store.once(studio.anna, work, cause="test.write", key=new_id()) is None


async def test_a_refused_value_keeps_the_connection_and_a_defect_does_not(
    store: Store, studio: Studio
) -> None:
    before = await pid(store, SYSTEM)
    with pytest.raises(InvalidFields):
        await change(store, lambda unit: make_site(unit, studio.alfa, kind="castle"))
    assert await pid(store, SYSTEM) == before
    with pytest.raises(asyncpg.UndefinedColumnError):
        await ask(store, lambda reading: reading.fetch(Prepared.of("SELECT nothing FROM site")))
    assert await pid(store, SYSTEM) != before


async def test_a_slow_statement_fails_alone(studio: Studio, module_database: Database) -> None:
    async with opened(module_database, statement_timeout=0.05) as store:
        with pytest.raises(Busy):
            await ask(store, lambda reading: reading.fetch(SLEEP))
        assert await pid(store, studio.anna)


async def test_a_lock_is_waited_for_a_while_only(
    store: Store, studio: Studio, module_database: Database
) -> None:
    async with (
        opened(module_database, lock_timeout=0.05) as other,
        store.writing(SYSTEM, cause="test.hold") as unit,
    ):
        await unit.update(SITE, studio.alfa_site, 1, {"floors": 1})
        with pytest.raises(Busy):
            await change(other, lambda unit: unit.update(SITE, studio.alfa_site, 1, {"floors": 2}))


async def test_who_dawdles_in_a_transaction_loses_it(
    studio: Studio, module_database: Database
) -> None:
    async def dawdle(unit: Unit) -> None:
        await make_site(unit, studio.alfa, code="LENTO")
        await asyncio.sleep(0.15)
        await make_site(unit, studio.alfa)

    async with opened(module_database, idle_in_transaction=0.05) as store:
        with pytest.raises(Busy):
            await change(store, dawdle)
        assert "LENTO" not in await codes(store, studio)


async def test_nobody_waits_long_for_the_pool(studio: Studio, module_database: Database) -> None:
    async with (
        opened(module_database, pool_size=2, pool_wait=0.3) as store,
        AsyncExitStack() as held,
    ):
        for _ in range(2):
            await held.enter_async_context(store.reading(SYSTEM))
        with pytest.raises(Busy) as refused:
            await ask(store, lambda reading: reading.fetch(PID))
        assert refused.value.fields["reason"] == "pool"
        await held.aclose()
        assert await pid(store, studio.anna)


async def test_one_user_cannot_take_the_whole_pool(
    studio: Studio, module_database: Database
) -> None:
    async with (
        opened(module_database, pool_size=8, pool_wait=0.3) as store,
        AsyncExitStack() as held,
    ):
        for _ in range(2):
            await held.enter_async_context(store.reading(studio.anna))
        with pytest.raises(Busy):
            await held.enter_async_context(store.reading(studio.anna))
        await held.enter_async_context(store.reading(studio.bruno))
        await held.enter_async_context(store.reading(studio.admin))


async def test_a_cancelled_statement_gives_its_place_back(
    studio: Studio, module_database: Database
) -> None:
    async with opened(module_database, pool_size=1, pool_wait=0.5) as store:
        for _ in range(3):
            task = asyncio.ensure_future(ask(store, lambda reading: reading.fetch(SLEEP)))
            await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await pid(store, studio.anna)


async def test_a_database_that_is_away_is_busy(module_database: Database) -> None:
    with pytest.raises((Busy, OSError)):
        await Store.open(module_database.url.replace("port=5432", "port=5999"))


async def test_a_closed_store_cuts_off_what_is_open(
    studio: Studio, module_database: Database
) -> None:
    async def work(unit: Unit) -> None:
        await make_site(unit, studio.alfa, code="CHIUSO")
        await store.close()

    store = await Store.open(module_database.url)
    with pytest.raises(UnknownOutcome):
        await change(store, work)
    with pytest.raises(Closed):  # nor is anything opened by whoever did not hear of it
        await pid(store, studio.anna)
    async with opened(module_database) as again:
        assert "CHIUSO" not in await codes(again, studio)


async def test_each_role_keeps_a_connection_and_the_pool_its_size(
    studio: Studio, module_database: Database
) -> None:
    """PostgreSQL plans a statement again for another role, so roles do not share if they can."""
    async with opened(module_database, pool_size=4, pool_share=1.0) as store:
        anna, program = await pid(store, studio.anna), await pid(store, SYSTEM)
        assert anna != program
        assert (await pid(store, studio.anna), await pid(store, SYSTEM)) == (anna, program)
        everybody = [studio.anna, SYSTEM, studio.admin] * 10
        pids = await asyncio.gather(*(pid(store, who) for who in everybody))
    assert len(set(pids)) <= 4


async def test_after_a_storm_of_cancellations_the_pool_is_whole(
    studio: Studio, module_database: Database
) -> None:
    dice = Random(7)  # noqa: S311 - repeatable, not secret
    nap = select(func.pg_sleep(0.002))
    async with opened(module_database, pool_size=5, pool_share=0.4, pool_wait=0.05) as store:

        async def come_and_go(who: Principal) -> None:
            with suppress(Busy, TimeoutError):
                async with asyncio.timeout(dice.random() / 50), store.reading(who) as reading:
                    _ = await reading.fetch(nap)

        people = (SYSTEM, studio.anna, studio.bruno, studio.admin)
        for _ in range(5):
            await asyncio.gather(*(come_and_go(dice.choice(people)) for _ in range(60)))
        async with AsyncExitStack() as held:
            for who in (SYSTEM, SYSTEM, studio.admin, studio.admin, studio.anna):
                reading = await held.enter_async_context(store.reading(who))
                assert await reading.fetch_value(PID)
            with pytest.raises(Busy):
                await held.enter_async_context(store.reading(SYSTEM))
