"""What every part of the identity works with: the store, the hashing, the limits and the time.

Time comes from the database: all nodes agree on it, and a node whose own clock jumps neither ends
everybody's login nor prolongs a ticket.
"""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any, Final, Self
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, func, select, true

from schema.app_user import app_user
from ytefas.rules.access import STUDIO, Principal, Role
from ytefas.rules.login import LoginLimits, Person, check_password, never
from ytefas.store.engine import Store
from ytefas.store.identity.hashing import Hashing
from ytefas.store.isolation import Program
from ytefas.store.unit import Reading, Unit

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
)


@dataclass(frozen=True, slots=True)
class Account:
    """A user as logging in needs it; never leaves the store."""

    person: Person
    password_hash: str | None
    active: bool

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
        return (self.password_hash, self.active, self.person.role) == (
            earlier.password_hash,
            earlier.active,
            earlier.person.role,
        )

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
    return Account(person, row["password_hash"], row["active"])


async def database_time(reading: Reading) -> datetime:
    """Ask the database what time it is now, not when the transaction began."""
    now: datetime = await reading.fetch_value(select(func.clock_timestamp()))
    return now


@dataclass(frozen=True, slots=True)
class Means:
    """What an installation may choose: the cost of hashing, the limits, a list of leaked words."""

    hashing: Hashing
    limits: LoginLimits
    clock: Clock = database_time
    breached: Callable[[str], bool] = never


class Desk:
    """The base of the parts; each is a few verbs on it."""

    def __init__(self, store: Store, means: Means) -> None:
        self._store = store
        self._hashing = means.hashing
        self._limits = means.limits
        self._now = means.clock
        self._breached = means.breached

    def _checked(self, password: str, *, email: str = "") -> str:
        """Return a new password as it is hashed, or say what is wrong with it."""
        return check_password(password, limits=self._limits, email=email, breached=self._breached)

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
