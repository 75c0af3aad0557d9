"""One site: its record with its departments; making one; choosing one."""

from ytefas.contexts.calculation_offers import CalculateForSite
from ytefas.contexts.offers import ArchiveSite, CopyRecords
from ytefas.contexts.oversight_offers import SeersOfSite
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewBelow,
    NewRecord,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, section, split, tree, words

LABEL = words(it="Sede", en="Site")


class SiteRecord(RecordController):
    """The form of a site, and its departments."""

    ID = "site"
    LABEL = LABEL
    ICON = "map-pin"
    CONTENT = frozenset({(Content.source == "org.sites") & (Content.len == 1)})
    CURSORS = cursors(
        site="org.sites",
        department=CursorSpec(
            "org.departments", tracks="site", on="site_id",
            query={"tree": True, "open": {"all": True, "except": []}},
        ),
    )  # fmt: skip
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "site", code="code", title="name",
                facts=("customer_code", "customer_name", "city"),
            ),
            split(
                form("site"),
                tree(
                    "department", ("name", "kind", "code", "surface_m2"),
                    editing=["name", "kind", "code", "surface_m2"],
                    label=words(it="Reparti", en="Departments"), open="open_department",
                ),
                across="x", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "site"),
        on(NextRecord, "site"),
        CalculateForSite,
        SeersOfSite,
        on(CopyRecords, "site"),
        ArchiveSite,
        on(RestoreRecord, "site"),
        on(DeleteRecord, "site"),
        on(NewRecord, "department", id="new_department", keys="", style="",
           label=words(it="Nuovo reparto", en="New department")),
        on(NewBelow, "department", id="new_inner_department",
           label=words(it="Nuovo reparto interno", en="New inner department")),
        on(OpenRecord, "department", id="open_department", keys="",
           label=words(it="Apri reparto", en="Open department")),
        on(ArchiveRecord, "department", id="archive_department",
           label=words(it="Archivia reparto", en="Archive department")),
    )  # fmt: skip


class SiteCreate(Controller):
    """The form that makes a site."""

    ID = "site_create"
    LABEL = words(it="Nuova sede", en="New site")
    ICON = "map-pin"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == "org.sites") & (Content.len == 0)})
    CURSORS = cursors(site="org.sites")
    VIEW = View(
        "Form",
        title=words(it="Nuova sede", en="New site"),
        parts=(
            form(
                "site",
                parts=(
                    section(label=words(it="Cliente", en="Customer"), fields=["customer_id"]),
                    section(
                        label=words(it="La sede", en="The site"),
                        fields=["code", "name", "kind", "address"],
                    ),
                    section(
                        label=words(it="Dimensioni", en="Size"),
                        fields=["surface_m2", "floors", "max_occupants"],
                    ),
                    section(
                        label=words(it="Emergenze", en="Emergencies"),
                        fields=["first_aid_group", "fire_level", "fire_permit",
                                "fire_permit_expires_on"],
                    ),
                ),
            ),
        ),
    )  # fmt: skip


class SitePick(Controller):
    """Choose a site."""

    ID = "site_pick"
    LABEL = words(it="Scegli una sede", en="Choose a site")
    ICON = "map-pin"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == "org.sites"})
    CURSORS = cursors(site=CursorSpec("org.sites", readonly=True))
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli una sede", en="Choose a site"),
        parts=(grid("site", ("code", "name", "kind", "city", "customer_name")),),
    )
