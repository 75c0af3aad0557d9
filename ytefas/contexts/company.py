"""The tree of a company: its sites and their departments, and the record of what is chosen."""

from ytefas.contexts.offers import ApplyPreset, OpenWorkspace
from ytefas.contexts.places_tree import DEPARTMENT, PLACES_ACTIONS, SITE, places_tree
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, record, words


class Company(RecordController):
    """Left where, right what: the record follows the chosen site or department."""

    ID = "company"
    LABEL = words(it="Albero aziendale", en="Company tree")
    ICON = "folder-tree"
    OPERATIONS = frozenset({Operation.VIEW})
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"company"})
    SINGLETON = True
    CURSORS = cursors(
        customer=CursorSpec("org.customers", readonly=True), site=SITE, department=DEPARTMENT
    )
    VIEW = View(
        "Workspace",
        title=LABEL,
        parts=(
            record("customer", code="code", title="legal_name", facts=("status", "city"),
                   open="workspace"),
            places_tree(),
        ),
    )  # fmt: skip
    ACTIONS = actions(OpenWorkspace, ApplyPreset, *PLACES_ACTIONS)
