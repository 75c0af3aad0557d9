"""The studio's own risk matrices: listed, made, published, tried, and their next versions.

A matrix is made as a draft on its own screen; what it says is shown as it is drawn in a report.
What can be done with it follows from its state, and what may not be is refused where it is stored.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final
from uuid import uuid4

from typing_extensions import override

from ytefas.contexts.library_offers import named
from ytefas.contexts.places import LIBRARY
from ytefas.errors import Invalid, InvalidFields
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    NextRecord,
    OnCursor,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.rows import Batch, Creating, Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, form, grid, ready, record, split, tabs, words

SOURCE: Final = "lib.evaluation_methods"
CALCULATIONS: Final = "risk.calculations"
LABEL = words(it="Matrice di rischio", en="Risk matrix")
PLURAL = words(it="Matrici di rischio", en="Risk matrices")
NEW = words(it="Nuova matrice", en="New matrix")
SAID: Final = ("code", "name", "name_en", "about", "about_en", "definition")
ALL: Final = (
    "id", "row_version", *SAID, "version", "kind", "state", "name_said", "edition", "steps",
    "bands", "flaws", "archived_at",
)  # fmt: skip
ABOUT: Final = ("code", "version", "name", "name_en", "about", "about_en")
FACTS: Final = ("state", "edition", "steps")
MARKS: Final = ("state",)  # what decides what can be done with one
RATED: Final = CursorSpec(CALCULATIONS, tracks="matrix", on="matrix_id", readonly=True)
READY = (
    ready("published", words(it="In uso", en="In use"), ("state", "eq", "published")),
    ready("draft", words(it="Bozze", en="Drafts"), ("state", "eq", "draft")),
)  # fmt: skip


def editor(**options: Any) -> Part:
    """Draw a matrix with what it asks for; on its own screen it is changed here."""
    label = words(it="Matrice", en="Matrix")
    return Part("matrixEditor", {"cursor": "matrix", **options}, label)


def rated() -> Part:
    """List what was rated with the matrix, the worst first."""
    return grid(
        "calculation",
        ("customer_code", "title", named("rating"), "score", named("after_rating"), "site_name",
         "job_name", "evaluated_on"),
        widths={"customer_code": 88, "title": 272, "rating": 200, "rating_said": 200,
                "score": 80, "after_rating": 200, "after_rating_said": 200, "site_name": 176,
                "job_name": 160, "evaluated_on": 112},
        label=words(it="Calcoli con questa matrice", en="Rated with this matrix"),
        open="open_calculation",
    )  # fmt: skip


class _OnMatrix(OnCursor):
    """Does something to a matrix in some states, when nothing of it is unsaved."""

    CURSOR = "matrix"
    NEEDS = Operation.EDIT
    CATEGORIES = frozenset({"record"})
    STATES: ClassVar[frozenset[str]] = frozenset()  # where it applies
    TO: ClassVar[str] = ""  # the state it leads to

    @override
    def visible(self) -> bool:
        marks = self.cursor.state["marks"]  # what is not shown is not known
        return marks.get("state") in {None, *self.STATES} and self.cursor.state["edit"] != "new"

    @override
    def enabled(self) -> bool:
        return super().enabled() and not self.cursor.state["dirty"]

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        row = await read_one(self.controller, SOURCE, key, ("row_version",))
        changes = {"state": self.TO}
        saving = {"key": key, "row_version": row["row_version"], "changes": changes}
        try:
            return await self.cursor.save(saving, str(uuid4()))
        except InvalidFields as refused:  # there is no field here to tell it beside
            reason = next(iter(refused.fields["errors"].values()))
            more = {name: refused.fields[name] for name in ("flaws",) if name in refused.fields}
            raise Invalid(reason, **more) from refused


class PublishMatrix(_OnMatrix):
    """Let everybody of the studio rate with it."""

    ID = "publish"
    LABEL = words(it="Pubblica", en="Publish")
    HINT = words(it="Da ora tutti nello studio possono usarla nei calcoli",
                 en="From now on everybody in the studio may rate with it")  # fmt: skip
    ICON = "badge-check"
    STYLE = "primary"
    ORDER = -20
    STATES = frozenset({"draft", "retired"})
    TO = "published"
    CONFIRM = words(
        it="Pubblicare la matrice? Da ora si sceglie nei calcoli. Quando un rischio è stato "
        "valutato con questa versione, non si può più cambiare: si fa una nuova versione.",
        en="Publish the matrix? From now on it is chosen in calculations. Once a risk has been "
        "rated with this version it can no longer change: a new version is made.",
    )


class ReopenMatrix(_OnMatrix):
    """Take it back to draft, as long as nothing was rated with it."""

    ID = "reopen"
    LABEL = words(it="Riporta in bozza", en="Back to draft")
    HINT = words(it="Solo se nessun rischio è stato valutato con questa versione",
                 en="Only if no risk has been rated with this version")  # fmt: skip
    ICON = "undo"
    CATEGORIES = frozenset({"record", "more"})
    STATES = frozenset({"published", "retired"})
    TO = "draft"


class RetireMatrix(_OnMatrix):
    """Stop offering it for new calculations; those that were made keep it."""

    ID = "retire"
    LABEL = words(it="Ritira", en="Retire")
    HINT = words(it="Non si propone più nei nuovi calcoli; quelli fatti restano come sono",
                 en="No longer offered for what is new; what was made stays")  # fmt: skip
    ICON = "archive"
    CATEGORIES = frozenset({"record", "more"})
    STATES = frozenset({"published"})
    TO = "retired"
    CONFIRM = words(
        it="Ritirare la matrice? Non si propone più nei nuovi calcoli. I calcoli già fatti non "
        "cambiano, e si può ripubblicare.",
        en="Retire the matrix? It is no longer offered for new calculations. Those already made "
        "do not change, and it can be published again.",
    )


class NextVersion(_OnMatrix):
    """Make the next version: a draft that says the same, to change."""

    ID = "new_version"
    NEEDS = Operation.CREATE
    LABEL = words(it="Nuova versione", en="New version")
    HINT = words(it="Una copia in bozza, da cambiare; i calcoli tengono la loro versione",
                 en="A copy as a draft, to change; calculations keep their version")  # fmt: skip
    ICON = "copy-plus"
    ORDER = -10
    STATES = frozenset({"published", "retired"})

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        return await _copied(self, key)


class TryMatrix(OnCursor):
    """Open it on the bench."""

    ID = "try"
    CURSOR = "matrix"
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Prova", en="Try")
    HINT = words(it="Sul banco, senza salvare nulla", en="On the bench, keeping nothing")
    ICON = "sigma"

    @override
    def visible(self) -> bool:
        return bool(self.cursor.state["edit"] != "new")

    @override
    def enabled(self) -> bool:
        return super().enabled() and not self.cursor.state["dirty"]

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        row = await read_one(self.controller, SOURCE, key, ("code", "version"))
        values = {"method": row["code"], "version": row["version"]}
        wish = frozenset({"method_bench"})
        asked = Intent(Operation.VIEW, Content(CALCULATIONS, values=values), "method_bench", wish)
        return (await self.controller.begin(asked)).node_name


async def _copied(action: OnCursor, key: Any) -> Any:
    """Make the next version of a matrix as a draft, and open it."""
    controller = action.controller
    row = await read_one(controller, SOURCE, key, SAID)
    same = await read_rows(
        controller, SOURCE, Within((("code", row["code"]),), archived=True), ("id", "version")
    )
    last = max(int(one["version"]) for one in same)
    values = {name: row[name] for name in SAID} | {"version": last + 1}
    batch = Batch(SOURCE, Within(), name=action.CURSOR, creates=(Creating(values),))
    (written,) = await action.cursor.writer.write([batch], idempotency_key=str(uuid4()))
    opened = await controller.begin(Intent(Operation.VIEW, Content(SOURCE, written.created)))
    return opened.node_name


OPEN_RATED: Final = on(OpenRecord, "calculation", id="open_calculation", keys="",
                       label=words(it="Apri calcolo", en="Open calculation"))  # fmt: skip


class MatrixList(Controller):
    """The studio's matrices, and the current one as it is drawn."""

    ID = "evaluation_methods"
    LABEL = PLURAL
    ICON = "grid-3x3"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    REQUIRES = frozenset({"consultant"})
    NAVIGATION = navigation(
        source=SOURCE, order=206, group=LIBRARY,
        hint=words(it="Le matrici dello studio: assi, fasce e tempi di intervento",
                   en="The studio's matrices: axes, bands and times to act"),
    )  # fmt: skip
    CURSORS = cursors(
        matrix=CursorSpec(SOURCE, query={"columns": list(ALL)}, marks=MARKS),
        calculation=replace(RATED, lazy=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid("matrix",
                     (named("name"), "code", "version", "state", "steps", "bands", "flaws"),
                     widths={"name": 264, "name_said": 264, "code": 152, "version": 80,
                             "state": 112, "steps": 80, "bands": 72, "flaws": 112},
                     open="open", views=READY),
                split(
                    record("matrix", code="code", title=named("name"), facts=FACTS, open="open"),
                    tabs(
                        editor(readonly=True),
                        form("matrix", ABOUT, label=words(it="Dati", en="Data"), readonly=True),
                        rated(),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[38, 62],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "matrix", label=NEW),
        on(OpenRecord, "matrix", label=words(it="Apri matrice", en="Open matrix")),
        TryMatrix,
        NextVersion,
        PublishMatrix,
        RetireMatrix,
        on(ArchiveRecord, "matrix"),
        on(RestoreRecord, "matrix"),
        on(DeleteRecord, "matrix"),
        OPEN_RATED,
    )


class MatrixRecord(RecordController):
    """One matrix: its axes, how they combine and its bands, changed beside what they make."""

    ID = "evaluation_method"
    LABEL = LABEL
    ICON = "grid-3x3"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    REQUIRES = frozenset({"consultant"})
    CURSORS = cursors(
        matrix=CursorSpec(SOURCE, query={"columns": list(ALL)}, marks=MARKS), calculation=RATED
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("matrix", code="code", title=named("name"), facts=FACTS),
            editor(),
            form("matrix", ABOUT),
            rated(),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "matrix"),
        on(NextRecord, "matrix"),
        PublishMatrix,
        NextVersion,
        TryMatrix,
        RetireMatrix,
        ReopenMatrix,
        on(ArchiveRecord, "matrix"),
        on(RestoreRecord, "matrix"),
        on(DeleteRecord, "matrix"),
        OPEN_RATED,
    )


class MatrixCreate(Controller):
    """A new matrix: begun with one of the program's, or empty."""

    ID = "evaluation_method_create"
    LABEL = NEW
    ICON = "grid-3x3"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    CURSORS = cursors(matrix=CursorSpec(SOURCE, query={"columns": list(ALL)}))
    VIEW = View(
        "Form",
        title=NEW,
        parts=(
            form("matrix", ("code", "name")),
            editor(),
            form("matrix", ("name_en", "about", "about_en")),
        ),
    )
