"""What is done to one record of an action, and how it is taken back.

Every record is asked for anew, under the rights of who acts: what somebody has changed since it was
chosen is a conflict, and what is so already is left alone.
"""

from collections.abc import Sequence
from typing import Any, Final

from ytefas.errors import Conflict, NotFound
from ytefas.framework.work.many import Act, Asked
from ytefas.store.many.batches import Row
from ytefas.store.query.predicate import All
from ytefas.store.query.value import BadValueError
from ytefas.store.source import archive as source_archive, write as source_write
from ytefas.store.source.field import SourceField
from ytefas.store.source.source import Source
from ytefas.store.unit import Unit

ANYWHERE: Final = All(())
AWAY: Final = source_archive.AWAY


async def forth(source: Source, unit: Unit, row: Row, act: Act, asked: Sequence[Asked]) -> Row:
    """Do it to a record; what came of it."""
    match act:
        case "edit":
            return await _edited(source, unit, row, asked)
        case "delete":
            return await _deleted(source, unit, row)
        case _:
            return await _moved(source, unit, row, away=act == "archive")


async def back(source: Source, unit: Unit, row: Row, act: Act) -> Row:
    """Take it back, where nobody has changed the record since."""
    if act == "edit":
        key, version = row["key"], row["now"]
        _ = await source_write.save(source, unit, key, version, row["before"])
        return {**row, "back": "done", "problem": None}
    now = await source_write.known(source, unit, row["key"], ANYWHERE)
    if int(now["row_version"]) != row["now"]:
        raise Conflict(fields={}, row_version=now["row_version"])
    turn = source_archive.restore if act == "archive" else source_archive.archive
    _ = await turn(source, unit, row["key"])
    return {**row, "back": "done", "problem": None}


async def _edited(source: Source, unit: Unit, row: Row, asked: Sequence[Asked]) -> Row:
    names = [one.name for one in asked]
    now = await source_write.known(source, unit, row["key"], ANYWHERE, *names)
    changes = changes_of(source, now, asked)
    if not changes:
        return {**row, "state": "same"}
    version = await source_write.save(source, unit, row["key"], row["version"], changes)
    before = {name: now[name] for name in changes}
    return {**row, "state": "done", "now": version, "before": before}


async def _moved(source: Source, unit: Unit, row: Row, *, away: bool) -> Row:
    now = await source_write.known(source, unit, row["key"], ANYWHERE, AWAY)
    if (now[AWAY] is not None) is away:  # also along with what it belongs to
        return {**row, "state": "same"}
    _unchanged(now, row)
    turn = source_archive.archive if away else source_archive.restore
    return {**row, "state": "done", "now": await turn(source, unit, row["key"])}


async def _deleted(source: Source, unit: Unit, row: Row) -> Row:
    try:
        await source_write.known(source, unit, row["key"], ANYWHERE)
    except NotFound:  # somebody was quicker
        return {**row, "state": "same"}
    await source_write.delete(source, unit, row["key"], row_version=row["version"])
    return {**row, "state": "done"}


def _unchanged(now: dict[str, Any], row: Row) -> None:
    if int(now["row_version"]) != row["version"]:
        raise Conflict(fields={}, row_version=now["row_version"])


def changes_of(source: Source, now: dict[str, Any], asked: Sequence[Asked]) -> dict[str, Any]:
    """Give the values that a record does not have already."""
    wanted = {one.name: one.of(now[one.name]) for one in asked}
    return {
        name: value
        for name, value in wanted.items()
        if not _is_same(source.fields[name], value, now[name])
    }


def _is_same(field: SourceField, one: Any, other: Any) -> bool:
    """Compare what two values mean: 50 is what is stored as 50.00."""
    if one == other:
        return True
    try:
        return bool(source_write.value_of(field, one) == source_write.value_of(field, other))
    except BadValueError:
        return False  # the save says what is wrong with it
