"""A way to choose a password without having one: sent by mail or handed over, once, kept hashed."""

from sqlalchemy import DateTime, LargeBinary, String

from schema.base import Scope, entity, field, ref, unique

password_reset = entity(
    "password_reset",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("kind", String(12), "Motivo", "Reason", personal="none", required=True, choices={
        "reset": ("Password dimenticata", "Forgotten password"),
        "invitation": ("Invito", "Invitation"),
    }),
    field("token_hash", LargeBinary, "Impronta", "Fingerprint", personal="identity", secret=True,
          required=True, filters=False, sorts=False),
    field("expires_at", DateTime(timezone=True), "Scade il", "Expires at", personal="none",
          required=True),
    field("used_at", DateTime(timezone=True), "Usato il", "Used at", personal="identity"),
    unique("token_hash", scope=Scope.USER),
    label=("Scelta della password", "Password choice"),
    plural=("Scelte della password", "Password choices"),
    scope=Scope.USER, names_by="kind", sort=("-created_at",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
