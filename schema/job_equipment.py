"""A piece of equipment that a job uses."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

job_equipment = entity(
    "job_equipment",
    ref("job_id", "customer.job", "Mansione", "Job", required=True, once=True,
        width=6),
    ref("equipment_id", "customer.equipment", "Attrezzatura", "Equipment", required=True, once=True,
        width=6),
    unique("job_id", "equipment_id"),
    label=("Attrezzatura della mansione", "Equipment of a job"),
    plural=("Attrezzature delle mansioni", "Equipment of jobs"),
    source="org.job_equipment", icon="wrench", scope=Scope.CUSTOMER,
    names_by="equipment_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("equipment_id"),
)  # fmt: skip
