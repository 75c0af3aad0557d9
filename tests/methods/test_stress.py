"""Work-related stress: every cut of every dimension, the conversion, the point taken away."""

from typing import Any

import pytest

from tests.methods.asking import answer, refusal
from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Line

CUTS = {
    "environment": (13, 5, 9), "task_planning": (6, 2, 4), "workload_pace": (9, 4, 7),
    "working_hours": (8, 2, 5), "function_culture": (11, 4, 7), "role": (4, 1, 3),
    "career": (3, 1, 2), "autonomy": (5, 1, 3), "relations": (3, 1, 2),
}  # fmt: skip
CONTENT, CONTEXT = tuple(CUTS)[:4], tuple(CUTS)[4:]


def points(total: int, keys: tuple[str, ...]) -> dict[str, int]:
    """Spread points over dimensions, the first ones first."""
    spread = {}
    for key in keys:
        spread[key] = min(total, CUTS[key][0])
        total -= spread[key]
    return spread


def group(a: int = 0, b: int = 0, c: int = 0, home: int = 1) -> dict[str, Any]:
    return {"area_a_raw": a, "content": points(b, CONTENT), "context": points(c, CONTEXT),
            "home_work_score": home}  # fmt: skip


@pytest.mark.parametrize("dimension", CUTS)
def test_a_dimension_is_cut_where_the_manual_cuts_it(dimension: str) -> None:
    most, low, medium = CUTS[dimension]
    for score in range(most + 1):
        expected = "low" if score <= low else "medium" if score <= medium else "high"
        assert answer("inail_sub", dimension=dimension, score=score)["level"] == expected
        part = "content" if dimension in CONTENT else "context"
        given = group()
        given[part][dimension] = score
        assert answer("inail_stress", **given)[f"{dimension}_level"] == expected
    assert "0" in refusal("inail_sub", dimension=dimension, score=most + 1)["it"]
    given = group()
    given["content" if dimension in CONTENT else "context"][dimension] = most + 1
    assert refusal("inail_stress", **given)["path"].endswith(dimension)


@pytest.mark.parametrize(
    ("raw", "converted", "level"),
    [(0, 0, "low"), (10, 0, "low"), (11, 2, "medium"), (20, 2, "medium"), (21, 5, "high"),
     (40, 5, "high")],
)  # fmt: skip
def test_sentinel_events_are_converted(raw: int, converted: int, level: str) -> None:
    found = answer("inail_stress", **group(a=raw))
    assert (found["area_a_converted"], found["area_a_level"]) == (converted, level)


@pytest.mark.parametrize(
    ("b", "level"), [(13, "low"), (14, "medium"), (25, "medium"), (26, "high")]
)
def test_the_content_is_cut(b: int, level: str) -> None:
    found = answer("inail_stress", **group(b=b))
    assert (found["content_total"], found["content_level"]) == (b, level)


@pytest.mark.parametrize(("c", "level"), [(8, "low"), (9, "medium"), (17, "medium"), (18, "high")])
def test_the_context_is_cut(c: int, level: str) -> None:
    found = answer("inail_stress", **group(c=c))
    assert (found["context_total"], found["context_level"]) == (c, level)


@pytest.mark.parametrize(
    ("total", "level"), [(17, "low"), (18, "medium"), (34, "medium"), (35, "high")]
)
def test_the_total_is_cut(total: int, level: str) -> None:
    found = answer("inail_stress", **group(b=min(total, 36), c=max(0, total - 36)))
    assert (found["total"], found["level"], found["class"]) == (total, level, level)


def test_no_trouble_between_home_and_work_takes_a_point_away() -> None:
    for home in range(5):
        found = answer("inail_stress", **group(home=home))
        assert found["total"] == found["context_total"] == (-1 if home == 0 else 0)
    assert answer("inail_stress", **group(40, 36, 26, 4))["total"] == 67


def test_a_low_total_does_not_hide_a_high_dimension() -> None:
    found = answer("inail_stress", **group(c=11))
    assert found["warnings"] == ["high_dimension"]
    assert "cultura organizzativa" in found["messages"]["high_dimension"]["it"]
    assert answer("inail_stress", **group(b=36))["warnings"] == []


def test_what_follows_depends_on_the_level() -> None:
    keys = ("record_and_monitor", "corrective_measures", "in_depth_expected")
    for b, a, expected in ((0, 0, (True, False, False)), (18, 0, (False, True, False)),
                           (36, 40, (False, True, True))):  # fmt: skip
        found = answer("inail_stress", **group(a=a, b=b))
        assert tuple(found[key] for key in keys) == expected


@pytest.mark.parametrize(
    ("key", "wrong"), [("area_a_raw", -1), ("area_a_raw", 41), ("area_a_raw", 3.5),
                       ("home_work_score", 5), ("home_work_score", -1)]
)  # fmt: skip
def test_points_beyond_the_checklist_are_refused(key: str, wrong: float) -> None:
    assert refusal("inail_stress", **(group() | {key: wrong}))["path"] == key


def test_the_sum_is_written_with_its_sign() -> None:
    outcome = asked(find("inail_stress"), group(home=0))
    how = [step.how for step in explained(outcome, "it") if isinstance(step, Line)]
    assert "0 + 0 + 0 + 0 + 0 − 1" in how
    assert how[-1] == "0 + 0 − 1"
    bars = next(one for one in pictured(outcome) if one.kind == "bars")
    assert len(bars.bars) == len(CUTS)


@pytest.mark.parametrize(
    ("trend", "points"), [("decreased", 0), ("none", 0), ("unchanged", 1), ("increased", 4)]
)
def test_each_indicator_has_its_points(trend: str, points: int) -> None:
    calm = dict(find("inail_sentinel").examples[0].inputs)
    for key, value in calm.items():
        if isinstance(value, str):
            assert answer("inail_sentinel", **(calm | {key: trend}))["area_a_raw"] == points
        else:
            assert answer("inail_sentinel", **(calm | {key: True}))["area_a_raw"] == 4
