"""A controller: the server's half of a context, elected by an intent, paired with a view.

Declare what it answers (OPERATION, CONTENT, CATEGORIES), what it shows (CURSORS, VIEW) and what can
be done (ACTIONS); override `start` and `within` where the defaults do not say it. SPEC-work.md [X].
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, cast

from typing_extensions import override

from ytefas.errors import Closed, Denied, Invalid, NotFound
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.member import Pairable
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.talk.serialize import Encoded
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node, NodeError, Phase
from ytefas.framework.tree.path import PathError, PathLike
from ytefas.framework.work.action import Action, Actions, menu
from ytefas.framework.work.application import Application
from ytefas.framework.work.condition import ANY, Condition, any_of
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.dirty import Graph
from ytefas.framework.work.draft import Drafts, with_draft
from ytefas.framework.work.election import Candidate
from ytefas.framework.work.gate import ASK_FOR, Gate, parse_keys
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.rows import Within, Written
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Plain, View, Words, say

__all__ = ["ANY", "Controller", "Desk", "cursors"]

LISTING = frozenset({Operation.VIEW, Operation.PICK})


class Desk(Protocol):
    """The session's desk, as its controllers see it."""

    async def open(self, intent: Intent, *, origin: Controller | None) -> Controller:
        """Elect, bind, pair and start; raise NoCandidate, Denied, Ambiguous, TimedOut."""

    async def ask(
        self, raw: Mapping[str, Any], *, origin: Controller | None, wants_result: bool
    ) -> Plain:
        """Answer an intent that a view sent."""

    async def close_context(self, controller: Controller) -> bool:
        """Close it and what was started from it; False: somebody wants to stay."""

    async def may_leave(self) -> bool:
        """Settle the unsaved changes of every context, as before logging out; close none."""

    def closing(self, controller: Controller) -> asyncio.Task[bool]:
        """Do the same beside."""

    def children(self, controller: Controller) -> list[Controller]:
        """List what was started from it."""

    def forget(self, controller: Controller) -> None:
        """Hear that a context has gone."""

    def changed(self) -> None:
        """Hear that what is open is different now."""


def cursors(**declared: str | CursorSpec) -> Mapping[str, str | CursorSpec]:
    """Declare cursors by name: the value of CURSORS."""
    return MappingProxyType(declared)


