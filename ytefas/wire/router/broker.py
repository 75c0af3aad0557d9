"""The broker: who listens to which topics, and the delivery of events.

An event is made once per subscription, encoded once per format, and written to each receiver before
the call returns: order per receiver is the order of publishing. A receiver that cannot be served
(its format cannot carry a value) is logged and skipped; it never disturbs the others.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ytefas.errors import RateLimited
from ytefas.wire.codec import JSON, Shared, Unserializable, frame
from ytefas.wire.limits import Limits
from ytefas.wire.router import words
from ytefas.wire.router.pattern import PREFIX, PatternTable
from ytefas.wire.router.peer import Peer, Subscription

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who of the subscribers gets an event; None means no restriction."""

    exclude: frozenset[int] = frozenset()
    exclude_authid: frozenset[str] = frozenset()
    exclude_authrole: frozenset[str] = frozenset()
    eligible: frozenset[int] | None = None
    eligible_authid: frozenset[str] | None = None
    eligible_authrole: frozenset[str] | None = None

    def includes(self, peer: Peer) -> bool:
        return not (
            peer.id in self.exclude
            or peer.authid in self.exclude_authid
            or peer.authrole in self.exclude_authrole
            or (self.eligible is not None and peer.id not in self.eligible)
            or (self.eligible_authid is not None and peer.authid not in self.eligible_authid)
            or (self.eligible_authrole is not None and peer.authrole not in self.eligible_authrole)
        )


EVERYBODY = Audience()


class Broker:
    """Subscriptions and publications of one realm."""

    def __init__(self, limits: Limits, new_id: Callable[[], int]) -> None:
        self._limits = limits
        self._new_id = new_id
        self._table: PatternTable[Subscription] = PatternTable()

    def __len__(self) -> int:
        return len(self._table)

    def subscribe(self, peer: Peer, uri: str, match: str) -> Subscription:
        subscription = self._table.get(match, uri)
        if subscription is not None and peer in subscription.members:
            return subscription
        if not peer.local and len(peer.subscriptions) >= self._limits.subscriptions:
            raise RateLimited(reason="subscriptions")
        if subscription is None:
            subscription = Subscription(self._new_id(), uri, match)
            self._table.add(match, uri, subscription)
        subscription.members[peer] = None
        peer.subscriptions[subscription.id] = subscription
        return subscription

    def unsubscribe(self, peer: Peer, subscription_id: int) -> None:
        subscription = peer.subscriptions.pop(subscription_id, None)
        if subscription is None:
            raise words.Refused(words.NO_SUCH_SUBSCRIPTION)
        self._forget(peer, subscription)

    def leave(self, peer: Peer) -> None:
        for subscription in peer.subscriptions.values():
            self._forget(peer, subscription)
        peer.subscriptions.clear()

    def _forget(self, peer: Peer, subscription: Subscription) -> None:
        del subscription.members[peer]
        if not subscription.members:
            self._table.remove(subscription.match, subscription.uri)

    def publish(
        self,
        uri: str,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        *,
        audience: Audience = EVERYBODY,
        publisher: Mapping[str, Any] | None = None,
    ) -> int:
        """Deliver one event to everybody who may get it; returns the publication's id."""
        publication = self._new_id()
        for subscription in self._table.every(uri):
            details = dict(publisher or {})
            if subscription.match == PREFIX:
                details["topic"] = uri
            shared = Shared(words.event(subscription.id, publication, details, args, kwargs))
            # a copy: a receiver in this process may unsubscribe while it is told
            for peer in tuple(subscription.members):
                if audience is EVERYBODY or audience.includes(peer):
                    self._deliver(peer, shared)
        return publication

    def publish_encoded(self, uri: str, payload: bytes) -> int:
        """Deliver one event whose positional arguments (a list) are JSON already."""
        return self.publish_many(((uri, payload, b""),))

    def publish_many(self, events: Sequence[tuple[str, bytes, bytes]]) -> int:
        """Deliver events given as (topic, head, tail): the arguments' JSON is head + tail.

        The fast path of one commit shown on many screens: the tail is shared, the head is each
        screen's own (its version), and a JSON receiver costs one join and one write.
        """
        publication = 0
        for uri, head, tail in events:
            publication = self._new_id()
            for subscription in self._table.every(uri):
                topic = (
                    b'{"topic":%b}' % orjson.dumps(uri) if subscription.match == PREFIX else b"{}"
                )
                body = b"[36,%d,%d,%b,%b%b]" % (subscription.id, publication, topic, head, tail)
                if len(body) > self._limits.message_out:
                    _log.error("an event of %d bytes on %s is dropped", len(body), uri)
                else:
                    self._fan_out(subscription, body)
        return publication

    def _fan_out(self, subscription: Subscription, body: bytes) -> None:
        ready = frame(JSON.first, body)
        other: Shared | None = None
        for peer in tuple(subscription.members):
            if peer.link.codec is JSON:
                peer.link.write(ready)
            else:
                other = other or Shared(orjson.loads(body))  # another format: from values, once
                self._deliver(peer, other)

    def _deliver(self, peer: Peer, shared: Shared) -> None:
        codec = peer.link.codec
        try:
            if codec is None:
                peer.link.send(shared.message)
            elif len(ready := shared.frame(codec)) <= self._limits.message_out:
                peer.link.write(ready)
            else:
                _log.error("event of %d bytes is over the limit: dropped", len(ready))
        except Unserializable as reason:
            _log.error("event cannot be sent as %s: %s", codec and codec.name, reason)
