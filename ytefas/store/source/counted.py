"""What a list tells of the rows that hang on each of its own: how many there are, and which.

Both are sub-selects over an alias, so what they depend on is said beside them, and both count for a
reader who may see some sites only what he sees there (`store/sites.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Table,
    Uuid,
    and_,
    distinct,
    func,
    or_,
    select,
    type_coerce,
)

from schema.base import Field, Scope, Words, entity_of
from ytefas.store.sites import covered, uses as placed_by
from ytefas.store.source.field import SourceField, column_field, computed_field
from ytefas.store.today import TODAY

Rows = FromClause
Test = Callable[[Rows], ColumnElement[bool]]
Uses = Mapping[str, Iterable[str]]
AWAY: Final = "archived_at"
MOST_NAMED: Final = 1000  # keys that one value holds
_COUNTED: Final = 60  # where a count stands among the columns of a list


@dataclass(frozen=True, slots=True, eq=False)
class Hanging:
    """Rows of a table that hang on a row of another: how they are found."""

    of: Table
    home: Table
    test: Test
    uses: Uses

    def alias(self) -> Rows:
        return self.of.alias(f"{self.of.name}_of_{self.home.name}")

    def found(self, rows: Rows, *seen: ColumnElement[bool]) -> list[ColumnElement[bool]]:
        """Say which rows hang here: of the same customer, not put away."""
        kept = [rows.c[AWAY].is_(None)] if AWAY in rows.c else []
        return [rows.c.customer_id == owner_of(self.home), self.test(rows), *kept, *seen]

    def seen(self, rows: Rows, whole: bool | None) -> list[ColumnElement[bool]]:
        return [] if whole is None else [covered(self.of, whole=whole, rows=rows)]

    @property
    def needs(self) -> frozenset[Any]:
        return frozenset({entity_of(self.of).read})


def owner_of(home: Table) -> ColumnElement[Any]:
    """Name the column that says whose a row is."""
    return home.c["id" if entity_of(home).scope is Scope.SELF else "customer_id"]


def named(column: Column[Any], name: str, label: Words) -> SourceField:
    """Show a column of a joined table under another name."""
    shown = column_field(column, name=name, readonly=True)
    facts = replace(shown.facts, label=label, order=0, required=False, section=None)
    return replace(shown, facts=facts)


def linked(of: Table, home: Table, column: str) -> Hanging:
    """Find the rows that a link of theirs hangs on each row of the home."""
    return hanging(of, home, lambda rows: rows.c[column] == home.c.id, {of.name: (column,)})


def hanging(of: Table, home: Table, test: Test, uses: Uses) -> Hanging:
    """Find rows by a test that may look into other tables, which `uses` names."""
    return Hanging(of, home, test, uses)


def count_of(
    hung: Hanging, name: str, label: Words, *, of: str = "id", order: int = _COUNTED
) -> SourceField:
    """Count what hangs on each row, by one of its columns: each value once."""

    def counted(whole: bool | None) -> ColumnElement[Any]:
        rows = hung.alias()
        what = func.count() if of == "id" else func.count(distinct(rows.c[of]))
        made = select(what).select_from(rows).where(*hung.found(rows, *hung.seen(rows, whole)))
        return made.correlate(hung.home).scalar_subquery()

    return told(hung, name, label, counted, order=order, more={hung.of.name: {of}})


def keys_of(hung: Hanging, name: str, label: Words) -> SourceField:
    """Name what hangs on each row, as far as one value can hold."""

    def named(whole: bool | None) -> ColumnElement[Any]:
        rows = hung.alias()
        made = select(rows.c.id).where(*hung.found(rows, *hung.seen(rows, whole)))
        made = made.order_by(rows.c.id).limit(MOST_NAMED).correlate(hung.home)
        return type_coerce(func.array(made.scalar_subquery()), ARRAY(Uuid))

    return told(hung, name, label, named, order=_COUNTED + 10)


def told(
    hung: Hanging,
    name: str,
    label: Words,
    made: Callable[[bool | None], ColumnElement[Any]],
    *,
    order: int,
    more: Uses | None = None,
) -> SourceField:
    """Make the field of an expression; `made` takes how much of the customers is seen."""
    facts = Field(label=label, personal="none", order=order, widget="integer", filters=False,
                  sorts=False)  # fmt: skip
    field = computed_field(made(None), name=name, facts=facts, needs=frozenset({"read"}))
    return replace(
        field,
        needs=field.needs | hung.needs,
        uses=_joined({hung.home.name: {"id"}}, {hung.of.name: {"id", AWAY}}, hung.uses,
                     placed_by(hung.of), more or {}),
        covered=made,
    )  # fmt: skip


def _joined(*several: Uses) -> dict[str, frozenset[str]]:
    joined: dict[str, frozenset[str]] = {}
    for uses in several:
        for table, columns in uses.items():
            joined[table] = joined.get(table, frozenset()) | frozenset(columns)
    return joined


# -- people at work on a day


def lasting(rows: Rows, start: str = "from_on", end: str = "to_on") -> ColumnElement[bool]:
    """Build the condition that what a row says holds today."""
    today = TODAY
    return and_(rows.c[start] <= today, or_(rows.c[end].is_(None), rows.c[end] >= today))


@dataclass(frozen=True, slots=True)
class Headcount:
    """The tables people are counted from: who is assigned, and what was stated instead."""

    assignment: Table
    job_site: Table

    def field(
        self, home: Table, column: str, *, stated: bool = True, name: str = "people"
    ) -> SourceField:
        """Count who works there today; where nobody is listed, as many as were stated.

        `column`: of an assignment, what it has in common with the home.
        """
        listed = hanging(
            self.assignment, home,
            lambda rows: and_(rows.c[column] == _own(home), lasting(rows)),
            {self.assignment.name: (column, "from_on", "to_on", "person_id", "job_id", "site_id")},
        )  # fmt: skip
        beside = hanging(
            self.job_site, home,
            lambda rows: and_(rows.c[column] == _own(home), ~self._listed(rows)),
            {self.job_site.name: (column, "headcount_override")},
        ) if stated else None  # fmt: skip

        def counted(whole: bool | None) -> ColumnElement[Any]:
            rows = listed.alias()
            one = select(func.count(distinct(rows.c.person_id))).where(
                *listed.found(rows, *listed.seen(rows, whole)))  # fmt: skip
            people: ColumnElement[Any] = one.correlate(home).scalar_subquery()
            if beside is not None:
                other = beside.alias()
                more = select(func.coalesce(func.sum(other.c.headcount_override), 0)).where(
                    *beside.found(other, *beside.seen(other, whole)))  # fmt: skip
                people = people + more.correlate(home).scalar_subquery()
            return type_coerce(people, Integer)

        uses = {} if beside is None else {self.job_site.name: {"id", AWAY, *beside.uses[
            self.job_site.name]}}  # fmt: skip
        return told(listed, name, Words("Addetti oggi", "People today"), counted, order=55,
                    more=uses)  # fmt: skip

    def _listed(self, stated: Rows) -> ColumnElement[bool]:
        """Build the condition that people are listed for a job at a site."""
        rows = self.assignment.alias("listed")
        same = (rows.c.customer_id == stated.c.customer_id, rows.c.job_id == stated.c.job_id,
                rows.c.site_id == stated.c.site_id, rows.c[AWAY].is_(None))  # fmt: skip
        return select(rows.c.id).where(*same, lasting(rows)).correlate(stated).exists()


def _own(home: Table) -> ColumnElement[Any]:
    return home.c.id
