"""A browser that its user has signed in from before: it opens nothing, it is just no stranger."""

from sqlalchemy import DateTime, LargeBinary

from schema.base import Scope, entity, field, ref, unique

login_device = entity(
    "login_device",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("token_hash", LargeBinary, "Impronta", "Fingerprint", personal="identity", secret=True,
          required=True, filters=False, sorts=False),
    field("last_seen_at", DateTime(timezone=True), "Ultimo accesso", "Last sign-in",
          personal="identity", required=True),
    unique("token_hash", scope=Scope.USER),
    label=("Dispositivo noto", "Known device"), plural=("Dispositivi noti", "Known devices"),
    scope=Scope.USER, names_by="id", sort=("-last_seen_at",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
