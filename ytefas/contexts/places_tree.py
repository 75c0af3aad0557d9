"""The tree of a customer's sites and departments, for every screen that shows it.

What such a screen offers stands here, too. It has a cursor `site` and a cursor `department` over
the tree of all departments, both tracking `customer`; it shows `places_tree()` and offers
`PLACES_ACTIONS`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import uuid4

from typing_extensions import override

from ytefas.contexts.offers import ArchiveSite, CopyRecords
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    OnCursor,
    OpenRecord,
    on,
)
from ytefas.framework.work.rows import Batch, Saving, Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, Plain, bar, either, form, nested, section, split, words

DEPARTMENTS: Final = "org.departments"
LABEL: Final = words(it="Sedi e reparti", en="Sites and departments")
ALL_OPEN: Final[Plain] = {"tree": True, "open": {"all": True, "except": []}}
SITE: Final = CursorSpec("org.sites", tracks="customer", on="customer_id")
DEPARTMENT: Final = CursorSpec(DEPARTMENTS, tracks="customer", on="customer_id", query=ALL_OPEN)
_PLACES: Final = frozenset({"places"})


def places_tree(**options: Any) -> Part:
    """Draw the tree on the left, the record of what one is on beside it."""
    return split(
        section(bar("places"), nested(
            "site", "department", link="site_id", label=LABEL,
            columns=("name", "kind", "departments", "jobs", "persons", "equipment"),
            counted="departments",
            widths={"name": 220, "kind": 100, "departments": 64, "jobs": 72, "persons": 88,
                    "equipment": 96},
            open_outer="open_site", open_inner="open_department",
        )),
        either(form("site"), form("department")),
        across="x", sizes=[56, 44], label=LABEL, **options,
    )  # fmt: skip


class NewHere(NewRecord):
    """Make a department of the current site."""

    SITE: ClassVar[str] = "site"
    CATEGORIES = _PLACES

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


class _Moving(OnCursor):
    """Hangs departments elsewhere in the tree of their site."""

    CURSOR = "department"
    NEEDS = Operation.EDIT
    CATEGORIES = frozenset({"record", "more"})

    async def hang(self, keys: tuple[Key, ...], parent: Key | None) -> Any:
        """Write the new parent of all of them, or of none; what hangs there already is left."""
        columns = ("id", "row_version", "parent_id")
        found = await read_rows(self.controller, DEPARTMENTS, Within(keys=keys), columns)
        saves = tuple(
            Saving(one["id"], one["row_version"], {"parent_id": parent})
            for one in found
            if one["parent_id"] != parent and one["id"] != parent
        )
        if saves:
            batch = Batch(DEPARTMENTS, self.cursor.bounds, saves=saves)
            await self.cursor.writer.write([batch], idempotency_key=str(uuid4()))
        return {"moved": [one.key for one in saves]}


class MoveBelow(_Moving):
    """Ask for another department of the same site, and hang what is meant below it."""

    ID = "move_below"
    LABEL = words(it="Sposta sotto…", en="Move below…")
    HINT = words(it="Scegli il reparto di cui farà parte, con ciò che contiene",
                 en="Choose the department it is to be part of, with what it holds")  # fmt: skip
    ICON = "corner-down-right"
    KEYS = "Alt+KeyM"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        keys = await self.keys(options)
        row = await read_one(self.controller, DEPARTMENTS, keys[0], ("site_id",))
        asked = Content(DEPARTMENTS, values={"site_id": row["site_id"]})
        chosen = await self.controller.begin_for_result(Intent(Operation.PICK, asked))
        return None if chosen is None else await self.hang(keys, chosen.ids[0])


class MoveToSite(_Moving):
    """Hang what is meant right below its site."""

    ID = "move_to_site"
    LABEL = words(it="Porta direttamente sotto la sede", en="Move right below the site")
    ICON = "corner-left-up"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        return await self.hang(await self.keys(options), None)


PLACES_ACTIONS: Final = (
    on(NewHere, "department", id="new_department",
       label=words(it="Nuovo reparto", en="New department")),
    on(NewInside, "department", id="new_inner_department", keys="", style="",
       label=words(it="Nuovo reparto interno", en="New inner department")),
    on(NewRecord, "site", id="new_site", keys="", style="", categories=_PLACES,
       label=words(it="Nuova sede", en="New site")),
    on(OpenRecord, "department", id="open_department", keys="",
       label=words(it="Apri reparto", en="Open department")),
    on(OpenRecord, "site", id="open_site", keys="", label=words(it="Apri sede", en="Open site")),
    MoveBelow,
    MoveToSite,
    on(CopyRecords, "department", id="copy_department",
       label=words(it="Copia reparto con il contenuto…",
                   en="Copy department with what it holds…")),
    on(CopyRecords, "site", id="copy_site",
       label=words(it="Copia sede con il contenuto…", en="Copy site with what it holds…")),
    on(ArchiveRecord, "department", id="archive_department",
       label=words(it="Archivia reparto", en="Archive department")),
    on(DeleteRecord, "department", id="delete_department",
       label=words(it="Elimina reparto", en="Delete department")),
    on(ArchiveSite, "site", id="archive_site",
       label=words(it="Archivia sede", en="Archive site")),
)  # fmt: skip
