"""Every vector, asked as a program asks: one JSON line in, one out."""

import json
from pathlib import Path
from typing import Any

import pytest

from ytefas.methods.kit.batch import answered_line

VECTORS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
)


def close(expected: Any, answer: Any, tolerance: float) -> bool:
    if isinstance(expected, list):
        return (
            isinstance(answer, list)
            and len(answer) == len(expected)
            and all(close(*pair, tolerance) for pair in zip(expected, answer, strict=True))
        )
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return (
            isinstance(answer, int | float)
            and not isinstance(answer, bool)
            and abs(expected - answer) <= tolerance + 1e-12
        )
    return bool(expected == answer)


@pytest.mark.parametrize("vector", VECTORS, ids=[one["id"] for one in VECTORS])
def test_a_vector_is_answered(vector: dict[str, Any]) -> None:
    question = {key: vector[key] for key in ("id", "method", "inputs")}
    answer = json.loads(answered_line(json.dumps(question)))
    tolerance = vector["tolerance"]
    wrong = {
        key: (expected, answer.get(key, "nothing"))
        for key, expected in vector["expected"].items()
        if key not in answer
        or not close(expected, answer[key], tolerance.get(key, tolerance.get("default", 0)))
    }
    assert wrong == {}, answer.get("message")
    if "error" not in vector["expected"]:
        assert answer["error"] is None
