"""The rows of an export, read as their owner may see them now, onto this machine's disk.

One repeatable-read transaction with a cursor of PostgreSQL: every row is of the same moment, a
million rows need no more memory than a thousand, and whatever the order is, nothing is skipped or
counted away as paging would. It is bounded in time, because an old snapshot keeps the database from
cleaning up. Keys of other sources become what those records are called, as far as he may see them.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid4

import orjson
from sqlalchemy import func, select, true

from schema.app_user import app_user
from ytefas.errors import Denied, NotFound, TooLarge
from ytefas.framework.talk.serialize import decode
from ytefas.framework.work.rows import Within
from ytefas.jobs.export import zone_of
from ytefas.jobs.job import Contents, Job, JobLimits
from ytefas.rules.access import Principal, Role
from ytefas.store.compile import Prepared, prepare
from ytefas.store.engine import Store
from ytefas.store.jobs import differences
from ytefas.store.jobs.naming import Naming
from ytefas.store.jobs.wording import Wording
from ytefas.store.query.outline import MOST_NODES
from ytefas.store.query.predicate import All, Compare, Some, both, comparisons
from ytefas.store.query.query import Query
from ytefas.store.query.sql import values_of
from ytefas.store.query.value import Kind
from ytefas.store.source.field import SourceField
from ytefas.store.source.oversight import AUDIT
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import Source
from ytefas.store.source.sql import FIRST, SIZE, Statements, Step
from ytefas.store.source.within import bounded as bounded_by, predicate_within
from ytefas.store.unit import Reading

BATCH: Final = 1000  # rows, and so also the keys that are named at once
_STATEMENT: Final = 14.0  # seconds for one batch; the first one may have to sort everything


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be read: checked against what the owner sees now."""

    source: Source
    sight: Sight
    query: Query  # as asked, without what bounds its cursor
    bounded: Query
    columns: tuple[Mapping[str, Any], ...]  # as asked: name, perhaps label and width
    parent: int | None  # the place of what says below which row each stands, if that is shown
    owner: int | None  # the place of what says whose a row is, among the columns that are read
    chosen: bool
    left_out: frozenset[str]  # keys of all that is shown that are not wanted


