"""The customers of a consultant, and the sites of the one that is chosen."""

from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, grid, words


class CustomerList(Controller):
    """Master and detail: the grid of customers, and the sites that follow its current row."""

    ID = "customers"
    LABEL = words(it="Clienti", en="Customers")
    ICON = "building-2"
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 0)})
    CURSORS = cursors(
        customer="org.customers",
        site=CursorSpec("org.sites", tracks="customer", on="customer_id"),
    )
    VIEW = View(
        "MasterDetail",
        parts=(
            grid("customer", ("code", "legal_name", "vat", "ateco_risk_class", "status")),
            grid("site", ("code", "name", "kind", "max_occupants")),
        ),
    )
