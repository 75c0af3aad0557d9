"""One realm: peers come, talk and leave; the session state machine, without I/O.

A door (`ytefas/wire/socket.py`) attaches a link and feeds it messages; `receive` returns something
to await only while a ticket is judged, and the door reads nothing more from that peer until then.
Whatever a peer sends, it gets an answer, an error, or an ABORT; nothing is raised to the door.
"""

import asyncio
import logging
import random
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from autobahn.wamp import message as wamp

from ytefas.wire.codec import InvalidUri, ProtocolViolation
from ytefas.wire.errors import WireError, Words, speechless, to_wire
from ytefas.wire.limits import Limits, Meter
from ytefas.wire.router import words as say
from ytefas.wire.router.broker import Broker
from ytefas.wire.router.dealer import Dealer
from ytefas.wire.router.handshake import ROLES, Handshake
from ytefas.wire.router.peer import (
    Authenticator,
    Authorizer,
    Cancellable,
    Link,
    Peer,
    State,
    Timers,
)
from ytefas.wire.router.requests import Requests

_log = logging.getLogger(__name__)

NORMAL, GOING_AWAY, VIOLATION = 1000, 1001, 1002  # RFC 6455, 7.4.1

Listener = Callable[[Peer], None]


class LoopTimers:
    """The running event loop as Timers; a Router may be built before there is one."""

    def time(self) -> float:
        return asyncio.get_running_loop().time()

    def call_later(self, delay: float, callback: Any, *args: Any) -> Cancellable:
        return asyncio.get_running_loop().call_later(delay, callback, *args)


LOOP: Final = LoopTimers()


