"""Outlines, without a database: which branches there are, and which places are in sight."""

from hypothesis import given, strategies as st

from ytefas.store.query.opened import Opened
from ytefas.store.query.outline import Line, Outline, Run, outline_of_groups, outline_of_tree

OPEN, CLOSED = Opened(every=True), Opened(every=False)


def shown(outline: Outline, opened: Opened, first: int = 0, size: int = 100) -> list[str]:
    lines, _ = outline.part(opened, first, size)
    return [
        f"{line.skip}+{line.size}"
        if isinstance(line, Run)
        else f"{line.branch.level}{line.branch.key.removeprefix('g:')}:{line.branch.count}"
        for line in lines
    ]


TWO = outline_of_groups(
    ("status", "done"),
    [(("open", False), 2), (("open", None), 1), (("done", True), 1000)],
)


def test_c21_groups_stand_inside_each_other_and_count_their_rows() -> None:
    assert shown(TWO, CLOSED) == ['1["open"]:3', '1["done"]:1000']
    assert shown(TWO, OPEN, size=7) == [
        '1["open"]:3', '2["open",false]:2', "0+2", '2["open",null]:1', "0+1", '1["done"]:1000',
    ]  # fmt: skip
    assert TWO.part(OPEN, 0, 1)[1] == 5 + 1003
    assert shown(TWO, OPEN, first=500, size=10) == ["492+10"]
    but = Opened(every=True, but=frozenset({'g:["open"]'}))
    assert shown(TWO, but) == ['1["open"]:3', '1["done"]:1000', '2["done",true]:1000', "0+97"]


def test_c23_a_header_says_level_open_count_and_column() -> None:
    (line, *_), _total = TWO.part(CLOSED, 0, 1)
    assert isinstance(line, Line)
    assert TWO.node(line) == (1, False, 3, "status")
    assert TWO.leaf == (3, None, 0, None)


FAMILY = [("a", None), ("b", "a"), ("c", "b"), ("d", "a"), ("e", "gone"), ("f", None)]


def test_c22_a_tree_goes_down_before_it_goes_on() -> None:
    tree = outline_of_tree(FAMILY)
    assert shown(tree, OPEN) == ["1a:2", "2b:1", "3c:0", "2d:0", "1e:0", "1f:0"]
    assert shown(tree, CLOSED) == ["1a:2", "1e:0", "1f:0"]
    assert shown(tree, Opened(every=True, but=frozenset("b"))) == [
        "1a:2", "2b:1", "2d:0", "1e:0", "1f:0",
    ]  # fmt: skip
    lines, _ = tree.part(CLOSED, 0, 2)
    assert [tree.node(one) for one in lines if isinstance(one, Line)] == [
        (1, False, 2, None), (1, None, 0, None),
    ]  # fmt: skip


def test_c22_what_is_found_is_shown_with_what_is_above_it() -> None:
    tree = outline_of_tree(FAMILY, {"c", "f"})
    assert shown(tree, OPEN) == ["1a:1", "2b:1", "3c:0", "1f:0"]
    lines, _ = tree.part(OPEN, 0, 9)
    assert [tree.node(one)[4:] for one in lines if isinstance(one, Line)] == [
        (False,), (False,), (), (),
    ]  # fmt: skip


def test_c22_a_circle_is_shown_once() -> None:
    tree = outline_of_tree([("a", "b"), ("b", "a"), ("c", "c"), ("d", "b")])
    assert shown(tree, OPEN) == ["1a:1", "2b:1", "3d:0", "1c:0"]
    deep = [(str(at), str(at - 1) if at else None) for at in range(20_000)]
    assert outline_of_tree(deep).part(OPEN, 19_999, 5)[0] != []


_trees = st.lists(st.integers(-1, 9), min_size=1, max_size=10).map(
    lambda parents: [(str(at), str(parent)) for at, parent in enumerate(parents)]
)


@given(nodes=_trees, but=st.frozensets(st.sampled_from("0123456789")), every=st.booleans())
def test_c23_windows_are_parts_of_the_whole(
    nodes: list[tuple[str, str]], but: frozenset[str], *, every: bool
) -> None:
    opened = Opened(every=every, but=but)
    tree = outline_of_tree([(key, parent) for key, parent in nodes])
    whole, total = tree.part(opened, 0, 100)
    assert len(whole) == total <= len(nodes)
    assert len(tree.branches) == len(nodes)
    for first in range(total + 1):
        assert tree.part(opened, first, 2) == (whole[first : first + 2], total)
