"""Loading the first release, proposing every newer one, and carrying out what the studio decides.

The first release of an installation is loaded whole. Each newer one is only compared: what it would
add, change or take away becomes rows of `library_proposal`, and nothing of the catalogue moves
until somebody says so. Taking brings the release's words; keeping remembers that the studio has
seen them, so the next release asks only about what is new again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, select

from schema.base import entity_of, tables
from schema.catalogued import OWN, SYSTEM
from ytefas.errors import Invalid, NotFound
from ytefas.library.bundle import bundled, bundled_version
from ytefas.library.difference import Difference, differences
from ytefas.library.release import TABLES, Release
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM as PROGRAM
from ytefas.store.library.rows import (
    Kept,
    Libraries,
    content_of,
    key_of,
    read_libraries,
    targets_of,
)
from ytefas.store.library.shown import shown
from ytefas.store.unit import Unit

_tables: Final = tables()
_release: Final = _tables["library_release"]
_proposal: Final = _tables["library_proposal"]
_RELEASES: Final = select(
    *(_release.c[one] for one in ("id", "version", "state", "sha256", "items", "row_version"))
).order_by(_release.c.id)
_LOCK: Final = select(func.pg_advisory_xact_lock(0x59746C69))  # two nodes start at once
_OPEN: Final = select(
    *(_proposal.c[one] for one in ("id", "release_id", "entity", "code", "change", "changes",
                                   "edited", "row_version")),
).where(_proposal.c.state == "open").order_by(_proposal.c.number)  # fmt: skip
_OF_RELEASE: Final = _OPEN.where(_proposal.c.release_id == bindparam("release"))
_SEPARATOR: Final = "\t"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a release that was handed in."""

    version: str
    state: str  # loaded, proposed, known
    counts: Mapping[str, int]


async def bring(store: Store, release: Release | None = None) -> Told:
    """Load or propose a release, the bundled one if none is given; again it changes nothing."""
    if release is None:
        async with store.reading(PROGRAM) as reading:
            known = [one["version"] for one in await reading.fetch(_RELEASES)]
        if bundled_version() in known:
            return Told(bundled_version(), "known", {})
        release = bundled()
    async with store.writing(PROGRAM, cause="library.bring") as unit:
        await unit.fetch(_LOCK)
        seen = await unit.fetch(_RELEASES)
        for one in seen:
            if one["version"] == release.version:
                if one["sha256"] != release.sha256:
                    raise Invalid("release_changed", version=release.version)
                return Told(release.version, "known", {})
        if not seen:
            return await _load(unit, release)
        return await _propose(unit, release, seen)


async def compare(store: Store, release: Release) -> dict[str, int]:
    """Count what a release would add, change and take away; nothing is written."""
    async with store.reading(PROGRAM) as reading:
        seen = await reading.fetch(_RELEASES)
        libraries = await read_libraries(reading)
    return _counted(list(differences(libraries.standing(), release, _known(seen))))


def _known(seen: Sequence[Any]) -> frozenset[tuple[str, str]]:
    told = (item.partition(_SEPARATOR) for one in seen for item in one["items"])
    return frozenset((table, key) for table, _, key in told)


def _counted(found: Sequence[Difference]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.change] = counts.get(one.change, 0) + 1
    return counts


async def _load(unit: Unit, release: Release) -> Told:
    """Fill libraries that never had a release; what the studio already wrote itself stays."""
    libraries = await read_libraries(unit)
    for table in TABLES:
        fresh = [
            (key, row)
            for key, row in release.rows.get(table, {}).items()
            if key not in libraries.rows[table]
        ]
        made = await unit.insert_many(
            _tables[table],
            [_written(libraries, table, row, release.version) for _, row in fresh],
        )
        for (key, _), one in zip(fresh, made, strict=True):
            libraries.take_in(table, key, one)
    await _enter(unit, release, state="loaded", undecided=0)
    return Told(release.version, "loaded", {"added": sum(1 for _ in release.items())})


