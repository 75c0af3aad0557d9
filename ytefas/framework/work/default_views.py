"""What a source shows when nobody has drawn a screen for it: its fields, in their order."""

from collections.abc import Sequence
from typing import Any, Final

from ytefas.framework.work.view import (
    FieldFacts,
    SourceFacts,
    View,
    bar,
    form,
    grid,
    record,
)

ENGLISH: Final = "_en"  # ends the English half of a text that is kept in both languages
LONG: Final = frozenset({"document", "notes"})  # too long for a line of a list
UNSEEN: Final = "none"  # the widget of what the program keeps for itself
MOST_COLUMNS: Final = 10


def shown(facts: SourceFacts) -> Sequence[FieldFacts]:
    """List the fields a screen shows when nobody says which."""
    told = (one for one in facts.fields if one.widget != UNSEEN)
    return [one for one in told if not one.hidden and one.name != facts.key]


def listed(facts: SourceFacts) -> Sequence[FieldFacts]:
    """List the columns a grid begins with: what a line can say, and not everything there is.

    Its user adds the others.
    """
    names = {one.name for one in facts.fields}
    short = [
        one
        for one in shown(facts)
        if one.widget not in LONG and one.name.removesuffix(ENGLISH) not in names - {one.name}
    ]
    return short[:MOST_COLUMNS]


def list_view(facts: SourceFacts, cursor: str = "rows", *, type: str = "List") -> View:  # noqa: A002  # the word of the vocabulary
    """Show a source as a grid under its actions; its name opens the record."""
    columns = [facts.said.get(one.name, one.name) for one in listed(facts)]
    opens: dict[str, Any] = {} if type == "Pick" else {"open": "open"}
    return View(type, facts.plural or facts.label, (bar(), grid(cursor, columns, **opens)))


def form_view(facts: SourceFacts, cursor: str = "record", *, type: str = "Form") -> View:  # noqa: A002  # the word of the vocabulary
    """Show one record of a source as a form under its actions."""
    names = [one.name for one in shown(facts)]
    return View(type, facts.label, (bar(), form(cursor, names)))


def record_view(facts: SourceFacts, cursor: str = "record") -> View:
    """Show one record to look at and to change: what it is called, then its fields."""
    names = {one.name for one in facts.fields}
    code = "code" if "code" in names and facts.title != "code" else ""
    told = ("customer_name",) if "customer_name" in names else ()
    title = facts.said.get(facts.title, facts.title) or facts.key
    head = record(cursor, code=code, title=title, facts=told)
    return View("Form", facts.label, (head, form(cursor)))
