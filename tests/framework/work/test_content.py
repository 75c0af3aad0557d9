"""Contents and the conditions on them: SPEC-work.md [O]."""

import operator
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given, strategies as st

from ytefas.errors import Invalid
from ytefas.framework.tree.node import Node
from ytefas.framework.work.condition import ANY, Condition, any_of
from ytefas.framework.work.content import MAX_IDS, Content
from ytefas.framework.work.intent import SESSION_START, Intent, Operation

SOURCES = {"auth.users", "org.sites"}

contents = st.builds(
    Content,
    st.sampled_from(sorted(SOURCES)),
    st.lists(st.integers(0, 3), max_size=3),
    st.dictionaries(st.sampled_from("xy"), st.one_of(st.integers(-1, 1), st.text(max_size=1))),
)
signs = st.sampled_from(
    [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
)
atoms = st.one_of(
    st.builds(lambda sign, n: sign(Content.len, n), signs, st.integers(-1, 4)),
    st.builds(lambda sign, s: sign(Content.source, s), signs, st.sampled_from(sorted(SOURCES))),
    st.builds(lambda sign, n: sign(Content.values["x"], n), signs, st.integers(-1, 1)),
    st.builds(lambda ids: Content.ids == tuple(ids), st.lists(st.integers(0, 3), max_size=2)),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(operator.and_, inner, inner),
        st.builds(operator.or_, inner, inner),
        st.builds(operator.invert, inner),
    ),
    max_leaves=6,
)


def matches(condition: Condition, content: Content) -> bool:
    return any(all(a.matches(content) for a in one) for one in condition.normal())


def test_o1_a_content_is_frozen_hashable_and_equal_by_value() -> None:
    key = uuid4()
    one = Content("auth.users", (key,), {"name": "Ada"})
    assert one == Content("auth.users", (str(key),), {"name": "Ada"})
    assert {one: 1}[Content("auth.users", (str(key),), {"name": "Ada"})] == 1
    assert (one.len, one.ids, one.source, one.fields) == (1, (str(key),), "auth.users", ())
    with pytest.raises(AttributeError):
        one.source = "x"
    with pytest.raises(TypeError):
        one.values["name"] = "Eve"  # type: ignore[index]  # likewise


def test_o2_class_attributes_build_conditions() -> None:
    condition = (Content.source == "auth.users") & (Content.len == 1)
    assert condition.matches(Content("auth.users", ("a",)))
    assert not condition.matches(Content("auth.users"))
    assert not condition.matches(Content("org.sites", ("a",)))
    assert [str(atom) for atom in condition.atoms()] == [
        "Content.source == 'auth.users'",
        "Content.len == 1",
    ]
    assert (Content.values["site"] != None).matches(Content("a", values={"site": 1}))  # noqa: E711  # the builder needs the operator
    assert Content.source.in_(("a", "b")).matches(Content("b"))
    assert {condition: 1}[(Content.source == "auth.users") & (Content.len == 1)] == 1


def test_o2_a_condition_has_no_truth_of_its_own() -> None:
    with pytest.raises(TypeError, match="use &"):
        bool(Content.len == 1)
    with pytest.raises(TypeError):
        _ = Content.len == Content.source
    with pytest.raises(TypeError):
        _ = Content.source["x"]


def test_o2_what_cannot_be_compared_is_not_true() -> None:
    assert not (Content.values["x"] < 3).matches(Content("a"))
    assert not (Content.values["x"] < 3).matches(Content("a", values={"x": "text"}))
    assert (~(Content.values["x"] < 3)).matches(Content("a"))


@given(conditions, contents)
def test_o3_the_normal_form_means_the_same(condition: Condition, content: Content) -> None:
    assert matches(condition, content) == condition.matches(content)


@given(conditions, conditions, conditions)
def test_o3_the_normal_form_ignores_order_grouping_and_repetition(
    a: Condition, b: Condition, c: Condition
) -> None:
    assert (a & b).normal() == (b & a).normal()
    assert ((a | b) | c).normal() == (a | (c | b)).normal()
    assert (a | a).normal() == a.normal()
    assert (~(a | b)).normal() == ((~a) & (~b)).normal()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Content.len > 0, Content.len >= 1),
        ((Content.len >= 1) & (Content.len < 2), Content.len == 1),
        ((Content.len == 1) & (Content.len > 0), Content.len == 1),
        ((Content.len >= 1) & (Content.len != 1), Content.len >= 2),
        ((Content.len < 3) & (Content.len != 2), Content.len < 2),
        ((Content.len >= 0) & (Content.source == "a"), Content.source == "a"),
        (Content.source.in_(("a", "b")), (Content.source == "b") | (Content.source == "a")),
        (
            (Content.source == "a") | ((Content.source == "a") & (Content.len == 1)),
            Content.source == "a",
        ),
        ((Content.source == "a") & (Content.source == "b"), any_of(())),
        ((Content.source == "a") & (Content.source != "a"), any_of(())),
        ((Content.len < 2) & (Content.len >= 2), any_of(())),
        (Content.ids == ["k"], Content.ids == ("k",)),
    ],
)
def test_o3_equal_conditions_have_equal_normal_forms(one: Condition, two: Condition) -> None:
    assert one.normal() == two.normal()


