"""The studio's own matrices as methods: found beside the ones of the program, checked, locked.

Whoever computes asks here: `methods_for` inside a transaction, `OwnMethods` outside of one. A
version that something was rated with never changes again, and neither does a published one until
it is a draft once more; who rates with one and who changes it wait for each other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, Table, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import String

from schema.base import tables
from schema.evaluation_method import DRAFT, PUBLISHED
from ytefas.errors import Invalid, InvalidFields
from ytefas.methods.kit.definition import read, studio_method
from ytefas.methods.kit.method import Method
from ytefas.methods.kit.registry import UnknownMethod, find as find_built_in, versions
from ytefas.methods.kit.words import Words
from ytefas.store.isolation import SYSTEM

if TYPE_CHECKING:
    from ytefas.store.engine import Store
    from ytefas.store.feed import Change
    from ytefas.store.unit import Reading, Unit

Values = Mapping[str, Any]
Find = Callable[[str, int | None], Method]
OWN: Final = "evaluation_method"
RATED: Final = "calculation"
_own, _rated = tables()[OWN], tables()[RATED]
_SPOKEN: Final = ("name", "name_en", "about", "about_en", "definition")  # what a version says
_ABOUT: Final = Words(
    "Criterio dello studio, per i rischi senza un metodo specifico.",
    "The studio's criterion, for risks without a specific method.",
)
_HELD: Final = func.hashtextextended(bindparam("held_code", type_=String), 0)
_RATING: Final = select(func.pg_advisory_xact_lock_shared(_HELD))
_CHANGING: Final = select(func.pg_advisory_xact_lock(_HELD))
ROWS: Final[Select[Any]] = select(
    _own.c.code, _own.c.version, _own.c.state, _own.c.archived_at, *(_own.c[n] for n in _SPOKEN)
)
_USED: Final = select(
    exists().where(
        _rated.c.method == bindparam("code", type_=String), _rated.c.version == bindparam("version")
    )
)


def made(row: Values) -> Method:
    """Make a stored matrix a method; ValueError: it cannot be read."""
    name, about = row["name"], row["about"]
    return studio_method(
        code=row["code"], version=row["version"], definition=row["definition"],
        name=Words(name, row["name_en"] or name),
        about=Words(about, row["about_en"] or about) if about else _ABOUT,
    )  # fmt: skip


class Shelf:
    """The methods of some moment: ours by code and version, and those of the program."""

    def __init__(self, rows: Sequence[Values]) -> None:
        self._rows = {(row["code"], row["version"]): row for row in rows}
        self._made: dict[tuple[str, int], Method] = {}

    def find(self, method: str, version: int | None = None, *, drafts: bool = False) -> Method:
        """Find a method: the newest published version, or the one that is asked for."""
        if method in versions():
            return find_built_in(method, version)
        if version is None:
            version = max(self.offered(method), default=None)
        row = None if version is None else self._rows.get((method, version))
        if row is None or (row["state"] == DRAFT and not drafts):
            raise UnknownMethod(f"{method} {version}")
        return self._method(row)

    def offered(self, method: str) -> list[int]:
        """List the versions of one of ours that may be taken for what is new, rising."""
        return sorted(
            version for (code, version), row in self._rows.items()
            if code == method and row["state"] == PUBLISHED and row["archived_at"] is None
        )  # fmt: skip

    def newest(self) -> list[Method]:
        """List ours that may be taken for what is new: each its newest version, by name."""
        found = []
        for code in {code for code, _ in self._rows}:
            with suppress(UnknownMethod):  # none in use, or one that can no longer be read
                found.append(self.find(code))
        return sorted(found, key=lambda one: (one.name.it, one.id))

    def _method(self, row: Values) -> Method:
        key = (row["code"], row["version"])
        if key not in self._made:
            try:
                self._made[key] = made(row)
            except ValueError as unreadable:
                raise UnknownMethod(str(unreadable)) from unreadable
        return self._made[key]


async def methods_for(
    reading: Reading, rows: Sequence[Values], *, rating: bool = False, drafts: bool = False
) -> Find:
    """Give what finds the methods of some cases.

    `rating`: they stay as they are until we have ended; `drafts`: also what is only tried.
    """
    codes = sorted({str(row.get("method")) for row in rows} - versions().keys())
    if not codes:
        return find_built_in
    if rating:
        for code in codes:
            await reading.fetch(_RATING, {"held_code": _lock(code)})
    asked = ROWS.where(_own.c.code == func.any(bindparam("codes", type_=ARRAY(String))))
    found = await reading.fetch(asked, {"codes": codes})
    shelf = Shelf([dict(row) for row in found])
    return partial(shelf.find, drafts=True) if drafts else shelf.find


class OwnMethods:
    """All methods there are on this node; what the feed says has changed is read again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf: Shelf | None = None
        self._changes = 0
        self._moved = asyncio.Event()
        store.feed.listen(self._hear)

    async def moved(self) -> None:
        """Wait until the studio's own are different; for one who waits."""
        await self._moved.wait()
        self._moved.clear()

    async def find(
        self, method: str, version: int | None = None, *, drafts: bool = False
    ) -> Method:
        """Find a method; `drafts`: also one that is not published, by its version."""
        if method in versions():
            return find_built_in(method, version)
        try:
            return (await self.shelf()).find(method, version)
        except UnknownMethod:  # published a moment ago, or a draft, which is never remembered
            return (await self._read()).find(method, version, drafts=drafts)

    async def shelf(self) -> Shelf:
        """Give the methods as they are now."""
        if self._shelf is None:
            changes = self._changes
            shelf = await self._read()
            if changes != self._changes:  # while it was read: the next one reads again
                return shelf
            self._shelf = shelf
        return self._shelf

    async def _read(self) -> Shelf:
        async with self._store.reading(SYSTEM) as reading:
            return Shelf([dict(row) for row in await reading.fetch(ROWS)])

    def _hear(self, changes: Sequence[Change]) -> None:
        if any(one.reset or any(row.table == OWN for row in one.rows) for one in changes):
            self._changes += 1
            self._shelf = None
            self._moved.set()