async def _enter(unit: Unit, release: Release, *, state: str, undecided: int) -> UUID:
    items = [f"{table}{_SEPARATOR}{key}" for table, key in release.items()]
    return await unit.insert(_release, {
        "version": release.version, "state": state, "released_on": release.released_on,
        "imported_at": datetime.now(UTC), "name": release.name[0], "name_en": release.name[1],
        "note": release.note[0], "note_en": release.note[1], "sha256": release.sha256,
        "rows": len(items), "undecided": undecided, "items": items,
    })  # fmt: skip


async def _propose(unit: Unit, release: Release, seen: Sequence[Any]) -> Told:
    libraries = await read_libraries(unit)
    found = list(differences(libraries.standing(), release, _known(seen)))
    for one in seen:
        if one["state"] == "proposed":  # what it still proposed, this one proposes better
            for waiting in await unit.fetch(_OF_RELEASE, {"release": one["id"]}):
                await unit.delete(_proposal, waiting["id"], waiting["row_version"])
            told = {"state": "superseded", "undecided": 0}
            await unit.update(_release, one["id"], one["row_version"], told)
    state = "proposed" if found else "loaded"
    entered = await _enter(unit, release, state=state, undecided=len(found))
    await unit.insert_many(_proposal, [
        _told(entered, number, one, libraries) for number, one in enumerate(found, start=1)
    ])  # fmt: skip
    return Told(release.version, state, _counted(found))


def _told(release: UUID, number: int, one: Difference, libraries: Libraries) -> dict[str, Any]:
    names = _names(one, libraries)
    return {
        "release_id": release, "number": number, "change": one.change, "state": "open",
        "entity": one.table, "code": one.key[:200], "name": names[0][:500],
        "name_en": names[1][:500], "edited": one.edited,
        "changes": {
            "key": one.key,
            "fields": {name: list(three) for name, three in one.fields.items()},
            "shown": shown(one.table, one.fields),
        },
    }  # fmt: skip


def _names(one: Difference, libraries: Libraries) -> tuple[str, str]:
    """Say what a row is called: its name, or the names of what it links."""
    kept = libraries.rows[one.table].get(one.key)
    values: dict[str, Any] = dict(kept.standing.values) if kept else {}
    values |= {name: new for name, (_, _, new) in one.fields.items() if new is not None}
    named = entity_of(_tables[one.table]).name
    if named in values and f"{named}_en" in values:
        return str(values[named] or ""), str(values[f"{named}_en"] or values[named] or "")
    return one.key, one.key


def _written(
    libraries: Libraries, table: str, row: Mapping[str, Any], version: str
) -> dict[str, Any]:
    """Turn a row of a release into one of the database: codes into keys, with what it said."""
    told = {name: row.get(name) for name in content_of(table) if name in row}
    values = {**told, **_keys(libraries, table, told)}
    return {**values, "origin": SYSTEM, "release": version, "released": told}


