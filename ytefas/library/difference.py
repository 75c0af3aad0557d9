"""What a new release changes, against the last one and against what the studio made of it.

Three texts for every field: what the last release said, what stands now, what the new one says.
Only a field the new release changes is a difference; the studio's own words are never in question
where the release says nothing new. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ytefas.library.release import TABLES, Release

Change = Literal["added", "changed", "both", "removed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it stands: its fields now, and as its release gave them (None: the studio's own)."""

    values: Mapping[str, Any]
    released: Mapping[str, Any] | None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that a release would add, change or take away; fields as (was, now, new)."""

    table: str
    key: str
    change: Change
    fields: Mapping[str, tuple[Any, Any, Any]] = field(default_factory=dict)
    edited: bool = False  # the studio wrote something of its own into it


def differences(
    standing: Mapping[str, Mapping[str, Standing]], new: Release, known: frozenset[tuple[str, str]]
) -> Iterator[Difference]:
    """Tell what a release would change; `known` names the rows earlier releases had.

    A row that an earlier release had and that is gone was thrown away by the studio: it stays so.
    """
    for table in TABLES:
        have = standing.get(table, {})
        offered = new.rows.get(table, {})
        for key, theirs in offered.items():
            ours = have.get(key)
            if ours is None:
                if (table, key) not in known:
                    told = {name: (None, None, value) for name, value in theirs.items()}
                    yield Difference(table, key, "added", told)
            elif not ours.away:
                found = _changed(table, key, ours, theirs)
                if found is not None:
                    yield found
        for key, ours in have.items():
            if key not in offered and ours.released is not None and not ours.away:
                told = {name: (was, ours.values.get(name), None)
                        for name, was in ours.released.items()}  # fmt: skip
                yield Difference(table, key, "removed", told, edited=is_edited(ours))


def is_edited(row: Standing) -> bool:
    """Tell whether a row stands otherwise than its release gave it."""
    return row.released is not None and bool(own_words(row))


def own_words(row: Standing) -> list[str]:
    """Name the fields that the studio wrote itself."""
    base = row.released
    if base is None:
        return list(row.values)
    return [name for name, value in row.values.items() if not same(value, base.get(name))]


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; nothing is nothing, however it is written."""
    return one == other or (_is_nothing(one) and _is_nothing(other))


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _changed(table: str, key: str, ours: Standing, theirs: Mapping[str, Any]) -> Difference | None:
    base = ours.released
    moved = [name for name, new in theirs.items() if base is None or not same(new, base.get(name))]
    told = {
        name: ((base or {}).get(name), ours.values.get(name), theirs[name])
        for name in moved
        if not same(ours.values.get(name), theirs[name])
    }
    if not told:
        return None
    clash = any(base is None or not same(now, was) for was, now, _ in told.values())
    edited = base is None or is_edited(ours)
    return Difference(table, key, "both" if clash else "changed", told, edited=edited)
