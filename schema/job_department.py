"""A department where a job is done."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

job_department = entity(
    "job_department",
    ref("job_id", "customer.job", "Mansione", "Job", required=True, once=True,
        width=6),
    ref("department_id", "customer.department", "Reparto", "Department", required=True, once=True,
        width=6),
    unique("job_id", "department_id"),
    label=("Reparto della mansione", "Department of a job"),
    plural=("Reparti delle mansioni", "Departments of jobs"),
    source="org.job_departments", icon="list-tree", scope=Scope.CUSTOMER,
    names_by="department_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("department_id"),
)  # fmt: skip
