"""Administration of users, behind `ytefas user …` and the administrator's screens.

Every verb takes who acts, and refuses whoever is no administrator; the program itself may do all
(the command line on the server's own machine). There is always an administrator left.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, func, insert, literal, select, true, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from schema.api_token import api_token
from schema.app_user import app_user
from schema.base import new_id
from schema.customer_grant import customer_grant
from ytefas.errors import Denied, InvalidFields, NotFound
from ytefas.rules.access import LEVELS, Level, Principal, Role
from ytefas.rules.login import Person, check_email, normal_email
from ytefas.store.identity.administering import Administering
from ytefas.store.identity.desk import ACCOUNT, account_of, database_time, stamps
from ytefas.store.identity.logins import lock_account
from ytefas.store.identity.resets import names_of, spoil_links
from ytefas.store.identity.secret import digest, new_api_token
from ytefas.store.identity.sessions import end_logins
from ytefas.store.identity.standing import CONNECT, SCOPES
from ytefas.store.unit import Reading, Unit

ADMIN_BY = frozenset({"role", "active"})  # what makes a user an administrator who may log in
LINKS_BY = ADMIN_BY | {"email"}  # what a link for choosing a password stood for
ONE_ADMIN = 7_411_830_214  # the advisory lock under which administrators are made and unmade


@dataclass(frozen=True, slots=True)
class NewUser:
    """What a user is made of; without a password nobody can log in as them yet."""

    email: str
    name: str
    surname: str
    role: Role
    locale: str = "it"
    password: str | None = None


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user as administrators list them."""

    person: Person
    active: bool
    has_password: bool
    last_login_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenLine:
    """An API token as it is listed; its secret was shown once."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    last_used_at: datetime | None


class Accounts(Administering):
    """The verbs on users, their grants and their tokens."""

    async def create_user(self, user: NewUser, *, acting: Principal) -> Person:
        hashed = await self._hashed(user)
        async with self._administering(acting, "user.create") as unit:
            return await insert_user(unit, user, hashed)

    async def list_users(self, *, acting: Principal) -> Sequence[UserLine]:
        async with self._administering(acting, "user.list") as reading:
            rows = await reading.fetch(
                select(*ACCOUNT, app_user.c.last_login_at).order_by(app_user.c.email_lower)
            )
        return [
            UserLine(
                account_of(row).person,
                row["active"],
                row["password_hash"] is not None,
                row["last_login_at"],
            )
            for row in rows
        ]

    async def find_user(self, email: str, *, acting: Principal) -> Person:
        async with self._administering(acting, "user.list") as reading:
            rows = await reading.fetch(
                select(*ACCOUNT).where(app_user.c.email_lower == normal_email(email))
            )
        if not rows:
            raise NotFound
        return account_of(rows[0]).person

    async def set_password(self, user_id: UUID, password: str, *, acting: Principal) -> None:
        """Give a user another password; whoever was in is out."""
        async with self._administering(acting, "user.list") as reading:
            rows = await reading.fetch(select(*ACCOUNT).where(app_user.c.id == user_id))
        if not rows:
            raise NotFound
        person = names_of(account_of(rows[0]).person)
        hashed = await self._hashing.hash(self._checked(password, person=person))
        await self._change(user_id, acting, "user.password", password_hash=hashed)

    async def disable(self, user_id: UUID, *, acting: Principal) -> None:
        await self._change(user_id, acting, "user.disable", active=False)

    async def enable(self, user_id: UUID, *, acting: Principal) -> None:
        await self._change(user_id, acting, "user.enable", active=True)

    async def require_new_password(self, user_id: UUID, *, acting: Principal) -> None:
        """Have a user choose another password before anything else; they log in again for it."""
        await self._change(user_id, acting, "user.must_change", must_change_password=True)

    async def end_sessions(self, user_id: UUID, *, acting: Principal) -> int:
        """End all open logins of a user; tell how many there were."""
        async with self._administering(acting, "user.end_session") as unit:
            return len(await end_logins(unit, user_id, true(), now=await self._now(unit)))

    async def set_role(self, user_id: UUID, role: Role, *, acting: Principal) -> None:
        """Make a user something else; they log in again as what they are now."""
        await self._change(user_id, acting, "user.role", role=role.value)

    async def grant(
        self, user_id: UUID, customer_id: UUID, level: Level, *, acting: Principal
    ) -> None:
        """Let a user see a customer, up to a level; a second grant replaces the first."""
        word = next(word for word, meant in LEVELS.items() if meant is level)
        made = insert_or(customer_grant).values(
            id=new_id(),
            customer_id=customer_id,
            user_id=user_id,
            level=word,
            **stamps(acting.user_id),
        )
        async with self._administering(acting, "user.grant") as unit:
            await unit.fetch(
                made.on_conflict_do_update(
                    index_elements=[customer_grant.c.customer_id, customer_grant.c.user_id],
                    set_={
                        "level": word,
                        "updated_by": acting.user_id,
                        "updated_at": func.now(),
                        "row_version": customer_grant.c.row_version + 1,
                    },
                )
            )

    async def withdraw(self, user_id: UUID, customer_id: UUID, *, acting: Principal) -> None:
        """Take a user's grant on a customer away."""
        async with self._administering(acting, "user.withdraw") as unit:
            gone = await unit.fetch(
                customer_grant.delete()
                .where(
                    customer_grant.c.customer_id == customer_id,
                    customer_grant.c.user_id == user_id,
                )
                .returning(customer_grant.c.id)
            )
            if not gone:
                raise NotFound

    async def create_api_token(
        self,
        user_id: UUID,
        name: str,
        *,
        acting: Principal,
        expires_at: datetime | None = None,
        scopes: Sequence[str] = (CONNECT,),
    ) -> str:
        """Make a token and return it, this once; only its hash is kept."""
        if not set(scopes) or not set(scopes) <= SCOPES:
            raise InvalidFields({"scopes": "unknown"})
        token = new_api_token()
        async with self._administering(acting, "user.token") as unit:
            await unit.fetch(
                insert(api_token).values(
                    user_id=user_id,
                    name=name,
                    token_hash=digest(token),
                    scopes=sorted(scopes),
                    expires_at=expires_at,
                    **stamps(acting.user_id),
                )
            )
        return token

    async def list_api_tokens(self, user_id: UUID, *, acting: Principal) -> Sequence[TokenLine]:
        async with self._administering(acting, "user.list") as reading:
            rows = await reading.fetch(
                select(api_token)
                .where(api_token.c.user_id == user_id, api_token.c.revoked_at.is_(None))
                .order_by(api_token.c.name, api_token.c.id)
            )
        return [
            TokenLine(
                row["id"],
                row["name"],
                tuple(row["scopes"]),
                row["expires_at"],
                row["last_used_at"],
            )
            for row in rows
        ]

    async def revoke_api_token(self, token_id: UUID, *, acting: Principal) -> None:
        async with self._administering(acting, "user.token") as unit:
            now = await self._now(unit)
            found = await unit.fetch(
                update(api_token)
                .where(api_token.c.id == token_id, api_token.c.revoked_at.is_(None))
                .values(revoked_at=now, updated_by=acting.user_id)
                .values(row_version=api_token.c.row_version + 1)
                .returning(api_token.c.id)
            )
            if not found:
                raise NotFound

    async def _hashed(self, user: NewUser) -> str | None:
        if user.password is None:
            return None
        return await self._hashing.hash(
            self._checked(user.password, person=(user.email, user.name, user.surname))
        )

    async def _change(
        self, user_id: UUID, acting: Principal, cause: str, **changes: object
    ) -> None:
        """Change what a login was judged by, and end the logins that were judged by it."""
        async with self._administering(acting, cause) as unit:
            await hold_admins(unit)
            account = await lock_account(unit, user_id)
            if account.is_nobody:
                raise NotFound
            await unit.fetch(
                update(app_user)
                .where(app_user.c.id == user_id)
                .values(**changes, updated_by=acting.user_id, updated_at=func.now())
                .values(row_version=app_user.c.row_version + 1)
            )
            if account.is_active_admin and not await has_admin(unit, active=True):
                raise Denied(reason="last_admin")
            now = await self._now(unit)
            await spoil_links(unit, user_id, now=now)
            _ = await end_logins(unit, user_id, true(), now=now)


