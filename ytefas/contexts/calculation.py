"""The calculations of the customers one follows, and one of them on its bench.

What a case gives is computed by the server at every save; the bench shows it while it is typed.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from typing_extensions import override

from ytefas.contexts.library_offers import named
from ytefas.contexts.offers import CopyRecords, OpenMethod, OpenMethodTable
from ytefas.contexts.places import WORK
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    Part,
    View,
    form,
    grid,
    ready,
    record,
    say,
    section,
    split,
    tabs,
    words,
)

SOURCE: Final = "risk.calculations"
LABEL = words(it="Calcolo", en="Calculation")
PLURAL = words(it="Calcoli", en="Calculations")
NEW = words(it="Nuovo calcolo", en="New calculation")
WHERE = words(it="Che cosa, dove e per chi", en="What, where and for whom")
DATA = words(it="Dati", en="Data")
# All that the bench reads and writes, beside what heads the record.
CASE: Final = (
    "id", "row_version", "customer_id", "customer_name", "title", "method", "version", "site_id",
    "site_name", "department_id", "department_name", "job_id", "job_name", "inputs", "after",
    "note", "method_name", "method_name_said", "family", "score", "unit", "level", "band", "word",
    "word_en", "rating", "rating_said", "outcome", "after_score", "after_level", "after_band",
    "after_word", "after_word_en", "after_rating", "after_rating_said", "after_outcome",
    "evaluated_on", "archived_at",
)  # fmt: skip
ABOUT: Final = ("title", "site_id", "department_id", "job_id", "note")
FACTS: Final = ("customer_name", "site_name", "job_name", named("method_name"), named("rating"))
RED: Final = ["3", "4"]
READY = (
    ready("red", words(it="Da ridurre", en="To be reduced"), ("level", "in", RED)),
    ready("open", words(it="Da completare", en="Unfinished"), ("level", "eq", "x")),
    ready("bare", words(it="Alti senza misure provate", en="High without measures tried"),
          ("level", "in", RED), ("after_level", "null", True)),
)  # fmt: skip


def case(cursor: str = "calculation") -> CursorSpec:
    """Follow the row of a list with all that its bench shows."""
    return CursorSpec(SOURCE, tracks=cursor, on="id", readonly=True, query={"columns": list(CASE)})


def bench(cursor: str = "calculation", **options: Any) -> Part:
    """Show a case on the bench of its method: what is given, what comes of it, and how."""
    return Part("methodBench", {"cursor": cursor, **options}, words(it="Banco", en="Bench"))


class CalculationList(Controller):
    """Calculations across customers, the worst first, and the current one below."""

    ID = "calculations"
    LABEL = PLURAL
    ICON = "calculator"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    NAVIGATION = navigation(
        source=SOURCE, order=55, group=WORK,
        hint=words(it="Rumore, sollevamento, chimico e gli altri rischi calcolati con un metodo",
                   en="Noise, lifting, chemicals and the other risks computed by a method"),
    )  # fmt: skip
    CURSORS = cursors(
        calculation=SOURCE,
        case=case(),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid(
                    "calculation",
                    ("customer_code", "title", named("rating"), "score", "unit",
                     named("after_rating"), named("method_name"), "site_name", "job_name",
                     "evaluated_on"),
                    widths={"customer_code": 88, "title": 272, "rating": 248, "rating_said": 248,
                            "score": 80, "unit": 72, "after_rating": 248,
                            "after_rating_said": 248, "method_name": 224,
                            "method_name_said": 224, "site_name": 176, "job_name": 160,
                            "evaluated_on": 112},
                    views=READY,
                    open="open",
                ),
                split(
                    record("calculation", title="title", facts=FACTS, open="open"),
                    tabs(
                        bench("case", readonly=True),
                        form("calculation", (*ABOUT, "version", "evaluated_on"), label=DATA,
                             readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[46, 54],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "calculation", label=NEW),
        on(OpenRecord, "calculation", label=words(it="Apri calcolo", en="Open calculation")),
        on(OpenMethodTable, "calculation"),
        on(OpenMethod, "calculation"),
        on(CopyRecords, "calculation"),
        on(ArchiveRecord, "calculation"),
        on(RestoreRecord, "calculation"),
        on(DeleteRecord, "calculation"),
    )

    @override
    def drawn(self) -> View:
        """Call a list that is of one method by its name."""
        content = self.intent.content
        if content is None or "method" not in content.values:
            return super().drawn()
        called = {"cursor": "calculation", "column": say(named("method_name"), self.language)}
        return replace(super().drawn(), options={"named": called})


class CalculationRecord(RecordController):
    """One calculation on its bench; the case is saved, what comes of it follows."""

    ID = "calculation"
    LABEL = LABEL
    ICON = "calculator"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(calculation=CursorSpec(SOURCE, query={"columns": list(CASE)}))
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("calculation", title="title", facts=FACTS),
            bench(),
            form("calculation", parts=(section(label=WHERE, fields=list(ABOUT)),)),
        ),
    )
    ACTIONS = actions(
        on(PreviousRecord, "calculation"),
        on(NextRecord, "calculation"),
        on(OpenMethodTable, "calculation"),
        on(CopyRecords, "calculation"),
        on(ArchiveRecord, "calculation"),
        on(RestoreRecord, "calculation"),
        on(DeleteRecord, "calculation"),
    )


class CalculationCreate(Controller):
    """Choose a method, say where and for whom, and begin; a case may be brought along."""

    ID = "calculation_create"
    LABEL = NEW
    ICON = "calculator"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    CURSORS = cursors(calculation=CursorSpec(SOURCE, query={"columns": list(CASE)}))
    VIEW = View(
        "Form",
        title=NEW,
        parts=(
            Part("methodPicker", {"cursor": "calculation"}, words(it="Metodo", en="Method")),
            form(
                "calculation",
                parts=(
                    section(label=words(it="Cliente", en="Customer"), fields=["customer_id"]),
                    section(label=WHERE, fields=list(ABOUT)),
                ),
            ),
            bench(),
        ),
    )  # fmt: skip

    @override
    async def _begin_work(self) -> None:
        await super()._begin_work()
        content, brought = self.intent.content, brought_along(self.intent.options)
        if content is not None and brought:
            await self.cursors["calculation"].begin_new({**content.values, **brought})


def brought_along(options: Mapping[str, Any]) -> dict[str, Any]:
    """Take the scenarios that the bench of a method hands over; the store holds them to its rules.

    Values of an intent are plain, so what is an object comes among its options.
    """
    return {
        name: dict(given)
        for name in ("inputs", "after")
        if isinstance(given := options.get(name), Mapping)
    }
