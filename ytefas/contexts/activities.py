"""The activities of the customers one follows as a tree, and the record of one with its links."""

from typing import Any, Final

from ytefas.contexts.offers import CopyRecords, NewOfCustomer
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
    NewBelow,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    View,
    form,
    grid,
    links,
    record,
    rows,
    section,
    split,
    tree,
    words,
)

SOURCE: Final = "org.activities"
LABEL = words(it="Attività", en="Activity")
PLURAL = words(it="Attività", en="Activities")
JOBS = words(it="Mansioni che la svolgono", en="Jobs that do it")
EQUIPMENT = words(it="Attrezzature usate", en="Equipment used")
ALL_OPEN: Final = {"tree": True, "open": {"all": True, "except": []}}


def _of_activity(source: str, on: str = "activity_id", **options: Any) -> CursorSpec:
    return CursorSpec(source, tracks="activity", on=on, **options)


class ActivityList(Controller):
    """The tree of activities; beside it the record of the current one."""

    ID = "activities"
    LABEL = PLURAL
    ICON = "workflow"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    NAVIGATION = navigation(
        source=SOURCE, order=25, group=WORK,
        hint=words(it="Processi e fasi di lavoro", en="Processes and their steps"),
    )  # fmt: skip
    CURSORS = cursors(
        activity=CursorSpec(SOURCE, query={"tree": True}),
        job=_of_activity("org.job_activities", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                tree(
                    "activity",
                    ("name", "frequency", "customer_name", "site_name", "department_name", "jobs",
                     "equipment"),
                    widths={"name": 320, "frequency": 128, "customer_name": 240, "site_name": 200,
                            "department_name": 200},
                    open="open",
                ),
                split(
                    record("activity", title="name",
                           facts=("customer_name", "site_name", "department_name"), open="open"),
                    grid("job", ("job_code", "job_name"), widths={"job_name": 320}, label=JOBS),
                    across="y", fixed="first",
                ),
                across="y", sizes=[68, 32],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "activity", label=words(it="Nuova attività", en="New activity")),
        on(NewBelow, "activity", id="new_inner_activity",
           label=words(it="Nuova fase all'interno", en="New step inside")),
        on(OpenRecord, "activity", label=words(it="Apri scheda", en="Open record")),
        on(CopyRecords, "activity"),
        on(ArchiveRecord, "activity"),
        on(RestoreRecord, "activity"),
        on(DeleteRecord, "activity"),
    )  # fmt: skip


class ActivityRecord(RecordController):
    """The form of an activity, its steps, and what it is linked to."""

    ID = "activity"
    LABEL = LABEL
    ICON = "workflow"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        activity=SOURCE,
        inner=_of_activity(SOURCE, on="parent_id", readonly=True),
        job=_of_activity("org.job_activities"),
        equipment=_of_activity("org.activity_equipment"),
        use=_of_activity("org.substance_uses"),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("activity", title="name",
                   facts=("customer_name", "site_name", "department_name")),
            form("activity"),
            links("job", "job_id", title="job_name", facts=("job_code",), label=JOBS),
            links("equipment", "equipment_id", title="equipment_name",
                  facts=("equipment_code", "site_name"), label=EQUIPMENT),
            rows("use", ("substance_id", "minutes_day", "containment"),
                 label=words(it="Sostanze usate", en="Substances used"), open="open_use"),
            rows("inner", ("name", "frequency", "position"), label=words(it="Fasi", en="Steps"),
                 open="open_inner"),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "activity"),
        on(NextRecord, "activity"),
        on(CopyRecords, "activity"),
        on(ArchiveRecord, "activity"),
        on(RestoreRecord, "activity"),
        on(DeleteRecord, "activity"),
        on(OpenRecord, "inner", id="open_inner", keys="",
           label=words(it="Apri fase", en="Open step")),
        on(OpenRecord, "use", id="open_use", keys="",
           label=words(it="Apri impiego", en="Open use")),
    )  # fmt: skip


class ActivityCreate(Controller):
    """The form that makes an activity."""

    ID = "activity_create"
    LABEL = words(it="Nuova attività", en="New activity")
    ICON = "workflow"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    CURSORS = cursors(activity=SOURCE)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            form("activity", parts=(
                section(label=words(it="Cliente", en="Customer"), fields=["customer_id"]),
                section(label=words(it="L'attività", en="The activity"),
                        fields=["name", "parent_id", "position", "frequency", "activity_type_id",
                                "description"]),
                section(label=words(it="Dove si svolge", en="Where it is done"),
                        fields=["site_id", "department_id"]),
            )),
        ),
    )  # fmt: skip


class ActivityPick(Controller):
    """Choose an activity from the tree."""

    ID = "activity_pick"
    LABEL = words(it="Scegli un'attività", en="Choose an activity")
    ICON = "workflow"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == SOURCE})
    CURSORS = cursors(activity=CursorSpec(SOURCE, readonly=True, query=ALL_OPEN))
    MODAL = True
    VIEW = View("Pick", title=LABEL, parts=(
        tree("activity", ("name", "frequency", "department_name")),
    ))  # fmt: skip
