"""What happens to unsaved changes when somebody wants to move on: a pure state machine.

One machine per controller, one rule for everybody who leaves something: a click on another master
row, an action, server code, closing the context, logout. It never does anything: events go in,
effects come out, and whoever runs it saves, asks and moves. SPEC-work.md [D] numbers its rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, assert_never

from ytefas.framework.work.content import Key


class Choice(StrEnum):
    """What may be done with pending changes; whoever does not answer stays."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


class Reason(StrEnum):
    """Why a request to leave was refused."""

    STALE = "stale"  # it was made looking at an older state
    STAY = "stay"
    SUPERSEDED = "superseded"  # a newer request took its place
    SAVE_FAILED = "save_failed"


@dataclass(frozen=True, slots=True)
class Graph:
    """The cursors of a controller: each with the one it tracks, and which save without asking."""

    masters: Mapping[str, str | None]
    autosave: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in self.masters:
            self.depth(name)

    def depth(self, name: str) -> int:
        """Count the masters above a cursor; a circle or an unknown master is an error."""
        seen = [name]
        while (master := self.masters[seen[-1]]) is not None:
            if master not in self.masters:
                raise ValueError(f"cursor {seen[-1]!r} tracks {master!r}, which does not exist")
            if master in seen:
                raise ValueError(f"cursors track each other in a circle: {' → '.join(seen)}")
            seen.append(master)
        return len(seen) - 1

    def group(self, name: str | None) -> tuple[str, ...]:
        """Name a cursor and all that track it, masters before details; None means every cursor."""
        ordered = sorted(self.masters, key=self.depth)  # stable: siblings as declared
        if name is None:
            return tuple(ordered)
        members = {name}
        for other in ordered:
            if self.masters[other] in members:
                members.add(other)
        return tuple(other for other in ordered if other in members)


# -- events


@dataclass(frozen=True, slots=True)
class Requested:
    """Somebody wants to leave the current row of a cursor, or everything (no cursor: closing)."""

    request: int
    cursor: str | None
    version: int | None = None  # of the state a view was looking at; server code has none


@dataclass(frozen=True, slots=True)
class Answered:
    """The view answered a question."""

    ask: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Saved:
    """What was asked to be saved is saved."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was saved."""

    errors: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """A view says which rows of a cursor hold unsaved changes; none: it is clean."""

    cursor: str
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class ServerMoved:
    """The server chose another current row; whoever has not seen that version acts on the past."""

    cursor: str
    version: int


@dataclass(frozen=True, slots=True)
class PeerGone:
    """Nobody is there to answer."""


Event = Requested | Answered | Saved | Failed | Declared | ServerMoved | PeerGone


# -- effects


@dataclass(frozen=True, slots=True)
class Grant:
    """Let the request go on: move, close."""

    request: int


@dataclass(frozen=True, slots=True)
class Refuse:
    """Tell the requester no; nothing has moved."""

    request: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the view about these cursors; `silent`: it answers save by itself."""

    ask: int
    names: tuple[str, ...]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Save:
    """Save these cursors in one transaction, in this order; deletes in the opposite order."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restore:
    """Put these cursors back to their last snapshot."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Attach what went wrong to the fields it is about."""

    errors: Mapping[str, Any]


Effect = Grant | Refuse | Ask | Save | Restore | Report


# -- the machine


class Phase(StrEnum):
    """What is under way."""

    IDLE = "idle"
    ASKING = "asking"
    SAVING = "saving"


@dataclass(frozen=True, slots=True)
class Pending:
    """Which cursors hold unsaved changes, and the request that waits for a decision on them."""

    dirty: Mapping[str, frozenset[Key]] = field(default_factory=dict)
    floors: Mapping[str, int] = field(
        default_factory=dict
    )  # cursor: version of the server's last move
    suspended: Requested | None = None
    phase: Phase = Phase.IDLE
    ask: int = 0
    names: tuple[str, ...] = ()  # what was asked about, or is being saved
    again: frozenset[str] = frozenset()  # declared dirty while they were being saved


Step = tuple[Pending, tuple[Effect, ...]]


