"""A piece of equipment that an activity uses."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

activity_equipment = entity(
    "activity_equipment",
    ref("activity_id", "customer.activity", "Attività", "Activity", required=True, once=True,
        width=6),
    ref("equipment_id", "customer.equipment", "Attrezzatura", "Equipment", required=True, once=True,
        width=6),
    unique("activity_id", "equipment_id"),
    label=("Attrezzatura dell'attività", "Equipment of an activity"),
    plural=("Attrezzature delle attività", "Equipment of activities"),
    source="org.activity_equipment", icon="wrench", scope=Scope.CUSTOMER,
    names_by="equipment_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("activity_id", "equipment_id"),
)  # fmt: skip
