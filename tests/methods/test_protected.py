"""Pregnancy and minors: what each entry of the lists means, and when."""

from typing import Any

import pytest

from tests.methods.asking import answer, refusal
from ytefas.methods.kit.method import asked, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.pregnancy_1 import AGENTS, WORKS
from ytefas.methods.tables import minors_1967

UNTIL_SEVEN_MONTHS = {
    "lifting", "minors_list", "mandatory_visits", "occupational_disease", "ionising",
    "infectious_care", "toxic_farming", "lead", "underground",
}  # fmt: skip


@pytest.mark.parametrize("work", WORKS)
def test_prohibited_work_is_prohibited_as_long_as_the_law_says(work: str) -> None:
    assert answer("pregnancy", stage="pregnancy", works=[work])["class"] == "prohibited"
    later = answer("pregnancy", stage="after_birth", works=[work])
    assert later["class"] == ("prohibited" if work in UNTIL_SEVEN_MONTHS else "evaluate")


def test_agents_are_evaluated_and_the_worst_entry_decides() -> None:
    for agent in AGENTS:
        for stage in ("pregnancy", "after_birth"):
            found = answer("pregnancy", stage=stage, agents=[agent])
            assert (found["class"], found["evaluate_items"]) == ("evaluate", [agent])
            assert found["assess_and_adapt"] is True
    both = answer("pregnancy", stage="pregnancy", works=["rice"], agents=["noise"])
    assert (both["class"], both["evaluate_items"]) == ("prohibited", ["noise"])


@pytest.mark.parametrize(
    ("alternative", "move", "leave", "warnings"),
    [(True, True, False, []), (False, False, True, []), (None, True, False, ["alternative_open"])],
)
def test_early_leave_is_for_who_cannot_be_moved(
    alternative: bool | None, move: bool, leave: bool, warnings: list[str]
) -> None:
    found = answer("pregnancy", stage="pregnancy", works=["ladders"], alternative_task=alternative)
    assert (found["move_to_other_tasks"], found["request_early_leave"]) == (move, leave)
    assert found["warnings"] == warnings


def test_nights_are_prohibited_and_nothing_ticked_is_compatible() -> None:
    night = answer("pregnancy", stage="after_birth", night_work=True)
    assert night["prohibited_items"] == ["night"]
    calm = answer("pregnancy", stage="pregnancy", alternative_task=False)
    assert (calm["class"], calm["risk_level"], calm["request_early_leave"]) == (
        "compatible", 0, False)  # fmt: skip
    assert calm["no_night_work"] is True
    assert pictured(asked(find("pregnancy"), {"stage": "pregnancy"}))


@pytest.mark.parametrize("entry", [*minors_1967.WORKS, *minors_1967.AGENTS])
def test_training_opens_to_adolescents_what_is_else_prohibited(entry: str) -> None:
    key = "works" if entry in minors_1967.WORKS else "agents"
    given: dict[str, Any] = {"status": "adolescent", key: [entry]}
    assert answer("minors", **given)["class"] == "prohibited"
    taught = answer("minors", **given, training=True)
    assert (taught["class"], taught["training_supervision"]) == ("evaluate", True)
    child = answer("minors", **(given | {"status": "child"}), training=True)
    assert (child["class"], child["warnings"]) == ("prohibited", ["training_is_for_adolescents"])


@pytest.mark.parametrize(
    ("given", "items"),
    [({"hours_per_day": 8, "hours_per_week": 40}, []), ({"hours_per_day": 8.5}, ["day_hours"]),
     ({"hours_per_week": 41}, ["week_hours"]), ({"night_work": True}, ["night"]),
     ({"night_work": True, "training": True}, ["night"])],
)  # fmt: skip
def test_hours_and_nights_of_adolescents(given: dict[str, Any], items: list[str]) -> None:
    assert answer("minors", status="adolescent", **given)["prohibited_items"] == items


def test_children_work_only_on_stage_and_for_fewer_hours() -> None:
    assert answer("minors", status="child")["prohibited_items"] == ["child_work"]
    stage = answer("minors", status="child", artistic=True, hours_per_day=7, hours_per_week=35)
    assert (stage["class"], stage["labour_authorisation"]) == ("evaluate", True)
    late = answer("minors", status="child", artistic=True, hours_per_day=7.5)
    assert late["prohibited_items"] == ["day_hours"]


def test_unknown_entries_are_refused_with_what_is_known() -> None:
    said = refusal("minors", status="adolescent", works=["juggling"])
    assert said["path"] == "works[0]"
    assert "explosives_making" in said["it"]
    assert refusal("pregnancy", stage="later")["path"] == "stage"
