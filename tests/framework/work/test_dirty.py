"""Unsaved changes when somebody moves on: SPEC-work.md [D], the eight rules one by one."""

from collections.abc import Iterable

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ytefas.framework.work.dirty import (
    Answered,
    Ask,
    Choice,
    Declared,
    Effect,
    Event,
    Failed,
    Grant,
    Graph,
    PeerGone,
    Pending,
    Phase,
    Reason,
    Refuse,
    Report,
    Requested,
    Restore,
    Save,
    Saved,
    ServerMoved,
    dirty_members,
    step,
)

GRAPH = Graph({"notes": "risks", "customers": None, "risks": "sites", "sites": "customers"})
SIDE = Graph({"a": None, "b": "a", "other": None}, autosave=frozenset({"a", "b"}))


def run(graph: Graph, events: Iterable[Event]) -> tuple[Pending, list[Effect]]:
    """Give all events; the effects are those of the last one."""
    pending = Pending()
    effects: tuple[Effect, ...] = ()
    for event in events:
        pending, effects = step(graph, pending, event)
    return pending, list(effects)


def dirty(name: str, *keys: str) -> Declared:
    return Declared(name, frozenset(keys or ("k",)))


def test_d1_a_group_is_a_cursor_and_all_that_track_it_masters_first() -> None:
    assert GRAPH.group("sites") == ("sites", "risks", "notes")
    assert GRAPH.group("notes") == ("notes",)
    assert GRAPH.group(None) == ("customers", "sites", "risks", "notes")
    with pytest.raises(ValueError, match="circle"):
        Graph({"a": "b", "b": "a"})
    with pytest.raises(ValueError, match="does not exist"):
        Graph({"a": "x"})


def test_d2_a_clean_group_moves_at_once() -> None:
    assert run(GRAPH, [Requested(1, "sites")])[1] == [Grant(1)]
    above: list[Event] = [dirty("customers"), Requested(1, "sites")]
    assert run(GRAPH, above)[1] == [Grant(1)], "what the master holds does not concern its detail"


def test_d2_a_clean_group_does_not_wait_for_another_ones_question() -> None:
    pending, effects = run(SIDE, [dirty("other"), Requested(1, "other"), Requested(2, "a")])
    assert effects == [Grant(2)]
    assert pending.suspended == Requested(1, "other")


def test_d3_a_dirty_group_asks_and_nothing_moves() -> None:
    events: list[Event] = [dirty("notes"), dirty("sites"), Requested(1, "customers")]
    pending, effects = run(GRAPH, events)
    assert effects == [Ask(1, ("sites", "notes"))]
    assert pending.phase is Phase.ASKING
    assert run(GRAPH, [*events, Answered(1, Choice.STAY)])[1] == [Refuse(1, Reason.STAY)]
    assert run(GRAPH, [*events, PeerGone()])[1] == [Refuse(1, Reason.STAY)]


def test_d3_closing_asks_about_everything() -> None:
    assert run(GRAPH, [dirty("notes"), Requested(1, None)])[1] == [Ask(1, ("notes",))]


def test_d4_save_is_one_transaction_masters_before_details() -> None:
    events: list[Event] = [
        dirty("notes"),
        dirty("sites"),
        Requested(1, "customers"),
        Answered(1, Choice.SAVE),
    ]
    pending, effects = run(GRAPH, events)
    assert effects == [Save(("sites", "notes"))]
    assert pending.phase is Phase.SAVING
    pending, effects = run(GRAPH, [*events, Saved()])
    assert effects == [Grant(1)]
    assert pending.dirty == {}


def test_d4_a_failed_save_stays_and_shows_its_errors() -> None:
    events: list[Event] = [dirty("notes"), Requested(1, "sites"), Answered(1, Choice.SAVE)]
    pending, effects = run(GRAPH, [*events, Failed({"notes": {"text": "too_long"}})])
    assert effects == [Report({"notes": {"text": "too_long"}}), Refuse(1, Reason.SAVE_FAILED)]
    assert pending.phase is Phase.IDLE
    assert set(pending.dirty) == {"notes"}


def test_d4_what_is_typed_during_the_save_is_asked_about_again() -> None:
    events: list[Event] = [
        dirty("notes"),
        Requested(1, "sites"),
        Answered(1, Choice.SAVE),
        dirty("notes"),
    ]
    assert run(GRAPH, [*events, Saved()])[1] == [Ask(2, ("notes",))]


def test_d5_discard_restores_and_then_moves() -> None:
    events: list[Event] = [dirty("notes"), Requested(1, "sites"), Answered(1, Choice.DISCARD)]
    pending, effects = run(GRAPH, events)
    assert effects == [Restore(("notes",)), Grant(1)]
    assert pending.dirty == {}


