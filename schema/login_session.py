"""A signed-in browser: the cookie's token is stored hashed."""

from sqlalchemy import DateTime, LargeBinary, String

from schema.base import Scope, entity, field, ref, unique

login_session = entity(
    "login_session",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("token_hash", LargeBinary, "Impronta", "Fingerprint", personal="identity", secret=True,
          required=True, filters=False, sorts=False),
    field("ip", String(45), "Indirizzo", "Address", personal="identity"),
    field("agent", String(400), "Programma", "Program", personal="identity"),
    field("node", String(120), "Nodo", "Node", personal="none", quiet=True,
          readonly=True, read="admin",
          hint=("Il server che ne tiene le finestre aperte", "The server that holds its windows")),
    field("last_seen_at", DateTime(timezone=True), "Ultima attività", "Last seen",
          personal="identity", required=True, quiet=True),
    field("proved_at", DateTime(timezone=True), "Ultima conferma", "Last proof",
          personal="identity", quiet=True,
          hint=("Quando ha dato password o codice", "When a password or a code was given")),
    field("expires_at", DateTime(timezone=True), "Scade il", "Expires at", personal="none",
          required=True),
    field("ended_at", DateTime(timezone=True), "Chiusa il", "Ended at", personal="none"),
    unique("token_hash", scope=Scope.USER),
    label=("Accesso", "Sign-in"), plural=("Accessi", "Sign-ins"), source="auth.sessions",
    scope=Scope.USER, names_by="agent", sort=("-created_at",), read="anyone", write="system",
)  # fmt: skip
