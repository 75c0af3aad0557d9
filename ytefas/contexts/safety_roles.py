"""Who holds which safety role in a customer: as a drawing, and as a list by function."""

from ytefas.contexts.places import WORK
from ytefas.contexts.role_chart import (
    APPOINTMENTS,
    HOLD,
    TITLE,
    Appoint,
    OpenAppointment,
    OpenPerson,
    safety_chart,
)
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NewRecord,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, words


class SafetyRoles(RecordController):
    """The drawing of a customer's safety roles, and the same as a list."""

    ID = "safety_roles"
    LABEL = TITLE
    ICON = "network"
    OPERATIONS = frozenset({Operation.VIEW})
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"safety_roles"})
    SINGLETON = True
    CURSORS = cursors(
        customer=CursorSpec("org.customers", readonly=True),
        site=CursorSpec("org.sites", tracks="customer", on="customer_id", readonly=True),
        appointment=CursorSpec(
            APPOINTMENTS, tracks="customer", on="customer_id", query=HOLD,
        ),
        listed=CursorSpec(
            APPOINTMENTS, tracks="customer", on="customer_id",
        ),
    )  # fmt: skip
    VIEW = View(
        "Workspace",
        title=TITLE,
        parts=(
            record("customer", code="code", title="legal_name", facts=("status", "city")),
            tabs(
                safety_chart(),
                grid(
                    "listed",
                    ("role", "person_id", "site_id", "department_id", "from_on", "to_on",
                     "accepted_on", "act_id", "state"),
                    widths={"role": 240, "person_id": 220, "site_id": 200, "department_id": 180},
                    label=words(it="Elenco delle nomine", en="List of appointments"),
                    open="open_listed", group=["role_group"], count=False,
                ),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        Appoint,
        OpenAppointment,
        OpenPerson,
        on(OpenRecord, "listed", id="open_listed", keys="",
           label=words(it="Apri la nomina", en="Open the appointment")),
        on(ArchiveRecord, "listed", id="archive_listed",
           label=words(it="Archivia la nomina", en="Archive the appointment")),
    )  # fmt: skip


class AppointmentList(Controller):
    """The appointments of all customers one follows, or of the one a list is asked for."""

    ID = "appointments"
    LABEL = words(it="Nomine", en="Appointments")
    ICON = "badge-check"
    CONTENT = frozenset({(Content.source == APPOINTMENTS) & (Content.len == 0)})
    NAVIGATION = navigation(
        source=APPOINTMENTS, order=35, group=WORK,
        hint=words(it="Chi ricopre quale ruolo della sicurezza",
                   en="Who holds which safety role"),
    )  # fmt: skip
    CURSORS = cursors(appointment=APPOINTMENTS)
    VIEW = View(
        "MasterDetail",
        title=LABEL,
        parts=(
            split(
                grid(
                    "appointment",
                    ("role", "person_id", "customer_name", "site_id", "department_id", "from_on",
                     "to_on", "accepted_on", "act_id", "role_group", "state"),
                    widths={"role": 228, "person_id": 208, "customer_name": 220, "site_id": 192,
                            "department_id": 160, "role_group": 184},
                    open="open",
                ),
                split(
                    record("appointment", title="person_name",
                           facts=("role", "customer_name", "site_name"), open="open"),
                    form("appointment", readonly=True),
                    across="y", fixed="first",
                ),
                across="y", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "appointment", label=words(it="Nuova nomina", en="New appointment")),
        on(OpenRecord, "appointment", label=words(it="Apri scheda", en="Open record")),
        OpenPerson,
        on(ArchiveRecord, "appointment"),
        on(RestoreRecord, "appointment"),
        on(DeleteRecord, "appointment"),
    )


class AppointmentRecord(RecordController):
    """The form of an appointment."""

    ID = "appointment"
    LABEL = words(it="Nomina", en="Appointment")
    ICON = "badge-check"
    CONTENT = frozenset({(Content.source == APPOINTMENTS) & (Content.len == 1)})
    CURSORS = cursors(appointment=APPOINTMENTS)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("appointment", title="person_name",
                   facts=("role", "customer_name", "site_name", "state")),
            form("appointment"),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "appointment"),
        on(NextRecord, "appointment"),
        OpenPerson,
        on(ArchiveRecord, "appointment"),
        on(RestoreRecord, "appointment"),
        on(DeleteRecord, "appointment"),
    )


class AppointmentCreate(Controller):
    """The form that makes an appointment."""

    ID = "appointment_create"
    LABEL = words(it="Nuova nomina", en="New appointment")
    ICON = "badge-check"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == APPOINTMENTS) & (Content.len == 0)})
    CURSORS = cursors(appointment=APPOINTMENTS)
    VIEW = View("Form", title=LABEL, parts=(form("appointment"),))
