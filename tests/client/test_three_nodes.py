"""A28: the three-node interaction in the client's language, through the embedded router."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from tests.client.node_js import run
from tests.wire.conformance.embedded import UNHURRIED
from tests.wire.conformance.stage import REALM, USERS, Identities, ticket_of
from ytefas.wire.router.router import Router
from ytefas.wire.socket import wamp_handler


class Everything:
    """Whoever is in may do anything: the nodes of this test have no session."""

    def allows(self, peer: object, action: str, uri: str, match: str) -> bool:
        return True


@pytest_asyncio.fixture
async def url() -> AsyncIterator[str]:
    router = Router(REALM, authenticator=Identities(), authorizer=Everything(), limits=UNHURRIED)
    app = web.Application()
    app.router.add_get("/ws", wamp_handler(router))
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"ws://127.0.0.1:{runner.addresses[0][1]}/ws"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("connections", [1, 2])
async def test_a28_three_nodes_of_the_client(url: str, connections: int) -> None:
    tickets = [ticket_of("anna")] * connections
    assert await run("three-nodes", url, USERS["anna"].id, *tickets) == "three nodes\n"
