"""The life of a node: bind is all or nothing, unbind always finishes."""

import asyncio
from typing import Any

import pytest

from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.node import Node, NodeError, Phase
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal, handler
from ytefas.framework.tree.tasks import spawn


class Recorder(Node):
    """Writes down what happens to it."""

    def __init__(self, log: list[str] | None = None) -> None:
        self.log: list[str] = [] if log is None else log

    @handler("on_node_bind")
    def note_bind(self) -> None:
        self.log.append(f"bind {self.node_path}")

    @handler("on_node_add")
    async def note_add(self, path: Path, node: Node) -> None:
        await asyncio.sleep(0)
        self.log.append(f"add {path} {hasattr(self, node.node_name or '')}")

    @handler("on_node_unbind")
    async def note_unbind(self) -> None:
        await asyncio.sleep(0)
        self.log.append(f"unbind {self.node_path}")


def child(node: Node, *names: str) -> Node:
    for name in names:
        node = node.node_children[name]
    return node


async def test_a7_a_node_is_nowhere_before_bind_and_after_unbind() -> None:
    node, context = Node(), NodeContext(a=1)
    nowhere = (None, None, None, None, Phase.UNBOUND)

    def place() -> tuple[object, ...]:
        return (
            node.node_path,
            node.node_context,
            node.node_parent,
            node.node_name,
            node.node_phase,
        )

    assert place() == nowhere
    assert [node.node_root] == [node]
    await node.node_bind("raccoon.test", context)
    assert place()[::3] == ("raccoon.test", "test")
    own = dict(node.node_context or {})
    assert own == {"a": 1}
    await node.node_unbind()
    assert place() == nowhere


async def test_a8_a_child_lives_below_and_inherits() -> None:
    parent, node = Recorder(), Recorder()
    await parent.node_bind("raccoon.test", NodeContext(a=1))
    assert await parent.node_add("foo", node) is node
    assert node.node_path == "raccoon.test.foo"
    assert node.node_root is parent is node.node_parent
    assert child(parent, "foo") is getattr(parent, "foo") is node  # noqa: B009 - it is dynamic
    assert node.node_context is not None
    assert parent.node_context is not None
    node.node_context.a = 2
    assert (node.node_context.a, parent.node_context.a) == (2, 1)
    await parent.node_remove("foo")
    assert [node.node_path] == [None]
    assert not hasattr(parent, "foo")
    assert parent.log == ["bind raccoon.test", "add raccoon.test.foo False"]
    await parent.node_unbind()


async def test_a9_unbinding_the_root_unbinds_each_descendant_once() -> None:
    log: list[str] = []
    root = Recorder(log)
    nodes = [Recorder(log) for _ in range(9)]
    await root.node_bind("r")
    for index, node in enumerate(nodes):
        parent = root if index < 3 else nodes[index - 3]
        await parent.node_add(f"n{index}", node)
    log.clear()
    await root.node_unbind()
    assert len(log) == len(set(log)) == 10
    assert all(node.node_phase is Phase.UNBOUND for node in nodes)
    assert dict(root.node_children) == {}
    assert not hasattr(root, "n0")


async def test_a10_unbind_handlers_run_from_the_root_down_each_seeing_its_path() -> None:
    log: list[str] = []

    class Late(Recorder):
        @handler("on_node_unbind")
        def note_first(self) -> None:
            self.log.append(f"subclass {self.node_path}")

    r, c, g = Late(log), Recorder(log), Recorder(log)
    await r.node_bind("r")
    await r.node_add("c", c)
    await c.node_add("g", g)
    g.on_node_unbind.connect(lambda: log.append(f"{c.node_phase.value} {r.node_phase.value}"))
    log.clear()
    await r.node_unbind()
    assert log == ["subclass r", "unbind r", "unbind r.c", "unbind r.c.g", "unbinding unbinding"]


async def test_a11_two_unbinds_at_once_are_one_and_both_wait_for_it() -> None:
    node = Recorder()
    await node.node_bind("r")
    node.log.clear()

    async def unbind() -> Phase:
        await node.node_unbind()
        return node.node_phase

    assert tuple(await asyncio.gather(unbind(), unbind())) == (Phase.UNBOUND, Phase.UNBOUND)
    assert node.log == ["unbind r"]
    with pytest.raises(NodeError):
        await node.node_unbind()


