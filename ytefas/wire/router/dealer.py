"""The dealer: who answers which procedures, and the calls under way.

Every call ends exactly once for its caller: with the callee's last word, a cancel, a timeout, or
the callee's departure. Late words of the callee are dropped; words about a call that was never made
to it are a violation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ytefas.errors import RateLimited, TooLarge, YtefasError
from ytefas.wire.codec import ProtocolViolation, Unserializable
from ytefas.wire.errors import WireError
from ytefas.wire.limits import Limits
from ytefas.wire.router import words
from ytefas.wire.router.pattern import PREFIX, PatternTable
from ytefas.wire.router.peer import Peer, Pending, Registration, Timers
from ytefas.wire.router.words import Args, Kwargs


@dataclass(frozen=True, slots=True)
class Terms:
    """What a caller asks of a call besides its result."""

    timeout: float | None = None  # seconds
    progress: bool = False
    disclose: bool = False


NO_TERMS = Terms()


class Dealer:
    """Registrations and calls of one realm."""

    def __init__(
        self,
        limits: Limits,
        timers: Timers,
        new_id: Callable[[], int],
        explain: Callable[[Peer, YtefasError], WireError],
    ) -> None:
        self._limits = limits
        self._explain = explain
        self._timers = timers
        self._new_id = new_id
        self._table: PatternTable[Registration] = PatternTable()

    def __len__(self) -> int:
        return len(self._table)

    def register(self, peer: Peer, uri: str, match: str) -> Registration:
        if self._table.get(match, uri) is not None:
            raise words.Refused(words.PROCEDURE_EXISTS, "somebody answers there already")
        if not peer.local and len(peer.registrations) >= self._limits.registrations:
            raise RateLimited(reason="registrations")
        registration = Registration(self._new_id(), uri, match, peer)
        self._table.add(match, uri, registration)
        peer.registrations[registration.id] = registration
        return registration

    def unregister(self, peer: Peer, registration_id: int) -> None:
        registration = peer.registrations.pop(registration_id, None)
        if registration is None:
            raise words.Refused(words.NO_SUCH_REGISTRATION)
        self._table.remove(registration.match, registration.uri)

    def call(
        self,
        peer: Peer,
        request: int,
        uri: str,
        args: Args,
        kwargs: Kwargs,
        *,
        terms: Terms = NO_TERMS,
    ) -> None:
        """Pass a call to whoever answers `uri`; Refused or TooLarge when it cannot be passed."""
        if request in peer.calls:
            raise ProtocolViolation("a call with this id is under way")
        registration = self._table.best(uri)
        if registration is None:
            raise words.Refused(words.NO_SUCH_PROCEDURE, f"nobody answers {uri}")
        callee = registration.callee
        progress = terms.progress and callee.progressive
        details: dict[str, Any] = {}
        if callee.local or terms.disclose:
            details = peer.disclosure("caller")
        if registration.match == PREFIX:
            details["procedure"] = uri
        if progress:
            details["receive_progress"] = True
        number = callee.last_invocation + 1
        try:
            callee.link.send(words.invocation(number, registration.id, details, args, kwargs))
        except Unserializable as reason:
            raise words.Refused(words.INVALID_ARGUMENT, str(reason)) from reason
        callee.last_invocation = number
        pending = Pending(peer, request, callee, number, progress)
        peer.calls[request] = callee.invocations[number] = pending
        if terms.timeout:
            seconds = min(terms.timeout, self._limits.call_timeout)
            pending.timer = self._timers.call_later(seconds, self._expire, pending)

    def cancel(self, peer: Peer, request: int, mode: str) -> None:
        """End a call early: `skip` and `killnowait` at once, `kill` when the callee says so."""
        pending = peer.calls.get(request)
        if pending is None or pending.canceled:
            return  # the answer and the cancel have crossed
        if mode == "kill" and pending.callee.interruptible:
            pending.canceled = True
            self._interrupt(pending, "kill", words.CANCELED)
            return
        self._settle(pending)
        if mode != "skip":
            self._interrupt(pending, "killnowait", words.CANCELED)
        self._answer_error(pending, words.CANCELED)

    def deliver(
        self, peer: Peer, invocation: int, args: Args, kwargs: Kwargs, *, progress: bool
    ) -> None:
        """Pass on what a callee yields: a part of the result, or the whole."""
        pending = self._invocation(peer, invocation)
        if pending is None:
            return
        if progress:
            if pending.progress and not pending.canceled:
                self._answer(pending, words.result(pending.request, args, kwargs, progress=True))
            return
        self._settle(pending)
        self._answer(pending, words.result(pending.request, args, kwargs))

    def fail(self, peer: Peer, invocation: int, uri: str, args: Args, kwargs: Kwargs) -> None:
        """Pass on the error a callee answers with."""
        pending = self._invocation(peer, invocation)
        if pending is not None:
            self._settle(pending)
            if pending.canceled:
                uri, args, kwargs = words.CANCELED, None, None
            self._answer_error(pending, uri, args, kwargs)

    def leave(self, peer: Peer) -> None:
        """Forget a peer: its callers learn that it has gone, its callees that nobody waits."""
        for registration_id in tuple(peer.registrations):
            self.unregister(peer, registration_id)
        for pending in tuple(peer.invocations.values()):
            self._settle(pending)
            self._answer_error(pending, words.CANCELED, ["the callee has gone"])
        for pending in tuple(peer.calls.values()):
            self._settle(pending)
            self._interrupt(pending, "killnowait", words.CANCELED)

    def _invocation(self, peer: Peer, number: int) -> Pending | None:
        pending = peer.invocations.get(number)
        if pending is None and not 0 < number <= peer.last_invocation:
            raise ProtocolViolation("an answer to a call that was never made")
        return pending

    def _expire(self, pending: Pending) -> None:
        self._settle(pending)
        self._interrupt(pending, "killnowait", words.TIMEOUT)
        self._answer_error(pending, words.TIMEOUT)

    def _settle(self, pending: Pending) -> None:
        del pending.caller.calls[pending.request]
        del pending.callee.invocations[pending.invocation]
        if pending.timer is not None:
            pending.timer.cancel()

    def _interrupt(self, pending: Pending, mode: str, reason: str) -> None:
        if pending.callee.interruptible:
            pending.callee.link.send(words.interrupt(pending.invocation, mode, reason))

    def _answer(self, pending: Pending, message: words.Message) -> None:
        """Send a result; if it cannot be sent the call still ends, with an error."""
        try:
            pending.caller.link.send(message)
        except Unserializable as reason:
            said = WireError(words.INVALID_ARGUMENT, [f"the result cannot be sent: {reason}"], {})
            self._give_up(pending, said)
        except TooLarge as error:
            self._give_up(pending, self._explain(pending.caller, error))

    def _give_up(self, pending: Pending, said: WireError) -> None:
        if pending.caller.calls.get(pending.request) is pending:  # it was a part: the rest follows
            self._settle(pending)
            self._interrupt(pending, "killnowait", words.CANCELED)
        self._answer_error(pending, said.uri, said.args, said.kwargs)

    def _answer_error(
        self, pending: Pending, uri: str, args: Args = None, kwargs: Kwargs = None
    ) -> None:
        message = words.error(words.CALL, pending.request, uri, args, kwargs)
        try:
            pending.caller.link.send(message)
        except (Unserializable, TooLarge):
            bare = words.error(words.CALL, pending.request, uri, ["its details cannot be sent"])
            pending.caller.link.send(bare)
