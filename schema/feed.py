"""The change feed: an outbox written by the business transaction, numbered at its commit.

`change_row` says which row and columns changed, never the values; `change_pending` makes the
deferred trigger fire once per transaction; `change_tx` is the envelope with the customer's next
number, taken from `feed_head` under its row lock.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Identity,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Text,
    Uuid,
    func,
)

from schema.base import platform, technical

feed_head = platform(
    "feed_head",
    technical("customer_id", Uuid, primary_key=True),
    technical("epoch", Uuid, server_default=func.gen_random_uuid()),
    technical("seq", BigInteger),
    technical("at", DateTime(timezone=True), server_default=func.clock_timestamp()),
    technical("audit_position", BigInteger, server_default="0"),
    technical("audit_hash", LargeBinary, required=False),
    label=("Contatore delle modifiche", "Change counter"),
    # Updated by every commit: room on the page keeps the updates heap-only.
    postgresql_with={"fillfactor": 50, "autovacuum_vacuum_scale_factor": 0.0,
                     "autovacuum_vacuum_threshold": 1000},
)  # fmt: skip

change_row = platform(
    "change_row",
    technical("customer_id", Uuid),
    technical("txid", BigInteger),
    technical("n", BigInteger, Identity(always=True)),
    technical("tbl", String(63)),
    technical("pk", Uuid),
    technical("op", String(1)),
    technical("cols", ARRAY(Text)),
    PrimaryKeyConstraint("customer_id", "txid", "n"),
    label=("Righe modificate", "Changed rows"),
)

change_pending = platform(
    "change_pending",
    technical("txid", BigInteger),
    technical("customer_id", Uuid),
    PrimaryKeyConstraint("txid", "customer_id"),
    label=("Modifiche da numerare", "Changes to number"),
)

change_tx = platform(
    "change_tx",
    technical("customer_id", Uuid),
    technical("seq", BigInteger),
    technical("txid", BigInteger),
    technical("actor", Uuid, personal="identity"),
    technical("at", DateTime(timezone=True), server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("customer_id", "seq"),
    Index("ix_change_tx_at", "at"),
    label=("Transazioni numerate", "Numbered transactions"),
)
