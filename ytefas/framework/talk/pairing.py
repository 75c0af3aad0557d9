"""The handshake that joins a node here with one in the client: a pure state machine.

A pairing is asked for, both sides report ready, both are started, one stops and both are gone.
Events go in, effects come out; the clock, the calls and the tree belong to the session. A pairing
whose other side never becomes ready fails: nothing waits for ever. SPEC-work.md [G].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, assert_never

READY_IN: Final = 10.0  # seconds until a pairing without both sides fails
MEMBERS: Final = 0  # the pairing of the two session members themselves

# What a request may put into the context of the other side, by name. Nothing else is looked at:
# an address that a client sends is otherwise a way to act with the server's rights.
CONTEXT_NAMES: Final = frozenset({"from_context"})


class Stage(StrEnum):
    """The life of a pairing, never back."""

    WAITING = "waiting"
    ACTIVE = "active"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Peer:
    """One side: where it is and the name the other side finds it by."""

    uri: str
    role: str


# -- events


@dataclass(frozen=True, slots=True)
class Ready:
    """A side exists and has run its `peer_init`."""

    location: str
    peer: Peer


@dataclass(frozen=True, slots=True)
class Stopped:
    """A side stops."""

    location: str


@dataclass(frozen=True, slots=True)
class Expired:
    """Time is up."""


Event = Ready | Stopped | Expired


# -- effects


@dataclass(frozen=True, slots=True)
class Start:
    """Tell every side who its peers are and run its `peer_start`."""

    peers: Mapping[str, Peer]


@dataclass(frozen=True, slots=True)
class Stop:
    """Tell these sides that it is over; the one that asked knows already."""

    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fail:
    """Tell who asked for the pairing that these sides never came."""

    missing: tuple[str, ...]


Effect = Start | Stop | Fail


@dataclass(frozen=True, slots=True)
class Pairing:
    """One pairing: the sides it needs, and those that are ready."""

    id: int
    locations: tuple[str, ...] = ("client", "server")
    stage: Stage = Stage.WAITING
    peers: Mapping[str, Peer] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(location for location in self.locations if location not in self.peers)

    def step(self, event: Event) -> tuple[Pairing, tuple[Effect, ...]]:
        """Take one event; what comes late, twice or from elsewhere changes nothing."""
        match event:
            case Ready(location, peer):
                return self._ready(location, peer)
            case Stopped(location):
                if self.stage is Stage.OVER:
                    return self, ()
                others = tuple(one for one in self.locations if one != location)
                effects: tuple[Effect, ...] = (Stop(others),)
                if self.stage is Stage.WAITING:
                    effects = (*effects, Fail((location,)))
                return replace(self, stage=Stage.OVER), effects
            case Expired():
                if self.stage is not Stage.WAITING:
                    return self, ()
                over = replace(self, stage=Stage.OVER)
                return over, (Stop(tuple(self.peers)), Fail(self.missing))
            case _ as never:
                assert_never(never)

    def _ready(self, location: str, peer: Peer) -> tuple[Pairing, tuple[Effect, ...]]:
        known = location in self.peers or location not in self.locations
        if known or self.stage is not Stage.WAITING:
            return self, ()
        ready = replace(self, peers={**self.peers, location: peer})
        if ready.missing:
            return ready, ()
        return replace(ready, stage=Stage.ACTIVE), (Start(ready.peers),)


def allowed_context(raw: object, base: str) -> dict[str, str]:
    """Keep what a request may put into the other side's context: known names, own session only."""
    if not isinstance(raw, Mapping):
        return {}
    named: dict[str, Any] = {str(name): uri for name, uri in raw.items() if name in CONTEXT_NAMES}
    return {
        name: uri
        for name, uri in named.items()
        if isinstance(uri, str) and uri.startswith(f"{base}.")
    }
