"""One WAMP session as the router sees it, and the contracts towards what surrounds the router.

A Peer is facts and bookkeeping; it decides nothing. Its link carries messages away: a socket, or
the node's own in-process client.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Literal, Protocol

from typing_extensions import override

from ytefas.wire.codec import Codec
from ytefas.wire.limits import Meter

Action = Literal["call", "register", "publish", "subscribe"]


class Link(Protocol):
    """Where messages to one peer go. Nothing here blocks, and nothing raises once it is closed.

    `codec` is None for a link in this process: it takes messages, never frames.
    """

    @property
    def codec(self) -> Codec | None: ...
    def send(self, message: list[Any]) -> None: ...  # Unserializable, TooLarge
    def write(self, frame: bytes) -> None: ...
    def end(self, code: int) -> None: ...  # after what was sent, at the latest after a grace


class Identity(Protocol):
    """What the router reads of a principal."""

    @property
    def id(self) -> str: ...
    @property
    def role(self) -> str: ...


class Authenticator(Protocol):
    """Judges tickets; raises NotAuthenticated, and a ticket is good once."""

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Identity: ...


class Authorizer(Protocol):
    """Says which URIs a peer may use. It sees URIs, not rows: those are the procedure's affair."""

    def allows(self, peer: "Peer", action: Action, uri: str, match: str) -> bool: ...


class Cancellable(Protocol):
    """The handle of a timer."""

    def cancel(self) -> None: ...


class Timers(Protocol):
    """The clock of the router; an asyncio event loop is one."""

    def time(self) -> float: ...
    def call_later(self, delay: float, callback: Any, *args: Any) -> Cancellable: ...


class State(Enum):
    """The life of a session, in this order and never back."""

    NEW = auto()
    CHALLENGED = auto()
    AUTHENTICATING = auto()
    JOINED = auto()
    LEAVING = auto()  # out of the realm; our farewell is sent, the other side's may come
    GONE = auto()


class Peer:
    """One WAMP session: who it is, what it holds, what it has used."""

    __slots__ = (
        "authid", "authrole", "call_meter", "calls", "deadline", "id", "interruptible",
        "invocations", "ip", "last_invocation", "link", "local", "meter", "principal",
        "progressive", "registrations", "state", "subscriptions",
    )  # fmt: skip

    def __init__(self, link: Link, *, ip: str | None, meter: Meter, call_meter: Meter) -> None:
        self.link = link
        self.ip = ip
        self.local = link.codec is None
        self.state = State.NEW
        self.id = 0
        self.principal: Any = None
        self.authid = ""
        self.authrole = ""
        self.interruptible = False  # as a callee it understands INTERRUPT …
        self.progressive = False  # … and progressive results
        self.subscriptions: dict[int, Subscription] = {}
        self.registrations: dict[int, Registration] = {}
        self.calls: dict[int, Pending] = {}
        self.invocations: dict[int, Pending] = {}
        self.last_invocation = 0
        self.deadline: Cancellable | None = None
        self.meter = meter
        self.call_meter = call_meter

    @override
    def __repr__(self) -> str:
        return f"<Peer {self.id} {self.authid or '?'} {self.state.name.lower()}>"

    def disclosure(self, who: str) -> dict[str, Any]:
        """Say who this is, in the details of a message (`caller` or `publisher`)."""
        return {
            who: self.id,
            f"{who}_authid": self.authid,
            f"{who}_authrole": self.authrole,
        }


@dataclass(slots=True, eq=False)
class Subscription:
    """A topic pattern and the peers that listen to it, in the order they came."""

    id: int
    uri: str
    match: str
    members: dict[Peer, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """A procedure pattern and the one peer that answers it."""

    id: int
    uri: str
    match: str
    callee: Peer


@dataclass(slots=True, eq=False)
class Pending:
    """A call under way, known to the caller by `request` and to the callee by `invocation`."""

    caller: Peer
    request: int
    callee: Peer
    invocation: int
    progress: bool  # the caller wants, and the callee can give, results in parts
    timer: Cancellable | None = None
    canceled: bool = False  # the caller asked to kill it and waits for the callee's last word
