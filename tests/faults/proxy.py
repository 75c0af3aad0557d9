"""A TCP proxy that misbehaves on demand: delay, stall, cut, blackhole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from ytefas.framework.tree.tasks import spawn

CHUNK = 16 * 1024


class Proxy:
    """Stands between clients and a server; every connection shares its moods."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._writers: set[asyncio.StreamWriter] = set()
        self._open = asyncio.Event()
        self._open.set()
        self.delay = 0.0  # seconds, each way
        self.swallow = False  # a blackhole: taken and never delivered, no FIN, no RST
        self.connections = 0
        self.url = ""

    def stall(self) -> None:
        """Deliver nothing for now; what comes is held back by the kernel."""
        self._open.clear()

    def flow(self) -> None:
        """Deliver again."""
        self._open.set()

    def cut(self) -> None:
        """Break every connection, as a cable does."""
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Join a client with the server until one of them ends."""
        self.connections += 1
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self._writers |= both
        there = spawn(self._carry(reader, far_writer), name="proxy there")
        back = spawn(self._carry(far_reader, writer), name="proxy back")
        await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        self._writers -= both
        for one in both:
            one.transport.abort()
        await asyncio.wait({there, back})

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                await self._open.wait()
                if not self.swallow:
                    writer.write(data)
                    await writer.drain()


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[Proxy]:
    """Put a proxy in front of a node."""
    place = urlsplit(url)
    proxy = Proxy(place.hostname or "", place.port or 0)
    server = await asyncio.start_server(proxy.meet, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        proxy.flow()
        proxy.cut()
        server.close()
        await server.wait_closed()
