"""Paths: values with a base, resolved from where one stands."""

import pickle

import pytest
from hypothesis import given, strategies as st

from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path, PathError, resolve_name

DESK = Path("server.desk", base="raccoon.app.7")

fragments = st.lists(
    st.text("abcz019_*", min_size=1, max_size=4), min_size=1, max_size=5
)  # a dotted address, taken apart


class At:
    """Something that lives at an address."""

    def __init__(self, path: str) -> None:
        self.node_path = Path(path)


def test_a1_at_resolves_to_the_base_and_the_result_has_none() -> None:
    assert DESK == "raccoon.app.7.server.desk"
    for target, expected in {
        "@client.x": "raccoon.app.7.client.x",
        "@": "raccoon.app.7",
        "@.x": "raccoon.app.7.x",
    }.items():
        found = DESK.resolve(target)
        assert found == expected
        assert found.base is None
    assert DESK.resolve(("@x", "y")) == "raccoon.app.7.x.y"


def test_a2_an_absolute_target_is_itself_and_nonsense_is_refused() -> None:
    assert DESK.resolve("other.place") == "other.place"
    for wrong in ("Foo", "foo-bar", "#view", "", ".", "a..b", "@Foo", "@a..b", ".a", "a.", "a b"):
        with pytest.raises(PathError):
            DESK.resolve(wrong)


def test_a3_without_a_base_at_means_nothing() -> None:
    with pytest.raises(PathError):
        Path("com.example").resolve("@x")


def test_a4_names_resolve_through_the_context() -> None:
    context = NodeContext(
        path_resolvers=(resolve_name,),
        view=At("a.view"),
        context=At("a.ctl"),
        grp={"inner": At("a.inner")},
        number=5,
        unbound=Node(),
    )
    for target, expected in {
        "#": "a.ctl",
        "#view": "a.view",
        "#view.foo.bar": "a.view.foo.bar",
        "#grp.inner": "a.inner",
        "#grp.inner.z": "a.inner.z",
        "#context.c.m": "a.ctl.c.m",
    }.items():
        assert DESK.resolve(target, context.new()) == expected
    for wrong in ("#missing", "#grp", "#grp.missing", "#number", "#unbound", "#view.Foo"):
        with pytest.raises(PathError):
            DESK.resolve(wrong, context)
    with pytest.raises(PathError):
        DESK.resolve("#", NodeContext(path_resolvers=(resolve_name,), context="a.ctl"))


def test_a4_a_resolver_may_leave_a_target_to_the_next() -> None:
    context = {"path_resolvers": (lambda *_: None, lambda *_: Path("x.y"))}
    assert DESK.resolve("#anything", context) == "x.y"


def test_a5_adding_keeps_the_base_and_equality_is_of_the_absolute_form() -> None:
    longer = DESK + "x.y"
    assert longer == DESK / "x" / "y" == DESK + Path("x.y") == DESK + iter(("x", "y"))
    assert longer.base == DESK.base == "raccoon.app.7"
    assert Path("a.b") == Path("b", "a") == "a.b" == Path(("a", "b"))
    assert Path("a.b") != "a.c"
    assert Path("a.b") != 7
    assert hash(Path("a.b")) == hash(Path("b", "a")) == hash("a.b")
    assert {Path("b", "a"): 1}["a.b"] == 1  # type: ignore[index] # a dotted string finds it too
    with pytest.raises(PathError):
        DESK + DESK
    with pytest.raises(PathError):
        Path(DESK, "x")
    for nothing in ("", ()):
        with pytest.raises(PathError):
            Path(nothing)


def test_a6_a_rooted_path_is_its_own_base() -> None:
    root = Path("raccoon.app.9").rooted()
    server = root + "server"
    assert root.base == root
    assert server == "raccoon.app.9.server"
    assert server.base == root
    assert server.resolve("@client") == "raccoon.app.9.client"


def test_p4_r1_what_grows_from_a_base_less_path_has_it_as_base() -> None:
    first = Path("test") + "first"
    assert first.base == "test"
    assert first.resolve("@third") == "test.third"
    assert (first + "second").base == "test"
    assert Path("test").base is None


def test_p5_names_are_one_fragment() -> None:
    assert DESK.child("x").name == "x"
    for wrong in ("x.y", "", "X", ".", "@x"):
        with pytest.raises(PathError):
            DESK.child(wrong)


def test_p2_a_path_is_frozen_and_cannot_be_resolved_twice() -> None:
    with pytest.raises(AttributeError):
        DESK.anything = 1
    with pytest.raises(AttributeError):
        del DESK._text
    with pytest.raises(PathError):
        DESK.resolve(DESK)  # type: ignore[arg-type]


def test_p6_reads_like_a_sequence() -> None:
    assert len(DESK) == 5
    assert DESK[-1] == "desk"
    assert sorted([Path("b"), Path("a.b"), Path("a")]) == ["a", "a.b", "b"]
    assert DESK.absolute.base is None
    assert Path("a").contains("a.b")
    assert Path("a").contains(Path("a"))
    assert not Path("a").contains("ab")
    assert [repr(DESK), repr(Path("a")), repr(Path("a").rooted())] == [
        "Path('server.desk', base='raccoon.app.7')",
        "Path('a')",
        "Path('a').rooted()",
    ]


@given(fragments, fragments)
def test_p1_parts_come_back(base: list[str], own: list[str]) -> None:
    path = Path(own, base=base)
    assert path.fragments == (*base, *own)
    assert path.base == ".".join(base)
    assert path.base is not None
    assert path.base + own == path
    assert Path(str(path)) == path
    again = pickle.loads(pickle.dumps(path))  # noqa: S301 - our own bytes
    assert (again, again.base) == (path, path.base)


def test_p3_a_forged_pickle_is_refused() -> None:
    rebuild, (text, _) = DESK.__reduce__()
    for wrong in ((text, 9), (text, -1), ("Not.A.Path", 0)):
        with pytest.raises(PathError):
            rebuild(*wrong)


@given(st.text(max_size=12))
def test_p3_any_text_is_a_valid_path_or_refused(text: str) -> None:
    try:
        path = Path(text)
    except PathError:
        return
    assert str(path) == text
    assert all(
        set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789_*") for part in path.fragments
    )
    assert "" not in path.fragments
