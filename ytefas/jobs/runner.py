"""The worker of a node: takes jobs, keeps their leases alive, and makes each end exactly once.

A job belongs to whoever holds its lease. A worker that is killed stops renewing it, and somebody
else takes the job; a worker that merely lost the database notices that its lease has run out and
drops what it has, for by then it may be somebody else's. Only the holder can finish.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import Final
from uuid import UUID

from typing_extensions import override

from ytefas.errors import Busy, NotAuthenticated, YtefasError
from ytefas.framework.tree.tasks import is_wanted, spawn
from ytefas.jobs.job import Job, JobLimits, Lost, Made, State, WorkerDied
from ytefas.jobs.place import working_place
from ytefas.jobs.queue import Progress, Queue, Work

log = logging.getLogger(__name__)

TELL_EVERY: Final = 0.2  # seconds between two steps of progress that its owner sees
WRITE_EVERY: Final = 1.0  # seconds between two that the database sees


class _Held(Progress):
    """A job in the hands of this worker."""

    def __init__(self, job: Job, tell: Callable[[Job], None]) -> None:
        self.job = job
        self.done, self.total, self.note = 0, job.total, ""
        self.stop = asyncio.Event()  # somebody asks to look at the lease now
        self._tell = tell
        self._told_at = float("-inf")

    @override
    def __call__(self, done: int, total: int | None = None, note: str = "") -> None:
        self.done, self.note = done, note
        self.total = self.total if total is None else total
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= TELL_EVERY:
            self._told_at = now
            self._tell(self.now())

    def now(self) -> Job:
        """Give the job as far as it is."""
        one = self.job
        return Job(
            one.id, one.owner, one.kind, one.label, one.request, State.RUNNING, one.attempts,
            one.attempt, self.done, self.total, self.note, one.created_at, None, one.version,
        )  # fmt: skip


class Runner:
    """Does jobs until it is closed; `tell` hears of the progress of those done here."""

    def __init__(
        self,
        queue: Queue,
        kinds: Mapping[str, Work],
        *,
        limits: JobLimits,
        tell: Callable[[Job], None],
    ) -> None:
        self._queue = queue
        self._kinds = kinds
        self._limits = limits
        self._tell = tell
        self._held: dict[UUID, _Held] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._leaving = False

    @property
    def running(self) -> frozenset[UUID]:
        """Name the jobs that are being done here."""
        return frozenset(self._held)

    def heard(self, jobs: Iterable[UUID]) -> None:
        """Hear that jobs changed: one may be waiting, and one of ours may be unwanted."""
        self._wake.set()
        for job in jobs:
            if job in self._held:
                self._held[job].stop.set()

    async def run(self) -> None:
        """Take and do jobs until cancelled; then give back what is not done."""
        with working_place() as place:
            try:
                await self._serve(place)
            finally:
                self._leaving = True
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, place: Path) -> None:
        while is_wanted():
            self._wake.clear()
            try:
                while len(self._held) < self._limits.per_node and (job := await self._queue.take()):
                    self._begin(job, place)
            except YtefasError as later:
                log.warning("no job could be taken now: %s", later.code)
            except Exception:  # a queue that stops looks like one that is empty
                log.exception("no job could be taken; it is tried again")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._limits.poll):
                    _ = await self._wake.wait()

    def _begin(self, job: Job, place: Path) -> None:
        held = self._held[job.id] = _Held(job, self._tell)
        task = spawn(self._do(held, place / job.id.hex), name=f"job {job.kind}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _do(self, held: _Held, place: Path) -> None:
        """Do one attempt of a job, and record how it ended."""
        job = held.job
        log.info("job %s (%s) begins, attempt %d", job.id, job.kind, job.attempts)
        try:
            await asyncio.to_thread(place.mkdir, mode=0o700)
            made = await self._worked(held, place)
            await self._finished(held, made)
        except asyncio.CancelledError:
            await asyncio.shield(spawn(self._given_back(job), name="give a job back"))
            raise
        except Lost:
            log.warning("job %s is not ours any more", job.id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the owner hears of it
            await self._failed(job, error)
        finally:
            try:  # what was drawn may be large, and is removed before another attempt begins
                await asyncio.to_thread(rmtree, place, ignore_errors=True)
            finally:
                del self._held[job.id]
                self._wake.set()

    async def _worked(self, held: _Held, place: Path) -> Made:
        """Have it worked on, as long as the lease is ours and somebody wants the result."""
        work = spawn(self._kinds[held.job.kind](held.job, place, held), logged=False)
        try:
            await self._guard(held, work)
            return await work
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _finished(self, held: _Held, made: Made) -> None:
        keeping = spawn(self._queue.finish(held.job, made), logged=False)
        try:
            await self._guard(held, keeping)
            file = await keeping
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
        log.info("job %s is done: %d bytes", held.job.id, file.size)

    async def _guard(self, held: _Held, work: "asyncio.Task[object]") -> None:
        """Renew the lease until the work is done; raise Lost as soon as it is not ours."""
        clock = asyncio.get_running_loop().time
        every = min(WRITE_EVERY, self._limits.lease / 3)
        renewed = clock()
        while not work.done():
            stop = spawn(held.stop.wait(), name="hear of a job")
            await asyncio.wait({work, stop}, timeout=every, return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            held.stop.clear()
            if work.done():
                return
            asked = clock()
            try:
                unwanted = await self._queue.beat(held.job, held.done, held.total, held.note)
            except YtefasError:
                if clock() - renewed > self._limits.lease:
                    raise Lost from None
                continue
            renewed = asked
            if unwanted:
                await self._queue.cancelled(held.job)
                raise Lost

    async def _given_back(self, job: Job) -> None:
        with suppress(YtefasError):  # its lease runs out by itself
            await self._queue.give_back(job)

    async def _failed(self, job: Job, error: Exception) -> None:
        try:
            await self._record(job, error)
        except YtefasError as later:  # its lease runs out, and it is done again
            log.warning("how job %s ended could not be recorded: %s", job.id, later.code)

    async def _record(self, job: Job, error: Exception) -> None:
        match error:
            case NotAuthenticated():  # its owner is nobody any more
                await self._queue.cancelled(job)
            case WorkerDied() | OSError():
                log.warning("job %s was interrupted: %s", job.id, error)
                await self._queue.again(job, code=Busy.code, fields={"reason": "worker"})
            case YtefasError() if error.retry:
                await self._queue.again(job, code=error.code, fields=error.fields)
            case YtefasError():
                await self._queue.fail(job, error.code, error.fields)
            case _:
                incident = job.id.hex[-12:]
                log.error("incident %s: job %s failed", incident, job.id, exc_info=error)
                await self._queue.fail(job, "internal", {"incident": incident})
