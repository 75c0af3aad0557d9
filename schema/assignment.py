"""An assignment: which job a person does, at which site and in which department, since when.

Somebody may do two jobs at once, but not the same one twice in the same place. How many people do a
job or work at a site is counted from these rows on a day.
"""

from sqlalchemy import Date, ForeignKeyConstraint

from schema.base import Law, Scope, entity, field, ref
from schema.dates import in_order, keep_apart

_WHAT = ("La mansione svolta", "The job done")

assignment = entity(
    "assignment",
    ref("person_id", "customer.person", "Persona", "Person", required=True, once=True,
        personal="identity", section=_WHAT, width=6),
    ref("job_id", "customer.job", "Mansione", "Job", required=True, personal="identity",
        section=_WHAT, width=6,
        help=(("Per passare ad altra mansione usa «Cambio mansione»: questa resta nella storia e "
              "la nuova comincia il giorno dopo."),
              ('To move to another job use "Change of job": this one stays in the history and '
              "the new one begins the day after.")),
        law=Law("Art. 28, comma 2, lett. f) e art. 37, comma 4, D.Lgs. 81/2008",
                "Il documento individua le mansioni che espongono a rischi specifici; chi cambia "
                "mansione riceve formazione prima di cominciare.",
                "The document names the jobs with specific risks; whoever changes job is trained "
                "before starting.")),
    ref("site_id", "customer.site", "Sede", "Site", required=True, personal="identity",
        section=_WHAT, width=6),
    ref("department_id", "customer.department", "Reparto", "Department", personal="identity",
        section=_WHAT, width=6, within={"site_id": "site_id"},
        help=("Un reparto della sede scelta. Vuoto: tutta la sede.",
              "A department of the chosen site. Empty: the whole site.")),
    field("from_on", Date, "Dal", "From", personal="identity", required=True, section=_WHAT,
          width=3),
    field("to_on", Date, "Al", "To", personal="identity", section=_WHAT, width=3,
          help=("L'ultimo giorno nella mansione. Vuoto: in corso.",
                "The last day in the job. Empty: still going on.")),
    in_order("from_on", "to_on"),
    ForeignKeyConstraint(
        ["customer_id", "site_id", "department_id"],
        ["department.customer_id", "department.site_id", "department.id"],
        name="fk_assignment_department_of_the_site",
    ),
    label=("Assegnazione", "Assignment"), plural=("Assegnazioni", "Assignments"),
    source="org.assignments", icon="route", scope=Scope.CUSTOMER, names_by="job_id",
    sort=("-from_on",), read="read", write="edit", archivable=True, site="site_id",
)  # fmt: skip

keep_apart(assignment, "from_on", "to_on", same=("person_id", "job_id", "site_id", "department_id"))
