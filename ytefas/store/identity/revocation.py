"""Open sockets live no longer than the login they came in by.

The assembly says which logins have a socket (`watch`) and when their user did something (`seen`).
A login is looked at again when the feed tells that it, its token or its user changed, on whichever
node that happened, and in any case once a minute, which is also when idle and expired ones are
found. What does not stand any more, or stands for another role, is handed to the listeners, who
close its sockets.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from uuid import UUID

from schema.api_token import api_token
from schema.app_user import app_user
from schema.login_session import login_session
from ytefas.errors import YtefasError
from ytefas.framework.tree.tasks import is_wanted
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store
from ytefas.store.feed import Change
from ytefas.store.identity.desk import Desk, Means, account_of, hurry
from ytefas.store.identity.sessions import mark_seen
from ytefas.store.identity.standing import standing

log = logging.getLogger(__name__)

Revoked = Callable[[frozenset[UUID]], Awaitable[None]]

CHECK_EVERY: Final = 60.0  # seconds
TRY_AGAIN: Final = 1.0  # seconds, while the database is away
OF_LOGINS: Final = frozenset({login_session.name, api_token.name})


class Revocation(Desk):
    """Watches the logins of this node's sockets; `run` is the task that does it."""

    def __init__(self, store: Store, means: Means) -> None:
        super().__init__(store, means)
        self._listeners: list[Revoked] = []
        self._sockets: Counter[UUID] = Counter()
        self._principals: dict[UUID, Principal] = {}
        self._seen: set[UUID] = set()
        self._suspects: set[UUID] = set()
        self._suspicion = asyncio.Event()

    def on_revoked(self, listener: Revoked) -> None:
        """Call `listener` with the logins whose sockets are to be closed now."""
        self._listeners.append(listener)

    def watch(self, principal: Principal) -> Callable[[], None]:
        """Watch the login of a socket that has opened, until the returned function is called."""
        login_id = principal.login_id
        if login_id is None:
            raise ValueError("only who came in by a login can be watched")
        self._sockets[login_id] += 1
        self._principals[login_id] = principal

        def stop() -> None:
            self._sockets[login_id] -= 1
            if self._sockets[login_id] <= 0:
                del self._sockets[login_id]
                self._principals.pop(login_id, None)

        return stop

    def doubt(self, login_id: UUID) -> None:
        """Look at a watched login now: nobody has judged it lately."""
        self._suspects.add(login_id)
        self._suspicion.set()

    def seen(self, login_id: UUID) -> None:
        """Note that its user did something; written down with the next check, once for all."""
        self._seen.add(login_id)

    async def heard(self, changes: Sequence[Change]) -> None:
        """Suspect what the feed says has changed."""
        for change in changes:
            if change.reset:
                self._suspects.update(self._principals)
            for row in change.rows:
                if row.table in OF_LOGINS and row.key in self._principals:
                    self._suspects.add(row.key)
                elif row.table == app_user.name:
                    self._suspects.update(self._logins_of(row.key))
        if self._suspects:
            self._suspicion.set()

    async def run(self, *, every: float = CHECK_EVERY) -> None:
        """Check until cancelled; the task belongs to whoever opened the identity."""
        closer = self._store.feed.listen(self.heard)
        loop = asyncio.get_running_loop()
        due = loop.time() + every
        try:
            while is_wanted():
                try:
                    async with asyncio.timeout_at(due):
                        _ = await self._suspicion.wait()
                except TimeoutError:
                    due = loop.time() + every
                    self._suspects.update(self._principals)
                await self._check_or_try_again()
        finally:
            closer()

    async def check(self) -> None:
        """Write down who was seen, look at the suspects, and hand out what does not stand."""
        seen, self._seen = self._seen, set()
        suspects, self._suspects = self._suspects, set()
        self._suspicion.clear()
        try:
            fallen = await self._fallen(seen, suspects)
            if fallen:
                for listener in self._listeners:
                    await listener(fallen)
        except BaseException:
            self._seen |= seen
            self._suspects |= suspects
            raise

    async def check_all(self) -> None:
        """Look at every watched login now."""
        self._suspects.update(self._principals)
        await self.check()

    async def _fallen(self, seen: set[UUID], suspects: set[UUID]) -> frozenset[UUID]:
        if seen:
            async with self._writing("auth.seen") as unit:
                await hurry(unit)
                await mark_seen(unit, list(seen), now=await self._now(unit))
        if not suspects:
            return frozenset()
        async with self._reading() as reading:
            now = await self._now(reading)
            rows = await reading.fetch(standing(list(suspects), now=now, limits=self._limits))
        roles = {row["login_id"]: account_of(row).person.role for row in rows}
        return frozenset(login for login in suspects if not self._stands(login, roles.get(login)))

    def _stands(self, login_id: UUID, role: Role | None) -> bool:
        principal = self._principals.get(login_id)
        return principal is None or principal.role is role

    def _logins_of(self, user_id: UUID) -> list[UUID]:
        return [
            login for login, principal in self._principals.items() if principal.user_id == user_id
        ]

    async def _check_or_try_again(self) -> None:
        try:
            await self.check()
        except YtefasError as error:
            log.warning("open logins could not be checked: %s; trying again", error.code)
            await asyncio.sleep(TRY_AGAIN)
            self._suspicion.set()
        except Exception:  # a check that stops would leave every revoked login its sockets
            log.exception("open logins could not be checked; trying again")
            await asyncio.sleep(TRY_AGAIN)
            self._suspicion.set()
