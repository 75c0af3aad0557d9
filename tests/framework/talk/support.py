"""Connections joined in one process, trusted or strangers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Dispatcher
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path

BASE = Path("test")


@asynccontextmanager
async def joined(
    *callers: object, dispatcher: Dispatcher | None = None
) -> AsyncIterator[list[Connection]]:
    """Join one connection per caller (None is trusted); the first may have its own dispatcher."""
    bus = LoopbackBus()
    connections: list[Connection] = []
    for caller in callers:
        connection = Connection(dispatcher if not connections else None)
        await bus.join(connection, caller=caller)
        connections.append(connection)
    yield connections
    for connection in connections:
        await connection.close()


async def bound(node: Node, name: str, connection: Connection) -> None:
    await node.node_bind(BASE + name, connection.new_context())


async def ticks(count: int = 8) -> None:
    for _ in range(count):
        await asyncio.sleep(0)