def step(graph: Graph, pending: Pending, event: Event) -> Step:
    """Take one event: the next state, and what is to be done."""
    match event:
        case Requested():
            return _request(graph, pending, event)
        case Answered(ask, choice):
            return _answer(graph, pending, ask, choice)
        case Saved():
            return _saved(graph, pending)
        case Failed(errors):
            return _give_up(pending, Reason.SAVE_FAILED, Report(errors))
        case Declared():
            return _declare(pending, event), ()
        case ServerMoved(cursor, version):
            return replace(pending, floors={**pending.floors, cursor: version}), ()
        case PeerGone():
            if pending.phase is Phase.SAVING:  # it will end by itself, but nobody moves then
                return replace(pending, suspended=None), _refused(pending, Reason.STAY)
            return _give_up(pending, Reason.STAY)
        case _ as never:
            assert_never(never)


def dirty_members(graph: Graph, pending: Pending, cursor: str | None) -> tuple[str, ...]:
    """Name the members of a cursor's group that hold changes, masters before details."""
    return tuple(name for name in graph.group(cursor) if pending.dirty.get(name))


def _request(graph: Graph, pending: Pending, event: Requested) -> Step:
    floor = pending.floors.get(event.cursor or "", 0)
    if event.version is not None and event.version < floor:
        return pending, (Refuse(event.request, Reason.STALE),)
    names = dirty_members(graph, pending, event.cursor)
    if not names:
        return pending, (Grant(event.request),)
    effects = _refused(pending, Reason.SUPERSEDED)
    if pending.phase is Phase.SAVING:  # looked at again when the save has ended
        return replace(pending, suspended=event), effects
    if pending.phase is Phase.ASKING and pending.names == names:  # the question stands
        return replace(pending, suspended=event), effects
    ask = pending.ask + 1
    asking = replace(pending, suspended=event, phase=Phase.ASKING, ask=ask, names=names)
    return asking, (*effects, Ask(ask, names, silent=graph.autosave.issuperset(names)))


def _answer(graph: Graph, pending: Pending, ask: int, choice: Choice) -> Step:
    waiting = pending.suspended
    if pending.phase is not Phase.ASKING or ask != pending.ask or waiting is None:
        return pending, ()  # an answer to a question that is no longer asked
    if choice is Choice.STAY:
        return _give_up(pending, Reason.STAY)
    names = dirty_members(graph, pending, waiting.cursor)
    if choice is Choice.SAVE and names:
        return replace(pending, phase=Phase.SAVING, names=names, again=frozenset()), (Save(names),)
    clean = replace(pending, dirty=_without(pending.dirty, names))
    restore = (Restore(names),) if names else ()
    return _idle(clean), (*restore, Grant(waiting.request))


def _saved(graph: Graph, pending: Pending) -> Step:
    if pending.phase is not Phase.SAVING:
        return pending, ()
    cleaned = [name for name in pending.names if name not in pending.again]
    waiting = pending.suspended
    idle = _idle(replace(pending, dirty=_without(pending.dirty, cleaned)))
    if waiting is None:
        return idle, ()
    return _request(graph, idle, replace(waiting, version=None))


def _declare(pending: Pending, event: Declared) -> Pending:
    dirty = _without(pending.dirty, [event.cursor])
    if event.keys:
        dirty = {**dirty, event.cursor: event.keys}
    again = pending.again
    if pending.phase is Phase.SAVING:
        again = again | {event.cursor} if event.keys else again - {event.cursor}
    return replace(pending, dirty=dirty, again=again)


def _give_up(pending: Pending, reason: Reason, *effects: Effect) -> Step:
    return _idle(pending), (*effects, *_refused(pending, reason))


def _idle(pending: Pending) -> Pending:
    return replace(pending, suspended=None, phase=Phase.IDLE, names=(), again=frozenset())


def _refused(pending: Pending, reason: Reason) -> tuple[Effect, ...]:
    return () if pending.suspended is None else (Refuse(pending.suspended.request, reason),)


def _without(
    dirty: Mapping[str, frozenset[Key]], names: Iterable[str]
) -> Mapping[str, frozenset[Key]]:
    gone = set(names)
    return {name: keys for name, keys in dirty.items() if name not in gone}
