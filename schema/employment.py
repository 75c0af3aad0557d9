"""An employment: under which contract a person works for the customer, from when to when.

One after the other, never two at once: a change of contract ends one and begins the next.
"""

from sqlalchemy import Boolean, Date, Numeric, String

from schema.base import Law, Scope, entity, field, ref
from schema.dates import in_order, keep_apart

_WHAT = ("Il rapporto di lavoro", "The employment")

employment = entity(
    "employment",
    ref("person_id", "customer.person", "Persona", "Person", required=True, once=True,
        personal="identity", section=_WHAT, width=6),
    field("contract", String(16), "Contratto", "Contract", personal="identity", required=True,
          default="permanent", section=_WHAT, width=6, choices={
              "permanent": ("Tempo indeterminato", "Permanent"),
              "fixed_term": ("Tempo determinato", "Fixed term"),
              "agency": ("Somministrazione", "Agency work"),
              "apprentice": ("Apprendistato", "Apprenticeship"),
              "trainee": ("Tirocinio", "Traineeship"),
              "on_call": ("A chiamata", "On call"),
              "seasonal": ("Stagionale", "Seasonal"),
              "self_employed": ("Lavoro autonomo", "Self-employed"),
              "volunteer": ("Volontariato", "Volunteer"),
              "partner": ("Socio lavoratore", "Working partner"),
              "student": ("Studente in percorso scolastico", "Student on placement"),
          },
          help=(("La valutazione tiene conto della tipologia contrattuale: lo stesso elenco "
                "alimenta i gruppi a rischio particolare."),
                ("The assessment takes the kind of contract into account: the same list feeds the "
                "groups at particular risk.")),
          law=Law("Art. 28, comma 1, D.Lgs. 81/2008",
                  "Tra i rischi da valutare ci sono quelli connessi alla specifica tipologia "
                  "contrattuale.",
                  "The risks to assess include those linked to the kind of contract.")),
    field("hired_on", Date, "Assunzione", "Hired on", personal="identity", required=True,
          section=_WHAT, width=3, help=("Il primo giorno di lavoro.", "The first day of work.")),
    field("ended_on", Date, "Cessazione", "Ended on", personal="identity", section=_WHAT, width=3,
          help=(("L'ultimo giorno di lavoro. Vuoto: in corso. Con «Cessazione» "
                "finiscono anche mansioni e nomine."),
                ('The last day of work. Empty: still going on. "End employment" also ends jobs '
                "and appointments."))),
    field("part_time_pct", Numeric(5, 2), "Part-time", "Part time", personal="identity", unit="%",
          rule="percent", section=_WHAT, width=3,
          help=("Quota dell'orario pieno. Vuoto: tempo pieno.",
                "Share of full time. Empty: full time.")),
    field("remote_work", Boolean, "Lavoro agile", "Remote work", personal="identity",
          required=True, default=False, section=_WHAT, width=3,
          help=("Lavora anche fuori dai locali dell'azienda: serve l'informativa scritta annuale.",
                "Also works away from the premises: the yearly written notice is due.")),
    in_order("hired_on", "ended_on"),
    label=("Rapporto di lavoro", "Employment"), plural=("Rapporti di lavoro", "Employments"),
    source="org.employments", icon="briefcase", scope=Scope.CUSTOMER, names_by="contract",
    sort=("-hired_on",), read="read", write="edit", archivable=True, site="person_id",
)  # fmt: skip

keep_apart(employment, "hired_on", "ended_on", same=("person_id",))
