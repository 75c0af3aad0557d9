"""An object that lives at an address, from bind to unbind, with its children below it.

A Node costs almost nothing until it is used: every attribute of this class starts as a class-level
None and is made when needed, so a subclass never has to call `super().__init__()`. The four
coroutines `node_bind`, `node_add`, `node_remove`, `node_unbind` are the whole life cycle; binding
is all or nothing, unbinding always finishes.
"""
# ruff: noqa: SLF001 - a node works on its parent and children, which are of its own class

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar

from typing_extensions import override

from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.path import Path, PathLike
from ytefas.framework.tree.remote import Remote
from ytefas.framework.tree.signal import Closable, Signal, Subscription, plan_of, settle
from ytefas.framework.tree.state import ReactiveDict
from ytefas.framework.tree.tasks import is_within, spawn, within

N = TypeVar("N", bound="Node")

GRACE: Final = 5.0  # seconds given to cancelled work before teardown goes on without it


class NodeError(RuntimeError):
    """A node was used against its life cycle."""


class Phase(Enum):
    """Where a node is in its life."""

    UNBOUND = "unbound"
    BINDING = "binding"
    BOUND = "bound"
    UNBINDING = "unbinding"


class Exchange(Protocol):
    """What the context's `dispatcher` does for the nodes of this tree."""

    async def attach(self, node: "Node") -> None: ...
    async def detach(self, node: "Node") -> None: ...
    async def publish_signal(
        self, node: "Node", signal: Signal[...], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None: ...
    def remote(self, node: "Node", path: Path) -> Remote: ...


class Node:
    """The unit of everything: subclass, declare signals, handlers and calls, bind."""

    on_node_bind: ClassVar = Signal(local=True)
    on_node_add: ClassVar = Signal(local=True)
    on_node_unbind: ClassVar = Signal(local=True, topdown=True)
    on_node_register: ClassVar = Signal(local=True)
    on_node_registration_success: ClassVar = Signal(local=True)
    on_node_registration_failure: ClassVar = Signal(local=True)
    on_node_unregister: ClassVar = Signal(local=True)

    _node_phase: Phase = Phase.UNBOUND
    _node_path: Path | None = None
    _node_context: NodeContext | None = None
    _node_parent: "Node | None" = None
    _node_children: "dict[str, Node] | None" = None
    _node_adding: frozenset[str] = frozenset()  # the children that are not bound yet
    _node_exchange: Exchange | None = None
    _node_state: ReactiveDict | None = None
    _node_kept: dict[int, Closable] | None = None
    _node_doomed: bool = False
    _node_ended: "asyncio.Future[None] | None" = None
    _signal_subscribers: dict[str, list[Subscription]] | None = None

    @override
    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        plan_of(cls)  # a wrong handler is an error of the class, not of its first instance

    # -- where it is

    @property
    def node_phase(self) -> Phase:
        return self._node_phase

    @property
    def node_path(self) -> Path | None:
        return self._node_path

    @property
    def node_context(self) -> NodeContext | None:
        return self._node_context

    @property
    def node_parent(self) -> "Node | None":
        return self._node_parent

    @property
    def node_root(self) -> "Node":
        node = self
        while node._node_parent is not None:
            node = node._node_parent
        return node

    @property
    def node_name(self) -> str | None:
        return None if self._node_path is None else self._node_path.name

    @property
    def node_children(self) -> "Mapping[str, Node]":
        """The children, in the order they were added."""
        return MappingProxyType(self._node_children or {})

    @property
    def node_registered(self) -> bool:
        return self._node_exchange is not None

    @property
    def state(self) -> ReactiveDict:
        """What the node tells about itself; tracked by whoever reads it in a computation."""
        if self._node_state is None:
            self._node_state = ReactiveDict()
        return self._node_state

    def node_resolve(self, target: str) -> Path:
        """Find the address `target` means here; `.` is the node's own."""
        path = self._bound_path()
        return path.absolute if target == "." else path.resolve(target, self._node_context)

    def remote(self, target: PathLike) -> Remote:
        """Reach whatever lives at an address, here or elsewhere."""
        exchange = self._node_exchange or self._find_exchange()
        if exchange is None:
            raise NodeError(f"{self!r} has no connection to reach {target} by")
        if isinstance(target, Path):
            return exchange.remote(self, target.absolute)
        name = target if isinstance(target, str) else ".".join(target)
        return exchange.remote(self, self.node_resolve(name))

    def _bound_path(self) -> Path:
        if self._node_path is None:
            raise NodeError(f"{self!r} is not bound")
        return self._node_path

    # -- life: bind

    async def node_bind(
        self,
        path: PathLike,
        context: NodeContext | None = None,
        parent: "Node | None" = None,
    ) -> None:
        """Live at `path`; when this returns every bind handler has run, when it raises none did."""
        if self._node_phase is not Phase.UNBOUND:
            raise NodeError(f"{self!r} is {self._node_phase.value}, it cannot be bound")
        where = path if isinstance(path, Path) else Path(path)
        self._node_path = where
        self._node_context = NodeContext() if context is None else context.new()
        self._node_parent = parent
        self._node_phase = Phase.BINDING
        registered = False
        try:
            with within(self):
                await self._register_here()
                registered = True
                await self._tell(Node.on_node_bind, node=self, path=where, parent=parent)
            self._still_wanted(where)
        except BaseException as error:
            await self._roll_back(error, told=registered)
            raise
        self._node_phase = Phase.BOUND

    def _still_wanted(self, where: Path) -> None:
        if self._node_doomed:
            raise NodeError(f"{where} was unbound while it was binding")

    async def _roll_back(self, error: BaseException, *, told: bool) -> None:
        try:
            await asyncio.shield(spawn(self._teardown(tell=told), logged=False))
        except Exception as further:  # noqa: BLE001 - the first failure is the one to raise
            error.add_note(f"and undoing the bind failed too: {further!r}")

    async def node_register(self) -> None:
        """Join the context's dispatcher, children included, if there is one now."""
        if self._node_phase not in (Phase.BINDING, Phase.BOUND):
            raise NodeError(f"{self!r} is {self._node_phase.value}, it cannot be registered")
        await self._register_here()
        for child in tuple((self._node_children or {}).values()):
            await child.node_register()

    async def _register_here(self) -> None:
        exchange = self._find_exchange()
        if exchange is None or self._node_exchange is not None:
            return
        self._node_exchange = exchange
        try:
            await exchange.attach(self)
        except BaseException as error:
            self._node_exchange = None
            told, further = {"node": self, "error": error}, list[Exception]()
            await settle(self._tell, (Node.on_node_registration_failure,), told, further)
            for failure in further:
                error.add_note(f"and telling it failed too: {failure!r}")
            raise
        await self._tell(Node.on_node_register, node=self)
        await self._tell(Node.on_node_registration_success, node=self)

    def _find_exchange(self) -> Exchange | None:
        found: Exchange | None
        found = None if self._node_context is None else self._node_context.get("dispatcher")
        return found

    # -- life: children

    async def node_add(self, name: str, node: N) -> N:
        """Bind `node` one level below, under a free name."""
        path = self._bound_path().child(name)
        if self._node_phase not in (Phase.BINDING, Phase.BOUND):
            raise NodeError(f"{self!r} is {self._node_phase.value}, nothing can be added")
        if node._node_phase is not Phase.UNBOUND:
            raise NodeError(f"{node!r} is bound already")
        if name in (self._node_children or ()) or _has_attribute(self, name):
            raise NodeError(f"{self!r} has something called {name!r} already")
        if self._node_children is None:
            self._node_children = {}
        self._node_children[name] = node
        self._node_adding |= {name}
        try:
            await node.node_bind(path, self._node_context, self)
            await self._tell_added(path, node)
        finally:
            self._node_adding -= {name}
            if node.node_phase is not Phase.BOUND:
                self._forget_child(name, node)
        return node

    async def _tell_added(self, path: Path, node: "Node") -> None:
        try:
            await self._tell(Node.on_node_add, path=path, node=node)
        except BaseException:
            if node._node_phase is not Phase.UNBOUND:
                await node.node_unbind()
            raise
        if node._node_parent is not self:
            raise NodeError(f"{path} was unbound while it was being added")

    async def node_remove(self, name: str) -> None:
        """Unbind the child of that name; a mere link to a node is left as it is."""
        child = (self._node_children or {}).get(name)
        if child is None:
            if not isinstance(getattr(self, name, None), Node):
                raise NodeError(f"{self!r} has no node called {name!r}")
            return
        await child.node_unbind()

    def _forget_child(self, name: str, child: "Node") -> None:
        children = self._node_children
        if children is not None and children.get(name) is child:
            del children[name]
            if not children:
                self._node_children = None

    # -- life: unbind

    async def node_unbind(self) -> None:
        """Leave: own handlers, own work, children, registrations; failures are raised at the end.

        Called twice at once it runs once; asked from inside its own teardown it returns.
        """
        if self._node_phase is Phase.UNBOUND:
            raise NodeError(f"{self!r} is not bound")
        if self._node_phase is Phase.BOUND:
            self._node_phase = Phase.UNBINDING
            await asyncio.shield(spawn(self._teardown(), logged=False))
            return
        if self._node_phase is Phase.BINDING:
            self._node_doomed = True
        if not is_within(self):
            if self._node_ended is None:
                self._node_ended = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._node_ended)

    async def _teardown(self, *, tell: bool = True) -> None:
        errors: list[Exception] = []
        self._node_phase = Phase.UNBINDING
        with within(self):
            if tell:  # whoever was never told of the bind is not told of the unbind
                told = {"node": self, "path": self._node_path, "parent": self._node_parent}
                await settle(self._tell, (Node.on_node_unbind,), told, errors)
            await settle(self._close_kept, (), {}, errors)
            for child in reversed(tuple((self._node_children or {}).values())):
                await settle(child._end_with_parent, (), {}, errors)
            if self._node_exchange is not None:
                await settle(self._node_exchange.detach, (self,), {}, errors)
                await settle(self._tell, (Node.on_node_unregister,), {"node": self}, errors)
        self._leave()
        if errors:
            raise ExceptionGroup(f"unbinding {type(self).__name__} failed in part", errors)

    async def _end_with_parent(self) -> None:
        if self._node_phase is Phase.BOUND:
            await self._teardown()
        elif self._node_phase is not Phase.UNBOUND:
            await self.node_unbind()

    def _leave(self) -> None:
        parent, name, ended = self._node_parent, self.node_name, self._node_ended
        self._node_path = self._node_context = self._node_parent = self._node_exchange = None
        self._node_children = self._node_kept = self._node_ended = None
        self._node_doomed = False
        self._node_phase = Phase.UNBOUND
        if parent is not None and name is not None:
            parent._forget_child(name, self)
        if ended is not None and not ended.done():
            ended.set_result(None)

    async def _close_kept(self) -> None:
        """End the work and subscriptions of this node, latest first, and wait for them briefly."""
        ending: list[asyncio.Future[Any]] = []
        while self._node_kept:
            _, kept = self._node_kept.popitem()
            closing = kept.close()
            if closing is not None:
                ending.append(closing)
        if ending:
            await asyncio.wait(ending, timeout=GRACE)

    # -- what it owns and tells

    def node_keep(self, kept: Closable) -> None:
        """Own something that must end when this node does."""
        if self._node_kept is None:
            self._node_kept = {}
        self._node_kept[id(kept)] = kept

    def node_release(self, kept: Closable) -> None:
        if self._node_kept is not None:
            self._node_kept.pop(id(kept), None)

    async def node_publish(
        self, signal: Signal[...], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Let the other nodes hear one of our signals; its own handlers have run."""
        if self._node_exchange is not None:
            await self._node_exchange.publish_signal(self, signal, args, kwargs)

    async def _tell(self, signal: Signal[...], /, **told: Any) -> None:
        if signal.heard(self):
            await signal.deliver(self, (), told)

    # -- attributes: children read like attributes, nodes are never lost by assignment

    if not TYPE_CHECKING:  # typed code declares its children as annotations

        def __getattr__(self, name: str) -> Any:
            children = self._node_children
            if children is not None and name in children and name not in self._node_adding:
                return children[name]
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    @override
    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Node) and value._node_phase is Phase.UNBOUND:
            raise NodeError(f"add an unbound node with node_add({name!r}, …)")
        if self._node_children is not None and name in self._node_children:
            raise NodeError(f"{name!r} is a child: remove it with node_remove({name!r})")
        object.__setattr__(self, name, value)

    @override
    def __delattr__(self, name: str) -> None:
        with suppress(AttributeError):
            if isinstance(getattr(self, name), Node):
                raise NodeError(f"{name!r} is a node: remove a child with node_remove")
        object.__delattr__(self, name)

    @override
    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self._node_path or 'no address'}>"


def _has_attribute(node: Node, name: str) -> bool:
    """Look without falling through to children, nor making the instance's dictionary."""
    try:
        object.__getattribute__(node, name)
    except AttributeError:
        return False
    return True
