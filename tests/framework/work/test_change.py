"""Operations on rows: SPEC-work.md [W]."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ytefas.errors import Invalid
from ytefas.framework.work.change import (
    Insert,
    Move,
    Op,
    Remove,
    Row,
    Set,
    State,
    Total,
    apply,
    diff,
    parse,
    squash,
)

COLUMNS = ("id", "a", "b")

values = st.sampled_from([None, 0, 1, "x"])
windows = st.lists(
    st.tuples(st.integers(0, 12), values, values), max_size=10, unique_by=lambda row: row[0]
)


@given(windows, windows)
def test_w1_applying_the_difference_gives_the_new_rows(old: list[Row], new: list[Row]) -> None:
    ops = diff(old, new, COLUMNS)
    assert apply(old, ops, COLUMNS) == new


@given(windows)
def test_w1_equal_rows_have_no_difference(rows: list[Row]) -> None:
    assert diff(rows, [tuple(row) for row in rows], COLUMNS) == []


@given(windows, st.randoms(use_true_random=False))
def test_w2_moves_are_the_fewest(rows: list[Row], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    ops = diff(rows, shuffled, COLUMNS)
    assert all(isinstance(op, Move) for op in ops)
    assert len(ops) == len(rows) - longest_kept([r[0] for r in rows], [r[0] for r in shuffled])


def longest_kept(one: list[int], two: list[int]) -> int:
    """Longest common subsequence by the textbook, slow on purpose."""
    best = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            best[i + 1][j + 1] = best[i][j] + 1 if a == b else max(best[i][j + 1], best[i + 1][j])
    return best[-1][-1]


def test_w2_only_what_changed_is_told() -> None:
    old = [(1, "a", None), (2, "b", None), (3, "c", None)]
    assert diff(old, [old[0], (2, "b", 5), old[2]], COLUMNS) == [Set(2, {"b": 5})]
    assert diff(old, [old[0], old[2]], COLUMNS) == [Remove(2)]
    assert diff(old, [*old, (4, "d", 0)], COLUMNS) == [Insert(3, 4, (4, "d", 0))]
    assert diff(old, [old[2], old[0], old[1]], COLUMNS) == [Move(3, 0)]
    assert diff(old, [old[1], old[2], old[0]], COLUMNS) == [Move(1, 2)]
    assert diff([("x", 1)], [("y", 1)], ("a", "k"), key=1) == [Set(1, {"a": "y"})]


OPS: list[Op] = [
    Set("k", {"a": 1}),
    Insert(0, 7, [7, None, "x"]),
    Remove("k"),
    Move(7, 3),
    Total(12, "at_least"),
    State({"loading": False}),
]


@pytest.mark.parametrize("op", OPS)
def test_w3_an_operation_comes_back_from_the_wire(op: Op) -> None:
    assert parse(op.wire()) == op


@pytest.mark.parametrize(
    "raw",
    [None, [], ["set"], ["set", None, {}], ["total", 1, "about"], ["insert", "0", 1, []], ["x"]],
)
def test_w3_a_malformed_operation_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        parse(raw)


@pytest.mark.parametrize(
    "op",
    [
        Set(9, {"a": 1}),
        Set(1, {"unknown": 1}),
        Remove(9),
        Move(9, 0),
        Move(1, 1),
        Insert(2, 9, (9, 0, 0)),
        Insert(-1, 9, (9, 0, 0)),
    ],
)
def test_w4_an_operation_that_does_not_fit_is_an_error(op: Op) -> None:
    with pytest.raises(Invalid):
        apply([(1, None, None)], [op], COLUMNS)


def test_w4_totals_and_states_leave_the_rows_alone() -> None:
    assert apply([(1, 2, 3)], [Total(5, "exact"), State({"x": 1})], COLUMNS) == [(1, 2, 3)]


@given(st.lists(windows, min_size=2, max_size=5), st.lists(st.sampled_from(OPS[4:]), max_size=3))
def test_w5_squashed_operations_do_the_same(steps: list[list[Row]], extra: list[Op]) -> None:
    ops = [op for old, new in pairwise(steps) for op in [*diff(old, new, COLUMNS), *extra]]
    squashed = squash(ops, COLUMNS)
    assert len(squashed) <= len(ops)
    assert apply(steps[0], squashed, COLUMNS) == steps[-1]


def test_w5_squash_joins() -> None:
    ops: list[Op] = [
        Insert(0, 1, (1, "a", "b")),
        Set(1, {"a": "A"}),
        Set(2, {"a": 1}),
        Total(1, "estimated"),
        State({"loading": True, "error": None}),
        Set(2, {"b": 2}),
        Set(3, {"b": 2}),
        Remove(3),
        State({"loading": False}),
        Total(2, "exact"),
    ]
    assert squash(ops, COLUMNS) == [
        Insert(0, 1, (1, "A", "b")),
        Set(2, {"a": 1, "b": 2}),
        Remove(3),
        Total(2, "exact"),
        State({"loading": False, "error": None}),
    ]


def test_w6_a_window_of_a_hundred_rows_is_compared_fast() -> None:
    columns = tuple(f"c{n}" for n in range(12))
    old = [tuple(f"{n}-{c}" for c in range(12)) for n in range(100)]
    new = [tuple(row) for row in old]
    for n in (3, 50, 80):
        new[n] = (*new[n][:5], "new", *new[n][6:])
    reloaded = [(*row,) for row in new]  # other objects, as they come from the database

    def once() -> float:
        start = time.perf_counter()
        diff(old, reloaded, columns)
        return time.perf_counter() - start

    assert min(once() for _ in range(50)) < 100e-6
