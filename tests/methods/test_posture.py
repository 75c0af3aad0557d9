"""Postures and strained hands: every band, every cap, the turns of the formulas."""

import math
from itertools import pairwise, product
from typing import Any

import pytest

from tests.methods.asking import answer, refusal
from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Line, Table
from ytefas.methods.tables import reba_2000, rula_1993

RULA = {"upper_arm": 1, "lower_arm": 1, "wrist": 1, "wrist_twist": 1, "neck": 1, "trunk": 1,
        "legs": 1, "muscle_a": 0, "force_a": 0, "muscle_b": 0, "force_b": 0}  # fmt: skip
REBA = {"neck": 1, "trunk": 1, "legs": 1, "upper_arm": 1, "lower_arm": 1, "wrist": 1, "load": 0,
        "coupling": 0, "activity": 0}  # fmt: skip
RATINGS = ("intensity_rating", "duration_pct_rating", "efforts_per_min_rating", "posture_rating",
           "speed_rating", "hours_per_day_rating")  # fmt: skip
HAND = {"I": 0.2, "E": 5, "D": 3, "P": -5, "H": 4}


def rated(*ratings: int, **more: Any) -> dict[str, Any]:
    return dict(zip(RATINGS, ratings, strict=True)) | more


# -- tables


def test_the_tables_have_their_shape_and_never_fall() -> None:
    """A worse posture never has a better score, with the exceptions the papers print."""
    for grid, rows, columns in (
        (rula_1993.A, 18, 8), (rula_1993.B, 6, 12), (rula_1993.C, 8, 7),
        (reba_2000.A, 15, 4), (reba_2000.B, 6, 6), (reba_2000.C, 12, 12),
    ):  # fmt: skip
        assert len(grid) == rows
        assert {len(row) for row in grid} == {columns}
    for grid in (rula_1993.A, rula_1993.C, reba_2000.A, reba_2000.C):
        assert all(a <= b for row in grid for a, b in pairwise(row))
    for grid in (rula_1993.C, reba_2000.C, reba_2000.B):
        assert all(a <= b for up, low in pairwise(grid)
                   for a, b in zip(up, low, strict=True))  # fmt: skip


def test_rula_reads_the_cell_that_its_explanation_marks() -> None:
    for arm, elbow, wrist, neck, trunk, legs in product(
        (1, 3, 6), (1, 3), (1, 4), (1, 6), (1, 6), (1, 2)
    ):
        given = RULA | {"upper_arm": arm, "lower_arm": elbow, "wrist": wrist, "neck": neck,
                        "trunk": trunk, "legs": legs}  # fmt: skip
        outcome = asked(find("rula"), given)
        assert outcome.found is not None
        tables = [one for one in explained(outcome, "it") if isinstance(one, Table)]
        read = [table.rows[table.marked[0]][table.marked[1]]
                for table in tables if table.marked]  # fmt: skip
        assert read == [outcome.found.values[key] for key in ("A", "B", "grand")]
        assert tables[0].rows[tables[0].marked[0]][0] == f"{arm} · {elbow}"  # type: ignore[index]


def test_reba_reads_the_cell_that_its_explanation_marks() -> None:
    for neck, trunk, legs, arm, elbow, wrist in product(
        (1, 3), (1, 5), (1, 4), (1, 6), (1, 2), (1, 3)
    ):
        given = REBA | {"neck": neck, "trunk": trunk, "legs": legs, "upper_arm": arm,
                        "lower_arm": elbow, "wrist": wrist}  # fmt: skip
        outcome = asked(find("reba"), given)
        assert outcome.found is not None
        tables = [one for one in explained(outcome, "en") if isinstance(one, Table)]
        read = [table.rows[table.marked[0]][table.marked[1]]
                for table in tables if table.marked]  # fmt: skip
        assert read == [outcome.found.values[key] for key in ("table_a", "table_b", "score_c")]


# -- bands and caps


