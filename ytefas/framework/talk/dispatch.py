"""The table of one connection: who answers which address, who listens to which topic.

Local first: what is in this process is called directly, with the very objects; only what is not
here goes to the gateway. A tree of nodes is one prefix for the gateway, however many calls it
has. What comes from outside is refused unless its callee declared an access and the policy
grants it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from inspect import isawaitable
from typing import Any, Final

from ytefas.errors import Denied, NoProcedure, YtefasError
from ytefas.framework.talk.answer import (
    base_of,
    call_function,
    call_node,
    decoding,
    encoding,
    fire_signal,
    hand_over,
    received,
)
from ytefas.framework.talk.calls import (
    OWN_ADDRESS,
    CallError,
    Signature,
    call,
    calls_of,
    signature_of,
)
from ytefas.framework.talk.invocation import (
    NOTIFY,
    Endpoint,
    Gateway,
    Invocation,
    Kind,
    Middleware,
    Policy,
    Progress,
)
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.talk.serialize import decode, encode
from ytefas.framework.talk.topics import Topics, WireSide, receiving_node
from ytefas.framework.tree.node import Node, NodeError
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal, Subscription, plan_of, signals_of

__all__ = [  # with what those who declare and serve calls need beside it
    "CallError",
    "Dispatcher",
    "Gateway",
    "Invocation",
    "Progress",
    "anyone",
    "call",
]

log = logging.getLogger(__name__)

_PRIVATE: Final = "local_"


def anyone(_invocation: Invocation) -> bool:
    """Grant access to whoever asks: `@call(access=anyone)`."""
    return True


def judge_by_callable(invocation: Invocation, access: object) -> bool:
    """Judge an access that is itself a predicate; every other kind needs a policy of its own."""
    return bool(access(invocation)) if callable(access) else False


@dataclass(frozen=True, slots=True)
class _Target:
    """Who answers an address: a call or signal of a node, or a plain procedure."""

    access: object
    kind: Kind
    answer: Endpoint
    node: Node | None = None


class Dispatcher:
    """Procedures, nodes and topics of one connection."""

    def __init__(self, *, policy: Policy = judge_by_callable, timeout: float | None = 30.0) -> None:
        self._policy = policy
        self._timeout = timeout
        self._nodes: dict[str, Node] = {}
        self._roots: set[str] = set()
        self._procedures: dict[str, tuple[Callable[..., Any], Signature, object]] = {}
        self._topics = Topics()
        self._middleware: tuple[Middleware, ...] = ()
        self.wire = WireSide(
            wants_prefix=lambda uri: uri in self._roots or uri in self._procedures,
            wants_topic=lambda uri: uri in self._topics and not self._is_ours(uri),
            answer=self.invoke,
            receive=self.receive,
        )

    def use(self, middleware: Middleware) -> None:
        """Let `middleware` see every invocation answered here; the first added is outermost."""
        self._middleware = (*self._middleware, middleware)

    async def attach_gateway(self, gateway: Gateway) -> None:
        """Be reachable by `gateway`: all that is bound already is registered now."""
        await self.wire.attach(gateway, (*self._roots, *self._procedures), tuple(self._topics))

    # -- nodes

    async def attach(self, node: Node) -> None:
        """Make a node's calls answer and its address handlers listen; all of it or nothing."""
        calls_of(type(node))
        uri = str(node.node_path)
        if uri in self._nodes or uri in self._procedures:
            raise NodeError(f"somebody lives at {uri} already")
        self._nodes[uri] = node
        try:
            if node.node_parent is None:
                self._roots.add(uri)
                await self.wire.agree_on_prefix(uri)
            for target, receiver in plan_of(type(node)).addresses:
                await self.subscribe(
                    str(node.node_resolve(target)), getattr(node, receiver.attribute), owner=node
                )
        except BaseException:
            await self.detach(node)
            raise

    async def detach(self, node: Node) -> None:
        """Forget a node. Its subscriptions were closed with everything else it kept."""
        uri = str(node.node_path)
        if self._nodes.get(uri) is node:
            del self._nodes[uri]
        if uri in self._roots:
            self._roots.discard(uri)
            await self.wire.agree_on_prefix(uri)

    def remote(self, node: Node, path: Path) -> Proxy:
        return Proxy(self, node, path)

    def node_at(self, address: Path | str) -> Node | None:
        """Find the live node of this connection at an address."""
        return self._nodes.get(str(address))

    def _is_ours(self, uri: str) -> bool:
        """Tell whether only we can publish there: it lies in a tree bound here."""
        while uri:
            if uri in self._roots:
                return True
            uri = uri.rpartition(".")[0]
        return False

    # -- procedures that are no node's

    async def add_procedure(
        self, uri: str, function: Callable[..., Any], *, access: object = None
    ) -> None:
        """Let a plain function answer at `uri`, typed and guarded like a declared call."""
        name = str(Path(uri))
        if name in self._procedures or name in self._nodes:
            raise CallError(f"{name} is answered already")
        self._procedures[name] = (function, signature_of(function, method=False), access)
        try:
            await self.wire.agree_on_prefix(name)
        except BaseException:
            del self._procedures[name]
            raise

    async def remove_procedure(self, uri: str) -> None:
        if self._procedures.pop(uri, None) is None:
            raise CallError(f"nothing answers at {uri}")
        await self.wire.agree_on_prefix(uri)

    # -- calling

    async def call(
        self,
        uri: str,
        /,
        *args: Any,
        timeout: float | None = None,
        on_progress: Progress | None = None,
        **kwargs: Any,
    ) -> Any:
        """Call whatever answers at `uri`, here or elsewhere."""
        return await self.call_from(
            None, uri, args, kwargs, timeout=timeout, on_progress=on_progress
        )

    async def call_from(
        self,
        node: Node | None,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any:
        """Call on behalf of `node`, which receives the references in the answer."""
        target = self._find(uri)
        if target is not None:
            invocation = Invocation(
                uri, args, kwargs, None, True, on_progress, target.kind, target.node, timeout
            )
            return await self._run(invocation, target.answer)
        gateway = self.wire.gateway
        if gateway is None:
            raise NoProcedure(uri=uri)
        answer = await gateway.call(
            uri,
            tuple(encode(value, node) for value in args),
            {name: encode(value, node) for name, value in kwargs.items()},
            timeout=self._timeout if timeout is None else timeout,
            on_progress=decoding(on_progress, node) if on_progress else None,
        )
        return decode(answer, node, base=base_of(node))

    async def invoke(self, invocation: Invocation) -> Any:
        """Answer a call that came by the gateway, in wire values both ways."""
        target = self._find(invocation.uri)
        if target is None:
            raise NoProcedure(uri=invocation.uri)
        if not invocation.local and target.access is None:
            raise Denied
        node = target.node
        base = None if invocation.local else base_of(node)
        arrived = replace(
            invocation,
            args=tuple(decode(value, node, base=base) for value in invocation.args),
            kwargs={k: decode(value, node, base=base) for k, value in invocation.kwargs.items()},
            progress=encoding(invocation.progress, node) if invocation.progress else None,
            kind=target.kind,
            node=node,
            timeout=self._timeout if invocation.timeout is None else invocation.timeout,
        )
        if not arrived.local:
            granted = self._policy(arrived, target.access)
            if not (await granted if isawaitable(granted) else granted):
                raise Denied
        return encode(await self._run(arrived, target.answer), node)

    async def _run(self, invocation: Invocation, answer: Endpoint) -> Any:
        for middleware in reversed(self._middleware):
            answer = partial(_through, middleware, answer)
        return await answer(invocation)

    def _find(self, uri: str) -> _Target | None:
        address, _, name = uri.rpartition(".")
        if name == NOTIFY:
            return self._find_signal(address)
        for node, call_name in ((self._nodes.get(address), name), (self._nodes.get(uri), ".")):
            spec = None if node is None else calls_of(type(node)).get(call_name)
            if node is not None and spec is not None:
                return _Target(spec.access, Kind.CALL, partial(call_node, node, spec), node)
        procedure = self._procedures.get(uri)
        if procedure is None:
            return None
        function, signature, access = procedure
        return _Target(access, Kind.CALL, partial(call_function, function, signature))

    def _find_signal(self, topic: str) -> _Target | None:
        address, _, name = topic.rpartition(".")
        for node, signal_name in ((self._nodes.get(address), name), (self._nodes.get(topic), ".")):
            signal = None if node is None else signals_of(type(node)).get(signal_name)
            if node is not None and signal is not None and not signal.local:
                return _Target(signal.access, Kind.NOTIFY, partial(fire_signal, node, signal), node)
        return None

    # -- topics

    async def subscribe(
        self, uri: str, handler: Callable[..., object], *, owner: Node | None = None
    ) -> Subscription:
        """Receive what is published at `uri`; ends when closed or when `owner` unbinds."""
        subscription = self._topics.add(str(Path(uri)), handler, owner, self.wire.agree_soon)
        try:
            await self.wire.agree_on_topic(uri)
        except BaseException:
            subscription.close()
            raise
        return subscription

    async def unsubscribe(self, uri: str, handler: Callable[..., object]) -> None:
        subscription = self._topics.find(uri, handler)
        if subscription is not None:
            subscription.close()
            await self.wire.agree_on_topic(uri)

    async def publish_signal(
        self, node: Node, signal: Signal[...], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Tell the other nodes: at the signal's topic, and at the node's own address (R2)."""
        address = str(node.node_path)
        if signal.name == OWN_ADDRESS:
            topics: tuple[str, ...] = (address,)
        elif OWN_ADDRESS in signals_of(type(node)):
            topics = (f"{address}.{signal.name}",)
        else:
            topics = (f"{address}.{signal.name}", address)
        public = {name: v for name, v in kwargs.items() if not name.startswith(_PRIVATE)}
        for topic in topics:
            await self._deliver_here(Invocation(topic, args, public, local=True, kind=Kind.EVENT))
        await self._deliver_there(topics, args, public, node)

    async def publish(self, uri: str, /, *args: Any, **kwargs: Any) -> None:
        """Publish at a plain topic, here and beyond the gateway."""
        public = {name: v for name, v in kwargs.items() if not name.startswith(_PRIVATE)}
        await self._deliver_here(Invocation(uri, args, public, local=True, kind=Kind.EVENT))
        await self._deliver_there((uri,), args, public, None)

    async def receive(self, invocation: Invocation) -> None:
        """Deliver an event that came by the gateway."""
        await self._deliver_here(replace(invocation, kind=Kind.EVENT), arrived=True)

    async def _deliver_here(self, invocation: Invocation, *, arrived: bool = False) -> None:
        for subscription in self._topics.listeners(invocation.uri):
            if subscription.closed:
                continue
            node = receiving_node(subscription)
            try:
                own = received(invocation, node) if arrived else replace(invocation, node=node)
                await self._run(own, partial(hand_over, subscription))
            except Exception:
                # A listener's failure is its own: neither the publisher nor the others hear it.
                log.exception("a listener of %s failed", invocation.uri)

    async def _deliver_there(
        self, topics: tuple[str, ...], args: tuple[Any, ...], kwargs: dict[str, Any], node: Any
    ) -> None:
        gateway = self.wire.gateway
        if gateway is None:
            return
        wire_args = tuple(encode(value, node) for value in args)
        wire_kwargs = {name: encode(value, node) for name, value in kwargs.items()}
        for topic in topics:
            try:
                await gateway.publish(topic, wire_args, wire_kwargs)
            except YtefasError as error:
                # Who publishes is not to fail because the others cannot hear it for now.
                log.warning("%s was not published: %r", topic, error)


async def _through(middleware: Middleware, proceed: Endpoint, invocation: Invocation) -> Any:
    return await middleware(invocation, proceed)
