"""A health check that an occupational physician may put into a protocol; it holds no results."""

from sqlalchemy import Integer, String, Text

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("L'accertamento", "The health check")
_PRINTED = ("17 Sorveglianza sanitaria", "17 Health surveillance")

exam = entity(
    "exam",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3),
    field("default_months", Integer, "Ogni quanti mesi", "Every how many months", personal="none",
          rule="positive", section=_WHAT, width=3, prints_in=_PRINTED,
          help=("Una proposta: la periodicità la decide il medico competente.",
                "A proposal: the occupational physician decides how often.")),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6, prints_in=_PRINTED),
    *spoken("note", Text, "Quando si usa", "When it is used", sorts=False, section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Accertamento sanitario", "Health check"), plural=("Accertamenti sanitari",
    "Health checks"), source="lib.exams", icon="stethoscope", scope=Scope.STUDIO,
    names_by="name", sort=("name",), read="consultant", write="admin", archivable=True,
)  # fmt: skip
