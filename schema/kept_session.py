"""What a session has open, kept so that another node (or this one, restarted) can show it again."""

from sqlalchemy import DateTime, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

kept_session = entity(
    "kept_session",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("number", String(32), "Sessione", "Session", personal="none", required=True),
    field("data", JSONB, "Contenuto", "Content", personal="special", required=True, secret=True,
          filters=False, sorts=False, hint=("Anche modifiche non salvate", "Unsaved changes too")),
    field("kept_until", DateTime(timezone=True), "Tenuta fino al", "Kept until", personal="none",
          required=True),
    unique("number", scope=Scope.USER),
    label=("Sessione conservata", "Kept session"),
    plural=("Sessioni conservate", "Kept sessions"),
    scope=Scope.USER, names_by="number", sort=("-updated_at",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
