"""Making many records at once, as every desk offers it: a preset applied, a part of a firm copied.

Whoever asks is shown all that would be made, leaves out and renames, and has it made in one
transaction. It is undone like an import (`imports.undo` on its batch).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from ytefas.errors import NotFound
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.node import Node
from ytefas.services.circle import principal_of


class Maker(Protocol):
    """Lays out and carries out; the store checks the rights on every customer it concerns."""

    async def presets(self, acting: Any, customer: UUID) -> dict[str, Any]: ...
    async def lay(self, acting: Any, request: Mapping[str, Any]) -> dict[str, Any]: ...
    async def carry_out(
        self, acting: Any, request: Mapping[str, Any], choices: Mapping[str, Any], *,
        mark: str, key: UUID,
    ) -> dict[str, Any]: ...  # fmt: skip


class Makings(Node):
    """What a session's user makes out of presets and copies."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    @call(access=OWN_SESSION)
    async def presets(self, customer: str) -> dict[str, Any]:
        """List the presets for a customer, those of its sector first, and its sites."""
        return await self._maker.presets(principal_of(self), _key(customer))

    @call(access=OWN_SESSION)
    async def lay(self, request: dict[str, Any]) -> dict[str, Any]:
        """Show everything that a request would make, and what is there already."""
        return await self._maker.lay(principal_of(self), request)

    @call(access=OWN_SESSION)
    async def carry_out(
        self, request: dict[str, Any], choices: dict[str, Any], mark: str, idempotency_key: str
    ) -> dict[str, Any]:
        """Make what was shown (`mark` names it) and chosen, once; Stale: look again."""
        return await self._maker.carry_out(
            principal_of(self), request, choices, mark=mark, key=_key(idempotency_key)
        )


def _key(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise NotFound from None
