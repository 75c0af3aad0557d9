"""Several grants at once: several customers to one person, or several people to one customer."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ytefas.contexts.oversight_offers import GRANTS, oversight_of
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import OnCursor
from ytefas.framework.work.view import Part, View, words

TITLE = words(it="Dai permessi", en="Give grants")


class Give(OnCursor):
    """Give what the dialog says; tell what became of each."""

    ID = "give"
    CURSOR = "grant"
    NEEDS = Operation.CREATE
    FRESH = True
    CATEGORIES = frozenset({"answer"})
    LABEL = words(it="Dai accesso", en="Give access")

    @override
    def enabled(self) -> bool:
        return True

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        return await oversight_of(self).give(options)


class SeveralGrants(Controller):
    """Asks whom, what, how far and until when."""

    ID = "several_grants"
    LABEL = TITLE
    ICON = "user-plus"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == GRANTS) & (Content.len == 0)})
    REQUIRED_CATEGORIES = frozenset({"several"})
    REQUIRES = frozenset({"manage"})
    MODAL = True
    CURSORS = cursors(grant=GRANTS)
    ACTIONS = actions(Give)

    @override
    def drawn(self) -> View:
        content = self.intent.content
        given = {} if content is None else dict(content.values)
        named = ("user_id", "customer_id", "site_id")
        told = {name: given[name] for name in named if name in given}
        return View("Ask", TITLE, (Part("give-grants", {"cursor": "grant", "given": told}),))
