"""The reactive engine: who runs again, when, how often, and what a failure touches."""

import asyncio
import gc
import weakref
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ytefas.framework.tree.node import Node
from ytefas.framework.tree.reactive import (
    AsyncEffect,
    Computation,
    ReactiveDict,
    ReactiveError,
    Value,
    computed,
    effect,
    flush,
    untracked,
)


async def test_a34_many_changes_in_a_tick_are_one_run_with_the_last_value() -> None:
    value, seen = Value(1), []
    computation = effect(lambda: seen.append(value.value))
    for number in (2, 3, 4):
        value.value = number
    was_invalid = computation.invalid
    assert (was_invalid, seen) == (True, [1])
    await asyncio.sleep(0)
    assert seen == [1, 4]
    value.value = 4
    assert not computation.invalid
    await asyncio.sleep(0)
    assert seen == [1, 4]


def test_a34_a_branch_no_longer_read_stops_triggering() -> None:
    chooser, left, right = Value(True), Value("l"), Value("r")
    seen: list[str] = []
    effect(lambda: seen.append(left.value if chooser.value else right.value))
    chooser.value = False
    flush()
    left.value = "unread"
    flush()
    right.value = "read"
    flush()
    assert seen == ["l", "r", "read"]


def test_a35_running_the_outer_again_leaves_one_inner() -> None:
    outer, inner = Value(0), Value(0)
    runs: list[tuple[int, int]] = []

    def build() -> None:
        number = outer.value
        effect(lambda: runs.append((number, inner.value)))

    effect(build)
    outer.value = 1
    flush()
    outer.value = 2
    flush()
    runs.clear()
    inner.value = 1
    flush()
    assert runs == [(2, 1)]


def test_a36_a_failure_prevents_no_other_run() -> None:
    value, seen = Value(0), []
    failures: list[Exception] = []

    def fail() -> None:
        if value.value:
            raise ValueError(value.value)

    failing = effect(fail, on_error=failures.append)
    effect(lambda: seen.append(value.value))
    value.value = 1
    flush()
    value.value = 2
    flush()
    assert seen == [0, 1, 2]
    assert [str(error) for error in failures] == ["1", "2"]
    assert not failing.stopped


def test_a36_a_failing_sink_is_survived(caplog: pytest.LogCaptureFixture) -> None:
    value, seen = Value(0), []

    def fail() -> None:
        if value.value:
            raise ValueError

    def sink(_error: Exception) -> None:
        raise LookupError("sink")

    effect(fail, on_error=sink)
    effect(fail)
    effect(lambda: seen.append(value.value))
    value.value = 1
    flush()
    assert seen == [0, 1]
    assert len(caplog.records) == 2


def test_r1_the_first_run_raises_and_ends() -> None:
    value = Value(0)
    made: list[Computation] = []

    def fail() -> None:
        value.get()
        raise ValueError("first")

    with pytest.raises(ValueError, match="first"):
        made.append(effect(fail))
    value.set(1)
    flush()
    assert made == []


def test_r2_a_stopped_computation_never_runs() -> None:
    value, seen = Value(0), []
    computation = effect(lambda: seen.append(value.value))
    value.value = 1
    computation.stop()
    computation.stop()
    flush()
    value.value = 2
    flush()
    assert seen == [0]


def test_r2_a_computation_may_stop_itself() -> None:
    value, seen = Value(0), []
    made: list[Computation] = []

    def once() -> None:
        seen.append(value.value)
        for computation in made:
            computation.stop()
        value.get()

    made.append(effect(once))
    for number in (1, 2):
        value.value = number
        flush()
    assert seen == [0, 1]
    assert not made[0].sources


def test_r9_what_nobody_reads_keeps_nothing_alive() -> None:
    base = Value(0)
    doubled = computed(lambda: base.value * 2)
    assert doubled.value == 0
    gone = weakref.ref(doubled._computation)
    base.value = 1
    flush()
    assert doubled.value == 2
    base.value = 2
    flush()
    del doubled
    gc.collect()
    assert gone() is None