def test_rula_grades_every_grand_score() -> None:
    levels = {1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3, 7: 4}
    met = set()
    for arm, muscle, force, trunk in product(range(1, 7), (0, 1), range(4), range(1, 7)):
        given = RULA | {"upper_arm": arm, "muscle_a": muscle, "force_a": force, "trunk": trunk}
        found = answer("rula", **given)
        assert found["action_level"] == levels[found["grand"]]
        assert found["changes_required"] is (found["action_level"] >= 3)
        met.add(found["grand"])
    assert met == set(levels)


def test_rula_adds_beyond_its_table_and_reads_the_last_row() -> None:
    given = RULA | {"upper_arm": 6, "lower_arm": 3, "muscle_a": 1, "force_a": 3, "neck": 6,
                    "muscle_b": 1, "force_b": 3}  # fmt: skip
    found = answer("rula", **given)
    assert (found["C"], found["C_used"]) == (13, 8)
    assert (found["D"], found["D_used"]) == (12, 7)
    assert found["grand"] == 7


def test_reba_grades_every_score() -> None:
    words = {0: "negligible", 1: "low", 2: "medium", 3: "high", 4: "very_high"}
    met = {}
    for neck, trunk, legs, arm, activity in product(
        range(1, 4), range(1, 6), range(1, 5), range(1, 7), range(4)
    ):
        given = REBA | {"neck": neck, "trunk": trunk, "legs": legs, "upper_arm": arm,
                        "activity": activity}  # fmt: skip
        found = answer("reba", **given)
        assert found["level"] == words[found["action_level"]] == found["class"]
        met[found["reba"]] = found["action_level"]
    edges = {1: 0, 2: 1, 3: 1, 4: 2, 7: 2, 8: 3, 10: 3, 11: 4}
    assert {score: met[score] for score in edges} == edges


@pytest.mark.parametrize(
    ("method", "base", "key", "wrong"),
    [
        ("rula", RULA, "upper_arm", 7), ("rula", RULA, "lower_arm", 4), ("rula", RULA, "wrist", 0),
        ("rula", RULA, "neck", 7), ("rula", RULA, "trunk", 2.5), ("rula", RULA, "legs", 3),
        ("rula", RULA, "muscle_a", 2), ("rula", RULA, "force_b", 4), ("rula", RULA, "neck", True),
        ("reba", REBA, "trunk", 6), ("reba", REBA, "neck", 4), ("reba", REBA, "lower_arm", 3),
        ("reba", REBA, "load", 4), ("reba", REBA, "coupling", -1), ("reba", REBA, "activity", 4),
    ],
)  # fmt: skip
def test_scores_beyond_the_tables_are_refused(
    method: str, base: dict[str, Any], key: str, wrong: Any
) -> None:
    assert refusal(method, **(base | {key: wrong}))["path"] == key


def test_the_figure_stands_as_it_was_judged() -> None:
    outcome = asked(find("reba"), REBA | {"trunk": 4, "neck": 3})
    body = next(one for one in pictured(outcome) if one.kind == "body")
    limbs = {limb.part: limb for limb in body.limbs}
    assert set(limbs) == {"neck", "trunk", "upper_arm", "lower_arm", "wrist", "legs"}
    assert limbs["trunk"].angle > 60
    assert limbs["neck"].level == 4
    assert limbs["wrist"].level == 0


# -- angles


@pytest.mark.parametrize(
    ("degrees", "score"),
    [(-21, 2), (-20, 1), (0, 1), (20, 1), (20.1, 2), (45, 2), (45.1, 3), (90, 3), (90.1, 4)],
)
def test_the_upper_arm_is_scored_alike_by_both(degrees: float, score: int) -> None:
    for method in ("rula_scores", "reba_scores"):
        found = answer(method, upper_arm_deg=degrees, lower_arm_deg=80, wrist_deg=0, neck_deg=5,
                       trunk_deg=0)  # fmt: skip
        assert found["upper_arm"] == score


