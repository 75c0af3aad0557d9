"""A type of activity: a phase of work that brings the same hazards wherever it is done."""

from sqlalchemy import String, Text

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il tipo di attività", "The activity type")

activity_type = entity(
    "activity_type",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=4),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Tipo di attività", "Activity type"), plural=("Tipi di attività", "Activity types"),
    source="lib.activity_types", icon="workflow", scope=Scope.STUDIO, names_by="name",
    sort=("name",), read="anyone", write="admin", archivable=True,
)  # fmt: skip
