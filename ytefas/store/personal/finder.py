"""Finds records by what they are called, in every source at once.

What is searched in a source, and what is said of it, is its `Place`. Sources are asked together, in
one transaction and one statement as far as equal values bound their reader; the one that may have
millions of rows goes by itself, beside the others. All is read as the one who asks, under his
scope, and a source that takes too long is named instead of waited for.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, true

from schema.base import Scope, sources
from ytefas.errors import Denied, NotAuthenticated, YtefasError
from ytefas.rules.access import Principal
from ytefas.store.compile import Prepared, prepare
from ytefas.store.live.hub import Hub
from ytefas.store.personal.place import Found, Place, joint
from ytefas.store.query.query import Query
from ytefas.store.query.value import fold
from ytefas.store.query.words import read_words
from ytefas.store.source.sight import KEY
from ytefas.store.unit import Reading

PATIENCE: Final = 500  # milliseconds for the sources that are asked together
AT_ONCE: Final = 4  # transactions side by side for one search
CANDIDATES: Final = 60  # rows with the words that are looked at
KEPT: Final = 200  # statements
LARGE: Final = frozenset({"org.persons"})  # asked by itself: the others do not wait for it
CUSTOMERS: Final = "org.customers"
# The planner takes any beginning of a word for common, and would look for the first few rows that
# have it by reading the table: all of it, when there are none (a million rows: 400 ms, not 3).
_SEARCHING: Final = select(
    func.set_config("statement_timeout", str(PATIENCE), true()),
    func.set_config("enable_seqscan", "off", true()),
    # A plan for any word could not read the part of an index where this one begins.
    func.set_config("plan_cache_mode", "force_custom_plan", true()),
)

Groups = dict[str, dict[str, Any]]  # what was found, by source


class LiveFinder:
    """Implements the service's Finder over the sources of the hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._statements: OrderedDict[Hashable, Prepared] = OrderedDict()

    async def find(self, acting: Principal, words: str, limit: int) -> dict[str, Any]:
        places, words = _narrowed(self._places_of(acting), words)
        terms = read_words(words)
        if not terms:
            return {"groups": [], "late": []}
        asked = _Asked(terms, fold(" ".join(words.split())), limit)
        turns = asyncio.Semaphore(AT_ONCE)
        late: list[str] = []

        async def look(gang: Sequence[Place]) -> Groups:
            try:
                async with turns:
                    return await self._look(gang, acting, asked)
            except YtefasError as error:
                if not error.retry:
                    raise
            if len(gang) == 1:
                late.append(gang[0].source.name)
                return {}
            # one of them takes too long, and is found out by asking each
            apart = await asyncio.gather(*(look([place]) for place in gang))
            return {name: group for groups in apart for name, group in groups.items()}

        answers = await asyncio.gather(*map(look, _gangs(places)))
        groups = [group for found in answers for group in found.values()]
        groups.sort(key=lambda group: group.pop("order"))
        return {"groups": groups, "late": sorted(late)}

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
            asked = _Asked(terms, fold(" ".join(words.split())), limit)
            found = (await self._look([place], acting, asked)).get(source)
            return [] if found is None else [it for it in found["hits"] if not it["archived"]]
        async with self._hub.store.reading(acting) as reading:
            now = place.as_seen(place.source.sight(reading.acting, reading.reach))
            query = Query.parse(now.sight, now.choosing(words, within))
            window = await place.source.window(reading, query, 0, limit)
            hits = [now.hit(dict(zip(now.told, row, strict=True)), 0) for row in window.rows]
            return await self._told(reading, {now: hits})

    async def titles(
        self, acting: Principal, records: Sequence[tuple[str, str]]
    ) -> list[dict[str, Any] | None]:
        wanted: dict[str, list[str]] = {}
        for name, key in records:
            if _is_key(key):
                wanted.setdefault(name, []).append(key)
        places = [place for name in wanted if (place := self._place(acting, name)) is not None]
        if not places:
            return [None] * len(records)
        async with self._hub.store.reading(acting) as reading:
            found: dict[Place, list[Found]] = {}
            for place in self._seen(reading, places):
                rows = await place.rows(reading, wanted[place.source.name], place.told)
                found[place] = [place.hit(row, 0) for row in rows]
            said = {(hit["source"], hit["key"]): hit for hit in await self._told(reading, found)}
        return [said.get((source, key.lower())) for source, key in records]

    # -- where

    def _places_of(self, acting: Principal) -> list[Place]:
        """Find what this reader may search, in a fixed order; no rows under two names."""
        names = sorted(self._hub.sources.keys() & sources().keys())
        found = [self._place(acting, name) for name in names]
        return [place for place in found if place is not None and place.sight.vector is not None]

    def _place(self, acting: Principal, name: str) -> Place | None:
        source = self._hub.sources.get(name)
        try:
            reader = self._hub.reader(acting)
            if source is None or not reader.present:
                return None
            sight = source.sight(reader.acting, reader.reach)
            return Place(source, sight, locale=acting.locale)
        except (Denied, LookupError):
            return None

    @staticmethod
    def _seen(reading: Reading, places: Iterable[Place]) -> list[Place]:
        """Look at sources as their reader is now, which may be less than a moment ago."""
        now = []
        for place in places:
            try:
                sight = place.source.sight(reading.acting, reading.reach)
            except Denied:
                continue
            now.append(place.as_seen(sight))
        return now

    # -- what

    async def _look(self, gang: Sequence[Place], acting: Principal, asked: "_Asked") -> Groups:
        try:
            async with self._hub.store.reading(acting) as reading:
                _ = await reading.fetch(_SEARCHING)
                places = self._seen(reading, gang)
                found: dict[Place, list[Found]] = {}
                for alike in _alike(places):
                    found |= await self._found(reading, alike, asked)
                said = await self._told(reading, await _detailed(reading, found, asked.limit))
        except NotAuthenticated:
            return {}
        groups: Groups = {}
        for hit in said:
            groups.setdefault(hit["source"], {"hits": []})["hits"].append(hit)
        for place, hits in found.items():
            groups[place.source.name] |= {
                "source": place.source.name,
                "label": place.label,
                "icon": place.source.entity.icon,
                "more": len(hits) > asked.limit,
                "order": (hits[0].archived, hits[0].rank, place.source.name),
            }
        return groups

    async def _found(
        self, reading: Reading, places: Sequence[Place], asked: "_Asked"
    ) -> dict[Place, list[Found]]:
        """Ask several sources in one statement, and put what was found in order."""
        values = {**places[0].sight.values, **asked.params}
        made = await self._statement(places, by_function=reading.words_by_function)
        ranks: dict[str, dict[str, int]] = {}
        for source, rank, key in await reading.fetch(made, values):
            known = ranks.setdefault(source, {})
            known[key] = min(rank, known.get(key, rank))
        found: dict[Place, list[Found]] = {}
        for place in places:
            ranked = ranks.get(place.source.name)
            if ranked:
                rows = await place.rows(reading, list(ranked), place.shown)
                hits = [place.hit(row, ranked[row[KEY]]) for row in rows]
                if hits:
                    found[place] = sorted(hits, key=lambda hit: hit.order)
        return found

    async def _statement(self, places: Sequence[Place], *, by_function: bool) -> Prepared:
        """Make the question once for what is asked together, and let others have their turn."""
        key = by_function, *((place.source.name, place.sight.form) for place in places)
        made = self._statements.get(key)
        if made is None:
            asked = []
            for place in places:
                asked.append(prepare(place.found(by_function=by_function)))
                await asyncio.sleep(0)
            made = self._statements[key] = joint(asked)
            if len(self._statements) > KEPT:
                self._statements.popitem(last=False)
        self._statements.move_to_end(key)
        return made

    async def _told(
        self, reading: Reading, found: Mapping[Place, Sequence[Found]]
    ) -> list[dict[str, Any]]:
        """Say hits as plain data, with the customers they belong to."""
        whose = {hit.customer for hits in found.values() for hit in hits if hit.customer}
        customers = await self._customers(reading, whose)
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
            for place, hits in found.items()
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


