"""What is searched in one source, and what is said of what was found there, for one reader.

In each source two questions, each with an index of its own: which codes and names begin so (the
first few, in order), and which rows have all the words (any few of them: putting a million in
order would be felt). Where enough begins so, the second is not asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import BigInteger, Select, Text, bindparam, literal, select, union_all

from schema.base import Scope
from schema.spoken import ENGLISH
from ytefas.store.compile import Prepared
from ytefas.store.query.query import Query
from ytefas.store.query.sql import searched
from ytefas.store.source.sight import KEY, Sight
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

ARCHIVED: Final = "archived_at"
_NUMBER: Final = re.compile(r"\$(\d+)")  # our statements hold no other dollar
_ADDRESSES: Final = ("address", "legal_address")
# What tells one from another of the same name: read for the few that are shown.
_TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "org.persons": ("jobs", "sites"),
    "org.equipment": ("internal_code", "site_name"),
    "org.equipment_checks": ("equipment_code", "done_on", "outcome"),
    "org.substances": ("cas", "supplier"),
    "org.appointments": ("role", "site_name"),
    "org.departments": ("code", "site_name"),
    "org.activities": ("department_name", "site_name"),
    "org.groups": ("site_name",),
    "risk.calculations": ("method_name", "site_name"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A row that was found, and how: 0 by its code, 1 by its name, 2 by its words."""

    rank: int
    key: str
    title: str
    subtitle: str
    customer: str | None
    archived: bool

    @property
    def order(self) -> tuple[Any, ...]:
        return self.archived, self.rank, self.title.lower(), self.key


