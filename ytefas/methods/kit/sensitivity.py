"""What must change to leave a band: one input at a time, the others as they are.

Every number is searched within its bounds for the value nearest to the present one that brings the
result to the wanted level, every choice and flag for the option that does. Nothing is assumed about
the method: it is asked, as it would be asked by hand, and what is found is a result of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ytefas.methods.kit.inputs import Choice, Flag, Group, Input, Number, Rows
from ytefas.methods.kit.method import Method, Outcome, asked
from ytefas.methods.kit.words import Words, number, spoken, words

STEPS: Final = 24  # points on each side of the present value, closer together near it
HALVINGS: Final = 22
MOST_ROWS: Final = 12  # of a table; more rows than that are not each tried


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
    found = [
        change
        for place in places(method.inputs, inputs)
        if (change := least_change(method, place, wanted)) is not None
    ]
    found.sort(key=lambda change: change.effort)
    return [hint(change, present, language) for change in found]


def places(inputs: Sequence[Input], raw: Mapping[str, Any]) -> Iterator[Place]:
    """Find every number, choice and flag that has a value and may be changed.

    Edition, limits and population are no way out: a measure changes the work, not the yardstick.
    """

    def within(
        ones: Sequence[Input], there: Mapping[str, Any], path: str, label: Words | None,
        put: Callable[[dict[str, Any]], dict[str, Any]],
    ) -> Iterator[Place]:  # fmt: skip
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
                yield from within(one.of, value, f"{at}.", name, here)
            elif isinstance(one, Rows) and isinstance(value, list | tuple):
                for index, row in enumerate(value[:MOST_ROWS]):
                    said = words(f"{one.label.it} {index + 1}", f"{one.label.en} {index + 1}")

                    def row_put(
                        new: dict[str, Any], index: int = index,
                        rows: Sequence[Any] = tuple(value),
                        above: Callable[[Any], dict[str, Any]] = here,
                    ) -> dict[str, Any]:  # fmt: skip
                        return above([*rows[:index], new, *rows[index + 1 :]])

                    yield from within(one.of, row, f"{at}[{index}].", said, row_put)

    yield from within(inputs, raw, "", None, lambda new: new)


def least_change(method: Method, place: Place, wanted: int) -> Change | None:
    """Find the smallest change of one input that is enough."""

    def enough(value: Any) -> Outcome | None:
        outcome = asked(method, place.put(value))
        band = outcome.found.band if outcome.found else None
        return outcome if band is not None and band.level <= wanted else None

    if isinstance(place.one, Number):
        return _nearest(place, place.one, enough)
    options = (
        [not place.value] if isinstance(place.one, Flag)
        else [option.value for option in place.one.options] if isinstance(place.one, Choice)
        else []
    )  # fmt: skip
    at = options.index(place.value) if place.value in options else 0
    ordered = sorted(range(len(options)), key=lambda index: abs(index - at))
    for index in ordered:
        if options[index] == place.value:
            continue
        outcome = enough(options[index])
        if outcome is not None:
            effort = abs(index - at) / max(len(options) - 1, 1)
            return Change(place, options[index], outcome, effort)
    return None


def _nearest(place: Place, one: Number, enough: Callable[[Any], Outcome | None]) -> Change | None:
    best: Change | None = None
    for end in (one.low, one.high):
        reached = _toward(float(place.value), end, one, enough)
        if reached is None:
            continue
        value, outcome = reached
        span = max(abs(end - place.value), abs(place.value), 1e-9)
        change = Change(place, value, outcome, abs(value - place.value) / span)
        if best is None or change.effort < best.effort:
            best = change
    return best


def _toward(
    start: float, end: float, one: Number, enough: Callable[[Any], Outcome | None]
) -> tuple[float, Outcome] | None:
    """Walk towards an end in growing strides; then close in on the first point that is enough."""
    if start == end:
        return None
    before = start
    for step in range(1, STEPS + 1):
        point = start + (end - start) * (step / STEPS) ** 2
        found = enough(_tidy(point, one))
        if found is not None:
            good = point
            break
        before = point
    else:
        return None
    for _ in range(HALVINGS):
        middle = (before + good) / 2
        if enough(_tidy(middle, one)) is None:
            before = middle
        else:
            good = middle
    return _rounded(before, good, one, enough)


def _rounded(
    short: float, good: float, one: Number, enough: Callable[[Any], Outcome | None]
) -> tuple[float, Outcome] | None:
    """Say it with as few digits as do, on the side that is enough."""
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
