"""What a person prefers, by name: density, theme, widths of columns, keys."""

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

# The feed takes it to the user's other sessions; the audit is about customers' data, not taste.
preference = entity(
    "preference",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("name", String(120), "Nome", "Name", personal="none", required=True),
    field("value", JSONB, "Valore", "Value", personal="identity", filters=False, sorts=False),
    field("said_by", String(32), "Sessione", "Session", personal="none", required=True,
          hint=("Quella che l'ha detto per ultima", "The one that said it last")),
    unique("user_id", "name", scope=Scope.USER),
    label=("Preferenza", "Preference"), plural=("Preferenze", "Preferences"),
    scope=Scope.PRIVATE, names_by="name", sort=("name",), read="anyone", write="anyone",
    audit=False,
)  # fmt: skip
