"""Lifting: every edge, clamp, notice and refusal of the NIOSH methods; printed cases."""

from typing import Any

import pytest

from ytefas.methods.kit.method import Outcome, asked, explained, pictured
from ytefas.methods.kit.pictures import Bars, Shares, Ticks
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.sensitivity import hints
from ytefas.methods.kit.steps import Line, Table

TASK: dict[str, Any] = {"load": 10, "H": 25, "V": 75, "D": 25, "A": 0, "F": 0.2,
                        "duration": "short", "coupling": "good"}  # fmt: skip
PLACE: dict[str, Any] = {"H": 25, "V": 75, "A": 0, "coupling": "good"}


def outcome(method: str, **inputs: Any) -> Outcome:
    return asked(find(method), inputs)


def single(**changed: Any) -> dict[str, Any]:
    answer = outcome("niosh_single", **(TASK | changed)).flat()
    assert answer["error"] is None, answer
    return answer


def cli(*tasks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return outcome("niosh_cli", tasks=[TASK | task for task in tasks], **more).flat()


def refused(method: str, **inputs: Any) -> tuple[str, str, str]:
    answer = outcome(method, **inputs).flat()
    fault = answer["faults"][0]
    assert fault["it"] != fault["en"]
    return answer["error"], fault["path"], fault["it"]


# -- one task


def test_the_best_case_may_weigh_the_constant() -> None:
    answer = single()
    assert answer["RWL"] == 23
    assert answer["LI"] == pytest.approx(10 / 23)
    assert answer["worst_multiplier"] is None
    assert answer["pure_niosh"] is True
    assert answer["warnings"] == []


@pytest.mark.parametrize(("changed", "key", "expected"), [
    ({"H": 25}, "HM", 1), ({"H": 24.9}, "HM", 1), ({"H": 0}, "HM", 1),
    ({"H": 63}, "HM", 25 / 63), ({"H": 63.01}, "HM", 0),
    ({"V": 0}, "VM", 0.775), ({"V": 175}, "VM", 0.7), ({"V": 175.01}, "VM", 0),
    ({"D": 0}, "DM", 1), ({"D": 24.99}, "DM", 1), ({"D": 175}, "DM", 0.82 + 4.5 / 175),
    ({"D": 175.01}, "DM", 0), ({"A": 135}, "AM", 0.568), ({"A": 135.01}, "AM", 0),
    ({"coupling": "fair"}, "CM", 1), ({"coupling": "fair", "V": 74.99}, "CM", 0.95),
    ({"coupling": "poor"}, "CM", 0.9), ({"F": 0}, "FM", 1), ({"F": 15}, "FM", 0.28),
    ({"F": 15.01}, "FM", 0), ({"F": 13, "V": 74.9}, "FM", 0),
    ({"F": 0.35}, "FM", 0.985), ({"F": 8.5, "duration": "long"}, "FM", 0.165),
    ({"shift_h": 8}, "ETM", 1), ({"shift_h": 8.01}, "ETM", 0.97), ({"shift_h": 9}, "ETM", 0.97),
    ({"shift_h": 10}, "ETM", 0.93), ({"shift_h": 11}, "ETM", 0.89), ({"shift_h": 12}, "ETM", 0.85),
])  # fmt: skip
def test_multipliers_at_their_edges(changed: dict[str, Any], key: str, expected: float) -> None:
    assert single(**changed)[key] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("changed", "key", "expected"), [
    ({"H": 9}, "HM", 1), ({"H": 25}, "HM", 0.4), ({"H": 25.1}, "HM", 0), ({"V": 70}, "VM", 0.7),
    ({"V": 70.1}, "VM", 0), ({"D": 10}, "DM", 1), ({"D": 20}, "DM", 0.91), ({"D": 70.1}, "DM", 0),
    ({"coupling": "fair", "V": 29.9}, "CM", 0.95), ({"coupling": "fair", "V": 30}, "CM", 1),
    ({"F": 13, "V": 29.9}, "FM", 0), ({"F": 13, "V": 30}, "FM", 0.34),
])  # fmt: skip
def test_the_us_form_has_limits_of_its_own(
    changed: dict[str, Any], key: str, expected: float
) -> None:
    inches = {"unit_system": "US", "H": 10, "V": 30, "D": 10}
    assert single(**(inches | changed))[key] == pytest.approx(expected, abs=1e-12)
    assert single(**inches)["RWL"] == 51


