"""What people change through a source: checked field by field, then handed to a Unit.

Nothing is believed: a field must exist for this writer, be writable, and be his to write on the
row's customer; a value must be of its kind and fit its column; a reference must be to a row he sees
and, inside a customer, of the same customer. Someone else's key and a key that does not exist get
the same answer. All errors of a record are told together, each beside its field.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Numeric, Select, Table, Uuid, bindparam, literal, select
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from schema.base import Needs, Scope, entity_of, field_of, tables
from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound
from ytefas.rules.access import Level
from ytefas.rules.values import DERIVATIONS, RULES
from ytefas.store.identity.accounts import keeping_an_admin, spoiling_links
from ytefas.store.query.predicate import All, Compare, Predicate
from ytefas.store.query.query import Query
from ytefas.store.query.value import BadValueError, Kind, read_value, say_value
from ytefas.store.sites import reach_in
from ytefas.store.source.field import SourceField, may
from ytefas.store.source.follow import followed, followers
from ytefas.store.source.sight import KEY
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading, Unit

LONGEST_TEXT = 20_000  # where the column sets no limit
MOST_TIDIED = 40  # characters that a rule may take off
MOST_ITEMS = 1000  # of a list
_CUSTOMERS = tables()["customer"]


async def create(source: Source, unit: Unit, values: Mapping[str, Any]) -> tuple[str, int]:
    """Insert a record; its key and version."""
    values = {**await _owner_by_links(source, unit, values), **values}
    customer = await _owner_of_new(source, unit, values)
    level = Level.MANAGE if source.entity.scope is Scope.SELF else _level(source, unit, customer)
    _require(source.entity.create, unit, level)
    record = _Record(source, unit, level, creating=True)
    checked = await record.check(values, customer)
    return str(await unit.insert(source.table, checked)), 1


async def save(
    source: Source,
    unit: Unit,
    key: str,
    row_version: int,
    changes: Mapping[str, Any],
    *,
    within: Predicate = All(()),  # noqa: B008 - frozen
) -> int:
    """Change a record; its new version. Fields nobody else changed since merge (see Unit)."""
    follows = followers(source, changes)
    told = {name for column, (_, origin) in follows.items() for name in (column, origin)}
    row = await known(source, unit, key, within, *sorted(told))
    customer = owner_of(source, row)
    level = _level(source, unit, customer)
    _require(source.entity.write, unit, level)
    checked = await _Record(source, unit, level).check(changes, customer)
    checked |= followed(follows, row, checked)
    if not checked:
        return int(row["row_version"])
    try:
        async with (
            keeping_an_admin(unit, source.table, checked),
            spoiling_links(unit, source.table, UUID(row[KEY]), checked),
        ):
            return await unit.update(source.table, UUID(row[KEY]), row_version, checked)
    except Conflict as conflict:
        said = {name: say_all(values) for name, values in conflict.fields["fields"].items()}
        raise Conflict(**{**conflict.fields, "fields": said, "key": row[KEY]}) from conflict


async def delete(
    source: Source,
    unit: Unit,
    key: str,
    *,
    within: Predicate = All(()),  # noqa: B008 - frozen
    row_version: int | None = None,
) -> None:
    """Delete a record as it was at a version, else as it is now."""
    row = await known(source, unit, key, within)
    async with keeping_an_admin(unit, source.table, None):
        await unit.delete(source.table, UUID(row[KEY]), row_version or int(row["row_version"]))


def blank(source: Source, reading: Reading, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values a new record begins with, in their travelling form; nothing is written."""
    sight = source.sight(reading.acting, reading.reach)
    fresh = {
        name: blank_of(source, name) for name, field in sight.fields.items() if not field.readonly
    }
    given = {name: say_value(value) for name, value in values.items() if name in sight.fields}
    return {**fresh, **given}


