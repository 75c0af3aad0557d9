"""What must change to leave a band: measures, never the yardstick, and soon found."""

from typing import Any

import pytest

from tests.methods.test_every_method import METHODS
from ytefas.methods.kit import sensitivity
from ytefas.methods.kit.inputs import Group, Input, Number, Numbers, Rows
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.sensitivity import hints

# What is judged by, in any method that asks for it.
YARDSTICKS = frozenset({
    "edition", "bands", "limit", "load_constant", "reference", "unit_system", "durations", "l_act",
    "u2", "u3", "u95", "instrument", "compare_upper", "sex", "age", "side", "stage", "status",
    "samples", "acclimatized", "fit_with_prescriptions",
})  # fmt: skip
RATING = [method for method in METHODS if method.scales]


def flat(inputs: tuple[Input, ...]) -> list[Input]:
    found = []
    for one in inputs:
        found.append(one)
        if isinstance(one, Group | Rows):
            found += flat(one.of)
    return found


@pytest.mark.parametrize("method", RATING, ids=[one.id for one in RATING])
def test_the_yardstick_is_marked_as_such(method: Method) -> None:
    for one in flat(method.inputs):
        assert one.yardstick or one.key not in YARDSTICKS, one.key


@pytest.mark.parametrize("method", RATING, ids=[one.id for one in RATING])
def test_what_is_told_is_enough_and_a_way_that_a_measure_can_go(
    method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0

    def counted(method: Method, raw: Any) -> Any:
        nonlocal count
        count += 1
        return asked(method, raw)

    monkeypatch.setattr(sensitivity, "asked", counted)
    for example in method.examples:
        present = asked(method, example.inputs)
        if present.found is None or present.found.band is None:
            continue
        count = 0
        told = hints(method, example.inputs, None, "it")
        assert count < 2000, "bounded"
        assert len(told) <= sensitivity.MOST_TOLD
        places = {place.path: place for place in sensitivity.places(method.inputs, example.inputs)}
        for one in told:
            place = places[one["path"]]
            after = asked(method, place.put(one["to"])).found
            assert after is not None
            assert after.band is not None
            assert after.band.level < present.found.band.level
            if isinstance(place.one, Number) and place.one.only is not None:
                assert (one["to"] < one["from"]) is (place.one.only == "less")


def test_an_axis_of_vibration_is_a_way() -> None:
    told = hints(find("wbv_a8"), {"operations": [{"a_xyz": [0.2, 0.2, 0.6], "minutes": 480}]},
                 None, "it")  # fmt: skip
    axis = next(one for one in told if one["path"] == "operations[0].a_xyz[2]")
    assert axis["to"] < 0.5
    assert "asse z" in axis["sentence"]


def test_a_protector_is_not_made_good_by_more_noise() -> None:
    told = hints(find("hpd_hml"), {"l_a": 86.2, "l_c": 90.5, "H": 38, "M": 37, "L": 35,
                                   "protector": "foam_plugs"}, None, "en")  # fmt: skip
    assert told
    assert not {"l_a", "l_c"} & {one["path"] for one in told}


def test_rotation_is_not_helped_by_a_worse_task() -> None:
    tasks = [{"score_before_duration": 18, "minutes": 120},
             {"score_before_duration": 12, "minutes": 180},
             {"score_before_duration": 6, "minutes": 60}]  # fmt: skip
    told = hints(find("ocra_checklist_multitask"), {"tasks": tasks}, None, "en")
    assert told
    assert all(one["to"] < one["from"] for one in told)


def test_scores_are_told_in_steps_that_raters_know() -> None:
    case = {"frequency": 4, "force": 2, "posture": 5, "additional": 0,
            "hours_without_recovery": 4, "net_repetitive_min": 430}  # fmt: skip
    told = hints(find("ocra_checklist"), case, None, "en")
    scores = [one["to"] for one in told if one["path"] in {"frequency", "force", "posture"}]
    assert scores
    assert all(score * 2 == int(score * 2) for score in scores)


def test_lists_of_numbers_are_named_by_their_entries() -> None:
    assert any(isinstance(one, Numbers) for one in flat(find("noise_weekly").inputs))
    told = hints(find("noise_weekly"), {"daily_lex": [90, 80, 80, 80, 80]}, None, "it")
    assert [one["path"] for one in told] == ["daily_lex[0]"]
