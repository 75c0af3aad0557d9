"""A spreadsheet somebody is importing: kept for him alone, and only until the import ends.

The file is what the wizard stands on: the columns he chose and the cells he corrected are kept with
it, so that a lost connection or another node costs nothing.
"""

from sqlalchemy import DateTime, Index, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref

import_upload = entity(
    "import_upload",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    ref("customer_id", "studio.customer", "Cliente", "Customer", required=True),
    field("target", String(20), "Che cosa", "What", personal="none", required=True),
    field("file_name", String(160), "File", "File", personal="none", required=True),
    field("sha256", String(64), "Impronta", "Fingerprint", personal="none", required=True),
    field("data", LargeBinary, "Contenuto", "Content", personal="special", required=True,
          filters=False, sorts=False),
    field("choices", JSONB, "Scelte", "Choices", personal="special", required=True, default=dict,
          filters=False, sorts=False,
          hint=("Foglio, colonne e celle corrette", "Sheet, columns and corrected cells")),
    field("expires_at", DateTime(timezone=True), "Tenuto fino al", "Kept until", personal="none",
          required=True),
    Index("ix_import_upload_expires_at", "expires_at"),
    label=("Foglio caricato", "Uploaded sheet"), plural=("Fogli caricati", "Uploaded sheets"),
    scope=Scope.PRIVATE, names_by="file_name", sort=("-created_at",), read="anyone",
    write="anyone", feed=False, audit=False,
)  # fmt: skip
