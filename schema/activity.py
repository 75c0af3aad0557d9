"""An activity (fase, processo): what is done, in steps as fine as they need; a tree per customer.

It may say where it is done. Site and department then agree: the database holds the department to
the site (a key of three columns), whoever writes.
"""

from sqlalchemy import ForeignKeyConstraint, Integer, String, Text

from schema.base import Scope, entity, field, ref
from schema.sited import At

_WHAT = ("L'attività", "The activity")
_WHERE = ("Dove si svolge", "Where it is done")
_PRINTED = ("5 Descrizione di luoghi e attività", "5 Places and activities")

activity = entity(
    "activity",
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=6, prints_in=_PRINTED,
          help=("Una fase o un processo: taglio lamiere, cassa, somministrazione farmaci.",
                "A step or a process: cutting sheets, the till, giving medicines.")),
    ref("parent_id", "customer.activity", "Fa parte di", "Part of", section=_WHAT, width=6,
        within={"customer_id": "customer_id"},
        help=("Vuoto: è un processo a sé. Altrimenti è una fase di quello scelto.",
              "Empty: a process of its own. Otherwise it is a step of the chosen one.")),
    field("position", Integer, "Ordine", "Order", personal="none", required=True, default=10,
          rule="not_negative", section=_WHAT, width=3,
          help=("Le fasi dello stesso processo si elencano in quest'ordine.",
                "The steps of a process are listed in this order.")),
    field("frequency", String(12), "Frequenza", "Frequency", personal="none", section=_WHAT,
          width=3, prints_in=_PRINTED, choices={
              "continuous": ("Continuativa", "Continuous"),
              "daily": ("Giornaliera", "Daily"),
              "weekly": ("Settimanale", "Weekly"),
              "monthly": ("Mensile", "Monthly"),
              "yearly": ("Annuale", "Yearly"),
              "seasonal": ("Stagionale", "Seasonal"),
              "occasional": ("Occasionale", "Occasional"),
          }),
    ref("activity_type_id", "studio.activity_type", "Tipo di attività", "Activity type",
        section=_WHAT, width=6,
        help=("Dal catalogo: fa proporre i pericoli che di solito la riguardano.",
              "From the catalogue: it proposes the hazards that usually come with it.")),
    field("description", Text, "Descrizione", "Description", personal="none", sorts=False,
          words=True, section=_WHAT, width=12, prints_in=_PRINTED),
    ref("site_id", "customer.site", "Sede", "Site", section=_WHERE, width=6,
        within={"customer_id": "customer_id"},
        help=("Vuoto: vale per tutta l'azienda.", "Empty: it holds for the whole firm.")),
    ref("department_id", "customer.department", "Reparto", "Department", section=_WHERE, width=6,
        within={"site_id": "site_id"}, show_if=["site_id", "notnull"]),
    ForeignKeyConstraint(
        ["customer_id", "site_id", "department_id"],
        ["department.customer_id", "department.site_id", "department.id"],
        name="fk_activity_department_of_the_site",
    ),
    label=("Attività", "Activity"), plural=("Attività", "Activities"), source="org.activities",
    icon="workflow", scope=Scope.CUSTOMER, names_by="name", sort=("position", "name"), read="read",
    write="edit", archivable=True, tree="parent_id", site=At("department_id", "site_id", wide=True),
)  # fmt: skip
