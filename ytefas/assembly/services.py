"""What every desk offers beside its contexts, each handed what it needs; one line per service."""

from collections.abc import Callable, Mapping

from ytefas.framework.tree.node import Node
from ytefas.store.engine import Store
from ytefas.store.live.hub import Hub


def services(_store: Store, _hub: Hub) -> Mapping[str, Callable[[], Node]]:
    """Give the name of each service, and how to make one for a session."""
    return {}
