"""Writes the work of a firm: its jobs and where they are done, activities, homogeneous groups."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from schema.base import new_id, tables
from ytefas.demo.jobs import OFFICE_WORK, WORK
from ytefas.demo.kinds import codes, kind_of
from ytefas.store.unit import Unit

Row = Mapping[str, Any]
_OFTEN: Final = {
    "c": "continuous", "d": "daily", "w": "weekly", "m": "monthly", "y": "yearly", "s": "seasonal",
    "o": "occasional",
}  # fmt: skip
_MARKS: Final = re.compile(r"\s(?=[~&*!])")
_MOST_BY_NUMBER: Final = 9  # firms this small keep no list of names
_FORCE: Final = 40  # hours


@dataclass(frozen=True, slots=True)
class DemoJob:
    """A job of an outline: what it is, and where it is done."""

    values: dict[str, Any]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoActivity:
    """An activity of an outline: what it is a step of, where it is done, whose it is."""

    values: dict[str, Any]
    above: int | None
    places: tuple[str, ...]
    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A group of an outline, and the jobs in it."""

    values: dict[str, Any]
    jobs: tuple[str, ...]


def jobs_of(sector: str) -> list[DemoJob]:
    """Read the jobs of a sector: its own, then the office's."""
    lines = [*_lines(WORK[sector].jobs), *_lines(OFFICE_WORK.jobs)]
    return [_job(number, line) for number, line in enumerate(lines, start=1)]


def activities_of(sector: str) -> list[DemoActivity]:
    """Read the activities of a sector, parents first."""
    found: list[DemoActivity] = []
    above: list[tuple[int, int]] = []  # how far in, and its place
    for line in (*_lines(WORK[sector].activities), *_lines(OFFICE_WORK.activities)):
        depth = len(line) - len(line.lstrip())
        above = [one for one in above if one[0] < depth]
        said, _, whose = line.strip().partition(" : ")
        said, _, places = said.partition(" @ ")
        values = {"name": said[2:], "frequency": _OFTEN[said[0]], "position": 10 * len(found) + 10}
        parent = above[-1][1] if above else None
        above.append((depth, len(found)))
        found.append(DemoActivity(values, parent, _names(places), _names(whose)))
    return found


def groups_of(sector: str) -> list[DemoGroup]:
    """Read the homogeneous groups of a sector."""
    found = []
    for line in (*_lines(WORK[sector].groups), *_lines(OFFICE_WORK.groups)):
        said, _, whose = line.partition(" : ")
        purpose, _, name = said.partition(" ")
        found.append(DemoGroup({"purpose": purpose, "name": name}, _names(whose)))
    return found


async def fill_work(
    unit: Unit,
    customer: UUID,
    sector: str,
    sites: Sequence[Row],
    departments: Sequence[Row],
    *,
    types: "Types",
) -> None:
    """Write the work of a firm; where none of the places of a job are, nobody does it.

    `sites` with their keys and occupants, `departments` as they were written.
    """
    named: dict[str, list[Row]] = {}
    for department in departments:
        named.setdefault(department["name"], []).append(department)
    made = _Made(customer, named, types)
    jobs = [one for one in jobs_of(sector) if any(place in named for place in one.places)]
    keys = made.jobs(jobs, sites)
    made.activities(activities_of(sector), keys)
    made.groups(groups_of(sector), keys)
    for table, rows in made.rows.items():
        await unit.insert_many(tables()[table], rows)


async def link_things(unit: Unit, customer: UUID) -> None:
    """Link what stands in a department to whoever works there, and what is used to the place."""
    known = tables()
    for made, (mine, at), (thing, column, end) in _LINKS:
        one, two = known[mine], known[thing]
        places = one.c[at] == two.c.department_id
        found = await unit.fetch(
            select(one.c["id" if mine == "activity" else _KEYS[mine]], two.c[column])
            .join_from(one, two, and_(one.c.customer_id == two.c.customer_id, places))
            .where(one.c.customer_id == bindparam("customer"))
            .distinct(),
            {"customer": customer},
        )
        rows = [{"customer_id": customer, _KEYS[made]: row[0], end: row[1]} for row in found]
        await unit.insert_many(known[made], rows)


