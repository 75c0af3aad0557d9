"""A type of personal protective equipment, with the standard it is made to and its category."""

from sqlalchemy import Boolean, String, Text

from schema.base import Law, Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il DPI", "The PPE")
_PRINTED = ("15 Misure attuate e DPI", "15 Measures in place and PPE")

ppe_type = entity(
    "ppe_type",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3),
    field("body_part", String(16), "Protegge", "Protects", personal="none", required=True,
          section=_WHAT, width=3, prints_in=_PRINTED, choices={
              "head": ("Capo", "Head"),
              "eyes_face": ("Occhi e viso", "Eyes and face"),
              "hearing": ("Udito", "Hearing"),
              "airways": ("Vie respiratorie", "Airways"),
              "hands": ("Mani e braccia", "Hands and arms"),
              "feet": ("Piedi e gambe", "Feet and legs"),
              "body": ("Corpo", "Body"),
              "skin": ("Pelle", "Skin"),
              "fall": ("Dalle cadute dall'alto", "From falls from a height"),
              "drowning": ("Dall'annegamento", "From drowning"),
          }),
    field("category", String(3), "Categoria", "Category", personal="none", section=_WHAT, width=3,
          prints_in=_PRINTED, choices={
              "I": ("I – rischi minimi", "I – minimal risks"),
              "II": ("II – rischi intermedi", "II – intermediate risks"),
              "III": ("III – rischi gravi o mortali", "III – serious or fatal risks"),
          },
          law=Law("Regolamento (UE) 2016/425, all. I (da verificare)",
                  "Divide i DPI in tre categorie secondo la gravità del rischio.",
                  "Sorts PPE into three categories by how serious the risk is.")),
    field("practice_required", Boolean, "Addestramento obbligatorio", "Practice required",
          personal="none", required=True, default=False, section=_WHAT, width=3,
          law=Law("Art. 77, comma 5, D.Lgs. 81/2008 (da verificare)",
                  "L'addestramento è indispensabile per i DPI di terza categoria e per l'udito.",
                  "Practical training is indispensable for PPE of category III and for hearing.")),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6, prints_in=_PRINTED),
    field("standard", String(120), "Norma tecnica", "Standard", personal="none", words=True,
          section=_WHAT, width=6, prints_in=_PRINTED,
          help=("La norma europea con cui si dichiara la conformità: EN 388.",
                "The European standard of its conformity: EN 388.")),
    *spoken("note", Text, "Scelta e uso", "Choice and use", sorts=False, section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Tipo di DPI", "PPE type"), plural=("Tipi di DPI", "PPE types"), source="lib.ppe_types",
    icon="hard-hat", scope=Scope.STUDIO, names_by="name", sort=("body_part", "name"),
    read="consultant", write="admin", archivable=True,
)  # fmt: skip
