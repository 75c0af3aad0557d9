"""Which lists stand in an order that no index gives: those that are not too long for it.

An order along an index costs the rows that are shown, any other one looks at all rows first: of a
million people by what is missing about them that takes many seconds, at every step of a scrollbar
and at every change. What a source itself begins with is never refused.
"""

from typing import Final

from sqlalchemy import Column

from ytefas.errors import Invalid
from ytefas.store.query.query import Query
from ytefas.store.query.sql import sort_key
from ytefas.store.source.sight import Sight
from ytefas.store.source.source import Count, Source
from ytefas.store.source.sql import along_an_index
from ytefas.store.unit import Reading

MOST_SORTED: Final = 50_000


async def hold_sortable(
    source: Source, reading: Reading, query: Query, known: Count | None = None
) -> None:
    """Refuse an order that would take too long; `known`: how many rows there are, if counted."""
    sight = source.sight(reading.acting, reading.reach)
    if query.tree is not None or not costs(source, sight, query):
        return
    if query.group or known is None or known.exactness == "estimated":
        flat = query.flat() if query.group else query
        known = await source.count(reading, flat, cap=MOST_SORTED)
        over = known.exactness == "at_least"
    else:
        over = known.n > MOST_SORTED
    if over:
        raise Invalid("too_many_to_sort", most=MOST_SORTED)


def costs(source: Source, sight: Sight, query: Query) -> bool:
    """Tell whether all rows must be looked at before the first can be shown in its place."""
    if any(not isinstance(sort_key(sight, name), Column) for name in query.group):
        return True
    if query.group and query.opened is None:
        return False
    rest = query.sort[len(query.group) :]
    if tuple(order.column for order in rest[:-1]) == tuple(order.column for order in sight.order):
        return False
    return not along_an_index(source.table, sight, rest[0])
