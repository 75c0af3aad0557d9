"""A realm without sockets and without time: what tests of the router's core stand on."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, cast

from tests.wire.realm import HELLO_DETAILS, REALM, Rights, Tickets
from ytefas.errors import TooLarge
from ytefas.wire.codec import JSON, Codec
from ytefas.wire.limits import Limits
from ytefas.wire.router.peer import Peer, State
from ytefas.wire.router.router import Router


class StillTime:
    """Timers that the fuzzer winds: nothing fires but what `pass_` makes due."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[StillTimer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[..., object], *args: Any) -> "StillTimer":
        timer = StillTimer(self.now + delay, callback, args)
        self.due.append(timer)
        return timer

    def pass_(self, seconds: float) -> None:
        self.now += seconds
        ripe = [timer for timer in self.due if timer.at <= self.now]
        self.due = [timer for timer in self.due if timer.at > self.now and not timer.cancelled]
        for timer in ripe:
            if not timer.cancelled:
                timer.callback(*timer.args)


@dataclass(slots=True)
class StillTimer:
    at: float
    callback: Callable[..., object]
    args: tuple[Any, ...]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


class Trap:
    """A link to nobody: encodes as a socket would, and remembers what was sent."""

    def __init__(self, codec: Codec) -> None:
        self.codec = codec
        self.said: list[list[Any]] = []
        self.ended = 0
        self.largest = 2**20

    def send(self, message: list[Any]) -> None:
        payload = self.codec.encode(message)
        if len(payload) > self.largest:
            raise TooLarge
        self.said.append(self.codec.load(payload, nesting=100))

    def write(self, frame: bytes) -> None:
        assert frame[0] == self.codec.first
        header = {126: 4, 127: 10}.get(frame[1], 2)
        size = int.from_bytes(frame[2:header]) if header > 2 else frame[1]
        assert len(frame) == header + size
        self.said.append(self.codec.load(frame[header:], nesting=100))

    def end(self, code: int) -> None:
        self.ended = code


def finish(work: Awaitable[None] | None) -> None:
    """Run what never waits to its end."""
    if work is not None:
        try:
            cast("Coroutine[Any, Any, None]", work).send(None)
        except StopIteration:
            return
        raise AssertionError("the state machine waits for something that is not there")


class Still:
    """A realm whose time stands, and the peers that have joined it."""

    def __init__(self, limits: Limits | None = None, **options: Any) -> None:
        self.timers = StillTime()
        self.tickets = Tickets()
        options.setdefault("authorizer", Rights())
        self.router = Router(
            REALM, authenticator=self.tickets, limits=limits, timers=self.timers, **options
        )
        self._tickets = 0

    def enter(self, codec: Codec = JSON) -> "Seat":
        """Bring in a peer that has not said anything."""
        trap = Trap(codec)
        return Seat(self, trap, self.router.attach(trap, ip="192.0.2.1"))

    def join(self, name: str = "anna", codec: Codec = JSON) -> "Seat":
        seat = self.enter(codec)
        seat.say(1, REALM, HELLO_DETAILS)
        self._tickets += 1
        seat.say(5, f"{name}:{self._tickets}", {})
        assert seat.peer.state is State.JOINED, seat.trap.said
        seat.trap.said.clear()
        return seat


@dataclass
class Seat:
    """One peer: says messages, and reads what it was told since it last looked."""

    still: Still
    trap: Trap
    peer: Peer

    def say(self, *message: Any) -> list[list[Any]]:
        """Say one message; returns what this peer is told at once."""
        self.feed(self.trap.codec.encode(list(message)))
        return self.heard()

    def feed(self, data: bytes) -> None:
        finish(self.still.router.receive(self.peer, data))

    def heard(self) -> list[list[Any]]:
        heard, self.trap.said = self.trap.said, []
        return heard

    @property
    def ended(self) -> int:
        """The code its link was closed with; 0 while it is open."""
        return self.trap.ended
