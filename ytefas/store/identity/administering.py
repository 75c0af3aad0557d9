"""What administrators do about how people sign in: invitations, second factors, open logins."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.dialects.postgresql import insert as insert_or

from schema.access_policy import access_policy
from schema.app_user import app_user
from schema.base import field_of, new_id
from schema.login_session import login_session
from ytefas.errors import Denied, InvalidFields, NotFound
from ytefas.rules.access import STUDIO, Principal, Role
from ytefas.rules.login import OpenLogin, Person
from ytefas.store.identity.desk import ACCOUNT, POLICY, account_of, stamps
from ytefas.store.identity.logins import lock_account
from ytefas.store.identity.resets import Resets
from ytefas.store.identity.second_factor import take_off
from ytefas.store.identity.sessions import end_logins
from ytefas.store.identity.standing import session_stands
from ytefas.store.unit import Unit

POLICIES: Final = frozenset(field_of(access_policy.c.second_factor).choices or ())
_SHOWN: Final = tuple(
    login_session.c[name] for name in ("id", "created_at", "last_seen_at", "ip", "agent")
)


@dataclass(frozen=True, slots=True)
class OpenLoginOf:
    """An open login and whose it is."""

    person: Person
    login: OpenLogin


class Administering(Resets):
    """The verbs on how others sign in; every one refuses whoever is no administrator now."""

    async def invite(self, user_id: UUID, *, acting: Principal) -> str | None:
        """Let somebody choose a password: by mail; or return the link that is to be handed over."""
        async with self._administering(acting, "user.invite") as unit:
            await self._require_proof(unit, acting)
            account = await lock_account(unit, user_id)
            if account.is_nobody:
                raise NotFound
            if not account.active:
                raise Denied(reason="disabled")
            link = await self.invite_in(unit, account, now=await self._now(unit))
            return None if self._links.mails else link

    async def reset_second_factor(self, user_id: UUID, *, acting: Principal) -> None:
        """Take off the second factor of somebody who lost it; they are told, and out."""
        async with self._administering(acting, "user.second_factor") as unit:
            await self._require_proof(unit, acting)
            account = await lock_account(unit, user_id)
            if account.is_nobody:
                raise NotFound
            await take_off(unit, account)
            await unit.note("second_factor_reset", customer=STUDIO, entity="app_user", key=user_id)
            await self._tell(unit, account, "second_factor_reset")
            _ = await end_logins(unit, user_id, true(), now=await self._now(unit))

    async def policy(self, *, acting: Principal) -> str:
        """Say who is asked for a second factor."""
        async with self._administering(acting, "user.list") as reading:
            return (await reading.fetch_value(select(POLICY))) or "nobody"

    async def found(self) -> None:
        """Begin with the rules of a new installation, unless others were set."""
        async with self._writing("auth.policy") as unit:
            await begin_policy(unit)

    async def set_policy(self, second_factor: str, *, acting: Principal) -> None:
        """Ask a second factor of more people, or of fewer."""
        if second_factor not in POLICIES:
            raise InvalidFields({"second_factor": "unknown"})
        async with self._administering(acting, "user.policy") as unit:
            await self._require_proof(unit, acting)
            own = await lock_account(unit, acting.user_id)
            if not own.is_nobody and own.must(second_factor) == "enrol":
                raise Denied(reason="second_factor_first")  # whoever asks it of others has one
            await begin_policy(unit, second_factor, anew=True)

    async def sessions(self, *, acting: Principal) -> Sequence[OpenLoginOf]:
        """List who is signed in, everybody's newest first."""
        async with self._administering(acting, "user.list") as reading:
            now = await self._now(reading)
            rows = await reading.fetch(
                select(*ACCOUNT, *_SHOWN)
                .join_from(login_session, app_user, app_user.c.id == login_session.c.user_id)
                .where(session_stands(now, self._limits))
                .order_by(login_session.c.last_seen_at.desc(), login_session.c.id)
            )
        return [
            OpenLoginOf(
                account_of(row).person,
                OpenLogin(
                    row["id"], row["created_at"], row["last_seen_at"], row["ip"], row["agent"] or ""
                ),
            )
            for row in rows
        ]

    async def end_session(self, login_id: UUID, *, acting: Principal) -> None:
        """End anybody's login; its sockets go with it."""
        async with self._administering(acting, "user.end_session") as unit:
            owner = await unit.fetch_value(
                select(login_session.c.user_id).where(login_session.c.id == login_id)
            )
            now = await self._now(unit)
            if owner is None or not await end_logins(
                unit, owner, login_session.c.id == login_id, now=now
            ):
                raise NotFound

    @asynccontextmanager
    async def _administering(self, acting: Principal, cause: str) -> AsyncIterator[Unit]:
        """Open a unit for an administrator: one who is it now, whatever the principal says."""
        async with self._store.writing(acting, cause=cause) as unit:
            if unit.acting.role is not Role.ADMIN:
                raise Denied
            unit.moves_reach = True  # users or grants: who sees what is read again at once
            yield unit


async def begin_policy(unit: Unit, second_factor: str = "admins", *, anew: bool = False) -> None:
    """Say how strictly people sign in, unless it was said before.

    An installation begins by asking a code of those who may do everything.
    """
    by = unit.acting.user_id
    row = insert_or(access_policy).values(
        id=new_id(), name="studio", second_factor=second_factor, **stamps(by)
    )
    if anew:
        row = row.on_conflict_do_update(
            index_elements=[access_policy.c.name],
            set_={
                "second_factor": second_factor,
                "updated_by": by,
                "updated_at": func.now(),
                "row_version": access_policy.c.row_version + 1,
            },
        )
    else:
        row = row.on_conflict_do_nothing(index_elements=[access_policy.c.name])
    await unit.fetch(row)
