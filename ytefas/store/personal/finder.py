"""Finds records by what they are called, in every source at once.

In each source two questions, each with an index of its own: which codes and names begin so (the
first few, in order), and which rows have all the words (any few of them: putting a million in
order would be felt). What begins so comes first. All is read as the one who asks, under his scope,
and a source that takes too long is named instead of waited for.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from schema.base import Scope
from schema.spoken import ENGLISH
from ytefas.errors import Denied, NotAuthenticated, YtefasError
from ytefas.rules.access import Principal
from ytefas.store.live.hub import Hub
from ytefas.store.query.query import Query
from ytefas.store.query.sql import searched
from ytefas.store.query.value import fold
from ytefas.store.query.words import read_words
from ytefas.store.source.sight import KEY, Sight
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

PATIENCE: Final = 500  # milliseconds for one source
AT_ONCE: Final = 4  # sources read side by side for one search
CANDIDATES: Final = 60  # rows with the words that are looked at
CUSTOMERS: Final = "org.customers"
ARCHIVED: Final = "archived_at"
# The planner takes any beginning of a word for common, and would look for the first few rows that
# have it by reading the table: all of it, when there are none (a million rows: 400 ms, not 3).
_SEARCHING: Final = select(
    func.set_config("statement_timeout", str(PATIENCE), true()),
    func.set_config("enable_seqscan", "off", true()),
)


@dataclass(frozen=True, slots=True)
class _Found:
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


class _Place:
    """What is searched in one source, and what is shown of it, for one sight."""

    def __init__(self, source: Source, sight: Sight, *, in_english: bool) -> None:
        self.source = source
        self.sight = sight
        self.in_english = in_english  # libraries are named in both languages

    def as_seen(self, sight: Sight) -> "_Place":
        """Look at the same source with what its reader sees now."""
        return _Place(self.source, sight, in_english=self.in_english)

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
        """The columns a hit is made of, as far as this reader sees them."""
        source = self.source
        words = [name for name in source.fields if name in source.word_columns]
        wanted = [KEY, source.entity.name, "code", *words, "customer_id", ARCHIVED, *_ADDRESSES]
        return tuple(name for name in dict.fromkeys(wanted) if self._is_own(name))

    def _is_own(self, name: str) -> bool:
        """Tell what is made of the source's own table from what is joined to it."""
        field = self.sight.fields.get(name)
        return field is not None and set(field.uses) == {self.source.table.name}

    def statement(self, *, worded: bool, by_function: bool) -> Select[str, int]:
        table, bound = self.source.table, self.sight.bound()
        scope = [part for part in (bound, self.source.only) if part is not None]
        size = bindparam("size", type_=BigInteger())
        parts = [
            select(literal(rank).label("rank"), table.c[KEY].label("found"))
            .where(*scope, column.bool_op("^@")(bindparam("start", type_=Text())))
            .order_by(column, table.c[KEY])
            .limit(size)
            for rank, column in self.begins
        ]
        if worded and self.sight.vector is not None:
            # The policy bounds it here, and the filter what comes of it: said here, too, the filter
            # would have the planner read all rows of the customers instead of those with the words.
            # Sites bound it by nothing but the filter.
            near = scope if self.sight.bounds_sites else []
            parts.append(
                select(literal(2).label("rank"), table.c[KEY].label("found"))
                .where(searched(self.sight.vector, by_function=by_function), *near)
                .limit(bindparam("candidates", type_=BigInteger()))
            )
        found = union_all(*(part.subquery().select() for part in parts)).subquery("found")
        best = func.min(found.c.rank).label("rank")
        return select(cast(found.c.found, Text).label(KEY), best).group_by(found.c.found)

    def choosing(self, words: str, within: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for rows to choose from: those that live, among those with some values, by words.

        Where nothing is searched by words, a part of the name is enough.
        """
        fields, name = self.sight.fields, self.source.entity.name
        tests: list[Any] = [[column, "eq", value] for column, value in within.items()]
        if ARCHIVED in fields:
            tests.append([ARCHIVED, "null"])
        asked: dict[str, Any] = {"columns": list(self.shown)}
        typed = " ".join(words.split())
        if typed and self.sight.vector is not None:
            asked["words"] = typed
        elif typed:
            tests.append([name, "contains", typed])
        return {**asked, "filter": {"and": tests}} if tests else asked

    async def rows(self, reading: Reading, keys: Sequence[str]) -> list[dict[str, Any]]:
        """Read what is shown of some rows, as far as they are in sight."""
        found = await self.source.matching(reading, Query(self.shown), keys)
        return [dict(zip(self.shown, row, strict=True)) for row in found]

    def hit(self, values: dict[str, Any], rank: int) -> _Found:
        entity = self.source.entity
        named = (values.get(f"{entity.name}{ENGLISH}") if self.in_english else None,
                 values.get(entity.name), values.get("code"))  # fmt: skip
        title = str(next((one for one in named if one), ""))
        owner = values.get("customer_id")
        if entity.scope is Scope.SELF:
            owner = values[KEY]
        said = [values.get("code"), *_towns(values)]
        if "code" not in values:
            said += [values[name] for name in self.shown if name in self.source.word_columns]
        known = title.split()
        parts = dict.fromkeys(str(one) for one in said if one and str(one) not in (title, *known))
        return _Found(
            rank, values[KEY], title, " · ".join(parts), owner, values.get(ARCHIVED) is not None
        )


_ADDRESSES: Final = ("address", "legal_address")


def _towns(values: dict[str, Any]) -> list[str]:
    towns = []
    for name in _ADDRESSES:
        address = values.get(name)
        if isinstance(address, dict) and isinstance(address.get("city"), str):
            towns.append(address["city"])
    return towns


class LiveFinder:
    """Implements the service's Finder over the sources of the hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def find(self, acting: Principal, words: str, limit: int) -> dict[str, Any]:
        terms = read_words(words)
        if not terms:
            return {"groups": [], "late": []}
        start = fold(" ".join(words.split()))
        turns = asyncio.Semaphore(AT_ONCE)
        places = self._places_of(acting)

        async def look(place: _Place) -> dict[str, Any] | None:
            async with turns:
                return await self._look(place, acting, terms, start, limit)

        late, groups = [], []
        answers = await asyncio.gather(*map(look, places), return_exceptions=True)
        for place, answer in zip(places, answers, strict=True):
            if isinstance(answer, YtefasError):
                if not answer.retry:
                    raise answer
                late.append(place.source.name)
            elif isinstance(answer, BaseException):
                raise answer
            elif answer is not None:
                groups.append(answer)
        groups.sort(key=lambda group: group.pop("order"))
        return {"groups": groups, "late": late}

    async def choices(
        self,
        acting: Principal,
        source: str,
        words: str,
        limit: int,
        within: Mapping[str, Any],
    ) -> list[dict[str, Any]]:
        place = self._place(acting, source)
        if place is None:
            return []
        terms = read_words(words)
        if terms and not within and place.sight.vector is not None:
            # among everything: by the indexes, as searching does; a million is not put in order
            start = fold(" ".join(words.split()))
            found = await self._look(place, acting, terms, start, limit)
            return [] if found is None else [it for it in found["hits"] if not it["archived"]]
        async with self._hub.store.reading(acting) as reading:
            sight = place.source.sight(reading.acting, reading.reach)
            now = place if sight is place.sight else place.as_seen(sight)
            query = Query.parse(sight, now.choosing(words, within))
            window = await place.source.window(reading, query, 0, limit)
            hits = [now.hit(dict(zip(now.shown, row, strict=True)), 0) for row in window.rows]
            return await self._told(reading, now, hits)

    async def titles(
        self, acting: Principal, records: Sequence[tuple[str, str]]
    ) -> list[dict[str, Any] | None]:
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for name in dict.fromkeys(source for source, _ in records):
            keys = [key for source, key in records if source == name and _is_key(key)]
            place = self._place(acting, name)
            if place is None or not keys:
                continue
            async with self._hub.store.reading(acting) as reading:
                hits = [place.hit(row, 0) for row in await place.rows(reading, keys)]
                said = await self._told(reading, place, hits)
            found |= {(name, hit["key"]): hit for hit in said}
        return [found.get((source, key.lower())) for source, key in records]

    # -- one source

    def _places_of(self, acting: Principal) -> list[_Place]:
        """Find what this reader may search, in a fixed order."""
        found = [self._place(acting, name) for name in sorted(self._hub.sources)]
        return [place for place in found if place is not None and place.sight.vector is not None]

    def _place(self, acting: Principal, name: str) -> _Place | None:
        source = self._hub.sources.get(name)
        try:
            reader = self._hub.reader(acting)
            if source is None or not reader.present:
                return None
            sight = source.sight(reader.acting, reader.reach)
            return _Place(source, sight, in_english=acting.locale == "en")
        except (Denied, LookupError):
            return None

    async def _look(
        self, place: _Place, acting: Principal, terms: str, start: str, limit: int
    ) -> dict[str, Any] | None:
        try:
            async with self._hub.store.reading(acting) as reading:
                # as he is now, which may be less than a moment ago
                sight = place.source.sight(reading.acting, reading.reach)
                now = place if sight is place.sight else place.as_seen(sight)
                _ = await reading.fetch(_SEARCHING)
                made = now.statement(worded=True, by_function=reading.words_by_function)
                params = {"start": start, "size": 2 * limit + 1, "words": terms,
                          "candidates": CANDIDATES}  # fmt: skip
                found = await reading.fetch(made, {**sight.values, **params})
                ranks = {row[KEY]: row["rank"] for row in found}
                rows = await now.rows(reading, list(ranks))
                hits = sorted((now.hit(row, ranks[row[KEY]]) for row in rows),
                              key=lambda it: it.order)  # fmt: skip
                if not hits:
                    return None
                said = await self._told(reading, now, hits[:limit])
        except (Denied, NotAuthenticated):
            return None
        entity = place.source.entity
        return {
            "source": place.source.name,
            "label": entity.plural.en if acting.locale == "en" else entity.plural.it,
            "icon": entity.icon,
            "hits": said,
            "more": len(hits) > limit,
            "order": (hits[0].archived, hits[0].rank, place.source.name),
        }

    async def _told(
        self, reading: Reading, place: _Place, hits: Sequence[_Found]
    ) -> list[dict[str, Any]]:
        """Say hits as plain data, with the customers they belong to."""
        customers = await self._customers(reading, {hit.customer for hit in hits if hit.customer})
        return [
            {
                "source": place.source.name,
                "key": hit.key,
                "title": hit.title,
                "subtitle": hit.subtitle,
                "customer_id": hit.customer,
                "customer_code": customers.get(hit.customer or "", (None, None))[0],
                "customer_name": customers.get(hit.customer or "", (None, None))[1],
                "archived": hit.archived,
            }
            for hit in hits
        ]

    async def _customers(
        self, reading: Reading, keys: set[str]
    ) -> dict[str, tuple[str | None, str | None]]:
        source = self._hub.sources.get(CUSTOMERS)
        if source is None or not keys:
            return {}
        asked = Query((KEY, "code", source.entity.name))
        rows = await source.matching(reading, asked, sorted(keys))
        return {row[0]: (row[1], row[2]) for row in rows}


def _is_key(key: str) -> bool:
    try:
        _ = UUID(key)
    except ValueError:
        return False
    return True
