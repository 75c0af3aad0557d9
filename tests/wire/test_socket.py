"""The door on real sockets: who is let in, what is cut, and that nobody else notices."""

import asyncio
import logging
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import orjson
import pytest

from tests.wire.plain import Wire, gone, masked, until
from tests.wire.realm import HELLO_DETAILS, REALM, Raw, Realm, principal, serve
from ytefas.wire.codec import CBOR, MSGPACK
from ytefas.wire.limits import Limits
from ytefas.wire.router.local import Incoming

VIOLATION = "wamp.error.protocol_violation"


@pytest.fixture
async def realm() -> AsyncIterator[Realm]:
    async with serve() as realm:
        yield realm
        await gone(realm)


async def echo(incoming: Incoming) -> Any:
    return incoming.args[0]


# --- the upgrade


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 101),
        ("own", 101),
        ("null", 403),
        ("https://evil.example", 403),
        ("https://own", 403),
        ("", 403),
    ],
)
async def test_a_browser_may_come_from_our_own_origin_only(
    realm: Realm, origin: str | None, status: int
) -> None:
    own = f"127.0.0.1:{realm.port}"
    headers = {}
    if origin is not None:
        headers["Origin"] = {"own": f"http://{own}", "https://own": f"https://{own}"}.get(
            origin, origin
        )
    if status == 101:
        await realm.raw(headers=headers)
    else:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await realm.raw(headers=headers)
        assert refused.value.status == status


async def test_declared_origins_replace_the_requests_own() -> None:
    async with serve(origins=["https://studio.example"]) as realm:
        await realm.raw(headers={"Origin": "https://studio.example"})
        for other in (f"http://127.0.0.1:{realm.port}", "https://studio.example.evil.example"):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await realm.raw(headers={"Origin": other})


async def test_only_wamp_is_spoken_and_nothing_is_compressed(realm: Realm) -> None:
    for protocols in ([], ["graphql-ws"], ["wamp.2.json.batched"]):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await realm.http.ws_connect(realm.url, protocols=protocols)
        assert refused.value.status == 400
    ws = await realm.http.ws_connect(
        realm.url, protocols=["graphql-ws", "wamp.2.cbor", "wamp.2.json"], compress=15
    )
    assert ws.protocol == "wamp.2.cbor"
    assert not ws.compress
    await ws.close()


async def test_sockets_per_address_are_bounded() -> None:
    async with serve(limits=replace(Limits(), sockets_per_ip=2)) as realm:
        first = await realm.raw()
        await realm.raw()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await realm.raw()
        assert refused.value.status == 429
        await first.ws.close()
        await until(lambda: len(realm.door) == 1)
        await realm.raw()


@pytest.mark.parametrize("codec", [MSGPACK, CBOR], ids=lambda codec: codec.name)
async def test_binary_formats_on_the_wire(realm: Realm, codec: Any) -> None:
    ws = (await realm.raw(codec.subprotocol)).ws
    told: Any = None
    for message in ([1, REALM, HELLO_DETAILS], [5, "anna", {}], [48, 1, {}, "node.nobody"]):
        await ws.send_bytes(codec.encode(message))
        told = codec.load(await ws.receive_bytes(), nesting=64)
    assert told[4] == "wamp.error.no_such_procedure"
    await ws.send_str("[]")
    told = codec.load(await ws.receive_bytes(), nesting=64)
    assert told[2] == VIOLATION


# --- what is cut


async def test_an_abort_is_said_before_the_socket_closes(realm: Realm) -> None:
    anna = await realm.joined()
    assert (await anna.ask(1, REALM, HELLO_DETAILS))[2] == VIOLATION
    assert await anna.hear() == ["closed", 1002]


async def test_goodbye_is_answered_and_the_socket_closes(realm: Realm) -> None:
    anna = await realm.joined()
    assert await anna.ask(6, {}, "wamp.close.normal") == [6, {}, "wamp.close.goodbye_and_out"]
    assert await anna.hear() == ["closed", 1000]


async def test_a_message_of_64_kib_passes_and_one_byte_more_does_not(realm: Realm) -> None:
    realm.node.register("node.echo", "exact", echo)
    anna = await realm.joined()
    shell = len(orjson.dumps([48, 1, {}, "node.echo", [""]]))
    told = await anna.ask(48, 1, {}, "node.echo", ["x" * (65536 - shell)])
    assert len(told[3][0]) == 65536 - shell
    await anna.say(48, 1, {}, "node.echo", ["x" * (65537 - shell)])
    assert await anna.hear() == ["closed", aiohttp.WSCloseCode.MESSAGE_TOO_BIG]


async def test_a_declared_length_is_refused_before_it_is_read(realm: Realm) -> None:
    wire = await Wire.open(realm)
    wire.writer.write(b"\x81\xff" + (2**40).to_bytes(8))
    first, payload = await wire.frame()
    assert (first, payload[:2]) == (0x88, struct.pack("!H", 1009))


