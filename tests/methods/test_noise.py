"""Noise and hearing protectors: edges, notices, refusals, and what norms print."""

import math
from itertools import pairwise
from typing import Any

import pytest

from ytefas.methods.kit.method import Outcome, asked, explained, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.tables.noise_hpd import hml_reduction, rating, reported
from ytefas.methods.tables.noise_iso_9612 import (
    C1U1,
    C1U1_COLUMNS,
    cumulative_h,
    read_c1u1,
    workers_to_measure,
)

CLASSES = ["below_lower", "lower_action", "upper_action", "limit_exceeded"]


def ask(method: str, **inputs: Any) -> Outcome:
    return asked(find(method), inputs)


def values(method: str, **inputs: Any) -> dict[str, Any]:
    outcome = ask(method, **inputs)
    assert outcome.error is None, [fault.sentence() for fault in outcome.faults]
    return outcome.flat()


def refused(method: str, path: str, **inputs: Any) -> None:
    outcome = ask(method, **inputs)
    assert outcome.error == "out_of_range"
    assert outcome.faults[0].path == path
    said = outcome.faults[0].sentence()
    assert said.it
    assert said.it != said.en


def task(samples: list[float], hours: float | None = 8.0, **more: Any) -> dict[str, Any]:
    return {"samples": samples, "duration_h": hours, **more}


# -- the values of the law, each edge


@pytest.mark.parametrize(
    ("lex", "band"),
    [(79.999999, 0), (80.0, 1), (80.0 - 1e-10, 1), (84.999999, 1), (85.0, 2), (87.0, 2),
     (87.0 + 1e-10, 2), (87.000001, 3), (30.0, 0), (160.0, 3)],
)  # fmt: skip
def test_a_level_on_an_edge(lex: float, band: int) -> None:
    assert values("noise_classify", lex_8h=lex)["band"] == CLASSES[band]
    assert values("noise_classify", lex_8h=lex)["risk_level"] == [0, 2, 3, 4][band]


@pytest.mark.parametrize(
    ("peak", "band"),
    [(134.999999, 0), (135.0, 1), (136.999999, 1), (137.0, 2), (140.0, 2), (140.000001, 3)],
)
def test_a_peak_on_an_edge(peak: float, band: int) -> None:
    assert values("noise_classify", lex_8h=70.0, l_cpeak=peak)["band"] == CLASSES[band]
    assert values("noise_classify", lex_8h=70.0, l_cpeak=peak)["lex_band"] == "below_lower"


REACHED = {80.0: {"info_training"}, 85.0: {"info_training", "hpd_available", "hpd_worn",
                                            "surveillance_on_request"}}  # fmt: skip
ALL_BUT_LIMIT = {"info_training", "hpd_available", "surveillance_on_request", "hpd_worn",
                 "programme", "signposting", "surveillance"}  # fmt: skip


@pytest.mark.parametrize(
    ("lex", "peak", "due"),
    [
        (79.9, None, set()),
        (80.0, None, REACHED[80.0]),
        (80.1, None, {"info_training", "hpd_available", "surveillance_on_request"}),
        (85.0, None, REACHED[85.0]),
        (85.1, None, ALL_BUT_LIMIT),
        (87.0, 140.0, ALL_BUT_LIMIT),
        (87.1, None, ALL_BUT_LIMIT | {"limit_exceeded"}),
        (70.0, 135.0, REACHED[80.0]),
        (70.0, 137.0, REACHED[85.0]),
        (70.0, 137.1, ALL_BUT_LIMIT),
        (70.0, 140.1, ALL_BUT_LIMIT | {"limit_exceeded"}),
    ],
)
def test_each_duty_has_its_operator(lex: float, peak: float | None, due: set[str]) -> None:
    outcome = ask("noise_legal_flags", lex_8h=lex, l_cpeak=peak)
    assert outcome.found is not None
    assert {key for key, met in outcome.found.flags.items() if met} == due


def test_only_the_limit_is_judged_with_protectors() -> None:
    kept = values("noise_legal_flags", lex_8h=95, lex_8h_with_hpd=87)
    assert not kept["limit_exceeded"]
    assert kept["surveillance"]
    assert kept["programme"]
    assert kept["hpd_worn"]
    assert kept["band"] == "upper_action"
    assert kept["lex_band"] == "limit_exceeded"
    assert kept["warnings"] == ["limit_kept_by_hpd"]
    assert values("noise_legal_flags", lex_8h=95, lex_8h_with_hpd=87.1)["limit_exceeded"]


