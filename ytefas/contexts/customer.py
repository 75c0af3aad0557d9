"""One customer: its record, with its sites as rows. Whoever may change it, may at once."""

from ytefas.contexts.calculation_offers import CalculateForCustomer
from ytefas.contexts.offers import (
    ApplyPreset,
    ArchiveCustomer,
    OpenCompany,
    OpenSafetyRoles,
    OpenWorkspace,
)
from ytefas.contexts.oversight_offers import SeersOf
from ytefas.contexts.privacy_offers import OF_CUSTOMER
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    DeleteRecord,
    NewRecord,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, rows, words

LABEL = words(it="Cliente", en="Customer")
SITES = words(it="Sedi", en="Sites")


class CustomerRecord(RecordController):
    """The form of a customer."""

    ID = "customer"
    LABEL = LABEL
    ICON = "building-2"
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 1)})
    CURSORS = cursors(
        customer="org.customers",
        site=CursorSpec("org.sites", tracks="customer", on="customer_id"),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("customer", code="code", title="legal_name", facts=("status", "city")),
            form(
                "customer",
                parts=(
                    rows(
                        "site",
                        ("code", "name", "kind", "surface_m2", "max_occupants",
                         "departments"),
                        label=SITES, open="open_site", new=True,
                    ),
                ),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "customer"),
        on(NextRecord, "customer"),
        OpenWorkspace,
        OpenCompany,
        OpenSafetyRoles,
        CalculateForCustomer,
        SeersOf,
        ApplyPreset,
        ArchiveCustomer,
        on(RestoreRecord, "customer"),
        on(DeleteRecord, "customer"),
        *OF_CUSTOMER,
        on(OpenRecord, "site", id="open_site", keys="",
           label=words(it="Apri sede", en="Open site")),
        on(NewRecord, "site", id="new_site", keys="", style="",
           label=words(it="Nuova sede", en="New site")),
    )  # fmt: skip


class CustomerCreate(Controller):
    """The form that makes a customer."""

    ID = "customer_create"
    LABEL = words(it="Nuovo cliente", en="New customer")
    ICON = "building-2"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 0)})
    CURSORS = cursors(customer="org.customers")
    VIEW = View(
        "Form",
        title=words(it="Nuovo cliente", en="New customer"),
        parts=(form("customer"),),
    )


class CustomerPick(Controller):
    """Choose a customer."""

    ID = "customer_pick"
    LABEL = words(it="Scegli un cliente", en="Choose a customer")
    ICON = "building-2"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == "org.customers"})
    CURSORS = cursors(customer=CursorSpec("org.customers", readonly=True))
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli un cliente", en="Choose a customer"),
        parts=(grid("customer", ("code", "legal_name", "vat", "city", "province")),),
    )
