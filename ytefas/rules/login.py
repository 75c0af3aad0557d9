"""Pure rules of logging in: what a password may be, how guessing is slowed, when a login ends.

The web door and the store both speak in these facts, and neither knows the other. Time is always an
argument, so every rule is proved without waiting.

Guessing is slowed twice. An *origin* (one address) may fail 30 times a minute. An *account* may
fail five times; from then on every further try costs a delay that doubles up to 15 minutes, and
tries made during a delay are refused without being counted: hammering cannot prolong it, so nobody
is ever locked out for good. The account is counted once for strangers and apart for every device
or address it has logged in from before, so an attacker spends the strangers' patience, not its
owner's.
"""

import ipaddress
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from ytefas.errors import InvalidFields
from ytefas.rules.access import STAFF, Principal, Role

EMAIL_MAX = 254  # RFC 5321: the longest address that can be delivered


@dataclass(frozen=True, slots=True)
class LoginLimits:
    """The numbers; settings may tighten them."""

    password_min: int = 12
    password_max: int = 1024
    idle: timedelta = timedelta(minutes=30)
    idle_admin: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=12)
    parallel: int = 5
    ticket: timedelta = timedelta(seconds=60)
    account_tries: int = 5
    account_window: timedelta = timedelta(minutes=15)
    first_delay: timedelta = timedelta(seconds=30)
    longest_delay: timedelta = timedelta(minutes=15)
    origin_tries: int = 30
    origin_window: timedelta = timedelta(minutes=1)
    known_for: timedelta = timedelta(days=90)  # how long a device or address stays known
    reset_tries: int = 3  # links for a forgotten password, per account
    reset_window: timedelta = timedelta(hours=1)
    reset_for: timedelta = timedelta(hours=1)  # how long such a link opens
    invitation_for: timedelta = timedelta(days=7)

    def idle_of(self, role: Role) -> timedelta:
        return self.idle_admin if role is Role.ADMIN else self.idle


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from: address, browser, and the device cookie it brought."""

    ip: str | None = None
    agent: str = ""
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who a user is, as far as the user's own screens say it."""

    id: UUID
    email: str
    name: str
    surname: str
    role: Role
    locale: str


Must = Literal["enrol", "password"]  # what a login is for until it is done: nothing else


@dataclass(frozen=True, slots=True)
class Login:
    """A recognised login: who acts, and until when."""

    principal: Principal
    person: Person
    idle_until: datetime
    expires_at: datetime
    must: Must | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A login just opened: the two secrets the browser keeps (only their hashes are stored)."""

    token: str
    device: str
    login: Login


@dataclass(frozen=True, slots=True)
class OpenLogin:
    """One line in the list of a user's own logins."""

    id: UUID
    created_at: datetime
    seen_at: datetime
    ip: str | None
    agent: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What is remembered of tries under one key; `open_at` is when the next one is let in."""

    count: int
    since: datetime
    open_at: datetime


def admit_guess(tally: Tally | None, *, now: datetime, limits: LoginLimits) -> Tally | timedelta:
    """Count a try against an account, or say how long to wait.

    Counted before the password is checked and taken back when it was right (`forgive`): tries made
    side by side cannot slip through together.
    """
    if tally is None or now >= max(tally.since, tally.open_at) + limits.account_window:
        tally = Tally(0, now, now)
    # The clock of a try that waited for others to be counted may be a little behind theirs.
    if tally.count >= limits.account_tries and now < tally.open_at:
        return tally.open_at - now
    count = tally.count + 1
    beyond = count - limits.account_tries
    delay = timedelta(0)
    if beyond >= 0:
        delay = min(limits.first_delay * 2 ** min(beyond, 16), limits.longest_delay)
    return Tally(count, now, now + delay)


def admit_request(tally: Tally | None, *, now: datetime, limits: LoginLimits) -> Tally | timedelta:
    """Count a wish for a link by mail, or say how long to wait: no mailbox is to be filled."""
    if tally is None or now >= tally.since + limits.reset_window:
        return Tally(1, now, now)
    if tally.count >= limits.reset_tries:
        return tally.since + limits.reset_window - now
    return Tally(tally.count + 1, tally.since, now)


def admit_visit(tally: Tally | None, *, now: datetime, limits: LoginLimits) -> Tally | timedelta:
    """Count a try against an address, or say how long to wait."""
    if tally is None or now >= tally.since + limits.origin_window:
        return Tally(1, now, now)
    if tally.count >= limits.origin_tries:
        return tally.since + limits.origin_window - now
    return Tally(tally.count + 1, tally.since, now)


def forgive(tally: Tally, *, now: datetime) -> Tally:
    """Take one try back: it was the right password."""
    return Tally(max(tally.count - 1, 0), tally.since, min(tally.open_at, now))


def network_of(ip: str | None) -> str:
    """Name what a visitor can be held to: the whole address for IPv4, the home's /64 for IPv6."""
    try:
        address = ipaddress.ip_address(ip or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def normal_email(raw: str) -> str:
    """One spelling per address; people type capitals and spaces."""
    return unicodedata.normalize("NFC", raw).strip().lower()


def needs_second_factor(role: Role, policy: str | None) -> bool:
    """Tell whether the studio's rules ask a code of somebody of this role."""
    match policy:
        case "everybody":
            return True
        case "staff":
            return role in STAFF
        case "admins":
            return role is Role.ADMIN
        case _:
            return False


def check_email(raw: str) -> str:
    """Return the address as it is stored; whether it exists, only a mail can tell."""
    email = normal_email(raw)
    name, at, domain = email.rpartition("@")
    unprintable = any(not sign.isprintable() or sign.isspace() for sign in email)
    if not (name and at and domain) or unprintable or len(email) > EMAIL_MAX:
        raise InvalidFields({"email": "not_an_email"})
    return email
