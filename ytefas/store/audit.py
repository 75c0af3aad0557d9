"""Proving that nobody rewrote the audit: the chain of hashes of one customer, recomputed here."""

import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

import asyncpg

from ytefas.store.compile import Prepared
from ytefas.store.unit import Reading

_LOG: Final = logging.getLogger(__name__)
_AT_ONCE: Final = 1000
_LINKS: Final = Prepared.of(
    "SELECT e.position, audit_text(e) AS text, e.prev_hash, e.hash FROM audit_event e"
    " WHERE e.customer_id = $1 AND e.position > $2 AND e.position <= $3"
    " ORDER BY e.position LIMIT $4",
    "customer", "after", "until", "limit",
)  # fmt: skip
# One statement, one moment: counter and events are committed together, so they must agree.
_HEAD: Final = Prepared.of(
    "SELECT coalesce(max(h.audit_position), 0) AS position, max(h.audit_hash) AS hash,"
    " (SELECT min(e.position) FROM audit_event e WHERE e.customer_id = $1"
    "   AND e.position > coalesce(max(h.audit_position), 0)) AS beyond"
    " FROM feed_head h WHERE h.customer_id = $1",
    "customer",
)
# Of two maskings of one event the later one says how it reads now.
_REDACTED: Final = Prepared.of(
    "SELECT (one ->> 'position')::bigint AS position, one ->> 'sha256' AS sha256"
    " FROM audit_event e, jsonb_array_elements(e.diff -> 'events') one"
    " WHERE e.customer_id = $1 AND e.entity = 'audit_event' AND e.action = 'redact'"
    " AND e.position <= $2 ORDER BY e.position",
    "customer", "until",
)  # fmt: skip
_CUSTOMERS: Final = Prepared.of("SELECT customer_id FROM feed_head ORDER BY customer_id")


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
    event, or a tail that is shorter than the counter says is a broken chain. Events that are added
    meanwhile are not looked at. An erasure masks values in events that are sealed already: such an
    event keeps its place and its hash, and what it says now is sealed by the event that masked it.
    """
    walk = await Walk.begin(reading, customer)
    while walk.verdict is None:
        await walk.go_on(reading)
    return walk.verdict


async def verify_all(
    reading: Callable[[], AbstractAsyncContextManager[Reading]],
) -> AsyncIterator[tuple[UUID, Verdict]]:
    """Verify one customer after another, in short transactions; a broken chain is logged."""
    async with reading() as opened:
        customers = [row[0] for row in await opened.fetch(_CUSTOMERS)]
    for customer in customers:
        async with reading() as opened:
            walk = await Walk.begin(opened, customer)
        while walk.verdict is None:
            async with reading() as opened:
                await walk.go_on(opened)
        if not walk.verdict.holds:
            _LOG.error(
                "the audit of customer %s was changed: event %s does not follow from those before",
                customer, walk.verdict.broken_at,
            )  # fmt: skip
        yield customer, walk.verdict


class Walk:
    """One chain, on the way from its oldest event to where its head was at the beginning."""

    def __init__(self, customer: UUID, head: asyncpg.Record, redacted: Mapping[int, str]) -> None:
        self.customer = customer
        self._redacted = redacted
        self._head: tuple[int, bytes | None] = (head["position"], head["hash"])
        self._beyond: int | None = head["beyond"]  # an event the counter knows nothing of
        self._at: tuple[int, bytes | None] = (0, None)
        self.seen = 0
        self.verdict: Verdict | None = None

    @classmethod
    async def begin(cls, reading: Reading, customer: UUID) -> "Walk":
        (head,) = await reading.fetch(_HEAD, {"customer": customer})
        masked = await reading.fetch(_REDACTED, {"customer": customer, "until": head["position"]})
        return cls(customer, head, _hashes(masked))

    async def begin_again(self, reading: Reading) -> None:
        """Go on from where it ended to where the head is now."""
        seen, at = self.seen, self._at
        (head,) = await reading.fetch(_HEAD, {"customer": self.customer})
        masked = await reading.fetch(
            _REDACTED, {"customer": self.customer, "until": head["position"]}
        )
        Walk.__init__(self, self.customer, head, _hashes(masked))
        self.seen, self._at = seen, at

    async def go_on(self, reading: Reading) -> None:
        """Take some links; at the end, see that the last is the one the counter knows."""
        links = await reading.fetch(
            _LINKS,
            {"customer": self.customer, "after": self._at[0], "until": self._head[0],
             "limit": _AT_ONCE},
        )  # fmt: skip
        for link in links:
            follows = self.seen == 0 or (link["position"], link["prev_hash"]) == (
                self._at[0] + 1, self._at[1],
            )  # fmt: skip
            text = link["text"].encode()
            own = sha256((link["prev_hash"] or b"") + text).digest()
            masked = self._redacted.get(link["position"])
            sealed = own == link["hash"] or masked == sha256(text).hexdigest()
            if not follows or not sealed:
                self.verdict = Verdict(self.seen, link["position"])
                return
            self._at, self.seen = (link["position"], link["hash"]), self.seen + 1
        if len(links) < _AT_ONCE:
            broken_at = self._beyond if self._at == self._head else self._at[0] + 1
            self.verdict = Verdict(self.seen, broken_at)


def _hashes(masked: Sequence[asyncpg.Record]) -> dict[int, str]:
    return {one["position"]: one["sha256"] for one in masked}
