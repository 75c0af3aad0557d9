"""What is to be made: rows that refer to each other, what is there already, what was chosen. Pure.

A row is named by a text of its own, stable between two looks, until it gets its key when it is
made. It needs other rows (the department it is in): left out with them. A link needs both its ends
and stands on no list of its own; it is counted beside its kind.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self
from uuid import UUID, uuid5

from ytefas.errors import Invalid

LONGEST: Final = 200
MOST: Final = 5000  # rows of one plan
_CHOICES: Final = frozenset({"leave", "names", "codes", "anew"})
# Each kind after those that its rows refer to.
ORDER: Final = (
    "site", "department", "activity", "equipment", "job", "substance", "homogeneous_group",
    "calculation", "attachment", "job_site", "job_department", "job_activity", "job_equipment",
    "activity_equipment", "department_substance", "substance_use", "group_job", "attachment_link",
)  # fmt: skip


@dataclass(slots=True)
class Planned:
    """One row: what it holds, what it refers to, and the row of the customer it is the same as."""

    key: str
    table: str
    values: dict[str, Any]
    refs: dict[str, str | UUID] = field(default_factory=dict)  # of the plan, or of the customer
    inside: str | None = None  # the row it is drawn under
    needs: frozenset[str] = frozenset()  # without any of these it cannot be made
    one_of: frozenset[str] = frozenset()  # without all of these it says nothing
    soft: frozenset[str] = frozenset()  # columns of `refs` that may be left empty
    there: UUID | None = None
    there_named: str = ""
    again: bool = False  # it may be made anew although one like it is there
    anew: bool = False  # and is, unless somebody says otherwise
    title: str = "name"  # the column that names it
    code: str | None = None  # the column of its code, if it has one
    is_link: bool = False
    denied: bool = False  # this user may not make rows of its kind


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose: rows left out, other names and codes, which are made anew."""

    leave: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    anew: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Self:
        """Read what a client sent: shape and bounds only."""
        leave, anew = raw.get("leave", []), raw.get("anew", {})
        named = [raw.get("names", {}), raw.get("codes", {})]
        if not raw.keys() <= _CHOICES or not isinstance(leave, list) or not isinstance(anew, dict):
            raise Invalid("malformed", parameter="choices")
        if any(not isinstance(one, dict) for one in named):
            raise Invalid("malformed", parameter="choices")
        if max(len(leave), len(anew), *map(len, named)) > MOST:
            raise Invalid("out_of_range", parameter="choices")
        texts = [*leave, *anew, *(text for one in named for pair in one.items() for text in pair)]
        if any(not isinstance(text, str) or len(text) > LONGEST for text in texts):
            raise Invalid("malformed", parameter="choices")
        names, codes = named
        return cls(
            frozenset(leave),
            {key: said.strip() for key, said in names.items()},
            {key: said.strip() for key, said in codes.items()},
            {key: bool(said) for key, said in anew.items()},
        )


class Plan:
    """All rows, by their text, and what of them is to be made."""

    def __init__(self, rows: Iterable[Planned]) -> None:
        self.rows = {row.key: row for row in rows}

    @property
    def mark(self) -> str:
        """A fingerprint of what somebody was shown: another one is another plan."""
        made = hashlib.sha256()
        for row in self.rows.values():
            said = (row.key, row.table, row.there, row.denied, row.is_link,
                    row.values.get(row.title), row.code and row.values.get(row.code))  # fmt: skip
            made.update(repr(said).encode())
        return made.hexdigest()[:32]

    def children(self) -> dict[str | None, list[Planned]]:
        """Give the rows that are drawn, under what they are drawn."""
        found: dict[str | None, list[Planned]] = {}
        for row in self.rows.values():
            if not row.is_link:
                found.setdefault(row.inside, []).append(row)
        return found

    def resolved(self, choices: Choices, seed: UUID) -> tuple[list[Planned], dict[str, UUID]]:
        """Say which rows are made, in an order in which they can be, and which row each text is."""
        keys: dict[str, UUID] = {}
        made: list[Planned] = []
        for row in self._ordered():
            if row.key in choices.leave or any(one not in keys for one in row.needs):
                continue
            if row.one_of and not row.one_of & keys.keys():
                continue
            # What is inside something that is made anew, or linked to it, is not there yet.
            is_there = all(keys[one] == self.rows[one].there for one in row.needs)
            uses_there = is_there and not (row.again and choices.anew.get(row.key, row.anew))
            if uses_there and row.there is not None:
                keys[row.key] = row.there
            elif not row.denied:
                keys[row.key] = uuid5(seed, row.key)
                made.append(row)
        return made, keys

    def _ordered(self) -> Iterator[Planned]:
        """List every row after those it needs, kind by kind."""
        placed: set[str] = set()
        for table in ORDER:
            left = [row for row in self.rows.values() if row.table == table]
            while left:
                kin = {row.key for row in left}
                ready = [row for row in left if not row.needs & kin - {row.key} - placed]
                if not ready:  # a circle: what is in it is not made
                    break
                yield from ready
                placed.update(row.key for row in ready)
                left = [row for row in left if row.key not in placed]


def stored(row: Planned, keys: Mapping[str, UUID], choices: Choices) -> dict[str, Any]:
    """Give the values a row is made with."""
    values = dict(row.values)
    for column, at in row.refs.items():
        values[column] = at if isinstance(at, UUID) else keys.get(at)
    if row.title in values and row.key in choices.names:
        values[row.title] = choices.names[row.key]
    if row.code is not None and row.key in choices.codes:
        values[row.code] = choices.codes[row.key] or None
    return values


def next_code(code: str, taken: set[str], longest: int) -> str:
    """Propose the next code of the same kind that nobody has: S3 → S4, M09 → M10."""
    stem = code.rstrip("0123456789")
    digits = code[len(stem) :]
    number = int(digits) if digits else 1
    while True:
        number += 1
        tail = f"{number:0{len(digits)}d}"
        found = f"{stem[: longest - len(tail)]}{tail}"
        if found.lower() not in taken:
            return found
