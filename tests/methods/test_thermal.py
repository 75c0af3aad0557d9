"""Thermal environments: edges, refusals, clamps and solvers the vectors do not prove."""

import random
from itertools import pairwise
from math import exp, sqrt
from typing import Any

import pytest

from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.pictures import Curve
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Line, Table


def ask(method: str, **inputs: Any) -> dict[str, Any]:
    return asked(find(method), inputs).flat()


# -- WBGT


def test_in_the_sun_the_air_counts_and_is_needed() -> None:
    assert ask("wbgt_index", t_nw=20, t_g=40, t_a=30, solar=True)["wbgt"] == pytest.approx(25)
    assert ask("wbgt_index", t_nw=20, t_g=40, t_a=30)["wbgt"] == pytest.approx(26)
    lacking = ask("wbgt_index", t_nw=20, t_g=40, solar=True)
    assert lacking["error"] == "out_of_range"
    assert lacking["faults"][0]["path"] == "t_a"


@pytest.mark.parametrize(("t_a", "warned"), [(19, False), (18.99, True), (25, False)])
def test_a_wet_bulb_warmer_than_the_air_is_pointed_out(t_a: float, warned: bool) -> None:
    answer = ask("wbgt_index", t_nw=20, t_g=30, t_a=t_a)
    assert answer["error"] is None
    assert (answer["warnings"] == ["wet_bulb_above_air"]) is warned


def test_three_heights_weigh_one_two_one() -> None:
    head, ankles = {"t_nw": 30, "t_g": 40}, {"t_nw": 20, "t_g": 20}
    answer = ask("wbgt_index", t_nw=25, t_g=25, head=head, ankles=ankles)
    assert answer["wbgt"] == pytest.approx((33 + 2 * 25 + 20) / 4)
    alone = ask("wbgt_index", t_nw=25, t_g=25, head=head)
    assert alone["error"] == "out_of_range"
    assert alone["faults"][0]["path"] == "ankles"
    sunny = ask("wbgt_index", t_nw=25, t_g=25, t_a=25, solar=True, head=head, ankles=ankles)
    assert sunny["faults"][0]["path"] == "head.t_a"


@pytest.mark.parametrize(
    ("metabolic_class", "known", "new"),
    [(0, 33, 32), (1, 30, 29), (2, 28, 26), (3, 26, 23), (4, 25, 20)],
)
def test_the_table_of_references_and_its_edges(
    metabolic_class: int, known: float, new: float
) -> None:
    for acclimatized, ref in ((True, known), (False, new)):
        for wbgt, exceeds in ((ref, False), (ref + 0.01, True), (ref - 0.01, False)):
            answer = ask("wbgt_assess", wbgt=wbgt, metabolic_class=metabolic_class,
                         acclimatized=acclimatized)  # fmt: skip
            assert answer["wbgt_ref"] == ref
            assert answer["exceeds"] is exceeds
            assert answer["class"] == ("above_reference" if exceeds else "within_reference")


@pytest.mark.parametrize(
    ("watts", "metabolic_class"),
    [(100, 0), (125, 0), (126, 1), (235, 1), (236, 2), (360, 2), (361, 3), (465, 3), (466, 4)],
)
def test_watts_find_their_class(watts: float, metabolic_class: int) -> None:
    answer = ask("wbgt_assess", wbgt=20, metabolic_w=watts, acclimatized=True)
    assert answer["metabolic_class"] == metabolic_class


def test_watts_and_class_must_agree_and_one_is_needed() -> None:
    wrong = ask("wbgt_assess", wbgt=20, metabolic_w=165, metabolic_class=2, acclimatized=True)
    assert wrong["error"] == "out_of_range"
    assert "W/m²" in wrong["message"]["it"]
    assert ask("wbgt_assess", wbgt=20, acclimatized=True)["error"] == "out_of_range"
    per_area = ask("wbgt_assess", wbgt=20, metabolic_w=65, acclimatized=True)
    assert per_area["error"] == "out_of_range", "65 is W/m², not a whole person"


