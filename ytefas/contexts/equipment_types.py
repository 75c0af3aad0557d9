"""Equipment types of the catalogue, and one with the hazards it suggests."""

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

SOURCE: Final = "lib.equipment_types"
TABLE: Final = "equipment_type"
LABEL = words(it="Tipo di attrezzatura", en="Equipment type")
PLURAL = words(it="Tipi di attrezzatura", en="Equipment types")


class EquipmentTypeList(Controller):
    """Types above, the hazards that the current one suggests below."""

    ID = "equipment_types"
    LABEL = PLURAL
    ICON = "cog"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=293,
        group=LIBRARY,
        hint=words(
            it="Attrezzature con verifiche, abilitazioni e pericoli",
            en="Equipment with inspections, licences and hazards",
        ),
    )
    CURSORS = cursors(
        equipment_type=SOURCE,
        hazard_source=CursorSpec(
            "lib.hazard_sources", tracks="equipment_type", on="equipment_type_id", readonly=True
        ),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "equipment_type",
                    (
                        "code",
                        named("name"),
                        "annex7_check",
                        "check_months",
                        "check_kind",
                        "course_id",
                        "hazards",
                        *MARKS,
                    ),
                    widths={
                        "code": 104,
                        "name": 360,
                        "name_said": 360,
                        "annex7_check": 120,
                        "check_months": 96,
                        "check_kind": 160,
                        "course_id": 240,
                        "hazards": 80,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "equipment_type",
                        code="code",
                        title=named("name"),
                        facts=("annex7_check", "check_kind"),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "hazard_source",
                            ("hazard_code", words(it="hazard", en="hazard_said"), "relevance"),
                            widths={"hazard": 400, "hazard_said": 400},
                            label=words(it="Pericoli che suggerisce", en="Hazards it suggests"),
                        ),
                        form("equipment_type", label=words(it="Dati", en="Data"), readonly=True),
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
            "equipment_type",
            new=words(it="Nuovo tipo di attrezzatura", en="New equipment type"),
            table=TABLE,
        ),
    )


class EquipmentTypeRecord(RecordController):
    """One type, and the hazards it suggests."""

    ID = "equipment_type"
    LABEL = LABEL
    ICON = "cog"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not what they bring along
    CURSORS = cursors(
        equipment_type=SOURCE,
        hazard_source=CursorSpec(
            "lib.hazard_sources", tracks="equipment_type", on="equipment_type_id"
        ),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "equipment_type",
                code="code",
                title=named("name"),
                facts=("annex7_check", "check_kind"),
            ),
            tabs(
                form("equipment_type", label=words(it="Scheda", en="Record")),
                grid(
                    "hazard_source",
                    ("hazard_code", words(it="hazard", en="hazard_said"), "relevance", *MARKS),
                    widths={"hazard": 400, "hazard_said": 400},
                    editing=["relevance"],
                    open="open_hazard_source",
                    label=words(it="Pericoli che suggerisce", en="Hazards it suggests"),
                ),
                released("equipment_type"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("equipment_type", table=TABLE),
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
