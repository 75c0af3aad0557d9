"""The showing half of a cursor: follows what it tracks, keeps one load in flight, tells its view.

Its view hears numbered events: `reset` with a whole window, `patch` with what changed since the
last one. The data is behind Rows; whoever knows a shorter way to a newer window calls `show`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from ytefas.errors import Closed, Invalid, YtefasError
from ytefas.framework.talk.serialize import decode
from ytefas.framework.tree.loading import AsyncEffect
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Signal
from ytefas.framework.work.content import Key
from ytefas.framework.work.gate import Gate, said, told
from ytefas.framework.work.owning import OWNER
from ytefas.framework.work.rows import (
    Frame,
    Loaded,
    Rows,
    Slice,
    Watch,
    Within,
    Writer,
    is_group,
    said_of,
    shows,
)
from ytefas.framework.work.telling import PACE, Sleep, Teller

log = logging.getLogger(__name__)

SIZE: Final = 100
MAX_SIZE: Final = 1000
ARCHIVED: Final = "archived_at"
SLOW: Final = 0.15  # a load that takes longer is worth telling


@dataclass(frozen=True, slots=True)
class CursorSpec:
    """What a controller declares of a cursor: its source, and the master it follows.

    A tracking cursor shows the rows whose column `on` is the master's current key.
    """

    source: str
    tracks: str | None = None
    on: str | None = None
    query: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    size: int = SIZE
    readonly: bool = False
    autosave: bool = False
    archived: bool = False  # shows what is put away, too
    lazy: bool = False  # loads nothing before its view asks to see some of it
    optional: bool = False  # who may not look at its source is given the screen without it
    marks: tuple[str, ...] = ()  # columns of the current row that decide what can be done with it

    def __post_init__(self) -> None:
        if (self.tracks is None) is not (self.on is None):
            raise ValueError(f"a cursor of {self.source} needs both `tracks` and `on`, or neither")


@dataclass(frozen=True, slots=True)
class Params:
    """What the view asked to see; `raw` is the query in its wire form, for the shelf."""

    query: Hashable
    first: int = 0
    size: int = SIZE
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False)


class Showing(Node):
    """One window on one source, shown to one view."""

    # There are many, and a plain object with so many attributes takes 1.5 KiB more.
    __slots__ = (
        "_blank", "_effect", "_errors", "_frame", "_gate", "_last_refresh", "_loading", "_moves",
        "_name", "_refresh_timer", "_shown", "_sleep", "_stale", "_watch", "_watched", "master",
        "rows", "spec", "teller", "within", "writer",
    )  # fmt: skip

    reset: Signal[...] = Signal()
    patch: Signal[...] = Signal()

    def __init__(
        self,
        spec: CursorSpec,
        rows: Rows,
        writer: Writer,
        *,
        master: Showing | None = None,
        within: Within = Within(),  # noqa: B008  # frozen
    ) -> None:
        self.spec = spec
        self.rows = rows
        self.writer = writer
        self.master = master
        self.within = within
        self.teller = Teller(self._look, self._emit, self)
        query = rows.parse(spec.query)
        self._shown = Slice(rows.columns(query))
        self._frame: Frame | None = None
        self._errors: Mapping[str, Any] | None = None
        self._blank: Mapping[str, Any] | None = None
        self._loading = False
        self._sleep = Sleep.DEEP if spec.lazy else Sleep.AWAKE
        self._stale: frozenset[Key] = frozenset()
        self._effect: AsyncEffect[Frame | None, Loaded] | None = None
        self._watch: Watch | None = None
        self._watched: Frame | None = None
        self._refresh_timer: asyncio.TimerHandle | None = None
        self._last_refresh = float("-inf")
        self._gate: Gate | None = None
        self._name = ""
        self._moves = 0
        # turned: to what record, where what it is bound to is another
        self.state["current_id"] = self.state["turned"] = None
        self.state["edit"] = "read"
        self.state["dirty"] = False
        self.state["count"] = 0
        # archived: the record of a form is put away; away: the current row is, with what is its own
        self.state["archived"] = self.state["away"] = False
        if spec.marks:
            self.state["marks"] = {}  # what the current row says there; not shown: not known
        self.state["params"] = Params(query, 0, spec.size, spec.query)

    # -- its place in a controller

    @property
    def source(self) -> str:
        return self.spec.source

    @property
    def version(self) -> int:
        return self.teller.version

    @property
    def current_id(self) -> Key | None:
        """The key of the current row; tracked by who reads it in a computation."""
        found: Key | None = self.state["current_id"]
        return found

    @property
    def shown(self) -> Slice:
        """The rows as they were last loaded."""
        return self._shown

    @property
    def gate(self) -> Gate:
        if self._gate is None:
            raise Closed
        return self._gate

    @property
    def bounds(self) -> Within:
        """What restricts this cursor now, its master's key included.

        What belongs to a record that is put away went with it, and is read with it.
        """
        if self.master is None or self.spec.on is None:
            return self.within
        column = (self.spec.on, self.master.current_id)
        archived = self.within.archived or self.master.state["away"]
        return Within((*self.within.columns, column), self.within.keys, archived)

    def join(self, name: str, gate: Gate) -> None:
        """Learn the gate that decides about moves, and the name it knows this cursor by."""
        self._name, self._gate = name, gate

    def start(self) -> None:
        """Begin to load and to tell: the view listens now."""
        if self._sleep is not Sleep.AWAKE:
            self._sleep = Sleep.CALLED
        elif self._effect is None:
            self.node_keep(self)
            self._effect = AsyncEffect(
                self._wanted, self._load, self._arrived, owner=self, on_error=self._failed
            )

    def wake(self) -> None:
        """Hear that the view asks for some of it: what is `lazy` begins to load."""
        was, self._sleep = self._sleep, Sleep.AWAKE
        if was is Sleep.CALLED:
            self.start()
            self.teller.resume()

    def resume(self) -> None:
        """Tell the view everything anew, unless it has not asked for any of it yet."""
        if self._sleep is Sleep.AWAKE:
            self.teller.resume()

    def close(self) -> None:
        """End with the node, which calls this."""
        self.pause()
        if self._refresh_timer is not None:
            self._refresh_timer.cancel()
            self._refresh_timer = None
        self._watch_nothing()

    def pause(self) -> None:
        """Stop telling: the view is out of reach; its next `window` begins with a reset."""
        self.teller.pause()

    # -- the current row

    def _set_current(self, key: Key | None) -> None:
        self.state["current_id"] = key
        self._mark()
        self.teller.answer()

    # -- what the gate tells

    def told_dirty(self, keys: frozenset[Key]) -> None:
        self.state["dirty"] = bool(keys)
        self._stale &= keys
        self.teller.touch()

    def told_errors(self, errors: Mapping[str, Any] | None) -> None:
        self._errors = None if errors is None else said(errors, self.node_context)
        self.teller.touch()

    def restore(self) -> None:
        """Put the view back to the last snapshot."""
        self.teller.renew()

    # -- loading

    def _wanted(self) -> Frame | None:
        """Say what to show; tracked, so it is asked again when anything it reads changes."""
        params: Params = self.state["params"]
        _ = self.state["turned"]
        if self.state["edit"] == "new":
            return None
        within = self.bounds
        if self.master is not None and self.master.current_id is None:
            return None
        return Frame(self.source, params.query, within, params.first, params.size)

    async def _load(self, frame: Frame | None) -> Loaded:
        current = self.current_id
        if frame is None or frame.within.keys == ():
            self._watch_nothing()
            params: Params = self.state["params"]
            return Loaded(None, Slice(self.rows.columns(params.query)), current, held=False)
        self._watch_over(frame)
        slow = asyncio.get_running_loop().call_later(SLOW, self._set_loading)
        try:
            rows = await self.rows.window(frame)
            held = current is not None and (
                shows(rows, current) or await self.rows.holds(frame, current)
            )
        finally:
            slow.cancel()
        return Loaded(frame, rows, current, held)

    def _set_loading(self) -> None:
        self._loading = True
        self.teller.touch()

    def _arrived(self, loaded: Loaded) -> None:
        anew = loaded.frame != self._frame or self.version == 0
        self._frame = loaded.frame
        self._loading = False
        self._errors = None
        before, self._shown = self._shown, loaded.slice
        self._mark()
        self._mark_stale(before)
        self._settle_current(loaded)
        self.state["count"] = loaded.slice.total
        if anew:
            self.teller.renew(empty=loaded.frame is not None and loaded.slice.total == 0)
        self.teller.touch()

    def show(self, rows: Slice) -> None:
        """Take a newer state of the same frame from whoever has it already."""
        before, self._shown = self._shown, rows
        self._mark()
        self._mark_stale(before)
        self.state["count"] = rows.total
        self.teller.touch()

    def _settle_current(self, loaded: Loaded) -> None:
        """Keep the current row if it is still selected, else take the first."""
        current = self.current_id
        if current != loaded.current or loaded.held:
            return  # moved while it was loading: whoever moved has looked
        if current is not None and self.gate.holds(self._name):
            self._stale |= {current}  # it went while somebody was changing it, or its details
            return
        keys = (row[0] for row in loaded.slice.rows)
        first = next((key for key in keys if not is_group(key)), None)
        if first != current:
            self._set_current(first)
            self.gate.server_moved(self._name, self.version + 1)

    def _mark_stale(self, before: Slice) -> None:
        """Remember which rows changed under the hands of their editor."""
        dirty = self.gate.dirty(self._name)
        if dirty:
            was = {row[0]: row for row in before.rows if row[0] in dirty}
            now = {row[0]: row for row in self._shown.rows if row[0] in dirty}
            self._stale |= {key for key, row in was.items() if now.get(key) != row}

    def _mark(self) -> None:
        """Know of the current row, and of the record of a form, whether it is put away."""
        if self.spec.marks:
            self.state["marks"] = said_of(self._shown, self.current_id, self.spec.marks)
        if OWNER in self._shown.columns:
            self.state[OWNER] = said_of(self._shown, self.current_id, (OWNER,)).get(OWNER)
        if ARCHIVED not in self._shown.columns:
            return
        at, current = self._shown.columns.index(ARCHIVED), self.current_id
        away = [row[0] for row in self._shown.rows if row[at] is not None]
        self.state["away"] = current in away
        if self.within.keys is not None:  # lists are asked by their filter
            self.state["archived"] = bool(away)

    def _failed(self, error: Exception) -> None:
        self._loading = False
        if isinstance(error, YtefasError):
            self._errors = said(told(error), self.node_context)
        else:
            self._errors = {"code": "internal"}
            log.error("cursor %s could not load", self.node_path, exc_info=error)
        self.teller.answer()

    # -- following the data

    def _watch_over(self, frame: Frame) -> None:
        if frame == self._watched:
            return
        if self._watch is not None:
            self._watch.close()
        self._watched, self._watch = frame, self.rows.watch(frame, self._changed)

    def _watch_nothing(self) -> None:
        watch, self._watch, self._watched = self._watch, None, None
        if watch is not None:
            watch.close()

    def _changed(self) -> None:
        """Look again, but not more often than the view is told."""
        if self._refresh_timer is None and self._effect is not None:
            loop = asyncio.get_running_loop()
            at = max(loop.time(), self._last_refresh + PACE)
            self._refresh_timer = loop.call_at(at, self._refresh)

    def _refresh(self) -> None:
        self._refresh_timer = None
        if self._effect is not None:
            self._last_refresh = asyncio.get_running_loop().time()
            self._effect.again()

    # -- telling

    def _look(self) -> tuple[Slice, dict[str, Any]]:
        state: dict[str, Any] = {
            "current_id": self.current_id,
            "edit": self.state["edit"],
            "loading": self._loading,
            "error": self._errors,
            "stale": sorted(self._stale, key=str),
        }
        if self._blank is not None:
            state["blank"] = self._blank
        return self._shown, state

    async def _emit(self, kind: str, payload: dict[str, Any]) -> None:
        await (self.reset if kind == "reset" else self.patch).notify(payload)

    # -- surviving the node

    def snapshot(self) -> dict[str, Any]:
        """Give what is needed to show the same again elsewhere, as plain data."""
        params: Params = self.state["params"]
        return {
            "query": dict(params.raw), "first": params.first, "size": params.size,
            "current_id": self.current_id,
        }  # fmt: skip

    def recall(self, snapshot: Mapping[str, Any]) -> None:
        """Take up a snapshot, before `start`; a query that is no longer understood is dropped."""
        if not snapshot:
            return
        raw = snapshot.get("query", {})
        try:
            query = self.rows.parse(decode(raw))
        except Invalid:
            return
        first, size = snapshot.get("first", 0), snapshot.get("size", self.spec.size)
        self.state["params"] = Params(query, first, size, MappingProxyType(dict(raw)))
        self.state["current_id"] = snapshot.get("current_id")
