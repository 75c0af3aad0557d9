"""One import into one customer: of a spreadsheet, a preset or a copy; what came of it, its undoing.

The rows are made by the import itself, never typed: every field is readonly, and `import_change`
keeps what undoing needs.
"""

from sqlalchemy import DateTime, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref
from schema.sited import Whole

_WHAT = ("L'importazione", "The import")
_CAME = ("Risultato", "Result")
_UNDONE = ("Annullamento", "Undoing")
_MOMENT = DateTime(timezone=True)

import_batch = entity(
    "import_batch",
    field("target", String(20), "Che cosa", "What", personal="none", required=True, readonly=True,
          section=_WHAT, width=3, choices={
              "sites": ("Sedi", "Sites"),
              "departments": ("Reparti", "Departments"),
              "jobs": ("Mansioni", "Jobs"),
              "persons": ("Persone", "People"),
              "equipment": ("Attrezzature", "Equipment"),
              "substances": ("Sostanze", "Substances"),
              "preset": ("Modello di settore", "Sector preset"),
              "copy": ("Copia", "Copy"),
          }),
    field("file_name", String(160), "File", "File", personal="none", required=True, readonly=True,
          prefix=True, words=True, section=_WHAT, width=6),
    field("sheet", String(80), "Foglio", "Sheet", personal="none", readonly=True, section=_WHAT,
          width=3),
    field("state", String(10), "Stato", "State", personal="none", required=True, readonly=True,
          section=_WHAT, width=3, choices={
              "applied": ("Importato", "Imported"),
              "partly": ("Annullato in parte", "Partly undone"),
              "undone": ("Annullato", "Undone"),
          }),
    field("rows", Integer, "Righe", "Rows", personal="none", required=True, readonly=True,
          section=_CAME, width=2),
    field("created_rows", Integer, "Nuovi", "Created", personal="none", required=True,
          readonly=True, section=_CAME, width=2),
    field("updated_rows", Integer, "Aggiornati", "Updated", personal="none", required=True,
          readonly=True, section=_CAME, width=2),
    field("unchanged_rows", Integer, "Invariati", "Unchanged", personal="none", required=True,
          readonly=True, section=_CAME, width=2),
    field("skipped_rows", Integer, "Saltati", "Skipped", personal="none", required=True,
          readonly=True, section=_CAME, width=2,
          help=("Righe che chi importava ha scelto di lasciare fuori.",
                "Rows that whoever imported chose to leave out.")),
    field("made_rows", Integer, "Creati insieme", "Made along", personal="none", required=True,
          readonly=True, section=_CAME, width=2,
          help=("Sedi, reparti e mansioni che mancavano e sono stati creati dal foglio.",
                "Sites, departments and jobs that were missing and were made from the sheet.")),
    field("undone_at", _MOMENT, "Annullato il", "Undone at", personal="none", readonly=True,
          section=_UNDONE, width=4),
    ref("undone_by", "studio.app_user", "Annullato da", "Undone by", personal="identity",
        readonly=True, read="consultant", section=_UNDONE, width=4),
    field("kept_rows", Integer, "Lasciati com'erano", "Left alone", personal="none", required=True,
          default=0, readonly=True, section=_UNDONE, width=4,
          help=("Dati cambiati da altri dopo l'importazione: l'annullamento non li ha toccati.",
                "Data others changed after the import: undoing did not touch them.")),
    field("sha256", String(64), "Impronta del file", "Fingerprint of the file", personal="none",
          required=True, readonly=True, filters=False, sorts=False, section=_WHAT, width=12),
    field("mapping", JSONB, "Colonne", "Columns", personal="none", required=True, readonly=True,
          default=dict, filters=False, sorts=False, section=_WHAT, width=12,
          hint=("Quale colonna del foglio in quale campo", "Which column went into which field")),
    label=("Importazione", "Import"), plural=("Importazioni", "Imports"), source="org.imports",
    icon="file-spreadsheet", scope=Scope.CUSTOMER, names_by="file_name", sort=("-created_at",),
    read="read", write="edit", create="system", delete="system",
    site=Whole("one sheet may fill every site of the customer", shown=False),
)  # fmt: skip
