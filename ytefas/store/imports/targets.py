"""What may be imported, made from the tables: every field that people write is a column.

A field added to a table is in its template by itself; here stands only what no table says: which
records one row of a sheet holds, and by what a record is found again.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from sqlalchemy import Column as TableColumn, Table, Text

from schema.base import Entity, Field, Scope, Words, entity_of, field_of, tables
from ytefas.imports.rows import WHOLE_NAME
from ytefas.imports.target import Column, Key, Kind, Part, Said, Target
from ytefas.rules.access import Level, Role
from ytefas.store.imports.synonyms import LABELS, SAMPLES, SYNONYMS
from ytefas.store.query.value import Kind as Stored, kind_of
from ytefas.store.source.field import may
from ytefas.store.source.write import MOST_TIDIED

_FILES: Final = frozenset({"attachment"})  # a cell cannot hold one
_MEMBERS: Final = {
    "street": Words("Indirizzo", "Address"),
    "postcode": Words("CAP", "Postcode"),
    "city": Words("Comune", "Town"),
    "province": Words("Provincia", "Province"),
    "country": Words("Paese", "Country"),
}
_DIGITS: Final = {"address.postcode": 5, "istat_code": 6, "tax_code": 11}
_KINDS: Final[dict[Stored, Kind]] = {
    Stored.TEXT: "text", Stored.INTEGER: "integer", Stored.DECIMAL: "decimal",
    Stored.BOOLEAN: "boolean", Stored.DATE: "date", Stored.TEXTS: "texts",
}  # fmt: skip
_AUTO: Final = {"site": "S", "job": "M"}  # how a code begins that nobody wrote
_LONGEST: Final = 200  # letters of a name that is looked up
NAMES: Final = ("sites", "departments", "jobs", "persons", "equipment", "substances")


@cache
def targets() -> dict[str, Target]:
    """Make them all; the order is that in which a firm is filled."""
    made = (
        _target("sites", "site", Key(("code",), sure=True), Key(("name",))),
        _target("departments", "department", Key(("site_id", "code")),
                Key(("site_id", "parent_id", "name")), Key(("site_id", "name")),
                parent="parent_id"),
        _target("jobs", "job", Key(("code",), sure=True), Key(("name",))),
        _target("persons", "person", Key(("code",), sure=True), Key(("tax_code",), sure=True),
                Key(("surname", "name", "birth_date")), Key(("surname", "name")), below=(
            _part("employment", "person_id", same=("contract",), start="hired_on", end="ended_on"),
            _part("assignment", "person_id", same=("job_id", "site_id", "department_id"),
                  start="from_on", end="to_on", start_of=("employment", "hired_on")),
        )),
        _target("equipment", "equipment", Key(("internal_code",), sure=True),
                Key(("serial",), sure=True), Key(("site_id", "name")), below=(
            _part("equipment_check", "equipment_id", same=("kind",), start="done_on"),
        )),
        _target("substances", "substance", Key(("name", "cas")), Key(("name", "supplier")),
                Key(("name",))),
    )  # fmt: skip
    return {one.name: one for one in made}


def target_for(name: str, role: Role, level: Level | None) -> Target | None:
    """Give a target with the columns that somebody may read and write."""
    target = targets().get(name)
    if target is None:
        return None
    columns = tuple(
        one for one in target.columns
        if one.field == WHOLE_NAME or _writes(target.part(one.part).table, one.field, role, level)
    )  # fmt: skip
    return Target(
        name=target.name, label=target.label, parts=target.parts, columns=columns,
        keys=target.keys, names=target.names, parent=target.parent,
    )  # fmt: skip


def _writes(table: str, field: str, role: Role, level: Level | None) -> bool:
    facts, entity = field_of(tables()[table].c[field]), entity_of(tables()[table])
    needs = {facts.read or entity.read, entity.read, facts.write or entity.write, entity.write}
    return may(needs, role, level)


def _target(
    name: str, table: str, *keys: Key, below: tuple[Part, ...] = (), parent: str = ""
) -> Target:
    entity = entity_of(tables()[table])
    root = Part(name=table, table=table, label=_said(entity.label))
    parts = (root, *below)
    return Target(
        name=name, label=_said(entity.plural), parts=parts,
        columns=tuple(column for part in parts for column in _columns(part)),
        keys=keys, names=_names(table, entity), parent=parent,
    )  # fmt: skip


def _names(table: str, entity: Entity) -> tuple[str, ...]:
    return ("surname", "name") if table == "person" else (entity.name,)


def _part(table: str, link: str, **facts: Any) -> Part:
    label = _said(entity_of(tables()[table]).label)
    return Part(name=table, table=table, label=label, link=link, **facts)


def _columns(part: Part) -> Iterator[Column]:
    table = tables()[part.table]
    if part.table == "person":
        yield Column(
            name=f"person.{WHOLE_NAME}", part=part.name, field=WHOLE_NAME, kind="text",
            label={"it": "Cognome e nome", "en": "Surname and name"}, shows=False, longest=241,
            synonyms=_synonyms("person.whole_name"),
        )  # fmt: skip
    for column in table.columns:
        yield from _of_column(part, table, column)


def _of_column(part: Part, table: Table, column: TableColumn[Any]) -> Iterator[Column]:
    facts = field_of(column)
    name = str(column.name)
    if facts.readonly or facts.computed or facts.secret or name == part.link:
        return
    if facts.widget == "address":
        for member, words in _MEMBERS.items():
            yield _made(part, f"{name}.{member}", facts, "text", label=words, field=name,
                        inner=member)  # fmt: skip
        return
    if facts.target is not None:
        if facts.target not in _FILES:
            yield _made(part, name, facts, "link", field=name, table=facts.target,
                        within=_within(facts), longest=_LONGEST)  # fmt: skip
        return
    kind: Kind | None = "choice" if facts.choices else _KINDS.get(kind_of(column.type))
    if kind == "text" and (isinstance(column.type, Text) or facts.widget == "notes"):
        kind = "lines"
    if kind is None:
        return  # a document without a form of its own in a cell
    optional = column.default is not None or column.server_default is not None
    yield _made(part, name, facts, kind, field=name, optional=optional,
                auto=_AUTO.get(table.name, "") if name == "code" else "")  # fmt: skip


def _within(facts: Field) -> tuple[tuple[str, str], ...]:
    within = facts.within or {}
    return tuple((theirs, ours) for theirs, ours in within.items() if ours != "customer_id")


def _made(
    part: Part,
    place: str,
    facts: Field,
    kind: Kind,
    *,
    label: Words | None = None,
    optional: bool = False,
    **more: Any,
) -> Column:
    full = f"{part.table}.{place}"
    heading = LABELS.get(full)
    words = Words(*heading) if heading else label or facts.label
    sample = SAMPLES.get(full)
    words_of = facts.choices or {}
    choices = {choice: _said(word) for choice, word in words_of.items()} or None
    if facts.max_length:  # a code may be typed with blanks: its rule tidies it first
        more.setdefault("longest", facts.max_length + MOST_TIDIED * bool(facts.rule))
    return Column(
        name=f"{part.name}.{place}", part=part.name, kind=kind, label=_said(words),
        help=_said(facts.help) if facts.help and not label else {},
        synonyms=_synonyms(full), required=facts.required and not optional and not label,
        choices=choices, digits=_DIGITS.get(place, 0),
        sample=_said(Words(*sample)) if sample else {}, **more,
    )  # fmt: skip


def _synonyms(name: str) -> tuple[str, ...]:
    return tuple(one for one in SYNONYMS.get(name, "").split("|") if one)


def _said(words: Words) -> Said:
    return {"it": words.it, "en": words.en}


def pointed_at(target: Target) -> list[Table]:
    """List the tables that cells of a target point at."""
    found = dict.fromkeys(one.table for one in target.columns if one.table)
    return [tables()[name] for name in found]


def is_of_customer(table: Table) -> bool:
    """Tell whether the rows of a table are a customer's, not the studio's."""
    return entity_of(table).scope is Scope.CUSTOMER
