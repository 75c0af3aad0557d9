"""What users do to their own account, and how the first one comes to be.

The setup token is made anew at each start and kept in memory only; the assembly prints it while
there is no administrator. Whoever reads what the server prints may found the installation; being
on loopback is no such proof, because behind a proxy on the same machine everybody is.
"""

from secrets import compare_digest

from sqlalchemy import func, select, update

from schema.app_user import app_user
from ytefas.errors import Denied, InvalidFields, NotAuthenticated
from ytefas.rules.access import Principal, Role
from ytefas.rules.login import Person, Visitor, check_email
from ytefas.store.identity.accounts import (
    NewUser,
    has_admin,
    hold_admins,
    insert_user,
)
from ytefas.store.identity.administering import begin_policy
from ytefas.store.identity.desk import ACCOUNT, account_of
from ytefas.store.identity.logins import Logins, lock_account
from ytefas.store.identity.resets import names_of, spoil_links
from ytefas.store.identity.secret import digest, new_secret
from ytefas.store.identity.sessions import end_logins, session
from ytefas.store.identity.tries import charge, refuse, take_back, try_of


class OwnAccount(Logins):
    """Changing one's password, which takes the old one and is slowed like a login, and language."""

    async def change_password(
        self, principal: Principal, *, current: str, new: str, visitor: Visitor
    ) -> None:
        async with self._reading() as reading:
            rows = await reading.fetch(select(*ACCOUNT).where(app_user.c.id == principal.user_id))
        if not rows:
            raise NotAuthenticated
        account = account_of(rows[0])
        password = self._checked(new, person=names_of(account.person))
        _, made = await self.admit(account.person.email, visitor=visitor)
        try:
            await self.require_password(account, current, visitor=visitor)
        except NotAuthenticated:  # the login stands; what was typed is wrong
            raise InvalidFields({"current": "wrong"}) from None
        hashed = await self._hashing.hash(password)
        user_id = account.id
        async with self._writing("auth.password", for_user=user_id, ip=visitor.ip) as unit:
            now = await self._now(unit)
            if not (await lock_account(unit, user_id)).still(account):
                raise NotAuthenticated
            await take_back(unit, made, now=now)
            await unit.fetch(
                update(app_user)
                .where(app_user.c.id == user_id)
                .values(password_hash=hashed, must_change_password=False)
                .values(updated_by=user_id, updated_at=func.now())
                .values(row_version=app_user.c.row_version + 1)
            )
            await spoil_links(unit, user_id, now=now)
            await end_logins(unit, user_id, session.c.id != principal.login_id, now=now)
            await self._tell(unit, account, "password_changed")

    async def change_email(self, principal: Principal, email: str) -> None:
        """Take another address to sign in by; the old one is told. Who calls asked for a proof."""
        wanted, user_id = check_email(email), principal.user_id
        async with self._writing("auth.email", for_user=user_id, ip=principal.ip) as unit:
            account = await lock_account(unit, user_id)
            if account.is_nobody:
                raise NotAuthenticated
            await unit.fetch(
                update(app_user)
                .where(app_user.c.id == user_id)
                .values(email=wanted, updated_by=user_id, updated_at=func.now())
                .values(row_version=app_user.c.row_version + 1)
            )
            # whoever reads the old mailbox is not to choose the password with what lies there
            await spoil_links(unit, user_id, now=await self._now(unit))
            await self._tell(unit, account, "email_changed", new=wanted)

    async def change_locale(self, principal: Principal, locale: str) -> None:
        """Let the account read another language: in whatever is opened from now on."""
        user_id = principal.user_id
        async with self._writing("auth.locale", for_user=user_id) as unit:
            await unit.fetch(
                update(app_user)
                .where(app_user.c.id == user_id)
                .values(locale=locale, updated_by=user_id, updated_at=func.now())
                .values(row_version=app_user.c.row_version + 1)
            )


class FirstRun(Logins):
    """The founding of an installation."""

    _setup: str | None = None

    @property
    def setup_token(self) -> str:
        """Give the token that the server prints while `has_admin` says no."""
        if self._setup is None:
            self._setup = new_secret()
        return self._setup

    async def has_admin(self) -> bool:
        async with self._reading() as reading:
            return await has_admin(reading)

    async def create_first_admin(
        self,
        *,
        setup_token: str,
        email: str,
        password: str,
        name: str,
        surname: str,
        locale: str,
        visitor: Visitor,
    ) -> Person:
        user = NewUser(email, name, surname, Role.ADMIN, locale)
        hashable = self._checked(password, person=(email, name, surname))
        # Per address only: a token cannot be guessed, and strangers must not slow the founder.
        made = try_of("first-admin", ip=visitor.ip, known_as=f"ip:{visitor.ip}")
        async with self._writing("auth.first_admin", ip=visitor.ip) as unit:
            now = await self._now(unit)
            wait = await charge(unit, made, now=now, limits=self._limits)
        if wait is not None:
            raise refuse(wait)
        if not compare_digest(digest(setup_token), digest(self.setup_token)):
            raise NotAuthenticated
        hashed = await self._hashing.hash(hashable)
        async with self._writing("auth.first_admin", ip=visitor.ip) as unit:
            await hold_admins(unit)
            if await has_admin(unit):
                raise Denied(reason="has_admin")
            await take_back(unit, made, now=now)
            await begin_policy(unit)
            return await insert_user(unit, user, hashed)
