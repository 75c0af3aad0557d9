"""Who may undo what was made: whoever may edit the customer; who sees some sites only, his own."""

from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from schema.base import tables
from schema.import_change import import_change
from ytefas.errors import Denied, NotFound
from ytefas.rules.access import Level
from ytefas.store import sites
from ytefas.store.unit import Unit


async def allow_own(unit: Unit, customer: UUID, batch: UUID, *, is_own: bool) -> None:
    """Let whoever may edit the customer undo; who sees some sites only, what he made there."""
    if not unit.reach.sees(customer):
        raise NotFound
    if not unit.reach.may(Level.EDIT, customer):
        raise Denied
    if customer not in unit.reach.sites:
        return
    if not is_own:
        raise NotFound
    made: dict[str, list[UUID]] = {}
    asked = select(import_change.c.entity, import_change.c.record_id).where(
        import_change.c.batch_id == bindparam("batch_", type_=Uuid),
        import_change.c.customer_id == bindparam("customer_", type_=Uuid),
    )
    for row in await unit.fetch(asked, {"batch_": batch, "customer_": customer}):
        made.setdefault(row["entity"], []).append(row["record_id"])
    limits = sites.values_for(unit.reach) | {sites.MAKER: unit.acting.user_id}
    for name, keys in made.items():
        if await unit.fetch(sites.outside(tables()[name]), {**limits, "keys": keys}):
            raise Denied
