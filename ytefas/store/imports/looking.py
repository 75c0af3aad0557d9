"""One sheet looked through against what a customer has: the same for a check and for applying."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select, true

from schema.customer import customer as customers
from ytefas.errors import Denied, NotFound
from ytefas.imports.book import Book
from ytefas.imports.checking import Checking, translated
from ytefas.imports.choices import Choices, table_chosen
from ytefas.imports.matching import Table, matched
from ytefas.imports.plan import Checked, Existing, leave_out
from ytefas.imports.rows import lines_of
from ytefas.imports.target import REFERENCE, Target
from ytefas.rules.access import Level, Principal
from ytefas.store.imports.existing import existing_of
from ytefas.store.imports.judging import FormJudge, judge_together
from ytefas.store.imports.targets import target_for
from ytefas.store.imports.uploads import Upload
from ytefas.store.personal.prefs import preferences_of
from ytefas.store.source.source import Source
from ytefas.store.source.write import require
from ytefas.store.unit import Reading

# Longer than people wait for a click: thousands of rows are looked through between two statements.
# Only a timer that is off can be set anew.
PATIENCE: Final = (
    ("statement_timeout", "30000"), ("idle_in_transaction_session_timeout", "120000"),
    ("transaction_timeout", "0"), ("transaction_timeout", "240000"),
)  # fmt: skip
_TURN: Final = 8  # rows before others get theirs
Sources = Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Looked:
    """A check, and all it was made of."""

    version: int
    at: float
    target: Target
    table: Table
    mapping: Mapping[int, str]
    choices: Choices
    existing: Existing
    checked: Checked


def allow(reading: Reading, sources: Sources, customer: UUID, name: str) -> Target:
    """Give what somebody may import for a customer; who may not is told as everywhere."""
    if not reading.reach.sees(customer):
        raise NotFound
    require(sources["org.imports"], "edit", reading, customer)
    whole = reading.reach.everything
    level = Level.MANAGE if whole else reading.reach.levels.get(customer)
    target = target_for(name, reading.acting.role, level)
    if target is None:
        raise NotFound
    return target


async def customer_name(reading: Reading, customer: UUID) -> str:
    """Name a customer that one may import for: one that is not put away."""
    asked = select(customers.c.legal_name, customers.c.archived_at).where(
        customers.c.id == bindparam("customer_", type_=Uuid), reading.within(customers)
    )
    row = await reading.fetch_row(asked, {"customer_": customer})
    if row is None:
        raise NotFound
    if row["archived_at"] is not None:
        raise Denied(reason="archived")
    return str(row["legal_name"])


async def mapping_of(
    reading: Reading, table: Table, target: Target, choices: Choices
) -> dict[int, str]:
    """Say which column is which: as chosen, else as its user chose before, else as it looks."""
    if choices.mapping is not None:
        known = {*target.by_name, REFERENCE}
        return {at: one for at, one in choices.mapping.items() if one in known}
    kept = (await preferences_of(reading, reading.acting.user_id)).get(remembered_as(target))
    return matched(table, target, kept if isinstance(kept, dict) else {})


async def look_through(
    reading: Reading, sources: Sources, upload: Upload, book: Book, choices: Choices
) -> Looked:
    """Look through a sheet within a transaction; others get their turn in between."""
    target = allow(reading, sources, upload.customer, upload.target)
    _ = await customer_name(reading, upload.customer)
    _, table = table_chosen(book, choices, target)
    mapping = await mapping_of(reading, table, target, choices)
    options = choices.options(mapping, is_1904=book.is_1904)
    existing = await existing_of(reading, target, upload.customer)
    judge = FormJudge(reading, sources, upload.customer)
    locale = language(reading.acting)
    checking = Checking(target, existing, options, judge=judge, seed=upload.id, locale=locale)
    for at, _ in enumerate(checking.steps(lines_of(table, options, choices.edits))):
        if at % _TURN == 0:
            await asyncio.sleep(0)
    checked = checking.done()
    await judge_together(reading, checked, existing, target, upload.customer)
    leave_out(checked)
    translated(checked, target, locale)
    return Looked(upload.version, monotonic(), target, table, mapping, choices, existing, checked)


async def have_patience(reading: Reading) -> None:
    """Let this one transaction take longer than those people wait for."""
    for name, value in PATIENCE:
        await reading.fetch(select(func.set_config(name, value, true())))


def remembered_as(target: Target) -> str:
    """Name the preference that keeps what a user took headings for."""
    return f"import.columns.{target.name}"


def language(acting: Principal) -> str:
    """Say which language somebody reads."""
    return "it" if acting.locale == "it" else "en"
