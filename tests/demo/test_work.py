"""The work of the demonstration: every outline can be read, and names what its sector has."""

import pytest

from schema.base import field_of, tables
from ytefas.demo.departments import branches
from ytefas.demo.firms import flattened
from ytefas.demo.jobs import WORK
from ytefas.demo.kinds import codes, kind_of
from ytefas.demo.sectors import SECTORS
from ytefas.demo.work import activities_of, groups_of, jobs_of
from ytefas.library.bundle import bundled
from ytefas.rules.values import RULES


def test_every_sector_has_its_work() -> None:
    assert WORK.keys() == SECTORS.keys()


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_outlines_name_what_the_sector_has(sector: str) -> None:
    places = {
        branch.name
        for place in SECTORS[sector].places
        for _, branch in flattened(branches(place.outline))
    }
    jobs = jobs_of(sector)
    named = {one.values["name"] for one in jobs}
    assert len(named) == len(jobs) >= 3
    assert {at for one in jobs[:-1] for at in one.places} <= places
    activities = activities_of(sector)
    assert {job for one in activities for job in one.jobs} <= named
    assert {job for one in groups_of(sector) for job in one.jobs} <= named
    assert all(one.above is None or one.above < at for at, one in enumerate(activities))


def test_every_value_keeps_the_rule_of_its_field() -> None:
    known = tables()
    for sector in SECTORS:
        rows = [
            *(("job", one.values) for one in jobs_of(sector)),
            *(("activity", one.values) for one in activities_of(sector)),
            *(("homogeneous_group", one.values) for one in groups_of(sector)),
        ]
        for table, values in rows:
            for name, value in values.items():
                facts = field_of(known[table].columns[name])
                assert not facts.choices or value in facts.choices, (name, value)
                if facts.rule and facts.widget != "decimal":
                    assert RULES[facts.rule].fault(value) is None, (name, value)
                assert facts.max_length is None or len(value or "") <= facts.max_length


def test_names_speak_of_types_that_the_catalogue_has() -> None:
    bundled_rows = bundled().rows
    for table, meant in codes().items():
        assert meant <= {row["code"] for row in bundled_rows[table].values()}, table
    assert kind_of("job_type", "Magazziniere carrellista") == "JT-CARR"
    assert kind_of("workplace_type", "Nulla di simile") is None
