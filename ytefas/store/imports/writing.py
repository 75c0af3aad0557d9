"""Carrying out the plan of a sheet in one transaction, and remembering what undoing it needs."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table

from schema.base import entity_of, new_id, tables
from schema.import_batch import import_batch
from schema.import_change import import_change
from ytefas.errors import Stale
from ytefas.imports.plan import Checked, State, Step
from ytefas.imports.target import Target
from ytefas.store.imports.bulk import insert_own, some, update_many
from ytefas.store.imports.judging import blank
from ytefas.store.query.value import say_value
from ytefas.store.unit import Unit

_MADE_ALONG: Final = ("site", "department", "job")  # in the order in which they need each other
Told = Callable[[int, int], None]  # how many records of how many


@dataclass(frozen=True, slots=True)
class Batch:
    """What an import is called and came from."""

    key: UUID
    customer: UUID
    target: Target
    file_name: str
    sheet: str
    sha256: str
    mapping: Mapping[str, str]


async def carry_out(unit: Unit, batch: Batch, checked: Checked, told: Told) -> dict[str, int]:
    """Write it all; return how many rows of the sheet came to what."""
    total = sum(1 for _ in _steps(checked)) + len(checked.making.made)
    work = _Writing(unit, batch, lambda done: told(done, total))
    await work.change_what_ends(checked)
    await work.make_along(checked)
    await work.make_rows(checked)
    await work.change_rows(checked)
    counts = {
        "rows": len(checked.lines) - _examples(checked),
        "created_rows": checked.count(State.NEW),
        "updated_rows": checked.count(State.UPDATE),
        "unchanged_rows": checked.count(State.SAME),
        "skipped_rows": checked.faulty,
        "made_rows": len(checked.making.made),
    }
    await work.remember(counts)
    return counts


def _examples(checked: Checked) -> int:
    return checked.count(State.SKIP)


class _Writing:
    """One import while it is written."""

    def __init__(self, unit: Unit, batch: Batch, told: Callable[[int], None]) -> None:
        self._unit = unit
        self._batch = batch
        self._told = told
        self._done = 0
        self._changes: list[dict[str, Any]] = []

    async def change_what_ends(self, checked: Checked) -> None:
        """End first what makes room for something new."""
        ends = {one.end for one in self._batch.target.parts} - {""}
        await self._change([step for step in _steps(checked) if not step.makes
                            and set(step.values) <= ends])  # fmt: skip

    async def change_rows(self, checked: Checked) -> None:
        ends = {one.end for one in self._batch.target.parts} - {""}
        await self._change([step for step in _steps(checked) if not step.makes
                            and not set(step.values) <= ends])  # fmt: skip

    async def make_along(self, checked: Checked) -> None:
        """Make the places and jobs that a sheet speaks of and nobody had."""
        by_table: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for key, (table, values) in checked.making.made.items():
            by_table[table].append({**values, "id": key})
        for name in _MADE_ALONG:
            await self._make(tables()[name], by_table[name])

    async def make_rows(self, checked: Checked) -> None:
        for part in self._batch.target.parts:
            table = tables()[part.table]
            rows = [{**step.values, "id": step.key} for step in _steps(checked)
                    if step.makes and step.part == part.name]  # fmt: skip
            for layer in _layers(table, rows):
                await self._make(table, layer)

    async def _make(self, table: Table, rows: list[dict[str, Any]]) -> None:
        customer = self._batch.customer
        names = {name for row in rows for name in row}
        standing = blank(table, customer)
        full = [{**dict.fromkeys(names), **standing, **row} for row in rows]
        for part in some(full):
            await self._unit.insert_many(table, part)
            self._tell(len(part))
        for row in rows:
            self._note(table, row["id"], version=1, before=None, after=row)

    async def _change(self, steps: list[Step]) -> None:
        by_table: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            by_table[step.table].append(step)
        for name, alike in by_table.items():
            table = tables()[name]
            changes = [(one.key, one.version or 0, one.values) for one in alike]
            done = await update_many(self._unit, table, self._batch.customer, changes)
            if len(done) != len({one.key for one in alike}):
                raise Stale
            self._tell(len(alike))
            for step in alike:
                self._note(table, step.key, version=done[step.key], before=step.before,
                           after=step.values)  # fmt: skip

    def _note(
        self,
        table: Table,
        key: UUID,
        *,
        version: int,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any],
    ) -> None:
        self._changes.append({
            "id": new_id(), "customer_id": self._batch.customer, "batch_id": self._batch.key,
            "number": len(self._changes) + 1, "entity": table.name, "record_id": key,
            "made": before is None, "version": version,
            "before": None if before is None else _plain(before), "after": _plain(after),
        })  # fmt: skip

    def _tell(self, rows: int) -> None:
        self._done += rows
        self._told(self._done)

    async def remember(self, counts: Mapping[str, int]) -> None:
        batch = self._batch
        row = {
            "id": batch.key, "customer_id": batch.customer, "target": batch.target.name,
            "file_name": batch.file_name, "sheet": batch.sheet or None, "state": "applied",
            "sha256": batch.sha256, "mapping": dict(batch.mapping), "kept_rows": 0, **counts,
        }  # fmt: skip
        await insert_own(self._unit, import_batch, [row])
        await insert_own(self._unit, import_change, self._changes)


def _steps(checked: Checked) -> Iterator[Step]:
    for line in checked.lines:
        if line.state in {State.NEW, State.UPDATE}:
            yield from (step for step in line.steps if step.values)


def _layers(table: Table, rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Part rows that contain each other: those that are not inside others of them first."""
    tree = entity_of(table).tree
    if tree is None:
        yield rows
        return
    left = {row["id"]: row for row in rows}
    while left:
        ready = [row for row in left.values() if row.get(tree) not in left]
        if not ready:
            raise Stale  # a circle, which a check would have told
        yield ready
        for row in ready:
            del left[row["id"]]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: say_value(value) for name, value in values.items() if name != "customer_id"}
