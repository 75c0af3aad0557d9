"""Activity types of the catalogue, and one with the hazards it suggests."""

from ytefas.contexts.library_screens import Kind, list_of, record_of, suggesting
from ytefas.framework.work.view import words

KIND = suggesting(
    Kind(
        table="activity_type",
        source="lib.activity_types",
        label=words(it="Tipo di attività", en="Activity type"),
        plural=words(it="Tipi di attività", en="Activity types"),
        new=words(it="Nuovo tipo di attività", en="New activity type"),
        icon="workflow",
        order=291,
        hint=words(
            it="Fasi di lavoro tipiche, con i pericoli che portano",
            en="Typical phases of work, with the hazards they bring",
        ),
        columns=(),
        widths={},
        facts=(),
        hanging=(),
    )
)

ActivityTypeList = list_of(KIND, __name__)
ActivityTypeRecord = record_of(KIND, __name__)
