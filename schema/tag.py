"""A word of the studio for sorting records its own way; records of customers carry it."""

from sqlalchemy import String

from schema.base import Scope, entity, field, unique

_COLOURS = {
    "grey": ("Grigio", "Grey"), "red": ("Rosso", "Red"), "amber": ("Ambra", "Amber"),
    "green": ("Verde", "Green"), "teal": ("Petrolio", "Teal"), "blue": ("Blu", "Blue"),
    "violet": ("Viola", "Violet"), "pink": ("Rosa", "Pink"),
}  # fmt: skip

tag = entity(
    "tag",
    field("name", String(60), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, width=6,
          help=("Breve: si legge su un'etichetta.", "Short: it is read on a label.")),
    field("colour", String(8), "Colore", "Colour", personal="none", required=True, default="grey",
          choices=_COLOURS, width=3),
    unique("name_lower", scope=Scope.STUDIO),
    label=("Etichetta", "Tag"), plural=("Etichette", "Tags"), source="doc.tags", icon="tag",
    scope=Scope.STUDIO, names_by="name", sort=("name",), read="anyone", write="admin",
    archivable=True,
)  # fmt: skip
