"""What there is of a customer, and what is missing: one row each, worked out from the data.

A gap is a list of the keys of what it concerns, so that whoever is told of it can go there; a role
nobody holds is named by the customer's own key. Nothing here is typed, and nothing is guessed: a
gap is a condition on rows, and it is gone when the rows say so.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Interval,
    Text,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
)

from schema.base import Words, tables
from ytefas.store.source.counted import (
    AWAY,
    Hanging,
    Headcount,
    count_of,
    hanging,
    keys_of,
    lasting,
    linked,
    told,
)
from ytefas.store.source.field import SourceField
from ytefas.store.source.source import Source
from ytefas.store.today import TODAY

NAME: Final = "org.overviews"
SDS_YEARS: Final = 3  # a sheet older than this is asked for anew

_all: Final = tables()
customer: Final = _all["customer"]
_KEPT: Final = {
    "sites": ("site", Words("Sedi", "Sites")),
    "departments": ("department", Words("Reparti", "Departments")),
    "jobs": ("job", Words("Mansioni", "Jobs")),
    "persons": ("person", Words("Persone", "People")),
    "equipment": ("equipment", Words("Attrezzature", "Equipment")),
    "substances": ("substance", Words("Sostanze", "Substances")),
    "activities": ("activity", Words("Attività", "Activities")),
    "groups": ("homogeneous_group", Words("Gruppi omogenei", "Homogeneous groups")),
    "calculations": ("calculation", Words("Calcoli", "Calculations")),
    "attachments": ("attachment", Words("Allegati", "Attachments")),
}
_APPOINTED: Final = ("role", "site_id", "from_on", "to_on", "employer_is_rspp")
Test = Callable[[FromClause], ColumnElement[bool]]


def overview_source() -> Source:
    """Make the source: the key of each customer, what there is, what is missing."""
    fields = (*_counts(), *_roles(), *_places(), *_work(), *_things(), *_rated(), *_firm())
    made = Source(customer, name=NAME, fields=fields)
    shown = {field.name for field in fields}
    made.fields = {
        name: field for name, field in made.fields.items()
        if name in shown or name in {"id", "legal_name", AWAY, "row_version"}
    }  # fmt: skip
    # It is read only: a customer is written through its own source.
    made.entity = replace(
        made.entity, label=Words("Quadro", "Overview"), plural=Words("Quadri", "Overviews"),
        source=NAME, write="system", create="system", delete="system", archivable=False,
    )  # fmt: skip
    return made


def _hung(table: str, test: Test, *columns: str, more: Mapping[str, Any] | None = None) -> Hanging:
    """Find rows of a customer by a test; `more`: what the test reads of other tables."""
    return hanging(_all[table], customer, test, {table: columns, **(more or {})})


def _counts() -> list[SourceField]:
    kept = [
        count_of(linked(_all[table], customer, "customer_id"), name, label)
        for name, (table, label) in _KEPT.items()
        if "customer_id" in _all[table].c
    ]
    held = _hung("appointment", lasting, *_APPOINTED)
    return [
        *kept,
        count_of(held, "appointments", Words("Ruoli della sicurezza", "Safety roles")),
        Headcount(_all["assignment"], _all["job_site"]).field(customer, "customer_id"),
    ]


# -- who is missing


def _roles() -> list[SourceField]:
    def unless(name: str, it: str, en: str, test: Test) -> SourceField:
        held = _hung("appointment", lambda rows: and_(lasting(rows), test(rows)), *_APPOINTED)

        def made(whole: bool | None) -> ColumnElement[Any]:
            rows = held.alias()
            somebody = select(rows.c.id).where(*held.found(rows, *held.seen(rows, whole)))
            return _itself(not_(somebody.correlate(customer).exists()))

        return _gap(held, name, it, en, made)

    def plays(*roles: str) -> Test:
        return lambda rows: or_(*(rows.c.role == role for role in roles))

    return [
        unless("no_employer", "Datore di lavoro non indicato", "No employer named",
               plays("employer")),
        unless("no_rspp", "RSPP non nominato", "No RSPP appointed",
               lambda rows: or_(rows.c.role == "rspp",
                                and_(rows.c.role == "employer", rows.c.employer_is_rspp))),
        unless("no_rls", "Nessun RLS o RLST", "No workers' representative (RLS or RLST)",
               plays("rls", "rlst")),
        unless("no_physician", "Nessun medico competente", "No occupational physician",
               plays("occupational_physician", "coordinating_physician")),
    ]  # fmt: skip


def _itself(missing: ColumnElement[bool]) -> ColumnElement[Any]:
    """Name the customer itself where something of the whole firm is missing."""
    none = type_coerce(literal_column("'{}'::uuid[]"), ARRAY(Uuid))
    return type_coerce(case((missing, func.array_append(none, customer.c.id)), else_=none),
                       ARRAY(Uuid))  # fmt: skip


def _gap(
    hung: Hanging, name: str, it: str, en: str, made: Callable[[bool | None], ColumnElement[Any]]
) -> SourceField:
    return told(hung, name, Words(it, en), made, order=70)


# -- what is missing of places


def _open(rows: FromClause) -> ColumnElement[bool]:
    closed = rows.c.closed_on
    return and_(or_(closed.is_(None), closed > TODAY),
                rows.c.kind != "third_party", rows.c.kind != "home")  # fmt: skip


def _places() -> list[SourceField]:
    def sites(name: str, it: str, en: str, test: Test, *columns: str, **more: Any) -> SourceField:
        found = _hung("site", lambda rows: and_(_open(rows), test(rows)), "kind", "closed_on",
                      *columns, more=more.get("more"))  # fmt: skip
        return keys_of(found, name, Words(it, en))

    return [
        sites("sites_without_fire_level", "Sedi senza livello antincendio",
              "Sites without a fire level", lambda rows: rows.c.fire_level.is_(None),
              "fire_level"),
        sites("sites_without_first_aid", "Sedi senza gruppo di primo soccorso",
              "Sites without a first-aid group", lambda rows: rows.c.first_aid_group.is_(None),
              "first_aid_group"),
        sites("sites_with_late_permit", "Rinnovi antincendio scaduti o senza data",
              "Fire renewals overdue or undated",
              lambda rows: and_(rows.c.fire_permit == "scia",
                                or_(rows.c.fire_permit_expires_on.is_(None),
                                    rows.c.fire_permit_expires_on < TODAY)),
              "fire_permit", "fire_permit_expires_on"),
        sites("sites_without_wardens", "Sedi senza addetti antincendio",
              "Sites without fire wardens", lambda rows: not_(_covered_by(rows, "fire_warden")),
              more={"appointment": ("id", AWAY, *_APPOINTED)}),
        sites("sites_without_first_aiders", "Sedi senza addetti al primo soccorso",
              "Sites without first-aiders", lambda rows: not_(_covered_by(rows, "first_aider")),
              more={"appointment": ("id", AWAY, *_APPOINTED)}),
    ]  # fmt: skip


def _covered_by(site: FromClause, role: str) -> ColumnElement[bool]:
    """Build the condition that somebody holds a role at a site, or for the whole firm."""
    held = _all["appointment"].alias(f"{role}_held")
    found = select(held.c.id).where(
        held.c.customer_id == site.c.customer_id, held.c[AWAY].is_(None), held.c.role == role,
        lasting(held), or_(held.c.site_id.is_(None), held.c.site_id == site.c.id),
    )  # fmt: skip
    return found.correlate(site).exists()


# -- what is missing of the work


_WORKING: Final = {
    "assignment": ("id", AWAY, "person_id", "job_id", "from_on", "to_on"),
    "employment": ("id", AWAY, "person_id", "hired_on", "ended_on"),
    "job_site": ("id", AWAY, "job_id", "headcount_override"),
}


def _there(table: str, outer: FromClause, *tests: Callable[[FromClause], Any]) -> Any:
    """Build the condition that a row of a table of the same customer is there."""
    rows = _all[table].alias(f"{table}_there")
    kept = [rows.c[AWAY].is_(None)] if AWAY in rows.c else []
    found = select(rows.c.id).where(
        rows.c.customer_id == outer.c.customer_id, *kept, *(test(rows) for test in tests)
    )
    return found.correlate(outer).exists()


def _work() -> list[SourceField]:
    def idle(rows: FromClause) -> ColumnElement[bool]:
        return and_(
            not_(_there("assignment", rows, lambda one: one.c.job_id == rows.c.id, lasting)),
            not_(_there("job_site", rows, lambda one: one.c.job_id == rows.c.id,
                        lambda one: one.c.headcount_override > 0)),
        )  # fmt: skip

    def unassigned(rows: FromClause) -> ColumnElement[bool]:
        return and_(
            _there("employment", rows, lambda one: one.c.person_id == rows.c.id,
                   lambda one: lasting(one, "hired_on", "ended_on")),
            not_(_there("assignment", rows, lambda one: one.c.person_id == rows.c.id, lasting)),
        )  # fmt: skip

    def unnoted(rows: FromClause) -> ColumnElement[bool]:
        return and_(rows.c.needs_recognised_skill,
                    func.coalesce(func.btrim(rows.c.skill_note), "") == "")  # fmt: skip

    return [
        keys_of(_hung("job", idle, "id", more=_WORKING), "jobs_without_people",
                Words("Mansioni senza addetti", "Jobs nobody does")),
        keys_of(_hung("person", unassigned, "id", more=_WORKING), "people_without_job",
                Words("Persone in forza senza mansione", "Employed people without a job")),
        keys_of(_hung("job", unnoted, "needs_recognised_skill", "skill_note"),
                "jobs_without_skill_note",
                Words("Mansioni con capacità riconosciuta da precisare",
                      "Jobs whose recognised skill is not said")),
    ]  # fmt: skip


# -- what is late or missing of equipment and substances


def _things() -> list[SourceField]:
    check = _all["equipment_check"]

    def overdue(rows: FromClause) -> ColumnElement[bool]:
        """Of each kind of check the last one done counts, or those planned after it."""
        due, later = check.alias("due"), check.alias("later")
        newer = select(later.c.id).where(
            later.c.customer_id == due.c.customer_id, later.c.equipment_id == due.c.equipment_id,
            later.c.kind == due.c.kind, later.c[AWAY].is_(None), later.c.id != due.c.id,
            later.c.done_on >= func.coalesce(due.c.done_on, due.c.next_due_on),
        )  # fmt: skip
        found = select(due.c.id).where(
            due.c.customer_id == rows.c.customer_id, due.c.equipment_id == rows.c.id,
            due.c[AWAY].is_(None), due.c.next_due_on < TODAY,
            not_(newer.correlate(due).exists()),
        )  # fmt: skip
        return and_(rows.c.status == "in_use", found.correlate(rows).exists())

    of_check = {"equipment_check": ("id", "equipment_id", "kind", "done_on", "next_due_on", AWAY)}
    oldest = TODAY - literal(f"{SDS_YEARS} years", Text).cast(Interval)
    return [
        keys_of(_hung("equipment", overdue, "status", more=of_check), "checks_overdue",
                Words("Attrezzature con verifiche scadute", "Equipment with overdue checks")),
        keys_of(_hung("substance", lambda rows: rows.c.sds_id.is_(None), "sds_id"),
                "substances_without_sds",
                Words("Sostanze senza scheda di sicurezza", "Substances without a data sheet")),
        keys_of(_hung("substance", lambda rows: rows.c.sds_revision_on < oldest,
                      "sds_revision_on"), "substances_with_old_sds",
                Words("Schede di sicurezza oltre 3 anni", "Data sheets older than 3 years")),
    ]  # fmt: skip


# -- what is open of what was rated


def _rated() -> list[SourceField]:
    def bare(rows: FromClause) -> ColumnElement[bool]:
        return and_(rows.c.level.in_([literal_column("'3'"), literal_column("'4'")]),
                    rows.c.after_level.is_(None))  # fmt: skip

    return [
        keys_of(_hung("calculation", lambda rows: rows.c.level == literal_column("'x'"), "level"),
                "calculations_open", Words("Calcoli da completare", "Unfinished calculations")),
        keys_of(_hung("calculation", bare, "level", "after_level"), "calculations_bare",
                Words("Livelli alti senza misure provate", "High levels without measures tried")),
    ]  # fmt: skip


# -- what the firm's own record lacks


def _firm() -> list[SourceField]:
    lacks = or_(
        func.coalesce(customer.c.vat, customer.c.tax_code).is_(None),
        func.cardinality(customer.c.ateco_codes) == 0,
        func.coalesce(cast(customer.c.legal_address["city"].astext, Text), "") == "",
    )
    columns = frozenset({"id", "vat", "tax_code", "ateco_codes", "legal_address"})
    anything = linked(_all["site"], customer, "customer_id")
    made = _gap(anything, "data_missing", "Dati aziendali incompleti",
                "Company data incomplete", lambda _whole: _itself(lacks))  # fmt: skip
    return [replace(made, uses={"customer": columns}, covered=None)]
