"""What is kept for a while only: the change feed and the answers of repeated requests.

In small transactions, oldest first: a reader that comes back later than this is told to load again.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ytefas.store.compile import Prepared
from ytefas.store.unit import Unit

_BATCH: Final = 2000


@dataclass(frozen=True, slots=True)
class Retention:
    """How long, and how many changes of one customer."""

    changes: timedelta = timedelta(hours=24)
    changes_of_a_customer: int = 100_000
    answers: timedelta = timedelta(hours=24)


def _forget(chosen: str) -> Prepared:
    return Prepared.of(
        f"""
WITH old AS ({chosen} LIMIT {_BATCH}), gone AS (
  DELETE FROM change_tx t USING old
   WHERE t.customer_id = old.customer_id AND t.seq = old.seq RETURNING t.customer_id, t.txid
), rows AS (
  DELETE FROM change_row r USING gone
   WHERE r.customer_id = gone.customer_id AND r.txid = gone.txid
)
SELECT count(*) FROM gone""",  # noqa: S608 - ours  # nosec B608
        "bound",
    )


_OLD: Final = _forget(
    "SELECT customer_id, seq FROM change_tx WHERE at < now() - $1::interval ORDER BY at"
)
_TOO_MANY: Final = _forget(
    "SELECT t.customer_id, t.seq FROM feed_head h CROSS JOIN LATERAL (SELECT * FROM change_tx t"
    " WHERE t.customer_id = h.customer_id AND t.seq <= h.seq - $1::bigint ORDER BY t.seq) t"
)
# Their ids begin with the moment they were made, so the oldest are first in the key's index.
_ANSWERS: Final = Prepared.of(
    f"""
WITH old AS (
  SELECT id FROM idempotency_key
   WHERE id < (lpad(to_hex(trunc(extract(epoch FROM now() - $1::interval) * 1000)::bigint), 12, '0')
               || repeat('0', 20))::uuid
   ORDER BY id LIMIT {_BATCH}
), gone AS (DELETE FROM idempotency_key k USING old WHERE k.id = old.id RETURNING k.id)
SELECT count(*) FROM gone""",  # noqa: S608 - ours  # nosec B608
    "bound",
)


async def forget_old(
    writing: Callable[[], AbstractAsyncContextManager[Unit]], retention: Retention
) -> int:
    """Delete what is older than its time; return how many envelopes and answers went."""
    forgotten = 0
    for statement, given in (
        (_OLD, {"bound": retention.changes}),
        (_TOO_MANY, {"bound": retention.changes_of_a_customer}),
        (_ANSWERS, {"bound": retention.answers}),
    ):
        gone = _BATCH
        while gone >= _BATCH:
            async with writing() as unit:
                gone = await unit.fetch_value(statement, given)
            forgotten += gone
    return forgotten
