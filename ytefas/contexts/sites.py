"""The sites of all customers one follows, with the departments of the current one."""

from ytefas.contexts.offers import (
    ArchiveSite,
    CopyRecords,
    ImportRows,
    NewOfCustomer,
)
from ytefas.contexts.oversight_offers import SeersOfSite
from ytefas.contexts.places import WORK
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.record_actions import (
    DeleteRecord,
    NewBelow,
    NewRecord,
    OpenRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, tree, words


class SiteList(Controller):
    """Master and detail across customers."""

    ID = "sites"
    LABEL = words(it="Sedi", en="Sites")
    ICON = "map-pin"
    CONTENT = frozenset({(Content.source == "org.sites") & (Content.len != 1)})
    NAVIGATION = navigation(
        source="org.sites", order=15, group=WORK,
        hint=words(it="Le sedi, con i loro reparti", en="The sites, with their departments"),
    )  # fmt: skip
    CURSORS = cursors(
        site="org.sites",
        department=CursorSpec("org.departments", tracks="site", on="site_id", query={"tree": True}),
    )
    VIEW = View(
        "MasterDetail",
        title=words(it="Sedi", en="Sites"),
        parts=(
            split(
                grid(
                    "site",
                    ("customer_code", "customer_name", "code", "name", "kind", "city", "province",
                     "departments", "surface_m2", "max_occupants", "first_aid_group",
                     "fire_level", "fire_permit_expires_on"),
                    widths={"customer_code": 80, "customer_name": 228, "code": 72, "name": 256,
                            "kind": 132, "city": 144},
                    editing=["name", "surface_m2", "max_occupants", "first_aid_group",
                             "fire_level", "fire_permit_expires_on"],
                    open="open",
                ),
                split(
                    record(
                        "site", code="code", title="name",
                        facts=("customer_name", "kind", "city"), open="open",
                    ),
                    tabs(
                        tree(
                            "department", ("name", "kind", "code", "surface_m2", "description"),
                            widths={"name": 320},
                            editing=["name", "kind", "code", "surface_m2", "description"],
                            label=words(it="Reparti", en="Departments"), open="open_department",
                        ),
                        form("site", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[62, 38],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "site", label=words(it="Nuova sede", en="New site")),
        on(OpenRecord, "site", label=words(it="Apri scheda", en="Open record")),
        SeersOfSite,
        on(ImportRows, "site"),
        on(CopyRecords, "site"),
        ArchiveSite,
        on(RestoreRecord, "site"),
        on(DeleteRecord, "site"),
        on(NewRecord, "department", id="new_department", keys="", style="",
           label=words(it="Nuovo reparto", en="New department")),
        on(ImportRows, "department", id="import_departments",
           label=words(it="Importa reparti da foglio…", en="Import departments from a sheet…")),
        on(NewBelow, "department", id="new_inner_department",
           label=words(it="Nuovo reparto interno", en="New inner department")),
        on(OpenRecord, "department", id="open_department", keys="",
           label=words(it="Apri reparto", en="Open department")),
    )  # fmt: skip
