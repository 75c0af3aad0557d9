"""Equipment types of the catalogue, and one with the hazards it suggests."""

from ytefas.contexts.library_screens import Kind, list_of, record_of, suggesting
from ytefas.framework.work.view import words

KIND = suggesting(
    Kind(
        table="equipment_type",
        source="lib.equipment_types",
        label=words(it="Tipo di attrezzatura", en="Equipment type"),
        plural=words(it="Tipi di attrezzatura", en="Equipment types"),
        new=words(it="Nuovo tipo di attrezzatura", en="New equipment type"),
        icon="cog",
        order=293,
        hint=words(
            it="Attrezzature con verifiche, abilitazioni e pericoli",
            en="Equipment with inspections, licences and hazards",
        ),
        columns=("annex7_check", "check_months", "check_kind", "course_id"),
        widths={"annex7_check": 120, "check_months": 96, "check_kind": 160, "course_id": 240},
        facts=("annex7_check", "check_kind"),
        hanging=(),
    )
)

EquipmentTypeList = list_of(KIND, __name__)
EquipmentTypeRecord = record_of(KIND, __name__)
