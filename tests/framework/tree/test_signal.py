"""Signals: order, isolation, adaptation, validation."""

import asyncio
from typing import Any

import pytest

from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import (
    Signal,
    SignalError,
    handler,
    override_handler,
    plan_of,
    signal,
    subscribe,
)


class Ancestor:
    on_foo = Signal()
    on_top = Signal(topdown=True)

    def __init__(self) -> None:
        self.heard: list[str] = []

    @handler("on_foo", end=True)
    def at_the_end(self) -> str:
        return "end"

    @handler("on_foo")
    @handler("on_top")
    async def zeta(self) -> str:
        await asyncio.sleep(0)
        self.heard.append("zeta")
        return "zeta"

    @handler("on_foo")
    def alpha(self) -> str:
        self.heard.append("alpha")
        return "alpha"


class Descendant(Ancestor):
    @handler("on_foo")
    @handler("on_top")
    def beta(self) -> str:
        return "beta"

    @handler("on_foo", begin=True)
    def at_the_beginning(self) -> str:
        return "begin"


async def test_a15_handlers_run_in_order_of_definition() -> None:
    node = Descendant()
    node.on_foo.connect(lambda: "connected")
    result = await node.on_foo.notify()
    assert result == ("begin", "zeta", "alpha", "beta", "end", "connected")
    assert node.heard == ["zeta", "alpha"], "an awaited handler takes its turn"
    assert await node.on_top.notify() == ("beta", "zeta")


async def test_s1_a_failure_stops_nobody_and_is_told_at_the_end() -> None:
    class Failing(Descendant):
        @handler("on_foo", begin=True)
        def fail(self) -> None:
            raise ValueError("first")

    node = Failing()

    async def fail_later() -> None:
        raise LookupError("second")

    node.on_foo.connect(fail_later)
    with pytest.raises(ExceptionGroup) as caught:
        await node.on_foo.notify()
    assert [str(error) for error in caught.value.exceptions] == ["first", "second"]
    assert node.heard == ["zeta", "alpha"]


async def test_a16_arguments_are_adapted_to_each_handler() -> None:
    seen: list[Any] = []
    sig = Signal()
    sig.connect(lambda a: seen.append((a,)))
    sig.connect(lambda a, b=5, **k: seen.append((a, b, k)))
    await sig.notify(1, c=3)
    assert seen == [(1,), (1, 5, {"c": 3})]
    with pytest.raises(ExceptionGroup):
        await sig.notify(1, 2, 3)


async def test_a17_a_validated_signal_refuses_before_anything_runs() -> None:
    class Owner:
        @signal
        def on_pair(self, a: int, b: int) -> bool:
            return a < b

        @signal(name="renamed", topdown=True)
        def on_other(self) -> None: ...

        @handler("on_pair")
        def hear(self, a: int, b: int) -> int:
            heard.append((a, b))
            return a + b

    heard: list[tuple[int, int]] = []
    owner = Owner()
    assert await owner.on_pair.notify(1, b=2) == (3,)
    wrong: Any = owner.on_pair
    for args in ((1,), (1, 2, 3), (2, 1)):
        with pytest.raises(SignalError):
            await wrong.notify(*args)
    assert heard == [(1, 2)]
    assert Owner.on_other.name == "renamed"


def test_s2_a_handler_of_no_signal_is_an_error_of_its_class() -> None:
    with pytest.raises(SignalError, match="on_typo"):

        class Typo(Node):
            @handler("on_typo")
            def hear(self) -> None: ...

    class NoNode:
        @handler("@a.sig")
        def hear(self) -> None: ...

    with pytest.raises(SignalError, match="no node"):
        plan_of(NoNode)
    with pytest.raises(SignalError, match="exclude"):
        handler("x", begin=True, end=True)


async def test_s3_hiding_a_handler_must_be_said() -> None:
    class Base(Node):
        on_foo = Signal()

        @handler("on_foo")
        def first(self) -> str:
            return "first"

        @handler("on_foo")
        def second(self) -> str:
            return "second"

    with pytest.raises(SignalError, match="override_handler"):

        class Hiding(Base):
            def first(self) -> str:  # type: ignore[explicit-override] # the mistake under test
                return "hidden"

    class Kept(Base):
        @override_handler
        def first(self) -> str:  # type: ignore[explicit-override] # not the subject
            return "kept"

    class Again(Base):
        @handler("on_foo")
        def first(self) -> str:  # type: ignore[explicit-override] # not the subject
            return "again"

    class Dropped(Base):
        first = None  # type: ignore[assignment] # how a handler is withdrawn

    assert await Kept().on_foo.notify() == ("kept", "second")
    assert await Again().on_foo.notify() == ("second", "again")
    assert await Dropped().on_foo.notify() == ("second",)


