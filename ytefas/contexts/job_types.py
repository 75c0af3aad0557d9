"""Job types of the catalogue, and one with the hazards it suggests."""

from ytefas.contexts.library_screens import Kind, list_of, record_of, suggesting
from ytefas.framework.work.view import words

KIND = suggesting(
    Kind(
        table="job_type",
        source="lib.job_types",
        label=words(it="Tipo di mansione", en="Job type"),
        plural=words(it="Tipi di mansione", en="Job types"),
        new=words(it="Nuovo tipo di mansione", en="New job type"),
        icon="id-card",
        order=292,
        hint=words(
            it="Mansioni tipiche, con i pericoli che portano",
            en="Typical jobs, with the hazards they bring",
        ),
        columns=("needs_recognised_skill", "alcohol_drug_listed"),
        widths={"needs_recognised_skill": 160, "alcohol_drug_listed": 160},
        facts=(),
        hanging=(),
    )
)

JobTypeList = list_of(KIND, __name__)
JobTypeRecord = record_of(KIND, __name__)
