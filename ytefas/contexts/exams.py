"""The health checks, and one with the measures that call for it; they hold no results."""

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
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, words

SOURCE: Final = "lib.exams"
TABLE: Final = "exam"
LABEL = words(it="Accertamento sanitario", en="Health check")
PLURAL = words(it="Accertamenti sanitari", en="Health checks")


class ExamList(Controller):
    """Health checks above, the measures of the current one below."""

    ID = "exams"
    LABEL = PLURAL
    ICON = "stethoscope"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=250,
        group=LIBRARY,
        hint=words(
            it="Per il protocollo del medico competente, senza risultati",
            en="For the occupational physician's protocol, without results",
        ),
    )
    CURSORS = cursors(
        exam=SOURCE,
        measure=CursorSpec("lib.measures", tracks="exam", on="exam_id", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "exam",
                    ("code", named("name"), "default_months", "measures", *MARKS),
                    widths={
                        "code": 104,
                        "name": 400,
                        "name_said": 400,
                        "default_months": 128,
                        "measures": 80,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "exam",
                        code="code",
                        title=named("name"),
                        facts=("default_months",),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "measure",
                            (named("text"), "kind", "hazards"),
                            widths={"text": 480, "text_said": 480, "kind": 168},
                            label=words(it="Misure che lo usano", en="Measures that use it"),
                        ),
                        form("exam", label=words(it="Dati", en="Data"), readonly=True),
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
        *list_actions(
            "exam", new=words(it="Nuovo accertamento", en="New health check"), table=TABLE
        ),
    )


class ExamRecord(RecordController):
    """One health check."""

    ID = "exam"
    LABEL = LABEL
    ICON = "stethoscope"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        exam=SOURCE,
        measure=CursorSpec("lib.measures", tracks="exam", on="exam_id", readonly=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("exam", code="code", title=named("name"), facts=("default_months",)),
            tabs(
                form("exam", label=words(it="Scheda", en="Record")),
                grid(
                    "measure",
                    (named("text"), "kind", "hazards"),
                    widths={"text": 480, "text_said": 480, "kind": 168},
                    label=words(it="Misure che lo usano", en="Measures that use it"),
                ),
                released("exam"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("exam", table=TABLE),
    )