@pytest.mark.parametrize(
    ("clothing", "cav"),
    [("work_clothes", 0), ("cloth_coveralls", 0), ("iso_sms", 0), ("iso_polyolefin", 2),
     ("iso_double_layer", 3), ("iso_vapour_apron", 4), ("iso_vapour_coverall", 10),
     ("iso_vapour_over_clothes", 12), ("niosh_sms", 0.5), ("niosh_polyolefin", 1),
     ("niosh_double_layer", 3), ("niosh_vapour", 11)],
)  # fmt: skip
def test_both_lists_of_clothing(clothing: str, cav: float) -> None:
    case = {"wbgt": 20, "metabolic_class": 1, "acclimatized": True, "clothing": clothing}
    assert ask("wbgt_assess", **case)["wbgt_eff"] == 20 + cav
    assert ask("wbgt_assess", **case, hood=True)["wbgt_eff"] == 21 + cav
    assert ask("wbgt_assess", **case, cav=cav)["wbgt_eff"] == 20 + cav
    assert ask("wbgt_assess", **case, cav=cav + 1)["error"] == "out_of_range"


def test_the_curve_is_not_the_table() -> None:
    case = {"wbgt": 31, "metabolic_class": 0, "acclimatized": False}
    table = ask("wbgt_assess", **case)
    curve = ask("wbgt_assess", **case, reference="formula")
    assert (table["wbgt_ref"], table["exceeds"]) == (32, False)
    assert curve["wbgt_ref"] == pytest.approx(30.84, abs=0.01)
    assert curve["exceeds"] is True
    assert curve["warnings"] == ["representative_watts"]


def test_a_worst_hour_is_weighed_by_time() -> None:
    phases = [{"minutes": 45, "t_nw": 26, "t_g": 36, "metabolic_class": 3},
              {"minutes": 15, "t_nw": 20, "t_g": 24, "metabolic_class": 0}]  # fmt: skip
    answer = ask("wbgt_twa", phases=phases, acclimatized=False, clothing="niosh_polyolefin")
    assert answer["wbgt"] == pytest.approx((29 * 45 + 21.2 * 15) / 60)
    assert answer["metabolic_w"] == pytest.approx((415 * 45 + 115 * 15) / 60)
    assert (answer["metabolic_class"], answer["wbgt_ref"]) == (2, 26)
    assert answer["exceeds"] is True
    assert answer["warnings"] == []


def test_an_hour_has_sixty_minutes_and_a_cycle_may_have_fewer() -> None:
    phase = {"minutes": 20, "t_nw": 26, "t_g": 36, "metabolic_class": 1, "metabolic_w": 300}
    cycle = ask("wbgt_twa", phases=[phase], acclimatized=True)
    assert cycle["warnings"] == ["less_than_an_hour"]
    assert cycle["metabolic_class"] == 2, "watts count where they are known"
    long = ask("wbgt_twa", phases=[phase] * 4, acclimatized=True)
    assert long["error"] == "out_of_range"
    assert "80" in long["message"]["it"]


def test_the_cell_that_was_read_is_marked() -> None:
    result = asked(find("wbgt_assess"), {"wbgt": 20, "metabolic_class": 3, "acclimatized": False})
    table = next(step for step in explained(result, "it") if isinstance(step, Table))
    assert table.marked == (3, 2)
    assert table.rows[3][2] == 23


# -- PMV

ROOM = {"ta": 22, "tr": 22, "v_ar": 0.1, "rh": 50, "met": 1.2, "clo": 0.7}


@pytest.mark.parametrize(
    "edge", [{"ta": 9.9}, {"ta": 30.1}, {"tr": 9.9}, {"tr": 40.1}, {"v_ar": 1.01}, {"met": 0.79},
             {"met": 4.01}, {"clo": 2.01}, {"rh": 100.1}, {"wme": 1.3}, {"pa": 1000},
             {"rh": None}, {"ta": 30, "rh": 64}],
)  # fmt: skip
def test_outside_its_ranges_the_vote_is_refused(edge: dict[str, Any]) -> None:
    answer = ask("pmv_ppd", **(ROOM | edge))
    assert answer["error"] == "out_of_range"
    assert answer["message"]["it"]


def test_vapour_pressure_may_stand_for_humidity() -> None:
    humid = ask("pmv_ppd", **ROOM)
    direct = ask("pmv_ppd", **(ROOM | {"rh": None, "pa": humid["p_a"]}))
    assert direct["pmv"] == pytest.approx(humid["pmv"])


