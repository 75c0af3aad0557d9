"""Types of personal protective equipment, and one with the measures that call for it."""

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

SOURCE: Final = "lib.ppe_types"
TABLE: Final = "ppe_type"
LABEL = words(it="Tipo di DPI", en="PPE type")
PLURAL = words(it="Tipi di DPI", en="PPE types")


class PpeList(Controller):
    """Types above, the measures that use the current one below."""

    ID = "ppe_types"
    LABEL = PLURAL
    ICON = "hard-hat"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=230,
        group=LIBRARY,
        hint=words(
            it="Dispositivi di protezione con norma e categoria",
            en="Protective equipment with standard and category",
        ),
    )
    CURSORS = cursors(
        ppe_type=SOURCE,
        measure=CursorSpec("lib.measures", tracks="ppe_type", on="ppe_type_id", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "ppe_type",
                    (
                        "code",
                        named("name"),
                        "body_part",
                        "category",
                        "standard",
                        "practice_required",
                        "measures",
                        *MARKS,
                    ),
                    widths={
                        "code": 104,
                        "name": 300,
                        "name_said": 300,
                        "body_part": 160,
                        "category": 176,
                        "standard": 240,
                        "practice_required": 112,
                        "measures": 80,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "ppe_type",
                        code="code",
                        title=named("name"),
                        facts=("body_part", "category", "standard"),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "measure",
                            (named("text"), "kind", "hazards"),
                            widths={"text": 480, "text_said": 480, "kind": 168},
                            label=words(it="Misure che lo usano", en="Measures that use it"),
                        ),
                        form("ppe_type", label=words(it="Dati", en="Data"), readonly=True),
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
            "ppe_type", new=words(it="Nuovo tipo di DPI", en="New PPE type"), table=TABLE
        ),
    )


class PpeRecord(RecordController):
    """One type of PPE."""

    ID = "ppe_type"
    LABEL = LABEL
    ICON = "hard-hat"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        ppe_type=SOURCE,
        measure=CursorSpec("lib.measures", tracks="ppe_type", on="ppe_type_id", readonly=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "ppe_type",
                code="code",
                title=named("name"),
                facts=("body_part", "category", "standard"),
            ),
            tabs(
                form("ppe_type", label=words(it="Scheda", en="Record")),
                grid(
                    "measure",
                    (named("text"), "kind", "hazards"),
                    widths={"text": 480, "text_said": 480, "kind": 168},
                    label=words(it="Misure che lo usano", en="Measures that use it"),
                ),
                released("ppe_type"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("ppe_type", table=TABLE),
    )
