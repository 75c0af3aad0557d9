"""Everything of one customer in one place: what is missing, places, jobs, people, registers, data.

What is behind a tab is asked for when the tab is opened; how many there are is known before, from
one row that counts them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from typing_extensions import override

from ytefas.contexts.library_offers import named
from ytefas.contexts.offers import (
    ApplyPreset,
    ArchiveCustomer,
    ChangeJob,
    CopyRecords,
    EndEmployment,
    ImportRows,
    OpenCompany,
    OpenMethodTable,
    OpenSafetyRoles,
)
from ytefas.contexts.oversight_offers import SeersOf
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
    Part,
    View,
    Words,
    check,
    checks,
    facts,
    form,
    grid,
    record,
    section,
    split,
    tabs,
    tree,
    words,
)

CUSTOMERS: Final = "org.customers"
OVERVIEWS: Final = "org.overviews"


@dataclass(frozen=True, slots=True)
class Gap:
    """What may be missing of a customer: the column that tells, and where it is put right."""

    name: str
    source: str
    fine: Words
    grave: bool = False
    role: str = ""

    def checked(self) -> Part:
        return check(self.name, self.fine, grave=self.grave)


# What concerns records opens them; a role that nobody holds is given to somebody.
GAPS: Final = (
    Gap("data_missing", CUSTOMERS, words(it="Dati aziendali completi", en="Company data complete")),
    Gap("no_employer", APPOINTMENTS, words(it="Datore di lavoro indicato", en="Employer named"),
        grave=True, role="employer"),
    Gap("no_rspp", APPOINTMENTS, words(it="RSPP nominato", en="RSPP appointed"), grave=True,
        role="rspp"),
    Gap("no_rls", APPOINTMENTS, words(it="RLS o RLST indicato", en="RLS or RLST named"),
        role="rls"),
    Gap("no_physician", APPOINTMENTS,
        words(it="Medico competente nominato", en="Occupational physician appointed"),
        role="occupational_physician"),
    Gap("sites_without_wardens", SITE.source,
        words(it="Addetti antincendio in ogni sede", en="Fire wardens at every site"), grave=True),
    Gap("sites_without_first_aiders", SITE.source,
        words(it="Addetti al primo soccorso in ogni sede", en="First-aiders at every site"),
        grave=True),
    Gap("sites_with_late_permit", SITE.source,
        words(it="Rinnovi antincendio in regola", en="Fire renewals in order"), grave=True),
    Gap("sites_without_fire_level", SITE.source,
        words(it="Livello antincendio di ogni sede", en="Fire level of every site")),
    Gap("sites_without_first_aid", SITE.source,
        words(it="Gruppo di primo soccorso di ogni sede", en="First-aid group of every site")),
    Gap("people_without_job", "org.persons",
        words(it="Una mansione per ogni persona in forza", en="A job for everybody employed")),
    Gap("jobs_without_people", "org.jobs",
        words(it="Addetti in ogni mansione", en="People in every job")),
    Gap("jobs_without_skill_note", "org.jobs",
        words(it="Capacità riconosciute precisate", en="Recognised skills said")),
    Gap("checks_overdue", "org.equipment",
        words(it="Verifiche delle attrezzature in regola", en="Checks of equipment in order"),
        grave=True),
    Gap("substances_without_sds", "org.substances",
        words(it="Scheda di sicurezza di ogni sostanza", en="Data sheet of every substance")),
    Gap("substances_with_old_sds", "org.substances",
        words(it="Schede di sicurezza recenti", en="Data sheets recent")),
    Gap("calculations_open", "risk.calculations",
        words(it="Calcoli completi", en="Calculations complete")),
    Gap("calculations_bare", "risk.calculations",
        words(it="Misure provate dove il livello è alto", en="Measures tried at high levels")),
)  # fmt: skip
_GAP: Final = {gap.name: gap for gap in GAPS}


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
        gap = _GAP.get(name) if isinstance(name, str) else None
        if gap is None or self.current is None:
            raise NotFound
        customer = self.current
        if gap.role:
            given = {"customer_id": customer, "role": gap.role}
            begun = Intent(Operation.CREATE, Content(gap.source, values=given))
        else:
            row = await read_one(self.controller, OVERVIEWS, customer, (gap.name,))
            keys = tuple(row[gap.name] or ())[:MAX_IDS]
            if not keys:
                return None
            begun = Intent(Operation.VIEW, Content(gap.source, keys))
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
        calculation=_register("risk.calculations"),
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
                    checks("overview", *(gap.checked() for gap in GAPS),
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
                    "calculation",
                    ("title", named("rating"), "score", "unit", named("after_rating"),
                     named("method_name"), "site_name", "job_name", "evaluated_on"),
                    widths={"title": 272, "rating": 248, "rating_said": 248, "score": 80,
                            "unit": 72, "after_rating": 248, "after_rating_said": 248,
                            "method_name": 240, "method_name_said": 240, "site_name": 184,
                            "job_name": 168},
                    label=words(it="Calcoli", en="Calculations"), open="open_calculation",
                    bar=True, counted="calculations",
                ),
                split(
                    Part("papers_files", {"cursor": "customer"}),
                    grid(
                        "attachment", ("filename", "mime", "bytes", "caption", "taken_on"),
                        widths={"filename": 280, "mime": 160, "caption": 280},
                        label=words(it="Tutti, anche di sedi, persone e attrezzature",
                                    en="All, also of sites, people and equipment"),
                        open="open_attachment", bar=True,
                    ),
                    label=words(it="Allegati", en="Attachments"), id="attachments",
                    counted="attachments", across="y", fixed="first",
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
        SeersOf,
        on(PreviousRecord, "customer"),
        on(NextRecord, "customer"),
        ApplyPreset,
        ArchiveCustomer,
        on(RestoreRecord, "customer"),
        *PLACES_ACTIONS,
        on(NewRecord, "job", id="new_job", keys="", label=words(it="Nuova mansione", en="New job")),
        on(OpenRecord, "job", id="open_job", keys="",
           label=words(it="Apri scheda mansione", en="Open job sheet")),
        on(CopyRecords, "job", id="copy_job",
           label=words(it="Copia mansione con i collegamenti…",
                       en="Copy job with its links…")),
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
        on(ImportRows, "job", id="import_jobs",
           label=words(it="Importa mansioni da foglio…", en="Import jobs from a sheet…")),
        on(ImportRows, "person", id="import_persons",
           label=words(it="Importa persone da foglio…", en="Import people from a sheet…")),
        on(ImportRows, "equipment", id="import_equipment",
           label=words(it="Importa attrezzature da foglio…",
                       en="Import equipment from a sheet…")),
        on(ImportRows, "substance", id="import_substances",
           label=words(it="Importa sostanze da foglio…", en="Import substances from a sheet…")),
        on(ImportRows, "site", id="import_sites",
           label=words(it="Importa sedi da foglio…", en="Import sites from a sheet…")),
        on(ImportRows, "department", id="import_departments",
           label=words(it="Importa reparti da foglio…", en="Import departments from a sheet…")),
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
        on(NewRecord, "calculation", id="new_calculation", keys="",
           label=words(it="Nuovo calcolo", en="New calculation")),
        on(OpenRecord, "calculation", id="open_calculation", keys="",
           label=words(it="Apri calcolo", en="Open calculation")),
        on(OpenMethodTable, "calculation"),
        on(ArchiveRecord, "calculation", id="archive_calculation",
           label=words(it="Archivia calcolo", en="Archive calculation")),
        on(OpenRecord, "attachment", id="open_attachment", keys="",
           label=words(it="Apri allegato", en="Open attachment")),
    )  # fmt: skip
