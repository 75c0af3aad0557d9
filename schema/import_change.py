"""What one import did to one row, so that undoing it restores exactly what was there.

`before` and `after` hold the columns that changed, as plain data; a row that was made has no
`before`. `version` is the row's version when the import ended: a later one means that somebody has
changed it since. The rows themselves are announced and audited, so these are not.
"""

from sqlalchemy import Boolean, DateTime, Index, Integer, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique
from schema.sited import Whole

import_change = entity(
    "import_change",
    ref("batch_id", "customer.import_batch", "Importazione", "Import", required=True),
    field("number", Integer, "Numero", "Number", personal="none", required=True),
    field("entity", String(63), "Tabella", "Table", personal="none", required=True),
    field("record_id", Uuid, "Record", "Record", personal="none", required=True),
    field("made", Boolean, "Creato", "Made", personal="none", required=True),
    field("version", Integer, "Versione", "Version", personal="none", required=True),
    field("before", JSONB, "Prima", "Before", personal="special", filters=False, sorts=False),
    field("after", JSONB, "Dopo", "After", personal="special", filters=False, sorts=False),
    field("undone_at", DateTime(timezone=True), "Annullato il", "Undone at", personal="none"),
    unique("batch_id", "number"),
    Index(None, "customer_id", "entity", "record_id"),  # a person's erasure looks for his rows
    label=("Riga importata", "Imported row"), plural=("Righe importate", "Imported rows"),
    scope=Scope.CUSTOMER, names_by="number", sort=("number",), read="edit", write="edit",
    create="system", delete="system", feed=False, audit=False,
    site=Whole("it is of its import, and no list of its own", shown=False),
)  # fmt: skip
