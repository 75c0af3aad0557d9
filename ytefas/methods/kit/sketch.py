"""A studio's matrix while it is being made: what is wrong, and every cell that can be drawn.

A definition may be half done; its cells are scored as far as its axes go, and have a level where a
band holds them.
"""

import importlib
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, Final, TypedDict

from ytefas.methods.kit.definition import (
    COMBINATIONS,
    MOST_BANDS,
    MOST_SCORE,
    MOST_STEPS,
    Combine,
    Reading,
    read,
)
from ytefas.methods.kit.matrix import MatrixModel
from ytefas.methods.kit.method import Method
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.words import words

Told = dict[str, Any]
TEMPLATES: Final = ("pxd_4x4", "pxd_5x5", "matrix_2d_plus_p", "fine_kinney")
_AXES: Final = (2, 3)


class Slice(TypedDict):
    """The first two axes, where the third one stands at a step."""

    at: float | None
    cells: list[list[Told]]


def checked(definition: Any, language: str) -> Told:
    """Say what is wrong and doubtful in a definition, and draw what can be drawn of it."""
    reading = read(definition)
    return {
        "flaws": _said(reading, language, doubts=False),
        "doubts": _said(reading, language, doubts=True),
        "slices": slices(definition),
    }


def _said(reading: Reading, language: str, *, doubts: bool) -> list[Told]:
    told = reading.doubts if doubts else reading.flaws
    return [{"path": one.path, "sentence": one.said.in_(language)} for one in told]


def slices(definition: Any) -> list[Slice]:
    """Score every cell, up to where the definition can be read; rows by the first axis."""
    axes = _values(definition)
    if not axes:
        return []
    combine = COMBINATIONS.get(str(definition.get("combine")))
    bands = definition.get("bands")
    some = bands[:MOST_BANDS] if isinstance(bands, list) else []
    known = [one for one in some if isinstance(one, Mapping)]
    made: list[Slice] = []
    for third in axes[2] if len(axes) > 2 else (None,):  # noqa: PLR2004 - a third axis
        others = () if third is None else (third,)
        cells = [
            [_cell(_score(definition, combine, (y, x), (first, second, *others)), known)
             for x, second in enumerate(axes[1])]
            for y, first in enumerate(axes[0])
        ]  # fmt: skip
        made.append({"at": third, "cells": cells})
    return made


def _values(definition: Any) -> list[list[float | None]]:
    """Read the values of the axes; none at all where there are no axes to draw."""
    axes = definition.get("axes") if isinstance(definition, Mapping) else None
    if not isinstance(axes, list) or len(axes) not in _AXES:
        return []
    found = []
    for axis in axes:
        steps = axis.get("steps") if isinstance(axis, Mapping) else None
        if not isinstance(steps, list) or not 0 < len(steps) <= MOST_STEPS:
            return []
        found.append([_number(one.get("value")) if isinstance(one, Mapping) else None
                      for one in steps])  # fmt: skip
    return found


def _score(
    definition: Mapping[str, Any], combine: Combine | None, at: tuple[int, int],
    values: Sequence[float | None],
) -> float | None:  # fmt: skip
    if combine is None:
        return None
    if combine == "table":
        raw, (y, x) = definition.get("table"), at
        row = raw[y] if isinstance(raw, list) and y < len(raw) else None
        return _number(row[x]) if isinstance(row, list) and x < len(row) else None
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    weights: tuple[float, ...] = ()
    if combine == "sum" and definition.get("weights"):
        given = definition["weights"]
        read_ = [_number(one) for one in given] if isinstance(given, list) else []
        weights = tuple(one for one in read_ if one is not None)
        if len(weights) != len(values):
            return None
    return MatrixModel((), combine, None, weights).score(known)  # type: ignore[arg-type]


def _cell(score: float | None, bands: Sequence[Mapping[str, Any]]) -> Told:
    for band in bands:
        low, high, level = _number(band.get("min")), _number(band.get("max")), band.get("level")
        if score is None or low is None or high is None or not low <= score <= high:
            continue
        return {"score": score, "level": level if level in range(5) else None}
    return {"score": score, "level": None}


def _number(raw: Any) -> float | None:
    return raw if raw.__class__ in (int, float) and abs(raw) <= MOST_SCORE else None


def template(method: Method, model: MatrixModel) -> Told:
    """Write a built-in matrix as the definition of a studio's own, to begin with."""
    scores = sorted({score for _, score in model.reachable()})
    bands = []
    for band in model.scale.bands:
        held = [score for score in scores if model.scale.band(score) is band]
        asks = band.consequence
        bands.append({
            "code": band.code, "level": band.level, "it": band.word.it, "en": band.word.en,
            "min": _plain(held[0]), "max": _plain(held[-1]),
            "asks_it": asks.it if asks else "", "asks_en": asks.en if asks else "",
            "term_days": None,
        })  # fmt: skip
    definition: Told = {
        "axes": [
            {"key": axis.key, "it": axis.label.it, "en": axis.label.en,
             "steps": [{"value": value, "it": name.it, "en": name.en}
                       for value, name in zip(axis.values, axis.names, strict=True)]}
            for axis in model.axes
        ],
        "combine": model.combine,
        "bands": bands,
    }  # fmt: skip
    if model.weights:
        definition["weights"] = list(model.weights)
    if model.table:
        definition["table"] = [list(row) for row in model.table]
    return {"id": method.id, "name": method.name.both(), "definition": definition}


def templates(language: str) -> list[Told]:
    """Give what a studio's own matrix may begin with: those of the program, and an empty one."""
    made = []
    for name in TEMPLATES:
        method = find(name)
        model = importlib.import_module(f"ytefas.methods.{name}_{method.version}").MODEL
        made.append(template(method, model))
    empty = words("Vuota, tre per tre", "Empty, three by three")
    made.append({"id": "empty", "name": empty.both(), "definition": plainest()})
    return [{**one, "name": one["name"][language]} for one in made]


def plainest(steps: int = 3) -> Told:
    """Give a matrix of so many steps with nothing said yet, to fill in."""
    scores = sorted({y * x for y, x in product(range(1, steps + 1), repeat=2)})
    return {
        "axes": [
            {"key": key, "it": it, "en": en,
             "steps": [{"value": at, "it": "", "en": ""} for at in range(1, steps + 1)]}
            for key, it, en in (("p", "Probabilità", "Probability"), ("d", "Danno", "Harm"))
        ],
        "combine": "product",
        "bands": [
            {"code": "low", "level": 1, "it": "Basso", "en": "Low", "min": scores[0],
             "max": scores[1], "asks_it": "", "asks_en": "", "term_days": None},
            {"code": "medium", "level": 2, "it": "Medio", "en": "Medium", "min": scores[2],
             "max": scores[-3], "asks_it": "", "asks_en": "", "term_days": None},
            {"code": "high", "level": 4, "it": "Alto", "en": "High", "min": scores[-2],
             "max": scores[-1], "asks_it": "", "asks_en": "", "term_days": None},
        ],
    }  # fmt: skip


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value
