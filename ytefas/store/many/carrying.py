"""An action carried out: group by group, each in one transaction with what came of it.

Whoever is stopped, or killed, leaves groups that are done and groups that are not; whoever goes on
begins with the first that is not. Where one record of a group is refused, the group is halved until
that record stands alone, so the others cost a few transactions more and nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from ytefas.errors import Closed, NotAuthenticated, UnknownOutcome, YtefasError
from ytefas.framework.talk.serialize import encode
from ytefas.framework.work.many import Asked, Facts, parse_asked
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.many import batches, doing
from ytefas.store.many.batches import Row
from ytefas.store.source.source import Source
from ytefas.store.unit import Unit

Told = Callable[[int, int], None]
_MEANWHILE: Final = {"done": "doing", "undone": "undoing"}  # the state of what comes to this end


class Carrying:
    """Carries one action out, or takes it back, for whom it is."""

    def __init__(self, store: Store, source: Source, acting: Principal, facts: Facts) -> None:
        self._store = store
        self._source = source
        self._acting = acting
        self._facts = facts
        self._asked: Sequence[Asked] = ()

    async def forth(self, changes: Mapping[str, Any], told: Told) -> None:
        """Do it to every record that waits for it."""
        self._asked = parse_asked(changes) if self._facts.act == "edit" else ()
        await self._all("done", told)

    async def back(self, told: Told) -> None:
        """Take it back, as far as it was done."""
        await self._all("undone", told)

    async def _all(self, end: str, told: Told) -> None:
        batch, done = self._facts.id, 0
        async with self._store.reading(self._acting) as reading:
            numbers = await batches.numbers(reading, batch)
        for number in numbers:
            tried = await self._group(number, end)
            done += tried
            told(min(done, self._facts.total), self._facts.total)
        async with self._store.writing(self._acting, cause="bulk.end") as unit:
            row = await batches.find(unit, batch, lock=True)
            if row["state"] == _MEANWHILE[end]:
                await batches.move_on(unit, batch, end, row["changes"])

    async def _group(self, number: int, end: str) -> int:
        async with self._store.reading(self._acting) as reading:
            rows = await batches.peek(reading, self._facts.id, number)
        left = [at for at, row in enumerate(rows) if _waits(row, end)]
        if left:
            await self._some(number, left, end)
        return len(rows)

    async def _some(self, number: int, places: Sequence[int], end: str) -> None:
        """Do it to some records of a group, all or none; where none, to each half of them."""
        try:
            await self._together(number, places, end)
        except YtefasError as error:
            alone = len(places) == 1
            if _is_for_later(error, alone=alone):
                raise
            if alone:
                await self._refused(number, places[0], end, error)
                return
            half = len(places) // 2
            await self._some(number, places[:half], end)
            await self._some(number, places[half:], end)

    async def _together(self, number: int, places: Sequence[int], end: str) -> None:
        try:
            await self._write(number, places, end)
        except UnknownOutcome:  # which way the commit went is found in what is noted
            await self._write(number, places, end)

    async def _write(self, number: int, places: Sequence[int], end: str) -> None:
        async with self._store.writing(self._acting, cause=f"bulk.{self._facts.act}") as unit:
            if await batches.state_of(unit, self._facts.id) != _MEANWHILE[end]:
                return  # it goes the other way by now, and whoever takes it back does not wait
            rows = await batches.group(unit, self._facts.id, number)
            for at in places:
                if at < len(rows) and _waits(rows[at], end):
                    rows[at] = await self._one(unit, rows[at], end)
            if rows:
                await batches.note(unit, self._facts.id, number, rows)

    async def _one(self, unit: Unit, row: Row, end: str) -> Row:
        if end == "undone":
            return await doing.back(self._source, unit, row, self._facts.act)
        return await doing.forth(self._source, unit, row, self._facts.act, self._asked)

    async def _refused(self, number: int, at: int, end: str, error: YtefasError) -> None:
        problem = problem_of(error)
        async with self._store.writing(self._acting, cause="bulk.refused") as unit:
            rows = await batches.group(unit, self._facts.id, number)
            if at >= len(rows) or not _waits(rows[at], end):
                return
            if end == "undone":
                rows[at] = {**rows[at], "back": "refused", "problem": problem}
            else:
                rows[at] = {**rows[at], "state": "refused", "problem": problem}
            await batches.note(unit, self._facts.id, number, rows)


def _is_for_later(error: YtefasError, *, alone: bool) -> bool:
    """Tell what says nothing about the records; too many of them may be what is slow."""
    slow = error.fields.get("reason") == "slow"
    return isinstance(error, Closed | NotAuthenticated) or (error.retry and (alone or not slow))


def _waits(row: Row, end: str) -> bool:
    if end == "undone":
        return row["state"] == "done" and not row["back"]
    return row["state"] == "waiting"


def problem_of(error: YtefasError) -> dict[str, Any]:
    """Say what was wrong with a record as plain data, to be told in whatever language later."""
    if error.code == "conflict":  # nobody compares values here
        return {"code": error.code, "reason": "bulk"}
    plain: dict[str, Any] = encode(error.fields)
    return {"code": error.code, **plain}


class Carriers:
    """Finds an action of somebody, and goes on with it."""

    def __init__(self, store: Store, sources: Mapping[str, Source]) -> None:
        self._store = store
        self._sources = sources

    async def go_on(self, acting: Principal, batch: UUID, way: str, told: Told) -> None:
        """Carry out what was confirmed, forth or back, if that is the way it is going."""
        async with self._store.reading(acting) as reading:
            row = await batches.find(reading, batch)
        facts = batches.facts_of(row)
        carrying = Carrying(self._store, self._sources[facts.source], acting, facts)
        match way, facts.state:
            case "forth", "doing":
                await carrying.forth(row["changes"], told)
            case "back", "undoing":
                await carrying.back(told)
            case _:
                pass  # an attempt before this one did all of it, or only the report is wanted
