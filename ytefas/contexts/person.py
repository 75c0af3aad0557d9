"""One person: data, employments, jobs and appointments on one screen; making one; choosing one."""

from ytefas.contexts.calculation_offers import CalculateForPerson
from ytefas.contexts.offers import ChangeJob, EndEmployment
from ytefas.contexts.privacy_offers import OF_PERSON
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    DeleteRecord,
    NextRecord,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, form, grid, record, rows, section, words

LABEL = words(it="Persona", en="Person")
EMPLOYMENTS = words(it="Rapporti di lavoro", en="Employments")
JOBS = words(it="Mansioni", en="Jobs")
APPOINTMENTS = words(it="Nomine", en="Appointments")
OF_EMPLOYMENT = ("contract", "hired_on", "ended_on", "part_time_pct", "remote_work")
OF_ASSIGNMENT = ("job_id", "site_id", "department_id", "from_on", "to_on")
OF_APPOINTMENT = ("role", "site_id", "department_id", "from_on", "to_on", "accepted_on", "act_id")
BELOW = {
    name: CursorSpec(f"org.{name}s", tracks="person", on="person_id")
    for name in ("employment", "assignment", "appointment")
}


def _below(*, making: bool = False) -> tuple[Part, ...]:
    """Show what belongs to a person; of a new one the first employment and the first job."""
    more = {"starts": True} if making else {}
    shown = (
        rows("employment", OF_EMPLOYMENT, label=EMPLOYMENTS, **more),
        rows("assignment", OF_ASSIGNMENT, label=JOBS, **more),
    )
    if making:
        return shown
    return (*shown, rows("appointment", OF_APPOINTMENT, label=APPOINTMENTS,
                         open="open_appointment"))  # fmt: skip


class PersonRecord(RecordController):
    """The form of a person; what lasts stands as rows below, edited in place."""

    ID = "person"
    LABEL = LABEL
    ICON = "user-round"
    CONTENT = frozenset({(Content.source == "org.persons") & (Content.len == 1)})
    CURSORS = cursors(person="org.persons", **BELOW)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record(
                "person", code="code", title="full_name",
                facts=("customer_name", "standing", "jobs", "sites", "age", "missing"),
            ),
            form("person", parts=_below()),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "person"),
        on(NextRecord, "person"),
        ChangeJob,
        EndEmployment,
        CalculateForPerson,
        on(ArchiveRecord, "person"),
        on(RestoreRecord, "person"),
        on(DeleteRecord, "person"),
        *OF_PERSON,
        on(OpenRecord, "appointment", id="open_appointment", keys="",
           label=words(it="Apri nomina", en="Open appointment")),
    )  # fmt: skip


class PersonCreate(Controller):
    """The form that makes a person, with the first employment and job at once."""

    ID = "person_create"
    LABEL = words(it="Nuova persona", en="New person")
    ICON = "user-round"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == "org.persons") & (Content.len == 0)})
    CURSORS = cursors(
        person="org.persons",
        **{name: BELOW[name] for name in ("employment", "assignment")},
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            form(
                "person",
                parts=(
                    section(
                        label=words(it="La persona", en="The person"),
                        fields=["customer_id", "kind", "code", "surname", "name", "tax_code",
                                "birth_date", "sex", "citizenship", "language_ok"],
                    ),
                    *_below(making=True),
                    section(
                        label=words(it="Recapiti e qualifica", en="Contacts and qualification"),
                        fields=["email", "phone", "company", "qualification"],
                    ),
                ),
            ),
        ),
    )  # fmt: skip


class PersonPick(Controller):
    """Choose a person: of the customer that the asking form says."""

    ID = "person_pick"
    LABEL = words(it="Scegli una persona", en="Choose a person")
    ICON = "user-round"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == "org.persons"})
    CURSORS = cursors(person=CursorSpec("org.persons", readonly=True))
    MODAL = True
    VIEW = View(
        "Pick",
        title=words(it="Scegli una persona", en="Choose a person"),
        parts=(
            grid("person", ("full_name", "code", "standing", "jobs", "sites", "company",
                            "customer_name")),
        ),
    )  # fmt: skip
