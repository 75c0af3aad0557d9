"""Jobs: a foreign one does not exist, and no export holds what is foreign.

Their files are asked for with every other route (`test_routes`).
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from tests.matrix.cells import ASKED_OF_JOBS, Screen, job_of_dario, outcome
from tests.matrix.world import CANARY, PEOPLE, SOURCES, STRANGERS, World
from ytefas.errors import Denied, Invalid
from ytefas.jobs.job import Job, JobLimits, State
from ytefas.store.jobs.spool import Spooling


@pytest.mark.parametrize("name", ASKED_OF_JOBS)
async def test_anothers_job_is_one_that_does_not_exist(world: World, name: str) -> None:
    foreign = await job_of_dario(world)
    for who in (*STRANGERS, "admin"):
        screen = Screen(world, world.visitors[who], "org.sites")
        said = [
            await outcome(ASKED_OF_JOBS[name], screen, key)
            for key in (foreign, str(uuid4()), "no key")
        ]
        assert said[0] == said[1] == said[2]
        reads_only = who in PEOPLE and PEOPLE[who].reads_only
        assert ("denied" if reads_only else "not_found") in said[0], who


def order(world: World, who: str, source: str, columns: list[str], keys: list[str] | None) -> Job:
    request: dict[str, Any] = {
        "source": source, "query": {}, "within": [], "keys": keys, "chosen": None,
        "archived": False, "columns": [{"name": name} for name in columns], "format": "csv",
        "name": source, "zone": "Europe/Rome", "locale": "it",
    }  # fmt: skip
    owner = UUID(int=world.people[who].id.int)
    return Job(
        uuid4(), owner, "export", "", request, State.RUNNING, 1, None, 0, None, "",
        datetime.now(UTC), None, 1,
    )  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
async def test_no_export_holds_what_is_foreign(world: World, source: str, tmp_path: Path) -> None:
    hub = world.house.running.hub
    spool = Spooling(world.house.store, hub.sources, JobLimits())
    columns = list(hub.sources[source].fields)
    several = STRANGERS if world.layers == "both" else ("anna", "carla", "bruno")
    for who in several:
        foreign = order(world, who, source, columns, [world.key(source, "foreign")])
        everything = replace(foreign, request={**foreign.request, "keys": None})
        for job in (foreign, everything):
            into = tmp_path / f"{who}-{job is foreign}"
            try:
                sheet, _ = await spool(job, into, progress=lambda _done, _total: None)
            except (Denied, Invalid):
                continue  # not for his role
            assert CANARY not in into.read_text(encoding="utf-8")
            assert CANARY not in str(sheet)
            if job is foreign:
                assert [
                    row for line in into.read_bytes().splitlines() for row in orjson.loads(line)
                ] == []
