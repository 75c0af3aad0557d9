"""What a user may do on one customer; administrators need no grant."""

from sqlalchemy import ARRAY, Date, String, Uuid

from schema.base import Scope, entity, field, ref, unique
from schema.sited import Whole

customer_grant = entity(
    "customer_grant",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("level", String(16), "Livello", "Level", personal="none", required=True, choices={
        "read": ("Lettura", "Read"),
        "actions_only": ("Solo misure assegnate", "Assigned measures only"),
        "edit": ("Modifica", "Edit"),
        "manage": ("Gestione", "Manage"),
    }),
    field("site_ids", ARRAY(Uuid), "Sedi", "Sites", personal="none", filters=False, sorts=False,
          hint=("Vuoto: tutte", "Empty: all of them")),
    field("valid_to", Date, "Valido fino al", "Valid to", personal="none"),
    unique("user_id"),
    label=("Permesso", "Grant"), plural=("Permessi", "Grants"), source="auth.grants",
    scope=Scope.CUSTOMER, names_by="level", sort=("level",), read="manage", write="manage",
    site=Whole("who may do what with a customer is for those who manage all of it"),
    fresh=True,
)  # fmt: skip
