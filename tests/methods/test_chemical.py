"""MoVaRisCh: how statements are read, what is refused, where its classes end."""

from typing import Any

import pytest

from ytefas.methods.kit.method import Outcome, asked, explained, pictured
from ytefas.methods.kit.pictures import Matrix
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Table

CASE: dict[str, Any] = {
    "P": 4.5, "state": "low_volatility", "quantity": "1_10kg", "use": "controlled_use",
    "control": "local_exhaust", "time": "2h_4h", "distance": "3_5m",
}  # fmt: skip
PROCESS: dict[str, Any] = {
    "amount": "lt_10kg", "control": "local_exhaust", "time": "2h_4h", "distance": "lt_1m",
}  # fmt: skip


def of(method: str, **inputs: Any) -> dict[str, Any]:
    return asked(find(method), inputs).flat()


def p_of(*codes: str, **more: Any) -> dict[str, Any]:
    return of("movarisch_p", h_codes=list(codes), **more)


def outcome(method: str, **inputs: Any) -> Outcome:
    return asked(find(method), inputs)


# -- statements


@pytest.mark.parametrize(
    "written",
    ["H317 cat.1B", "H317 cat. 1B", "h317 CAT 1b", "H317 1B", "H317, cat.1B", "H317 (cat.1B)",
     "H317 categoria 1B", "H 317 category 1B", " H317  cat.1B "],
)  # fmt: skip
def test_a_statement_is_read_as_data_sheets_print_it(written: str) -> None:
    answer = p_of(written)
    assert answer["P"] == 4.5
    assert answer["codes"] == ["H317 cat.1B"]


def test_statements_joined_by_a_plus_are_read_apart() -> None:
    assert p_of("H301 + H311 + H331")["codes"] == ["H301", "H311", "H331"]


@pytest.mark.parametrize(("written", "code"), [
    ("H332 cat.4", "H332"), ("H351 cat.2", "H351"), ("h361FD", "H361fd"), ("euh201a", "EUH201A"),
    ("EUH 066", "EUH066"), ("H225 cat.2", "H225"), ("H410 cat.1", "H410"), ("H319 2A", "H319"),
])  # fmt: skip
def test_what_can_mean_only_one_thing_is_taken(written: str, code: str) -> None:
    assert p_of(written)["codes"] == [code]


@pytest.mark.parametrize("written", [
    "H332 cat.1", "H317 cat.2", "H330 cat.3", "H999", "R36", "EUH066 cat.1", "H3171B", "", "+",
    "H302+", "EH317 cat.1B", "EUH317 cat.1B", "H315 H319", "x" * 5000,
])  # fmt: skip
def test_what_means_nothing_or_two_things_is_refused(written: str) -> None:
    answer = p_of(written)
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == "h_codes[0]"


@pytest.mark.parametrize("stem", ["H300", "H310", "H314", "H317", "H330", "H334"])
def test_a_category_that_decides_is_asked_for(stem: str) -> None:
    answer = p_of("H315", stem)
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == "h_codes[1]"
    assert f"{stem} cat.1" in answer["message"]["it"]
    if stem in {"H314", "H317", "H334"}:
        assert p_of(f"{stem} cat.1")["error"] == "out_of_range", "its subcategory is missing"


@pytest.mark.parametrize(
    "code", ["H340", "H350", "H350i", "H360", "H360D", "H360F", "H360FD", "H360Fd", "H360Df",
             "H350 cat.1A", "h360fd"],
)  # fmt: skip
def test_what_belongs_to_capo_ii_is_not_scored(code: str) -> None:
    assert p_of("H315", code)["error"] == "not_applicable_cmr"
    assert p_of("H317", code)["error"] == "not_applicable_cmr", "before a category is asked for"
    for p in (None, 3.0):
        answer = of("movarisch", **{**CASE, "P": p, "h_codes": [code]})
        assert answer["error"] == "not_applicable_cmr"
        assert "Capo II" in answer["message"]["it"]
    assert of("movarisch_process", carcinogen=True, **PROCESS)["error"] == "not_applicable_cmr"


def test_physical_and_environmental_hazards_do_not_add() -> None:
    assert p_of("H225", "H411", "EUH210")["P"] == 1.0
    assert p_of("H225", "H302")["P"] == 2.0


