"""What the web door needs of others, as Protocols: identities, words, and the health of parts.

The store implements the first three; the assembly hands them in. Everything raises the errors of
`ytefas.errors`, and nothing else.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
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

    async def log_in(
        self, email: str, *, password: str, code: str = "", visitor: Visitor
    ) -> Opened:
        """NotAuthenticated for every wrong pair alike; RateLimited with `retry_after`.

        SecondFactor when the pair is right and the account asks for a code, too.
        """
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


class Enrolment(Protocol):
    """What an authenticator app is given."""

    @property
    def secret(self) -> str: ...
    @property
    def uri(self) -> str: ...


class OwnSecondFactor(Protocol):
    """A user's own second factor, and proving again who one is."""

    async def proof(self, principal: Principal) -> None:
        """Reauthenticate for who has not proved lately who he is."""
        ...

    async def prove(
        self, principal: Principal, *, password: str, code: str, visitor: Visitor
    ) -> None: ...
    async def second_factor(self, principal: Principal) -> Any: ...
    async def begin_second_factor(self, principal: Principal) -> Enrolment: ...
    async def confirm_second_factor(
        self, principal: Principal, *, code: str, visitor: Visitor
    ) -> list[str]: ...
    async def renew_recovery_codes(self, principal: Principal) -> list[str]: ...
    async def end_second_factor(self, principal: Principal) -> None: ...
    async def change_email(self, principal: Principal, email: str) -> None: ...
    async def end_other_logins(self, principal: Principal) -> None: ...


class Resets(Protocol):
    """Choosing a password without having one."""

    async def ask_reset(self, email: str, *, visitor: Visitor) -> None:
        """Answer the same for every address, at the same time."""
        ...

    async def reset_choice(self, token: str) -> Any: ...
    async def use_reset(self, token: str, *, password: str, visitor: Visitor) -> Person: ...


class Administering(Protocol):
    """What administrators do about how others sign in."""

    async def invite(self, user_id: UUID, *, acting: Principal) -> str | None: ...
    async def reset_second_factor(self, user_id: UUID, *, acting: Principal) -> None: ...
    async def policy(self, *, acting: Principal) -> str: ...
    async def set_policy(self, second_factor: str, *, acting: Principal) -> None: ...


class MailState(Protocol):
    """Whether mail can be sent."""

    @property
    def mails(self) -> bool: ...


class Outbox(Protocol):
    """Letters, as administrators hear of them."""

    async def undelivered(self) -> Sequence[Any]: ...


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


class OwnTokens(Protocol):
    """A user's own keys for programs."""

    async def own_tokens(self, principal: Principal) -> Sequence[object]:
        """List those that stand: all there is to say of them, but the token."""
        ...

    async def make_token(
        self, principal: Principal, name: str, *, reads_only: bool, days: int
    ) -> str:
        """Make one and return it, this once."""
        ...

    async def end_token(self, principal: Principal, token_id: UUID) -> None: ...


class Identity(Logins, OwnAccount, OwnTokens, OwnSecondFactor, Resets, FirstRun, Protocol):
    """All of it: what the assembly hands to the web door."""

    @property
    def accounts(self) -> Administering: ...
    @property
    def links(self) -> MailState: ...
    @property
    def outbox(self) -> Outbox: ...


class Sheets(Protocol):
    """Spreadsheets on their way in, and templates on their way out; each upload is its user's."""

    @property
    def most_bytes(self) -> int: ...

    async def may(self, principal: Principal, customer: UUID, target: str) -> None:
        """Refuse who may not import this for this customer; NotFound for one he does not see."""
        ...

    async def take(
        self, principal: Principal, customer: UUID, target: str, *, name: str, data: bytes
    ) -> str:
        """Read a file and keep it for its user; Invalid says what is wrong with it."""
        ...

    async def template(
        self, principal: Principal, customer: UUID, target: str, *, full: bool
    ) -> tuple[str, bytes]: ...

    async def faults(self, principal: Principal, upload: UUID) -> tuple[str, bytes]: ...


class Archives(Protocol):
    """Archives of whole customers that administrators send."""

    @property
    def most_bytes(self) -> int: ...

    async def may(self, acting: Principal) -> None:
        """Refuse whoever may not; before anything is read."""
        ...

    async def take(self, acting: Principal, name: str, parts: AsyncIterator[bytes]) -> str:
        """Keep one for its sender; its key."""
        ...


class FileFacts(Protocol):
    """What a file is called, what it is, and how long."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def size(self) -> int: ...


class StoredFile(Protocol):
    """A file that was handed in, as it is served; `photo`: it may be shown in a page."""

    @property
    def path(self) -> Path: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def photo(self) -> bool: ...


class Uploads(Protocol):
    """Files that people hand in: for a customer, or (None) for the studio."""

    @property
    def largest(self) -> int:
        """How many bytes a file may have at most."""
        ...

    async def require(
        self, principal: Principal, customer: UUID | None, record: tuple[str, str] | None
    ) -> object:
        """NotFound or Denied for whoever may not; before anything is read."""
        ...

    async def receive(
        self, principal: Principal, customer: UUID | None, record: tuple[str, str] | None,
        name: str, parts: AsyncIterator[bytes],
    ) -> Mapping[str, Any]:  # fmt: skip
        """Take one in; FileRefused says why not."""
        ...

    async def find(self, principal: Principal, wanted: UUID, size: str) -> StoredFile:
        """Find one in sight; NotFound for anybody else's, or none."""
        ...


class Files(Protocol):
    """Files made for users, each for its owner alone."""

    async def find(
        self, principal: Principal, wanted: UUID
    ) -> tuple[FileFacts, AsyncIterator[bytes]]:
        """Find one and how to read it; NotFound for anybody else's, or none."""
        ...
