"""Contexts: reads fall through, writes stay."""

import pytest

from ytefas.framework.tree.context import NodeContext


def test_x1_reads_fall_through_and_writes_stay() -> None:
    parent = NodeContext(user="ann", place=1)
    child = parent.new(place=2)
    assert (child.user, child.place, child["user"]) == ("ann", 2, "ann")
    child.user = "bob"
    assert (child.user, parent.user) == ("bob", "ann")
    del child.user
    assert child.user == "ann"
    assert type(child) is NodeContext


def test_x2_what_is_missing_is_an_error_or_the_default() -> None:
    context = NodeContext().new()
    with pytest.raises(AttributeError):
        _ = context.missing
    with pytest.raises(KeyError):
        _ = context["missing"]
    with pytest.raises(KeyError):
        del context["missing"]
    with pytest.raises(AttributeError):
        del context.missing
    assert context.get("missing", 3) == 3
    assert "missing" not in context


def test_x3_views_merge_the_chain() -> None:
    child = NodeContext(a=1, b=1).new(b=2, c=2)
    assert dict(child) == {"a": 1, "b": 2, "c": 2}
    assert set(child.keys()) == {"a", "b", "c"}
    assert len(child) == 3
    assert sorted(child.items()) == [("a", 1), ("b", 2), ("c", 2)]


def test_x4_a_parent_is_given_once_and_never_oneself() -> None:
    context, parent = NodeContext(), NodeContext(a=1)
    context.chain(parent)
    assert context.a == 1
    with pytest.raises(ValueError, match="already"):
        context.chain(NodeContext())
    with pytest.raises(ValueError, match="itself"):
        parent.chain(context)


def test_x5_a_context_is_a_place_not_a_value() -> None:
    assert NodeContext() != NodeContext()
    assert bool(NodeContext())
    assert len({NodeContext(), NodeContext()}) == 2
    assert "a" in repr(NodeContext(a=1))