async def test_a12_nodes_are_not_lost_by_assignment() -> None:
    parent, node = Node(), Node()
    with pytest.raises(NodeError):
        await parent.node_add("foo", node)
    await parent.node_bind("r")
    open_parent: Any = parent
    with pytest.raises(NodeError):
        open_parent.foo = node
    await parent.node_add("foo", node)
    open_parent.link = node
    open_parent.number = 5
    for name in ("foo", "link"):
        with pytest.raises(NodeError):
            delattr(parent, name)
    with pytest.raises(NodeError):
        open_parent.foo = 3
    for name in ("missing", "number"):
        with pytest.raises(NodeError):
            await parent.node_remove(name)
    await parent.node_remove("link")
    assert open_parent.link is node, "a link is left alone"
    assert node.node_path == "r.foo"
    del open_parent.number
    with pytest.raises(AttributeError):
        del open_parent.number
    await parent.node_unbind()


async def test_a13_the_same_node_can_live_twice() -> None:
    node = Recorder()
    for _ in range(2):
        await node.node_bind("r")
        await node.node_add("c", Node())
        await node.node_unbind()
    assert [entry.split()[0] for entry in node.log] == ["bind", "add", "unbind"] * 2


async def test_a14_a_second_bind_and_a_taken_name_are_refused() -> None:
    parent, node, other = Recorder(), Node(), Node()
    await parent.node_bind("r")
    with pytest.raises(NodeError):
        await parent.node_bind("s")
    await parent.node_add("foo", node)
    for name in ("foo", "log", "node_add", "on_node_bind", "state"):
        with pytest.raises(NodeError):
            await parent.node_add(name, other)
    with pytest.raises(NodeError):
        await parent.node_add("bar", node)
    assert child(parent, "foo") is node
    assert other.node_phase is Phase.UNBOUND
    await parent.node_unbind()


async def test_n1_a_failed_bind_leaves_nothing() -> None:
    class Failing(Recorder):
        @handler("on_node_bind", begin=True)
        async def fill(self) -> None:
            await self.node_add("inner", Recorder(self.log))
            self.task = spawn(asyncio.sleep(60), owner=self)

        @handler("on_node_bind", end=True)
        def fail(self) -> None:
            raise ValueError("no")

    parent, node = Recorder(), Failing()
    await parent.node_bind("r")
    with pytest.raises(ExceptionGroup):
        await parent.node_add("foo", node)
    assert node.node_phase is Phase.UNBOUND
    assert node.task.cancelled()
    assert dict(parent.node_children) == {}
    assert node.log[-2:] == ["unbind r.foo", "unbind r.foo.inner"]
    await parent.node_add("foo", Node())
    await parent.node_unbind()


async def test_n1_a_failing_add_handler_takes_the_child_out_again() -> None:
    class Refusing(Node):
        @handler("on_node_add")
        def refuse(self) -> None:
            raise ValueError("no")

    parent, node = Refusing(), Recorder()
    await parent.node_bind("r")
    with pytest.raises(ExceptionGroup):
        await parent.node_add("foo", node)
    assert node.node_phase is Phase.UNBOUND
    assert dict(parent.node_children) == {}
    await parent.node_unbind()


async def test_n2_teardown_finishes_and_tells_all_failures() -> None:
    class Failing(Recorder):
        @handler("on_node_unbind")
        def fail(self) -> None:
            raise ValueError(str(self.node_path))

    log: list[str] = []
    r, c, g = Failing(log), Failing(log), Recorder(log)
    await r.node_bind("r")
    await r.node_add("c", c)
    await c.node_add("g", g)
    with pytest.raises(ExceptionGroup) as caught:
        await r.node_unbind()

    def leaves(error: BaseException) -> list[str]:
        if isinstance(error, BaseExceptionGroup):
            return [leaf for inner in error.exceptions for leaf in leaves(inner)]
        return [str(error)]

    assert leaves(caught.value) == ["r", "r.c"]
    assert {node.node_phase for node in (r, c, g)} == {Phase.UNBOUND}
    assert log[-1] == "unbind r.c.g"


async def test_n2_children_leave_the_last_added_first() -> None:
    log: list[str] = []
    parent = Recorder(log)
    await parent.node_bind("r")
    for name in ("a", "b", "c"):
        await parent.node_add(name, Recorder(log))
    log.clear()
    await parent.node_unbind()
    assert log == ["unbind r", "unbind r.c", "unbind r.b", "unbind r.a"]


async def test_n2_teardown_finishes_although_its_caller_is_cancelled() -> None:
    entered, leave = asyncio.Event(), asyncio.Event()

    class Slow(Node):
        @handler("on_node_unbind")
        async def wait(self) -> None:
            entered.set()
            await leave.wait()

    node = Slow()
    await node.node_bind("r")
    caller = spawn(node.node_unbind())
    await entered.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    phases = [node.node_phase]
    leave.set()
    await node.node_unbind()
    phases.append(node.node_phase)
    assert phases == [Phase.UNBINDING, Phase.UNBOUND]


