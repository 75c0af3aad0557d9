"""The record something hangs on: whether this reader sees it, whose it is, and what he may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from schema.base import Scope
from ytefas.errors import Denied, Invalid, NotFound
from ytefas.rules.access import Level
from ytefas.store.isolation import carries_papers
from ytefas.store.query.query import Query
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading


@dataclass(frozen=True, slots=True)
class Record:
    """A record that somebody sees, of a customer."""

    source: str
    id: UUID
    customer: UUID

    @property
    def wire(self) -> tuple[str, str]:
        return self.source, str(self.id)


class Records:
    """Finds records for whoever reads or writes."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    async def seen(self, reading: Reading, name: str, key: str) -> Record:
        """Find a record of a source; NotFound for what is not there and what is not his."""
        source = self._sources.get(name)
        if source is None or not carries_papers(source.entity):
            raise Invalid("unknown_source")
        owned = source.entity.scope is Scope.CUSTOMER
        columns = ("id", "customer_id") if owned else ("id",)
        try:
            wanted = UUID(key)
            rows = await source.matching(reading, Query(columns), [wanted])
        except (ValueError, Denied):
            raise NotFound from None
        if not rows:
            raise NotFound
        return Record(name, wanted, UUID(str(rows[0][-1])))

    async def sees_any(self, reading: Reading, records: list[tuple[str, UUID]]) -> bool:
        """Tell whether one of some records is in sight."""
        for name, key in records:
            try:
                await self.seen(reading, name, str(key))
            except (NotFound, Invalid):
                continue
            return True
        return False


def require_edit(reading: Reading, customer: UUID) -> None:
    """Refuse whoever may only read."""
    if not reading.reach.sees(customer):
        raise NotFound
    if not reading.reach.may(Level.EDIT, customer):
        raise Denied