async def guarded(unit: Unit, table: Table, stored: Values, changes: Values | None) -> None:
    """Refuse to change or (None) delete what was rated with, or what is published."""
    if table.name != OWN or stored["state"] == DRAFT:
        if table.name == OWN and changes and changes.get("state", DRAFT) not in (DRAFT, PUBLISHED):
            raise InvalidFields({"state": "method_draft"})
        return
    altered = [
        name for name in _SPOKEN if changes and changes.get(name, stored[name]) != stored[name]
    ]
    reopened = changes is not None and changes.get("state") == DRAFT
    if changes is not None and not altered and not reopened:
        return
    code, version = stored["code"], stored["version"]
    await unit.fetch(_CHANGING, {"held_code": _lock(code)})
    if await unit.fetch_value(_USED, {"code": code, "version": version}):
        raise _refused("method_locked", altered)
    if changes is None or (altered and not reopened):
        raise _refused("method_published", altered)


def _refused(reason: str, fields: Sequence[str]) -> Invalid | InvalidFields:
    return InvalidFields(dict.fromkeys(fields, reason)) if fields else Invalid(reason)


def refuse(row: Values) -> None:
    """Refuse a code that is the program's, and to publish what cannot be read."""
    if row.get("code") in versions():
        raise InvalidFields({"code": "method_code_taken"})
    if row.get("state") == DRAFT:
        return
    flaws = read(row.get("definition")).flaws
    if flaws:
        told = {"definition": {"count": str(len(flaws))}}
        refused = InvalidFields({"definition": "method_flaws"}, told)
        refused.fields["flaws"] = [{"path": one.path, **one.said.both()} for one in flaws]
        raise refused


def counted(row: Values) -> dict[str, Any]:
    """Say of a definition how big it is and how much of it is to be mended."""
    definition = row.get("definition")
    axes, bands = (
        found if isinstance(found := definition.get(name), list) else []
        for name in ("axes", "bands")
    ) if isinstance(definition, Mapping) else ([], [])  # fmt: skip
    steps = [len(one["steps"]) for one in axes if isinstance(one, Mapping)
             and isinstance(one.get("steps"), list)]  # fmt: skip
    return {
        "steps": " × ".join(map(str, steps[:3])) or None,
        "bands": len(bands),
        "flaws": len(read(definition).flaws),
    }


def _lock(code: str) -> str:
    return f"{OWN} {code}"
