"""What the screens of the catalogue share: back to the release's words, and how a list looks."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from typing_extensions import override

from ytefas.framework.tree.node import Node
from ytefas.framework.work.action import Action
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    NextRecord,
    OnCursor,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.view import Part, Words, ready, words
from ytefas.services.library import NAME as LIBRARY_SERVICE, Library

MARKS: Final = ("origin", "edited")  # the columns that say whose a row is


def named(column: str) -> Words:
    """Name a spoken column: the English where English is read."""
    return words(it=column, en=f"{column}_said")


def released(cursor: str) -> Part:
    """Show what the studio changed in a record, beside the words of its release."""
    label = words(it="Confronto con l'edizione", en="Compared with the release")
    return Part("released", {"cursor": cursor}, label)


def own_views() -> tuple[Part, ...]:
    """Offer the two ways of looking at a library: what the studio changed, what it added."""
    return (
        ready("edited", words(it="Modificati dallo studio", en="Edited by the studio"),
              ("edited", "eq", True)),
        ready("own", words(it="Aggiunti dallo studio", en="Added by the studio"),
              ("origin", "eq", "studio")),
    )  # fmt: skip


def library_of(action: Action) -> Library:
    """Find the service that decides about the catalogue, at the desk of an action."""
    desk = cast("Node", cast("OnCursor", action).controller.desk)
    return cast("Library", desk.node_children[LIBRARY_SERVICE])


class ResetToRelease(OnCursor):
    """Give rows back the words that their release gave them."""

    ID = "reset_to_release"
    NEEDS = Operation.EDIT
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"record", "more", "menu"})
    LABEL = words(it="Torna al testo dell'edizione", en="Back to the release's text")
    HINT = words(it="Toglie le modifiche dello studio da questa voce",
                 en="Takes the studio's changes off this item")  # fmt: skip
    ICON = "undo"
    CONFIRM = words(
        it="Tornare al testo dell'edizione? Le modifiche fatte dallo studio a questa voce vanno "
        "perdute; restano leggibili nel registro.",
        en="Back to the text of the release? The studio's changes to this item are lost; they can "
        "still be read in the audit.",
    )
    TABLE = ""

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        keys = [UUID(str(key)) for key in await self.keys(options)]
        return {"reset": await library_of(self).reset(self.TABLE, keys)}


def list_actions(cursor: str, *, new: Words, table: str) -> tuple[type[Action], ...]:
    """Offer what every list of the catalogue offers."""
    return (
        on(NewRecord, cursor, label=new),
        on(OpenRecord, cursor, label=words(it="Apri scheda", en="Open record")),
        on(ResetToRelease, cursor, table=table),
        on(ArchiveRecord, cursor),
        on(RestoreRecord, cursor),
        on(DeleteRecord, cursor),
    )


def record_offers(cursor: str, *, table: str) -> tuple[type[Action], ...]:
    """Offer what every record of the catalogue offers."""
    return (
        on(PreviousRecord, cursor),
        on(NextRecord, cursor),
        on(ResetToRelease, cursor, table=table),
        on(ArchiveRecord, cursor),
        on(RestoreRecord, cursor),
        on(DeleteRecord, cursor),
    )
