"""What lists of the catalogue show beside their own columns: what the studio changed, and counts.

`edited` compares a row with the words of its release, in the database, so that a list can be
narrowed to what the studio wrote itself.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, Text, and_, case, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Field, Words, entity_of, field_of, tables
from schema.source_hazard_link import SOURCES
from ytefas.library.release import TABLES
from ytefas.store.library.rows import content_of, targets_of
from ytefas.store.source.field import SourceField, column_field, computed_field
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join

_all: Final = tables()
_COUNTS: Final = {  # a list, and what hangs on its rows: (name, table, link, words)
    "hazard_family": (("hazards", "hazard", "family_id", Words("Pericoli", "Hazards")),),
    "hazard": (
        ("measures", "hazard_measure_template", "hazard_id", Words("Misure", "Measures")),
        ("sources", "source_hazard_link", "hazard_id", Words("Fonti", "Sources")),
    ),
    "measure_template": (
        ("hazards", "hazard_measure_template", "measure_id", Words("Pericoli", "Hazards")),
    ),
    "ppe_type": (("measures", "measure_template", "ppe_type_id", Words("Misure", "Measures")),),
    "course": (
        ("measures", "measure_template", "course_id", Words("Misure", "Measures")),
        ("roles", "role_course", "course_id", Words("Ruoli", "Roles")),
    ),
    "exam": (("measures", "measure_template", "exam_id", Words("Misure", "Measures")),),
    "checklist": (("questions", "checklist_item", "checklist_id", Words("Domande", "Questions")),),
    **{
        name: (("hazards", "source_hazard_link", f"{name}_id", Words("Pericoli", "Hazards")),)
        for name in ("workplace_type", "activity_type", "job_type", "equipment_type")
    },
}  # fmt: skip


def _value(table: Table, name: str) -> ColumnElement[Any]:
    """Say a column as a release says it: a link by the code of what it names."""
    target = targets_of(table.name).get(name)
    if target is None:
        return table.c[name]
    other = _all[target].alias(f"{target}_of_{table.name}_{name}")
    named = select(other.c.code).where(other.c.id == table.c[name])
    return named.correlate(table).scalar_subquery()


def _edited(table: Table) -> SourceField:
    base = table.c.released
    differs = [
        func.coalesce(
            func.nullif(base[name], cast(literal("null"), JSONB)), cast(literal("{}"), JSONB)
        )
        != func.coalesce(func.to_jsonb(_value(table, name)), cast(literal("{}"), JSONB))
        for name in content_of(table.name)
    ]
    label = Words("Modificato dallo studio", "Edited by the studio")
    facts = Field(label=label, personal="none", order=70, widget="check", sorts=False)
    made = and_(base.is_not(None), or_(*differs))
    told = computed_field(made, name="edited", facts=facts, needs=frozenset({"consultant"}))
    return replace(told, needs=frozenset({"consultant"}))  # that it differs, not what was said


def _count(home: Table, name: str, of: str, link: str, label: Words) -> SourceField:
    inner = _all[of].alias(f"{of}_of_{home.name}")
    counted = (
        select(func.count())
        .select_from(inner)
        .where(inner.c[link] == home.c.id, inner.c.archived_at.is_(None))
        .correlate(home)
        .scalar_subquery()
    )
    facts = Field(label=label, personal="none", order=60, widget="integer", filters=False,
                  sorts=False)  # fmt: skip
    needs = frozenset({entity_of(_all[of]).read})
    made = replace(computed_field(counted, name=name, facts=facts, needs=needs), needs=needs)
    # an alias is not the table, so what the count depends on is said here
    changed = frozenset({"id", link, "archived_at"})
    return replace(made, uses={home.name: frozenset({"id"}), of: changed})


def _other(table: Table, column: str, name: str, label: Words) -> SourceField:
    """Show a column of a row that a link names."""
    shown = column_field(table.c[column], name=name, readonly=True)
    told = replace(shown.facts, label=label, order=0, required=False, section=None, once=False)
    return replace(shown, facts=told)


def _other_said(table: Table, column: str, name: str, label: Words) -> SourceField:
    """Show a text of a row that a link names to who reads English."""
    said = cast(func.coalesce(func.nullif(table.c[f"{column}_en"], ""), table.c[column]), Text)
    facts = Field(label=label, personal="none", order=0)
    return computed_field(said, name=name, facts=facts, needs=frozenset({"anyone"}))


def _hazard_of(link: Table) -> tuple[tuple[Join, ...], tuple[SourceField, ...]]:
    hazard = _all["hazard"]
    label = Words("Pericolo", "Hazard")
    return (Join(hazard, link.c.hazard_id == hazard.c.id),), (
        _other(hazard, "code", "hazard_code", Words("Codice", "Code")),
        _other(hazard, "name", "hazard", label),
        _other_said(hazard, "name", "hazard_said", label),
    )


def _measure_of(link: Table) -> tuple[tuple[Join, ...], tuple[SourceField, ...]]:
    measure = _all["measure_template"]
    label = Words("Misura", "Measure")
    return (Join(measure, link.c.measure_id == measure.c.id),), (
        _other(measure, "kind", "kind", Words("Tipo", "Kind")),
        _other(measure, "text", "measure", label),
        _other_said(measure, "text", "measure_said", label),
    )


def _what(link: Table, language: Callable[[Words], str], name: str) -> SourceField:
    """Say what a suggestion comes from: a type by its name, a class or a trait by its words."""
    italian = name == "what"
    said: list[ColumnElement[Any]] = []
    for source in SOURCES:
        if source.endswith("_type"):
            other = _all[source].alias(f"{source}_of_link_{name}")
            called = other.c.name if italian else func.coalesce(other.c.name_en, other.c.name)
            asked = select(called).where(other.c.id == link.c[f"{source}_id"])
            said.append(asked.correlate(link).scalar_subquery())
            continue
        choices = field_of(link.c[source]).choices
        said.append(
            link.c[source]
            if choices is None
            else case(
                *((link.c[source] == value, literal(language(words)))
                  for value, words in choices.items())
            )
        )  # fmt: skip
    facts = Field(label=Words("Da che cosa", "From what"), personal="none", order=1, sorts=False,
                  filters=False)  # fmt: skip
    made = computed_field(
        cast(func.coalesce(*said), Text), name=name, facts=facts, needs=frozenset({"anyone"})
    )
    own = {"id", *(f"{one}_id" if one.endswith("_type") else one for one in SOURCES)}
    of_types = {one: frozenset({"name", "name_en"}) for one in SOURCES if one.endswith("_type")}
    return replace(made, uses={link.name: frozenset(own), **of_types})


def _linked(name: str) -> tuple[tuple[Join, ...], tuple[SourceField, ...]]:
    """Give a link what it says of its ends."""
    table = _all[name]
    if name == "hazard_measure_template":
        (one, told), (other, also) = _hazard_of(table), _measure_of(table)
        return (*one, *other), (*told, *also)
    if name == "source_hazard_link":
        joins, told = _hazard_of(table)
        return joins, (
            *told, _what(table, lambda words: words.it, "what"),
            _what(table, lambda words: words.en, "what_said"),
        )  # fmt: skip
    return (), ()


def library_sources() -> dict[str, Source]:
    """Make the sources of the catalogue."""
    made = []
    for name in TABLES:
        table, (joins, told) = _all[name], _linked(name)
        counts = (_count(table, *of) for of in _COUNTS.get(name, ()))
        made.append(Source(table, joins=joins, fields=(*told, _edited(table), *counts)))
    return {source.name: source for source in made}