def test_an_arm_never_scores_below_one() -> None:
    found = answer("rula_scores", upper_arm_deg=0, arm_supported=True, lower_arm_deg=80,
                   wrist_deg=0, neck_deg=5, trunk_deg=0)  # fmt: skip
    assert found["upper_arm"] == 1


def test_scores_from_angles_are_what_the_methods_take() -> None:
    found = answer("rula_scores", upper_arm_deg=120, lower_arm_deg=20, wrist_deg=-40, neck_deg=-9,
                   trunk_deg=80, load_kg_a=5, load_sustained_a=True, shock_b=True)  # fmt: skip
    assert answer("rula", **{key: found[key] for key in RULA})["grand"] >= 5
    assert (found["force_a"], found["force_b"], found["muscle_a"]) == (2, 3, 0)
    found = answer("reba_scores", upper_arm_deg=120, lower_arm_deg=20, wrist_deg=-40, neck_deg=-9,
                   trunk_deg=80, knee_deg=30, load_kg=5)  # fmt: skip
    assert (found["legs"], found["load"], found["trunk"]) == (2, 1, 4)
    assert answer("reba", **(REBA | {k: found[k] for k in REBA if k in found}))["reba"] > 4


# -- strain index


@pytest.mark.parametrize(
    ("ratings", "index", "three", "five", "four"),
    [
        ((2, 2, 2, 2, 2, 4), 3.0, "safe", "safe", "safe"),
        ((2, 2, 2, 3, 2, 4), 4.5, "uncertain", "safe", "uncertain"),
        ((3, 2, 2, 2, 2, 4), 6.0, "uncertain", "hazardous", "increased"),
        ((2, 3, 3, 2, 2, 4), 6.75, "uncertain", "hazardous", "increased"),
        ((4, 2, 2, 2, 2, 4), 9.0, "hazardous", "hazardous", "hazardous"),
        ((1, 1, 1, 1, 1, 1), 0.0625, "safe", "safe", "safe"),
        ((5, 5, 5, 5, 5, 5), 1053.0, "hazardous", "hazardous", "hazardous"),
    ],
)
def test_the_index_is_banded_in_each_of_three_ways(
    ratings: tuple[int, ...], index: float, three: str, five: str, four: str
) -> None:
    given = rated(*ratings)
    assert answer("strain_index", **given)["SI"] == pytest.approx(index)
    assert answer("strain_index", **given)["band"] == three
    assert answer("strain_index", **given, bands="5")["band"] == five
    assert answer("strain_index", **given, bands="3_5_7")["band"] == four


def test_a_static_hold_counts_three_and_says_what_it_ignores() -> None:
    given = rated(2, 4, 1, 3, 3, 4)
    found = answer("strain_index", **given, static_hold=True)
    assert found["EM"] == 3.0
    assert found["warnings"] == ["static_hold"]
    given.pop("efforts_per_min_rating")
    assert answer("strain_index", **given, static_hold=True)["warnings"] == []
    assert refusal("strain_index", **given)["path"] == "efforts_per_min_rating"


# -- revised strain index


@pytest.mark.parametrize(
    ("key", "turn", "value", "jump"),
    [("I", 0.4, "IM", 1e-9), ("E", 90, "EM", 0.02), ("D", 60, "DM", 0.02), ("P", 0, "PM", 1e-9),
     ("P", 30, "PM", 1e-9), ("H", 0.05, "HM", 0.01)],
)  # fmt: skip
def test_the_formulas_meet_where_they_turn(key: str, turn: float, value: str, jump: float) -> None:
    before, at, after = (answer("revised_strain_index", **(HAND | {key: turn + step}))[value]
                         for step in (-1e-12, 0, 1e-9))  # fmt: skip
    assert at == pytest.approx(before, abs=1e-9)
    assert at == pytest.approx(after, abs=jump + 1e-6)


