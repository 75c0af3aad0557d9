"""What ends together: an employment with jobs and appointments, a job where the next one begins.

One form that asks for a day, one transaction; what was done is said as it was done.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from typing_extensions import override

from ytefas.errors import InvalidFields, YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.rows import Batch, Saving, Within, Writer, Written
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, form, record, rows, text, words

EMPLOYMENTS: Final = "org.employments"
ASSIGNMENTS: Final = "org.assignments"
APPOINTMENTS: Final = "org.appointments"
END = words(it="Cessazione", en="End employment")
CHANGE = words(it="Cambio mansione", en="Change of job")
_DATES: Final = ("id", "row_version", "from_on", "to_on")
_STILL: Final = {"filter": ["state", "in", ["current", "planned"]]}


def day_of(value: object) -> date | None:
    """Read a day as it travels; what is none is told by whoever checks the field."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


class Ending:
    """A writer that ends what a person does together with the employment."""

    def __init__(self, inner: Writer, controller: Controller, person: str) -> None:
        self._inner = inner
        self._controller = controller
        self._person = person
        self.done: tuple[date, list[Batch]] | None = None

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> Sequence[Written]:
        last = [day for batch in batches for one in batch.saves
                if (day := day_of(one.changes.get("ended_on"))) is not None]  # fmt: skip
        more = [await self._ended(source, last[0]) for source in (ASSIGNMENTS, APPOINTMENTS)
                if last]  # fmt: skip
        given = [*batches, *(batch for batch in more if batch.saves or batch.archives)]
        written = await self._inner.write(given, idempotency_key=idempotency_key)
        if last:
            self.done = (last[0], more)
        return written[: len(batches)]

    async def _ended(self, source: str, last: date) -> Batch:
        """End what lasts beyond a day on that day; what is to begin later does not come."""
        inside = Within((("person_id", self._person),))
        found = await read_rows(self._controller, source, inside, _DATES)
        saves, away = [], []
        for row in found:
            begins, ends = day_of(row["from_on"]), day_of(row["to_on"])
            if begins is not None and begins > last:
                away.append(row["id"])
            elif ends is None or ends > last:
                saves.append(Saving(row["id"], row["row_version"], {"to_on": last.isoformat()}))
        return Batch(source, saves=tuple(saves), archives=tuple(away))

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        return await self._inner.blank(source, values)


class EmploymentEnd(Controller):
    """Asks the last day of an employment; below it stands what ends with it."""

    ID = "employment_end"
    LABEL = END
    ICON = "log-out"
    OPERATION = Operation.EDIT
    CONTENT = frozenset({(Content.source == EMPLOYMENTS) & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"end_employment"})
    MODAL = True
    CURSORS = cursors(
        employment=EMPLOYMENTS,
        assignment=CursorSpec(ASSIGNMENTS, query=_STILL, readonly=True),
        appointment=CursorSpec(APPOINTMENTS, query=_STILL, readonly=True),
    )
    VIEW = View(
        "Form",
        title=END,
        parts=(
            record("employment", title="person_name", facts=("contract", "hired_on")),
            text(words(
                it="Salvando, rapporto, mansioni e nomine finiscono insieme nel giorno che scrivi. "
                "Ciò che doveva cominciare dopo viene archiviato.",
                en="When saved, employment, jobs and appointments end together on the day you "
                "write. What was to begin later is archived.",
            )),
            form(
                "employment", ("ended_on",),
                parts=(
                    rows("assignment", ("job_id", "site_id", "from_on", "to_on"),
                         label=words(it="Mansioni che finiscono", en="Jobs that end")),
                    rows("appointment", ("role", "site_id", "from_on", "to_on"),
                         label=words(it="Nomine che finiscono", en="Appointments that end")),
                ),
            ),
        ),
    )  # fmt: skip

    _person = ""
    _writer: Ending | None = None

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        content = self.intent.content
        assert content is not None  # noqa: S101 - elected for a content
        (key,) = content.ids
        row = await read_one(self, EMPLOYMENTS, key, ("person_id",))
        self._person = str(row["person_id"])
        await super().prepare(kept)
        cursor = self.cursors["employment"]
        self._writer = Ending(cursor.writer, self, self._person)
        cursor.writer = self._writer
        cursor.written.connect(self._ended, owner=self)

    @override
    def within(self, name: str) -> Within:
        if name == "employment":
            return super().within(name)
        return Within((("person_id", self._person),))

    def _ended(self, written: Written) -> None:
        done = self._writer.done if self._writer is not None else None
        if not written.versions or done is None:
            return
        told = _told(*done, language=self.language)
        if self.origin is not None:
            _ = spawn(_say(self.origin, self.ID, told), owner=self.origin, name="say what ended")
        _ = self.desk.closing(self)


