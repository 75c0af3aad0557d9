"""A studio's own matrix: checked as a whole, and a method like the others."""

import copy
from typing import Any

import pytest

from ytefas.methods.kit.definition import read, studio_method
from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.words import words


def axis(key: str, *values: float) -> dict[str, Any]:
    steps = [{"value": value, "it": f"{key} {value}", "en": f"{key} {value}"} for value in values]
    return {"key": key, "it": key.upper(), "en": key.upper(), "steps": steps}


def band(code: str, level: int, low: float, high: float, days: int | None = None) -> dict[str, Any]:
    return {"code": code, "level": level, "it": code, "en": code, "min": low, "max": high,
            "term_days": days, "asks_it": "Agire", "asks_en": "Act"}  # fmt: skip


MATRIX: dict[str, Any] = {
    "axes": [axis("p", 1, 2, 3), axis("d", 1, 2, 4)],
    "combine": "product",
    "bands": [band("low", 1, 1, 2, 365), band("medium", 2, 3, 6, 90), band("high", 4, 8, 12, 7)],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    made = copy.deepcopy(MATRIX)
    at: Any = made
    *way, last = [int(one) if one.isdigit() else one for one in path.split(".")]
    for one in way:
        at = at[one]
    at[last] = value
    return made


def flaws(definition: Any) -> set[str]:
    reading = read(definition)
    assert bool(reading.flaws) == (reading.model is None)
    for flaw in reading.flaws:
        assert flaw.said.it != flaw.said.en
        assert "{" not in flaw.said.it
    return {flaw.path for flaw in reading.flaws}


def test_a_matrix_is_a_method_like_the_others() -> None:
    name = words("La nostra", "Ours")
    method = studio_method(code="ours", version=3, name=name, about=name, definition=MATRIX)
    outcome = asked(method, {"p": 3, "d": 4})
    assert outcome.flat()["score"] == 12
    assert (outcome.flat()["class"], outcome.flat()["risk_level"]) == ("high", 4)
    assert asked(method, {"p": 3, "d": 3}).error == "out_of_range", "only its own steps"
    assert explained(outcome, "it")
    assert [picture.kind for picture in pictured(outcome)] == ["gauge", "matrix"]
    assert read(MATRIX).terms == {"low": 365, "medium": 90, "high": 7}


def test_sums_may_weigh_and_tables_may_say_each_cell() -> None:
    weighed = changed("combine", "sum") | {
        "weights": [1, 2], "bands": [band("low", 1, 3, 6), band("high", 3, 7, 11)],
    }  # fmt: skip
    model = read(weighed).model
    assert model is not None
    assert model.score([3, 4]) == 11
    table = changed("combine", "table") | {
        "table": [[1, 1, 2], [1, 2, 3], [2, 3, 3]],
        "bands": [band("low", 1, 1, 1), band("mid", 2, 2, 2), band("high", 4, 3, 3)],
    }
    model = read(table).model
    assert model is not None
    assert model.score([2, 4]) == 3
    assert model.scale.band(3).code == "high"
    falling = table | {"table": [[1, 1, 2], [1, 2, 1], [2, 3, 3]]}
    assert {doubt.path for doubt in read(falling).doubts} == {"table[1][2]"}
    assert read(falling).model is not None, "it is said, and allowed"


@pytest.mark.parametrize(
    ("definition", "where"),
    [
        (None, ""), ([], ""), ({}, "axes"), ({}, "bands"), ({}, "combine"),
        (changed("axes", [axis("p", 1, 2)]), "axes"),
        (changed("axes.1.key", "p"), "axes"),
        (changed("axes.0.key", "P D"), "axes[0].key"),
        (changed("axes.0.it", " "), "axes[0].it"),
        (changed("axes.0.steps.0.value", 0), "axes[0].steps[0].value"),
        (changed("axes.0.steps.0.value", "1"), "axes[0].steps[0].value"),
        (changed("axes.0.steps.0.value", float("nan")), "axes[0].steps[0].value"),
        (changed("axes.0.steps.2.value", 2), "axes[0].steps"),
        (changed("axes.0.steps", [{"value": 1, "it": "x"}]), "axes[0].steps"),
        (changed("axes.0.steps.1", 5), "axes[0].steps[1].it"),
        (changed("combine", "average"), "combine"),
        (changed("combine", "table"), "table"),
        (changed("combine", "table") | {"table": [[1, 2], [1, 2]]}, "table"),
        (changed("combine", "sum") | {"weights": [1]}, "weights"),
        (changed("combine", "sum") | {"weights": [1, -1]}, "weights[1]"),
        (changed("bands.1.min", 2), "bands[1].min"),
        (changed("bands.1.max", 2), "bands[1].max"),
        (changed("bands.0.max", 1), "bands"),
        (changed("bands.2.max", 10), "bands"),
        (changed("bands.2.level", 1), "bands[2].level"),
        (changed("bands.2.level", 5), "bands[2].level"),
        (changed("bands.2.level", True), "bands[2].level"),
        (changed("bands.2.term_days", 91), "bands[2].term_days"),
        (changed("bands.2.term_days", -1), "bands[2].term_days"),
        (changed("bands.2.code", "low"), "bands"),
        (changed("bands.2.code", "Alto!"), "bands[2].code"),
        (changed("bands.2", "x"), "bands[2]"),
    ],
)  # fmt: skip
def test_a_faulty_definition_is_refused_where_it_is_wrong(definition: Any, where: str) -> None:
    assert where in flaws(definition)


def test_a_band_that_no_case_reaches_is_told() -> None:
    made = changed("bands", [*MATRIX["bands"], band("never", 4, 50, 60, 1)])
    assert {doubt.path for doubt in read(made).doubts} == {"bands[3]"}
