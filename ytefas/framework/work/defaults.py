"""Screens nobody has drawn: for every source a list, a record, and forms to make and change one.

They come from the source's own facts and stand at a low priority, so any controller written by hand
wins. With them, adding an entity is one file: its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, cast

from typing_extensions import override

from ytefas.errors import NotFound
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.condition import Condition
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import SourceFacts, View, form_view, list_view, words

PRIORITY: Final = -100
ROWS, RECORD = "rows", "record"


class OnRecord(Action):
    """Starts an operation on the current row of a list."""

    OPERATION: ClassVar[Operation]
    CATEGORIES = frozenset({"record"})

    @property
    def controller(self) -> Controller:
        return cast("Controller", self.provider)

    @property
    def current(self) -> Key | None:
        return self.controller.cursors[ROWS].current_id

    @override
    def enabled(self) -> bool:
        return self.current is not None

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        if self.current is None:
            raise NotFound
        source = self.controller.cursors[ROWS].source
        opened = await self.controller.begin(
            Intent(self.OPERATION, Content(source, (self.current,)))
        )
        return opened.node_name


class OpenRecord(OnRecord):
    """Look at the current row."""

    ID = "open"
    OPERATION = Operation.VIEW
    LABEL = words(it="Apri", en="Open")
    ICON = "open"
    KEYS = "Enter"


class EditRecord(OnRecord):
    """Change the current row."""

    ID = "edit"
    OPERATION = Operation.EDIT
    LABEL = words(it="Modifica", en="Edit")
    ICON = "edit"
    KEYS = "F2"

    @override
    def visible(self) -> bool:
        return not self.controller.cursors[ROWS].spec.readonly


class NewRecord(Action):
    """Make a row, beginning with what the list is restricted to."""

    ID = "new"
    CATEGORIES = frozenset({"list"})
    LABEL = words(it="Nuovo", en="New")
    ICON = "plus"
    KEYS = "Insert"

    @override
    def visible(self) -> bool:
        return not cast("Controller", self.provider).cursors[ROWS].spec.readonly

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        controller = cast("Controller", self.provider)
        rows = controller.cursors[ROWS]
        content = Content(rows.source, values=dict(rows.bounds.columns))
        return (await controller.begin(Intent(Operation.CREATE, content))).node_name


def default_controllers(sources: Iterable[SourceFacts]) -> list[type[Controller]]:
    """Derive the screens of every source that has none of its own."""
    return [controller for facts in sources for controller in _derived(facts)]


def _derived(facts: SourceFacts) -> Iterable[type[Controller]]:
    name = facts.name.replace(".", "_")
    of_it = Content.source == facts.name
    listing = cursors(rows=CursorSpec(facts.name, readonly=not facts.writable))
    reading = cursors(record=CursorSpec(facts.name, readonly=True))
    writing = cursors(record=facts.name)
    offered = actions(OpenRecord, EditRecord, NewRecord)
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
        CURSORS=listing, VIEW=list_view(facts, ROWS, type="Pick"), MODAL=True,
    )  # fmt: skip
    if not facts.writable:
        return
    yield _made(
        facts, f"{name}_edit", Operation.EDIT, of_it & (Content.len == 1),
        CURSORS=writing, VIEW=form_view(facts, RECORD),
    )  # fmt: skip
    yield _made(
        facts, f"{name}_create", Operation.CREATE, of_it & (Content.len == 0),
        CURSORS=writing, VIEW=form_view(facts, RECORD), MODAL=True,
    )  # fmt: skip


def _made(
    facts: SourceFacts, name: str, operation: Operation, content: Condition, **declared: Any
) -> type[Controller]:
    members = {
        "__doc__": f"The default {operation} of {facts.name}.",
        "__module__": __name__,
        "ID": name,
        "OPERATION": operation,
        "CONTENT": frozenset({content}),
        "PRIORITY": PRIORITY,
        "LABEL": declared.get("LABEL") or facts.label,
        "ICON": facts.icon,
        "VIEW": View("Form"),
    }
    return type(name, (Controller,), {**members, **{k: v for k, v in declared.items() if v}})
