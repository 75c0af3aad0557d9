"""When the studio and its customers are reminded of what is due: how early and how often."""

from sqlalchemy import ARRAY, Boolean, Integer, String, Text

from schema.base import Scope, entity, field, unique
from schema.due import CHANNELS, EVENTS

_WHEN = ("Quando", "When")
_WHOM = ("A chi e come", "To whom and how")

notification_rule = entity(
    "notification_rule",
    field("event", String(24), "Scadenza", "Deadline", personal="none", required=True,
          choices=EVENTS, section=_WHEN, width=6),
    field("days_before", ARRAY(Text), "Giorni prima", "Days before", personal="none",
          required=True, default=lambda: ["60", "30", "7", "1"], rule="days_before", filters=False,
          sorts=False, section=_WHEN, width=6,
          help=(("Un avviso per ogni numero: 60, 30, 7 e 1 avvisano due mesi, un mese, una "
                "settimana e il giorno prima."),
                ("One reminder for every number: 60, 30, 7 and 1 remind two months, one month, "
                "a week and the day before."))),
    field("overdue_every_days", Integer, "Dopo la scadenza, ogni (giorni)",
          "Once overdue, every (days)", personal="none", rule="interval_days",
          section=_WHEN, width=6,
          help=("Vuoto: scaduta la data non si insiste.",
                "Empty: nothing is sent once the day has passed.")),
    field("channel", String(8), "Mezzo", "Channel", personal="none", required=True,
          default="mail", choices=CHANNELS, section=_WHOM, width=4),
    field("audience", String(16), "Destinatari", "Audience", personal="none", required=True,
          default="lead", section=_WHOM, width=5, choices={
              "lead": ("Consulente di riferimento", "Lead consultant"),
              "consultants": ("Consulenti del cliente", "The customer's consultants"),
              "customer": ("Utenti del cliente", "The customer's users"),
              "admins": ("Amministratori dello studio", "Administrators of the studio"),
          },
          help=("Ognuno può rinunciare ai propri avvisi dalle impostazioni.",
                "Everybody can opt out of their own reminders in the settings.")),
    field("active", Boolean, "Attiva", "Active", personal="none", required=True, default=True,
          section=_WHOM, width=3),
    unique("event", "channel", "audience", scope=Scope.STUDIO),
    label=("Regola di avviso", "Notification rule"),
    plural=("Regole di avviso", "Notification rules"), source="studio.notification_rules",
    icon="bell", scope=Scope.STUDIO, names_by="event", sort=("event",), read="consultant",
    write="admin",
)  # fmt: skip
