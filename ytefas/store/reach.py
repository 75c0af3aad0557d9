"""Whom a principal may see: read from the users and the grants, kept until one of them changes.

The feed says when; a minute is the longest anything is believed, so a grant that ends at midnight
ends then, and a lost wake-up costs no more than that.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import Select, and_, bindparam, func, or_, select

from schema.base import tables
from ytefas.errors import NotAuthenticated
from ytefas.rules.access import LEVELS, Principal, Reach, Role
from ytefas.store.feed import Change
from ytefas.store.isolation import DECIDING, Program, ScopeText, scope_of

BELIEVED: Final = 60.0  # seconds
EVERYTHING: Final = Reach(everything=True)


@dataclass(frozen=True, slots=True)
class _Known:
    role: Role
    reach: Reach
    scope: ScopeText | None  # the reach as PostgreSQL is told it, written once
    until: float


class Reaches:
    """The reaches of the users of this node; `load` reads one user's grants as the program."""

    def __init__(
        self,
        load: Callable[[UUID], Awaitable[list[asyncpg.Record]]],
        *,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._load = load
        self._now = now
        self._known: dict[UUID, _Known] = {}
        self._changes = 0

    async def of(self, acting: Principal) -> tuple[Principal, Reach, ScopeText | None]:
        """Return the principal with the role he has now, what he sees now, and its scope."""
        if isinstance(acting, Program):
            return acting, EVERYTHING, None
        known = self._known.get(acting.user_id)
        if known is None or known.until <= self._now():
            before = self._changes
            known = _read(await self._load(acting.user_id), until=self._now() + BELIEVED)
            if before == self._changes:  # else it may be what was true before the change
                self._known[acting.user_id] = known
        if known.role is not acting.role:
            acting = replace(acting, role=known.role)
        return acting, known.reach, known.scope

    def forget(self, changes: Sequence[Change]) -> None:
        """Believe nothing after a change of users or grants: it may be anybody's."""
        decides = any(
            change.reset or not DECIDING.isdisjoint(row.table for row in change.rows)
            for change in changes
        )
        if decides:
            self.forget_all()

    def forget_all(self) -> None:
        self._changes += 1
        self._known.clear()


def _read(rows: list[asyncpg.Record], *, until: float) -> _Known:
    if not rows:
        raise NotAuthenticated
    role = Role(rows[0]["role"])
    if role is Role.ADMIN:
        return _Known(role, EVERYTHING, None, until)
    levels = {row["customer_id"]: LEVELS[row["level"]] for row in rows if row["level"] is not None}
    reach = Reach(levels=levels)
    return _Known(role, reach, scope_of(reach), until)


def _grants() -> Select[tuple[str, UUID, str]]:
    user, grant = tables()["app_user"], tables()["customer_grant"]
    valid = or_(grant.c.valid_to.is_(None), grant.c.valid_to >= func.current_date())
    return (
        select(user.c.role, grant.c.customer_id, grant.c.level)
        .outerjoin_from(user, grant, and_(grant.c.user_id == user.c.id, valid))
        .where(user.c.id == bindparam("user"), user.c.active)
    )


GRANTS: Final = _grants()