async def test_s4_subscriptions_are_strong_until_closed() -> None:
    node, heard = Descendant(), []
    subscription = node.on_foo.connect(lambda: heard.append(1))
    await node.on_foo.notify()
    subscription.close()
    subscription.close()
    await node.on_foo.notify()
    assert heard == [1]
    assert subscription.closed


async def test_s4_a_subscription_ends_with_its_owner() -> None:
    class Listener(Node):
        def __init__(self) -> None:
            self.heard = 0

        def hear(self) -> None:
            self.heard += 1

    sig, listener, other = Signal(), Listener(), Listener()
    await listener.node_bind("a.listener")
    await other.node_bind("a.other")
    sig.connect(listener.hear)
    sig.connect(lambda: listener.hear(), owner=other)  # noqa: PLW0108 - a closure, on purpose
    await sig.notify()
    await listener.node_unbind()
    await sig.notify()
    assert listener.heard == 3
    await other.node_unbind()
    await sig.notify()
    assert listener.heard == 3


async def test_s5_each_instance_has_its_own_subscribers() -> None:
    one, two = Descendant(), Descendant()
    heard: list[int] = []

    def hear() -> None:
        heard.append(1)

    one.on_foo.connect(hear)
    await two.on_foo.notify()
    assert heard == []
    one.on_foo.disconnect(hear)
    with pytest.raises(SignalError):
        one.on_foo.disconnect(hear)
    one.on_foo.connect(hear)
    one.on_foo.clear()
    await one.on_foo.notify()
    assert heard == []


async def test_s5_a_signal_may_stand_alone() -> None:
    sig = Signal()
    heard: list[int] = []
    sig.connect(heard.append)
    assert await sig.notify(5) == (None,)
    sig.disconnect(heard.append)
    sig.connect(heard.append)
    sig.clear()
    await sig.notify(6)
    assert heard == [5]
    assert repr(sig) == "<Signal alone>"


def test_s6_a_signal_is_never_assigned() -> None:
    with pytest.raises(AttributeError):
        Descendant().on_foo = 3


async def test_s7_a_subscriber_closed_during_the_notification_is_not_called() -> None:
    sig = Signal()
    heard: list[int] = []
    sig.connect(lambda: second.close())  # noqa: PLW0108 - made before `second` is
    second = sig.connect(lambda: heard.append(1))
    await sig.notify()
    assert heard == []


async def test_s9_a_receiver_that_tells_no_signature_judges_by_itself() -> None:
    sig = Signal()
    sig.connect(dict)  # a class that takes anything
    sig.connect(type("Silent", (), {"__call__": lambda _self, **k: k, "__signature__": 5})())
    assert await sig.notify(a=1) == ({"a": 1}, {"a": 1})


def test_s8_a_dot_or_a_mark_makes_an_address_and_subscribe_always_does() -> None:
    class Listener(Node):
        on_foo = Signal()

        @handler("on_foo")
        def local(self) -> None: ...

        @subscribe("on_foo")
        @handler("@a.on_foo")
        @handler("#a.on_foo")
        @handler("a.on_foo")
        @handler(".")
        def elsewhere(self) -> None: ...

    class Primary(Node):
        on_message = Signal(name=".")

        @handler(".")
        def local(self) -> None: ...

    plan = plan_of(Listener)
    assert [receiver.attribute for receiver in plan.handlers["on_foo"]] == ["local"]
    targets = {target for target, _ in plan.addresses}
    assert targets == {"on_foo", "@a.on_foo", "#a.on_foo", "a.on_foo", "."}
    assert list(plan_of(Primary).handlers) == ["."]


async def test_s9_a_signal_may_carry_its_types() -> None:
    class Typed(Node):
        on_pair: Signal[[int, str]] = Signal()

        @signal
        def on_checked(self, number: int) -> None: ...

    node = Typed()
    assert await node.on_pair.notify(1, "a") == ()
    assert await node.on_checked.notify(1) == ()
    await node.on_pair.notify("a", 1)  # type: ignore[arg-type] # the type checker knows
    await node.on_checked.notify("a")  # type: ignore[arg-type] # the type checker knows
