"""The realm that joins the nodes: this node's own session on a Crossbar.io router.

`Realm` keeps one session up for as long as it runs: it joins by ticket, offers again what was
registered and subscribed whenever it rejoins, and waits a jittered, growing while between tries.
While the router is away nothing blocks: calls fail at once with Busy, events go nowhere, and the
node goes on serving its own users. Who comes in through Crossbar is `ytefas/wire/door.py`.

Assumes that the node's role may do everything on the realm (deploy/crossbar), so that a session
that broke in silence may be displaced: what it held is taken over (`force_reregister`).
"""

# autobahn annotates its classes, but not how they are made:
# mypy: disable-error-code="no-untyped-call"

import asyncio
import logging
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from autobahn.wamp.exception import ApplicationError, SerializationError, TransportLost
from autobahn.wamp.request import Registration
from autobahn.wamp.types import (
    RegisterOptions,
    SubscribeOptions,
)

from ytefas.errors import Busy, Closed, Invalid, TimedOut
from ytefas.framework.tree.tasks import is_wanted, spawn
from ytefas.wire.errors import from_wire
from ytefas.wire.membership import (
    DETAILS,
    LOST,
    NAMED,
    Address,
    Handler,
    Membership,
    Progress,
    answering,
    connect,
    hearing,
)
from ytefas.wire.router.local import Result

_log = logging.getLogger(__name__)
_random = random.SystemRandom()

TAKEN: Final = "wamp.error.procedure_already_exists"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait for the router; seconds."""

    join: float = 10.0
    answer: float = 3.0  # to REGISTER, SUBSCRIBE and the like
    retry_first: float = 0.5
    retry_longest: float = 15.0
    ping: float = 5.0
    farewell: float = 1.0

    def before(self, attempt: int) -> float:
        """Between half of it and all of it: nodes that lost one router do not return as one."""
        longest = min(self.retry_longest, self.retry_first * 2.0 ** min(attempt, 16))
        return longest * _random.uniform(0.5, 1.0)


@dataclass(slots=True, eq=False)
class _Offer:
    """Something this node wants on the realm; `held` is autobahn's handle of it on this session."""

    uri: str
    match: str
    handler: Handler
    shared: bool = False
    session: Membership | None = None
    held: Any = None


