"""Who listens to which topic on this connection, and what the gateway has been told of it.

Local bookkeeping is immediate; the gateway is brought to agree by comparing what should be with
what is, one step at a time, so a quick unsubscribe and subscribe cannot end the wrong way round.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

from ytefas.framework.talk.invocation import Endpoint, Gateway
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Keeper, Subscription, settle
from ytefas.framework.tree.tasks import spawn

log = logging.getLogger(__name__)

AT_ONCE: Final = 100  # registrations under way together when a gateway comes (back)


class Topics:
    """Subscriptions by exact topic."""

    def __init__(self) -> None:
        self._listening: dict[str, list[Subscription]] = {}

    def __contains__(self, uri: str) -> bool:
        return uri in self._listening

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._listening))

    def listeners(self, uri: str) -> tuple[Subscription, ...]:
        return tuple(self._listening.get(uri, ()))

    def add(
        self,
        uri: str,
        handler: Callable[..., object],
        owner: Keeper | None,
        emptied: Callable[[str], object],
    ) -> Subscription:
        """Subscribe; `emptied` is told when the last subscription of a topic has gone."""

        def remove(gone: Subscription) -> None:
            self._listening[uri].remove(gone)
            if not self._listening[uri]:
                del self._listening[uri]
                emptied(uri)

        subscription = Subscription(handler, remove, owner=owner)
        self._listening.setdefault(uri, []).append(subscription)
        return subscription

    def find(self, uri: str, handler: Callable[..., object]) -> Subscription | None:
        return next((s for s in self.listeners(uri) if s.handler == handler), None)


def receiving_node(subscription: Subscription) -> Node | None:
    """Find the node that gets what this subscription receives."""
    owner = subscription.owner
    return owner if isinstance(owner, Node) else None


class WireSide:
    """Keeps one gateway's registrations and subscriptions equal to what is wanted."""

    def __init__(
        self,
        *,
        wants_prefix: Callable[[str], bool],
        wants_topic: Callable[[str], bool],
        answer: Endpoint,
        receive: Endpoint,
    ) -> None:
        self.gateway: Gateway | None = None
        self._wants_prefix = wants_prefix
        self._wants_topic = wants_topic
        self._answer = answer
        self._receive = receive
        self._prefixes: set[str] = set()
        self._topics: set[str] = set()
        self._turns: dict[str, asyncio.Future[None]] = {}

    async def attach(
        self, gateway: Gateway, prefixes: Iterable[str], topics: Iterable[str]
    ) -> None:
        """Use a gateway from now on (a new one, or one that came back), told everything again."""
        self.gateway = gateway
        self._prefixes.clear()
        self._topics.clear()
        work = [partial(self.agree_on_prefix, prefix) for prefix in prefixes]
        work += [partial(self.agree_on_topic, topic) for topic in topics]
        errors: list[Exception] = []
        for start in range(0, len(work), AT_ONCE):
            batch = (settle(step, (), {}, errors) for step in work[start : start + AT_ONCE])
            await asyncio.gather(*batch)
        if errors:
            raise ExceptionGroup("some of what is bound could not be registered", errors)

    async def detach(self) -> None:
        """Withdraw everything from the gateway and forget it."""
        gateway, prefixes, topics = self.gateway, tuple(self._prefixes), tuple(self._topics)
        self.lost()
        if gateway is not None:
            for prefix in prefixes:
                await _withdraw(gateway.unregister, prefix)
            for topic in topics:
                await _withdraw(gateway.unsubscribe, topic)

    def lost(self) -> None:
        """Forget a gateway that is gone: nothing can be withdrawn from it."""
        self.gateway = None
        self._prefixes.clear()
        self._topics.clear()

    async def agree_on_prefix(self, prefix: str) -> None:
        if self.gateway is None:
            return
        async with self._turn(f"prefix {prefix}"):
            gateway = self._still_attached()
            wanted = self._wants_prefix(prefix)
            if gateway is None or wanted is (prefix in self._prefixes):
                return
            if wanted:
                await gateway.register_prefix(prefix, self._answer)
                self._prefixes.add(prefix)
            else:
                self._prefixes.discard(prefix)
                await _withdraw(gateway.unregister, prefix)

    async def agree_on_topic(self, topic: str) -> None:
        if self.gateway is None:
            return
        async with self._turn(f"topic {topic}"):
            gateway = self._still_attached()
            wanted = self._wants_topic(topic)
            if gateway is None or wanted is (topic in self._topics):
                return
            if wanted:
                await gateway.subscribe(topic, self._receive)
                self._topics.add(topic)
            else:
                self._topics.discard(topic)
                await _withdraw(gateway.unsubscribe, topic)

    def agree_soon(self, topic: str) -> None:
        """Do the same from code that cannot wait."""
        if topic in self._topics:
            _task = spawn(self.agree_on_topic(topic), name=f"unsubscribe {topic}")

    def _still_attached(self) -> Gateway | None:
        """Look again after waiting for our turn: the gateway may have gone meanwhile."""
        return self.gateway

    @asynccontextmanager
    async def _turn(self, what: str) -> AsyncIterator[None]:
        """Queue behind whoever is agreeing on the same thing; different things do not wait."""
        before = self._turns.get(what)
        done = asyncio.get_running_loop().create_future()
        self._turns[what] = done
        try:
            if before is not None:
                await asyncio.wait([before])
            yield
        finally:
            done.set_result(None)
            if self._turns.get(what) is done:
                del self._turns[what]


async def _withdraw(withdraw: Callable[[str], Awaitable[None]], uri: str) -> None:
    """Take something back; a gateway that cannot has forgotten it, or will when it goes."""
    try:
        await withdraw(uri)
    except Exception as error:  # noqa: BLE001 - a node must be able to leave a broken gateway
        log.warning("%s was not withdrawn: %r", uri, error)
