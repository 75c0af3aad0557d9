"""Pushing, pulling, carrying, force: edges, ranges, refusals; printed cases."""

from typing import Any

import pytest

from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.pictures import Bars, Curve
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Line

LIFT: dict[str, Any] = {"task": "lift", "sex": "F", "H": 0.38, "VRM": 1.03, "DV": 0.51, "F": 1}
PUSH: dict[str, Any] = {"task": "push_init", "sex": "F", "V": 0.95, "DH": 8, "F": 0.5}
CARRY: dict[str, Any] = {"task": "carry", "sex": "F", "V": 0.9, "DH": 5, "F": 1}
FORCE: dict[str, Any] = {"F": 100, "F_B": 200, "mv": 1, "mf": 1, "md": 1}


def answered(method: str, **inputs: Any) -> dict[str, Any]:
    return asked(find(method), inputs).flat()


# -- Liberty Mutual


def test_the_printed_case() -> None:
    answer = answered("lm_mmh", **LIFT, load=12)
    assert answer["mal50"] == pytest.approx(15.56, abs=0.005)
    assert answer["mal75"] == pytest.approx(12.83, abs=0.005)
    assert answer["percent_capable"] == pytest.approx(81.0, abs=0.05)
    assert (answer["class"], answer["risk_level"]) == ("acceptable", 0)


@pytest.mark.parametrize("case", [LIFT, LIFT | {"sex": "M"}, LIFT | {"task": "lower"}, PUSH, CARRY])
def test_at_a_percentile_that_share_can(case: dict[str, Any]) -> None:
    free = answered("lm_mmh", **case)
    assert free["percent_capable"] is None
    assert free["class"] is None
    for key, share in (("mal50", 50), ("mal75", 75), ("mal90", 90)):
        answer = answered("lm_mmh", **case, load=free[key])
        assert answer["percent_capable"] == pytest.approx(share, abs=0.001)
    assert answered("lm_mmh", **case, load=free["mal75"] * 0.999)["class"] == "acceptable"
    assert answered("lm_mmh", **case, load=free["mal75"] * 1.001)["class"] == "not_acceptable"
    assert answered("lm_mmh", **case, load=1000)["percent_capable"] == pytest.approx(0)


@pytest.mark.parametrize(("handles", "factor"), [("good", 1), ("poor", 0.925), ("none", 0.84)])
def test_handles(handles: str, factor: float) -> None:
    plain = answered("lm_mmh", **LIFT)["mal50"]
    assert answered("lm_mmh", **LIFT, handles=handles)["mal50"] == pytest.approx(plain * factor)
    push = answered("lm_mmh", **PUSH, handles=handles)
    assert push["mal50"] == answered("lm_mmh", **PUSH)["mal50"]
    assert ("not_used" in push["warnings"]) == (handles != "good")


@pytest.mark.parametrize(("case", "changed", "path"), [
    (LIFT, {"H": None}, "H"), (LIFT, {"H": 0.19}, "H"), (LIFT, {"H": 0.69}, "H"),
    (LIFT, {"sex": "M", "H": 0.24}, "H"), (LIFT, {"DV": 0.24}, "DV"), (LIFT, {"VRM": None}, "VRM"),
    (LIFT, {"F": 20.1}, "F"), (LIFT, {"F": 0.002}, "F"), (LIFT, {"DV": 0.6, "F": 19}, "F"),
    (PUSH, {"V": 0.57}, "V"), (PUSH, {"V": 1.34}, "V"), (PUSH, {"DH": 2}, "DH"),
    (PUSH, {"DH": 61.1}, "DH"), (PUSH, {"DH": 40, "F": 1}, "F"),
    (PUSH, {"DH": 2.1, "F": 10.1}, "F"), (PUSH, {"sex": "M", "V": 0.62}, "V"),
    (CARRY, {"V": 0.7}, "V"), (CARRY, {"V": 1.04}, "V"),
    (CARRY, {"DH": 10.1}, "DH"), (CARRY, {"DH": 10, "F": 3}, "F"), (CARRY, {"load": 0}, "load"),
])  # fmt: skip
def test_outside_its_range_an_equation_says_nothing(
    case: dict[str, Any], changed: dict[str, Any], path: str
) -> None:
    answer = answered("lm_mmh", **(case | changed))
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == path
    assert "Ammesso" in answer["message"]["it"]


@pytest.mark.parametrize(("case", "changed"), [
    (LIFT, {"H": 0.2}), (LIFT, {"H": 0.68}), (LIFT, {"sex": "M", "H": 0.73}), (LIFT, {"DV": 0.25}),
    (LIFT, {"DV": 0.55, "F": 20}), (LIFT, {"F": 1 / 480}), (PUSH, {"V": 0.58}), (PUSH, {"V": 1.33}),
    (PUSH, {"sex": "M", "V": 1.44}), (PUSH, {"DH": 3.7, "F": 10}), (PUSH, {"DH": 61, "F": 0.6}),
    (CARRY, {"V": 0.71}), (CARRY, {"sex": "M", "V": 1.1}), (CARRY, {"DH": 10, "F": 2.9}),
])  # fmt: skip
def test_the_range_includes_its_ends(case: dict[str, Any], changed: dict[str, Any]) -> None:
    answer = answered("lm_mmh", **(case | changed))
    assert answer["error"] is None
    assert answer["mal90"] > 0


def test_what_is_given_in_vain_is_said() -> None:
    answer = answered("lm_mmh", **PUSH, H=0.5)
    assert answer["warnings"] == ["not_used"]
    assert answer["mal75_n"] == pytest.approx(answer["mal75"] * 9.80665)
    assert "below_floor" in answered("lm_mmh", **(LIFT | {"VRM": 0.2}))["warnings"]
    assert "women_first" in answered("lm_mmh", **(PUSH | {"sex": "M"}))["warnings"]