@pytest.mark.parametrize(("height", "expected"), [(25, 40), (24.9, 45)])
def test_reach_is_estimated_from_the_box(height: float, expected: float) -> None:
    answer = single(H=None, W=40, V=height)
    assert answer["H_used"] == expected
    assert "h_estimated" in answer["warnings"]
    inches = single(unit_system="US", H=None, W=40, V=10 if height == 25 else 9, D=10)
    assert inches["H_used"] == (28 if height == 25 else 30)


@pytest.mark.parametrize(("changed", "code"), [
    ({"H": 24}, "h_clamped"), ({"D": 24}, "d_clamped"), ({"load": 2.9}, "load_below_3_kg"),
    ({"H": 64}, "limit_zero"), ({"F": 8.5, "V": 70, "duration": "long"}, "fm_next_to_zero"),
    ({"one_hand": True}, "one_hand"), ({"two_persons": True}, "two_persons"),
    ({"shift_h": 9}, "over_8_h"), ({"seated": True}, "seated"),
    ({"restricted_space": True}, "restricted_space"), ({"unstable_load": True}, "unstable_load"),
    ({"carrying": True}, "carrying"), ({"barrow_or_shovel": True}, "barrow_or_shovel"),
    ({"speed_cm_s": 76}, "fast"), ({"friction": 0.39}, "slippery_floor"),
    ({"air_temperature_c": 18.9}, "temperature"), ({"air_temperature_c": 26.1}, "temperature"),
    ({"humidity_percent": 34}, "humidity"), ({"humidity_percent": 51}, "humidity"),
    ({"load_max": 24}, "load_max_above_limit"),
])  # fmt: skip
def test_what_the_reader_must_know_is_said(changed: dict[str, Any], code: str) -> None:
    assert code in single(**changed)["warnings"]


@pytest.mark.parametrize("changed", [
    {"H": 25}, {"D": 25}, {"load": 3}, {"speed_cm_s": 75}, {"friction": 0.4},
    {"air_temperature_c": 19}, {"air_temperature_c": 26}, {"humidity_percent": 35},
    {"humidity_percent": 50}, {"load_max": 23}, {"shift_h": 8},
    {"unit_system": "US", "load": 6.62, "H": 10, "V": 30, "D": 10},
])  # fmt: skip
def test_what_is_within_limits_is_not_remarked(changed: dict[str, Any]) -> None:
    assert single(**changed)["warnings"] == []


def test_frequencies_beside_zero_can_count_as_zero() -> None:
    case = {"F": 8.5, "V": 70, "duration": "long"}
    assert single(**case)["FM"] == pytest.approx(0.09)
    answer = single(**case, fm_next_to_zero="zero")
    assert (answer["FM"], answer["LI"], answer["class"]) == (0, None, "very_high")
    assert single(**(case | {"F": 8}), fm_next_to_zero="zero")["FM"] == 0.18


@pytest.mark.parametrize(("reference", "mass"), [
    ("niosh", 23), ("men_18_45", 25), ("women_18_45", 20), ("men_other", 20), ("women_other", 15),
    ("adults_18_45", 25), ("younger_older_mixed", 20),
])  # fmt: skip
def test_one_constant_is_used_and_shown(reference: str, mass: float) -> None:
    assert single(reference=reference)["LC"] == mass
    assert single(reference=reference, load_constant=mass)["RWL"] == mass


def test_two_persons_share_the_load() -> None:
    answer = single(load=40, two_persons=True)
    assert answer["LI"] == pytest.approx(20 / (23 * 0.85))
    assert single(load=40, two_persons=True, one_hand=True)["RWL"] == pytest.approx(23 * 0.51)


