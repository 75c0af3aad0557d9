"""What a new record begins with: the values it was asked with, and what somebody called it.

Who looks for a record by its name and does not find it has typed the name already: it comes among
the options of the intent (`named`), for only the source knows which of its fields names a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ytefas.framework.work.controller import Controller
    from ytefas.framework.work.cursor import Cursor

NAMED: Final = "named"


def begun_with(controller: Controller, cursor: Cursor) -> dict[str, Any]:
    """Give the values of the intent; its name goes where a name is written, if it is a text."""
    intent = controller.intent
    values = {} if intent.content is None else dict(intent.content.values)
    called = intent.options.get(NAMED)
    if not isinstance(called, str) or not called.strip():
        return values
    described = controller.application.cursors.describe(cursor.source, controller)
    name = described.get("names_by")
    fields = (one for one in described["fields"] if one["name"] == name)
    if any(_is_written(one) for one in fields):
        values.setdefault(str(name), called.strip())
    return values


def _is_written(field: dict[str, Any]) -> bool:
    plain = not field.get("choices") and not field.get("reference")
    return field["type"] == "text" and plain and not field.get("readonly")
