"""The server's half of a session: the root of its tree, and the desk where peers are joined.

The client has the same half at `@client`. Everything that concerns the join (ready, start, stop) is
a call between the two, accepted only from the session's own client, and who the peers are is read
from what this side knows, never from what a message claims. SPEC-work.md [G].
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, assert_never, cast

from typing_extensions import override

from ytefas.errors import Denied, Invalid, TimedOut, YtefasError
from ytefas.framework.talk.access import CLIENT, OWN_SESSION, SERVER
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.pairing import (
    MEMBERS,
    READY_IN,
    Event,
    Expired,
    Fail,
    Pairing,
    Peer,
    Ready,
    Stage,
    Start,
    Stop,
    Stopped,
    allowed_context,
)
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.node import Node, NodeError, Phase
from ytefas.framework.tree.path import Path, PathError, PathLike
from ytefas.framework.tree.signal import Signal
from ytefas.framework.tree.tasks import spawn

log = logging.getLogger(__name__)


class Pairable(Node):
    """A node with a counterpart in the client; each finds the other by its role: `#view`.

    It is the nearest context (`#`) of everything below it.
    """

    role: ClassVar[str] = ""
    counterpart: ClassVar[str] = "view"  # what the other side is called here, whatever it says
    pairing_id: int | None = None
    pairing_active = False

    @override
    async def node_bind(
        self, path: PathLike, context: NodeContext | None = None, parent: Node | None = None
    ) -> None:
        inherited = NodeContext() if context is None else context
        own = {"context": self, **({self.role: self} if self.role else {})}
        await super().node_bind(path, inherited.new(**own), parent)

    def peer_info(self) -> Mapping[str, Any]:
        """Tell what the other side needs to be made, as plain data; asked anew each time."""
        return {}

    async def peer_init(self, info: Mapping[str, Any]) -> None:
        """Prepare, before this side is ready."""

    async def peer_start(self, info: Mapping[str, Any]) -> None:
        """Begin: the other side is there. Again when the client comes back without its views."""

    async def peer_stop(self) -> None:
        """End: the other side has gone or is told to go; the node unbinds after this."""

    def peer_resumed(self) -> None:
        """Go on: the client is back and has kept its side."""

    def peer_paused(self) -> None:
        """Wait: the client is out of reach and may come back."""


class Bounds(Protocol):
    """The session, as far as its member is concerned."""

    @property
    def attached(self) -> bool: ...
    @property
    def connection(self) -> Hashable: ...
    async def activated(self) -> None: ...
    async def stop(self) -> None: ...


@dataclass(slots=True, eq=False)
class _Joining:
    """A pairing and what surrounds it here."""

    state: Pairing
    info: Mapping[str, Any]
    outcome: asyncio.Future[None]
    node: Pairable | None = None
    timer: asyncio.TimerHandle | None = None
    asked: Hashable = None  # the connection of the client that was asked for its side
    error: YtefasError | None = None  # what the client said instead of making its side


class SessionMember(Node):
    """Bound at `<base>.server` as a root: one registration for everything below it."""

    session_info: Signal[...] = Signal()

    def __init__(self, session: Bounds) -> None:
        self.session = session
        self._joinings: dict[int, _Joining] = {}
        self._last_pairing = MEMBERS
        self._came: Hashable = None  # the connection of the client that has said it is there

    @property
    def client(self) -> Proxy:
        return cast("Proxy", self.remote("@client"))

    async def session_active(self, kept: Mapping[str, Any] | None) -> None:
        """Open what is to be open at the start, or what was kept."""

    def snapshot(self) -> dict[str, Any]:
        """Give what is open as plain data, to be kept."""
        return {}

    async def create_new_peer(self, pairing: int, info: Mapping[str, Any]) -> Pairable:
        """Make and bind the server's side of a pairing the client asks for; nobody may by default.

        `info["context"]` holds only allowed names of this session, already resolved.
        """
        raise Denied(role=str(info.get("role", "")), pairing=pairing)

    # -- pairings the server asks for

    def next_pairing(self) -> int:
        """Take a number for a pairing that is about to be asked for."""
        self._last_pairing += 1
        return self._last_pairing

    async def pair(self, node: Pairable, number: int | None = None) -> None:
        """Ask the client for the other side of `node`; return when both have started.

        Raises what the client said, or TimedOut; unbinding the node is its owner's affair.
        """
        joining = self._open(self.next_pairing() if number is None else number, {}, node)
        await self._join_here(joining)
        await self._ask_client(joining)
        await joining.outcome
        if joining.error is not None:  # it was ready before it could tell what went wrong
            raise joining.error

    async def _ask_client(self, joining: _Joining) -> None:
        node = joining.node
        if node is None:
            return
        if self.session.connection != self._came:
            return  # whoever comes is asked when he says that he is there
        offer = {"id": joining.state.id, "role": node.role, **node.peer_info()}
        joining.asked = self.session.connection
        try:
            await self.client.node_options(timeout=READY_IN).create_peer(offer)
        except YtefasError as error:
            if self.session.connection != joining.asked:
                return  # it has gone: whoever comes is asked again
            joining.error = error
            await self._feed(joining, Stopped(CLIENT))

    async def stop_pairing(self, number: int) -> None:
        """End a pairing from this side; the client is told, our node is the caller's affair."""
        joining = self._joinings.get(number)
        if joining is not None:
            joining.node = None
            await self._feed(joining, Stopped(SERVER))

    # -- what the client says

    @call(access=OWN_SESSION)
    async def pairing_request(self, info: dict[str, Any]) -> int:
        """Ask for the server's side of a node of the client: {role, context}."""
        base = str(self._base)
        named = allowed_context(info.get("context"), base)
        resolved = {name: self._resolved(uri) for name, uri in named.items()}
        self._last_pairing += 1
        # open before we answer: the client's peer may be ready sooner than ours
        joining = self._open(self._last_pairing, {**info, "context": resolved}, None)
        _ = spawn(self._answer_request(joining), owner=self, name="make a peer")
        return joining.state.id

    async def _answer_request(self, joining: _Joining) -> None:
        try:
            joining.node = await self.create_new_peer(joining.state.id, joining.info)
        except YtefasError as error:
            log.info("a pairing of %s was refused: %s", self.node_path, error.code)
            await self._feed(joining, Stopped(SERVER))
            return
        await self._join_here(joining)

    def _resolved(self, uri: str) -> Any:
        dispatcher = self.node_context.get("dispatcher") if self.node_context else None
        found = dispatcher.node_at(uri) if dispatcher is not None else None
        return found if found is not None else self.remote(_address(uri))

    @call(access=OWN_SESSION)
    async def peer_ready(
        self,
        pairing: int,
        uri: str,
        role: str,
        known: list[int] | None = None,  # the word of the protocol
    ) -> None:
        """Hear that the client's side is there. For the members `known` lists its live pairings."""
        if not self._base.child(CLIENT).contains(_address(uri)):
            raise Invalid("peer_address")
        if pairing == MEMBERS:
            await self._client_came(Peer(uri, role), frozenset(known or ()))
            return
        joining = self._joinings.get(pairing)
        if joining is not None:
            await self._feed(joining, Ready(CLIENT, Peer(uri, role)))

    @call(access=OWN_SESSION)
    async def peer_stop(self, pairing: int) -> None:
        """Hear that the client's side stops: ours does, too."""
        if pairing == MEMBERS:
            await self.session.stop()
            return
        joining = self._joinings.get(pairing)
        if joining is not None:
            await self._feed(joining, Stopped(CLIENT))

    @call
    async def held_by(self, connection: int) -> bool:
        """Tell another node who holds the session: it may be asked whether he may come here."""
        return self.session.connection == connection

    @call(access=OWN_SESSION)
    async def session_stop(self) -> None:
        """End the session."""
        await self.session.stop()

    # -- the members' own pairing

    async def _client_came(self, peer: Peer, known: frozenset[int]) -> None:
        """Start with a client that is new or has come back, whatever of its views it has kept."""
        self._came = self.session.connection
        joining = self._open(MEMBERS, {}, None)
        await self._feed(joining, Ready(SERVER, Peer(str(self.node_path), SERVER)))
        await _in_order(self._feed(joining, Ready(CLIENT, peer)), self._go_on(known))

    async def _go_on(self, known: frozenset[int]) -> None:
        await self.session.activated()
        for other in list(self._joinings.values()):
            here = other.state.stage is Stage.WAITING and other.asked == self.session.connection
            if other.node is not None and not here:
                await self._take_up(other, other.node, kept=other.state.id in known)

    async def _take_up(self, before: _Joining, node: Pairable, *, kept: bool) -> None:
        if kept and before.state.stage is Stage.ACTIVE:
            node.peer_resumed()
            return
        again = self._open(before.state.id, before.info, node)
        if not before.outcome.done():
            again.outcome = before.outcome
        await self._join_here(again)
        _ = spawn(self._ask_again(again, kept=kept), owner=self, name="show a view again")

    async def _ask_again(self, joining: _Joining, *, kept: bool) -> None:
        if kept:  # half made, and never started
            with suppress(YtefasError):
                await self.client.peer_stop({"id": joining.state.id})
        await self._ask_client(joining)

    def client_lost(self) -> None:
        """Pause everything the client shows."""
        for joining in self._joinings.values():
            if joining.node is not None:
                joining.node.peer_paused()

    # -- running the machine

    @property
    def _base(self) -> Path:
        path = self.node_path
        if path is None or path.base is None:
            raise NodeError(f"{self!r} is not bound under a session")
        return path.base

    def _open(self, number: int, info: Mapping[str, Any], node: Pairable | None) -> _Joining:
        before = self._joinings.get(number)
        if before is not None and before.timer is not None:
            before.timer.cancel()
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[None] = loop.create_future()
        outcome.add_done_callback(_heard)
        joining = _Joining(Pairing(number), info, outcome, node)
        joining.timer = loop.call_later(READY_IN, self._expire, joining)
        self._joinings[number] = joining
        return joining

    def _expire(self, joining: _Joining) -> None:
        late = joining.node is None or self.session.connection == self._came  # else nobody is there
        if late and self.node_phase is Phase.BOUND:
            _ = spawn(self._feed(joining, Expired()), owner=self, name="a pairing expired")

    async def _join_here(self, joining: _Joining) -> None:
        node = joining.node
        if node is None:
            return
        node.pairing_id = joining.state.id
        await node.peer_init(joining.info)
        await self._feed(joining, Ready(SERVER, Peer(str(node.node_path), node.role)))

    async def _feed(self, joining: _Joining, event: Event) -> None:
        joining.state, effects = joining.state.step(event)
        for effect in effects:
            match effect:
                case Start(peers):
                    await self._start(joining, peers)
                case Stop(locations):
                    await self._end(joining, locations)
                case Fail(missing):
                    if not joining.outcome.done():
                        late = TimedOut(missing=list(missing))
                        joining.outcome.set_exception(joining.error or late)
                case _ as never:
                    assert_never(never)

    async def _start(self, joining: _Joining, peers: Mapping[str, Peer]) -> None:
        if joining.timer is not None:
            joining.timer.cancel()
            joining.timer = None
        number, node = joining.state.id, joining.node
        places = {place: {"uri": peer.uri, "role": peer.role} for place, peer in peers.items()}
        if node is not None and node.node_context is not None:
            other = peers[CLIENT]
            # by our own name for it: a name of the client's could be one of the server's own
            node.node_context[node.counterpart] = node.remote(Path(other.uri))
            node.pairing_active = True
        try:
            begin = {"id": number, "locations": places}
            told = self.client.peer_start(begin)
            if node is None:
                await told
            else:
                await _in_order(told, node.peer_start({**begin, **joining.info}))
        except YtefasError as error:
            await self._feed(joining, Stopped(CLIENT))
            if not joining.outcome.done():
                joining.outcome.set_exception(error)
            return
        if not joining.outcome.done():
            joining.outcome.set_result(None)

    async def _end(self, joining: _Joining, locations: tuple[str, ...]) -> None:
        number = joining.state.id
        if self._joinings.get(number) is joining:
            del self._joinings[number]
        if joining.timer is not None:
            joining.timer.cancel()
        if CLIENT in locations and self.session.attached:
            try:
                await self.client.peer_stop({"id": number})
            except YtefasError as error:
                log.info("the client did not hear that pairing %s ended: %s", number, error.code)
        node = joining.node
        if SERVER in locations and node is not None:
            node.pairing_active = False
            await node.peer_stop()
            if node.node_phase is Phase.BOUND:
                await node.node_unbind()


def _address(uri: str) -> Path:
    """Read an address that a client sent."""
    try:
        return Path(uri)
    except PathError:
        raise Invalid("peer_address") from None


async def _in_order(*steps: Awaitable[None]) -> None:
    """Begin one after the other and end when all have: the client hears the first first.

    Its answer is not waited for before the second begins, for it may be far away.
    """
    for ended in await asyncio.gather(*steps, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


def _heard(outcome: asyncio.Future[None]) -> None:
    """Take note of a failure that nobody waits for, so that asyncio does not complain of it."""
    if not outcome.cancelled():
        outcome.exception()
