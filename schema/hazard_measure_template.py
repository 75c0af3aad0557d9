"""Which measures are usual against which hazard, in the order one considers them."""

from sqlalchemy import Integer, UniqueConstraint

from schema.base import Scope, entity, field, ref
from schema.catalogued import catalogued

_WHAT = ("La misura del pericolo", "The measure of the hazard")

hazard_measure_template = entity(
    "hazard_measure_template",
    ref("hazard_id", "studio.hazard", "Pericolo", "Hazard", required=True, once=True,
        section=_WHAT, width=6),
    ref("measure_id", "studio.measure_template", "Misura", "Measure", required=True, once=True,
        section=_WHAT, width=6),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3,
          help=("Le misure si leggono in questo ordine, dal numero più basso.",
                "Measures are read in this order, from the lowest number.")),
    *catalogued(),
    # What was taken away does not stand in the way of putting it back.
    UniqueConstraint("hazard_id", "measure_id", "archived_at", postgresql_nulls_not_distinct=True),
    label=("Misura del pericolo", "Measure of a hazard"), plural=("Misure dei pericoli",
    "Measures of hazards"), source="lib.hazard_measures", icon="link", scope=Scope.STUDIO,
    names_by="measure_id", sort=("sort",), read="consultant", write="admin", archivable=True,
)  # fmt: skip
