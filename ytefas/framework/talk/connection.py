"""What a tree of nodes is bound to: a dispatcher, and sooner or later a gateway."""

import asyncio
from typing import Any

from ytefas.framework.talk.dispatch import Dispatcher
from ytefas.framework.talk.invocation import Gateway
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.path import resolve_name


class Connection:
    """`connection.new_context()` is the context to bind a root with."""

    def __init__(self, dispatcher: Dispatcher | None = None) -> None:
        self.dispatcher = dispatcher or Dispatcher()
        self._connected = asyncio.Event()

    @property
    def gateway(self) -> Gateway | None:
        return self.dispatcher.wire.gateway

    def new_context(self, **members: Any) -> NodeContext:
        """Make a context whose nodes talk through this connection and resolve `#name`."""
        members.setdefault("path_resolvers", (resolve_name,))
        return NodeContext(dispatcher=self.dispatcher, connection=self, **members)

    async def attach(self, gateway: Gateway) -> None:
        """Join others; what is bound already becomes reachable now. Also after a loss."""
        await self.dispatcher.attach_gateway(gateway)
        self._connected.set()

    def lost(self) -> None:
        """Go on alone: the gateway went away by itself."""
        self._connected.clear()
        self.dispatcher.wire.lost()

    async def close(self) -> None:
        """Leave the gateway in good order; what is bound here goes on answering here."""
        self._connected.clear()
        await self.dispatcher.wire.detach()

    async def connected(self) -> None:
        await self._connected.wait()


async def when_connected(connection: Connection) -> None:
    """Wait until a connection has a gateway."""
    await connection.connected()
