"""Doing what a check has shown, once and whole, and undoing it."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from schema.import_batch import import_batch
from ytefas.errors import Invalid, NotFound
from ytefas.imports.book import Book
from ytefas.imports.choices import Choices, table_chosen
from ytefas.imports.plan import State
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.imports import undoing, writing
from ytefas.store.imports.books import Books
from ytefas.store.imports.looking import (
    Looked,
    Sources,
    allow,
    have_patience,
    language,
    look_through,
)
from ytefas.store.imports.telling import Telling, outcome_file
from ytefas.store.imports.uploads import Upload, Uploads, found, gone
from ytefas.store.making.rights import allow_own
from ytefas.store.unit import Unit

_MADE: Final = frozenset({"preset", "copy"})  # without a sheet: also by who sees some sites only
Outcome = tuple[Mapping[str, Any], str, bytes]


class Doing:
    """Carries imports out, and back."""

    def __init__(self, store: Store, sources: Sources, uploads: Uploads, books: Books) -> None:
        self._store = store
        self._sources = sources
        self._uploads = uploads
        self._books = books

    async def apply(self, acting: Principal, key: UUID, *, told: writing.Told) -> Outcome:
        """Carry an import out; return what came of it, and a file that says it."""
        book = await self._book(acting, key)
        rows: list[tuple[int, str, str]] = []

        async def work(unit: Unit) -> dict[str, Any]:
            if book is None:
                raise NotFound
            await have_patience(unit)
            upload = await found(unit, unit.acting, key)
            choices = Choices.kept(upload.choices)
            looked = await look_through(unit, self._sources, upload, book, choices)
            counts = await _carried_out(unit, upload, looked, book, told)
            says = Telling(looked, language(unit.acting))
            rows.extend((one.number, one.state.value, says.named(one))
                        for one in looked.checked.lines if one.state is not State.SKIP)  # fmt: skip
            await gone(unit, unit.acting, key)
            return {"batch": str(key), "customer": str(upload.customer), "target": upload.target,
                    "file_name": upload.file_name, **counts}  # fmt: skip

        answer = await self._store.once(acting, work, cause="import.apply", key=key)
        self._books.forget(key)
        name, data = await asyncio.to_thread(outcome_file, answer, rows, language(acting))
        return answer, name, data

    async def _book(self, acting: Principal, key: UUID) -> Book | None:
        """Give the file; None: it was done by an attempt that did not live to say so."""
        try:
            return await self._books.of(key, lambda: self._uploads.data(acting, key))
        except NotFound:
            return None

    async def undo(
        self, acting: Principal, batch: UUID, *, rest: bool, key: UUID
    ) -> dict[str, Any]:
        """Undo an import; what stands in the way is named."""
        table = import_batch

        async def work(unit: Unit) -> dict[str, Any]:
            await have_patience(unit)
            asked = select(table.c.customer_id, table.c.target, table.c.created_by).where(
                table.c.id == bindparam("batch_", type_=Uuid), unit.within(table)
            )
            row = await unit.fetch_row(asked, {"batch_": batch})
            if row is None:
                raise NotFound
            customer = row["customer_id"]
            if row["target"] in _MADE:
                await allow_own(unit, customer, batch, is_own=row["created_by"] == acting.user_id)
            else:
                allow(unit, self._sources, customer, row["target"])
            answer = await undoing.undo(unit, customer, batch, rest=rest)
            told = await undoing.named(unit, customer, answer["kept"][: undoing.LISTED])
            return {"undone": answer["undone"], "kept_rows": len(answer["kept"]), "kept": told}

        asked = {"batch": str(batch), "rest": rest}
        said: dict[str, Any] = await self._store.once(
            acting, work, cause="import.undo", key=key, request=asked
        )
        return said


async def _carried_out(
    unit: Unit, upload: Upload, looked: Looked, book: Book, told: writing.Told
) -> dict[str, int]:
    checked = looked.checked
    if checked.faulty and not looked.choices.skip_faulty:
        raise Invalid("import_faulty", rows=str(checked.faulty))
    if not checked.count(State.NEW) + checked.count(State.UPDATE):
        raise Invalid("import_nothing")
    at, _ = table_chosen(book, looked.choices, looked.target)
    headings = looked.table.headings
    mapping = {
        (headings[column] if column < len(headings) else "") or str(column): name
        for column, name in looked.mapping.items()
    }
    batch = writing.Batch(
        upload.id, upload.customer, looked.target, upload.file_name, book.sheets[at].name,
        upload.sha256, mapping,
    )  # fmt: skip
    return await writing.carry_out(unit, batch, checked, told)
