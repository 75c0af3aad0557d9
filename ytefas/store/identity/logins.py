"""Logging in: the password, the slowing of guesses, and the login it opens.

The password is checked between two transactions, never inside one: hashing is slow and a connection
is precious. The second locks the account and looks again, so nobody gets in who was disabled, or
whose password was changed, in between.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, exists, insert, select, update

from schema.app_user import app_user
from schema.base import new_id
from schema.login_device import login_device
from schema.login_session import login_session
from ytefas.errors import InvalidFields, NotAuthenticated, SecondFactor
from ytefas.rules.access import STUDIO
from ytefas.rules.login import Login, Must, Opened, Visitor, normal_email
from ytefas.rules.passwords import normal_password
from ytefas.rules.totp import normal_code
from ytefas.store.engine import Store
from ytefas.store.identity.codes import take_code
from ytefas.store.identity.desk import (
    ACCOUNT,
    POLICY,
    Account,
    Desk,
    Means,
    account_of,
    one_of,
    stamps,
    valid_ip,
)
from ytefas.store.identity.secret import digest, new_secret
from ytefas.store.identity.sessions import end_logins, open_logins
from ytefas.store.identity.tries import Try, charge, refuse, take_back, try_of
from ytefas.store.unit import Reading, Unit

ENTRANCES: Final = 4  # tries that may be counted at once: they queue here, not in the pool


class Logins(Desk):
    """Opening logins by password."""

    def __init__(self, store: Store, means: Means) -> None:
        super().__init__(store, means)
        self._entrance = asyncio.Semaphore(ENTRANCES)

    async def log_in(
        self, email: str, *, password: str, code: str = "", visitor: Visitor
    ) -> Opened:
        """Open a login; an account with a second factor answers SecondFactor until a code comes.

        Both come together then: between the two steps nothing is kept that could be stolen.
        """
        account, made = await self.admit(normal_email(email), visitor=visitor)
        while True:
            await self.require_password(account, password, visitor=visitor)
            if account.has_second_factor:
                await self._require_code(account, made, code, visitor)
            outcome = await self._open(account, made, password, visitor)
            if isinstance(outcome, Opened):
                return outcome
            account = outcome  # it changed while we were hashing: judge what it is now

    async def _require_code(self, account: Account, made: Try, code: str, visitor: Visitor) -> None:
        async with self._writing("auth.login", for_user=account.id, ip=visitor.ip) as unit:
            now = await self._now(unit)
            if not normal_code(code):
                # As a stranger's: who knows the password must not buy tries of the code with it.
                await take_back(unit, replace(made, known=False), now=now)
                right = False
            else:
                right = await take_code(unit, account.id, code, now=now, seal=self._seal)
                if not right:
                    await unit.note(
                        "login_failed", customer=STUDIO, entity="app_user", key=account.id,
                        reason="code",
                    )  # fmt: skip
        if not normal_code(code):
            raise SecondFactor
        if not right:
            raise InvalidFields({"code": "wrong_code"})

    async def admit(self, email: str, *, visitor: Visitor) -> tuple[Account, Try]:
        """Find the account and count the try, in one transaction that stands when it is refused.

        Nobody's account is an account too: what follows must not come sooner for it. Tries of one
        origin wait for each other's tally; a storm of them must not hold every connection.
        """
        async with self._entrance, self._writing("auth.login", ip=visitor.ip) as unit:
            now = await self._now(unit)
            rows = await unit.fetch(select(*ACCOUNT).where(app_user.c.email_lower == email))
            account = account_of(rows[0]) if rows else Account.nobody()
            known_as = await self._known_as(unit, account, visitor=visitor, now=now)
            made = try_of(email, ip=visitor.ip, known_as=known_as)
            wait = await charge(unit, made, now=now, limits=self._limits)
        if wait is not None:
            raise refuse(wait)
        return account, made

    async def require_password(self, account: Account, password: str, *, visitor: Visitor) -> None:
        """Check it, as slowly for nobody; what was typed is written nowhere."""
        fits = await self._hashing.verify(account.password_hash, normal_password(password))
        if fits and account.active:
            return
        reason = "disabled" if fits else "wrong"
        key = None if account.is_nobody else account.id
        async with self._writing("auth.login", ip=visitor.ip) as unit:
            await unit.note(
                "login_failed", customer=STUDIO, entity="app_user", key=key, reason=reason
            )
        raise NotAuthenticated

    async def _known_as(
        self, reading: Reading, account: Account, *, visitor: Visitor, now: datetime
    ) -> str | None:
        """Say by what a visitor is no stranger to this account: its device, or its address."""
        since = now - self._limits.known_for
        device = digest(visitor.device or "")
        ip = valid_ip(visitor.ip)
        of_device = exists().where(
            login_device.c.user_id == account.id,
            login_device.c.token_hash == device,
            login_device.c.last_seen_at > since,
        )
        of_address = exists().where(
            login_session.c.user_id == account.id,
            login_session.c.ip == (ip or ""),
            login_session.c.created_at > since,
        )
        (row,) = await reading.fetch(select(of_device.label("device"), of_address.label("ip")))
        if row["device"]:
            return f"device:{device.hex()}"
        return f"ip:{ip}" if row["ip"] else None

    async def _open(
        self, account: Account, made: Try, password: str, visitor: Visitor
    ) -> Opened | Account:
        fresh_hash = account.password_hash
        if fresh_hash is not None and self._hashing.is_outdated(fresh_hash):
            fresh_hash = await self._hashing.hash(normal_password(password))
        async with self._writing("auth.login", for_user=account.id, ip=visitor.ip) as unit:
            now = await self._now(unit)
            found = await lock_account(unit, account.id)
            if not found.still(account):
                return found
            policy = await unit.fetch_value(select(POLICY))
            await take_back(unit, made, now=now)
            await self._make_room(unit, account, now=now)
            changes = {"last_login_at": now, "password_hash": fresh_hash}
            await unit.fetch(update(app_user).where(app_user.c.id == account.id).values(changes))
            device = await _know_device(unit, account.id, replacing=visitor.device, now=now)
            return await self._write_login(
                unit, account, visitor, device=device, now=now, must=account.must(policy)
            )

    async def _make_room(self, unit: Unit, account: Account, *, now: datetime) -> None:
        """End the oldest logins that the new one is too many for."""
        opened = await open_logins(unit, account.id, now=now, limits=self._limits)
        surplus = [login.id for login in opened[self._limits.parallel - 1 :]]
        if surplus:
            await end_logins(unit, account.id, one_of(login_session.c.id, surplus), now=now)

    async def _write_login(
        self,
        unit: Unit,
        account: Account,
        visitor: Visitor,
        *,
        device: str,
        now: datetime,
        must: Must | None,
    ) -> Opened:
        login_id, token = new_id(), new_secret()
        expires_at = now + self._limits.absolute
        await unit.fetch(
            insert(login_session).values(
                id=login_id,
                user_id=account.id,
                token_hash=digest(token),
                ip=valid_ip(visitor.ip),
                agent=visitor.agent,
                node=self._links.node or None,
                created_at=now,
                last_seen_at=now,
                proved_at=now,
                expires_at=expires_at,
                **stamps(account.id),
            )
        )
        principal = account.principal(login_id=login_id, ip=visitor.ip)
        idle_until = now + self._limits.idle_of(account.person.role)
        return Opened(token, device, Login(principal, account.person, idle_until, expires_at, must))


async def lock_account(unit: Unit, user_id: UUID) -> Account:
    """Read an account and hold it until the transaction ends."""
    rows = await unit.fetch(select(*ACCOUNT).where(app_user.c.id == user_id).with_for_update())
    return account_of(rows[0]) if rows else Account.nobody()


async def _know_device(unit: Unit, user_id: UUID, *, replacing: str | None, now: datetime) -> str:
    """Give the browser a new device secret, so that one seen on the way is soon worthless."""
    fresh = new_secret()
    await unit.fetch(
        delete(login_device).where(
            login_device.c.user_id == user_id,
            login_device.c.token_hash == digest(replacing or ""),
        )
    )
    await unit.fetch(
        insert(login_device).values(
            user_id=user_id, token_hash=digest(fresh), last_seen_at=now, **stamps(user_id)
        )
    )
    return fresh