@pytest.mark.parametrize(
    ("row", "pmv", "ppd"),
    [
        ((22, 22, 0.1, 60, 1.2, 0.5), -0.75, 17), ((27, 27, 0.1, 60, 1.2, 0.5), 0.77, 17),
        ((27, 27, 0.3, 60, 1.2, 0.5), 0.44, 9), ((23.5, 25.5, 0.1, 60, 1.2, 0.5), -0.01, 5),
        ((23.5, 25.5, 0.3, 60, 1.2, 0.5), -0.55, 11), ((19, 19, 0.1, 40, 1.2, 1.0), -0.60, 13),
        ((23.5, 23.5, 0.3, 40, 1.2, 1.0), 0.12, 5), ((23, 21, 0.1, 40, 1.2, 1.0), 0.05, 5),
        ((23, 21, 0.3, 40, 1.2, 1.0), -0.16, 6), ((22, 22, 0.1, 60, 1.6, 0.5), 0.05, 5),
        ((27, 27, 0.1, 60, 1.6, 0.5), 1.17, 34), ((27, 27, 0.3, 60, 1.6, 0.5), 0.95, 24),
    ],
)  # fmt: skip
def test_the_printed_table_of_the_norm(row: tuple[float, ...], pmv: float, ppd: float) -> None:
    answer = ask("pmv_ppd", **dict(zip(("ta", "tr", "v_ar", "rh", "met", "clo"), row, strict=True)))
    assert answer["pmv"] == pytest.approx(pmv, abs=0.015)
    assert answer["ppd"] == pytest.approx(ppd, abs=0.6)


def test_the_clothing_temperature_solves_its_equation_everywhere() -> None:
    chance = random.Random(11)  # noqa: S311 - the same each time
    for _ in range(2000):
        case = {
            "ta": chance.uniform(10, 30),
            "tr": chance.uniform(10, 40),
            "v_ar": chance.choice([0, 0.1, 1, chance.random()]),
            "rh": 30,
            "met": chance.uniform(0.8, 4),
            "clo": chance.choice([0, 2, chance.uniform(0, 2)]),
        }
        v = ask("pmv_ppd", **case)
        tcl, fcl, icl = v["t_cl"], v["f_cl"], v["icl_m2k_w"]
        hc = max(2.38 * abs(tcl - case["ta"]) ** 0.25, 12.1 * sqrt(case["v_ar"]))
        dry = 3.96e-8 * fcl * ((tcl + 273) ** 4 - (case["tr"] + 273) ** 4)
        again = 35.7 - 0.028 * v["metabolic_w_m2"] - icl * (dry + fcl * hc * (tcl - case["ta"]))
        assert again == pytest.approx(tcl, abs=1e-6)
        assert 5 <= v["ppd"] <= 100


@pytest.mark.parametrize(
    ("low", "high", "edge"), [("A", "B", 0.2), ("B", "C", 0.5), ("C", "outside", 0.7)]
)
def test_categories_end_before_their_edge(low: str, high: str, edge: float) -> None:
    scale = find("pmv_ppd").scales[0]
    assert scale.band(edge - 1e-6).code == low
    assert scale.band(edge).code == high


def test_beyond_two_votes_the_result_comes_with_a_notice() -> None:
    hot = ask("pmv_ppd", ta=30, tr=40, v_ar=0, rh=40, met=2, clo=1)
    assert hot["pmv"] > 2
    assert hot["error"] is None
    assert hot["warnings"] == ["pmv_outside"]
    assert hot["category"] == hot["class"] == "outside"


def test_the_point_lies_on_its_curve() -> None:
    result = asked(find("pmv_ppd"), ROOM)
    curve = next(one for one in pictured(result) if isinstance(one, Curve))
    assert curve.at is not None
    x, y = curve.at
    assert y == pytest.approx(100 - 95 * exp(-0.03353 * x**4 - 0.2179 * x**2))
    assert [zone.begin for zone in curve.zones[1:]] == [zone.end for zone in curve.zones[:-1]]


# -- wind chill


