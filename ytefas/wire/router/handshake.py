"""From HELLO to WELCOME: realm, method, ticket; everything else a client claims is ignored.

`authid` of the HELLO is a hint for the authenticator; who the peer is says the principal alone.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from autobahn.wamp import message as wamp

from ytefas.errors import Busy, NotAuthenticated
from ytefas.wire.codec import ProtocolViolation
from ytefas.wire.errors import OURS
from ytefas.wire.limits import Limits
from ytefas.wire.router import words
from ytefas.wire.router.peer import Authenticator, Identity, Peer, State

_log = logging.getLogger(__name__)

# Exactly what this router does; a client may rely on each.
ROLES: Final[Mapping[str, Any]] = {
    "broker": {
        "features": {
            "pattern_based_subscription": True,
            "publisher_exclusion": True,
            "publisher_identification": True,
            "subscriber_blackwhite_listing": True,
        }
    },
    "dealer": {
        "features": {
            "call_canceling": True,
            "call_timeout": True,
            "caller_identification": True,
            "pattern_based_registration": True,
            "progressive_call_results": True,
        }
    },
}


class Handshake:
    """Takes peers up to the door of the realm; `join` lets them in, `abort` sends them away."""

    def __init__(
        self,
        realm: str,
        authenticator: Authenticator,
        limits: Limits,
        *,
        join: Callable[[Peer], None],
        abort: Callable[[Peer, str, str], None],
        wait: Callable[[Peer, float], None],
    ) -> None:
        self._realm = realm
        self._authenticator = authenticator
        self._limits = limits
        self._join = join
        self._abort = abort
        self._wait = wait
        self._hints: dict[Peer, str | None] = {}

    def __len__(self) -> int:
        return len(self._hints)

    def receive(self, peer: Peer, message: Any) -> Awaitable[None] | None:
        """Take one message of a peer that has not joined."""
        match peer.state, message:
            case State.NEW, wamp.Hello():
                self._hello(peer, message)
            case State.CHALLENGED, wamp.Authenticate():
                # from here on, not from the first step of the judging: it may leave in between
                peer.state = State.AUTHENTICATING
                return self._judge(peer, self._hints.pop(peer, None), message.signature)
            case _:
                raise ProtocolViolation(f"{type(message).__name__} before WELCOME")
        return None

    def forget(self, peer: Peer) -> None:
        self._hints.pop(peer, None)

    def _hello(self, peer: Peer, message: Any) -> None:
        if message.realm != self._realm:
            self._abort(peer, words.NO_SUCH_REALM, "no such realm")
        elif "ticket" not in (message.authmethods or ()):
            self._abort(peer, words.NO_AUTH_METHOD, "authentication is by ticket")
        else:
            callee = message.roles.get("callee")
            peer.interruptible = bool(callee and callee.call_canceling)
            peer.progressive = bool(callee and callee.progressive_call_results)
            peer.state = State.CHALLENGED
            self._hints[peer] = message.authid
            self._wait(peer, self._limits.authenticate_seconds)
            peer.link.send(words.challenge("ticket"))

    async def _judge(self, peer: Peer, hint: str | None, ticket: str) -> None:
        try:
            principal: Identity = await self._authenticator.authenticate(
                realm=self._realm, authid=hint, ticket=ticket, ip=peer.ip
            )
        except NotAuthenticated:
            self._abort(peer, words.AUTHENTICATION_FAILED, "the ticket is not valid")
            return
        except Busy as busy:  # nobody said that the ticket is wrong: come again
            self._abort(peer, OURS + busy.code, "the ticket could not be judged now")
            return
        except Exception:  # noqa: BLE001 - it is given to us; failing, it refuses
            _log.exception("the authenticator failed: refused")
            self._abort(peer, words.AUTHENTICATION_FAILED, "the ticket could not be judged")
            return
        if peer.state is State.AUTHENTICATING:  # else it left, or its time was over
            peer.principal = principal
            peer.authid = principal.id
            peer.authrole = str(principal.role)
            self._join(peer)