class Spooling:
    """Implements the Spool of an export."""

    def __init__(self, store: Store, sources: Mapping[str, Source], limits: JobLimits) -> None:
        self._store = store
        self._sources = sources
        self._limits = limits

    async def __call__(
        self, job: Job, into: Path, *, progress: Callable[[int, int], None]
    ) -> tuple[Mapping[str, Any], Contents]:
        # His role and his customers are read anew: what he had when he asked does not count.
        acting = Principal(job.owner, Role.CUSTOMER_USER, job.locale)
        async with self._store.reading(acting, snapshot=True) as reading:
            await self._allow_time(reading)
            asked = self._asked(reading, job.request)
            total = (await asked.source.count(reading, asked.bounded)).n
            most = self._limits.rows if asked.parent is None else MOST_NODES  # held in memory
            if total > most:
                raise TooLarge(limit=most)
            progress(0, total)
            names = Naming(self._sources, reading)
            changes = self._changes(asked, names)
            # Both at once: what a thread opens for somebody who is cancelled meanwhile stays open,
            # and one that should close may never begin.
            file: BinaryIO = into.open("wb")
            try:
                done = 0
                whose: Counter[UUID] = Counter()
                batches = every_row(
                    reading, asked.source, asked.sight, asked.bounded, self._limits.rows
                )
                if asked.parent is not None:
                    batches = _as_tree(batches, asked.parent)
                async for found in batches:
                    batch = [record for record in found if str(record[0]) not in asked.left_out]
                    rows = await _told(batch, asked, names, changes)
                    if asked.owner is not None:
                        whose.update(UUID(record[asked.owner]) for record in batch)
                    await asyncio.to_thread(file.write, orjson.dumps(rows) + b"\n")
                    done += len(rows)
                    progress(done, total)
            finally:
                file.close()
            contents = Contents(asked.source.table.name, done, dict(whose))
            return await self._sheet(job, asked, names, done), contents

    def _changes(self, asked: _Asked, names: Naming) -> differences.Telling | None:
        """Say what tells the changes of events, where events are exported."""
        is_audit = asked.source.name == AUDIT
        return differences.Telling(names.reading, self._sources, names) if is_audit else None

    async def _allow_time(self, reading: Reading) -> None:
        """Let this one transaction take longer than those people wait for."""
        whole = str(int(self._limits.reading * 1000))
        settings = (
            ("statement_timeout", str(int(_STATEMENT * 1000))),
            ("transaction_timeout", "0"),  # only a timer that is off can be set anew
            ("transaction_timeout", whole),
            ("cursor_tuple_fraction", "1"),  # all rows are wanted, not the first ones soon
        )
        for name, value in settings:
            await reading.fetch(select(func.set_config(name, value, true())))

    def _asked(self, reading: Reading, request: Mapping[str, Any]) -> _Asked:
        source = self._sources.get(str(request["source"]))
        if source is None:
            raise NotFound
        sight = source.sight(reading.acting, reading.reach)
        columns = tuple(one for one in request["columns"] if one["name"] in sight.fields)
        if not columns:
            raise Denied(source=source.name)  # all that was asked for is not his to see any more
        owner = next((n for n, one in sight.fields.items() if one.column is sight.owner), None)
        shown = decode(request["query"])
        parent = sight.tree if shown.get("tree") else None
        wanted = [one["name"] for one in columns] + [one for one in (owner, parent) if one]
        raw = flat(shown, wanted, sight)
        query = Query.parse(sight, raw)
        keys, chosen = request["keys"], request["chosen"]
        within = Within(
            tuple((name, decode(value)) for name, value in request["within"]),
            None if keys is None else tuple(decode(keys)),
            bool(request["archived"]),
        )
        where = bounded_by(sight, within, query.where)
        if where is not None and chosen is not None:  # of those that are shown
            picked = predicate_within(sight, Within(keys=tuple(decode(chosen))))
            where = None if picked is None else both(where, picked)
        bounded = replace(query, where=Some(()) if where is None else where)
        above, whose = (
            None if one is None else bounded.columns.index(one) for one in (parent, owner)
        )
        return _Asked(source, sight, query, bounded, columns, above, whose, chosen is not None,
                      frozenset(map(str, decode(request.get("left_out") or []))))  # fmt: skip

    async def _sheet(
        self, job: Job, asked: _Asked, names: "Naming", rows: int
    ) -> Mapping[str, Any]:
        request, query, fields = job.request, asked.query, asked.sight.fields
        called = await _names_in(query, fields, names)
        wording = Wording(fields, job.locale, called)
        zone = str(request["zone"])
        info = [
            (wording.own("title"), str(request["name"])),
            (wording.own("made"), _local(datetime.now(UTC), zone, job.locale)),
            (wording.own("by"), await _who(names.reading, job.owner)),
            (wording.own("rows"), str(rows)),
            (wording.own("sort"), wording.sort(query.sort[:-1] or query.sort)),
        ]
        if query.where != All(()):
            info.append((wording.own("filter"), wording.filter(query.where)))
        searched = decode(request["query"]).get("words")
        if searched:
            info.append((wording.own("words"), str(searched)))
        if asked.chosen or asked.left_out:
            info.append((wording.own("chosen"), wording.own("yes")))
        return {
            "title": request["name"],
            "info_title": wording.own("info"),
            "info": info,
            "columns": [
                *(_column(one, fields[one["name"]], wording) for one in asked.columns),
                *(differences.columns(job.locale) if asked.source.name == AUDIT else ()),
            ],
            "locale": job.locale,
            "zone": zone,
            "truths": [wording.own("no"), wording.own("yes")],
            "outline": asked.parent is not None,
        }


def flat(raw: Mapping[str, Any], columns: Sequence[str], sight: Sight) -> dict[str, Any]:
    """Ask for the plain rows of a query: groups and trees become an order."""
    group = list(raw.get("group") or ())
    sort = [list(order) for order in raw.get("sort") or ()]
    if not sort:
        sort = [[one.column, "desc" if one.descending else "asc"] for one in sight.order]
    given = dict(sort)
    first = [[name, given.get(name, "asc")] for name in group]
    rest = [order for order in sort if order[0] not in group]
    asked: dict[str, Any] = {"columns": list(columns), "sort": [*first, *rest][:8]}
    for name in ("filter", "words"):
        if raw.get(name):
            asked[name] = raw[name]
    return asked


async def every_row(
    reading: Reading, source: Source, sight: Sight, query: Query, most: int
) -> AsyncIterator[Sequence[Any]]:
    """Read all rows, some at a time; the cursor's name is new, so no statement is mistaken."""
    name = f"export_{uuid4().hex}"
    made = Statements(
        source.table, source.joins, source.only, sight, reading.words_by_function
    ).window(query, Step.OFFSET)
    params = {**sight.values, **values_of(query), FIRST: 0, SIZE: most}
    ready = prepare(made, params)
    opened = Prepared(f"DECLARE {name} NO SCROLL CURSOR FOR {ready.sql}", ready.slots)
    await reading.fetch(opened, params)
    while batch := await reading.fetch(Prepared.of(f"FETCH {BATCH} FROM {name}")):
        yield batch


