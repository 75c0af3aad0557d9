"""Sources in memory: a small but true implementation of Rows and Writer, for tests.

It filters, sorts, restricts and counts; it writes all or nothing, checks versions, remembers
idempotency keys and tells the watchers after the commit. Loads can be held back.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound
from ytefas.framework.work.change import Row
from ytefas.framework.work.content import Key
from ytefas.framework.work.rows import (
    Batch,
    Changed,
    Creating,
    Frame,
    Saving,
    Slice,
    Written,
    steps,
)

QUERY = {"filter", "words", "sort", "group", "columns"}


@dataclass
class Table:
    """The rows of a source: {key: (row_version, {column: value})}."""

    name: str
    columns: tuple[str, ...]
    rows: dict[Key, tuple[int, dict[str, Any]]] = field(default_factory=dict)

    def put(self, key: Key, /, **values: Any) -> None:
        self.check(values)
        version = self.rows[key][0] + 1 if key in self.rows else 1
        before = self.rows[key][1] if key in self.rows else dict.fromkeys(self.columns)
        self.rows[key] = (version, {**before, "id": key, **values})

    def check(self, values: Mapping[str, Any]) -> None:
        if unknown := values.keys() - set(self.columns):
            raise InvalidFields(dict.fromkeys(unknown, "unknown"))
        if "id" in values:
            raise InvalidFields({"id": "readonly"})
        try:
            json.dumps(values, allow_nan=False)  # rows hold what can travel, nothing else
        except (TypeError, ValueError):
            raise InvalidFields(dict.fromkeys(values, "wrong_type")) from None


class Memory:
    """All tables, who watches them, and what was asked."""

    def __init__(self, *tables: Table) -> None:
        self.tables = {table.name: table for table in tables}
        self.watchers: dict[int, tuple[Frame, Changed]] = {}
        self.loads: list[Frame] = []
        self.writes: list[list[Batch]] = []
        self.answers: dict[str, tuple[list[Batch], list[Written]]] = {}
        self.hold: asyncio.Event | None = None
        self.fail: Exception | None = None

    def rows(self, source: str) -> MemoryRows:
        return MemoryRows(self, self.tables[source])

    def commit(self, source: str, key: Key, **values: Any) -> None:
        """Change a row as another user would, and tell."""
        self.tables[source].put(key, **values)
        self.tell(source)

    def remove(self, source: str, key: Key) -> None:
        del self.tables[source].rows[key]
        self.tell(source)

    def tell(self, source: str) -> None:
        for frame, changed in list(self.watchers.values()):
            if frame.source == source:
                changed()


@dataclass(frozen=True)
class MemoryWatch:
    memory: Memory
    number: int

    def close(self) -> None:
        self.memory.watchers.pop(self.number, None)


class MemoryRows:
    """One table as Rows."""

    def __init__(self, memory: Memory, table: Table) -> None:
        self.memory = memory
        self.table = table

    def parse(self, raw: Mapping[str, Any]) -> Hashable:
        if not raw.keys() <= QUERY:
            raise Invalid("unknown_parameter")
        if not _is_well_formed(raw):
            raise Invalid("wrong_type")
        test = raw.get("filter")
        sort = tuple((column, way) for column, way in raw.get("sort", ()))
        asked = raw.get("columns") or self.table.columns
        columns = ("id", *(name for name in asked if name != "id"))  # the key comes first
        used = {*columns, *(column for column, _ in sort), *([test[0]] if test else [])}
        if not used <= set(self.table.columns):
            raise Invalid("unknown_column")
        return (tuple(test) if test else None, sort, columns)

    def columns(self, query: Any) -> tuple[str, ...]:
        columns: tuple[str, ...] = query[2]
        return columns

    async def window(self, frame: Frame) -> Slice:
        self.memory.loads.append(frame)
        if self.memory.hold is not None:
            await self.memory.hold.wait()
        if self.memory.fail is not None:
            raise self.memory.fail
        await asyncio.sleep(0)
        rows, columns = self._selected(frame), self.columns(frame.query)
        shown = rows[frame.first : frame.first + frame.size]
        return Slice(columns, [tuple(row[c] for c in columns) for row in shown], frame.first,
                     len(rows))  # fmt: skip

    async def holds(self, frame: Frame, key: Key) -> bool:
        return any(row["id"] == key for row in self._selected(frame))

    def watch(self, frame: Frame, changed: Changed) -> MemoryWatch:
        number = max(self.memory.watchers, default=0) + 1
        self.memory.watchers[number] = (frame, changed)
        return MemoryWatch(self.memory, number)

    def _selected(self, frame: Frame) -> list[dict[str, Any]]:
        query: Any = frame.query  # opaque to others, ours here
        test, sort, _ = query
        rows = [row for _, row in self.table.rows.values()]
        rows = [row for row in rows if all(row.get(c) == v for c, v in frame.within.columns)]
        if frame.within.keys is not None:
            rows = [row for row in rows if row["id"] in frame.within.keys]
        if test:
            rows = [row for row in rows if OPERATORS[test[1]](row[test[0]], test[2])]
        for column, way in reversed((*sort, ("id", "asc"))):
            rows.sort(key=lambda row: _rank(row[column]), reverse=way == "desc")
        return rows


def _rank(value: Any) -> tuple[str, Any]:
    """Order whatever there may be in a column: by kind, then by value."""
    return type(value).__name__, value if isinstance(value, str | int) else repr(value)


def _is_well_formed(raw: Mapping[str, Any]) -> bool:
    """Tell whether what a stranger asks has the shapes that `parse` goes on to read."""
    test, sort, columns = raw.get("filter"), raw.get("sort", []), raw.get("columns") or []
    tested = test is None or (
        isinstance(test, list | tuple) and len(test) == 3
        and isinstance(test[0], str) and test[1] in list(OPERATORS) and isinstance(test[2], str)
    )  # fmt: skip
    sorted_ = isinstance(sort, list | tuple) and all(
        isinstance(one, list | tuple) and list(map(type, one)) == [str, str] for one in sort
    )
    shown = isinstance(columns, list | tuple) and all(isinstance(one, str) for one in columns)
    return tested and sorted_ and shown


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda found, value: bool(found == value),
    "contains": lambda found, value: value in str(found or ""),
}


class MemoryWriter:
    """Writes to all tables of a memory."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> Sequence[Written]:
        if idempotency_key in self.memory.answers:
            asked, answers = self.memory.answers[idempotency_key]
            if asked != list(batches):
                raise Invalid("idempotency_key_reused")
            return answers
        self.memory.writes.append(list(batches))
        await asyncio.sleep(0)
        before = {name: dict(table.rows) for name, table in self.memory.tables.items()}
        try:
            answers = self._write(batches)
        except Exception:
            for name, rows in before.items():
                self.memory.tables[name].rows = rows
            raise
        self.memory.answers[idempotency_key] = (list(batches), answers)
        for source in {batch.source for batch in batches}:
            self.memory.tell(source)
        return answers

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**dict.fromkeys(self.memory.tables[source].columns), **values}

    def _write(self, batches: Sequence[Batch]) -> list[Written]:
        made: list[dict[str, Any]] = [
            {"created": [], "versions": {}, "deleted": []} for _ in batches
        ]
        for kind, at, what in steps(batches):
            table = self.memory.tables[batches[at].source]
            if isinstance(what, Saving):
                made[at]["versions"][what.key] = _save(table, what)
            elif isinstance(what, Creating):
                key = f"new{len(table.rows)}"
                table.put(key, **what.values)
                made[at]["created"].append(key)
                made[at]["versions"][key] = 1
            else:
                assert kind == "delete"
                if table.rows.pop(what, None) is None:
                    raise NotFound
                made[at]["deleted"].append(what)
        return [Written(tuple(m["created"]), m["versions"], tuple(m["deleted"])) for m in made]


def _save(table: Table, saving: Saving) -> int:
    if saving.key not in table.rows:
        raise NotFound
    version, row = table.rows[saving.key]
    table.check(saving.changes)
    if saving.changes.get("name") == "forbidden":
        raise Denied
    if version != saving.row_version:
        raise Conflict(fields={name: row[name] for name in saving.changes})
    table.put(saving.key, **saving.changes)
    return version + 1


def row_of(rows: Sequence[Row], key: Key) -> Row:
    return next(row for row in rows if row[0] == key)
