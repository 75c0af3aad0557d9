"""What a request was answered, so that the same request sent twice has one effect."""

from sqlalchemy import LargeBinary, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

idempotency_key = entity(
    "idempotency_key",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("key", Uuid, "Chiave", "Key", personal="none", required=True),
    field("cause", String(120), "Causa", "Cause", personal="none", required=True),
    field("request_hash", LargeBinary, "Impronta", "Fingerprint", personal="none", required=True,
          filters=False, sorts=False),
    field("answer", JSONB, "Risposta", "Answer", personal="none", filters=False, sorts=False),
    unique("user_id", "key", scope=Scope.USER),
    label=("Richiesta", "Request"), plural=("Richieste", "Requests"),
    scope=Scope.USER, names_by="key", sort=("-created_at",), read="anyone", write="anyone",
    feed=False, audit=False,
)  # fmt: skip