async def test_a_message_in_fragments_of_one_byte(realm: Realm) -> None:
    realm.node.register("node.echo", "exact", echo)
    wire = await Wire.open(realm)
    await wire.join("anna")
    data = orjson.dumps([48, 1, {}, "node.echo", ["perché"]])
    for index, byte in enumerate(data):
        last = index == len(data) - 1
        wire.writer.write(masked((0x80 if last else 0) | (0 if index else 1), bytes([byte])))
        if index == 10:
            wire.writer.write(masked(0x89, b"in between"))
    assert await wire.frame() == (0x8A, b"in between")
    assert await wire.hear() == [50, 1, {}, ["perché"]]
    wire.writer.write(b"".join(masked(0x01 if i == 0 else 0x00, b"[" * 100) for i in range(700)))
    first, payload = await wire.frame()
    assert (first, payload[:2]) == (0x88, struct.pack("!H", 1009))


@pytest.mark.parametrize(
    "noise",
    [
        b"\xff\xff\xff\xff",
        masked(0x81, b"\xff\xfe"),
        masked(0x83, b"x"),
        masked(0x80, b"x"),
        masked(0x89, b"x" * 126),
        masked(0xC1, b"x"),
    ],
)
async def test_noise_below_wamp_closes_the_socket(realm: Realm, noise: bytes) -> None:
    wire = await Wire.open(realm)
    await wire.join("anna")
    wire.writer.write(noise)
    while (got := await wire.frame())[0] not in (0, 0x88):
        pass
    assert got[0] in (0, 0x88)


async def test_a_flood_of_pings_is_a_flood_of_messages() -> None:
    async with serve(limits=replace(Limits(), messages=50)) as realm:
        wire = await Wire.open(realm)
        await wire.join("anna")
        wire.writer.write(masked(0x89, b"") * 200)
        heard = [await wire.frame()]
        while heard[-1][0] == 0x8A:
            heard.append(await wire.frame())
        assert len(heard) < 50
        assert orjson.loads(heard[-1][1])[2] == "ytefas.error.rate_limited"


async def test_who_says_nothing_is_sent_away() -> None:
    limits = replace(Limits(), hello_seconds=0.05, authenticate_seconds=0.05)
    async with serve(limits=limits) as realm:
        silent, slow = await realm.raw(), await realm.raw()
        await slow.ask(1, REALM, HELLO_DETAILS)
        for raw in (silent, slow):
            assert (await raw.hear())[2] == "wamp.error.timeout"
            assert await raw.hear() == ["closed", 1000]
        await gone(realm)


async def test_a_peer_that_answers_no_ping_is_dead(caplog: pytest.LogCaptureFixture) -> None:
    limits = replace(Limits(), ping_seconds=0.1, dead_seconds=0.3)
    async with serve(limits=limits) as realm:
        wire = await Wire.open(realm)
        await wire.join("anna")
        alive = await realm.joined("bruno")  # its aiohttp answers pings while it listens
        listening = asyncio.ensure_future(alive.hear())
        assert await wire.frame() == (0x89, b"")
        with caplog.at_level(logging.INFO):
            while (got := await wire.frame())[0] == 0x89:
                pass
        assert got == (0, b"")
        assert "silent" in caplog.text
        assert len(realm.door) == 1
        assert not listening.done()
        listening.cancel()


async def test_a_close_that_is_not_answered_ends_in_a_cut() -> None:
    async with serve(limits=replace(Limits(), goodbye_seconds=0.1)) as realm:
        wire = await Wire.open(realm)
        await wire.join("anna")
        realm.router.close_sessions(lambda _peer: True, "ytefas.close.logout")
        assert await wire.hear() == [6, {}, "ytefas.close.logout"]
        assert (await wire.frame())[0] == 0x88
        assert await wire.frame() == (0, b"")
        await until(lambda: not len(realm.door))


# --- the queue


