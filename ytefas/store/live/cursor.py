"""A cursor over PostgreSQL: shares its evaluation, and its events, with whoever shows the same.

A step of the evaluation that its view can take as it stands (it has exactly the rows before the
step, nothing else to hear, no unsaved changes, and keeps its current row) is only numbered here;
the hub encodes it once and sends it to all such views. In every other case the cursor goes its own
way: it shows the new rows through its teller, or looks again.
"""

from dataclasses import replace
from typing import Any

from typing_extensions import override

from ytefas.framework.work.content import Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.rows import Frame, Within, Writer
from ytefas.framework.work.showing import CursorSpec, Showing
from ytefas.rules.access import Principal
from ytefas.store.live.hub import Hub
from ytefas.store.live.rows import LiveRows
from ytefas.store.live.shift import Shift
from ytefas.store.permits import narrowed
from ytefas.store.source.describe import describe
from ytefas.store.source.writer import SourceWriter


class LiveCursor(Cursor):
    """A cursor whose rows are live."""

    def __init__(
        self,
        spec: CursorSpec,
        rows: LiveRows,
        writer: Writer,
        *,
        master: Showing | None = None,
        within: Within = Within(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(spec, rows, writer, master=master, within=within)
        self._live = rows
        self._topic = ""
        self._edited = False  # as the state says, without the cost of asking it

    @override
    def _watch_over(self, frame: Frame) -> None:
        if frame == self._watched:
            return
        before = self._watch
        self._watched, self._watch = frame, self._live.follow(frame, self)
        if before is not None:
            before.close()

    def take(self, shift: Shift) -> tuple[str, int] | None:
        """Take a step of the evaluation; the event's topic and number if the hub is to send it."""
        self._live.delivered(shift.new)
        if self._shown is not shift.old or (shift.gone and self.current_id in shift.gone):
            self.look_again()
            return None
        version = None if self._is_particular() else self.teller.advance(shift.old, shift.new)
        if version is None:
            self.show(shift.new)
            return None
        self._shown = shift.new
        self._mark()
        if shift.new.total != shift.old.total:
            self.state["count"] = shift.new.total
        return self._address(), version

    @override
    def told_dirty(self, keys: frozenset[Key]) -> None:
        self._edited = bool(keys)
        super().told_dirty(keys)

    def look_again(self) -> None:
        """Load anew, at the pace the view is told."""
        self._changed()

    def _is_particular(self) -> bool:
        """Tell whether this cursor must speak for itself: edits, or listeners in this process."""
        return self._edited or self._live.hub.outlet is None or Cursor.patch.heard(self)

    def _address(self) -> str:
        if not self._topic:
            self._topic = f"{self.node_path}.patch"
        return self._topic


class LiveCursors:
    """Makes the cursors of all sessions; their principals have been admitted to the hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def make(
        self, spec: CursorSpec, controller: Controller, *, master: Cursor | None, within: Within
    ) -> LiveCursor:
        principal: Principal = controller.context.principal
        rows = LiveRows(self._hub, spec.source, self._hub.reader(principal))
        writer = SourceWriter(self._hub.store, self._hub.sources, principal)
        return LiveCursor(spec, rows, writer, master=master, within=within)

    def describe(self, source: str, controller: Controller) -> dict[str, Any]:
        """Describe a source as the controller's principal sees it, in his language."""
        principal: Principal = controller.context.principal
        reader = self._hub.reader(principal)
        creating = controller.intent.operation == Operation.CREATE and source == (
            controller.intent.content and controller.intent.content.source
        )
        acting = replace(reader.acting, locale=principal.locale)
        reach = narrowed(reader.reach, controller.owner)
        return describe(self._hub.sources[source], acting, reach, creating=creating)
