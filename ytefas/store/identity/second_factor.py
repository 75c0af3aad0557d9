"""The user's own second factor: begun, confirmed, renewed, taken off; and proving who one is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, update

from schema.app_user import app_user
from ytefas.errors import Denied, InvalidFields, NotAuthenticated, NotFound, Reauthenticate
from ytefas.rules.access import STUDIO, Principal
from ytefas.rules.login import Visitor, needs_second_factor
from ytefas.rules.totp import accepted, new_totp_secret, provisioning_uri, spelled
from ytefas.store.identity.codes import codes_left, forget_codes, give_codes, purpose, take_code
from ytefas.store.identity.desk import ACCOUNT, POLICY, Account, account_of
from ytefas.store.identity.logins import Logins, lock_account
from ytefas.store.identity.sessions import session
from ytefas.store.identity.tries import Try, take_back
from ytefas.store.unit import Unit

ISSUER: Final = "Ytefas"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app is given: the key, and the same as a QR code says it."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class SecondFactorState:
    """How it stands with a user's second factor."""

    active: bool
    since: datetime | None
    codes_left: int
    required: bool


class OwnSecondFactor(Logins):
    """What users do to their own second factor. Who calls has asked for a proof already."""

    async def second_factor(self, principal: Principal) -> SecondFactorState:
        async with self._reading() as reading:
            row = await reading.fetch_row(
                select(*ACCOUNT, POLICY).where(app_user.c.id == principal.user_id)
            )
            left = await codes_left(reading, principal.user_id)
        if row is None:
            raise NotAuthenticated
        account = account_of(row)
        required = needs_second_factor(account.person.role, row["policy"])
        return SecondFactorState(
            account.has_second_factor, row["totp_confirmed_at"], left, required
        )

    async def begin_second_factor(self, principal: Principal) -> Enrolment:
        """Make a key that counts for nothing until a code of it was typed."""
        secret = new_totp_secret()
        user_id = principal.user_id
        async with self._writing("auth.second_factor", for_user=user_id) as unit:
            account = await lock_account(unit, user_id)
            sealed = self._seal.close_text(secret, purpose=purpose(user_id))
            await unit.fetch(
                update(app_user).where(app_user.c.id == user_id).values(totp_pending=sealed)
            )
        return Enrolment(
            secret, provisioning_uri(secret, account=account.person.email, issuer=ISSUER)
        )

    async def confirm_second_factor(
        self, principal: Principal, *, code: str, visitor: Visitor
    ) -> list[str]:
        """Let the key count from now on, and give the codes for a lost phone, this once.

        Slowed like a login: a key that was begun and left is a proof to whoever guesses its code.
        """
        user_id = principal.user_id
        _, made = await self._admit(principal, visitor)
        async with self._writing("auth.second_factor", for_user=user_id, ip=visitor.ip) as unit:
            now = await self._now(unit)
            account = await lock_account(unit, user_id)
            pending = await unit.fetch_value(
                select(app_user.c.totp_pending).where(app_user.c.id == user_id)
            )
            secret = self._seal.open_text(pending, purpose=purpose(user_id))
            if secret is None:
                raise NotFound
            step = accepted(secret, code, now=now, used=None)
            if step is None:
                raise InvalidFields({"code": "wrong_code"})
            await take_back(unit, made, now=now)
            await _change(
                unit, account,
                totp_secret=pending, totp_pending=None, totp_confirmed_at=now, totp_step=step,
            )  # fmt: skip
            await _prove(unit, principal, now=now)
            await self._tell(unit, account, "second_factor_on")
            codes = await give_codes(unit, user_id, self._seal)
        return [spelled(one) for one in codes]

    async def renew_recovery_codes(self, principal: Principal) -> list[str]:
        user_id = principal.user_id
        async with self._writing("auth.recovery_codes", for_user=user_id) as unit:
            if not (await lock_account(unit, user_id)).has_second_factor:
                raise NotFound
            codes = await give_codes(unit, user_id, self._seal)
            await unit.note("recovery_codes", customer=STUDIO, entity="app_user", key=user_id)
        return [spelled(one) for one in codes]

    async def end_second_factor(self, principal: Principal) -> None:
        """Take it off, unless the studio asks for it."""
        user_id = principal.user_id
        async with self._writing("auth.second_factor", for_user=user_id) as unit:
            account = await lock_account(unit, user_id)
            policy = await unit.fetch_value(select(POLICY))
            if needs_second_factor(account.person.role, policy):
                raise Denied(reason="second_factor_required")
            await take_off(unit, account)
            await self._tell(unit, account, "second_factor_off")

    async def prove(
        self, principal: Principal, *, password: str, code: str, visitor: Visitor
    ) -> None:
        """Prove again who one is, by the password or by a code; slowed like a login."""
        if principal.login_id is None:
            raise Reauthenticate
        account, made = await self._admit(principal, visitor)
        if password:
            try:
                await self.require_password(account, password, visitor=visitor)
            except NotAuthenticated:
                raise InvalidFields({"password": "wrong"}) from None
        async with self._writing("auth.proof", for_user=account.id, ip=visitor.ip) as unit:
            now = await self._now(unit)
            right = bool(password) or await take_code(
                unit, account.id, code, now=now, seal=self._seal
            )
            if right:
                if not (await lock_account(unit, account.id)).still(account):
                    raise NotAuthenticated
                await take_back(unit, made, now=now)
                await _prove(unit, principal, now=now)
            else:
                await unit.note("login_failed", customer=STUDIO, entity="app_user",
                                key=account.id, reason="code")  # fmt: skip
        if not right:
            raise InvalidFields({"code": "wrong_code"})

    async def _admit(self, principal: Principal, visitor: Visitor) -> tuple[Account, Try]:
        """Count a try of somebody who is in; RateLimited when there were too many."""
        async with self._reading() as reading:
            rows = await reading.fetch(select(*ACCOUNT).where(app_user.c.id == principal.user_id))
        if not rows:
            raise NotAuthenticated
        account = account_of(rows[0])
        _, made = await self.admit(account.person.email, visitor=visitor)
        return account, made


async def _prove(unit: Unit, principal: Principal, *, now: datetime) -> None:
    await unit.fetch(
        update(session).where(session.c.id == principal.login_id).values(proved_at=now)
    )


async def take_off(unit: Unit, account: Account) -> None:
    """Take a second factor off, with the codes that stood in for it."""
    await _change(
        unit, account, totp_secret=None, totp_pending=None, totp_confirmed_at=None, totp_step=None
    )
    await forget_codes(unit, account.id)


async def _change(unit: Unit, account: Account, **values: object) -> None:
    await unit.fetch(
        update(app_user)
        .where(app_user.c.id == account.id)
        .values(**values, updated_by=unit.acting.user_id, updated_at=func.now())
        .values(row_version=app_user.c.row_version + 1)
    )
