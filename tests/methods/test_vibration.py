"""Vibration: edges, hands, axes, corrections, duties, times; what the vectors do not prove."""

from typing import Any

import pytest

from ytefas.methods.kit.method import Outcome, asked, explained, pictured
from ytefas.methods.kit.pictures import Columns, Shares, Ticks
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Line


def ask(method: str, **inputs: Any) -> dict[str, Any]:
    return asked(find(method), inputs).flat()


def outcome(method: str, **inputs: Any) -> Outcome:
    return asked(find(method), inputs)


def hav(*tools: dict[str, Any], **more: Any) -> dict[str, Any]:
    return ask("hav_a8", tools=list(tools), **more)


def wbv(*operations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return ask("wbv_a8", operations=list(operations), **more)


def flags(answer: dict[str, Any]) -> tuple[bool, ...]:
    keys = ("programme", "surveillance", "limit_exceeded", "short_period_exceeded")
    return tuple(answer[key] for key in keys)


# -- hand-arm


@pytest.mark.parametrize(
    ("a_hv", "band", "duties"),
    [
        (2.499, "below_action", (False, False, False, False)),
        (2.5, "action", (False, False, False, False)),  # reached, not exceeded
        (2.501, "action", (True, True, False, False)),
        (5.0, "action", (True, True, False, False)),
        (5.001, "limit_exceeded", (True, True, True, False)),
        (20.0, "limit_exceeded", (True, True, True, False)),
        (20.001, "limit_exceeded", (True, True, True, True)),
    ],
)
def test_the_edges_of_hand_arm(a_hv: float, band: str, duties: tuple[bool, ...]) -> None:
    answer = hav({"a_hv": a_hv, "minutes": 480})
    assert answer["band"] == answer["class"] == band
    assert flags(answer) == duties


def test_an_edge_survives_many_small_parts() -> None:
    answer = hav(*({"a_hv": 2.5, "minutes": 480 / 7} for _ in range(7)))
    assert answer["band"] == "action"
    assert flags(answer) == (False, False, False, False)


def test_three_axes_are_summed_as_a_vector() -> None:
    axes = hav({"a_xyz": [2, 3, 6], "minutes": 480})
    assert axes["A8"] == pytest.approx(7)
    assert axes["a_hv"] == [7.0]


@pytest.mark.parametrize("vibration", [{}, {"a_hv": 3, "a_xyz": [1, 2, 2]}])
def test_vibration_is_given_in_one_way(vibration: dict[str, Any]) -> None:
    answer = hav({"minutes": 60, **vibration})
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == "tools[0].a_hv"


def test_a_vector_sum_beyond_the_range_is_refused() -> None:
    assert hav({"a_xyz": [90, 90, 0], "minutes": 1})["error"] == "out_of_range"


def test_the_worse_hand_counts() -> None:
    answer = hav(
        {"a_hv": 4, "minutes": 480, "hand": "left"},
        {"a_hv": 3, "minutes": 480, "hand": "right"},
        {"a_hv": 1, "minutes": 60},
    )
    assert answer["A8"] == answer["A8_left"] > answer["A8_right"] > 3
    assert answer["worst_tool"] == 1


def test_hands_work_at_once_but_no_hand_longer_than_a_day() -> None:
    long = {"a_hv": 1, "minutes": 800}
    assert hav({**long, "hand": "left"}, {**long, "hand": "right"})["error"] is None
    refused = hav(long, {**long, "hand": "right"})
    assert refused["error"] == "out_of_range"
    assert "1600" in refused["message"]["it"]


def test_correction_and_uncertainty_multiply() -> None:
    plain = hav({"a_hv": 4, "minutes": 240})
    corrected = hav({"a_hv": 4, "minutes": 240, "correction": 1.5, "source": "declared"})
    uncertain = hav({"a_hv": 4, "minutes": 240, "source": "databank"}, uncertainty_factor=1.2)
    assert corrected["A8"] == pytest.approx(1.5 * plain["A8"])
    assert uncertain["A8"] == pytest.approx(1.2 * plain["A8"])
    assert uncertain["A8_before_uncertainty"] == pytest.approx(plain["A8"])
    assert uncertain["points"] == pytest.approx(1.44 * plain["points"])
    assert corrected["warnings"] == uncertain["warnings"] == []


def test_what_is_declared_or_from_a_data_bank_is_pointed_out() -> None:
    answer = hav({"a_hv": 4, "minutes": 60, "source": "declared", "name": "Trapano"},
                 {"a_hv": 4, "minutes": 60, "source": "databank"})  # fmt: skip
    assert answer["warnings"] == ["declared_uncorrected", "databank_without_uncertainty"]
    assert "Trapano" in answer["messages"]["declared_uncorrected"]["it"]


def test_a_short_strong_tool_is_pointed_out_though_the_day_is_quiet() -> None:
    answer = hav({"a_hv": 25, "minutes": 1})
    assert answer["band"] == "below_action"
    assert answer["warnings"] == ["short_period_exceeded"]
    assert flags(answer) == (False, False, False, True)
    assert hav({"a_hv": 25, "minutes": 0})["warnings"] == ["no_exposure"]


def test_points_are_those_of_the_safety_executive() -> None:
    answer = hav({"a_hv": 2.5, "minutes": 480}, {"a_hv": 10, "minutes": 30})
    assert answer["points_each"] == pytest.approx([100, 100])
    assert answer["points"] == pytest.approx(200)
    assert answer["points_per_hour"] == pytest.approx([12.5, 200])


def test_the_directive_s_guide_for_three_tools() -> None:
    answer = hav(*({"a_hv": a, "minutes": t} for a, t in ((4, 150), (3, 60), (20, 15))))
    assert [round(a, 1) for a in answer["partial"]] == [2.2, 1.1, 3.5]
    assert round(answer["A8"], 1) == 4.3


@pytest.mark.parametrize(
    ("a_hv", "target", "hours", "notice"),
    [
        (10, 2.5, 0.5, []), (10, 5, 2.0, []), (5, 5, 8.0, []), (2.5, 2.5, 8.0, []),
        (2.5 / 3**0.5, 2.5, 24.0, []), (1, 2.5, 24.0, ["capped_24h"]), (0, 2.5, None, ["no_limit"]),
        (1e-300, 2.5, 24.0, ["capped_24h"]),
    ],
)  # fmt: skip
def test_the_time_to_a_value(
    a_hv: float, target: float, hours: float | None, notice: list[str]
) -> None:
    answer = ask("hav_time_to", a_hv=a_hv, target=target)
    assert answer["hours"] == (None if hours is None else pytest.approx(hours))
    assert answer["warnings"] == notice
    if hours is not None and hours < 24:
        there = hav({"a_hv": a_hv, "minutes": answer["minutes"]})
        assert there["A8"] == pytest.approx(target), "time and exposure are each other's inverse"


# -- whole body


@pytest.mark.parametrize(
    ("z", "limit", "band", "duties"),
    [
        (0.499, 1.0, "below_action", (False, False, False, False)),
        (0.5, 1.0, "action", (False, False, False, False)),
        (1.0, 1.0, "action", (True, True, False, False)),
        (1.001, 1.0, "limit_exceeded", (True, True, True, False)),
        (1.15, 1.15, "action", (True, True, False, False)),
        (1.151, 1.15, "limit_exceeded", (True, True, True, False)),
        (1.501, 1.0, "limit_exceeded", (True, True, True, True)),
    ],
)
def test_the_edges_of_whole_body(
    z: float, limit: float, band: str, duties: tuple[bool, ...]
) -> None:
    answer = wbv({"a_xyz": [0, 0, z], "minutes": 480}, limit=limit)
    assert answer["band"] == answer["class"] == band
    assert flags(answer) == duties
    assert answer["warnings"].count("directive_limit") == (limit == 1.15)


def test_italy_s_limit_is_the_default_and_no_other_number_is_one() -> None:
    assert wbv({"a_xyz": [0, 0, 1.1], "minutes": 480})["band"] == "limit_exceeded"
    assert wbv({"a_xyz": [0, 0, 1.1], "minutes": 480}, limit=1.1)["error"] == "out_of_range"


def test_the_worst_axis_counts_not_the_sum() -> None:
    answer = wbv({"a_xyz": [0.5, 0.5, 0.5], "minutes": 480})
    assert answer["A8_axes"] == pytest.approx([0.7, 0.7, 0.5])
    assert (answer["A8"], answer["dominant_axis"]) == (pytest.approx(0.7), "x")
    assert answer["points"] == pytest.approx(196)


@pytest.mark.parametrize(("a", "points"), [(0.5, 100), (1.0, 400), (1.15, 529)])
def test_whole_body_points(a: float, points: float) -> None:
    assert wbv({"a_xyz": [0, 0, a], "minutes": 480})["points"] == pytest.approx(points)


def test_axes_are_three_and_a_day_is_a_day() -> None:
    assert wbv({"a_xyz": [1, 1, 1, 1], "minutes": 1})["error"] == "out_of_range"
    late = wbv({"a_xyz": [1, 1, 1], "minutes": 1000}, {"a_xyz": [1, 1, 1], "minutes": 441})
    assert late["error"] == "out_of_range"
    assert "1441" in late["message"]["en"]


def test_time_to_a_whole_body_value_takes_the_worst_axis() -> None:
    answer = ask("wbv_time_to", a_xyz=[0.5, 0.2, 0.6], target=0.5)
    assert (answer["dominant_axis"], answer["a_w"]) == ("x", pytest.approx(0.7))
    there = wbv({"a_xyz": [0.5, 0.2, 0.6], "minutes": answer["minutes"]})
    assert there["A8"] == pytest.approx(0.5)
    assert ask("wbv_time_to", a_xyz=[0, 0, 0])["hours"] is None


@pytest.mark.parametrize(
    ("vdv", "band"), [(9.09, "below_action"), (9.1, "action"), (21, "action"),
                      (21.01, "limit_exceeded")]
)  # fmt: skip
def test_the_edges_of_the_dose(vdv: float, band: str) -> None:
    row = {"vdv_xyz": [0, 0, vdv], "measured_minutes": 60, "minutes": 60}
    answer = ask("wbv_vdv", operations=[row])
    assert answer["class"] == band
    assert "not_italian_law" in answer["warnings"]


def test_the_dose_grows_with_the_fourth_root_of_time() -> None:
    row = {"vdv_xyz": [1, 1, 5], "measured_minutes": 30, "minutes": 480}
    assert ask("wbv_vdv", operations=[row])["VDV"] == pytest.approx(10)


# -- the law


def test_a_limit_belongs_to_its_kind() -> None:
    refused = ask("vibration_legal_flags", kind="hav", a8=3, limit=1.0)
    assert refused["error"] == "out_of_range"
    assert refused["faults"][0]["path"] == "limit"
    assert ask("vibration_legal_flags", kind="wbv", a8=1.1)["limit_exceeded"] is True
    assert ask("vibration_legal_flags", kind="wbv", a8=1.1, limit=1.15)["limit_exceeded"] is False


def test_the_short_period_is_judged_only_where_it_is_known() -> None:
    unknown = ask("vibration_legal_flags", kind="wbv", a8=0.4)
    assert unknown["warnings"] == ["short_period_unknown"]
    known = ask("vibration_legal_flags", kind="wbv", a8=0.4, a_short=1.6)
    assert (known["short_period_exceeded"], known["warnings"]) == (True, [])
    drawn = pictured(outcome("vibration_legal_flags", kind="wbv", a8=0.4))
    ticks = next(one for one in drawn if isinstance(one, Ticks))
    assert [tick.met for tick in ticks.ticks] == [False, False, False, None]


# -- said and drawn


def test_an_inspector_reads_every_number() -> None:
    one = outcome("hav_a8", tools=[{"a_xyz": [3, 1, 2], "minutes": 60, "correction": 1.5}],
                  uncertainty_factor=1.2)  # fmt: skip
    said = " ".join(str(step.how) for step in explained(one, "it") if isinstance(step, Line))
    assert "√(3² + 1² + 2²) · 1,5" in said
    assert "· 1,2" in said
    assert "/ 2,5)²" in said


def test_shares_are_of_the_worse_hand_and_sum_to_one() -> None:
    drawn = pictured(outcome("hav_a8", tools=[
        {"a_hv": 4, "minutes": 60, "hand": "left"}, {"a_hv": 9, "minutes": 60, "hand": "right"},
        {"a_hv": 2, "minutes": 60}]))  # fmt: skip
    shares = next(one for one in drawn if isinstance(one, Shares))
    assert sum(part.share for part in shares.parts) == pytest.approx(1)
    assert shares.parts[0].share == 0


def test_nothing_shaken_is_drawn_without_shares() -> None:
    still = outcome("wbv_a8", operations=[{"a_xyz": [0, 0, 0], "minutes": 60}])
    assert [type(one).__name__ for one in pictured(still)] == ["Gauge", "Columns", "Ticks"]
    columns = next(one for one in pictured(still) if isinstance(one, Columns))
    assert columns.series[0].values == (0, 0, 0)
