"""Saved views: how a list was arranged (columns, filter, sort), under a name, to come back to it.

A view is its owner's. The studio's staff may share theirs with the rest of the staff; a customer's
user keeps his to himself, and sees no shared one, because a filter may name other customers. Only
its owner or an administrator changes a view; only an administrator makes a shared one everybody's
default, or locks it. A person's own choice of a default comes before everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from ytefas.errors import Invalid, NotFound, TooLarge
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Signal
from ytefas.framework.work.plain import is_plain, size_of
from ytefas.services.circle import Circle, principal_of

MAX_STATE: Final = 32 * 1024  # characters of JSON
MAX_VIEWS: Final = 100  # of a user, of one source
MAX_SHARED: Final = 300  # of everybody, of one source
MAX_OWN_BYTES: Final = 256 * 1024  # of JSON: a list of views is one message
MAX_SHARED_BYTES: Final = 512 * 1024
LONGEST_NAME: Final = 80
_FLAGS: Final = ("shared", "default", "default_for_all", "locked")
_KNOWN: Final = frozenset({"id", "source", "name", "state", "row_version", *_FLAGS})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A view as somebody wants it kept; None: as it is, or for a new one as usual."""

    source: str
    id: UUID | None = None
    row_version: int = 0
    name: str | None = None
    state: Any = None
    shared: bool | None = None
    default: bool | None = None
    default_for_all: bool | None = None
    locked: bool | None = None


class ViewsStore(Protocol):
    """Keeps saved views, and decides who may do what to them."""

    async def of(self, acting: Any, source: str) -> list[dict[str, Any]]:
        """Give those a user may use, his own first, by name."""

    async def keep(self, acting: Any, wanted: Wanted) -> dict[str, Any]:
        """Make or change one. Denied, Conflict, NotFound, InvalidFields: nothing was done."""

    async def remove(self, acting: Any, view: UUID, row_version: int) -> None:
        """Remove one, as it was read."""


class Views(Node):
    """The saved views a session's user may use."""

    changed: Signal[...] = Signal()  # (source): its views are different now

    def __init__(self, store: ViewsStore, circle: Circle[Views], sources: Collection[str]) -> None:
        self._store = store
        self._circle = circle
        self._sources = sources

    @handler("on_node_bind")
    def coming(self) -> None:
        self._circle.enter(self)

    @handler("on_node_unbind")
    def leaving(self) -> None:
        self._circle.leave(self)

    @call(access=OWN_SESSION)
    async def list(self, source: str) -> list[dict[str, Any]]:
        """List the views of a source."""
        if source not in self._sources:
            raise Invalid("unknown_source")
        return await self._store.of(principal_of(self), source)

    @call(access=OWN_SESSION)
    async def keep(self, view: dict[str, Any]) -> dict[str, Any]:
        """Make a view, or change one; the answer is how it is now."""
        wanted = read_view(view)
        if wanted.source not in self._sources:
            raise Invalid("unknown_source")
        return await self._store.keep(principal_of(self), wanted)

    @call(access=OWN_SESSION)
    async def remove(self, id: str, row_version: int) -> None:  # noqa: A002 - the word of the wire
        """Remove a view."""
        try:
            number = UUID(id)
        except ValueError:
            raise NotFound from None
        await self._store.remove(principal_of(self), number, row_version)


def read_view(raw: Mapping[str, Any]) -> Wanted:
    """Read a view as a client sends it."""
    if not _KNOWN.issuperset(raw):
        raise Invalid("unknown_field")
    flags: dict[str, Any] = {name: raw.get(name) for name in _FLAGS}
    version = raw.get("row_version", 0)
    if not isinstance(raw.get("source"), str) or not all(
        flag is None or isinstance(flag, bool) for flag in flags.values()
    ):
        raise Invalid("saved_view")
    if not isinstance(version, int) or isinstance(version, bool) or not 0 <= version < 2**31:
        raise Invalid("saved_view")
    number, name, state = _id(raw.get("id")), raw.get("name"), raw.get("state")
    if number is None or name is not None:
        name = _name(name)
    if state is not None:
        if not is_plain(state):
            raise Invalid("saved_view")
        if size_of(state) > MAX_STATE:
            raise TooLarge(limit=MAX_STATE)
    return Wanted(raw["source"], number, version, name, state, **flags)


def _id(raw: object) -> UUID | None:
    if raw is None:
        return None
    try:
        return UUID(raw) if isinstance(raw, str) else UUID(int=-1)
    except ValueError:
        raise NotFound from None


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise Invalid("view_name")
    name = " ".join(_CONTROL.sub(" ", raw).split())
    if len(name) > LONGEST_NAME:
        raise Invalid("too_long", parameter="name")
    return name