@pytest.mark.parametrize(
    ("t_wc", "band", "later"),
    [(-9.49, "none", "low"), (-9.51, "uncomfortable", "low"), (-24.4, "uncomfortable", "low"),
     (-24.51, "very_cold", "low"), (-28, "very_cold", "10_30_min"), (-34.4, "very_cold", None),
     (-34.51, "bitterly_cold", None), (-40, "bitterly_cold", "5_10_min"),
     (-48, "bitterly_cold", "2_5_min"), (-55, "bitterly_cold", "under_2_min"),
     (-59.4, "bitterly_cold", None), (-59.51, "extremely_cold", None)],
)  # fmt: skip
def test_bands_of_wind_chill(t_wc: float, band: str, later: str | None) -> None:
    power = 30**0.16
    ta = (t_wc - 13.12 + 11.37 * power) / (0.6215 + 0.3965 * power)
    answer = ask("wind_chill", ta=ta, v10_kmh=30)
    assert answer["t_wc"] == pytest.approx(t_wc)
    assert answer["band"] == answer["class"] == band
    assert later is None or answer["frostbite"] == later


def test_halves_are_rounded_away_from_zero_before_banding() -> None:
    scale = find("wind_chill").scales[0]
    codes = [scale.band(frost).code for frost in (9.49, 9.5, 24.5, 34.5, 59.5)]
    assert codes == ["none", "uncomfortable", "very_cold", "bitterly_cold", "extremely_cold"]


def test_air_near_the_ground_is_half_as_fast_again_above() -> None:
    ground, above = (ask("wind_chill", ta=-20, v_ar=5), ask("wind_chill", ta=-20, v10_kmh=27))
    assert ground["t_wc"] == pytest.approx(above["t_wc"])
    assert ground["v10_kmh"] == pytest.approx(27)


@pytest.mark.parametrize(
    "case", [{"ta": -20}, {"ta": -20, "v10_kmh": 30, "v_ar": 3}, {"ta": -20, "v10_kmh": 4.9},
             {"ta": 10.1, "v10_kmh": 30}, {"ta": -20, "v_ar": 0.9}],
)  # fmt: skip
def test_wind_chill_outside_its_range_is_refused(case: dict[str, Any]) -> None:
    assert ask("wind_chill", **case)["error"] == "out_of_range"


@pytest.mark.parametrize(
    ("wci", "minutes"), [(1399, None), (1401, 20), (1601, 15), (1801, 10), (2001, 8), (2201, 4),
                         (2401, 1)]
)  # fmt: skip
def test_the_old_index_for_old_documents(wci: float, minutes: int | None) -> None:
    v = 40 / 3.6
    ta = 33 - wci / (1.16 * (10.45 + 10 * sqrt(v) - v))
    answer = ask("wind_chill", ta=ta, v10_kmh=40)
    assert answer["wci_w_m2"] == pytest.approx(wci)
    assert answer["wci_freezing_min"] == minutes


# -- IREQ

YARD = {"M": 116, "ta": -15, "v": 0.4, "rh": 85, "walk": 0.31}


def test_clamps_of_the_method_are_told() -> None:
    told = ask("ireq", **(YARD | {"walk": 0, "v": 0.1}))
    assert told["warnings"] == ["walk_raised", "air_raised"]
    assert told["v_used"] == 0.4
    assert told["walk_used"] == pytest.approx(0.0052 * 58)
    fast = ask("ireq", **(YARD | {"walk": 2}))
    assert fast["warnings"] == ["walk_lowered"]
    assert fast["walk_used"] == 1.2
    assert ask("ireq", **YARD)["warnings"] == []


def test_required_clothing_closes_the_balance_on_the_whole_domain() -> None:
    chance = random.Random(5)  # noqa: S311 - the same each time
    for _ in range(1500):
        case = {"M": chance.uniform(58, 400), "ta": chance.uniform(-60, 10),
                "tr": chance.uniform(-60, 60), "v": chance.choice([0, 18, chance.uniform(0, 18)]),
                "rh": chance.uniform(0, 100), "walk": chance.uniform(0, 1.2)}  # fmt: skip
        v = ask("ireq", **case)
        assert v["error"] is None
        assert 0 <= v["ireq_min_clo"] <= v["ireq_neutral_clo"]
        for key in ("min", "neutral"):
            lost = (v["breath"] + v[f"evaporation_{key}"] + v[f"radiation_{key}"]
                    + v[f"convection_{key}"])  # fmt: skip
            if v[f"ireq_{key}_clo"] > 0:
                assert lost == pytest.approx(case["M"], abs=1e-4)
                dry = v[f"radiation_{key}"] + v[f"convection_{key}"]
                found = (v[f"t_sk_{key}"] - v[f"t_cl_{key}"]) / dry / 0.155
                assert found == pytest.approx(v[f"ireq_{key}_clo"], rel=1e-5)


