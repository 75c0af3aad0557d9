"""Write what the cursors of one user were given: all batches in one transaction, exactly once.

Implements `framework.work.rows.Writer`. The order is `steps`: masters before details, and what goes
goes details first. The answer is kept with the idempotency key, so a repeated request is answered
the same and done once.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from ytefas.errors import Invalid, NotFound, YtefasError
from ytefas.framework.work.rows import Batch, Creating, Saving, Written, steps
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.source import archive as source_archive, write as source_write
from ytefas.store.source.source import Source
from ytefas.store.source.within import predicate_within
from ytefas.store.unit import Unit


class SourceWriter:
    """Unit for one user."""

    def __init__(self, store: Store, sources: Mapping[str, Source], acting: Principal) -> None:
        self._store = store
        self._sources = sources
        self._acting = acting

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> list[Written]:
        """Carry out all batches or none; the answers in their order."""
        try:
            key = UUID(idempotency_key)
        except ValueError:
            raise Invalid("idempotency_key") from None
        for batch in batches:
            if batch.source not in self._sources:
                raise NotFound

        async def work(unit: Unit) -> list[dict[str, Any]]:
            made = _Made(self._sources, unit, batches)
            for kind, at, what in steps(batches):
                try:
                    await made.carry_out(kind, at, what)
                except YtefasError as error:
                    error.fields |= _where(batches[at], kind, what)
                    raise
            return [written.wire() for written in made.written()]

        first = batches[0].source if batches else "nothing"
        answer = await self._store.once(
            self._acting, work, cause=f"{first}.write", key=key, request=_request(batches)
        )
        return [_read(written) for written in answer]

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give the values a new record begins with; writes nothing."""
        if source not in self._sources:
            raise NotFound
        async with self._store.reading(self._acting) as reading:
            return source_write.blank(self._sources[source], reading, values)


class _Made:
    """What was done so far."""

    def __init__(self, sources: Mapping[str, Source], unit: Unit, batches: Sequence[Batch]) -> None:
        self._sources = [sources[batch.source] for batch in batches]
        self._within = [batch.within for batch in batches]
        self._unit = unit
        self._created: list[list[str]] = [[] for _ in batches]
        self._versions: list[dict[str | int, int]] = [{} for _ in batches]
        self._deleted: list[list[str | int]] = [[] for _ in batches]

    async def carry_out(self, kind: str, at: int, what: Any) -> None:
        source, unit = self._sources[at], self._unit
        within = predicate_within(source.sight(unit.acting, unit.reach), self._within[at])
        if within is None:
            raise NotFound
        match kind, what:
            case "create", Creating(values):
                bound = dict(self._within[at].columns)
                key, version = await source_write.create(source, unit, {**values, **bound})
                self._created[at].append(key)
                self._versions[at][key] = version
            case "save", Saving(key, row_version, changes):
                self._versions[at][key] = await source_write.save(
                    source, unit, str(key), row_version, changes, within=within
                )
            case "archive", key:
                self._versions[at][key] = await source_archive.archive(
                    source, unit, str(key), within=within
                )
            case "restore", key:
                self._versions[at][key] = await source_archive.restore(
                    source, unit, str(key), within=within
                )
            case _:
                await source_write.delete(source, unit, str(what), within=within)
                self._deleted[at].append(what)

    def written(self) -> list[Written]:
        return [
            Written(tuple(created), versions, tuple(deleted))
            for created, versions, deleted in zip(
                self._created, self._versions, self._deleted, strict=True
            )
        ]


def _where(batch: Batch, kind: str, what: Any) -> dict[str, Any]:
    """Say which record of which cursor an error is about."""
    if not batch.name:
        return {}
    if kind == "create":
        places = (at for at, one in enumerate(batch.creates) if one is what)
        return {"cursor": batch.name, "at": next(places, 0)}
    return {"cursor": batch.name, "key": what.key if isinstance(what, Saving) else what}


def _read(wire: Mapping[str, Any]) -> Written:
    return Written(
        tuple(wire["created"]),
        dict(wire["versions"]),
        tuple(wire["deleted"]),
    )


def _request(batches: Sequence[Batch]) -> list[Any]:
    """Say what was asked as plain data, to tell a repeated request from another one."""
    return [
        {
            "source": batch.source,
            "saves": [[one.key, one.row_version, dict(one.changes)] for one in batch.saves],
            "creates": [dict(one.values) for one in batch.creates],
            "deletes": list(batch.deletes),
            **({"archives": list(batch.archives)} if batch.archives else {}),
            **({"restores": list(batch.restores)} if batch.restores else {}),
        }
        for batch in batches
    ]
