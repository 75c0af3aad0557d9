"""Nodes behind the embedded router: what clients reach, what nodes reach, and as whom."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.wire.conformance.embedded import Embedded, embedded
from tests.wire.conformance.peer import JSON
from tests.wire.conformance.stage import USERS, Actor, Stage
from tests.wire.conformance.three_nodes import play_three_nodes
from ytefas.errors import Busy, Closed, Conflict, NoProcedure, TimedOut
from ytefas.framework.talk.access import Caller
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Invocation, Progress, anyone, call
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.wire.gateway import BothWays, RouterGateway
from ytefas.wire.router.local import LocalPeer


class Desk(Node):
    """What a client finds at `open.desk`."""

    def __init__(self) -> None:
        self.callers: list[object] = []
        self.cancelled = asyncio.Event()
        self.started = asyncio.Event()

    @call(access=anyone)
    async def add(self, left: int, right: int, *, invocation: Invocation) -> int:
        self.callers.append(invocation.caller)
        return left + right

    @call(access=anyone)
    async def count(self, to: int, progress: Progress) -> str:
        for number in range(to):
            await progress(number)
        return "counted"

    @call(access=anyone)
    async def save(self) -> None:
        raise Conflict(field="name", theirs="a", yours="b")

    @call(access=anyone)
    async def break_down(self) -> None:
        raise RuntimeError("the words of a stack trace")

    @call(access=anyone)
    async def wait(self) -> None:
        self.started.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled.set()

    @call
    async def inside_only(self) -> str:
        return "inside"


@dataclass(slots=True)
class Scene:
    """A node with a desk, and a client at the same router."""

    router: Embedded
    connection: Connection
    desk: Desk
    stage: Stage
    client: Actor

    async def ask(self, uri: str, *args: Any, options: dict[str, Any] | None = None) -> list[Any]:
        """Call as the client and read one answer."""
        await self.client.ask("CALL", options or {}, uri, list(args))
        answer = await self.client.peer.receive()
        assert answer is not None
        return answer


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with embedded() as router, Stage.open(router.url, [JSON]) as stage:
        connection, desk = Connection(), Desk()
        await connection.attach(RouterGateway(router.node))
        await desk.node_bind(Path("open.desk"), connection.new_context())
        yield Scene(router, connection, desk, stage, await stage.join("anna"))
        await stage.clear()
        await desk.node_unbind()
        await connection.close()


async def test_a27_three_nodes_over_the_embedded_router() -> None:
    async with embedded() as router:
        other = LocalPeer(router.router)
        connection1, connection2 = Connection(), Connection()
        await connection1.attach(RouterGateway(router.node))
        await connection2.attach(RouterGateway(other))
        await play_three_nodes(connection1, connection2, "test")
        assert not len(router.router.dealer)
        assert not len(router.router.broker)
        await other.close()


async def test_a_client_calls_a_node_and_is_known_by_principal_and_connection(scene: Scene) -> None:
    answer = await scene.ask("open.desk.add", 2, 3)
    assert answer[0] == 50
    assert answer[3] == [5]
    assert scene.desk.callers == [Caller(USERS["anna"], scene.client.session)]


async def test_what_declares_no_access_is_denied_to_clients_and_open_to_nodes(scene: Scene) -> None:
    answer = await scene.ask("open.desk.inside_only")
    assert answer[4] == "ytefas.error.denied"
    assert await scene.connection.dispatcher.call("open.desk.inside_only") == "inside"


async def test_progress_arrives_in_order_and_before_the_result(scene: Scene) -> None:
    await scene.client.ask("CALL", {"receive_progress": True}, "open.desk.count", [3])
    answers = [await scene.client.peer.receive() for _ in range(4)]
    parts = [answer[3] for answer in answers if answer]
    assert parts == [[0], [1], [2], ["counted"]]


async def test_errors_cross_with_code_and_fields_and_nothing_else(scene: Scene) -> None:
    conflict = await scene.ask("open.desk.save")
    assert conflict[4] == "ytefas.error.conflict"
    assert conflict[6]["fields"] == {"field": "name", "theirs": "a", "yours": "b"}
    wrong = await scene.ask("open.desk.add", 1, "two")
    assert wrong[4] == "ytefas.error.invalid"
    broken = await scene.ask("open.desk.break_down")
    assert broken[4] == "ytefas.error.internal"
    assert "stack trace" not in str(broken)
    assert (await scene.ask("open.desk.unheard_of"))[4] == "wamp.error.no_such_procedure"


async def test_a_cancelled_call_is_cancelled_in_the_node(scene: Scene) -> None:
    request = await scene.client.ask("CALL", {}, "open.desk.wait")
    await scene.desk.started.wait()
    await scene.client.say("CANCEL", request, {"mode": "kill"})
    await scene.client.hear("ERROR")
    assert scene.desk.cancelled.is_set()


async def test_a_client_that_disappears_cancels_its_call(scene: Scene) -> None:
    await scene.client.ask("CALL", {}, "open.desk.wait")
    await scene.desk.started.wait()
    await scene.client.drop()
    async with asyncio.timeout(30):
        await scene.desk.cancelled.wait()


async def test_a_neighbour_with_a_longer_name_is_not_caught_by_the_prefix(scene: Scene) -> None:
    await scene.client.register("open.desk2.add")
    assert len(scene.desk.callers) == 0
    other = await scene.stage.join("bruno")
    await other.ask("CALL", {}, "open.desk2.add", [1, 1])
    await scene.client.say("YIELD", await scene.client.invoked(), {}, ["the neighbour"])
    assert (await other.hear("RESULT"))[3] == ["the neighbour"]


async def test_an_unbound_tree_is_gone_for_clients(scene: Scene) -> None:
    again = Desk()
    await again.node_bind(Path("open.brief"), scene.connection.new_context())
    assert (await scene.ask("open.brief.add", 1, 1))[3] == [2]
    await again.node_unbind()
    assert (await scene.ask("open.brief.add", 1, 1))[4] == "wamp.error.no_such_procedure"


async def test_a_node_calls_a_client_with_progress(scene: Scene) -> None:
    await scene.client.register("open.client.render")
    parts: list[Any] = []

    async def hear(value: Any, /) -> None:
        await asyncio.sleep(0)
        parts.append(value)

    async with asyncio.TaskGroup() as tasks:
        asked = tasks.create_task(
            scene.connection.dispatcher.call("open.client.render", "page", on_progress=hear)
        )
        invocation = await scene.client.invoked()
        for part in (1, 2):
            await scene.client.say("YIELD", invocation, {"progress": True}, [part])
        await scene.client.say("YIELD", invocation, {}, ["rendered"])
    assert asked.result() == "rendered"
    assert parts == [1, 2]


async def test_a_node_waits_for_a_client_as_long_as_it_says(scene: Scene) -> None:
    await scene.client.register("open.client.slow")
    with pytest.raises(TimedOut):
        await scene.connection.dispatcher.call("open.client.slow", timeout=0.05)
    await scene.client.hear("INVOCATION")
    await scene.client.hear("INTERRUPT")


async def test_a_client_that_disappears_ends_the_call_to_it(scene: Scene) -> None:
    await scene.client.register("open.client.fragile")
    asked = asyncio.gather(
        scene.connection.dispatcher.call("open.client.fragile"), return_exceptions=True
    )
    await scene.client.invoked()
    await scene.client.drop()
    (outcome,) = await asked
    assert isinstance(outcome, Closed)
    with pytest.raises(NoProcedure):
        await scene.connection.dispatcher.call("open.client.fragile")


async def test_events_cross_in_both_directions_and_never_come_back(scene: Scene) -> None:
    heard: list[tuple[Any, ...]] = []
    hearing = asyncio.Event()

    def hear(*args: Any) -> None:
        heard.append(args)
        hearing.set()

    await scene.connection.dispatcher.subscribe("open.news", hear)
    await scene.client.subscribe("open.news")
    await scene.connection.dispatcher.publish("open.news", "from the node")
    assert (await scene.client.hear("EVENT"))[4] == ["from the node"]
    assert heard == [("from the node",)]
    await scene.client.ask("PUBLISH", {}, "open.news", ["from the client"])
    hearing.clear()
    async with asyncio.timeout(30):
        await hearing.wait()
    assert heard == [("from the node",), ("from the client",)]
    await scene.client.quiet()


async def test_two_ways_are_used_as_one() -> None:
    bus, far = LoopbackBus(), Connection()
    await bus.join(far)
    async with embedded() as router, Stage.open(router.url, [JSON]) as stage:
        near, desk, other = Connection(), Desk(), Desk()
        gateway = await bus.join(Connection())
        await near.attach(BothWays(RouterGateway(router.node), gateway))
        await desk.node_bind(Path("open.here"), near.new_context())
        await other.node_bind(Path("open.there"), far.new_context())
        assert await near.dispatcher.call("open.there.add", 1, 2) == 3
        assert await far.dispatcher.call("open.here.add", 3, 4) == 7
        client = await stage.join("anna")
        await client.ask("CALL", {}, "open.here.add", [5, 6])
        assert (await client.hear("RESULT"))[3] == [11]
        with pytest.raises(NoProcedure):
            await near.dispatcher.call("open.nowhere")
        await desk.node_unbind()
        with pytest.raises(NoProcedure):
            await far.dispatcher.call("open.here.add", 3, 4)
        await near.close()
        await stage.clear()


class _Away:
    """A far side whose router is away: nothing can be called, nothing blocks."""

    async def call(self, uri: str, *_: Any, **__: Any) -> Any:
        raise Busy(uri=uri)

    async def nothing(self, *_: Any) -> None:
        return

    publish = register_prefix = unregister = subscribe = unsubscribe = nothing


async def test_what_is_near_goes_on_while_the_far_side_is_away() -> None:
    async with embedded() as router, Stage.open(router.url, [JSON]) as stage:
        near, desk = Connection(), Desk()
        await near.attach(BothWays(RouterGateway(router.node), _Away()))
        await desk.node_bind(Path("open.here"), near.new_context())
        client = await stage.join("anna")
        await client.ask("CALL", {}, "open.here.add", [5, 6])
        assert (await client.hear("RESULT"))[3] == [11]
        with pytest.raises(Busy):
            await near.dispatcher.call("open.elsewhere")
        await stage.clear()
        await desk.node_unbind()
        await near.close()
