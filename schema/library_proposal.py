"""One difference between the catalogue and a newer release, waiting for the studio's word.

`changes` holds, field by field, what the last release said, what stands now, and what the new one
says. Nothing is taken by itself where the studio wrote something of its own.
"""

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique
from schema.spoken import spoken

library_proposal = entity(
    "library_proposal",
    ref("release_id", "studio.library_release", "Edizione", "Release", required=True,
        readonly=True, width=3),
    field("number", Integer, "Numero", "Number", personal="none", required=True, readonly=True,
          width=3),
    field("change", String(8), "Proposta", "Proposal", personal="none", required=True,
          readonly=True, width=3, choices={
              "added": ("Nuovo", "New"),
              "changed": ("Aggiornato", "Updated"),
              "both": ("Cambiato da entrambi", "Changed by both"),
              "removed": ("Tolto", "Removed"),
          }),
    field("state", String(8), "Decisione", "Decision", personal="none", required=True,
          readonly=True, default="open", width=3, choices={
              "open": ("Da decidere", "To be decided"),
              "taken": ("Preso dall'edizione", "Taken from the release"),
              "kept": ("Tenuto com'era", "Kept as it was"),
          }),
    field("entity", String(40), "Tipo di voce", "Kind of item", personal="none", required=True,
          readonly=True, width=3, choices={
              "hazard_family": ("Famiglia di pericoli", "Hazard family"),
              "hazard": ("Pericolo", "Hazard"),
              "measure_template": ("Misura", "Measure"),
              "hazard_measure_template": ("Misura di un pericolo", "Measure of a hazard"),
              "source_hazard_link": ("Fonte di un pericolo", "Source of a hazard"),
              "ppe_type": ("DPI", "PPE"),
              "course": ("Corso", "Course"),
              "exam": ("Accertamento", "Health check"),
              "role_course": ("Corso di un ruolo", "Course of a role"),
              "checklist": ("Lista di controllo", "Checklist"),
              "checklist_item": ("Domanda", "Question"),
              "preset": ("Modello di settore", "Sector preset"),
              "text_block": ("Testo del documento", "Document text"),
              "workplace_type": ("Tipo di luogo", "Workplace type"),
              "activity_type": ("Tipo di attività", "Activity type"),
              "job_type": ("Tipo di mansione", "Job type"),
              "equipment_type": ("Tipo di attrezzatura", "Equipment type"),
          }),
    field("code", String(200), "Codice", "Code", personal="none", required=True, readonly=True,
          prefix=True, words=True, width=3),
    *spoken("name", String(500), "Voce", "Item", required=True, readonly=True, words=True,
            prefix=True, width=6),
    field("edited", Boolean, "Modificato dallo studio", "Edited by the studio", personal="none",
          required=True, readonly=True, default=False, width=3),
    field("changes", JSONB, "Differenze", "Differences", personal="none", required=True,
          readonly=True, default=dict, filters=False, sorts=False, widget="differences", width=12),
    unique("release_id", "number", scope=Scope.STUDIO),
    label=("Proposta dell'edizione", "Proposal of a release"), plural=("Proposte delle edizioni",
    "Proposals of releases"), source="lib.proposals", icon="git-compare", scope=Scope.STUDIO,
    names_by="name", sort=("number",), read="admin", write="admin",
)  # fmt: skip
