"""Unsaved changes that are kept for a view which has to begin anew: its own affair, but bounded.

A keeper lets them outlive the session: one row for each context that holds some, found again by
whoever opens the same content with the same controller. While a context lives its draft is its own;
what another one left is offered to the next. SPEC-work.md [X17, X23].
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import uuid4

from ytefas.errors import Invalid, TooLarge, YtefasError
from ytefas.framework.talk.serialize import encode
from ytefas.framework.work.content import Key
from ytefas.framework.work.intent import Intent
from ytefas.framework.work.plain import is_plain, size_of

log = logging.getLogger(__name__)

MAX_DRAFT: Final = 200  # rows of one cursor
MAX_DRAFTS: Final = 64 * 1024  # characters of JSON, all drafts of a context together

Drafts = Mapping[str, Any]  # by cursor, in their wire form


def with_draft(drafts: Drafts, cursor: str, changes: Mapping[str, Any]) -> Drafts:
    """Replace the draft of a cursor; an empty one goes."""
    others = {name: draft for name, draft in drafts.items() if name != cursor}
    if not changes:
        return others
    if sum(len(part) for part in changes.values() if isinstance(part, list)) > MAX_DRAFT:
        raise TooLarge(limit=MAX_DRAFT)
    kept = {**others, cursor: encode(changes)}
    if not is_plain(kept):
        raise Invalid("draft")
    if size_of(kept) > MAX_DRAFTS:
        raise TooLarge(limit=MAX_DRAFTS)
    return kept


def without_saved(
    drafts: Drafts, cursor: str, keys: Iterable[Key], created: Sequence[Mapping[str, Any]] = ()
) -> Drafts:
    """Take out what was saved: by key, and new records without one by what was typed into them.

    The draft is a little older than what is saved: by then more may have been typed.
    """
    draft = drafts.get(cursor)
    if not isinstance(draft, Mapping):
        return drafts
    saved, made = set(keys), [encode(dict(values)) for values in created]
    left = {
        "saves": [one for one in _listed(draft, "saves") if _key(one) not in saved],
        "creates": [
            one
            for one in _listed(draft, "creates")
            if _key(one, "id") not in saved and not _is_among(one, made)
        ],
        "deletes": [key for key in _listed(draft, "deletes") if key not in saved],
    }
    others = {name: part for name, part in draft.items() if name not in left}
    now = {**others, **{name: part for name, part in left.items() if part}}
    rest = {name: one for name, one in drafts.items() if name != cursor}
    return {**rest, cursor: now} if now else rest


def _listed(draft: Mapping[str, Any], part: str) -> list[Any]:
    found = draft.get(part)
    return found if isinstance(found, list) else []


def _key(one: Any, name: str = "key") -> Any:
    key = one.get(name) if isinstance(one, Mapping) else None
    return key if isinstance(key, str | int) else None


def _is_among(one: Any, made: Sequence[Mapping[str, Any]]) -> bool:
    changes = one.get("changes") if isinstance(one, Mapping) else None
    return isinstance(changes, Mapping) and any(
        all(name in values and values[name] == value for name, value in changes.items())
        for values in made
    )


# -- outliving the session


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft belongs: the same controller, asked for the same."""

    controller: str
    content: bytes  # the hash of what was asked

    @classmethod
    def of(cls, controller: str, intent: Intent) -> Place:
        content = None if intent.content is None else intent.content.wire()
        asked = json.dumps([str(intent.operation), content], sort_keys=True, default=str)
        return cls(controller, hashlib.sha256(asked.encode()).digest())


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it is kept; `at` is when."""

    id: str
    changes: Drafts
    at: str


class DraftKeeper(Protocol):
    """Keeps drafts of users for a while, whatever becomes of their sessions."""

    async def find(self, acting: Any, place: Place) -> Sequence[Kept]:
        """Give those of a user at a place, the newest first."""

    async def keep(self, acting: Any, place: Place, number: str, changes: Drafts) -> str:
        """Keep one, in place of what had its number; when."""

    async def forget(self, acting: Any, number: str) -> None:
        """Forget one; harmless when there is none."""


class DraftBook:
    """The drafts of everybody on this node, and which of them belong to a context that lives."""

    def __init__(self, keeper: DraftKeeper) -> None:
        self.keeper = keeper
        self._held: dict[str, Drafting] = {}

    async def left(self, acting: Any, place: Place, to: Drafting) -> Kept | None:
        """Hand over the newest that nobody holds who is there."""
        for kept in await self.keeper.find(acting, place):
            if self.hold(kept.id, to):
                return kept
        return None

    def hold(self, number: str, by: Drafting) -> bool:
        """Give one by its number; False: somebody has it, and his client is there."""
        holder = self._held.get(number)
        if holder is not None and holder is not by:
            if holder.present:
                return False
            holder.lose()
        self._held[number] = by
        return True

    def release(self, number: str, by: Drafting) -> None:
        if self._held.get(number) is by:
            del self._held[number]


class Drafting:
    """The draft of one context; without a book it lasts as long as the session."""

    def __init__(self, book: DraftBook | None = None) -> None:
        self.changes: Drafts = {}
        self.kept_at: str | None = None
        self.present = True  # its client is there; else another context may take it over
        self._book = book
        self._number: str | None = None
        self._writing = asyncio.Lock()
        self._written: Drafts = {}

    async def begin(self, kept: Mapping[str, Any], acting: Any, place: Place) -> None:
        """Take up what the session has kept, or else what was left here by another."""
        self.changes = dict(kept.get("drafts", {}))
        said = kept.get("draft") or {}
        self.kept_at = said.get("kept_at")
        if self._book is None:
            return
        number = said.get("id")
        if number is not None and self._book.hold(number, self):
            self._number = number
            self._written = self.changes
        if not self.changes and self._number is None:
            try:
                found = await self._book.left(acting, place, self)
            except YtefasError as error:  # a screen is worth more than what was left there
                log.warning("no draft of %s could be read: %s", place.controller, error.code)
                return
            if found is not None:
                self._number, self.changes, self.kept_at = found.id, found.changes, found.at
                self._written = found.changes

    async def take(self, changes: Drafts, acting: Any, place: Place) -> None:
        """Make these the draft, and have them kept before this returns."""
        self.changes = changes
        async with self._writing:
            await self._write(acting, place)

    async def _write(self, acting: Any, place: Place) -> None:
        now = self.changes  # whatever was said last, by whomever
        if self._book is None or now == self._written:
            return
        if not now:
            self.kept_at = None
            if self._number is not None:
                await self._book.keeper.forget(acting, self._number)
                self._book.release(self._number, self)
                self._number = None
        else:
            if self._number is None:
                self._number = str(uuid4())
                self._book.hold(self._number, self)
            self.kept_at = await self._book.keeper.keep(acting, place, self._number, now)
        self._written = now

    def snapshot(self) -> dict[str, Any]:
        """Give what the session keeps of it."""
        said = {"drafts": dict(self.changes)}
        if self._number is None:
            return said
        return {**said, "draft": {"id": self._number, "kept_at": self.kept_at}}

    def lose(self) -> None:
        """Hear that another context goes on with it; what is typed here is a draft of its own."""
        self._number, self._written = None, {}

    def close(self) -> None:
        """Leave it to whoever comes next."""
        if self._book is not None and self._number is not None:
            self._book.release(self._number, self)