async def _as_tree(
    batches: AsyncIterator[Sequence[Any]], parent: int
) -> AsyncIterator[Sequence[Any]]:
    """Put each row below its parent and say how deep; what may be a tree is bounded (MOST_NODES).

    What is found without its parent stands at the top.
    """
    rows = [tuple(record) async for batch in batches for record in batch]
    there = {row[0] for row in rows}
    below: dict[Any, list[tuple[Any, ...]]] = {}
    for row in rows:
        below.setdefault(row[parent] if row[parent] in there else None, []).append(row)
    waiting = [(row, 0) for row in reversed(below.get(None, ()))]
    ordered: list[tuple[Any, ...]] = []
    while waiting:
        row, depth = waiting.pop()
        ordered.append((*row, depth))
        waiting.extend((one, depth + 1) for one in reversed(below.get(row[0], ())))
    for begin in range(0, len(ordered), BATCH):
        yield ordered[begin : begin + BATCH]


async def _told(
    batch: Sequence[Any], asked: _Asked, names: Naming, changes: differences.Telling | None
) -> list[list[Any]]:
    """Give what was asked of some rows; of events also what they changed."""
    rows = await _named(batch, asked, names)
    if changes is None:
        return rows
    told = await changes.cells([str(record[0]) for record in batch])
    return [[*row, *cells] for row, cells in zip(rows, told, strict=True)]


async def _named(batch: Sequence[Any], asked: _Asked, names: Naming) -> list[list[Any]]:
    """Put the asked columns in their order, with names in the place of keys."""
    columns = asked.bounded.columns
    places = [columns.index(one["name"]) for one in asked.columns]
    if asked.parent is not None:  # its depth, behind all that was read
        places.append(len(columns))
    rows = [[record[at] for at in places] for record in batch]
    for at, one in enumerate(asked.columns):
        field = asked.sight.fields[one["name"]]
        if field.reference is not None and field.kind in {Kind.KEY, Kind.KEYS}:
            await _name_column(rows, at, field.reference, names)
    return rows


async def _name_column(rows: list[list[Any]], at: int, reference: str, names: Naming) -> None:
    values = [row[at] for row in rows if row[at] is not None]
    keys = {one for value in values for one in ([value] if isinstance(value, str) else value)}
    known = await names.of(reference, keys)
    for row in rows:
        value = row[at]
        if isinstance(value, str):
            row[at] = known.get(value, "")
        elif value is not None:
            row[at] = [known.get(one, "") for one in value]


async def _names_in(
    query: Query, fields: Mapping[str, SourceField], names: Naming
) -> Mapping[str, str]:
    """Name the records that a filter speaks of."""
    found: dict[str, str] = {}
    for test in comparisons(query.where):
        reference = fields[test.column].reference
        if reference is not None:
            keys = [str(one) for one in _keys_of(test)]
            known = await names.of(reference, keys)
            found |= {key: known[key] for key in keys if known.get(key)}
    return found


def _keys_of(test: Compare) -> list[UUID]:
    many = test.value if isinstance(test.value, tuple | list) else (test.value,)
    return [one for one in many if isinstance(one, UUID)]


_KINDS: Final = {"address": "address"}  # what is shown otherwise than its kind says


def _column(asked: Mapping[str, Any], field: SourceField, wording: Wording) -> dict[str, Any]:
    label = asked.get("label") or wording.say(field.facts.label)
    if field.facts.unit and not asked.get("label"):
        label = f"{label} ({field.facts.unit})"
    choices = field.choices
    return {
        "label": label,
        "kind": _KINDS.get(field.facts.widget, field.kind.value),
        "width": asked.get("width"),
        "decimals": getattr(field.type_, "scale", None) if field.kind is Kind.DECIMAL else None,
        "choices": None
        if choices is None
        else {key: wording.say(words) for key, words in choices.items()},
    }


def _local(at: datetime, zone: str, locale: str) -> str:
    there = zone_of(zone)
    form = "%d/%m/%Y %H:%M" if locale == "it" else "%Y-%m-%d %H:%M"
    return f"{at.astimezone(there):{form}} ({there})"


async def _who(reading: Reading, owner: UUID) -> str:
    who = select(app_user.c.name, app_user.c.surname).where(app_user.c.id == owner)
    row = await reading.fetch_row(who)
    return "" if row is None else f"{row['name']} {row['surname']}"
