"""A firm of a sector, ready to begin with: its places, jobs, activities, equipment and hazards.

The content names rows of the libraries by their codes; its shape is told in
`ytefas/library/presets.py`.
"""

from sqlalchemy import ARRAY, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il modello", "The preset")

preset = entity(
    "preset",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3),
    field("icon", String(40), "Simbolo", "Icon", personal="none", filters=False,
          section=_WHAT, width=3),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, words=True,
            section=_WHAT, width=6),
    field("ateco_prefixes", ARRAY(Text), "Codici ATECO", "ATECO codes", personal="none",
          required=True, default=list, filters=False, sorts=False, rule="ateco",
          section=_WHAT, width=12,
          help=("Il modello si propone ai clienti il cui codice comincia così.",
                "The preset is offered to customers whose code begins like this.")),
    field("content", JSONB, "Contenuto", "Content", personal="none", required=True, default=dict,
          filters=False, sorts=False, widget="preset", rule="preset", section=_WHAT, width=12),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Modello di settore", "Sector preset"), plural=("Modelli di settore",
    "Sector presets"), source="lib.presets", icon="layout-template", scope=Scope.STUDIO,
    names_by="name", sort=("sort", "code"), read="consultant", write="admin", archivable=True,
)  # fmt: skip
