"""Who may see and do what: roles, grants, and the reach that follows from them.

Pure. The store loads a reach from `app_user` and `customer_grant`; every door asks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

FRESH_FOR = timedelta(minutes=10)  # how long who has proved who he is is believed to be there
STUDIO = UUID(int=0)  # the customer under which studio-wide rows are counted in feed and audit


class Role(StrEnum):
    """What a user is to the studio."""

    ADMIN = "admin"
    CONSULTANT = "consultant"
    CUSTOMER_USER = "customer_user"


STAFF = frozenset({Role.ADMIN, Role.CONSULTANT})  # who works for the studio


class Level(IntEnum):
    """What a grant allows on one customer; a higher level includes the lower ones."""

    READ = 1
    ACTIONS_ONLY = 2
    EDIT = 3
    MANAGE = 4


LEVELS = {"read": Level.READ, "actions_only": Level.ACTIONS_ONLY, "edit": Level.EDIT,
          "manage": Level.MANAGE}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Principal:
    """The authenticated user behind a session: always an argument, never ambient."""

    user_id: UUID
    role: Role
    locale: str = "it"
    login_id: UUID | None = None  # the login session (or API token) it came in by
    ip: str | None = None
    reads_only: bool = False  # came in by a token that may write nothing

    @property
    def id(self) -> str:
        return str(self.user_id)


@dataclass(frozen=True, slots=True)
class Reach:
    """The customers a principal sees and how far: `everything` for who may see all.

    `sites` holds, of the customers seen in part, the sites a grant covers.
    """

    everything: bool = False
    levels: Mapping[UUID, Level] = field(default_factory=dict)
    sites: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def sees(self, customer: UUID) -> bool:
        return self.everything or customer in self.levels

    def may(self, level: Level, customer: UUID) -> bool:
        return self.everything or self.levels.get(customer, 0) >= level

    @property
    def of_whole(self) -> "Reach":
        """What it allows on what is of a whole customer: who is limited to sites reads."""
        least = {
            at: min(level, Level.READ) for at, level in self.levels.items() if at in self.sites
        }
        return Reach(self.everything, {**self.levels, **least}, self.sites)

    @property
    def without_limited(self) -> "Reach":
        """The customers that are seen whole."""
        levels = {at: level for at, level in self.levels.items() if at not in self.sites}
        return Reach(self.everything, levels)

    def on(self, customer: UUID) -> "Reach":
        """Narrow it to one customer."""
        if self.everything or customer not in self.levels:
            return self
        sites = {at: self.sites[at] for at in (customer,) if at in self.sites}
        return Reach(levels={customer: self.levels[customer]}, sites=sites)

    def with_whole(self, customer: UUID) -> "Reach":
        """Add all of a customer that is being made."""
        sites = {at: sites for at, sites in self.sites.items() if at != customer}
        return Reach(self.everything, {**self.levels, customer: Level.MANAGE}, sites)
