"""Everything of one customer in one place: what is missing, places, jobs, people, registers, data.

What is behind a tab is asked for when the tab is opened; how many there are is known before, from
one row that counts them all.
"""

from collections.abc import Mapping
from typing import Any, Final

from typing_extensions import override

from ytefas.contexts.offers import (
    ArchiveCustomer,
    ChangeJob,
    EndEmployment,
    OpenCompany,
    OpenSafetyRoles,
)
from ytefas.contexts.places_tree import DEPARTMENT, PLACES_ACTIONS, SITE, places_tree
from ytefas.contexts.role_chart import (
    APPOINTMENTS,
    HOLD,
    Appoint,
    OpenAppointment,
    OpenPerson,
    safety_chart,
)
from ytefas.errors import NotFound
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import MAX_IDS, Content
from ytefas.framework.work.controller import cursors
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import (
    ArchiveRecord,
    NewBelow,
    NewRecord,
    NextRecord,
    OnCursor,
    OpenRecord,
    PreviousRecord,
    RestoreRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    View,
    check,
    checks,
    facts,
    form,
    grid,
    record,
    section,
    tabs,
    tree,
    words,
)

CUSTOMERS: Final = "org.customers"
OVERVIEWS: Final = "org.overviews"

# What concerns records opens them; a role that nobody holds is given to somebody.
GAPS: Final[Mapping[str, str]] = {
    "data_missing": CUSTOMERS,
    "no_employer": APPOINTMENTS,
    "no_rspp": APPOINTMENTS,
    "no_rls": APPOINTMENTS,
    "no_physician": APPOINTMENTS,
    "sites_without_wardens": "org.sites",
    "sites_without_first_aiders": "org.sites",
    "sites_with_late_permit": "org.sites",
    "sites_without_fire_level": "org.sites",
    "sites_without_first_aid": "org.sites",
    "people_without_job": "org.persons",
    "jobs_without_people": "org.jobs",
    "jobs_without_skill_note": "org.jobs",
    "checks_overdue": "org.equipment",
    "substances_without_sds": "org.substances",
    "substances_with_old_sds": "org.substances",
}
_GRAVE: Final = frozenset({
    "no_employer", "no_rspp", "sites_without_wardens", "sites_without_first_aiders",
    "checks_overdue", "sites_with_late_permit",
})  # fmt: skip
_ROLES: Final[Mapping[str, str]] = {
    "no_employer": "employer", "no_rspp": "rspp", "no_rls": "rls",
    "no_physician": "occupational_physician",
}  # fmt: skip


def _register(source: str, **query: Any) -> CursorSpec:
    """Follow the customer, and load when somebody looks."""
    return CursorSpec(source, tracks="customer", on="customer_id", lazy=True, query=query)


class GoToGap(OnCursor):
    """Open what something is missing of, or begin what is missing."""

    ID = "go_to_gap"
    CURSOR = "overview"
    CATEGORIES = frozenset({"gap"})
    LABEL = words(it="Vai a ciò che manca", en="Go to what is missing")

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        name = options.get("check")
        if not isinstance(name, str) or name not in GAPS or self.current is None:
            raise NotFound
        customer, source = self.current, GAPS[name]
        if source == APPOINTMENTS:
            given = {"customer_id": customer, "role": _ROLES[name]}
            begun = Intent(Operation.CREATE, Content(source, values=given))
        else:
            row = await read_one(self.controller, OVERVIEWS, customer, (name,))
            keys = tuple(row[name] or ())[:MAX_IDS]
            if not keys:
                return None
            begun = Intent(Operation.VIEW, Content(source, keys))
        return (await self.controller.begin(begun)).node_name


