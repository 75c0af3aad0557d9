"""The embedded router behind its real door, on a loopback port of this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from tests.wire.conformance.stage import REALM, Identities, Rules
from ytefas.wire.limits import Limits
from ytefas.wire.router.local import LocalPeer
from ytefas.wire.router.router import Router
from ytefas.wire.socket import wamp_handler

# The script is quicker than any user: rates are tested elsewhere.
UNHURRIED = Limits(calls=100_000, messages=100_000, sockets_per_user=100)


@dataclass(frozen=True, slots=True)
class Embedded:
    """Where it listens, and the node's own place in it."""

    url: str
    router: Router
    node: LocalPeer


@asynccontextmanager
async def embedded(*, disclose: bool = True) -> AsyncIterator[Embedded]:
    router = Router(
        REALM,
        authenticator=Identities(),
        authorizer=Rules(),
        limits=UNHURRIED,
        disclose=disclose,
    )
    node = LocalPeer(router)
    app = web.Application()
    app.router.add_get("/ws", wamp_handler(router))
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield Embedded(f"ws://127.0.0.1:{port}/ws", router, node)
    finally:
        await node.close()
        await runner.cleanup()
