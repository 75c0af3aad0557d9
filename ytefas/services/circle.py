"""Whom of this process something is to be told: the nodes of a service that are bound now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar
from uuid import UUID

from ytefas.errors import Denied
from ytefas.framework.tree.node import Node

N = TypeVar("N", bound=Node)


class Circle(Generic[N]):
    """The nodes of one service on this machine, by their user and session."""

    def __init__(self) -> None:
        self._nodes: dict[str, N] = {}

    def enter(self, node: N) -> None:
        self._nodes[session_of(node)] = node

    def leave(self, node: N) -> None:
        self._nodes = {name: one for name, one in self._nodes.items() if one is not node}

    def __iter__(self) -> Iterator[N]:
        return iter(tuple(self._nodes.values()))

    def of(self, user_id: UUID, *, but: str = "") -> list[N]:
        """List the nodes of a user's sessions, all but one."""
        return [
            node
            for session, node in self._nodes.items()
            if session != but and principal_of(node).user_id == user_id
        ]


def principal_of(node: Node) -> Any:
    """Find whose session a node belongs to."""
    return _context(node).principal


def writer_of(node: Node) -> Any:
    """Find whose session it is, where the program is to write for him: not by a key that reads.

    What is queued is done later, as its owner, when nobody knows any more how he came in.
    """
    principal = principal_of(node)
    if principal.reads_only:
        raise Denied(reason="reads_only")
    return principal


def session_of(node: Node) -> str:
    """Find which session a node belongs to."""
    return str(_context(node).session_id)


def _context(node: Node) -> Any:
    if node.node_context is None:
        raise RuntimeError(f"{node!r} is not bound")
    return node.node_context
