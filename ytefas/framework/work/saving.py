"""Saving what is unsaved in several cursors of a context: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from ytefas.errors import Denied, Invalid, NotFound
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.gate import parse_batch
from ytefas.framework.work.rows import Batch, Within, Written

KEY = "id"


async def save_together(
    cursors: Mapping[str, Cursor], raw: Mapping[str, Any], idempotency_key: str
) -> dict[str, Any]:
    """Save {cursor: {saves, creates, deletes}} in one transaction, masters first.

    The answer, by cursor: {versions: {key: row_version}, created: [{key, row_version}], deleted}.
    What is refused says where: `cursor`, and `key` or (of a new record) its place `at`.
    """
    try:
        UUID(idempotency_key)
    except ValueError:
        raise Invalid("idempotency_key") from None
    if not cursors.keys() >= raw.keys():
        raise NotFound
    batches: list[Batch] = []
    shown = [(name, cursor) for name, cursor in cursors.items() if name in raw]
    for name, cursor in shown:
        bounds = _bounds(cursor, {batch.name: batch for batch in batches})
        batch = parse_batch(raw[name], name, cursor.source, bounds)
        if cursor.spec.readonly and (batch.saves or batch.creates or batch.deletes):
            raise Denied
        batches.append(batch)
    if not batches:
        return {}
    writer = shown[0][1].writer  # one for all: they belong to one user
    written = await writer.write(batches, idempotency_key=idempotency_key)
    for (_, cursor), batch, one in zip(shown, batches, written, strict=True):
        await cursor.took(batch, one)
    return {batch.name: _told(one) for batch, one in zip(batches, written, strict=True)}


def _bounds(cursor: Cursor, earlier: Mapping[str, Batch]) -> Within:
    """Bind the details of a record that is made with them to the key it is to have."""
    bounds, master = cursor.bounds, cursor.master
    if master is None or cursor.spec.on is None or master.current_id is not None:
        return bounds
    batch = earlier.get(cursor.spec.tracks or "")
    if batch is None or len(batch.creates) != 1:
        return bounds
    key = batch.creates[0].values.get(KEY)
    columns = (*cursor.within.columns, (cursor.spec.on, key))
    return replace(bounds, columns=columns)


def _told(written: Written) -> dict[str, Any]:
    versions = written.versions
    return {
        "versions": {
            str(key): version for key, version in versions.items() if key not in written.created
        },
        "created": [{"key": key, "row_version": versions.get(key)} for key in written.created],
        "deleted": list(written.deleted),
    }
