"""The bytes that a job made, in parts small enough to stream; those of the attempt that counts."""

from sqlalchemy import Integer, LargeBinary, Uuid

from schema.base import Scope, entity, field, ref, unique

queued_job_part = entity(
    "queued_job_part",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    ref("job_id", "studio.queued_job", "Lavoro", "Job", required=True),
    field("attempt", Uuid, "Tentativo", "Attempt", personal="none", required=True),
    field("number", Integer, "Numero", "Number", personal="none", required=True),
    field("data", LargeBinary, "Contenuto", "Content", personal="special", required=True,
          secret=True, filters=False, sorts=False),
    unique("job_id", "attempt", "number", scope=Scope.USER),
    label=("Parte di un file", "Part of a file"), plural=("Parti di file", "Parts of files"),
    scope=Scope.USER, names_by="number", sort=("number",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
