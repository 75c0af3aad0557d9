"""Users who left, and customers who are deleted for good: what goes, and what stays without a name.

What a user made stays his under a name that says nothing; all that was his alone goes. A customer
goes whole, with its audit; the studio's audit says that it went.
"""

import asyncio
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, delete, func, select, update

from schema.app_user import app_user
from schema.attachment import attachment
from schema.base import Scope, entity_of, tables
from schema.customer import customer as customers
from schema.customer_grant import customer_grant
from schema.outgoing_mail import outgoing_mail
from ytefas.errors import Denied, Invalid, NotFound
from ytefas.files.depot import Depot
from ytefas.rules.access import STUDIO
from ytefas.store.engine import Store
from ytefas.store.isolation import Program
from ytefas.store.papers.uploads import referring
from ytefas.store.privacy import ledger
from ytefas.store.privacy.carried import owned_last_first
from ytefas.store.privacy.erasing import carry_out, forget_bytes, redact, short
from ytefas.store.privacy.handing import allow_time
from ytefas.store.privacy.rules import ERASED_USER, personal
from ytefas.store.privacy.traces import as_the_program, remove_of_customer
from ytefas.store.unit import Reading, Unit

PATIENCE = 120.0  # seconds that deleting a customer may take
PARTS = frozenset({"queued_job_part", "bulk_group"})  # what cannot be without what it is part of


def own_tables() -> list[Table]:
    """List what is a user's alone, parts before what they are parts of."""
    found = [
        table
        for _, table in sorted(tables().items())
        if entity_of(table).scope in {Scope.USER, Scope.PRIVATE}
    ]
    return sorted(found, key=lambda table: table.name not in PARTS)


async def user_facts(reading: Reading, key: UUID) -> dict[str, Any]:
    """Say who it is; NotFound for nobody, Invalid for one who was erased."""
    row = await reading.fetch_row(
        select(app_user.c.email, app_user.c.name, app_user.c.surname, app_user.c.active)
        .where(app_user.c.id == key)
    )  # fmt: skip
    if row is None:
        raise NotFound
    if row["surname"] == ERASED_USER and row["name"] == short(key):
        raise Invalid("already_erased")
    return dict(row)


async def count_user(reading: Reading, key: UUID) -> dict[str, int]:
    """Say how much of a user goes."""
    found = {}
    async with as_the_program(reading):
        for table in [*own_tables(), customer_grant]:
            asked = select(func.count()).select_from(table).where(table.c.user_id == key)
            found[table.name] = int(await reading.fetch_value(asked))
    return {name: many for name, many in found.items() if many}


async def erase_user(store: Store, depot: Depot, acting: Program, key: UUID) -> dict[str, int]:
    """Erase a user who cannot come in any more."""
    async with store.writing(acting, cause="privacy.erase") as unit:
        await allow_time(unit, PATIENCE)
        facts = await user_facts(unit, key)
        if key == acting.user_id:
            raise Denied
        if facts["active"]:
            raise Invalid("still_active")
        done = await _erase_user(unit, key)
        await ledger.enter(unit, ledger.Entry("user", key, None), done)
        await unit.note("erase", customer=STUDIO, entity="app_user", key=key, **done)
    await asyncio.to_thread(ledger.append, depot.root, ledger.Entry("user", key, None))
    return done


async def _erase_user(unit: Unit, key: UUID) -> dict[str, int]:
    done: dict[str, int] = {}
    for table in own_tables():
        private = entity_of(table).scope is Scope.PRIVATE
        async with as_the_program(unit) if private else nullcontext():
            gone = await unit.fetch(
                delete(table).where(table.c.user_id == key).returning(table.c.id)
            )
        keys = [row["id"] for row in gone]
        if keys and entity_of(table).audit:
            await redact(unit, STUDIO, table.name, keys, personal(table))
        done[table.name] = len(keys)
    grants = await unit.fetch(
        delete(customer_grant).where(customer_grant.c.user_id == key)
        .returning(customer_grant.c.id)
    )  # fmt: skip
    done[customer_grant.name] = len(grants)
    await unit.fetch(delete(outgoing_mail).where(outgoing_mail.c.recipient_id == key))
    emptied = {
        name: None for name in personal(app_user)
        if app_user.c[name].nullable and app_user.c[name].computed is None
    }  # fmt: skip
    named = {"email": f"cancellato-{short(key).lower()}-{key.hex[:8]}@invalid",
             "surname": ERASED_USER, "name": short(key)}  # fmt: skip
    await unit.fetch(
        update(app_user).where(app_user.c.id == key)
        .values(**emptied, **named, row_version=app_user.c.row_version + 1, updated_at=func.now(),
                updated_by=unit.acting.user_id)
    )  # fmt: skip
    unit.moves_reach = True
    done["audit_event"] = await redact(unit, STUDIO, "app_user", [key], personal(app_user))
    return {name: many for name, many in done.items() if many}


