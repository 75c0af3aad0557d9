"""Workplace types of the catalogue, and one with the hazards it suggests."""

from ytefas.contexts.library_screens import Kind, list_of, record_of, suggesting
from ytefas.framework.work.view import words

KIND = suggesting(
    Kind(
        table="workplace_type",
        source="lib.workplace_types",
        label=words(it="Tipo di luogo", en="Workplace type"),
        plural=words(it="Tipi di luogo", en="Workplace types"),
        new=words(it="Nuovo tipo di luogo", en="New workplace type"),
        icon="warehouse",
        order=290,
        hint=words(
            it="Reparti e locali tipici, con i pericoli che portano",
            en="Typical departments and rooms, with the hazards they bring",
        ),
        columns=(),
        widths={},
        facts=(),
        hanging=(),
    )
)

WorkplaceTypeList = list_of(KIND, __name__)
WorkplaceTypeRecord = record_of(KIND, __name__)
