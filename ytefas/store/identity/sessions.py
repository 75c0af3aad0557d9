"""Open logins: recognised by their cookie, listed to their user, ended by whoever may.

Ended ones stay for a while: the audit refers to them, and their address is a known one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update

from schema.app_user import app_user
from schema.login_session import login_session
from ytefas.errors import NotAuthenticated, NotFound
from ytefas.rules.access import Principal
from ytefas.rules.login import Login, LoginLimits, OpenLogin
from ytefas.store.identity.desk import ACCOUNT, POLICY, Desk, account_of, hurry, one_of
from ytefas.store.identity.secret import digest
from ytefas.store.identity.standing import session_stands
from ytefas.store.unit import Reading, Unit

session: Final = login_session

_SHOWN: Final = ("id", "last_seen_at", "expires_at")
SEEN_EVERY: Final = timedelta(seconds=60)  # a login in use is written down once a minute


class Sessions(Desk):
    """Recognising, listing and ending logins."""

    async def recognise(self, token: str, *, ip: str | None, active: bool = True) -> Login:
        async with self._reading() as reading:
            now = await self._now(reading)
            rows = await reading.fetch(
                select(*ACCOUNT, POLICY, *(session.c[name] for name in _SHOWN))
                .join_from(session, app_user, app_user.c.id == session.c.user_id)
                .where(session.c.token_hash == digest(token), session_stands(now, self._limits))
            )
        if not rows:
            raise NotAuthenticated
        row, account = rows[0], account_of(rows[0])
        seen_at: datetime = row["last_seen_at"]
        expires_at: datetime = row["expires_at"]
        if active and now >= seen_at + SEEN_EVERY:
            seen_at = now
            async with self._writing("auth.seen", for_user=account.id) as unit:
                await hurry(unit)
                await mark_seen(unit, [row["id"]], now=now)
        principal = account.principal(login_id=row["id"], ip=ip)
        idle_until = min(seen_at + self._limits.idle_of(account.person.role), expires_at)
        must = account.must(row["policy"])
        return Login(principal, account.person, idle_until, expires_at, must)

    async def proof(self, principal: Principal) -> None:
        """Refuse who has not proved lately who he is; what goes by no login is our own doing."""
        async with self._reading() as reading:
            await self._require_proof(reading, principal)

    async def log_out(self, principal: Principal) -> None:
        user_id = principal.user_id
        async with self._writing("auth.logout", for_user=user_id, ip=principal.ip) as unit:
            now = await self._now(unit)
            _ = await end_logins(unit, user_id, session.c.id == principal.login_id, now=now)

    async def open_logins(self, principal: Principal) -> Sequence[OpenLogin]:
        async with self._reading() as reading:
            now = await self._now(reading)
            return await open_logins(reading, principal.user_id, now=now, limits=self._limits)

    async def end_login(self, principal: Principal, login_id: UUID) -> None:
        """End one of the user's own; anybody else's does not exist."""
        user_id = principal.user_id
        async with self._writing("auth.end_login", for_user=user_id, ip=principal.ip) as unit:
            now = await self._now(unit)
            if not await end_logins(unit, user_id, session.c.id == login_id, now=now):
                raise NotFound

    async def end_other_logins(self, principal: Principal) -> None:
        """End all of the user's own but the one that asks."""
        user_id = principal.user_id
        async with self._writing("auth.end_login", for_user=user_id, ip=principal.ip) as unit:
            now = await self._now(unit)
            await end_logins(unit, user_id, session.c.id != principal.login_id, now=now)


async def open_logins(
    reading: Reading, user_id: UUID, *, now: datetime, limits: LoginLimits
) -> list[OpenLogin]:
    """List what a user has open, the newest first."""
    shown = [session.c[name] for name in ("id", "created_at", "last_seen_at", "ip", "agent")]
    rows = await reading.fetch(
        select(*shown)
        .join_from(session, app_user, app_user.c.id == session.c.user_id)
        .where(session.c.user_id == user_id, session_stands(now, limits))
        .order_by(session.c.created_at.desc(), session.c.id.desc())
    )
    return [
        OpenLogin(row["id"], row["created_at"], row["last_seen_at"], row["ip"], row["agent"] or "")
        for row in rows
    ]


async def end_logins(
    unit: Unit, user_id: UUID, which: ColumnElement[bool], *, now: datetime
) -> list[UUID]:
    """End a user's logins; the feed tells every node's sockets, and tickets fall with them."""
    rows = await unit.fetch(
        update(session)
        .where(session.c.user_id == user_id, session.c.ended_at.is_(None), which)
        .values(ended_at=now, updated_by=unit.acting.user_id, updated_at=now)
        .values(row_version=session.c.row_version + 1)
        .returning(session.c.id)
    )
    return [row["id"] for row in rows]


async def mark_seen(unit: Unit, logins: Sequence[UUID], *, now: datetime) -> None:
    """Postpone the idle end; never backwards, however late it is written."""
    seen = func.greatest(session.c.last_seen_at, now)
    await unit.fetch(update(session).where(one_of(session.c.id, logins)).values(last_seen_at=seen))
