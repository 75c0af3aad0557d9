"""What the web door needs of others, as Protocols: identities, words, and the health of parts.

The store implements the first three; the assembly hands them in. Everything raises the errors of
`ytefas.errors`, and nothing else.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from ytefas.rules.access import Principal
from ytefas.rules.login import Login, Opened, OpenLogin, Person, Visitor

# The sentence for a code, in a language, with its fields: words(code, locale, fields).
Words = Callable[[str, str, Mapping[str, Any]], str]

# One part that must work for the node to be ready; returning is well, raising is not.
Check = Callable[[], Awaitable[object]]


class Logins(Protocol):
    """Opening, recognising and ending logins; a login token never leaves the cookie."""

    async def log_in(self, email: str, *, password: str, visitor: Visitor) -> Opened:
        """NotAuthenticated for every wrong pair alike; RateLimited with `retry_after`."""
        ...

    async def recognise(self, token: str, *, ip: str | None, active: bool = True) -> Login:
        """Find the login of a cookie; `active` postpones its idle end."""
        ...

    async def recognise_api_token(self, token: str, *, ip: str | None) -> Principal: ...

    async def log_out(self, principal: Principal) -> None: ...

    async def issue_ticket(self, principal: Principal) -> str:
        """Make a single-use secret that opens one WAMP session."""
        ...


class OwnAccount(Protocol):
    """What users do to their own account."""

    async def change_password(
        self, principal: Principal, *, current: str, new: str, visitor: Visitor
    ) -> None:
        """Change it, and end every other login of the user."""
        ...

    async def change_locale(self, principal: Principal, locale: str) -> None:
        """Say in which language the user's sessions speak from now on."""
        ...

    async def open_logins(self, principal: Principal) -> Sequence[OpenLogin]: ...

    async def end_login(self, principal: Principal, login_id: UUID) -> None: ...


class FirstRun(Protocol):
    """The moment before anybody can log in."""

    async def has_admin(self) -> bool: ...

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
    ) -> Person: ...


class Identity(Logins, OwnAccount, FirstRun, Protocol):
    """All of it: what the assembly hands to the web door."""


class FileFacts(Protocol):
    """What a file is called, what it is, and how long."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def size(self) -> int: ...


class Files(Protocol):
    """Files made for users, each for its owner alone."""

    async def find(
        self, principal: Principal, wanted: UUID
    ) -> tuple[FileFacts, AsyncIterator[bytes]]:
        """Find one and how to read it; NotFound for anybody else's, or none."""
        ...
