"""The tree of a company: its sites and their departments, and the record of what is chosen."""

from ytefas.contexts.offers import ArchiveSite
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewBelow,
    NewRecord,
    OpenRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, tree, words

SITES = words(it="Sedi", en="Sites")
DEPARTMENTS = words(it="Reparti", en="Departments")


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
        customer=CursorSpec("org.customers", readonly=True),
        site=CursorSpec("org.sites", tracks="customer", on="customer_id"),
        department=CursorSpec(
            "org.departments", tracks="site", on="site_id",
            query={"tree": True, "open": {"all": True, "except": []}},
        ),
    )  # fmt: skip
    VIEW = View(
        "Workspace",
        title=LABEL,
        parts=(
            record("customer", code="code", title="legal_name", facts=("status", "city")),
            split(
                split(
                    grid("site", ("code", "name", "departments"), label=SITES, open="open_site"),
                    tree("department", ("name", "kind"), label=DEPARTMENTS,
                         open="open_department"),
                    across="y", sizes=[35, 65],
                ),
                tabs(
                    form("department", label=words(it="Reparto", en="Department")),
                    form("site", label=words(it="Sede", en="Site")),
                ),
                across="x", sizes=[32, 68],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "department", id="new_department",
           label=words(it="Nuovo reparto", en="New department")),
        on(NewBelow, "department", id="new_inner_department",
           label=words(it="Nuovo reparto interno", en="New inner department")),
        on(NewRecord, "site", id="new_site", keys="", style="",
           label=words(it="Nuova sede", en="New site")),
        on(OpenRecord, "department", id="open_department", keys="",
           label=words(it="Apri reparto", en="Open department")),
        on(OpenRecord, "site", id="open_site", keys="",
           label=words(it="Apri sede", en="Open site")),
        on(ArchiveRecord, "department", id="archive_department",
           label=words(it="Archivia reparto", en="Archive department")),
        on(DeleteRecord, "department", id="delete_department",
           label=words(it="Elimina reparto", en="Delete department")),
        on(ArchiveSite, "site", id="archive_site",
           label=words(it="Archivia sede", en="Archive site")),
    )  # fmt: skip
