"""The three-node interaction, on whatever joins the two connections."""

import asyncio

from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import call
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal, handler

PATIENCE = 10.0


class Second(Node):
    on_foo = Signal[[str]]()

    async def call_third(self) -> None:
        await self.remote("@third").rpc("hello")


class Third(Node):
    def __init__(self) -> None:
        self.heard: list[tuple[str, ...]] = []
        self.hearing = asyncio.Event()
        self.something: str | None = None

    @handler("@first.second")
    def do_on_second_foo(self, *args: str) -> None:
        self.heard.append(args)
        self.hearing.set()

    @call
    async def rpc(self, something: str) -> None:
        self.something = something


async def play_three_nodes(connection1: Connection, connection2: Connection, base: str) -> None:
    """Play A27: a call and a signal cross from the first connection to the second."""
    first, second, third = Node(), Second(), Third()
    path = Path(base)
    await first.node_bind(path + "first", connection1.new_context())
    await third.node_bind(path + "third", connection2.new_context())
    await first.node_add("second", second)

    await second.call_third()
    await second.on_foo.notify("hello handler")
    async with asyncio.timeout(PATIENCE):
        await third.hearing.wait()

    assert third.something == "hello"
    assert third.heard == [("hello handler",)]
    await first.node_unbind()
    await third.node_unbind()
