"""What opens an account when the phone with its second factor is lost: once each, kept hashed."""

from sqlalchemy import DateTime, LargeBinary

from schema.base import Scope, entity, field, ref, unique

recovery_code = entity(
    "recovery_code",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("code_hash", LargeBinary, "Impronta", "Fingerprint", personal="identity", secret=True,
          required=True, filters=False, sorts=False),
    field("used_at", DateTime(timezone=True), "Usato il", "Used at", personal="identity"),
    unique("user_id", "code_hash", scope=Scope.USER),
    label=("Codice di recupero", "Recovery code"), plural=("Codici di recupero", "Recovery codes"),
    scope=Scope.USER, names_by="id", sort=("-created_at",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