class Controller(Pairable):
    """Subclass and declare."""

    role: ClassVar[str] = "controller"

    ID: ClassVar[str]
    LABEL: ClassVar[Words] = ""
    ICON: ClassVar[str] = ""
    OPERATION: ClassVar[Operation] = Operation.VIEW
    OPERATIONS: ClassVar[frozenset[Operation]] = frozenset()  # when it does several
    CONTENT: ClassVar[frozenset[Condition]] = frozenset()
    CURSORS: ClassVar[Mapping[str, str | CursorSpec]] = cursors()
    VIEW: ClassVar[View] = View("Form")
    ACTIONS: ClassVar[tuple[type[Action], ...]] = ()
    PRIORITY: ClassVar[int] = 0
    CATEGORIES: ClassVar[frozenset[str]] = frozenset()
    REQUIRED_CATEGORIES: ClassVar[frozenset[str]] = frozenset()
    REQUIRES: ClassVar[frozenset[str]] = frozenset()
    SINGLETON: ClassVar[bool] = False
    MODAL: ClassVar[bool] = False

    def __init__(self, intent: Intent, *, origin: Controller | None = None) -> None:
        self.intent = intent
        self.origin = origin
        self.cursors: dict[str, Cursor] = {}
        self.drafts: Drafts = {}
        self.awaited = False  # somebody waits for what comes out of it
        self._outcome: asyncio.Future[Content | None] | None = None
        self._saved: list[Key] = []
        self._gate: Gate | None = None

    # -- what it declares

    @classmethod
    def candidate(cls) -> Candidate:
        """Give what an election compares."""
        return Candidate(
            id=cls.ID,
            operations=cls.OPERATIONS or frozenset({cls.OPERATION}),
            content=any_of(cls.CONTENT).alternatives(),
            priority=cls.PRIORITY,
            categories=frozenset(cls.CATEGORIES),
            required=frozenset(cls.REQUIRED_CATEGORIES),
            requires=frozenset(cls.REQUIRES),
            label=say(cls.LABEL, "") or cls.ID,
            icon=cls.ICON,
        )

    @classmethod
    @cache
    def plan(cls) -> tuple[Mapping[str, CursorSpec], Graph]:
        """Give the cursors in full, masters before those that track them; once for a class."""
        given = cls.CURSORS.items()
        full = {k: one if isinstance(one, CursorSpec) else CursorSpec(one) for k, one in given}
        specs = {name: full[name] for name in cls.graph(full).group(None)}
        return specs, cls.graph(specs)

    @staticmethod
    def graph(specs: Mapping[str, CursorSpec]) -> Graph:
        return Graph(
            {name: spec.tracks for name, spec in specs.items()},
            frozenset(name for name, spec in specs.items() if spec.autosave),
        )

    def within(self, name: str) -> Within:
        """Say what restricts a cursor.

        By default the ids of the intent, or its values when it asks for a list, restrict the
        primary cursor.
        """
        content = self.intent.content
        if content is None or name != self.primary:
            return Within()
        if self.intent.operation == Operation.CREATE:
            return Within(keys=())
        listed = self.intent.operation in LISTING and not content.len
        columns = tuple(content.values.items()) if listed else ()
        return Within(columns, content.ids or None)

    @property
    def primary(self) -> str | None:
        """The cursor that shows what the intent is about."""
        content = self.intent.content
        for name, spec in self.plan()[0].items():
            if content is not None and spec.source == content.source and spec.tracks is None:
                return name
        return None

    async def start(self) -> None:
        """Begin, when the view is there; the cursors are already loading."""

    # -- where it stands

    @override
    async def node_bind(
        self, path: PathLike, context: NodeContext | None = None, parent: Node | None = None
    ) -> None:
        inherited = NodeContext() if context is None else context
        origin = {} if self.origin is None else {"from_context": self.origin}
        await super().node_bind(path, inherited.new(intent=self.intent, **origin), parent)

    @property
    def context(self) -> NodeContext:
        if self.node_context is None:
            raise Closed
        return self.node_context

    @property
    def desk(self) -> Desk:
        return cast("Desk", self.context.desk)

    @property
    def application(self) -> Application:
        return cast("Application", self.context.application)

    @property
    def language(self) -> str:
        return str(self.context.principal.locale)

    @property
    def view(self) -> Proxy:
        """Reach the view; Closed while there is none: not yet, or not any more."""
        try:
            return cast("Proxy", self.remote("#view"))
        except (NodeError, PathError):
            raise Closed from None

    @property
    def gate(self) -> Gate:
        if self._gate is None:
            raise Closed
        return self._gate

    # -- its life

    async def prepare(self, kept: Mapping[str, Any]) -> None:
        """Make the cursors and actions, as they were `kept`; nothing loads before the view."""
        specs, graph = self.plan()
        self._gate = Gate(graph, self.cursors, ask=self._ask, owner=self)
        for name, spec in specs.items():
            cursor = self.application.cursors.make(
                spec, self, master=self.cursors.get(spec.tracks or ""), within=self.within(name)
            )
            cursor.join(name, self._gate)
            self.cursors[name] = await self.node_add(name, cursor)
            cursor.recall(kept.get("cursors", {}).get(name, {}))
        self.drafts = dict(kept.get("drafts", {}))
        await self._begin_work()
        actions = await self.node_add("actions", Actions())
        await actions.fill(action() for action in self.ACTIONS)

    async def _begin_work(self) -> None:
        primary = self.cursors.get(self.primary or "")
        if primary is None:
            return
        primary.written.connect(self._written, owner=self)
        if self.intent.operation == Operation.CREATE and self.intent.content is not None:
            await primary.begin_new(dict(self.intent.content.values))
        elif self.intent.operation == Operation.EDIT:
            primary.edit()

    @override
    async def peer_start(self, info: Mapping[str, Any]) -> None:
        for cursor in self.cursors.values():
            cursor.start()
        self.peer_resumed()
        await self.start()

    @handler("on_node_unbind")
    def leaving(self) -> None:
        """Let nobody wait for what will not come."""
        self.resolve(self.result_at_close())
        self.desk.forget(self)

    @override
    def peer_resumed(self) -> None:
        for cursor in self.cursors.values():
            cursor.teller.resume()
        self._actions.start()

    @override
    def peer_paused(self) -> None:
        self.gate.peer_gone()
        for cursor in self.cursors.values():
            cursor.pause()

    async def _ask(self, names: Iterable[str], *, silent: bool) -> Mapping[str, Any]:
        view = self.view.node_options(timeout=ASK_FOR)
        answer = await view.ask_pending(list(names), silent=silent)
        return answer if isinstance(answer, Mapping) else {}

    # -- what it tells its view at the beginning

    @property
    def _actions(self) -> Actions:
        return cast("Actions", self.node_children["actions"])

    @override
    def peer_info(self) -> Plain:
        """Give everything the view needs to show itself."""
        cursors = {
            name: {
                "uri": str(cursor.node_path),
                "tracks": cursor.spec.tracks,
                "readonly": cursor.spec.readonly,
                "source": self.application.cursors.describe(cursor.source, self),
            }
            for name, cursor in self.cursors.items()
        }
        origin = self.origin
        return {
            "controller": self.ID,
            "uri": str(self.node_path),
            "label": say(self.LABEL, self.language),
            "icon": self.ICON,
            "modal": self.MODAL,
            "intent": self.intent.wire(),
            "view": View.of(self.VIEW).describe(self.language),
            "cursors": cursors,
            "actions": self._actions.describe(self.language),
            "context": {} if origin is None else {"from_context": str(origin.node_path)},
            "drafts": Encoded(dict(self.drafts)),
        }

    # -- starting others

    async def begin(self, intent: Intent) -> Controller:
        """Start another context from this one; the person may be asked to choose."""
        return await self.desk.open(intent, origin=self)

    async def begin_for_result(self, intent: Intent) -> Content | None:
        """Start another context and wait for what comes out of it; None: cancelled."""
        started = await self.desk.open(intent, origin=self)
        return await started.outcome()

    async def outcome(self) -> Content | None:
        """Wait for what comes out of this context."""
        self.awaited = True
        return await asyncio.shield(self._future())

    def resolve(self, content: Content | None) -> bool:
        """Deliver the result; only the first one counts."""
        future = self._future()
        if future.done():
            return False
        future.set_result(content)
        return True

    def _future(self) -> asyncio.Future[Content | None]:
        if self._outcome is None:
            self._outcome = asyncio.get_running_loop().create_future()
        return self._outcome

    def result_at_close(self) -> Content | None:
        """Say what comes out when it is closed: what was saved, when it was opened to edit."""
        content = self.intent.content
        if content is None or not self._saved:
            return None
        return Content(content.source, dict.fromkeys(self._saved))

    def _written(self, written: Written) -> None:
        self._saved.extend((*written.created, *written.versions))
        content = self.intent.content
        creates = self.intent.operation == Operation.CREATE
        if creates and written.created and content is not None:
            self.resolve(Content(content.source, written.created[:1]))
            if self.awaited:
                _ = self.desk.closing(self)

    # -- what its view asks

    @call(access=OWN_SESSION)
    async def begin_intent(
        self, intent: dict[str, Any], *, wants_result: bool = False
    ) -> dict[str, Any]:
        """Start an intent from here: {context} or, on a tie, {choose}: ask again with one."""
        return await self.desk.ask(intent, origin=self, wants_result=wants_result)

    @call(access=OWN_SESSION)
    async def confirm(self, keys: list[str | int]) -> None:
        """Choose, in a context that picks; what is not among the rows offered is refused."""
        content = self.intent.content
        cursor = self.cursors.get(self.primary or "")
        if self.intent.operation != Operation.PICK or cursor is None or content is None:
            raise Denied
        chosen = tuple(dict.fromkeys(parse_keys(keys)))
        if len(chosen) != 1 and not self.intent.options.get("multiple"):
            raise Invalid("choose_one")
        for key in chosen:
            if not await cursor.offers(key):
                raise NotFound
        self.resolve(Content(content.source, chosen))
        _ = self.desk.closing(self)

    @call(access=OWN_SESSION)
    async def close(self) -> dict[str, Any]:
        """Close; `pending`: somebody is asked about unsaved changes first."""
        if any(one.gate.holds(None) for one in (self, *self.desk.children(self))):
            _ = self.desk.closing(self)
            return {"closed": False, "pending": True}
        return {"closed": await self.desk.close_context(self)}

    @call(access=OWN_SESSION)
    async def keep_draft(self, cursor: str, changes: dict[str, Any]) -> None:
        """Keep unsaved changes for a view that has to begin anew; empty: there are none."""
        if cursor not in self.cursors:
            raise NotFound
        self.drafts = with_draft(self.drafts, cursor, changes)
        self.desk.changed()

    @call(access=OWN_SESSION)
    async def menu(self, categories: list[str] | None = None) -> list[Plain]:
        """Unite the actions of this context and of those it was started from that still live."""
        chain: list[Controller] = [self]
        while (origin := chain[-1].origin) is not None and origin not in chain:
            if origin.node_phase is not Phase.BOUND:
                break  # its view was stopped; what it started lives on
            chain.append(origin)
        offered = [one._actions.describe(self.language) for one in chain]  # noqa: SLF001  # own class
        return menu(offered, frozenset(categories or ()))
