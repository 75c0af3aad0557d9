"""Evaluation methods, as every desk offers them: pure computing, in the user's language.

Nothing is read or written here; what is kept is computed again where it is written. What takes long
gives others their turn in between, and has an end.
"""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Any, Final

from ytefas.errors import Invalid, NotFound, TimedOut
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.node import Node
from ytefas.methods.kit import sensitivity, telling
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.registry import UnknownMethod, find, newest, versions
from ytefas.services.circle import principal_of

MOST_SCENARIOS: Final = 4
MOST_ROWS: Final = 1000  # of one call
LEVELS: Final = 5
_TURN: Final = 0.004  # seconds, after which others get theirs
_LONGEST: Final = 10.0  # seconds for one call

Told = dict[str, Any]
Cases = list[dict[str, Any]]


class Methods(Node):
    """The methods, asked by a session's user."""

    @call(access=OWN_SESSION)
    async def list(self) -> Told:
        """List every method by family."""
        return {"families": telling.listed(newest(), self._language)}

    @call(access=OWN_SESSION)
    async def describe(self, method: str, version: int | None = None) -> Told:
        """Tell all of a method: its form, bands, duties, sources and examples."""
        found = _found(method, version)
        return telling.described(found, self._language, tuple(versions()[method]))

    @call(access=OWN_SESSION)
    async def evaluate(self, method: str, version: int | None, scenarios: Cases) -> Told:
        """Evaluate one to four scenarios of a case, with explanations and pictures."""
        found = _found(method, version)
        if not 1 <= len(scenarios) <= MOST_SCENARIOS:
            raise Invalid("out_of_range", parameter="scenarios")
        return {"results": await self._each(found, scenarios, whole=True)}

    @call(access=OWN_SESSION)
    async def rows(self, method: str, version: int | None, rows: Cases) -> Told:
        """Evaluate the rows of a table; the results are without steps and pictures."""
        found = _found(method, version)
        if len(rows) > MOST_ROWS:
            raise Invalid("too_large", parameter="rows")
        return {"results": await self._each(found, rows, whole=False)}

    @call(access=OWN_SESSION)
    async def sensitivity(
        self, method: str, version: int | None, inputs: dict[str, Any], level: int | None = None
    ) -> Told:
        """Say which input, changed alone, leads to a better band (`level`: at most this one)."""
        found = _found(method, version)
        if level is not None and not 0 <= level < LEVELS:
            raise Invalid("out_of_range", parameter="level")
        hints = await asyncio.to_thread(sensitivity.hints, found, inputs, level, self._language)
        return {"hints": hints}

    @property
    def _language(self) -> str:
        return str(principal_of(self).locale)

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


def _found(method: str, version: int | None) -> Method:
    try:
        return find(method, version)
    except UnknownMethod:
        raise NotFound from None
