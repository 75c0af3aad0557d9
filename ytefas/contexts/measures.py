"""The typical measures of the catalogue, and one with the hazards it stands against."""

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

SOURCE: Final = "lib.measures"
TABLE: Final = "measure_template"
LABEL = words(it="Misura tipo", en="Typical measure")
PLURAL = words(it="Misure tipo", en="Typical measures")


class MeasureList(Controller):
    """Measures above, the hazards of the current one below."""

    ID = "measures"
    LABEL = PLURAL
    ICON = "shield-check"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=220,
        group=LIBRARY,
        hint=words(
            it="Che cosa si fa contro i pericoli, dall'eliminazione ai DPI",
            en="What is done about hazards, from elimination to PPE",
        ),
    )
    CURSORS = cursors(
        measure=SOURCE,
        link=CursorSpec("lib.hazard_measures", tracks="measure", on="measure_id", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "measure",
                    (
                        "code",
                        named("text"),
                        "kind",
                        "ppe_type_id",
                        "course_id",
                        "exam_id",
                        "hazards",
                        *MARKS,
                    ),
                    widths={
                        "code": 104,
                        "text": 440,
                        "text_said": 440,
                        "kind": 168,
                        "ppe_type_id": 208,
                        "course_id": 208,
                        "exam_id": 208,
                        "hazards": 80,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "measure",
                        code="code",
                        title=named("text"),
                        facts=("kind", "default_state"),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "link",
                            ("hazard_code", words(it="hazard", en="hazard_said")),
                            widths={"hazard": 420, "hazard_said": 420},
                            label=words(it="Pericoli", en="Hazards"),
                        ),
                        form("measure", label=words(it="Dati", en="Data"), readonly=True),
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
        *list_actions("measure", new=words(it="Nuova misura", en="New measure"), table=TABLE),
    )


class MeasureRecord(RecordController):
    """One measure: its kind, what it takes, the hazards it stands against."""

    ID = "measure"
    LABEL = LABEL
    ICON = "shield-check"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        measure=SOURCE,
        link=CursorSpec("lib.hazard_measures", tracks="measure", on="measure_id", readonly=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("measure", code="code", title=named("text"), facts=("kind", "default_state")),
            tabs(
                form("measure", label=words(it="Scheda", en="Record")),
                grid(
                    "link",
                    ("hazard_code", words(it="hazard", en="hazard_said")),
                    widths={"hazard": 420, "hazard_said": 420},
                    label=words(it="Pericoli", en="Hazards"),
                ),
                released("measure"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("measure", table=TABLE),
    )
