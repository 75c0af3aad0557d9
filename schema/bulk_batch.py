"""One thing done to many records at a time: what, to how many, and how far it has come.

Which records they are was settled when somebody looked at them (`bulk_group`); they stay those,
whatever is filtered or changed meanwhile. Like a draft it is its user's alone, and passing.
"""

from sqlalchemy import DateTime, Index, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref

bulk_batch = entity(
    "bulk_batch",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("source", String(60), "Elenco", "List", personal="none", required=True),
    field("act", String(10), "Che cosa", "What", personal="none", required=True, choices={
        "edit": ("Modifica", "Edit"), "archive": ("Archiviazione", "Archiving"),
        "restore": ("Ripristino", "Restoring"), "delete": ("Eliminazione", "Deleting"),
    }),
    field("state", String(10), "Stato", "State", personal="none", required=True, choices={
        "open": ("Da confermare", "To be confirmed"), "doing": ("In corso", "Under way"),
        "done": ("Fatto", "Done"), "undoing": ("In annullamento", "Being taken back"),
        "undone": ("Annullato", "Taken back"),
    }),
    field("total", Integer, "Record", "Records", personal="none", required=True),
    field("changes", JSONB, "Modifiche", "Changes", personal="special", required=True,
          default=dict, filters=False, sorts=False),
    field("shared", JSONB, "In comune", "Shared", personal="none", required=True, default=dict,
          filters=False, sorts=False,
          hint=("Cliente e sede, se uguali", "Customer and site, if equal")),
    field("kept_at", DateTime(timezone=True), "Tenuta il", "Kept at", personal="none",
          required=True),
    Index("ix_bulk_batch_kept_at", "kept_at"),
    label=("Azione su più record", "Action on many records"),
    plural=("Azioni su più record", "Actions on many records"),
    scope=Scope.PRIVATE, names_by="source", sort=("-kept_at",), read="anyone", write="anyone",
    feed=False, audit=False,
)  # fmt: skip
