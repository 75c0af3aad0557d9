"""How often somebody tried to get in lately, per account, device or address; names nobody.

Kept here and not in memory, so that neither a restart nor another node gives fresh tries away. The
key is a hash: an address somebody mistyped (or a password typed in its place) is not stored.
"""

from sqlalchemy import DateTime, Integer, LargeBinary

from schema.base import Scope, entity, field, unique

login_tally = entity(
    "login_tally",
    field("key", LargeBinary, "Chiave", "Key", personal="identity", secret=True, required=True,
          filters=False, sorts=False),
    field("count", Integer, "Tentativi", "Tries", personal="none", required=True),
    field("since", DateTime(timezone=True), "Da", "Since", personal="none", required=True),
    field("open_at", DateTime(timezone=True), "Riapre il", "Opens at", personal="none",
          required=True),
    unique("key", scope=Scope.STUDIO),
    label=("Tentativi di accesso", "Sign-in tries"),
    plural=("Tentativi di accesso", "Sign-in tries"),
    scope=Scope.STUDIO, names_by="id", sort=("-since",), read="system", write="system",
    feed=False, audit=False,
)  # fmt: skip
