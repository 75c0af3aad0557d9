"""Which records an action is about: read as one snapshot, under the rights of who asks.

They come in the order in which they can be done: of a tree what is above first, and the other way
round where they are deleted, so that nothing stands in its own way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ytefas.errors import NotFound, TooLarge
from ytefas.framework.work.many import Act, Chosen
from ytefas.store.jobs.naming import Naming
from ytefas.store.jobs.spool import every_row, flat
from ytefas.store.many.batches import Row, waiting
from ytefas.store.query.predicate import All
from ytefas.store.query.query import Query
from ytefas.store.query.value import Kind
from ytefas.store.source.sight import KEY, Sight
from ytefas.store.source.source import LARGEST_WINDOW, Source
from ytefas.store.source.within import bounded, predicate_within
from ytefas.store.source.write import owner_of
from ytefas.store.unit import Reading

MOST: Final = 50_000  # records of one action
SHARED: Final = ("customer_id", "site_id")  # among the rows of these links are picked
CODES: Final = ("code", "internal_code")  # what tells one from another of the same name
GONE: Final[dict[str, Any]] = {"code": "not_found"}
Records = list[dict[str, Any]]


async def settle(
    reading: Reading, sources: Mapping[str, Source], source: Source, act: Act, chosen: Chosen
) -> tuple[list[Row], dict[str, Any]]:
    """Read the records, and what all of them share; NotFound when there are none."""
    sight = source.sight(reading.acting, reading.reach)
    if chosen.keys is None:
        found = await _found(reading, source, sight, chosen)
        gone: list[str] = []
    else:
        keys = [str(key) for key in dict.fromkeys(chosen.keys)]
        found = await _named(reading, source, sight, chosen, keys)
        there = {one[KEY] for one in found}
        gone = [key for key in keys if key not in there]
    if not found and not gone:
        raise NotFound
    await _call(reading, sources, source, sight, found)
    rows = [
        waiting(one[KEY], _title(source, one), int(one["row_version"]), owner_of(source, one))
        for one in _ordered(found, sight.tree, act)
    ]
    rows += [{**waiting(key, key, 0), "state": "refused", "problem": GONE} for key in gone]
    return rows, _shared(found)


def _title(source: Source, record: Mapping[str, Any]) -> str:
    """Say what a record is called: its code and its name."""
    names = dict.fromkeys((*CODES, source.entity.name))
    return " ".join(str(record[name]) for name in names if record.get(name)) or str(record[KEY])


def _columns(source: Source, sight: Sight) -> list[str]:
    wanted = (KEY, "row_version", *CODES, source.entity.name, sight.tree, *SHARED)
    return [one for one in dict.fromkeys(wanted) if one is not None and one in sight.fields]


async def _found(reading: Reading, source: Source, sight: Sight, chosen: Chosen) -> Records:
    """Read all that a query finds, but what was left out."""
    query = Query.parse(sight, flat(chosen.query, _columns(source, sight), sight))
    where = bounded(sight, chosen.within, query.where)
    if where is None:
        return []
    query = replace(query, where=where)
    if (await source.count(reading, query)).n > MOST:
        raise TooLarge(reason="rows", limit=MOST)
    found: Records = []
    async for batch in every_row(reading, source, sight, query, MOST):
        found += (dict(zip(query.columns, row, strict=True)) for row in batch)
    return [one for one in found if one[KEY] not in chosen.but]


async def _named(
    reading: Reading, source: Source, sight: Sight, chosen: Chosen, keys: Sequence[str]
) -> Records:
    """Read those that are named, wherever a filter would have them, within what is shown."""
    within = predicate_within(sight, chosen.within)
    if within is None:
        return []
    query = Query.parse(sight, {"columns": _columns(source, sight)})
    query = replace(query, where=within)
    found: Records = []
    for at in range(0, len(keys), LARGEST_WINDOW):
        rows = await source.matching(reading, query, keys[at : at + LARGEST_WINDOW])
        found += (dict(zip(query.columns, row, strict=True)) for row in rows)
    return found


async def _call(
    reading: Reading,
    sources: Mapping[str, Source],
    source: Source,
    sight: Sight,
    found: Records,
) -> None:
    """Put names in the place of keys where records are called by what they point at."""
    field = sight.fields.get(source.entity.name)
    if field is None or field.reference is None or field.kind is not Kind.KEY:
        return
    name = source.entity.name
    keys = [one[name] for one in found if one[name] is not None]
    known = await Naming(sources, reading).of(field.reference, keys)
    for one in found:
        one[name] = known.get(one[name], "")


def _ordered(found: Records, tree: str | None, act: Act) -> Records:
    if tree is None:
        return found
    above = {one[KEY]: one.get(tree) for one in found}
    depths: dict[str, int] = {}

    def depth(key: str) -> int:
        trail: list[str] = []
        at: str | None = key
        while at is not None and at in above and at not in depths and at not in trail:
            trail.append(at)
            at = above[at]
        known = depths.get(at or "", -1)
        for number, one in enumerate(reversed(trail), start=1):
            depths[one] = known + number
        return depths[key]

    return sorted(found, key=lambda one: depth(one[KEY]), reverse=act == "delete")


def _shared(found: Records) -> dict[str, Any]:
    """Say what all of them have in common, of what decides which links can be picked."""
    values = {name: {one.get(name) for one in found} for name in SHARED}
    return {
        name: value
        for name, several in values.items()
        for value in several
        if len(several) == 1 and value is not None
    }


def everything(names: Sequence[str]) -> Query:
    """Ask for some columns of any records in sight."""
    return Query(tuple(names), All(()))
