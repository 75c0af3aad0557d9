"""What happens when the way out fails, goes and comes back."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from tests.framework.talk.support import bound, ticks
from ytefas.errors import Busy, Closed, TimedOut
from ytefas.framework.talk.calls import CallError, call
from ytefas.framework.talk.connection import Connection, when_connected
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Signal, subscribe


class Fragile:
    """A gateway that remembers what it was told, and fails where it should."""

    def __init__(self, *failing: str) -> None:
        self.failing = set(failing)
        self.told: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def _step(self, what: str, uri: str) -> None:
        await self.gate.wait()
        if self.failing & {what, uri}:
            raise Busy
        self.told.append(f"{what} {uri}")

    async def call(self, uri: str, *_args: Any, **_options: Any) -> Any:
        await self._step("call", uri)

    async def publish(self, uri: str, *_args: Any) -> None:
        await self._step("publish", uri)

    async def register_prefix(self, prefix: str, _handler: Any) -> None:
        await self._step("register", prefix)

    async def unregister(self, prefix: str) -> None:
        await self._step("unregister", prefix)

    async def subscribe(self, uri: str, _handler: Any) -> None:
        await self._step("subscribe", uri)

    async def unsubscribe(self, uri: str) -> None:
        await ticks(3)  # slower than subscribing: an answer must not overtake another
        await self._step("unsubscribe", uri)


class Talker(Node):
    sig = Signal()

    @subscribe("@other.sig")
    def hear(self) -> None: ...

    @call
    async def slow(self) -> None:
        await asyncio.sleep(60)


async def connected(gateway: Fragile) -> Connection:
    connection = Connection()
    await connection.attach(gateway)
    await asyncio.wait_for(when_connected(connection), 30)
    return connection


@pytest.mark.parametrize("failing", ["register", "subscribe"])
async def test_t50_a_refused_registration_undoes_the_bind(failing: str) -> None:
    gateway = Fragile(failing)
    connection, node = await connected(gateway), Talker()
    with pytest.raises(Busy):
        await bound(node, "a", connection)
    await ticks()
    assert [node.node_path] == [None]
    assert connection.dispatcher.node_at("test.a") is None
    counted = Counter(step.split()[0] for step in gateway.told)
    assert counted["register"] == counted["unregister"]
    gateway.failing.clear()
    await bound(node, "a", connection)
    await node.node_unbind()


async def test_t50_a_refused_procedure_or_subscription_leaves_nothing() -> None:
    gateway = Fragile("register", "subscribe")
    connection = await connected(gateway)

    def answer() -> int:
        return 1

    with pytest.raises(Busy):
        await connection.dispatcher.add_procedure("app.x", answer)
    with pytest.raises(Busy):
        await connection.dispatcher.subscribe("app.y", answer)
    gateway.failing.clear()
    await connection.dispatcher.add_procedure("app.x", answer)
    await connection.dispatcher.subscribe("app.y", answer)
    assert gateway.told == ["register app.x", "subscribe app.y"]
    node = Node()
    with pytest.raises(CallError):
        await connection.dispatcher.remove_procedure("app.y")
    await bound(node, "a", connection)
    await node.node_unbind()


async def test_t51_a_node_can_leave_a_broken_gateway(caplog: pytest.LogCaptureFixture) -> None:
    gateway = Fragile()
    connection, node = await connected(gateway), Talker()
    await bound(node, "a", connection)
    gateway.failing = {"unregister", "unsubscribe", "publish"}
    await node.sig.notify(1)
    await node.node_unbind()
    await ticks()
    assert [node.node_path] == [None]
    assert "not published" in caplog.text
    assert "not withdrawn" in caplog.text


async def test_t52_a_lost_gateway_is_survived_and_told_everything_again() -> None:
    first, second = Fragile(), Fragile()
    connection, node = await connected(first), Talker()
    await bound(node, "a", connection)
    connection.lost()
    assert connection.gateway is None
    await node.sig.notify(1)
    await connection.attach(second)
    assert second.told == ["register test.a", "subscribe test.other.sig"]
    await connection.close()
    assert second.told[2:] == ["unregister test.a", "unsubscribe test.other.sig"]
    await node.node_unbind()
    await connection.close()


async def test_t52_one_refusal_at_a_return_does_not_hide_the_others() -> None:
    connection = Connection()
    for name in ("a", "b", "c"):
        await bound(Node(), name, connection)
    gateway = Fragile("test.b")
    with pytest.raises(ExceptionGroup, match="could not be registered") as caught:
        await connection.attach(gateway)
    assert len(caught.value.exceptions) == 1
    assert sorted(gateway.told) == ["register test.a", "register test.c"]


async def test_t15_the_last_wish_of_a_topic_wins_however_slow_the_gateway() -> None:
    gateway = Fragile()
    connection = await connected(gateway)
    listener = Node()
    await bound(listener, "a", connection)
    topic = listener.remote("@x").sig
    first = await topic.connect(print)
    gateway.gate.clear()
    first.close()
    waiting = asyncio.gather(topic.connect(print))
    await ticks()
    gateway.gate.set()
    (second,) = await waiting
    await ticks()
    assert gateway.told[-1] == "subscribe test.x.sig"
    gateway.gate.clear()
    second.close()
    await ticks()
    connection.lost()
    gateway.gate.set()
    await ticks()
    await listener.node_unbind()


async def test_t12_topics_of_our_own_trees_are_never_asked_of_the_gateway() -> None:
    class Near(Node):
        @subscribe("@talker.sig")
        def hear(self) -> None:
            heard.append(1)

    heard: list[int] = []
    gateway = Fragile()
    connection = await connected(gateway)
    talker, near = Talker(), Near()
    await bound(talker, "talker", connection)
    await bound(near, "near", connection)
    await talker.sig.notify()
    assert heard == [1]
    assert [step for step in gateway.told if step.startswith("subscribe")] == [
        "subscribe test.other.sig"
    ]
    await near.node_unbind()
    await talker.node_unbind()


async def test_t3_the_callers_patience_and_the_callees_end_cross_the_bus() -> None:
    bus, one, two = LoopbackBus(), Connection(), Connection()
    await bus.join(one)
    await bus.join(two)
    callee = Talker()
    await bound(callee, "a", one)
    with pytest.raises(TimedOut):
        await two.dispatcher.call("test.a.slow", timeout=0.01)

    async def slow() -> None:
        await asyncio.sleep(60)

    await one.dispatcher.add_procedure("app.slow", slow)
    with pytest.raises(TimedOut):
        await two.dispatcher.call("app.slow", timeout=0.01)
    waiting = asyncio.gather(two.dispatcher.call("test.a.slow"), return_exceptions=True)
    await ticks()
    await callee.node_unbind()
    assert isinstance((await waiting)[0], Closed)
