"""Somebody at an address, seen from a node: call it, go below it, or use it as a signal."""

from collections.abc import Callable
from typing import Any, Protocol

from typing_extensions import override

from ytefas.framework.talk.invocation import NOTIFY, Progress
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.path import Path, PathError
from ytefas.framework.tree.signal import Subscription


class ProxySupport(Protocol):
    """What a proxy needs of the dispatcher."""

    async def call_from(
        self,
        node: Node,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any: ...
    async def subscribe(
        self, uri: str, handler: Callable[..., object], *, owner: Node | None = None
    ) -> Subscription: ...
    async def unsubscribe(self, uri: str, handler: Callable[..., object]) -> None: ...


class Proxy:
    """`proxy.child.method(…)`; equal to another proxy, or a path, of the same address."""

    __slots__ = ("_node", "_on_progress", "_path", "_support", "_timeout")

    def __init__(
        self,
        support: ProxySupport,
        node: Node,
        path: Path,
        *,
        timeout: float | None = None,
        on_progress: Progress | None = None,
    ) -> None:
        self._support = support
        self._node = node
        self._path = path
        self._timeout = timeout
        self._on_progress = on_progress

    @property
    def node_path(self) -> Path:
        return self._path

    def node_options(
        self, *, timeout: float | None = None, on_progress: Progress | None = None
    ) -> "Proxy":
        """Make the same proxy, whose calls end after `timeout` and tell their progress."""
        return Proxy(
            self._support, self._node, self._path, timeout=timeout, on_progress=on_progress
        )

    def __getattr__(self, name: str) -> "Proxy":
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            path = self._path.child(name).absolute
        except PathError as error:
            raise AttributeError(str(error)) from None
        return Proxy(
            self._support, self._node, path, timeout=self._timeout, on_progress=self._on_progress
        )

    async def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return await self._ask(str(self._path), args, kwargs)

    async def notify(self, *args: Any, **kwargs: Any) -> None:
        """Fire the real signal at its owner, and so everywhere, once."""
        kwargs = {name: value for name, value in kwargs.items() if not name.startswith("local_")}
        await self._ask(f"{self._path}.{NOTIFY}", args, kwargs)

    async def _ask(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return await self._support.call_from(
            self._node, uri, args, kwargs, timeout=self._timeout, on_progress=self._on_progress
        )

    async def connect(self, handler: Callable[..., object]) -> Subscription:
        """Receive what is published here, until closed or until our node unbinds."""
        return await self._support.subscribe(str(self._path), handler, owner=self._node)

    async def disconnect(self, handler: Callable[..., object]) -> None:
        await self._support.unsubscribe(str(self._path), handler)

    @override
    def __eq__(self, other: object) -> bool:
        if isinstance(other, Proxy):
            return self._path == other._path
        return self._path == other if isinstance(other, Path | str) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash(self._path)

    @override
    def __str__(self) -> str:
        return str(self._path)

    @override
    def __repr__(self) -> str:
        return f"<Proxy of {self._path}>"
