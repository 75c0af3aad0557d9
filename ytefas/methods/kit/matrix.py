"""Matrices: axes, how they combine, bands. One model for ours and for those a studio makes.

A studio's matrix is a row of `evaluation_method` with a definition of this form; it is checked when
it is saved, and locked once something was rated with it: a change is the next version.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal

from ytefas.methods.kit.bands import NO_UPPER_EDGE, Band, Scale
from ytefas.methods.kit.inputs import Choice, Given, Input, Option
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import half_up
from ytefas.methods.kit.pictures import Axis, Cell, Matrix, Picture
from ytefas.methods.kit.steps import Explain, Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words

PLACES = 6  # products of decimal scale points are decimal numbers: 0.2 · 6 · 7 is 8.4


@dataclass(frozen=True)
class MatrixModel:
    """What a matrix is: two or more axes, and how their values make a score."""

    axes: tuple[Axis, ...]
    combine: Literal["product", "sum", "table"]
    scale: Scale
    weights: tuple[float, ...] = ()  # of a sum, one for each axis
    table: tuple[tuple[float, ...], ...] = ()  # by the first axis, then the second

    def score(self, values: Sequence[float]) -> float:
        if self.combine == "product":
            return half_up(prod(values), PLACES)
        if self.combine == "sum":
            weights = self.weights or (1.0,) * len(values)
            return half_up(sum(w * v for w, v in zip(weights, values, strict=True)), PLACES)
        first, second = self.axes
        return self.table[first.values.index(values[0])][second.values.index(values[1])]

    def reachable(self) -> Iterator[tuple[tuple[float, ...], float]]:
        """Every case there is, with its score."""
        for values in product(*(axis.values for axis in self.axes)):
            yield values, self.score(values)


@dataclass(frozen=True)
class Variants:
    """Other ways to cut the same scores, where the tradition has several: an input chooses."""

    key: str
    label: Words
    help: Words
    default: str
    names: Mapping[str, Words]
    scales: Mapping[str, Scale]

    def scale(self, given: Given) -> Scale:
        return self.scales[getattr(given, self.key)]

    def asked(self) -> Choice:
        return Choice(
            key=self.key, label=self.label, help=self.help, required=False, default=self.default,
            yardstick=True,
            options=tuple(Option(code, name) for code, name in self.names.items()),
        )  # fmt: skip


def matrix_calculation(
    model: MatrixModel, band_key: str, score_key: str = "score", variants: Variants | None = None
) -> Callable[[Given], Found]:
    """Make the function that rates by a matrix."""
    keys = [axis.key for axis in model.axes]

    def calculate(given: Given) -> Found:
        score = model.score([getattr(given, key) for key in keys])
        scale = variants.scale(given) if variants else model.scale
        band = scale.band(score)
        return Found({score_key: score, band_key: band.code}, band, scale)

    return calculate


def matrix_inputs(
    model: MatrixModel, helps: Mapping[str, Words] | None = None,
    symbols: Mapping[str, str] | None = None,
) -> tuple[Choice, ...]:  # fmt: skip
    """Ask for one step on each axis."""
    return tuple(
        Choice(
            key=axis.key, label=axis.label, symbol=_symbol(axis, symbols),
            help=(helps or {}).get(axis.key),
            options=tuple(Option(_plain(value), name)
                          for value, name in zip(axis.values, axis.names, strict=True)),
        )
        for axis in model.axes
    )  # fmt: skip


def _symbol(axis: Axis, symbols: Mapping[str, str] | None) -> str | None:
    return (symbols or {}).get(axis.key) or (axis.key.upper() if len(axis.key) == 1 else None)


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def matrix_explanation(
    model: MatrixModel, score_key: str = "score", symbols: Mapping[str, str] | None = None
) -> Explain:
    """Explain a rating by a matrix: the steps chosen, the score, the band."""

    def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
        parts = []
        for at, axis in enumerate(model.axes):
            value = getattr(given, axis.key)
            name = axis.names[axis.values.index(value)]
            yield Line(_symbol(axis, symbols) or axis.key, axis.label, name, value)
            weight = model.weights[at] if model.weights else 1
            parts.append(say(value) if weight == 1 else f"{say(_plain(weight))} · {say(value)}")
        how = {"product": " · ", "sum": " + ", "table": " × "}[model.combine].join(parts)
        score = found.values[score_key]
        yield Line("R", model.scale.label, how, score, total=True)
        if found.band is not None:
            yield _bands(found.scale or model.scale, found.band)
            if found.band.consequence is not None:
                yield Rule(found.band.consequence)

    return explain


def _bands(scale: Scale, found: Band) -> Table:
    """Write the bands down with their edges, the one that was found marked."""
    lower, upper = ("≥", "<") if scale.closed == "lower" else (">", "≤")
    rows: list[tuple[Words, Words]] = []
    edge: float | None = None
    for band in scale.bands:
        sides = [f"{lower} {{low}}"] if edge is not None else []
        sides += [f"{upper} {{high}}"] if band.upto != NO_UPPER_EDGE else []
        side = " · ".join(sides)
        rows.append((words(side, side).filled(low=edge, high=band.upto), band.word))
        edge = band.upto
    return Table(words("Fasce", "Bands"), ("R", words("Classe", "Class")), rows,
                 marked=(scale.bands.index(found), 1))  # fmt: skip


def matrix_picture(model: MatrixModel, title: Words) -> Callable[[Given, Found], list[Picture]]:
    """Draw two axes: the second to the right, the first upwards; the rest as it stands."""
    first, second = model.axes[0], model.axes[1]

    def picture(given: Given, found: Found) -> list[Picture]:
        others = [getattr(given, axis.key) for axis in model.axes[2:]]
        scale = found.scale or model.scale
        cells = tuple(
            tuple(_cell(model, scale, [y, x, *others]) for x in second.values) for y in first.values
        )
        at = (second.values.index(getattr(given, second.key)),
              first.values.index(getattr(given, first.key)))  # fmt: skip
        named = title
        for axis, value in zip(model.axes[2:], others, strict=True):
            named = words("{of}; {axis}: {value}", "{of}; {axis}: {value}").filled(
                of=named, axis=axis.label, value=value
            )
        return [Matrix(title=named, x=second, y=first, cells=cells, at=at)]

    return picture


def _cell(model: MatrixModel, scale: Scale, values: Sequence[float]) -> Cell:
    score = model.score(values)
    return Cell(score, scale.band(score).level)


def matrix_method(
    *, id: str, version: int, name: Words, about: Words, edition: Words | str,  # noqa: A002 - its name
    model: MatrixModel, sources: tuple[Source, ...], examples: tuple[Example, ...],
    band_key: str = "class", helps: Mapping[str, Words] | None = None,
    symbols: Mapping[str, str] | None = None, variants: Variants | None = None,
    doubts: tuple[Words, ...] = (),
) -> Method:  # fmt: skip
    """Declare a method that is a matrix and nothing else."""
    inputs: tuple[Input, ...] = matrix_inputs(model, helps, symbols)
    if variants is not None:
        inputs += (variants.asked(),)
    return Method(
        id=id, version=version, family="matrix", name=name, about=about, edition=edition,
        sources=sources, inputs=inputs,
        results=(Shown("score", model.scale.label, main=True),),
        calculate=matrix_calculation(model, band_key, variants=variants),
        explain=matrix_explanation(model, symbols=symbols), examples=examples,
        scales=tuple(variants.scales.values()) if variants else (model.scale,), doubts=doubts,
        picture=matrix_picture(model, name),
    )  # fmt: skip
