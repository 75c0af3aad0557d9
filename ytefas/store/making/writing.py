"""Carrying a plan out in one transaction, and remembering what undoing it needs."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from schema.base import entity_of, new_id, tables
from schema.import_batch import import_batch
from schema.import_change import import_change
from ytefas.errors import Invalid, InvalidFields
from ytefas.store.compile import Prepared
from ytefas.store.imports.bulk import insert_own, some
from ytefas.store.imports.judging import blank
from ytefas.store.making.plan import Choices, Plan, Planned, stored
from ytefas.store.query.value import say_value
from ytefas.store.source.source import Source
from ytefas.store.source.write import hold
from ytefas.store.unit import Unit

_BY_PROGRAM = frozenset({"attachment"})  # made by the program only: it has looked at the bytes


@dataclass(frozen=True, slots=True)
class Making:
    """What is made for whom, and what its undoing is called."""

    batch: UUID
    customer: UUID
    target: str  # preset, copy
    title: str
    request: Any


async def carry_out(
    unit: Unit, making: Making, plan: Plan, choices: Choices, sources: Mapping[str, Source]
) -> dict[str, Any]:
    """Make what was chosen; say how many of what, and which record it begins with."""
    made, keys = plan.resolved(choices, making.batch)
    if not made:
        raise Invalid("nothing_to_make")
    by_table: dict[str, list[tuple[Planned, dict[str, Any]]]] = defaultdict(list)
    for row in made:
        by_table[row.table].append((row, stored(row, keys, choices)))
    await _check(unit, making.customer, by_table, sources)
    changes: list[dict[str, Any]] = []
    for name, rows in by_table.items():
        table = tables()[name]
        for layer in _layers(table, [{**values, "id": keys[row.key]} for row, values in rows]):
            await _insert(unit, table, making.customer, layer)
            changes += [_change(making, table, row) for row in layer]
    for number, change in enumerate(changes, start=1):
        change["number"] = number
    await _remember(unit, making, made, changes, there=_there(plan, keys))
    first = made[0]
    return {
        "batch": str(making.batch),
        "made": [[name, sum(1 for _ in rows)] for name, rows in by_table.items()],
        "there": _there(plan, keys),
        "first": [first.table, str(keys[first.key])],
    }


def _there(plan: Plan, keys: Mapping[str, UUID]) -> int:
    return sum(
        1 for row in plan.rows.values()
        if row.there is not None and not row.is_link and keys.get(row.key) == row.there
    )  # fmt: skip


async def _check(
    unit: Unit,
    customer: UUID,
    by_table: Mapping[str, Sequence[tuple[Planned, Mapping[str, Any]]]],
    sources: Mapping[str, Source],
) -> None:
    """Hold what somebody typed to the rules of a form; tell all that is wrong, by row."""
    homes = {one.table.name: one for one in sources.values() if one.entity.source}
    wrong: dict[str, str] = {}
    facts: dict[str, Mapping[str, str]] = {}
    for name, rows in by_table.items():
        if name not in homes or rows[0][0].is_link:
            continue
        given: dict[str, str] = {}
        for row, values in rows:
            typed = {one: values[one] for one in (row.title, "code")
                     if one in values and not (one == "code" and row.code is None)}  # fmt: skip
            held = hold(homes[name], unit, typed, customer=customer, creating=False)
            for field, reason in held.errors.items():
                at = f"{row.key}.{'name' if field == row.title else field}"
                wrong[at], facts[at] = reason, held.facts.get(field, {})
            code = values.get("code")
            if row.code is not None and code:
                if code in given:
                    wrong[f"{row.key}.code"] = "taken"
                given[str(code)] = row.key
        if given and name in {"site", "job"}:
            asked = {"customer_": customer, "codes_": list(given)}
            for taken in await unit.fetch(_taken(name), asked):
                wrong[f"{given[taken['code']]}.code"] = "taken"
    if wrong:
        raise InvalidFields(wrong, {name: said for name, said in facts.items() if said})


def _taken(name: str) -> Prepared:
    return Prepared.of(
        f"SELECT code FROM {name} WHERE customer_id = $1::uuid AND code = ANY ($2::text[])",  # noqa: S608 - our own names  # nosec B608
        "customer_", "codes_",
    )  # fmt: skip


async def _insert(
    unit: Unit, table: Table, customer: UUID, rows: Sequence[Mapping[str, Any]]
) -> None:
    names = {name for row in rows for name in row}
    standing = blank(table, customer)
    full = [
        {**dict.fromkeys(names), **standing,
         **{name: value for name, value in row.items() if value is not None}}
        for row in rows
    ]  # fmt: skip
    if table.name in _BY_PROGRAM:
        await insert_own(unit, table, full)
        return
    for part in some(full):
        await unit.insert_many(table, part)


def _layers(table: Table, rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Part rows that contain each other: those that are not inside others of them first."""
    tree = entity_of(table).tree
    left = {row["id"]: row for row in rows}
    while left:
        ready = [row for row in left.values() if tree is None or row.get(tree) not in left]
        yield ready
        for row in ready:
            del left[row["id"]]


def _change(making: Making, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    after = {name: say_value(value) for name, value in row.items()}
    return {
        "id": new_id(), "customer_id": making.customer, "batch_id": making.batch,
        "entity": table.name, "record_id": row["id"], "made": True, "version": 1,
        "before": None, "after": after,
    }  # fmt: skip


async def _remember(
    unit: Unit,
    making: Making,
    made: Sequence[Planned],
    changes: list[dict[str, Any]],
    *,
    there: int,
) -> None:
    links = sum(1 for row in made if row.is_link)
    said = json.dumps(making.request, sort_keys=True, default=str).encode()
    row = {
        "id": making.batch, "customer_id": making.customer, "target": making.target,
        "file_name": making.title[:160], "sheet": None, "state": "applied",
        "sha256": hashlib.sha256(said).hexdigest(), "mapping": {}, "kept_rows": 0,
        "rows": len(made) + there - links, "created_rows": len(made) - links, "updated_rows": 0,
        "unchanged_rows": there, "skipped_rows": 0, "made_rows": links,
    }  # fmt: skip
    await insert_own(unit, import_batch, [row])
    await insert_own(unit, import_change, changes)
