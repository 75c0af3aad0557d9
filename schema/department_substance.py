"""A substance that is kept or used in a department."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

department_substance = entity(
    "department_substance",
    ref("department_id", "customer.department", "Reparto", "Department", required=True, once=True,
        width=6),
    ref("substance_id", "customer.substance", "Sostanza", "Substance", required=True, once=True,
        width=6),
    unique("department_id", "substance_id"),
    label=("Sostanza del reparto", "Substance of a department"),
    plural=("Sostanze dei reparti", "Substances of departments"),
    source="org.department_substances", icon="flask-conical", scope=Scope.CUSTOMER,
    names_by="substance_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("department_id"),
)  # fmt: skip
