"""An activity that belongs to a job: what whoever does it takes part in."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

job_activity = entity(
    "job_activity",
    ref("job_id", "customer.job", "Mansione", "Job", required=True, once=True,
        width=6),
    ref("activity_id", "customer.activity", "Attività", "Activity", required=True, once=True,
        width=6),
    unique("job_id", "activity_id"),
    label=("Attività della mansione", "Activity of a job"),
    plural=("Attività delle mansioni", "Activities of jobs"),
    source="org.job_activities", icon="workflow", scope=Scope.CUSTOMER,
    names_by="activity_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("activity_id"),
)  # fmt: skip
