"""Imports as a desk offers them: from the file over the columns and the check to what was done.

Everything a user chose is kept with his upload, so that any node can go on. What a check found is
remembered here for a while, and looked for again when anything about it may have changed.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from time import monotonic
from typing import Any, Final
from uuid import UUID, uuid4

from ytefas.imports.book import Book
from ytefas.imports.checking import unmapped
from ytefas.imports.choices import Choices, table_chosen
from ytefas.imports.limits import ImportLimits
from ytefas.imports.plan import State
from ytefas.imports.target import Target
from ytefas.imports.words import folded
from ytefas.imports.workbook import Sheet as Drawn, faulty, template
from ytefas.rules.access import Level, Principal
from ytefas.store.engine import Store
from ytefas.store.imports import telling
from ytefas.store.imports.books import Books, fingerprint
from ytefas.store.imports.doing import Doing, Outcome
from ytefas.store.imports.existing import existing_of
from ytefas.store.imports.filled import choices as offered, filled
from ytefas.store.imports.looking import (
    Looked,
    Sources,
    allow,
    customer_name,
    have_patience,
    language,
    look_through,
    mapping_of,
    remembered_as,
)
from ytefas.store.imports.targets import NAMES, target_for
from ytefas.store.imports.uploads import Upload, Uploads
from ytefas.store.imports.writing import Told
from ytefas.store.personal.prefs import preferences_of, put

_BELIEVED: Final = 120.0  # seconds that a check is shown without looking again
_KEPT: Final = 6
_REMEMBERED: Final = 300  # headings of one target


class LiveImports:
    """Implements the Importer of the service, the Sheets of the web door, and the job."""

    def __init__(self, store: Store, sources: Sources, limits: ImportLimits) -> None:
        self._store = store
        self._sources = sources
        self.limits = limits
        self._uploads = Uploads(store, most=limits.uploads, keep=limits.keep)
        self._books = Books(limits)
        self._doing = Doing(store, sources, self._uploads, self._books)
        self._looked: OrderedDict[UUID, Looked] = OrderedDict()

    @property
    def most_bytes(self) -> int:
        """How large a file may be."""
        return self.limits.file_bytes

    async def may(self, acting: Principal, customer: UUID, target: str) -> None:
        """Refuse who may not import this for this customer."""
        async with self._store.reading(acting) as reading:
            allow(reading, self._sources, customer, target)

    async def purge(self) -> None:
        """Forget what nobody came back to."""
        await self._uploads.purge()

    async def open(self, acting: Principal, customer: UUID, name: str) -> dict[str, Any]:
        """Say what may be imported, and what he left in the middle."""
        async with self._store.reading(acting) as reading:
            allow(reading, self._sources, customer, name)
            called = await customer_name(reading, customer)
        left = await self._uploads.current(acting, customer, name)
        said = {one: target_for(one, acting.role, Level.MANAGE) for one in NAMES}
        locale = language(acting)
        return {
            "customer": str(customer), "customer_name": called, "target": name,
            "targets": [{"name": one, "label": target.label[locale]}
                        for one, target in said.items() if target is not None],
            "left": None if left is None else {"id": str(left.id), "file_name": left.file_name},
            "most_bytes": self.limits.file_bytes, "most_rows": self.limits.rows,
        }  # fmt: skip

    # -- the file

    async def take(
        self, acting: Principal, customer: UUID, target: str, *, name: str, data: bytes
    ) -> str:
        """Take a file in, read it, and keep it for its user."""
        async with self._store.reading(acting) as reading:
            allowed = allow(reading, self._sources, customer, target)
            _ = await customer_name(reading, customer)
        book = await self._books.read(data)
        _ = table_chosen(book, Choices(), allowed)  # nothing but headings: told now
        upload = Upload(uuid4(), customer, target, _file_name(name), fingerprint(data), {}, 1)
        await self._uploads.add(acting, upload, data)
        self._books.remember(upload.id, book)
        return str(upload.id)

    async def forget(self, acting: Principal, key: UUID) -> None:
        """Forget a file that is not to be imported after all."""
        await self._uploads.forget(acting, key)
        self._books.forget(key)
        self._looked.pop(key, None)

    # -- the columns

    async def look(self, acting: Principal, key: UUID) -> dict[str, Any]:
        """Say what a file holds, and what its columns are taken for."""
        return await self._described(acting, await self._uploads.find(acting, key))

    async def arrange(self, acting: Principal, key: UUID, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Take other choices, and remember what headings were taken for."""
        upload = await self._uploads.find(acting, key)
        target = await self._target(acting, upload)
        choices = Choices.kept(upload.choices).changed(raw, target)
        _ = table_chosen(await self._book(acting, upload), choices, target)
        upload = await self._uploads.choose(acting, key, choices.wire())
        if raw.get("mapping") is not None:
            await self._remember(acting, upload, target, choices)
        return await self._described(acting, upload)

    async def _described(self, acting: Principal, upload: Upload) -> dict[str, Any]:
        book = await self._book(acting, upload)
        choices = Choices.kept(upload.choices)
        async with self._store.reading(acting) as reading:
            target = allow(reading, self._sources, upload.customer, upload.target)
            at, table = table_chosen(book, choices, target)
            mapping = await mapping_of(reading, table, target, choices)
        locale = language(acting)
        said = {*mapping.values(), *choices.constants}
        return {
            "id": str(upload.id), "customer": str(upload.customer), "target": target.name,
            "target_label": target.label[locale], "file_name": upload.file_name,
            "notes": telling.notes(book, table.sheet, locale),
            "sheets": [{"name": one.name, "hidden": one.hidden, "rows": len(one.rows)}
                       for one in book.sheets],
            "sheet": at, "header": table.sheet.first + table.header + 1,
            "rows": len(table.rows), "columns": telling.columns(table, mapping),
            "fields": telling.fields(target, locale), "constants": dict(choices.constants),
            "clear": choices.clear, "make": sorted(choices.make),
            "skip_faulty": choices.skip_faulty,
            "missing": telling.missing(unmapped(target, said), target, locale),
        }  # fmt: skip

    async def _remember(
        self, acting: Principal, upload: Upload, target: Target, choices: Choices
    ) -> None:
        _, table = table_chosen(await self._book(acting, upload), choices, target)
        chosen = choices.mapping or {}
        said = {folded(one): chosen.get(at, "") for at, one in enumerate(table.headings)
                if one and at not in table.repeated}  # fmt: skip
        async with self._store.writing(acting, cause="import.choose") as unit:
            known = (await preferences_of(unit, acting.user_id)).get(remembered_as(target))
            kept = {**(known if isinstance(known, dict) else {}), **said}
            kept = dict(list(kept.items())[-_REMEMBERED:])
            await put(unit, acting.user_id, remembered_as(target), kept, session="")

    async def _target(self, acting: Principal, upload: Upload) -> Target:
        async with self._store.reading(acting) as reading:
            return allow(reading, self._sources, upload.customer, upload.target)

    async def _book(self, acting: Principal, upload: Upload) -> Book:
        return await self._books.of(upload.id, lambda: self._uploads.data(acting, upload.id))

    # -- the check

    async def check(self, acting: Principal, key: UUID) -> dict[str, Any]:
        """Look through all rows; nothing is written."""
        looked = await self._look_through(acting, await self._uploads.find(acting, key))
        said = telling.summary(looked, language(acting))
        good = looked.checked.count(State.NEW) + looked.checked.count(State.UPDATE)
        ready = good > 0 and (not said["errors"] or looked.choices.skip_faulty)
        return {**said, "ready": ready}

    async def rows(
        self, acting: Principal, key: UUID, *, offset: int, limit: int, only: str
    ) -> dict[str, Any]:
        """Say some rows as they came, with what is wrong in them and what they would change."""
        looked = await self._fresh(acting, key)
        says = telling.Telling(looked, language(acting))
        return says.page(offset=offset, limit=limit, only=only)

    async def correct(
        self, acting: Principal, key: UUID, *, row: int, column: int, text: str
    ) -> dict[str, Any]:
        """Put another text into a cell, as if the sheet had said so, and look again."""
        upload = await self._uploads.find(acting, key)
        choices = Choices.kept(upload.choices).corrected(row, column, text)
        await self._uploads.choose(acting, key, choices.wire())
        return await self.check(acting, key)

    async def faults(self, acting: Principal, key: UUID) -> tuple[str, bytes]:
        """Draw the rows that are wrong, with what is wrong."""
        upload = await self._uploads.find(acting, key)
        looked = await self._fresh(acting, key)
        locale = language(acting)
        says = telling.Telling(looked, locale)
        told = {
            line.number: [(one["at"], one["message"]) for one in says.troubles(line)]
            for line in looked.checked.lines
            if line.state is State.ERROR
        }
        headings = looked.table.headings
        data = await asyncio.to_thread(faulty, headings, looked.checked.lines, told, locale)
        stem = upload.file_name.rpartition(".")[0] or upload.file_name
        return f"{stem} - {'errori' if locale == 'it' else 'errors'}.xlsx", data

    async def _fresh(self, acting: Principal, key: UUID) -> Looked:
        upload = await self._uploads.find(acting, key)
        _ = await self._target(acting, upload)  # what is remembered is shown to who still may
        known = self._looked.get(key)
        young = known is not None and monotonic() - known.at < _BELIEVED
        if known is not None and young and known.version == upload.version:
            return known
        return await self._look_through(acting, upload)

    async def _look_through(self, acting: Principal, upload: Upload) -> Looked:
        book = await self._book(acting, upload)
        choices = Choices.kept(upload.choices)
        async with self._store.reading(acting) as reading:
            await have_patience(reading)
            looked = await look_through(reading, self._sources, upload, book, choices)
        self._looked[upload.id] = looked
        self._looked.move_to_end(upload.id)
        while len(self._looked) > _KEPT:
            self._looked.popitem(last=False)
        return looked

    # -- doing it

    async def label(self, acting: Principal, key: UUID) -> str:
        """Name the job that does it."""
        upload = await self._uploads.find(acting, key)
        target = await self._target(acting, upload)
        said = "Importazione" if language(acting) == "it" else "Import"
        return f"{said}: {target.label[language(acting)]} · {upload.file_name}"

    async def apply(self, acting: Principal, key: UUID, *, told: Told) -> Outcome:
        """Carry an import out, once and whole."""
        outcome = await self._doing.apply(acting, key, told=told)
        self._looked.pop(key, None)
        return outcome

    async def undo(
        self, acting: Principal, batch: UUID, *, rest: bool, key: UUID
    ) -> dict[str, Any]:
        """Undo an import; what stands in the way is named."""
        return await self._doing.undo(acting, batch, rest=rest, key=key)

    # -- templates

    async def template(
        self, acting: Principal, customer: UUID, name: str, *, full: bool
    ) -> tuple[str, bytes]:
        """Draw a template; `full`: with what is there, which is noted as an export."""
        async with self._store.writing(acting, cause="import.template") as unit:
            target = allow(unit, self._sources, customer, name)
            called = await customer_name(unit, customer)
            existing = await existing_of(unit, target, customer)
            locale = language(acting)
            rows = list(filled(target, existing, locale)) if full else None
            if rows is not None:
                entity = target.root.table
                await unit.note("export", customer=customer, entity=entity, rows=len(rows))
        sheet = Drawn(target, locale, called, offered(target, existing), rows)
        data = await asyncio.to_thread(template, sheet)
        what = {"it": ("modello", "dati"), "en": ("template", "data")}[locale][full]
        return f"{target.label[locale]} - {called} - {what}.xlsx", data


def _file_name(name: str) -> str:
    plain = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in plain if one.isprintable())
    return " ".join(kept.split())[:160] or "foglio"
