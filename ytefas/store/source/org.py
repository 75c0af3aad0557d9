"""What lists of the organisation show beside their own columns: whose it is, where, how many."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, func, select

from schema.base import Field, Words, tables
from ytefas.store.sites import covered
from ytefas.store.source.counted import Headcount, count_of, linked
from ytefas.store.source.field import SourceField, column_field, computed_field
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Join

_all: Final = tables()
customer, site, department, app_user = (
    _all[name] for name in ("customer", "site", "department", "app_user")
)


def _address(column: ColumnElement[Any]) -> tuple[SourceField, ...]:
    """Take town and province out of an address."""
    said = (("city", Words("Comune", "Town")), ("province", Words("Prov.", "Prov.")))
    return tuple(
        computed_field(
            column[name].astext, name=name, facts=Field(label=label, personal="contact", order=50),
            needs=frozenset({"read"}),
        )
        for name, label in said
    )  # fmt: skip


def _count(of: Table, link: str, home: Table, name: str, label: Words) -> SourceField:
    """Count the rows that belong to one, without those put away."""
    inner = of.alias(f"{of.name}_of_{home.name}")

    def counted(*seen: ColumnElement[bool]) -> ColumnElement[Any]:
        return (
            select(func.count())
            .select_from(inner)
            .where(
                and_(inner.c[link] == home.c.id, inner.c.archived_at.is_(None)),
                *([] if link == "customer_id" else [inner.c.customer_id == home.c.customer_id]),
                *seen,
            )
            .correlate(home)
            .scalar_subquery()
        )

    facts = Field(label=label, personal="none", order=60, widget="integer", filters=False,
                  sorts=False)  # fmt: skip
    made = computed_field(counted(), name=name, facts=facts, needs=frozenset({"read"}))
    changed = frozenset({"id", link, "archived_at"})
    # an alias is not the table, so what the count depends on is said here
    return replace(
        made,
        uses={home.name: frozenset({"id"}), of.name: changed},
        covered=lambda whole: counted(covered(of, whole=whole, rows=inner)),
    )


def _named(column: Any, name: str, label: Words) -> SourceField:
    """Show a column of a joined table under another name."""
    shown = column_field(column, name=name, readonly=True)
    return replace(shown, facts=replace(shown.facts, label=label, order=0, required=False,
                                        section=None))  # fmt: skip


_OF_SITE: Final = Join(customer, site.c.customer_id == customer.c.id)
_OF_DEPARTMENT: Final = (
    Join(customer, department.c.customer_id == customer.c.id),
    Join(site, and_(department.c.customer_id == site.c.customer_id,
                    department.c.site_id == site.c.id)),
)  # fmt: skip
_JOBS: Final = Words("Mansioni", "Jobs")
_EQUIPMENT: Final = Words("Attrezzature", "Equipment")
job_site, job_department, equipment, substance_link = (
    _all[name] for name in ("job_site", "job_department", "equipment", "department_substance")
)
_HEADS: Final = Headcount(_all["assignment"], job_site)
_CODE: Final = Words("Cliente", "Customer")
_NAME: Final = Words("Ragione sociale", "Legal name")


def org_sources() -> dict[str, Source]:
    """Make the sources of the organisation, with their columns over joins."""
    made = (
        Source(
            customer,
            fields=(
                *_address(customer.c.legal_address),
                _count(site, "customer_id", customer, "sites", Words("Sedi", "Sites")),
                _HEADS.field(customer, "customer_id", name="persons"),
            ),
        ),
        Source(
            site,
            joins=(_OF_SITE,),
            fields=(
                _named(customer.c.code, "customer_code", _CODE),
                _named(customer.c.legal_name, "customer_name", _NAME),
                *_address(site.c.address),
                _count(department, "site_id", site, "departments", Words("Reparti", "Departments")),
                _HEADS.field(site, "site_id", name="persons"),
                count_of(linked(job_site, site, "site_id"), "jobs", _JOBS),
                count_of(linked(equipment, site, "site_id"), "equipment", _EQUIPMENT),
            ),
        ),
        Source(
            department,
            joins=_OF_DEPARTMENT,
            fields=(
                _named(customer.c.legal_name, "customer_name", _NAME),
                _named(site.c.name, "site_name", Words("Sede", "Site")),
                _HEADS.field(department, "department_id", stated=False, name="persons"),
                count_of(linked(job_department, department, "department_id"), "jobs", _JOBS),
                count_of(linked(equipment, department, "department_id"), "equipment", _EQUIPMENT),
                count_of(
                    linked(substance_link, department, "department_id"),
                    "substances",
                    Words("Sostanze", "Substances"),
                ),
            ),
        ),
    )
    return {source.name: source for source in (*made, _people())}


def _people() -> Source:
    """Show users by their names; the address is what they sign in with."""
    facts = Field(label=Words("Nome e cognome", "Full name"), personal="identity", order=0)
    name = app_user.c.name.concat(" ").concat(app_user.c.surname)
    full = computed_field(name, name="full_name", facts=facts, needs=frozenset({"anyone"}))
    made = Source(app_user, fields=(full,))
    made.entity = replace(made.entity, name="full_name")
    return made
