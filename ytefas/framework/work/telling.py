"""Numbers and paces the events of one cursor: what its view has, and how to bring it up to date.

Between two events everything that changed is one change; an event says the difference between what
was last told and what is true when it leaves. So a burst of changes costs one event, a view that is
out of reach costs nothing, and a view that lost one asks for the window and begins anew. Only what
nobody asked for is paced: the answer to a view leaves at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any, Final, Protocol

from ytefas.framework.talk.serialize import Encoded
from ytefas.framework.tree.signal import Keeper
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.change import Op, State, Total, diff
from ytefas.framework.work.rows import Slice

PACE: Final = 0.05  # seconds from an event to one that nobody asked for: at most 20 a second
MANY: Final = 2  # a patch with more than 1/MANY operations per row is no shorter than a reset


class Emit(Protocol):
    """Send one event to the view."""

    async def __call__(self, kind: str, payload: dict[str, Any]) -> None: ...


class Sleep(Enum):
    """How far a cursor is that loads nothing before its view asks."""

    DEEP = auto()  # the view is not there yet
    CALLED = auto()  # it is, and has not asked
    AWAKE = auto()


class Teller:
    """Tells a view what `look` shows, whenever touched."""

    __slots__ = ("_again", "_emit", "_last", "_look", "_owner", "_paused", "_renew", "_sent",
                 "_sent_state", "_telling", "_timer", "_urgent", "version")  # fmt: skip

    def __init__(
        self, look: Callable[[], tuple[Slice, Mapping[str, Any]]], emit: Emit, owner: Keeper
    ) -> None:
        self.version = 0
        self._look = look
        self._emit = emit
        self._owner = owner
        self._sent: Slice | None = None
        self._sent_state: Mapping[str, Any] = {}
        self._renew = True  # the next event is a reset
        self._paused = True
        self._telling = False
        self._again = False
        self._urgent = False  # somebody waits for the next event
        self._timer: asyncio.Handle | None = None
        self._last = float("-inf")

    def resume(self) -> None:
        """Begin anew: the view is there and has nothing, or asks for its window."""
        self._paused = False
        self.renew()

    def renew(self, *, empty: bool = False) -> None:
        """Let the next event be a reset, at once; `empty`: it is known that there are no rows."""
        if empty:  # the first number says that they may be on their way
            self.version = self.version or 1
        self._renew = True
        self.answer()

    def repeat_state(self) -> None:
        """Tell the whole state once more: the view may believe something else."""
        self._sent_state = {}
        self.answer()

    def pause(self) -> None:
        """Stop telling until `resume`."""
        self._paused = self._renew = True
        self._sent = None
        self._urgent = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def touch(self) -> None:
        """Tell what is different, soon: at the end of this tick or when the pace allows."""
        if self._paused or self._timer is not None:
            return
        if self._telling:
            self._again = True
            return
        loop = asyncio.get_running_loop()
        due = 0.0 if self._urgent else self._last + PACE
        self._timer = (
            loop.call_soon(self._begin) if loop.time() >= due else loop.call_at(due, self._begin)
        )

    def answer(self) -> None:
        """Tell what is different as soon as possible: the view asked for it, and waits."""
        if self._paused or self._urgent:
            return
        self._urgent = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.touch()

    def advance(self, old: Slice, new: Slice) -> int | None:
        """Take over a change that is told by somebody else, once for many cursors.

        When the view has exactly `old` and nothing else to hear, it is from now on believed to have
        `new`, and the number of that event is returned; otherwise None, and nothing happened.
        """
        idle = not (self._paused or self._telling or self._renew or self._timer is not None)
        if not idle or self._sent is not old:
            return None
        self._sent = new
        self.version += 1
        self._last = asyncio.get_running_loop().time()
        return self.version

    def _begin(self) -> None:
        self._timer = None
        self._urgent = False
        self._telling = True
        _ = spawn(self._tell(), owner=self._owner, name="tell a view")

    async def _tell(self) -> None:
        try:
            self._last = asyncio.get_running_loop().time()
            event = self._event()
            if event is not None:
                await self._emit(*event)
        finally:
            self._telling = False
            if self._again:
                self._again = False
                self.touch()

    def _event(self) -> tuple[str, dict[str, Any]] | None:
        shown, state = self._look()
        ops = None if self._renew or self._sent is None else self._changes(self._sent, shown, state)
        if ops == []:
            return None
        self.version += 1
        self._sent, self._sent_state, self._renew = shown, dict(state), False
        if ops is not None:
            return "patch", {"version": self.version, "ops": [_wire(op) for op in ops]}
        return "reset", {
            "version": self.version,
            "first": shown.first,
            "columns": list(shown.columns),
            "rows": Encoded(shown.rows),
            "total": shown.total,
            "exactness": shown.exactness,
            "state": dict(state),
        }

    def _changes(self, sent: Slice, shown: Slice, state: Mapping[str, Any]) -> list[Op] | None:
        """List what the view must do; None when showing it the window again is shorter."""
        if sent.columns != shown.columns or sent.first != shown.first:
            return None
        ops: list[Op] = []
        if sent.rows is not shown.rows:
            ops = diff(sent.rows, shown.rows, shown.columns)
            if len(ops) * MANY > max(len(shown.rows), 10):
                return None
        if (sent.total, sent.exactness) != (shown.total, shown.exactness):
            ops.append(Total(shown.total, shown.exactness))
        changed = {
            name: value
            for name, value in state.items()
            if name not in self._sent_state or self._sent_state[name] != value
        }
        if changed:
            ops.append(State(changed))
        return ops


def _wire(op: Op) -> Any:
    """Rows hold wire values by contract, so they pass the codec untouched; states need not."""
    return op.wire() if isinstance(op, State) else Encoded(op.wire())
