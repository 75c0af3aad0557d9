"""What every part of the identity works with: the store, the hashing, the limits and the time.

Time comes from the database: all nodes agree on it, and a node whose own clock jumps neither ends
everybody's login nor prolongs a ticket.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final, Self
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, func, select, true

from schema.access_policy import access_policy
from schema.app_user import app_user
from schema.login_session import login_session
from ytefas.errors import Reauthenticate
from ytefas.rules.access import FRESH_FOR, STUDIO, Principal, Role
from ytefas.rules.login import LoginLimits, Must, Person, needs_second_factor
from ytefas.rules.passwords import check_password, never
from ytefas.store.engine import Store
from ytefas.store.identity.hashing import Hashing
from ytefas.store.identity.seal import Seal
from ytefas.store.identity.secret import new_secret
from ytefas.store.isolation import Program
from ytefas.store.outbox import Outbox
from ytefas.store.unit import Reading, Unit

NEWS_FOR: Final = timedelta(days=3)  # how long a letter that tells something is of use
Clock = Callable[[Reading], Awaitable[datetime]]

# What `account_of` reads; named apart, so that it can stand beside the columns of other tables.
ACCOUNT: Final[tuple[ColumnElement[Any], ...]] = (
    app_user.c.id.label("account_id"),
    app_user.c.email,
    app_user.c.name,
    app_user.c.surname,
    app_user.c.role,
    app_user.c.locale,
    app_user.c.password_hash,
    app_user.c.active,
    app_user.c.totp_confirmed_at,
    app_user.c.must_change_password,
)
# How strictly people sign in; an installation that never said so asks for no second factor.
POLICY: Final = select(access_policy.c.second_factor).limit(1).scalar_subquery().label("policy")


@dataclass(frozen=True, slots=True)
class Account:
    """A user as logging in needs it; never leaves the store."""

    person: Person
    password_hash: str | None
    active: bool
    has_second_factor: bool = False
    must_change: bool = False

    @property
    def id(self) -> UUID:
        return self.person.id

    @property
    def is_nobody(self) -> bool:
        return self.person.id == STUDIO

    @property
    def is_active_admin(self) -> bool:
        return self.active and self.person.role is Role.ADMIN

    @classmethod
    def nobody(cls) -> Self:
        """Stand in for an account that does not exist."""
        return cls(Person(STUDIO, "", "", "", Role.CUSTOMER_USER, ""), None, active=False)

    def still(self, earlier: "Account") -> bool:
        """Tell whether what a login was judged by has not changed since."""
        return (self.password_hash, self.active, self.person.role, self.has_second_factor) == (
            earlier.password_hash,
            earlier.active,
            earlier.person.role,
            earlier.has_second_factor,
        )

    def must(self, policy: str | None) -> Must | None:
        """Say what this account has to do before anything else."""
        if self.must_change:
            return "password"
        if not self.has_second_factor and needs_second_factor(self.person.role, policy):
            return "enrol"
        return None

    def principal(self, *, login_id: UUID, ip: str | None) -> Principal:
        return Principal(
            self.person.id, self.person.role, self.person.locale, login_id, valid_ip(ip)
        )


def account_of(row: asyncpg.Record) -> Account:
    """Read the columns of ACCOUNT."""
    person = Person(
        row["account_id"],
        row["email"],
        row["name"],
        row["surname"],
        Role(row["role"]),
        row["locale"],
    )
    return Account(
        person,
        row["password_hash"],
        row["active"],
        row["totp_confirmed_at"] is not None,
        row["must_change_password"],
    )


async def database_time(reading: Reading) -> datetime:
    """Ask the database what time it is now, not when the transaction began."""
    now: datetime = await reading.fetch_value(select(func.clock_timestamp()))
    return now


@dataclass(slots=True)
class Links:
    """Where this node is found; `base` is what users type, known when it serves."""

    base: str = ""
    mails: bool = False  # whether a mail server is configured
    node: str = ""  # what this node is called beside the sign-ins it serves

    def to(self, token: str) -> str:
        """Write the address of a page that chooses a password.

        The token stands after the `#`: that part stays in the browser, and is in no log on the way.
        """
        return f"{self.base}/#reset={token}"


@dataclass(frozen=True, slots=True)
class Means:
    """What an installation may choose: the cost of hashing, the limits, a list of leaked words."""

    hashing: Hashing
    limits: LoginLimits
    clock: Clock = database_time
    breached: Callable[[str], bool] = never
    seal: Seal = field(default_factory=lambda: Seal(new_secret()))
    outbox: Outbox | None = None
    links: Links = field(default_factory=Links)


class Desk:
    """The base of the parts; each is a few verbs on it."""

    def __init__(self, store: Store, means: Means) -> None:
        self._store = store
        self._hashing = means.hashing
        self._limits = means.limits
        self._now = means.clock
        self._breached = means.breached
        self._seal = means.seal
        self._outbox = means.outbox
        self._links = means.links

    def _checked(self, password: str, *, person: Sequence[str] = ()) -> str:
        """Return a new password as it is hashed, or say what is wrong with it."""
        return check_password(
            password, limits=self._limits, personal=person, breached=self._breached
        )

    async def _require_proof(self, reading: Reading, principal: Principal) -> None:
        """Refuse who has not proved lately who he is; what goes by no login is our own doing."""
        if principal.login_id is None:
            return
        now = await self._now(reading)
        proved = await reading.fetch_value(
            select(login_session.c.proved_at).where(login_session.c.id == principal.login_id)
        )
        if proved is None or proved <= now - FRESH_FOR:
            raise Reauthenticate

    async def _tell(self, unit: Unit, account: Account, kind: str, **facts: object) -> None:
        """Write somebody a letter within a transaction, where there is a mail server."""
        if self._outbox is None or not self._links.mails:
            return
        until = facts.pop("until", None)
        person = account.person
        await self._outbox.queue(
            unit,
            kind,
            to=person.email,
            recipient=person.id,
            locale=person.locale,
            facts={"name": person.name, "email": person.email, "base": self._links.base, **facts},
            until=until if isinstance(until, datetime) else await self._now(unit) + NEWS_FOR,
        )

    def _reading(self) -> AbstractAsyncContextManager[Reading]:
        return self._store.reading(program())

    def _writing(
        self, cause: str, *, for_user: UUID = STUDIO, ip: str | None = None
    ) -> AbstractAsyncContextManager[Unit]:
        """Open a unit of the program's own; the audit names the user it is done for."""
        return self._store.writing(program(for_user, ip=ip), cause=cause)


def program(for_user: UUID = STUDIO, *, ip: str | None = None) -> Program:
    """Act as the program: logging in comes before there are rights to act by."""
    return Program(for_user, ip=valid_ip(ip))


def valid_ip(ip: str | None) -> str | None:
    """Keep what is an address: the other end of a Unix socket has none."""
    try:
        return None if ip is None else str(ip_address(ip))
    except ValueError:
        return None


def one_of(column: ColumnElement[UUID], keys: Iterable[UUID]) -> ColumnElement[bool]:
    """Build `column = ANY (array)`: one statement, however many keys."""
    return column == any_(bindparam(None, list(keys), ARRAY(Uuid), unique=True))


async def hurry(unit: Unit) -> None:
    """Do not wait for the disk: after a crash this is better forgotten than missed by anybody."""
    await unit.fetch(select(func.set_config("synchronous_commit", "off", true())))


def stamps(user_id: UUID = STUDIO) -> dict[str, UUID]:
    """Say who made a row that is written as a statement."""
    return {"created_by": user_id, "updated_by": user_id}
