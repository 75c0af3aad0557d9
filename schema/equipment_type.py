"""A type of equipment: whether the law has it inspected, how often, and who may use it."""

from sqlalchemy import Boolean, Integer, String, Text

from schema.base import Law, Scope, entity, field, ref, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("L'attrezzatura", "The equipment")
_CHECK = ("Verifiche e abilitazioni", "Inspections and licences")

equipment_type = entity(
    "equipment_type",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=4),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, section=_WHAT,
            width=6),
    field("annex7_check", Boolean, "Soggetta ad Allegato VII",
          "Subject to Annex VII", personal="none", required=True, default=False,
          section=_CHECK, width=4,
          law=Law("Art. 71, comma 11, e All. VII, D.Lgs. 81/2008 (da verificare)",
                  "Le attrezzature dell'allegato VII si sottopongono a verifiche periodiche.",
                  "Equipment of Annex VII undergoes periodic inspections.")),
    field("check_months", Integer, "Ogni quanti mesi", "Every how many months", personal="none",
          rule="positive", section=_CHECK, width=4,
          help=("La scadenza che si propone; dipende anche da uso e anno di costruzione.",
                "The interval that is proposed; use and year of construction count too.")),
    field("check_kind", String(12), "Tipo di controllo", "Kind of check", personal="none",
          section=_CHECK, width=4, choices={
              "statutory": ("Verifica di legge", "Statutory inspection"),
              "internal": ("Controllo interno", "Internal check"),
              "maintenance": ("Manutenzione", "Maintenance"),
              "rope_chain": ("Funi e catene", "Ropes and chains"),
              "electrical": ("Impianto elettrico", "Electrical installation"),
          }),
    ref("course_id", "studio.course", "Abilitazione", "Licence", section=_CHECK, width=6,
        read="consultant",  # a customer is told of no courses
        help=("Il corso che abilita a usarla, dove è prescritto.",
              "The course that licenses its use, where one is prescribed.")),
    field("legal_ref", String(200), "Riferimento", "Reference", personal="none", section=_CHECK,
          width=6, help=("Da verificare sul testo vigente.", "To be checked on the law in force.")),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Tipo di attrezzatura", "Equipment type"), plural=("Tipi di attrezzatura",
    "Equipment types"), source="lib.equipment_types", icon="cog", scope=Scope.STUDIO,
    names_by="name", sort=("name",), read="anyone", write="admin", archivable=True,
)  # fmt: skip
