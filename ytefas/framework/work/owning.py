"""Whose rows are shown: the customer whose rights decide what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ytefas.framework.work.content import Key
    from ytefas.framework.work.showing import Showing

CUSTOMERS: Final = "org.customers"
OWNER: Final = "customer_id"


def owner_of(cursor: Showing) -> Key | None:
    """Name the customer all rows of a cursor are of, else that of its current row; tracked."""
    if cursor.source == CUSTOMERS:  # a customer is its own
        return cursor.current_id
    bound: Key | None = dict(cursor.bounds.columns).get(OWNER)
    if bound is not None:
        return bound
    inherited = None if cursor.master is None else owner_of(cursor.master)
    return cursor.state.get(OWNER) if inherited is None else inherited