def test_colder_windier_or_lazier_needs_more() -> None:
    for key, values in (("ta", (10, 0, -10, -30, -60)), ("v", (0.4, 2, 5, 10, 18)),
                        ("M", (200, 150, 116, 90, 58))):  # fmt: skip
        needs = [ask("ireq", **(YARD | {"walk": 1.2, key: one}))["ireq_min_clo"] for one in values]
        assert all(less <= more for less, more in pairwise(needs)), key


def test_clothing_is_judged_by_what_is_required() -> None:
    need = ask("ireq", **YARD)
    least, neutral = need["ireq_min_clo"], need["ireq_neutral_clo"]
    for icl, clothing in ((neutral + 0.01, "adequate"), (neutral - 0.01, "limited"),
                          (least + 0.01, "limited"), (least - 0.01, "insufficient")):  # fmt: skip
        answer = ask("ireq", **YARD, icl_clo=icl)
        assert answer["class"] == answer["clothing"] == clothing
        assert (answer["dle_min_h"] is None) is (clothing != "insufficient")
        assert answer["warnings"] == ["as_resultant"]
    assert need["class"] is None


def test_the_duration_limit_is_forty_watt_hours() -> None:
    answer = ask("ireq", **YARD, icl_clo=1.5, minutes=120)
    assert answer["dle_min_h"] == pytest.approx(-40 / answer["storage_min_w_m2"])
    assert answer["dle_neutral_h"] < answer["dle_min_h"]
    assert answer["within_dle"] is False
    assert "longer_than_dle" in answer["warnings"]
    assert ask("ireq", **YARD, icl_clo=1.5, minutes=10)["within_dle"] is True
    assert ask("ireq", **YARD, icl_clo=4, minutes=1440)["within_dle"] is True


def test_wind_and_walking_take_insulation_away_and_buying_gives_it_back() -> None:
    windy = YARD | {"v": 3, "walk": 1, "p": 50}
    answer = ask("ireq", **windy, icl_clo=2.8)
    assert answer["icl_resultant_clo"] < 2.8
    assert answer["icl_min_clo"] > answer["ireq_min_clo"]
    bought = ask("ireq", **windy, icl_clo=answer["icl_min_clo"])
    assert bought["icl_resultant_clo"] == pytest.approx(answer["ireq_min_clo"], abs=1e-6)


def test_work_that_keeps_warm_needs_nothing() -> None:
    answer = ask("ireq", M=400, ta=10, v=0.4, rh=50, walk=1.2, icl_clo=0)
    assert answer["ireq_min_clo"] == answer["ireq_neutral_clo"] == 0
    assert "none_needed" in answer["warnings"]
    assert answer["class"] == "adequate"


def test_work_that_leaves_no_heat_is_refused() -> None:
    answer = ask("ireq", M=58, W=60, ta=-20, v=1, rh=50)
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == "W"


def test_the_explanation_of_the_cold_holds_every_term() -> None:
    result = asked(find("ireq"), YARD | {"icl_clo": 2, "p": 8})
    symbols = [step.symbol for step in explained(result, "it") if isinstance(step, Line)]
    assert {"t_ex", "p_a", "I_a", "t_sk", "E", "R", "C", "IREQ", "I_cl,r", "S", "DLE"} <= set(
        symbols
    )


def test_a_category_by_the_vote_alone_is_pointed_out() -> None:
    case = ROOM | {"clo": 0.9, "v_ar": 0.1}
    low, high = 15.0, 25.0  # the vote rises with the air; look for −0.497
    answer = ask("pmv_ppd", **case)
    for _ in range(60):
        ta = (low + high) / 2
        answer = ask("pmv_ppd", **(case | {"ta": ta, "tr": ta}))
        low, high = (ta, high) if answer["pmv"] < -0.497 else (low, ta)
    assert answer["category"] == "B"
    assert answer["ppd"] >= 10
    assert answer["warnings"] == ["ppd_on_the_edge"]