# a table of links, what stands in a department, and what else stands there
_LINKS: Final = (
    ("job_equipment", ("job_department", "department_id"), ("equipment", "id", "equipment_id")),
    ("activity_equipment", ("activity", "department_id"), ("equipment", "id", "equipment_id")),
    ("department_substance", ("department", "id"),
     ("substance_use", "substance_id", "substance_id")),
)  # fmt: skip
_KEYS: Final = {
    "job_equipment": "job_id", "job_department": "job_id", "activity_equipment": "activity_id",
    "department_substance": "department_id", "department": "id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Types:
    """The types of the catalogue, by table and code."""

    keys: Mapping[str, Mapping[str, UUID]]

    def of(self, table: str, name: str) -> UUID | None:
        return self.keys.get(table, {}).get(kind_of(table, name) or "")


async def types_of(unit: Unit) -> Types:
    """Read the types there are: none, before the catalogue is loaded."""
    return Types({table: await _codes(unit, table) for table in codes()})


async def _codes(unit: Unit, table: str) -> dict[str, UUID]:
    kinds = tables()[table]
    return {row[0]: row[1] for row in await unit.fetch(select(kinds.c.code, kinds.c.id))}


class _Made:
    """The rows of one firm, by table, in the order in which they can be written."""

    def __init__(self, customer: UUID, named: Mapping[str, Sequence[Row]], types: Types) -> None:
        self._owner = {"customer_id": customer}
        self._named = named
        self._types = types
        self.rows: dict[str, list[dict[str, Any]]] = {
            table: []
            for table in ("job", "job_department", "job_site", "activity", "job_activity",
                          "homogeneous_group", "group_job")
        }  # fmt: skip

    def jobs(self, jobs: Sequence[DemoJob], sites: Sequence[Row]) -> dict[str, UUID]:
        keys = {}
        for number, job in enumerate(jobs, start=1):
            key = keys[job.values["name"]] = new_id()
            kind = self._types.of("job_type", job.values["name"])
            self._put("job", id=key, **{**job.values, "code": f"M{number}", "job_type_id": kind})
            done_in = [one for place in job.places for one in self._named.get(place, ())]
            for department in done_in:
                self._put("job_department", job_id=key, department_id=department["id"])
            at = dict.fromkeys(one["site_id"] for one in done_in)
            for site in sites:
                if site["id"] in at:
                    self._put("job_site", job_id=key, site_id=site["id"],
                              headcount_override=_stated(site))  # fmt: skip
        return keys

    def activities(self, activities: Sequence[DemoActivity], jobs: Mapping[str, UUID]) -> None:
        keys: dict[int, UUID] = {}
        for at, one in enumerate(activities):
            whose = [jobs[name] for name in one.jobs if name in jobs]
            orphan = one.above is not None and one.above not in keys
            if not whose or orphan:
                continue
            keys[at] = new_id()
            places = [row for name in one.places for row in self._named.get(name, ())]
            place = places[0] if len({row["site_id"] for row in places}) == 1 else None
            self._put(
                "activity", id=keys[at], **one.values,
                activity_type_id=self._types.of("activity_type", one.values["name"]),
                parent_id=None if one.above is None else keys[one.above],
                site_id=None if place is None else place["site_id"],
                department_id=None if place is None else place["id"],
            )  # fmt: skip
            for job in whose:
                self._put("job_activity", job_id=job, activity_id=keys[at])

    def groups(self, groups: Sequence[DemoGroup], jobs: Mapping[str, UUID]) -> None:
        for one in groups:
            whose = [jobs[name] for name in one.jobs if name in jobs]
            if not whose:
                continue
            key = new_id()
            self._put("homogeneous_group", id=key, **one.values)
            for job in whose:
                self._put("group_job", group_id=key, job_id=job)

    def _put(self, table: str, **values: Any) -> None:
        self.rows[table].append({**self._owner, **values})


def _stated(site: Row) -> int | None:
    """Say how many do a job where no list of names is kept: in small places."""
    return 1 if site["max_occupants"] <= _MOST_BY_NUMBER else None


def _job(number: int, line: str) -> DemoJob:
    said, _, rest = line.partition(" @ ")
    places, *marks = _MARKS.split(rest)
    skill = next((mark[1:].strip() for mark in marks if mark.startswith("!")), None)
    hours = next((int(mark[1:]) for mark in marks if mark.startswith("~")), None)
    values = {
        "code": f"M{number}",
        "name": said.strip(),
        "needs_recognised_skill": skill is not None,
        "skill_note": skill,
        "vdt_hours_week": None if hours is None else str(min(hours, _FORCE)),
        "night_work": "&" in marks,
        "alcohol_drug_listed": "*" in marks,
    }
    return DemoJob(values, _names(places))


def _lines(outline: str) -> Iterable[str]:
    return filter(str.strip, outline.splitlines())


def _names(said: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in said.split(",") if name.strip())
