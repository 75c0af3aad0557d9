"""The node's own client of the router: messages by reference, no bytes, no limits, fully trusted.

A call to the node is a task of this module, ended by INTERRUPT or by `close`. Events and results
are passed as they are: whoever receives a value from here must not change it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ytefas.errors import Closed
from ytefas.framework.tree.tasks import spawn
from ytefas.wire.codec import Codec
from ytefas.wire.errors import Words, from_wire, to_wire
from ytefas.wire.router import words
from ytefas.wire.router.broker import Audience
from ytefas.wire.router.dealer import Terms
from ytefas.wire.router.peer import Peer, State
from ytefas.wire.router.router import Router

_log = logging.getLogger(__name__)

Progress = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Result:
    """A result that is more than one value: what a handler returns, or a caller gets."""

    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call to this process. `progress` is None unless the caller wants results in parts.

    A cancel by the caller (or its departure) arrives as the cancellation of the handler's task.
    """

    procedure: str
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    caller: Peer
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event that reached this process."""

    topic: str
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    publication: int
    publisher: int | None  # session id, when disclosed


Handler = Callable[[Incoming], Awaitable[Any]]
Listener = Callable[[Event], Coroutine[Any, Any, None] | None]


@dataclass(slots=True, eq=False)
class _Waiting:
    future: asyncio.Future[Result]
    on_progress: Progress | None


class LocalPeer:
    """A member of the realm inside this process."""

    codec: Codec | None = None

    def __init__(
        self,
        router: Router,
        *,
        principal: Any = None,
        authid: str = "node",
        authrole: str = "node",
        words: Words | None = None,
    ) -> None:
        """Join at once; `words` is for errors of this peer's handlers, instead of the router's."""
        self._router = router
        self._words = words or router.words
        self._next_call = 0
        self._waiting: dict[int, _Waiting] = {}
        self._handlers: dict[int, tuple[str, Handler]] = {}
        self._listeners: dict[int, tuple[str, list[Listener]]] = {}
        self._listening: set[asyncio.Task[None]] = set()
        self._running: dict[int, asyncio.Task[None]] = {}
        self.peer = router.join_local(self, principal=principal, authid=authid, authrole=authrole)

    # --- calling

    async def call(
        self,
        uri: str,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        on_progress: Progress | None = None,
    ) -> Any:
        """Call whoever answers `uri`; one value comes back as itself, anything else as Result."""
        if self.peer.state is not State.JOINED:
            raise Closed
        self._next_call += 1
        request = self._next_call
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting[request] = _Waiting(future, on_progress)
        terms = Terms(timeout=timeout, progress=on_progress is not None)
        try:
            self._router.dealer.call(self.peer, request, uri, list(args), kwargs, terms=terms)
            result = await future
        except words.Refused as refused:
            raise from_wire(refused.uri, refused.told) from None
        except asyncio.CancelledError:
            self._router.dealer.cancel(self.peer, request, "killnowait")
            raise
        finally:
            del self._waiting[request]
        return result.args[0] if len(result.args) == 1 and not result.kwargs else result

    # --- answering

    def register(self, uri: str, match: str, handler: Handler) -> Callable[[], None]:
        """Answer `uri` (or all that it is a prefix of) from now on; returns what ends it."""
        try:
            registration = self._router.dealer.register(self.peer, uri, match)
        except words.Refused as refused:
            raise from_wire(refused.uri, refused.told) from None
        self._handlers[registration.id] = uri, handler

        def end() -> None:
            if (
                self._handlers.pop(registration.id, None) is not None
                and self.peer.state is State.JOINED
            ):
                self._router.dealer.unregister(self.peer, registration.id)

        return end

    # --- publishing

    def publish(
        self,
        uri: str,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        exclude: Sequence[int] = (),
        eligible: Sequence[int] | None = None,
    ) -> int:
        """Publish now; `exclude` and `eligible` are session ids. Returns the publication's id."""
        audience = Audience(
            exclude=frozenset(exclude),
            eligible=None if eligible is None else frozenset(eligible),
        )
        return self._router.broker.publish(uri, list(args), kwargs, audience=audience)

    def publish_encoded(self, uri: str, payload: bytes) -> int:
        """Publish positional arguments that are a JSON list already."""
        return self._router.broker.publish_encoded(uri, payload)

    def publish_many(self, events: Sequence[tuple[str, bytes, bytes]]) -> int:
        """Publish (topic, head, tail), where head + tail is a JSON list: see Broker."""
        return self._router.broker.publish_many(events)

    def subscribe(self, uri: str, match: str, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of events from now on; returns what ends it."""
        subscription = self._router.broker.subscribe(self.peer, uri, match)
        _, listeners = self._listeners.setdefault(subscription.id, (uri, []))
        listeners.append(listener)

        def end() -> None:
            if listener in listeners:
                listeners.remove(listener)
                if not listeners and self._listeners.pop(subscription.id, None) is not None:
                    self._router.broker.unsubscribe(self.peer, subscription.id)

        return end

    async def close(self) -> None:
        """Leave the realm; calls under way in either direction end."""
        self._handlers.clear()
        self._listeners.clear()
        self._router.detach(self.peer)
        for waiting in self._waiting.values():
            if not waiting.future.done():
                waiting.future.set_exception(Closed())
        running = [*self._running.values(), *self._listening]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    # --- the router's side (Link)

    def send(self, message: list[Any]) -> None:
        match message[0]:
            case words.INVOCATION:
                self._invoke(*message[1:])
            case words.EVENT:
                self._notify(*message[1:])
            case words.RESULT:
                self._result(*message[1:])
            case words.ERROR:
                self._fail(*message[2:])
            case words.INTERRUPT:
                if (task := self._running.get(message[1])) is not None:
                    task.cancel()
            case unknown:
                raise ValueError(f"a router does not say {unknown}")

    def write(self, frame: bytes) -> None:
        raise NotImplementedError("a link of this process takes messages")

    def end(self, code: int) -> None:
        """Do nothing: a local link ends by `close`, from this side."""

    def _invoke(
        self,
        request: int,
        registration: int,
        details: dict[str, Any],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        uri, handler = self._handlers[registration]

        def progress(*args: Any, **kwargs: Any) -> None:
            self._router.dealer.deliver(self.peer, request, args, kwargs, progress=True)

        incoming = Incoming(
            details.get("procedure", uri),
            args,
            kwargs or {},
            self._router.peers[details["caller"]],
            progress if details.get("receive_progress") else None,
        )
        task = spawn(self._answer(request, handler, incoming), name=f"call {incoming.procedure}")
        self._running[request] = task
        task.add_done_callback(lambda _task: self._ended(request))

    def _ended(self, request: int) -> None:
        del self._running[request]
        if request in self.peer.invocations:  # cancelled before its first step: it could not say so
            self._router.dealer.fail(self.peer, request, words.CANCELED, None, None)

    async def _answer(self, request: int, handler: Handler, incoming: Incoming) -> None:
        dealer = self._router.dealer
        try:
            value = await handler(incoming)
        except BaseException as error:
            locale = getattr(incoming.caller.principal, "locale", "it")
            said = to_wire(error, words=self._words, locale=locale)
            dealer.fail(self.peer, request, said.uri, said.args, said.kwargs)
            if not isinstance(error, Exception):
                raise
        else:
            result = value if isinstance(value, Result) else Result((value,))
            dealer.deliver(self.peer, request, result.args, result.kwargs, progress=False)

    def _result(
        self,
        request: int,
        details: dict[str, Any],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        waiting = self._waiting.get(request)
        if waiting is None or waiting.future.done():
            return
        if not details.get("progress"):
            waiting.future.set_result(Result(args, kwargs))
        elif waiting.on_progress is not None:
            try:
                waiting.on_progress(*args, **(kwargs or {}))
            except Exception:  # noqa: BLE001 - it must not end the call
                _log.exception("a progress handler failed")

    def _fail(
        self,
        request: int,
        _details: dict[str, Any],
        uri: str,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        waiting = self._waiting.get(request)
        if waiting is not None and not waiting.future.done():
            waiting.future.set_exception(from_wire(uri, args, kwargs))

    def _notify(
        self,
        subscription: int,
        publication: int,
        details: dict[str, Any],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        if subscription not in self._listeners:
            return  # ended by somebody who was told of this very event
        uri, listeners = self._listeners[subscription]
        topic = details.get("topic", uri)
        event = Event(topic, args, kwargs or {}, publication, details.get("publisher"))
        for listener in tuple(listeners):
            if listener not in listeners:
                continue
            try:
                work = listener(event)
            except Exception:  # noqa: BLE001 - listeners are isolated
                _log.exception("a listener of %s failed", uri)
                continue
            if work is not None:
                task = spawn(work, name=f"event {topic}")
                self._listening.add(task)
                task.add_done_callback(self._listening.discard)
