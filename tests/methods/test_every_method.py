"""What every method promises, whichever it is: found by its declaration, asked by its bounds."""

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.methods.samples import within, wrong
from tests.methods.test_vectors import close
from ytefas.methods.kit.bands import Scale
from ytefas.methods.kit.families import FAMILIES
from ytefas.methods.kit.faults import OUT_OF_RANGE
from ytefas.methods.kit.inputs import Choice, Codes, Group, Input, Number, Numbers, Rows
from ytefas.methods.kit.method import Method, Outcome, asked, explained, pictured
from ytefas.methods.kit.page import page
from ytefas.methods.kit.registry import versions
from ytefas.methods.kit.steps import Line
from ytefas.methods.kit.telling import described, result
from ytefas.methods.kit.words import Words

METHODS = [method for known in versions().values() for method in known.values()]
BY_NAME = {f"{method.id}@{method.version}": method for method in METHODS}
CASES = 300
every = pytest.mark.parametrize("method", METHODS, ids=list(BY_NAME))


def cases(method: Method, count: int = CASES) -> Iterator[dict[str, Any]]:
    chance = random.Random(f"{method.id} {method.version}")  # noqa: S311 - the same each time
    yield from (dict(example.inputs) for example in method.examples)
    yield from (within(method.inputs, chance) for _ in range(count))


def good(method: Method) -> dict[str, Any]:
    """Find inputs that are answered, as full as they come."""
    found = [one for one in cases(method) if asked(method, one).error is None]
    return max(found, key=lambda one: len(json.dumps(one)))


def whole(outcome: Outcome) -> None:
    """Hold a result to its declaration."""
    method, found = outcome.method, outcome.found
    assert found is not None
    json.dumps(outcome.flat(), allow_nan=False)
    for shown in method.results:
        assert shown.key in found.values, shown.key
    assert set(found.flags) <= {duty.key for duty in method.duties}
    assert {code for code, _ in found.notices} <= set(method.notices)
    if found.band is not None and method.scales:
        assert any(found.band in scale.bands for scale in method.scales)
    for language in ("it", "en"):
        json.dumps(result(outcome, language), allow_nan=False)


# -- total on its domain


@every
def test_whatever_the_bounds_allow_is_answered(method: Method) -> None:
    told: Counter[str | None] = Counter()
    for inputs in cases(method):
        outcome = asked(method, json.loads(json.dumps(inputs)))
        told[outcome.error] += 1
        if outcome.error is None:
            whole(outcome)
        else:
            assert outcome.error == OUT_OF_RANGE or outcome.error.startswith("not_applicable_")
            for fault in outcome.faults:
                said = fault.sentence()
                assert len(said.it) > 10
                assert len(said.en) > 10
                assert "{" not in said.it + said.en
            if outcome.instead is not None:
                assert outcome.instead in versions(), "what to use instead exists"
    assert told[None] > CASES / 20, f"hardly ever answered: {told}"


@every
def test_the_same_question_has_the_same_answer_and_keeps_its_inputs(method: Method) -> None:
    for inputs in cases(method, 20):
        before = json.dumps(inputs)
        assert asked(method, inputs).flat() == asked(method, inputs).flat()
        assert json.dumps(inputs) == before


@every
def test_bad_input_of_every_kind_is_refused_with_what_is_allowed(method: Method) -> None:
    for what, spoiled in wrong(method.inputs, good(method)):
        outcome = asked(method, spoiled)
        assert outcome.error == OUT_OF_RANGE, what
        assert outcome.found is None
        assert outcome.faults, what
        for fault in outcome.faults:
            said = fault.sentence()
            assert said.it != said.en, (what, said)
            assert "{" not in said.it + said.en, (what, said)
        answer = outcome.flat()
        json.dumps(answer, allow_nan=False)
        assert answer["class"] is None


@pytest.mark.parametrize("raw", [None, [], "x", 1, True])
@every
def test_what_is_no_object_is_refused(method: Method, raw: Any) -> None:
    assert asked(method, raw).error == OUT_OF_RANGE


# -- bands


def edges(scale: Scale) -> list[float]:
    return [band.upto for band in scale.bands]


@every
def test_bands_cover_without_gap_or_overlap(method: Method) -> None:
    for scale in method.scales:
        upper = edges(scale)
        assert upper == sorted(set(upper)), "edges rise"
        assert upper[-1] == math.inf or scale.high is not None, "the last one has no end"
        if not scale.window:
            levels = [band.level for band in scale.bands]
            assert len({band.code for band in scale.bands}) == len(scale.bands)
            assert levels == sorted(levels)
        assert all(0 <= band.level <= 4 for band in scale.bands)
        step = 10.0 ** -(scale.digits if scale.digits is not None else 6)
        for lower, higher in zip(scale.bands, scale.bands[1:], strict=False):
            edge = lower.upto
            owner = lower if (lower.closed or scale.closed) == "upper" else higher
            assert scale.band(edge) is owner, edge
            assert scale.band(edge - step) is lower
            assert scale.band(edge + step) is higher
        assert scale.band(None) is scale.bands[-1], "what cannot be computed is in the worst"


# -- what is derived


def asked_at_once(method: Method) -> set[str]:
    """Name what a table of cases asks for from the start."""
    needed = {one.key for one in method.inputs if one.required and one.default is None}
    return needed | set(method.usual)


@every
def test_a_table_of_cases_asks_at_once_for_what_the_usual_case_needs(method: Method) -> None:
    optional = {one.key for one in method.inputs if not one.required or one.default is not None}
    assert set(method.usual) <= optional, "what has to be given is asked for anyway"
    if any(isinstance(one, Rows) and one.required for one in method.inputs):
        assert not method.usual, "its cases do not fit in a line each"
        return
    columns = asked_at_once(method)
    assert columns, "a table without columns asks nothing"
    enough = [
        example for example in method.examples
        if asked(method, {key: value for key, value in example.inputs.items() if key in columns}
                 ).error is None
    ]  # fmt: skip
    assert enough, "no worked example can be typed into the columns that stand there"