async def _say(origin: Controller, action: str, message: str) -> None:
    try:
        await origin.view.notice(
            {"level": "info", "action": action, "code": "done", "message": message}
        )
    except YtefasError:
        return  # whoever asked has gone: the record says it


def _told(last: date, batches: Sequence[Batch], *, language: str) -> str:
    """Say what was ended, and what did not come to be."""
    ended = {batch.source: len(batch.saves) for batch in batches}
    away = sum(len(batch.archives) for batch in batches)
    jobs, roles, day = ended[ASSIGNMENTS], ended[APPOINTMENTS], last.strftime("%d/%m/%Y")
    if language == "en":
        said = f"Employment ended on {day}: {jobs} jobs and {roles} appointments ended with it."
        return f"{said} {away} that had not begun were archived." if away else said
    said = f"Rapporto chiuso al {day}: finite {_many(jobs, 'mansione', 'mansioni')} e "
    said += f"{_many(roles, 'nomina', 'nomine')}."
    return f"{said} Archiviate {away} righe non ancora iniziate." if away else said


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


class Changing:
    """A writer that ends the present job the day before the new one begins."""

    def __init__(self, inner: Writer, present: Mapping[str, Any]) -> None:
        self._inner = inner
        self._present = present

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> Sequence[Written]:
        begins = [day for batch in batches for one in batch.creates
                  if (day := day_of(one.values.get("from_on"))) is not None]  # fmt: skip
        if not begins:
            return await self._inner.write(batches, idempotency_key=idempotency_key)
        started = day_of(self._present["from_on"])
        if started is not None and begins[0] <= started:
            raise InvalidFields({"from_on": "before_present_job"})
        last = (begins[0] - timedelta(days=1)).isoformat()
        saving = Saving(self._present["id"], self._present["row_version"], {"to_on": last})
        first = Batch(ASSIGNMENTS, saves=(saving,))
        return (await self._inner.write([first, *batches], idempotency_key=idempotency_key))[1:]

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        return await self._inner.blank(source, values)


class JobChange(Controller):
    """Asks the new job of somebody; the present one ends the day before."""

    ID = "job_change"
    LABEL = CHANGE
    ICON = "arrow-left-right"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == ASSIGNMENTS) & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"change_job"})
    MODAL = True
    CURSORS = cursors(assignment=ASSIGNMENTS)
    VIEW = View(
        "Form",
        title=CHANGE,
        parts=(
            text(words(
                it="La mansione di oggi finisce il giorno prima di quella nuova e resta nella "
                "storia della persona.",
                en="The present job ends the day before the new one, and stays in the person's "
                "history.",
            )),
            form("assignment", ("job_id", "site_id", "department_id", "from_on")),
        ),
    )  # fmt: skip

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        self.awaited = True  # closes when the change is made
        await super().prepare(kept)
        content = self.intent.content
        assert content is not None  # noqa: S101 - elected for a content
        columns = ("id", "row_version", "customer_id", "person_id", "site_id", "department_id",
                   "from_on")  # fmt: skip
        present = await read_one(self, ASSIGNMENTS, content.ids[0], columns)
        cursor = self.cursors["assignment"]
        cursor.writer = Changing(cursor.writer, present)
        same = ("customer_id", "person_id", "site_id", "department_id")
        await cursor.begin_new({name: present[name] for name in same if present[name] is not None})


class AssignmentCreate(Controller):
    """Gives somebody a job, at a site, from a day on."""

    ID = "assignment_create"
    LABEL = words(it="Assegna una mansione", en="Give a job")
    ICON = "briefcase"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == ASSIGNMENTS) & (Content.len == 0)})
    CURSORS = cursors(assignment=ASSIGNMENTS)
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            text(words(
                it="Scegli che cosa farà la persona, in quale sede e da quale giorno. La mansione "
                "si crea prima, tra le mansioni del cliente.",
                en="Choose what the person will do, at which site and from which day on. The job "
                "itself is made first, among the customer's jobs.",
            )),
            form("assignment"),
        ),
    )  # fmt: skip


class FirstJob(AssignmentCreate):
    """Gives a job to somebody whose job was to be changed, and who has none today."""

    ID = "first_job"
    REQUIRED_CATEGORIES = frozenset({"first_job"})
    MODAL = True
    VIEW = View(
        "Form",
        title=AssignmentCreate.LABEL,
        parts=(
            text(words(
                it="Questa persona oggi non ha una mansione da cambiare: scegli la prima, la sede "
                "e il giorno da cui la svolge.",
                en="This person has no job to change today: choose the first one, the site and "
                "the day it begins.",
            )),
            form("assignment", ("job_id", "site_id", "department_id", "from_on")),
        ),
    )  # fmt: skip

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        self.awaited = True  # closes when the job is given
        await super().prepare(kept)