class _Asked:
    """What one search asks of every source."""

    def __init__(self, terms: str, start: str, limit: int) -> None:
        self.limit = limit
        enough = 4 * limit + 2  # those put away come last, and are not all that is shown
        self.params = {
            "words": terms, "start": start, "size": enough, "enough": enough,
            "candidates": CANDIDATES,
        }  # fmt: skip


def _narrowed(places: list[Place], words: str) -> tuple[list[Place], str]:
    """Read `persone: rossi` as rossi among people alone, where something is called so."""
    kind, colon, rest = words.partition(":")
    wanted = fold(" ".join(kind.split()))
    if colon and wanted and rest.strip():
        meant = [place for place in places if fold(place.label).startswith(wanted)]
        if meant:
            return meant, rest
    return places, words


def _gangs(places: Sequence[Place]) -> list[list[Place]]:
    """Part what is searched into what is asked side by side."""
    large = [[place] for place in places if place.source.name in LARGE]
    small = [place for place in places if place.source.name not in LARGE]
    ours = [place for place in small if place.source.entity.scope is Scope.CUSTOMER]
    rest = [place for place in small if place.source.entity.scope is not Scope.CUSTOMER]
    return [gang for gang in (*large, ours, rest) if gang]


def _alike(places: Sequence[Place]) -> list[list[Place]]:
    """Part sources by the values that bound their reader: only equal ones share a statement."""
    parted: dict[str, list[Place]] = {}
    for place in places:
        parted.setdefault(repr(sorted(place.sight.values.items())), []).append(place)
    return list(parted.values())


async def _detailed(
    reading: Reading, found: Mapping[Place, Sequence[Found]], limit: int
) -> dict[Place, list[Found]]:
    """Read of the few that are shown what tells them from others."""
    detailed = {}
    for place, hits in found.items():
        first = hits[:limit]
        if place.told != place.shown:
            ranks = {hit.key: hit.rank for hit in first}
            rows = await place.rows(reading, list(ranks), place.told)
            first = [place.hit(row, ranks[row[KEY]]) for row in rows]
        detailed[place] = list(first)
    return detailed


def _is_key(key: str) -> bool:
    try:
        _ = UUID(key)
    except ValueError:
        return False
    return True
