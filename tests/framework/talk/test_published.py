"""Published signals: exactly once to everybody, never more than they should hear."""

import asyncio
from typing import Any

import pytest

from tests.framework.talk.support import bound, joined
from ytefas.errors import Denied, Invalid
from ytefas.framework.talk.calls import CallError, call
from ytefas.framework.talk.dispatch import anyone
from ytefas.framework.talk.invocation import Invocation
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Signal, SignalError, handler, signal, subscribe


class Owner(Node):
    sig = Signal()

    @signal(access=anyone)
    def open_sig(self, value: int) -> bool:
        return value > 0

    inside = Signal(local=True)

    def __init__(self) -> None:
        self.heard: list[Any] = []

    @handler("sig")
    def hear(self, *args: Any, **kwargs: Any) -> None:
        self.heard.append((args, kwargs) if kwargs else args[0])

    @call
    def whole(self) -> Node:
        return self


class Listener(Node):
    def __init__(self) -> None:
        self.heard: list[Any] = []

    @handler("@a.sig")
    def hear(self, *args: Any, **kwargs: Any) -> None:
        self.heard.append((args, kwargs) if kwargs else args[0])


async def test_a21_everybody_hears_exactly_once_whoever_notifies() -> None:
    async with joined(None, None, None) as connections:
        owner, b1, b2, b3 = Owner(), Listener(), Listener(), Listener()
        await bound(owner, "a", connections[0])
        await bound(b1, "b1", connections[0])
        await bound(b2, "b2", connections[1])
        await bound(b3, "b3", connections[2])
        everybody = (owner, b1, b2, b3)
        await owner.sig.notify(1)
        assert [node.heard for node in everybody] == [[1]] * 4
        for notifier, value in ((b1, 4), (b2, 5), (owner, 6)):
            await notifier.remote("@a").sig.notify(value)
        assert [node.heard for node in everybody] == [[1, 4, 5, 6]] * 4
        for node in everybody:
            await node.node_unbind()


async def test_a22_runtime_connections_add_one_delivery_until_disconnected() -> None:
    async with joined(None, None) as connections:
        owner, listener, heard = Owner(), Listener(), list[Any]()
        await bound(owner, "a", connections[0])
        await bound(listener, "b", connections[1])
        foo = listener.remote("@a").sig
        await foo.connect(heard.append)
        await owner.sig.notify(1)
        assert (listener.heard, heard) == ([1], [1])
        await foo.disconnect(heard.append)
        await foo.disconnect(heard.append)
        await owner.sig.notify(2)
        assert (listener.heard, heard) == ([1, 2], [1])
        subscription = await foo.connect(heard.append)
        await listener.node_unbind()
        assert subscription.closed, "it ends with the node that connected it"
        await owner.sig.notify(3)
        assert (listener.heard, heard) == ([1, 2], [1])
        await owner.node_unbind()


async def test_a23_local_arguments_stay_inside_the_object() -> None:
    async with joined(None, None) as connections:
        owner, here, there = Owner(), Listener(), Listener()
        await bound(owner, "a", connections[0])
        await bound(here, "b", connections[0])
        await bound(there, "c", connections[1])
        connected: list[Any] = []
        owner.sig.connect(lambda *_, **kwargs: connected.append(kwargs))
        await owner.sig.notify(1, x=2, local_secret=object())
        assert owner.heard[0][1].keys() == {"x", "local_secret"}
        assert connected[0].keys() == {"x", "local_secret"}
        assert here.heard == there.heard == [((1,), {"x": 2})]
        await there.remote("@a").sig.notify(1, local_x=1)
        assert owner.heard[1] == 1
        await connections[0].dispatcher.publish("test.a.sig", 7, local_x=1)
        assert here.heard[-1] == there.heard[-1] == 7
        for node in (owner, here, there):
            await node.node_unbind()


async def test_a19_a_node_in_an_event_is_itself_here_and_a_proxy_there() -> None:
    async with joined(None, None) as connections:
        owner, here, there = Owner(), Listener(), Listener()
        await bound(owner, "a", connections[0])
        await bound(here, "b", connections[0])
        await bound(there, "c", connections[1])
        await owner.sig.notify(owner)
        assert here.heard == [owner]
        assert isinstance(there.heard[0], Proxy)
        assert await there.heard[0].whole() == "test.a"
        for node in (owner, here, there):
            await node.node_unbind()


