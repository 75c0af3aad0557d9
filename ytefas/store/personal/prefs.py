"""Preferences in PostgreSQL: one row a name. A forgotten one stays, empty, so that others hear."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from schema.preference import preference
from ytefas.errors import TooLarge
from ytefas.rules.access import Principal
from ytefas.services.prefs import MAX_ALL, MAX_NAMES
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Reading, Unit

FORGOTTEN_FOR: Final = timedelta(days=30)


class Preferences:
    """Implements the service's PrefsStore."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def all(self, acting: Principal) -> dict[str, Any]:
        async with self._store.reading(acting) as reading:
            return await preferences_of(reading, acting.user_id)

    async def put(self, acting: Principal, name: str, value: Any, *, session: str) -> None:
        async with self._store.writing(acting, cause="preference.put") as unit:
            await put(unit, acting.user_id, name, value, session=session)

    async def purge(self) -> None:
        """Delete what was forgotten, when everybody has heard of it."""
        old = preference.c.updated_at <= func.now() - FORGOTTEN_FOR
        async with self._store.writing(SYSTEM, cause="preference.purge") as unit:
            await unit.fetch(delete(preference).where(preference.c.value.is_(None), old))


async def preferences_of(
    reading: Reading, user_id: UUID, *, forgotten: bool = False
) -> dict[str, Any]:
    """Read all of a user's; those lately `forgotten` are None."""
    asked = select(preference.c.name, preference.c.value).where(preference.c.user_id == user_id)
    if not forgotten:
        asked = asked.where(preference.c.value.is_not(None))
    rows = await reading.fetch(asked)
    return {row["name"]: row["value"] for row in rows}


async def put(unit: Unit, user_id: UUID, name: str, value: Any, *, session: str) -> None:
    """Keep one; None empties it, and makes nothing."""
    await in_turn(unit, user_id)
    own = preference.c.user_id == user_id
    known = await unit.fetch_value(select(preference.c.id).where(own, preference.c.name == name))
    if known is None and value is None:
        return
    if known is None and await _count(unit, user_id) >= MAX_NAMES:
        await unit.fetch(delete(preference).where(own, preference.c.value.is_(None)))
        if await _count(unit, user_id) >= MAX_NAMES:
            raise TooLarge(limit=MAX_NAMES)
    given = insert(preference).values(
        user_id=user_id, name=name, value=value, said_by=session,
        created_by=user_id, updated_by=user_id,
    )  # fmt: skip
    await unit.fetch(
        given.on_conflict_do_update(
            index_elements=[preference.c.user_id, preference.c.name],
            set_={
                "value": given.excluded.value,
                "said_by": given.excluded.said_by,
                "updated_at": func.now(),
                "row_version": preference.c.row_version + 1,
            },
        )
    )
    size = func.sum(func.octet_length(cast(preference.c.value, Text)))
    if value is not None and (await unit.fetch_value(select(size).where(own)) or 0) > MAX_ALL:
        raise TooLarge(limit=MAX_ALL)


async def in_turn(unit: Unit, user_id: UUID) -> None:
    """Wait for whatever else this user is having kept, so that what is counted holds."""
    await unit.fetch(select(func.pg_advisory_xact_lock(func.hashtextextended(str(user_id), 0))))


async def _count(unit: Unit, user_id: UUID) -> int:
    counted = select(func.count()).where(preference.c.user_id == user_id)
    found: int = await unit.fetch_value(counted)
    return found
