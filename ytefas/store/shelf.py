"""The shelf of sessions in PostgreSQL: any node can take up what another left.

One row a session, written over at each change; it goes with the session, or by its date.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import Insert, insert

import schema.kept_session
from ytefas.rules.access import STUDIO
from ytefas.store.engine import Store
from ytefas.store.isolation import Program

KEPT: Final = schema.kept_session.kept_session
KEEP_FOR: Final = timedelta(days=30)


def _saving() -> Insert:
    """Make the statement of every change of every session; made anew it cost more than running."""
    owner = bindparam("owner", type_=KEPT.c.user_id.type)
    stamped = insert(KEPT).values(
        number=bindparam("session", type_=KEPT.c.number.type),
        data=bindparam("desk", type_=KEPT.c.data.type),
        user_id=owner,
        kept_until=func.now() + KEEP_FOR,
        created_by=owner,
        updated_by=owner,
    )
    again = {"data": stamped.excluded.data, "kept_until": stamped.excluded.kept_until}
    return stamped.on_conflict_do_update(
        index_elements=[KEPT.c.number],
        set_={**again, "updated_at": func.now()},
        where=KEPT.c.user_id == owner,
    )


_SAVE: Final = _saving()


class Shelf:
    """Implements the framework's SessionShelf."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def save(self, session_id: str, data: Mapping[str, Any]) -> None:
        """Keep plain data; the last one counts."""
        user = UUID(data["user_id"])
        values = {"session": session_id, "desk": dict(data), "owner": user}
        async with self._store.writing(Program(user), cause="session.keep") as unit:
            await unit.fetch(_SAVE, values)

    async def load(self, session_id: str) -> Mapping[str, Any] | None:
        """Give it back, or None."""
        kept = select(KEPT.c.data).where(
            KEPT.c.number == session_id, KEPT.c.kept_until > func.now()
        )
        async with self._store.reading(Program()) as reading:
            data: Mapping[str, Any] | None = await reading.fetch_value(kept)
        return data

    async def delete(self, session_id: str) -> None:
        """Forget it; harmless when there is nothing."""
        async with self._store.writing(Program(STUDIO), cause="session.forget") as unit:
            await unit.fetch(delete(KEPT).where(KEPT.c.number == session_id))

    async def purge(self) -> None:
        """Forget what nobody came back to."""
        async with self._store.writing(Program(STUDIO), cause="session.purge") as unit:
            await unit.fetch(delete(KEPT).where(KEPT.c.kept_until <= func.now()))
