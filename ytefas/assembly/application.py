"""What every session shares: the controllers that stand for election, and what a desk offers."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import ytefas.contexts
from ytefas.framework.tree.node import Node
from ytefas.framework.work.application import (
    Application,
    discover as discover_controllers,
    first_intent,
    hold,
)
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.defaults import default_controllers
from ytefas.framework.work.draft import DraftBook
from ytefas.framework.work.election import explain
from ytefas.framework.work.intent import Intent
from ytefas.framework.work.many import Many
from ytefas.rules.access import Level, Principal, Reach, Role
from ytefas.store.live.cursor import LiveCursors
from ytefas.store.live.hub import Hub
from ytefas.store.permits import Permits
from ytefas.store.source.facts import facts
from ytefas.store.source.source import Source, discover
from ytefas.words import words


def controllers(sources: Mapping[str, Source]) -> list[type[Controller]]:
    """Know every controller: those written by hand, and one of each kind for every source."""
    own = discover_controllers(ytefas.contexts, Controller)
    return [*own, *default_controllers(facts(sources[name]) for name in sorted(sources))]


def application(
    hub: Hub,
    sources: Mapping[str, Source],
    offered: Mapping[str, Callable[[], Node]],
    drafts: DraftBook | None = None,
    many: Many | None = None,
) -> Application:
    """Let every controller stand for election, for users whom the hub knows."""
    permits = Permits(sources, lambda principal: hub.reader(principal).reach)
    return Application(
        controllers(sources),
        sources.keys(),
        LiveCursors(hub),
        permits,
        words=words,
        services=offered,
        drafts=drafts,
        many=many,
    )


def explanation(raw: Mapping[str, Any] | None, role: Role, level: Level) -> str:
    """Tell who would answer an intent (None: a session's first) for such a user; no database."""
    sources, user = discover(), Principal(UUID(int=1), role)
    intent = first_intent(user) if raw is None else Intent.parse(raw, sources=sources.keys())
    reach = Reach(everything=role is Role.ADMIN, levels={UUID(int=2): level})
    permits = Permits(sources, lambda _user: reach)
    candidates = [one.candidate() for one in controllers(sources)]
    return explain(hold(candidates, intent, user, permits))
