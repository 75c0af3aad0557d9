"""What restricts a cursor whatever its user asks: its master's key, an intent's records.

Values come from keys that a client chose, so they are believed as little as a filter: one that is
not even a key matches nothing, exactly like a key that does not exist.
"""

from ytefas.framework.work.rows import Within
from ytefas.store.query.predicate import ALWAYS, All, Compare, Predicate, Some, both, comparisons
from ytefas.store.query.query import LONGEST_VALUE
from ytefas.store.query.value import BadValueError, read_value
from ytefas.store.source.sight import Sight

AWAY = "archived_at"


def predicate_within(sight: Sight, within: Within) -> Predicate | None:
    """Say what restricts a cursor; None when a restriction names a field that is not in sight."""
    parts: list[Predicate] = []
    try:
        for name, value in within.columns:
            field = sight.fields[name]
            read = read_value(field.kind, value, type_=field.type_, longest=LONGEST_VALUE)
            parts.append(Compare(name, "eq", read))
        if within.keys is not None:
            key = sight.fields[sight.key]
            wanted = [read_value(key.kind, one, type_=key.type_, longest=0) for one in within.keys]
            parts.append(Compare(sight.key, "in", tuple(wanted)))
    except KeyError:
        return None
    except BadValueError:
        return Some(())  # nothing has such a key: the same answer as for one that is not there
    return All(tuple(parts))


def bounded(sight: Sight, within: Within, where: Predicate) -> Predicate | None:
    """Join a cursor's restrictions and its user's filter; None as above.

    A list leaves out what is archived, unless its filter speaks of `archived_at`; records that are
    named are shown wherever they are.
    """
    restriction = predicate_within(sight, within)
    if restriction is None:
        return None
    joined = both(restriction, where)
    if within.archived or within.keys is not None or AWAY not in sight.fields:
        return joined
    spoken = any(one.column == AWAY for one in comparisons(where))
    if spoken:
        return joined
    parts = joined.parts if isinstance(joined, All) else (joined,)
    return All((*parts, Compare(AWAY, "null")))


def around(sight: Sight, within: Within, where: Predicate) -> Predicate:
    """Say what bounds the tree in which a filter finds: restrictions, and the archive."""
    if any(one.column == AWAY for one in comparisons(where)):
        return predicate_within(sight, within) or ALWAYS
    return bounded(sight, within, ALWAYS) or ALWAYS
