"""Elections: SPEC-work.md [E]."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ytefas.errors import Ambiguous, Denied, NoCandidate
from ytefas.framework.work.condition import ANY, Condition, any_of
from ytefas.framework.work.content import Content
from ytefas.framework.work.election import (
    Candidate,
    Chooser,
    Election,
    Score,
    Step,
    check,
    elect,
    explain,
)
from ytefas.framework.work.intent import SESSION_START, Intent, Operation

ONE_USER = (Content.source == "auth.users") & (Content.len == 1)
USERS = Content.source == "auth.users"


def candidate(id: str, *content: Condition, **declared: Any) -> Candidate:  # noqa: A002  # the word of the field
    declared.setdefault("operations", frozenset({Operation.VIEW}))
    return Candidate(id, content=any_of(content).alternatives(), **declared)


def view(*ids: str, source: str = "auth.users", **facts: Any) -> Intent:
    return Intent(Operation.VIEW, Content(source, ids), **facts)


def run(candidates: Iterable[Candidate], intent: Intent, forbidden: str = "") -> Election:
    return elect(candidates, intent, lambda candidate, _: candidate.id != forbidden)


DESKTOP = candidate("desktop", ONE_USER, required=frozenset({SESSION_START}))
USER = candidate("user", ONE_USER)
USER_LIST = candidate("users", USERS)


def test_e1_an_explicit_controller_is_the_only_one_and_still_checked() -> None:
    assert run([USER, USER_LIST], view("a", controller="users")).only() is USER_LIST
    with pytest.raises(NoCandidate):
        run([USER, USER_LIST], view(controller="user")).only()
    with pytest.raises(Denied):
        run([USER, USER_LIST], view("a", controller="user"), forbidden="user").only()


def test_e2_the_operation_must_be_declared() -> None:
    both = candidate("both", ANY, operations=frozenset({Operation.VIEW, Operation.EDIT}))
    assert run([both, USER], Intent(Operation.EDIT, Content("auth.users", ("a",)))).only() is both
    with pytest.raises(NoCandidate):
        run([both], Intent(Operation.PICK)).only()


def test_e3_one_alternative_must_match() -> None:
    assert run([USER, USER_LIST], view()).only() is USER_LIST
    with pytest.raises(NoCandidate):
        run([USER, USER_LIST], view(source="org.sites")).only()


def test_e3_no_content_is_matched_by_none_declared_or_any() -> None:
    empty, anything = candidate("empty"), candidate("anything", ANY, priority=-1)
    assert run([empty, USER], Intent(Operation.VIEW)).only() is empty
    assert run([anything, USER], Intent(Operation.VIEW)).only() is anything
    assert run([empty, anything], view("a")).only() is anything


def test_e4_who_may_not_is_told_apart_from_nobody() -> None:
    with pytest.raises(Denied):
        run([USER], view("a"), forbidden="user").only()
    assert run([USER, USER_LIST], view("a"), forbidden="user").only() is USER_LIST


def test_e5_the_closer_content_wins_and_priority_before_it() -> None:
    assert run([USER_LIST, USER], view("a")).only() is USER
    first = candidate("first", USERS, priority=1)
    assert run([first, USER], view("a")).only() is first


def test_e5_the_score_is_that_of_the_best_alternative() -> None:
    both = candidate("both", USERS, ONE_USER, USERS & (Content.len > 0))
    standing = run([both], view("a")).standings[0]
    assert standing.score == Score(0, 2, 0, 0)
    assert run([both], view("a", "b")).standings[0].score == Score(0, 1, 1, 0)


def test_e5_padding_a_condition_wins_nothing() -> None:
    padded = candidate("padded", ONE_USER & (Content.len > 0) & (Content.len != 7))
    assert run([padded], view("a")).standings[0].score == Score(0, 2, 0, 0)


def test_e5_requested_categories_decide_last() -> None:
    pretty = candidate("pretty", USERS, categories=frozenset({"pretty"}))
    plain = candidate("plain", USERS)
    assert run([plain, pretty], view(categories=frozenset({"pretty"}))).only() is pretty
    assert isinstance(run([plain, pretty], view()).decide(), Chooser)


def test_e6_required_categories_must_be_carried() -> None:
    assert run([DESKTOP, USER], view("a")).only() is USER
    assert run([DESKTOP, USER], view("a", categories=frozenset({SESSION_START}))).only() is DESKTOP


def test_e7_a_tie_is_asked_or_ambiguous_but_never_decided_by_order() -> None:
    one, two = candidate("one", USERS), candidate("two", Content.len == 0)
    for order in ([one, two], [two, one]):
        election = run(order, view())
        asked = election.decide()
        assert isinstance(asked, Chooser)
        assert [option["id"] for option in asked.wire()] == ["one", "two"]
        with pytest.raises(Ambiguous) as caught:
            election.only()
        assert caught.value.fields == {"candidates": ["one", "two"]}


@given(st.permutations([DESKTOP, USER, USER_LIST, candidate("anything", ANY)]))
def test_e7_the_order_of_declaration_never_matters(order: list[Candidate]) -> None:
    assert run(order, view("a")).only() is USER


def test_e8_controllers_that_cannot_be_told_apart_refuse_to_start() -> None:
    twin = candidate("twin", (Content.len >= 1) & (Content.len <= 1) & USERS)
    with pytest.raises(ValueError, match="user and twin"):
        check([USER, USER_LIST, twin])
    with pytest.raises(ValueError, match="user and user"):
        check([USER, candidate("user", ANY)])


def test_e8_a_difference_in_any_of_them_is_enough() -> None:
    check([USER, USER_LIST, DESKTOP])
    check([USER, candidate("other", ONE_USER, priority=1)])
    check([USER, candidate("other", ONE_USER, categories=frozenset({"x"}))])
    check([USER, candidate("other", ONE_USER, operations=frozenset({Operation.EDIT}))])


def test_e9_explain_tells_where_each_one_dropped_out() -> None:
    listed = candidate("edit", ANY, operations=frozenset({Operation.EDIT}))
    text = explain(run([DESKTOP, USER, USER_LIST, listed], view("a"), forbidden="users"))
    assert "user     priority 0, 2 equal, 0 other, 0 categories" in text
    assert "users    the user may not" in text
    assert f"desktop  {Step.CATEGORY.value}" in text
    assert f"edit     {Step.OPERATION.value}" in text
    assert text.endswith("→ user")
    assert explain(run([], view())).endswith("→ nobody")
    assert explain(run([USER], view("a"), forbidden="user")).endswith("→ forbidden")
    tie = run([USER, candidate("twin", ONE_USER)], view("a"))
    assert explain(tie).endswith("→ ask: twin, user")
