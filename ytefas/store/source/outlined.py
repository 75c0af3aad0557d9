"""Reading an outline: which groups or branches there are, and the rows of those in sight.

Groups are counted by one statement whatever is open, so a closed group costs nothing however big
it is; the rows of all open groups in sight follow one another and are read by another. Of a tree
the keys and parents are read whole, because only all of them tell where a row hangs.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select

from ytefas.errors import Invalid
from ytefas.rules.access import Principal, Reach
from ytefas.store.query.outline import (
    MOST_GROUPS,
    MOST_NODES,
    Line,
    Outline,
    Run,
    outline_of_groups,
    outline_of_tree,
)
from ytefas.store.query.query import Query
from ytefas.store.query.value import read_value
from ytefas.store.source.sight import Sight
from ytefas.store.source.sql import Statements, Step
from ytefas.store.unit import Reading

Row = tuple[Any, ...]
FEW = 4  # groups in sight that are read one by one
LONGEST = 2**20  # of a value that comes out of the table itself


class Reads(Protocol):
    """What is asked of a source here."""

    def sight(self, acting: Principal, reach: Reach) -> Sight: ...

    async def matching(
        self, reading: Reading, query: Query, keys: Sequence[str | UUID]
    ) -> list[Row]: ...

    async def fetch(
        self,
        reading: Reading,
        what: Hashable,
        query: Query,
        build: Callable[[Statements], Select[Any]],
        **params: Any,
    ) -> list[Row]: ...


async def read_outline(source: Reads, reading: Reading, query: Query) -> Outline:
    """Read what groups there are and how big they are, or how the rows of a tree hang."""
    if query.tree is not None:
        return await _tree(source, reading, query, query.tree)
    rows = await source.fetch(
        reading, "groups", query, lambda to: to.counted_groups(query), size=MOST_GROUPS + 1
    )
    if len(rows) > MOST_GROUPS:
        raise Invalid("too_many_groups", most=MOST_GROUPS)
    return outline_of_groups(query.group, [(row[:-1], row[-1]) for row in rows])


async def _tree(source: Reads, reading: Reading, query: Query, parent: str) -> Outline:
    key = source.sight(reading.acting, reading.reach).key

    async def read(flat: Query) -> list[Row]:
        rows = await source.fetch(
            reading, Step.OFFSET, flat, lambda to: to.window(flat, Step.OFFSET),
            size=MOST_NODES + 1, first=0,
        )  # fmt: skip
        if len(rows) > MOST_NODES:
            raise Invalid("too_many_nodes", most=MOST_NODES)
        return rows

    every = [(row[0], row[1]) for row in await read(query.flat(columns=(key, parent)))]
    if not query.words and query.where == query.around:
        return outline_of_tree(every)
    hits = query.flat(columns=(key,), where=query.where, words=query.words)
    return outline_of_tree(every, {row[0] for row in await read(hits)})


async def read_lines(
    source: Reads, reading: Reading, query: Query, outline: Outline, lines: Sequence[Line | Run]
) -> list[Row]:
    """Read the rows of an outline that are in sight, each with its place at the end."""
    if query.tree is None:
        return await _grouped(source, reading, query, outline, lines)
    here = {line.branch.key: outline.node(line) for line in lines if isinstance(line, Line)}
    rows = await source.matching(reading, query, list(here))
    return [(*row, here[row[0]]) for row in rows]


async def _grouped(
    source: Reads, reading: Reading, query: Query, outline: Outline, lines: Sequence[Line | Run]
) -> list[Row]:
    runs = [line for line in lines if isinstance(line, Run)]
    places = [query.shows.index(name) for name in query.group]
    by_group: dict[tuple[Any, ...], list[Row]] = {}
    # A few groups one by one: the rows of one come along an index of their order, those of
    # several must be sorted. Many are small, and are read at once.
    for some in [[run] for run in runs] if len(runs) <= FEW else [runs]:
        for row in await _rows_of(source, reading, query, some):
            by_group.setdefault(tuple(row[at] for at in places), []).append(row)
    rows: list[Row] = []
    for line in lines:
        if isinstance(line, Run):
            inside = by_group.get(line.branch.values, [])[: line.size]
            rows += [(*row, outline.leaf) for row in inside]
        else:
            header: list[Any] = [None] * len(query.shows)
            header[0], values = line.branch.key, line.branch.values
            header[places[len(values) - 1]] = values[-1]
            rows.append((*header, outline.node(line)))
    return rows


async def _rows_of(source: Reads, reading: Reading, query: Query, runs: Sequence[Run]) -> list[Row]:
    one = len(runs) == 1
    wanted = zip(*(run.branch.values for run in runs), strict=True)
    sight = source.sight(reading.acting, reading.reach)
    return await source.fetch(
        reading, ("grouped", one), query, lambda to: to.rows_of_groups(query, one=one),
        first=runs[0].skip, size=sum(run.size for run in runs), **_given(sight, query, wanted),
    )  # fmt: skip


def _given(sight: Sight, query: Query, wanted: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Name the values of the wanted groups, column by column, as the statement does."""
    given: dict[str, Any] = {}
    for number, (name, column) in enumerate(zip(query.group, wanted, strict=True)):
        kind, type_ = sight.fields[name].kind, sight.fields[name].type_
        given[f"group{number}"] = [
            None if one is None else read_value(kind, one, type_=type_, longest=LONGEST)
            for one in column
        ]
        given[f"absent{number}"] = None in column
    return given
