"""Which reminders somebody does not want."""

from sqlalchemy import String

from schema.base import Scope, entity, field, ref, unique
from schema.due import CHANNELS, EVENTS

notification_optout = entity(
    "notification_optout",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("event", String(24), "Scadenza", "Deadline", personal="none", required=True,
          choices=EVENTS),
    field("channel", String(8), "Mezzo", "Channel", personal="none", required=True,
          choices=CHANNELS),
    unique("user_id", "event", "channel", scope=Scope.USER),
    label=("Avviso rifiutato", "Declined reminder"),
    plural=("Avvisi rifiutati", "Declined reminders"),
    scope=Scope.USER, names_by="event", sort=("event",), read="anyone", write="anyone",
    audit=False,
)  # fmt: skip
