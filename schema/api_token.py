"""A key for other people's programs; shown once, stored hashed."""

from sqlalchemy import ARRAY, DateTime, LargeBinary, String, Text

from schema.base import Scope, entity, field, ref, unique

api_token = entity(
    "api_token",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("name", String(80), "Nome", "Name", personal="none", required=True),
    field("token_hash", LargeBinary, "Impronta", "Fingerprint", personal="identity", secret=True,
          required=True, filters=False, sorts=False),
    field("scopes", ARRAY(Text), "Ambiti", "Scopes", personal="none", required=True, default=list,
          filters=False, sorts=False),
    field("expires_at", DateTime(timezone=True), "Scade il", "Expires at", personal="none"),
    field("last_used_at", DateTime(timezone=True), "Ultimo uso", "Last used", personal="identity",
          quiet=True),
    field("revoked_at", DateTime(timezone=True), "Revocata il", "Revoked at", personal="none"),
    unique("token_hash", scope=Scope.USER),
    label=("Chiave API", "API token"), plural=("Chiavi API", "API tokens"), source="auth.tokens",
    scope=Scope.USER, names_by="name", sort=("name",), read="anyone", write="system",
)  # fmt: skip
