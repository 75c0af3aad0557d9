"""A file of a customer: a photo, a deed, a data sheet, as it was stored after being looked at.

The bytes are on disk under `storage_key`, named by their hash inside the customer; the row says
what they are. It hangs on records by `attachment_link`, or stands in a field that refers to it.
"""

from sqlalchemy import BigInteger, Date, Index, Integer, String

from schema.base import Scope, entity, field
from schema.sited import NamedBy
from schema.spoken import spoken

_FILE = ("Il file", "The file")
_SAYS = ("Che cosa mostra", "What it shows")

attachment = entity(
    "attachment",
    field("filename", String(200), "Nome del file", "File name", personal="identity",
          required=True, prefix=True, words=True, section=_FILE, width=8,
          help=("Con questo nome si scarica.", "It is downloaded under this name.")),
    field("mime", String(100), "Tipo", "Type", personal="none", required=True, readonly=True,
          section=_FILE, width=4, choices={
              "image/jpeg": ("Foto JPG", "JPG photo"),
              "image/png": ("Immagine PNG", "PNG image"),
              "image/webp": ("Immagine WebP", "WebP image"),
              "application/pdf": ("PDF", "PDF"),
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
                  ("Documento Word", "Word document"),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
                  ("Foglio Excel", "Excel sheet"),
          },
          lock=("Si riconosce dal contenuto.", "It is told from the content.")),
    field("bytes", BigInteger, "Dimensione", "Size", personal="none", required=True, readonly=True,
          unit="byte", section=_FILE, width=3),
    field("width", Integer, "Larghezza", "Width", personal="none", readonly=True, unit="px",
          section=_FILE, width=3),
    field("height", Integer, "Altezza", "Height", personal="none", readonly=True, unit="px",
          section=_FILE, width=3),
    field("sha256", String(64), "Impronta SHA-256", "SHA-256", personal="none", required=True,
          readonly=True, section=_FILE, width=12,
          help=("Prova che il file è quello: si calcola su ciò che è stato conservato.",
                "Proves that it is this file: computed over what was kept.")),
    field("storage_key", String(200), "Posto in archivio", "Storage key", personal="none",
          required=True, secret=True, filters=False, sorts=False),
    *spoken("caption", String(400), "Didascalia", "Caption", personal="identity", words=True,
            section=_SAYS, width=9),
    field("taken_on", Date, "Scattata il", "Taken on", personal="none", section=_SAYS, width=3,
          help=(("Letta dalla foto prima di toglierle i dati nascosti; la posizione non si "
                "conserva."),
                ("Read from the photo before its hidden data are removed; the position is not "
                "kept."))),
    Index(None, "customer_id", "sha256"),
    Index(None, "created_by", "created_at"),  # what somebody stored today
    label=("Allegato", "Attachment"), plural=("Allegati", "Attachments"), source="doc.attachments",
    icon="paperclip", scope=Scope.CUSTOMER, names_by="filename", sort=("-created_at",),
    read="read", write="edit", create="system",
    site=NamedBy(wide=True, maker=True),
)  # fmt: skip