async def test_n3_unbinding_from_ones_own_handler_or_task_does_not_hang() -> None:
    class Closing(Node):
        @handler("on_node_unbind")
        async def again(self) -> None:
            await self.node_unbind()

        async def close(self) -> str:
            await self.node_unbind()
            return "closed"

    node = Closing()
    await node.node_bind("r")
    task = spawn(node.close(), owner=node)
    assert await asyncio.wait_for(task, 30) == "closed"


async def test_n3_unbinding_while_binding_waits_and_wins() -> None:
    entered, leave = asyncio.Event(), asyncio.Event()

    class Slow(Node):
        @handler("on_node_bind")
        async def wait(self) -> None:
            entered.set()
            await leave.wait()

    parent, node = Node(), Slow()
    await parent.node_bind("r")
    adding = spawn(parent.node_add("slow", node), logged=False)
    await entered.wait()
    unbinding = spawn(parent.node_unbind())
    await asyncio.sleep(0)
    leave.set()
    with pytest.raises(NodeError):
        await adding
    await unbinding
    assert {node.node_phase, parent.node_phase} == {Phase.UNBOUND}


async def test_n4_work_of_a_node_is_cancelled_at_unbind() -> None:
    ended: list[str] = []

    async def work(name: str) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(name)

    node = Node()
    await node.node_bind("r")
    tasks = [spawn(work(name), owner=node, name=name) for name in ("a", "b")]
    await spawn(asyncio.sleep(0), owner=node)
    never_started = spawn(work("c"), owner=node)
    never_started.cancel()
    await node.node_unbind()
    assert ended == ["b", "a"]
    assert all(task.cancelled() for task in (*tasks, never_started))


async def test_n4_unexpected_failures_of_work_are_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> None:
        raise ValueError("seen by nobody")

    task = spawn(fail(), name="doomed")
    await asyncio.wait([task])
    assert "doomed" in caplog.text
    assert "seen by nobody" in caplog.text


async def test_n5_a_subclass_need_not_call_super_and_a_node_is_truthy() -> None:
    class Own(Node):
        def __init__(self, number: int) -> None:
            self.number = number

    node = Own(3)
    node.state["x"] = 1
    await node.node_bind("r")
    assert node.state["x"] == 1
    assert bool(node)
    assert node == node  # noqa: PLR0124 - identity is the point
    assert node != Own(3)
    assert repr(node) == "<Own at r>"
    await node.node_unbind()
    assert repr(node) == "<Own at no address>"


async def test_n6_lifecycle_handlers_take_what_they_want() -> None:
    class Taking(Node):
        on_foo = Signal()

        @handler("on_node_bind")
        def all_of_it(self, node: Node, path: Path, parent: Node | None) -> None:
            seen.append((node, path, parent))

    seen: list[object] = []
    node = Taking()
    await node.node_bind(Path("r"))
    assert seen == [(node, "r", None)]
    with pytest.raises(NodeError):
        node.remote("@x")
    await node.node_register()
    assert not node.node_registered
    await node.node_unbind()
    with pytest.raises(NodeError):
        await node.node_register()
    with pytest.raises(NodeError):
        node.node_resolve("@x")


async def test_n7_a_child_that_leaves_by_itself_disappears_from_its_parent() -> None:
    parent, node = Node(), Node()
    await parent.node_bind("r")
    await parent.node_add("foo", node)
    await node.node_unbind()
    assert not hasattr(parent, "foo")
    await parent.node_add("foo", node)
    assert list(parent.node_children) == ["foo"]
    await parent.node_unbind()


async def test_n1_failures_of_undoing_are_noted_on_the_first() -> None:
    class Doubly(Node):
        @handler("on_node_bind")
        def fail(self) -> None:
            raise ValueError("bind")

        @handler("on_node_unbind")
        def fail_too(self) -> None:
            raise LookupError("unbind")

    node = Doubly()
    with pytest.raises(ExceptionGroup) as caught:
        await node.node_bind("r")
    assert [str(error) for error in caught.value.exceptions] == ["bind"]
    assert "unbind" in caught.value.__notes__[0]
    assert node.node_phase is Phase.UNBOUND


async def test_n7_nothing_is_added_to_a_node_that_leaves_or_left_meanwhile() -> None:
    class Slow(Node):
        @handler("on_node_add")
        async def leave(self) -> None:
            leaving.append(spawn(self.node_unbind()))
            for _ in range(10):
                await asyncio.sleep(0)

        @handler("on_node_unbind")
        async def too_late(self) -> None:
            with pytest.raises(NodeError):
                await self.node_add("late", Node())

    leaving: list[asyncio.Task[None]] = []
    parent, node = Slow(), Node()
    await parent.node_bind("r")
    with pytest.raises(NodeError, match="while it was being added"):
        await parent.node_add("foo", node)
    await asyncio.gather(*leaving)
    assert {node.node_phase, parent.node_phase} == {Phase.UNBOUND}
