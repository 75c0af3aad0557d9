"""A single-use key that turns a signed-in browser into a WAMP session, within a minute."""

from sqlalchemy import DateTime, LargeBinary, Uuid

from schema.base import Scope, entity, field, ref, unique

ticket = entity(
    "ticket",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("login_id", Uuid, "Accesso", "Sign-in", personal="none", required=True,
          hint=("Accesso o chiave da cui nasce", "The sign-in or token it comes from")),
    field("token_hash", LargeBinary, "Impronta", "Fingerprint", personal="identity", secret=True,
          required=True, filters=False, sorts=False),
    field("expires_at", DateTime(timezone=True), "Scade il", "Expires at", personal="none",
          required=True),
    field("used_at", DateTime(timezone=True), "Usato il", "Used at", personal="none"),
    unique("token_hash", scope=Scope.USER),
    label=("Biglietto", "Ticket"), plural=("Biglietti", "Tickets"),
    scope=Scope.USER, names_by="id", sort=("-created_at",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