class Realm:
    """This node's place on the realm; all may be asked whether the router is there or not."""

    def __init__(self, address: Address, *, patience: Patience | None = None) -> None:
        self._address = address
        self._patience = patience or Patience()
        self._calls: dict[tuple[str, str], _Offer] = {}
        self._topics: dict[tuple[str, str], _Offer] = {}
        self._session: Membership | None = None
        self._up = asyncio.Event()
        self._offering = asyncio.Lock()
        self._keeper: asyncio.Task[None] | None = None
        self.lives = 0  # how often it has joined

    @property
    def up(self) -> bool:
        return self._session is not None

    async def start(self) -> None:
        """Begin to keep the session up; returns at once, the router may come later."""
        if self._keeper is None:
            self._keeper = spawn(self._keep(), name="realm")

    async def stop(self) -> None:
        """Leave the realm, with a word if it is there."""
        keeper, self._keeper = self._keeper, None
        session, self._session = self._session, None
        if keeper is not None:
            if session is not None:
                session.leave()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._patience.farewell):
                        await session.over.wait()
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)

    async def joined(self) -> None:
        """Wait until the session is up and everything offered is in place."""
        await self._up.wait()

    # -- what goes out

    async def call(
        self,
        uri: str,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        on_progress: Progress | None = None,
    ) -> Any:
        """Call a procedure; one value comes back as itself, anything else as Result."""
        session = self._session
        if session is None:
            raise Busy(uri=uri)
        try:
            async with asyncio.timeout(timeout):
                answer = await session.ask(uri, args, kwargs or {}, on_progress)
        except TimeoutError:
            raise TimedOut(uri=uri) from None  # the cancelled future has sent CANCEL
        except TransportLost:
            raise Closed(uri=uri) from None
        except SerializationError as error:
            raise Invalid("unserializable", uri=uri) from error
        except ApplicationError as error:
            if error.error in LOST:
                raise Closed(uri=uri) from None
            raise from_wire(error.error, error.args, error.kwargs.get(NAMED)) from None
        kwargs = answer.kwresults[NAMED]
        if len(answer.results) == 1 and not kwargs:
            return answer.results[0]
        return Result(answer.results, kwargs)

    async def publish(
        self, uri: str, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> None:
        """Tell the rest of the realm; while the router is away nobody is there to be told."""
        session = self._session
        if session is None:
            return
        try:
            session.tell(uri, args, kwargs or {})
        except TransportLost:
            _log.debug("the event on %s went nowhere", uri)
        except SerializationError as error:
            raise Invalid("unserializable", uri=uri) from error

    # -- what comes in

    async def register(
        self, uri: str, handler: Handler, *, match: str = "exact", shared: bool = False
    ) -> None:
        """Answer `uri` from now on, on this session and on every later one."""
        if (match, uri) in self._calls:
            raise Invalid("registered_twice", uri=uri)
        offer = self._calls[match, uri] = _Offer(uri, match, handler, shared)
        await self._begin(offer, self._calls)

    async def unregister(self, uri: str, *, match: str = "exact") -> None:
        await self._withdraw(self._calls.pop((match, uri), None))

    async def subscribe(self, uri: str, handler: Handler, *, match: str = "exact") -> None:
        """Hear `uri` from now on, on this session and on every later one."""
        if (match, uri) in self._topics:
            raise Invalid("subscribed_twice", uri=uri)
        offer = self._topics[match, uri] = _Offer(uri, match, handler)
        await self._begin(offer, self._topics)

    async def unsubscribe(self, uri: str, *, match: str = "exact") -> None:
        await self._withdraw(self._topics.pop((match, uri), None))

    async def _begin(self, offer: _Offer, offers: dict[tuple[str, str], _Offer]) -> None:
        try:
            await self._offer(offer)
        except ApplicationError as error:
            del offers[offer.match, offer.uri]
            raise from_wire(error.error, error.args, error.kwargs.get(NAMED)) from None

    async def _offer(self, offer: _Offer) -> None:
        """Put one offer in place, unless the router is away: then it waits for the next session."""
        session = self._session
        if session is None:
            return
        async with self._offering:
            if offer.session is session or not self._wanted(offer):
                return
            try:
                async with asyncio.timeout(self._patience.answer):
                    offer.held = await self._place(session, offer)
            except (TransportLost, TimeoutError) as error:
                _log.warning("%s waits for the next session: %r", offer.uri, error)
                session.disconnect()  # who does not answer is not there
            else:
                offer.session = session

    async def _place(self, session: Membership, offer: _Offer) -> Any:
        if offer is not self._calls.get((offer.match, offer.uri)):
            wanted = SubscribeOptions(match=offer.match, details_arg=DETAILS)
            return await session.subscribe(hearing(offer.uri, offer.handler), offer.uri, wanted)
        answer = answering(offer.uri, offer.handler, session)
        options = RegisterOptions(
            match=offer.match, details_arg=DETAILS, invoke="roundrobin" if offer.shared else None
        )
        try:
            return await session.register(answer, offer.uri, options)
        except ApplicationError as error:
            if offer.shared or error.error != TAKEN:
                raise
        _log.warning("%s is taken over from a session that holds it", offer.uri)
        options.force_reregister = True
        return await session.register(answer, offer.uri, options)

    def _wanted(self, offer: _Offer) -> bool:
        key = (offer.match, offer.uri)
        return self._calls.get(key) is offer or self._topics.get(key) is offer

    async def _withdraw(self, offer: _Offer | None) -> None:
        async with self._offering:
            if offer is None or offer.session is None or offer.session is not self._session:
                return
            held = offer.held
            if not held.active:
                return  # another node has taken it over
            end = held.unregister if isinstance(held, Registration) else held.unsubscribe
            try:
                async with asyncio.timeout(self._patience.answer):
                    await end()
            except (TransportLost, TimeoutError, ApplicationError) as error:
                _log.debug("%s went with its session: %r", offer.uri, error)

    # -- keeping the session up

    async def _keep(self) -> None:
        attempt = 0
        while is_wanted():
            try:
                await self._live()
                attempt = 0
            except (OSError, TimeoutError) as error:
                level = logging.WARNING if attempt == 0 else logging.DEBUG
                _log.log(level, "the realm at %s is away: %s", self._address.url, error)
            except Exception:  # noqa: BLE001 - nothing may end the keeping but `stop`
                _log.exception("the session on the realm failed")
            await asyncio.sleep(self._patience.before(attempt))
            attempt += 1

    async def _live(self) -> None:
        """One session from connection to loss."""
        transport, session = await connect(
            self._address, patience=self._patience.join, ping=self._patience.ping
        )
        try:
            async with asyncio.timeout(self._patience.join):
                await session.joined
            self._session = session
            for offer in (*self._calls.values(), *self._topics.values()):
                await self._try_offer(offer)
            self.lives += 1
            self._up.set()
            _log.info("on the realm %s", self._address.realm)
            await session.over.wait()
            if self._keeper is not None:
                _log.warning("the realm at %s has gone", self._address.url)
        finally:
            self._session = None
            self._up.clear()
            transport.abort()

    async def _try_offer(self, offer: _Offer) -> None:
        try:
            await self._offer(offer)
        except ApplicationError as error:
            _log.error("the realm refuses %s: %s", offer.uri, error.error)
