"""What was said about a record, by whom (`created_by`), and when it was dealt with."""

from sqlalchemy import DateTime, Index, String, Text, Uuid

from schema.base import Scope, entity, field
from schema.sited import OfRecord

comment = entity(
    "comment",
    field("source", String(80), "Elenco", "List", personal="none", required=True, once=True),
    field("record_id", Uuid, "Scheda", "Record", personal="none", required=True, once=True,
          widget="text"),
    field("body", Text, "Commento", "Comment", personal="identity", required=True, words=True,
          sorts=False, width=12),
    field("resolved_at", DateTime(timezone=True), "Risolto il", "Resolved at", personal="none"),
    Index(None, "customer_id", "source", "record_id"),
    label=("Commento", "Comment"), plural=("Commenti", "Comments"), source="doc.comments",
    icon="message-square", scope=Scope.CUSTOMER, names_by="body", sort=("-created_at",),
    read="read", write="edit", site=OfRecord(),
)  # fmt: skip
