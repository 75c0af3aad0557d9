"""One life of a session on a Crossbar.io realm, on autobahn: it joins, answers, hears, and ends.

What a handler raises leaves as `errors.to_wire` words it, and nothing else of it. What was being
answered when the session ends is cancelled: whoever asked has learned that we are gone.
"""

# autobahn annotates its classes, but not how they are made:
# mypy: disable-error-code="no-untyped-call"

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import txaio

txaio.use_asyncio()  # before autobahn is imported by anyone: it looks at it once

from autobahn.asyncio.wamp import ApplicationSession  # noqa: E402 - see the line above
from autobahn.asyncio.websocket import WampWebSocketClientFactory  # noqa: E402
from autobahn.wamp.exception import ApplicationError, TransportLost  # noqa: E402
from autobahn.wamp.message import (  # noqa: E402
    Call,
    Cancel,
    Error,
    Event,
    Invocation,
    Publish,
    Result,
)
from autobahn.wamp.request import CallRequest  # noqa: E402
from autobahn.wamp.serializer import MsgPackSerializer  # noqa: E402
from autobahn.wamp.types import CallOptions, CallResult, ComponentConfig  # noqa: E402
from typing_extensions import override  # noqa: E402

from ytefas.wire.errors import to_wire  # noqa: E402
from ytefas.wire.router.local import Result as Several  # noqa: E402

_log = logging.getLogger(__name__)

# autobahn spreads keyword arguments over functions of its own, where a name like `self` or `error`
# breaks the whole session. So they travel inside it as one argument, beside the details.
NAMED: Final = "\0named"
DETAILS: Final = "\0details"

# What autobahn answers to calls under way when the session ends.
LOST: Final = frozenset(
    {"wamp.close.transport_lost", "wamp.close.normal", "wamp.close.system_shutdown"}
)
MESSAGE_LIMIT: Final = 4 * 1024 * 1024  # between nodes, as in deploy/crossbar

Progress = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call or an event from the realm, and who sent it."""

    uri: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    session: int | None
    authid: str | None
    authrole: str | None
    progress: Progress | None = None


Handler = Callable[[Incoming], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the realm is, and how this node proves that it belongs there."""

    url: str
    ticket: str = field(repr=False)
    realm: str = "ytefas"
    authid: str = "node"


