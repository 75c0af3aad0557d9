"""A list as somebody arranged it, under a name: columns, filter, sort, grouping."""

from sqlalchemy import Boolean, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

# Shared ones are read by the program for the studio's staff; see `store/personal/views.py`.
saved_view = entity(
    "saved_view",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("source", String(80), "Elenco", "List", personal="none", required=True),
    field("name", String(80), "Nome", "Name", personal="none", required=True),
    field("shared", Boolean, "Condivisa", "Shared", personal="none", required=True, default=False),
    field("default_for_all", Boolean, "Predefinita per tutti", "Default for all", personal="none",
          required=True, default=False),
    field("locked", Boolean, "Bloccata", "Locked", personal="none", required=True, default=False),
    field("state", JSONB, "Contenuto", "Content", personal="identity", required=True,
          filters=False, sorts=False,
          hint=("I filtri possono nominare persone", "Filters may name people")),
    unique("user_id", "source", "name", scope=Scope.USER),
    label=("Vista salvata", "Saved view"), plural=("Viste salvate", "Saved views"),
    scope=Scope.PRIVATE, names_by="name", sort=("name",), read="anyone", write="anyone",
    audit=False,
)  # fmt: skip
