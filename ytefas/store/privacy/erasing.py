"""Erasing a person of a customer: told first, then done in one transaction, and written down.

What identifies goes: from the row, from what hangs on it, from what is only passing, from the audit
(masked, see `audit_redact`). What the firm must be able to prove stays, without a name. Deeds of
appointment stay as long as the studio keeps documents, under a name that says nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, bindparam, delete, func, or_, select, update

from schema.appointment import appointment
from schema.attachment import attachment
from schema.attachment_link import attachment_link
from schema.base import tables
from schema.comment import comment
from schema.equipment_check import equipment_check
from schema.import_change import import_change
from schema.person import person
from schema.studio import studio
from schema.tagging import tagging
from ytefas.errors import Invalid, NotFound
from ytefas.files.depot import Depot
from ytefas.store.engine import Store
from ytefas.store.isolation import Program
from ytefas.store.papers.uploads import referring
from ytefas.store.privacy import ledger, rules, traces
from ytefas.store.privacy.handing import allow_time
from ytefas.store.privacy.rules import ERASED, RULES, person_columns, personal
from ytefas.store.today import TODAY
from ytefas.store.unit import Reading, Unit

_HANGS: Final = (attachment_link, comment, tagging)
PATIENCE: Final = 120.0  # seconds that looking through everything may take
_EMPTY: Final[Mapping[str, Any]] = {"surname": ERASED}


@dataclass(slots=True)
class Found:
    """What there is of one person."""

    person: UUID
    customer: UUID
    title: str
    rows: dict[str, list[UUID]]  # by table
    hangs: dict[str, list[UUID]]  # links, comments, tags on those rows
    acts_kept: dict[UUID, date | None]  # deeds: until when, or as long as the appointment lasts
    files: list[UUID]  # that hang on nothing else
    changes: int
    mentions: int
    traces: dict[str, int]
    lasts: bool  # an employment or appointment of today
    surname: str
    needles: list[str] = field(default_factory=list)


def short(key: UUID) -> str:
    """Name somebody without a name."""
    return key.hex[-6:].upper()


async def find(reading: Reading, key: UUID) -> Found:
    """Look for everything about a person; NotFound for none, Invalid for one erased before."""
    row = await reading.fetch_row(select(*(
        person.c[name] for name in ("customer_id", "full_name", "surname", "name", "tax_code",
                                    "email", "phone")
    )).where(person.c.id == key))  # fmt: skip
    if row is None:
        raise NotFound
    if row["surname"] == ERASED and row["name"] == short(key):
        raise Invalid("already_erased")
    customer: UUID = row["customer_id"]
    told = (row["full_name"], f"{row['name']} {row['surname']}", row["tax_code"], row["email"],
            row["phone"], str(key))  # fmt: skip
    needles = [one for one in told if one]
    rows = {}
    for name, column in person_columns().items():
        table = tables()[name]
        found = await reading.fetch(
            select(table.c.id).where(table.c.customer_id == customer, column == key)
        )
        rows[name] = [one["id"] for one in found]
    records = [one for keys in rows.values() for one in keys]
    hangs = {}
    for table in _HANGS:
        found = await reading.fetch(select(table.c.id).where(*_on(table, customer, records)))
        hangs[table.name] = [one["id"] for one in found]
    kept, acts = await _deeds(reading, customer, key)
    linked = await reading.fetch(
        select(attachment_link.c.attachment_id.label("id"))
        .where(attachment_link.c.id == any_(_keys(hangs["attachment_link"])))
    )  # fmt: skip
    files = sorted({one["id"] for one in linked} | acts - kept.keys())
    mentions = await reading.fetch_value(_mentions(customer, needles, hangs["comment"]))
    return Found(
        key, customer, row["full_name"], rows, hangs, kept, files,
        await reading.fetch_value(
            select(func.count()).select_from(import_change).where(*_changes(customer, records))
        ),
        int(mentions), await traces.count_traces(reading, customer, needles, row["surname"]),
        await _lasts(reading, customer, key), row["surname"], needles,
    )  # fmt: skip


async def erase(unit: Unit, found: Found) -> tuple[dict[str, int], list[str]]:
    """Do it, all in this transaction; what was done, and the storage keys nobody has any more."""
    records = [one for keys in found.rows.values() for one in keys]
    done: dict[str, int] = {name: len(keys) for name, keys in found.rows.items() if keys}
    deeds = await _release_deeds(unit, found)
    for name, keys in found.rows.items():
        values = _emptied(name, found.person)
        if name == appointment.name:
            values.pop("act_id", None)  # those that are not kept are off already
        if keys and values:
            await _change(unit, name, keys, values)
    for table in _HANGS:
        await unit.fetch(delete(table).where(*_on(table, found.customer, records)))
    await unit.fetch(delete(import_change).where(*_changes(found.customer, records)))
    loose = await _drop_files(unit, found)
    done |= {name: len(keys) for name, keys in found.hangs.items() if keys}
    done |= {"attachment": len(loose), "import_change": found.changes}
    done |= await traces.remove_traces(unit, found.customer, found.needles, found.surname)
    done["audit_event"] = await _mask(unit, found, [*found.files, *deeds])
    done = {name: many for name, many in done.items() if many}
    entry = ledger.Entry("person", found.person, found.customer)
    await ledger.enter(unit, entry, done)
    await unit.note("erase", customer=found.customer, entity="person", key=found.person, **done)
    return done, [key for key in loose.values() if key]


async def carry_out(store: Store, depot: Depot, acting: Program, key: UUID) -> dict[str, int]:
    """Erase a person for good: rows first, then the bytes nobody else has."""
    async with store.writing(acting, cause="privacy.erase") as unit:
        await allow_time(unit, PATIENCE)
        found = await find(unit, key)
        done, loose = await erase(unit, found)
    await forget_bytes(store, depot, loose)
    await asyncio.to_thread(ledger.append, depot.root, ledger.Entry("person", key, found.customer))
    return done


async def forget_bytes(store: Store, depot: Depot, keys: Sequence[str]) -> None:
    """Remove files that no row speaks of any more."""
    if not keys:
        return
    given = bindparam("keys", list(keys), ARRAY(Text))
    async with store.reading(Program()) as reading:
        rows = await reading.fetch(
            select(attachment.c.storage_key).where(attachment.c.storage_key == any_(given))
        )
    still = {row["storage_key"] for row in rows}
    for key in keys:
        if key not in still:
            await asyncio.to_thread(depot.remove, key)


def _keys(keys: Sequence[UUID]) -> Any:
    return bindparam(None, list(keys), ARRAY(Uuid), unique=True)


def _on(table: Any, customer: UUID, records: Sequence[UUID]) -> tuple[Any, ...]:
    sources = bindparam(None, rules.sources_of_people(), ARRAY(Text), unique=True)
    return (table.c.customer_id == customer, table.c.source == any_(sources),
            table.c.record_id == any_(_keys(records)))  # fmt: skip


def _changes(customer: UUID, records: Sequence[UUID]) -> tuple[Any, ...]:
    return (import_change.c.customer_id == customer,
            import_change.c.record_id == any_(_keys(records)))  # fmt: skip


def _mentions(customer: UUID, needles: Sequence[str], own: Sequence[UUID]) -> Any:
    """Count texts elsewhere that name the person: nobody can erase a sentence by rule."""
    like = bindparam(None, traces.patterns(needles), ARRAY(Text), unique=True)
    said = (
        select(comment.c.id)
        .where(comment.c.customer_id == customer, comment.c.body.ilike(any_(like)),
               comment.c.id != func.all(_keys(own)))
        .union_all(
            select(equipment_check.c.id).where(
                equipment_check.c.customer_id == customer,
                equipment_check.c.done_by.ilike(any_(like)),
            )
        )
        .subquery()
    )  # fmt: skip
    return select(func.count()).select_from(said)


async def _lasts(reading: Reading, customer: UUID, key: UUID) -> bool:
    """Tell whether somebody works here, or holds a role, today."""
    today = TODAY
    asked = [
        select(table.c.id).where(
            table.c.customer_id == customer, table.c.person_id == key,
            table.c.archived_at.is_(None), or_(end.is_(None), end >= today),
        )
        for table, end in (
            (tables()["employment"], tables()["employment"].c.ended_on),
            (appointment, appointment.c.to_on),
        )
    ]  # fmt: skip
    return bool(await reading.fetch(asked[0].union_all(asked[1]).limit(1)))


async def _deeds(
    reading: Reading, customer: UUID, key: UUID
) -> tuple[dict[UUID, date | None], set[UUID]]:
    """Find the deeds of appointment: those still to be kept (until when), and all of them."""
    years = await reading.fetch_value(select(studio.c.retention_years).limit(1)) or 0
    rows = await reading.fetch(
        select(appointment.c.act_id, appointment.c.to_on).where(
            appointment.c.customer_id == customer, appointment.c.person_id == key,
            appointment.c.act_id.is_not(None),
        )
    )  # fmt: skip
    today = datetime.now(UTC).date()
    kept: dict[UUID, date | None] = {}
    for row in rows:
        end = row["to_on"]
        until = None if end is None else end.replace(day=min(end.day, 28), year=end.year + years)
        if until is None or until >= today:
            kept[row["act_id"]] = until
    return kept, {row["act_id"] for row in rows}


async def _release_deeds(unit: Unit, found: Found) -> list[UUID]:
    """Take deeds off that need not be kept; those that must get a name that says nothing."""
    table = appointment
    rows = await unit.fetch(
        select(table.c.id, table.c.act_id).where(
            table.c.id == any_(_keys(found.rows[table.name])), table.c.act_id.is_not(None)
        )
    )
    off = [row["id"] for row in rows if row["act_id"] not in found.acts_kept]
    if off:
        await _change(unit, table.name, off, {"act_id": None})
    for key in found.acts_kept:
        name = await unit.fetch_value(select(attachment.c.filename).where(attachment.c.id == key))
        ending = str(name).rpartition(".")[2]
        kept = {"filename": f"Atto conservato {short(key)}.{ending}", "caption": None,
                "caption_en": None}  # fmt: skip
        await _change(unit, attachment.name, [key], kept)
    return list(found.acts_kept)


async def _drop_files(unit: Unit, found: Found) -> dict[UUID, str]:
    """Delete attachments that nothing refers to now; their storage keys."""
    if not found.files:
        return {}
    held = [
        ~select(column.table.c.id).where(column == attachment.c.id).exists()
        for column in referring(attachment)
    ]
    gone = await unit.fetch(
        delete(attachment)
        .where(attachment.c.customer_id == found.customer,
               attachment.c.id == any_(_keys(found.files)), *held)
        .returning(attachment.c.id, attachment.c.storage_key)
    )  # fmt: skip
    return {row["id"]: row["storage_key"] for row in gone}


def _emptied(name: str, key: UUID) -> dict[str, Any]:
    """Say what stands in the emptied columns of a table."""
    values = dict.fromkeys(RULES[name].empties)
    if name == rules.PERSON:
        del values["full_name"]  # made of the other two
        return {**values, **_EMPTY, "name": short(key)}
    return values


async def _change(unit: Unit, name: str, keys: Sequence[UUID], values: Mapping[str, Any]) -> None:
    table = tables()[name]
    stamp = {"row_version": table.c.row_version + 1, "updated_by": unit.acting.user_id,
             "updated_at": func.now()}  # fmt: skip
    given = {**values, **stamp}
    if name == rules.PERSON:
        given["archived_at"] = func.coalesce(table.c.archived_at, func.now())
    await unit.fetch(update(table).where(table.c.id == any_(_keys(keys))).values(given))


async def _mask(unit: Unit, found: Found, files: Sequence[UUID]) -> int:
    """Mask what the audit says of the person, of the files and of what was said."""
    about = {name: (keys, personal(tables()[name])) for name, keys in found.rows.items()}
    about[attachment.name] = (list(files), personal(attachment))
    about[comment.name] = (found.hangs[comment.name], personal(comment))
    masked = 0
    for name, (keys, columns) in about.items():
        if keys:
            masked += await redact(unit, found.customer, name, keys, columns)
    return masked


async def redact(
    unit: Unit, customer: UUID, entity: str, keys: Sequence[UUID], columns: Sequence[str]
) -> int:
    """Mask columns in what the audit says of some rows."""
    asked = select(
        func.audit_redact(
            bindparam("of", type_=Uuid), bindparam("about", type_=Text),
            bindparam("keys", type_=ARRAY(Uuid)), bindparam("columns", type_=ARRAY(Text)),
        )
    )  # fmt: skip
    given = {"of": customer, "about": entity, "keys": list(keys), "columns": list(columns)}
    return int(await unit.fetch_value(asked, given))
