"""What an election asks: whether this principal may do this operation on this source at all.

By role, and by the level held on the customer in question, else by the highest on any: rows are
judged again one by one when they are read and written. A permission that a controller REQUIRES is a
word of `Needs`.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final, cast, get_args
from uuid import UUID

from schema.base import Entity, Needs
from ytefas.framework.work.content import Key
from ytefas.framework.work.intent import Operation
from ytefas.rules.access import STAFF, Level, Principal, Reach
from ytefas.store.sites import reach_in
from ytefas.store.source.field import may
from ytefas.store.source.source import Source

_ASKED: Final[Mapping[Operation, Callable[[Entity], Needs]]] = {
    Operation.VIEW: lambda entity: entity.read,
    Operation.PICK: lambda entity: entity.read,
    Operation.REPORT: lambda entity: entity.read,
    Operation.CREATE: lambda entity: entity.create,
    Operation.EDIT: lambda entity: entity.write,
    Operation.DELETE: lambda entity: entity.delete,
}
_NEEDS: Final = frozenset(get_args(Needs))


class Permits:
    """Implements the framework's Permits over the sources and the reach of whoever asks."""

    def __init__(
        self, sources: Mapping[str, Source], reach_of: Callable[[Principal], Reach]
    ) -> None:
        self._sources = sources
        self._reach_of = reach_of

    def __call__(
        self,
        principal: Principal,
        requires: frozenset[str],
        operation: Operation | None,
        source: str | None,
        owner: Key | None = None,
    ) -> bool:
        unknown = requires - _NEEDS
        if unknown:
            raise ValueError(f"nobody can hold these permissions: {sorted(unknown)}")
        needs = {cast("Needs", one) for one in requires}
        known = self._sources.get(source or "")
        if known is not None and operation is not None:
            needs.add(_ASKED.get(operation, _ASKED[Operation.EDIT])(known.entity))
        reach = narrowed(self._reach_of(principal), owner)
        if known is not None:
            reach = reach_in(known.table, reach)
        # Who works here and follows nobody yet finds his lists empty, not closed.
        least = Level.READ if principal.role in STAFF else None
        level = Level.MANAGE if reach.everything else max(reach.levels.values(), default=least)
        return may(needs, principal.role, level)


def narrowed(reach: Reach, owner: Key | None) -> Reach:
    """Look at the rights on one customer alone, where a screen is of one."""
    if owner is not None:
        with suppress(ValueError):
            return reach.on(UUID(str(owner)))
    return reach
