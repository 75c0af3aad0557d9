"""The jobs of the customers one follows, and the sheet of one: data, links, people, hazards."""

import logging
from typing import Any, Final

from typing_extensions import override

from ytefas.contexts.calculation_offers import CalculateForJob
from ytefas.contexts.job_hazards import CODES, NOTHING, TYPES, hazards_of
from ytefas.contexts.offers import CopyRecords, ImportRows, NewOfCustomer
from ytefas.contexts.places import WORK
from ytefas.framework.tree.loading import AsyncEffect
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
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
from ytefas.framework.work.rows import Written
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    View,
    form,
    grid,
    links,
    record,
    rows,
    section,
    split,
    tabs,
    words,
)

log = logging.getLogger(__name__)

SOURCE: Final = "org.jobs"
LABEL = words(it="Mansione", en="Job")
DEPARTMENTS = words(it="Reparti in cui si svolge", en="Departments where it is done")
ACTIVITIES = words(it="Attività", en="Activities")
EQUIPMENT = words(it="Attrezzature usate", en="Equipment used")
GROUPS = words(it="Gruppi omogenei", en="Homogeneous groups")
PEOPLE = words(it="Persone assegnate oggi", en="People assigned today")
HAZARDS = words(it="Pericoli da considerare", en="Hazards to consider")
_TODAY: Final = {"filter": ["state", "eq", "current"]}


def _of_job(source: str, **options: Any) -> CursorSpec:
    return CursorSpec(source, tracks="job", on="job_id", **options)


class JobList(Controller):
    """Master and detail across customers."""

    ID = "jobs"
    LABEL = words(it="Mansioni", en="Jobs")
    ICON = "briefcase"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len != 1)})
    NAVIGATION = navigation(
        source=SOURCE, order=20, group=WORK,
        hint=words(it="Che cosa si fa nelle aziende: reparti, attività, addetti",
                   en="What is done in firms: departments, activities, people"),
    )  # fmt: skip
    CURSORS = cursors(
        job=SOURCE,
        department=_of_job("org.job_departments", readonly=True),
        activity=_of_job("org.job_activities", readonly=True),
        assignment=_of_job("org.assignments", readonly=True, query=_TODAY),
    )
    VIEW = View(
        "MasterDetail",
        title=LABEL,
        parts=(
            split(
                grid(
                    "job",
                    ("code", "name", "customer_name", "people", "departments", "activities",
                     "equipment", "needs_recognised_skill", "vdt_hours_week", "night_work",
                     "alcohol_drug_listed", "job_type_id"),
                    widths={"code": 72, "name": 248, "customer_name": 232, "people": 104,
                            "departments": 80, "activities": 80, "equipment": 104,
                            "job_type_id": 200},
                    open="open",
                ),
                split(
                    record("job", code="code", title="name", facts=("customer_name", "people"),
                           open="open"),
                    tabs(
                        grid("department", ("department_name", "site_name", "department_kind"),
                             widths={"department_name": 280, "site_name": 280}, label=DEPARTMENTS),
                        grid("activity", ("activity_name", "activity_frequency"),
                             widths={"activity_name": 360}, label=ACTIVITIES),
                        grid("assignment",
                             ("person_name", "site_name", "department_name", "from_on"),
                             widths={"person_name": 240, "site_name": 240, "department_name": 200},
                             label=PEOPLE),
                        form("job", label=words(it="Dati", en="Data"), readonly=True),
                    ),
                    across="y", fixed="first",
                ),
                across="y", sizes=[64, 36],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewOfCustomer, "job", label=words(it="Nuova mansione", en="New job")),
        on(OpenRecord, "job", label=words(it="Apri scheda", en="Open record")),
        on(ImportRows, "job"),
        on(CopyRecords, "job"),
        on(ArchiveRecord, "job"),
        on(RestoreRecord, "job"),
        on(DeleteRecord, "job"),
    )


class JobSheet(RecordController):
    """One job on one screen; what it is linked to is chosen, several at once."""

    ID = "job"
    LABEL = LABEL
    ICON = "briefcase"
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 1)})
    CURSORS = cursors(
        job=SOURCE,
        department=_of_job("org.job_departments"),
        site=_of_job("org.job_sites"),
        activity=_of_job("org.job_activities"),
        equipment=_of_job("org.job_equipment"),
        use=_of_job("org.substance_uses"),
        group=_of_job("org.group_jobs"),
        assignment=_of_job("org.assignments", readonly=True, query=_TODAY),
        # The catalogue is the studio's: a customer is shown the sheet without it.
        hazard=CursorSpec("lib.hazard_sources", readonly=True, query=NOTHING, optional=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("job", code="code", title="name", facts=("customer_name",)),
            form("job"),
            links("department", "department_id", title="department_name",
                  facts=("site_name", "department_kind"), label=DEPARTMENTS),
            links("activity", "activity_id", title="activity_name",
                  facts=("activity_frequency",), label=ACTIVITIES),
            links("equipment", "equipment_id", title="equipment_name",
                  facts=("equipment_code", "site_name"), label=EQUIPMENT),
            links("group", "group_id", title="group_name", facts=("group_purpose",), label=GROUPS),
            rows("use", ("substance_id", "minutes_day", "containment"),
                 label=words(it="Sostanze usate", en="Substances used"), open="open_use"),
            links("assignment", "person_id", title="person_name",
                  facts=("site_name", "department_name", "from_on"), label=PEOPLE),
            rows("site", ("site_id", "headcount_override", "people"),
                 label=words(it="Addetti dichiarati per sede", en="Headcount stated by site")),
            links("hazard", "hazard_id", facts=("relevance",), label=HAZARDS, merged=True,
                  why=[*TYPES, *CODES],
                  none=words(it="Nessuno: indica i tipi di mansione, reparti, attività e "
                             "attrezzature, le sostanze usate o il codice ATECO del cliente, e "
                             "il catalogo li propone.",
                             en="None: say the types of the job, its departments, activities and "
                             "equipment, the substances used or the customer's ATECO code, and "
                             "the catalogue proposes them.")),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "job"),
        on(NextRecord, "job"),
        CalculateForJob,
        on(CopyRecords, "job"),
        on(ArchiveRecord, "job"),
        on(RestoreRecord, "job"),
        on(DeleteRecord, "job"),
        on(OpenRecord, "use", id="open_use", keys="",
           label=words(it="Apri impiego", en="Open use")),
    )  # fmt: skip

    _proposing: AsyncEffect[tuple[Key | None, int], dict[str, Any]] | None = None

    @override
    async def start(self) -> None:
        await super().start()
        if "hazard" not in self.cursors:
            return
        for name in ("job", "department", "activity", "equipment", "use"):
            self.cursors[name].written.connect(self._linked, owner=self)
        hazards = self.cursors["hazard"]
        self._proposing = AsyncEffect(
            self._known, self._proposed, hazards.query, owner=self, on_error=log_unproposed
        )

    @override
    async def turn_to(self, cursor: str, key: Any) -> bool:
        turned = await super().turn_to(cursor, key)
        if turned:
            self._again()
        return turned

    async def _linked(self, written: Written, **_: Any) -> None:
        del written
        self._again()

    def _again(self) -> None:
        if self._proposing is not None:
            self._proposing.again()

    def _known(self) -> tuple[Key | None, int]:
        """Say for which job, done by how many: tracked, so another one is looked at anew."""
        key = self.cursors["job"].current_id or _only(self.intent.content)
        return key, int(self.cursors["assignment"].state["count"])

    async def _proposed(self, known: tuple[Key | None, int]) -> dict[str, Any]:
        """Look for the hazards that this job and what it is linked to bring along."""
        return await hazards_of(self, known[0])