def _keys(libraries: Libraries, table: str, told: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, target in targets_of(table).items():
        code = told.get(name)
        if code is not None:
            found[name] = libraries.id_of(target, code)
            if found[name] is None:
                raise Invalid("release_link", table=table, code=str(code))
    return found


# -- deciding


async def decide(store: Store, acting: Principal, keys: Sequence[UUID], *, take: bool) -> int:
    """Take from the release what these proposals say, or keep what stands; tell how many were open.

    What a new row refers to is taken with it.
    """
    async with store.writing(acting, cause="library.decide") as unit:
        await unit.fetch(_LOCK)
        waiting = {one["id"]: one for one in await unit.fetch(_OPEN)}
        libraries = await read_libraries(unit)
        deciding = _Deciding(unit, libraries, list(waiting.values()))
        for key in keys:
            if key in waiting:
                await deciding.carry_out(waiting[key], take=take)
        await _close(unit)
        return deciding.done


async def waiting(store: Store, acting: Principal, release: UUID, *, clashes: bool) -> list[UUID]:
    """Name what is open of a release; without `clashes`, only what the studio did not touch."""
    async with store.reading(acting) as reading:
        found = await reading.fetch(_OF_RELEASE, {"release": release})
    return [one["id"] for one in found if clashes or not _is_clash(one)]


def _is_clash(one: Any) -> bool:
    """Tell where taking would cost the studio words of its own."""
    change, edited = one["change"], bool(one["edited"])
    return bool(change == "both") or (change == "removed" and edited)


class _Deciding:
    """One run of decisions, in one transaction."""

    def __init__(self, unit: Unit, libraries: Libraries, waiting: Sequence[Any]) -> None:
        self._unit = unit
        self._libraries = libraries
        self._added = {
            (one["entity"], one["changes"]["key"]): one
            for one in waiting
            if one["change"] == "added"
        }
        self._settled: set[UUID] = set()
        self._versions: dict[UUID, str] = {}
        self.done = 0

    async def carry_out(self, one: Any, *, take: bool) -> None:
        if one["id"] in self._settled:
            return
        self._settled.add(one["id"])
        version = await self._version(one["release_id"])
        if one["change"] == "added":
            if take:
                await self._add(one, version)
        else:
            kept = self._libraries.rows[one["entity"]].get(one["changes"]["key"])
            if kept is not None:
                changes = _removal(take) if one["change"] == "removed" else self._change(
                    one, kept, version, take=take)  # fmt: skip
                table = _tables[one["entity"]]
                await self._unit.update(table, kept.id, kept.row_version, changes)
        state = {"state": "taken" if take else "kept"}
        await self._unit.update(_proposal, one["id"], one["row_version"], state)
        self.done += 1

    async def _add(self, one: Any, version: str) -> None:
        table, fields = one["entity"], one["changes"]["fields"]
        row = {name: new for name, (_, _, new) in fields.items()}
        for name, target in targets_of(table).items():
            needed = self._added.get((target, str(row.get(name))))
            if needed is not None:
                await self.carry_out(needed, take=True)
        if one["changes"]["key"] in self._libraries.rows[table]:
            return  # the studio has made one of the same code meanwhile: its own stays
        made = await self._unit.insert(
            _tables[table], _written(self._libraries, table, row, version)
        )
        self._libraries.take_in(table, key_of(table, row), made)

    def _change(self, one: Any, kept: Kept, version: str, *, take: bool) -> dict[str, Any]:
        table = one["entity"]
        new = {name: three[2] for name, three in one["changes"]["fields"].items()}
        base = {**(kept.standing.released or {}), **new}
        marks = {"origin": SYSTEM, "release": version, "released": base}
        if not take:
            return marks
        return {**new, **_keys(self._libraries, table, new), **marks}

    async def _version(self, release: UUID) -> str:
        if release not in self._versions:
            asked = select(_release.c.version).where(_release.c.id == bindparam("release"))
            self._versions[release] = await self._unit.fetch_value(asked, {"release": release})
        return self._versions[release]


def _removal(take: bool) -> dict[str, Any]:
    """Put away what the release dropped, or make it the studio's own."""
    if take:
        return {"archived_at": datetime.now(UTC)}
    return {"origin": OWN, "release": None, "released": None}


async def _close(unit: Unit) -> None:
    """Count what is left to decide; a release with nothing left is loaded."""
    counted = (
        select(_proposal.c.release_id, func.count().label("left"))
        .where(_proposal.c.state == "open")
        .group_by(_proposal.c.release_id)
    )
    left = {one["release_id"]: one["left"] for one in await unit.fetch(counted)}
    for one in await unit.fetch(_RELEASES):
        if one["state"] == "proposed":
            count = left.get(one["id"], 0)
            told = {"undecided": count, "state": "proposed" if count else "loaded"}
            await unit.update(_release, one["id"], one["row_version"], told)


async def reset(store: Store, acting: Principal, table: str, keys: Sequence[UUID]) -> int:
    """Give rows back the words of their release; tell how many differed."""
    if table not in TABLES:
        raise NotFound(entity=table)
    async with store.writing(acting, cause="library.reset") as unit:
        libraries = await read_libraries(unit)
        kept = {one.id: one for one in libraries.rows[table].values()}
        count = 0
        for key in keys:
            one = kept.get(key)
            if one is None:
                raise NotFound(entity=table)
            base = one.standing.released
            if base is None:
                raise Invalid("not_released")
            values = {**base, **_keys(libraries, table, base)}
            changes = {
                name: values[name]
                for name, value in base.items()
                if value != one.standing.values.get(name)
            }
            if changes:
                await unit.update(_tables[table], one.id, one.row_version, changes)
                count += 1
        return count
