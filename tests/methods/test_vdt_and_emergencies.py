"""Screens, fire and first aid: each condition of the law by itself."""

from typing import Any

import pytest

from tests.methods.asking import answer, refusal
from ytefas.methods.fire_team_1 import LEVEL_2, LEVEL_3
from ytefas.methods.first_aid_group_1 import ACTIVITIES
from ytefas.methods.kit.method import asked, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.vdt_workstation_1 import CRITERIA

FINE = {
    "subject_dpr151": False, "has_vertical_rule": False, "occupants": 100, "gross_area_m2": 1000,
    "lowest_floor_m": -5, "highest_floor_m": 24, "significant_combustibles": False,
    "significant_hazardous_substances": False, "dangerous_processes": False,
}  # fmt: skip

# -- screens


@pytest.mark.parametrize(
    ("hours", "age", "prescribed", "worker", "years"),
    [(19.99, 60, True, False, None), (20, 49, False, True, 5), (20, 50, False, True, 2),
     (20, 49, True, True, 2), (168, 50, True, True, 2), (0, 20, False, False, None)],
)  # fmt: skip
def test_who_is_a_vdt_worker_and_when_examined(
    hours: float, age: int, prescribed: bool, worker: bool, years: int | None
) -> None:
    found = answer("vdt", weekly_hours_net_of_breaks=hours, age=age,
                   fit_with_prescriptions=prescribed)  # fmt: skip
    assert (found["is_vdt_worker"], found["surveillance_years"]) == (worker, years)
    assert found["surveillance"] is found["breaks"] is found["training"] is worker
    assert found["workstation"] is True


def test_occasional_use_makes_no_vdt_worker_and_is_noticed() -> None:
    given = {"age": 40, "fit_with_prescriptions": False, "habitual": False}
    found = answer("vdt", weekly_hours_net_of_breaks=30, **given)
    assert (found["is_vdt_worker"], found["warnings"]) == (False, ["not_habitual"])
    assert answer("vdt", weekly_hours_net_of_breaks=10, **given)["warnings"] == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("weekly_hours_net_of_breaks", -1), ("weekly_hours_net_of_breaks", 168.1), ("age", 13),
     ("age", 40.5), ("fit_with_prescriptions", 1), ("fit_with_prescriptions", None)],
)  # fmt: skip
def test_what_no_person_is_is_refused(key: str, wrong: Any) -> None:
    given = {"weekly_hours_net_of_breaks": 20, "age": 40, "fit_with_prescriptions": False}
    assert refusal("vdt", **(given | {key: wrong}))["path"] == key


def test_a_workstation_fails_by_any_requirement_and_open_ones_are_counted() -> None:
    met = {one.key: True for one in CRITERIA}
    assert answer("vdt_workstation", **met)["class"] == "conforming"
    for one in CRITERIA:
        found = answer("vdt_workstation", **(met | {one.key: False}))
        assert (found["failing"], found["class"]) == ([one.key], "not_conforming")
    some = answer("vdt_workstation", screen_sharp=True)
    assert (some["met_count"], some["open_count"]) == (1, len(CRITERIA) - 1)
    assert some["warnings"] == ["open"]
    refusal("vdt_workstation")


# -- fire


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("subject_dpr151", True), ("has_vertical_rule", True), ("occupants", 101),
     ("gross_area_m2", 1000.5), ("lowest_floor_m", -5.1), ("highest_floor_m", 24.1),
     ("significant_combustibles", True), ("significant_hazardous_substances", True),
     ("dangerous_processes", True)],
)  # fmt: skip
def test_each_condition_alone_ends_low_risk_and_is_named(key: str, wrong: Any) -> None:
    assert answer("fire_low_risk", **FINE)["low_risk"] is True
    given = FINE | {key: wrong}
    found = answer("fire_low_risk", **given)
    assert (found["low_risk"], found["failing"], found["class"]) == (False, [key], "not_low")
    assert found["subject_to_controls"] is (key == "subject_dpr151")
    ticks = next(one for one in pictured(asked(find("fire_low_risk"), given))
                 if one.kind == "ticks")  # fmt: skip
    assert [tick.met for tick in ticks.ticks].count(False) == 1


def test_a_known_fire_load_decides_with_the_judgement() -> None:
    assert answer("fire_low_risk", **FINE, fire_load_mj_m2=900)["low_risk"] is True
    found = answer("fire_low_risk", **FINE, fire_load_mj_m2=901)
    assert found["failing"] == ["significant_combustibles"]
    assert found["warnings"] == ["fire_load"]


@pytest.mark.parametrize(
    ("change", "path"),
    [({"lowest_floor_m": 3, "highest_floor_m": 0}, "lowest_floor_m"),
     ({"occupants": -1}, "occupants"), ({"occupants": 10.5}, "occupants"),
     ({"gross_area_m2": -1}, "gross_area_m2"), ({"dangerous_processes": 0}, "dangerous_processes")],
)  # fmt: skip
def test_impossible_buildings_are_refused(change: dict[str, Any], path: str) -> None:
    assert refusal("fire_low_risk", **(FINE | change))["path"] == path


def test_three_factors_are_added_and_cut() -> None:
    for flammability in (1, 2, 3):
        for ignition in (1, 2, 3):
            for propagation in (1, 2, 3):
                found = answer("fire_three_factor", flammability=flammability, ignition=ignition,
                               propagation=propagation)  # fmt: skip
                score = flammability + ignition + propagation
                level = "low" if score <= 4 else "medium" if score <= 7 else "high"
                assert (found["score"], found["level"]) == (score, level)
    assert refusal("fire_three_factor", flammability=0, ignition=1, propagation=1)["path"] == (
        "flammability")  # fmt: skip


def test_the_highest_activity_decides_on_the_course() -> None:
    hours = {1: (4, 2), 2: (8, 5), 3: (16, 8)}
    for level, activities in ((1, []), *((2, [one]) for one in LEVEL_2),
                              *((3, ["dpr151", one]) for one in LEVEL_3)):  # fmt: skip
        found = answer("fire_team", activities=activities)
        assert found["training_level"] == level
        assert (found["course_hours"], found["refresh_hours"]) == hours[level]
        assert found["refresh_years"] == 5
    assert refusal("fire_team", activities=["circus"])["path"] == "activities[0]"


# -- first aid


@pytest.mark.parametrize(
    ("given", "group", "reason"),
    [({"workers": 2}, "C", "fewer"), ({"workers": 3}, "B", "three_or_more"),
     ({"workers": 6, "inail_index": 4}, "B", "three_or_more"),
     ({"workers": 6, "inail_index": 4.01}, "A", "index"),
     ({"workers": 5, "inail_index": 9}, "B", "three_or_more"),
     ({"workers": 6, "permanent_agriculture": 6}, "A", "agriculture"),
     ({"workers": 5, "permanent_agriculture": 5}, "B", "three_or_more"),
     *(({"workers": 1, "activities": [one]}, "A", "activity") for one in ACTIVITIES)],
)  # fmt: skip
def test_the_group_for_first_aid(given: dict[str, Any], group: str, reason: str) -> None:
    found = answer("first_aid_group", **given)
    assert (found["group"], found["reason"]) == (group, reason)
    assert (found["course_hours"], found["refresh_hours"]) == ((16, 6) if group == "A" else (12, 4))
    assert found["tell_authority"] is (group == "A")
    assert found["first_aid_box"] is not found["dressing_package"]
