"""Choosing a password without having one: after a link by mail, or one handed over in person.

Whoever asks hears the same, at the same time, whether the address is known or not: what there is to
do is done after the answer. A link opens once, for an hour (an invitation for a week), and a newer
one makes the older ones worthless.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, select, true, update

from schema.app_user import app_user
from schema.password_reset import password_reset
from ytefas.errors import NotFound, RateLimited
from ytefas.framework.tree.tasks import spawn
from ytefas.rules.access import STUDIO
from ytefas.rules.login import Person, Visitor, check_email
from ytefas.store.identity.desk import ACCOUNT, Account, account_of, stamps
from ytefas.store.identity.logins import Logins, lock_account
from ytefas.store.identity.secret import digest, new_secret
from ytefas.store.identity.sessions import end_logins
from ytefas.store.identity.tries import charge_origin, charge_request
from ytefas.store.unit import Unit

log = logging.getLogger(__name__)

Kind = Literal["reset", "invitation"]
INVITED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose password a link lets choose, and why."""

    kind: Kind
    email: str
    name: str
    locale: str


class Resets(Logins):
    """Links that let somebody choose a password."""

    async def ask_reset(self, email: str, *, visitor: Visitor) -> None:
        """Send a link, if the address is somebody's; who asks is not told whether it is."""
        wanted = check_email(email)
        async with self._entrance, self._writing("auth.reset", ip=visitor.ip) as unit:
            wait = await charge_origin(
                unit, visitor.ip, now=await self._now(unit), limits=self._limits
            )
        if wait is not None:
            raise RateLimited(retry_after=int(wait.total_seconds()) + 1)
        _ = spawn(self._send_reset(wanted, visitor), name="a link for a forgotten password")

    async def _send_reset(self, email: str, visitor: Visitor) -> None:
        async with self._writing("auth.reset", ip=visitor.ip) as unit:
            now = await self._now(unit)
            if await charge_request(unit, email, now=now, limits=self._limits) is not None:
                return
            rows = await unit.fetch(select(*ACCOUNT).where(app_user.c.email_lower == email))
            account = account_of(rows[0]) if rows else Account.nobody()
            if not account.active or not self._links.mails:
                return
            link = await self.link(unit, account, "reset", now=now)
            await unit.note("reset_asked", customer=STUDIO, entity="app_user", key=account.id)
            await self._tell(unit, account, "reset", link=link, until=now + self._limits.reset_for)

    async def link(self, unit: Unit, account: Account, kind: Kind, *, now: datetime) -> str:
        """Make the one link that is good from now on."""
        lifetime = self._limits.reset_for if kind == "reset" else self._limits.invitation_for
        await spoil_links(unit, account.id, now=now)
        token = new_secret()
        await unit.fetch(
            insert(password_reset).values(
                user_id=account.id,
                kind=kind,
                token_hash=digest(token),
                expires_at=now + lifetime,
                **stamps(account.id),
            )
        )
        return self._links.to(token)

    async def reset_choice(self, token: str) -> Choice:
        """Say whose password a link lets choose; NotFound for one that opens nothing any more."""
        async with self._reading() as reading:
            now = await self._now(reading)
            row = await reading.fetch_row(
                select(*ACCOUNT, password_reset.c.kind)
                .join_from(password_reset, app_user, app_user.c.id == password_reset.c.user_id)
                .where(_opens(token, now))
            )
        if row is None:
            raise NotFound
        person = account_of(row).person
        return Choice(row["kind"], person.email, person.name, person.locale)

    async def use_reset(self, token: str, *, password: str, visitor: Visitor) -> Person:
        """Take the password chosen; whoever was in with the old one is out, sockets and all."""
        async with self._entrance, self._writing("auth.reset", ip=visitor.ip) as unit:
            now = await self._now(unit)
            wait = await charge_origin(unit, visitor.ip, now=now, limits=self._limits)
            row = await unit.fetch_row(
                select(*ACCOUNT)
                .join_from(password_reset, app_user, app_user.c.id == password_reset.c.user_id)
                .where(_opens(token, now))
            )
        if wait is not None:
            raise RateLimited(retry_after=int(wait.total_seconds()) + 1)
        if row is None:
            raise NotFound
        account = account_of(row)
        person = account.person
        checked = self._checked(password, person=names_of(person))
        hashed = await self._hashing.hash(checked)
        async with self._writing("auth.reset", for_user=account.id, ip=visitor.ip) as unit:
            now = await self._now(unit)
            found = await lock_account(unit, account.id)
            used = await unit.fetch(
                update(password_reset)
                .where(_opens(token, now), password_reset.c.user_id == account.id)
                .values(used_at=now)
                .returning(password_reset.c.kind)
            )
            if not used or not found.active:
                raise NotFound
            await spoil_links(unit, account.id, now=now)
            await unit.fetch(
                update(app_user)
                .where(app_user.c.id == account.id)
                .values(password_hash=hashed, must_change_password=False)
                .values(updated_by=account.id, updated_at=func.now())
                .values(row_version=app_user.c.row_version + 1)
            )
            await end_logins(unit, account.id, true(), now=now)
            if used[0]["kind"] == "reset":
                await self._tell(unit, account, "password_changed")
        return person

    async def invite_new(self) -> int:
        """Write to people who were made users and cannot come in yet; the postman asks for it."""
        if not self._links.mails or self._outbox is None:
            return 0
        async with self._writing("auth.invite") as unit:
            now = await self._now(unit)
            rows = await unit.fetch(
                select(app_user.c.id)
                .where(
                    app_user.c.active,
                    app_user.c.password_hash.is_(None),
                    app_user.c.invited_at.is_(None),
                    app_user.c.created_by != STUDIO,  # made on a screen, not by a command
                )
                .order_by(app_user.c.id)
                .limit(INVITED_AT_ONCE)
                .with_for_update(skip_locked=True)
            )
            for row in rows:
                await self.invite_in(unit, await lock_account(unit, row["id"]), now=now)
        return len(rows)

    async def invite_in(self, unit: Unit, account: Account, *, now: datetime) -> str:
        """Invite somebody within a transaction; by mail, if there is any."""
        link = await self.link(unit, account, "invitation", now=now)
        await unit.fetch(
            update(app_user)
            .where(app_user.c.id == account.id)
            .values(invited_at=now, updated_at=func.now())
            .values(row_version=app_user.c.row_version + 1)
        )
        if self._links.mails:
            until = now + self._limits.invitation_for
            await self._tell(unit, account, "invitation", link=link, until=until)
        return link


def names_of(person: Person) -> tuple[str, ...]:
    """Give what everybody knows of a person, and so no password is to be made of."""
    return (person.email, person.name, person.surname)


def _opens(token: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        password_reset.c.token_hash == digest(token),
        password_reset.c.used_at.is_(None),
        password_reset.c.expires_at > now,
    )


async def spoil_links(unit: Unit, user_id: UUID, *, now: datetime) -> None:
    """Let no link that was sent before open anything: what it stood for has changed since."""
    await unit.fetch(
        update(password_reset)
        .where(password_reset.c.user_id == user_id, password_reset.c.used_at.is_(None))
        .values(used_at=now)
    )
