"""Workplace types of the catalogue, and one with the hazards it suggests."""

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

SOURCE: Final = "lib.workplace_types"
TABLE: Final = "workplace_type"
LABEL = words(it="Tipo di luogo", en="Workplace type")
PLURAL = words(it="Tipi di luogo", en="Workplace types")


class WorkplaceTypeList(Controller):
    """Types above, the hazards that the current one suggests below."""

    ID = "workplace_types"
    LABEL = PLURAL
    ICON = "warehouse"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=290,
        group=LIBRARY,
        hint=words(
            it="Reparti e locali tipici, con i pericoli che portano",
            en="Typical departments and rooms, with the hazards they bring",
        ),
    )
    CURSORS = cursors(
        workplace_type=SOURCE,
        hazard_source=CursorSpec(
            "lib.hazard_sources", tracks="workplace_type", on="workplace_type_id", readonly=True
        ),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "workplace_type",
                    ("code", named("name"), "hazards", *MARKS),
                    widths={
                        "code": 104,
                        "name": 360,
                        "name_said": 360,
                        "hazards": 80,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "workplace_type",
                        code="code",
                        title=named("name"),
                        facts=("hazards",),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "hazard_source",
                            ("hazard_code", words(it="hazard", en="hazard_said"), "relevance"),
                            widths={"hazard": 400, "hazard_said": 400},
                            label=words(it="Pericoli che suggerisce", en="Hazards it suggests"),
                        ),
                        form("workplace_type", label=words(it="Dati", en="Data"), readonly=True),
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
            "workplace_type",
            new=words(it="Nuovo tipo di luogo", en="New workplace type"),
            table=TABLE,
        ),
    )


class WorkplaceTypeRecord(RecordController):
    """One type, and the hazards it suggests."""

    ID = "workplace_type"
    LABEL = LABEL
    ICON = "warehouse"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not what they bring along
    CURSORS = cursors(
        workplace_type=SOURCE,
        hazard_source=CursorSpec(
            "lib.hazard_sources", tracks="workplace_type", on="workplace_type_id"
        ),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("workplace_type", code="code", title=named("name"), facts=("hazards",)),
            tabs(
                form("workplace_type", label=words(it="Scheda", en="Record")),
                grid(
                    "hazard_source",
                    ("hazard_code", words(it="hazard", en="hazard_said"), "relevance", *MARKS),
                    widths={"hazard": 400, "hazard_said": 400},
                    editing=["relevance"],
                    open="open_hazard_source",
                    label=words(it="Pericoli che suggerisce", en="Hazards it suggests"),
                ),
                released("workplace_type"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("workplace_type", table=TABLE),
        on(
            NewRecord,
            "hazard_source",
            id="new_hazard_source",
            keys="",
            style="",
            label=words(it="Nuovo pericolo suggerito", en="New suggested hazard"),
        ),
        on(
            EditRecord,
            "hazard_source",
            id="open_hazard_source",
            keys="",
            label=words(it="Apri collegamento", en="Open link"),
        ),
        on(
            DeleteRecord,
            "hazard_source",
            id="delete_hazard_source",
            label=words(it="Togli pericolo", en="Take hazard off"),
        ),
    )
