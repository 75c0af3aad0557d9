"""What server code reads of a source beside its cursors: as its user sees it, live for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ytefas.errors import NotFound
from ytefas.framework.work.content import Key
from ytefas.framework.work.rows import Frame, Within
from ytefas.framework.work.showing import CursorSpec

if TYPE_CHECKING:
    from ytefas.framework.work.controller import Controller

AT_ONCE: Final = 1000


async def read_rows(
    controller: Controller,
    source: str,
    within: Within,
    columns: Sequence[str],
    *,
    where: Any = None,
) -> list[dict[str, Any]]:
    """Read all rows within some bounds (and a filter), in their travelling form."""
    spec = CursorSpec(source)
    rows = controller.application.cursors.make(spec, controller, master=None, within=within).rows
    query = rows.parse({"columns": list(columns), "filter": where})
    found: list[dict[str, Any]] = []
    while True:
        some = await rows.window(Frame(source, query, within, len(found), AT_ONCE))
        found.extend(dict(zip(some.columns, row, strict=True)) for row in some.rows)
        if len(some.rows) < AT_ONCE:
            return found


async def read_one(
    controller: Controller, source: str, key: Key, columns: Sequence[str]
) -> dict[str, Any]:
    """Read one row by its key; NotFound when it is not in sight."""
    found = await read_rows(controller, source, Within(keys=(key,)), columns)
    if not found:
        raise NotFound
    return found[0]