def test_d6_a_newer_request_replaces_a_suspended_one() -> None:
    events: list[Event] = [dirty("notes"), Requested(1, "sites"), Requested(2, "sites")]
    assert run(GRAPH, events)[1] == [Refuse(1, Reason.SUPERSEDED)], "the question stands"
    assert run(GRAPH, [*events, Answered(1, Choice.DISCARD)])[1][-1] == Grant(2)
    wider: list[Event] = [dirty("notes"), dirty("sites"), Requested(1, "risks"), Requested(2, None)]
    assert run(GRAPH, wider)[1] == [Refuse(1, Reason.SUPERSEDED), Ask(2, ("sites", "notes"))]
    assert run(GRAPH, [*wider, Answered(1, Choice.SAVE)])[1] == [], "an old question's answer"


def test_d6_a_newer_request_while_saving_waits_for_it() -> None:
    events: list[Event] = [
        dirty("notes"),
        Requested(1, "sites"),
        Answered(1, Choice.SAVE),
        Requested(2, "sites"),
    ]
    assert run(GRAPH, events)[1] == [Refuse(1, Reason.SUPERSEDED)]
    assert run(GRAPH, [*events, Saved()])[1] == [Grant(2)]
    assert run(GRAPH, [*events, PeerGone()])[1] == [Refuse(2, Reason.STAY)]
    assert run(GRAPH, [*events, PeerGone(), Saved()])[1] == []


def test_d6_stay_cancels_all() -> None:
    events: list[Event] = [dirty("notes"), Requested(1, "sites"), Requested(2, "sites")]
    pending, effects = run(GRAPH, [*events, Answered(1, Choice.STAY)])
    assert effects == [Refuse(2, Reason.STAY)]
    assert pending.suspended is None


def test_d7_who_looked_at_an_older_state_is_refused() -> None:
    moved = ServerMoved("sites", 7)
    assert run(GRAPH, [moved, Requested(1, "sites", 6)])[1] == [Refuse(1, Reason.STALE)]
    assert run(GRAPH, [moved, Requested(1, "sites", 7)])[1] == [Grant(1)]
    assert run(GRAPH, [moved, Requested(1, "sites")])[1] == [Grant(1)], "server code has no view"
    assert run(GRAPH, [moved, Requested(1, "risks", 2)])[1] == [Grant(1)]


def test_d7_undone_changes_are_no_changes() -> None:
    assert run(GRAPH, [dirty("notes"), Declared("notes", frozenset()), Requested(1, "sites")])[
        1
    ] == [Grant(1)]


def test_d8_autosave_answers_by_itself() -> None:
    assert run(SIDE, [dirty("b"), Requested(1, "a")])[1] == [Ask(1, ("b",), silent=True)]
    assert run(SIDE, [dirty("b"), dirty("other"), Requested(1, None)])[1] == [
        Ask(1, ("other", "b"))
    ], "one that asks makes the view ask for all"


names = st.sampled_from(sorted(GRAPH.masters))


class Machine(RuleBasedStateMachine):
    """Whatever happens, every request gets one answer and nobody leaves unsaved changes."""

    def __init__(self) -> None:
        super().__init__()
        self.pending = Pending()
        self.requests: dict[int, str | None] = {}
        self.open: set[int] = set()

    def feed(self, event: Event) -> None:
        self.pending, effects = step(GRAPH, self.pending, event)
        for effect in effects:
            if isinstance(effect, Grant):
                left = self.requests[effect.request]
                assert not dirty_members(GRAPH, self.pending, left)
            if isinstance(effect, Grant | Refuse):
                self.open.remove(effect.request)

    @rule(cursor=st.one_of(st.none(), names), version=st.one_of(st.none(), st.integers(0, 3)))
    def request(self, cursor: str | None, version: int | None) -> None:
        number = len(self.requests) + 1
        self.requests[number] = cursor
        self.open.add(number)
        self.feed(Requested(number, cursor, version))

    @rule(name=names, keys=st.frozensets(st.integers(0, 2), max_size=2))
    def declare(self, name: str, keys: frozenset[int]) -> None:
        self.feed(Declared(name, frozenset(keys)))

    @rule(back=st.integers(0, 1), choice=st.sampled_from(Choice))
    def answer(self, back: int, choice: Choice) -> None:
        self.feed(Answered(self.pending.ask - back, choice))

    @precondition(lambda self: self.pending.phase is Phase.SAVING)
    @rule(well=st.booleans())
    def end_save(self, well: bool) -> None:
        self.feed(Saved() if well else Failed({}))

    @rule(name=names, version=st.integers(0, 3))
    def server_moves(self, name: str, version: int) -> None:
        self.feed(ServerMoved(name, version))

    @rule()
    def peer_goes(self) -> None:
        self.feed(PeerGone())

    @invariant()
    def at_most_one_waits(self) -> None:
        waiting = self.pending.suspended
        assert self.open == (set() if waiting is None else {waiting.request})
        assert waiting is None or self.pending.phase is not Phase.IDLE


Machine.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestMachine = Machine.TestCase