def test_the_worse_of_origin_and_destination_decides() -> None:
    there = {"H": 50, "V": 150, "A": 0, "coupling": "poor"}
    answer = single(D=75, destination=there, significant_control=True)
    assert answer["governing"] == "destination"
    assert answer["LI"] == answer["LI_destination"] > answer["LI_origin"]
    assert answer["RWL"] == pytest.approx(23 * 0.5 * 0.775 * (0.82 + 4.5 / 75) * 0.9)
    assert single(D=75, destination=there)["LI"] == answer["LI"], "given, it counts"
    near = single(D=75, destination=PLACE | {"V": 150}, H=60)
    assert near["governing"] == "origin"
    off = single(D=75, destination=there, significant_control=False)
    assert off["LI"] == answer["LI_origin"]
    assert off["warnings"] == ["destination_not_counted"]
    assert "d_differs" in single(D=30, destination=there)["warnings"]


def test_the_column_of_fm_is_that_of_the_origin() -> None:
    assert single(F=13, V=150, V_origin_for_FM=50)["FM"] == 0
    assert single(F=13, V=50, V_origin_for_FM=75)["FM"] == 0.34


@pytest.mark.parametrize(("changed", "path"), [
    ({"H": None}, "H"), ({"load_max": 9}, "load_max"),
    ({"significant_control": True}, "destination"),
    ({"reference": "men_18_45", "load_constant": 20}, "load_constant"),
    ({"reference": "men_18_45", "unit_system": "US"}, "reference"),
    ({"destination": {"V": 75, "A": 0, "coupling": "good"}}, "destination.H"),
    ({"V": -5}, "V"), ({"load": 0}, "load"), ({"A": 181}, "A"), ({"coupling": "ok"}, "coupling"),
    ({"F": float("nan")}, "F"), ({"H": "25"}, "H"), ({"one_hand": 1}, "one_hand"),
])  # fmt: skip
def test_wrong_data_are_refused_where_they_are(changed: dict[str, Any], path: str) -> None:
    error, where, said = refused("niosh_single", **(TASK | changed))
    assert (error, where) == ("out_of_range", path)
    assert said


@pytest.mark.parametrize(("changed", "error", "instead"), [
    ({"living_load": True}, "not_applicable_living_load", "mapo"),
    ({"one_hand": True, "iso_extensions": False}, "not_applicable_one_hand", "niosh_single"),
    ({"two_persons": True, "iso_extensions": False}, "not_applicable_two_persons", "niosh_single"),
    ({"shift_h": 8.5, "iso_extensions": False}, "not_applicable_shift_too_long", None),
    ({"shift_h": 12.1}, "not_applicable_shift_too_long", None),
])  # fmt: skip
def test_other_cases_have_other_methods(
    changed: dict[str, Any], error: str, instead: str | None
) -> None:
    answer = outcome("niosh_single", **(TASK | changed)).flat()
    assert (answer["error"], answer["instead"]) == (error, instead)


@pytest.mark.parametrize(("key", "values"), [
    ("H", [25, 30, 40, 63, 64]), ("D", [25, 40, 80, 175, 176]), ("A", [0, 30, 90, 135, 136]),
    ("F", [0.2, 0.7, 1, 4.5, 9, 12.5, 15, 16]), ("V", [75, 60, 30, 0]), ("V", [75, 120, 175, 176]),
    ("duration", ["short", "moderate", "long"]), ("shift_h", [8, 9, 10, 11, 12]),
])  # fmt: skip
def test_worse_geometry_never_lowers_the_index(key: str, values: list[Any]) -> None:
    indices = [single(**{key: value})["LI"] or 1e9 for value in values]
    assert indices == sorted(indices)


