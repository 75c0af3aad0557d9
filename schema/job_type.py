"""A type of job: what a customer's jobs are alike in, and which hazards come with it."""

from sqlalchemy import Boolean, String, Text

from schema.base import Law, Scope, entity, field, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il tipo di mansione", "The job type")

job_type = entity(
    "job_type",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=4),
    field("needs_recognised_skill", Boolean, "Chiede capacità riconosciute",
          "Needs recognised skill", personal="none", required=True, default=False,
          section=_WHAT, width=4,
          law=Law("Art. 28, comma 2, lettera f), D.Lgs. 81/2008 (da verificare)",
                  "Il documento individua le mansioni che espongono a rischi specifici e chiedono "
                  "riconosciuta capacità, esperienza, formazione e addestramento.",
                  "The document names the jobs with specific risks that need recognised skill, "
                  "experience, training and practice.")),
    field("alcohol_drug_listed", Boolean, "Negli elenchi alcol e droghe",
          "On the alcohol and drug lists", personal="none", required=True, default=False,
          section=_WHAT, width=4),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, section=_WHAT, width=6),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Tipo di mansione", "Job type"), plural=("Tipi di mansione", "Job types"),
    source="lib.job_types", icon="id-card", scope=Scope.STUDIO, names_by="name",
    sort=("name",), read="anyone", write="admin", archivable=True,
)  # fmt: skip
