"""A question of a checklist: which answer means a risk, and which hazard that is."""

import secrets

from sqlalchemy import Integer, String, Text

from schema.base import Scope, entity, field, ref, unique
from schema.catalogued import catalogued
from schema.spoken import spoken


def new_code() -> str:
    """Make the code of a question of the studio's own."""
    return f"S-{secrets.token_hex(4)}"


_WHAT = ("La domanda", "The question")

checklist_item = entity(
    "checklist_item",
    ref("checklist_id", "studio.checklist", "Lista", "Checklist", required=True, once=True,
        section=_WHAT, width=6),
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          default=new_code, prefix=True, section=_WHAT, width=3),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3),
    *spoken("question", String(500), "Domanda", "Question", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    field("answer_meaning", String(12), "È un rischio se la risposta è", "It is a risk if the "
          "answer is", personal="none", required=True, default="no_is_risk",
          section=_WHAT, width=4, choices={
              "no_is_risk": ("No", "No"),
              "yes_is_risk": ("Sì", "Yes"),
          }),
    ref("hazard_id", "studio.hazard", "Pericolo", "Hazard", section=_WHAT, width=8,
        help=("Il rischio che la risposta apre nella valutazione.",
              "The risk that the answer opens in the assessment.")),
    *spoken("guidance", Text, "Che cosa guardare", "What to look at", sorts=False,
            section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Domanda", "Question"), plural=("Domande delle liste", "Questions of checklists"),
    source="lib.checklist_items", icon="circle-help", scope=Scope.STUDIO, names_by="question",
    sort=("sort",), read="consultant", write="admin", archivable=True,
)  # fmt: skip
