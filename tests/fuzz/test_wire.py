"""The short run of the fuzzer, and hypothesis on every message with wrong arity and types."""

from typing import Any, cast

from hypothesis import given, settings, strategies as st

from tests.fuzz.wire import GRAMMAR, World, run
from tests.wire.still import Trap
from ytefas.wire.codec import CBOR, CODECS, JSON, MSGPACK, Codec
from ytefas.wire.router.peer import State

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=8)
    | st.sampled_from(["open.a", "open.json.x", "ytefas", "prefix", "ticket"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["match", "mode", "timeout", "roles", "exclude", "progress", "x"]),
        inner,
        max_size=3,
    ),
    max_leaves=8,
)  # fmt: skip
MESSAGES = st.tuples(
    st.sampled_from([code for code, _ in GRAMMAR]), st.lists(VALUES, max_size=6)
).map(lambda parts: [parts[0], *parts[1]])


def meet(codec: Codec, data: bytes, *, joined: bool) -> None:
    """Feed one input to a fresh world and look whether everything still holds."""
    world = World()
    peer = next(peer for peer in world.peers if peer.link.codec is codec)
    others = [other for other in world.peers if other is not peer]
    for one in [*others, peer] if joined else others:
        world.join(one)
    world.feed(peer, data)
    if peer.state is State.GONE:
        assert cast("Trap", peer.link).ended
    assert all(other.state is State.JOINED for other in others)
    world.close()


@settings(max_examples=300)
@given(st.sampled_from(list(CODECS.values())), MESSAGES, st.booleans())
def test_any_message_gets_an_answer_an_error_or_an_abort(
    codec: Codec, message: list[Any], joined: bool
) -> None:
    meet(codec, codec.encode(message), joined=joined)


@settings(max_examples=300)
@given(st.sampled_from([JSON, MSGPACK, CBOR]), st.binary(max_size=80), st.booleans())
def test_any_bytes_too(codec: Codec, data: bytes, joined: bool) -> None:
    meet(codec, data, joined=joined)


def test_a_short_run_of_the_fuzzer_breaks_nothing() -> None:
    run(20_000, seed=3)
