"""What hangs on a record: files, comments and tags, the same for every source of customers' rows.

Whoever reads the record reads them; whoever edits it adds. A comment is changed by who wrote it.
Each call answers with all that hangs there now, and everybody else who looks at the record is told
that it has changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol
from uuid import UUID

from ytefas.errors import Invalid, InvalidFields, NotFound
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import Signal
from ytefas.services.circle import Circle, principal_of

LONGEST_COMMENT: Final = 2000
LONGEST_CAPTION: Final = 400
LONGEST_NAME: Final = 150
MOST_TAGS: Final = 20
MOST_WATCHED: Final = 60  # records one session hears of; the one looked at longest ago goes first
_TEXTS: Final = {"caption": LONGEST_CAPTION, "caption_en": LONGEST_CAPTION}


class PapersStore(Protocol):
    """Keeps what hangs on records, and decides who may do what. A place is (source, key)."""

    async def of(self, acting: Any, place: tuple[str, str]) -> dict[str, Any]:
        """Give all that hangs on a record."""

    async def attach(self, acting: Any, place: tuple[str, str], file: UUID) -> None:
        """Hang a file of the same customer on a record."""

    async def detach(self, acting: Any, link: UUID) -> tuple[str, str]:
        """Take a file off a record; the record it hung on."""

    async def describe(
        self, acting: Any, link: UUID, changes: Mapping[str, Any]
    ) -> tuple[str, str]:
        """Change what is said of a file, or whether it is printed; the record it hangs on."""

    async def arrange(self, acting: Any, place: tuple[str, str], links: Sequence[UUID]) -> None:
        """Put the files of a record in an order."""

    async def say(self, acting: Any, place: tuple[str, str], body: str) -> None:
        """Add a comment."""

    async def reword(self, acting: Any, comment: UUID, body: str | None) -> tuple[str, str]:
        """Change one's own comment, or (None) take it away; the record it is about."""

    async def resolve(self, acting: Any, comment: UUID, *, done: bool) -> tuple[str, str]:
        """Mark a comment as dealt with, or not; the record it is about."""

    async def tags(self, acting: Any) -> list[dict[str, Any]]:
        """Give the tags of the studio, by name."""

    async def tag(self, acting: Any, place: tuple[str, str], tags: Sequence[UUID]) -> None:
        """Let a record carry exactly these tags."""


class Papers(Node):
    """What hangs on the records a session looks at."""

    changed: Signal[...] = Signal()  # (source, key): something else hangs there now

    def __init__(self, store: PapersStore, circle: Circle[Papers]) -> None:
        self._store = store
        self._circle = circle
        self.watched: OrderedDict[tuple[str, str], None] = OrderedDict()

    @handler("on_node_bind")
    def coming(self) -> None:
        self._circle.enter(self)

    @handler("on_node_unbind")
    def leaving(self) -> None:
        self._circle.leave(self)

    @call(access=OWN_SESSION)
    async def of(self, source: str, key: str) -> dict[str, Any]:
        """Give all that hangs on a record, and tell from now on when it changes."""
        place = (source, key)
        found = await self._store.of(principal_of(self), place)
        self.watched[place] = None
        self.watched.move_to_end(place)
        if len(self.watched) > MOST_WATCHED:
            self.watched.popitem(last=False)
        return found

    @call(access=OWN_SESSION)
    async def leave(self, source: str, key: str) -> None:
        """Tell no more of a record."""
        self.watched.pop((source, key), None)

    @call(access=OWN_SESSION)
    async def attach(self, source: str, key: str, attachment: str) -> dict[str, Any]:
        """Hang a file that is there already on a record, as when its removal is undone."""
        place = (source, key)
        await self._store.attach(principal_of(self), place, _id(attachment))
        return await self._now(place)

    @call(access=OWN_SESSION)
    async def detach(self, link: str) -> dict[str, Any]:
        """Take a file off its record."""
        return await self._now(await self._store.detach(principal_of(self), _id(link)))

    @call(access=OWN_SESSION)
    async def describe(self, link: str, changes: dict[str, Any]) -> dict[str, Any]:
        """Change a file's name, caption or day, or whether it is printed."""
        read = read_changes(changes)
        return await self._now(await self._store.describe(principal_of(self), _id(link), read))

    @call(access=OWN_SESSION)
    async def arrange(self, source: str, key: str, links: list[str]) -> dict[str, Any]:
        """Put the files of a record in this order."""
        place = (source, key)
        await self._store.arrange(principal_of(self), place, [_id(one) for one in links])
        return await self._now(place)

    @call(access=OWN_SESSION)
    async def say(self, source: str, key: str, body: str) -> dict[str, Any]:
        """Comment on a record."""
        place = (source, key)
        await self._store.say(principal_of(self), place, read_comment(body))
        return await self._now(place)

    @call(access=OWN_SESSION)
    async def reword(self, comment: str, body: str | None = None) -> dict[str, Any]:
        """Change one's own comment; without words it goes away."""
        said = None if body is None else read_comment(body)
        return await self._now(await self._store.reword(principal_of(self), _id(comment), said))

    @call(access=OWN_SESSION)
    async def resolve(self, comment: str, done: bool) -> dict[str, Any]:
        """Mark a comment as dealt with, or open it again."""
        place = await self._store.resolve(principal_of(self), _id(comment), done=done)
        return await self._now(place)

    @call(access=OWN_SESSION)
    async def tags(self) -> list[dict[str, Any]]:
        """List the tags there are."""
        return await self._store.tags(principal_of(self))

    @call(access=OWN_SESSION)
    async def tag(self, source: str, key: str, tags: list[str]) -> dict[str, Any]:
        """Let a record carry these tags and no others."""
        if len(tags) > MOST_TAGS:
            raise Invalid("too_many_tags", most=MOST_TAGS)
        place = (source, key)
        await self._store.tag(principal_of(self), place, [_id(one) for one in tags])
        return await self._now(place)

    async def _now(self, place: tuple[str, str]) -> dict[str, Any]:
        return await self._store.of(principal_of(self), place)


def read_comment(raw: str) -> str:
    """Read a comment as somebody typed it."""
    body = raw.replace("\r\n", "\n").strip()
    if not body:
        raise InvalidFields({"body": "required"})
    if len(body) > LONGEST_COMMENT:
        raise InvalidFields({"body": "too_long"}, {"body": {"most": str(LONGEST_COMMENT)}})
    if "\0" in body:
        raise InvalidFields({"body": "not_allowed"})
    return body


def read_changes(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Read what is to be said of a file."""
    read: dict[str, Any] = {}
    for name, value in raw.items():
        if name in _TEXTS:
            read[name] = _text(name, value, _TEXTS[name]) or None
        elif name == "name":
            read["filename"] = _text(name, value, LONGEST_NAME)
        elif name == "taken_on":
            read[name] = _day(value)
        elif name == "in_report" and isinstance(value, bool):
            read[name] = value
        else:
            raise Invalid("unknown_field")
    return read


def _text(name: str, value: object, most: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise InvalidFields({name: "not_allowed"})
    text = " ".join(value.split())
    if len(text) > most:
        raise InvalidFields({name: "too_long"}, {name: {"most": str(most)}})
    return text


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _never()
    except ValueError:
        raise InvalidFields({"taken_on": "wrong_type"}) from None


def _never() -> date:
    raise ValueError("no day")


def _id(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise NotFound from None
