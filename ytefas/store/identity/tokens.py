"""A user's own API tokens: keys for programs that work for him, shown once and kept hashed.

A token reaches what its user reaches, or less: one that only reads is refused every write of its
user's (`Store.writing`), whatever it calls. It proves nothing, so what is dangerous stays closed to
it, also making other tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from schema.api_token import api_token
from schema.base import new_id
from ytefas.errors import InvalidFields, NotFound
from ytefas.rules.access import Principal
from ytefas.store.identity.desk import Desk
from ytefas.store.identity.secret import digest, new_api_token
from ytefas.store.identity.standing import CONNECT, READ_ONLY

NAME_MAX: Final = 80
MOST_TOKENS: Final = 20  # of one user that stand
MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class OwnToken:
    """A token as its user is shown it: everything but the token."""

    id: UUID
    name: str
    reads_only: bool
    expires_at: datetime | None
    last_used_at: datetime | None


class OwnTokens(Desk):
    """Making, listing and revoking one's own tokens."""

    async def own_tokens(self, principal: Principal) -> Sequence[OwnToken]:
        asked = (
            select(api_token)
            .where(api_token.c.user_id == principal.user_id, api_token.c.revoked_at.is_(None))
            .order_by(api_token.c.name, api_token.c.id)
        )
        async with self._reading() as reading:
            rows = await reading.fetch(asked)
        return [
            OwnToken(row["id"], row["name"], READ_ONLY in row["scopes"], row["expires_at"],
                     row["last_used_at"])
            for row in rows
        ]  # fmt: skip

    async def make_token(
        self, principal: Principal, name: str, *, reads_only: bool, days: int
    ) -> str:
        """Make a token and return it, this once."""
        said = " ".join(name.split())
        if not said or len(said) > NAME_MAX:
            raise InvalidFields({"name": "required" if not said else "too_long"})
        if not 0 < days <= MOST_DAYS:
            raise InvalidFields({"days": "out_of_range"})
        if len(await self.own_tokens(principal)) >= MOST_TOKENS:
            raise InvalidFields({"name": "too_many"})
        token, user = new_api_token(), principal.user_id
        async with self._writing("user.token", for_user=user, ip=principal.ip) as unit:
            now = await self._now(unit)
            made = insert(api_token).values(
                id=new_id(), user_id=user, name=said, token_hash=digest(token),
                scopes=[CONNECT, READ_ONLY] if reads_only else [CONNECT],
                expires_at=now + timedelta(days=days), created_by=user, updated_by=user,
            )  # fmt: skip
            await unit.fetch(made)
        return token

    async def end_token(self, principal: Principal, token_id: UUID) -> None:
        user = principal.user_id
        ended = (
            update(api_token)
            .where(api_token.c.id == token_id, api_token.c.user_id == user)
            .where(api_token.c.revoked_at.is_(None))
            .values(updated_by=user, updated_at=func.now())
            .values(row_version=api_token.c.row_version + 1)
        )
        async with self._writing("user.token", for_user=user, ip=principal.ip) as unit:
            now = await self._now(unit)
            if not await unit.fetch(ended.values(revoked_at=now).returning(api_token.c.id)):
                raise NotFound
