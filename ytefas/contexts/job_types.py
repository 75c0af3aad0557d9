"""Job types of the catalogue, and one with the hazards it suggests."""

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

SOURCE: Final = "lib.job_types"
TABLE: Final = "job_type"
LABEL = words(it="Tipo di mansione", en="Job type")
PLURAL = words(it="Tipi di mansione", en="Job types")


class JobTypeList(Controller):
    """Types above, the hazards that the current one suggests below."""

    ID = "job_types"
    LABEL = PLURAL
    ICON = "id-card"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE,
        order=292,
        group=LIBRARY,
        hint=words(
            it="Mansioni tipiche, con i pericoli che portano",
            en="Typical jobs, with the hazards they bring",
        ),
    )
    CURSORS = cursors(
        job_type=SOURCE,
        hazard_source=CursorSpec(
            "lib.hazard_sources", tracks="job_type", on="job_type_id", readonly=True
        ),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "job_type",
                    (
                        "code",
                        named("name"),
                        "needs_recognised_skill",
                        "alcohol_drug_listed",
                        "hazards",
                        *MARKS,
                    ),
                    widths={
                        "code": 104,
                        "name": 360,
                        "name_said": 360,
                        "needs_recognised_skill": 160,
                        "alcohol_drug_listed": 160,
                        "hazards": 80,
                        "origin": 80,
                        "edited": 104,
                    },
                    open="open",
                    views=own_views(),
                ),
                split(
                    record(
                        "job_type",
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
                        form("job_type", label=words(it="Dati", en="Data"), readonly=True),
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
            "job_type", new=words(it="Nuovo tipo di mansione", en="New job type"), table=TABLE
        ),
    )


class JobTypeRecord(RecordController):
    """One type, and the hazards it suggests."""

    ID = "job_type"
    LABEL = LABEL
    ICON = "id-card"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not what they bring along
    CURSORS = cursors(
        job_type=SOURCE,
        hazard_source=CursorSpec("lib.hazard_sources", tracks="job_type", on="job_type_id"),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("job_type", code="code", title=named("name"), facts=("hazards",)),
            tabs(
                form("job_type", label=words(it="Scheda", en="Record")),
                grid(
                    "hazard_source",
                    ("hazard_code", words(it="hazard", en="hazard_said"), "relevance", *MARKS),
                    widths={"hazard": 400, "hazard_said": 400},
                    editing=["relevance"],
                    open="open_hazard_source",
                    label=words(it="Pericoli che suggerisce", en="Hazards it suggests"),
                ),
                released("job_type"),
            ),
        ),
    )
    ACTIONS = actions(
        *record_offers("job_type", table=TABLE),
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
