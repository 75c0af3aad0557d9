"""How far the chains of the audit hold, verified a little at a time and remembered on this node.

What was verified is remembered by its hash, so looking again costs what was added since; verifying
anew begins at the oldest event of every customer.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final
from uuid import UUID

from ytefas.store.audit import Walk
from ytefas.store.compile import Prepared
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM

AT_ONCE: Final = 2.0  # seconds of verifying for one question
_HEADS: Final = Prepared.of(
    "SELECT customer_id, audit_position FROM feed_head WHERE audit_position > 0"
    " ORDER BY customer_id"
)


@dataclass(slots=True)
class Chains:
    """What this node has verified: a walk for each customer."""

    store: Store
    _walks: dict[UUID, Walk] = field(default_factory=dict)
    _at: datetime | None = None

    async def verify(self, *, anew: bool) -> dict[str, Any]:
        """Go on for a while; tell how far everything holds."""
        if anew:
            self._walks.clear()
        until = monotonic() + AT_ONCE
        async with self.store.reading(SYSTEM) as reading:
            heads = {row[0]: row[1] for row in await reading.fetch(_HEADS)}
        complete = True
        for customer in heads:
            if not await self._go_on(customer, until):
                complete = False
                break
        if complete:
            self._at = datetime.now(UTC)
        walks = [self._walks[one] for one in heads if one in self._walks]
        broken = [
            {"customer": str(walk.customer), "position": walk.verdict.broken_at}
            for walk in walks if walk.verdict is not None and not walk.verdict.holds
        ]  # fmt: skip
        return {
            "complete": complete,
            "events": sum(walk.seen for walk in walks),
            "total": sum(heads.values()),
            "chains": len(heads),
            "broken": broken,
            "at": None if self._at is None else self._at.isoformat().replace("+00:00", "Z"),
        }

    async def _go_on(self, customer: UUID, until: float) -> bool:
        """Walk one chain on to where its head is now; False when the time is over before."""
        walk = self._walks.get(customer)
        async with self.store.reading(SYSTEM) as reading:
            if walk is None:
                walk = self._walks[customer] = await Walk.begin(reading, customer)
            elif walk.verdict is not None and walk.verdict.holds:
                await walk.begin_again(reading)
        while walk.verdict is None:
            if monotonic() > until:
                return False
            async with self.store.reading(SYSTEM) as reading:
                await walk.go_on(reading)
        return True
