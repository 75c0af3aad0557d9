"""Some of the records of a bulk action, with what came of each: written together with them.

So a group tells the truth after any crash: what is not noted here was not done.
"""

from sqlalchemy import Integer
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

bulk_group = entity(
    "bulk_group",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    ref("batch_id", "studio.bulk_batch", "Azione", "Action", required=True),
    field("number", Integer, "Numero", "Number", personal="none", required=True),
    field("rows", JSONB, "Record", "Records", personal="special", required=True, filters=False,
          sorts=False, hint=("Nome, versione, esito, valori di prima",
                             "Name, version, outcome, values before")),
    unique("batch_id", "number", scope=Scope.PRIVATE),
    label=("Gruppo di record", "Group of records"),
    plural=("Gruppi di record", "Groups of records"),
    scope=Scope.PRIVATE, names_by="number", sort=("number",), read="anyone", write="anyone",
    feed=False, audit=False,
)  # fmt: skip
