"""Feed the router what no client should send: `python -m tests.fuzz.wire --runs 1000000 --seed 1`.

A world is one realm with three peers of different formats and no sockets. Each run is one input to
one of them: well-formed and misused, of wrong arity or type, nested, cut, or noise. Afterwards
nothing may have been raised or logged as an error, no input may have taken a second, and when all
peers have gone the realm must be empty. The same seed gives the same inputs.
"""

import argparse
import logging
import random
import time
from dataclasses import dataclass, field
from typing import Any, Final, cast

from typing_extensions import override

from tests.wire.realm import HELLO_DETAILS, REALM, principal
from tests.wire.still import StillTime, Trap, finish
from ytefas.errors import NotAuthenticated
from ytefas.wire.codec import CBOR, CODECS, JSON, MSGPACK, Codec
from ytefas.wire.limits import Limits
from ytefas.wire.router.peer import Peer, State
from ytefas.wire.router.router import Router

INPUTS_PER_WORLD: Final = 60
SLOW: Final = 1.0  # seconds for one input: a hang
URIS: Final = (
    "open.json.x", "open.msgpack.x", "open.cbor.x", "open.a", "open.a.b", "open.b", "open.",
    "open", "closed.a",
    "wamp.session.count",
)  # fmt: skip
ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 2, 2**53, 2**63, 2**64 - 1, -(2**63), 1.5, float("inf"), "", "x",
    "open.a", " ", "a..b", "#", "\0", "\0AAAA", "\ud7ff", "x" * 600, [], [[]], {}, {"": {}},
    [1, 2, 3], {"match": "prefix"}, b"", b"\x00\xff",
)  # fmt: skip
OPTIONS: Final[tuple[tuple[str, tuple[Any, ...]], ...]] = (
    ("match", ("exact", "prefix", "wildcard", 1)),
    ("invoke", ("single", "roundrobin", "x")),
    ("mode", ("skip", "kill", "killnowait", "no", 3)),
    ("timeout", (0, 1, 10**30, -1, "1")),
    ("receive_progress", (True, False, 1)),
    ("progress", (True, False, "x")),
    ("acknowledge", (True, False, None)),
    ("exclude_me", (True, False, 2)),
    ("exclude", ([1], [], "x", [None])),
    ("eligible", ([1], [], {}, [[]])),
    ("eligible_authrole", (["admin"], [1])),
    ("disclose_me", (True, 5)),
    ("force_reregister", (True, [])),
    ("forward_for", ([{}], "x", [{"session": 1, "authid": "a", "authrole": "b"}])),
    ("enc_algo", ("cryptobox", "x_")),
)
# Code, then a kind per field: i(d), o(ptions), u(ri), a(rgs), k(wargs), s(tring), d(etails).
GRAMMAR: Final = (
    (1, "rd"), (3, "ou"), (5, "to"), (6, "ou"), (8, "ciouak"), (16, "iouak"), (32, "iou"),
    (34, "ii"), (48, "iouak"), (49, "io"), (64, "iou"), (66, "ii"), (70, "ioak"),
    (2, "io"), (4, "so"), (17, "ii"), (33, "ii"), (35, "i"), (36, "iioak"), (50, "ioak"),
    (65, "ii"), (67, "i"), (68, "iioak"), (69, "io"), (0, ""), (7, "io"), (999, "i"),
)  # fmt: skip


class AnyTicket:
    """Everybody is let in, except with the ticket `bad`."""

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Any:
        if ticket == "bad":
            raise NotAuthenticated
        return principal(ticket[:1])


class Open:
    """Everything under `open` is allowed."""

    def allows(self, peer: object, action: str, uri: str, match: str) -> bool:
        return uri.startswith("open")


@dataclass
class World:
    """One realm, its peers, and what went wrong in it."""

    timers: StillTime = field(default_factory=StillTime)

    def __post_init__(self) -> None:
        self.router = Router(
            REALM,
            authenticator=AnyTicket(),
            authorizer=Open(),
            limits=Limits(messages=10**6, calls=10**6, sockets_per_user=10**6),
            timers=self.timers,
        )
        self.peers = [self._enter(codec) for codec in CODECS.values()]

    def _enter(self, codec: Codec) -> Peer:
        return self.router.attach(Trap(codec), ip="127.0.0.1")

    def join(self, peer: Peer) -> None:
        codec = cast("Codec", peer.link.codec)
        self.feed(peer, codec.encode([1, REALM, HELLO_DETAILS]))
        self.feed(peer, codec.encode([5, "a", {}]))
        assert peer.state is State.JOINED
        uri = f"open.{codec.name}"  # something to call and to hear, or little would happen
        self.feed(peer, codec.encode([64, 1, {"match": "prefix"}, uri]))
        self.feed(peer, codec.encode([32, 2, {"match": "prefix"}, "open."]))

    def feed(self, peer: Peer, data: bytes) -> None:
        finish(self.router.receive(peer, data))

    def replace_gone(self) -> None:
        """Let a newcomer take the place of whoever was sent away, whose link must have ended."""
        for index, peer in enumerate(self.peers):
            if peer.state is State.GONE:
                assert cast("Trap", peer.link).ended, "a gone peer keeps its socket"
                self.router.detach(peer)
                fresh = self._enter(cast("Codec", peer.link.codec))
                self.peers[index] = fresh
                self.join(fresh)

    def close(self) -> None:
        for peer in self.peers:
            self.router.detach(peer)
            held = (peer.calls, peer.invocations, peer.subscriptions, peer.registrations)
            assert not any(held), "a peer that has gone holds something"
        router = self.router
        assert not router.peers
        assert not len(router.broker)
        assert not len(router.dealer)
        assert not len(router.handshake)
        self.timers.pass_(10**6)


