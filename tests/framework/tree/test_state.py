"""Reactive dictionaries: what is tracked, what is told, what is refused."""

from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ytefas.framework.tree.node import Node
from ytefas.framework.tree.reactive import (
    Change,
    ReactiveDict,
    ReactiveError,
    Removed,
    Stored,
    effect,
    flush,
)


def told(state: ReactiveDict) -> list[Change]:
    changes: list[Change] = []
    state.watch(changes.append)
    return changes


def test_a38_adding_and_deleting_are_structure_and_an_equal_set_is_silent() -> None:
    state = ReactiveDict({"a": 1})
    changes, keys = told(state), []
    effect(lambda: keys.append(list(state)))
    state["a"] = 1
    flush()
    state["a"] = 2
    flush()
    assert keys == [["a"]], "a new value of an old key is no new structure"
    state["b"] = 3
    flush()
    del state["a"]
    flush()
    assert keys == [["a"], ["a", "b"], ["b"]]
    assert changes == [Stored(("a",), 2, new=False), Stored(("b",), 3, new=True), Removed(("a",))]


def test_a38_a_nested_change_is_told_with_its_path_until_it_is_removed() -> None:
    state = ReactiveDict({"outer": {"inner": {"x": 1}}})
    changes = told(state)
    outer = state["outer"]
    inner_changes = told(outer["inner"])
    outer["inner"]["x"] = 2
    assert changes == [Stored(("outer", "inner", "x"), 2, new=False)]
    assert inner_changes == [Stored(("x",), 2, new=False)]
    changes.clear()
    del outer["inner"]["x"]
    assert changes == [Removed(("outer", "inner", "x"))]
    changes.clear()
    del state["outer"]
    outer["inner"]["x"] = 3
    assert changes == [Removed(("outer",))]


def test_a38_replacing_a_nested_dictionary_is_told_and_an_equal_one_is_silent() -> None:
    state = ReactiveDict({"a": {"x": 1, "list": [1]}})
    changes, old = told(state), state["a"]
    state["a"] = {"x": 1, "list": [1]}
    assert state["a"] is old
    state["a"] = {"x": 2}
    assert changes == [Stored(("a",), {"x": 2}, new=False)]
    old["x"] = 9
    assert len(changes) == 1


def test_r13_a_missing_key_is_tracked() -> None:
    state = ReactiveDict()
    seen: list[Any] = []
    effect(lambda: seen.append((state.get("a"), "b" in state, len(state))))
    state["a"] = 1
    flush()
    state["b"] = 2
    flush()
    assert seen == [(None, False, 0), (1, False, 1), (1, True, 2)]


def test_r13_only_the_key_that_was_read_triggers() -> None:
    state, seen = ReactiveDict({"a": 1, "b": 1}), []
    effect(lambda: seen.append(state["a"]))
    state["b"] = 2
    flush()
    assert seen == [1]


def test_r14_mutables_are_frozen_or_refused_before_anything_is_stored() -> None:
    state = ReactiveDict()
    given_list = [1, {"k": [2]}]
    state["list"] = given_list
    given_list.append(3)
    assert state["list"] == (1, {"k": (2,)})
    assert isinstance(state["list"][1], MappingProxyType)
    changes = told(state)
    for refused in ({1, 2}, bytearray(b"x"), [{1}], {"nested": {1}}):
        with pytest.raises(ReactiveError):
            state["list"] = refused
    with pytest.raises(ReactiveError):
        state[1] = "a key that is no text"  # type: ignore[index] # the mistake under test
    assert state["list"] == (1, {"k": (2,)})
    assert changes == []
    deep: list[Any] = []
    for _ in range(40):
        deep = [deep]
    with pytest.raises(ReactiveError):
        state["deep"] = deep


def test_r15_a_dictionary_has_one_place() -> None:
    state, nested = ReactiveDict(), ReactiveDict({"x": 1})
    state["a"] = nested
    state["a"] = nested
    with pytest.raises(ReactiveError):
        state["b"] = nested
    with pytest.raises(ReactiveError):
        nested["loop"] = state
    assert "b" not in state
    assert state.snapshot() == {"a": {"x": 1}}
    assert bool(ReactiveDict())
    assert "x" in repr(nested)
    with pytest.raises(KeyError):
        del state["missing"]


def test_r17_a_failing_watcher_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    state = ReactiveDict()

    def fail(_change: Change) -> None:
        raise ValueError("the watcher's")

    failing = state.watch(fail)
    changes = told(state)
    state["a"] = 1
    failing.close()
    state["a"] = 2
    assert changes == [Stored(("a",), 1, new=True), Stored(("a",), 2, new=False)]
    assert len(caplog.records) == 1


async def test_r16_a_node_is_a_value_and_stays_truthy_with_its_own_identity() -> None:
    node, state = Node(), ReactiveDict()
    state["node"] = node
    changes = told(state)
    node.state["x"] = 1
    assert state["node"] is node
    assert changes == [], "what changes inside a node is the node's to tell"
    assert bool(node)
    assert len({node, Node()}) == 2


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text("ab", max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=6,
)


def apply(target: dict[str, Any], change: Change) -> None:
    *above, key = change.path
    for step in above:
        target = target[step]
    if isinstance(change, Stored):
        assert (key not in target) == change.new
        target[key] = change.value
    else:
        del target[key]


def copy(value: Any) -> Any:
    return {key: copy(inner) for key, inner in value.items()} if isinstance(value, dict) else value


@given(
    st.dictionaries(st.sampled_from("abc"), values, max_size=3),
    st.lists(st.tuples(st.lists(st.sampled_from("abcxyz"), min_size=1, max_size=3), values)),
)
def test_r17_the_changes_told_rebuild_the_state(
    start: dict[str, Any], writes: list[tuple[list[str], Any]]
) -> None:
    state, mirror = ReactiveDict(start), copy(start)
    state.watch(lambda change: apply(mirror, change))
    for path, value in writes:
        target = state
        for step in path[:-1]:
            inner = target.get(step)
            target = inner if isinstance(inner, ReactiveDict) else target
        if value is None:
            target.pop(path[-1], None)
        else:
            target[path[-1]] = value
        assert state.snapshot() == mirror
