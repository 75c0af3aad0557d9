"""Which hazards the catalogue proposes for a job: by types, substances, people and ATECO codes."""

from collections.abc import Sequence
from typing import Any, Final

from ytefas.framework.work.content import Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.reading import read_rows
from ytefas.framework.work.rows import Within
from ytefas.rules.suggesting import (
    ateco_prefixes,
    job_traits,
    people_traits,
    substance_classes,
)

NOTHING: Final = {"filter": ["id", "null"]}
TYPES: Final = ("job_type_id", "activity_type_id", "workplace_type_id", "equipment_type_id")
CODES: Final = ("substance_class", "group_trait", "ateco_prefix")
_SURE_FIRST: Final = [["relevance", "asc"], ["source", "asc"]]
_JOB: Final = ("id", "customer_id", "job_type_id", "night_work", "alcohol_drug_listed",
               "vdt_hours_week")  # fmt: skip
_PERSON: Final = ("id", "sex", "age", "citizenship", "contract")
_SUBSTANCE: Final = ("id", "h_codes", "is_cmr", "state", "cas", "biological_group")
_MOST: Final = 1000  # people or substances of one job that are looked at
_CURRENT: Final = ["state", "eq", "current"]


async def hazards_of(controller: Controller, key: Key | None) -> dict[str, Any]:
    """Give the query over `lib.hazard_sources` that holds what concerns a job."""
    own = [] if key is None else await read_rows(
        controller, "org.jobs", Within(keys=(key,)), _JOB)  # fmt: skip
    if not own:
        return NOTHING
    sought = await _Asked(controller, own[0]).sought()
    parts = [[column, "in", sorted(values)] for column, values in sought.items() if values]
    return {"filter": {"or": parts}, "sort": _SURE_FIRST} if parts else NOTHING


class _Asked:
    """Gathers what is known of one job, as its reader sees it."""

    def __init__(self, controller: Controller, job: dict[str, Any]) -> None:
        self._controller = controller
        self._job = job

    async def sought(self) -> dict[str, Sequence[Any]]:
        places = await self._ends("org.job_departments", "department_id", "org.departments",
                                  "workplace_type_id", "kind")  # fmt: skip
        does = await self._ends("org.job_activities", "activity_id", "org.activities",
                                "activity_type_id")  # fmt: skip
        uses = await self._ends("org.job_equipment", "equipment_id", "org.equipment", "type_id")
        products = await self._ends("org.substance_uses", "substance_id", "org.substances",
                                    *_SUBSTANCE[1:])  # fmt: skip
        traits = job_traits(self._job) | await self._people()
        if any(place["kind"] == "outdoor" for place in places):
            traits.add("outdoor")
        return {
            "job_type_id": _given([self._job], "job_type_id"),
            "workplace_type_id": _given(places, "workplace_type_id"),
            "activity_type_id": _given(does, "activity_type_id"),
            "equipment_type_id": _given(uses, "type_id"),
            "substance_class": sorted(set().union(*map(substance_classes, products))),
            "group_trait": sorted(traits),
            "ateco_prefix": await self._ateco(),
        }

    async def _ends(self, linked: str, end: str, source: str, *columns: str) -> list[Any]:
        """Read what the job is linked to."""
        inside = Within((("job_id", self._job["id"]),))
        keys = _given(await read_rows(self._controller, linked, inside, ("id", end)), end)
        return await self._with_keys(source, keys, columns)

    async def _with_keys(
        self, source: str, keys: Sequence[Any], columns: Sequence[str]
    ) -> list[dict[str, Any]]:
        if not keys:
            return []
        named = Within(keys=tuple(keys[:_MOST]))
        return await read_rows(self._controller, source, named, ("id", *columns))

    async def _people(self) -> set[str]:
        """Tell what those are who do the job today."""
        inside = Within((("job_id", self._job["id"]),))
        doing = await read_rows(
            self._controller, "org.assignments", inside, ("id", "person_id"), where=_CURRENT
        )
        people = _given(doing, "person_id")
        traits = people_traits(await self._with_keys("org.persons", people, _PERSON[1:]))
        if people:
            where = {"and": [_CURRENT, ["remote_work", "eq", True],
                             ["person_id", "in", people[:_MOST]]]}  # fmt: skip
            firm = Within((("customer_id", self._job["customer_id"]),))
            if await read_rows(self._controller, "org.employments", firm, ("id",), where=where):
                traits.add("remote")
        return traits

    async def _ateco(self) -> list[str]:
        own = Within(keys=(self._job["customer_id"],))
        found = await read_rows(self._controller, "org.customers", own, ("id", "ateco_codes"))
        return ateco_prefixes(found[0]["ateco_codes"]) if found else []


def _given(found: Sequence[dict[str, Any]], column: str) -> list[Any]:
    return list(dict.fromkeys(one[column] for one in found if one[column] is not None))