def test_a_peak_counts_unprotected_until_its_protected_value_is_known() -> None:
    unknown = values("noise_legal_flags", lex_8h=82, lex_8h_with_hpd=70, l_cpeak=141)
    assert unknown["limit_exceeded"]
    assert unknown["band"] == "limit_exceeded"
    assert "peak_without_hpd" in unknown["warnings"]
    known = values("noise_legal_flags", lex_8h=82, l_cpeak=141, l_cpeak_with_hpd=125)
    assert not known["limit_exceeded"]
    assert known["band"] == "upper_action"


def test_a_protected_level_above_the_other_is_told() -> None:
    assert "hpd_above" in values("noise_legal_flags", lex_8h=80, lex_8h_with_hpd=82)["warnings"]


def test_the_uncertainty_is_added_only_where_it_is_wanted() -> None:
    plain = values("noise_legal_flags", lex_8h=84, lex_8h_with_hpd=86)
    added = values("noise_legal_flags", lex_8h=84, lex_8h_with_hpd=86, u95=2.5)
    assert not plain["hpd_worn"]
    assert added["hpd_worn"]
    assert added["lex_compared"] == 86.5
    assert added["limit_exceeded"]
    assert "compared_upper" in added["warnings"]
    day = [task([83.0, 84.0, 83.5])]
    sheet = values("noise_task_based", tasks=day)
    prudent = values("noise_task_based", tasks=day, compare_upper=True)
    assert sheet["band"] == "lower_action"
    assert prudent["band"] == "upper_action"
    assert prudent["lex_compared"] == prudent["upper"]
    assert prudent["lex_8h"] == sheet["lex_8h"]
    job = {"samples": [83.0, 84.0, 83.5, 84.2, 82.8], "effective_duration_h": 8.0}
    assert values("noise_job_based", **job)["band"] == "lower_action"
    assert values("noise_job_based", **job, compare_upper=True)["band"] == "upper_action"


# -- the table of c1·u1


def test_every_cell_of_the_table_is_read_as_it_stands() -> None:
    for count, row in C1U1.items():
        for u1, cell in zip(C1U1_COLUMNS, row, strict=True):
            assert math.isclose(read_c1u1(count, u1).value, cell, abs_tol=1e-12)


def test_between_rows_and_columns_both_ways() -> None:
    assert math.isclose(read_c1u1(11, 3.0).value, (1.5 + 1.3) / 2)
    assert math.isclose(read_c1u1(11, 3.25).value, ((1.5 + 1.9) / 2 + (1.3 + 1.7) / 2) / 2)
    assert math.isclose(read_c1u1(22, 1.0).value, 0.3 + (0.2 - 0.3) * 2 / 5)
    assert math.isclose(read_c1u1(29, 6.0).value, 2.3 + (2.0 - 2.3) * 4 / 5)


def test_beyond_the_table() -> None:
    assert read_c1u1(5, 0.0).value == 0.0
    assert math.isclose(read_c1u1(5, 0.25).value, 0.15)
    assert read_c1u1(60, 3.0).value == read_c1u1(30, 3.0).value
    assert math.isclose(read_c1u1(5, 12.0).value, 12.1 * 4)
    assert math.isclose(read_c1u1(5, 6.0 + 1e-12).value, 12.1, rel_tol=1e-9), "no step at the end"


@pytest.mark.parametrize("count", [3, 4, 5, 11, 13, 23, 30, 45])
def test_more_spread_means_more_uncertainty(count: int) -> None:
    read = [read_c1u1(count, step / 20).value for step in range(200)]
    assert read == sorted(read)


@pytest.mark.parametrize("u1", [0.2, 0.5, 1.7, 3.0, 6.0, 7.5])
def test_more_samples_never_mean_more_uncertainty(u1: float) -> None:
    read = [read_c1u1(count, u1).value for count in range(3, 61)]
    assert all(after <= before + 1e-12 for before, after in pairwise(read))


def test_leaving_the_table_is_told() -> None:
    steady = values("noise_job_based", samples=[80.0, 80.2, 80.1, 80.0, 80.1],
                    effective_duration_h=8)  # fmt: skip
    assert "u1_below_table" in steady["warnings"]
    wild = values("noise_job_based", samples=[60.0, 90.0, 75.0, 60.0, 95.0], effective_duration_h=8)
    assert {"u1_beyond_table", "c1u1_large"} <= set(wild["warnings"])
    many = values("noise_job_based", samples=[80.0, 82.0] * 16, effective_duration_h=8)
    assert "samples_beyond_table" in many["warnings"]
    equal = values("noise_job_based", samples=[80.0] * 5, effective_duration_h=8)
    assert equal["c1u1"] == 0
    assert equal["warnings"] == []


# -- job and full day