def log_unproposed(error: Exception) -> None:
    """Note why the catalogue proposes nothing: the sheet is useful without."""
    log.warning("no hazards are proposed for a job: %r", error)


def _only(content: Content | None) -> Any:
    return content.ids[0] if content is not None and content.len == 1 else None


class JobCreate(Controller):
    """The form that makes a job."""

    ID = "job_create"
    LABEL = words(it="Nuova mansione", en="New job")
    ICON = "briefcase"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == SOURCE) & (Content.len == 0)})
    CURSORS = cursors(job=SOURCE)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            form("job", parts=(
                section(label=words(it="Cliente", en="Customer"), fields=["customer_id"]),
                section(label=words(it="La mansione", en="The job"),
                        fields=["code", "name", "job_type_id", "description"]),
                section(label=words(it="Capacità e particolarità", en="Skills and particulars"),
                        fields=["needs_recognised_skill", "skill_note", "vdt_hours_week",
                                "night_work", "alcohol_drug_listed"]),
            )),
        ),
    )  # fmt: skip


class JobPick(Controller):
    """Choose a job."""

    ID = "job_pick"
    LABEL = words(it="Scegli una mansione", en="Choose a job")
    ICON = "briefcase"
    OPERATION = Operation.PICK
    CONTENT = frozenset({Content.source == SOURCE})
    CURSORS = cursors(job=CursorSpec(SOURCE, readonly=True))
    MODAL = True
    VIEW = View("Pick", title=LABEL, parts=(grid("job", ("code", "name", "people",
                                                           "departments")),))  # fmt: skip
