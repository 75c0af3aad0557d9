"""What is done to the records of a list, or to the one of a form: the same everywhere.

Each acts on the current row of a cursor (`CURSOR`), or on the rows that `options.keys` names; keys
that the cursor does not show are not there. `on` says the same action of another cursor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, TypeVar, cast
from uuid import uuid4

from typing_extensions import override

from ytefas.errors import NotFound, TooLarge
from ytefas.framework.tree.node import Phase
from ytefas.framework.work.action import Action
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.gate import parse_keys
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.many import begin_many, is_several
from ytefas.framework.work.owning import owner_of
from ytefas.framework.work.rows import is_group
from ytefas.framework.work.view import Plain, words

MOST_OPENED: Final = 10  # at once: each becomes a tab
ROWS: Final = "rows"

A = TypeVar("A", bound="OnCursor")


def on(action: type[A], cursor: str, **declared: Any) -> type[A]:
    """Say an action of another cursor, with other words if they differ (`id=`, `label=`, …)."""
    members = {name.upper(): value for name, value in declared.items()}
    name = f"{action.__name__}Of{cursor.title()}"
    told = {"CURSOR": cursor, "__doc__": action.__doc__, "__module__": action.__module__}
    return cast("type[A]", type(name, (action,), {**told, **members}))


class OnCursor(Action):
    """Acts on rows of a cursor of its controller."""

    CURSOR: ClassVar[str] = ROWS
    NEEDS: ClassVar[Operation] = Operation.VIEW  # what its user may do with the source

    @override
    def describe(self, language: str) -> Plain:
        return {**super().describe(language), "cursor": self.CURSOR}

    @property
    def controller(self) -> Controller:
        return cast("Controller", self.provider)

    @property
    def cursor(self) -> Cursor:
        return self.controller.cursors[self.CURSOR]

    @property
    def current(self) -> Key | None:
        found = self.cursor.current_id
        return None if found is None or is_group(found) else found

    @override
    def permitted(self) -> bool:
        context = self.node_context
        if context is None or not super().permitted():
            return False
        return self.may(self.controller.owner)

    @override
    def granted(self) -> bool:
        """Ask for the customer all of its rows are of, where they are of one."""
        master = self.cursor.master
        return master is None or self.may(owner_of(master))

    def may(self, owner: Key | None) -> bool:
        context = self.controller.context
        return bool(
            context.application.permits(
                context.principal, self.REQUIRES, self.NEEDS, self.cursor.source, owner
            )
        )

    @override
    def enabled(self) -> bool:
        return self.current is not None

    async def keys(self, options: Mapping[str, Any], most: int = 1000) -> tuple[Key, ...]:
        """Give the rows it is about: those that are named, else the current one."""
        given = options.get("keys") or ()
        if isinstance(given, list | tuple) and len(given) > most:
            raise TooLarge(reason="rows", limit=most)
        named = tuple(dict.fromkeys(parse_keys(given)))
        if not named:
            if self.current is None:
                raise NotFound
            return (self.current,)
        for key in named:
            if not await self.cursor.offers(key):
                raise NotFound
        return named


class OnRecord(OnCursor):
    """Starts an operation on rows."""

    OPERATION: ClassVar[Operation]
    CATEGORIES = frozenset({"record"})
    WISHES: ClassVar[frozenset[str]] = frozenset()  # the categories of the screen it asks for

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        opened = None
        for key in await self.keys(options, MOST_OPENED):
            content = Content(self.cursor.source, (key,))
            intent = Intent(self.OPERATION, content, categories=self.WISHES)
            opened = await self.controller.begin(intent)
        return None if opened is None else opened.node_name


class BulkEditRecords(OnCursor):
    """Change fields of many rows at once; every list that opens its rows offers it."""

    ID = "bulk_edit"
    NEEDS = Operation.EDIT
    CATEGORIES = frozenset({"record", "more", "menu", "many"})
    LABEL = words(it="Modifica in blocco…", en="Bulk edit…")
    HINT = words(it="Gli stessi campi per tutte le righe scelte, con anteprima e annullamento",
                 en="The same fields for all chosen rows, with a preview and undoing")  # fmt: skip
    ICON = "list-checks"
    ORDER = 50

    @override
    def visible(self) -> bool:
        return not self.cursor.spec.readonly

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        return await begin_many(self.controller, self.cursor, "edit", options)


class OpenRecord(OnRecord):
    """Look at the current row."""

    ID = "open"
    OPERATION = Operation.VIEW
    LABEL = words(it="Apri", en="Open")
    HINT = words(it="Apri la scheda di questa riga", en="Open the record of this row")
    ICON = "folder-open"
    KEYS = "Enter"

    @override
    @classmethod
    def along(cls) -> tuple[type[Action], ...]:
        name = BulkEditRecords.ID if cls.CURSOR == ROWS else f"{BulkEditRecords.ID}_{cls.CURSOR}"
        return (on(BulkEditRecords, cls.CURSOR, id=name),)


class EditRecord(OnRecord):
    """Change the current row."""

    ID = "edit"
    OPERATION = NEEDS = Operation.EDIT
    LABEL = words(it="Modifica", en="Edit")
    HINT = words(it="Apri la scheda per modificarla", en="Open the record to change it")
    ICON = "pencil"
    KEYS = "$mod+Enter"

    @override
    def visible(self) -> bool:
        return not self.cursor.spec.readonly


class NewRecord(OnCursor):
    """Make a row, beginning with what the list is restricted to."""

    ID = "new"
    NEEDS = Operation.CREATE
    CATEGORIES = frozenset({"list"})
    LABEL = words(it="Nuovo", en="New")
    HINT = words(it="Aggiungi un elemento a questo elenco", en="Add a record to this list")
    ICON = "plus"
    KEYS = "Alt+KeyN"
    STYLE = "primary"

    @override
    def enabled(self) -> bool:
        return self.cursor.master is None or self.cursor.master.current_id is not None

    @override
    def visible(self) -> bool:
        return not self.cursor.spec.readonly

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        content = Content(self.cursor.source, values=dict(self.cursor.bounds.columns))
        return (await self.controller.begin(Intent(Operation.CREATE, content))).node_name


class NewBelow(NewRecord):
    """Make a row inside the current one, in the tree it stands in."""

    ID = "new_below"
    PARENT: ClassVar[str] = "parent_id"
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Nuovo all'interno", en="New inside")
    HINT = words(it="Aggiungi dentro la riga corrente", en="Add inside the current row")
    ICON = "list-tree"
    KEYS = ""
    STYLE = ""

    @override
    def enabled(self) -> bool:
        return self.current is not None

    @override
    def granted(self) -> bool:
        return self.may(owner_of(self.cursor))

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        values = {**dict(self.cursor.bounds.columns), self.PARENT: key}
        content = Content(self.cursor.source, values=values)
        return (await self.controller.begin(Intent(Operation.CREATE, content))).node_name


class _Changing(OnCursor):
    """Does something to rows at once."""

    NEEDS = Operation.DELETE
    CATEGORIES = frozenset({"record", "more", "many"})

    @override
    def visible(self) -> bool:
        return not self.cursor.spec.readonly


class ArchiveRecord(_Changing):
    """Put rows away: they leave the lists, stay readable, and can be taken out again."""

    ID = "archive"
    LABEL = words(it="Archivia", en="Archive")
    HINT = words(it="Toglie dagli elenchi senza cancellare nulla",
                 en="Takes it off the lists, deletes nothing")  # fmt: skip
    ICON = "archive"
    STYLE = "danger"
    CONFIRM = words(
        it="Archiviare? Esce dagli elenchi e dalle scelte con tutto ciò che contiene. Resta "
        "leggibile, e si può ripristinare quando serve.",
        en="Archive it? It leaves lists and choices with everything it holds. It stays readable, "
        "and can be restored at any time.",
    )

    _gone: frozenset[Key] = frozenset()  # what it put away last: that alone it takes out again

    @override
    def visible(self) -> bool:
        return super().visible() and not self.cursor.state["archived"]

    @override
    def enabled(self) -> bool:
        return super().enabled() or bool(self._gone)

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        if options.get("undo"):
            return await self._undo(parse_keys(options.get("keys") or ()))
        if is_several(options):
            return await begin_many(self.controller, self.cursor, "archive", options)
        keys = await self.keys(options)
        await self.cursor.put_away(keys, idempotency_key=str(uuid4()))
        self._gone = frozenset(keys)
        return {"archived": list(keys)}

    async def _undo(self, keys: tuple[Key, ...]) -> Any:
        if not keys or not self._gone.issuperset(keys):
            raise NotFound
        await self.cursor.take_out(keys, idempotency_key=str(uuid4()))
        self._gone = frozenset()
        return {"restored": list(keys)}


class RestoreRecord(_Changing):
    """Take rows out again, with what went away with them."""

    ID = "restore"
    LABEL = words(it="Ripristina", en="Restore")
    HINT = words(it="Rimette negli elenchi, con ciò che era stato archiviato insieme",
                 en="Puts it back on the lists, with what was archived with it")  # fmt: skip
    ICON = "archive-restore"

    @override
    def visible(self) -> bool:
        cursor = self.cursor
        asked = cursor.state["params"].raw.get("filter")
        return super().visible() and (cursor.state["archived"] or "archived_at" in str(asked))

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        if is_several(options):
            return await begin_many(self.controller, self.cursor, "restore", options)
        keys = await self.keys(options)
        await self.cursor.take_out(keys, idempotency_key=str(uuid4()))
        return {"restored": list(keys)}


class DeleteRecord(_Changing):
    """Delete rows for good; refused where anything refers to them."""

    ID = "delete"
    LABEL = words(it="Elimina", en="Delete")
    HINT = words(it="Solo ciò a cui nulla fa riferimento", en="Only what nothing refers to")
    ICON = "trash"
    STYLE = "danger"
    CONFIRM = words(
        it="Eliminare per sempre? Non si può annullare. Se qualcosa vi fa riferimento non viene "
        "eliminato: in quel caso archivialo.",
        en="Delete for good? It cannot be undone. What anything refers to is not deleted: archive "
        "it instead.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        if is_several(options):
            return await begin_many(self.controller, self.cursor, "delete", options)
        keys, controller = await self.keys(options), self.controller
        await self.cursor.remove(keys, idempotency_key=str(uuid4()))
        content = controller.intent.content
        if content is not None and content.source == self.cursor.source and content.len == 1:
            _ = controller.desk.closing(controller)
        return {"deleted": list(keys)}


class _Neighbour(OnCursor):
    """Shows the next record of the list this form was opened from, without closing it."""

    CATEGORIES = frozenset({"neighbour"})
    STEP: ClassVar[int]

    @property
    def list(self) -> Cursor | None:
        """The cursor of the opener that shows the same source."""
        origin = self.controller.origin
        if origin is None or origin.node_phase is not Phase.BOUND:
            return None
        same = (one for one in origin.cursors.values() if one.source == self.cursor.source)
        return next(same, None)

    @override
    def visible(self) -> bool:
        return self.list is not None

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        listed, current = self.list, self.current
        if listed is None or current is None:
            raise NotFound
        key = await listed.beside(current, self.STEP)
        if key is None or not await self.controller.turn_to(self.CURSOR, key):
            return None
        await listed.move(key)
        return key


class PreviousRecord(_Neighbour):
    """Go to the record above."""

    ID = "previous"
    STEP = -1
    LABEL = words(it="Precedente", en="Previous")
    ICON = "chevron-up"
    KEYS = "Alt+PageUp"


class NextRecord(_Neighbour):
    """Go to the record below."""

    ID = "next"
    STEP = 1
    LABEL = words(it="Successivo", en="Next")
    ICON = "chevron-down"
    KEYS = "Alt+PageDown"


LIST_ACTIONS: Final = (OpenRecord, EditRecord, NewRecord, ArchiveRecord, RestoreRecord,
                       DeleteRecord)  # fmt: skip
