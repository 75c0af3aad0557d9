"""Who did what, append-only; each event of a customer carries the hash of the one before it.

Position and hashes are given at commit, under the lock of the feed's counter: no gap, no fork.
"""

from sqlalchemy import (
    BigInteger,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Uuid,
    column,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import platform, technical, unique

audit_event = platform(
    "audit_event",
    technical("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    technical("customer_id", Uuid),
    technical("at", DateTime(timezone=True), server_default=func.clock_timestamp()),
    technical("user_id", Uuid, personal="identity"),
    technical("entity", String(63)),
    technical("entity_id", Uuid, required=False),
    technical("action", String(40)),
    technical("row_version", Integer, required=False),
    technical("diff", JSONB, personal="contact"),
    technical("cause", String(120)),
    technical("ip", String(45), personal="identity", required=False),
    technical("txid", BigInteger),
    technical("n", BigInteger, Identity(always=True)),
    technical("position", BigInteger, required=False),
    technical("prev_hash", LargeBinary, required=False),
    technical("hash", LargeBinary, required=False),
    unique("position"),
    Index("ix_audit_event_object", "customer_id", "entity", "entity_id", "row_version"),
    # What people browse it by: everything, a customer, a person, a record, a deed.
    Index("ix_audit_event_at", "at", "id"),
    Index("ix_audit_event_customer_at", "customer_id", "at", "id"),
    Index("ix_audit_event_user_at", "user_id", "at", "id"),
    Index("ix_audit_event_record_at", "entity_id", "at", "id"),
    Index("ix_audit_event_action_at", "action", "at", "id"),
    Index("ix_audit_event_unsealed", "txid", "n", postgresql_where=column("hash").is_(None)),
    label=("Registro", "Audit"),
)