@pytest.mark.parametrize("sex", ["F", "M"])
@pytest.mark.parametrize("task", ["lift", "lower", "push_init", "push_sust", "pull_init",
                                  "pull_sust", "carry"])  # fmt: skip
def test_more_often_means_less(task: str, sex: str) -> None:
    case = LIFT if task in {"lift", "lower"} else CARRY
    loads = [answered("lm_mmh", **(case | {"task": task, "sex": sex, "F": f}))["mal75"]
             for f in (0.01, 0.1, 0.5, 1, 2, 4)]  # fmt: skip
    assert loads == sorted(loads, reverse=True)


def test_the_curve_falls_through_the_case() -> None:
    done = asked(find("lm_mmh"), LIFT | {"load": 12})
    curve = next(one for one in pictured(done) if isinstance(one, Curve))
    shares = [y for _, y in curve.line]
    assert shares == sorted(shares, reverse=True)
    assert curve.at is not None
    assert list(curve.at) == pytest.approx([12, 81.03], abs=0.01)
    how = {step.symbol: step.how for step in explained(done, "it") if isinstance(step, Line)}
    assert how["f(VRM)"] == "0,9877 + 1,03 / 13,69 − 1,03² / 9,221"
    assert how["f(F)"] == "0,6767 − ln 1 / 12,59 − (ln 1)² / 228,2"


# -- forces against the limits of the norm


@pytest.mark.parametrize(("bands", "force", "code", "level"), [
    ("085_1", 85, "green", 0), ("085_1", 85.49, "green", 0), ("085_1", 85.5, "yellow", 2),
    ("085_1", 100, "yellow", 2), ("085_1", 100.5, "red", 3), ("085_1", 500, "red", 3),
    ("075_125_3", 75, "green", 0), ("075_125_3", 75.1, "yellow", 2),
    ("075_125_3", 125, "yellow", 2), ("075_125_3", 125.1, "red", 3), ("075_125_3", 300, "red", 3),
    ("075_125_3", 300.1, "violet", 4),
])  # fmt: skip
def test_bands_of_the_ratio(bands: str, force: float, code: str, level: int) -> None:
    answer = answered("push_pull_index", task="push", bands=bands,
                      force_initial=force, limit_initial=100)  # fmt: skip
    assert (answer["class"], answer["risk_level"]) == (code, level)
    assert answer["warnings"] == ["one_force"]


def test_the_worst_ratio_decides() -> None:
    answer = answered("push_pull_index", task="pull", force_initial=100, limit_initial=200,
                      force_sustained=60, limit_sustained=50)  # fmt: skip
    assert (answer["RI"], answer["governing"]) == (1.2, "force_sustained")
    carried = answered("push_pull_index", task="carry", load=10, limit_load=20, cumulative=9000,
                       limit_cumulative=10000)  # fmt: skip
    assert (carried["RI"], carried["governing"]) == (0.9, "cumulative")


@pytest.mark.parametrize("bands", ["085_1", "075_125_3"])
def test_a_limit_of_zero_has_no_ratio(bands: str) -> None:
    answer = answered("push_pull_index", task="push", force_initial=100, limit_initial=0,
                      force_sustained=10, limit_sustained=50, bands=bands)  # fmt: skip
    assert answer["RI"] is None
    assert "limit_zero" in answer["warnings"]
    assert answer["risk_level"] == (3 if bands == "085_1" else 4)


@pytest.mark.parametrize(("inputs", "path"), [
    ({"task": "push"}, "force_initial"), ({"task": "carry"}, "load"),
    ({"task": "push", "force_initial": 1}, "limit_initial"),
    ({"task": "push", "limit_sustained": 1}, "force_sustained"),
    ({"task": "push", "load": 1, "limit_load": 2}, "force_initial"),
    ({"task": "throw"}, "task"),
])  # fmt: skip
def test_a_value_needs_its_limit(inputs: dict[str, Any], path: str) -> None:
    answer = answered("push_pull_index", **inputs)
    assert (answer["error"], answer["faults"][0]["path"]) == ("out_of_range", path)


def test_what_belongs_to_another_task_is_not_used() -> None:
    answer = answered("push_pull_index", task="carry", load=1, limit_load=2, force_initial=9)
    assert answer["warnings"] == ["not_used"]


# -- EN 1005-3


@pytest.mark.parametrize(("force", "code", "level"), [
    (0, "recommended", 0), (100, "recommended", 0), (100.1, "not_recommended", 2),
    (140, "not_recommended", 2), (140.1, "avoid", 4),
])  # fmt: skip
def test_bands_of_the_risk_multiplier(force: float, code: str, level: int) -> None:
    answer = answered("force_en1005", **(FORCE | {"F": force}))
    assert (answer["class"], answer["risk_level"]) == (code, level)


def test_multipliers_reduce_the_basic_force() -> None:
    done = asked(find("force_en1005"), FORCE | {"mv": 0.8, "mf": 0.5, "md": 0.8})
    assert done.flat()["F_Br"] == pytest.approx(64)
    bars = next(one for one in pictured(done) if isinstance(one, Bars))
    assert [bar.key for bar in bars.bars if bar.worst] == ["mf"]
    assert answered("force_en1005", **(FORCE | {"mv": 0}))["error"] == "out_of_range"
    assert answered("force_en1005", **(FORCE | {"mv": 1.1}))["error"] == "out_of_range"
