"""Who sees one site: everybody whose grant covers it, and who sees everything."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ytefas.contexts.oversight_offers import (
    GRANTS,
    GiveSeveral,
    SeersOfSite,
    begin_seers,
    key_of,
    oversight_of,
    owner_of_site,
)
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content, Key, Scalar
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.record_actions import NextRecord, OnCursor, PreviousRecord, on
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, record, words

TITLE = SeersOfSite.LABEL


class TellSeersOfSite(OnCursor):
    """Give who sees a site to the part that draws it."""

    ID = "tell_seers"
    CURSOR = "site"
    REQUIRES = frozenset({"manage", "consultant"})
    CATEGORIES = frozenset({"answer"})
    LABEL = TITLE

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = await self.keys(options, 1)
        whose = await owner_of_site(self.controller, key)
        return await oversight_of(self).seers_of(key_of(whose["customer_id"]), key_of(key))


class SeersOfItsCustomer(OnCursor):
    """Open who sees the customer of this site: there grants are changed."""

    ID = "customer_seers"
    CURSOR = "site"
    REQUIRES = frozenset({"manage", "consultant"})
    CATEGORIES = frozenset({"record"})
    LABEL = words(it="Permessi del cliente", en="The customer's grants")
    HINT = words(it="Chi vede il cliente di questa sede, e in quali sedi",
                 en="Who sees the customer of this site, and at which sites")  # fmt: skip
    ICON = "key-round"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = await self.keys(options, 1)
        whose = await owner_of_site(self.controller, key)
        content = Content("org.customers", (str(whose["customer_id"]),))
        return await begin_seers(self.controller, content)


class GiveAtSite(GiveSeveral):
    """Give several people this site, and nothing else of its customer."""

    CURSOR = "site"
    LABEL = words(it="Dai a più persone…", en="Give to several people…")
    HINT = words(it="Questa sola sede, a una o più persone",
                 en="This site alone, to one or more people")  # fmt: skip

    @override
    async def given(self, key: Key) -> Mapping[str, Scalar]:
        return {**await owner_of_site(self.controller, key), "site_id": str(key)}


class SiteSeers(Controller):
    """The people of one site."""

    ID = "site_seers"
    LABEL = TITLE
    ICON = "users"
    CONTENT = frozenset({(Content.source == "org.sites") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"seers"})
    REQUIRES = frozenset({"manage", "consultant"})
    SINGLETON = True
    CURSORS = cursors(
        site=CursorSpec("org.sites", readonly=True),
        grant=CursorSpec(GRANTS, readonly=True),  # told again when one of them changes
    )
    VIEW = View(
        "Workspace",
        title=TITLE,
        parts=(
            record("site", code="code", title="name", facts=("customer_code", "customer_name"),
                   also=("give_several", "customer_seers")),
            Part("seers", {"cursor": "site", "ask": "tell_seers", "follows": "grant"},
                 words(it="Oggi la vedono", en="Seen today by")),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        TellSeersOfSite,
        on(PreviousRecord, "site"),
        on(NextRecord, "site"),
        GiveAtSite,
        SeersOfItsCustomer,
    )

    @override
    def within(self, name: str) -> Within:
        content = self.intent.content
        if name != "grant" or content is None:
            return super().within(name)
        return Within(tuple(content.values.items()))
