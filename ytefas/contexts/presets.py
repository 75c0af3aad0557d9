"""The sector presets, and one as the firm it makes: places, jobs, activities, things, hazards."""

from typing import Any, Final

from ytefas.contexts.library_offers import (
    MARKS,
    list_actions,
    named,
    own_views,
    record_offers,
    released,
)
from ytefas.contexts.offers import ApplyThisPreset
from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, form, grid, record, split, tabs, words

SOURCE: Final = "lib.presets"
TABLE: Final = "preset"
LABEL = words(it="Modello di settore", en="Sector preset")
PLURAL = words(it="Modelli di settore", en="Sector presets")
FIRM = words(it="L'azienda del modello", en="The firm of the preset")
FIELDS: Final = ("code", "sort", "icon", "name", "name_en", "description", "description_en",
                 "ateco_prefixes")  # fmt: skip
# What the codes in a preset are called.
NAMING: Final = {
    "hazards": "hazard", "departments": "workplace", "activities": "activity",
    "equipment": "equipment", "jobs": "job",
}  # fmt: skip


def _names(source: str) -> CursorSpec:
    columns = ["code", "name", "name_en"]
    return CursorSpec(source, query={"columns": columns}, size=500, readonly=True)


def _all_names() -> dict[str, CursorSpec]:
    return {
        "hazard": _names("lib.hazards"),
        "workplace": _names("lib.workplace_types"),
        "activity": _names("lib.activity_types"),
        "job": _names("lib.job_types"),
        "equipment": _names("lib.equipment_types"),
    }


def _firm(**options: Any) -> Part:
    return Part("preset", {"cursor": "preset", "names": dict(NAMING), **options}, FIRM)


class PresetList(Controller):
    """Presets on the left, the firm that the current one makes on the right."""

    ID = "presets"
    LABEL = PLURAL
    ICON = "layout-template"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE, order=270, group=LIBRARY,
        hint=words(it="Aziende tipo per settore, da cui cominciare",
                   en="Typical firms by sector, to begin with"),
    )  # fmt: skip
    CURSORS = cursors(
        preset=CursorSpec(SOURCE, query={"columns": [
            "code", "sort", "icon", "name", "name_said", "description", "description_en",
            "ateco_prefixes", "content", "origin", "edited", "archived_at",
        ]}),
        **_all_names(),
    )  # fmt: skip
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid("preset", (named("name"), "ateco_prefixes", *MARKS),
                     widths={"name": 264, "name_said": 264, "ateco_prefixes": 128, "origin": 80,
                             "edited": 104},
                     open="open", views=own_views()),
                _firm(readonly=True),
                across="x", sizes=[40, 60],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        ApplyThisPreset,
        *list_actions("preset", new=words(it="Nuovo modello", en="New preset"), table=TABLE),
    )


class PresetRecord(RecordController):
    """What the preset is, and its content to read and to change."""

    ID = "preset"
    LABEL = LABEL
    ICON = "layout-template"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(preset=SOURCE, **_all_names())
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("preset", code="code", title=named("name"), facts=("origin",)),
            tabs(
                _firm(),
                form("preset", FIELDS, label=words(it="Scheda", en="Record")),
                released("preset"),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(ApplyThisPreset, *record_offers("preset", table=TABLE))
