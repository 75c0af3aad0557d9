"""The node in its own realm: calls, answers, events, and what becomes of them when it leaves."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.wire.realm import REALM, Rights, Tickets, principal
from tests.wire.still import Still
from ytefas.errors import Closed, Conflict, Denied, NoProcedure, NotFound, TimedOut, YtefasError
from ytefas.wire.codec import CBOR, JSON, MSGPACK, Encoded
from ytefas.wire.errors import RemoteError
from ytefas.wire.router.local import Event, Incoming, LocalPeer, Result
from ytefas.wire.router.router import LOOP, Router


class Awake(Still):
    """A realm in real time, with the node in it."""

    def __init__(self) -> None:
        super().__init__()
        self.router = Router(REALM, authenticator=Tickets(), authorizer=Rights(), timers=LOOP)
        self.node = LocalPeer(self.router, words=lambda code, locale, _fields: f"{locale}:{code}")


@pytest.fixture
def realm() -> Iterator[Awake]:
    realm = Awake()
    yield realm
    assert not realm.node.peer.calls
    assert not realm.node.peer.invocations


async def settle() -> None:
    """Let tasks that are ready run."""
    for _ in range(5):
        await asyncio.sleep(0)


async def echo(incoming: Incoming) -> Any:
    return Result(incoming.args, incoming.kwargs)


async def test_a_remote_call_reaches_the_handler_with_its_caller(realm: Awake) -> None:
    seen: list[Incoming] = []

    async def handler(incoming: Incoming) -> Any:
        seen.append(incoming)
        return {"ok": True}

    realm.node.register("node.s.", "prefix", handler)
    anna = realm.join("anna")
    anna.say(48, 1, {}, "node.s.42.save", [1], {"key": 2})
    await settle()
    assert anna.heard() == [[50, 1, {}, [{"ok": True}]]]
    [incoming] = seen
    assert incoming.procedure == "node.s.42.save"
    assert incoming.args == [1]
    assert incoming.kwargs == {"key": 2}
    assert incoming.caller.principal == principal("anna")
    assert incoming.caller.id == anna.peer.id
    assert incoming.caller.ip == "192.0.2.1"
    assert incoming.progress is None


@pytest.mark.parametrize(
    ("error", "uri", "kwargs"),
    [
        (
            Conflict(name=["a", "b"]),
            "ytefas.error.conflict",
            {"code": "conflict", "fields": {"name": ["a", "b"]}, "retry": False,
             "message": "it:conflict"},
        ),
        (
            NoProcedure(),
            "wamp.error.no_such_procedure",
            {"code": "no_procedure", "fields": {}, "retry": False, "message": "it:no_procedure"},
        ),
    ],
)  # fmt: skip
async def test_errors_of_ours_keep_their_code(
    realm: Awake, error: YtefasError, uri: str, kwargs: dict[str, Any]
) -> None:
    async def handler(_incoming: Incoming) -> Any:
        raise error

    realm.node.register("node.fails", "exact", handler)
    anna = realm.join()
    anna.say(48, 1, {}, "node.fails")
    await settle()
    assert anna.heard() == [[8, 48, 1, {}, uri, [kwargs["message"]], kwargs]]


async def test_nothing_of_an_unexpected_error_leaves_but_its_number(
    realm: Awake, caplog: pytest.LogCaptureFixture
) -> None:
    async def handler(_incoming: Incoming) -> Any:
        raise RuntimeError("password=hunter2")

    realm.node.register("node.fails", "exact", handler)
    anna = realm.join()
    anna.say(48, 1, {}, "node.fails")
    await settle()
    [told] = anna.heard()
    assert told[4] == "ytefas.error.internal"
    assert "hunter2" not in str(told)
    assert told[6]["fields"]["incident"] in caplog.text
    assert "hunter2" in caplog.text


async def test_progress_reaches_who_asked(realm: Awake) -> None:
    async def handler(incoming: Incoming) -> Any:
        if incoming.progress is not None:
            incoming.progress(50, step="half")
        return "done"

    realm.node.register("node.long", "exact", handler)
    anna = realm.join()
    anna.say(48, 1, {"receive_progress": True}, "node.long")
    anna.say(48, 2, {}, "node.long")
    await settle()
    assert anna.heard() == [
        [50, 1, {"progress": True}, [50], {"step": "half"}],
        [50, 1, {}, ["done"]],
        [50, 2, {}, ["done"]],
    ]
    parts: list[Any] = []
    got = await realm.node.call(
        "node.long", on_progress=lambda *args, **kwargs: parts.append((args, kwargs))
    )
    assert got == "done"
    assert parts == [((50,), {"step": "half"})]


@pytest.mark.parametrize("how", ["cancel", "kill", "leave", "timeout"])
async def test_a_handler_is_cancelled_when_nobody_waits(realm: Awake, how: str) -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def handler(_incoming: Incoming) -> Any:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    realm.node.register("node.slow", "exact", handler)
    anna = realm.join()
    anna.say(48, 1, {"timeout": 10} if how == "timeout" else {}, "node.slow")
    await started.wait()
    told: list[list[Any]] = []
    if how == "leave":
        realm.router.detach(anna.peer)
    elif how != "timeout":
        told += anna.say(49, 1, {"mode": "kill" if how == "kill" else "killnowait"})
    await asyncio.wait_for(ended.wait(), 30)
    await settle()
    expected = {"leave": [], "timeout": ["wamp.error.timeout"]}
    assert [error[4] for error in told + anna.heard()] == expected.get(how, ["wamp.error.canceled"])


@pytest.mark.parametrize("mode", ["kill", "killnowait"])
async def test_a_cancel_on_the_heels_of_its_call(realm: Awake, mode: str) -> None:
    realm.node.register("node.echo", "exact", echo)
    anna = realm.join()
    told = anna.say(48, 1, {}, "node.echo")
    told += anna.say(49, 1, {"mode": mode})
    await settle()
    assert [error[4] for error in told + anna.heard()] == ["wamp.error.canceled"]


async def test_the_node_calls_a_client(realm: Awake) -> None:
    anna = realm.join()
    anna.say(64, 1, {"match": "prefix"}, f"own.{anna.peer.authid}.client.")
    anna.heard()
    call = asyncio.ensure_future(
        realm.node.call(f"own.{anna.peer.authid}.client.ask", ["sure?"], {"icon": "?"})
    )
    await settle()
    [invocation] = anna.heard()
    assert invocation[3]["procedure"].endswith(".client.ask")
    assert invocation[4:] == [["sure?"], {"icon": "?"}]
    anna.say(70, invocation[1], {}, ["yes"])
    assert await call == "yes"


async def test_the_node_calls_itself_by_reference(realm: Awake) -> None:
    realm.node.register("node.echo", "exact", echo)
    thing = object()
    assert await realm.node.call("node.echo", [thing]) is thing
    assert await realm.node.call("node.echo", [1, 2], {"a": 3}) == Result([1, 2], {"a": 3})


async def test_errors_come_back_as_what_they_were(realm: Awake) -> None:
    errors: list[BaseException] = [NotFound(id=7), Denied(), RemoteError("a.b", [1], {"c": 2})]

    async def handler(incoming: Incoming) -> Any:
        raise errors[incoming.args[0]]

    realm.node.register("node.fails", "exact", handler)
    with pytest.raises(NotFound) as missing:
        await realm.node.call("node.fails", [0])
    assert missing.value.fields == {"id": 7}
    with pytest.raises(Denied):
        await realm.node.call("node.fails", [1])
    with pytest.raises(RemoteError) as remote:
        await realm.node.call("node.fails", [2])
    assert remote.value.fields == {"uri": "a.b", "args": [1], "kwargs": {"c": 2}}
    with pytest.raises(NoProcedure):
        await realm.node.call("node.nothing")


async def test_a_call_of_the_node_times_out_and_is_cancelled(realm: Awake) -> None:
    anna = realm.join()
    anna.say(64, 1, {}, "open.slow")
    anna.heard()
    with pytest.raises(TimedOut):
        await realm.node.call("open.slow", timeout=0.01)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await realm.node.call("open.slow")
    assert [message[0] for message in anna.heard()] == [68, 69, 68, 69]


async def test_when_the_client_goes_the_node_learns_it(realm: Awake) -> None:
    anna = realm.join()
    anna.say(64, 1, {}, "open.slow")
    call = asyncio.ensure_future(realm.node.call("open.slow"))
    await settle()
    realm.router.detach(anna.peer)
    with pytest.raises(Closed):
        await call


async def test_events_between_node_and_clients(
    realm: Awake, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[tuple[str, Event]] = []

    def broken(_event: Event) -> None:
        raise RuntimeError("a listener's own trouble")

    async def later(event: Event) -> None:
        heard.append(("later", event))

    realm.node.subscribe("open.news.", "prefix", broken)
    end = realm.node.subscribe("open.news.", "prefix", lambda e: heard.append(("now", e)))
    realm.node.subscribe("open.news.", "prefix", later)
    anna = realm.join()
    anna.say(16, 1, {"disclose_me": True}, "open.news.a", [1], {"b": 2})
    await settle()
    assert [(when, e.topic, e.args, e.kwargs) for when, e in heard] == [
        ("now", "open.news.a", [1], {"b": 2}),
        ("later", "open.news.a", [1], {"b": 2}),
    ]
    assert heard[0][1].publisher == anna.peer.id
    assert "a listener's own trouble" in caplog.text
    end()
    end()
    anna.say(32, 2, {}, "open.news.b")
    bruno = realm.join("bruno")
    bruno.say(32, 2, {}, "open.news.b")
    anna.heard()
    bruno.heard()
    realm.node.publish("open.news.b", [3], exclude=[anna.peer.id])
    realm.node.publish("open.news.b", [4], eligible=[anna.peer.id])
    await settle()
    assert [event[4] for event in anna.heard()] == [[4]]
    assert [event[4] for event in bruno.heard()] == [[3]]
    assert [when for when, _ in heard] == ["now", "later", "later"]  # eligible: anna alone


async def test_who_is_ended_while_others_are_told_is_not_told(realm: Awake) -> None:
    heard: list[str] = []
    other = LocalPeer(realm.router, authid="other")

    def first(_event: Event) -> None:
        heard.append("first")
        end_second()
        end_other()

    realm.node.subscribe("open.news", "exact", first)
    end_second = realm.node.subscribe("open.news", "exact", lambda _e: heard.append("second"))
    end_other = other.subscribe("open.news", "exact", lambda _e: heard.append("other"))
    realm.node.publish("open.news")
    assert heard == ["first"]
    await other.close()


async def test_the_encoded_path_reaches_the_node_too(realm: Awake) -> None:
    heard: list[Event] = []
    end = realm.node.subscribe("open.grid.", "prefix", heard.append)
    realm.node.publish_many([("open.grid.a", b'[{"v":1,', b'"w":[2]}]')])
    realm.node.publish_encoded("open.grid.b", b"[7]")
    assert [(e.topic, e.args) for e in heard] == [
        ("open.grid.a", [{"v": 1, "w": [2]}]),
        ("open.grid.b", [7]),
    ]
    end()
    assert not realm.router.broker


@pytest.mark.parametrize("codec", [JSON, MSGPACK, CBOR], ids=lambda codec: codec.name)
async def test_an_encoded_result_is_the_value_in_every_format(realm: Awake, codec: Any) -> None:
    async def window(_incoming: Incoming) -> Any:
        return Encoded(b'{"rows":[[1,"Forl\xc3\xac"]]}')

    realm.node.register("node.window", "exact", window)
    anna = realm.join("anna", codec)
    anna.say(48, 1, {}, "node.window")
    await settle()
    assert anna.heard() == [[50, 1, {}, [{"rows": [[1, "Forlì"]]}]]]


async def test_an_ended_registration_answers_no_more(realm: Awake) -> None:
    end = realm.node.register("node.echo", "exact", echo)
    with pytest.raises(RemoteError):
        realm.node.register("node.echo", "exact", echo)
    end()
    end()
    with pytest.raises(NoProcedure):
        await realm.node.call("node.echo")


async def test_when_the_node_leaves_everything_ends(realm: Awake) -> None:
    cancelled = asyncio.Event()

    async def handler(_incoming: Incoming) -> Any:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async def listener(_event: Event) -> None:
        await asyncio.Event().wait()

    realm.node.register("node.slow", "exact", handler)
    end = realm.node.subscribe("open.news", "exact", listener)
    anna = realm.join()
    anna.say(64, 1, {}, "open.slow")
    anna.say(48, 2, {}, "node.slow")
    anna.say(16, 3, {}, "open.news")
    anna.heard()
    call = asyncio.ensure_future(realm.node.call("open.slow"))
    await settle()
    await realm.node.close()
    end()
    assert cancelled.is_set()
    with pytest.raises(Closed):
        await call
    with pytest.raises(Closed):
        await realm.node.call("open.slow")
    assert [told[0] for told in anna.heard()] == [68, 8, 69]
    assert list(realm.router.peers.values()) == [anna.peer]
