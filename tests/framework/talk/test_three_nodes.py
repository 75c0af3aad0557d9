"""The three-node interaction of the slides, line by line as they have it (imports apart)."""
# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: ANN001, ANN002, ANN201, ANN202, ANN204, PT018, PLC0415 - the slides, verbatim

from collections.abc import AsyncIterator

import pytest

from ytefas.framework.talk.calls import call
from ytefas.framework.talk.connection import Connection, when_connected
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal, handler


@pytest.fixture(params=["one connection", "two connections"])
async def connections(
    request: pytest.FixtureRequest,
) -> AsyncIterator[tuple[Connection, Connection]]:
    bus, connection1, connection2 = LoopbackBus(), Connection(), Connection()
    await bus.join(connection1)
    await bus.join(connection2)
    yield (connection1, connection1 if request.param == "one connection" else connection2)
    await connection1.close()
    await connection2.close()


@pytest.fixture
def connection1(connections: tuple[Connection, Connection]) -> Connection:
    return connections[0]


@pytest.fixture
def connection2(connections: tuple[Connection, Connection]) -> Connection:
    return connections[1]


@pytest.mark.asyncio
async def test_a27_node_communication(connection1, connection2):
    import asyncio

    await when_connected(connection1)
    await when_connected(connection2)

    ev = asyncio.Event()
    first = Node()

    class Second(Node):
        on_foo = Signal()

        async def call_third(self):
            await self.remote("@third").rpc("hello")

    class Third(Node):
        def __init__(self):
            self.handler_args = None
            self.something = None

        @handler("@first.second")
        def do_on_second_foo(self, *args):
            self.handler_args = args
            ev.set()

        @call
        async def rpc(self, something):
            self.something = something

    base = Path("test")
    second = Second()
    third = Third()

    await first.node_bind(base + "first", connection1.new_context())
    await third.node_bind(base + "third", connection2.new_context())
    await first.node_add("second", second)

    await second.call_third()
    await second.on_foo.notify("hello handler")
    await ev.wait()

    assert third.something == "hello" and third.handler_args == ("hello handler",)
    await first.node_unbind()
    await third.node_unbind()
