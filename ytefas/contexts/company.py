"""The tree of a company: its sites and their departments, and the record of what is chosen."""

from collections.abc import Mapping
from typing import Any, ClassVar

from typing_extensions import override

from ytefas.contexts.offers import ArchiveSite
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    OpenRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    View,
    bar,
    either,
    form,
    nested,
    record,
    section,
    split,
    words,
)

PLACES = words(it="Sedi e reparti", en="Sites and departments")


class NewHere(NewRecord):
    """Make a department of the current site."""

    SITE: ClassVar[str] = "site"

    @override
    def enabled(self) -> bool:
        return self.controller.cursors[self.SITE].current_id is not None

    def values(self) -> dict[str, Any]:
        site = self.controller.cursors[self.SITE].current_id
        return {**dict(self.cursor.bounds.columns), "site_id": site}

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        content = Content(self.cursor.source, values=self.values())
        return (await self.controller.begin(Intent(Operation.CREATE, content))).node_name


class NewInside(NewHere):
    """Make a department inside the current one."""

    ID = "new_inside"
    CATEGORIES = frozenset({"record"})
    ICON = "list-tree"

    @override
    def enabled(self) -> bool:
        return self.current is not None

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys(options, 1))[:1]
        row = await read_one(self.controller, self.cursor.source, key, ("site_id",))
        values = {**self.values(), "site_id": row["site_id"], "parent_id": key}
        content = Content(self.cursor.source, values=values)
        return (await self.controller.begin(Intent(Operation.CREATE, content))).node_name


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
            "org.departments", tracks="customer", on="customer_id",
            query={"tree": True, "open": {"all": True, "except": []}},
        ),
    )  # fmt: skip
    VIEW = View(
        "Workspace",
        title=LABEL,
        parts=(
            record("customer", code="code", title="legal_name", facts=("status", "city")),
            split(
                section(bar("list"), nested(
                    "site", "department", link="site_id", label=PLACES,
                    columns=("name", "kind", "departments"), counted="departments",
                    widths={"name": 232, "kind": 120, "departments": 72},
                    open_outer="open_site", open_inner="open_department",
                )),
                either(form("site"), form("department")),
                across="x", sizes=[40, 60],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewHere, "department", id="new_department",
           label=words(it="Nuovo reparto", en="New department")),
        on(NewInside, "department", id="new_inner_department", keys="", style="",
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
