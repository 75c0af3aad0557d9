"""The node that other people's clients are played against: what it answers, and what it heard."""

import asyncio
from typing import Any

from ytefas.errors import Conflict
from ytefas.wire.router.local import Event, Incoming, LocalPeer, Result


class Host:
    """Procedures under `open.node.`, offered by the node's own peer."""

    def __init__(self, node: LocalPeer) -> None:
        self._node = node
        self._waiting = asyncio.Event()
        self.cancelled = asyncio.Event()
        self._heard: asyncio.Queue[Event] = asyncio.Queue()
        for name in (
            "echo",
            "fail",
            "count",
            "wait",
            "waiting",
            "ask",
            "ask_briefly",
            "publish",
            "heard",
        ):
            node.register(f"open.node.{name}", "exact", getattr(self, name))
        node.register("closed.node.echo", "exact", self.echo)
        node.subscribe("open.heard", "exact", self._heard.put_nowait)

    async def echo(self, incoming: Incoming) -> Result:
        return Result(incoming.args, incoming.kwargs)

    async def fail(self, _incoming: Incoming) -> None:
        raise Conflict(field="name", theirs="a")

    async def count(self, incoming: Incoming) -> str:
        assert incoming.progress is not None
        for number in range(incoming.args[0]):
            incoming.progress(number)
        return "counted"

    async def wait(self, _incoming: Incoming) -> None:
        self._waiting.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled.set()

    async def waiting(self, _incoming: Incoming) -> None:
        await self._waiting.wait()

    async def ask(self, incoming: Incoming) -> Any:
        uri, *args = incoming.args
        return await self._node.call(uri, args, timeout=5)

    async def ask_briefly(self, incoming: Incoming) -> Any:
        """Lose patience: a client that announced it can be is interrupted, others are not."""
        return await self._node.call(incoming.args[0], timeout=0.05)

    async def publish(self, incoming: Incoming) -> None:
        uri, *args = incoming.args
        self._node.publish(uri, args)

    async def heard(self, _incoming: Incoming) -> Result:
        event = await self._heard.get()
        return Result(event.args, event.kwargs)
