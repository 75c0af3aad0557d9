"""What is there, as rows of a template: imported again unchanged, they change nothing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from ytefas.imports.plan import Existing
from ytefas.imports.references import Entry
from ytefas.imports.target import Column, Part, Target
from ytefas.store.imports.targets import pointed_at

Cells = Mapping[str, Any]
_NOBODY = "-"


def choices(target: Target, existing: Existing) -> dict[str, list[str]]:
    """List what links may point at, as it is written."""
    found = {}
    for table in pointed_at(target):
        index = existing.indexes[table.name]
        kept = [one for one in index.entries if not one.archived]
        found[table.name] = sorted({_written(index, one) for one in kept}, key=str.casefold)
    return found


def _written(index: Any, entry: Entry) -> str:
    return str(index.say(entry.key, entry.within))


def filled(target: Target, existing: Existing, locale: str) -> Iterator[tuple[str, Cells]]:
    """Write every record that is not put away, with the keys it is found again by."""
    below = {part.name: _by_root(part, existing) for part in target.parts[1:]}
    rows = existing.rows[target.root.table].values()
    kept = [row for row in rows if row.get("archived_at") is None]
    names = target.names
    for row in sorted(kept, key=lambda row: [str(row[name]).casefold() for name in names]):
        hanging = [_shown(part, below[part.name].get(row["id"], ())) for part in target.parts[1:]]
        for at in range(max([1, *map(len, hanging)])):
            yield _one(target, existing, row, [_pick(rows, at) for rows in hanging], locale)


def _pick(rows: Sequence[Cells], at: int) -> Cells | None:
    if not rows:
        return None
    return rows[at] if at < len(rows) else rows[0] if len(rows) == 1 else None


def _by_root(part: Part, existing: Existing) -> Mapping[UUID, list[Cells]]:
    found: dict[UUID, list[Cells]] = defaultdict(list)
    for row in existing.rows[part.table].values():
        if row.get("archived_at") is None:
            found[row[part.link]].append(row)
    return found


def _shown(part: Part, rows: Sequence[Cells]) -> list[Cells]:
    """Take what goes on; of what has ended or happened, the last."""
    ordered = sorted(rows, key=lambda row: row.get(part.start) or dt.date.min, reverse=True)
    going = [row for row in ordered if part.end and row.get(part.end) is None]
    return going or ordered[:1]


def _one(
    target: Target, existing: Existing, row: Cells, hanging: Sequence[Cells | None], locale: str
) -> tuple[str, Cells]:
    parts = {target.root.name: row}
    for part, other in zip(target.parts[1:], hanging, strict=True):
        if other is not None:
            parts[part.name] = other
    reference = " ".join(
        str(parts[one.name]["id"]) if one.name in parts else _NOBODY for one in target.parts
    )
    cells = {
        column.name: _cell(column, parts[column.part], existing, locale)
        for column in target.columns
        if column.part in parts and column.shows
    }
    return reference, cells


def _cell(column: Column, row: Cells, existing: Existing, locale: str) -> Any:
    value = row.get(column.field)
    if column.inner:
        return value.get(column.inner) if isinstance(value, Mapping) else None
    if value is None:
        return None
    if column.kind == "link":
        within = {theirs: row.get(ours) for theirs, ours in column.within}
        return existing.indexes[column.table].say(value, within)
    if column.choices:
        return column.choices[value][locale] if value in column.choices else value
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return value
