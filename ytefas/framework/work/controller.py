"""A controller: the server's half of a context, elected by an intent, paired with a view.

Declare (`declared.py`) what it answers, what it shows and what can be done; override `start`,
`within` and `offered` where the defaults do not say it. SPEC-work.md [X].
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Protocol, cast

from typing_extensions import override

from ytefas.errors import Closed, Denied, Invalid, NotFound, YtefasError
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.member import Pairable
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node, NodeError, Phase
from ytefas.framework.tree.path import PathError, PathLike
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.action import Action, Actions, menu, with_along
from ytefas.framework.work.application import Application
from ytefas.framework.work.beginning import begun_with
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.declared import ANY, Declared, cursors
from ytefas.framework.work.draft import Drafting, Drafts, Place, with_draft, without_saved
from ytefas.framework.work.gate import ASK_FOR, Gate, parse_keys
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.offer import offer
from ytefas.framework.work.rows import Batch, Written
from ytefas.framework.work.saving import save_together
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Plain, View

__all__ = ["ANY", "Controller", "Desk", "cursors"]

log = logging.getLogger(__name__)


class Desk(Protocol):
    """The session's desk, as its controllers see it."""

    async def open(
        self, intent: Intent, *, origin: Controller | None, awaited: bool = False
    ) -> Controller:
        """Elect, bind, pair and start; raise NoCandidate, Denied, Ambiguous, TimedOut."""

    async def ask(
        self, raw: Mapping[str, Any], *, origin: Controller | None, wants_result: bool
    ) -> Plain:
        """Answer an intent that a view sent."""

    async def close_context(self, controller: Controller) -> bool:
        """Close it and what depends on it; False: somebody wants to stay."""

    async def may_leave(self) -> bool:
        """Settle the unsaved changes of every context, as before logging out; close none."""

    def closing(self, controller: Controller) -> asyncio.Task[bool]:
        """Do the same beside."""

    def children(self, controller: Controller) -> list[Controller]:
        """List what was started from it and goes with it."""

    def forget(self, controller: Controller) -> None:
        """Hear that a context has gone."""

    def changed(self) -> None:
        """Hear that what is open is different now."""