class Inputs:
    """Makes inputs from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def bytes_for(self, peer: Peer) -> bytes:
        codec = cast("Codec", peer.link.codec)
        choice = self.random.random()
        if choice < 0.03:
            return self.random.randbytes(self.random.randrange(64))
        if choice < 0.04:
            return self._deep(codec)
        try:
            data = codec.encode(self._message(peer))
        except Exception:  # noqa: BLE001 - this format cannot carry it: noise instead
            return self.random.randbytes(8)
        return self._damaged(data) if choice < 0.2 else data

    def _deep(self, codec: Codec) -> bytes:
        depth = self.random.choice((10, 65, 500, 10_000))
        opening, closing = {JSON: (b"[", b"]"), MSGPACK: (b"\x91", b""), CBOR: (b"\x81", b"")}[
            codec
        ]
        return opening * depth + b"1" + closing * depth

    def _damaged(self, data: bytes) -> bytes:
        damaged = bytearray(data)
        for _ in range(self.random.randrange(1, 4)):
            at = self.random.randrange(len(damaged) + 1)
            match self.random.randrange(4):
                case 0:
                    del damaged[at:]
                case 1:
                    damaged[at:at] = self.random.randbytes(self.random.randrange(1, 5))
                case 2:
                    del damaged[at : at + self.random.randrange(1, 5)]
                case _:
                    damaged[at : at + 1] = self.random.randbytes(1)
        return bytes(damaged)

    def _message(self, peer: Peer) -> list[Any]:
        pick = self.random
        # three in four are of the thirteen kinds a client may send
        kinds = GRAMMAR[:13] if pick.random() < 0.75 else GRAMMAR
        code, shape = pick.choice(kinds)
        if code in (3, 6) and pick.random() < 0.9:  # farewells end the fun too soon
            code, shape = GRAMMAR[9 - 1]
        message = [code, *(self._field(kind, peer) for kind in shape)]
        if pick.random() < 0.1:
            message[pick.randrange(len(message))] = pick.choice(ODD)
        if pick.random() < 0.05:
            del message[pick.randrange(len(message)) :]
        if pick.random() < 0.05:
            message.insert(pick.randrange(len(message) + 1), pick.choice(ODD))
        return message

    def _field(self, kind: str, peer: Peer) -> Any:
        pick = self.random
        match kind:
            case "i":
                held = (peer.calls, peer.invocations, peer.subscriptions, peer.registrations)
                ids = [number for table in held for number in table]
                return pick.choice(ids) if ids and pick.random() < 0.5 else pick.randrange(1, 40)
            case "c":
                return pick.choice((68, 68, 68, 48, 1, 99))
            case "o":
                chosen = pick.sample(OPTIONS, pick.choice((0, 0, 0, 1, 2)))
                tame = pick.random() < 0.7
                return {name: values[0] if tame else pick.choice(values) for name, values in chosen}
            case "u":
                return pick.choice(URIS)
            case "a":
                return pick.sample(ODD, pick.randrange(4))
            case "k":
                return {str(value)[:9]: value for value in pick.sample(ODD, pick.randrange(3))}
            case "t":
                return pick.choice(("a", "b", "bad"))
            case "r":
                return pick.choice((REALM, REALM, "other", "a b"))
            case "d":
                return HELLO_DETAILS if pick.random() < 0.8 else {"roles": pick.choice(ODD)}
            case _:
                return pick.choice(("ticket", "x"))


class NoErrors(logging.Handler):
    """Makes an error in the log an error of the run: it is how a bug in the router shows."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        # An event that a receiver's format cannot carry is logged on purpose.
        if "cannot be sent as" not in record.getMessage():
            self.seen.append(logging.Formatter().format(record))


def run(runs: int, seed: int) -> float:
    """Feed `runs` inputs; returns the seconds of the slowest. Raises on a broken promise."""
    inputs = Inputs(seed)
    log = logging.getLogger("ytefas.wire")
    watch = NoErrors()
    log.addHandler(watch)
    quiet, log.propagate = log.propagate, False
    slowest = 0.0
    try:
        for start in range(0, runs, INPUTS_PER_WORLD):
            world = World()
            for peer in world.peers[1:]:  # one meets the door as a stranger
                world.join(peer)
            for _ in range(min(INPUTS_PER_WORLD, runs - start)):
                peer = inputs.random.choice(world.peers)
                data = inputs.bytes_for(peer)
                began = time.process_time()  # ours alone: the machine may be busy
                world.feed(peer, data)
                slowest = max(slowest, time.process_time() - began)
                if watch.seen:
                    raise AssertionError(f"input {data!r}:\n{watch.seen[0]}")
                if inputs.random.random() < 0.01:
                    world.timers.pass_(1.0)
                world.replace_gone()
            world.close()
    finally:
        log.removeHandler(watch)
        log.propagate = quiet
    assert slowest < SLOW, f"one input took {slowest:.1f} s"
    return slowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    slowest = run(options.runs, options.seed)
    took = time.monotonic() - began
    print(f"{options.runs} inputs in {took:.0f} s, slowest {slowest * 1000:.1f} ms: nothing broke")


if __name__ == "__main__":
    main()
