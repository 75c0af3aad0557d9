"""The queue itself, as two nodes and several users meet in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import select

from schema.base import tables
from tests.support.database import TestServer
from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from tests.support.factories.user import grant, make_user
from ytefas.errors import Invalid, NotFound, TooLarge
from ytefas.jobs.job import Contents, Job, JobLimits, Lost, Made, NewJob, State
from ytefas.rules.access import Principal, Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.jobs.parts import PART, JobFiles, keep_parts
from ytefas.store.jobs.queue import JobQueue

LIMITS = JobLimits(lease=30, backoff=0.001, attempts=3, queued_per_user=5, kept_per_user=4)


class Bench:
    """Two nodes at one queue."""

    def __init__(self, database: Database, stores: list[Store]) -> None:
        self.database = database
        self.stores = stores
        self.queues = [JobQueue(store, LIMITS) for store in stores]

    @property
    def queue(self) -> JobQueue:
        return self.queues[0]

    def limited(self, **limits: Any) -> JobQueue:
        return JobQueue(self.stores[0], replace(LIMITS, **limits))

    async def user(self) -> UUID:
        async with self.stores[0].writing(SYSTEM, cause="test.write") as unit:
            return (await make_user(unit)).user_id

    async def ask(self, owner: UUID, label: str = "x", key: UUID | None = None) -> Job:
        return await self.queue.add(NewJob(owner, "test", label, {"a": 1}, key or uuid4()))

    async def taken(self) -> Job:
        job = await self.queue.take()
        assert job is not None
        return job

    async def now(self, job: Job) -> Job:
        return (await self.queue.those([job.id]))[0]

    async def parts(self) -> list[UUID]:
        owner = await asyncpg.connect(self.database.superuser_url)
        try:
            rows = await owner.fetch("SELECT attempt FROM queued_job_part ORDER BY number")
        finally:
            await owner.close()
        return [UUID(int=row["attempt"].int) for row in rows]

    async def lose(self, job: Job) -> None:
        """Let the lease of a job run out."""
        owner = await asyncpg.connect(self.database.superuser_url)
        try:
            await owner.execute(
                "UPDATE queued_job SET lease_until = now() - interval '1 s' WHERE id = $1",
                job.id,
            )
        finally:
            await owner.close()


@asynccontextmanager
async def benched(server: TestServer) -> AsyncIterator[Bench]:
    async with server.clone() as database:
        stores = [await Store.open(database.url) for _ in range(2)]
        try:
            yield Bench(database, stores)
        finally:
            for store in stores:
                await store.close()


@pytest_asyncio.fixture
async def bench(server: TestServer) -> AsyncIterator[Bench]:
    async with benched(server) as made:
        yield made


def file(path: Path, data: bytes = b"abc") -> Made:
    path.write_bytes(data)
    return Made(path, "x.csv", "text/csv")


async def test_a_job_has_one_result_whoever_finishes_it(bench: Bench, tmp_path: Path) -> None:
    owner = await bench.user()
    await bench.ask(owner)
    first = await bench.taken()
    assert await bench.queues[1].take() is None
    await bench.lose(first)
    second = await bench.queues[1].take()
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    with pytest.raises(Lost):
        await bench.queue.beat(first, 1, 2, "")
    finished = file(tmp_path / "first", b"1" * (PART + 1)), file(tmp_path / "second", b"2")
    ends = await asyncio.gather(
        bench.queues[0].finish(first, finished[0]), bench.queues[1].finish(second, finished[1]),
        return_exceptions=True,
    )  # fmt: skip
    assert isinstance(ends[0], Lost)
    assert (await bench.now(first)).state is State.DONE
    files = JobFiles(bench.stores[0])
    facts, parts = await files.find(Principal(owner, Role.CONSULTANT), first.id)
    assert facts.size == 1
    assert [part async for part in parts] == [b"2"]
    with pytest.raises(NotFound):
        await files.find(Principal(await bench.user(), Role.ADMIN), first.id)


async def test_a_result_that_came_to_nothing_leaves_no_parts(bench: Bench, tmp_path: Path) -> None:
    await bench.ask(await bench.user())
    first = await bench.taken()
    await bench.lose(first)
    second = await bench.taken()
    with pytest.raises(Lost):
        await bench.queue.finish(first, file(tmp_path / "a", b"a" * (2 * PART)))
    assert set(await bench.parts()) == {first.attempt}
    await bench.queue.finish(second, file(tmp_path / "b", b"b" * (2 * PART)))
    assert await bench.parts() == [second.attempt] * 2


async def test_many_takers_get_each_job_once(bench: Bench) -> None:
    for _ in range(5):
        await bench.ask(await bench.user())
    taken = await asyncio.gather(*(queue.take() for queue in bench.queues * 5))
    found = [job.id for job in taken if job is not None]
    assert len(found) == len(set(found)) == 5


async def test_users_take_turns_and_one_at_a_time_each(bench: Bench, tmp_path: Path) -> None:
    greedy, modest = await bench.user(), await bench.user()
    for label in ("g1", "g2", "g3"):
        await bench.ask(greedy, label)
    await bench.ask(modest, "m1")
    order = []
    both = [await bench.taken(), await bench.taken()]
    assert await bench.queue.take() is None  # each has one running
    assert [job.label for job in both] == ["g1", "m1"]
    await bench.ask(modest, "m2")
    for job in reversed(both):
        await bench.queue.finish(job, file(tmp_path / "file"))
    while (turn := await bench.queue.take()) is not None:
        order.append(turn.label)
        await bench.queue.finish(turn, file(tmp_path / "file"))
    assert order == ["g2", "m2", "g3"]


async def test_it_is_tried_again_a_few_times_and_then_fails(bench: Bench) -> None:
    asked = await bench.ask(await bench.user())
    for attempt in (1, 2, 3):
        job = await bench.taken()
        assert job.attempts == attempt
        await bench.queue.again(job, code="busy", fields={"reason": "slow"})
        await asyncio.sleep(0.02)
    ended = await bench.now(asked)
    assert (ended.state, ended.error, ended.error_fields) == (
        State.FAILED, "busy", {"reason": "slow"},
    )  # fmt: skip
    assert await bench.queue.take() is None
    again = await bench.queue.retry(ended.owner, ended.id)
    assert (again.state, again.attempts, again.error) == (State.QUEUED, 0, None)


async def test_a_job_that_waits_after_a_failure_is_not_taken_before_its_time(bench: Bench) -> None:
    await bench.ask(await bench.user())
    patient = bench.limited(backoff=600.0)
    await patient.again(await bench.taken(), code="busy", fields={})
    assert await bench.queue.take() is None


async def test_what_kills_every_worker_ends(bench: Bench, tmp_path: Path) -> None:
    await bench.ask(await bench.user())
    for _ in range(3):
        taken = await bench.taken()
        await keep_parts(bench.stores[0], taken, file(tmp_path / "half").path, most=PART)
        await bench.lose(taken)
    assert await bench.queue.take() is None
    assert await bench.parts() == [], "what its attempts left is personal, too"
    (job,) = await bench.queue.of((await _any(bench)).owner)
    assert (job.state, job.error) == (State.FAILED, "busy")


async def _any(bench: Bench) -> Job:
    owner = await asyncpg.connect(bench.database.superuser_url)
    try:
        found = await owner.fetchval("SELECT id FROM queued_job")
    finally:
        await owner.close()
    return (await bench.queue.those([found]))[0]


async def test_a_queued_job_is_cancelled_at_once_and_a_running_one_is_told(bench: Bench) -> None:
    owner = await bench.user()
    queued = await bench.ask(owner)
    assert (await bench.queue.cancel(owner, queued.id)).state is State.CANCELLED
    assert await bench.queue.take() is None
    await bench.queue.retry(owner, queued.id)
    running = await bench.taken()
    asked = await bench.queue.cancel(owner, running.id)
    assert (asked.state, asked.cancel_asked) == (State.RUNNING, True)
    assert await bench.queues[1].beat(running, 1, None, "") is True
    await bench.queues[1].cancelled(running)
    assert (await bench.now(running)).state is State.CANCELLED


async def test_a_cancelled_job_of_a_dead_worker_is_not_done_again(bench: Bench) -> None:
    owner = await bench.user()
    await bench.ask(owner)
    job = await bench.taken()
    await bench.queue.cancel(owner, job.id)
    await bench.lose(job)
    assert await bench.queue.take() is None
    assert (await bench.now(job)).state is State.CANCELLED


async def test_a_node_that_leaves_gives_back_without_using_up_an_attempt(bench: Bench) -> None:
    await bench.ask(await bench.user())
    for _ in range(5):
        job = await bench.taken()
        assert job.attempts == 1
        await bench.queue.give_back(job)


async def test_it_is_queued_once_however_often_it_is_asked(bench: Bench) -> None:
    owner, key = await bench.user(), uuid4()
    made = await asyncio.gather(*(bench.ask(owner, key=key) for _ in range(4)))
    assert len({job.id for job in made}) == 1
    other = await bench.ask(await bench.user(), key=key)
    assert other.id != made[0].id


async def test_nobody_fills_the_queue_or_the_tray(bench: Bench, tmp_path: Path) -> None:
    owner = await bench.user()
    for _ in range(5):
        await bench.ask(owner)
    with pytest.raises(TooLarge):
        await bench.ask(owner)
    for _ in range(5):
        await bench.queue.finish(await bench.taken(), file(tmp_path / "file"))
    await bench.ask(owner, "newest")
    listed = await bench.queue.of(owner)
    assert [job.state for job in listed] == [State.QUEUED, *[State.DONE] * 4]
    assert len(await bench.parts()) == 4


async def test_the_oldest_files_make_room(bench: Bench, tmp_path: Path) -> None:
    owner, queue = await bench.user(), bench.limited(kept_bytes=5)
    for _ in range(3):
        await bench.ask(owner)
        await bench.queue.finish(await bench.taken(), file(tmp_path / "file", b"1234"))
    await queue.add(NewJob(owner, "test", "newest", {}, uuid4()))
    assert [job.label for job in await queue.of(owner)] == ["newest", "x"]
    assert len(await bench.parts()) == 1


async def test_a_file_too_large_is_refused(bench: Bench, tmp_path: Path) -> None:
    await bench.ask(await bench.user())
    with pytest.raises(TooLarge):
        await bench.limited(file_bytes=2).finish(await bench.taken(), file(tmp_path / "file"))
    assert await bench.parts() == []


async def test_what_is_done_is_not_done_again(bench: Bench, tmp_path: Path) -> None:
    owner = await bench.user()
    await bench.ask(owner)
    job = await bench.taken()
    await bench.queue.finish(job, file(tmp_path / "file"))
    with pytest.raises(Invalid):
        await bench.queue.retry(owner, job.id)
    assert (await bench.queue.cancel(owner, job.id)).state is State.DONE
    with pytest.raises(NotFound):
        await bench.queue.dismiss(await bench.user(), job.id)
    assert (await bench.queue.dismiss(owner, job.id)).dismissed
    assert await bench.parts() == []


async def test_old_jobs_are_forgotten_with_their_files(bench: Bench, tmp_path: Path) -> None:
    owner = await bench.user()
    for _ in range(2):
        await bench.ask(owner)
    done = await bench.taken()
    await bench.queue.finish(done, file(tmp_path / "file"))
    await bench.queue.purge()
    assert len(await bench.queue.of(owner)) == 2
    await bench.limited(keep=timedelta(microseconds=1)).purge()
    assert [job.state for job in await bench.queue.of(owner)] == [State.QUEUED]
    assert await bench.parts() == []


async def test_a_file_is_its_owners_as_long_as_he_sees_whose_data_is_in_it(
    bench: Bench, tmp_path: Path
) -> None:
    store = bench.stores[0]
    grants = tables()["customer_grant"]
    async with store.writing(SYSTEM, cause="test.write") as unit:
        who, customer = await make_user(unit), await make_customer(unit)
        site = await make_site(unit, customer)
        other = await make_customer(unit)
        given = await grant(unit, who, customer, "edit")
        await grant(unit, who, other, "manage")
    await bench.ask(who.user_id)
    job, made = await bench.taken(), file(tmp_path / "file")
    await bench.queue.finish(job, replace(made, contents=Contents("site", 1, {customer: 1})))
    files = JobFiles(store)

    async def fetched(**changes: Any) -> bool:
        """Change the grant, and ask for the file."""
        async with store.writing(SYSTEM, cause="test.write") as unit:
            asked = select(grants.c.row_version).where(grants.c.id == given)
            await unit.update(grants, given, await unit.fetch_value(asked), changes)
        try:
            await files.find(who, job.id)
        except NotFound:
            return False
        return True

    assert await fetched(level="manage")
    assert not await fetched(level="read"), "some fields are for who may edit"
    assert await fetched(level="edit")
    assert not await fetched(site_ids=[site]), "it has rows of all sites"
    assert await fetched(site_ids=[])
    assert not await fetched(valid_to=date(2026, 1, 1)), "a grant ends by itself"
    assert await fetched(valid_to=None)
    async with store.writing(SYSTEM, cause="test.write") as unit:
        role = {"role": Role.CUSTOMER_USER.value}
        await unit.update(tables()["app_user"], who.user_id, 1, role)
    assert not await fetched(level="manage")
