"""The two screens of a kind of catalogue row, from one declaration: its list, and one of it.

The list stands above; the current row and what hangs on it stand below. Each kind is a module of
its own beside this one, so that its screens are found like all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from ytefas.contexts.library_offers import (
    MARKS,
    list_actions,
    named,
    own_views,
    record_offers,
    released,
)
from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.record_actions import DeleteRecord, EditRecord, NewRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, Words, form, grid, record, split, tabs, words

CONSULTANT: Final = frozenset({"consultant"})  # a customer reads names, not the catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """Rows that hang on one of a kind: looked at below its list, kept on its own screen."""

    cursor: str
    source: str
    label: Words
    columns: tuple[Words, ...]
    widths: Mapping[str, int]
    kept: tuple[Words, ...] = ()  # the columns where they are kept; none: they are kept elsewhere
    kept_widths: Mapping[str, int] = field(default_factory=dict)
    editing: tuple[str, ...] = ()  # written where they stand
    new: Words = ""
    open: Words = ""
    off: Words = ""

    def follows(self, table: str, *, readonly: bool) -> CursorSpec:
        """Show those of the current row."""
        return CursorSpec(
            self.source, tracks=table, on=f"{table}_id", readonly=readonly or not self.kept
        )

    def looked_at(self) -> Part:
        """Draw them where nothing is changed."""
        return grid(self.cursor, self.columns, widths=dict(self.widths), label=self.label)

    def worked_on(self) -> Part:
        """Draw them on the screen of the row they hang on."""
        if not self.kept:
            return self.looked_at()
        widths = dict(self.kept_widths or self.widths)
        written: dict[str, Any] = {"editing": list(self.editing)} if self.editing else {}
        opens = f"open_{self.cursor}"
        return grid(self.cursor, self.kept, widths=widths, **written, open=opens, label=self.label)

    def offers(self) -> tuple[type[Action], ...]:
        """Offer to make, open and take off one of them."""
        if not self.kept:
            return ()
        at = self.cursor
        return (
            on(NewRecord, at, id=f"new_{at}", keys="", style="", label=self.new),
            on(EditRecord, at, id=f"open_{at}", keys="", label=self.open),
            on(DeleteRecord, at, id=f"delete_{at}", label=self.off),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A table of the catalogue, as its screens show it."""

    table: str
    source: str
    label: Words
    plural: Words
    new: Words
    icon: str
    order: int  # in the navigation
    hint: Words
    columns: tuple[str, ...]  # after code and name
    widths: Mapping[str, int]  # without the columns that every kind has
    facts: tuple[str, ...]
    hanging: tuple[Hanging, ...]
    code: int = 104
    name: int = 360
    read: bool = True  # customers may look at one of them

    @property
    def listed(self) -> str:
        """Name the list: as its source, without the area."""
        return self.source.partition(".")[2]

    def head(self, **options: Any) -> Part:
        """Head what is about the current row."""
        facts = self.facts
        return record(self.table, code="code", title=named("name"), facts=facts, **options)

    def grid(self) -> Part:
        """Draw all of them."""
        own = {"code": self.code, "name": self.name, "name_said": self.name}
        return grid(
            self.table,
            ("code", named("name"), *self.columns, *MARKS),
            widths={**own, **self.widths, "origin": 80, "edited": 104},
            open="open",
            views=own_views(),
        )

    def shown(self, *, readonly: bool) -> Mapping[str, str | CursorSpec]:
        """Show them, and what hangs on the current one."""
        below = {one.cursor: one.follows(self.table, readonly=readonly) for one in self.hanging}
        return cursors(**{self.table: self.source}, **below)


def list_of(kind: Kind, module: str) -> type[Controller]:
    """Make the screen of the list, as declared in a module."""
    data = form(kind.table, label=words(it="Dati", en="Data"), readonly=True)
    current = split(
        kind.head(open="open"),
        tabs(*(one.looked_at() for one in kind.hanging), data),
        across="y",
        fixed="first",
    )
    members = {
        "__module__": module,
        "__doc__": "All of them above, what hangs on the current one below.",
        "ID": kind.listed,
        "LABEL": kind.plural,
        "ICON": kind.icon,
        "CONTENT": frozenset({(Content.source == kind.source) & (Content.len != 1)}),
        "REQUIRES": CONSULTANT,
        "NAVIGATION": navigation(
            source=kind.source, order=kind.order, group=LIBRARY, hint=kind.hint
        ),
        "CURSORS": kind.shown(readonly=True),
        "VIEW": View(
            "MasterDetail",
            title=kind.plural,
            parts=(split(kind.grid(), current, across="y", sizes=[62, 38]),),
        ),
        "ACTIONS": actions(*list_actions(kind.table, new=kind.new, table=kind.table)),
    }
    return cast("type[Controller]", type(f"{_class(kind)}List", (Controller,), members))


def record_of(kind: Kind, module: str) -> type[RecordController]:
    """Make the screen of one of them, as declared in a module."""
    sheet = form(kind.table, label=words(it="Scheda", en="Record"))
    kept = tuple(one.worked_on() for one in kind.hanging)
    members = {
        "__module__": module,
        "__doc__": "One of them, and what hangs on it.",
        "ID": kind.table,
        "LABEL": kind.label,
        "ICON": kind.icon,
        "CONTENT": frozenset({(Content.source == kind.source) & (Content.len == 1)}),
        "REQUIRES": frozenset[str]() if kind.read else CONSULTANT,
        "CURSORS": kind.shown(readonly=False),
        "VIEW": View(
            "Form",
            title=kind.label,
            parts=(kind.head(), tabs(sheet, *kept, released(kind.table))),
        ),
        "ACTIONS": actions(
            *record_offers(kind.table, table=kind.table),
            *(action for one in kind.hanging for action in one.offers()),
        ),
    }
    made = type(f"{_class(kind)}Record", (RecordController,), members)
    return cast("type[RecordController]", made)


def _class(kind: Kind) -> str:
    return kind.table.title().replace("_", "")


# -- what hangs on several kinds

_SUGGESTED: Final = Hanging(
    cursor="hazard_source",
    source="lib.hazard_sources",
    label=words(it="Pericoli che suggerisce", en="Hazards it suggests"),
    columns=("hazard_code", words(it="hazard", en="hazard_said"), "relevance"),
    widths={"hazard": 400, "hazard_said": 400},
    kept=("hazard_code", words(it="hazard", en="hazard_said"), "relevance", *MARKS),
    editing=("relevance",),
    new=words(it="Nuovo pericolo suggerito", en="New suggested hazard"),
    open=words(it="Apri collegamento", en="Open link"),
    off=words(it="Togli pericolo", en="Take hazard off"),
)

USED_BY: Final = Hanging(
    cursor="measure",
    source="lib.measures",
    label=words(it="Misure che lo usano", en="Measures that use it"),
    columns=(named("text"), "kind", "hazards"),
    widths={"text": 480, "text_said": 480, "kind": 168},
)


def suggesting(kind: Kind) -> Kind:
    """Make it a kind that brings hazards along: counted, and kept with it."""
    return replace(
        kind,
        columns=(*kind.columns, "hazards"),
        widths={**kind.widths, "hazards": 80},
        facts=kind.facts or ("hazards",),
        hanging=(_SUGGESTED,),
        read=False,
    )
