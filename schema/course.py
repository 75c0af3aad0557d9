"""A course: how long it takes, how long it is good for, which rule asks for it."""

from sqlalchemy import Boolean, Integer, Numeric, String, Text

from schema.base import Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il corso", "The course")
_PRINTED = ("16 Informazione, formazione, addestramento",
            "16 Information, training and practice")  # fmt: skip

course = entity(
    "course",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3),
    field("hours", Numeric(5, 1), "Durata", "Length", personal="none", unit="h", rule="positive",
          section=_WHAT, width=3, prints_in=_PRINTED,
          help=("La durata minima in ore. Da verificare sull'accordo vigente.",
                "The least length in hours. To be checked on the agreement in force.")),
    field("validity_months", Integer, "Validità in mesi", "Valid for, in months", personal="none",
          rule="positive", section=_WHAT, width=3, prints_in=_PRINTED,
          help=("Dopo quanti mesi va aggiornato. Vuoto: non scade.",
                "After how many months it is to be refreshed. Empty: it does not expire.")),
    field("practical", Boolean, "Con prova pratica", "With a practical test", personal="none",
          required=True, default=False, section=_WHAT, width=3),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6, prints_in=_PRINTED),
    *spoken("content", Text, "Contenuti", "Contents", sorts=False, section=_WHAT, width=6),
    field("legal_ref", String(200), "Riferimento", "Reference", personal="none", words=True,
          section=_WHAT, width=9, prints_in=_PRINTED),
    field("legal_checked", Boolean, "Riferimento verificato", "Reference checked",
          personal="none", required=True, default=False, section=_WHAT, width=3,
          help=("Segnalo quando hai confrontato ore e scadenza con l'accordo vigente.",
                "Tick it when you have compared hours and expiry with the agreement in force.")),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Corso", "Course"), plural=("Corsi", "Courses"), source="lib.courses",
    icon="graduation-cap", scope=Scope.STUDIO, names_by="name", sort=("code",),
    read="consultant", write="admin", archivable=True,
)  # fmt: skip
