"""The records that hang on a record: which one of those there are a row means, or a new one.

What lasts in time follows each other: a row that names another job from a later day ends the old
one the day before, exactly as people do by hand; the same day, or none, corrects what stands there.
"""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ytefas.imports.target import Part


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row does to the records of one part: change one, or make one and end another."""

    row: Mapping[str, Any] | None = None
    ends: Mapping[str, Any] | None = None  # this one, the day before the new one begins


def meant(
    part: Part,
    values: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    wanted: str | None,
    taken: Container[Any] = (),
) -> Meant:
    """Find the record of a part among those there are; `wanted` is the key a template names.

    Those `taken` by other rows of the sheet are meant only by what is the same in all.
    """
    for row in rows:
        if wanted is not None and str(row["id"]) == wanted:
            return Meant(row)
    start = values.get(part.start)
    alike = [row for row in rows if _same(part, row, values)]
    exact = [row for row in alike if start is not None and row.get(part.start) == start]
    if exact:
        return Meant(exact[0])
    free = [row for row in rows if row["id"] not in taken]
    return _lasting(part, start, alike, free) if part.end else _single(part, start, alike, free)


def _lasting(
    part: Part,
    start: dt.date | None,
    alike: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
) -> Meant:
    """Find it among what goes on until it ends."""
    still = [row for row in alike if row.get(part.end) is None]
    if len(still) == 1:  # the same thing from another day: the day is corrected
        return Meant(still[0])
    going = [row for row in rows if row.get(part.end) is None]
    if len(going) != 1:
        return Meant(None)
    (one,) = going
    if start is None or start == one[part.start]:
        return Meant(one)
    return Meant(None, ends=one) if _later(start, one[part.start]) else Meant(None)


def _single(
    part: Part,
    start: dt.date | None,
    alike: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
) -> Meant:
    """Find it among what happens on a day: one that is only planned is what was done then."""
    planned = [row for row in alike if row.get(part.start) is None]
    if planned:
        return Meant(planned[0])
    if start is None and len(alike) == 1 and len(rows) == 1:
        return Meant(alike[0])
    return Meant(None)


def _same(part: Part, row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return all(name not in values or row.get(name) == values[name] for name in part.same)


def _later(start: dt.date, other: Any) -> bool:
    return isinstance(other, dt.date) and start > other
