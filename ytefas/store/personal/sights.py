"""What presence asks of the data: who people are, whose a record is, and who sees what."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final
from uuid import UUID

from sqlalchemy import select

from schema.app_user import app_user
from schema.base import Scope
from ytefas.errors import Denied, NotFound
from ytefas.framework.work.content import Key
from ytefas.rules.access import Principal
from ytefas.store.isolation import SYSTEM
from ytefas.store.live.hub import Hub
from ytefas.store.query.query import Query
from ytefas.store.sites import is_placed
from ytefas.store.source.source import Source

BELIEVED: Final = 60.0  # seconds: a person is called as he was a moment ago


class LiveSights:
    """Implements the service's Sights over the hub, which knows what those who are here see."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._names: dict[UUID, tuple[float, tuple[str, str]]] = {}

    async def named(self, user_id: UUID) -> tuple[str, str]:
        now = monotonic()
        until, name = self._names.get(user_id, (0.0, ("", "")))
        if until <= now:
            name = await self._read_name(user_id)
            known = {one: kept for one, kept in self._names.items() if kept[0] > now}
            self._names = {**known, user_id: (now + BELIEVED, name)}
        return name

    async def _read_name(self, user_id: UUID) -> tuple[str, str]:
        asked = select(app_user.c.name, app_user.c.surname).where(app_user.c.id == user_id)
        async with self._hub.store.reading(SYSTEM) as reading:
            row = await reading.fetch_row(asked)
        if row is None:
            raise NotFound
        given, family = row["name"], row["surname"]
        return f"{given} {family}".strip(), f"{given[:1]}{family[:1]}".upper()

    async def customers(
        self, acting: Principal, records: Sequence[tuple[str, Key]]
    ) -> Mapping[tuple[str, Key], UUID | None]:
        found: dict[tuple[str, Key], UUID | None] = {}
        for name in {source for source, _ in records}:
            source = self._hub.sources.get(name)
            if source is None:
                continue
            asked = {str(key): key for at, key in records if at == name and _is_key(key)}
            owners = await self._owners(acting, source, list(asked))
            found |= {(name, asked[key]): owner for key, owner in owners.items()}
        return found

    async def _owners(
        self, acting: Principal, source: Source, keys: Sequence[str]
    ) -> Mapping[str, UUID | None]:
        owned = source.entity.scope is Scope.CUSTOMER
        columns = ("id", "customer_id") if owned else ("id",)
        try:
            async with self._hub.store.reading(acting) as reading:
                rows = await source.matching(reading, Query(columns), keys)
        except Denied:
            return {}
        if owned:
            return {row[0]: UUID(row[1]) for row in rows}
        itself = source.entity.scope is Scope.SELF
        return {row[0]: UUID(row[0]) if itself else None for row in rows}

    def views(self, acting: Principal, source: str, field: str | None = None) -> bool:
        known = self._hub.sources.get(source)
        try:
            reader = self._hub.reader(acting)
            if known is None or not reader.present:
                return False
            sight = known.sight(reader.acting, reader.reach)
        except (Denied, LookupError):
            return False
        return field is None or field in sight.fields

    def sees(self, acting: Principal, customer: UUID) -> bool:
        try:
            reader = self._hub.reader(acting)
        except LookupError:
            return False
        return reader.present and reader.reach.sees(customer)

    def sees_all(self, acting: Principal, customer: UUID, source: str) -> bool:
        try:
            reader = self._hub.reader(acting)
        except LookupError:
            return False
        limited = customer in reader.reach.sites and is_placed(self._hub.sources[source].table)
        return reader.present and reader.reach.sees(customer) and not limited


def _is_key(key: Key) -> bool:
    try:
        return isinstance(key, str) and str(UUID(key)) == key
    except ValueError:
        return False
