"""Who may see and do what: roles, grants, and the reach that follows from them.

Pure. The store loads a reach from `app_user` and `customer_grant`; every door asks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID

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

    @property
    def id(self) -> str:
        return str(self.user_id)


@dataclass(frozen=True, slots=True)
class Reach:
    """The customers a principal sees and how far: `everything` for who may see all."""

    everything: bool = False
    levels: Mapping[UUID, Level] = field(default_factory=dict)

    def sees(self, customer: UUID) -> bool:
        return self.everything or customer in self.levels

    def may(self, level: Level, customer: UUID) -> bool:
        return self.everything or self.levels.get(customer, 0) >= level

    @property
    def key(self) -> tuple[UUID, ...] | None:
        """Equal keys see equal rows; None means everything."""
        return None if self.everything else tuple(sorted(self.levels))
