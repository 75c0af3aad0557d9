"""A list of questions for a visit; its questions are rows of their own."""

from sqlalchemy import Integer, String, Text

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("La lista", "The checklist")

checklist = entity(
    "checklist",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=4),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Lista di controllo", "Checklist"), plural=("Liste di controllo", "Checklists"),
    source="lib.checklists", icon="list-checks", scope=Scope.STUDIO, names_by="name",
    sort=("sort", "code"), read="consultant", write="admin", archivable=True,
)  # fmt: skip
