"""Screens nobody has drawn: for every source a list, a record, and forms to make and change one.

They come from the source's own facts and stand at a low priority, so any controller written by hand
wins. With them, adding an entity is one file: its table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.bulk import TITLE, Bulk
from ytefas.framework.work.condition import Condition
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.default_views import form_view, list_view, record_view
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.many import screen_of
from ytefas.framework.work.record_actions import (
    LIST_ACTIONS,
    ROWS,
    ArchiveRecord,
    DeleteRecord,
    NextRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import SourceFacts, View

PRIORITY: Final = -100
RECORD_PRIORITY: Final = -90  # looked at and changed in one place, where that can be
RECORD: Final = "record"
RECORD_ACTIONS: Final = (PreviousRecord, NextRecord, ArchiveRecord, RestoreRecord, DeleteRecord)


def default_controllers(sources: Iterable[SourceFacts]) -> list[type[Controller]]:
    """Derive the screens of every source that has none of its own."""
    return [controller for facts in sources for controller in _derived(facts)]


def _derived(facts: SourceFacts) -> Iterable[type[Controller]]:
    name = facts.name.replace(".", "_")
    of_it = Content.source == facts.name
    listing = cursors(rows=CursorSpec(facts.name, readonly=not facts.writable))
    choosing = cursors(rows=CursorSpec(facts.name, readonly=True))
    reading = cursors(record=CursorSpec(facts.name, readonly=True))
    writing = cursors(record=facts.name)
    offered = actions(*(one for one in LIST_ACTIONS if _suits(one, facts)))
    yield _made(
        facts, f"{name}_list", Operation.VIEW, of_it & (Content.len != 1),
        CURSORS=listing, VIEW=list_view(facts, ROWS), ACTIONS=offered, LABEL=facts.plural,
    )  # fmt: skip
    yield _made(
        facts, f"{name}_view", Operation.VIEW, of_it & (Content.len == 1),
        CURSORS=reading, VIEW=form_view(facts, RECORD),
    )  # fmt: skip
    yield _made(
        facts, f"{name}_pick", Operation.PICK, of_it,
        CURSORS=choosing, VIEW=list_view(facts, ROWS, type="Pick"), MODAL=True,
    )  # fmt: skip
    if not facts.writable:
        return
    yield _made(
        facts, f"{name}_record", None, of_it & (Content.len == 1), RecordController,
        CURSORS=writing, VIEW=record_view(facts, RECORD), PRIORITY=RECORD_PRIORITY,
        ACTIONS=actions(*(on(one, RECORD) for one in RECORD_ACTIONS if _suits(one, facts))),
    )  # fmt: skip
    yield _made(
        facts, f"{name}_edit", Operation.EDIT, of_it & (Content.len == 1),
        CURSORS=writing, VIEW=form_view(facts, RECORD),
    )  # fmt: skip
    yield _made(
        facts, f"{name}_create", Operation.CREATE, of_it & (Content.len == 0),
        CURSORS=writing, VIEW=form_view(facts, RECORD), MODAL=True,
    )  # fmt: skip
    yield _made(
        facts, screen_of(facts.name), Operation.EDIT, of_it, Bulk,
        CURSORS=writing, VIEW=View("Bulk", title=TITLE), LABEL=TITLE,
    )  # fmt: skip


def _suits(action: type[Action], facts: SourceFacts) -> bool:
    return facts.archivable or action not in {ArchiveRecord, RestoreRecord}


def _made(
    facts: SourceFacts,
    name: str,
    operation: Operation | None,
    content: Condition,
    base: type[Controller] = Controller,
    **declared: Any,
) -> type[Controller]:
    members = {
        "__doc__": f"The default {operation or RECORD} of {facts.name}.",
        "__module__": __name__,
        "ID": name,
        "CONTENT": frozenset({content}),
        "PRIORITY": PRIORITY,
        "LABEL": declared.get("LABEL") or facts.label,
        "ICON": facts.icon,
        "VIEW": View("Form"),
        **({"OPERATION": operation} if operation else {}),
    }
    return type(name, (base,), {**members, **{k: v for k, v in declared.items() if v}})
