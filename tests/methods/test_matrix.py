"""The matrices that come with the program: every cell, every edge, every way to cut."""

from itertools import product
from math import prod
from typing import Any

import pytest

from tests.methods.asking import answer, refusal
from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Table

FK_P, FK_E, FK_C = (10, 6, 3, 1, 0.5, 0.2, 0.1), (10, 6, 3, 2, 1, 0.5), (100, 40, 15, 7, 3, 1)


@pytest.mark.parametrize(
    ("bands", "cut"), [(None, (3, 8, 15)), ("3_8_15", (3, 8, 15)), ("4_9_15", (4, 9, 15))]
)
def test_five_by_five_is_cut_where_the_studio_says(
    bands: str | None, cut: tuple[int, int, int]
) -> None:
    for p, d in product(range(1, 6), repeat=2):
        score = p * d
        expected = ("low", "medium", "high", "critical")[sum(score > edge for edge in cut)]
        found = answer("pxd_5x5", p=p, d=d, bands=bands)
        assert (found["score"], found["class"]) == (score, expected)


def test_twice_the_harm_and_the_probability() -> None:
    words = ["acceptable"] * 2 + ["modest"] * 2 + ["serious"] * 2 + ["very_serious"] * 4
    for p, d in product(range(1, 5), repeat=2):
        found = answer("matrix_2d_plus_p", p=p, d=d)
        assert (found["score"], found["class"]) == (2 * d + p, words[2 * d + p - 3])


def test_oira_has_the_priorities_of_its_source() -> None:
    for p, f, e in product((1, 3, 5), (1, 4, 7), (1, 5, 10)):
        score = p * f * e
        found = answer("oira_kinney", probability=p, frequency=f, effect=e)
        assert found["score"] == score
        assert found["priority"] == found["class"]
        assert found["priority"] == ("low" if score <= 15 else "medium" if score <= 50 else "high")
    for s, f in product((1, 5, 7, 10), (1, 3, 7, 9)):
        found = answer("oira_french", severity=s, frequency=f)
        expected = "low" if s * f < 10 else "medium" if s * f <= 45 else "high"
        assert (found["score"], found["priority"]) == (s * f, expected)


def test_fine_kinney_multiplies_decimals_as_on_paper() -> None:
    """0.2 · 6 · 7 is 8.4, whatever binary fractions say, in all 252 cases."""
    for p, e, c in product(FK_P, FK_E, FK_C):
        found = answer("fine_kinney", probability=p, exposure=e, consequence=c)
        tenths = prod(round(x * 10) for x in (p, e, c))
        assert found["score"] == tenths / 1000
        grade = sum(tenths >= edge * 1000 for edge in (20, 70, 200, 400))
        assert found["risk_level"] == grade


@pytest.mark.parametrize(
    ("p", "e", "c", "upper", "lower"),
    [
        (10, 2, 1, "possible", "acceptable"),
        (10, 1, 7, "substantial", "possible"),
        (0.5, 10, 40, "high", "substantial"),
        (10, 1, 40, "very_high", "high"),
    ],
)
def test_fine_kinney_gives_an_edge_to_the_band_one_chooses(
    p: float, e: float, c: float, upper: str, lower: str
) -> None:
    given = {"probability": p, "exposure": e, "consequence": c}
    assert answer("fine_kinney", **given)["class"] == upper
    assert answer("fine_kinney", **given, edges="lower")["class"] == lower


@pytest.mark.parametrize(
    ("method", "given", "path"),
    [
        ("pxd_5x5", {"p": 0, "d": 3}, "p"),
        ("pxd_5x5", {"p": 3, "d": 6}, "d"),
        ("pxd_5x5", {"p": 3, "d": 3, "bands": "x"}, "bands"),
        ("matrix_2d_plus_p", {"p": 1, "d": 5}, "d"),
        ("matrix_2d_plus_p", {"p": True, "d": 1}, "p"),
        ("oira_kinney", {"probability": 2, "frequency": 1, "effect": 1}, "probability"),
        ("oira_french", {"severity": 1, "frequency": 5}, "frequency"),
        ("fine_kinney", {"probability": 5, "exposure": 6, "consequence": 15}, "probability"),
        ("fine_kinney", {"probability": "6", "exposure": 6, "consequence": 15}, "probability"),
    ],
)
def test_only_the_steps_of_a_scale_are_taken(method: str, given: dict[str, Any], path: str) -> None:
    assert refusal(method, **given)["path"] == path


def test_the_matrix_shows_where_one_stands_and_what_stays_as_it_is() -> None:
    method = find("fine_kinney")
    outcome = asked(method, {"probability": 0.2, "exposure": 6, "consequence": 7})
    picture = pictured(outcome)[1]
    assert picture.kind == "matrix"
    assert picture.at is not None
    x, y = picture.at
    assert picture.cells[y][x].score == 8.4
    assert picture.title.it == "Fine–Kinney; Conseguenza: 7"
    bands = next(step for step in explained(outcome, "it") if isinstance(step, Table))
    assert bands.marked == (0, 1)
