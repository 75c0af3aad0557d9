"""Tells sessions what changed in preferences and saved views, on whichever node it was changed.

The feed says which rows; they are read by the program, a moment later and once for many changes,
and told to whom they concern on this node. A removed view is not there to be read: whoever was
shown it was told of it before, so what is remembered of those is enough.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.preference import preference
from schema.saved_view import saved_view
from ytefas.errors import YtefasError
from ytefas.framework.tree.node import Phase
from ytefas.framework.tree.tasks import is_wanted
from ytefas.rules.access import STAFF
from ytefas.services.circle import Circle, principal_of
from ytefas.services.prefs import Prefs
from ytefas.services.views import Views
from ytefas.store.engine import Store
from ytefas.store.feed import Change
from ytefas.store.isolation import SYSTEM, one_of
from ytefas.store.personal.prefs import preferences_of

log = logging.getLogger(__name__)

REMEMBERED: Final = 10_000  # views this node has shown to somebody
TRY_AGAIN: Final = 1.0  # seconds
DEFAULT_VIEW: Final = "view.default/"  # and the source: the preference that holds a default view


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a view concerns: those who may use it."""

    source: str
    user_id: UUID
    shared: bool


class ShownViews:
    """What this node knows of the views it has shown."""

    def __init__(self) -> None:
        self._by_id: OrderedDict[UUID, Shown] = OrderedDict()
        self.lists: set[str] = set()  # the sources whose views somebody has asked for

    def note(self, view: UUID, shown: Shown) -> Shown | None:
        """Remember how a view is now; how it was known before."""
        before = self._by_id.pop(view, None)
        self._by_id[view] = shown
        if len(self._by_id) > REMEMBERED:
            self._by_id.popitem(last=False)
        return before

    def forget(self, view: UUID) -> Shown | None:
        return self._by_id.pop(view, None)


class News:
    """Hears the feed; `run` is the task that reads and tells."""

    def __init__(
        self, store: Store, prefs: Circle[Prefs], views: Circle[Views], shown: ShownViews
    ) -> None:
        self._store = store
        self._prefs = prefs
        self._views = views
        self._shown = shown
        self._changed: dict[str, set[UUID]] = {preference.name: set(), saved_view.name: set()}
        self._missed = False
        self._wake = asyncio.Event()

    def heard(self, changes: Sequence[Change]) -> None:
        """Note what the feed says has changed."""
        for change in changes:
            self._missed |= change.reset
            for row in change.rows:
                if row.table in self._changed:
                    self._changed[row.table].add(row.key)
        if self._missed or any(self._changed.values()):
            self._wake.set()

    async def run(self) -> None:
        """Follow until cancelled."""
        end = self._store.feed.listen(self.heard)
        try:
            while is_wanted():
                _ = await self._wake.wait()
                self._wake.clear()
                await self._tell_all()
        finally:
            end()

    async def _tell_all(self) -> None:
        changed, self._changed = self._changed, {name: set() for name in self._changed}
        missed, self._missed = self._missed, False
        try:
            if missed:
                await self._tell_everything()
            if changed[preference.name]:
                await self._tell_prefs(changed[preference.name])
            if changed[saved_view.name]:
                await self._tell_views(changed[saved_view.name])
        except YtefasError as error:
            log.warning("what changed could not be read: %s; trying again", error.code)
            self._missed = self._missed or missed
            for name, keys in changed.items():
                self._changed[name] |= keys
            await asyncio.sleep(TRY_AGAIN)
            self._wake.set()
        except Exception:  # the next change is told all the same
            log.exception("what changed could not be told")

    async def _tell_prefs(self, keys: Collection[UUID]) -> None:
        asked = select(
            preference.c.user_id, preference.c.name, preference.c.value, preference.c.said_by
        ).where(one_of(preference.c.id, keys))
        async with self._store.reading(SYSTEM) as reading:
            rows = await reading.fetch(asked)
        for row in rows:
            for node in self._prefs.of(row["user_id"], but=row["said_by"]):
                await _told(node, row["name"], row["value"])
            if row["name"].startswith(DEFAULT_VIEW):
                for view in self._views.of(row["user_id"]):
                    await _told(view, row["name"].removeprefix(DEFAULT_VIEW))

    async def _tell_views(self, keys: Collection[UUID]) -> None:
        asked = select(
            saved_view.c.id, saved_view.c.source, saved_view.c.user_id, saved_view.c.shared
        ).where(one_of(saved_view.c.id, keys))
        async with self._store.reading(SYSTEM) as reading:
            rows = await reading.fetch(asked)
        concerns: list[Shown] = []
        for row in rows:
            now = Shown(row["source"], row["user_id"], row["shared"])
            concerns += filter(None, (now, self._shown.note(row["id"], now)))
        gone = set(keys) - {row["id"] for row in rows}
        concerns += filter(None, map(self._shown.forget, gone))
        for node in self._views:
            acting = principal_of(node)
            for source in sorted({one.source for one in concerns if _concerns(acting, one)}):
                await _told(node, source)

    async def _tell_everything(self) -> None:
        """Tell whoever is here all of his preferences, and of all views: changes were missed."""
        for node in self._prefs:
            user = principal_of(node).user_id
            async with self._store.reading(SYSTEM) as reading:
                known = await preferences_of(reading, user, forgotten=True)
            for name, value in known.items():
                await _told(node, name, value)
        for view in self._views:
            for source in sorted(self._shown.lists):
                await _told(view, source)


def _concerns(acting: Any, shown: Shown) -> bool:
    return shown.user_id == acting.user_id or (shown.shared and acting.role in STAFF)


async def _told(node: Prefs | Views, *said: Any) -> None:
    if node.node_phase is Phase.BOUND:
        try:
            await node.changed.notify(*said)
        except Exception:  # one session's trouble is not the others'
            log.exception("%s could not be told", node.node_path)
