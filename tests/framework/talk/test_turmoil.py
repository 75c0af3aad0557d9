"""Trees under turmoil: whatever happens at once, nothing hangs and nothing is left behind."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from hypothesis import given, settings, strategies as st

from ytefas.errors import YtefasError
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.tree.node import Node, NodeError, Phase
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal, handler, subscribe
from ytefas.framework.tree.tasks import spawn

EXPECTED = (NodeError, YtefasError, ExceptionGroup, ValueError, asyncio.CancelledError)


class Busy(Node):
    """A node that takes its time, and sometimes fails, wherever it can."""

    sig = Signal()

    def __init__(self, pauses: int, failing: str) -> None:
        self.pauses = pauses
        self.failing = failing
        self.bound = 0

    async def _pause(self, where: str) -> None:
        for _ in range(self.pauses):
            await asyncio.sleep(0)
        if self.failing == where:
            raise ValueError(where)

    @handler("on_node_bind")
    async def when_bound(self) -> None:
        self.bound += 1
        spawn(self._pause("task"), owner=self, logged=False).add_done_callback(_retrieve)
        await self._pause("bind")

    @handler("on_node_add")
    async def when_added(self) -> None:
        await self._pause("add")

    @handler("on_node_unbind")
    async def when_unbound(self) -> None:
        self.bound -= 1
        await self._pause("unbind")

    @subscribe("@root.sig")
    async def hear(self) -> None:
        await self._pause("hear")

    @call
    async def work(self) -> None:
        await self._pause("work")

    @call
    async def leave(self) -> None:
        await self.node_unbind()


def _retrieve(task: "asyncio.Task[None]") -> None:
    if not task.cancelled():
        task.exception()


steps = st.tuples(
    st.sampled_from(["add", "remove", "unbind", "leave", "work", "notify", "cancel"]),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 3),
)
nodes = st.tuples(
    st.integers(0, 4), st.sampled_from(["", "", "bind", "add", "unbind", "hear", "work", "task"])
)


def _begin(everyone: list[Busy], what: str, one: Busy, other: Busy) -> Coroutine[Any, Any, Any]:
    if what == "add":
        return one.node_add(f"n{everyone.index(other)}", other)
    if what == "remove":
        return one.node_remove(f"n{everyone.index(other)}")
    if what == "notify":
        return everyone[0].sig.notify()
    if what in ("work", "leave") and one.node_path is not None:
        remote = everyone[0].remote if everyone[0].node_registered else one.remote
        return _ask(remote(one.node_path), what)
    return one.node_unbind()


async def _ask(remote: Any, what: str) -> Any:
    return await getattr(remote, what)()


async def _turmoil(made: list[tuple[int, str]], plan: list[tuple[str, int, int, int]]) -> None:
    bus, connection = LoopbackBus(), Connection()
    await bus.join(connection)
    everyone = [Busy(*one) for one in made]
    root = everyone[0]
    root.failing = ""
    await root.node_bind(Path("test") + "root", connection.new_context())
    running: list[asyncio.Task[Any]] = []
    for what, one, other, ticks in plan:
        if what == "cancel" and running:
            running[one % len(running)].cancel()
        else:
            pair = everyone[one % len(everyone)], everyone[other % len(everyone)]
            running.append(spawn(_begin(everyone, what, *pair), logged=False))
        for _ in range(ticks):
            await asyncio.sleep(0)
    for result in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(result, BaseException) and not isinstance(result, EXPECTED):
            raise result
    if root.node_phase is not Phase.UNBOUND:  # who cancels an unbinding does not end it
        await asyncio.gather(root.node_unbind(), return_exceptions=True)
    await connection.close()
    for node in everyone:
        assert node.node_phase is Phase.UNBOUND
        assert node.bound == 0
        assert dict(node.node_children) == {}
        assert connection.dispatcher.node_at("test.root") is None
    assert list(connection.dispatcher._topics) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(nodes, min_size=2, max_size=6), st.lists(steps, max_size=20))
def test_n2_n3_whatever_happens_at_once_nothing_hangs_or_stays(
    made: list[tuple[int, str]], plan: list[tuple[str, int, int, int]]
) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(_turmoil(made, plan), 30)

    asyncio.run(bounded())
