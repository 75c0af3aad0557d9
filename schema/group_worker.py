"""A person who belongs to a homogeneous group by name, beside those who come with its jobs."""

from schema.base import Scope, entity, ref, unique
from schema.sited import At

group_worker = entity(
    "group_worker",
    ref("group_id", "customer.homogeneous_group", "Gruppo", "Group", required=True, once=True,
        width=6),
    ref("person_id", "customer.person", "Persona", "Person", required=True, once=True,
        width=6, personal="identity"),
    unique("group_id", "person_id"),
    label=("Persona del gruppo", "Person of a group"),
    plural=("Persone dei gruppi", "People of groups"),
    source="org.group_workers", icon="users-round", scope=Scope.CUSTOMER,
    names_by="person_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site=At("person_id"),
)  # fmt: skip
