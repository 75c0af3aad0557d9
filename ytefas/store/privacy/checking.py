"""The rows of an archive, held to the same rules as what is typed into a form.

Every value must be of its column's kind, every reference must lead to a row of the archive or of
the studio's catalogue; what is wrong is told with its line. Read twice the same way: once to check
everything before anything is written, once to write.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Table

from schema.base import entity_of, field_of, tables
from ytefas.errors import Invalid
from ytefas.rules.values import RULES
from ytefas.store.privacy.carried import (
    CUSTOMER,
    POLYMORPHIC,
    carried,
    columns_of,
    tables_by_source,
    target_of,
)
from ytefas.store.privacy.opening import Opened
from ytefas.store.query.value import BadValueError
from ytefas.store.source.field import column_field
from ytefas.store.source.write import value_of

MOST_FAULTS: Final = 20
LIBRARY_OWN: Final = frozenset({"origin", "release", "released"})
_STAMPS: Final = frozenset({"created_at", "updated_at"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: where, in which column, and the name of its sentence."""

    part: str
    line: int
    column: str
    reason: str


@dataclass(slots=True)
class Checked:
    """What an archive holds, when it was read through."""

    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, set[UUID]] = field(default_factory=dict)
    library: dict[str, dict[UUID, dict[str, Any]]] = field(default_factory=dict)
    users: dict[UUID, str] = field(default_factory=dict)
    customer: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def check(archive: Opened) -> Checked:
    """Read everything and say what is wrong; Invalid where there is no sense in going on."""
    checked = Checked()
    manifest = archive.manifest
    unknown = manifest["tables"].keys() - {table.name for table in carried()}
    if unknown or CUSTOMER not in manifest["tables"]:
        raise Invalid("archive_tables", table=min(unknown, default=CUSTOMER)[:60])
    _users(archive, checked)
    for name in manifest["library"]:
        table = tables().get(name)
        if table is None or entity_of(table).scope.value != "studio":
            raise Invalid("archive_tables", table=name[:60])
        _library(archive, table, checked)
    later: list[tuple[Fault, str, UUID]] = []
    for table in carried():
        if table.name in manifest["tables"]:
            _table(archive, table, checked, later)
    for fault, target, key in later:
        if key not in checked.ids.get(target, ()):
            _blame(checked, fault)
    if checked.counts.get(CUSTOMER) != 1:
        raise Invalid("archive_tables", table=CUSTOMER)
    return checked


def rows(archive: Opened, table: Table) -> Iterator[dict[str, Any]]:
    """Read the rows of a table as they are stored; the archive was checked before."""
    told = archive.manifest["tables"].get(table.name)
    if told is None:
        return
    columns = columns_of(table)
    for _, row in archive.rows(told["part"]):
        yield {
            column.name: _held(column, row.get(column.name))
            for column in columns
            if column.name in row
        }


def _users(archive: Opened, checked: Checked) -> None:
    for number, row in archive.rows(archive.manifest["users"]["part"]):
        try:
            checked.users[UUID(row["id"])] = str(row.get("email") or "").lower()[:254]
        except (KeyError, ValueError, TypeError, AttributeError):
            raise Invalid("archive_row", part="users.jsonl", line=number) from None


def _library(archive: Opened, table: Table, checked: Checked) -> None:
    part = archive.manifest["library"][table.name]["part"]
    found = checked.library.setdefault(table.name, {})
    known = {column.name: column for column in columns_of(table)}
    for number, row in archive.rows(part):
        made: dict[str, Any] = {}
        for name in known.keys() & row.keys() - LIBRARY_OWN:
            try:
                made[name] = _held(known[name], row[name])
            except BadValueError as bad:
                _blame(checked, Fault(part, number, name, bad.code))
        if isinstance(made.get("id"), UUID):
            found[made["id"]] = made
        else:
            _blame(checked, Fault(part, number, "id", "required"))


def _table(
    archive: Opened, table: Table, checked: Checked, later: list[tuple[Fault, str, UUID]]
) -> None:
    part = archive.manifest["tables"][table.name]["part"]
    known = {column.name: column for column in columns_of(table)}
    ids = checked.ids.setdefault(table.name, set())
    files = archive.files()
    for number, row in archive.rows(part):
        if strange := row.keys() - known.keys():
            _blame(checked, Fault(part, number, min(strange)[:60], "unknown_column"))
        values: dict[str, Any] = {}
        for name, column in known.items():
            try:
                values[name] = _held(column, row.get(name), given=name in row)
            except BadValueError as bad:
                _blame(checked, Fault(part, number, name, bad.code))
        for name, target in _targets(known, values):
            fault = Fault(part, number, name, "unknown_reference")
            _lead(checked, fault, target, values[name], later)
        key = values.get("id")
        owner = key if table.name == CUSTOMER else values.get("customer_id")
        if key is None or key in ids or owner != archive.customer:
            _blame(checked, Fault(part, number, "id", "taken" if key in ids else "not_allowed"))
            continue
        ids.add(key)
        if table.name == "attachment" and values.get("sha256") not in files:
            _blame(checked, Fault(part, number, "sha256", "unknown_reference"))
        if table.name == CUSTOMER:
            checked.customer = values
    checked.counts[table.name] = len(ids)


def _targets(
    known: Mapping[str, Column[Any]], values: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Say which values refer to a row, and of which table."""
    for name, column in known.items():
        if values.get(name) is None or name == "customer_id":
            continue
        if name == POLYMORPHIC and "source" in known:
            hung = tables_by_source().get(str(values.get("source")))
            yield name, "" if hung is None else hung.name
        elif target := target_of(column):
            yield name, target


def _lead(
    checked: Checked, fault: Fault, target: str, key: UUID, later: list[tuple[Fault, str, UUID]]
) -> None:
    """See that a reference leads somewhere; a table that comes later is asked at the end."""
    if target in checked.library:
        if key not in checked.library[target]:
            _blame(checked, fault)
    elif target != "app_user" and key not in checked.ids.get(target, ()):
        later.append((fault, target, key))


def _held(column: Column[Any], raw: object, *, given: bool = True) -> Any:
    """Read one value as its column holds it, by the rule of its field if it has one."""
    name = str(column.name)
    if not given and (column.nullable or column.default is not None):
        return None  # a column that is newer than the archive
    value = value_of(column_field(column, name=name), raw)
    if name in _STAMPS and value > datetime.now(UTC) + timedelta(days=1):
        raise BadValueError("out_of_range")
    if name == "row_version" and value < 1:
        raise BadValueError("out_of_range")
    rule = RULES[fact] if (fact := field_of(column).rule) else None
    if rule is None or value in (None, "", [], {}):
        return value
    tidied = rule.tidy(value)
    fault = rule.fault(tidied) if tidied not in ("", [], {}) else None
    if fault is not None:
        raise BadValueError(fault.reason)
    return None if tidied == "" else tidied


def _blame(checked: Checked, fault: Fault) -> None:
    if len(checked.faults) < MOST_FAULTS:
        checked.faults.append(fault)
