"""What lists of equipment and substances show beside their own columns: where, until when, how bad.

When a check is due is worked out here and nowhere else. Of the checks of one kind only the last
one counts: an earlier one is answered by it, and a planned one by any check whose own cycle reaches
past the planned day. Days are those of the database's clock; a list that stays open over midnight
says the new state when something in it changes, or when it is opened again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)

from schema.base import Field, Needs, Words, field_of, tables
from ytefas.store.sites import covered
from ytefas.store.source.field import SourceField, column_field, computed_field
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join
from ytefas.store.today import TODAY

SOON_DAYS: Final = 60
SHEET_MONTHS: Final = 36  # an older safety data sheet is asked for again

_all: Final = tables()
(
    customer, site, department, activity, job, equipment, equipment_type, check, substance, use,
) = (
    _all[name]
    for name in ("customer", "site", "department", "activity", "job", "equipment",
                 "equipment_type", "equipment_check", "substance", "substance_use")
)  # fmt: skip
_READ: Final[frozenset[Needs]] = frozenset({"read"})
_CHECKED: Final = frozenset(
    {"id", "equipment_id", "kind", "done_on", "outcome", "next_due_on", "archived_at"}
)
_DUE: Final[Mapping[str, Words]] = {
    "overdue": Words("Scaduta", "Overdue"),
    "soon": Words(f"Entro {SOON_DAYS} giorni", f"Within {SOON_DAYS} days"),
    "later": Words("In regola", "In order"),
    "none": Words("Senza scadenza", "No due date"),
    "idle": Words("Non in uso", "Not in use"),
}
_OF_CHECK: Final[Mapping[str, Words]] = {
    **_DUE,
    "answered": Words("Precedente", "Earlier one"),
}
_SHEET: Final[Mapping[str, Words]] = {
    "missing": Words("Manca", "Missing"),
    "old": Words("Oltre 3 anni", "Over 3 years"),
    "current": Words("Recente", "Recent"),
}


def _named(column: Any, name: str, label: Words) -> SourceField:
    """Show a column of a joined table under another name."""
    shown = column_field(column, name=name, readonly=True)
    told = replace(shown.facts, label=label, order=0, required=False, section=None, derived=None)
    return replace(shown, facts=told)


def _facts(it: str, en: str, **more: Any) -> Field:
    return Field(label=Words(it, en), personal="none", order=60, **more)


_CUSTOMER_CODE: Final = (customer.c.code, "customer_code", Words("Cliente", "Customer"))
_CUSTOMER_NAME: Final = (customer.c.legal_name, "customer_name", Words("Ragione sociale",
                                                                       "Legal name"))  # fmt: skip
_SITE_NAME: Final = (site.c.name, "site_name", Words("Sede", "Site"))


# -- when a check is due


def _answered(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Say that a later check of the same kind stands in the place of one."""
    later = tuple_(other.c.done_on, other.c.id) > tuple_(one.c.done_on, one.c.id)
    past = func.coalesce(other.c.next_due_on, other.c.done_on) >= one.c.next_due_on
    return (
        select(literal(1))
        .select_from(other)
        .where(
            other.c.customer_id == one.c.customer_id,
            other.c.equipment_id == one.c.equipment_id,
            other.c.kind == one.c.kind,
            other.c.archived_at.is_(None),
            other.c.done_on.is_not(None),
            other.c.id != one.c.id,
            or_(later, and_(one.c.done_on.is_(None), past)),
        )
        .correlate(one)
        .exists()
    )


def _checks_of_equipment() -> tuple[FromClause, Select[Any]]:
    inner = check.alias("check_of_equipment")
    of_it = select().select_from(inner).where(
        inner.c.customer_id == equipment.c.customer_id,
        inner.c.equipment_id == equipment.c.id,
        inner.c.archived_at.is_(None),
    ).correlate(equipment)  # fmt: skip
    return inner, of_it


def _next_due() -> ColumnElement[Any]:
    inner, of_it = _checks_of_equipment()
    due = of_it.add_columns(func.min(inner.c.next_due_on, type_=check.c.next_due_on.type))
    return due.where(~_answered(inner, check.alias("later_check"))).scalar_subquery()


def _last(column: str) -> ColumnElement[Any]:
    inner, of_it = _checks_of_equipment()
    latest = of_it.add_columns(inner.c[column]).where(inner.c.done_on.is_not(None))
    latest = latest.order_by(inner.c.done_on.desc(), inner.c.id.desc()).limit(1)
    return latest.scalar_subquery()


