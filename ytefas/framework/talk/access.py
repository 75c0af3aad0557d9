"""Who may call from outside: the rules a `@call(access=…)` may declare, and the caller they judge.

A call without a rule is for this process only. A rule says what it takes; the session service
knows which connection belongs to which session, and asks the rule.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final, Literal, Protocol
from uuid import UUID

SERVICE: Final = "ytefas.session"  # where sessions are asked for
HEARTBEAT: Final = "ytefas.heartbeat"  # an event for everybody: this node is alive
SERVER, CLIENT = "server", "client"  # the two halves of a session
SESSIONS: Final = "ytefas.s"  # below which sessions live
Action = Literal["call", "register", "publish", "subscribe"]


class Principal(Protocol):
    """The authenticated user, as far as the framework reads him."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def id(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def locale(self) -> str: ...
    @property
    def login_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the wire vouches for it: a principal, by one of its connections."""

    principal: Principal
    connection: Hashable


@dataclass(frozen=True, slots=True)
class Access:
    """What it takes: being signed in, being inside one's own session, having one of some roles."""

    own_session: bool = True
    roles: frozenset[str] | None = None  # None: any
    fresh: bool = False  # and having proved who one is a moment ago

    def passes(self, principal: Principal, *, inside: bool) -> bool:
        may = self.roles is None or principal.role in self.roles
        return may and (inside or not self.own_session)


SIGNED_IN: Final = Access(own_session=False)
OWN_SESSION: Final = Access()


_FOR_ALL: Final = frozenset(
    {
        ("call", f"{SERVICE}.start_session"),
        ("call", f"{SERVICE}.ping"),
        ("subscribe", HEARTBEAT),
    }
)


def only(*roles: str) -> Access:
    """Open a call to some roles, each inside its own session."""
    return Access(roles=frozenset(roles))


def base_in(uri: str) -> str | None:
    """Find the session an address lies in."""
    number, below, _ = uri.removeprefix(f"{SESSIONS}.").partition(".")
    return f"{SESSIONS}.{number}" if below and uri.startswith(f"{SESSIONS}.{number}.") else None


def may_touch(base: str | None, action: Action, uri: str, match: str = "exact") -> bool:
    """Tell whether a client with this session (or none yet) may use a URI so; pure.

    It calls and hears the server's half, it answers and publishes as the client's half; asking for
    a session, asking whether we are alive and hearing that we are is for everybody.
    """
    if (action, uri) in _FOR_ALL:
        return match == "exact"
    if base is None or match not in {"exact", "prefix"}:
        return False
    half = f"{base}.{SERVER if action in {'call', 'subscribe'} else CLIENT}"
    return uri == half or uri.startswith(f"{half}.")
