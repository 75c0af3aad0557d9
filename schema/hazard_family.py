"""The families hazards are grouped by; the first letters of a hazard's code name its family."""

from sqlalchemy import ARRAY, Integer, String, Text

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("La famiglia", "The family")

hazard_family = entity(
    "hazard_family",
    field("code", String(20), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3,
          help=("Tre lettere, che aprono i codici dei suoi pericoli: LUO.",
                "Three letters, which begin the codes of its hazards: LUO.")),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3),
    field("icon", String(40), "Simbolo", "Icon", personal="none", section=_WHAT, width=3,
          filters=False),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    field("legal_refs", ARRAY(Text), "Riferimenti di legge", "Legal references", personal="none",
          required=True, default=list, filters=False, sorts=False, section=_WHAT, width=12,
          help=(("L'ambito normativo della famiglia. Da verificare sul testo vigente prima di "
                "stamparlo."),
                ("The legal area of the family. To be checked on the law in force before it is "
                "printed."))),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Famiglia di pericoli", "Hazard family"), plural=("Famiglie di pericoli",
    "Hazard families"), source="lib.families", icon="folder-tree", scope=Scope.STUDIO,
    names_by="name", sort=("sort", "code"), read="consultant", write="admin", archivable=True,
)  # fmt: skip
