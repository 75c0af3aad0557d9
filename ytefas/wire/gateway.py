"""The way from nodes to the embedded router, and the way that uses two routers as one.

A tree of nodes is two registrations: its own address, exactly, and all that lies below it. Who asks
reaches the nodes as a Caller (the principal and the connection it came by); peers of this process
are trusted like the nodes themselves.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from ytefas.errors import NoProcedure
from ytefas.framework.talk.access import Caller
from ytefas.framework.talk.invocation import Endpoint, Gateway, Invocation, Kind, Progress
from ytefas.framework.tree.tasks import spawn
from ytefas.wire.router.local import Event, Incoming, LocalPeer, Result
from ytefas.wire.router.pattern import EXACT, PREFIX

_log = logging.getLogger(__name__)

_END: Final = object()


class RouterGateway:
    """A Gateway over this node's own peer at the embedded router."""

    def __init__(self, peer: LocalPeer) -> None:
        self._peer = peer
        self._registered: dict[str, tuple[Callable[[], None], ...]] = {}
        self._subscribed: dict[str, Callable[[], None]] = {}

    async def call(
        self,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any:
        async with in_order(on_progress) as tell:
            answer = await self._peer.call(uri, args, kwargs, timeout=timeout, on_progress=tell)
        return one_value(answer.args, answer.kwargs) if isinstance(answer, Result) else answer

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._peer.publish(uri, args, kwargs, exclude=(self._peer.peer.id,))

    async def register_prefix(self, prefix: str, handler: Endpoint) -> None:
        async def answer(incoming: Incoming) -> Any:
            return await handler(_invocation(incoming))

        own = self._peer.register(prefix, EXACT, answer)
        try:
            below = self._peer.register(f"{prefix}.", PREFIX, answer)
        except BaseException:
            own()
            raise
        self._registered[prefix] = (own, below)

    async def unregister(self, prefix: str) -> None:
        for end in self._registered.pop(prefix, ()):
            end()

    async def subscribe(self, uri: str, handler: Endpoint) -> None:
        async def hear(event: Event) -> None:
            await handler(
                Invocation(event.topic, tuple(event.args), dict(event.kwargs), kind=Kind.EVENT)
            )

        self._subscribed[uri] = self._peer.subscribe(uri, EXACT, hear)

    async def unsubscribe(self, uri: str) -> None:
        end = self._subscribed.pop(uri, None)
        if end is not None:
            end()


def _invocation(incoming: Incoming) -> Invocation:
    peer = incoming.caller
    return Invocation(
        incoming.procedure,
        tuple(incoming.args),
        dict(incoming.kwargs),
        caller=None if peer.local else Caller(peer.principal, peer.id),
        local=peer.local,
        progress=told_by(incoming.progress),
    )


class BothWays:
    """A Gateway over two: near is who is connected to this node, far is everybody else.

    What is registered and published here is so on both. A call goes far only when nobody near
    answers it; when the far side is away, what is near goes on as ever.
    """

    def __init__(self, near: Gateway, far: Gateway) -> None:
        self._near = near
        self._far = far

    async def call(
        self,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any:
        try:
            return await self._near.call(
                uri, args, kwargs, timeout=timeout, on_progress=on_progress
            )
        except NoProcedure:
            return await self._far.call(uri, args, kwargs, timeout=timeout, on_progress=on_progress)

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        await self._near.publish(uri, args, kwargs)
        await self._far.publish(uri, args, kwargs)

    async def register_prefix(self, prefix: str, handler: Endpoint) -> None:
        await self._near.register_prefix(prefix, handler)
        try:
            await self._far.register_prefix(prefix, handler)
        except BaseException:
            await self._near.unregister(prefix)
            raise

    async def unregister(self, prefix: str) -> None:
        await self._near.unregister(prefix)
        await self._far.unregister(prefix)

    async def subscribe(self, uri: str, handler: Endpoint) -> None:
        await self._near.subscribe(uri, handler)
        try:
            await self._far.subscribe(uri, handler)
        except BaseException:
            await self._near.unsubscribe(uri)
            raise

    async def unsubscribe(self, uri: str) -> None:
        await self._near.unsubscribe(uri)
        await self._far.unsubscribe(uri)


def one_value(args: Any, kwargs: Any) -> Any:
    """Make one value of a result of several, as other programs may answer."""
    if kwargs:
        return {"args": list(args), **kwargs} if args else dict(kwargs)
    return list(args) if args else None


def told_by(send: Callable[..., object] | None) -> Progress | None:
    """Make a router's plain function the Progress a call is given."""
    if send is None:
        return None

    async def tell(value: Any, /) -> None:
        send(value)

    return tell


@asynccontextmanager
async def in_order(tell: Progress | None) -> AsyncIterator[Callable[..., None] | None]:
    """Give the plain function a router calls; what it is told reaches `tell` in order.

    When the call has been answered, all of it has arrived.
    """
    if tell is None:
        yield None
        return
    parts: asyncio.Queue[Any] = asyncio.Queue()
    pump = spawn(_pump(parts, tell), name="progress")
    try:
        yield lambda *args, **kwargs: parts.put_nowait(
            args[0] if len(args) == 1 and not kwargs else one_value(args, kwargs)
        )
        parts.put_nowait(_END)
        await pump
    finally:
        pump.cancel()


async def _pump(parts: "asyncio.Queue[Any]", tell: Progress) -> None:
    while (part := await parts.get()) is not _END:
        try:
            await tell(part)
        except Exception:  # noqa: BLE001 - what the listener does is not the call's affair
            _log.exception("a progress handler failed")
