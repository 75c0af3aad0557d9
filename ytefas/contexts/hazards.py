"""The hazards of the catalogue by family, and one with its measures and what suggests it."""

from typing import Any, Final

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
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import DeleteRecord, EditRecord, NewRecord, OpenRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, links, record, split, tabs, words

SOURCE: Final = "lib.hazards"
TABLE: Final = "hazard"
LABEL = words(it="Pericolo", en="Hazard")
PLURAL = words(it="Pericoli", en="Hazards")
MEASURES = words(it="Misure", en="Measures")
SOURCES = words(it="Da che cosa è suggerito", en="What suggests it")


def _of_hazard(source: str, **options: Any) -> CursorSpec:
    return CursorSpec(source, tracks="hazard", on="hazard_id", **options)


class HazardList(Controller):
    """Families that open, and below them the measures and sources of the current hazard."""

    ID = "hazards"
    LABEL = PLURAL
    ICON = "triangle-alert"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})  # a customer reads names, not the catalogue
    NAVIGATION = navigation(
        source=SOURCE, order=210, group=LIBRARY,
        hint=words(it="Il catalogo dei pericoli, per famiglia, con le misure",
                   en="The catalogue of hazards, by family, with their measures"),
    )  # fmt: skip
    CURSORS = cursors(
        hazard=SOURCE,
        measure=_of_hazard("lib.hazard_measures", readonly=True),
        source=_of_hazard("lib.hazard_sources", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "hazard",
                    ("code", named("name"), "default_method", "specialist_kind",
                     "surveillance_hint", "legal_checked", "measures", "sources", *MARKS),
                    widths={"code": 88, "name": 328, "name_said": 328, "default_method": 176,
                            "specialist_kind": 200, "measures": 72, "sources": 72,
                            "surveillance_hint": 104, "legal_checked": 104, "origin": 80,
                            "edited": 104},
                    open="open", group=["family_id"], views=own_views(),
                ),
                split(
                    record("hazard", code="code", title=named("name"), facts=("default_method",
                           "specialist_kind"), open="open"),
                    tabs(
                        grid("measure", (named("measure"), "kind"),
                             widths={"measure": 560, "measure_said": 560, "kind": 176},
                             label=MEASURES),
                        grid("source", ("source", words(it="what", en="what_said"), "relevance"),
                             widths={"what": 360, "what_said": 360}, label=SOURCES),
                        form("hazard", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[62, 38],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        *list_actions("hazard", new=words(it="Nuovo pericolo", en="New hazard"), table=TABLE),
    )


class HazardRecord(RecordController):
    """Both languages side by side, the measures in their order, the sources that suggest it."""

    ID = "hazard"
    LABEL = LABEL
    ICON = "triangle-alert"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        hazard=SOURCE,
        measure=_of_hazard("lib.hazard_measures"),
        source=_of_hazard("lib.hazard_sources"),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("hazard", code="code", title=named("name"),
                   facts=("specialist_kind", "default_method")),
            tabs(
                form("hazard", label=words(it="Scheda", en="Record")),
                grid("measure", ("sort", named("measure"), "kind", *MARKS),
                     widths={"sort": 72, "measure": 480, "measure_said": 480, "kind": 176},
                     editing=["sort"], label=MEASURES, open="open_measure"),
                links("measure", "measure_id", title=named("measure"), facts=("kind",),
                      label=words(it="Aggiungi o togli misure", en="Add or take off measures")),
                grid("source", ("source", words(it="what", en="what_said"), "relevance", *MARKS),
                     widths={"source": 152, "what": 320, "what_said": 320},
                     editing=["relevance"], label=SOURCES, open="open_source"),
                released("hazard"),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        *record_offers("hazard", table=TABLE),
        on(OpenRecord, "measure", id="open_measure", keys="",
           label=words(it="Apri collegamento", en="Open link")),
        on(NewRecord, "source", id="new_source", keys="", style="",
           label=words(it="Nuova fonte", en="New source")),
        on(EditRecord, "source", id="open_source", keys="",
           label=words(it="Apri fonte", en="Open source")),
        on(DeleteRecord, "source", id="delete_source",
           label=words(it="Togli fonte", en="Take source off")),
    )  # fmt: skip


class HazardPick(Controller):
    """Choose a hazard, by family."""

    ID = "hazard_pick"
    LABEL = words(it="Scegli un pericolo", en="Choose a hazard")
    ICON = "triangle-alert"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == SOURCE})
    CURSORS = cursors(hazard=CursorSpec(SOURCE, readonly=True))
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli un pericolo", en="Choose a hazard"),
        parts=(grid("hazard", ("code", named("name"), "family_id"),
                    widths={"name": 360, "name_said": 360}),),
    )  # fmt: skip
