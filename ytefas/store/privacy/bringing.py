"""A customer from an archive, taken in: looked at first, then written in one transaction.

Keys stay as they were, unless the customer is here already and a copy is wanted. The studio's
catalogue is matched by code, or by name where there is none; what is missing is added to it. Users
are found by their address; what nobody here made is left to whoever imports.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnDefault, Table, func, select

from schema.app_user import app_user
from schema.base import entity_of, new_id, tables
from schema.customer import customer as customers, new_code
from ytefas.errors import Invalid
from ytefas.files.depot import Depot
from ytefas.files.intake import Intake
from ytefas.jobs.queue import Progress
from ytefas.methods.kit.registry import find
from ytefas.store.compile import Prepared
from ytefas.store.computed import computed
from ytefas.store.engine import Store
from ytefas.store.idempotency import answered
from ytefas.store.isolation import Program
from ytefas.store.own_methods import RATED, Find, methods_for
from ytefas.store.privacy.carried import (
    CUSTOMER,
    POLYMORPHIC,
    carried,
    library_links,
    links,
    user_columns,
)
from ytefas.store.privacy.checking import LIBRARY_OWN, Checked, check, rows
from ytefas.store.privacy.handing import allow_time
from ytefas.store.privacy.opening import Opened, opened
from ytefas.store.unit import Reading, Unit

AT_ONCE: Final = 500
PATIENCE: Final = 600.0  # seconds that taking a customer in may take
CAUSE: Final = "privacy.import"
Brought = tuple[UUID, dict[str, int]]  # the customer's key here, and how many rows of what
COPY: Final = {"it": "(copia)", "en": "(copy)"}


@dataclass(frozen=True, slots=True)
class Here:
    """What is here already, as far as an archive asks."""

    customer: bool
    code: bool  # another customer has its code
    library: Mapping[str, Mapping[UUID, UUID]]  # theirs to ours
    users: Mapping[UUID, UUID]


async def here(reading: Reading, archive: Opened, checked: Checked) -> Here:
    """Look for what the archive refers to."""
    known = await reading.fetch(select(customers.c.id).where(customers.c.id == archive.customer))
    same = await reading.fetch(
        select(customers.c.id).where(
            func.lower(customers.c.code) == str(checked.customer.get("code", "")).lower(),
            customers.c.id != archive.customer,
        )
    )
    library = {
        name: await _matched(reading, tables()[name], rows_)
        for name, rows_ in checked.library.items()
    }
    emails = {email: key for key, email in checked.users.items() if email}
    people = await reading.fetch(select(app_user.c.id, func.lower(app_user.c.email).label("email")))
    users = {emails[row["email"]]: row["id"] for row in people if row["email"] in emails}
    return Here(bool(known), bool(same), library, users)


async def _matched(
    reading: Reading, table: Table, theirs: Mapping[UUID, Mapping[str, Any]]
) -> dict[UUID, UUID]:
    by = "code" if "code" in table.c else entity_of(table).name
    found = await reading.fetch(select(table.c.id, table.c[by].label("by")))
    ours = {str(row["by"]).casefold(): row["id"] for row in found}
    return {
        key: ours[str(row.get(by)).casefold()]
        for key, row in theirs.items()
        if str(row.get(by)).casefold() in ours
    }


async def look(store: Store, path: Path, *, most: int) -> tuple[Opened, Checked, Here]:
    """Look through an archive wholly; nothing is written."""
    archive = await asyncio.to_thread(opened, path, most=most)
    checked = await asyncio.to_thread(check, archive)
    async with store.reading(Program()) as reading:
        return archive, checked, await here(reading, archive, checked)


@dataclass(frozen=True, slots=True)
class Bringing:
    """Takes archives in."""

    store: Store
    depot: Depot
    intake: Intake
    most: int

    async def done(self, acting: Program, job: UUID) -> Brought | None:
        """Tell what a job came to that did not live to say so: it is not done again."""
        async with self.store.reading(acting) as reading:
            known = await answered(reading, job, cause=CAUSE)
        return None if known is None else _told(known)

    async def __call__(
        self, acting: Program, path: Path, *, job: UUID, as_copy: bool, locale: str,
        progress: Progress,
    ) -> Brought:  # fmt: skip
        """Take one in, all or nothing and once for a job; where it is, how many rows of what."""
        archive, checked, known = await look(self.store, path, most=self.most)
        if checked.faults:
            raise Invalid("archive_faults", faults=len(checked.faults))
        if known.customer and not as_copy:
            raise Invalid("archive_here")
        work = _Writing(archive, checked, known, acting, progress)
        if as_copy:
            work.renew(locale)
        places = await self._files(archive, work.customer)
        async with self.store.writing(
            acting, cause=CAUSE, idempotency_key=job, request={"as_copy": as_copy}
        ) as unit:
            if unit.repeated:
                return _told(unit.answer)
            await allow_time(unit, PATIENCE)
            if not as_copy and await unit.fetch(
                select(customers.c.id).where(customers.c.id == archive.customer)
            ):
                raise Invalid("archive_here")  # somebody was quicker
            await work.write(unit, places)
            await unit.note("import", customer=work.customer, entity=CUSTOMER, key=work.customer,
                            archive=archive.sha256, rows=sum(checked.counts.values()))  # fmt: skip
            unit.answer = {"customer": str(work.customer), "counts": {
                str(name): count for name, count in checked.counts.items()
            }}  # fmt: skip
        return work.customer, checked.counts

    async def _files(self, archive: Opened, customer: UUID) -> dict[str, str]:
        """Judge every file as if it were handed in, and keep it; its storage key by its hash."""
        kept = {}
        for digest, part in archive.files().items():
            place = await asyncio.to_thread(self.depot.coming)
            try:
                given = place / "given"
                await asyncio.to_thread(archive.unpack, part, given)
                kept[digest] = await self.intake.adopt(customer, given, digest)
            finally:
                await asyncio.to_thread(self.depot.forget_coming, place)
        return kept


def _told(answer: Mapping[str, Any]) -> Brought:
    return UUID(answer["customer"]), dict(answer["counts"])


class _Writing:
    """One customer while it is written."""

    def __init__(
        self, archive: Opened, checked: Checked, known: Here, acting: Program, progress: Progress
    ) -> None:
        self._archive = archive
        self._checked = checked
        self._known = known
        self._by = acting.user_id
        self._progress = progress
        self._library = {name: dict(found) for name, found in known.library.items()}
        self._keys: dict[UUID, UUID] = {}
        self._named: dict[str, Any] = {"code": new_code()} if known.code else {}
        self._done = 0
        self._find: Find = find
        self.customer = archive.customer

    def renew(self, locale: str) -> None:
        """Give everything another key: a copy of who is here already."""
        for keys in self._checked.ids.values():
            self._keys |= {key: new_id() for key in keys}
        self.customer = self._keys[self._archive.customer]
        name = f"{self._checked.customer['legal_name'][:190]} {COPY.get(locale, COPY['en'])}"
        self._named = {"code": new_code(), "legal_name": name}

    async def write(self, unit: Unit, places: Mapping[str, str]) -> None:
        await self._add_to_library(unit)
        circle = [column.name for column in links(customers)]
        (firm,) = (self._ours(customers, row) for row in rows(self._archive, customers))
        await _insert(unit, customers, [{**firm, **self._named, **dict.fromkeys(circle)}])
        for table in carried()[1:]:
            if table.name == RATED:
                self._find = await methods_for(unit, list(rows(self._archive, table)))
            given = (self._ours(table, row) for row in rows(self._archive, table))
            if table.name == "attachment":
                given = ({**row, "storage_key": places[row["sha256"]]} for row in given)
            for batch in _batches(table, given):
                await _insert(unit, table, batch)
                self._done += len(batch)
                self._progress(self._done, sum(self._checked.counts.values()))
        if any(firm.get(name) for name in circle):
            given_ = ", ".join(f"{name} = r.{name}" for name in circle)
            said = Prepared.of(
                f"UPDATE customer t SET {given_}"  # noqa: S608 - our own names  # nosec B608
                " FROM jsonb_populate_recordset(NULL::customer, $1::jsonb) r WHERE t.id = r.id",
                "rows_",
            )
            await unit.fetch(
                said, {"rows_": [{"id": self.customer, **{n: firm[n] for n in circle}}]}
            )
        unit.moves_reach = True

    async def _add_to_library(self, unit: Unit) -> None:
        """Add what the catalogue here does not have, as the studio's own."""
        for name, theirs in self._checked.library.items():
            table, ours = tables()[name], self._library.setdefault(name, {})
            inner = {column.name for column in library_links(table)}
            for key, row in theirs.items():
                if key in ours:
                    continue
                ours[key] = new_id()
                made = {one: value for one, value in row.items() if one not in LIBRARY_OWN | inner}
                if "origin" in table.c:
                    made["origin"] = "studio"
                stamps = {"created_by": self._by, "updated_by": self._by, "row_version": 1}
                await _insert(unit, table, [{**made, **stamps, "id": ours[key]}])

    def _ours(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        """Say a row with our keys: its own, those it refers to, the catalogue's, the users'."""
        made = {
            **row,
            **computed(table, row, find=self._find, strict=False),
            "id": self._key(row["id"]),
        }
        if row.get("evaluated_on"):  # computed again, and evaluated when it was
            made["evaluated_on"] = row["evaluated_on"]
        for column in links(table):
            made[column.name] = self._key(row.get(column.name))
        if "customer_id" in row:
            made["customer_id"] = self.customer
        if POLYMORPHIC in row and "source" in row:
            made[POLYMORPHIC] = self._key(row[POLYMORPHIC])
        for column in library_links(table):
            if row.get(column.name) is not None:
                target = str(column.info["link"][1])
                made[column.name] = self._library[target].get(row[column.name])
        for name in user_columns(table):
            if name in {"created_by", "updated_by"}:
                made[name] = self._known.users.get(row.get(name), self._by)  # type: ignore[arg-type]
            elif row.get(name) is not None:
                made[name] = self._known.users.get(row[name])
        return made

    def _key(self, key: UUID | None) -> UUID | None:
        return None if key is None else self._keys.get(key, key)


def _batches(table: Table, given: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Take rows some at a time; of a tree those first that stand in none of the others."""
    tree = entity_of(table).tree
    if tree is None:
        batch: list[dict[str, Any]] = []
        for row in given:
            batch.append(row)
            if len(batch) == AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch
        return
    left = {row["id"]: row for row in given}
    while left:
        ready = [row for row in left.values() if row.get(tree) not in left]
        if not ready:
            raise Invalid("archive_circle")
        for start in range(0, len(ready), AT_ONCE):
            yield ready[start : start + AT_ONCE]
        for row in ready:
            del left[row["id"]]


async def _insert(unit: Unit, table: Table, batch: list[dict[str, Any]]) -> None:
    """Insert rows as one document; what a row does not say is what a new one begins with."""
    standing = {
        column.name: default.arg(None) if default.is_callable else default.arg
        for column in table.columns
        if isinstance(default := column.default, ColumnDefault) and column.name != "id"
    }
    full = [
        {**standing, **{name: value for name, value in row.items()
                        if value is not None or name not in standing}}
        for row in batch
    ]  # fmt: skip
    columns = sorted({name for row in full for name in row})
    said = ", ".join(columns)
    made = Prepared.of(
        f"INSERT INTO {table.name} ({said}) SELECT {said}"  # noqa: S608 - our own names  # nosec B608
        f" FROM jsonb_populate_recordset(NULL::{table.name}, $1::jsonb)",
        "rows_",
    )
    await unit.fetch(made, {"rows_": full})