def test_iso_9612_annex_e() -> None:
    """Production line; the norm prints L = 88.4, u1 = 2.0, c1u1 = 1.4, LEX = 88.1, U = 3.8."""
    answer = values("noise_job_based", samples=[88.1, 86.1, 89.7, 86.5, 91.1, 86.7],
                    effective_duration_h=7.5, instrument="exposimeter")  # fmt: skip
    shown = [round(answer[key], 1) for key in ("lp_aeqte", "u1", "c1u1", "U95")]
    assert shown == [88.4, 2.0, 1.4, 3.8]
    assert abs(answer["lex_8h"] - 88.1) < 0.1


def test_few_samples() -> None:
    refused("noise_job_based", "samples", samples=[80.0, 81.0], effective_duration_h=8)
    for count in (3, 4):
        few = [80.0, 81.0, 82.0, 81.5][:count]
        assert "few_samples" in values("noise_job_based", samples=few,
                                       effective_duration_h=8)["warnings"]  # fmt: skip
        refused("noise_job_based", "samples", samples=few, effective_duration_h=8, edition=2025)
        assert ask("noise_full_day", samples=few, effective_duration_h=8,
                   edition=2025).error is None  # fmt: skip
    assert ask("noise_job_based", samples=[80.0] * 5, effective_duration_h=8,
               edition="2025").error is None  # fmt: skip


def test_days_that_differ_need_two_more() -> None:
    near = values("noise_full_day", samples=[80.0, 82.0, 82.9], effective_duration_h=8)
    assert "more_days" not in near["warnings"]
    apart = values("noise_full_day", samples=[80.0, 82.0, 83.0], effective_duration_h=8)
    assert "more_days" in apart["warnings"]
    enough = values("noise_full_day", samples=[80.0, 82.0, 83.0, 81.0, 82.0],
                    effective_duration_h=8)  # fmt: skip
    assert "more_days" not in enough["warnings"]


def test_days_measured_for_too_short() -> None:
    days: dict[str, Any] = {"samples": [80.0, 81.0, 82.0], "effective_duration_h": 8.0}
    short = values("noise_full_day", **days, measured_h=[8.0, 7.0, 5.9], edition=2025)
    assert "short_days" in short["warnings"]
    assert math.isclose(short["least_covered"], 5.9 / 8)
    whole = values("noise_full_day", **days, measured_h=[8.0, 7.0, 6.0], edition=2025)
    assert "short_days" not in whole["warnings"]
    old = values("noise_full_day", **days, measured_h=[8.0, 7.0, 5.0])
    assert "short_days" not in old["warnings"]
    refused("noise_full_day", "measured_h", **days, measured_h=[8.0, 7.0, 6.0, 8.0])


@pytest.mark.parametrize(
    ("workers", "old", "new"),
    [(1, 5, 6), (5, 5, 10), (6, 5.5, 11), (15, 10, 20), (16, 10.25, 20.75), (40, 16.25, 38.75),
     (41, 17, 40)],
)  # fmt: skip
def test_how_long_to_measure(workers: int, old: float, new: float) -> None:
    assert cumulative_h(workers, 2009) == (old, workers > 40)
    assert cumulative_h(workers, 2025) == (new, workers > 40)


def test_too_short_in_all_is_told() -> None:
    job: dict[str, Any] = {"samples": [80.0, 81.0, 82.0, 81.0, 80.0], "effective_duration_h": 8,
                           "workers": 7}  # fmt: skip
    short = values("noise_job_based", **job, sample_min=60)
    assert short["min_cumulative_h"] == 6.0
    assert short["measured_h"] == 5.0
    assert "short_cumulative" in short["warnings"]
    assert "short_cumulative" not in values("noise_job_based", **job, sample_min=72)["warnings"]
    assert "short_cumulative" in values("noise_job_based", **job, cumulative_h=5.9)["warnings"]
    assert "split_group" in values("noise_job_based", **(job | {"workers": 41}))["warnings"]
    long = values("noise_job_based", **job, sample_min=61, edition=2025)
    assert "sample_length" in long["warnings"]


# -- tasks


def test_iso_9612_annex_d() -> None:
    """The welder of the norm; published software prints 3.2 and 87.5 with the durations."""
    tasks = [
        task([70.0], 1.5, name="planning"),
        task([80.1, 82.2, 79.6], 5.0, duration_range_h=[4, 6]),
        task([86.5, 92.4, 89.3, 93.2, 87.8, 86.2], 1.5, duration_range_h=[1, 2]),
    ]
    bare = values("noise_task_based", tasks=tasks, include_duration_uncertainty=False)
    assert [round(one, 1) for one in bare["task_levels"]] == [70.0, 80.8, 90.1]
    assert round(bare["lex_8h"], 1) == 84.3
    assert round(bare["U95"], 1) == 2.7
    assert "single_sample" in bare["warnings"]
    whole = values("noise_task_based", tasks=tasks)
    assert whole["lex_8h"] == bare["lex_8h"]
    assert round(whole["U95"], 1) == 3.2
    assert round(whole["upper"], 1) == 87.5