def test_r3_a_runaway_is_stopped_and_the_rest_runs() -> None:
    value, seen = Value(0), []
    failures: list[Exception] = []

    def run_away() -> None:
        value.value = value.value + 1

    runaway = effect(run_away, on_error=failures.append)
    effect(lambda: seen.append(value.value))
    flush()
    assert runaway.stopped
    assert isinstance(failures[0], ReactiveError)
    assert seen[-1] == value.value


def test_r4_flush_inside_a_computation_waits_for_the_real_one() -> None:
    value, order = Value(0), []

    def inside() -> None:
        order.append(f"in {value.value}")
        flush()
        order.append(f"out {value.value}")

    effect(inside)
    value.value = 1
    flush()
    assert order == ["in 0", "out 0", "in 1", "out 1"]


def test_r5_changes_during_a_flush_belong_to_it() -> None:
    first, second, seen = Value(0), Value(0), []
    effect(lambda: second.set(first.value * 10))
    effect(lambda: seen.append(second.value))
    first.value = 1
    flush()
    assert seen == [0, 10]


def test_r6_untracked_reads_leave_no_trace() -> None:
    value, seen = Value(0), []
    effect(lambda: seen.append(untracked(lambda: value.value)))
    value.value = 1
    flush()
    assert seen == [0]


async def test_r7_a_task_made_by_a_computation_is_not_tracked() -> None:
    value, runs = Value(0), []

    async def read_later() -> None:
        await asyncio.sleep(0)
        value.get()

    tasks = []

    def start() -> None:
        runs.append(1)
        tasks.append(asyncio.get_running_loop().create_task(read_later()))

    effect(start)
    await asyncio.gather(*tasks)
    value.value = 1
    await asyncio.sleep(0)
    assert runs == [1]


def test_r8_values_compare_by_kind_and_never_set_is_an_error() -> None:
    value: Value[Any] = Value(1)
    seen: list[Any] = []
    effect(lambda: seen.append(value.value))
    for other in (True, 1.0, "1", 1):
        value.value = other
        flush()
    assert [type(item) for item in seen] == [int, bool, float, str, int]
    with pytest.raises(ReactiveError):
        _ = Value[int]().value


def test_r9_a_computed_value_is_lazy_and_shared() -> None:
    base, runs = Value(2), []

    def square() -> int:
        runs.append(1)
        return base.value**2

    squared = computed(square)
    assert runs == []
    assert squared.value == squared.get() == squared() == 4
    assert len(runs) == 1
    base.value = 3
    flush()
    assert len(runs) == 1, "nobody depends on it: nothing is computed"
    assert squared.value == 9

    seen: list[int] = []
    effect(lambda: seen.append(squared.value))
    base.value = -3
    flush()
    assert seen == [9], "an equal result tells nobody"
    base.value = 4
    flush()
    assert seen == [9, 16]


def test_r9_a_reader_sees_a_computed_and_its_source_agree() -> None:
    base = Value(1)
    doubled = computed(lambda: base.value * 2)
    seen: list[tuple[int, int]] = []
    effect(lambda: seen.append((base.value, doubled.value)))
    base.value = 5
    flush()
    assert set(seen) == {(1, 2), (5, 10)}


def test_r9_a_computed_failure_is_the_readers() -> None:
    base = Value(0)
    inverse = computed(lambda: 1 / base.value)
    with pytest.raises(ZeroDivisionError):
        _ = inverse.value
    base.value = 2
    assert inverse.value == 0.5
    endless = computed(lambda: endless.value)
    with pytest.raises(ReactiveError, match="its own result"):
        _ = endless.value


async def test_r10_an_effect_ends_with_its_owner() -> None:
    node, value, seen = Node(), Value(0), []
    await node.node_bind("a.node")
    effect(lambda: seen.append(value.value), owner=node)
    await node.node_unbind()
    value.value = 1
    flush()
    assert seen == [0]