def test_no_statement_is_the_lowest_score_and_says_what_else_to_look_at() -> None:
    answer = p_of()
    assert answer["P"] == 1.0
    assert answer["warnings"] == ["no_statements"]


def test_editions_differ_where_they_do() -> None:
    assert p_of("EUH208")["P"] == 4.0
    assert p_of("EUH208", edition="earlier")["P"] == 5.0
    answer = p_of("EUH211", "EUH212")
    assert answer["P"] == 1.0
    assert answer["warnings"] == ["euh_not_scored"]
    assert p_of("EUH212", edition="earlier")["P"] == 5.5


# -- risk


def test_p_comes_from_the_statements_where_it_is_not_given() -> None:
    answer = of("movarisch", **{**CASE, "P": None, "h_codes": ["H332", "H315"]})
    assert (answer["P"], answer["governing_code"]) == (4.5, "H332")
    assert answer["R_cum"] == 15.75
    assert of("movarisch", **{**CASE, "P": None, "h_codes": []})["P"] == 1.0


def test_p_as_given_counts_and_a_difference_is_said() -> None:
    answer = of("movarisch", **CASE, h_codes=["H315"])
    assert answer["P"] == 4.5
    assert answer["warnings"] == ["p_differs"]
    assert of("movarisch", **CASE, h_codes=["H317"])["warnings"] == ["category_missing"]
    assert of("movarisch", **CASE, h_codes=["H332"])["warnings"] == []


def test_one_of_p_and_statements_is_needed() -> None:
    answer = of("movarisch", **{**CASE, "P": None})
    assert answer["error"] == "out_of_range"
    assert answer["faults"][0]["path"] == "P"
    answer = of("movarisch", **{**CASE, "P": None, "h_codes": ["H330"]})
    assert answer["faults"][0]["path"] == "h_codes[0]"


def test_without_a_skin_route_the_risk_is_that_of_inhalation() -> None:
    answer = of("movarisch", **CASE)
    assert answer["R_cum"] == answer["R_inal"] == 15.75
    assert answer["E_cute"] is answer["R_cute"] is None
    none = of("movarisch", **CASE, contact="none")
    assert (none["E_cute"], none["R_cute"]) == (1, 4.5)
    assert none["R_cum"] > 15.75


def test_other_spellings_of_a_class_are_understood() -> None:
    for key, written, meant in (
        ("state", "fine_dust", "medium_high_volatility"), ("quantity", "ge_100kg", "gt_100kg"),
        ("use", "matrix_inclusion", "inclusion_in_matrix"),
        ("control", "segregation_separation", "segregation"), ("time", "ge_6h", "gt_6h"),
        ("distance", "gt_10m", "ge_10m"), ("contact", "intermittent", "discontinuous"),
    ):  # fmt: skip
        assert of("movarisch", **{**CASE, key: written}) == of("movarisch", **{**CASE, key: meant})


@pytest.mark.parametrize(("risk", "band"), [
    (0.1, "irrelevant"), (14.99, "irrelevant"), (14.994, "irrelevant"), (14.995, "uncertainty"),
    (15, "uncertainty"), (20.99, "uncertainty"), (20.995, "above_irrelevant"),
    (21, "above_irrelevant"), (40, "above_irrelevant"), (40.004, "above_irrelevant"),
    (40.005, "high"), (40.01, "high"), (80, "high"), (80.004, "high"), (80.01, "serious"),
    (141.4, "serious"),
])  # fmt: skip
def test_classes_end_where_the_model_says(risk: float, band: str) -> None:
    assert of("movarisch_band", R=risk)["class"] == band


def test_specific_measures_follow_from_either_judgement() -> None:
    low = {**CASE, "quantity": "lt_0.1kg"}
    answer = of("movarisch", **low)
    assert answer["class"] == "irrelevant"
    assert (answer["specific_measures_apply"], answer["general_measures_suffice"]) == (False, False)
    answer = of("movarisch", **low, low_for_safety=True)
    assert (answer["specific_measures_apply"], answer["general_measures_suffice"]) == (False, True)
    answer = of("movarisch", **low, low_for_safety=False)
    assert (answer["specific_measures_apply"], answer["general_measures_suffice"]) == (True, False)
    answer = of("movarisch", **{**CASE, "P": 9.0}, low_for_safety=True)
    assert (answer["specific_measures_apply"], answer["general_measures_suffice"]) == (True, False)


