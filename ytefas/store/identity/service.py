"""The identity of an installation, put together: what the doors and the commands are given."""

from collections.abc import Callable

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.sql.elements import ColumnElement

from schema.login_device import login_device
from schema.login_session import login_session
from schema.login_tally import login_tally
from schema.password_reset import password_reset
from schema.ticket import ticket
from ytefas.rules.login import LoginLimits
from ytefas.rules.passwords import never
from ytefas.store.engine import Store
from ytefas.store.identity.accounts import Accounts
from ytefas.store.identity.desk import Clock, Links, Means, database_time, one_of
from ytefas.store.identity.hashing import Hashing
from ytefas.store.identity.own import FirstRun, OwnAccount
from ytefas.store.identity.resets import Resets
from ytefas.store.identity.revocation import Revocation
from ytefas.store.identity.seal import Seal
from ytefas.store.identity.second_factor import OwnSecondFactor
from ytefas.store.identity.secret import new_secret
from ytefas.store.identity.sessions import Sessions
from ytefas.store.identity.tickets import Programs, Tickets
from ytefas.store.identity.tokens import OwnTokens
from ytefas.store.outbox import Outbox

BATCH = 500  # rows per transaction: nobody waits for a sweep


class Identity(Sessions, Tickets, OwnTokens, OwnAccount, FirstRun, OwnSecondFactor, Resets):
    """What the web door and the wire ask; `accounts`, `revocation` and `programs` stand beside."""

    def __init__(
        self,
        store: Store,
        *,
        hashing: Hashing | None = None,
        limits: LoginLimits | None = None,
        clock: Clock = database_time,
        breached: Callable[[str], bool] = never,
        key: str | None = None,
        links: Links | None = None,
    ) -> None:
        seal = Seal(key or new_secret())
        self.outbox = Outbox(store, seal, clock)
        self.links = links or Links()
        means = Means(
            hashing or Hashing(), limits or LoginLimits(), clock, breached,
            seal, self.outbox, self.links,
        )  # fmt: skip
        super().__init__(store, means)
        self.accounts = Accounts(store, means)
        self.revocation = Revocation(store, means)
        self.programs = Programs(self)

    def close(self) -> None:
        self._hashing.close()

    async def purge(self) -> int:
        """Forget what nobody asks for any more: a job calls this once a day or more often."""
        async with self._reading() as reading:
            now = await self._now(reading)
        limits = self._limits
        long_ago = now - limits.known_for
        quiet_since = now - limits.account_window - limits.longest_delay
        return sum(
            [
                await self._forget(ticket, ticket.c.expires_at <= now),
                await self._forget(
                    login_tally,
                    login_tally.c.since <= quiet_since,
                    login_tally.c.open_at <= now - limits.account_window,
                ),
                await self._forget(password_reset, password_reset.c.expires_at <= long_ago),
                await self._forget(login_device, login_device.c.last_seen_at <= long_ago),
                await self._forget(
                    login_session,
                    or_(
                        login_session.c.ended_at <= long_ago,
                        login_session.c.expires_at <= long_ago,
                    ),
                ),
            ]
        )

    async def _forget(self, table: Table, *which: ColumnElement[bool]) -> int:
        count = 0
        while True:
            async with self._writing("auth.purge") as unit:
                rows = await unit.fetch(select(table.c.id).where(*which).limit(BATCH))
                await unit.fetch(
                    delete(table).where(one_of(table.c.id, [row["id"] for row in rows]))
                )
            count += len(rows)
            if len(rows) < BATCH:
                return count