class Workspace(RecordController):
    """The file of a customer."""

    ID = "workspace"
    LABEL = words(it="Fascicolo", en="Customer file")
    ICON = "layout-dashboard"
    OPERATIONS = frozenset({Operation.VIEW})
    CONTENT = frozenset({(Content.source == CUSTOMERS) & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"workspace"})
    SINGLETON = True
    CURSORS = cursors(
        customer=CUSTOMERS,
        overview=CursorSpec(OVERVIEWS, tracks="customer", on="id", readonly=True),
        site=CursorSpec(SITE.source, tracks="customer", on="customer_id", lazy=True),
        department=CursorSpec(DEPARTMENT.source, tracks="customer", on="customer_id", lazy=True,
                              query=DEPARTMENT.query),
        job=_register("org.jobs"),
        person=_register("org.persons"),
        appointment=_register(APPOINTMENTS, **HOLD),
        equipment=_register("org.equipment"),
        substance=_register("org.substances"),
        activity=_register("org.activities", tree=True, open={"all": True, "except": []}),
        group=_register("org.groups"),
        attachment=_register("doc.attachments"),
    )  # fmt: skip
    VIEW = View(
        "Workspace",
        title=LABEL,
        parts=(
            record("customer", code="code", title="legal_name",
                   facts=("status", "city", "ccnl"), open="company"),
            tabs(
                section(
                    checks("overview", *(check(name, grave=name in _GRAVE) for name in GAPS),
                           label=words(it="Da completare", en="To be completed"),
                           open="go_to_gap"),
                    facts("customer", ("ateco_codes", "ateco_risk_class", "activity_start_on",
                                       "persons", "sites", "inail_pat", "lead_consultant_id",
                                       "phone", "email", "pec"),
                          label=words(it="In breve", en="In short")),
                    label=words(it="Quadro", en="Overview"), id="overview", headed=False,
                    beside=True,
                ),
                places_tree(id="places", counted="departments"),
                grid(
                    "job",
                    ("code", "name", "people", "departments", "activities", "equipment",
                     "needs_recognised_skill", "vdt_hours_week", "night_work",
                     "alcohol_drug_listed"),
                    widths={"code": 72, "name": 264, "people": 96, "departments": 72,
                            "activities": 72, "equipment": 96, "needs_recognised_skill": 136,
                            "vdt_hours_week": 112, "night_work": 112,
                            "alcohol_drug_listed": 128},
                    label=words(it="Mansioni", en="Jobs"), open="open_job", bar=True,
                    counted="jobs",
                ),
                grid(
                    "person",
                    ("full_name", "code", "standing", "jobs", "sites", "departments", "contract",
                     "hired_on", "age", "missing"),
                    widths={"full_name": 216, "code": 88, "standing": 112, "jobs": 200,
                            "sites": 180, "departments": 160, "contract": 152, "missing": 188},
                    label=words(it="Persone", en="People"), open="open_person_record", bar=True,
                    counted="persons",
                ),
                section(
                    safety_chart(), label=words(it="Ruoli della sicurezza", en="Safety roles"),
                    id="roles", counted="appointments", headed=False,
                ),
                grid(
                    "equipment",
                    ("internal_code", "name", "type_id", "site_name", "department_name",
                     "status", "next_due_on", "check_state", "last_check_on"),
                    widths={"internal_code": 112, "name": 240, "type_id": 200, "site_name": 180,
                            "department_name": 160},
                    label=words(it="Attrezzature", en="Equipment"), open="open_equipment",
                    bar=True, counted="equipment",
                ),
                grid(
                    "substance",
                    ("name", "supplier", "state", "pictograms", "h_codes", "cmr_class",
                     "sds_revision_on", "sds_state", "used_in"),
                    widths={"name": 232, "supplier": 168, "pictograms": 144, "h_codes": 176,
                            "used_in": 216},
                    label=words(it="Sostanze", en="Substances"), open="open_substance", bar=True,
                    counted="substances",
                ),
                tree(
                    "activity",
                    ("name", "frequency", "site_name", "department_name", "jobs", "equipment"),
                    widths={"name": 320, "frequency": 128, "site_name": 200,
                            "department_name": 200},
                    label=words(it="Attività", en="Activities"), open="open_activity", bar=True,
                    counted="activities",
                ),
                grid(
                    "group",
                    ("name", "purpose", "site_name", "people", "men_today", "women_today", "jobs",
                     "workers"),
                    widths={"name": 280, "purpose": 208, "site_name": 160, "people": 96,
                            "men_today": 96, "women_today": 96, "jobs": 80, "workers": 120},
                    label=words(it="Gruppi omogenei", en="Homogeneous groups"), open="open_group",
                    bar=True, counted="groups",
                ),
                grid(
                    "attachment", ("filename", "mime", "bytes", "caption", "taken_on"),
                    widths={"filename": 280, "mime": 160, "caption": 280},
                    label=words(it="Allegati", en="Attachments"), open="open_attachment",
                    bar=True, counted="attachments",
                ),
                form("customer", label=words(it="Dati", en="Data")),
                counts="overview",
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        GoToGap,
        OpenCompany,
        OpenSafetyRoles,
        on(PreviousRecord, "customer"),
        on(NextRecord, "customer"),
        ArchiveCustomer,
        on(RestoreRecord, "customer"),
        *PLACES_ACTIONS,
        on(NewRecord, "job", id="new_job", keys="", label=words(it="Nuova mansione", en="New job")),
        on(OpenRecord, "job", id="open_job", keys="",
           label=words(it="Apri scheda mansione", en="Open job sheet")),
        on(ArchiveRecord, "job", id="archive_job",
           label=words(it="Archivia mansione", en="Archive job")),
        on(NewRecord, "person", id="new_person", keys="",
           label=words(it="Nuova persona", en="New person")),
        on(OpenRecord, "person", id="open_person_record", keys="",
           label=words(it="Apri scheda persona", en="Open person")),
        ChangeJob,
        EndEmployment,
        on(ArchiveRecord, "person", id="archive_person",
           label=words(it="Archivia persona", en="Archive person")),
        Appoint,
        OpenAppointment,
        OpenPerson,
        on(NewRecord, "equipment", id="new_equipment", keys="",
           label=words(it="Nuova attrezzatura", en="New equipment")),
        on(OpenRecord, "equipment", id="open_equipment", keys="",
           label=words(it="Apri attrezzatura", en="Open equipment")),
        on(ArchiveRecord, "equipment", id="archive_equipment",
           label=words(it="Archivia attrezzatura", en="Archive equipment")),
        on(NewRecord, "substance", id="new_substance", keys="",
           label=words(it="Nuova sostanza", en="New substance")),
        on(OpenRecord, "substance", id="open_substance", keys="",
           label=words(it="Apri sostanza", en="Open substance")),
        on(ArchiveRecord, "substance", id="archive_substance",
           label=words(it="Archivia sostanza", en="Archive substance")),
        on(NewRecord, "activity", id="new_activity", keys="",
           label=words(it="Nuova attività", en="New activity")),
        on(NewBelow, "activity", id="new_inner_activity",
           label=words(it="Nuova fase all'interno", en="New step inside")),
        on(OpenRecord, "activity", id="open_activity", keys="",
           label=words(it="Apri attività", en="Open activity")),
        on(ArchiveRecord, "activity", id="archive_activity",
           label=words(it="Archivia attività", en="Archive activity")),
        on(NewRecord, "group", id="new_group", keys="",
           label=words(it="Nuovo gruppo", en="New group")),
        on(OpenRecord, "group", id="open_group", keys="",
           label=words(it="Apri gruppo", en="Open group")),
        on(ArchiveRecord, "group", id="archive_group",
           label=words(it="Archivia gruppo", en="Archive group")),
        on(OpenRecord, "attachment", id="open_attachment", keys="",
           label=words(it="Apri allegato", en="Open attachment")),
    )  # fmt: skip
