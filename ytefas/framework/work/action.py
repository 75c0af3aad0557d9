"""Actions: what a user may do here, declared beside what it acts on.

An action is a node under its provider, at `…actions.<id>`. Whether it is enabled is computed from
reactive state and pushed to the view, and checked again when it runs: a button is a courtesy, the
check is here. SPEC-work.md [K].
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, cast
from uuid import uuid4

from ytefas.errors import Denied, Invalid, Reauthenticate, YtefasError
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.reactive import Computation, effect
from ytefas.framework.tree.signal import Signal
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.gate import ASK_FOR, said, told
from ytefas.framework.work.view import Plain, Words, say

log = logging.getLogger(__name__)

Flags = dict[str, dict[str, bool]]
_OF_NOTICE = ("code", "message", "incident")  # the rest of an error are its fields


class Action(Node):
    """Something to do. Subclass: declare the words, say when, write `act`."""

    ID: ClassVar[str]
    CATEGORIES: ClassVar[frozenset[str]] = frozenset()
    LABEL: ClassVar[Words] = ""
    HINT: ClassVar[Words] = ""
    ICON: ClassVar[str] = ""
    KEYS: ClassVar[str] = ""  # a shortcut, as the client writes them
    REQUIRES: ClassVar[frozenset[str]] = frozenset()
    CONFIRM: ClassVar[Words] = ""  # asked by the view before it runs
    STYLE: ClassVar[str] = ""  # how much it matters: primary, danger
    ORDER: ClassVar[int] = 0  # its place among those of its categories
    FRESH: ClassVar[bool] = False  # only for who has proved lately who he is
    GROUP: ClassVar[Words] = ""  # the heading it stands under, where there are many

    @classmethod
    def along(cls) -> tuple[type[Action], ...]:
        """List what is offered wherever this is: bulk editing where rows are opened."""
        return ()

    @property
    def provider(self) -> Node:
        """The controller (or other node) this action belongs to."""
        holder = self.node_parent
        if holder is None or holder.node_parent is None:
            raise Denied(action=self.ID)
        return holder.node_parent

    def enabled(self) -> bool:
        """Whether it can run now; tracked, so say it in terms of reactive state."""
        return True

    def visible(self) -> bool:
        """Whether the view shows it at all; tracked likewise."""
        return True

    def granted(self) -> bool:
        """Whether the user's rights on what it would be about suffice; tracked likewise."""
        return True

    async def act(self, options: Mapping[str, Any]) -> Any:
        """Do it: move cursors, start intents, call the view. The answer goes to the view."""
        raise NotImplementedError(f"action {self.ID} does nothing")

    @call(access=OWN_SESSION, timeout=ASK_FOR)
    async def run(
        self, options: dict[str, Any] | None = None, *, confirmed: bool = False
    ) -> dict[str, Any]:
        """Check again and act; what goes wrong is shown in the view, and told to the caller."""
        try:
            self._check(confirmed=confirmed)
            await self._prove()
            return {"ok": True, "result": await self.act(options or {})}
        except Reauthenticate:
            raise  # nothing was done: the view asks for the proof, and runs it again
        except YtefasError as error:
            problem = told(error)
        except Exception:
            incident = uuid4().hex
            log.exception("action %s failed, incident %s", self.node_path, incident)
            problem = {"code": "internal", "incident": incident}
        problem = said(problem, self.node_context)
        _ = spawn(self._notify(problem), owner=self.provider, name="show an error")
        return {"ok": False, "error": problem}

    def _check(self, *, confirmed: bool) -> None:
        if not (self.permitted() and self.visible() and self.granted() and self.enabled()):
            raise Denied(action=self.ID)
        if self.CONFIRM and not confirmed:
            raise Invalid("not_confirmed", action=self.ID)

    async def _prove(self) -> None:
        """Ask whether who runs it has proved who he is, where that is asked for."""
        context = self.node_context
        proof = None if context is None else context.get("proof")
        if self.FRESH and context is not None and proof is not None:
            await proof(context.principal)

    def permitted(self) -> bool:
        """Ask what the application lets this user do."""
        context = self.node_context
        if context is None or not self.REQUIRES:
            return context is not None
        return bool(context.application.permits(context.principal, self.REQUIRES, None, None))

    async def _notify(self, problem: Mapping[str, Any]) -> None:
        try:
            view = cast("Proxy", self.remote("#view"))
            told = {name: problem[name] for name in _OF_NOTICE if name in problem}
            fields = {name: value for name, value in problem.items() if name not in _OF_NOTICE}
            more = {"fields": fields} if fields else {}
            await view.notice({"level": "error", "action": self.ID, **told, **more})
        except (YtefasError, ValueError) as error:
            log.info("no view to show the error of %s: %r", self.ID, error)

    def describe(self, language: str) -> Plain:
        said = {
            "id": self.ID,
            "uri": str(self.node_path),
            "categories": sorted(self.CATEGORIES),
            "label": say(self.LABEL, language) or self.ID,
            "hint": say(self.HINT, language),
            "icon": self.ICON,
            "keys": self.KEYS,
            "confirm": say(self.CONFIRM, language),
            "style": self.STYLE,
            "order": self.ORDER,
            "group": say(self.GROUP, language),
        }
        return {name: value for name, value in said.items() if value}


def with_along(offered: Iterable[type[Action]]) -> list[type[Action]]:
    """Add what goes along with what is offered; what is offered by itself wins."""
    said = list(offered)
    found = {one.ID: one for each in said for one in each.along()}
    return [*said, *(one for name, one in found.items() if name not in {each.ID for each in said})]


def actions(*declared: type[Action]) -> tuple[type[Action], ...]:
    """Declare what can be done: the value of ACTIONS."""
    return declared


class Actions(Node):
    """The actions of one provider, and their flags as the view knows them."""

    flags: Signal[...] = Signal()  # ({id: {enabled, visible}}): those that changed

    def __init__(self) -> None:
        self._told: Flags = {}
        self._computation: Computation | None = None

    async def fill(self, actions: Iterable[Action]) -> None:
        """Add those the user is permitted."""
        for action in actions:
            await self.node_add(action.ID, action)
            if not action.permitted():
                await self.node_remove(action.ID)

    def start(self) -> None:
        """Begin to tell the flags, now and whenever they change."""
        self._told = {}
        if self._computation is not None:
            self._computation.stop()
        self._computation = effect(self._tell_flags, owner=self)

    def now(self) -> Flags:
        return {
            action.ID: {
                "enabled": action.enabled(), "visible": action.granted() and action.visible()
            }
            for action in self._actions()
        }  # fmt: skip

    def describe(self, language: str) -> list[Plain]:
        flags = self.now()
        return [{**one.describe(language), **flags[one.ID]} for one in self._actions()]

    def _actions(self) -> list[Action]:
        return [child for child in self.node_children.values() if isinstance(child, Action)]

    def _tell_flags(self) -> None:
        now = self.now()
        changed = {name: flag for name, flag in now.items() if self._told.get(name) != flag}
        self._told = now
        if changed:
            _ = spawn(self.flags.notify(changed), owner=self, name="tell flags")


def menu(
    providers: Sequence[Iterable[Plain]], categories: frozenset[str] = frozenset()
) -> list[Plain]:
    """Unite what providers offer, the nearest first: of equal ids the nearest one wins."""
    found: dict[str, Plain] = {}
    for offered in providers:
        for action in offered:
            found.setdefault(action["id"], action)
    return [
        action
        for action in found.values()
        if not categories or categories & set(action.get("categories", ()))
    ]
