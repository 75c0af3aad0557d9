"""The rules of the forms, for rows of a sheet: of one value, of one record, of records together.

What a value must be is asked exactly as a form's save asks it. What PostgreSQL would refuse only at
the end (conditions over several fields, codes that are taken, days that overlap, circles) is looked
for here as well, so that a check tells it beside the cell and nothing has to be tried.
"""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnDefault, Table, UniqueConstraint

from schema.base import entity_of, field_of, tables
from schema.checked import Told, told
from schema.dates import apart_of
from ytefas.imports.plan import Checked, Existing, Line, State, Step, Values
from ytefas.imports.target import Target
from ytefas.imports.trouble import Trouble
from ytefas.store.compile import Prepared
from ytefas.store.source.source import Source
from ytefas.store.source.write import hold
from ytefas.store.unit import Reading

_AT_ONCE: Final = 1000
_TURN: Final = 500  # rows before others get theirs
_NEVER: Final = dt.date.max
_OURS: Final = frozenset({"id", "row_version"})  # the store gives them


class FormJudge:
    """Implements the Judge of a check with the rules that a save asks."""

    def __init__(self, reading: Reading, sources: Mapping[str, Source], customer: UUID) -> None:
        self._reading = reading
        self._sources = {one.table.name: one for one in sources.values() if one.entity.source}
        self._customer = customer

    def __call__(
        self, table: str, values: Mapping[str, Any], *, creating: bool
    ) -> tuple[Values, dict[str, Trouble]]:
        source = self._sources[table]
        raw = {**values, "customer_id": self._customer} if creating else values
        held = hold(source, self._reading, raw, customer=self._customer, creating=creating)
        troubles = {
            name: Trouble(reason, held.facts.get(name, {})) for name, reason in held.errors.items()
        }
        return held.values, troubles


@dataclass(frozen=True, slots=True)
class _Row:
    """A record as it would be in the end, and the line that makes it so."""

    line: Line | None
    step: Step | None
    values: Mapping[str, Any]


async def judge_together(
    reading: Reading, checked: Checked, existing: Existing, target: Target, customer: UUID
) -> None:
    """Look for what is wrong between fields and between records; tell it on the lines."""
    for part in target.parts:
        table = tables()[part.table]
        rows = await _in_the_end(table, checked, existing.rows.get(part.table, {}), customer)
        touched = [row for row in rows.values() if row.step is not None]
        await _conditions(reading, target, table, touched)
        await asyncio.sleep(0)
        _taken(target, table, rows.values())
        await asyncio.sleep(0)
        _apart(target, table, rows.values())
        await asyncio.sleep(0)
        _circles(target, table, rows)
        _places(target, table, touched, existing)
    for line in checked.lines:
        if line.troubles and line.state is not State.SKIP:
            line.state = State.ERROR


async def _in_the_end(
    table: Table, checked: Checked, there: Mapping[UUID, Mapping[str, Any]], customer: UUID
) -> dict[UUID, _Row]:
    ends: dict[UUID, _Row] = {key: _Row(None, None, row) for key, row in there.items()}
    new = blank(table, customer)
    for at, line in enumerate(checked.lines):
        if at % _TURN == 0:
            await asyncio.sleep(0)
        for step in line.steps:
            if step.table == table.name:
                before = ends[step.key].values if step.key in ends else new
                ends[step.key] = _Row(line, step, {**before, **step.values})
    return ends


def blank(table: Table, customer: UUID) -> dict[str, Any]:
    """Give what a row holds that says nothing."""
    made: dict[str, Any] = {"customer_id": customer}
    for column in table.columns:
        default = column.default
        if isinstance(default, ColumnDefault) and column.name not in _OURS:
            made[str(column.name)] = default.arg(None) if default.is_callable else default.arg
    return made


# -- between the fields of one record


async def _conditions(reading: Reading, target: Target, table: Table, rows: list[_Row]) -> None:
    """Ask PostgreSQL itself about the conditions of a table, over rows that are not in it."""
    conditions = [(one, said) for one in table.constraints if (said := told(one)) is not None]
    if not conditions:
        return
    texts = [str(one.sqltext) for one, _ in conditions if isinstance(one, CheckConstraint)]
    sql = _asking(table.name, texts)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        plain = [{**row.values, "id": row.step.key} for row in some if row.step is not None]
        for answer in await reading.fetch(sql, {"rows_": plain}):
            row = next(one for one in some if one.step and one.step.key == answer["id"])
            for at, (_, said) in enumerate(conditions):
                if answer[f"c{at}"]:
                    _tell(target, row, said)


