"""The queue of jobs in PostgreSQL, for every node of an installation.

A job is taken under one lock, so that counting what runs for a user holds, and with SKIP LOCKED, so
that nobody waits for a row somebody is just cancelling. Who finishes must hold the lease: the row
says so, in the statement that ends it. Nobody is notified from here: the change feed tells.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import asyncpg

from schema.base import new_id
from ytefas.errors import Invalid, NotFound, TooLarge
from ytefas.jobs.job import Contents, FileFacts, Job, JobLimits, Lost, Made, NewJob, State
from ytefas.rules.access import STUDIO, Principal, Role
from ytefas.store.compile import Prepared
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM, Program
from ytefas.store.jobs import statements as sql
from ytefas.store.jobs.parts import forget_parts, keep_parts
from ytefas.store.jobs.showing import shown_to
from ytefas.store.unit import Unit

EACH_CUSTOMER: Final = 50  # so many customers remember an export each by itself


class JobQueue:
    """Implements the Queue of a worker and the Orders of an owner."""

    def __init__(self, store: Store, limits: JobLimits) -> None:
        self._store = store
        self._limits = limits

    # -- an owner's

    async def add(self, new: NewJob) -> Job:
        async with self._store.writing(Program(new.owner), cause="job.add") as unit:
            known = await unit.fetch_row(sql.SAME, {"owner": new.owner, "key": new.key})
            if known is not None:
                return _job(known)
            most = self._limits.queued_per_user
            if await unit.fetch_value(sql.WAITING, {"owner": new.owner}) >= most:
                raise TooLarge(limit=most)
            made = await unit.fetch_row(sql.ADD, {
                "id": new_id(), "owner": new.owner, "kind": new.kind, "label": new.label[:200],
                "request": dict(new.request), "key": new.key,
            })  # fmt: skip
            if made is None:  # the same request, at the same moment
                made = await unit.fetch_row(sql.SAME, {"owner": new.owner, "key": new.key})
            kept = {"kept": self._limits.kept_per_user, "bytes": self._limits.kept_bytes}
            for row in await unit.fetch(sql.TOO_MANY, {"owner": new.owner, **kept}):
                await _dismissed(unit, row["id"])
            return _job(_present(made))

    async def of(self, owner: UUID) -> Sequence[Job]:
        async with self._store.reading(SYSTEM) as reading:
            return [_job(row) for row in await reading.fetch(sql.OF, {"owner": owner})]

    async def cancel(self, owner: UUID, job: UUID) -> Job:
        async with self._store.writing(Program(owner), cause="job.cancel") as unit:
            mine = await _mine(unit, owner, job)
            if mine.state not in {State.QUEUED, State.RUNNING} or mine.cancel_asked:
                return mine
            return _job(_present(await unit.fetch_row(sql.CANCEL, {"id": job})))

    async def retry(self, owner: UUID, job: UUID) -> Job:
        async with self._store.writing(Program(owner), cause="job.retry") as unit:
            mine = await _mine(unit, owner, job)
            if mine.state in {State.QUEUED, State.RUNNING}:
                return mine
            if mine.state is State.DONE or mine.dismissed:
                raise Invalid("not_failed")
            return _job(_present(await unit.fetch_row(sql.RETRY, {"id": job})))

    async def dismiss(self, owner: UUID, job: UUID) -> Job:
        async with self._store.writing(Program(owner), cause="job.dismiss") as unit:
            _ = await _mine(unit, owner, job)
            return await _dismissed(unit, job)

    # -- news

    async def those(self, jobs: Collection[UUID]) -> Sequence[Job]:
        async with self._store.reading(SYSTEM) as reading:
            return [_job(row) for row in await reading.fetch(sql.THOSE, {"ids": list(jobs)})]

    async def open_of(self, owners: Collection[UUID], *, ended: bool = False) -> Sequence[Job]:
        async with self._store.reading(SYSTEM) as reading:
            asked = {"owners": list(owners), "ended": ended}
            return [_job(row) for row in await reading.fetch(sql.OPEN, asked)]

    # -- a worker's

    async def take(self) -> Job | None:
        async with self._store.reading(SYSTEM) as reading:
            if not await reading.fetch_value(sql.ANY):
                return None
        async with self._store.writing(SYSTEM, cause="job.take") as unit:
            await unit.fetch(sql.ONE_AT_A_TIME)
            for dead in await unit.fetch(sql.REAP, {"attempts": self._limits.attempts}):
                await forget_parts(unit, dead["id"])
            row = await unit.fetch_row(sql.TAKE, {
                "per_user": self._limits.per_user, "holder": uuid4(), "lease": self._lease,
            })  # fmt: skip
        return None if row is None else _job(row)

    async def beat(self, job: Job, done: int, total: int | None, note: str) -> bool:
        said = {"lease": self._lease, "done": done, "total": total, "note": note}
        async with self._store.writing(SYSTEM, cause="job.beat") as unit:
            row = await unit.fetch_row(sql.BEAT, {**_hold(job), **said})
        if row is None:
            raise Lost
        asked: bool = row["cancel_asked"]
        return asked

    async def finish(self, job: Job, made: Made) -> FileFacts:
        size = await keep_parts(
            self._store, job, made.path, most=made.most or self._limits.file_bytes
        )
        file = FileFacts(made.name, made.kind, size)
        whose = made.customers | (made.contents.customers.keys() if made.contents else set())
        async with self._store.reading(Principal(job.owner, Role.CUSTOMER_USER)) as reading:
            shown = shown_to(reading, whose)
        said = {"name": file.name, "kind": file.kind, "size": size, "shown": shown}
        async with self._store.writing(Program(job.owner), cause="job.finish") as unit:
            ended = await unit.fetch_row(sql.FINISH, {**_hold(job), **said}) is not None
            if ended:
                await forget_parts(unit, job.id, keep=job.attempt)
                await _note(unit, job, made.contents)
        if not ended:
            await self.cancelled(job)  # if that is why
            raise Lost
        return file

    async def fail(self, job: Job, code: str, fields: Mapping[str, Any]) -> None:
        await self._end(sql.FAIL, job, {"code": code, "fields": dict(fields)}, "job.fail")

    async def cancelled(self, job: Job) -> None:
        await self._end(sql.CANCELLED, job, {}, "job.cancelled")

    async def again(self, job: Job, *, code: str, fields: Mapping[str, Any]) -> None:
        if job.attempts >= self._limits.attempts:
            await self.fail(job, code, fields)
            return
        pause = timedelta(seconds=self._limits.pause(job.attempts))
        said = {"pause": pause, "code": code, "fields": dict(fields)}
        await self._end(sql.AGAIN, job, said, "job.again")

    async def give_back(self, job: Job) -> None:
        await self._end(sql.GIVE_BACK, job, {}, "job.give_back")

    async def purge(self) -> None:
        """Forget what ended long ago, files first."""
        async with self._store.writing(SYSTEM, cause="job.purge") as unit:
            await unit.fetch(sql.OLD_PARTS, {"keep": self._limits.keep})
            await unit.fetch(sql.OLD, {"keep": self._limits.keep})

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self._limits.lease)

    async def _end(
        self, statement: Prepared, job: Job, said: Mapping[str, Any], cause: str
    ) -> None:
        """End an attempt, if it is still the one; else it is not for us to say."""
        async with self._store.writing(Program(job.owner), cause=cause) as unit:
            if await unit.fetch_row(statement, {**_hold(job), **said}) is not None:
                await forget_parts(unit, job.id)


async def _note(unit: Unit, job: Job, contents: Contents | None) -> None:
    """Remember whose data went out: with each customer, or with the studio when they are many."""
    if contents is None:
        return
    many = len(contents.customers) > EACH_CUSTOMER
    told = {STUDIO: contents.rows} if many or not contents.customers else contents.customers
    for customer, rows in told.items():
        await unit.note(
            contents.action or job.kind, customer=customer, entity=contents.entity,
            key=contents.key, rows=rows, job=str(job.id), customers=len(contents.customers),
        )  # fmt: skip


async def _mine(unit: Unit, owner: UUID, job: UUID) -> Job:
    row = await unit.fetch_row(sql.MINE, {"id": job, "owner": owner})
    if row is None:
        raise NotFound
    return _job(row)


async def _dismissed(unit: Unit, job: UUID) -> Job:
    made = _job(_present(await unit.fetch_row(sql.DISMISS, {"id": job})))
    await forget_parts(unit, job)
    return made


def _hold(job: Job) -> dict[str, Any]:
    return {"id": job.id, "holder": job.attempt}


def _present(row: asyncpg.Record | None) -> asyncpg.Record:
    if row is None:
        raise NotFound
    return row


def _job(row: asyncpg.Record) -> Job:
    file = None
    if row["file_name"] is not None:
        file = FileFacts(row["file_name"], row["file_kind"], row["file_size"])
    made = Job(
        UUID(int=row["id"].int), UUID(int=row["user_id"].int), row["kind"], row["label"],
        row["request"], State(row["state"]), row["attempts"], row["lease_holder"], row["done"],
        row["total"], row["note"], row["created_at"], row["ended_at"], row["row_version"],
        file=file, cancel_asked=row["cancel_asked"], dismissed=row["dismissed"],
    )  # fmt: skip
    return replace(made, error=row["error"], error_fields=row["error_fields"] or {})
