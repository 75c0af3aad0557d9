"""A measure of the catalogue: what one does about hazards, worded so that it can be committed to.

Its kind says where it stands between removing a hazard and living with what is left of it.
"""

import secrets

from sqlalchemy import String, Text

from schema.base import Law, Scope, entity, field, ref, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("La misura", "The measure")
_NEEDS = ("Che cosa comporta", "What it takes")

# In the order of the general protective measures: what removes comes first, what warns comes last.
KINDS = {
    "eliminate": ("Eliminazione", "Elimination"),
    "substitute": ("Sostituzione", "Substitution"),
    "collective": ("Protezione collettiva", "Collective protection"),
    "technical": ("Tecnica", "Technical"),
    "organisational": ("Organizzativa", "Organisational"),
    "procedure": ("Procedura", "Procedure"),
    "maintenance": ("Manutenzione e verifiche", "Maintenance and inspection"),
    "signage": ("Segnaletica", "Signs"),
    "information": ("Informazione", "Information"),
    "training": ("Formazione", "Training"),
    "practice": ("Addestramento", "Practical training"),
    "ppe": ("DPI", "PPE"),
    "health_surveillance": ("Sorveglianza sanitaria", "Health surveillance"),
    "monitoring": ("Misura e controllo", "Measuring and monitoring"),
    "emergency": ("Emergenza", "Emergency"),
}
# Without 0, O, 1, I and L, which are taken for one another.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """Make the code of a measure of the studio's own."""
    return "S-" + "".join(secrets.choice(_LETTERS) for _ in range(6))


measure_template = entity(
    "measure_template",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          default=new_code, prefix=True, words=True, section=_WHAT, width=3),
    field("kind", String(20), "Tipo", "Kind", personal="none", required=True, choices=KINDS,
          section=_WHAT, width=4,
          help=(("Dall'eliminazione ai DPI: decide in che ordine le misure si leggono e si "
                "propongono."),
                ("From elimination to PPE: decides the order in which measures are read and "
                "proposed.")),
          law=Law("Art. 15, D.Lgs. 81/2008 (da verificare)",
                  "Le misure generali di tutela: prima si eliminano i rischi, poi si riducono alla "
                  "fonte, e la protezione collettiva precede quella individuale.",
                  "The general protective measures: risks are removed first, then reduced at the "
                  "source, and collective protection comes before individual.")),
    field("default_state", String(8), "Si propone come", "Offered as", personal="none",
          required=True, default="proposed", section=_WHAT, width=4, choices={
              "existing": ("Già attuata", "In place"),
              "proposed": ("Da attuare", "To be done"),
          }),
    *spoken("text", String(500), "Testo", "Text", required=True, prefix=True, words=True,
            section=_WHAT, width=6,
            prints_in=("15 Misure attuate e DPI; 18 Programma di miglioramento",
                       "15 Measures in place and PPE; 18 Improvement programme")),
    *spoken("note", Text, "Come si attua", "How it is done", sorts=False, section=_WHAT, width=6),
    ref("ppe_type_id", "studio.ppe_type", "DPI", "PPE", section=_NEEDS, width=4,
        show_if=["kind", "eq", "ppe"]),
    ref("course_id", "studio.course", "Corso", "Course", section=_NEEDS, width=4,
        help=("Il corso che la attua: entra nel fabbisogno formativo delle mansioni esposte.",
              "The course that carries it out: it enters the training needs of the exposed jobs.")),
    ref("exam_id", "studio.exam", "Accertamento sanitario", "Health check", section=_NEEDS,
        width=4, show_if=["kind", "eq", "health_surveillance"]),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Misura tipo", "Typical measure"), plural=("Misure tipo", "Typical measures"),
    source="lib.measures", icon="shield-check", scope=Scope.STUDIO, names_by="text",
    sort=("code",), read="consultant", write="admin", archivable=True,
)  # fmt: skip