class Membership(ApplicationSession):
    """An autobahn session that tells when it has joined and when it is over."""

    def __init__(self, address: Address) -> None:
        super().__init__(ComponentConfig(address.realm))
        self._address = address
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.over = asyncio.Event()
        self.answering: set[asyncio.Task[Any]] = set()

    def ask(
        self, uri: str, args: Sequence[Any], kwargs: Mapping[str, Any], on_progress: Progress | None
    ) -> "asyncio.Future[Any]":
        """Call, as autobahn's `call` does, which would take an argument named `options` away."""
        transport = self._open_transport()
        request = self._request_id_gen.next()
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        options = CallOptions(on_progress=_unfolding(on_progress) if on_progress else None)
        self._call_reqs[request] = CallRequest(request, uri, future, options)
        try:
            transport.send(
                Call(request, uri, list(args), dict(kwargs), receive_progress=bool(on_progress))
            )
        except BaseException:
            del self._call_reqs[request]
            raise
        future.add_done_callback(lambda _: self._give_up(request, future))
        return future

    def _give_up(self, request: int, future: "asyncio.Future[Any]") -> None:
        if future.cancelled() and not self.over.is_set():
            self._open_transport().send(Cancel(request, Cancel.KILLNOWAIT))

    def tell(self, uri: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        """Publish, with every name of an argument left to the publisher."""
        request = self._request_id_gen.next()
        self._open_transport().send(Publish(request, uri, list(args), dict(kwargs)))

    def _open_transport(self) -> Any:
        if self._transport is None:
            raise TransportLost
        return self._transport

    @override
    def onMessage(self, msg: Any) -> None:
        if isinstance(msg, Invocation | Event | Result | Error):
            msg.kwargs = {NAMED: msg.kwargs or {}}
        super().onMessage(msg)

    @override
    def onConnect(self) -> None:
        self.join(self._address.realm, ["ticket"], self._address.authid)

    @override
    def onChallenge(self, challenge: Any) -> str:
        return self._address.ticket

    @override
    def onJoin(self, details: Any) -> None:
        if not self.joined.done():
            self.joined.set_result(None)

    @override
    def onLeave(self, details: Any) -> Any:
        self._fail(details.reason)
        return super().onLeave(details)

    @override
    def onDisconnect(self) -> None:
        super().onDisconnect()
        self._fail("the router closed the connection")
        self.over.set()
        for task in self.answering:  # whoever asked cannot be answered any more
            task.cancel()

    @override
    def onUserError(self, fail: Any, msg: Any) -> None:
        if not isinstance(getattr(fail, "value", None), ApplicationError):
            super().onUserError(fail, msg)  # the others are answers, and said to whoever asked

    def _fail(self, reason: str) -> None:
        if not self.joined.done():
            self.joined.set_exception(ConnectionError(reason))
            self.joined.exception()  # seen, even if nobody waits any more


async def connect(
    address: Address, *, patience: float, ping: float
) -> tuple[asyncio.Transport, Membership]:
    """Open a connection; its session joins by itself. OSError, TimeoutError: nobody is there."""
    url = urlsplit(address.url)
    secure = url.scheme == "wss"
    membership = Membership(address)
    loop = asyncio.get_running_loop()
    factory = WampWebSocketClientFactory(
        lambda: membership, url=address.url, serializers=[MsgPackSerializer()], loop=loop
    )
    factory.setProtocolOptions(
        maxFramePayloadSize=MESSAGE_LIMIT,
        maxMessagePayloadSize=MESSAGE_LIMIT,
        openHandshakeTimeout=patience,
        closeHandshakeTimeout=1.0,
        tcpNoDelay=True,
        autoPingInterval=ping,
        autoPingTimeout=2 * ping,
    )
    port = url.port or (443 if secure else 80)
    async with asyncio.timeout(patience):
        transport, _ = await loop.create_connection(
            factory, str(url.hostname), port, ssl=True if secure else None
        )
    return transport, membership


def _unfolding(on_progress: Progress) -> Progress:
    def tell(*args: Any, **folded: Any) -> Any:
        return on_progress(*args, **folded[NAMED])

    return tell


def _incoming(uri: str, args: tuple[Any, ...], folded: dict[str, Any]) -> Incoming:
    details = folded[DETAILS]
    who = "caller" if hasattr(details, "caller") else "publisher"
    return Incoming(
        uri=getattr(details, "procedure", None) or getattr(details, "topic", None) or uri,
        args=args,
        kwargs=folded[NAMED],
        session=getattr(details, who),
        authid=getattr(details, f"{who}_authid"),
        authrole=getattr(details, f"{who}_authrole"),
        progress=getattr(details, "progress", None),
    )


def answering(uri: str, handler: Handler, session: Membership) -> Callable[..., Awaitable[Any]]:
    """Make autobahn's endpoint."""

    async def answer(*args: Any, **folded: Any) -> Any:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - for the type checker: autobahn makes one
        session.answering.add(task)
        try:
            value = await handler(_incoming(uri, args, folded))
        except BaseException as error:  # noqa: BLE001 - nothing may reach autobahn unworded
            if session.over.is_set():
                return None  # autobahn drops it
            said = to_wire(error)
            refusal = ApplicationError(said.uri, *said.args)
            refusal.kwargs = dict(said.kwargs)  # not as arguments: some names mean more to it
            raise refusal from None
        else:
            if isinstance(value, Several):
                several = CallResult(*value.args)
                several.kwresults = dict(value.kwargs or {})
                return several
            return value
        finally:
            session.answering.discard(task)

    return answer


def hearing(uri: str, handler: Handler) -> Callable[..., Awaitable[None]]:
    """Make autobahn's event handler."""

    async def hear(*args: Any, **folded: Any) -> None:
        try:
            await handler(_incoming(uri, args, folded))
        except Exception:  # noqa: BLE001 - one listener never disturbs the others
            _log.exception("a listener of %s failed", uri)

    return hear
