"""Who may call from outside: the rules a `@call(access=…)` may declare, and the caller they judge.

A call without a rule is for this process only. A rule says what it takes; the session service
knows which connection belongs to which session, and asks the rule.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from ytefas.rules.access import Principal, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the wire vouches for it: a principal, by one of its connections."""

    principal: Principal
    connection: Hashable


@dataclass(frozen=True, slots=True)
class Access:
    """What it takes: being signed in, being inside one's own session, having one of some roles."""

    own_session: bool = True
    roles: frozenset[Role] = frozenset(Role)

    def passes(self, principal: Principal, *, inside: bool) -> bool:
        return principal.role in self.roles and (inside or not self.own_session)


SIGNED_IN: Final = Access(own_session=False)
OWN_SESSION: Final = Access()


def only(*roles: Role) -> Access:
    """Open a call to some roles, each inside its own session."""
    return Access(roles=frozenset(roles))
