"""One call, notification or event on its way to whoever answers it, and the ways out of here."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Protocol

from ytefas.framework.tree.node import Node

NOTIFY: Final = "_notify"
"""`<topic>._notify` is the procedure that fires the signal published at `<topic>`."""


class Progress(Protocol):
    """Tells the caller how far a long call has come; a call declares it as a parameter."""

    async def __call__(self, value: Any, /) -> None: ...


class Kind(Enum):
    """What an invocation does."""

    CALL = "call"
    NOTIFY = "notify"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Invocation:
    """All a middleware, a policy or a callee may want to know; never changed, only replaced.

    `local`: it comes from inside this process and is not questioned. `caller`: otherwise, who
    the gateway says is asking (a Principal, or the peer's details).
    """

    uri: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    caller: object | None = None
    local: bool = False
    progress: Progress | None = None
    kind: Kind = Kind.CALL
    node: Node | None = None
    timeout: float | None = None


Endpoint = Callable[[Invocation], Awaitable[Any]]
Middleware = Callable[[Invocation, Endpoint], Awaitable[Any]]
"""`await proceed(invocation)` goes on; raising refuses; what it returns is the answer."""
Policy = Callable[[Invocation, object], "bool | Awaitable[bool]"]
"""May this invocation pass, given the `access` its callee declared?"""


class Gateway(Protocol):
    """A way out of the process. Values are plain JSON both ways; errors are YtefasError.

    Whoever implements it owes: every call whose URI is a registered prefix, or lies below it
    (`prefix + "."`), arrives at its handler as an Invocation; every event of a subscribed topic
    arrives as one of kind EVENT, except those published through this same gateway. A handler
    given for a prefix stays until `unregister`.
    """

    async def call(
        self,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any: ...
    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None: ...
    async def register_prefix(self, prefix: str, handler: Endpoint) -> None: ...
    async def unregister(self, prefix: str) -> None: ...
    async def subscribe(self, uri: str, handler: Endpoint) -> None: ...
    async def unsubscribe(self, uri: str) -> None: ...
