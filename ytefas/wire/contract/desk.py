"""What the services of a desk say and take, and a context that saves all it has at once.

The services live below every session's desk, at `<base>.server.<name>`.
"""

from typing import Any, Literal, NotRequired, TypedDict

from ytefas.wire.contract.types import Created, Key, Plain, RecordChanges

Json = Any


class BatchChanges(TypedDict):
    """The unsaved changes of one cursor; a new record may bring its own key as `id`."""

    saves: NotRequired[list[RecordChanges]]
    creates: NotRequired[list[Plain]]
    deletes: NotRequired[list[Key]]


class BatchSaved(TypedDict):
    """What became of them: `created` in the order of `creates`."""

    versions: dict[str, int]
    created: list[Created]
    deleted: list[Key]


class SavedView(TypedDict):
    """A list as somebody arranged it; `default`: this reader's list opens so."""

    id: str
    source: str
    name: str
    shared: bool
    default: bool
    default_for_all: bool
    locked: bool
    mine: bool
    may_change: bool
    owner: str
    state: Json
    row_version: int


class ViewToKeep(TypedDict):
    """A saved view to make, or (with `id` and `row_version`) to change; what is left out stays."""

    source: str
    id: NotRequired[str | None]
    row_version: NotRequired[int]
    name: NotRequired[str]
    shared: NotRequired[bool]
    default: NotRequired[bool]
    default_for_all: NotRequired[bool]
    locked: NotRequired[bool]
    state: NotRequired[Json]


class SearchHit(TypedDict):
    """A record that was found; `archived`: it is not worked on any more."""

    source: str
    key: str
    title: str
    subtitle: str
    customer_id: str | None
    customer_code: str | None
    customer_name: str | None
    archived: bool


class SearchGroup(TypedDict):
    """What was found in one source, best first; `more`: there are others."""

    source: str
    label: str
    icon: str
    hits: list[SearchHit]
    more: bool


class SearchAnswer(TypedDict):
    """Everything found in time; `late` names the sources that did not answer."""

    groups: list[SearchGroup]
    late: list[str]


class TitleWanted(TypedDict):
    """A record whose title is asked for."""

    source: str
    key: Key


class Place(TypedDict):
    """What a session looks at: a record of a source (or a list), and what it is typing into."""

    view: str
    source: NotRequired[str | None]
    key: NotRequired[Key | None]
    editing: NotRequired[bool]
    field: NotRequired[str | None]


class PersonHere(TypedDict):
    """Somebody else who is here, at one of his places; `who` is his colour."""

    session: str
    user_id: str
    name: str
    initials: str
    who: Literal[1, 2, 3, 4]
    source: str | None
    key: Key | None
    customer_id: str | None
    editing: bool
    field: str | None
    since: str
