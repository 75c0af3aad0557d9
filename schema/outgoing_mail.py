"""Mail on its way out: written in the transaction that wants it, sent when the server takes it.

What it says may open an account, so it is sealed, and forgotten as soon as it was sent or given up.
"""

from sqlalchemy import DateTime, Index, Integer, LargeBinary, String, Uuid

from schema.base import Scope, entity, field

_MOMENT = DateTime(timezone=True)

outgoing_mail = entity(
    "outgoing_mail",
    field("kind", String(40), "Tipo", "Kind", personal="none", required=True),
    field("recipient", String(254), "Destinatario", "Recipient", personal="contact", required=True),
    field("recipient_id", Uuid, "Utente", "User", personal="identity"),
    field("subject", String(200), "Oggetto", "Subject", personal="identity", required=True),
    field("content", LargeBinary, "Contenuto", "Content", personal="identity", secret=True,
          filters=False, sorts=False),
    field("state", String(12), "Stato", "State", personal="none", required=True, choices={
        "queued": ("Da spedire", "To be sent"), "sent": ("Spedito", "Sent"),
        "failed": ("Non spedito", "Not sent"),
    }),
    field("attempts", Integer, "Tentativi", "Attempts", personal="none", required=True, default=0),
    field("due_at", _MOMENT, "Da spedire dal", "Due at", personal="none", required=True),
    field("give_up_at", _MOMENT, "Vale fino al", "Of use until", personal="none", required=True),
    field("sent_at", _MOMENT, "Spedito il", "Sent at", personal="none"),
    field("error", String(40), "Errore", "Error", personal="none"),
    Index(None, "state", "due_at"),
    label=("Messaggio in uscita", "Outgoing message"),
    plural=("Messaggi in uscita", "Outgoing messages"),
    scope=Scope.STUDIO, names_by="subject", sort=("-created_at",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
