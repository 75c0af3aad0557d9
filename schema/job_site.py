"""A site where a job is done, and how many do it there when no list of names is kept.

Head-counts come from the assignments; the typed number stands in only where there are none.
"""

from sqlalchemy import Integer

from schema.base import Scope, entity, field, ref, unique

job_site = entity(
    "job_site",
    ref("job_id", "customer.job", "Mansione", "Job", required=True, once=True,
        width=6),
    ref("site_id", "customer.site", "Sede", "Site", required=True, once=True,
        width=6),
    field("headcount_override", Integer, "Addetti dichiarati", "Stated headcount",
          personal="none", rule="not_negative", width=6,
          help=("Vale finché non c'è un elenco di nomi: poi si contano le persone assegnate.",
                "It counts while no names are listed: then the people assigned are counted.")),
    unique("job_id", "site_id"),
    label=("Mansione nella sede", "Job at a site"),
    plural=("Mansioni nelle sedi", "Jobs at sites"),
    source="org.job_sites", icon="map-pin", scope=Scope.CUSTOMER,
    names_by="job_id", sort=("created_at",), read="read", write="edit", archivable=True,
    site="site_id",
)  # fmt: skip