def test_more_of_anything_is_never_better() -> None:
    for key, values in (("I", (0, 0.3, 0.5, 1)), ("E", (0, 10, 80, 100)), ("D", (0, 10, 70)),
                        ("H", (0, 0.05, 1, 8, 24))):  # fmt: skip
        got = [answer("revised_strain_index", **(HAND | {key: value}))["RSI"] for value in values]
        assert got == sorted(got), key
    bent = [answer("revised_strain_index", **(HAND | {"P": p}))["PM"] for p in (-90, -30, 0, 30)]
    assert bent == sorted(bent, reverse=True)


def test_ten_is_still_safe_and_more_than_a_minute_is_noticed() -> None:
    base = answer("revised_strain_index", **HAND)
    efforts = (10 / (base["RSI"] / base["EM"]) - 0.1) / 0.25
    assert answer("revised_strain_index", **(HAND | {"E": efforts}))["band"] == "safe"
    beyond = answer("revised_strain_index", **(HAND | {"E": efforts + 1e-6}))
    assert beyond["band"] == "hazardous"
    assert beyond["changes_required"] is True
    crowded = answer("revised_strain_index", **(HAND | {"E": 30, "D": 3}))
    assert crowded["warnings"] == ["more_than_a_minute"]
    assert answer("revised_strain_index", **(HAND | {"E": 20, "D": 3}))["warnings"] == []


def test_the_curve_turns_red_where_the_index_passes_ten() -> None:
    outcome = asked(find("revised_strain_index"), HAND)
    curve = next(one for one in pictured(outcome) if one.kind == "curve")
    turn = curve.zones[0].end
    assert answer("revised_strain_index", **(HAND | {"E": turn}))["RSI"] == pytest.approx(10)
    assert curve.at == (5.0, outcome.found.values["RSI"] if outcome.found else None)


@pytest.mark.parametrize(
    ("key", "wrong"), [("I", 1.01), ("I", -0.1), ("E", -1), ("D", -1), ("P", 91), ("H", 25),
                       ("H", math.nan), ("D", math.inf)]
)  # fmt: skip
def test_what_a_hand_cannot_do_is_refused(key: str, wrong: float) -> None:
    assert refusal("revised_strain_index", **(HAND | {key: wrong}))["path"] == key


def test_an_inspector_sees_the_branch_that_holds() -> None:
    outcome = asked(find("revised_strain_index"), HAND | {"I": 0.5, "D": 70, "P": 40, "H": 0.05})
    how = {step.symbol: step.how for step in explained(outcome, "it") if isinstance(step, Line)}
    assert how["IM"] == "36 · 0,5³ − 33,3 · 0,5² + 24,77 · 0,5 − 1,86"
    assert how["DM"] == "19,17 · ln 70 − 59,44"
    assert how["PM"] == "1 + 0,00028 · (40 − 30)²"
    assert how["HM"] == "H ≤ 0,05 h"


@pytest.mark.parametrize(
    ("borg", "seconds", "efforts", "hours", "ratings"),
    [
        (2, 5.9, 3, 1, (1, 1, 1, 1)),
        (2.5, 6, 3.5, 1.1, (2, 2, 2, 2)),
        (3, 17.9, 8, 2, (2, 2, 2, 2)),
        (4, 18, 9, 2.1, (3, 3, 3, 3)),
        (6, 30, 15, 8, (4, 4, 4, 4)),
        (8, 48, 20, 8.1, (5, 5, 5, 5)),
    ],
)
def test_what_is_counted_falls_into_the_ranges_of_the_index(
    borg: float, seconds: float, efforts: float, hours: float, ratings: tuple[int, ...]
) -> None:
    found = answer("strain_index_ratings", borg=borg, effort_seconds=seconds, observed_seconds=60,
                   efforts_per_min=efforts, hours_per_day=hours)  # fmt: skip
    keys = ("intensity_rating", "duration_pct_rating", "efforts_per_min_rating",
            "hours_per_day_rating")  # fmt: skip
    assert tuple(found[key] for key in keys) == ratings