def test_the_explanation_can_be_computed_by_hand() -> None:
    case = {"load": 15, "reference": "men_18_45", "H": 40, "V": 30, "D": 80, "A": 30, "F": 4,
            "duration": "moderate", "coupling": "fair"}  # fmt: skip
    done = outcome("niosh_single", **case)
    steps = explained(done, "it")
    lines = {step.symbol: step for step in steps if isinstance(step, Line)}
    assert [*lines] == ["LC", "HM", "VM", "DM", "AM", "FM", "CM", "RWL", "LI"]
    assert lines["HM"].how == "25 / 40"
    assert lines["VM"].how == "1 − 0,003 · 45"
    assert lines["DM"].how == "0,82 + 4,5 / 80"
    assert lines["LI"].how == "15 / 7,32"
    assert lines["LI"].value == pytest.approx(2.05, abs=0.005)
    table = next(step for step in steps if isinstance(step, Table) and step.marked)
    assert table.marked is not None
    row, column = table.marked
    assert table.rows[row][column] == 0.72
    assert sum(isinstance(step, Table) for step in steps) == 3
    bars = next(one for one in pictured(done) if isinstance(one, Bars))
    assert [bar.key for bar in bars.bars if bar.worst] == ["HM"]
    assert bars.hint is not None
    assert "da 2,05 a 1,28" in bars.hint.it
    ticks = next(one for one in pictured(done) if isinstance(one, Ticks))
    assert [tick.met for tick in ticks.ticks] == [True, True, None, None, None, None]


@pytest.mark.parametrize(("f", "how", "row"), [
    (2.4, "0,91 + (0,88 − 0,91) · (2,4 − 2) / (3 − 2)", 4),
    (0.1, "tabella: 0,1/min, fino a 1 h, V ≥ 75 cm", 0),
    (16, "tabella: 16/min, fino a 1 h, V ≥ 75 cm", 17),
])  # fmt: skip
def test_the_cell_of_fm_is_shown(f: float, how: str, row: int) -> None:
    steps = explained(outcome("niosh_fm", F=f, duration="short", V=80), "it")
    line, table = steps
    assert isinstance(line, Line)
    assert line.how == how
    assert isinstance(table, Table)
    assert table.marked == (row, 2)


# -- bands


@pytest.mark.parametrize(("bands", "index", "code", "level"), [
    ("iso_2021", 0, "very_low", 0), ("iso_2021", 1.0, "very_low", 0), ("iso_2021", 1.001, "low", 1),
    ("iso_2021", 1.5, "low", 1), ("iso_2021", 1.51, "moderate", 2), ("iso_2021", 2, "moderate", 2),
    ("iso_2021", 2.01, "high", 3), ("iso_2021", 3, "high", 3), ("iso_2021", 3.01, "very_high", 4),
    ("iso_2021", 1 + 1e-12, "very_low", 0),
    ("niosh", 1, "acceptable", 0), ("niosh", 1.01, "increased", 2), ("niosh", 3, "increased", 2),
    ("niosh", 3.01, "high", 4),
    ("italian", 0.85, "green", 0), ("italian", 0.854, "green", 0), ("italian", 0.855, "yellow", 2),
    ("italian", 0.99, "yellow", 2), ("italian", 0.9949, "yellow", 2), ("italian", 0.995, "red", 3),
    ("italian", 1, "red", 3), ("italian_075", 0.75, "green", 0), ("italian_075", 0.76, "yellow", 2),
    ("italian_075", 1, "red", 3),
])  # fmt: skip
def test_bands(bands: str, index: float, code: str, level: int) -> None:
    answer = outcome("niosh_band", LI=index, bands=bands).flat()
    assert (answer["band"], answer["class"], answer["risk_level"]) == (code, code, level)


@pytest.mark.parametrize("bands", ["iso_2021", "niosh", "italian", "italian_075"])
def test_without_a_limit_the_worst_band_holds(bands: str) -> None:
    answer = single(H=70, bands=bands)
    assert answer["LI"] is None
    assert answer["class"] in {"very_high", "high", "red"}
    assert "limit_zero" in answer["warnings"]
    assert "HM = 0" in answer["messages"]["limit_zero"]["it"]


# -- several tasks


def test_one_task_is_its_own_composite() -> None:
    answer = cli({"F": 4})
    assert answer["CLI"] == pytest.approx(single(F=4)["LI"])
    assert answer["increments"] == answer["STLI"]


