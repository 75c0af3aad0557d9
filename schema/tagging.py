"""Which record carries which tag."""

from sqlalchemy import Index, String, Uuid

from schema.base import Scope, entity, field, ref, unique
from schema.sited import OfRecord

tagging = entity(
    "tagging",
    ref("tag_id", "studio.tag", "Etichetta", "Tag", required=True, once=True),
    field("source", String(80), "Elenco", "List", personal="none", required=True, once=True),
    field("record_id", Uuid, "Scheda", "Record", personal="none", required=True, once=True,
          widget="text"),
    unique("tag_id", "source", "record_id"),
    Index(None, "customer_id", "source", "record_id"),
    label=("Etichetta di una scheda", "Tag of a record"),
    plural=("Etichette delle schede", "Tags of records"), source="doc.taggings", icon="tag",
    scope=Scope.CUSTOMER, names_by="source", sort=("source",), read="read", write="edit",
    site=OfRecord(),
)  # fmt: skip
