"""What hangs on a record: files, comments and tags, as a desk says and takes them."""

from typing import Literal, NotRequired, TypedDict

from ytefas.wire.contract.types import Key


class Attached(TypedDict):
    """A file on a record; `/attachments/<id>` gives it, `?size=thumb` or `screen` a photo smaller.

    `in_report`: it is printed with the record.
    """

    link: str
    id: str
    name: str
    mime: str
    size: int
    width: int | None
    height: int | None
    taken_on: str | None
    caption: str
    caption_en: str
    in_report: bool
    by: str
    at: str


class Comment(TypedDict):
    """What somebody said about a record."""

    id: str
    body: str
    by: str
    at: str
    resolved_at: str | None
    may_change: bool
    may_remove: bool


class Tag(TypedDict):
    """A word of the studio for sorting records."""

    id: str
    name: str
    colour: Literal["grey", "red", "amber", "green", "teal", "blue", "violet", "pink"]


class RecordPapers(TypedDict):
    """All that hangs on a record; `may_add`: this reader may change it."""

    source: str
    key: Key
    customer_id: str
    may_add: bool
    attachments: list[Attached]
    comments: list[Comment]
    tags: list[Tag]


class AttachedChanges(TypedDict):
    """What is to be said of a file; what is left out stays."""

    name: NotRequired[str]
    caption: NotRequired[str | None]
    caption_en: NotRequired[str | None]
    taken_on: NotRequired[str | None]
    in_report: NotRequired[bool]
