"""What lists of the catalogue show beside their own columns: what the studio changed, and counts.

`edited` compares a row with the words of its release, in the database, so that a list can be
narrowed to what the studio wrote itself.
"""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Field, Words, tables
from ytefas.library.release import TABLES
from ytefas.store.library.rows import content_of, targets_of
from ytefas.store.source.field import SourceField, computed_field
from ytefas.store.source.source import Source

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
    told = table.c.released
    differs = [
        func.coalesce(
            func.nullif(told[name], cast(literal("null"), JSONB)), cast(literal("{}"), JSONB)
        )
        != func.coalesce(func.to_jsonb(_value(table, name)), cast(literal("{}"), JSONB))
        for name in content_of(table.name)
    ]
    label = Words("Modificato dallo studio", "Edited by the studio")
    facts = Field(label=label, personal="none", order=70, widget="check", sorts=False)
    made = and_(told.is_not(None), or_(*differs))
    return computed_field(made, name="edited", facts=facts, needs=frozenset({"consultant"}))


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
    made = computed_field(counted, name=name, facts=facts, needs=frozenset({"anyone"}))
    # an alias is not the table, so what the count depends on is said here
    changed = frozenset({"id", link, "archived_at"})
    return replace(made, uses={home.name: frozenset({"id"}), of: changed})


def library_sources() -> dict[str, Source]:
    """Make the sources of the catalogue."""
    made = [
        Source(
            _all[name],
            fields=(
                _edited(_all[name]),
                *(_count(_all[name], *told) for told in _COUNTS.get(name, ())),
            ),
        )
        for name in TABLES
    ]
    return {source.name: source for source in made}
