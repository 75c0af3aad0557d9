"""What lists of people show beside their own columns: what is done today, and what is missing.

"Today" is the day of the database. Who is put away keeps what went away with him: the rows that
carry the same mark are looked up with those that carry none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    distinct,
    false,
    func,
    literal_column,
    or_,
    select,
)

from schema.base import Field, Needs, Words, field_of, tables
from ytefas.rules.roles import GROUP_OF
from ytefas.store.query.query import Order
from ytefas.store.sites import covered
from ytefas.store.source.field import SourceField, column_field, computed_field
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join
from ytefas.store.today import TODAY

_all: Final = tables()
customer, site, department, job, person, employment, assignment, appointment = (
    _all[name]
    for name in (
        "customer", "site", "department", "job", "person", "employment", "assignment",
        "appointment",
    )
)  # fmt: skip
_READ: Final[frozenset[Needs]] = frozenset({"read"})
_LASTS: Final = {
    "employment": ("hired_on", "ended_on"),
    "assignment": ("from_on", "to_on"),
    "appointment": ("from_on", "to_on"),
}
Choices = Mapping[str, Words]
STATE: Final[Choices] = {
    "current": Words("In corso", "Current"),
    "planned": Words("Futura", "Planned"),
    "ended": Words("Conclusa", "Ended"),
}
STANDING: Final[Choices] = {
    "employed": Words("In forza", "Employed"),
    "expected": Words("In arrivo", "Expected"),
    "left": Words("Cessato", "Left"),
    "external": Words("Esterno", "External"),
    "none": Words("Senza rapporto", "No employment"),
}
MISSING: Final[Choices] = {
    "employment": Words("Rapporto di lavoro", "Employment"),
    "assignment": Words("Mansione", "Job"),
    "tax_code": Words("Codice fiscale", "Tax code"),
    "birth_date": Words("Data di nascita", "Date of birth"),
    "sex": Words("Sesso", "Sex"),
    "differs": Words("Codice fiscale da verificare", "Tax code to check"),
    "language": Words("Verifica della lingua", "Language check"),
    "two_jobs": Words("Più mansioni insieme", "Several jobs at once"),
}
GROUPS: Final[Choices] = {
    "line": Words("Linea aziendale", "Line of command"),
    "service": Words("Prevenzione e protezione", "Prevention service"),
    "health": Words("Sorveglianza sanitaria", "Health surveillance"),
    "workers": Words("Rappresentanza dei lavoratori", "Workers' representation"),
    "emergency": Words("Emergenze", "Emergencies"),
    "special": Words("Incarichi specifici", "Special roles"),
}
Looked = Callable[[FromClause], Select[Any]]


def lasts(rows: FromClause, of: Table) -> ColumnElement[bool]:
    """Say that a row lasts today."""
    start, end = _LASTS[of.name]
    return and_(rows.c[start] <= TODAY, or_(rows.c[end].is_(None), rows.c[end] >= TODAY))


def looked_up(
    home: Table, of: Table, link: str, name: str,
    *, facts: Field, find: Looked, also: Iterable[Column[Any]] = (),
) -> SourceField:  # fmt: skip
    """Show something of the rows that name one; `also`: what else it is made of."""
    inner = of.alias(f"{of.name}_{name}")
    found = _bound(home, of, inner, link, find)
    made = computed_field(found(), name=name, facts=facts, needs=_READ)
    # an alias is not the table, so what it depends on is said here
    uses: dict[str, set[str]] = {home.name: {"id"}}
    if "archived_at" in home.columns:
        uses[home.name].add("archived_at")
    changed = {"id", link, "archived_at", *_LASTS.get(of.name, ()), *_links_of(of)}
    uses.setdefault(of.name, set()).update(changed)
    for column in also:
        uses.setdefault(column.table.name, set()).add(column.name)
    return replace(
        made,
        uses={table: frozenset(columns) for table, columns in uses.items()},
        covered=lambda whole: found(covered(of, whole=whole, rows=inner)),
    )


def _links_of(of: Table) -> list[str]:
    return [column.name for column in of.columns if "link" in column.info]


def _bound(
    home: Table, of: Table, inner: FromClause, link: str, find: Looked
) -> Callable[..., ColumnElement[Any]]:
    kept: ColumnElement[bool] = inner.c.archived_at.is_(None)
    if of is not home and "archived_at" in home.columns:
        kept = or_(kept, inner.c.archived_at == home.c.archived_at)

    def found(*seen: ColumnElement[bool]) -> ColumnElement[Any]:
        owner = [inner.c.customer_id == home.c[_owner(home)]]
        its = [] if link == "customer_id" else [inner.c[link] == home.c.id]
        return find(inner).where(*owner, *its, kept, *seen).correlate(home).scalar_subquery()

    return found


def _owner(home: Table) -> str:
    return "id" if home is customer else "customer_id"


def named(column: Column[Any], name: str, label: Words) -> SourceField:
    """Show a column of a joined table under another name."""
    shown = column_field(column, name=name, readonly=True)
    plain = replace(shown.facts, label=label, order=0, required=False, section=None, law=None,
                    help=None, lock=None, prints_in=None, show_if=None)  # fmt: skip
    return replace(shown, facts=plain)


def _facts(it: str, en: str, **facts: Any) -> Field:
    return Field(label=Words(it, en), **{"personal": "identity", "order": 50, **facts})


def _chosen(it: str, en: str, choices: Choices) -> Field:
    return _facts(it, en, widget="choice", choices=choices)


def _text(expression: Any) -> ColumnElement[str]:
    return cast(expression, String)


# -- a person


def _today(name: str, it: str, en: str, target: Table, link: str) -> SourceField:
    """Name the jobs, sites or departments of today, one after the other."""

    def names(rows: FromClause) -> Select[Any]:
        listed = func.string_agg(distinct(target.c.name), literal_column("', '"))
        same = and_(target.c.customer_id == rows.c.customer_id, target.c.id == rows.c[link])
        return (
            select(_text(listed)).select_from(rows.join(target, same))
            .where(lasts(rows, assignment))
        )  # fmt: skip

    facts = _facts(it, en)
    return looked_up(
        person, assignment, "person_id", name, facts=facts, find=names, also=[target.c.name]
    )


def _of_employment(name: str, label: Words, column: str) -> SourceField:
    """Show something of the employment of today, else of the last one."""
    facts = field_of(employment.c[column])
    told = replace(facts, label=label, order=50, section=None, help=None, law=None, required=False)
    return looked_up(person, employment, "person_id", name, facts=told, find=lambda rows: (
        select(rows.c[column]).select_from(rows)
        .order_by((rows.c.hired_on <= TODAY).desc(), rows.c.hired_on.desc()).limit(1)
    ), also=[employment.c[column]])  # fmt: skip


def _exists(of: Table, *tests: Callable[[FromClause], ColumnElement[bool]]) -> ColumnElement[bool]:
    rows = of.alias(f"{of.name}_there")
    found = _bound(person, of, rows, "person_id", lambda inner: (
        select(func.count() > 0).select_from(inner).where(*(test(inner) for test in tests))
    ))  # fmt: skip
    return func.coalesce(found(), false())


def _depends(made: SourceField, *columns: str) -> SourceField:
    """Say what a field over employments and assignments is made of."""
    rows = frozenset({"id", "person_id", "archived_at"})
    return replace(made, uses={
        "person": frozenset({"id", "archived_at", *columns}),
        "employment": rows | {"hired_on", "ended_on"},
        "assignment": rows | {"from_on", "to_on", "job_id", "site_id", "department_id"},
    })  # fmt: skip


def _standing() -> SourceField:
    def lasting(rows: FromClause) -> ColumnElement[bool]:
        return lasts(rows, employment)

    stands = case(
        (_exists(employment, lasting), "employed"),
        (_exists(employment, lambda rows: rows.c.hired_on > TODAY), "expected"),
        (_exists(employment), "left"),
        (person.c.kind == "external", "external"),
        else_="none",
    )
    facts = _chosen("Situazione", "Standing", STANDING)
    made = computed_field(_text(stands), name="standing", facts=facts, needs=_READ)
    return _depends(made, "kind")


def _digits(first: int) -> ColumnElement[Any]:
    """Read two digits of a tax code, which may be letters where two people had the same code."""
    said = func.translate(func.substr(person.c.tax_code, first, 2), "LMNPQRSTUV", "0123456789")
    return cast(said, Integer)


def _part(which: str, of: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.date_part(which, of), Integer)


def _differs() -> ColumnElement[bool]:
    """Say that a tax code tells another birthday or sex than the record."""
    born, code = person.c.birth_date, person.c.tax_code
    month = func.strpos("ABCDEHLMPRST", func.substr(code, 9, 1))
    day = _digits(10)
    wrong = or_(
        _digits(7) != _part("year", born) % 100,
        month != _part("month", born),
        day % 40 != _part("day", born),
        and_(person.c.sex == "F", day < 40),  # noqa: PLR2004 - what is added for women
        and_(person.c.sex == "M", day > 40),  # noqa: PLR2004
    )
    # the rule of the field has seen to the form, and a case looks no further than it has to
    return case((func.length(code) == 16, func.coalesce(wrong, false())), else_=false())  # noqa: PLR2004


def _missing() -> SourceField:
    """Say the first thing that a record of somebody who works here still lacks."""

    def works(rows: FromClause) -> ColumnElement[bool]:
        return lasts(rows, employment)

    def does(rows: FromClause) -> ColumnElement[bool]:
        return lasts(rows, assignment)

    rows = assignment.alias("assignment_count")
    jobs = _bound(person, assignment, rows, "person_id", lambda inner: (
        select(func.count(distinct(inner.c.job_id))).select_from(inner).where(does(inner))
    ))()  # fmt: skip
    hired = _exists(employment)
    employed = _exists(employment, works)
    lacks = case(
        (and_(person.c.kind == "external", ~hired), None),
        (~hired, "employment"),
        (~employed, None),  # who has left, or is to come, is not chased
        (~_exists(assignment, does), "assignment"),
        (person.c.tax_code.is_(None), "tax_code"),
        (person.c.birth_date.is_(None), "birth_date"),
        (person.c.sex.is_(None), "sex"),
        (_differs(), "differs"),
        (person.c.language_ok == "to_check", "language"),
        (jobs > 1, "two_jobs"),
    )
    facts = _chosen("Da completare", "To complete", MISSING)
    made = computed_field(_text(lacks), name="missing", facts=facts, needs=_READ)
    return _depends(made, "kind", "tax_code", "birth_date", "sex", "language_ok")


def _age() -> SourceField:
    years = cast(func.date_part("year", func.age(TODAY, person.c.birth_date)), Integer)
    facts = _facts("Età", "Age", widget="integer")
    return computed_field(years, name="age", facts=facts, needs=_READ)


def _roles_held() -> SourceField:
    facts = _facts("Nomine", "Appointments", widget="integer", filters=False, sorts=False)

    def held(rows: FromClause) -> Select[Any]:
        return select(func.count()).select_from(rows).where(lasts(rows, appointment))

    return looked_up(person, appointment, "person_id", "appointments", facts=facts, find=held)


# -- what lasts: employments, assignments, appointments


def _state(of: Table) -> SourceField:
    start, end = (of.c[name] for name in _LASTS[of.name])
    state = case((start > TODAY, "planned"), (end < TODAY, "ended"), else_="current")
    facts = _chosen("Stato", "State", STATE)
    return computed_field(_text(state), name="state", facts=facts, needs=_READ)


def _group() -> SourceField:
    group = case(GROUP_OF, value=appointment.c.role, else_="special")
    facts = _chosen("Funzione", "Function", GROUPS)
    return computed_field(_text(group), name="role_group", facts=facts, needs=_READ)


def _of_customer(table: Table) -> Join:
    return Join(customer, table.c.customer_id == customer.c.id)


def _inside(table: Table, target: Table, link: str) -> Join:
    return Join(
        target, and_(table.c.customer_id == target.c.customer_id, table.c[link] == target.c.id)
    )


_CUSTOMER: Final = Words("Cliente", "Customer")
_PERSON: Final = Words("Cognome e nome", "Surname and name")


def people_sources() -> dict[str, Source]:
    """Make the sources of people, with their columns over joins."""
    made = (
        Source(
            person,
            joins=(_of_customer(person),),
            fields=(
                named(customer.c.legal_name, "customer_name", _CUSTOMER),
                _standing(),
                _missing(),
                _today("jobs", "Mansione", "Job", job, "job_id"),
                _today("sites", "Sede", "Site", site, "site_id"),
                _today("departments", "Reparto", "Department", department, "department_id"),
                _of_employment("contract", Words("Contratto", "Contract"), "contract"),
                _of_employment("hired_on", Words("Assunzione", "Hired on"), "hired_on"),
                _of_employment("ended_on", Words("Cessazione", "Ended on"), "ended_on"),
                _age(),
                _roles_held(),
            ),
        ),
        Source(
            employment,
            joins=(_of_customer(employment), _inside(employment, person, "person_id")),
            fields=(
                named(customer.c.legal_name, "customer_name", _CUSTOMER),
                named(person.c.full_name, "person_name", _PERSON),
                _state(employment),
            ),
        ),
        Source(
            assignment,
            joins=(
                _of_customer(assignment),
                _inside(assignment, person, "person_id"),
                _inside(assignment, job, "job_id"),
                _inside(assignment, site, "site_id"),
                _inside(assignment, department, "department_id"),
            ),
            fields=(
                named(customer.c.legal_name, "customer_name", _CUSTOMER),
                named(person.c.full_name, "person_name", _PERSON),
                named(job.c.name, "job_name", Words("Mansione", "Job")),
                named(site.c.name, "site_name", Words("Sede", "Site")),
                named(department.c.name, "department_name", Words("Reparto", "Department")),
                _state(assignment),
            ),
        ),
        Source(
            appointment,
            joins=(
                _of_customer(appointment),
                _inside(appointment, person, "person_id"),
                _inside(appointment, site, "site_id"),
                _inside(appointment, department, "department_id"),
            ),
            fields=(
                named(customer.c.legal_name, "customer_name", _CUSTOMER),
                named(person.c.full_name, "person_name", _PERSON),
                named(person.c.company, "person_company", Words("Ditta", "Company")),
                named(site.c.name, "site_name", Words("Sede", "Site")),
                named(department.c.name, "department_name", Words("Reparto", "Department")),
                _group(),
                _state(appointment),
            ),
        ),
    )
    for source in made[1:]:  # a role, a contract or a job alone does not say whose it is
        source.entity = replace(source.entity, name="person_name")
    made[-1].order = (Order("role"), Order("person_name"))
    return {source.name: source for source in made}
