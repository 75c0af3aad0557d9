"""Jobs, activities, groups and what links them: with names over joins, and counts of what hangs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Table,
    and_,
    case,
    distinct,
    func,
    or_,
    select,
    type_coerce,
)

from schema.base import Words, tables
from ytefas.store.query.query import Order
from ytefas.store.source.counted import (
    AWAY,
    Headcount,
    count_of,
    hanging,
    lasting,
    linked,
    named,
    told,
)
from ytefas.store.source.field import SourceField
from ytefas.store.source.overview import overview_source
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join

_all: Final = tables()
(customer, site, department, job, activity, group, person, equipment, equipment_type, substance,
 assignment, job_site, job_department, job_activity, job_equipment, activity_equipment,
 department_substance, group_job, group_worker, job_type, activity_type, workplace_type) = (
    _all[name] for name in (
        "customer", "site", "department", "job", "activity", "homogeneous_group", "person",
        "equipment", "equipment_type", "substance", "assignment", "job_site", "job_department",
        "job_activity", "job_equipment", "activity_equipment", "department_substance", "group_job",
        "group_worker", "job_type", "activity_type", "workplace_type",
    )
)  # fmt: skip
HEADS: Final = Headcount(assignment, job_site)

_CUSTOMER: Final = Words("Cliente", "Customer")
_CODE: Final = Words("Codice cliente", "Customer code")
JOBS: Final = Words("Mansioni", "Jobs")
ACTIVITIES: Final = Words("Attività", "Activities")
DEPARTMENTS: Final = Words("Reparti", "Departments")
EQUIPMENT: Final = Words("Attrezzature", "Equipment")
SUBSTANCES: Final = Words("Sostanze", "Substances")
GROUPS: Final = Words("Gruppi omogenei", "Homogeneous groups")


def inside(table: Table, link: str, other: Table) -> Join:
    """Join what a link inside the customer names."""
    return Join(
        other, and_(table.c.customer_id == other.c.customer_id, table.c[link] == other.c.id)
    )


def whose(table: Table) -> Join:
    """Join whose a row is."""
    return Join(customer, table.c.customer_id == customer.c.id)


def _of_customer() -> tuple[SourceField, ...]:
    return (
        named(customer.c.code, "customer_code", _CODE),
        named(customer.c.legal_name, "customer_name", _CUSTOMER),
    )


def work_sources() -> dict[str, Source]:
    """Make the sources of the work that is done, and of what links it to places and people."""
    made = (_jobs(), _activities(), _groups(), *_links(), overview_source())
    return {source.name: source for source in made}


def _jobs() -> Source:
    return Source(
        job,
        joins=(whose(job), Join(job_type, job.c.job_type_id == job_type.c.id)),
        fields=(
            *_of_customer(),
            HEADS.field(job, "job_id"),
            count_of(linked(job_department, job, "job_id"), "departments", DEPARTMENTS),
            count_of(linked(job_activity, job, "job_id"), "activities", ACTIVITIES),
            count_of(linked(job_equipment, job, "job_id"), "equipment", EQUIPMENT),
            count_of(linked(group_job, job, "job_id"), "groups", GROUPS),
        ),
    )


def _activities() -> Source:
    return Source(
        activity,
        joins=(
            whose(activity),
            inside(activity, "site_id", site),
            inside(activity, "department_id", department),
        ),
        fields=(
            *_of_customer(),
            named(site.c.name, "site_name", Words("Sede", "Site")),
            named(department.c.name, "department_name", Words("Reparto", "Department")),
            count_of(linked(job_activity, activity, "activity_id"), "jobs", JOBS),
            count_of(linked(activity_equipment, activity, "activity_id"), "equipment", EQUIPMENT),
        ),
    )


# -- groups: who belongs to them by name, and who by what he does today


_SEXES: Final = (("M", "men", "men_today", Words("Uomini oggi", "Men today")),
                 ("F", "women", "women_today", Words("Donne oggi", "Women today")))  # fmt: skip
_MEMBERS: Final = {
    "person": ("sex",),
    "group_worker": ("id", "group_id", "person_id", AWAY),
    "group_job": ("id", "group_id", "job_id", AWAY),
    "assignment": ("id", "person_id", "job_id", "site_id", "from_on", "to_on", AWAY),
    "homogeneous_group": ("site_id", "men", "women"),
}


def _belongs(rows: Any) -> ColumnElement[bool]:
    """Build the condition that a person is in a group: by name, or by his job (at its site)."""
    worker, does, doing = (
        group_worker.alias("by_name"), group_job.alias("by_job"), assignment.alias("doing")
    )  # fmt: skip
    by_name = select(worker.c.id).where(
        worker.c.customer_id == group.c.customer_id, worker.c.group_id == group.c.id,
        worker.c.person_id == rows.c.id, worker.c[AWAY].is_(None),
    )  # fmt: skip
    by_job = select(does.c.id).where(
        does.c.customer_id == group.c.customer_id, does.c.group_id == group.c.id,
        does.c[AWAY].is_(None), doing.c.customer_id == does.c.customer_id,
        doing.c.job_id == does.c.job_id, doing.c.person_id == rows.c.id, doing.c[AWAY].is_(None),
        lasting(doing), or_(group.c.site_id.is_(None), doing.c.site_id == group.c.site_id),
    )  # fmt: skip
    return or_(by_name.correlate(group, rows).exists(), by_job.correlate(group, rows).exists())


def _groups() -> Source:
    members = hanging(person, group, _belongs, _MEMBERS)

    def counted(which: str | None, stated: ColumnElement[Any]) -> Any:
        def made(whole: bool | None) -> ColumnElement[Any]:
            rows = members.alias()
            found = members.found(rows, *members.seen(rows, whole))
            all_of_them = select(func.count(distinct(rows.c.id))).where(*found).correlate(group)
            of_sex = all_of_them if which is None else all_of_them.where(rows.c.sex == which)
            anybody = all_of_them.scalar_subquery()
            return type_coerce(case((anybody > 0, of_sex.scalar_subquery()), else_=stated), Integer)

        return made

    both = func.coalesce(group.c.men, 0) + func.coalesce(group.c.women, 0)
    return Source(
        group,
        joins=(whose(group), inside(group, "site_id", site)),
        fields=(
            *_of_customer(),
            named(site.c.name, "site_name", Words("Sede", "Site")),
            told(members, "people", Words("Persone oggi", "People today"), counted(None, both),
                 order=55),
            *(told(members, name, label, counted(sex, group.c[typed]), order=56)
              for sex, typed, name, label in _SEXES),
            count_of(linked(group_job, group, "group_id"), "jobs", JOBS),
            count_of(linked(group_worker, group, "group_id"), "workers",
                     Words("Persone per nome", "People by name")),
        ),
    )  # fmt: skip


# -- links: both ends by name, and what one wants to see of them


def _end(table: Table, link: str, other: Table, shown: Iterable[tuple[str, str, Words]]) -> tuple[
    Join, tuple[SourceField, ...]
]:  # fmt: skip
    return inside(table, link, other), tuple(
        named(other.c[column], name, label) for column, name, label in shown
    )


_JOB: Final = (("code", "job_code", Words("Codice mansione", "Job code")),
               ("name", "job_name", Words("Mansione", "Job")))  # fmt: skip
_DEPARTMENT: Final = (
    ("name", "department_name", Words("Reparto", "Department")),
    ("kind", "department_kind", Words("Tipo di reparto", "Department kind")),
)
_ACTIVITY: Final = (
    ("name", "activity_name", Words("Attività", "Activity")),
    ("frequency", "activity_frequency", Words("Frequenza", "Frequency")),
)
_EQUIPMENT: Final = (
    ("internal_code", "equipment_code", Words("Codice interno", "Internal code")),
    ("name", "equipment_name", Words("Attrezzatura", "Equipment")),
    ("status", "equipment_status", Words("Stato", "Status")),
)
_SUBSTANCE: Final = (("name", "substance_name", Words("Sostanza", "Substance")),
                     ("h_codes", "substance_h_codes", Words("Indicazioni H", "H statements")),
                     ("sds_revision_on", "substance_sds_on",
                      Words("Revisione SDS", "SDS revision")))  # fmt: skip
_GROUP: Final = (
    ("name", "group_name", Words("Gruppo", "Group")),
    ("purpose", "group_purpose", Words("Serve per", "Made for")),
)
_PERSON: Final = (
    ("full_name", "person_name", Words("Persona", "Person")),
    ("sex", "person_sex", Words("Sesso", "Sex")),
)
_SITE: Final = (
    ("code", "site_code", Words("Codice sede", "Site code")),
    ("name", "site_name", Words("Sede", "Site")),
)

_LINKED: Final = (
    (job_department, ("job_id", job, _JOB), ("department_id", department, _DEPARTMENT)),
    (job_activity, ("job_id", job, _JOB), ("activity_id", activity, _ACTIVITY)),
    (job_equipment, ("job_id", job, _JOB), ("equipment_id", equipment, _EQUIPMENT)),
    (activity_equipment, ("activity_id", activity, _ACTIVITY),
     ("equipment_id", equipment, _EQUIPMENT)),
    (department_substance, ("department_id", department, _DEPARTMENT),
     ("substance_id", substance, _SUBSTANCE)),
    (group_job, ("group_id", group, _GROUP), ("job_id", job, _JOB)),
    (group_worker, ("group_id", group, _GROUP), ("person_id", person, _PERSON)),
    (job_site, ("job_id", job, _JOB), ("site_id", site, _SITE)),
)  # fmt: skip


def _links() -> Iterable[Source]:
    for table, one, other in _LINKED:
        first, its = _end(table, *one)
        second, others = _end(table, *other)
        extra: tuple[SourceField, ...] = ()
        joins = [whose(table), first, second]
        if other[1] in {department, equipment}:  # whose own place is worth a column
            joins.append(inside(other[1], "site_id", site))
            extra = (named(site.c.name, "site_name", Words("Sede", "Site")),)
        if table is job_site:
            extra = (_listed_here(),)
        made = Source(table, joins=tuple(joins), fields=(*_of_customer(), *its, *others, *extra))
        said = next(name for column, name, _ in other[2] if "name" in column)
        made.entity = replace(made.entity, name=said)
        made.order = (Order(said),)
        yield made


def _listed_here() -> SourceField:
    """Count who does the job at the site today; where nobody is listed, what was stated."""
    listed = hanging(
        assignment, job_site,
        lambda rows: and_(rows.c.job_id == job_site.c.job_id,
                          rows.c.site_id == job_site.c.site_id, lasting(rows)),
        {"assignment": ("job_id", "site_id", "person_id", "from_on", "to_on"),
         "job_site": ("job_id", "site_id", "headcount_override")},
    )  # fmt: skip

    def counted(whole: bool | None) -> ColumnElement[Any]:
        rows = listed.alias()
        found = select(func.nullif(func.count(distinct(rows.c.person_id)), 0)).where(
            *listed.found(rows, *listed.seen(rows, whole)))  # fmt: skip
        people = found.correlate(job_site).scalar_subquery()
        return type_coerce(func.coalesce(people, job_site.c.headcount_override), Integer)

    return told(listed, "people", Words("Addetti oggi", "People today"), counted, order=55)
