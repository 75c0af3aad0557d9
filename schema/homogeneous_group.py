"""A homogeneous group: people exposed in the same way, assessed together (stress, noise, …)."""

from sqlalchemy import Integer, String, Text

from schema.base import Law, Scope, entity, field, ref, unique
from schema.sited import At

_WHAT = ("Il gruppo", "The group")
_WHO = ("Quanti sono", "How many")
_PRINTED = ("6 Mansioni e addetti; 9 Rischi specifici", "6 Jobs and people; 9 Specific risks")

homogeneous_group = entity(
    "homogeneous_group",
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=6, prints_in=_PRINTED),
    field("purpose", String(12), "Serve per", "Made for", personal="none", required=True,
          default="general", section=_WHAT, width=3, prints_in=_PRINTED, choices={
              "general": ("Valutazione generale", "General assessment"),
              "stress": ("Stress lavoro-correlato", "Work-related stress"),
              "noise": ("Rumore", "Noise"),
              "vibration": ("Vibrazioni", "Vibration"),
              "chemical": ("Agenti chimici", "Chemical agents"),
              "other": ("Altro", "Other"),
          },
          law=Law("Art. 28, comma 1, e artt. 190, 202, 223, D.Lgs. 81/2008",
                  "La valutazione riguarda anche gruppi di lavoratori; lo stress si valuta per "
                  "gruppi omogenei.",
                  "The assessment covers groups of workers too; stress is assessed by homogeneous "
                  "groups.")),
    ref("site_id", "customer.site", "Sede", "Site", section=_WHAT, width=3,
        within={"customer_id": "customer_id"},
        help=("Vuoto: il gruppo attraversa tutte le sedi.",
              "Empty: the group goes across all sites.")),
    field("description", Text, "Criterio", "Criterion", personal="none", sorts=False, words=True,
          section=_WHAT, width=12, prints_in=_PRINTED,
          help=("Che cosa accomuna chi ne fa parte: esposizione, turni, ambienti.",
                "What its members have in common: exposure, shifts, places.")),
    field("men", Integer, "Uomini", "Men", personal="none", rule="not_negative", section=_WHO,
          width=3, prints_in=_PRINTED,
          help=("Si scrive solo dove i nomi non sono in elenco: altrimenti si conta chi c'è.",
                "Typed only where no names are listed: otherwise the members are counted.")),
    field("women", Integer, "Donne", "Women", personal="none", rule="not_negative", section=_WHO,
          width=3, prints_in=_PRINTED),
    unique("purpose", "name"),
    label=("Gruppo omogeneo", "Homogeneous group"),
    plural=("Gruppi omogenei", "Homogeneous groups"), source="org.groups", icon="users-round",
    scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read", write="edit",
    archivable=True, site=At("site_id", wide=True),
)  # fmt: skip
