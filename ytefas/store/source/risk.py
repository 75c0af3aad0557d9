"""What lists of calculations show beside their own columns: whose, where, how bad, in one word."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, case, func, literal

from schema.base import Field, Needs, Words, tables
from ytefas.store.query.query import Order
from ytefas.store.source.field import SourceField, column_field, computed_field
from ytefas.store.source.source import HIDDEN, Source
from ytefas.store.source.sql import Join

_all: Final = tables()
customer, site, department, job, calculation = (
    _all[name] for name in ("customer", "site", "department", "job", "calculation")
)
own_method: Final = _all["evaluation_method"]
_READ: Final[frozenset[Needs]] = frozenset({"read"})
_STAFF: Final[frozenset[Needs]] = frozenset({"read", "consultant"})
_UNFINISHED: Final = Words("? Da completare", "? Unfinished")
# What only programs and screens made for it read: not offered as columns of a list.
_INNER: Final = frozenset({
    "inputs", "after", "outcome", "after_outcome", "band", "after_band", "word", "word_en",
    "after_word", "after_word_en", "method_name_en", "matrix_id",
})  # fmt: skip


def _named(column: Any, name: str, label: Words) -> SourceField:
    """Show a column of a joined table under another name."""
    shown = column_field(column, name=name, readonly=True)
    told = replace(shown.facts, label=label, order=0, required=False, section=None, help=None)
    return replace(shown, facts=told)


def _facts(label: Words, order: int, **more: Any) -> Field:
    return Field(label=label, personal="none", order=order, **more)


def _rating(before: str, label: Words, *, english: bool) -> SourceField:
    """Say level and word in one, as a badge draws them: `3 Alto`; what is open has no level."""
    level = calculation.c[f"{before}level"]
    italian = calculation.c[f"{before}word"]
    word: ColumnElement[Any] = italian
    if english:
        word = func.coalesce(func.nullif(calculation.c[f"{before}word_en"], ""), italian)
    open_ = _UNFINISHED.en if english else _UNFINISHED.it
    said = case(
        (level == "x", literal(open_, Text)),
        (level.is_not(None), func.concat_ws(" ", level, word, type_=Text)),
    )
    name = f"{before}rating_said" if english else f"{before}rating"
    return computed_field(said, name=name, needs=_READ, facts=_facts(label, 3, widget="rating"))


def _matrix() -> SourceField:
    """Say which of the studio's own matrices a calculation was rated with, in which version."""
    label = Words("Matrice dello studio", "Studio's matrix")
    return replace(_named(own_method.c.id, "matrix_id", label), needs=_STAFF, target=own_method)


def _calculations() -> Source:
    place, where = Words("Sede", "Site"), Words("Reparto", "Department")
    rating, after = Words("Esito", "Result"), Words("Esito dopo", "Result after")
    said = func.coalesce(
        func.nullif(calculation.c.method_name_en, ""), calculation.c.method_name, type_=Text
    )
    made = Source(
        calculation,
        joins=(
            Join(customer, calculation.c.customer_id == customer.c.id),
            Join(site, and_(calculation.c.customer_id == site.c.customer_id,
                            calculation.c.site_id == site.c.id)),
            Join(department, and_(calculation.c.customer_id == department.c.customer_id,
                                  calculation.c.department_id == department.c.id)),
            Join(job, and_(calculation.c.customer_id == job.c.customer_id,
                           calculation.c.job_id == job.c.id)),
            Join(own_method, and_(calculation.c.method == own_method.c.code,
                                  calculation.c.version == own_method.c.version)),
        ),
        fields=(
            _named(customer.c.code, "customer_code", Words("Cliente", "Customer")),
            _named(customer.c.legal_name, "customer_name", Words("Ragione sociale", "Legal name")),
            _named(site.c.name, "site_name", place),
            _named(department.c.name, "department_name", where),
            _named(job.c.name, "job_name", Words("Mansione", "Job")),
            computed_field(said, name="method_name_said", needs=_READ,
                           facts=_facts(Words("Metodo", "Method"), 2)),
            _matrix(),
            _rating("", rating, english=False),
            _rating("", rating, english=True),
            _rating("after_", after, english=False),
            _rating("after_", after, english=True),
        ),
    )  # fmt: skip
    made.hidden = HIDDEN | _INNER
    made.order = (Order("rating", descending=True), Order("title"))  # the worst first
    return made


def _own_methods() -> Source:
    """Show the studio's own methods, each with its edition as one speaks of it."""
    said = func.concat(literal("v", Text), own_method.c.version, type_=Text)
    facts = _facts(Words("Edizione", "Edition"), 2, filters=False, sorts=False)
    needs: frozenset[Needs] = frozenset({"consultant"})
    told = replace(computed_field(said, name="edition", facts=facts, needs=needs), needs=needs)
    made = Source(own_method, fields=(told,))
    made.hidden = HIDDEN | {"edition"}
    return made


def risk_sources() -> dict[str, Source]:
    """Make the sources of calculations, and of what the studio rates with."""
    return {made.name: made for made in (_calculations(), _own_methods())}
