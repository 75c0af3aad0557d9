"""A service of the application: one node of each below every desk, beside its contexts.

`<base>.server.<name>`, one for a session, made and gone with it. SPEC-work.md [X22].
"""

from ytefas.framework.tree.node import Node


class DeskService(Node):
    """Subclass, and hear when the client is out of reach; any Node will do that need not know."""

    def client_away(self) -> None:
        """Hear that the session has lost its connection; it may come back."""
