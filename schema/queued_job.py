"""Work that takes long, done behind a user's back: what is asked, how far it is, how it ended.

A row is the queue and the record at once. Whoever does the work holds a lease that must be renewed;
`lease_holder` names the one attempt whose result counts, and with it the parts of the file.
"""

from sqlalchemy import BigInteger, Boolean, DateTime, Index, Integer, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

_MOMENT = DateTime(timezone=True)

queued_job = entity(
    "queued_job",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("kind", String(40), "Tipo", "Kind", personal="none", required=True),
    field("label", String(200), "Descrizione", "Label", personal="none", required=True),
    field("request", JSONB, "Richiesta", "Request", personal="special", required=True, secret=True,
          filters=False, sorts=False, hint=("Anche i filtri scritti", "Filters too")),
    field("key", Uuid, "Chiave della richiesta", "Request key", personal="none", required=True),
    field("state", String(12), "Stato", "State", personal="none", required=True, choices={
        "queued": ("In attesa", "Queued"), "running": ("In corso", "Running"),
        "done": ("Pronto", "Done"), "failed": ("Fallito", "Failed"),
        "cancelled": ("Annullato", "Cancelled"),
    }),
    field("attempts", Integer, "Tentativi", "Attempts", personal="none", required=True, default=0),
    field("due_at", _MOMENT, "Da fare dal", "Due at", personal="none", required=True),
    field("lease_until", _MOMENT, "Assegnato fino al", "Leased until", personal="none", quiet=True),
    field("lease_holder", Uuid, "Assegnato a", "Leased to", personal="none"),
    field("done", Integer, "Fatto", "Done", personal="none", required=True, default=0, quiet=True),
    field("total", Integer, "Totale", "Total", personal="none", quiet=True),
    field("note", String(200), "Nota", "Note", personal="none", required=True, quiet=True),
    field("error", String(40), "Errore", "Error", personal="none"),
    field("error_fields", JSONB, "Dettagli dell'errore", "Error details", personal="none",
          filters=False, sorts=False),
    field("file_name", String(160), "Nome del file", "File name", personal="none"),
    field("file_kind", String(120), "Tipo del file", "File type", personal="none"),
    field("file_size", BigInteger, "Dimensione", "Size", personal="none"),
    field("cancel_asked", Boolean, "Da annullare", "To be cancelled", personal="none",
          required=True, default=False),
    field("dismissed", Boolean, "Tolto dall'elenco", "Dismissed", personal="none", required=True,
          default=False),
    field("started_at", _MOMENT, "Iniziato il", "Started at", personal="none"),
    field("ended_at", _MOMENT, "Finito il", "Ended at", personal="none"),
    unique("user_id", "key", scope=Scope.USER),
    Index(None, "state", "due_at"),
    label=("Lavoro in coda", "Queued job"), plural=("Lavori in coda", "Queued jobs"),
    scope=Scope.USER, names_by="label", sort=("-created_at",), read="system", write="system",
    audit=False,
)  # fmt: skip
