"""A job whose people belong to a homogeneous group."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

group_job = entity(
    "group_job",
    ref("group_id", "customer.homogeneous_group", "Gruppo", "Group", required=True, once=True,
        width=6),
    ref("job_id", "customer.job", "Mansione", "Job", required=True, once=True,
        width=6),
    unique("group_id", "job_id"),
    label=("Mansione del gruppo", "Job of a group"),
    plural=("Mansioni dei gruppi", "Jobs of groups"),
    source="org.group_jobs", icon="users-round", scope=Scope.CUSTOMER,
    names_by="job_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("group_id"),
)  # fmt: skip
