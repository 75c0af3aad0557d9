"""Actions on many records as the framework asks for them, and as a job carries them out."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from ytefas.errors import Invalid, NotFound
from ytefas.framework.work.many import Act, Asked, Chosen, Facts
from ytefas.imports.workbook import outcome
from ytefas.jobs.bulk import KIND
from ytefas.jobs.job import OPEN, Job, NewJob, State
from ytefas.jobs.queue import Orders
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.many import batches, choosing, telling
from ytefas.store.many.carrying import Carriers, Told
from ytefas.store.many.looking import look, require_fields, veiled
from ytefas.store.source.source import Source

WHILE_WAITING: Final = 200  # records that are done while their user waits; more are a job
_STOPPED: Final = frozenset({State.FAILED, State.CANCELLED})


class ManyRecords:
    """Implements the framework's Many, and the Carrier of a job."""

    def __init__(self, store: Store, sources: Mapping[str, Source], orders: Orders) -> None:
        self._store = store
        self._sources = sources
        self._orders = orders
        self._carriers = Carriers(store, sources)

    async def choose(self, acting: Principal, source: str, act: Act, chosen: Chosen) -> UUID:
        if source not in self._sources:
            raise NotFound
        async with self._store.reading(acting, snapshot=True) as reading:
            rows, shared = await choosing.settle(
                reading, self._sources, self._sources[source], act, chosen
            )
        async with self._store.writing(acting, cause="bulk.choose") as unit:
            return await batches.keep(unit, source, act, rows, shared)

    async def find(self, acting: Principal, batch: UUID) -> Facts:
        async with self._store.reading(acting) as reading:
            return batches.facts_of(await batches.find(reading, batch))

    async def look(self, acting: Principal, batch: UUID, asked: Sequence[Asked]) -> dict[str, int]:
        async with self._store.reading(acting, snapshot=True) as reading:
            facts = batches.facts_of(await batches.find(reading, batch))
            source = self._sources[facts.source]
            rows = await batches.everyone(reading, batch)
            return await look(reading, source, facts.act, rows, asked)

    async def apply(self, acting: Principal, batch: UUID, asked: Sequence[Asked]) -> str | None:
        changes = {one.name: {one.how: one.value} for one in asked}
        async with self._store.writing(acting, cause="bulk.apply") as unit:
            row = await batches.find(unit, batch, lock=True)
            source = self._sources[row["source"]]
            sight = source.sight(unit.acting, unit.reach)
            if asked:  # said at once, not once for every record
                require_fields(sight, asked)
            if source.entity.fresh:
                await unit.prove()
            if row["state"] == "open":
                await batches.move_on(unit, batch, "doing", changes)
            elif row["changes"] != changes or row["state"] in {"undoing", "undone"}:
                raise Invalid("bulk_done")
        return await self._begin(acting, batches.facts_of(row), "forth")

    async def take_back(self, acting: Principal, batch: UUID) -> str | None:
        if await self._job_of(acting, batch) is not None:
            raise Invalid("bulk_under_way")
        async with self._store.writing(acting, cause="bulk.take_back") as unit:
            row = await batches.find(unit, batch, lock=True)
            facts = batches.facts_of(row)
            if row["state"] == "open" or not facts.can_go_back:
                raise Invalid("bulk_nothing_done")
            if self._sources[facts.source].entity.fresh:
                await unit.prove()
            if row["state"] in {"doing", "done"}:
                await batches.move_on(unit, batch, "undoing", row["changes"])
        return await self._begin(acting, facts, "back")

    async def _begin(self, acting: Principal, facts: Facts, way: str) -> str | None:
        """Do it while its user waits, or have it done behind his back."""
        if facts.total > WHILE_WAITING:
            label = telling.label(self._sources[facts.source], facts, acting.locale, way)
            return await self._order(acting, facts, label, way, uuid5(facts.id, way))
        await self._carriers.go_on(acting, facts.id, way, _nobody)
        return None

    async def report(self, acting: Principal, batch: UUID) -> str:
        facts = await self.find(acting, batch)
        label = telling.label(self._sources[facts.source], facts, acting.locale, "report")
        return await self._order(acting, facts, label, "report", uuid4())

    async def _order(self, acting: Principal, facts: Facts, label: str, way: str, key: UUID) -> str:
        request = {
            "batch": str(facts.id), "source": facts.source, "way": way, "locale": acting.locale,
            "zone": telling.HOME,
        }  # fmt: skip
        new = NewJob(acting.user_id, KIND, label, request, key)
        job = await self._orders.add(new)
        if job.state in _STOPPED:  # it goes on
            job = await self._orders.add(replace(new, key=uuid4()))
        return str(job.id)

    async def _job_of(self, acting: Principal, batch: UUID) -> Job | None:
        """Find the job that is doing it now."""
        for job in await self._orders.of(acting.user_id):
            if job.state in OPEN and job.request.get("batch") == str(batch):
                return job
        return None

    async def result(
        self, acting: Principal, batch: UUID, *, only: str, offset: int, limit: int
    ) -> dict[str, Any]:
        async with self._store.reading(acting) as reading:
            facts = batches.facts_of(await batches.find(reading, batch))
            counted = await batches.counts(reading, batch)
            rows = await batches.some(reading, batch, only=only, offset=offset, limit=limit)
            rows = await veiled(reading, self._sources[facts.source], rows)
        job = await self._job_of(acting, batch)
        told = [
            {"key": row["key"], "title": row["title"], "state": telling.end_of(row),
             "problem": row["problem"]}
            for row in rows
        ]  # fmt: skip
        return {
            **counted, "act": facts.act, "state": facts.state, "total": facts.total,
            "can_go_back": facts.can_go_back, "job": None if job is None else str(job.id),
            "rows": told,
        }  # fmt: skip

    async def purge(self) -> None:
        """Forget what nobody confirmed, and what was done long ago."""
        await batches.purge(self._store)

    # -- a job's

    async def carry_out(
        self, acting: Principal, batch: UUID, way: str, *, told: Told
    ) -> tuple[str, bytes, frozenset[UUID]]:
        """Go on with it, and give its outcome as a named file, with the customers it names."""
        await self._carriers.go_on(acting, batch, way, told)
        async with self._store.reading(acting) as reading:
            facts = batches.facts_of(await batches.find(reading, batch))
            counted = await batches.counts(reading, batch)
            source, locale = self._sources[facts.source], acting.locale
            rows = await veiled(reading, source, await batches.everyone(reading, batch))
        whose = frozenset(UUID(row["owner"]) for row in rows if row["title"] and row.get("owner"))
        title, facts_told, lines = telling.sheet(source, facts, counted, rows, locale)
        headings = telling.headings(locale)
        data = await asyncio.to_thread(outcome, title, facts_told, lines, locale, headings)
        return title, data, whose


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody: its user waits for the whole of it."""