class Controller(Declared, Pairable):
    """Subclass and declare."""

    role: ClassVar[str] = "controller"

    def __init__(self, intent: Intent, *, origin: Controller | None = None) -> None:
        self.intent = intent
        self.origin = origin
        self.cursors: dict[str, Cursor] = {}
        self.drafting = Drafting()
        self.awaited = False  # somebody waits for what comes out of it
        self.owner: Key | None = None  # the customer whose records it shows, if it is of one
        self._outcome: asyncio.Future[Content | None] | None = None
        self._saved: list[Key] = []
        self._gate: Gate | None = None

    async def start(self) -> None:
        """Begin, when the view is there; the cursors are already loading."""

    def offered(self) -> Iterable[type[Action]]:
        """List what can be done here; by default what is declared."""
        return self.ACTIONS

    def drawn(self) -> View:
        """Give the screen; by default what is declared."""
        return View.of(self.VIEW)

    # -- where it stands

    @property
    def origin(self) -> Controller | None:
        """The context it was started from, while that is open; tracked."""
        return cast("Controller | None", self.state.get("origin"))

    @origin.setter
    def origin(self, origin: Controller | None) -> None:
        self.state["origin"] = origin

    @property
    def depends(self) -> bool:
        """Whether it is a question of the context it was started from, and goes with it."""
        return self.MODAL or self.awaited

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
        specs = {name: spec for name, spec in self.plan()[0].items() if self._is_for_him(spec)}
        graph = self.graph(specs)
        self._gate = Gate(
            graph, self.cursors, ask=self._ask, owner=self, settled=self._settled_soon
        )
        for name, spec in specs.items():
            cursor = self.application.cursors.make(
                spec, self, master=self.cursors.get(spec.tracks or ""), within=self.within(name)
            )
            cursor.join(name, self._gate)
            self.cursors[name] = await self.node_add(name, cursor)
            cursor.recall(kept.get("cursors", {}).get(name, {}))
        await self._begin_drafting(kept)
        await self._begin_work()
        actions = await self.node_add("actions", Actions())
        await actions.fill(action() for action in with_along(self.offered()))

    def _is_for_him(self, spec: CursorSpec) -> bool:
        may, principal = self.application.permits, self.context.principal
        return not spec.optional or may(principal, frozenset(), Operation.VIEW, spec.source)

    async def _begin_work(self) -> None:
        primary = self.cursors.get(self.primary or "")
        if primary is None:
            return
        primary.written.connect(self._written, owner=self)
        if self.intent.operation == Operation.CREATE and self.intent.content is not None:
            await primary.begin_new(begun_with(self, primary))
        elif self.intent.operation == Operation.EDIT:
            primary.edit()

    async def _begin_drafting(self, kept: Mapping[str, Any]) -> None:
        changeable = not all(cursor.spec.readonly for cursor in self.cursors.values())
        self.drafting = Drafting(self.application.drafts if changeable else None)
        self.node_keep(self.drafting)
        await self.drafting.begin(kept, self.context.principal, self._place)
        for name, cursor in self.cursors.items():
            cursor.written.connect(partial(self._draft_saved, name), owner=self)

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
        self.drafting.present = True
        for cursor in self.cursors.values():
            cursor.resume()
        self._actions.start()

    @override
    def peer_paused(self) -> None:
        self.drafting.present = False
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
        return offer(self)

    # -- starting others

    async def begin(self, intent: Intent) -> Controller:
        """Start another context from this one; the person may be asked to choose."""
        return await self.desk.open(intent, origin=self)

    async def begin_for_result(self, intent: Intent) -> Content | None:
        """Start another context and wait for what comes out of it; None: cancelled."""
        started = await self.desk.open(intent, origin=self, awaited=True)
        return await started.outcome()

    async def turn_to(self, cursor: str, key: Key) -> bool:
        """Show another record where one is shown; False: somebody stays with unsaved changes."""
        if not await self.cursors[cursor].turn(key):
            return False
        content, intent = self.intent.content, self.intent
        if content is not None:
            self.intent = replace(intent, content=Content(content.source, (key,)))
        self.desk.changed()
        return True

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
    async def rest(self, *, resting: bool) -> None:
        """Tell nothing while the view is out of sight; once it is looked at again, all of it."""
        for cursor in self.cursors.values():
            cursor.pause() if resting else cursor.resume()

    @call(access=OWN_SESSION)
    async def keep_draft(self, cursor: str, changes: dict[str, Any]) -> None:
        """Keep unsaved changes for a view that has to begin anew; empty: there are none."""
        if cursor not in self.cursors:
            raise NotFound
        await self._keep_drafts(with_draft(self.drafts, cursor, changes))

    @property
    def drafts(self) -> Drafts:
        """What is unsaved, as far as the view has said."""
        return self.drafting.changes

    @property
    def _place(self) -> Place:
        return Place.of(self.ID, self.intent)

    async def _keep_drafts(self, drafts: Drafts) -> None:
        if drafts != self.drafts:
            self.desk.changed()
        await self.drafting.take(drafts, self.context.principal, self._place)

    async def _draft_saved(self, name: str, written: Written, *, batch: Batch) -> None:
        values = [one.values for one in batch.creates]
        gone = (*written.versions, *written.created, *written.deleted)
        await self._forgetting(without_saved(self.drafts, name, gone, values))

    async def settled(self, names: Sequence[str] | None) -> None:
        """Forget the drafts of cursors (None: of all) whose changes were saved or discarded."""
        left = {} if names is None else {k: v for k, v in self.drafts.items() if k not in names}
        await self._forgetting(left)

    def _settled_soon(self, names: Sequence[str]) -> None:
        _ = spawn(self.settled(list(names)), owner=self, name="forget drafts")

    async def _forgetting(self, left: Drafts) -> None:
        try:
            await self._keep_drafts(left)
        except YtefasError as error:  # it is offered once more, and says nothing new then
            log.warning("a draft of %s could not be forgotten: %s", self.node_path, error.code)

    @call(access=OWN_SESSION)
    async def save(
        self, changes: dict[str, dict[str, Any]], idempotency_key: str
    ) -> dict[str, Any]:
        """Save what is unsaved in several cursors, all or nothing: {cursor: {saves, …}}."""
        return await save_together(self.cursors, changes, idempotency_key)

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
