"""Importing a spreadsheet: the wizard for one customer, and the list of what was imported."""

from typing import Final

from ytefas.contexts.places import STUDIO
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import OpenRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, grid, record, split, words

SOURCES: Final = frozenset({
    "org.sites", "org.departments", "org.jobs", "org.persons", "org.equipment", "org.substances",
})  # fmt: skip


class ImportSheet(Controller):
    """Takes a sheet in, step by step; it asks the service, and keeps nothing itself."""

    ID = "import_sheet"
    LABEL = words(it="Importa da foglio", en="Import from a sheet")
    ICON = "file-spreadsheet"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == one) & (Content.len == 0) for one in SOURCES})
    REQUIRED_CATEGORIES = frozenset({"import"})
    VIEW = View("Import", title=LABEL)


class ImportList(Controller):
    """What was imported, and taking it back."""

    ID = "imports"
    LABEL = words(it="Importazioni", en="Imports")
    ICON = "file-spreadsheet"
    CONTENT = frozenset({(Content.source == "org.imports") & (Content.len == 0)})
    NAVIGATION = navigation(
        source="org.imports", order=470, group=STUDIO,
        requires=frozenset({"edit"}),  # who only looks has nothing to take in or back
        hint=words(it="I fogli importati, con il risultato e l'annullamento",
                   en="The sheets that were imported, with their outcome and undoing"),
    )  # fmt: skip
    CURSORS = cursors(batch=CursorSpec("org.imports", readonly=True))
    VIEW = View(
        "MasterDetail",
        title=LABEL,
        parts=(
            split(
                grid(
                    "batch",
                    ("file_name", "target", "customer_id", "state", "created_at", "rows",
                     "created_rows", "updated_rows", "unchanged_rows", "skipped_rows",
                     "made_rows"),
                    widths={"file_name": 260, "target": 120, "customer_id": 220, "state": 140,
                            "rows": 72, "created_rows": 72, "updated_rows": 88,
                            "unchanged_rows": 80, "skipped_rows": 72, "made_rows": 104},
                    open="open",
                ),
                split(
                    record("batch", title="file_name",
                           facts=("target", "state", "rows", "undone_at")),
                    Part("import-undo", {"cursor": "batch"}),
                    across="y", fixed="first",
                ),
                across="y", sizes=[62, 38],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(on(OpenRecord, "batch", label=words(it="Apri scheda", en="Open record")))
