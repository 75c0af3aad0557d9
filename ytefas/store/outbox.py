"""Mail on its way out: queued with what it tells about, handed to whoever sends, tried again.

A letter is written in the transaction that wants it, so there is none about what did not happen and
nothing happens without it. Several nodes take different letters. What a letter says may open an
account: it is sealed, and forgotten as soon as it was sent or is of no use any more.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import select, update

from schema.base import new_id
from schema.outgoing_mail import outgoing_mail as letter
from ytefas.mail.post import Letter
from ytefas.store.engine import Store
from ytefas.store.identity.seal import Seal
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Reading, Unit
from ytefas.words import mail_words

TAKEN_FOR: Final = timedelta(minutes=2)  # how long a node may try before another one does
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)
KEPT_FOR: Final = timedelta(days=30)
_PURPOSE: Final = "mail"


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that was given up, as administrators hear of it."""

    id: UUID
    kind: str
    recipient: str
    subject: str
    error: str
    at: datetime


class Outbox:
    """Queues and hands out; implements `mail.post.Letters`."""

    def __init__(
        self, store: Store, seal: Seal, now: Callable[[Reading], Awaitable[datetime]]
    ) -> None:
        self._store = store
        self._seal = seal
        self._now = now

    async def queue(
        self,
        unit: Unit,
        kind: str,
        *,
        to: str,
        recipient: UUID | None,
        locale: str,
        facts: Mapping[str, Any],
        until: datetime,
    ) -> None:
        """Write a letter within a transaction; it goes when that is committed."""
        key = new_id()
        content = orjson.dumps({"locale": locale, "facts": dict(facts)}, default=str)
        now = await self._now(unit)
        await unit.fetch(
            letter.insert().values(
                id=key,
                kind=kind,
                recipient=to,
                recipient_id=recipient,
                subject=mail_words(f"{kind}.subject", locale, facts) or kind,
                content=self._seal.close(content, purpose=f"{_PURPOSE}:{key}"),
                state="queued",
                attempts=0,
                due_at=now,
                give_up_at=until,
                created_by=unit.acting.user_id,
                updated_by=unit.acting.user_id,
            )
        )

    async def take(self) -> Letter | None:
        """Take the letter that has waited longest; nobody else gets it for a while."""
        async with self._store.writing(SYSTEM, cause="mail.take") as unit:
            now = await self._now(unit)
            due = (
                select(letter.c.id)
                .where(letter.c.state == "queued", letter.c.due_at <= now)
                .order_by(letter.c.due_at)
                .limit(1)
                .with_for_update(skip_locked=True)
                .scalar_subquery()
            )
            row = await unit.fetch_row(
                update(letter)
                .where(letter.c.id == due)
                .values(due_at=now + TAKEN_FOR, attempts=letter.c.attempts + 1)
                .returning(*letter.c)
            )
        if row is None:
            return None
        opened = self._seal.open(row["content"] or b"", purpose=f"{_PURPOSE}:{row['id']}")
        if opened is None or now >= row["give_up_at"]:
            await self.give_up(row["id"], "late" if opened is not None else "sealed")
            return await self.take()
        said = orjson.loads(opened)
        return Letter(
            row["id"], row["kind"], row["recipient"], row["subject"], said["locale"], said["facts"],
            row["attempts"],
        )  # fmt: skip

    async def sent(self, key: UUID) -> None:
        await self._end(key, state="sent", content=None, error=None)

    async def put_back(self, key: UUID, attempts: int, error: str) -> None:
        """Try again later: longer each time."""
        wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
        await self._end(key, wait, error=error)

    async def give_up(self, key: UUID, error: str) -> None:
        await self._end(key, state="failed", content=None, error=error)

    async def undelivered(self) -> list[Undelivered]:
        """List what was given up lately, the newest first."""
        shown = (letter.c.id, letter.c.kind, letter.c.recipient, letter.c.subject, letter.c.error)
        async with self._store.reading(SYSTEM) as reading:
            rows = await reading.fetch(
                select(*shown, letter.c.updated_at)
                .where(letter.c.state == "failed")
                .order_by(letter.c.updated_at.desc())
                .limit(50)
            )
        return [Undelivered(*row.values()) for row in rows]

    async def purge(self) -> None:
        """Forget to whom we wrote, after a while."""
        async with self._store.writing(SYSTEM, cause="mail.purge") as unit:
            long_ago = await self._now(unit) - KEPT_FOR
            await unit.fetch(
                letter.delete().where(letter.c.state != "queued", letter.c.updated_at < long_ago)
            )

    async def _end(self, key: UUID, wait: timedelta | None = None, **values: Any) -> None:
        async with self._store.writing(SYSTEM, cause="mail.end") as unit:
            now = await self._now(unit)
            if wait is not None:
                values["due_at"] = now + wait
            if values.get("state") == "sent":
                values["sent_at"] = now
            await unit.fetch(
                update(letter)
                .where(letter.c.id == key)
                .values(**values, updated_at=now)
                .values(row_version=letter.c.row_version + 1)
            )