@every
def test_worked_examples_hold(method: Method) -> None:
    assert method.examples
    for example in method.examples:
        answer = asked(method, example.inputs).flat()
        for key, expected in example.expected.items():
            assert key in answer, (example.source, key)
            assert close(expected, answer[key], example.tolerance), (
                example.source, key, expected, answer[key])  # fmt: skip


@every
def test_a_result_is_explained_and_drawn_in_both_languages(method: Method) -> None:
    outcome = next(one for one in (asked(method, i) for i in cases(method)) if one.found)
    for language in ("it", "en"):
        steps = explained(outcome, language)
        assert steps
        assert all(step.label.in_(language) for step in steps if isinstance(step, Line))
    if method.scales and not method.part:
        assert pictured(outcome)


@every
def test_what_an_inspector_reads_is_what_was_computed(method: Method) -> None:
    main = method.main
    assert main is not None or method.part or not method.scales
    if main is None:
        return
    for inputs in cases(method, 40):
        outcome = asked(method, inputs)
        if outcome.found is None:
            continue
        shown = [
            cell
            for step in result(outcome, "it")["steps"]
            for cell in ([step["value"]] if step["kind"] == "line" and "value" in step
                         else [c for row in step.get("rows", []) for c in row])
        ]  # fmt: skip
        value = outcome.found.values[main.key]
        assert value is None or any(close(value, one, 1e-9) for one in shown), (
            "the result itself stands in its explanation"
        )


def inputs_of(inputs: tuple[Input, ...]) -> Iterator[Input]:
    for one in inputs:
        yield one
        if isinstance(one, Group | Rows):
            yield from inputs_of(one.of)
        if isinstance(one, Numbers):
            yield one.each


@every
def test_inputs_say_what_is_allowed(method: Method) -> None:
    assert method.family in FAMILIES
    for one in inputs_of(method.inputs):
        assert one.label.it
        assert one.label.en
        if isinstance(one, Number):
            assert math.isfinite(one.low)
            assert math.isfinite(one.high)
            assert one.low < one.high
        if isinstance(one, Choice):
            values = [option.value for option in one.options]
            assert len(set(values)) == len(values) > 1
        if isinstance(one, Codes):
            assert len(set(one.known)) == len(one.known)
        if one.when is not None:
            known = {other.key for other in inputs_of(method.inputs)}
            assert one.when[0] in known
            assert not one.required, "what may be hidden may be left out"
        if one.default is not None:
            faults: list[Any] = []
            one.take(one.default, one.key, faults)
            assert faults == [], "the default itself is allowed"


def texts(thing: Any) -> Iterator[Words]:
    if isinstance(thing, Words):
        yield thing
    elif isinstance(thing, dict):
        for one in thing.values():
            yield from texts(one)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from texts(one)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from texts(getattr(thing, name))


@every
def test_every_text_is_there_in_both_languages(method: Method) -> None:
    for text in texts(method):
        assert text.it.strip(), text
        assert text.en.strip(), text
        assert text.it == text.it.strip(), text


OTHERS = frozenset({"also", "inputs", "expected", "default", "known"})  # no words of this language
ITALIAN = re.compile(
    r"\b(di|del|dei|delle|della|degli|il|gli|una|fra|tra|nel|nella|è|sono|sempre|tabella|riga"
    r"|allegato|prospetto|punteggi\w*|compito|compiti|edizione|scheda|schede|fasce|fascia)\b"
    r"|\d,\d", re.IGNORECASE
)  # fmt: skip
BY_TITLE = ("La metodologia per la valutazione", "Titolo IX")  # called so in every language


def strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, one in thing.items():
            if key not in OTHERS or (key == "inputs" and isinstance(one, list)):
                yield from strings(one)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from strings(one)


@every
def test_who_reads_english_reads_no_italian(method: Method) -> None:
    """Laws and norms are named as they are called; what is said of them is said in English."""
    told = [described(method, "en")]
    told += [result(asked(method, example.inputs), "en") for example in method.examples]
    assert [
        one for one in strings(told)
        if ITALIAN.search(one) and not any(title in one for title in BY_TITLE)
    ] == []  # fmt: skip


@every
def test_examples_call_things_in_both_languages(method: Method) -> None:
    it, en = [
        [list(names(one["inputs"])) for one in described(method, language)["examples"]]
        for language in ("it", "en")
    ]
    for ours, theirs in zip(it, en, strict=True):
        assert not set(ours) & set(theirs)


def names(thing: Any) -> Iterator[str]:
    """Give what an example calls its tasks, tools and the like."""
    if isinstance(thing, dict):
        for key, one in thing.items():
            if key == "name":
                yield one
            else:
                yield from names(one)
    elif isinstance(thing, list):
        for one in thing:
            yield from names(one)


@every
def test_its_sources_say_how_sure_we_are(method: Method) -> None:
    assert method.sources
    if any(source.tag == "memory" for source in method.sources):
        assert method.doubts, "what is from memory is to be checked, and says what"


@every
def test_its_page_and_form_follow_from_the_declaration(method: Method) -> None:
    for language in ("it", "en"):
        written = page(method, language)
        assert method.name.in_(language) in written
        for one in inputs_of(method.inputs):
            assert one.label.in_(language) in written or not one.label.in_(language)
        form = described(method, language)
        json.dumps(form, allow_nan=False)
        assert [one["key"] for one in form["inputs"]] == [one.key for one in method.inputs]
