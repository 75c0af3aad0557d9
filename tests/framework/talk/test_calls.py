"""Calls: local first, typed, denied to strangers unless declared."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.framework.talk.support import bound, joined, ticks
from ytefas.errors import Closed, Denied, Invalid, NoProcedure, TimedOut, YtefasError
from ytefas.framework.talk.calls import CallError, call, calls_of
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Dispatcher, anyone
from ytefas.framework.talk.invocation import Invocation, Kind, Progress
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.node import Node, NodeError
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.remote import Remote
from ytefas.framework.tree.signal import Signal


class Callee(Node):
    on_note = Signal(name=".")

    def __init__(self) -> None:
        self.ended: list[str] = []
        self.entered = asyncio.Event()

    @call
    def add(self, a: int, b: int = 10) -> int:
        return a + b

    @call("alias")
    async def long_name(self) -> str:
        return "alias"

    @call(".")
    def own(self) -> str:
        return "own address"

    @call
    def myself(self) -> Node:
        return self

    @call
    def everybody(self) -> list[Any]:
        return [self, {"inside": (self,)}]

    @call
    def path_of(self, other: Any) -> str:
        return str(other.node_path)

    @call
    async def slow(self) -> str:
        self.entered.set()
        try:
            await asyncio.sleep(60)
        finally:
            self.ended.append("slow")
        return "never"

    @call
    async def close(self) -> str:
        await self.node_unbind()
        return "closed"

    @call
    async def count(self, upto: int, *, progress: Progress) -> str:
        for number in range(upto):
            await progress(number)
        return "counted"

    @call
    def fail(self) -> None:
        raise ValueError("internal text")

    @call
    def refuse(self) -> None:
        raise Invalid("because", field="x")

    @call(access=anyone)
    def whoami(self, invocation: Invocation) -> str:
        return f"{invocation.caller} {invocation.local} {invocation.uri}"

    @call
    async def forlorn(self) -> None:
        lost = asyncio.create_task(asyncio.sleep(60))
        asyncio.get_running_loop().call_soon(lost.cancel)
        await lost

    @call
    def between(self, a: int, invocation: Invocation, b: int = 7, *more: int) -> list[Any]:
        return [a, invocation.uri, b, *more]

    @call(access="admins")
    def guarded(self) -> str:
        return "guarded"

    def undeclared(self) -> str:
        return "undeclared"


@dataclass
class Scene:
    callee: Callee
    caller: Node
    connections: list[Connection]
    stranger: bool

    @property
    def remote(self) -> Remote:
        return self.caller.remote("@callee")


async def scene(kind: str) -> AsyncIterator[Scene]:
    async with joined(None, None if kind == "trusted" else "mallory") as connections:
        callee, caller = Callee(), Node()
        await bound(callee, "callee", connections[0])
        await bound(caller, "caller", connections[0 if kind == "local" else 1])
        yield Scene(callee, caller, connections, kind == "stranger")
        for node in (callee, caller):
            if node.node_path is not None:
                await node.node_unbind()


@pytest.fixture(params=["local", "trusted"])
async def friends(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    async for made in scene(request.param):
        yield made


@pytest.fixture
async def strangers() -> AsyncIterator[Scene]:
    async for made in scene("stranger"):
        yield made


async def test_a18_arguments_are_what_was_declared(friends: Scene) -> None:
    remote = friends.remote
    assert await remote.add(1) == 11
    assert await remote.add(1, b=2) == await remote.add(1, 2) == 3
    for args, kwargs, reason, argument in (
        ((1,), {"b": 2, "extra": 3}, "unknown_argument", "extra"),
        ((), {}, "missing_argument", "a"),
        (("1",), {}, "wrong_type", "a"),
        ((True,), {}, "wrong_type", "a"),
        ((1,), {"b": None}, "wrong_type", "b"),
        ((1,), {"a": 2}, "repeated_argument", "a"),
        ((1, 2, 3), {}, "too_many_arguments", None),
        ((1,), {"details": {}}, "unknown_argument", "details"),
    ):
        with pytest.raises(Invalid) as caught:
            await remote.add(*args, **kwargs)
        assert caught.value.fields["reason"] == reason
        assert caught.value.fields.get("argument") == argument


async def test_a18_what_we_fill_in_takes_no_place_of_the_callers(friends: Scene) -> None:
    uri = str(friends.callee.node_path) + ".between"
    assert await friends.remote.between(1) == [1, uri, 7]
    assert await friends.remote.between(a=1, b=2) == [1, uri, 2]
    assert await friends.remote.between(1, 2) == [1, uri, 2]
    assert await friends.remote.between(1, 2, 3) == [1, uri, 2, 3]


async def test_what_a_call_waits_for_may_go_without_cancelling_the_caller(friends: Scene) -> None:
    with pytest.raises(Closed):
        await friends.remote.forlorn()


async def test_a19_within_a_connection_objects_keep_their_identity() -> None:
    async for made in scene("local"):
        assert await made.remote.myself() is made.callee
        assert (await made.remote.everybody())[1]["inside"][0] is made.callee


async def test_a19_across_connections_a_node_becomes_a_usable_proxy() -> None:
    async for made in scene("trusted"):
        proxy = await made.remote.myself()
        assert isinstance(proxy, Proxy)
        assert proxy == "test.callee"
        assert await proxy.add(1) == 11
        listed = await made.remote.everybody()
        assert listed == [proxy, {"inside": [proxy]}]
        assert await made.remote.path_of(made.caller) == "test.caller"


async def test_a20_the_own_address_answers_calls_and_notifications(friends: Scene) -> None:
    heard: list[int] = []
    friends.callee.on_note.connect(heard.append)
    assert await friends.remote() == "own address"
    await friends.remote.notify(5)
    assert heard == [5]


async def test_a24_after_removal_nobody_answers(friends: Scene) -> None:
    parent = friends.callee
    await parent.node_add("inner", Callee())
    assert await friends.remote.inner.add(1) == 11
    await parent.node_remove("inner")
    with pytest.raises(NoProcedure):
        await friends.remote.inner.add(1)
    await parent.node_unbind()
    with pytest.raises(NoProcedure):
        await friends.remote.add(1)


async def test_a25_a_middleware_sees_every_dispatch_and_may_refuse(friends: Scene) -> None:
    seen: list[tuple[Any, ...]] = []

    async def watch(invocation: Invocation, proceed: Any) -> Any:
        seen.append((invocation.uri, invocation.node, invocation.args, invocation.kind))
        if invocation.args == (13,):
            raise Denied
        answer = await proceed(invocation)
        return answer * 2 if isinstance(answer, int) else answer

    async def outer(invocation: Invocation, proceed: Any) -> Any:
        seen.append(("outer",))
        return await proceed(invocation)

    dispatcher = friends.connections[0].dispatcher
    dispatcher.use(outer)
    dispatcher.use(watch)
    assert await friends.remote.add(1) == 22
    with pytest.raises(Denied):
        await friends.remote.add(13)
    await friends.remote.notify(1)
    assert seen[:2] == [("outer",), ("test.callee.add", friends.callee, (1,), Kind.CALL)]
    assert seen[-1] == ("test.callee._notify", friends.callee, (1,), Kind.NOTIFY)


async def test_a26_nodes_bound_before_the_gateway_are_reachable_when_it_comes() -> None:
    async with joined(None) as (present,):
        gateway = present.gateway
        assert gateway is not None
        late, parent, child = Connection(), Node(), Callee()
        await bound(parent, "parent", late)
        await parent.node_add("child", child)
        caller = Node()
        await bound(caller, "caller", present)
        with pytest.raises(NoProcedure):
            await caller.remote("@parent.child").add(1)
        bus = gateway._bus  # type: ignore[attr-defined] # the bus both must share
        for _ in range(2):  # and again, when it was lost and comes back
            await bus.join(late)
            assert await caller.remote("@parent.child").add(1) == 11
            await late.close()
            with pytest.raises(NoProcedure):
                await caller.remote("@parent.child").add(1)


async def test_a26_nodes_bound_without_a_dispatcher_join_it_children_included() -> None:
    context, parent, child = NodeContext(), Callee(), Callee()
    await parent.node_bind("test.parent", context)
    await parent.node_add("child", child)
    registered = [child.node_registered]
    context.dispatcher = Dispatcher()
    await parent.node_register()
    registered.append(child.node_registered)
    assert registered == [False, True]
    assert await context.dispatcher.call("test.parent.child.add", 1) == 11
    await parent.node_unbind()


async def test_t1_strangers_are_denied_what_is_not_declared(strangers: Scene) -> None:
    remote = strangers.remote
    assert await remote.whoami() == "mallory False test.callee.whoami"
    for name in ("add", "alias", "guarded", "slow"):
        with pytest.raises(Denied):
            await getattr(remote, name)()
    with pytest.raises(Denied):
        await remote()
    with pytest.raises(Denied):
        await remote.notify(5)
    for name in ("undeclared", "node_unbind", "ended", "missing", "on_node_bind"):
        with pytest.raises(NoProcedure):
            await getattr(remote, name)()
    for name in ("on_node_bind", "on_note.on_note"):
        with pytest.raises(NoProcedure):
            await strangers.caller.remote(f"@callee.{name}").notify()


async def test_t1_the_policy_judges_the_declared_access() -> None:
    asked: list[tuple[object, object, object]] = []

    async def policy(invocation: Invocation, access: object) -> bool:
        asked.append((invocation.caller, invocation.node, access))
        return access == "admins" and invocation.caller == "ann"

    callee = Callee()
    async with joined(None, "ann", "bob", dispatcher=Dispatcher(policy=policy)) as connections:
        await bound(callee, "callee", connections[0])
        for name, connection in zip(("ann", "bob"), connections[1:], strict=True):
            caller = Node()
            await bound(caller, name, connection)
            if name == "ann":
                assert await caller.remote("@callee").guarded() == "guarded"
            else:
                with pytest.raises(Denied):
                    await caller.remote("@callee").guarded()
            await caller.node_unbind()
        await callee.node_unbind()
    assert asked == [("ann", callee, "admins"), ("bob", callee, "admins")]


async def test_t1_not_even_a_generous_policy_opens_what_is_not_declared() -> None:
    def generous(_invocation: Invocation, _access: object) -> bool:
        return True

    callee, caller = Callee(), Node()
    dispatcher = Dispatcher(policy=generous)
    async with joined(None, "mallory", dispatcher=dispatcher) as (server, stranger):
        await bound(callee, "callee", server)
        await bound(caller, "caller", stranger)
        assert await caller.remote("@callee").guarded() == "guarded"
        for asked in (caller.remote("@callee").add(1), caller.remote("@callee").notify(1)):
            with pytest.raises(Denied):
                await asked
        await callee.node_unbind()
        await caller.node_unbind()


async def test_t2_a_stranger_cannot_lend_a_foreign_reference() -> None:
    class Trusting(Node):
        @call(access=anyone)
        async def ring(self, other: Proxy) -> Any:
            return await other.secret()

    class Secret(Node):
        @call
        def secret(self) -> str:
            return "secret"

    async with joined(None, "mallory") as (server, stranger):
        mine, theirs, caller = Trusting(), Secret(), Node()
        await mine.node_bind(Path("server", base="s.mine"), server.new_context())
        await theirs.node_bind(Path("server", base="s.theirs"), server.new_context())
        await caller.node_bind(Path("client", base="s.mine"), stranger.new_context())
        ring = caller.remote("@server").ring
        with pytest.raises(Invalid, match="foreign_reference"):
            await ring(caller.remote("s.theirs.server"))
        with pytest.raises(Invalid, match="foreign_reference"):
            await ring(caller.remote("s.mineral"))
        for node in (mine, theirs, caller):
            await node.node_unbind()


async def test_t3_a_call_ends_in_time(friends: Scene) -> None:
    proxy = friends.remote
    assert isinstance(proxy, Proxy)
    with pytest.raises(TimedOut):
        await proxy.node_options(timeout=0.01).slow()
    assert friends.callee.ended == ["slow"]
    with pytest.raises(TimedOut):
        await friends.connections[0].dispatcher.call("test.callee.slow", timeout=0.01)


async def test_t3_a_call_that_waits_for_a_person_says_how_long() -> None:
    class Desk(Node):
        @call(access=anyone)
        async def hurried(self) -> None:
            await asyncio.Event().wait()

        @call(access=anyone, timeout=5.0)
        async def patient(self) -> str:
            with pytest.raises(TimedOut):
                await dispatcher.invoke(Invocation("test.hurried"))
            return "answered"

    dispatcher, desk = Dispatcher(timeout=0.01), Desk()
    await desk.node_bind("test", Connection(dispatcher).new_context())
    assert await dispatcher.invoke(Invocation("test.patient")) == "answered"
    with pytest.raises(TimedOut):  # one of ours that asks for less gets less
        await dispatcher.call("test.patient", timeout=0.005)
    await desk.node_unbind()


async def test_t4_unbinding_the_callee_ends_its_calls_but_not_the_one_that_asked(
    friends: Scene,
) -> None:
    waiting = asyncio.gather(friends.remote.slow(), return_exceptions=True)
    await friends.callee.entered.wait()
    assert await friends.remote.close() == "closed"
    (result,) = await waiting
    assert isinstance(result, Closed)
    assert friends.callee.ended == ["slow"]


async def test_t4_a_node_that_is_leaving_takes_no_calls(friends: Scene) -> None:
    leave = asyncio.Event()
    friends.callee.on_node_unbind.connect(leave.wait)
    unbinding = asyncio.gather(friends.callee.node_unbind())
    await ticks()
    with pytest.raises(Closed):
        await friends.remote.add(1)
    with pytest.raises(Closed):
        await friends.remote.notify()
    leave.set()
    await unbinding


async def test_t5_progress_reaches_the_caller(friends: Scene) -> None:
    seen: list[int] = []

    async def listen(value: Any, /) -> None:
        seen.append(value)

    proxy = friends.remote
    assert isinstance(proxy, Proxy)
    assert await proxy.node_options(on_progress=listen).count(3) == "counted"
    assert seen == [0, 1, 2]
    assert await proxy.count(2) == "counted", "nobody has to listen"
    with pytest.raises(Invalid):
        await proxy.count(2, progress=1)


async def test_t6_only_codes_and_fields_of_an_error_cross() -> None:
    async for made in scene("trusted"):
        with pytest.raises(Invalid) as known:
            await made.remote.refuse()
        assert known.value.fields == {"reason": "because", "field": "x"}
        with pytest.raises(YtefasError) as unknown:
            await made.remote.fail()
        assert unknown.value.code == "internal"
        assert "internal text" not in repr(unknown.value)


async def test_t7_plain_procedures_are_typed_and_guarded_too() -> None:
    def double(number: int) -> int:
        return number * 2

    async with joined(None, "mallory") as (server, stranger):
        await server.dispatcher.add_procedure("app.double", double, access=anyone)
        await server.dispatcher.add_procedure("app.hidden", double)
        assert await stranger.dispatcher.call("app.double", 4) == 8
        assert await server.dispatcher.call("app.hidden", 4) == 8
        with pytest.raises(Denied):
            await stranger.dispatcher.call("app.hidden", 4)
        with pytest.raises(Invalid):
            await stranger.dispatcher.call("app.double", "4")
        with pytest.raises(CallError):
            await server.dispatcher.add_procedure("app.double", double)
        await server.dispatcher.remove_procedure("app.double")
        with pytest.raises(NoProcedure):
            await stranger.dispatcher.call("app.double", 4)
        with pytest.raises(CallError):
            await server.dispatcher.remove_procedure("app.double")


async def test_t7_any_number_of_arguments_is_checked_one_by_one() -> None:
    def total(*numbers: int, **named: int) -> int:
        return sum(numbers) + sum(named.values())

    dispatcher = Dispatcher()
    await dispatcher.add_procedure("app.total", total)
    assert await dispatcher.call("app.total", 1, 2, x=3) == 6
    for wrong, where in (
        (dispatcher.call("app.total", 1, "2"), "[1]"),
        (dispatcher.call("app.total", x="3"), "x"),
    ):
        with pytest.raises(Invalid) as caught:
            await wrong
        assert caught.value.fields["argument"] == where
    with pytest.raises(NoProcedure):
        await dispatcher.call("app.nobody")
    with pytest.raises(NoProcedure):
        await dispatcher.invoke(Invocation("app.nobody", local=True))


async def test_t8_one_prefix_per_tree_however_many_calls() -> None:
    class Counting:
        def __init__(self) -> None:
            self.prefixes: list[str] = []

        async def register_prefix(self, prefix: str, _handler: Any) -> None:
            self.prefixes.append(prefix)

        async def unregister(self, prefix: str) -> None:
            self.prefixes.remove(prefix)

    counting: Any = Counting()
    connection, root = Connection(), Callee()
    await connection.attach(counting)
    await bound(root, "root", connection)
    await root.node_add("inner", Callee())
    assert counting.prefixes == ["test.root"]
    await root.node_unbind()
    assert counting.prefixes == []


async def test_n1_a_failed_registration_leaves_the_node_unbound() -> None:
    async with joined(None, None) as (one, two):
        first, second = Node(), Node()
        await bound(first, "same", one)
        failures: list[str] = []
        second.on_node_registration_failure.connect(lambda error: failures.append(str(error)))
        with pytest.raises(ValueError, match="answered already"):
            await bound(second, "same", two)
        with pytest.raises(NodeError, match="already"):
            await bound(second, "same", one)
        assert failures == [
            "test.same is answered already",
            "somebody lives at test.same already",
        ]
        assert [second.node_path] == [None]
        await first.node_unbind()
        await bound(second, "same", two)
        await second.node_unbind()


def test_t9_wrong_declarations_are_errors() -> None:
    with pytest.raises(CallError):
        call("a.b")

    class Twice(Node):
        @call("x")
        def one(self) -> None: ...

        @call("x")
        def two(self) -> None: ...

    class Clash(Node):
        on_foo = Signal()

        @call("on_foo")
        def foo(self) -> None: ...

    class Hiding(Callee):
        def add(self, a: int, b: int = 10) -> int:  # type: ignore[explicit-override]
            return a - b

    class Unchecked(Node):
        @call
        def take(self, value: "Unknown") -> None:  # type: ignore[name-defined] # noqa: F821
            ...

    class Reserved(Node):
        @call("_notify")
        def take(self) -> None: ...

    for wrong in (Twice, Clash, Hiding, Unchecked, Reserved):
        with pytest.raises(CallError):
            calls_of(wrong)


async def test_t9_an_inherited_call_is_withdrawn_or_declared_again() -> None:
    class Less(Callee):
        add = None  # type: ignore[assignment] # how a call is withdrawn

        @call(access=anyone)
        async def slow(self) -> str:  # type: ignore[explicit-override] # not the subject
            return "fast"

    async with joined(None) as (connection,):
        node = Less()
        await bound(node, "node", connection)
        assert await connection.dispatcher.call("test.node.slow") == "fast"
        with pytest.raises(NoProcedure):
            await connection.dispatcher.call("test.node.add", 1)
        await node.node_unbind()


async def test_t10_a_proxy_is_an_address() -> None:
    async for made in scene("local"):
        proxy = made.caller.remote("@callee")
        assert str(proxy.deeper.still) == "test.callee.deeper.still"
        assert proxy == made.caller.remote("test.callee")
        assert len({proxy, made.caller.remote("@callee")}) == 1
        assert repr(proxy) == "<Proxy of test.callee>"
        for name in ("_private", "Upper"):
            with pytest.raises(AttributeError):
                getattr(proxy, name)
