"""A type of workplace: what departments and rooms are alike in, and which hazards come with it."""

from sqlalchemy import String, Text

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il tipo di luogo", "The workplace type")

workplace_type = entity(
    "workplace_type",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=4),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Tipo di luogo", "Workplace type"), plural=("Tipi di luogo", "Workplace types"),
    source="lib.workplace_types", icon="warehouse", scope=Scope.STUDIO, names_by="name",
    sort=("name",), read="anyone", write="admin", archivable=True,
)  # fmt: skip