def _state(due: ColumnElement[Any], *before: tuple[ColumnElement[bool], str]) -> ColumnElement[Any]:
    """Say how a due date stands, unless something before it makes it count for nothing."""
    return case(
        *((condition, literal(said, Text)) for condition, said in before),
        (due.is_(None), literal("none", Text)),
        (due < TODAY, literal("overdue", Text)),
        (due <= TODAY + literal_column(str(SOON_DAYS), Integer), literal("soon", Text)),
        else_=literal("later", Text),
    )


def _from_checks(column: ColumnElement[Any], name: str, facts: Field) -> SourceField:
    """Make a field of equipment that its checks tell; an alias is not the table, so it is said."""
    made = computed_field(column, name=name, facts=facts, needs=_READ)
    own = frozenset({"id", "status"})
    return replace(made, uses={equipment.name: own, check.name: _CHECKED})


def _equipment() -> Source:
    in_use = equipment.c.status == "in_use"
    due = _next_due()
    outcomes = field_of(check.c.outcome).choices
    return Source(
        equipment,
        joins=(
            Join(customer, equipment.c.customer_id == customer.c.id),
            Join(site, and_(equipment.c.customer_id == site.c.customer_id,
                            equipment.c.site_id == site.c.id)),
            Join(department, and_(equipment.c.customer_id == department.c.customer_id,
                                  equipment.c.department_id == department.c.id)),
            Join(equipment_type, equipment.c.type_id == equipment_type.c.id),
        ),
        fields=(
            _named(*_CUSTOMER_CODE),
            _named(*_CUSTOMER_NAME),
            _named(*_SITE_NAME),
            _named(department.c.name, "department_name", Words("Reparto", "Department")),
            _named(equipment_type.c.check_months, "check_months",
                   Words("Periodo di verifica (mesi)", "Check period (months)")),
            _named(equipment_type.c.check_kind, "check_kind",
                   Words("Verifica del tipo", "Check of the type")),
            _from_checks(
                case((in_use, due)), "next_due_on",
                _facts("Prossima verifica", "Next check", widget="date"),
            ),
            _from_checks(
                _state(due, (~in_use, "idle")), "check_state",
                _facts("Stato verifiche", "State of checks", widget="choice", choices=_DUE),
            ),
            _from_checks(_last("done_on"), "last_check_on",
                         _facts("Ultima verifica", "Last check", widget="date")),
            _from_checks(
                _last("outcome"), "last_outcome",
                _facts("Ultimo esito", "Last outcome", widget="state", choices=outcomes),
            ),
        ),
    )  # fmt: skip


def _equipment_checks() -> Source:
    answered = _answered(check, check.alias("later_check"))
    before = ((answered, "answered"), (equipment.c.status != "in_use", "idle"))
    state = replace(
        computed_field(
            _state(check.c.next_due_on, *before), name="check_state",
            facts=_facts("Stato", "State", widget="choice", choices=_OF_CHECK), needs=_READ,
        ),
        uses={check.name: _CHECKED, equipment.name: frozenset({"id", "status"})},
    )  # fmt: skip
    made = Source(
        check,
        joins=(
            Join(customer, check.c.customer_id == customer.c.id),
            Join(equipment, and_(check.c.customer_id == equipment.c.customer_id,
                                 check.c.equipment_id == equipment.c.id)),
            Join(site, and_(equipment.c.customer_id == site.c.customer_id,
                            equipment.c.site_id == site.c.id)),
        ),
        fields=(
            _named(*_CUSTOMER_CODE),
            _named(*_CUSTOMER_NAME),
            _named(*_SITE_NAME),
            _named(equipment.c.name, "equipment_name", Words("Attrezzatura", "Equipment")),
            _named(equipment.c.internal_code, "equipment_code",
                   Words("Codice interno", "Internal code")),
            _named(equipment.c.serial, "equipment_serial", Words("Matricola", "Serial number")),
            state,
        ),
    )  # fmt: skip
    made.entity = replace(made.entity, name="equipment_name")
    return made


# -- substances


