"""Proving that nobody rewrote the audit: the chain of hashes of one customer, recomputed here."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from ytefas.store.compile import Prepared
from ytefas.store.unit import Reading

_AT_ONCE: Final = 1000
_LINKS: Final = Prepared.of(
    "SELECT e.position, audit_text(e) AS text, e.prev_hash, e.hash FROM audit_event e"
    " WHERE e.customer_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3",
    "customer", "after", "limit",
)  # fmt: skip
_HEAD: Final = Prepared.of(
    "SELECT audit_position, audit_hash FROM feed_head WHERE customer_id = $1", "customer"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a chain holds; `broken_at` is the first event that does not follow."""

    events: int
    broken_at: int | None = None

    @property
    def holds(self) -> bool:
        return self.broken_at is None


async def verify_chain(reading: Reading, customer: UUID) -> Verdict:
    """Recompute every hash of a customer's audit, from the oldest event kept to the newest.

    Old events may have been removed at the end of their retention; a gap anywhere else, a changed
    event, or a tail that is shorter than the counter says is a broken chain.
    """
    head = await reading.fetch_row(_HEAD, {"customer": customer})
    expected = (0, None) if head is None else (head["audit_position"], head["audit_hash"])
    position, previous, seen = 0, None, 0
    while links := await reading.fetch(
        _LINKS, {"customer": customer, "after": position, "limit": _AT_ONCE}
    ):
        for link in links:
            is_first = seen == 0
            follows = is_first or (link["position"], link["prev_hash"]) == (position + 1, previous)
            own = sha256((link["prev_hash"] or b"") + link["text"].encode()).digest()
            if not follows or own != link["hash"]:
                return Verdict(seen, link["position"])
            position, previous, seen = link["position"], link["hash"], seen + 1
    if (position, previous) != expected:
        return Verdict(seen, position + 1)
    return Verdict(seen)
