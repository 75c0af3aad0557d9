"""The checklists for visits, and one with its questions."""

from typing import Final

from ytefas.contexts.library_offers import (
    MARKS,
    list_actions,
    named,
    own_views,
    record_offers,
    released,
)
from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.record_actions import DeleteRecord, EditRecord, NewRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, words

SOURCE: Final = "lib.checklists"
TABLE: Final = "checklist"
LABEL = words(it="Lista di controllo", en="Checklist")
PLURAL = words(it="Liste di controllo", en="Checklists")


class ChecklistList(Controller):
    """Lists above, the questions of the current one below."""

    ID = "checklists"
    LABEL = PLURAL
    ICON = "list-checks"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=260,
        group=LIBRARY,
        hint=words(
            it="Domande per il sopralluogo, legate ai pericoli",
            en="Questions for a visit, tied to hazards",
        ),
    )
    CURSORS = cursors(
        checklist=SOURCE,
        question=CursorSpec(
            "lib.checklist_items", tracks="checklist", on="checklist_id", readonly=True
        ),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "checklist",
                    ("code", named("name"), "questions", *MARKS),
                    widths={
                        "code": 112,
                        "name": 420,
                        "name_said": 420,
                        "questions": 96,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "checklist",
                        code="code",
                        title=named("name"),
                        facts=("questions",),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "question",
                            ("sort", named("question"), "answer_meaning", "hazard_id"),
                            widths={
                                "sort": 64,
                                "question": 560,
                                "question_said": 560,
                                "answer_meaning": 128,
                                "hazard_id": 280,
                            },
                            label=words(it="Domande", en="Questions"),
                        ),
                        form("checklist", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y",
                    fixed="first",
                ),
                across="y",
                sizes=[62, 38],
            ),
        ),
    )
    ACTIONS = actions(
        *list_actions("checklist", new=words(it="Nuova lista", en="New checklist"), table=TABLE),
    )


class ChecklistRecord(RecordController):
    """One list with its questions as rows."""

    ID = "checklist"
    LABEL = LABEL
    ICON = "list-checks"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        checklist=SOURCE,
        question=CursorSpec("lib.checklist_items", tracks="checklist", on="checklist_id"),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("checklist", code="code", title=named("name"), facts=("questions",)),
            tabs(
                form("checklist", label=words(it="Scheda", en="Record")),
                grid(
                    "question",
                    (
                        "sort",
                        "question",
                        "question_en",
                        "answer_meaning",
                        "hazard_id",
                        "guidance",
                        *MARKS,
                    ),
                    widths={
                        "sort": 64,
                        "question": 400,
                        "question_en": 400,
                        "answer_meaning": 128,
                        "hazard_id": 240,
                        "guidance": 240,
                    },
                    editing=["sort", "question", "question_en", "answer_meaning", "hazard_id"],
                    open="open_question",
                    label=words(it="Domande", en="Questions"),
                ),
                released("checklist"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("checklist", table=TABLE),
        on(
            NewRecord,
            "question",
            id="new_question",
            keys="",
            style="",
            label=words(it="Nuova domanda", en="New question"),
        ),
        on(
            EditRecord,
            "question",
            id="open_question",
            keys="",
            label=words(it="Apri domanda", en="Open question"),
        ),
        on(
            DeleteRecord,
            "question",
            id="delete_question",
            label=words(it="Togli domanda", en="Take question off"),
        ),
    )
