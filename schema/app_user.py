"""Who may sign in: people of the studio and of its customers.

Everybody sees himself. The studio's staff see each other, and of the customers' users those with a
grant on a customer of theirs: whoever works elsewhere does not exist for them.
"""

from sqlalchemy import Boolean, DateTime, String

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
    field("active", Boolean, "Attivo", "Active", personal="none", required=True, default=True),
    field("last_login_at", DateTime(timezone=True), "Ultimo accesso", "Last sign-in",
          personal="identity", readonly=True, quiet=True),
    unique("email_lower", scope=Scope.STUDIO),
    label=("Utente", "User"), plural=("Utenti", "Users"), source="auth.users",
    scope=Scope.PEOPLE, names_by="email", sort=("surname", "name"),
    read="anyone", write="admin",
)  # fmt: skip
