"""The words of the studio for sorting records, with their colours."""

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    EditRecord,
    NewRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.view import View, grid, words

LABEL = words(it="Etichette", en="Tags")


class TagList(Controller):
    """The list of the tags."""

    ID = "record_tags"
    LABEL = LABEL
    ICON = "tag"
    CONTENT = frozenset({(Content.source == "doc.tags") & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source="doc.tags", order=455, group=STUDIO,
        hint=words(it="Le parole con cui ordinare clienti e schede",
                   en="The words to sort customers and records by"),
    )  # fmt: skip
    CURSORS = cursors(tag="doc.tags")
    VIEW = View(
        "List",
        title=LABEL,
        parts=(grid("tag", ("name", "colour"), widths={"name": 320, "colour": 160},
                    editing=["name", "colour"], open="open"),),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "tag", label=words(it="Nuova etichetta", en="New tag")),
        on(EditRecord, "tag", id="open", keys="Enter", label=words(it="Apri", en="Open")),
        on(ArchiveRecord, "tag"),
        on(RestoreRecord, "tag"),
        on(DeleteRecord, "tag"),
    )  # fmt: skip
