"""What groups and trees look like: every branch in its place, and the part of it that is in sight.

Pure. An outline says what there is whatever is open; it is made once for all windows on it, and
bounded, because it is held whole: groups are counted by the database, the rows of a group are not
in it. `Outline.part` walks it and skips what is closed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

from ytefas.framework.work.rows import GROUP
from ytefas.store.query.opened import Opened

MOST_GROUPS = 5_000  # of the innermost column
MOST_NODES = 20_000  # of a tree

Values = tuple[Any, ...]
Node = tuple[int, bool | None, int, str | None] | tuple[int, bool | None, int, None, bool]


@dataclass(frozen=True, slots=True)
class Branch:
    """A header of a group, or a row of a tree."""

    key: str
    level: int  # the outermost is 1
    count: int  # rows of a group, children of a row
    after: int  # the place of the next branch that is not below this one
    values: Values = ()  # of a group, from the outermost column
    found: bool = True  # False: of a tree, only there because something below it was found


@dataclass(frozen=True, slots=True)
class Line:
    """A branch in sight; `open` is None when nothing is below it."""

    branch: Branch
    open: bool | None


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of an open group in sight: `size` of them after the first `skip`."""

    branch: Branch
    skip: int
    size: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All branches, each before those below it; `columns` are those of the groups."""

    branches: tuple[Branch, ...]
    columns: tuple[str, ...] = ()

    def part(self, opened: Opened, first: int, size: int) -> tuple[list[Line | Run], int]:
        """Find what stands at these places, and how many places there are in all."""
        found: list[Line | Run] = []
        at = place = 0
        end = first + size
        while place < len(self.branches):
            branch = self.branches[place]
            is_open = opened.shows(branch.key) if branch.count else None
            if first <= at < end:
                found.append(Line(branch, is_open))
            at += 1
            if is_open and branch.level == len(self.columns):
                low, high = max(first, at), min(end, at + branch.count)
                if low < high:
                    found.append(Run(branch, low - at, high - low))
                at += branch.count
            place = place + 1 if is_open else branch.after
        return found, at

    def node(self, line: Line) -> Node:
        """Say where a branch stands, as its row tells it."""
        branch = line.branch
        if self.columns:
            return (branch.level, line.open, branch.count, self.columns[branch.level - 1])
        if branch.found:
            return (branch.level, line.open, branch.count, None)
        return (branch.level, line.open, branch.count, None, False)

    @property
    def leaf(self) -> Node:
        """Say where a row of a group stands."""
        return (len(self.columns) + 1, None, 0, None)


def group_key(values: Values) -> str:
    """Make the key of a group's row: the client takes it as it is."""
    return GROUP + orjson.dumps(values).decode()


def outline_of_groups(columns: tuple[str, ...], counted: Sequence[tuple[Values, int]]) -> Outline:
    """Make the outline of the innermost groups, which come in their order."""
    branches: list[Branch] = []

    def add(groups: list[tuple[Values, int]], level: int) -> None:
        for _, same in groupby(groups, key=lambda group: group[0][level - 1]):
            inner = list(same)
            place, values = len(branches), inner[0][0][:level]
            branches.append(Branch(group_key(values), level, 0, 0, values))
            if level < len(columns):
                add(inner, level + 1)
            count = sum(number for _, number in inner)
            branches[place] = Branch(group_key(values), level, count, len(branches), values)

    add(list(counted), 1)
    return Outline(tuple(branches), columns)


def outline_of_tree(
    nodes: Sequence[tuple[str, str | None]], found: Collection[str] | None = None
) -> Outline:
    """Make the outline of rows given with their parents, siblings in their order.

    `found`: show only these and what is above them. A row whose parent is not among them is a
    root, and so is the first of a circle.
    """
    parents = dict(nodes)
    kept = parents.keys() if found is None else _with_ancestors(found, parents)
    walked = list(_walk([key for key, _ in nodes if key in kept], parents))
    counts, after = [0] * len(walked), [len(walked)] * len(walked)
    above: list[int] = []  # the places of the rows over this one, the outermost first
    for place, (_, level) in enumerate(walked):
        for closed in above[level - 1 :]:
            after[closed] = place
        del above[level - 1 :]
        if above:
            counts[above[-1]] += 1
        above.append(place)
    hit = kept if found is None else found
    return Outline(tuple(
        Branch(key, level, counts[place], after[place], found=key in hit)
        for place, (key, level) in enumerate(walked)
    ))  # fmt: skip


def _with_ancestors(found: Collection[str], parents: dict[str, str | None]) -> set[str]:
    kept: set[str] = set()
    for key in found:
        up: str | None = key
        while up is not None and up in parents and up not in kept:
            kept.add(up)
            up = parents[up]
    return kept


def _walk(keys: Sequence[str], parents: dict[str, str | None]) -> Iterator[tuple[str, int]]:
    """Go down from every root, then from what no root leads to."""
    known = set(keys)
    below: dict[str, list[str]] = {}
    roots: list[str] = []
    for key in keys:
        parent = parents[key]
        if parent is None or parent not in known:
            roots.append(key)
        else:
            below.setdefault(parent, []).append(key)
    seen: set[str] = set()
    for root in [*roots, *keys]:
        due = [(root, 1)]
        while due:
            key, level = due.pop()
            if key not in seen:
                seen.add(key)
                yield key, level
                due += [(child, level + 1) for child in reversed(below.get(key, ()))]
