"""Who else is here, and where: what each session says it looks at, told to whoever may know.

A place is told to whoever sees the record it is on; one that belongs to no customer (a list, a
board) to the studio's staff among themselves. So a customer's user learns of people at his own
customers' records, and of nobody else. Nodes tell each other by the realm, each its whole list at
every change and once in a while; without a realm a node knows its own people.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from typing_extensions import override

from ytefas.errors import Invalid, YtefasError
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.invocation import Endpoint, Invocation
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Phase
from ytefas.framework.tree.signal import Signal
from ytefas.framework.tree.tasks import is_wanted
from ytefas.framework.work.content import Key
from ytefas.framework.work.service import DeskService
from ytefas.rules.access import STAFF, Role
from ytefas.services.circle import Circle, principal_of, session_of

log = logging.getLogger(__name__)

TOPIC: Final = "ytefas.presence"
MAX_PLACES: Final = 50  # of a session
MOST_TOLD: Final = 200  # places of others, told to one session
LONGEST: Final = 80  # characters of a view's or a field's name
PACE: Final = 0.5  # seconds between two tellings
BEAT: Final = 10.0  # seconds: what nobody told is found then
SILENT: Final = 25.0  # seconds after which a node that says nothing has gone
COLOURS: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """What a session looks at, as it says."""

    view: str
    source: str | None = None
    key: Key | None = None
    editing: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Being:
    """Somebody at a place, as others may be told; `customer`: whose record it is."""

    session: str
    user_id: str
    role: str
    name: str
    initials: str
    who: int
    source: str | None
    key: Key | None
    customer_id: str | None
    editing: bool
    field: str | None
    since: str

    def told(self) -> dict[str, Any]:
        """Say it as plain data for others, who need not know the role."""
        said = self.plain()
        del said["role"]
        return said

    def plain(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class Sights(Protocol):
    """Knows who people are, and what they see."""

    async def named(self, user_id: UUID) -> tuple[str, str]:
        """Give a user's name and initials."""

    async def customers(
        self, acting: Any, records: Sequence[tuple[str, Key]]
    ) -> Mapping[tuple[str, Key], UUID | None]:
        """Say whose the records are that a user sees; the others are left out."""

    def views(self, acting: Any, source: str, field: str | None = None) -> bool:
        """Tell whether a user may view a source at all, and a field of it."""

    def sees(self, acting: Any, customer: UUID) -> bool:
        """Tell whether a customer is in a user's reach."""

    def sees_all(self, acting: Any, customer: UUID, source: str) -> bool:
        """Tell whether a user sees whatever a customer has in a source, at all its sites."""


class Far(Protocol):
    """The way to the other nodes."""

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None: ...
    async def subscribe(self, uri: str, handler: Endpoint) -> None: ...


class PresenceNode(DeskService):
    """What a session says of itself, and hears of others."""

    changed: Signal[...] = Signal()  # ([…]): everybody else this user may know of, complete

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self.told: list[dict[str, Any]] | None = None  # None: whatever it is, it is news
        self._greeted = False

    @handler("on_node_bind")
    def coming(self) -> None:
        self._presence.circle.enter(self)

    @handler("on_node_unbind")
    def leaving(self) -> None:
        self._presence.circle.leave(self)
        self._presence.gone(session_of(self))

    @override
    def client_away(self) -> None:
        self._presence.gone(session_of(self))
        self._greeted = False

    @call(access=OWN_SESSION)
    async def here(self, places: list[dict[str, Any]]) -> None:
        """Say what this session looks at now, in place of what it said before."""
        if len(places) > MAX_PLACES:
            raise Invalid("too_large", parameter="places")
        read = [read_place(place) for place in places]
        if not self._greeted:  # it listens now, and was not heard of before
            self._greeted, self.told = True, None
        await self._presence.put(session_of(self), principal_of(self), read)


