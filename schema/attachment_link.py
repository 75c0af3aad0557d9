"""Where a file hangs: on which record of its customer, in which place, and if it is printed."""

from sqlalchemy import Boolean, Index, Integer, String, Uuid

from schema.base import Scope, entity, field, ref, unique
from schema.sited import OfRecord

attachment_link = entity(
    "attachment_link",
    ref("attachment_id", "customer.attachment", "Allegato", "Attachment", required=True, once=True),
    field("source", String(80), "Elenco", "List", personal="none", required=True, once=True),
    field("record_id", Uuid, "Scheda", "Record", personal="none", required=True, once=True,
          widget="text"),
    field("sort", Integer, "Posto", "Place", personal="none", required=True, default=0),
    field("in_report", Boolean, "Nei documenti", "In documents", personal="none", required=True,
          default=True),
    unique("attachment_id", "source", "record_id"),
    Index(None, "customer_id", "source", "record_id"),
    label=("Allegato di una scheda", "Attachment of a record"),
    plural=("Allegati delle schede", "Attachments of records"), source="doc.links",
    icon="paperclip", scope=Scope.CUSTOMER, names_by="source", sort=("source", "sort"),
    read="read", write="edit", site=OfRecord(),
)  # fmt: skip
