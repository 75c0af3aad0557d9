"""The jobs of the customers one follows, and the sheet of one: data, links, people, hazards."""

from collections.abc import Sequence
from typing import Any, Final

from typing_extensions import override

from ytefas.contexts.offers import CopyRecords, ImportRows
from ytefas.contexts.places import WORK
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.reading import read_rows
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
from ytefas.framework.work.rows import Within, Written
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

SOURCE: Final = "org.jobs"
LABEL = words(it="Mansione", en="Job")
DEPARTMENTS = words(it="Reparti in cui si svolge", en="Departments where it is done")
ACTIVITIES = words(it="Attività", en="Activities")
EQUIPMENT = words(it="Attrezzature usate", en="Equipment used")
GROUPS = words(it="Gruppi omogenei", en="Homogeneous groups")
PEOPLE = words(it="Persone assegnate oggi", en="People assigned today")
HAZARDS = words(it="Pericoli da considerare", en="Hazards to consider")
NOTHING: Final = {"filter": ["id", "null"]}
_SURE_FIRST: Final = [["relevance", "asc"], ["source", "asc"]]
_TYPES: Final = ("job_type_id", "activity_type_id", "workplace_type_id", "equipment_type_id")
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
        on(NewRecord, "job", label=words(it="Nuova mansione", en="New job")),
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
                  why=[*_TYPES],
                  none=words(it="Nessuno: indica i tipi di mansione, reparti, attività e "
                             "attrezzature, e il catalogo li propone.",
                             en="None: say the types of the job, its departments, activities and "
                             "equipment, and the catalogue proposes them.")),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "job"),
        on(NextRecord, "job"),
        on(CopyRecords, "job"),
        on(ArchiveRecord, "job"),
        on(RestoreRecord, "job"),
        on(DeleteRecord, "job"),
        on(OpenRecord, "use", id="open_use", keys="",
           label=words(it="Apri impiego", en="Open use")),
    )  # fmt: skip

    @override
    async def start(self) -> None:
        await super().start()
        for name in ("job", "department", "activity", "equipment"):
            self.cursors[name].written.connect(self._linked, owner=self)
        await self._suggest()

    @override
    async def turn_to(self, cursor: str, key: Any) -> bool:
        turned = await super().turn_to(cursor, key)
        if turned:
            await self._suggest()
        return turned

    async def _linked(self, written: Written, **_: Any) -> None:
        del written
        await self._suggest()

    async def _suggest(self) -> None:
        """Show the hazards that the types of this job, and of what it is linked to, bring along."""
        if "hazard" not in self.cursors:
            return
        key = self.cursors["job"].current_id or _only(self.intent.content)
        await self.cursors["hazard"].query(await self._asked(key))

    async def _asked(self, key: Any) -> dict[str, Any]:
        if key is None:
            return NOTHING
        own = await read_rows(self, SOURCE, Within(keys=(key,)), ("id", "job_type_id"))
        sought = {
            "job_type_id": _given(own, "job_type_id"),
            "workplace_type_id": await self._types(
                key, "org.job_departments", "department_id", "org.departments",
                "workplace_type_id"),
            "activity_type_id": await self._types(
                key, "org.job_activities", "activity_id", "org.activities", "activity_type_id"),
            "equipment_type_id": await self._types(
                key, "org.job_equipment", "equipment_id", "org.equipment", "type_id"),
        }  # fmt: skip
        parts = [[column, "in", keys] for column, keys in sought.items() if keys]
        return {"filter": {"or": parts}, "sort": _SURE_FIRST} if parts else NOTHING

    async def _types(self, key: Any, linked: str, end: str, source: str, column: str) -> list[Any]:
        """Read the types of what the job is linked to."""
        ends = await read_rows(self, linked, Within((("job_id", key),)), ("id", end))
        keys = tuple(_given(ends, end))
        if not keys:
            return []
        return _given(await read_rows(self, source, Within(keys=keys), ("id", column)), column)


def _given(found: Sequence[dict[str, Any]], column: str) -> list[Any]:
    return list(dict.fromkeys(one[column] for one in found if one[column] is not None))


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
