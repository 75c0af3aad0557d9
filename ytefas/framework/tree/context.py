"""What a node inherits from its parents: a chain of namespaces.

Reads fall through to the parent, writes stay where they are made. A context that holds nothing of
its own costs two pointers, so every bound node has one.
"""
# ruff: noqa: SLF001 - a context walks the private chain of its own class

from collections.abc import Iterator, Mapping
from typing import Any, Self

from typing_extensions import override


class NodeContext(Mapping[str, Any]):
    """`context.name`, `context["name"]`, `context.get("name")`; `new()` makes a child."""

    __slots__ = ("_own", "_parent_context")
    _own: dict[str, Any] | None
    _parent_context: "NodeContext | None"

    def __init__(self, **members: Any) -> None:
        object.__setattr__(self, "_own", members or None)
        object.__setattr__(self, "_parent_context", None)

    def new(self, **members: Any) -> Self:
        """Make a child of the same class; its reads fall through to this context."""
        child = type(self).__new__(type(self))
        object.__setattr__(child, "_own", members or None)
        object.__setattr__(child, "_parent_context", self)
        return child

    def chain(self, parent: "NodeContext") -> None:
        """Give a context made alone its parent; possible once."""
        if self._parent_context is not None:
            raise ValueError("this context is chained already")
        ancestor: NodeContext | None = parent
        while ancestor is not None:
            if ancestor is self:
                raise ValueError("a context cannot descend from itself")
            ancestor = ancestor._parent_context
        object.__setattr__(self, "_parent_context", parent)

    @override
    def __getitem__(self, name: str) -> Any:
        context: NodeContext | None = self
        while context is not None:
            own = context._own
            if own is not None and name in own:
                return own[name]
            context = context._parent_context
        raise KeyError(name)

    def __setitem__(self, name: str, value: Any) -> None:
        if self._own is None:
            object.__setattr__(self, "_own", {})
        assert self._own is not None  # noqa: S101 - made on the line above
        self._own[name] = value

    def __delitem__(self, name: str) -> None:
        if self._own is None:
            raise KeyError(name)
        del self._own[name]

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"nothing called {name!r} in this context") from None

    @override
    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    @override
    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"{name!r} is not this context's own") from None

    @override
    def __iter__(self) -> Iterator[str]:
        seen: dict[str, None] = {}
        context: NodeContext | None = self
        while context is not None:
            seen.update(dict.fromkeys(context._own or ()))
            context = context._parent_context
        return iter(seen)

    @override
    def __len__(self) -> int:
        return sum(1 for _ in self)

    # A context is a place, not a value: two that read the same are still two.
    __hash__ = object.__hash__

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    def __bool__(self) -> bool:
        return True

    @override
    def __repr__(self) -> str:
        return f"<NodeContext {', '.join(self)}>"