@pytest.mark.parametrize("size", [100, 8_000, 500_000])
async def test_a_reader_that_stalls_is_cut_and_costs_no_more_than_its_queue(
    size: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with serve() as realm:
        stalled = await Wire.open(realm, buffer=4096)
        await stalled.join("stalled")
        stalled.say(32, 1, {}, "open.flood")
        await stalled.hear()
        bruno = await realm.joined("bruno")
        await bruno.ask(32, 1, {}, "open.flood")
        [link] = [
            peer.link for peer in realm.router.peers.values()
            if peer.authid == principal("stalled").id
        ]  # fmt: skip
        transport = link._transport  # type: ignore[attr-defined]
        queued, sent = 0, 0
        payload = orjson.dumps(["x" * size])
        while not transport.is_closing():
            realm.node.publish_encoded("open.flood", payload)
            sent += 1
            queued = max(queued, transport.get_write_buffer_size())
            assert sent < 10_000
            assert (await bruno.hear())[0] == 36  # the others hear each one, at once
        assert queued <= Limits().queue_bytes
        assert "was cut" in caplog.text
        await until(lambda: len(realm.door) == 1)
        assert (await bruno.ask(48, 1, {}, "node.x"))[4] == "wamp.error.no_such_procedure"


async def test_a_reader_that_is_slow_but_reads_loses_nothing() -> None:
    async with serve() as realm:
        slow = await Wire.open(realm, buffer=4096)
        await slow.join("slow")
        slow.say(32, 1, {}, "open.flow")
        await slow.hear()
        [link] = realm.door._links
        heard, behind = 0, 0
        for number in range(2000):
            realm.node.publish("open.flow", [number, "x" * 3000])
            behind = max(behind, len(link._marks or ()))
            if number > 200:  # two hundred behind, always
                assert (await slow.hear())[4][0] == heard
                heard += 1
        while heard < 2000:
            assert (await slow.hear())[4][0] == heard
            heard += 1
        assert 50 < behind < Limits().queue_messages  # it was in our queue too


async def test_a_result_over_a_megabyte_is_an_error(realm: Realm) -> None:
    async def big(_incoming: Incoming) -> Any:
        return "x" * 2**20

    realm.node.register("node.big", "exact", big)
    anna = await realm.joined()
    assert (await anna.ask(48, 1, {}, "node.big"))[4] == "ytefas.error.too_large"


# --- calls and sockets that break


async def test_a_socket_that_breaks_during_a_call_cancels_it(realm: Realm) -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def slow(_incoming: Incoming) -> Any:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    realm.node.register("node.slow", "exact", slow)
    wire = await Wire.open(realm)
    await wire.join("anna")
    wire.say(48, 1, {}, "node.slow")
    await started.wait()
    wire.writer.transport.abort()
    await asyncio.wait_for(ended.wait(), 30)


async def test_a_callee_whose_socket_breaks_answers_with_canceled(realm: Realm) -> None:
    callee = await Wire.open(realm)
    await callee.join("anna")
    callee.say(64, 1, {}, "open.slow")
    await callee.hear()
    bruno = await realm.joined("bruno")
    await bruno.say(48, 1, {}, "open.slow")
    await callee.hear()
    callee.writer.transport.abort()
    assert (await bruno.hear())[:5] == [8, 48, 1, {}, "wamp.error.canceled"]


async def test_logout_closes_the_sockets_of_that_login_only(realm: Realm) -> None:
    anna, bruno = await realm.joined("anna"), await realm.joined("bruno")
    login = principal("anna").login_id
    realm.router.close_sessions(
        lambda peer: peer.principal.login_id == login, "ytefas.close.logout"
    )
    assert await anna.hear() == [6, {}, "ytefas.close.logout"]
    await anna.say(6, {}, "wamp.close.goodbye_and_out")
    assert await anna.hear() == ["closed", 1000]
    assert (await bruno.ask(48, 1, {}, "node.x"))[0] == 8


async def test_shutdown_says_goodbye_and_waits_for_nobody() -> None:
    async with serve(limits=replace(Limits(), goodbye_seconds=0.2)) as realm:
        polite, mute = await realm.joined("anna"), await Wire.open(realm)
        await mute.join("bruno")
        ending = asyncio.ensure_future(realm.door.close())
        assert await polite.hear() == [6, {}, "wamp.close.system_shutdown"]
        await polite.say(6, {}, "wamp.close.goodbye_and_out")
        assert await polite.hear() == ["closed", 1000]
        await asyncio.wait_for(ending, 30)
        assert not len(realm.door)
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await realm.raw()
        assert refused.value.status == 503


async def test_shutdown_does_not_wait_for_a_judge_that_does_not_come_back() -> None:
    async with serve(limits=replace(Limits(), goodbye_seconds=0.05)) as realm:
        realm.tickets.gate = asyncio.Event()
        anna = await realm.raw()
        await anna.ask(1, REALM, HELLO_DETAILS)
        await anna.say(5, "anna", {})
        await until(lambda: len(realm.tickets.asked) == 1)
        await asyncio.wait_for(realm.door.close(), 30)
        assert (await anna.hear())[0] == "closed"
        realm.tickets.gate.set()
        await until(lambda: not len(realm.door))
        assert list(realm.router.peers.values()) == [realm.node.peer]


async def test_an_idle_socket_is_small(realm: Realm) -> None:
    """Nothing per socket has a dictionary, a queue or a deep buffer in the kernel."""
    raws: list[Raw] = [await realm.joined(f"user{number}") for number in range(3)]
    link = next(iter(realm.door._links))
    for thing in (link, *realm.router.peers.values()):
        assert not hasattr(thing, "__dict__")
    assert link._marks is None
    handle = link._transport.get_extra_info("socket")
    asked = Limits().kernel_send_buffer
    assert handle.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) in (asked, 2 * asked)
    assert len(raws) == 3
