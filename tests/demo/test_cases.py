"""The calculations of the demonstration: each can be rated, where it stands and for whom it is."""

import pytest

from ytefas.demo.cases import CASES
from ytefas.demo.departments import branches
from ytefas.demo.firms import flattened
from ytefas.demo.matrices import MATRICES
from ytefas.demo.sectors import SECTORS
from ytefas.demo.work import jobs_of
from ytefas.methods.kit.method import asked
from ytefas.store.own_methods import Shelf

find = Shelf([{**row, "archived_at": None} for row in MATRICES]).find
OPEN = {"Stampi al banco di misura"}  # left unfinished on purpose


@pytest.mark.parametrize("sector", sorted(CASES))
def test_cases_name_what_the_sector_has(sector: str) -> None:
    places = {
        branch.name
        for place in SECTORS[sector].places
        for _, branch in flattened(branches(place.outline))
    }
    jobs = {one.values["name"] for one in jobs_of(sector)}
    for case in CASES[sector]:
        assert case.department in places, case.title
        assert case.job in jobs, case.title


@pytest.mark.parametrize("sector", sorted(CASES))
def test_cases_can_be_rated_before_and_after(sector: str) -> None:
    for case in CASES[sector]:
        for given in (case.inputs, case.scenario):
            if given is not None:
                outcome = asked(find(case.method), given)
                assert (outcome.error is None) is (case.title not in OPEN), (case.title, outcome)


def test_measures_help() -> None:
    for case in (one for some in CASES.values() for one in some):
        if case.scenario is None:
            continue
        before, after = (
            asked(find(case.method), one).found for one in (case.inputs, case.scenario)
        )
        assert before is not None
        assert after is not None
        assert before.band is not None
        assert after.band is not None
        assert after.band.level <= before.band.level, case.title