def test_o3_any_matches_all() -> None:
    assert ANY.matches(Content("a"))
    assert ANY.normal() == frozenset({frozenset()})
    assert str(ANY) == "ANY"


@given(contents)
def test_o4_a_content_comes_back_from_the_wire(content: Content) -> None:
    assert Content.parse(content.wire(), sources=SOURCES) == content


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"source": "pg.shadow"},
        {"source": ["auth.users"]},
        {"source": "auth.users", "ids": "abc"},
        {"source": "auth.users", "ids": [True]},
        {"source": "auth.users", "ids": [{"a": 1}]},
        {"source": "auth.users", "ids": list(range(MAX_IDS + 1))},
        {"source": "auth.users", "values": []},
        {"source": "auth.users", "values": {"x": [1]}},
        {"source": "auth.users", "values": {1: 1}},
        {"source": "auth.users", "values": {str(n): n for n in range(101)}},
        {"source": "auth.users", "extra": 1},
        {"source": "auth.users", "ids": ["a\x00b"]},
        {"source": "auth.users", "ids": [2**53]},
        {"source": "auth.users", "values": {"x": "a\x00b"}},
        {"source": "auth.users", "values": {"a\x00b": 1}},
        {"source": "auth.users", "values": {"x": float("inf")}},
    ],
)
def test_o4_a_malformed_content_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        Content.parse(raw, sources=SOURCES)


def test_o5_operations_are_a_vocabulary_that_grows_by_registration() -> None:
    assert Operation("view") is Operation.VIEW
    assert Operation.VIEW == "view"
    assert repr(Operation.PICK) == "Operation.PICK"
    with pytest.raises(Invalid):
        Operation("veiw")
    stamp = Operation.register("stamp")
    assert Operation.register("stamp") is stamp is Operation("stamp")
    with pytest.raises(ValueError, match="lower-case"):
        Operation.register("Two words")


def test_o6_an_intent_comes_back_from_its_wire_form() -> None:
    intent = Intent(
        Operation.EDIT,
        Content("auth.users", ("k",)),
        controller="user_edit",
        categories=frozenset({"admin"}),
        options={"multiple": True},
    )
    raw = intent.wire()
    assert Intent.parse(raw, sources=SOURCES, origin="a.b") == Intent(
        intent.operation, intent.content, "user_edit", intent.categories, intent.options, "a.b"
    )
    assert Intent.parse({"operation": "view"}, sources=SOURCES) == Intent(Operation.VIEW)
    assert hash(intent) == hash(Intent.parse(raw, sources=SOURCES))


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"operation": 1},
        {"operation": "veiw"},
        {"operation": "view", "content": {"source": "pg.shadow"}},
        {"operation": "view", "origin": "somebody.else"},
        {"operation": "view", "controller": 7},
        {"operation": "view", "categories": "admin"},
        {"operation": "view", "categories": [SESSION_START]},
        {"operation": "view", "categories": ["c"] * 21},
        {"operation": "view", "options": []},
        {"operation": "view", "options": {1: 2}},
        {"operation": "view", "options": {str(n): n for n in range(51)}},
        {"operation": "view", "options": {"text": "x" * 4096}},
        {"operation": "view", "options": {"text": {"deep": ["a\x00b"]}}},
        {"operation": "view", "options": {"a\x00b": 1}},
        {"operation": "view", "options": {"number": Decimal(1)}},
        {"operation": "view", "options": {"number": float("nan")}},
        {"operation": "view", "options": {"number": 2**53}},
        {"operation": "view", "options": {"somebody": Node()}},
        {"operation": "view", "categories": ["a\x00b"]},
    ],
)
def test_o7_a_malformed_or_privileged_intent_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        Intent.parse(raw, sources=SOURCES)


def test_o7_the_reserved_category_never_leaves_the_server() -> None:
    start = Intent(Operation.VIEW, categories=frozenset({SESSION_START, "x"}))
    assert start.wire()["categories"] == ["x"]
