"""Where and how a substance is used: in an activity, a job or a department, at least one of them.

References to the law are to be checked against the text in force before they are printed.
"""

from sqlalchemy import Integer, Numeric, String, Text

from schema.base import Law, Scope, entity, field, ref
from schema.checked import one_of
from schema.sited import At

_WHERE = ("Dove", "Where")
_HOW = ("Come", "How")
_PRINTED = ("7 Attrezzature, impianti, sostanze", "7 Equipment, plants, substances")
_INSIDE = {"customer_id": "customer_id"}

substance_use = entity(
    "substance_use",
    ref("substance_id", "customer.substance", "Sostanza", "Substance", required=True, once=True,
        section=_WHERE, width=12, within=_INSIDE),
    ref("department_id", "customer.department", "Reparto", "Department", section=_WHERE, width=4,
        within=_INSIDE, prints_in=_PRINTED),
    ref("activity_id", "customer.activity", "Attività", "Activity", section=_WHERE, width=4,
        within=_INSIDE, prints_in=_PRINTED),
    ref("job_id", "customer.job", "Mansione", "Job", section=_WHERE, width=4, within=_INSIDE,
        prints_in=_PRINTED,
        help=("Basta uno dei tre: reparto, attività o mansione.",
              "One of the three will do: department, activity or job.")),
    field("qty_per_shift", Numeric(12, 2), "Quantità per turno", "Quantity per shift",
          personal="none", rule="positive", section=_HOW, width=3, prints_in=_PRINTED,
          help=("Nell'unità di misura della sostanza.", "In the unit of the substance.")),
    field("minutes_day", Integer, "Minuti al giorno", "Minutes a day", personal="none",
          rule="minutes_day", section=_HOW, width=3, prints_in=_PRINTED,
          help=("Quanto dura l'esposizione in una giornata tipica.",
                "How long the exposure lasts on a typical day.")),
    field("containment", String(16), "Controllo alla fonte", "Control at source", personal="none",
          section=_HOW, width=3, prints_in=_PRINTED, choices={
              "closed": ("Sistema chiuso", "Closed system"),
              "contained": ("Contenuto, aspirazione localizzata", "Contained, local exhaust"),
              "segregated": ("Segregato dagli altri", "Segregated from others"),
              "diluted": ("Ventilazione generale", "General ventilation"),
              "manual": ("Manipolazione diretta", "Direct handling"),
          },
          law=Law("Art. 225, D.Lgs. 81/2008",
                  "Misure specifiche di protezione: processi, controlli tecnici, aspirazione alla "
                  "fonte, poi protezione individuale.",
                  "Specific measures of protection: processes, engineering controls, extraction at "
                  "source, then personal protection.")),
    field("dermal", String(12), "Contatto con la pelle", "Skin contact", personal="none",
          section=_HOW, width=3, prints_in=_PRINTED, choices={
              "none": ("Nessuno", "None"),
              "accidental": ("Accidentale", "Accidental"),
              "intermittent": ("Saltuario", "Intermittent"),
              "extensive": ("Esteso", "Extensive"),
          }),
    field("notes", Text, "Note", "Notes", personal="none", sorts=False, section=_HOW, width=12),
    one_of("department_id", "activity_id", "job_id"),
    label=("Uso della sostanza", "Use of the substance"),
    plural=("Usi delle sostanze", "Uses of substances"), source="org.substance_uses",
    icon="flask-conical", scope=Scope.CUSTOMER, names_by="containment", sort=("-created_at",),
    read="read", write="edit", archivable=True,
    site=At("department_id", "activity_id", wide=True),
)  # fmt: skip
