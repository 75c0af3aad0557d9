"""What was already sent: one row for a rule, a record, its due date and the distance from it.

The key is what keeps a reminder from going out twice, whichever node sends it.
"""

from sqlalchemy import Date, Integer, String, Uuid

from schema.base import Scope, entity, field, ref, unique
from schema.sited import Whole

notification_log = entity(
    "notification_log",
    ref("rule_id", "studio.notification_rule", "Regola", "Rule", required=True),
    field("source", String(80), "Elenco", "List", personal="none", required=True),
    field("record_id", Uuid, "Scheda", "Record", personal="none", required=True, widget="text"),
    field("due_on", Date, "Scadenza", "Due on", personal="none", required=True),
    field("offset_days", Integer, "Distanza dalla scadenza", "Distance from the due date",
          personal="none", required=True),
    field("recipients", Integer, "Destinatari", "Recipients", personal="none", required=True,
          default=0),
    unique("rule_id", "source", "record_id", "due_on", "offset_days"),
    label=("Avviso inviato", "Reminder sent"), plural=("Avvisi inviati", "Reminders sent"),
    scope=Scope.CUSTOMER, names_by="source", sort=("-created_at",), read="manage", write="system",
    audit=False, feed=False, site=Whole("what the program sent, for managers", shown=False),
)  # fmt: skip