def test_the_manual_orders_by_the_single_index() -> None:
    answer = cli({"load": 5, "F": 1}, {"load": 15, "F": 1}, {"load": 10, "F": 2})
    assert answer["order"] == [2, 3, 1]
    assert answer["cumulative_F"] == [1, 3, 4]
    first, second, third = (15 / 23 / 0.94, 10 / 23 * (1 / 0.88 - 1 / 0.94),
                            5 / 23 * (1 / 0.84 - 1 / 0.88))  # fmt: skip
    assert answer["CLI"] == pytest.approx(first + second + third)


def test_the_highest_load_adds_and_the_mean_one_orders() -> None:
    answer = cli({"load": 10, "load_max": 20, "F": 1}, {"load": 5, "load_max": 6, "F": 1})
    assert answer["FILI"] == pytest.approx([20 / 23, 6 / 23])
    assert answer["STLI"] == pytest.approx([10 / 23 / 0.94, 5 / 23 / 0.94])
    assert answer["CLI"] == pytest.approx(10 / 23 / 0.94 + 6 / 23 * (1 / 0.91 - 1 / 0.94))


def test_a_sum_beyond_the_table_has_no_index() -> None:
    answer = cli({"F": 8}, {"F": 8})
    assert (answer["CLI"], answer["class"]) == (None, "very_high")
    assert "limit_zero" in answer["warnings"]
    far = cli({"H": 70}, {})
    assert far["STLI_sorted"][0] is None
    assert far["CLI"] is None


def test_what_tasks_of_one_composite_must_share() -> None:
    error, path, _ = refused("niosh_cli", tasks=[TASK, TASK | {"duration": "long"}])
    assert (error, path) == ("out_of_range", "tasks[1].duration")
    assert refused("niosh_cli", tasks=[TASK | {"load_max": 1}])[1] == "tasks[0].load_max"
    assert refused("niosh_cli", tasks=[TASK, TASK | {"H": None}])[1] == "tasks[1].H"
    assert refused("niosh_cli", tasks=[])[0] == "out_of_range"
    assert "v_straddles" in cli({"V": 60}, {"V": 80})["warnings"]
    assert cli({"H": 20}, {"H": 10})["warnings"] == ["h_clamped"], "everything is said once"
    assert cli({"one_hand": True}, iso_extensions=False)["error"] == "not_applicable_one_hand"
    assert cli({}, living_load=True)["error"] == "not_applicable_living_load"


def test_contributions_make_the_whole() -> None:
    done = outcome("niosh_cli", tasks=[TASK | {"F": 1, "name": "a"}, TASK | {"F": 2}])
    shares = next(one for one in pictured(done) if isinstance(one, Shares))
    assert sum(part.share for part in shares.parts) == pytest.approx(1)
    assert [part.label for part in shares.parts] == ["2", "a"]


# -- what varies


def sub(**changed: Any) -> dict[str, Any]:
    return {key: value for key, value in (TASK | changed).items() if key != "duration"}


def test_six_equal_stretches_of_the_range() -> None:
    loads = [3, 4.99, 5, 8, 13, 15]
    answer = outcome("niosh_vli", duration="short", load_constant=20,
                     tasks=[sub(load=load, F=0.5) for load in loads]).flat()  # fmt: skip
    assert answer["category_of"] == [1, 1, 1, 3, 5, 6], "an edge belongs to the lower one"
    assert answer["category_edges"] == pytest.approx([0.25, 0.35, 0.45, 0.55, 0.65, 0.75])
    assert answer["category_F"] == [1.5, 0.5, 0.5, 0.5]
    assert answer["category_FILI"][0] == pytest.approx((3 + 4.99 + 5) / 60)


def test_the_value_of_a_category() -> None:
    tasks = [sub(load=3, F=3), sub(load=4, F=1), sub(load=20, F=1)]
    simple = outcome("niosh_vli", duration="short", load_constant=20, tasks=tasks).flat()
    weighted = outcome("niosh_vli", duration="short", load_constant=20, tasks=tasks,
                       category_mean="by_frequency").flat()  # fmt: skip
    assert simple["category_FILI"][0] == pytest.approx(3.5 / 20)
    assert weighted["category_FILI"][0] == pytest.approx(3.25 / 20)