def say_all(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give several values their travelling form."""
    return {name: say_value(value) for name, value in values.items()}


async def known(
    source: Source, unit: Reading, key: str, within: Predicate, *more: str
) -> dict[str, Any]:
    """Find the record among those the writer sees (and his cursor is bound to)."""
    owner = owner_name(source)
    columns = (KEY, "row_version", *([owner] if owner else []), *more)
    try:
        wanted = read_value(Kind.KEY, key, type_=source.fields[KEY].type_, longest=0)
    except BadValueError:
        raise NotFound from None
    rows = await source.matching(unit, Query(columns, within), [wanted])
    if not rows:
        raise NotFound
    return dict(zip(columns, rows[0], strict=True))


def owner_name(source: Source) -> str | None:
    """Name the column that says whose a record is."""
    return "customer_id" if source.entity.scope is Scope.CUSTOMER else None


def owner_of(source: Source, row: Mapping[str, Any]) -> UUID | None:
    """Say which customer a record belongs to; a customer is its own."""
    if source.entity.scope is Scope.SELF:
        return UUID(row[KEY])
    owner = owner_name(source)
    return UUID(row[owner]) if owner and row[owner] else None


async def _owner_by_links(
    source: Source, unit: Reading, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Find whose a new record is by what it is linked to, where nobody says it: a site's owner."""
    owner = owner_name(source)
    if owner is None or values.get(owner) is not None:
        return {}
    for name, field in source.fields.items():
        target, given = field.target, values.get(name)
        if target is None or given is None or entity_of(target).scope is not Scope.CUSTOMER:
            continue
        try:
            rows = await _source_of(target).matching(unit, Query((KEY, owner)), [str(given)])
        except (Denied, Invalid):
            continue
        if rows:
            return {owner: rows[0][1]}
    return {}


async def _owner_of_new(source: Source, unit: Reading, values: Mapping[str, Any]) -> UUID | None:
    """Read whose the new record is to be: one in reach (or it does not exist), not put away."""
    owner = owner_name(source)
    if owner is None:
        return None
    if values.get(owner) is None:
        raise InvalidFields({owner: "required"})
    field = source.fields[owner]
    try:
        customer: UUID = read_value(field.kind, values[owner], type_=field.type_, longest=0)
    except BadValueError as bad:
        raise InvalidFields({owner: bad.code}) from None
    fault: str | None = "unknown_reference"
    if unit.reach.sees(customer):
        fault = await _unfit(_CUSTOMERS, unit, customer, None)
    if fault is not None:
        raise InvalidFields({owner: fault})
    return customer


def _level(source: Source, unit: Reading, customer: UUID | None) -> Level | None:
    if unit.reach.everything:
        return Level.MANAGE
    reach = reach_in(source.table, unit.reach)
    return None if customer is None else reach.levels.get(customer)


def require(source: Source, needs: Needs, unit: Reading, customer: UUID | None) -> None:
    """Refuse who does not hold a level on a record's customer."""
    _require(needs, unit, _level(source, unit, customer))


def _require(needs: Needs, unit: Reading, level: Level | None) -> None:
    if not may({needs}, unit.acting.role, level):
        raise Denied


class Held(NamedTuple):
    """Values as they are stored, what is wrong by field, and what its sentences name."""

    values: dict[str, Any]
    errors: dict[str, str]
    facts: dict[str, Mapping[str, str]]


def hold(
    source: Source, reading: Reading, raw: Mapping[str, Any], *, customer: UUID, creating: bool
) -> Held:
    """Hold values to the rules of a form at once; who has many looks up the links himself."""
    level = _level(source, reading, customer)
    return _Record(source, reading, level, creating=creating).read(raw)


class _Record:
    """The values of one record while they are checked."""

    def __init__(
        self, source: Source, unit: Reading, level: Level | None, *, creating: bool = False
    ) -> None:
        self._source = source
        self._unit = unit
        self._level = level
        self._creating = creating
        self._fields = source.sight(unit.acting, unit.reach).fields
        # a key may be made by the client (it works offline too), and a record has an owner
        self._once = {KEY, owner_name(source)} if creating else set()
        self._errors: dict[str, str] = {}
        self._facts: dict[str, Mapping[str, str]] = {}
        self._values: dict[str, Any] = {}

    async def check(self, raw: Mapping[str, Any], customer: UUID | None) -> dict[str, Any]:
        """Read all values, or raise InvalidFields with every error there is."""
        self._read(raw)
        for name in self._values.keys() - {KEY, owner_name(self._source)}:
            await self._check_reference(name, customer)
        if self._errors:
            raise InvalidFields(self._errors, self._facts)
        return {**self._values, **self._derived()}

    def read(self, raw: Mapping[str, Any]) -> Held:
        """Read all values without looking up what they point at."""
        self._read(raw)
        return Held({**self._values, **self._derived()}, self._errors, self._facts)

    def _read(self, raw: Mapping[str, Any]) -> None:
        for name, value in raw.items():
            self._take(name, value)
        if self._creating:
            for name in _required(self._source, self._fields) - raw.keys():
                self._errors[name] = "required"

    def _derived(self) -> dict[str, Any]:
        """Make the columns that follow from what was given."""
        made = {}
        for column in self._source.table.columns:
            rule, origin = field_of(column).derived or ("", "")
            if origin in self._values and self._follows(column):
                made[column.name] = DERIVATIONS[rule](self._values[origin])
        return made

    def _follows(self, column: Column[Any]) -> bool:
        """Tell whether a column is made: always, or first only where people may say otherwise."""
        return field_of(column).readonly or (self._creating and not self._values.get(column.name))

    def _take(self, name: str, raw: object) -> None:
        field = self._fields.get(name)
        if field is None:
            self._errors[name[:60]] = "unknown_column"
        elif field.readonly and name not in self._once:
            self._errors[name] = "readonly"
        elif field.facts.once and not self._creating:
            self._errors[name] = "kept"
        elif not field.readonly and not may(
            field.write_needs | field.needs, self._unit.acting.role, self._level
        ):
            self._errors[name] = "denied"
        else:
            try:
                self._values[name] = self._ruled(field, value_of(field, raw))
            except BadValueError as bad:
                self._errors[name] = bad.code

    def _ruled(self, field: SourceField, value: Any) -> Any:
        """Hold a value to the rule of its field; a rule says more exactly what is wrong."""
        rule = RULES[field.facts.rule] if field.facts.rule else None
        if rule is None or value is None:
            return value
        tidied = rule.tidy(value)
        fault = rule.fault(tidied) if tidied not in ("", [], {}) else None
        if fault is not None:
            self._facts[field.name] = fault.facts
            raise BadValueError(fault.reason)
        if isinstance(tidied, str) and len(tidied) > (field.facts.max_length or LONGEST_TEXT):
            raise BadValueError("too_long")
        return None if tidied == "" else tidied

    async def _check_reference(self, name: str, customer: UUID | None) -> None:
        value, target = self._values[name], self._fields[name].target
        if value is None or target is None:
            return
        inside = customer if entity_of(target).scope is Scope.CUSTOMER else None
        for key in dict.fromkeys(value) if isinstance(value, list) else (value,):
            fault = await _unfit(target, self._unit, key, inside)
            if fault is not None:
                self._errors[name] = fault


async def _unfit(target: Table, unit: Reading, key: UUID, customer: UUID | None) -> str | None:
    """Say why a row cannot be referred to: not in the writer's sight, of another, or put away."""
    source, away = _source_of(target), "archived_at" in target.columns
    same = All(()) if customer is None else Compare("customer_id", "eq", customer)
    asked = Query((KEY, "archived_at") if away else (KEY,), same)
    try:
        rows = await source.matching(unit, asked, [key])
    except Denied:
        rows = []
    if not rows:
        return "unknown_reference"
    if not away:
        return None
    if entity_of(target).scope is Scope.STUDIO:  # nothing is put away with a row of the catalogue
        return None if rows[0][1] is None else "archived"
    kept = rows[0][1] is None and await unit.fetch_value(_held(target), {"key": key})
    return None if kept else "archived"


@lru_cache(maxsize=500)
def _held(target: Table) -> Select[Any]:
    """Ask for a row that is not put away, and that nobody puts away before we have ended."""
    held = (target.c.id == bindparam("key", type_=Uuid), target.c["archived_at"].is_(None))
    return select(literal(True)).select_from(target).where(*held).with_for_update(read=True)


@lru_cache(maxsize=500)
def _source_of(table: Table) -> Source:
    return Source(table, name=f"reference to {table.name}")


def _required(source: Source, fields: Mapping[str, SourceField]) -> set[str]:
    """Name the fields a new record must be given."""
    return {
        name
        for name, field in fields.items()
        if field.facts.required
        and not field.readonly
        and isinstance(field.column, Column)
        and field.column.table is source.table
        and field.column.default is None
        and field.column.server_default is None
    }


def blank_of(source: Source, name: str) -> Any:
    """Give the travelling form of a column's default, if it does not depend on the database."""
    column = source.fields[name].column
    default = column.default if isinstance(column, Column) else None
    if isinstance(default, ScalarElementColumnDefault):
        return say_value(default.arg)
    if isinstance(default, CallableColumnDefault) and name != KEY:
        return say_value(default.arg(None))  # type: ignore[arg-type]
    return None


def value_of(field: SourceField, raw: object) -> Any:
    """Read one value as its column holds it; BadValueError says why not."""
    if raw is None or raw == "":
        if field.facts.required:
            raise BadValueError("required")
        return None
    longest = field.facts.max_length or LONGEST_TEXT
    if field.facts.rule:  # it is tidied first: a code is typed with spaces
        longest += MOST_TIDIED
    value = read_value(field.kind, raw, type_=field.type_, longest=longest)
    if field.facts.required and isinstance(value, str) and not value.strip():
        raise BadValueError("required")
    if field.choices and value not in field.choices:
        raise BadValueError("unknown_choice")
    if isinstance(value, Decimal) and isinstance(field.type_, Numeric):
        _fits(value, field.type_)
    if isinstance(value, tuple):
        return _items(value, longest)
    return value


def _fits(value: Decimal, type_: Numeric[Any]) -> None:
    """Refuse what PostgreSQL would round or not hold."""
    if type_.precision is None:
        return
    scale = type_.scale or 0
    _, digits, exponent = value.normalize().as_tuple()
    if isinstance(exponent, int) and -exponent > scale:
        raise BadValueError("too_many_decimals")
    if value.adjusted() >= type_.precision - scale and any(digits):
        raise BadValueError("out_of_range")


def _items(items: tuple[Any, ...], longest: int) -> list[Any]:
    if len(items) > MOST_ITEMS or any(
        isinstance(item, str) and len(item) > longest for item in items
    ):
        raise BadValueError("too_long")
    return list(items)
