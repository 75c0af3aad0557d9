"""What would come of an action, counted before anything is written; and who is told of it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from ytefas.errors import Denied, Invalid
from ytefas.framework.work.many import Act, Asked
from ytefas.store.many.batches import Row
from ytefas.store.many.choosing import GONE, everything
from ytefas.store.many.doing import AWAY, changes_of
from ytefas.store.query.query import Query
from ytefas.store.query.value import Kind
from ytefas.store.source.sight import KEY, Sight
from ytefas.store.source.source import LARGEST_WINDOW, Source
from ytefas.store.source.write import owner_name, owner_of, require
from ytefas.store.unit import Reading

_LISTS: Final = frozenset({Kind.TEXTS, Kind.KEYS})


def require_fields(sight: Sight, asked: Sequence[Asked]) -> None:
    """Say at once what no record could do: a field that is not there, items of what is no list."""
    _ = Query.parse(sight, {"columns": [one.name for one in asked]})
    if any(one.how != "set" and sight.fields[one.name].kind not in _LISTS for one in asked):
        raise Invalid("malformed", parameter="changes")


async def veiled(reading: Reading, source: Source, rows: Sequence[Row]) -> list[Row]:
    """Tell records without what they are called where their user may not see them any more."""
    reach = reading.reach
    _ = source.sight(reading.acting, reach)  # Denied for a role that sees none of them
    if reach.everything:
        return list(rows)
    whose = {row["key"]: UUID(row["owner"]) for row in rows if row.get("owner")}
    away = {row["key"] for row in rows if row["state"] == "done" and not row["now"]}  # deleted here
    partly = [key for key, owner in whose.items() if owner in reach.sites and key not in away]
    hidden = {key for key, owner in whose.items() if not reach.sees(owner)} | set(partly)
    for at in range(0, len(partly), LARGEST_WINDOW):
        some = partly[at : at + LARGEST_WINDOW]
        hidden -= {one[0] for one in await source.matching(reading, everything([KEY]), some)}
    return [{**row, "title": "", "problem": GONE} if row["key"] in hidden else row for row in rows]


async def look(
    reading: Reading, source: Source, act: Act, rows: Sequence[Row], asked: Sequence[Asked]
) -> dict[str, int]:
    """Count the records that would change, are so already, are not his to change, are gone."""
    sight = source.sight(reading.acting, reading.reach)
    names = [one.name for one in asked]
    if names:
        require_fields(sight, asked)
    owner, needs = owner_name(source), _needs(source, act)
    columns = dict.fromkeys([KEY, *([owner] if owner else []), *names])
    if act in {"archive", "restore"}:
        columns[AWAY] = None
    counted = {"total": len(rows), "changes": 0, "same": 0, "denied": 0, "gone": 0}
    may: dict[Any, bool] = {}
    keys = [row["key"] for row in rows if row["state"] == "waiting"]
    counted["gone"] = len(rows) - len(keys)
    for at in range(0, len(keys), LARGEST_WINDOW):
        some = keys[at : at + LARGEST_WINDOW]
        found = await source.matching(reading, everything(list(columns)), some)
        counted["gone"] += len(some) - len(found)
        for record in found:
            now = dict(zip(columns, record, strict=True))
            whose = owner_of(source, now)
            if whose not in may:
                may[whose] = _may(source, reading, needs, whose)
            if not may[whose]:
                counted["denied"] += 1
            else:
                counted["same" if _is_so(source, act, now, asked) else "changes"] += 1
    return counted


def _needs(source: Source, act: Act) -> Any:
    return source.entity.write if act == "edit" else source.entity.delete


def _may(source: Source, reading: Reading, needs: Any, whose: Any) -> bool:
    try:
        require(source, needs, reading, whose)
    except Denied:
        return False
    return True


def _is_so(source: Source, act: Act, now: dict[str, Any], asked: Sequence[Asked]) -> bool:
    match act:
        case "edit":
            return not changes_of(source, now, asked)
        case "delete":
            return False
        case _:
            return (now[AWAY] is not None) is (act == "archive")
