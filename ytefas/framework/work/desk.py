"""The desk of a session: answers intents, and keeps the contexts that are open.

It is the server half of a session: intents come in, a controller is elected, bound at the next
number, paired with a view and started. Closing goes the other way, children first. What is open can
be kept as plain data and opened again elsewhere. SPEC-work.md [X].
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final, Protocol

from typing_extensions import override

from ytefas.errors import Ambiguous, NotFound, TooLarge, YtefasError
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.member import Bounds, SessionMember
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.path import PathLike
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.application import Application
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.election import Candidate, Chooser
from ytefas.framework.work.gate import ASK_FOR
from ytefas.framework.work.intent import Intent
from ytefas.framework.work.service import DeskService
from ytefas.framework.work.view import Plain

log = logging.getLogger(__name__)

MAX_CONTEXTS: Final = 50  # open at once in one session


class Keeping(Bounds, Protocol):
    """The session, as its desk sees it."""

    @property
    def principal(self) -> Any: ...
    @property
    def kept(self) -> Mapping[str, Any] | None: ...
    def changed(self) -> None: ...


class Desk(SessionMember):
    """`application` says what can be answered; everything else belongs to this session."""

    def __init__(self, session: Keeping, application: Application) -> None:
        super().__init__(session)
        self.keeping = session
        self.application = application
        # nobody who is quicker takes the number of a context that is to be opened again
        self._to_recall = list((session.kept or {}).get("contexts", ()))
        self._numbers = max((one["number"] for one in self._to_recall), default=0)
        self._contexts: dict[str, Controller] = {}

    @override
    async def node_bind(
        self, path: PathLike, context: NodeContext | None = None, parent: Node | None = None
    ) -> None:
        inherited = NodeContext() if context is None else context
        shared = inherited.new(desk=self, application=self.application)
        await super().node_bind(path, shared, parent)
        for name, made in self.application.services.items():
            await self.node_add(name, made())

    @override
    def client_lost(self) -> None:
        super().client_lost()
        for one in self.node_children.values():
            if isinstance(one, DeskService):
                one.client_away()

    @property
    def contexts(self) -> Mapping[str, Controller]:
        """The open contexts by number, in the order they were opened."""
        return dict(self._contexts)

    # -- opening

    @override
    async def session_active(self, kept: Mapping[str, Any] | None) -> None:
        if kept is not None and await self._recall():
            return
        await self.open(self.application.first(self.keeping.principal), origin=None)

    @call(access=OWN_SESSION)
    async def begin_intent(self, intent: dict[str, Any]) -> dict[str, Any]:
        """Start an intent: {context} or, on a tie, {choose}: ask again with one of those."""
        return await self.ask(intent, origin=None, wants_result=False)

    async def ask(
        self, raw: Mapping[str, Any], *, origin: Controller | None, wants_result: bool
    ) -> Plain:
        """Answer an intent that a view sent; its result, if wanted, is told to that view."""
        place = None if origin is None else str(origin.node_path)
        intent = Intent.parse(raw, sources=self.application.sources, origin=place)
        decided = self.application.elect(intent, self.keeping.principal).decide()
        if isinstance(decided, Chooser):
            return {"choose": decided.wire()}
        awaited = wants_result and origin is not None
        opened = await self._open_elected(decided, intent, origin, awaited=awaited)
        if wants_result and origin is not None:
            _ = spawn(_tell_result(origin, opened), owner=origin, name="await a result")
        return {"context": str(opened.node_path), "id": opened.node_name}

    async def open(
        self, intent: Intent, *, origin: Controller | None, awaited: bool = False
    ) -> Controller:
        """Answer an intent of server code; a tie is put to whoever looks at the origin."""
        if origin is not None:
            intent = Intent(
                intent.operation, intent.content, intent.controller, intent.categories,
                intent.options, str(origin.node_path),
            )  # fmt: skip
        decided = self.application.elect(intent, self.keeping.principal).decide()
        if isinstance(decided, Chooser):
            decided = await self._choose(decided, origin)
        return await self._open_elected(decided, intent, origin, awaited=awaited)

    async def _choose(self, chooser: Chooser, origin: Controller | None) -> Candidate:
        if origin is None or not self.session.attached:
            raise Ambiguous(candidates=[one.id for one in chooser.candidates])
        view = origin.view.node_options(timeout=ASK_FOR)
        answer = await view.choose(chooser.wire())
        for candidate in chooser.candidates:
            if candidate.id == answer:
                return candidate
        raise Ambiguous(candidates=[one.id for one in chooser.candidates])

    async def _open_elected(
        self, candidate: Candidate, intent: Intent, origin: Controller | None, *, awaited: bool
    ) -> Controller:
        made = self.application.by_id[candidate.id]
        if made.SINGLETON and not awaited:  # a question has an answer of its own
            for one in self._contexts.values():
                if type(one) is made and one.intent.content == intent.content:
                    with suppress(YtefasError):  # a view out of reach is shown when it is back
                        await one.view.focus()
                    return one
        controller = made(intent, origin=origin)
        controller.awaited = awaited
        return await self._bind(controller, {})

    async def _bind(
        self, controller: Controller, kept: Mapping[str, Any], number: int | None = None
    ) -> Controller:
        if len(self._contexts) >= MAX_CONTEXTS:
            raise TooLarge(limit=MAX_CONTEXTS)
        self._numbers = self._numbers + 1 if number is None else max(self._numbers, number)
        name = str(self._numbers if number is None else number)
        await self.node_add(name, controller)
        self._contexts[name] = controller
        pairing = self.next_pairing()  # in the order of opening, however long each takes
        try:
            await controller.prepare(kept)
            await self.pair(controller, pairing)
        except BaseException:
            await asyncio.shield(spawn(self._end_context(controller), owner=self))
            raise
        self.changed()
        return controller

    def forget(self, controller: Controller) -> None:
        """Hear from a context that it is going."""
        name = controller.node_name
        if name is not None and self._contexts.get(name) is controller:
            del self._contexts[name]
        self.changed()

    # -- closing

    def children(self, controller: Controller) -> list[Controller]:
        """List what goes with a context, the latest first, grandchildren before children."""
        found: list[Controller] = []
        for one in reversed(self._contexts.values()):
            if one.origin is controller and one.depends:
                found.extend((*self.children(one), one))
        return found

    async def close_context(self, controller: Controller) -> bool:
        """Close a context and what depends on it; False: somebody wants to stay."""
        for one in (*self.children(controller), controller):
            if one.node_phase is not Phase.BOUND:
                continue
            if await one.gate.leave(None) is not None:
                return False
            await one.settled(None)
            await self._end_context(one)
        return True

    async def may_leave(self) -> bool:
        """Settle the unsaved changes of every context, as before logging out; close none."""
        for one in reversed(list(self._contexts.values())):
            if one.node_phase is Phase.BOUND and await one.gate.leave(None) is not None:
                return False
        return True

    def closing(self, controller: Controller) -> asyncio.Task[bool]:
        """Close beside whatever asked for it."""
        return spawn(self.close_context(controller), owner=self, name="close a context")

    async def _end_context(self, controller: Controller) -> None:
        controller.resolve(controller.result_at_close())
        for one in self._contexts.values():
            if one.origin is controller:
                one.origin = None  # it stands on its own from now on
        if controller.pairing_id is not None:
            await self.stop_pairing(controller.pairing_id)
        if controller.node_phase is Phase.BOUND:
            await controller.node_unbind()

    # -- being kept

    def changed(self) -> None:
        self.keeping.changed()

    @override
    def snapshot(self) -> dict[str, Any]:
        """Give what is open, and what is still to be opened again, as plain data."""
        waiting = [one for one in self._to_recall if str(one["number"]) not in self._contexts]
        return {
            "contexts": [
                {
                    "number": int(name),
                    "controller": one.ID,
                    "intent": one.intent.wire(),
                    "reserved": sorted(one.intent.categories),
                    "origin": one.origin.node_name if one.origin is not None else None,
                    "cursors": {key: cursor.snapshot() for key, cursor in one.cursors.items()},
                    **one.drafting.snapshot(),
                }
                for name, one in self._contexts.items()
            ]
            + waiting
        }

    async def _recall(self) -> bool:
        """Open again what was kept, under the same numbers; what cannot be is left out."""
        while self._to_recall:
            one = self._to_recall[0]
            try:
                await self._recall_one(one)
            except (YtefasError, ExceptionGroup) as error:
                log.warning("context %s was not opened again: %r", one.get("controller"), error)
            del self._to_recall[0]
        return bool(self._contexts)

    async def _recall_one(self, kept: Mapping[str, Any]) -> None:
        intent = Intent.parse(kept["intent"], sources=self.application.sources)
        exact = Intent(
            intent.operation, intent.content, kept["controller"], frozenset(kept["reserved"]),
            intent.options,
        )  # fmt: skip
        elected = self.application.elect(exact, self.keeping.principal).only()
        made = self.application.by_id.get(elected.id)
        if made is None:
            raise NotFound
        origin = self._contexts.get(str(kept["origin"]))
        await self._bind(made(exact, origin=origin), kept, kept["number"])


async def _tell_result(origin: Controller, opened: Controller) -> None:
    context = str(opened.node_path)
    content = await opened.outcome()
    told = None if content is None else content.wire()
    try:
        await origin.view.result({"context": context, "content": told})
    except YtefasError as error:
        log.info("the result of %s was not heard: %s", context, error.code)
