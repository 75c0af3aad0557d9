"""Evaluation methods, as every desk offers them: pure computing, in the user's language.

No customer's data are read or written here; what is kept is computed again where it is written.
The studio's own matrices are found beside the program's methods; their drafts are an
administrator's. What takes long gives others their turn in between, and has an end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from time import perf_counter
from typing import Any, Final, Protocol

from ytefas.errors import Invalid, NotFound, TimedOut
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.signal import Signal
from ytefas.methods.kit import sensitivity, telling
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.registry import UnknownMethod, newest, versions
from ytefas.methods.kit.sketch import checked, templates
from ytefas.rules.access import Role
from ytefas.services.circle import Circle, principal_of

log = logging.getLogger(__name__)

OWN_FAMILY: Final = "matrix"  # what a studio makes of its own
MOST_SCENARIOS: Final = 4
MOST_ROWS: Final = 1000  # of one call
LEVELS: Final = 5
_TURN: Final = 0.004  # seconds, after which others get theirs
_LONGEST: Final = 10.0  # seconds for one call

Told = dict[str, Any]
Cases = list[dict[str, Any]]


class OwnFound(Protocol):
    """What there is of the studio's own methods at some moment."""

    def newest(self) -> Sequence[Method]:
        """List those that may be taken for what is new."""

    def offered(self, method: str) -> Sequence[int]:
        """List the versions of one that may be taken for what is new, rising."""


class AllMethods(Protocol):
    """Finds the methods of the program and of the studio."""

    async def find(self, method: str, version: int | None, *, drafts: bool) -> Method:
        """Find one, the newest or a version; UnknownMethod: there is none (for this reader)."""

    async def shelf(self) -> OwnFound:
        """Give the studio's own as they are now."""

    async def moved(self) -> None:
        """Wait until the studio's own are different."""


class Methods(Node):
    """The methods, asked by a session's user."""

    changed: Signal[...] = Signal()  # (family): the studio's own of it are different now

    def __init__(self, known: AllMethods, circle: Circle[Methods]) -> None:
        self._known = known
        self._circle = circle

    @handler("on_node_bind")
    def coming(self) -> None:
        self._circle.enter(self)

    @handler("on_node_unbind")
    def leaving(self) -> None:
        self._circle.leave(self)

    @call(access=OWN_SESSION)
    async def list(self) -> Told:
        """List every method by family, the studio's own first."""
        own = (await self._known.shelf()).newest()
        return {"families": telling.listed([*own, *newest()], self._language)}

    @call(access=OWN_SESSION)
    async def check(self, definition: dict[str, Any]) -> Told:
        """Say what is wrong with a matrix that is being made, and draw what can be drawn of it."""
        return await asyncio.to_thread(checked, definition, self._language)

    @call(access=OWN_SESSION)
    async def templates(self) -> Told:
        """Give the matrices that one of the studio's own may begin with."""
        return {"templates": templates(self._language)}

    @call(access=OWN_SESSION)
    async def describe(self, method: str, version: int | None = None) -> Told:
        """Tell all of a method: its form, bands, duties, sources and examples."""
        found = await self._found(method, version)
        known = versions().get(method) or (await self._known.shelf()).offered(method)
        offered = tuple(sorted({*known, found.version}))
        return telling.described(found, self._language, offered)

    @call(access=OWN_SESSION)
    async def evaluate(self, method: str, version: int | None, scenarios: Cases) -> Told:
        """Evaluate one to four scenarios of a case, with explanations and pictures."""
        found = await self._found(method, version)
        if not 1 <= len(scenarios) <= MOST_SCENARIOS:
            raise Invalid("out_of_range", parameter="scenarios")
        return {"results": await self._each(found, scenarios, whole=True)}

    @call(access=OWN_SESSION)
    async def rows(self, method: str, version: int | None, rows: Cases) -> Told:
        """Evaluate the rows of a table; the results are without steps and pictures."""
        found = await self._found(method, version)
        if len(rows) > MOST_ROWS:
            raise Invalid("too_large", parameter="rows")
        return {"results": await self._each(found, rows, whole=False)}

    @call(access=OWN_SESSION)
    async def sensitivity(
        self, method: str, version: int | None, inputs: dict[str, Any], level: int | None = None
    ) -> Told:
        """Say which input, changed alone, leads to a better band (`level`: at most this one)."""
        found = await self._found(method, version)
        if level is not None and not 0 <= level < LEVELS:
            raise Invalid("out_of_range", parameter="level")
        hints = await asyncio.to_thread(sensitivity.hints, found, inputs, level, self._language)
        return {"hints": hints}

    @property
    def _language(self) -> str:
        return str(principal_of(self).locale)

    async def _found(self, method: str, version: int | None) -> Method:
        drafts = principal_of(self).role is Role.ADMIN
        try:
            return await self._known.find(method, version, drafts=drafts)
        except UnknownMethod:
            raise NotFound from None

    async def _each(self, method: Method, cases: Cases, *, whole: bool) -> Cases:
        told, language = [], self._language
        began = turn = perf_counter()
        for case in cases:
            told.append(telling.result(asked(method, case), language, whole=whole))
            now = perf_counter()
            if now - began > _LONGEST:
                raise TimedOut
            if now - turn > _TURN:
                await asyncio.sleep(0)
                turn = perf_counter()
        return told


async def learn() -> None:
    """Read every method before the first is asked for, without keeping anybody waiting."""
    await asyncio.to_thread(versions)


async def tell(known: AllMethods, circle: Circle[Methods]) -> None:
    """Tell the sessions here, for as long as they are, when the studio's own methods change."""
    while True:
        await known.moved()
        for node in circle:
            if node.node_phase is Phase.BOUND:
                try:
                    await node.changed.notify(OWN_FAMILY)
                except Exception:  # one session's trouble is not the others'
                    log.exception("%s could not be told", node.node_path)
