"""Whom a principal may see: read from the users and the grants, kept until one of them changes.

The feed says when; a minute is the longest anything is believed, so a lost wake-up costs no more
than that, and nothing is believed past midnight, when grants end. After a change everybody asks at
once: all who ask while the database is answering are read together, by one query.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Date, Select, Uuid, and_, any_, bindparam, func, or_, select

from schema.base import tables
from ytefas.errors import NotAuthenticated
from ytefas.framework.tree.tasks import spawn
from ytefas.rules.access import LEVELS, Principal, Reach, Role
from ytefas.rules.home import HOME
from ytefas.store.feed import Change
from ytefas.store.isolation import DECIDING, Program, ScopeText, scope_of

BELIEVED: Final = 60.0  # seconds
AT_ONCE: Final = 1000  # users read by one query
EVERYTHING: Final = Reach(everything=True)


@dataclass(frozen=True, slots=True)
class _Known:
    role: Role
    reach: Reach
    scope: ScopeText | None  # the reach as PostgreSQL is told it, written once
    until: float


Load = Callable[[Sequence[UUID], date], Awaitable[Sequence[asyncpg.Record]]]


def here_and_now() -> datetime:
    """Tell the time where grants end."""
    return datetime.now(HOME)


def until_midnight(moment: datetime) -> float:
    """Count the seconds of a day that are left; the night clocks change has its own."""
    morrow = datetime.combine(moment.date() + timedelta(days=1), datetime.min.time(), moment.tzinfo)
    return morrow.timestamp() - moment.timestamp()


class Reaches:
    """The reaches of the users of this node; `load` reads some users' grants as the program."""

    def __init__(
        self,
        load: Load,
        *,
        now: Callable[[], float] = monotonic,
        clock: Callable[[], datetime] = here_and_now,
    ) -> None:
        self.load = load
        self._now = now
        self._clock = clock
        self._known: dict[UUID, _Known] = {}
        self._wanted: dict[UUID, asyncio.Future[_Known]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._changes = 0

    async def of(self, acting: Principal) -> tuple[Principal, Reach, ScopeText | None]:
        """Return the principal with the role he has now, what he sees now, and its scope."""
        if isinstance(acting, Program):
            return acting, EVERYTHING, None
        known = self._known.get(acting.user_id)
        if known is None or known.until <= self._now():
            known = await self._ask(acting.user_id)
        if known.role is not acting.role:
            acting = replace(acting, role=known.role)
        return acting, known.reach, known.scope

    async def _ask(self, user: UUID) -> _Known:
        """Wait for the next reading that begins: one that runs may have begun before a change."""
        wanted = self._wanted.get(user)
        if wanted is None:
            wanted = self._wanted[user] = asyncio.get_running_loop().create_future()
        if self._reading is None or self._reading.done():
            self._reading = spawn(self._read_wanted(), name="read reaches")
        return await asyncio.shield(wanted)

    async def _read_wanted(self) -> None:
        while self._wanted:
            some = dict(list(self._wanted.items())[:AT_ONCE])
            for user in some:
                del self._wanted[user]
            try:
                await self._read_some(some)
            except BaseException as error:
                for waiting in some.values():
                    _fail(waiting, error)
                if not isinstance(error, Exception):
                    raise

    async def _read_some(self, some: "Mapping[UUID, asyncio.Future[_Known]]") -> None:
        before, moment = self._changes, self._clock()
        until = self._now() + min(BELIEVED, until_midnight(moment))
        found: dict[UUID, list[Any]] = {user: [] for user in some}
        for row in await self.load(list(some), moment.date()):
            found[row["user_id"]].append(row)
        for user, waiting in some.items():
            if not found[user]:
                _fail(waiting, NotAuthenticated())
                continue
            known = _read(found[user], until=until)
            if before == self._changes:  # else it may be what was true before the change
                self._known[user] = known
            if not waiting.done():
                waiting.set_result(known)

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


def _read(rows: Sequence[asyncpg.Record], *, until: float) -> _Known:
    role = Role(rows[0]["role"])
    if role is Role.ADMIN:
        return _Known(role, EVERYTHING, None, until)
    granted = [row for row in rows if row["level"] is not None]
    levels = {row["customer_id"]: LEVELS[row["level"]] for row in granted}
    sites = {row["customer_id"]: frozenset(row["sites"]) for row in granted if row["limited"]}
    reach = Reach(levels=levels, sites=sites)
    return _Known(role, reach, scope_of(reach), until)


def _fail(waiting: "asyncio.Future[_Known]", error: BaseException) -> None:
    if not waiting.done():
        waiting.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
        waiting.exception()  # who asked may have left: that nobody hears it is no defect


def _grants() -> Select[Any]:
    """Ask for the grants of some users that hold on a day; of their sites, the customer's own."""
    user, grant, site = (tables()[name] for name in ("app_user", "customer_grant", "site"))
    today = bindparam("today", type_=Date)
    valid = or_(grant.c.valid_to.is_(None), grant.c.valid_to >= today)
    limited = func.coalesce(func.cardinality(grant.c.site_ids), 0) > 0
    own = (
        select(site.c.id)
        .where(site.c.customer_id == grant.c.customer_id, site.c.id == any_(grant.c.site_ids))
        .correlate(grant)
    )
    return (
        select(
            user.c.id.label("user_id"), user.c.role, grant.c.customer_id, grant.c.level,
            limited.label("limited"),
            func.array(own.scalar_subquery(), type_=ARRAY(Uuid)).label("sites"),
        )
        .outerjoin_from(user, grant, and_(grant.c.user_id == user.c.id, valid))
        .where(user.c.id == any_(bindparam("users", type_=ARRAY(Uuid))), user.c.active)
    )  # fmt: skip


GRANTS: Final = _grants()
