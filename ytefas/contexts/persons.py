"""The people of all customers one follows, with what the current one does and is appointed to."""

from ytefas.contexts.offers import ChangeJob, EndEmployment, ImportRows, NewOfCustomer
from ytefas.contexts.places import WORK
from ytefas.contexts.privacy_offers import OF_PERSON
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    OpenRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, grid, record, split, tabs, words


class PersonList(Controller):
    """Master and detail across customers, or of the one a list is asked for."""

    ID = "persons"
    LABEL = words(it="Persone", en="People")
    ICON = "users"
    CONTENT = frozenset({(Content.source == "org.persons") & (Content.len != 1)})
    NAVIGATION = navigation(
        source="org.persons", order=30, group=WORK,
        hint=words(it="Lavoratori ed esterni, con rapporti e mansioni",
                   en="Workers and external people, with contracts and jobs"),
    )  # fmt: skip
    CURSORS = cursors(
        person="org.persons",
        assignment=CursorSpec("org.assignments", tracks="person", on="person_id"),
        employment=CursorSpec("org.employments", tracks="person", on="person_id"),
        appointment=CursorSpec("org.appointments", tracks="person", on="person_id"),
    )
    VIEW = View(
        "MasterDetail",
        title=LABEL,
        parts=(
            split(
                grid(
                    "person",
                    ("full_name", "code", "customer_name", "standing", "jobs", "sites",
                     "departments", "contract", "hired_on", "age", "appointments", "missing"),
                    widths={"full_name": 216, "code": 88, "customer_name": 208, "standing": 112,
                            "jobs": 180, "sites": 168, "departments": 148, "contract": 152,
                            "hired_on": 104, "age": 64, "appointments": 88, "missing": 188},
                    open="open",
                ),
                split(
                    record(
                        "person", code="code", title="full_name",
                        facts=("customer_name", "standing", "jobs", "sites", "missing"),
                        open="open",
                    ),
                    tabs(
                        grid(
                            "assignment",
                            ("job_id", "site_id", "department_id", "from_on", "to_on", "state"),
                            widths={"job_id": 240, "site_id": 220, "department_id": 200},
                            label=words(it="Mansioni", en="Jobs"),
                        ),
                        grid(
                            "employment",
                            ("contract", "hired_on", "ended_on", "part_time_pct", "remote_work",
                             "state"),
                            widths={"contract": 220},
                            label=words(it="Rapporti di lavoro", en="Employments"),
                        ),
                        grid(
                            "appointment",
                            ("role", "site_id", "department_id", "from_on", "to_on",
                             "accepted_on", "state"),
                            widths={"role": 240, "site_id": 220, "department_id": 200},
                            label=words(it="Nomine", en="Appointments"),
                            open="open_appointment",
                        ),
                        form("person", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "person", label=words(it="Nuova persona", en="New person")),
        on(OpenRecord, "person", label=words(it="Apri scheda", en="Open record")),
        on(ImportRows, "person"),
        ChangeJob,
        EndEmployment,
        on(ArchiveRecord, "person"),
        on(RestoreRecord, "person"),
        on(DeleteRecord, "person"),
        *OF_PERSON,
        on(OpenRecord, "appointment", id="open_appointment", keys="",
           label=words(it="Apri nomina", en="Open appointment")),
    )  # fmt: skip
