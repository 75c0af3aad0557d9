"""A desk whose user the hub knows: what he may see is asked before he can ask for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from ytefas.framework.work.desk import Desk

if TYPE_CHECKING:
    from ytefas.framework.talk.open_session import Session
    from ytefas.framework.tree.context import NodeContext
    from ytefas.framework.tree.node import Node
    from ytefas.framework.tree.path import PathLike
    from ytefas.framework.work.application import Application
    from ytefas.store.live.hub import Hub, Reader


class AdmittedDesk(Desk):
    """Holds its user's Reader for as long as it stands."""

    def __init__(self, session: Session, known: Application, hub: Hub) -> None:
        super().__init__(session, known)
        self._hub = hub
        self._reader: Reader | None = None

    @override
    async def node_bind(
        self, path: PathLike, context: NodeContext | None = None, parent: Node | None = None
    ) -> None:
        # Before the client hears that it has a session: its first question may come at once.
        self._reader = await self._hub.admit(self.keeping.principal)
        await super().node_bind(path, context, parent)
