"""A cursor: the server node that shows a source to one view, and takes that view's changes.

These are the calls of its view, the normative cursor protocol; what it shows and how it tells is
the other half. Every move to another row passes the gate, whoever asks. SPEC-work.md [C].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from ytefas.errors import Denied, Invalid
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.serialize import encode
from ytefas.framework.tree.signal import Signal
from ytefas.framework.work.content import Key
from ytefas.framework.work.gate import Decision, creating, parse_keys, parse_saving
from ytefas.framework.work.rows import Batch, Written, is_group, shows
from ytefas.framework.work.showing import MAX_SIZE, Params, Showing


class Cursor(Showing):
    """One window on one source, for one view. Make it, `join` it to a gate, add it, `start` it."""

    written: Signal[...] = Signal(local=True)  # (Written, batch=): something of it is saved

    async def begin_new(self, values: Mapping[str, Any]) -> None:
        """Show a blank record; nothing is written before its `create`."""
        self._blank = await self.writer.blank(self.source, values)
        self.state["edit"] = "new"
        self._set_current(None)

    def edit(self) -> None:
        """Let the view change the rows."""
        self.state["edit"] = "edit"
        self.teller.touch()

    # -- what the view asks to see

    @call(access=OWN_SESSION)
    async def query(self, request: dict[str, Any]) -> None:
        """Show other rows: {filter, words, sort, group, tree, open, columns}."""
        query = self.rows.parse(request)
        self.wake()
        before: Params = self.state["params"]
        self.state["params"] = Params(query, 0, before.size, MappingProxyType(encode(request)))
        if self.state["params"] is before:
            self.teller.renew()

    @call(access=OWN_SESSION)
    async def window(self, request: dict[str, Any]) -> None:
        """Show another part, or the same one anew after a gap: {first, size}."""
        before: Params = self.state["params"]
        first, size = request.get("first", 0), request.get("size", before.size)
        if not _whole(first, 0, 2**53) or not _whole(size, 1, MAX_SIZE):
            raise Invalid("window")
        self.wake()
        self.state["params"] = replace(before, first=first, size=size)
        if self.state["params"] is before and self._effect is not None:
            self.teller.resume()

    # -- the current row

    @property
    def was_moved(self) -> bool:
        """Whether its view chose a row: the first one is current without being chosen."""
        return self._moves > 0

    @call(access=OWN_SESSION)
    async def set_current(self, key: str | int | None, version: int) -> dict[str, Any]:
        """Move to another row, having seen `version`; the answer says where the cursor stands.

        `pending`: somebody is asked about unsaved changes, an event will tell.
        """
        self._moves += 1
        move = self._moves
        if key == self.current_id:
            return self._standing(moved=True)
        if key is not None and not await self._selects(key):
            return self._standing(moved=False)
        if move != self._moves:  # a newer one overtook it while it was looked up
            return self._standing(moved=False)
        decision = self.gate.leave(self._name, version)
        if not decision.done():
            decision.add_done_callback(partial(self._decided, key))
            return self._standing(moved=False, pending=True)
        moved = decision.result() is None
        if moved:
            self._set_current(key)
        return self._standing(moved=moved)

    async def move(self, key: Key | None) -> bool:
        """Move by server code: the same rule, and the answer when there is one."""
        if key == self.current_id:
            return True
        if key is not None and not await self._selects(key):
            return False
        if await self.gate.leave(self._name) is not None:
            return False
        self._set_current(key)
        self.gate.server_moved(self._name, self.version + 1)
        return True

    def _decided(self, key: Key | None, decision: Decision) -> None:
        if decision.cancelled() or self._effect is None:
            return
        if decision.result() is None:
            self._set_current(key)
        else:
            self.teller.repeat_state()

    def _standing(self, *, moved: bool, pending: bool = False) -> dict[str, Any]:
        standing = {"current_id": self.current_id, "version": self.version, "moved": moved}
        return {**standing, "pending": True} if pending else standing

    async def offers(self, key: Key) -> bool:
        """Tell whether a record is among those this cursor shows, in sight or not."""
        return await self._selects(key)

    async def _selects(self, key: Key) -> bool:
        if is_group(key):
            return False
        if shows(self._shown, key):
            return True
        return self._frame is not None and await self.rows.holds(self._frame, key)

    # -- changes

    @call(access=OWN_SESSION)
    async def set_dirty(self, keys: list[str | int]) -> None:
        """Say which rows hold unsaved changes, before the first of them is made."""
        self.gate.declare(self._name, frozenset(parse_keys(keys)))

    @call(access=OWN_SESSION)
    async def save(self, record: dict[str, Any], idempotency_key: str) -> dict[str, Any]:
        """Save {key, row_version, changes}; raise Conflict when somebody saved first."""
        saving = parse_saving(record)
        written = await self._write(idempotency_key, saves=(saving,))
        self._clean({saving.key})
        return {"row_version": written.versions.get(saving.key)}

    @call(access=OWN_SESSION)
    async def create(self, values: dict[str, Any], idempotency_key: str) -> dict[str, Any]:
        """Make a record; what the cursor is bound to wins over what the view says."""
        made = creating(values, self.bounds)
        written = await self._write(idempotency_key, creates=(made,))
        key = written.created[0]
        if self.state["edit"] == "new":
            self._show_made(key)
            self.gate.declare(self._name, frozenset())
        else:
            self._set_current(key)
        return {"key": key, "row_version": written.versions.get(key)}

    @call(access=OWN_SESSION)
    async def delete(self, keys: list[str | int], idempotency_key: str) -> dict[str, Any]:
        """Delete records."""
        written = await self._write(idempotency_key, deletes=parse_keys(keys))
        self._clean(set(written.deleted))
        return {"deleted": list(written.deleted)}

    @call(access=OWN_SESSION)
    async def discard(self, keys: list[str | int]) -> None:
        """Forget unsaved changes of some rows."""
        self._clean(set(parse_keys(keys)))

    # -- what server code does with rows

    async def put_away(self, keys: Sequence[Key], *, idempotency_key: str) -> None:
        """Archive records."""
        await self._write(idempotency_key, archives=tuple(keys))

    async def take_out(self, keys: Sequence[Key], *, idempotency_key: str) -> None:
        """Restore archived records."""
        await self._write(idempotency_key, restores=tuple(keys))

    async def remove(self, keys: Sequence[Key], *, idempotency_key: str) -> None:
        """Delete records; whoever has unsaved changes of them loses these."""
        await self._write(idempotency_key, deletes=tuple(keys))
        self._clean(set(keys))

    async def beside(self, key: Key, step: int) -> Key | None:
        """Find the record some steps from one that is shown; None at the ends."""
        keys = [row[0] for row in self._shown.rows]
        if key not in keys or self._frame is None:
            return None
        at = self._shown.first + keys.index(key) + step
        if at < 0:
            return None
        if 0 <= at - self._shown.first < len(keys):
            near: Key = keys[at - self._shown.first]
            return near
        found = await self.rows.window(replace(self._frame, first=at, size=1))
        beyond: list[Key] = [row[0] for row in found.rows if not is_group(row[0])]
        return beyond[0] if beyond else None

    async def turn(self, key: Key) -> bool:
        """Show another record in the place of the one it was opened for; False: stays."""
        if await self.gate.leave(self._name) is not None:
            return False
        self.within = replace(self.within, keys=(key,))
        self._set_current(key)
        self.gate.server_moved(self._name, self.version + 1)
        self.state["turned"] = key
        return True

    async def took(self, batch: Batch, written: Written) -> None:
        """Hear what was written of this cursor together with others."""
        self.told_errors(None)
        if written.created and self.state["edit"] == "new":
            self._show_made(written.created[0])
        elif written.created and self.current_id is None:
            self._set_current(written.created[0])
        await self.written.notify(written, batch=batch)
        self._clean({*written.versions, *written.deleted})

    def _show_made(self, key: Key) -> None:
        """Go on with the record that was blank."""
        self.within = replace(self.within, keys=(key,))
        self._blank = None
        self.state["edit"] = "edit"
        self._set_current(key)

    async def _write(self, idempotency_key: str, **parts: Any) -> Written:
        if self.spec.readonly:
            raise Denied
        try:
            UUID(idempotency_key)
        except ValueError:
            raise Invalid("idempotency_key") from None
        batch = Batch(self.source, self.bounds, name=self._name, **parts)
        (written,) = await self.writer.write([batch], idempotency_key=idempotency_key)
        self.told_errors(None)
        await self.written.notify(written, batch=batch)
        return written

    def _clean(self, keys: set[Key]) -> None:
        left = self.gate.dirty(self._name) - keys
        self.gate.declare(self._name, left)


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