def test_instruments_have_their_uncertainty() -> None:
    day = [task([85.0, 85.0, 85.0])]
    for instrument, u2 in (("class_1", 0.7), ("exposimeter", 1.5), ("class_2", 1.5)):
        answer = values("noise_task_based", tasks=day, instrument=instrument)
        assert math.isclose(answer["U95"], 1.65 * math.hypot(u2, 1.0))
    own = values("noise_task_based", tasks=day, instrument="class_1", u2=0.9, u3=0.5)
    assert math.isclose(own["U95"], 1.65 * math.hypot(0.9, 0.5))
    assert values("noise_task_based", tasks=day)["u2"] == 1.5


def test_durations_by_range_or_as_observed() -> None:
    ranged = values("noise_task_based", tasks=[task([85.0] * 3, 4.0, duration_range_h=[3, 5])])
    assert ranged["task_u1b"] == [1.0]
    assert math.isclose(ranged["task_c1b"][0], 4.34 / 4)
    seen = values("noise_task_based",
                  tasks=[task([85.0] * 3, None, observed_durations_h=[3, 4, 5])])  # fmt: skip
    assert seen["task_hours"] == [4.0]
    assert math.isclose(seen["task_u1b"][0], 1.0)
    assert math.isclose(seen["U95"], ranged["U95"])


def test_durations_that_do_not_fit_together() -> None:
    refused("noise_task_based", "tasks[0].duration_h", tasks=[{"samples": [80.0]}])
    refused("noise_task_based", "tasks[0].duration_range_h",
            tasks=[task([80.0], duration_range_h=[5, 4])])  # fmt: skip
    refused("noise_task_based", "tasks[0].observed_durations_h",
            tasks=[task([80.0], duration_range_h=[4, 5], observed_durations_h=[4, 5])])  # fmt: skip
    refused("noise_task_based", "tasks", tasks=[task([80.0], 0.0)])
    refused("noise_task_based", "tasks", tasks=[task([80.0], 12.0), task([80.0], 12.1)])
    assert ask("noise_task_based", tasks=[task([80.0], 12.0)] * 2).error is None
    outside = values("noise_task_based", tasks=[task([80.0] * 3, 6, duration_range_h=[3, 5])])
    assert "duration_outside_range" in outside["warnings"]


def test_a_task_that_takes_no_time_changes_nothing() -> None:
    day = [task([88.0, 89.0, 88.5], 4.0)]
    more = [*day, task([110.0], 0.0, name="never")]
    without, with_it = values("noise_task_based", tasks=day), values("noise_task_based", tasks=more)
    assert without["lex_8h"] == with_it["lex_8h"]
    assert without["U95"] == with_it["U95"]
    assert with_it["task_lex_8h"][1] is None


@pytest.mark.parametrize(
    ("samples", "edition", "workers", "told"),
    [
        ([80.0], 2009, 1, {"single_sample"}),
        ([80.0, 81.0], 2009, 1, {"few_samples"}),
        ([80.0, 81.0, 82.9], 2009, 1, set()),
        ([80.0, 81.0, 83.0], 2009, 1, {"spread"}),
        ([80.0, 81.0, 83.0, 80.0, 81.0, 83.0], 2009, 1, set()),
        ([80.0, 81.0, 83.0], 2025, 1, set()),
        ([80.0, 81.0, 83.1], 2025, 1, {"spread"}),
        ([80.0, 81.0, 83.1, 80.0, 81.0, 83.0], 2025, 1, {"spread"}),
        ([80.0, 81.0, 82.0, 83.0], 2025, 2, {"few_samples"}),
        ([80.0, 81.0, 82.0, 83.0, 85.0], 2025, 2, set()),
        ([80.0, 81.0, 82.0, 83.0, 85.1], 2025, 2, {"spread"}),
        ([80.0, 81.0, 82.0], 2009, 2, set()),
    ],
)
def test_the_plan_of_each_edition(
    samples: list[float], edition: int, workers: int, told: set[str]
) -> None:
    answer = values("noise_task_based", tasks=[task(samples)], edition=edition,
                    workers_measured=workers)  # fmt: skip
    assert set(answer["warnings"]) == told


def test_measurements_too_short() -> None:
    def warned(edition: int, **more: Any) -> set[str]:
        day = [task([80.0, 81.0, 82.0], more.pop("hours", 8.0), **more)]
        return set(values("noise_task_based", tasks=day, edition=edition)["warnings"])

    assert warned(2009, sample_min=4.9) == {"short_measurements"}
    assert warned(2009, sample_min=5) == set()
    assert warned(2009, sample_min=4, cyclic=True) == {"short_measurements"}
    assert warned(2025, sample_min=4, cyclic=True, cycles=3) == set()
    assert warned(2025, sample_min=4, cyclic=True, cycles=2) == {"few_cycles"}
    assert warned(2025, sample_min=2.9, cyclic=True) == {"short_measurements"}
    assert warned(2009, sample_min=3, hours=0.05) == set(), "the whole task was measured"


