"""The customers one follows: the list, and below it sites and departments of the current one."""

from ytefas.contexts.offers import (
    ApplyPreset,
    ArchiveCustomer,
    ArchiveSite,
    OpenCompany,
    OpenSafetyRoles,
    OpenWorkspace,
)
from ytefas.contexts.oversight_offers import SeersOf
from ytefas.contexts.places import WORK
from ytefas.contexts.privacy_offers import OF_CUSTOMER, BringCustomerOffer
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewBelow,
    NewRecord,
    OpenRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, tree, words


class CustomerList(Controller):
    """Master and detail: the grid of customers, and what belongs to its current row."""

    ID = "customers"
    LABEL = words(it="Clienti", en="Customers")
    ICON = "building-2"
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len != 1)})
    NAVIGATION = navigation(
        source="org.customers", order=10, group=WORK,
        requires=frozenset({"consultant"}),  # a customer's user is led to his own firm
        hint=words(it="Le aziende che segui, con le loro sedi",
                   en="The firms you look after, with their sites"),
    )  # fmt: skip
    CURSORS = cursors(
        customer="org.customers",
        site=CursorSpec("org.sites", tracks="customer", on="customer_id"),
        department=CursorSpec("org.departments", tracks="site", on="site_id", query={"tree": True}),
    )
    VIEW = View(
        "MasterDetail",
        title=words(it="Clienti", en="Customers"),
        parts=(
            split(
                grid(
                    "customer",
                    ("code", "legal_name", "ateco_codes", "ateco_risk_class", "city", "province",
                     "sites", "status", "lead_consultant_id"),
                    widths={"legal_name": 308, "ateco_risk_class": 124, "status": 104,
                            "lead_consultant_id": 172},
                    open="open",
                ),
                split(
                    record(
                        "customer", code="code", title="legal_name",
                        facts=("status", "vat", "ccnl", "activity_start_on"), open="open",
                        also=["workspace"],
                    ),
                    tabs(
                        split(
                            grid(
                                "site",
                                ("code", "name", "kind", "city", "departments", "surface_m2",
                                 "max_occupants"),
                                widths={"code": 72, "name": 228, "kind": 128, "city": 136},
                                editing=["name", "kind", "surface_m2", "max_occupants"],
                                label=words(it="Sedi", en="Sites"), open="open_site",
                            ),
                            tree(
                                "department", ("name", "kind", "surface_m2"),
                                widths={"name": 276},
                                editing=["name", "kind", "surface_m2"],
                                label=words(it="Reparti della sede", en="Departments of the site"),
                                open="open_department",
                            ),
                            across="x", sizes=[55, 45],
                            label=words(it="Sedi e reparti", en="Sites and departments"),
                        ),
                        form("customer", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[62, 38],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "customer", label=words(it="Nuovo cliente", en="New customer")),
        on(OpenRecord, "customer", label=words(it="Apri scheda", en="Open record")),
        OpenWorkspace,
        OpenCompany,
        OpenSafetyRoles,
        SeersOf,
        ApplyPreset,
        ArchiveCustomer,
        on(RestoreRecord, "customer"),
        on(DeleteRecord, "customer"),
        BringCustomerOffer,
        *OF_CUSTOMER,
        on(NewRecord, "site", id="new_site", keys="",
           label=words(it="Nuova sede", en="New site"), style=""),
        on(OpenRecord, "site", id="open_site", keys="",
           label=words(it="Apri sede", en="Open site")),
        on(ArchiveSite, "site", id="archive_site",
           label=words(it="Archivia sede", en="Archive site")),
        on(NewRecord, "department", id="new_department", keys="",
           label=words(it="Nuovo reparto", en="New department"), style=""),
        on(NewBelow, "department", id="new_inner_department",
           label=words(it="Nuovo reparto interno", en="New inner department")),
        on(OpenRecord, "department", id="open_department", keys="",
           label=words(it="Apri reparto", en="Open department")),
        on(ArchiveRecord, "department", id="archive_department",
           label=words(it="Archivia reparto", en="Archive department")),
    )  # fmt: skip