def _places(rows: FromClause) -> ColumnElement[Any]:
    """Name where a use is: the department, the activity, the job that it says."""
    said = [
        select(table.c.name)
        .where(table.c.customer_id == rows.c.customer_id, table.c.id == rows.c[link])
        .correlate(rows)
        .scalar_subquery()
        for table, link in (
            (department.alias("department_of_use"), "department_id"),
            (activity.alias("activity_of_use"), "activity_id"),
            (job.alias("job_of_use"), "job_id"),
        )
    ]
    return func.concat_ws(" · ", *said, type_=Text)


_USED: Final[Mapping[str, frozenset[str]]] = {
    use.name: frozenset(
        {"id", "substance_id", "department_id", "activity_id", "job_id", "archived_at"}
    ),
    department.name: frozenset({"id", "name"}),
    activity.name: frozenset({"id", "name"}),
    job.name: frozenset({"id", "name"}),
}


def _used_in() -> SourceField:
    """Say where a substance is used, as far as its reader sees there."""
    inner = use.alias("use_of_substance")

    def places(*seen: ColumnElement[bool]) -> ColumnElement[Any]:
        named = func.string_agg(func.distinct(_places(inner)), ", ", type_=Text)
        return (
            select(named)
            .select_from(inner)
            .where(
                inner.c.customer_id == substance.c.customer_id,
                inner.c.substance_id == substance.c.id,
                inner.c.archived_at.is_(None),
                *seen,
            )
            .correlate(substance)
            .scalar_subquery()
        )

    facts = _facts("Dove si usa", "Where used", filters=False, sorts=False)
    made = computed_field(places(), name="used_in", facts=facts, needs=_READ)
    return replace(
        made,
        uses={substance.name: frozenset({"id"}), **_USED},
        covered=lambda whole: places(covered(use, whole=whole, rows=inner)),
    )


def _substances() -> Source:
    decided = func.coalesce(substance.c.cmr, substance.c.cmr_by_codes, "none", type_=Text)
    revised = substance.c.sds_revision_on
    oldest = cast(
        TODAY - literal_column(f"interval '{SHEET_MONTHS} months'"),
        substance.c.sds_revision_on.type,
    )
    age = func.extract("year", func.age(TODAY, revised)) * 12
    age += func.extract("month", func.age(TODAY, revised))
    sheet = case(
        (revised.is_(None), literal("missing", Text)),
        (revised < oldest, literal("old", Text)),
        else_=literal("current", Text),
    )
    return Source(
        substance,
        joins=(Join(customer, substance.c.customer_id == customer.c.id),),
        fields=(
            _named(*_CUSTOMER_CODE),
            _named(*_CUSTOMER_NAME),
            computed_field(
                func.nullif(decided, "none", type_=Text), name="cmr_class", needs=_READ,
                facts=_facts("Classe CMR", "CMR class", widget="choice",
                             choices=field_of(substance.c.cmr).choices),
            ),
            computed_field(
                cast(decided != "none", Boolean), name="is_cmr", needs=_READ,
                facts=_facts("CMR", "CMR", widget="check"),
            ),
            computed_field(
                sheet, name="sds_state", needs=_READ,
                facts=_facts("Stato della scheda", "State of the sheet", widget="choice",
                             choices=_SHEET),
            ),
            computed_field(
                cast(age, Integer), name="sds_months", needs=_READ,
                facts=_facts(
                    "Età della scheda (mesi)", "Age of the sheet (months)", widget="integer"
                ),
            ),
            _used_in(),
        ),
    )  # fmt: skip


def _substance_uses() -> Source:
    where = replace(
        computed_field(
            _places(use), name="used_in", needs=_READ,
            facts=_facts("Dove", "Where", filters=False, sorts=False),
        ),
        uses=_USED,
    )  # fmt: skip
    made = Source(
        use,
        joins=(
            Join(customer, use.c.customer_id == customer.c.id),
            Join(substance, and_(use.c.customer_id == substance.c.customer_id,
                                 use.c.substance_id == substance.c.id)),
        ),
        fields=(
            _named(*_CUSTOMER_CODE),
            _named(*_CUSTOMER_NAME),
            _named(substance.c.name, "substance_name", Words("Sostanza", "Substance")),
            where,
        ),
    )  # fmt: skip
    made.entity = replace(made.entity, name="used_in")
    return made


def thing_sources() -> dict[str, Source]:
    """Make the sources of equipment, checks, substances and their uses."""
    made = (_equipment(), _equipment_checks(), _substances(), _substance_uses())
    return {source.name: source for source in made}
