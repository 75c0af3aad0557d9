"""What one person sees: told by the code that enforces it, nothing to be changed here."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ytefas.contexts.oversight_offers import GRANTS, GiveSeveral, key_of, oversight_of
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.record_actions import NextRecord, OnCursor, PreviousRecord, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, record, words


class TellSeen(OnCursor):
    """Give what a person sees to the part that draws it."""

    ID = "tell_seen"
    CURSOR = "user"
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"answer"})
    LABEL = words(it="Che cosa vede", en="What they see")

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = await self.keys(options, 1)
        return await oversight_of(self).seen_by(key_of(key))


class SeenByScreen(Controller):
    """The customers, sites and data of one person, with what may be done and why."""

    ID = "seen_by"
    LABEL = words(it="Che cosa vede", en="What they see")
    ICON = "eye"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({"seen_by"})
    REQUIRES = frozenset({"admin"})
    SINGLETON = True
    CURSORS = cursors(
        user=CursorSpec("auth.users", readonly=True),
        grant=CursorSpec(GRANTS, tracks="user", on="user_id", readonly=True),  # told again by it
    )
    VIEW = View(
        "Workspace",
        title=LABEL,
        parts=(
            record(
                "user",
                title="full_name",
                facts=("email", "role", "standing"),
                also=("give_several",),
            ),
            Part("seen-by", {"cursor": "user", "ask": "tell_seen", "follows": "grant"}, LABEL),
        ),
    )
    ACTIONS = actions(
        TellSeen,
        on(PreviousRecord, "user"),
        on(NextRecord, "user"),
        on(GiveSeveral, "user", label=words(it="Dai più clienti…", en="Give several customers…")),
    )
