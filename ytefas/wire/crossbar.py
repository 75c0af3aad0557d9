"""The way from nodes to other nodes and to other people's programs: a Gateway over Crossbar.io.

Nodes trust each other: a call by a session in their role is like one of this process. Everybody
else on the realm came in through `CrossbarDoor`, and is the principal it found; the first call of
a session asks Crossbar for it, later ones know. He may call as much as at the embedded router.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final
from uuid import UUID

from ytefas.errors import NotAuthenticated, RateLimited, YtefasError
from ytefas.framework.talk.access import Caller
from ytefas.framework.talk.invocation import Endpoint, Invocation, Kind, Progress
from ytefas.rules.access import Principal
from ytefas.wire.door import NODE, address, unpack
from ytefas.wire.gateway import in_order, one_value, told_by
from ytefas.wire.limits import Limits, Meter
from ytefas.wire.membership import Incoming
from ytefas.wire.realm import Realm
from ytefas.wire.router.local import Result

REMEMBERED: Final = 1000  # sessions whose principal is known without asking
KILL: Final = "wamp.session.kill"
LEFT: Final = "wamp.session.on_leave"
PATIENCE: Final = 5.0  # seconds for Crossbar to tell who a session is


class _Program:
    """A session of somebody else's program: who it is, and how much it asks of this node."""

    __slots__ = ("_meter", "_running", "principal")

    def __init__(self, principal: Principal, limits: Limits) -> None:
        self.principal = principal
        self._meter = Meter(limits.calls, asyncio.get_running_loop().time())
        self._running = 0

    @contextmanager
    def calling(self, limits: Limits, *, counted: bool) -> Iterator[None]:
        """Count a call for as long as it runs; refuse one too many."""
        if self._running >= limits.concurrent_calls:
            raise RateLimited(reason="concurrent")
        now = asyncio.get_running_loop().time()
        if counted and not self._meter.take(now, limits.calls, limits.calls_seconds):
            wait = round(self._meter.wait(limits.calls, limits.calls_seconds), 3)
            raise RateLimited(retry_after=wait)
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1


class CrossbarGateway:
    """A Gateway over this node's session on the realm, there or not.

    `shared` are the addresses that every node answers (where sessions are asked for): Crossbar asks
    one after the other. Any other address is one node's, and is taken over when it moves.
    `uncounted` names the procedures outside the rate of calls.
    """

    def __init__(
        self,
        realm: Realm,
        *,
        shared: Collection[str] = (),
        limits: Limits | None = None,
        uncounted: Callable[[str], bool] = lambda _uri: False,
    ) -> None:
        self._realm = realm
        self._shared = frozenset(shared)
        self._limits = limits or Limits()
        self._uncounted = uncounted
        self._programs: OrderedDict[int, _Program] = OrderedDict()

    async def call(
        self,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any:
        async with in_order(on_progress) as tell:
            answer = await self._realm.call(uri, args, kwargs, timeout=timeout, on_progress=tell)
        return one_value(answer.args, answer.kwargs) if isinstance(answer, Result) else answer

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        await self._realm.publish(uri, args, kwargs)

    async def register_prefix(self, prefix: str, handler: Endpoint) -> None:
        async def answer(incoming: Incoming) -> Any:
            if incoming.authrole == NODE:
                return await handler(_invocation(incoming, None))
            program = await self._program(incoming.session)
            with program.calling(self._limits, counted=not self._uncounted(incoming.uri)):
                caller = Caller(program.principal, incoming.session)
                return await handler(_invocation(incoming, caller))

        shared = prefix in self._shared
        await self._realm.register(prefix, answer, shared=shared)
        try:
            await self._realm.register(f"{prefix}.", answer, match="prefix", shared=shared)
        except BaseException:
            await self._realm.unregister(prefix)
            raise

    async def unregister(self, prefix: str) -> None:
        await self._realm.unregister(prefix)
        await self._realm.unregister(f"{prefix}.", match="prefix")

    async def subscribe(self, uri: str, handler: Endpoint) -> None:
        async def hear(incoming: Incoming) -> None:
            await handler(
                Invocation(
                    incoming.uri,
                    incoming.args,
                    incoming.kwargs,
                    local=incoming.authrole == NODE,
                    kind=Kind.EVENT,
                )
            )

        await self._realm.subscribe(uri, hear)

    async def unsubscribe(self, uri: str) -> None:
        await self._realm.unsubscribe(uri)

    async def expel(self, logins: Collection[UUID]) -> None:
        """Have Crossbar end the sessions of these logins, as far as they have called us."""
        for session, program in tuple(self._programs.items()):
            if program.principal.login_id in logins:
                with suppress(YtefasError):  # it has gone by itself, or Crossbar is away
                    options = {"reason": "ytefas.close.logged_out"}
                    await self._realm.call(KILL, [session], options, timeout=PATIENCE)

    async def tell_of_departures(self, gone: Callable[[int], None]) -> None:
        """Call `gone` with the id of every session that leaves the realm, on any node's behalf."""

        async def hear(incoming: Incoming) -> None:
            session = incoming.args[0]
            self._programs.pop(session, None)
            gone(session)

        await self._realm.subscribe(LEFT, hear)

    async def _program(self, session: int | None) -> _Program:
        if session is None:
            raise NotAuthenticated
        known = self._programs.get(session)
        if known is None:
            facts = await self._realm.call("wamp.session.get", [session], timeout=PATIENCE)
            principal = unpack(facts["authextra"], address(facts))
            # Of two first calls at once, both wait for Crossbar: one of them makes it known.
            known = self._programs.setdefault(session, _Program(principal, self._limits))
            if len(self._programs) > REMEMBERED:
                self._programs.popitem(last=False)
        return known


def _invocation(incoming: Incoming, caller: Caller | None) -> Invocation:
    """Make a call of ours; without a caller it is a node's, and trusted."""
    return Invocation(
        incoming.uri,
        incoming.args,
        incoming.kwargs,
        caller=caller,
        local=caller is None,
        progress=told_by(incoming.progress),
    )