def _asking(table: str, texts: list[str]) -> Prepared:
    broken = [f"NOT coalesce(({text}), true)" for text in texts]
    shown = ", ".join(f"{one} AS c{at}" for at, one in enumerate(broken))
    return Prepared.of(
        f"SELECT id, {shown} FROM jsonb_populate_recordset(NULL::{table}, $1::jsonb)"  # noqa: S608 - the tables' own text  # nosec B608
        f" WHERE {' OR '.join(broken)}",
        "rows_",
    )


def _tell(target: Target, row: _Row, said: Told) -> None:
    for name in said.fields:
        blame(target, row.line, row.step, name, Trouble(said.reason))


# -- between records


def _taken(target: Target, table: Table, rows: Iterable[_Row]) -> None:
    """Find codes that two records would have; what is put away keeps its own."""
    rows = list(rows)
    for constraint in table.constraints:
        names = [column.name for column in constraint.columns] if isinstance(
            constraint, UniqueConstraint) else []  # fmt: skip
        wanted = [name for name in names if name != "customer_id"]
        if not wanted or "id" in wanted:
            continue
        by_value: dict[tuple[Any, ...], list[_Row]] = defaultdict(list)
        for row in rows:
            said = tuple(row.values.get(name) for name in wanted)
            if all(one is not None for one in said):
                by_value[said].append(row)
        for same in by_value.values():
            for row in same if len(same) > 1 else ():
                if row.step is not None and set(wanted) & row.step.values.keys():
                    blame(target, row.line, row.step, wanted[-1], Trouble("taken"))


def _apart(target: Target, table: Table, rows: Iterable[_Row]) -> None:
    """Find records of the same thing that would last on one day together."""
    facts = apart_of(table)
    if facts is None:
        return
    groups: dict[tuple[Any, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.values.get("archived_at") is None and row.values.get(facts.start) is not None:
            groups[tuple(row.values.get(name) for name in facts.same)].append(row)
    for group in groups.values():
        ordered = sorted(group, key=lambda row: row.values[facts.start])
        for before, after in pairwise(ordered):
            if (before.values.get(facts.end) or _NEVER) >= after.values[facts.start]:
                for row in (before, after):
                    blame(target, row.line, row.step, facts.start, Trouble("overlaps"))


def _circles(target: Target, table: Table, rows: Mapping[UUID, _Row]) -> None:
    tree = entity_of(table).tree
    if tree is None:
        return
    known: set[UUID] = set()  # each is followed once, however long the chains are
    for key in rows:
        way: dict[UUID, None] = {}
        at: UUID | None = key
        while at is not None and at in rows and at not in known and at not in way:
            way[at] = None
            at = rows[at].values.get(tree)
        if at in way:
            ordered = list(way)
            for one in ordered[ordered.index(at) :]:
                blame(target, rows[one].line, rows[one].step, tree, Trouble("circle"))
        known.update(way)


def _places(target: Target, table: Table, rows: Iterable[_Row], existing: Existing) -> None:
    """Find departments of another site than the one beside them."""
    if not {"site_id", "department_id"} <= set(table.columns.keys()):
        return
    departments = existing.rows.get("department", {})
    for row in rows:
        department = departments.get(row.values.get("department_id") or UUID(int=0))
        if department is not None and department["site_id"] != row.values.get("site_id"):
            blame(target, row.line, row.step, "department_id", Trouble("other_site"))


def blame(
    target: Target, line: Line | None, step: Step | None, field: str, trouble: Trouble
) -> None:
    """Tell something beside the cell it is about, or on the row that has no such cell."""
    if line is None or step is None:
        return
    column = target.of_field(step.part, field)
    line.blame(column.name if column is not None else "", trouble)


def personal(table: str, field: str) -> str:
    """Say of which class of personal data a field is."""
    return field_of(tables()[table].c[field]).personal