def test_one_kind_of_lift_is_the_single_index() -> None:
    answer = outcome("niosh_vli", duration="short", tasks=[sub(F=1), sub(F=1)]).flat()
    assert answer["VLI"] == pytest.approx(10 / 23 / 0.91)
    far = outcome("niosh_vli", duration="short", tasks=[sub(H=70), sub()]).flat()
    assert (far["VLI"], far["class"]) == (None, "very_high")
    assert "limit_zero" in far["warnings"]


# -- duration and frequency


@pytest.mark.parametrize(("rule", "sessions", "expected"), [
    ("2021", [(60, 0)], "short"), ("2021", [(61, 0)], "moderate"), ("2021", [(120, 0)], "moderate"),
    ("2021", [(121, 200)], "long"), ("2021", [(30, 29), (31, 0)], "moderate"),
    ("2021", [(30, 30), (60, 0)], "short"), ("2021", [(45, 53), (45, 45)], "short"),
    ("1994", [(45, 53), (45, 45)], "moderate"), ("1994", [(45, 54), (45, 45)], "short"),
    ("2021", [(120, 36), (60, 0)], "moderate"), ("2021", [(120, 35), (60, 0)], "long"),
    ("2021", [(50, 20), (50, 20), (50, 20)], "long"), ("2021", [(50, 20), (50, 30), (20, 0)],
                                                        "moderate"),
])  # fmt: skip
def test_sessions_are_added_until_the_recovery_suffices(
    rule: str, sessions: list[tuple[float, float]], expected: str
) -> None:
    answer = outcome("niosh_duration", recovery_rule=rule, sessions=[
        {"work_min": work, "recovery_min": rest} for work, rest in sessions]).flat()  # fmt: skip
    assert answer["duration"] == expected
    assert sum(answer["block_work_min"]) == sum(work for work, _ in sessions)


def test_a_shift_has_an_end() -> None:
    session = {"work_min": 250, "recovery_min": 0}
    assert "over_8_h" in outcome("niosh_duration", sessions=[session] * 2).flat()["warnings"]
    assert refused("niosh_duration", sessions=[session] * 6)[1] == "sessions"


def test_lifts_are_spread_over_the_sample() -> None:
    answer = outcome("niosh_frequency", lift_rate_per_min=10, work_min=8).flat()
    assert answer["F"] == pytest.approx(80 / 15)
    assert refused("niosh_frequency", lift_rate_per_min=1, work_min=16)[1] == "work_min"
    fast = outcome("niosh_frequency", lift_rate_per_min=16, work_min=5, sample_min=10).flat()
    assert fast["warnings"] == ["rate_above_15", "sample_below_15"]


# -- ways out


def test_a_way_out_changes_the_work_and_never_the_yardstick() -> None:
    case = {"load": 15, "reference": "men_18_45", "H": 40, "V": 30, "D": 80, "A": 30, "F": 4,
            "duration": "moderate", "coupling": "fair", "bands": "iso_2021",
            "unit_system": "metric", "fm_next_to_zero": "interpolate"}  # fmt: skip
    ways = hints(find("niosh_single"), case, None, "it")
    assert {way["path"] for way in ways} == {
        "load",
        "H",
        "V",
        "D",
        "A",
        "F",
        "duration",
        "coupling",
    }
    assert next(way for way in ways if way["path"] == "H")["unit"] == "cm"
    inches = {"unit_system": "US", "load": 44, "H": 23, "V": 15, "D": 49, "A": 0, "F": 0.2,
              "duration": "short", "coupling": "fair"}  # fmt: skip
    units = {way["path"]: way["unit"] for way in hints(find("niosh_single"), inches, None, "en")}
    assert (units["H"], units["load"]) == ("in", "lb")
    job = {"load_constant": 15, "tasks": [TASK | {"load": 20}, TASK]}
    assert all(way["path"].startswith("tasks[0]")
               for way in hints(find("niosh_cli"), job, None, "en"))  # fmt: skip