async def insert_user(unit: Unit, user: NewUser, password_hash: str | None) -> Person:
    """Write a checked user; the unit says who is taken."""
    email, name, surname = check_email(user.email), user.name.strip(), user.surname.strip()
    missing = [field for field, value in (("name", name), ("surname", surname)) if not value]
    if missing:
        raise InvalidFields(dict.fromkeys(missing, "required"))
    key = await unit.insert(
        app_user,
        {
            "email": email,
            "name": name,
            "surname": surname,
            "role": user.role.value,
            "locale": user.locale,
            "password_hash": password_hash,
            "active": True,
        },
    )
    return Person(key, email, name, surname, user.role, user.locale)


async def hold_admins(unit: Unit) -> None:
    """Let nobody else make or unmake administrators until this transaction ends."""
    await unit.fetch(select(func.pg_advisory_xact_lock(ONE_ADMIN)))


@asynccontextmanager
async def keeping_an_admin(
    unit: Unit, table: Table, changes: Mapping[str, object] | None
) -> AsyncIterator[None]:
    """Refuse a change of a user (None: a deletion) that leaves nobody who can administer."""
    concerned = table is app_user and (changes is None or not ADMIN_BY.isdisjoint(changes))
    if concerned:
        await hold_admins(unit)
    yield
    if concerned and not await has_admin(unit, active=True):
        raise Denied(reason="last_admin")


@asynccontextmanager
async def spoiling_links(
    unit: Unit, table: Table, key: UUID, changes: Mapping[str, object]
) -> AsyncIterator[None]:
    """Make the open links of a user worthless with a change of what they stood for.

    Whoever reads the old mailbox is not to choose the password of the new address.
    """
    yield
    if table is app_user and not LINKS_BY.isdisjoint(changes):
        await spoil_links(unit, key, now=await database_time(unit))


async def has_admin(reading: Reading, *, active: bool = False) -> bool:
    """Tell whether there is an administrator, or one who may log in."""
    admins = select(literal(value=True)).where(app_user.c.role == Role.ADMIN.value)
    if active:
        admins = admins.where(app_user.c.active)
    return bool(await reading.fetch(admins.limit(1)))