# -- a customer


async def customer_facts(reading: Reading, key: UUID) -> dict[str, Any]:
    """Say what a customer is called, and whether he is archived."""
    row = await reading.fetch_row(
        select(customers.c.code, customers.c.legal_name, customers.c.archived_at)
        .where(customers.c.id == key)
    )  # fmt: skip
    if row is None:
        raise NotFound
    return dict(row)


async def count_customer(reading: Reading, key: UUID) -> dict[str, int]:
    """Say how many rows go, by table."""
    found = {}
    for table in owned_last_first():
        asked = select(func.count()).select_from(table).where(table.c.customer_id == key)
        found[table.name] = int(await reading.fetch_value(asked))
    return {name: many for name, many in found.items() if many}


async def delete_customer(
    store: Store, depot: Depot, acting: Program, key: UUID, *, typed: str
) -> dict[str, int]:
    """Delete an archived customer for good: who does it has typed the code."""
    async with store.writing(acting, cause="privacy.delete_customer") as unit:
        await allow_time(unit, PATIENCE)
        facts = await customer_facts(unit, key)
        if facts["archived_at"] is None:
            raise Invalid("not_archived")
        if typed.strip().upper() != facts["code"].upper():
            raise Invalid("code_differs")
        files = await unit.fetch(
            select(attachment.c.storage_key).where(attachment.c.customer_id == key)
        )
        done = await _gone(unit, key)
        await ledger.enter(unit, ledger.Entry("customer", key, None), done)
        await unit.note("erase", customer=STUDIO, entity="customer", key=key,
                        code=facts["code"], **done)  # fmt: skip
    await forget_bytes(store, depot, sorted({row["storage_key"] for row in files}))
    await asyncio.to_thread(ledger.append, depot.root, ledger.Entry("customer", key, None))
    return done


async def _gone(unit: Unit, key: UUID) -> dict[str, int]:
    circle = {
        column.name: None
        for column in customers.columns
        if column.info.get("link", ("", ""))[0] == "customer"
    }
    await unit.fetch(update(customers).where(customers.c.id == key).values(**circle))
    done = await remove_of_customer(unit, key)
    for column in referring(customers):  # what is a user's and about this customer
        table = column.table
        if entity_of(table).scope is not Scope.CUSTOMER:
            async with as_the_program(unit):
                gone = await unit.fetch(delete(table).where(column == key).returning(table.c.id))
            done[table.name] = len(gone)
    for table in owned_last_first():
        gone = await unit.fetch(
            delete(table).where(table.c.customer_id == key).returning(table.c.id)
        )
        done[table.name] = len(gone)
    await unit.fetch(delete(customers).where(customers.c.id == key))
    unit.moves_reach = True
    forget = select(func.audit_forget(bindparam("of", type_=Uuid)))
    done["audit_event"] = int(await unit.fetch_value(forget, {"of": key}))
    return {name: many for name, many in done.items() if many}


# -- after a restore


async def replay(store: Store, depot: Depot, entries: list[ledger.Entry]) -> list[ledger.Entry]:
    """Do erasures again that a restore has brought back; those that were needed."""
    done = []
    for entry in entries:
        try:
            match entry.subject:
                case "person":
                    await carry_out(store, depot, Program(), entry.record)
                case "user":
                    async with store.writing(Program(), cause="privacy.replay") as unit:
                        await user_facts(unit, entry.record)
                        await unit.fetch(
                            update(app_user).where(app_user.c.id == entry.record)
                            .values(active=False)
                        )  # fmt: skip
                    await erase_user(store, depot, Program(), entry.record)
                case _:
                    async with store.writing(Program(), cause="privacy.replay") as unit:
                        facts = await customer_facts(unit, entry.record)
                        await unit.fetch(
                            update(customers).where(customers.c.id == entry.record)
                            .values(archived_at=func.coalesce(customers.c.archived_at, func.now()))
                        )  # fmt: skip
                    await delete_customer(
                        store, depot, Program(), entry.record, typed=facts["code"]
                    )
        except (NotFound, Invalid):
            continue  # it is not there, or was erased: nothing came back
        done.append(entry)
    return done
