"""A risk matrix of the studio's own: axes, how they combine, bands; a method like the others.

What it says is checked as a whole before it is published (`ytefas/methods/kit/definition.py`), and
stays as it is once something was rated with it: what changes is the next version
(`ytefas/store/own_methods.py`). A calculation keeps the version it was made with.
"""

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, unique
from schema.spoken import spoken

DRAFT, PUBLISHED, RETIRED = "draft", "published", "retired"
STATES = {
    DRAFT: ("Bozza", "Draft"),
    PUBLISHED: ("Pubblicata", "Published"),
    RETIRED: ("Ritirata", "Retired"),
}
_WHAT = ("La matrice", "The matrix")
_CONTENT = ("Assi e fasce", "Axes and bands")
_LOCK = ("Lo conta il programma.", "The program counts it.")

evaluation_method = entity(
    "evaluation_method",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, rule="method_code", section=_WHAT, width=4,
          help=("Lettere minuscole, cifre e trattini bassi: resta uguale in ogni versione.",
                "Small letters, digits and underscores: the same in every version.")),
    field("version", Integer, "Versione", "Version", personal="none", required=True, once=True,
          default=1, rule="positive", section=_WHAT, width=2,
          help=("I calcoli restano con la versione con cui sono stati fatti.",
                "Calculations stay with the version they were made with.")),
    field("kind", String(8), "Tipo", "Kind", personal="none", required=True, once=True,
          default="matrix", choices={"matrix": ("Matrice", "Matrix")}, section=_WHAT, width=3),
    field("state", String(9), "Stato", "State", personal="none", required=True, default=DRAFT,
          choices=STATES, section=_WHAT, width=3,
          help=("Solo una matrice pubblicata si usa nei calcoli; per cambiarla torna in bozza.",
                "Only a published matrix rates calculations; to change it, back to draft.")),
    *spoken("name", String(160), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("about", Text, "A che cosa serve", "What it is for", sorts=False, words=True,
            section=_WHAT, width=6,
            help=("Si legge nell'elenco dei metodi e nei criteri di valutazione del documento.",
                  "Read in the list of methods and in the criteria of the document."),
            prints_in=("8 Criteri di valutazione", "8 Assessment criteria")),
    field("definition", JSONB, "Definizione", "Definition", personal="none", required=True,
          default=dict, filters=False, sorts=False, widget="matrix", rule="method_definition",
          section=_CONTENT, width=12, prints_in=("8 Criteri di valutazione",
                                                 "8 Assessment criteria")),
    field("steps", String(20), "Gradini", "Steps", personal="none", readonly=True, lock=_LOCK,
          section=_CONTENT, width=3),
    field("bands", Integer, "Fasce", "Bands", personal="none", readonly=True, lock=_LOCK,
          section=_CONTENT, width=3),
    field("flaws", Integer, "Da correggere", "To be mended", personal="none", readonly=True,
          lock=_LOCK, section=_CONTENT, width=3),
    unique("code", "version", scope=Scope.STUDIO),
    Index(None, "state", "code"),
    label=("Matrice di rischio", "Risk matrix"), plural=("Matrici di rischio", "Risk matrices"),
    source="lib.evaluation_methods", icon="grid-3x3", scope=Scope.STUDIO, names_by="name",
    sort=("code", "-version"), read="consultant", write="admin", archivable=True,
)  # fmt: skip