class Presence:
    """Who is here on this node, and on the others as they say; `run` is the task that tells."""

    def __init__(
        self, sights: Sights, *, far: Far | None = None, pace: float = PACE, beat: float = BEAT
    ) -> None:
        self.circle: Circle[PresenceNode] = Circle()
        self._sights = sights
        self._far = far
        self._pace = pace
        self._beat = beat
        self._node = secrets.token_hex(8)
        self._here: dict[str, tuple[Being, ...]] = {}
        self._saying: dict[str, object] = {}  # what each session says just now
        self._colours: dict[str, int] = {}
        self._others: dict[str, tuple[float, tuple[Being, ...]]] = {}
        self._moved = asyncio.Event()

    # -- what sessions say

    async def put(self, session: str, acting: Any, places: Sequence[Place]) -> None:
        """Replace what a session looks at; a record he does not see is no place."""
        saying = self._saying[session] = object()
        try:
            beings = await self._placed(session, acting, places)
        finally:
            newest = self._saying.get(session) is saying
            if newest:
                del self._saying[session]
        if newest:  # else it has said something else since, or is gone
            self._here[session] = beings
            self._moved.set()

    async def _placed(
        self, session: str, acting: Any, places: Sequence[Place]
    ) -> tuple[Being, ...]:
        named = await self._sights.named(acting.user_id)
        wanted = {
            (place.source, place.key)
            for place in places
            if place.source is not None and place.key is not None
        }
        customers = await self._sights.customers(acting, sorted(wanted, key=str))
        before = {_spot(being): being.since for being in self._here.get(session, ())}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        beings = {}
        for place in places:
            spot = (place.source, place.key)
            if spot in wanted and spot not in customers:
                continue
            if place.source is not None and not self._sights.views(acting, place.source):
                continue
            customer = customers.get(spot) if spot in wanted else None
            being = Being(
                session, acting.id, str(acting.role), *named, self._colour(acting.id),
                place.source, place.key, None if customer is None else str(customer),
                place.editing, place.field, before.get(spot, now),
            )  # fmt: skip
            beings[spot, place.editing, place.field] = being
        return tuple(beings.values())

    def gone(self, session: str) -> None:
        """Hear that nobody is at a session any more."""
        _ = self._saying.pop(session, None)
        if self._here.pop(session, None) is not None:
            self._moved.set()

    def _colour(self, user_id: str) -> int:
        """Give the first of the colours fewest have; it stays while he is here."""
        here = {being.user_id for beings in self._here.values() for being in beings}
        self._colours = {one: colour for one, colour in self._colours.items() if one in here}
        if user_id not in self._colours:
            taken = Counter(self._colours.values())
            self._colours[user_id] = min(range(1, COLOURS + 1), key=lambda one: taken[one])
        return self._colours[user_id]

    # -- what they are told

    def seen_by(self, acting: Any, *, session: str) -> list[Being]:
        """List everybody else a user may know of, whom he meets at the same records first."""
        known: dict[tuple[str | None, str | None], bool] = {}
        own = {(being.source, being.key) for being in self._here.get(session, ())}
        found = [
            being
            for being in self._all()
            if being.user_id != acting.id and self._may_know(acting, being, known, own)
        ]
        if len(found) > MOST_TOLD:
            found.sort(key=lambda being: (being.source, being.key) not in own)
        return [self._as_told(acting, being) for being in found[:MOST_TOLD]]

    def _as_told(self, acting: Any, being: Being) -> Being:
        """Leave out the field somebody is in, where this user does not know that there is one."""
        if being.field is None or being.source is None:
            return being
        known = self._sights.views(acting, being.source, being.field)
        return being if known else replace(being, field=None)

    def _all(self) -> list[Being]:
        lists = [*self._here.values(), *(beings for _, beings in self._others.values())]
        return [being for beings in lists for being in beings]

    def _may_know(
        self,
        acting: Any,
        being: Being,
        known: dict[tuple[str | None, str | None], bool],
        own: AbstractSet[tuple[str | None, Key | None]],
    ) -> bool:
        if (
            being.customer_id is not None and (being.source, being.key) in own
        ):  # he was let in there himself
            return self._sees(acting, being.source, being.customer_id)
        what = (being.source, being.customer_id)
        if what not in known:
            known[what] = self._sees_all(acting, *what)
        if being.customer_id is not None:
            return known[what]
        # of no customer: the studio's affair, and a person's record perhaps not everybody's
        colleagues = acting.role in STAFF and being.role in STAFF
        return known[what] and colleagues and (being.key is None or acting.role is Role.ADMIN)

    def _sees(self, acting: Any, source: str | None, customer: str | None) -> bool:
        if source is not None and not self._sights.views(acting, source):
            return False
        return customer is None or self._sights.sees(acting, UUID(customer))

    def _sees_all(self, acting: Any, source: str | None, customer: str | None) -> bool:
        """Tell it without looking at the record: not of who sees some sites of a customer only."""
        if not self._sees(acting, source, customer):
            return False
        if source is None or customer is None:
            return True
        return self._sights.sees_all(acting, UUID(customer), source)

    # -- telling

    async def run(self) -> None:
        """Tell until cancelled: at most so often, and once in a while in any case."""
        loop = asyncio.get_running_loop()
        if self._far is not None:
            await self._far.subscribe(TOPIC, self._heard)
            await self._publish(asking=True)
        beaten = loop.time()
        while is_wanted():
            try:
                async with asyncio.timeout(self._beat):
                    _ = await self._moved.wait()
            except TimeoutError:
                pass
            self._moved.clear()
            began = loop.time()
            self._forget_silent(began)
            await self._tell()
            if self._published != self._own() or loop.time() - beaten >= self._beat:
                beaten = loop.time()
                await self._publish()
            await asyncio.sleep(max(self._pace, 4 * (loop.time() - began)))

    async def _tell(self) -> None:
        for node in self.circle:
            await asyncio.sleep(0)  # a crowd takes long, and others wait
            try:
                told = [
                    being.told()
                    for being in self.seen_by(principal_of(node), session=session_of(node))
                ]
                if told != node.told and node.node_phase is Phase.BOUND:
                    node.told = told
                    await node.changed.notify(told)
            except Exception:  # one session's trouble is not the others'
                log.exception("a session could not be told who is here")

    # -- the other nodes

    _published: list[dict[str, Any]] | None = None

    def _own(self) -> list[dict[str, Any]]:
        return [being.plain() for beings in self._here.values() for being in beings]

    async def _publish(self, *, asking: bool = False) -> None:
        self._published = self._own()
        if self._far is None:
            return
        try:
            said = {"node": self._node, "people": self._published, "asking": asking}
            await self._far.publish(TOPIC, (said,), {})
        except YtefasError as error:
            log.info("the other nodes do not hear who is here: %s", error.code)

    async def _heard(self, invocation: Invocation) -> None:
        said = invocation.args[0]
        if said["node"] == self._node:
            return
        people = tuple(Being(**being) for being in said["people"])
        known = self._others.get(said["node"])
        self._others[said["node"]] = (asyncio.get_running_loop().time(), people)
        if said["asking"]:
            self._published = None
        if said["asking"] or known is None or known[1] != people:
            self._moved.set()

    def _forget_silent(self, now: float) -> None:
        self._others = {
            node: heard for node, heard in self._others.items() if now - heard[0] < SILENT
        }


def read_place(raw: Mapping[str, Any]) -> Place:
    """Read a place as a client sends it."""
    known = {"view": "", "source": None, "key": None, "editing": False, "field": None}
    said: dict[str, Any] = {**known, **raw}
    if said.keys() != known.keys() or not isinstance(said["editing"], bool):
        raise Invalid("place")
    texts = (said["view"], said["source"] or "", said["field"] or "")
    if not all(map(_is_name, texts)) or not _is_key(said["key"]):
        raise Invalid("place")
    return Place(**said)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


def _is_key(value: object) -> bool:
    match value:
        case str():
            return _is_name(value)
        case bool():
            return False
        case _:
            return value is None or isinstance(value, int)


def _spot(being: Being) -> tuple[str | None, Key | None]:
    return being.source, being.key