class Loads:
    """A loader driven by hand: each load waits to be answered."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, asyncio.Future[Any]]] = []

    async def __call__(self, wanted: Any) -> Any:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.asked.append((wanted, answer))
        return await answer

    @property
    def wanted(self) -> list[Any]:
        return [wanted for wanted, _ in self.asked]


async def ticks(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a37_a_detail_reloads_once_per_tick_with_the_last_value() -> None:
    master, load = ReactiveDict({"current_id": 1}), Loads()
    rows: list[str] = []
    detail = AsyncEffect(lambda: master["current_id"], load, rows.append)
    await ticks()
    load.asked[0][1].set_result("rows of 1")
    await detail.settled()
    for number in (2, 3, 4):
        master["current_id"] = number
    await ticks()
    assert load.wanted == [1, 4]
    load.asked[1][1].set_result("rows of 4")
    await detail.settled()
    master["current_id"] = 4
    await ticks()
    assert load.wanted == [1, 4], "the same id does nothing"
    assert rows == ["rows of 1", "rows of 4"]
    detail.stop()


async def test_a37_superseded_results_are_discarded_and_only_one_waits() -> None:
    master, load = ReactiveDict({"current_id": 1}), Loads()
    rows: list[str] = []
    detail = AsyncEffect(lambda: master["current_id"], load, rows.append)
    for number in (2, 3, 4):
        await ticks()
        master["current_id"] = number
    await ticks()
    assert load.wanted == [1], "one in flight"
    load.asked[0][1].set_result("rows of 1")
    await ticks()
    assert load.wanted == [1, 4], "one queued: the newest"
    load.asked[1][1].set_result("rows of 4")
    await detail.settled()
    assert rows == ["rows of 4"]
    detail.stop()


async def test_a37_a_failed_load_is_told_and_may_be_asked_again() -> None:
    master, load = ReactiveDict({"current_id": 1}), Loads()
    rows: list[str] = []
    failures: list[Exception] = []
    detail = AsyncEffect(lambda: master["current_id"], load, rows.append, on_error=failures.append)
    await ticks()
    load.asked[0][1].set_exception(ValueError("no"))
    await detail.settled()
    detail.again()
    await ticks()
    load.asked[1][1].set_result("rows of 1")
    await detail.settled()
    assert [str(error) for error in failures] == ["no"]
    assert rows == ["rows of 1"]
    detail.stop()


async def test_a37_loading_ends_with_its_owner() -> None:
    node, load = Node(), Loads()
    node.state["id"] = 1
    rows: list[str] = []
    await node.node_bind("a.node")
    detail = AsyncEffect(lambda: node.state["id"], load, rows.append, owner=node)
    await ticks()
    await node.node_unbind()
    assert load.asked[0][1].cancelled()
    await detail.settled()
    node.state["id"] = 2
    await ticks()
    detail.again()
    assert load.wanted == [1]


async def test_r11_publishing_may_be_awaited() -> None:
    load, rows = Loads(), list[str]()

    async def publish(result: str) -> None:
        await asyncio.sleep(0)
        rows.append(result)

    detail = AsyncEffect(lambda: 1, load, publish)
    await ticks()
    load.asked[0][1].set_result("rows")
    await detail.settled()
    assert rows == ["rows"]
    detail.stop()


async def test_r11_a_request_at_the_very_end_of_a_load_is_served() -> None:
    master, rows = ReactiveDict({"id": 1}), list[int]()

    async def load(wanted: int) -> int:
        return wanted

    detail = AsyncEffect(lambda: master["id"], load, rows.append)
    await asyncio.sleep(0)  # the load has run; its task has not been seen to end
    master["id"] = 2
    flush()
    await asyncio.wait_for(detail.settled(), 30)
    assert rows == [1, 2]
    detail.stop()


async def test_r11_stopping_before_the_load_began_settles() -> None:
    load = Loads()
    detail = AsyncEffect(lambda: 1, load, lambda _rows: None)
    detail.stop()
    await asyncio.wait_for(detail.settled(), 30)
    assert load.asked == []


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=5)))
def test_r12_a_reader_always_ends_with_the_current_state(
    ticks_of_writes: list[list[tuple[str, int]]],
) -> None:
    state, seen = ReactiveDict(), []
    total = computed(lambda: sum(value for value in state.values() if isinstance(value, int)))
    reader = effect(lambda: seen.append((state.snapshot(), total.value)))
    for writes in ticks_of_writes:
        runs = len(seen)
        for key, value in writes:
            if value:
                state[key] = value
            else:
                state.pop(key, None)
        flush()
        snapshot = state.snapshot()
        assert seen[-1] == (snapshot, sum(snapshot.values()))
        assert len(seen) <= runs + 2, "once for the keys, at most once more for the total"
    reader.stop()
