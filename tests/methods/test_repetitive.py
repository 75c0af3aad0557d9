"""OCRA index and checklist: edges of lists and bands, clamps, refusals, several tasks."""

from typing import Any

import pytest

from ytefas.methods.kit.method import asked
from ytefas.methods.kit.registry import find

INDEX: dict[str, Any] = {
    "actions_per_cycle": 20, "cycle_s": 30, "task_min": 420, "FM": 0.85, "PM": 0.7, "ReM": 0.7,
    "AM": 1, "hours_without_recovery": 4, "total_repetitive_min": 420,
}  # fmt: skip
CHECKLIST: dict[str, Any] = {
    "frequency": 4, "force": 2, "posture": 5, "additional": 0, "hours_without_recovery": 4,
    "net_repetitive_min": 430,
}  # fmt: skip


def of(method: str, inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    merged = {key: value for key, value in {**inputs, **more}.items() if value is not None}
    return asked(find(method), merged).flat()


# -- index


@pytest.mark.parametrize(("minutes", "coarse", "fine"), [
    (1, 2, 2), (119.9, 2, 2), (120, 1.5, 2), (121, 1.5, 1.7), (180, 1.5, 1.7), (181, 1.5, 1.5),
    (239.9, 1.5, 1.5), (240, 1, 1.5), (300, 1, 1.3), (360, 1, 1.2), (420, 1, 1.1), (480, 1, 1),
    (480.1, 0.5, 0.5), (1440, 0.5, 0.5),
])  # fmt: skip
def test_duration_counts_by_the_list_that_is_chosen(
    minutes: float, coarse: float, fine: float
) -> None:
    given = {**INDEX, "task_min": minutes, "total_repetitive_min": minutes}
    assert of("ocra_index", given)["tM"] == coarse
    assert of("ocra_index", given, durations="fine")["tM"] == fine


@pytest.mark.parametrize(
    ("hours", "rcm"), list(enumerate((1, 0.9, 0.8, 0.7, 0.6, 0.45, 0.25, 0.1, 0)))
)
def test_recovery_counts_by_whole_hours(hours: int, rcm: float) -> None:
    assert of("ocra_index", INDEX, hours_without_recovery=hours)["RcM"] == rcm
    assert of("ocra_index", INDEX, hours_without_recovery=hours + 0.5)["error"] == "out_of_range"


def test_without_recovery_there_is_no_index() -> None:
    answer = of("ocra_index", INDEX, hours_without_recovery=8)
    assert answer["index"] is None
    assert (answer["band"], answer["fine_band"]) == ("red", "violet")
    assert answer["warnings"] == ["limit_zero"]


@pytest.mark.parametrize(("borg", "fm"), [
    (0, 1), (0.5, 1), (0.75, 0.925), (1, 0.85), (2, 0.65), (3.75, 0.275), (4.5, 0.1), (4.75, 0.055),
    (5, 0.01), (10, 0.01),
])  # fmt: skip
def test_force_is_interpolated_on_the_borg_scale(borg: float, fm: float) -> None:
    assert of("ocra_index", INDEX, FM=None, borg=borg)["FM"] == pytest.approx(fm, abs=1e-12)


def test_multipliers_come_from_what_they_depend_on() -> None:
    assert of("ocra_index", INDEX, FM=None, force_peaks=True, borg=1)["FM"] == 0.01
    assert of("ocra_index", INDEX, FM=None, optimal_force=True)["FM"] == 1
    joints = {"wrist": 0.6, "hand": 0.5}
    assert of("ocra_index", INDEX, PM=None, joints=joints)["PM"] == 0.5
    assert of("ocra_index", INDEX, PM=None, joints={})["PM"] == 1
    assert of("ocra_index", INDEX, ReM=None, same_gestures=False)["ReM"] == 1
    assert of("ocra_index", INDEX, ReM=None, same_gestures=True)["ReM"] == 0.7
    assert of("ocra_index", INDEX, ReM=None, same_gestures=False, cycle_s=14.9)["ReM"] == 0.7
    assert of("ocra_index", INDEX, ReM=None, same_gestures=False, cycle_s=15)["ReM"] == 1
    for share, am in (("none", 1), ("third", 0.95), ("two_thirds", 0.9), ("whole", 0.8)):
        assert of("ocra_index", INDEX, AM=None, additional_share=share)["AM"] == am


@pytest.mark.parametrize("key", ["FM", "PM", "ReM", "AM"])
def test_a_multiplier_that_comes_from_nowhere_is_asked_for(key: str) -> None:
    answer = of("ocra_index", {**INDEX, key: None})
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == key


@pytest.mark.parametrize("twice", [
    {"borg": 3}, {"joints": {"wrist": 0.6}}, {"same_gestures": True}, {"additional_share": "third"},
    {"FM": None, "borg": 3, "optimal_force": True},
    {"FM": None, "force_peaks": True, "optimal_force": True},
])  # fmt: skip
def test_what_is_given_twice_is_said(twice: dict[str, Any]) -> None:
    assert of("ocra_index", INDEX, **twice)["warnings"] == ["given_twice"]


def test_what_does_not_agree_is_said() -> None:
    assert of("ocra_index", INDEX, total_repetitive_min=400)["warnings"] == ["total_below_task"]
    assert of("ocra_index", INDEX, ReM=1, cycle_s=10)["warnings"] == ["short_cycle"]


@pytest.mark.parametrize(("index", "band", "fine"), [
    (0, "green", "optimal"), (1.5, "green", "optimal"), (1.549, "green", "optimal"),
    (1.55, "green", "green"), (2.2, "green", "green"), (2.249, "green", "green"),
    (2.25, "yellow", "yellow"), (3.5, "yellow", "yellow"), (3.55, "red", "light_red"),
    (4.5, "red", "light_red"), (4.6, "red", "medium_red"), (9, "red", "medium_red"),
    (9.05, "red", "violet"),
])  # fmt: skip
def test_index_bands_end_where_the_norm_says(index: float, band: str, fine: str) -> None:
    answer = of("ocra_index_band", {"index": index})
    assert (answer["band"], answer["fine_band"]) == (band, fine)
    assert answer["redesign"] is (band == "red")


def test_the_index_falls_with_every_multiplier() -> None:
    base = of("ocra_index", INDEX)["index"]
    for better in ({"FM": 1}, {"PM": 1}, {"ReM": 1}, {"hours_without_recovery": 3},
                   {"actions_per_cycle": 19}, {"cycle_s": 31}):  # fmt: skip
        assert of("ocra_index", INDEX, **better)["index"] < base


# -- checklist


@pytest.mark.parametrize(("hours", "multiplier"), [
    (0, 1), (0.5, 1.025), (1, 1.05), (1.5, 1.086), (2, 1.12), (2.5, 1.16), (3, 1.2), (3.5, 1.265),
    (4, 1.33), (4.5, 1.4), (5, 1.48), (5.5, 1.58), (6, 1.7), (6.5, 1.83), (7, 2), (7.5, 2.25),
    (8, 2.5), (9, 3),
])  # fmt: skip
def test_recovery_multiplies_by_half_hours(hours: float, multiplier: float) -> None:
    answer = of("ocra_checklist", CHECKLIST, hours_without_recovery=hours)
    assert answer["score"] == pytest.approx(11 * multiplier)
    assert answer["warnings"] == (["nine_hours"] if hours == 9 else [])


@pytest.mark.parametrize("hours", [0.25, 8.5, 9.5, -1, 10])
def test_hours_that_the_table_does_not_have_are_refused(hours: float) -> None:
    assert of("ocra_checklist", CHECKLIST, hours_without_recovery=hours)["error"] == "out_of_range"


@pytest.mark.parametrize(("minutes", "fine", "flat"), [
    (1, 0.5, 0.5), (120, 0.5, 0.5), (121, 0.65, 0.65), (180, 0.65, 0.65), (240, 0.75, 0.75),
    (300, 0.85, 0.85), (360, 0.925, 0.925), (420, 0.95, 0.95), (421, 1, 1), (480, 1, 1),
    (481, 1.2, 1.5), (539, 1.2, 1.5), (540, 1.5, 1.5), (599, 1.5, 1.5), (600, 2, 1.5),
    (659, 2, 1.5), (660, 2.8, 1.5), (719, 2.8, 1.5), (720, 4, 1.5), (1440, 4, 1.5),
])  # fmt: skip
def test_duration_multiplies_by_the_list_that_is_chosen(
    minutes: float, fine: float, flat: float
) -> None:
    given = {**CHECKLIST, "net_repetitive_min": minutes}
    assert of("ocra_checklist", given)["duration_multiplier"] == fine
    assert of("ocra_checklist", given, durations="flat_2007")["duration_multiplier"] == flat


@pytest.mark.parametrize(("minutes", "multiplier"), [
    (1.87, 0.01), (1.88, 0.02), (3.75, 0.02), (7.5, 0.05), (15, 0.1), (30, 0.2), (31, 0.35),
    (59, 0.35), (59.5, 0.5), (60, 0.5), (120, 0.5),
])  # fmt: skip
def test_a_short_task_inside_a_rotation_counts_less(minutes: float, multiplier: float) -> None:
    given = {**CHECKLIST, "net_repetitive_min": minutes}
    assert of("ocra_checklist", given, in_rotation=True)["duration_multiplier"] == multiplier
    assert of("ocra_checklist", given)["duration_multiplier"] == 0.5


@pytest.mark.parametrize(("score", "band"), [
    (0, "green"), (7.5, "green"), (7.549, "green"), (7.55, "yellow"), (11, "yellow"),
    (11.05, "light_red"), (14, "light_red"), (14.05, "medium_red"), (22.5, "medium_red"),
    (22.549, "medium_red"), (22.55, "violet"), (22.6, "violet"),
])  # fmt: skip
def test_checklist_bands_end_where_the_method_says(score: float, band: str) -> None:
    answer = of("ocra_checklist_band", {"score": score})
    assert answer["band"] == band
    assert answer["health_surveillance"] is (band not in {"green", "yellow"})
    assert of("ocra_checklist_band", {"score": 5.04})["optimal"] is True
    assert of("ocra_checklist_band", {"score": 5.05})["optimal"] is False


def test_the_older_form_adds_recovery() -> None:
    given = {key: CHECKLIST[key] for key in CHECKLIST if key != "hours_without_recovery"}
    for hours, score in enumerate((0, 2, 3, 4, 6, 10, 10, 10)):
        assert of("ocra_checklist_additive", given, recovery=score)["score"] == 11 + score
        by_hours = of("ocra_checklist_additive", given, hours_without_recovery=hours)
        assert by_hours["recovery_score"] == score
    missing = of("ocra_checklist_additive", given)
    assert missing["faults"][0]["path"] == "recovery"
    torn = of("ocra_checklist_additive", given, recovery=10, hours_without_recovery=1)
    assert torn["error"] == "out_of_range"
    assert of("ocra_checklist_additive", given, recovery=5)["error"] == "out_of_range"


def test_scores_come_from_what_was_seen() -> None:
    seen = {"actions_per_min": 40}
    for rate, with_breaks, without in ((22.4, 0, 0), (22.5, 0.5, 0.5), (37.5, 3, 4),
                                       (67.4, 8, 9), (67.5, 9, 10), (200, 9, 10)):  # fmt: skip
        answer = of("ocra_checklist_scores", seen, actions_per_min=rate, interruptions=True)
        assert answer["frequency"] == with_breaks
        assert of("ocra_checklist_scores", seen, actions_per_min=rate)["frequency"] == without
    static = of("ocra_checklist_scores", {"actions_per_min": 10}, static_hold="whole")
    assert static["frequency"] == 4.5
    short = of("ocra_checklist_scores", {"actions_per_min": 10}, static_hold="whole",
               short_form=True)  # fmt: skip
    assert short["frequency"] == 3
    full = of("ocra_checklist_scores", seen, force_3_4=8, force_5_7=24, force_8=32, shoulder=24,
              stereotypy=3, other_factors=3, pace=2)  # fmt: skip
    assert (full["force"], full["posture"], full["additional"]) == (64, 27, 5)


def test_the_shift_gives_minutes_cycle_and_hours() -> None:
    seen = {"actions_per_min": 40, "shift_min": 480, "breaks_min": 20, "meal_min": 30,
            "other_work_min": 30, "pieces": 800}  # fmt: skip
    answer = of("ocra_checklist_scores", seen, observed_cycle_s=31.5)
    assert (answer["net_repetitive_min"], answer["net_cycle_s"]) == (400, 30)
    assert answer["warnings"] == []
    odd = of("ocra_checklist_scores", seen, observed_cycle_s=31.6)
    assert odd["warnings"] == ["cycle_differs"]
    none_left = of("ocra_checklist_scores", seen, breaks_min=420)
    assert none_left["faults"][0]["path"] == "shift_min"
    for stretches, hours in (([60], 0), ([79], 0), ([80], 0.5), ([99], 0.5), ([100], 1),
                             ([240, 240], 6), ([120, 120, 120, 120], 4), ([570], 9),
                             ([600], 9)):  # fmt: skip
        found = of("ocra_checklist_scores", {"actions_per_min": 1}, stretches_min=stretches)
        assert found["hours_without_recovery"] == hours, stretches
    long = of("ocra_checklist_scores", {"actions_per_min": 1}, stretches_min=[720])
    assert long["warnings"] == ["more_than_nine"]


# -- several tasks


def tasks(*rows: tuple[float, float]) -> dict[str, Any]:
    return {"tasks": [{"score_before_duration": score, "minutes": mins} for score, mins in rows]}


def test_rotation_decides_which_result_counts() -> None:
    given = tasks((18, 120), (12, 180), (6, 60))
    assert of("ocra_checklist_multitask", given, rotation="hourly")["score"] == pytest.approx(
        12.025)  # fmt: skip
    assert of("ocra_checklist_multitask", given, rotation="long")["score"] == pytest.approx(14.525)
    unknown = of("ocra_checklist_multitask", given)
    assert unknown["score"] == pytest.approx(14.525)
    assert unknown["warnings"] == ["rotation_not_given"]


def test_k_is_held_at_one_where_another_task_is_worse_over_the_shift() -> None:
    answer = of("ocra_checklist_multitask", tasks((10, 300), (14, 100)), rotation="long")
    assert answer["first_task"] == 1
    assert answer["K_uncapped"] == pytest.approx(1.1)
    assert answer["K"] == 1
    assert answer["score_complex"] == pytest.approx(9.5)
    assert answer["warnings"] == ["k_capped"]


def test_one_task_is_as_it_is_alone() -> None:
    for minutes in (30, 200, 500):
        answer = of("ocra_checklist_multitask", tasks((11, minutes)), rotation="long")
        alone = of("ocra_checklist", CHECKLIST, hours_without_recovery=0,
                   net_repetitive_min=minutes)  # fmt: skip
        assert answer["score"] == pytest.approx(alone["score"])
        assert answer["score_weighted"] == pytest.approx(alone["score"])


def test_a_day_has_no_more_than_its_minutes() -> None:
    answer = of("ocra_checklist_multitask", tasks((10, 1000), (10, 441)))
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == "tasks"
    assert of("ocra_checklist_multitask", tasks((0, 100), (0, 100)))["score"] == 0


def test_several_tasks_of_the_index_are_those_of_the_norm() -> None:
    row = {key: INDEX[key] for key in
           ("actions_per_cycle", "cycle_s", "task_min", "FM", "PM", "ReM", "AM")}  # fmt: skip
    one = {"tasks": [row], "hours_without_recovery": 4}
    alone = of("ocra_index", INDEX)["index"]
    for rotation in ("hourly", "long"):
        assert of("ocra_index_multitask", one, rotation=rotation)["index"] == pytest.approx(alone)
    halves = {**one, "tasks": [{**row, "task_min": 210}] * 2}
    assert of("ocra_index_multitask", halves, rotation="hourly")["index"] == pytest.approx(alone)
    none = of("ocra_index_multitask", one, hours_without_recovery=8)
    assert none["index"] is None
    assert (none["band"], none["warnings"]) == ("red", ["limit_zero"])
