"""Files of the studio and of no customer: its logo, the strip that heads its paper."""

from sqlalchemy import BigInteger, Integer, String

from schema.base import Scope, entity, field

studio_file = entity(
    "studio_file",
    field("filename", String(200), "Nome del file", "File name", personal="none", required=True,
          once=True),
    field("mime", String(100), "Tipo", "Type", personal="none", required=True, once=True),
    field("bytes", BigInteger, "Dimensione", "Size", personal="none", required=True, once=True,
          unit="byte"),
    field("sha256", String(64), "Impronta SHA-256", "SHA-256", personal="none", required=True,
          once=True),
    field("storage_key", String(200), "Posto in archivio", "Storage key", personal="none",
          required=True, secret=True, filters=False, sorts=False),
    field("width", Integer, "Larghezza", "Width", personal="none", unit="px"),
    field("height", Integer, "Altezza", "Height", personal="none", unit="px"),
    label=("File dello studio", "File of the studio"),
    plural=("File dello studio", "Files of the studio"),
    scope=Scope.STUDIO, names_by="filename", sort=("filename",), read="anyone", write="admin",
)  # fmt: skip