class Router:
    """The realm's peers, its broker and its dealer."""

    def __init__(
        self,
        realm: str,
        *,
        authenticator: Authenticator,
        authorizer: Authorizer,
        limits: Limits | None = None,
        timers: Timers = LOOP,
        uncounted: Callable[[str], bool] = lambda _uri: False,
        disclose: bool = False,
        words: Words = speechless,
        welcome: Callable[[Peer], Mapping[str, Any]] = lambda _peer: {},
    ) -> None:
        """Make an empty realm.

        `uncounted` names the procedures outside the rate of calls, `disclose` tells everybody who
        calls and publishes (callees in this process are always told), `words` says our errors to
        their reader, `welcome` gives the `authextra` of the WELCOME.
        """
        self.realm = realm
        self.limits = limits or Limits()
        self.timers = timers
        self.peers: dict[int, Peer] = {}  # those that have joined
        self.broker = Broker(self.limits, self._random_id)
        self.dealer = Dealer(self.limits, timers, self._random_id, self.explain)
        self.words = words
        self._welcome = welcome
        self._users: Counter[str] = Counter()
        self._on_join: list[Listener] = []
        self._on_leave: list[Listener] = []
        # Ids name things, they open nothing: no need for a system call per event.
        self._random = random.Random(secrets.randbits(128))  # noqa: S311
        self.handshake = Handshake(
            realm, authenticator, self.limits, join=self._join, abort=self.abort, wait=self._wait
        )
        self._requests = Requests(
            self.broker, self.dealer, authorizer,
            limits=self.limits, timers=timers, explain=self.explain, uncounted=uncounted,
            disclose=disclose,
        )  # fmt: skip

    # --- peers come and go

    def attach(self, link: Link, *, ip: str | None = None) -> Peer:
        """Begin a session; it has `hello_seconds` to say HELLO."""
        now = self.timers.time()
        limits = self.limits
        peer = Peer(
            link, ip=ip, meter=Meter(limits.messages, now), call_meter=Meter(limits.calls, now)
        )
        self._wait(peer, limits.hello_seconds)
        return peer

    def detach(self, peer: Peer) -> None:
        """End a session whose link has gone."""
        self._leave(peer, State.GONE)

    def join_local(self, link: Link, *, principal: Any, authid: str, authrole: str) -> Peer:
        """Let a link of this process in, unquestioned."""
        peer = Peer(link, ip=None, meter=Meter(0, 0.0), call_meter=Meter(0, 0.0))
        peer.principal, peer.authid, peer.authrole = principal, authid, authrole
        peer.interruptible = peer.progressive = True
        self._enter(peer)
        return peer

    def on_join(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every peer that joins; returns what ends it."""
        self._on_join.append(listener)
        return lambda: self._on_join.remove(listener)

    def on_leave(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every joined peer that leaves, for whatever reason."""
        self._on_leave.append(listener)
        return lambda: self._on_leave.remove(listener)

    def close_sessions(self, predicate: Callable[[Peer], bool], reason: str) -> int:
        """Send away every remote peer that `predicate` names; they are served nothing more."""
        leaving = [peer for peer in self.peers.values() if not peer.local and predicate(peer)]
        for peer in leaving:
            self._say_goodbye(peer, reason)
        return len(leaving)

    def abort(self, peer: Peer, reason: str, text: str = "") -> None:
        """End a session that cannot go on: ABORT, then the end of its link."""
        if peer.state not in (State.LEAVING, State.GONE):
            _log.info("%r is sent away: %s %s", peer, reason, text)
            self._leave(peer, State.GONE)
            peer.link.send(say.abort(reason, text))
            peer.link.end(VIOLATION if reason == say.PROTOCOL_VIOLATION else NORMAL)

    def explain(self, peer: Peer, error: BaseException) -> WireError:
        """Put an error into what may be sent of it, in the language of who reads it."""
        locale = getattr(peer.principal, "locale", "it")
        return to_wire(error, words=self.words, locale=locale)

    # --- what a peer says

    def receive(self, peer: Peer, data: bytes) -> Awaitable[None] | None:
        """Take one message of a remote peer."""
        if not self.count(peer):
            return None
        codec = peer.link.codec
        if codec is None:
            raise TypeError("a local link does not speak in bytes")
        try:
            message, raw = codec.decode(data, nesting=self.limits.nesting)
            return self._take(peer, message, raw)
        except InvalidUri as refused:
            self._refuse_uri(peer, refused)
        except ProtocolViolation as violation:
            self.abort(peer, say.PROTOCOL_VIOLATION, str(violation))
        except Exception:  # noqa: BLE001 - a bug costs one session, not the door
            _log.exception("a message of %r could not be handled", peer)
            self.abort(peer, "wamp.error.internal_error")
        return None

    def count(self, peer: Peer) -> bool:
        """Count one message or control frame against the rate; False: do not look at it."""
        limits = self.limits
        if peer.state is State.GONE:
            return False
        if peer.meter.take(self.timers.time(), limits.messages, limits.messages_seconds):
            return True
        self.abort(peer, say.RATE_LIMITED, "too many messages")
        return False

    def _take(self, peer: Peer, message: Any, raw: list[Any]) -> Awaitable[None] | None:
        if peer.state is State.LEAVING:
            if isinstance(message, wamp.Goodbye):
                self._gone(peer)
        elif isinstance(message, wamp.Abort):
            self._leave(peer, State.GONE)
            peer.link.end(NORMAL)
        elif peer.state is not State.JOINED:
            return self.handshake.receive(peer, message)
        elif isinstance(message, wamp.Goodbye):
            self._leave(peer, State.GONE)
            peer.link.send(say.goodbye(say.GOODBYE_AND_OUT))
            peer.link.end(NORMAL)
        elif not self._requests.handle(peer, message, raw):
            raise ProtocolViolation(f"{type(message).__name__} after WELCOME")
        return None

    def _refuse_uri(self, peer: Peer, refused: InvalidUri) -> None:
        if peer.state is not State.JOINED:
            self.abort(peer, say.PROTOCOL_VIOLATION, "a request before WELCOME")
        elif refused.answer:
            peer.link.send(say.error(refused.kind, refused.request, say.INVALID_URI))

    # --- the life of a session

    def _join(self, peer: Peer) -> None:
        if self._users[peer.authid] >= self.limits.sockets_per_user:
            self.abort(peer, say.RATE_LIMITED, "too many sockets of this user")
            return
        self._enter(peer)
        details = {
            "realm": self.realm,
            "authid": peer.authid,
            "authrole": peer.authrole,
            "authmethod": "ticket",
            "authprovider": "ytefas",
            "authextra": dict(self._welcome(peer)),
            "roles": ROLES,
        }
        peer.link.send(say.welcome(peer.id, details))
        self._tell(self._on_join, peer)

    def _enter(self, peer: Peer) -> None:
        self._stop_waiting(peer)
        peer.id = self._random_id()
        while peer.id in self.peers:
            peer.id = self._random_id()
        peer.state = State.JOINED
        self.peers[peer.id] = peer
        if not peer.local:
            self._users[peer.authid] += 1

    def _leave(self, peer: Peer, state: State) -> None:
        """Take a peer out of everything; again is harmless."""
        joined = peer.state is State.JOINED
        if peer.state is not State.GONE:
            peer.state = state
        self._stop_waiting(peer)
        self.handshake.forget(peer)
        if not joined:
            return
        del self.peers[peer.id]
        self.broker.leave(peer)
        self.dealer.leave(peer)
        if not peer.local:
            self._users[peer.authid] -= 1
            if not self._users[peer.authid]:
                del self._users[peer.authid]
        self._tell(self._on_leave, peer)

    def _say_goodbye(self, peer: Peer, reason: str) -> None:
        self._leave(peer, State.LEAVING)
        peer.link.send(say.goodbye(reason))
        peer.deadline = self.timers.call_later(self.limits.goodbye_seconds, self._gone, peer)

    def _gone(self, peer: Peer) -> None:
        self._leave(peer, State.GONE)
        peer.link.end(NORMAL)

    def _wait(self, peer: Peer, seconds: float) -> None:
        self._stop_waiting(peer)
        peer.deadline = self.timers.call_later(
            seconds, self.abort, peer, say.TIMEOUT, "no answer in time"
        )

    def _stop_waiting(self, peer: Peer) -> None:
        if peer.deadline is not None:
            peer.deadline.cancel()
            peer.deadline = None

    def _tell(self, listeners: list[Listener], peer: Peer) -> None:
        for listener in tuple(listeners):
            try:
                listener(peer)
            except Exception:  # noqa: BLE001 - listeners are isolated
                _log.exception("a listener failed for %r", peer)

    def _random_id(self) -> int:
        return self._random.getrandbits(53) or 1
