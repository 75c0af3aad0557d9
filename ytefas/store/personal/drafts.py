"""Drafts in PostgreSQL: unsaved changes, found again by their user for thirty days."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from schema.draft import draft
from ytefas.framework.work.draft import Drafts, Kept, Place
from ytefas.rules.access import Principal
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Unit

KEPT_FOR: Final = timedelta(days=30)
MAX_DRAFTS: Final = 200  # of a user; the oldest goes
OFFERED: Final = 20  # of one place are looked at


class KeptDrafts:
    """Implements the framework's DraftKeeper."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, acting: Principal, place: Place) -> Sequence[Kept]:
        asked = (
            select(draft.c.id, draft.c.changes, draft.c.kept_at)
            .where(
                draft.c.user_id == acting.user_id,
                draft.c.controller == place.controller,
                draft.c.content_hash == place.content,
                draft.c.kept_at > func.now() - KEPT_FOR,
            )
            .order_by(draft.c.kept_at.desc(), draft.c.id)
            .limit(OFFERED)
        )
        async with self._store.reading(acting) as reading:
            rows = await reading.fetch(asked)
        return [Kept(str(row["id"]), row["changes"], _said(row["kept_at"])) for row in rows]

    async def keep(self, acting: Principal, place: Place, number: str, changes: Drafts) -> str:
        now = datetime.now(UTC)
        given = insert(draft).values(
            id=UUID(number), user_id=acting.user_id, controller=place.controller,
            content_hash=place.content, changes=dict(changes), kept_at=now,
            created_by=acting.user_id, updated_by=acting.user_id,
        )  # fmt: skip
        told = {name: given.excluded[name] for name in
                ("controller", "content_hash", "changes", "kept_at")}  # fmt: skip
        again = given.on_conflict_do_update(
            index_elements=[draft.c.id],
            set_={**told, "updated_at": func.now(), "row_version": draft.c.row_version + 1},
            where=draft.c.user_id == acting.user_id,
        )
        async with self._store.writing(acting, cause="draft.keep") as unit:
            rows = await unit.fetch(again.returning(draft.c.row_version))
            if rows and rows[0]["row_version"] == 1:
                await _forget_oldest(unit, acting.user_id)
        return _said(now)

    async def forget(self, acting: Principal, number: str) -> None:
        own = (draft.c.id == UUID(number), draft.c.user_id == acting.user_id)
        async with self._store.writing(acting, cause="draft.forget") as unit:
            await unit.fetch(delete(draft).where(*own))

    async def purge(self) -> None:
        """Forget what nobody came back to."""
        async with self._store.writing(SYSTEM, cause="draft.purge") as unit:
            await unit.fetch(delete(draft).where(draft.c.kept_at <= func.now() - KEPT_FOR))


async def _forget_oldest(unit: Unit, user_id: UUID) -> None:
    newest = (
        select(draft.c.id)
        .where(draft.c.user_id == user_id)
        .order_by(draft.c.kept_at.desc(), draft.c.id)
        .offset(MAX_DRAFTS)
    )
    await unit.fetch(delete(draft).where(draft.c.user_id == user_id, draft.c.id.in_(newest)))


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
