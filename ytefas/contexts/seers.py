"""Who sees one customer: the grants, changed where they stand, and everybody it holds for."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ytefas.contexts.oversight_offers import (
    GRANTS,
    TAKEN_AWAY,
    GiveSeveral,
    key_of,
    oversight_of,
)
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.record_actions import (
    DeleteRecord,
    EditRecord,
    NewRecord,
    NextRecord,
    OnCursor,
    PreviousRecord,
    on,
)
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, grid, record, split, words

TITLE = words(it="Chi vede questo cliente", en="Who sees this customer")


class TellSeers(OnCursor):
    """Give who sees a customer to the part that draws it."""

    ID = "tell_seers"
    CURSOR = "customer"
    REQUIRES = frozenset({"manage", "consultant"})
    CATEGORIES = frozenset({"answer"})
    LABEL = TITLE

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = await self.keys(options, 1)
        return await oversight_of(self).seers_of(key_of(key))


class Seers(Controller):
    """The people of one customer."""

    ID = "seers"
    LABEL = TITLE
    ICON = "users"
    CONTENT = frozenset({(Content.source == "org.customers") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"seers"})
    REQUIRES = frozenset({"manage", "consultant"})
    SINGLETON = True
    CURSORS = cursors(
        customer=CursorSpec("org.customers", readonly=True),
        grant=CursorSpec(GRANTS, tracks="customer", on="customer_id"),
    )
    VIEW = View(
        "Workspace",
        title=TITLE,
        parts=(
            record("customer", code="code", title="legal_name", facts=("city",)),
            split(
                grid(
                    "grant",
                    ("user_name", "user_role", "level", "places", "valid_to", "standing"),
                    editing=["level", "valid_to"], open="open_grant", bar=True,
                    widths={"user_name": 216, "user_role": 160, "level": 168, "places": 240,
                            "valid_to": 120, "standing": 128},
                    label=words(it="Permessi", en="Grants"),
                ),
                Part("seers", {"cursor": "customer", "ask": "tell_seers", "follows": "grant"},
                     words(it="Oggi lo vedono", en="Seen today by")),
                across="y", sizes=[55, 45],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        TellSeers,
        on(PreviousRecord, "customer"),
        on(NextRecord, "customer"),
        on(GiveSeveral, "customer", column="customer_id",
           label=words(it="Dai a più persone…", en="Give to several people…")),
        on(NewRecord, "grant", id="new_grant", style="",
           label=words(it="Nuovo permesso", en="New grant")),
        on(EditRecord, "grant", id="open_grant", keys="",
           label=words(it="Modifica permesso", en="Edit grant")),
        on(DeleteRecord, "grant", id="delete_grant",
           label=words(it="Togli permesso", en="Take the grant away"),
           confirm=TAKEN_AWAY),
    )  # fmt: skip