async def test_a25_a_middleware_sees_deliveries_and_may_refuse(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with joined(None, None) as connections:
        owner, here, there = Owner(), Listener(), Listener()
        seen: list[Any] = []

        async def watch(invocation: Invocation, proceed: Any) -> Any:
            seen.append((invocation.uri, invocation.node, invocation.args, invocation.local))
            if invocation.args == (13,):
                raise Denied
            return await proceed(invocation)

        for connection in connections:
            connection.dispatcher.use(watch)
        await bound(owner, "a", connections[0])
        await bound(here, "b", connections[0])
        await bound(there, "c", connections[1])
        await owner.sig.notify(13)
        await owner.sig.notify(1)
        assert (here.heard, there.heard) == ([1], [1])
        assert seen[-2:] == [
            ("test.a.sig", here, (1,), True),
            ("test.a.sig", there, (1,), True),
        ]
        assert len(caplog.records) == 2
        for node in (owner, here, there):
            await node.node_unbind()


async def test_t11_r2_a_node_without_an_own_signal_publishes_at_its_address() -> None:
    class Primary(Owner):
        on_message = Signal(name=".")

    class Both(Node):
        def __init__(self) -> None:
            self.heard: list[str] = []

        @subscribe("@plain")
        def at_plain(self, value: int) -> None:
            self.heard.append(f"plain {value}")

        @handler("@primary")
        def at_primary(self, value: int) -> None:
            self.heard.append(f"primary {value}")

        @subscribe("test.primary.sig")
        def named(self, value: int) -> None:
            self.heard.append(f"named {value}")

    for index in (0, 1):
        async with joined(None, None) as connections:
            plain, primary, both = Owner(), Primary(), Both()
            await bound(plain, "plain", connections[0])
            await bound(primary, "primary", connections[0])
            await bound(both, "both", connections[index])
            await plain.sig.notify(1)
            await primary.sig.notify(2)
            await primary.on_message.notify(3)
            await plain.inside.notify()
            assert both.heard == ["plain 1", "named 2", "primary 3"]
            for node in (plain, primary, both):
                await node.node_unbind()


async def test_t12_a_listeners_failure_is_its_own(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Listener):
        @subscribe("@a.sig")
        async def fail(self, _value: int) -> None:
            raise ValueError("the listener's")

    async with joined(None, None) as connections:
        owner, failing, there = Owner(), Failing(), Failing()
        await bound(owner, "a", connections[0])
        await bound(failing, "b", connections[0])
        await bound(there, "c", connections[1])
        await owner.sig.notify(1)
        assert owner.heard == failing.heard == there.heard == [1]
        assert len(caplog.records) == 2
        for node in (owner, failing, there):
            await node.node_unbind()


async def test_t13_strangers_notify_only_what_is_open_and_own_signals_stay_valid() -> None:
    async with joined(None, "mallory") as connections:
        owner, stranger, heard = Owner(), Node(), list[Any]()
        await bound(owner, "a", connections[0])
        await bound(stranger, "b", connections[1])
        owner.open_sig.connect(heard.append)
        await stranger.remote("@a").open_sig.notify(1)
        with pytest.raises(Denied):
            await stranger.remote("@a").sig.notify(1)
        for args, kwargs in ((("1",), {}), ((1,), {"extra": 1}), ((), {})):
            with pytest.raises(Invalid):
                await stranger.remote("@a").open_sig.notify(*args, **kwargs)
        with pytest.raises(Invalid, match="refused"):
            await stranger.remote("@a").open_sig.notify(-1)
        assert (heard, owner.heard) == ([1], [])
        await owner.node_unbind()
        await stranger.node_unbind()


async def test_t13_an_open_signal_must_say_what_it_takes() -> None:
    class Careless(Node):
        sig = Signal(access=anyone)

    async with joined(None) as (connection,):
        with pytest.raises(CallError, match="typed"):
            await bound(Careless(), "a", connection)
        with pytest.raises(SignalError):
            await Owner().open_sig.notify(0)


async def test_t14_an_event_cannot_carry_a_foreign_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with joined(None, None) as connections:
        listener, other = Listener(), Node()
        await bound(listener, "b", connections[0])
        await other.node_bind("elsewhere", connections[1].new_context())
        await connections[1].dispatcher.publish("test.a.sig", other)
        assert listener.heard == []
        assert "foreign_reference" in caplog.text
        await listener.node_unbind()
        await other.node_unbind()


async def test_t15_subscribing_again_at_once_ends_subscribed() -> None:
    async with joined(None, None) as connections:
        listener, heard = Node(), list[Any]()
        await bound(listener, "b", connections[0])
        topic = listener.remote("@a").sig
        first = await topic.connect(heard.append)
        first.close()
        second = await topic.connect(heard.append)
        await asyncio.sleep(0.01)
        await connections[1].dispatcher.publish("test.a.sig", 1)
        assert heard == [1]
        second.close()
        await asyncio.sleep(0.01)
        await connections[1].dispatcher.publish("test.a.sig", 2)
        assert heard == [1]
        await listener.node_unbind()


async def test_s7_a_listener_closed_during_the_delivery_hears_nothing() -> None:
    async with joined(None) as (connection,):
        heard: list[int] = []
        subscribe_to = connection.dispatcher.subscribe
        await subscribe_to("test.x", lambda _value: second.close())
        second = await subscribe_to("test.x", heard.append)
        await connection.dispatcher.publish("test.x", 1)
        assert heard == []


async def test_t16_an_unresolvable_handler_address_fails_the_bind() -> None:
    class Lost(Node):
        @subscribe("#nowhere.sig")
        def hear(self) -> None: ...

    async with joined(None) as (connection,):
        node = Lost()
        with pytest.raises(ValueError, match="nowhere"):
            await bound(node, "b", connection)
        assert connection.dispatcher.node_at("test.b") is None
        assert [node.node_path] == [None]


async def test_s1_own_failures_are_the_notifiers_after_everybody_heard() -> None:
    class Failing(Owner):
        @handler("sig", begin=True)
        def fail(self) -> None:
            raise ValueError("own")

    async with joined(None, None) as connections:
        owner, there = Failing(), Listener()
        await bound(owner, "a", connections[0])
        await bound(there, "c", connections[1])
        with pytest.raises(ExceptionGroup):
            await owner.sig.notify(1)
        assert owner.heard == there.heard == [1]
        await owner.node_unbind()
        await there.node_unbind()