class Place:
    """One source, as one reader sees it."""

    def __init__(self, source: Source, sight: Sight, *, locale: str) -> None:
        self.source = source
        self.sight = sight
        self.locale = locale  # libraries are named in both languages

    def as_seen(self, sight: Sight) -> "Place":
        """Look at the same source with what its reader sees now."""
        return self if sight is self.sight else Place(self.source, sight, locale=self.locale)

    @property
    def label(self) -> str:
        plural = self.source.entity.plural
        return plural.en if self.locale == "en" else plural.it

    @cached_property
    def begins(self) -> list[tuple[int, Any]]:
        """The columns that a search may begin, codes before names, with their rank."""
        folded = [
            (0 if name == "code" else 1, field.folded)
            for name, field in self.sight.fields.items()
            if field.folded is not None and self._is_own(name) and self.sight.plain(name)
        ]
        return sorted(folded, key=lambda one: one[0])

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The columns a hit is ordered by, as far as this reader sees them."""
        source = self.source
        words = [name for name in source.fields if name in source.word_columns]
        wanted = [KEY, source.entity.name, "code", *words, "customer_id", ARCHIVED, *_ADDRESSES]
        return tuple(name for name in dict.fromkeys(wanted) if self._is_own(name))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The columns a hit is told by: what is joined, too."""
        joined = (self.source.entity.name, *_TELLING.get(self.source.name, ()))
        wanted = dict.fromkeys((*self.shown, *joined))
        return tuple(name for name in wanted if name in self.sight.fields)

    def _is_own(self, name: str) -> bool:
        """Tell what is made of the source's own table from what is joined to it."""
        field = self.sight.fields.get(name)
        return field is not None and set(field.uses) == {self.source.table.name}

    def found(self, *, by_function: bool) -> Select[Any]:
        """Build what finds rows: (source, rank, key), what begins so before what has the words."""
        table, bound = self.source.table, self.sight.bound()
        scope = [part for part in (bound, self.source.only) if part is not None]
        size = bindparam("size", type_=BigInteger())
        named = literal(self.source.name, Text()).label("source")
        parts = [
            select(named, literal(rank).label("rank"), table.c[KEY].label("found"))
            .where(*scope, column.bool_op("^@")(bindparam("start", type_=Text())))
            .order_by(column, table.c[KEY])
            .limit(size)
            for rank, column in self.begins
        ]
        if self.sight.vector is not None:
            # The policy bounds it here, and the filter what comes of it: said here, too, the filter
            # would have the planner read all rows of the customers instead of those with the words.
            # Sites bound it by nothing but the filter.
            near = scope if self.sight.bounds_sites else []
            parts.append(
                select(named, literal(2).label("rank"), table.c[KEY].label("found"))
                .where(searched(self.sight.vector, by_function=by_function), *near)
                .limit(bindparam("candidates", type_=BigInteger()))
            )
        # They are read in turn, until there are enough: a word that begins very many names is
        # not looked up among all words. A row is met twice at most (a surname and a full name).
        every = union_all(*(part.subquery().select() for part in parts)).subquery()
        key = every.c.found.cast(Text).label(KEY)
        return select(every.c.source, every.c.rank, key).limit(
            bindparam("enough", type_=BigInteger())
        )

    def choosing(self, words: str, within: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for rows to choose from: those that live, among those with some values, by words.

        Where nothing is searched by words, a part of the name is enough.
        """
        fields, name = self.sight.fields, self.source.entity.name
        tests: list[Any] = [[column, "eq", value] for column, value in within.items()]
        if ARCHIVED in fields:
            tests.append([ARCHIVED, "null"])
        asked: dict[str, Any] = {"columns": list(self.told)}
        typed = " ".join(words.split())
        if typed and self.sight.vector is not None:
            asked["words"] = typed
        elif typed:
            tests.append([name, "contains", typed])
        return {**asked, "filter": {"and": tests}} if tests else asked

    async def rows(
        self, reading: Reading, keys: Sequence[str], columns: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        """Read columns of some rows, as far as they are in sight."""
        found = await self.source.matching(reading, Query(columns), keys)
        return [dict(zip(columns, row, strict=True)) for row in found]

    def hit(self, values: dict[str, Any], rank: int) -> Found:
        entity = self.source.entity
        named = (values.get(f"{entity.name}{ENGLISH}") if self.locale == "en" else None,
                 values.get(entity.name), values.get("code"))  # fmt: skip
        title = str(next((one for one in named if one), ""))
        owner = values.get("customer_id")
        if entity.scope is Scope.SELF:
            owner = values[KEY]
        known = title.split()
        parts = dict.fromkeys(
            str(one) for one in self._said(values) if one and str(one) not in (title, *known)
        )
        return Found(
            rank, values[KEY], title, " · ".join(parts), owner, values.get(ARCHIVED) is not None
        )

    def _said(self, values: dict[str, Any]) -> list[Any]:
        """List what is said beside the name."""
        telling = _TELLING.get(self.source.name)
        if telling is not None:
            told = [self._worded(name, values.get(name)) for name in telling]
            return told if any(told) else [values.get("code")]
        said = [values.get("code"), *_towns(values)]
        if "code" not in values:
            said += [values[name] for name in self.shown if name in self.source.word_columns]
        return said

    def _worded(self, name: str, value: Any) -> Any:
        """Say a choice in the reader's language."""
        field = self.sight.fields.get(name)
        words = field.choices.get(str(value)) if field is not None and field.choices else None
        if words is None:
            return value
        return words.en if self.locale == "en" else words.it


def _towns(values: dict[str, Any]) -> list[str]:
    towns = []
    for name in _ADDRESSES:
        address = values.get(name)
        if isinstance(address, dict) and isinstance(address.get("city"), str):
            towns.append(address["city"])
    return towns


def joint(asked: Sequence[Prepared]) -> Prepared:
    """Make one question of several, each with its own parameters, numbered on."""
    parts: list[str] = []
    slots: list[Any] = []
    for one in asked:
        parts.append(_renumbered(one.sql, len(slots)))
        slots += one.slots
    return Prepared(" UNION ALL ".join(f"({part})" for part in parts), tuple(slots))


def _renumbered(sql: str, by: int) -> str:
    return _NUMBER.sub(lambda found: f"${int(found[1]) + by}", sql)
