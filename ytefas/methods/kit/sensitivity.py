"""What must change to leave a band: one input at a time, the others as they are.

Every number is searched within its bounds for the value nearest to the present one that brings the
result to the wanted level, every choice and flag for the option that does. Nothing is assumed about
the method: it is asked, as it would be asked by hand, and what is found is a result of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, floor
from typing import Any, Final

from ytefas.methods.kit.inputs import Choice, Flag, Group, Input, Number, Numbers, Rows
from ytefas.methods.kit.method import Method, Outcome, asked
from ytefas.methods.kit.words import Words, number, spoken, words

STEPS: Final = 24  # points on each side of the present value, closer together near it
LEAST_STEPS: Final = 4  # where there are many inputs
MOST_ASKED: Final = 400  # evaluations for finding the ways; each way told takes some more
HALVINGS: Final = 16
MOST_ROWS: Final = 12  # of a table; more rows than that are not each tried
MOST_TOLD: Final = 10  # nobody weighs more ways than that


@dataclass(frozen=True)
class Place:
    """An input inside the inputs: where it is and how to put another value there."""

    path: str
    one: Input
    value: Any
    label: Words
    put: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """A change that is enough, and the result that it gives."""

    place: Place
    to: Any
    outcome: Outcome
    effort: float  # how much of the input's range it takes


def hints(
    method: Method, inputs: Mapping[str, Any], level: int | None, language: str
) -> list[dict[str, Any]]:
    """Tell which single changes bring the result to `level` or below, the least effort first."""
    present = asked(method, inputs)
    band = present.found.band if present.found else None
    if band is None or (level is None and band.level == 0):
        return []
    wanted = band.level - 1 if level is None else level
    if wanted >= band.level or wanted < 0:
        return []
    everywhere = list(places(method.inputs, inputs))
    steps = max(LEAST_STEPS, min(STEPS, MOST_ASKED // (2 * max(len(everywhere), 1))))
    rough = [way for place in everywhere for way in [nearest(method, place, wanted, steps)] if way]
    rough.sort(key=lambda way: way.effort)
    changes = [change for way in rough[:MOST_TOLD] if (change := way.exact()) is not None]
    changes.sort(key=lambda change: change.effort)
    return [hint(change, present, language) for change in changes]


Put = Callable[[Any], dict[str, Any]]


def places(inputs: Sequence[Input], raw: Mapping[str, Any]) -> Iterator[Place]:
    """Find every number, choice and flag that has a value and may be changed.

    Edition, limits and population are no way out: a measure changes the work, not the yardstick.
    """
    yield from _within(inputs, raw, "", None, lambda new: new)


def _within(
    ones: Sequence[Input], there: Mapping[str, Any], path: str, label: Words | None, put: Put
) -> Iterator[Place]:
    for one in ones:
        value = there.get(one.key)
        if value is None or one.yardstick:
            continue
        name = one.label if label is None else words(
            f"{label.it}, {one.label.it}", f"{label.en}, {one.label.en}")  # fmt: skip
        at = path + one.key

        def here(new: Any, key: str = one.key) -> dict[str, Any]:
            return put({**there, key: new})

        if isinstance(one, Number | Choice | Flag):
            yield Place(at, one, value, name, here)
        elif isinstance(one, Group) and isinstance(value, Mapping):
            yield from _within(one.of, value, f"{at}.", name, here)
        elif isinstance(one, Numbers) and isinstance(value, list | tuple):
            yield from _entries(one, value, at, name, here)
        elif isinstance(one, Rows) and isinstance(value, list | tuple):
            yield from _rows(one, value, at, here)


def _rows(one: Rows, rows: Sequence[Any], path: str, put: Put) -> Iterator[Place]:
    for index, row in enumerate(rows[:MOST_ROWS]):
        said = words(f"{one.label.it} {index + 1}", f"{one.label.en} {index + 1}")

        def changed(new: Any, index: int = index) -> dict[str, Any]:
            return put([*rows[:index], new, *rows[index + 1 :]])

        yield from _within(one.of, row, f"{path}[{index}].", said, changed)


def _entries(
    one: Numbers, values: Sequence[Any], path: str, label: Words, put: Put
) -> Iterator[Place]:
    """Find the entries of a list of numbers: an axis, an octave band, a day."""
    for index, value in enumerate(values[:MOST_ROWS]):
        said: Words | str = one.names[index] if index < len(one.names) else str(index + 1)
        it, en = (said, said) if isinstance(said, str) else (said.it, said.en)

        def changed(new: Any, index: int = index) -> dict[str, Any]:
            return put([*values[:index], new, *values[index + 1 :]])

        name = words(f"{label.it}, {it}", f"{label.en}, {en}")
        yield Place(f"{path}[{index}]", one.each, value, name, changed)


Enough = Callable[[Any], Outcome | None]


@dataclass(frozen=True)
class Way:
    """A change that is enough, found in strides; `exact` finds the smallest one on that way."""

    place: Place
    effort: float
    exact: Callable[[], Change | None]


def nearest(method: Method, place: Place, wanted: int, steps: int) -> Way | None:
    """Find the way in which the least change of one input is enough."""

    def enough(value: Any) -> Outcome | None:
        outcome = asked(method, place.put(value))
        band = outcome.found.band if outcome.found else None
        return outcome if band is not None and band.level <= wanted else None

    if isinstance(place.one, Number):
        return _by_number(place, place.one, enough, steps)
    options = (
        [not place.value] if isinstance(place.one, Flag)
        else [option.value for option in place.one.options] if isinstance(place.one, Choice)
        else []
    )  # fmt: skip
    at = options.index(place.value) if place.value in options else 0
    for index in sorted(range(len(options)), key=lambda index: abs(index - at)):
        outcome = enough(options[index]) if options[index] != place.value else None
        if outcome is not None:
            effort = abs(index - at) / max(len(options) - 1, 1)
            change = Change(place, options[index], outcome, effort)
            return Way(place, effort, partial(_same, change))
    return None


def _same(change: Change) -> Change:
    return change


def _by_number(place: Place, one: Number, enough: Enough, steps: int) -> Way | None:
    start, best = float(place.value), None
    for end in {"less": (one.low,), "more": (one.high,)}.get(one.only or "", (one.low, one.high)):
        reached = _strides(start, end, one, enough, steps)
        if reached is None:
            continue
        before, good = reached
        span = max(abs(end - start), abs(start), 1e-9)

        def exact(before: float = before, good: float = good, span: float = span) -> Change | None:
            found = _closed_in(before, good, one, enough)
            return found and Change(place, found[0], found[1], abs(found[0] - start) / span)

        way = Way(place, abs(good - start) / span, exact)
        if best is None or way.effort < best.effort:
            best = way
    return best


def _strides(
    start: float, end: float, one: Number, enough: Enough, steps: int
) -> tuple[float, float] | None:
    """Walk towards an end in growing strides; give the last point short of it, and the first."""
    before = start
    for step in range(1, steps + 1) if start != end else ():
        point = start + (end - start) * (step / steps) ** 2
        if enough(_tidy(point, one)) is not None:
            return before, point
        before = point
    return None


def _closed_in(
    before: float, good: float, one: Number, enough: Enough
) -> tuple[float, Outcome] | None:
    for _ in range(HALVINGS):
        middle = (before + good) / 2
        if enough(_tidy(middle, one)) is None:
            before = middle
        else:
            good = middle
    return _rounded(before, good, one, enough)


def _rounded(
    short: float, good: float, one: Number, enough: Enough
) -> tuple[float, Outcome] | None:
    """Say it with as few digits as do, on the side that is enough."""
    if one.grain is not None:
        steps = good / one.grain
        for at in sorted((floor(steps), ceil(steps)), key=lambda at: abs(at - steps)):
            value = at * one.grain
            found = enough(value) if one.low <= value <= one.high else None
            if found is not None:
                return value, found
        return None
    for digits in range(0 if one.integer else -1, 1 if one.integer else 7):
        unit = 10.0**-digits
        places_ = (good // unit * unit, (good // unit + 1) * unit)
        for value in sorted(places_, key=lambda value: abs(value - good)):
            value = round(value, max(digits, 0))  # noqa: PLW2901 - the same number, written
            near = abs(value - good) <= max(abs(good) * 0.02, abs(good - short) * 4)
            if one.low <= value <= one.high and (near or one.integer):
                found = enough(_tidy(value, one))
                if found is not None:
                    return value, found
    found = enough(_tidy(good, one))
    return None if found is None else (good, found)


def _tidy(value: float, one: Number) -> float:
    return round(value) if one.integer else value


def unit_of(one: Number, outcome: Outcome) -> str:
    """Give the unit, where another input decides on it, too."""
    if one.unit_by is None:
        return one.unit
    key, units = one.unit_by
    return units.get(getattr(outcome.given, key, None) or "", one.unit)


def hint(change: Change, present: Outcome, language: str) -> dict[str, Any]:
    """Tell a change as plain data, with a sentence."""
    place, outcome = change.place, change.outcome
    one = place.one
    unit = unit_of(one, outcome) if isinstance(one, Number) else ""
    band = outcome.found.band if outcome.found else None
    main = outcome.method.main
    scale = (outcome.found.scale if outcome.found else None) or next(
        iter(outcome.method.scales), None
    )
    digits = scale.shown if scale is not None else 2

    def shown(value: Any) -> str:
        if isinstance(one, Choice):
            label = next((o.label for o in one.options if o.value == value), None)
            return label.in_(language) if label else str(value)
        return spoken(value, language) + (f" {unit}" if unit else "")

    def scored(result: Outcome) -> str:
        score = result.score
        return "–" if score is None else number(score, language, digits)

    sentence = words(
        "{label} da {start} a {end}: {measure} passa da {before} a {after} ({word}).",
        "{label} from {start} to {end}: {measure} goes from {before} to {after} ({word}).",
    ).filled(
        label=place.label, start=shown(place.value), end=shown(change.to),
        measure=main.label if main else outcome.method.name,
        before=scored(present), after=scored(outcome),
        word=band.word if band else "",
    )  # fmt: skip
    return {
        "path": place.path, "label": place.label.in_(language), "symbol": one.symbol, "unit": unit,
        "from": place.value, "to": change.to, "digits": digits,
        "level": band.level if band else None, "word": band.word.in_(language) if band else "",
        "score": outcome.score, "sentence": sentence.in_(language),
    }  # fmt: skip
