"""Inputs made from the declarations alone: within the bounds, on them, and beside them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ytefas.methods.kit.inputs import (
    Choice,
    Codes,
    Flag,
    Group,
    Input,
    Number,
    Numbers,
    Rows,
    Text,
)

MANY = 4  # entries of a list at most, beyond its least


def within(inputs: Sequence[Input], chance: random.Random) -> dict[str, Any]:
    """Make an object that every bound allows; what is optional is there now and then.

    What is asked only in a certain case is mostly there in that case: few such are left blank.
    """
    made: dict[str, Any] = {}
    for one in inputs:
        shown = one.when is not None and made.get(one.when[0]) in one.when[1]
        if one.required or chance.random() < (0.95 if shown else 0.4):
            made[one.key] = value(one, chance)
    return made


def value(one: Input, chance: random.Random) -> Any:
    match one:
        case Number():
            return _number(one, chance)
        case Choice():
            return chance.choice(one.options).value
        case Flag():
            return chance.random() < 0.5
        case Text():
            return 'Però, «à» < & "x"'
        case Numbers():
            return [_number(one.each, chance) for _ in range(_count(one, chance))]
        case Codes():
            count = min(_count(one, chance), len(one.known))
            return chance.sample(list(one.known), count)
        case Group():
            return within(one.of, chance)
        case Rows():
            return [within(one.of, chance) for _ in range(_count(one, chance))]
        case _:
            raise TypeError(type(one).__name__)


def _count(one: Numbers | Codes | Rows, chance: random.Random) -> int:
    return chance.randint(one.least, min(one.most, one.least + MANY))


def _number(one: Number, chance: random.Random) -> float:
    inside = 1e-6 * (one.high - one.low)
    low = one.low + (inside if one.above else 0)
    high = one.high - (inside if one.under else 0)
    kind = chance.random()
    if kind < 0.08:
        number = low
    elif kind < 0.16:
        number = high
    elif kind < 0.4 and low <= 0 <= high:
        number = min(high, max(low, chance.choice([0.0, 0.001, 0.5, 1, 2, 5, 10])))
        number = low if one.above and number <= one.low else number
    else:
        number = chance.uniform(low, high)
    if one.integer:
        return max(int(-(-low // 1)), min(int(high // 1), round(number)))
    return round(number, 3) if low <= round(number, 3) <= high else number


def wrong(inputs: Sequence[Input], good: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Spoil one thing at a time: every kind of bad input, for every input."""
    yield "unknown key", {**good, "no_such_input": 1}
    for one in inputs:
        rest = {key: there for key, there in good.items() if key != one.key}
        if one.required:
            yield f"{one.key} missing", rest
            yield f"{one.key} null", {**rest, one.key: None}
        for what, bad in _bad(one, good.get(one.key)):
            yield f"{one.key} {what}", {**rest, one.key: bad}


def _bad(one: Input, good: Any) -> Iterator[tuple[str, Any]]:  # noqa: C901, PLR0912 - by kind
    yield "object", {"a": 1} if not isinstance(one, Group) else 5
    match one:
        case Number():
            yield from (("text", "12"), ("flag", True), ("list", [1]))
            yield from (("nan", float("nan")), ("inf", float("inf")), ("-inf", float("-inf")))
            yield from (("huge", 10**400), ("below", one.low - 1), ("beyond", one.high + 1))
            if one.above:
                yield "lower bound", one.low
            if one.under:
                yield "upper bound", one.high
            if one.integer:
                yield "fraction", one.low + 0.5
        case Choice():
            yield from (("unlisted", "no such option"), ("number", 987654), ("nan", float("nan")))
        case Flag():
            yield from (("number", 1), ("text", "true"))
        case Text():
            yield from (("number", 1), ("too long", "x" * (one.most + 1)))
        case Numbers():
            yield from (("text", "1,2"), ("text inside", ["a"] * max(one.least, 1)))
            yield from _counts(one, one.each.low)
            yield "nan inside", [float("nan")] * max(one.least, 1)
            yield "below inside", [one.each.low - 1] * max(one.least, 1)
        case Codes():
            yield from (("text", "H315"), ("unknown code", ["H999"]), ("number inside", [1]))
        case Group():
            yield from (("missing inside", {}),) if any(i.required for i in one.of) else ()
            yield "unknown inside", {**(good or {}), "no_such_input": 1}
        case Rows():
            yield from (("text", "x"), ("number inside", [1] * max(one.least, 1)))
            yield from _counts(one, {})
            if good:
                yield "unknown inside", [{**good[0], "no_such_input": 1}, *good[1:]]
                for inner in one.of:
                    for what, bad in _bad(inner, good[0].get(inner.key)):
                        yield f"[0].{inner.key} {what}", [{**good[0], inner.key: bad}, *good[1:]]
        case _:
            raise TypeError(type(one).__name__)


def _counts(one: Numbers | Rows, filler: Any) -> Iterator[tuple[str, Any]]:
    if one.least > 0:
        yield "too few", [filler] * (one.least - 1)
    yield "too many", [filler] * (one.most + 1)