def test_the_explanation_marks_the_cells_that_were_read() -> None:
    found = outcome("movarisch", **CASE, contact="extensive")
    assert found.found is not None
    tables = [step for step in explained(found, "it") if isinstance(step, Table)]
    read = []
    for one in tables:
        assert one.marked is not None
        read.append(one.rows[one.marked[0]][one.marked[1]])
    assert read == [found.found.values[key] for key in ("D", "U", "C", "I", "d", "E_cute")]


def test_the_pictures_stand_where_the_case_stands() -> None:
    found = outcome("movarisch", **CASE, contact="accidental")
    assert found.found is not None
    matrices = [one for one in pictured(found) if isinstance(one, Matrix)]
    assert len(matrices) == 2
    for one in matrices:
        assert one.at is not None
        x, y = one.at
        assert one.cells[y][x].score == round(found.found.values["R_cum"], 2)


# -- products without classification, processes


@pytest.mark.parametrize(("given", "p"), [
    ({}, 1.0), ({"skin_oral_below_3": True}, 1.75), ({"exposure_limit": True}, 2.25),
    ({"skin_oral_ge_3": True, "skin_oral_below_3": True}, 2.25),
    ({"inhalation_mild_or_skin_1b": True, "exposure_limit": True}, 2.5),
    ({"inhalation_below_8_or_skin_1a": True}, 4.0), ({"ingredient_score_ge_8": True}, 5.5),
    ({"own_P": 3.99, "ingredient_score_ge_8": True}, 5.5),
    ({"own_P": 4.0, "ingredient_score_ge_8": True}, 4.0), ({"own_P": 3.0}, 3.0),
    ({"exposure_limit": True, "edition": "earlier"}, 3.0),
    ({"exposure_limit": True, "edition": "earlier", "product": "self_classified"}, 4.0),
    ({"exposure_limit": True, "edition": "earlier", "product": "unclassifiable"}, 2.25),
])  # fmt: skip
def test_a_product_without_classification_has_the_score_of_its_worst(
    given: dict[str, Any], p: float
) -> None:
    assert of("movarisch_generic", **given)["P"] == p


def test_a_classified_mixture_has_its_own_score() -> None:
    assert of("movarisch_generic", own_P=3, exposure_limit=True)["error"] == "out_of_range"
    answer = of("movarisch_generic", own_P=3, ingredient_score_ge_8=True)
    assert answer["warnings"] == ["lifted"]


@pytest.mark.parametrize(("emission", "inhaled", "skin", "p"), [
    ("high", 6.5, None, 5.0), ("high", 6.49, None, 3.0), ("high", 4.5, None, 3.0),
    ("high", 4.49, None, 2.25), ("high", 3.0, None, 2.25), ("high", 2.9, None, 1.0),
    ("high", None, 6.5, 3.0), ("high", None, 4.5, 2.25), ("high", None, 3.0, 2.0),
    ("high", None, 2.0, 1.75), ("high", None, 1.9, 1.0),
    ("low", 6.5, None, 2.5), ("low", 4.5, None, 2.0), ("low", 3.0, None, 1.75),
    ("low", None, 9.0, 1.25), ("low", None, 1.0, 1.0), ("low", None, None, 1.0),
    ("high", 3.0, 6.5, 3.0),
])  # fmt: skip
def test_an_emission_scores_by_its_agent(
    emission: str, inhaled: float | None, skin: float | None, p: float
) -> None:
    answer = of("movarisch_process", **PROCESS, emission=emission, inhalation_score=inhaled,
                skin_oral_score=skin)  # fmt: skip
    assert answer["P"] == p


def test_a_process_has_no_direct_handling_and_one_source_of_p() -> None:
    assert of("movarisch_process", **{**PROCESS, "P": 2, "control": "direct_handling"})["error"]
    both = of("movarisch_process", **PROCESS, P=2, inhalation_score=3)
    assert both["error"] == "out_of_range"
    assert of("movarisch_process", **PROCESS, P=2)["R_cum"] == 6