@pytest.mark.parametrize(
    ("group", "needed"),
    [(1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (11, 3), (12, 4), (15, 4), (16, 5), (20, 5), (21, 6)],
)
def test_how_many_workers_to_measure(group: int, needed: int) -> None:
    assert workers_to_measure(group) == needed
    day = [task([80.0, 81.0, 82.0, 80.5, 81.5])]
    for measured in (needed, max(1, needed - 1)):
        new = values("noise_task_based", tasks=day, edition=2025, group_workers=group,
                     workers_measured=measured)  # fmt: skip
        assert ("few_workers" in new["warnings"]) == (measured < needed)
        old = values("noise_task_based", tasks=day, group_workers=group, workers_measured=measured)
        assert old["warnings"] == []


# -- the noise sheet with protectors


LOUD = {"l_c": 99.0, "l_cpeak": 142.0}


def test_the_sheet_subtracts_the_protector_while_it_is_worn() -> None:
    day = [task([96.0] * 3, 4.0, **LOUD, hpd_worn_h=4.0), task([70.0] * 3, 4.0)]
    worn = values("noise_task_based", tasks=day,
                  hpd={"H": 30, "M": 24, "L": 16, "protector": "earmuffs"})  # fmt: skip
    at_ear = 96 - hml_reduction(22.5, 18.0, 12.0, 3.0)
    expected = 10 * math.log10((4 * 10 ** (at_ear / 10) + 4 * 10**7) / 8)
    assert math.isclose(worn["lex_8h_with_hpd"], expected)
    assert worn["l_cpeak_with_hpd"] == 130.0
    assert worn["l_cpeak"] == 142.0
    assert not worn["limit_exceeded"]
    assert worn["surveillance"]
    half = [task([96.0] * 3, 4.0, **LOUD, hpd_worn_h=3.9), task([70.0] * 3, 4.0)]
    not_always = values("noise_task_based", tasks=half,
                        hpd={"H": 30, "M": 24, "L": 16, "protector": "earmuffs"})  # fmt: skip
    assert not_always["l_cpeak_with_hpd"] == 142.0, "a peak may come while it is off"
    assert not_always["limit_exceeded"]
    assert not_always["lex_8h_with_hpd"] > worn["lex_8h_with_hpd"]


def test_a_day_has_one_highest_peak() -> None:
    day = [task([80.0] * 3, 4.0, l_cpeak=130.0), task([80.0] * 3, 4.0, l_cpeak=136.0)]
    assert values("noise_task_based", tasks=day)["l_cpeak"] == 136.0
    assert values("noise_task_based", tasks=day, l_cpeak=138.0)["l_cpeak"] == 138.0
    assert values("noise_task_based", tasks=day, l_cpeak=138.0)["band"] == "upper_action"
    assert values("noise_task_based", tasks=[task([80.0])])["l_cpeak"] is None


@pytest.mark.parametrize(
    ("hpd", "l_c", "at_ear", "told"),
    [
        ({"snr": 28, "beta": 0.5}, 99.0, 85.0, set()),
        ({"M": 24, "beta": 0.5}, None, 84.0, {"simplified"}),
        ({"snr": 28, "M": 24, "beta": 0.5}, None, 84.0, {"simplified"}),
        ({"snr": 28}, 99.0, 71.0, {"nominal_attenuation"}),
        ({"H": 20, "M": 20, "L": 20, "beta": 0.5}, 108.0, 86.0, {"spectrum_out_of_range"}),
        ({"snr": 28, "beta": 0.9, "protector": "foam_plugs"}, 99.0, 73.8, {"beta_above_type"}),
    ],
)
def test_the_sheet_uses_the_best_method_there_is(
    hpd: dict[str, Any], l_c: float | None, at_ear: float, told: set[str]
) -> None:
    answer = values("noise_task_based", hpd=hpd,
                    tasks=[task([96.0] * 3, 8.0, l_c=l_c, hpd_worn_h=8.0)])  # fmt: skip
    assert math.isclose(answer["task_levels_with_hpd"][0], at_ear)
    assert math.isclose(answer["lex_8h_with_hpd"], at_ear)
    assert set(answer["warnings"]) == told | {"limit_kept_by_hpd"}


def test_the_sheet_asks_for_what_the_protector_needs() -> None:
    worn = task([96.0] * 3, 8.0, hpd_worn_h=8.0)
    refused("noise_task_based", "tasks[0].level_with_hpd", tasks=[worn])
    refused("noise_task_based", "tasks[0].l_c", tasks=[worn], hpd={"snr": 28})
    refused("noise_task_based", "hpd", tasks=[worn], hpd={"H": 30})
    refused("noise_task_based", "tasks[0].hpd_worn_h",
            tasks=[task([96.0] * 3, 4.0, hpd_worn_h=4.1)], hpd={"M": 28})  # fmt: skip
    known = values("noise_task_based", tasks=[task([96.0] * 3, 8.0, level_with_hpd=72.0)])
    assert math.isclose(known["lex_8h_with_hpd"], 72.0)
    assert known["task_hpd_ratings"] == ["good"]
    never = values("noise_task_based", tasks=[task([96.0] * 3)], hpd={"snr": 28})
    assert never["lex_8h_with_hpd"] is None
    assert never["limit_exceeded"]


def test_a_sheet_is_explained_and_drawn_whole() -> None:
    outcome = ask("noise_task_based", hpd={"snr": 28, "protector": "earmuffs"},
                  tasks=[task([96.0] * 3, 8.0, **LOUD, hpd_worn_h=7.5)])  # fmt: skip
    assert [one.kind for one in pictured(outcome)] == [
        "gauge", "shares", "columns", "gauge", "gauge", "ticks"]  # fmt: skip
    assert len(explained(outcome, "it")) > 15


def test_some_minutes_without_take_most_of_the_protection() -> None:
    def at_ear(off: float) -> float:
        return float(values("noise_with_hpd", periods=[
            {"level": 105.0, "duration_h": 8.0 - off, "level_with_hpd": 75.0},
            {"level": 105.0, "duration_h": off}])["lex_8h_with_hpd"])  # fmt: skip

    assert math.isclose(at_ear(0.0), 75.0)
    assert at_ear(0.5) > 92
    assert at_ear(8.0) == 105.0
    refused("noise_with_hpd", "periods", periods=[{"level": 80.0, "duration_h": 0.0}])
    refused("noise_with_hpd", "periods", periods=[{"level": 80.0, "duration_h": 13.0}] * 2)
    above = values("noise_with_hpd",
                   periods=[{"level": 80.0, "duration_h": 8.0, "level_with_hpd": 81.0}],
                   )  # fmt: skip
    assert {"hpd_above", "period_above"} <= set(above["warnings"])


# -- the week


def test_a_week_is_always_divided_by_five() -> None:
    assert math.isclose(values("noise_weekly", daily_lex=[85.0])["lex_w"], 85 - 10 * math.log10(5))
    six = values("noise_weekly", daily_lex=[85.0] * 6)
    assert math.isclose(six["lex_w"], 85 + 10 * math.log10(6 / 5))
    assert "divided_by_five" in six["warnings"]
    with_zero = values("noise_weekly", daily_lex=[85.0, 0, 0, 0, 0])["lex_w"]
    assert math.isclose(with_zero, values("noise_weekly", daily_lex=[85.0])["lex_w"], abs_tol=1e-6)


def test_days_that_no_week_has() -> None:
    refused("noise_weekly", "daily_lex[1]", daily_lex=[85.0, 12.0])
    refused("noise_weekly", "daily_lex", daily_lex=[80.0] * 8)
    refused("noise_weekly", "daily_lex", daily_lex=[])
    refused("noise_weekly", "daily_lex[0]", daily_lex=[-1.0])


def test_a_day_over_the_limit_in_a_week_that_is_not() -> None:
    answer = values("noise_weekly", daily_lex=[90, 80, 80, 80, 80])
    assert "day_over_limit" in answer["warnings"]
    assert not answer["limit_exceeded"]


# -- protectors


@pytest.mark.parametrize(
    ("l_c", "word"),
    [(100.05, "insufficient"), (100.049, "acceptable"), (100.0, "acceptable"),
     (95.0, "acceptable"), (94.95, "acceptable"), (94.949, "good"), (90.0, "good"),
     (89.95, "good"), (89.949, "acceptable"), (85.0, "acceptable"), (84.95, "acceptable"),
     (84.949, "over_protection")],
)  # fmt: skip
def test_the_level_is_rounded_before_it_is_rated(l_c: float, word: str) -> None:
    assert values("hpd_snr", l_c=l_c, snr=20, beta=1.0)["rating"] == word
    if l_c < 155:
        higher = values("hpd_snr", l_c=l_c + 5, snr=20, beta=1.0, l_act=85)
        assert higher["rating"] == word


def test_ratings_have_their_urgency() -> None:
    levels = {rating(level, 80.0)[0].code: rating(level, 80.0)[0].level
              for level in (60, 67, 72, 78, 81)}  # fmt: skip
    assert levels == {"over_protection": 2, "acceptable": 1, "good": 0, "insufficient": 4}


@pytest.mark.parametrize(("level", "whole"), [(80.5, 81), (80.4999, 80), (81.5, 82), (-0.4, 0)])
def test_what_is_reported_is_rounded_half_up(level: float, whole: int) -> None:
    assert reported(level) == whole
    assert isinstance(reported(level), int)


def test_binary_fractions_do_not_tip_a_rounding() -> None:
    assert 70.1 - 0.75 * 12.8 < 60.5, "as the machine has it; on paper it is 60.5"
    assert values("hpd_snr", l_c=70.1, snr=12.8, beta=0.75)["reported"] == 61


@pytest.mark.parametrize(
    ("protector", "beta"),
    [("earmuffs", 0.75), ("foam_plugs", 0.5), ("premoulded_plugs", 0.3), ("banded_plugs", 0.5)],
)
def test_the_type_of_protector_gives_beta(protector: str, beta: float) -> None:
    for method, more in (
        ("hpd_snr", {"l_c": 100.0, "snr": 20.0}),
        ("hpd_hml", {"l_a": 98.0, "l_c": 100.0, "H": 20.0, "M": 20.0, "L": 20.0}),
        ("hpd_octave", {"octave_levels_63_8000": [80.0] * 8, "apv": [20.0] * 8}),
        ("hpd_peak", {"l_cpeak": 140.0, "L": 20.0}),
    ):
        answer = values(method, **more, protector=protector)
        assert answer["beta"] == beta
        assert answer["warnings"] == []
        above = values(method, **more, protector=protector, beta=beta + 0.01)
        assert above["warnings"] == ["beta_above_type"]
        assert values(method, **more)["warnings"] == ["nominal_attenuation"]


def test_snr_without_a_c_weighted_level() -> None:
    known = values("hpd_snr", l_a=95.0, c_minus_a=3.0, snr=24, beta=0.75)
    assert known["effective_level"] == 80.0
    assert known["warnings"] == []
    simple = values("hpd_snr", l_a=95.0, M=20, beta=0.75)
    assert simple["effective_level"] == 80.0
    assert simple["warnings"] == ["simplified"]
    refused("hpd_snr", "l_c", snr=20)
    refused("hpd_snr", "M", l_a=95.0, snr=20)
    refused("hpd_snr", "snr", l_c=95.0)
    assert values("hpd_hml", l_a=95.0, H=28, M=20, L=12, beta=0.75)["warnings"] == ["simplified"]


def test_both_branches_of_hml_meet() -> None:
    assert hml_reduction(32, 26, 17, 2.0) == 26
    assert math.isclose(hml_reduction(32, 26, 17, -2.0), 32)
    assert math.isclose(hml_reduction(32, 26, 17, 10.0), 17)
    steps = [hml_reduction(32, 26, 17, step / 10) for step in range(-20, 101)]
    assert steps == sorted(steps, reverse=True)


def test_hml_tells_what_is_unusual() -> None:
    data: dict[str, Any] = {"H": 32, "M": 26, "L": 17, "beta": 0.75}
    assert values("hpd_hml", l_a=90.0, l_c=100.0, **data)["warnings"] == []
    bass = values("hpd_hml", l_a=90.0, l_c=100.1, **data)
    assert bass["warnings"] == ["spectrum_out_of_range"]
    mixed = values("hpd_hml", l_a=90.0, l_c=95.0, **(data | {"L": 30}))
    assert mixed["warnings"] == ["order_of_hml"]


@pytest.mark.parametrize(
    ("l_a", "l_c", "printed"),
    [(86.2, 90.5, (68.0, 74.5, 74.3)), (88.8, 91.5, (70.4, 76.9, 76.4)),
     (83.6, 89.3, (65.6, 72.1, 72.2)), (90.2, 93.2, (71.8, 78.3, 77.9)),
     (87.7, 97.8, (70.2, 76.7, 77.9)), (85.7, 96.8, (68.3, 74.8, 76.3))],
)  # fmt: skip
def test_an_italian_document_with_three_protectors(
    l_a: float, l_c: float, printed: tuple[float, ...]
) -> None:
    """HML with attenuations reduced by 0.5, as an Italian risk document prints it."""
    for (high, medium, low), level in zip(
        ((38, 37, 35), (30, 24, 22), (27.7, 25.4, 19.6)), printed, strict=True
    ):
        answer = values("hpd_hml", l_a=l_a, l_c=l_c, H=high, M=medium, L=low, beta=0.5)
        assert abs(answer["effective_level"] - level) < 0.06


def test_octaves_from_mean_and_deviation() -> None:
    noise = [75, 84, 86, 88, 97, 99, 97, 96]
    apv = values("hpd_octave", octave_levels_63_8000=noise, beta=1.0,
                 apv=[4.1, 6.4, 10.8, 15.0, 18.8, 23.4, 31.4, 28.9])  # fmt: skip
    made = values("hpd_octave", octave_levels_63_8000=noise, beta=1.0,
                  attenuation_mean=[7.4, 10.0, 14.4, 19.6, 22.8, 29.6, 38.8, 34.1],
                  attenuation_sd=[3.3, 3.6, 3.6, 4.6, 4.0, 6.2, 7.4, 5.2])  # fmt: skip
    assert abs(apv["effective_level"] - 81.4) < 0.05
    assert apv["reported"] == 81
    assert math.isclose(apv["effective_level"], made["effective_level"])
    safer = values("hpd_octave", octave_levels_63_8000=noise, beta=1.0, alpha=1.64,
                   attenuation_mean=[7.4, 10.0, 14.4, 19.6, 22.8, 29.6, 38.8, 34.1],
                   attenuation_sd=[3.3, 3.6, 3.6, 4.6, 4.0, 6.2, 7.4, 5.2])  # fmt: skip
    assert safer["effective_level"] > made["effective_level"]
    refused("hpd_octave", "apv", octave_levels_63_8000=noise)
    refused("hpd_octave", "apv", octave_levels_63_8000=noise, attenuation_mean=[20.0] * 8)


def test_equal_attenuation_in_every_band_is_subtracted() -> None:
    flat = values("hpd_octave", octave_levels_63_8000=[80.0] * 8, apv=[20.0] * 8, beta=0.5)
    assert math.isclose(flat["pnr"], 10.0)
    assert math.isclose(flat["l_a"] - 10, flat["effective_level"])


def test_the_limit_of_a_peak_behind_a_protector() -> None:
    on = values("hpd_peak", l_cpeak=150.0, L=20.0, beta=0.5)
    assert on["effective_peak"] == 140.0
    assert not on["limit_exceeded"]
    assert on["band"] == "within_limit"
    above = values("hpd_peak", l_cpeak=150.1, L=20.0, beta=0.5)
    assert above["limit_exceeded"]
    assert above["risk_level"] == 4


@pytest.mark.parametrize(
    ("method", "inputs"),
    [
        ("noise_classify", {"lex_8h": 29.9}),
        ("noise_classify", {"lex_8h": 160.1}),
        ("noise_classify", {"lex_8h": float("nan")}),
        ("noise_legal_flags", {"lex_8h": 80, "l_cpeak": 161}),
        ("noise_task_based", {"tasks": []}),
        ("noise_task_based", {"tasks": [task([])]}),
        ("noise_task_based", {"tasks": [task([80.0] * 61)]}),
        ("noise_task_based", {"tasks": [task([80.0], -1.0)]}),
        ("noise_task_based", {"tasks": [task([25.0])]}),
        ("noise_task_based", {"tasks": [task([80.0])], "edition": 2011}),
        ("noise_job_based", {"samples": [80.0] * 5, "effective_duration_h": 0}),
        ("noise_job_based", {"samples": [80.0] * 5, "effective_duration_h": 24.1}),
        ("hpd_snr", {"l_c": 100, "snr": -1}),
        ("hpd_snr", {"l_c": 100, "snr": 20, "beta": 0}),
        ("hpd_snr", {"l_c": 100, "snr": 20, "beta": 1.01}),
        ("hpd_snr", {"l_c": 100, "snr": 20, "l_act": 82}),
        ("hpd_octave", {"octave_levels_63_8000": [80.0] * 7, "apv": [20.0] * 7}),
        ("hpd_hml", {"l_a": 90, "l_c": 95, "H": 20, "M": 15}),
    ],
)
def test_what_no_noise_has_is_refused(method: str, inputs: dict[str, Any]) -> None:
    outcome = asked(find(method), inputs)
    assert outcome.error == "out_of_range"
    assert outcome.found is None


def test_a_peak_alone_is_judged_and_nothing_at_all_is_refused() -> None:
    flags = asked(find("noise_legal_flags"), {"l_cpeak": 137.0}).flat()
    assert (flags["hpd_worn"], flags["programme"], flags["band"]) == (True, False, "upper_action")
    assert flags["lex_compared"] is None
    assert "peak_only" in flags["warnings"]
    assert asked(find("noise_classify"), {"lex_8h": None, "l_cpeak": 140.1}).flat()["band"] == (
        "limit_exceeded"
    )
    for method in ("noise_legal_flags", "noise_classify"):
        assert asked(find(method), {"lex_8h": None, "l_cpeak": None}).error == "out_of_range"
