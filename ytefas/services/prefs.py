"""What a person prefers: density, theme, widths, keys; the same on all of his machines.

A preference is a name and a plain value. What one session puts the user's others hear, wherever
they are; whoever comes later reads all of it.
"""

from __future__ import annotations

import re
from typing import Any, Final, Protocol

from ytefas.errors import Invalid, TooLarge
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Signal
from ytefas.framework.work.plain import is_plain, size_of
from ytefas.services.circle import Circle, principal_of, session_of

MAX_VALUE: Final = 60 * 1024  # characters of JSON; with its name it fits one message
MAX_NAMES: Final = 500  # of a user
MAX_ALL: Final = 512 * 1024  # bytes of JSON, all of a user's: `all` is one message
_NAME: Final = re.compile(r"[\w.:/@+-]{1,120}", re.ASCII)


class PrefsStore(Protocol):
    """Keeps preferences."""

    async def all(self, acting: Any) -> dict[str, Any]:
        """Give all of a user's, by name."""

    async def put(self, acting: Any, name: str, value: Any, *, session: str) -> None:
        """Keep one, said by one of his sessions; None forgets it. TooLarge: he has too much."""


class Prefs(Node):
    """The preferences of a session's user."""

    changed: Signal[...] = Signal()  # (name, value): put by another session of the same user

    def __init__(self, store: PrefsStore, circle: Circle[Prefs]) -> None:
        self._store = store
        self._circle = circle

    @handler("on_node_bind")
    def coming(self) -> None:
        self._circle.enter(self)

    @handler("on_node_unbind")
    def leaving(self) -> None:
        self._circle.leave(self)

    @call(access=OWN_SESSION)
    async def all(self) -> dict[str, Any]:
        """Give all preferences by name."""
        return await self._store.all(principal_of(self))

    @call(access=OWN_SESSION)
    async def put(self, name: str, value: object = None) -> None:
        """Keep one; null forgets it."""
        if not _NAME.fullmatch(name):
            raise Invalid("preference")
        if not is_plain(value):
            raise Invalid("preference")
        if size_of(value) > MAX_VALUE:
            raise TooLarge(limit=MAX_VALUE)
        await self._store.put(principal_of(self), name, value, session=session_of(self))
