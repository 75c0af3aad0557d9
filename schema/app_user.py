"""Who may sign in: people of the studio and of its customers.

Everybody sees himself. The studio's staff see each other, and of the customers' users those with a
grant on a customer of theirs: whoever works elsewhere does not exist for them.
"""

from sqlalchemy import BigInteger, Boolean, DateTime, String

from schema.base import Scope, entity, field, unique

app_user = entity(
    "app_user",
    field("email", String(254), "E-mail", "E-mail", personal="contact", required=True,
          prefix=True, words=True, hint=("Serve per entrare", "Used to sign in")),
    field("name", String(80), "Nome", "Name", personal="identity", required=True, words=True),
    field("surname", String(80), "Cognome", "Surname", personal="identity", required=True,
          prefix=True, words=True),
    field("locale", String(5), "Lingua", "Language", personal="none", required=True, default="it",
          choices={"it": ("Italiano", "Italian"), "en": ("Inglese", "English")}),
    field("role", String(16), "Ruolo", "Role", personal="none", required=True, choices={
        "admin": ("Amministratore", "Administrator"),
        "consultant": ("Consulente", "Consultant"),
        "customer_user": ("Utente del cliente", "Customer's user"),
    }),
    field("password_hash", String(255), "Password", "Password", personal="identity", secret=True,
          filters=False, sorts=False, widget="password"),
    field("totp_secret", String(128), "Secondo fattore", "Second factor", personal="identity",
          secret=True, filters=False, sorts=False, widget="password"),
    # Sealed with the installation's key (`store/identity/seal.py`), like the one being confirmed.
    field("totp_pending", String(128), "Secondo fattore da confermare", "Second factor to confirm",
          personal="identity", secret=True, quiet=True, filters=False, sorts=False,
          widget="password"),
    field("totp_confirmed_at", DateTime(timezone=True), "Secondo fattore attivo dal",
          "Second factor since", personal="identity", readonly=True, write="system",
          hint=("Il codice chiesto dopo la password", "The code asked for after the password")),
    field("totp_step", BigInteger, "Ultimo codice usato", "Last code used", personal="identity",
          secret=True, quiet=True, filters=False, sorts=False, widget="password"),
    field("must_change_password", Boolean, "Deve cambiare la password", "Must change the password",
          personal="none", required=True, default=False, readonly=True, write="system"),
    field("invited_at", DateTime(timezone=True), "Invitato il", "Invited at", personal="identity",
          readonly=True, write="system"),
    field("active", Boolean, "Attivo", "Active", personal="none", required=True, default=True),
    field("last_login_at", DateTime(timezone=True), "Ultimo accesso", "Last sign-in",
          personal="identity", readonly=True, quiet=True),
    unique("email_lower", scope=Scope.STUDIO),
    label=("Utente", "User"), plural=("Utenti", "Users"), source="auth.users",
    scope=Scope.PEOPLE, names_by="email", sort=("surname", "name"),
    read="anyone", write="admin", fresh=True,
)  # fmt: skip
