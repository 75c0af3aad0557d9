"""The three-node interaction between this language and the client's, at the embedded router."""

import asyncio
import json

from typing_extensions import override

from tests.wire.conformance.embedded import Embedded, embedded
from tests.wire.conformance.stage import USERS, ticket_of
from tests.wire.conformance.test_clients import JS, NODE, PATIENCE
from tests.wire.conformance.three_nodes import Second, Third
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import anyone, call
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path
from ytefas.wire.gateway import RouterGateway


class OpenThird(Third):
    """A third node that strangers may call, too."""

    @override
    @call(access=anyone)
    async def rpc(self, something: str) -> None:
        self.something = something


class Play(Node):
    """Binds the half that the other side does not play."""

    def __init__(self, trees: tuple[Node, OpenThird]) -> None:
        self.trees = trees
        self.path = Path("open.test")

    @call(access=anyone)
    async def first_and_second(self) -> None:
        first, second = self.trees[0], Second()
        await first.node_bind(self.path + "first", self.node_context)
        await first.node_add("second", second)
        await second.call_third()
        await second.on_foo.notify("hello handler")

    @call(access=anyone)
    async def third_alone(self) -> None:
        first, third = self.trees
        await first.node_unbind()
        await third.node_bind(self.path + "third", self.node_context)

    @call(access=anyone)
    async def end(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.trees[1].hearing.wait()


async def _played(router: Embedded) -> list[dict[str, object]]:
    process = await asyncio.create_subprocess_exec(
        NODE, JS / "three-nodes.mjs", router.url, "json", USERS["anna"].id, ticket_of("anna"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return [json.loads(line) for line in out.decode().splitlines()]


async def test_a28_three_nodes_between_two_languages() -> None:
    async with embedded() as router:
        third = OpenThird()
        connection, play = Connection(), Play((Node(), third))
        await connection.attach(RouterGateway(router.node))
        await play.node_bind(Path("open.play"), connection.new_context())
        assert await _played(router) == [
            {"step": "called", "something": "hello"},
            {"step": "heard", "args": ["hello handler"]},
        ]
        assert third.something == "hello"
        assert third.heard == [("hello handler",)]
        await third.node_unbind()
        await play.node_unbind()
        assert not len(router.router.dealer)
        assert not len(router.router.broker)
        await connection.close()
