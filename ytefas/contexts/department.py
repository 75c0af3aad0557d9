"""One department: its record with what it holds; making one; choosing one of the same site."""

from ytefas.contexts.calculation_offers import CalculateForDepartment
from ytefas.contexts.offers import CopyRecords
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NextRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, record, rows, tree, words

LABEL = words(it="Reparto", en="Department")


class DepartmentRecord(RecordController):
    """The form of a department; what is directly in it stands as rows below."""

    ID = "department"
    LABEL = LABEL
    ICON = "list-tree"
    CONTENT = frozenset({(Content.source == "org.departments") & (Content.len == 1)})
    CURSORS = cursors(
        department="org.departments",
        inner=CursorSpec("org.departments", tracks="department", on="parent_id", readonly=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("department", code="code", title="name",
                   facts=("customer_name", "site_name", "kind")),
            form(
                "department",
                parts=(
                    rows("inner", ("name", "kind", "code", "surface_m2"),
                         label=words(it="Comprende", en="Holds")),
                ),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "department"),
        on(NextRecord, "department"),
        CalculateForDepartment,
        on(CopyRecords, "department"),
        on(ArchiveRecord, "department"),
        on(RestoreRecord, "department"),
        on(DeleteRecord, "department"),
    )


class DepartmentCreate(Controller):
    """The form that makes a department."""

    ID = "department_create"
    LABEL = words(it="Nuovo reparto", en="New department")
    ICON = "list-tree"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == "org.departments") & (Content.len == 0)})
    CURSORS = cursors(department="org.departments")
    VIEW = View(
        "Form", title=words(it="Nuovo reparto", en="New department"), parts=(form("department"),)
    )


class DepartmentPick(Controller):
    """Choose a department: of the site that the asking form says."""

    ID = "department_pick"
    LABEL = words(it="Scegli un reparto", en="Choose a department")
    ICON = "list-tree"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == "org.departments"})
    CURSORS = cursors(
        department=CursorSpec(
            "org.departments", readonly=True,
            query={"tree": True, "open": {"all": True, "except": []}},
        )
    )  # fmt: skip
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli un reparto", en="Choose a department"),
        parts=(
            tree(
                "department",
                ("name", "site_name", "kind", "code"),
                widths={"name": 280, "site_name": 240},
            ),
        ),
    )
