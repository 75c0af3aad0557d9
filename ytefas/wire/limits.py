"""How much a peer may take: every bound of the WAMP door, and the meter behind the rates.

Assumes a monotonic clock. The defaults are the product's; a benchmark states its own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one router; seconds and bytes unless the name says otherwise."""

    message_in: int = 64 * 1024
    message_out: int = 1024 * 1024
    nesting: int = 64  # containers in containers, in one message
    uri: int = 512  # characters

    queue_messages: int = 256  # unsent to one socket; beyond it the socket is cut
    queue_bytes: int = 2 * 1024 * 1024
    kernel_send_buffer: int = 128 * 1024  # or the kernel hides megabytes behind a stalled reader

    calls: int = 100  # a burst of so many, earned back over `calls_seconds`
    calls_seconds: float = 10.0
    concurrent_calls: int = 20
    messages: int = 2000  # of any kind, a burst earned back over `messages_seconds`
    messages_seconds: float = 10.0
    call_timeout: float = 3600.0  # the longest timeout a caller may ask for

    sockets_per_user: int = 10
    sockets_per_ip: int = 200
    subscriptions: int = 2000  # per session: as many screens as it may have open, each with lists
    registrations: int = 20

    hello_seconds: float = 5.0
    authenticate_seconds: float = 5.0
    goodbye_seconds: float = 2.0  # between our farewell and the cut
    ping_seconds: float = 20.0
    dead_seconds: float = 45.0


class Meter:
    """A burst of `capacity`, earned back evenly over `seconds`: two numbers per rate and peer."""

    __slots__ = ("_at", "_left")

    def __init__(self, capacity: int, now: float) -> None:
        self._left = float(capacity)
        self._at = now

    def take(self, now: float, capacity: int, seconds: float) -> bool:
        left = min(capacity, self._left + (now - self._at) * capacity / seconds)
        self._at = now
        if left < 1.0:
            self._left = left
            return False
        self._left = left - 1.0
        return True

    def wait(self, capacity: int, seconds: float) -> float:
        """Seconds until the next one is earned, as of the last `take`."""
        return max(0.0, (1.0 - self._left) * seconds / capacity)
