"""Tickets and API tokens: what opens a WAMP session without a password on the WebSocket.

A ticket is bought with a login or a token, lives a minute, and is taken off the table by the very
statement that reads it: of two that bring the same one, the database lets one have it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert, select, update

import schema.ticket
from schema.api_token import api_token
from schema.app_user import app_user
from schema.login_session import login_session
from ytefas.errors import NotAuthenticated
from ytefas.rules.access import Principal
from ytefas.store.identity.desk import ACCOUNT, Desk, account_of, hurry, one_of, stamps
from ytefas.store.identity.secret import API_TOKEN_PREFIX, digest, new_secret
from ytefas.store.identity.standing import reads_only, standing, token_stands
from ytefas.store.unit import Unit

TICKETS: Final = schema.ticket.ticket  # `ticket` is what the wire calls the secret itself
USED_EVERY: Final = timedelta(seconds=60)


class Tickets(Desk):
    """Single-use tickets, the tokens they may be bought with, and their redemption."""

    async def issue_ticket(self, principal: Principal) -> str:
        """Make a ticket for a principal just recognised, and sweep away the user's expired ones."""
        secret = new_secret()
        async with self._writing("auth.ticket", for_user=principal.user_id) as unit:
            await hurry(unit)
            now = await self._now(unit)
            await unit.fetch(
                delete(TICKETS).where(
                    TICKETS.c.user_id == principal.user_id, TICKETS.c.expires_at <= now
                )
            )
            await unit.fetch(
                insert(TICKETS).values(
                    user_id=principal.user_id,
                    login_id=principal.login_id,
                    token_hash=digest(secret),
                    expires_at=now + self._limits.ticket,
                    **stamps(principal.user_id),
                )
            )
        return secret

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Principal:
        """Redeem a ticket: the wire's Authenticator, in whatever realm its router serves.

        It is gone even when it had expired, or when its login has ended since.
        """
        del realm
        taken = (
            delete(TICKETS)
            .where(TICKETS.c.token_hash == digest(ticket))
            .returning(TICKETS.c.login_id, TICKETS.c.expires_at)
        )
        async with self._writing("auth.ticket") as unit:
            now = await self._now(unit)
            logins = [row["login_id"] for row in await unit.fetch(taken) if row["expires_at"] > now]
            rows = await unit.fetch(standing(logins, now=now, limits=self._limits))
            await self._served_here(unit, logins)
        if not rows:
            raise NotAuthenticated
        account = account_of(rows[0])
        if authid and authid not in {str(account.id), account.person.email}:
            raise NotAuthenticated
        principal = account.principal(login_id=rows[0]["login_id"], ip=ip)
        return replace(principal, reads_only=rows[0]["reads_only"])

    async def _served_here(self, unit: Unit, logins: Sequence[UUID]) -> None:
        """Write down that these logins have their windows open on this node."""
        node = self._links.node
        if not node:
            return
        await unit.fetch(
            update(login_session)
            .where(one_of(login_session.c.id, logins), login_session.c.node.is_distinct_from(node))
            .values(node=node)
        )

    async def recognise_api_token(self, token: str, *, ip: str | None) -> Principal:
        async with self._reading() as reading:
            now = await self._now(reading)
            rows = await reading.fetch(
                select(*ACCOUNT, api_token.c.id, api_token.c.last_used_at, reads_only())
                .join_from(api_token, app_user, app_user.c.id == api_token.c.user_id)
                .where(api_token.c.token_hash == digest(token), token_stands(now))
            )
        if not rows:
            raise NotAuthenticated
        account = account_of(rows[0])
        token_id: UUID = rows[0]["id"]
        used_at: datetime | None = rows[0]["last_used_at"]
        if used_at is None or now >= used_at + USED_EVERY:
            async with self._writing("auth.token", for_user=account.id) as unit:
                await hurry(unit)
                await unit.fetch(
                    update(api_token).where(api_token.c.id == token_id).values(last_used_at=now)
                )
        principal = account.principal(login_id=token_id, ip=ip)
        return replace(principal, reads_only=rows[0]["reads_only"])


class Programs:
    """The Authenticator of a realm that other programs enter: an API token is a ticket there."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Principal:
        if ticket.startswith(API_TOKEN_PREFIX):
            return await self._tickets.recognise_api_token(ticket, ip=ip)
        return await self._tickets.authenticate(realm=realm, authid=authid, ticket=ticket, ip=ip)
