"""Tells the sessions that look at a record what else hangs on it now, whoever hung it there.

The feed names rows; which record a row hangs on is read, and of a row that is gone remembered from
when it was shown: whoever was not shown it need not hear that it went.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select

from schema.attachment import attachment
from schema.attachment_link import attachment_link
from schema.comment import comment
from schema.tag import tag
from schema.tagging import tagging
from ytefas.errors import YtefasError
from ytefas.framework.tree.node import Phase
from ytefas.framework.tree.tasks import is_wanted
from ytefas.services.circle import Circle
from ytefas.services.papers import Papers
from ytefas.store.engine import Store
from ytefas.store.feed import Change
from ytefas.store.isolation import SYSTEM, one_of

log = logging.getLogger(__name__)

REMEMBERED: Final = 50_000  # rows this node has shown to somebody
TRY_AGAIN: Final = 1.0  # seconds
_HANGING: Final = {one.name: one for one in (attachment_link, comment, tagging)}
_Place = tuple[str, str]


class ShownPapers:
    """On which record the rows hang that this node has shown."""

    def __init__(self) -> None:
        self._places: OrderedDict[UUID, _Place] = OrderedDict()

    def note(self, row: UUID, place: _Place) -> None:
        self._places[row] = place
        self._places.move_to_end(row)
        if len(self._places) > REMEMBERED:
            self._places.popitem(last=False)

    def of(self, rows: Collection[UUID]) -> set[_Place]:
        return {self._places[row] for row in rows if row in self._places}


class PapersNews:
    """Hears the feed; `run` is the task that reads and tells."""

    def __init__(self, store: Store, circle: Circle[Papers], shown: ShownPapers) -> None:
        self._store = store
        self._circle = circle
        self._shown = shown
        self._changed: dict[str, set[UUID]] = {}
        self._all = False
        self._wake = asyncio.Event()

    def heard(self, changes: Sequence[Change]) -> None:
        """Note what the feed says has changed, if anybody here looks at anything."""
        if not any(node.watched for node in self._circle):
            return
        for change in changes:
            self._all |= change.reset
            for row in change.rows:
                self._all |= row.table == tag.name
                if row.table in _HANGING or row.table == attachment.name:
                    self._changed.setdefault(row.table, set()).add(row.key)
        if self._all or self._changed:
            self._wake.set()

    async def run(self) -> None:
        """Follow until cancelled."""
        end = self._store.feed.listen(self.heard)
        try:
            while is_wanted():
                _ = await self._wake.wait()
                self._wake.clear()
                await self._tell()
        finally:
            end()

    async def _tell(self) -> None:
        changed, self._changed = self._changed, {}
        everything, self._all = self._all, False
        try:
            places = None if everything else await self._places(changed)
        except YtefasError as error:
            log.warning("what hangs on records could not be read: %s; trying again", error.code)
            self._all = True
            await asyncio.sleep(TRY_AGAIN)
            self._wake.set()
            return
        for node in self._circle:
            for place in [one for one in node.watched if places is None or one in places]:
                await _told(node, place)

    async def _places(self, changed: dict[str, set[UUID]]) -> set[_Place]:
        places: set[_Place] = set()
        async with self._store.reading(SYSTEM) as reading:
            for name, keys in changed.items():
                table = _HANGING.get(name, attachment_link)
                column = table.c.id if name in _HANGING else table.c.attachment_id
                asked = select(table.c.source, table.c.record_id).where(one_of(column, keys))
                rows = await reading.fetch(asked)
                places |= {(row["source"], str(row["record_id"])) for row in rows}
                places |= self._shown.of(keys)
        return places


async def _told(node: Papers, place: _Place) -> None:
    if node.node_phase is Phase.BOUND:
        try:
            await node.changed.notify(*place)
        except Exception:  # one session's trouble is not the others'
            log.exception("%s could not be told", node.node_path)
