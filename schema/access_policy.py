"""How strictly the studio's people sign in: one row, set by its administrators."""

from sqlalchemy import String

from schema.base import Scope, entity, field, unique

access_policy = entity(
    "access_policy",
    field("name", String(16), "Nome", "Name", personal="none", required=True, default="studio",
          readonly=True, choices={"studio": ("Regole di accesso", "Access rules")}),
    field("second_factor", String(12), "Secondo fattore", "Second factor", personal="none",
          required=True, default="admins", choices={
              "nobody": ("Facoltativo", "Optional"),
              "admins": ("Obbligatorio per gli amministratori", "Required for administrators"),
              "staff": ("Obbligatorio per tutto lo studio", "Required for all the studio's staff"),
              "everybody": ("Obbligatorio per tutti", "Required for everybody"),
          }),
    unique("name", scope=Scope.STUDIO),
    label=("Regole di accesso", "Access rules"), plural=("Regole di accesso", "Access rules"),
    source="auth.policy", icon="shield",
    scope=Scope.STUDIO, names_by="name", sort=("name",), read="admin", write="admin",
    create="system", delete="system", fresh=True,
)  # fmt: skip
