"""A release of the catalogue: what came with the program or in a file, and what became of it."""

from sqlalchemy import ARRAY, Date, DateTime, Integer, String, Text

from schema.base import Scope, entity, field, unique
from schema.spoken import spoken

library_release = entity(
    "library_release",
    field("version", String(20), "Versione", "Version", personal="none", required=True,
          readonly=True, prefix=True, words=True, width=3),
    field("state", String(10), "Stato", "State", personal="none", required=True, readonly=True,
          default="proposed", width=3, choices={
              "proposed": ("Da decidere", "To be decided"),
              "loaded": ("Caricata", "Loaded"),
              "superseded": ("Superata", "Superseded"),
          }),
    field("released_on", Date, "Del", "Of", personal="none", readonly=True, width=3),
    field("imported_at", DateTime(timezone=True), "Letta il", "Read on", personal="none",
          readonly=True, width=3),
    *spoken("name", String(200), "Nome", "Name", required=True, readonly=True, words=True,
            width=6),
    *spoken("note", Text, "Che cosa cambia", "What changes", readonly=True, sorts=False, width=6),
    field("sha256", String(64), "Impronta SHA-256", "SHA-256", personal="none", required=True,
          readonly=True, width=6),
    field("rows", Integer, "Righe", "Rows", personal="none", required=True, readonly=True,
          default=0, width=3),
    field("undecided", Integer, "Da decidere", "To be decided", personal="none", required=True,
          readonly=True, default=0, width=3),
    field("items", ARRAY(Text), "Voci", "Items", personal="none", required=True, default=list,
          readonly=True, filters=False, sorts=False, widget="none", read="admin", quiet=True),
    unique("version", scope=Scope.STUDIO),
    label=("Edizione del catalogo", "Catalogue release"), plural=("Edizioni del catalogo",
    "Catalogue releases"), source="lib.releases", icon="package", scope=Scope.STUDIO,
    names_by="version", sort=("-imported_at",), read="admin", write="admin",
)  # fmt: skip
