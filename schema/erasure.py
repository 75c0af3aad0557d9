"""What was erased, for good: who keeps no name here, only the key that nothing else has any more.

A backup that is put back brings erased people back with it, so every line is done again after a
restore (`ytefas erasures replay`). It refers to nothing, because what it speaks of may be gone.
"""

from sqlalchemy import Index, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field

erasure = entity(
    "erasure",
    field("subject", String(10), "Che cosa", "What", personal="none", required=True, choices={
        "person": ("Persona", "Person"), "user": ("Utente", "User"),
        "customer": ("Cliente", "Customer"),
    }),
    field("record_id", Uuid, "Chiave", "Key", personal="none", required=True),
    field("owner_id", Uuid, "Cliente", "Customer", personal="none"),
    field("outcome", JSONB, "Esito", "Outcome", personal="none", required=True, default=dict,
          filters=False, sorts=False, hint=("Quanto, per tabella", "How much, by table")),
    Index(None, "record_id"),
    label=("Cancellazione", "Erasure"), plural=("Cancellazioni", "Erasures"), scope=Scope.STUDIO,
    names_by="record_id", sort=("-created_at",), read="system", write="system",
)  # fmt: skip
