"""Unsaved changes that are kept for a view which has to begin anew: its own affair, but bounded."""

from collections.abc import Mapping
from typing import Any, Final

from ytefas.errors import Invalid, TooLarge
from ytefas.framework.talk.serialize import encode
from ytefas.framework.work.plain import is_plain, size_of

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
