"""What a joined session may ask: from autobahn's messages to broker and dealer, with leave.

A handler raises Refused or an error of ours for an ERROR to that request, ProtocolViolation to end
the session.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from autobahn.wamp import message as wamp

from ytefas.errors import RateLimited, YtefasError
from ytefas.wire.errors import WireError
from ytefas.wire.limits import Limits
from ytefas.wire.router import words
from ytefas.wire.router.broker import Audience, Broker
from ytefas.wire.router.dealer import Dealer, Terms
from ytefas.wire.router.pattern import EXACT, PREFIX, reserved, valid
from ytefas.wire.router.peer import Action, Authorizer, Peer, Timers

_log = logging.getLogger(__name__)


def _some(values: Iterable[Any] | None) -> frozenset[Any] | None:
    return None if values is None else frozenset(values)


def _audience(message: Any, publisher: int) -> Audience:
    exclude = set(message.exclude or ())
    if message.exclude_me is not False:
        exclude.add(publisher)
    return Audience(
        exclude=frozenset(exclude),
        exclude_authid=frozenset(message.exclude_authid or ()),
        exclude_authrole=frozenset(message.exclude_authrole or ()),
        eligible=_some(message.eligible),
        eligible_authid=_some(message.eligible_authid),
        eligible_authrole=_some(message.eligible_authrole),
    )


class Requests:
    """The requests of remote peers of one realm."""

    def __init__(
        self,
        broker: Broker,
        dealer: Dealer,
        authorizer: Authorizer,
        *,
        limits: Limits,
        timers: Timers,
        explain: Callable[[Peer, YtefasError], WireError],
        uncounted: Callable[[str], bool],
        disclose: bool,
    ) -> None:
        self._broker = broker
        self._dealer = dealer
        self._authorizer = authorizer
        self._limits = limits
        self._timers = timers
        self._explain = explain
        self._uncounted = uncounted
        self._disclose = disclose
        self._handlers: dict[type, Callable[[Peer, Any, list[Any]], None]] = {
            wamp.Call: self._call,
            wamp.Yield: self._yield,
            wamp.Error: self._error,
            wamp.Cancel: self._cancel,
            wamp.Register: self._register,
            wamp.Unregister: self._unregister,
            wamp.Publish: self._publish,
            wamp.Subscribe: self._subscribe,
            wamp.Unsubscribe: self._unsubscribe,
        }

    def handle(self, peer: Peer, message: Any, raw: list[Any]) -> bool:
        """Answer one request; False if the message is none."""
        handler = self._handlers.get(type(message))
        if handler is None:
            return False
        try:
            handler(peer, message, raw)
        except words.Refused as refused:
            self._refuse(peer, message, raw, WireError(refused.uri, refused.told, {}))
        except YtefasError as error:
            self._refuse(peer, message, raw, self._explain(peer, error))
        return True

    def _refuse(self, peer: Peer, message: Any, raw: list[Any], said: WireError) -> None:
        if raw[0] != words.PUBLISH or message.acknowledge:  # else it may not be answered
            peer.link.send(words.error(raw[0], raw[1], said.uri, said.args, said.kwargs))

    def _leave(self, peer: Peer, action: Action, uri: str, match: str = EXACT) -> None:
        """Ask for leave; Refused when the URI is malformed, a router's own, or not this peer's."""
        if match not in (EXACT, PREFIX):
            raise words.Refused(words.NOT_OFFERED, f"matching by {match} is not offered")
        if not valid(uri, match, self._limits.uri):
            raise words.Refused(words.INVALID_URI, "malformed URI")
        if reserved(uri):
            raise words.Refused(words.NOT_AUTHORIZED, "wamp.* belongs to the router")
        try:
            allowed = self._authorizer.allows(peer, action, uri, match)
        except Exception:  # noqa: BLE001 - it is given to us; failing, it denies
            _log.exception("the authorizer failed: denied")
            allowed = False
        if not allowed:
            raise words.Refused(words.NOT_AUTHORIZED, f"{action} is not allowed there")

    def _call(self, peer: Peer, message: Any, raw: list[Any]) -> None:
        uri: str = message.procedure
        self._leave(peer, "call", uri)
        limits = self._limits
        if len(peer.calls) >= limits.concurrent_calls:
            raise RateLimited(reason="concurrent")
        if not self._uncounted(uri) and not peer.call_meter.take(
            self._timers.time(), limits.calls, limits.calls_seconds
        ):
            wait = round(peer.call_meter.wait(limits.calls, limits.calls_seconds), 3)
            raise RateLimited(retry_after=wait)
        terms = Terms(
            timeout=message.timeout / 1000 if message.timeout else None,
            progress=bool(message.receive_progress),
            disclose=self._disclose or raw[2].get("disclose_me") is True,
        )
        self._dealer.call(peer, message.request, uri, message.args, message.kwargs, terms=terms)

    def _yield(self, peer: Peer, message: Any, _raw: list[Any]) -> None:
        self._dealer.deliver(
            peer, message.request, message.args, message.kwargs, progress=bool(message.progress)
        )

    def _error(self, peer: Peer, message: Any, raw: list[Any]) -> None:
        if raw[1] == words.INVOCATION:  # no other request goes from router to client
            self._dealer.fail(peer, message.request, message.error, message.args, message.kwargs)

    def _cancel(self, peer: Peer, message: Any, _raw: list[Any]) -> None:
        self._dealer.cancel(peer, message.request, message.mode or "killnowait")

    def _register(self, peer: Peer, message: Any, _raw: list[Any]) -> None:
        self._leave(peer, "register", message.procedure, message.match)
        if message.invoke not in (None, "single") or message.force_reregister:
            raise words.Refused(words.NOT_OFFERED, "a procedure has one callee")
        registration = self._dealer.register(peer, message.procedure, message.match)
        peer.link.send(words.registered(message.request, registration.id))

    def _unregister(self, peer: Peer, message: Any, _raw: list[Any]) -> None:
        self._dealer.unregister(peer, message.registration)
        peer.link.send(words.unregistered(message.request))

    def _publish(self, peer: Peer, message: Any, raw: list[Any]) -> None:
        self._leave(peer, "publish", message.topic)
        disclose = self._disclose or raw[2].get("disclose_me") is True
        publication = self._broker.publish(
            message.topic, message.args, message.kwargs,
            audience=_audience(message, peer.id),
            publisher=peer.disclosure("publisher") if disclose else None,
        )  # fmt: skip
        if message.acknowledge:
            peer.link.send(words.published(message.request, publication))

    def _subscribe(self, peer: Peer, message: Any, _raw: list[Any]) -> None:
        self._leave(peer, "subscribe", message.topic, message.match)
        subscription = self._broker.subscribe(peer, message.topic, message.match)
        peer.link.send(words.subscribed(message.request, subscription.id))

    def _unsubscribe(self, peer: Peer, message: Any, _raw: list[Any]) -> None:
        self._broker.unsubscribe(peer, message.subscription)
        peer.link.send(words.unsubscribed(message.request))
